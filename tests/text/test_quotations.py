"""Which words stand inside quotation marks: pairs within pairs, slips of the pen, inches."""

import pytest

from claims.text.quotations import find_quotations
from claims.text.segments import split_blocks

from .reading import only


def marked(text: str) -> list[str]:
    """The quotations of a text, marks included."""
    blocks = split_blocks(text)
    return [text[one.start : one.end] for inside in find_quotations(text, blocks) for one in inside]


PAIRS = [
    ("He wrote: “We care when “our team” is late.”", ["“We care when “our team” is late.”"]),
    ("“A “b” c “d” e,” he said.", ["“A “b” c “d” e,”"]),
    ('"It is about “fair play” and money," he said.', ['"It is about “fair play” and money,"']),
    ("“It is odd,“ said Holm. “It is late.”", ["“It is odd,“", "“It is late.”"]),
    ("“Go, he said. “Stay,” she said.", ["“Go, he said.", "“Stay,”"]),
    ('“The 12" pipe broke,” he said.', ['“The 12" pipe broke,”']),
    ("“He is 6’2”, and I am not,” she said.", ["“He is 6’2”, and I am not,”"]),
    ("The pole is 6'2\" tall.", []),
    ('The pipe is 12" wide.', []),
]


@pytest.mark.parametrize(("text", "found"), PAIRS)
def test_marks_are_paired_as_a_reader_pairs_them(text: str, found: list[str]) -> None:
    assert marked(text) == found


def test_a_height_in_a_quote_does_not_end_it() -> None:
    said = only("“He is 6’2”,” Brandt said.")
    assert (said.content, said.manner) == (("“He is 6’2”,”",), "direct")
