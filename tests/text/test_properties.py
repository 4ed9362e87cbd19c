"""What holds for any text at all."""

import datetime
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.hostile import HOSTILE
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
    "who asked not to be named", "12 people were killed", "14 people were killed", "Tuesday",
    "declined to say whether", "reportedly", "the sixth since April", "$4.2 million", "about",
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
        every += [*speaker.mentions, *([speaker.terms] if speaker.terms else [])]
    for pair in found.discrepancies:
        every += [pair.first, pair.second]
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
        assert 0 <= claim.verifiable <= 1
        assert claim.reasons
        if claim.statement is not None:
            parts = found.statements[claim.statement].content
            assert any(p.start <= claim.span.start and claim.span.end <= p.end for p in parts)


@given(st.one_of(ANY, SALAD))
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_answer(text: str) -> None:
    day = datetime.date(2024, 5, 3)
    assert extract(text, date=day) == extract(text, date=day)


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


def work(text: str) -> int:
    """Calls of functions that reading ``text`` takes: what a clock would say, undisturbed."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        found = extract(text)
        placeholders(text)
        name_variants(text, found.speakers)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", HOSTILE)
def test_four_times_the_text_takes_about_four_times_the_work(name: str) -> None:
    # linear work gives a ratio of 4, quadratic 16; `make bench` holds the clock to the same texts
    work(HOSTILE[name](200))  # what is made once is made by now
    small, large = work(HOSTILE[name](2_000)), work(HOSTILE[name](8_000))
    assert large < 5 * small
