"""What holds for marks that are followed through several drafts, each made by edits of the last."""

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text import describe
from claims.text.reanchoring import Anchor, Reanchoring, State, same_words
from claims.text.reanchoring.tokens import plain

KEPT = (State.UNCHANGED, State.MOVED)
SENTENCES = [
    "It cost 40 million.", "It cost 41 million.", "Anna Brandt said no.", "“Not now,” she said.",
    "The bridge — the old one — is shut.", "He is not to blame.", "He is to blame.",
    "שלום עולם 40.", "The 𝔭𝔦𝔢𝔯 😀 fell in May.", "No one was hurt...",
]  # fmt: skip
WORDS = ["the", "of", "40", "41", "1,000", "not", "Brandt", "“", "”", '"', "—", "--", "😀", "שלום"]
MARKS = [("“", '"'), ("”", '"'), ("—", "--"), ("...", "…"), (" ", "\u00a0"), ("'", "’")]
EDIT = st.tuples(
    st.sampled_from(["insert", "delete", "move", "swap", "copy", "replace", "marks"]),
    st.integers(0, 9),
    st.integers(0, 9),
    st.sampled_from([*SENTENCES, *WORDS]),
)
Text = list[str]  # its sentences and words


def edited(parts: Text, edit: Any) -> Text:
    kind, at, to, words = edit
    parts = list(parts)
    at, to = at % len(parts), to % len(parts)
    if kind == "insert":
        parts.insert(at, words)
    elif kind == "delete":
        del parts[at]
    elif kind == "move":
        parts.insert(to, parts.pop(at))
    elif kind == "swap":
        parts[at], parts[to] = parts[to], parts[at]
    elif kind == "copy":
        parts.insert(to, parts[at])
    elif kind == "replace":
        parts[at] = words
    else:
        old, new = MARKS[at % len(MARKS)]
        parts = [part.replace(old, new) for part in parts]
    return parts or ["Nothing."]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[str], list[tuple[int, int]]]:
    """The texts of some drafts, and stretches of the first."""
    gap = draw(st.sampled_from([" ", "\n\n"]))
    parts = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
    texts = [gap.join(parts)]
    for _ in range(draw(st.integers(1, 4))):
        for edit in draw(st.lists(EDIT, min_size=1, max_size=3)):
            parts = edited(parts, edit)
        texts.append(gap.join(parts))
    last = len(texts[0])
    places = st.tuples(st.integers(0, last - 1), st.integers(1, 40))
    spans = draw(st.lists(places, min_size=1, max_size=4))
    return texts, [(start, min(start + length, last)) for start, length in spans]


def step(old: str, new: str, start: int, end: int) -> Anchor:
    return Reanchoring(old, new).place(describe(old, start, end))


@given(histories())
@settings(max_examples=400, deadline=None)
def test_words_that_keep_their_state_through_all_drafts_are_the_words_of_the_first(
    history: tuple[list[str], list[tuple[int, int]]],
) -> None:
    texts, spans = history
    for start, end in spans:
        words = texts[0][start:end]
        for old, new in itertools.pairwise(texts):
            found = step(old, new, start, end)
            if found.state not in KEPT:
                break
            assert found.start is not None
            assert found.end is not None
            if found.state is State.UNCHANGED:
                assert (found.start, new[found.start : found.end]) == (start, old[start:end])
            start, end = found.start, found.end
            assert same_words(words, new[start:end])


@given(histories())
@settings(max_examples=400, deadline=None)
def test_a_draft_that_is_taken_back_leads_words_that_stood_once_home_or_nowhere(
    history: tuple[list[str], list[tuple[int, int]]],
) -> None:
    texts, spans = history
    old, new = texts[0], texts[-1]
    for start, end in spans:
        there = step(old, new, start, end)
        if there.state not in KEPT or there.start is None or there.end is None:
            continue
        back = step(new, old, there.start, there.end)
        if back.start is None or back.end is None:
            continue
        if plain(old).count(plain(old[start:end])) == 1:  # typography has many forms: they overlap
            assert back.start < end
            assert start < back.end
