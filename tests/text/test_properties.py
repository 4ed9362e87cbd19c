"""What holds for any text at all."""

import datetime
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.text import (
    BlockKind,
    Extraction,
    describe,
    extract,
    find,
    name_variants,
    placeholders,
    split_blocks,
)

from .reading import STORY

PIECES = [
    "Brandt", "Anna Brandt", "said", "he", "She said", "according to", "“", "”", '"', "'", "‘", "’",
    "''", ",", ".", "?", "!", ":", ";", "—", "(", ")", "[", "]", "that", "who", "and", "the", "Mr.",
    "U.S.", "40 percent", "$3", "in 2019", "\n", "\n\n", "\r\n", "\t", "\0", "\u2028",
    "שלום", "مرحبا", "😀", "👩‍👩‍👧", "e\u0301", "ﬁ", "İ", "ß", "\ufeff", "\u200f", "\ud800", "TK",
    "01:04 - Source: X",
    "criticising", "saying", "to", "the official", "another", "told reporters", " ", "  ",
]  # fmt: skip
SALAD = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
ANY = st.text(st.characters(exclude_categories=[]), max_size=300)


def spans(found: Extraction) -> list[tuple[int, int]]:
    every = [*found.sentences, *(claim.span for claim in found.claims)]
    for statement in found.statements:
        every += [*statement.content, *(s for s in (statement.cue, statement.source) if s)]
    for speaker in found.speakers:
        every += speaker.mentions
    return [(span.start, span.end) for span in every]


@given(st.one_of(ANY, SALAD))
@example(STORY)
@example("“" * 50 + "said he")
@settings(max_examples=300, deadline=None)
def test_every_span_lies_in_the_text_and_in_one_block(text: str) -> None:
    found = extract(text)
    blocks = [b for b in split_blocks(text) if b.kind is not BlockKind.FURNITURE]
    for start, end in spans(found):
        assert 0 <= start < end <= len(text)
        assert any(block.start <= start and end <= block.end for block in blocks)


@given(st.one_of(ANY, SALAD))
@example(STORY)
@settings(max_examples=150, deadline=None)
def test_lists_are_in_order_and_indices_lead_somewhere(text: str) -> None:
    found = extract(text)
    assert list(found.sentences) == sorted(found.sentences)
    assert [s.content[0] for s in found.statements] == sorted(
        s.content[0] for s in found.statements
    )
    assert [c.span for c in found.claims] == sorted(c.span for c in found.claims)
    for one, following in zip(found.sentences, found.sentences[1:], strict=False):
        assert one.end <= following.start
    for statement in found.statements:
        assert statement.speaker is None or 0 <= statement.speaker < len(found.speakers)
    for claim in found.claims:
        assert 0 <= claim.score <= 1
        assert claim.reasons
        if claim.statement is not None:
            parts = found.statements[claim.statement].content
            assert any(p.start <= claim.span.start and claim.span.end <= p.end for p in parts)


@given(st.one_of(ANY, SALAD))
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_answer(text: str) -> None:
    assert extract(text) == extract(text, date=datetime.date(2024, 5, 3))


@given(st.one_of(ANY, SALAD))
@settings(max_examples=100, deadline=None)
def test_blocks_cover_all_that_is_printed_and_do_not_overlap(text: str) -> None:
    blocks = split_blocks(text)
    covered = set()
    for block in blocks:
        assert covered.isdisjoint(range(block.start, block.end))
        covered.update(range(block.start, block.end))
    assert all(text[at].isspace() for at in range(len(text)) if at not in covered)


@given(st.one_of(ANY, SALAD))
@settings(max_examples=100, deadline=None)
def test_proofing_and_selectors_take_any_text(text: str) -> None:
    for start, end in placeholders(text):
        assert find(describe(text, start, end), text) == (start, end)
    for variant in name_variants(text, extract(text).speakers):
        assert text[slice(*variant.first)] == variant.first_name


HOSTILE: dict[str, Callable[[int], str]] = {
    "quotation marks": lambda n: '"' * n,
    "opening marks": lambda n: "“" * n,
    "single marks": lambda n: "'a " * (n // 3),
    "cues": lambda n: "he said " * (n // 8),
    "quotes and cues": lambda n: '"A b c d," he said, ' * (n // 20),
    "according": lambda n: "according to " * (n // 13),
    "names": lambda n: "Anna Brandt " * (n // 12),
    "one official a line": lambda n: "The official said it was bad.\n" * (n // 30),
    "full stops": lambda n: "." * n,
    "short lines": lambda n: "a\n" * (n // 2),
    "digits": lambda n: "1" * n,
    "numbers": lambda n: "1 " * (n // 2),
    "brackets": lambda n: "[? (" * (n // 4),
    "spaces": lambda n: "x." + " " * n,
    "one word": lambda n: "a" * n,
    "commas": lambda n: "said, " * (n // 6),
    "NUL": lambda n: "\0" * n,
    "quotations that never close": lambda n: "“It fell. " * (n // 10),
    "single ones that never close": lambda n: "‘It fell. " * (n // 10),
    "questions": lambda n: "“Is it?” Anna Brandt " * (n // 21),
    "called": lambda n: "he called the " * (n // 14),
}


def seconds(text: str) -> float:
    """Processor time, the better of two runs."""
    times = []
    for _ in range(2):
        start = time.process_time()
        found = extract(text)
        placeholders(text)
        name_variants(text, found.speakers)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("name", HOSTILE)
def test_four_times_the_text_takes_nothing_like_sixteen_times_as_long(name: str) -> None:
    # linear work gives a ratio of 4, quadratic 16; what is over in a blink is not compared
    small, large = seconds(HOSTILE[name](10_000)), seconds(HOSTILE[name](40_000))
    assert large < max(0.2, 9 * small)
