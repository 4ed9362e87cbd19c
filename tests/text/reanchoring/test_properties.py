"""What holds for any two texts and any stretch."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from benchmarks.hostile import HOSTILE
from claims.text import Selector, describe
from claims.text.reanchoring import Anchor, Reanchoring, State, changed, reanchor
from claims.text.reanchoring.alignment import align
from claims.text.reanchoring.comparing import increasing
from claims.text.reanchoring.tokens import plain

from .drafts import STORY

PIECES = [
    "Brandt", "Anna", "said", "it fell", "The bridge", "the", "of", "in May", "40", "1,000", "$3",
    "not", "“", "”", '"', "''", "‘", "’", "'", "—", "–", "-", "--", "…", "...", ".", ",", "?", "\n",
    "\n\n", "\r\n", "\u00a0", "\u2009", "\t", "\0", "\u00ad", "\u200b", "\ufeff", "\u200f", "שלום",
    "مرحبا", "港の橋", "😀", "👩‍👩‍👧", "e\u0301", "é", "ﬁ", "İ", "ß", "\ud800", " ", "  ",
]  # fmt: skip
SALAD = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
ANY = st.one_of(SALAD, st.text(st.characters(exclude_categories=[]), max_size=120))
FRESH = "Zyx qwv 777 jkq"  # none of whose words stand in PIECES


@st.composite
def stretches(draw: st.DrawFn, texts: st.SearchStrategy[str] = ANY) -> tuple[str, int, int]:
    """A text and a stretch of it that is not empty."""
    text = draw(texts.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, min(len(text), start + 60)))


@st.composite
def drafts(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and the same after a few random edits."""
    parts = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40))
    old = " ".join(parts)
    for _ in range(draw(st.integers(0, 5))):
        at, to = draw(st.integers(0, len(parts))), draw(st.integers(0, len(parts)))
        some = slice(min(at, to), max(at, to))
        edit = draw(st.sampled_from(["insert", "delete", "copy", "swap", "replace", "marks"]))
        if edit == "insert":
            parts.insert(at, draw(st.sampled_from(PIECES)))
        elif edit == "delete":
            del parts[some]
        elif edit == "copy":
            parts[at:at] = parts[some]
        elif edit == "swap":
            parts = parts[at:] + parts[:at]
        elif edit == "replace":
            parts[some] = [draw(st.sampled_from(PIECES))]
        else:
            parts = [{"“": '"', "”": '"', "—": "--", " ": "\u00a0"}.get(p, p) for p in parts]
    return old, " ".join(parts)


def sound(anchor: Anchor, selector: Selector, new: str) -> None:
    """What is true of every anchor in a text."""
    assert 0 <= anchor.confidence <= 1
    for start, end in anchor.candidates:
        assert 0 <= start < end <= len(new)
    if anchor.state in {State.AMBIGUOUS, State.GONE}:
        assert (anchor.start, anchor.end, anchor.confidence) == (None, None, 0)
        return
    assert anchor.start is not None
    assert anchor.end is not None
    assert 0 <= anchor.start < anchor.end <= len(new)
    assert anchor.confidence > 0
    if anchor.state is State.EDITED:
        return
    assert plain(new[anchor.start : anchor.end]) == plain(selector.exact)
    stays = anchor.start == selector.start and new[anchor.start : anchor.end] == selector.exact
    assert (anchor.state is State.UNCHANGED) == stays


@given(stretches(), ANY)
@settings(max_examples=300, deadline=None)
def test_any_stretch_of_any_text_finds_a_sound_answer_in_any_other(
    given_old: tuple[str, int, int], new: str
) -> None:
    old, start, end = given_old
    selector = describe(old, start, end)
    sound(reanchor(selector, old, new), selector, new)
    sound(reanchor(selector, "", new), selector, new)


@given(drafts(), st.data())
@example((STORY, STORY.replace("4.2", "5.2")), None)
@settings(max_examples=300, deadline=None)
def test_only_the_same_words_are_called_the_same_after_any_edits(
    texts: tuple[str, str], data: st.DataObject | None
) -> None:
    old, new = texts
    compared = Reanchoring(old, new)
    for start in range(0, len(old), 7):
        end = start + (data.draw(st.integers(1, 30)) if data else 25)
        selector = describe(old, start, min(end, len(old)))
        anchor = compared.place(selector)
        sound(anchor, selector, new)
        assert anchor == reanchor(selector, old, new)


@given(stretches())
@settings(max_examples=200, deadline=None)
def test_an_unchanged_text_leaves_every_stretch_where_it_was(text: tuple[str, int, int]) -> None:
    old, start, end = text
    assert reanchor(describe(*text), old, old) == Anchor(State.UNCHANGED, start, end, 1.0)


@given(stretches())
@settings(max_examples=200, deadline=None)
def test_text_before_moves_every_stretch_and_text_after_does_not(
    text: tuple[str, int, int],
) -> None:
    old, start, end = text
    assume(old.strip())
    more = len(FRESH) + 2
    moved = reanchor(describe(*text), old, f"{FRESH}\n\n{old}")
    assert (moved.state, moved.start, moved.end) == (State.MOVED, start + more, end + more)
    kept = reanchor(describe(*text), old, f"{old}\n\n{FRESH}")
    assert (kept.state, kept.start, kept.end) == (State.UNCHANGED, start, end)


@given(ANY, ANY)
@settings(max_examples=200, deadline=None)
def test_changes_lie_in_both_texts_in_order(old: str, new: str) -> None:
    found = changed(old, new)
    last = (0, 0)
    for change in found:
        assert last[0] <= change.old.start <= change.old.end <= len(old)
        assert last[1] <= change.new.start <= change.new.end <= len(new)
        last = (change.old.start, change.new.start)
    assert changed(old, old) == []


@given(st.text("abc", min_size=1, max_size=60), st.text("abc", min_size=1, max_size=60))
@settings(max_examples=200, deadline=None)
def test_the_alignment_ties_like_words_and_none_twice(old: str, new: str) -> None:
    ties = align(old, new)
    assert len(ties) == len(old)
    tied = [(old[at], new[to]) for at, to in enumerate(ties) if to >= 0]
    assert all(one == other for one, other in tied)
    assert len({to for to in ties if to >= 0}) == len(tied)


@given(st.lists(st.integers(-1, 12), max_size=9))
@settings(max_examples=200, deadline=None)
def test_the_longest_chain_of_ties_is_chosen(ties: list[int]) -> None:
    def longest(at: int, least: int) -> int:
        if at == len(ties):
            return 0
        taken = 1 + longest(at + 1, ties[at]) if ties[at] > least else 0
        return max(taken, longest(at + 1, least))

    chosen = [to for to in increasing(ties) if to >= 0]
    assert chosen == sorted(set(chosen))
    assert len(chosen) == longest(0, -1)


def work(act: Callable[[], object]) -> int:
    """Calls of functions that something takes: what a clock would say, on a quiet machine."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", HOSTILE)
def test_four_times_the_text_takes_about_four_times_the_work(name: str) -> None:
    def act(size: int) -> None:
        old = HOSTILE[name](size)
        half = len(old) // 2
        new = f"{old[half:]} other words {old[: half - 9]}"
        compared = Reanchoring(old, new)
        for start in (0, half - 40, len(old) - 80):
            compared.place(describe(old, start, start + 80))
        compared.place(describe(old, 0, len(old)))
        reanchor(describe(f"x{old[:99]}x", 0, 101), "", new)
        changed(old, new)

    act(200)  # what is made once is made by now
    small, large = work(lambda: act(1_500)), work(lambda: act(6_000))
    assert large < 5 * small
