"""What holds for any transcript and any words."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.fidelity import compare, read_transcript

WORDS = [
    "bridge", "council", "harbour", "we", "will", "they", "have", "money", "for", "the", "and",
    "of", "school", "river", "plan", "open", "close", "mayor", "town", "spring", "late", "early",
    "people", "tax", "road", "light", "paper", "stone", "glass",
]  # fmt: skip
SAID = st.lists(st.sampled_from(WORDS), min_size=12, max_size=120)
ENDS = st.sampled_from([" ", " ", " ", ", ", ". ", "\n", " – "])
ANY = st.text(st.characters(exclude_categories=[]), max_size=120)
SALAD = st.lists(
    st.sampled_from(
        [*WORDS[:8], "not", "don't", "[", "]", "…", "...", "5", "five", "million", "$", "%", "uh",
         "\n", "12:31", "[00:12]", "-->", "00:01.000 --> 00:02.000", "A:", "“", "e\u0301", "\ud800",
         "\0", "twenty", "point", "[x]y", "東京"]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip


@st.composite
def transcripts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A text and the places of its words."""
    text, places = "", []
    for word in draw(SAID):
        places.append((len(text), len(text) + len(word)))
        text += word + draw(ENDS)
    return text, places


@given(transcripts(), st.data())
@settings(max_examples=40, deadline=None)
def test_what_is_copied_out_is_verbatim_at_that_place(
    said: tuple[str, list[tuple[int, int]]], data: st.DataObject
) -> None:
    text, places = said
    first = data.draw(st.integers(0, len(places) - 1))
    last = data.draw(st.integers(first, len(places) - 1))
    words = text[places[first][0] : places[last][1]]
    found = compare(words, read_transcript(text))
    assert found.verdict == "verbatim"
    again = text[found.start : found.end]
    assert [w.strip(",.–") for w in again.split()] == [w.strip(",.–") for w in words.split()]
    assert found.start <= places[first][0]


@given(transcripts(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_changed_word_is_marked(
    said: tuple[str, list[tuple[int, int]]], data: st.DataObject
) -> None:
    text, places = said
    first = data.draw(st.integers(0, len(places) - 7))
    last = data.draw(st.integers(first + 6, len(places) - 1))
    at = data.draw(st.integers(first + 1, last - 1))
    start, end = places[at]
    words = text[places[first][0] : start] + "elephant" + text[end : places[last][1]]
    found = compare(words, read_transcript(text))
    assert found.verdict == "altered"
    assert any("elephant" in piece.quote and piece.fault for piece in found.pieces)


@given(transcripts(), st.data())
@settings(max_examples=40, deadline=None)
def test_a_cut_that_an_ellipsis_tells_of_is_trimmed(
    said: tuple[str, list[tuple[int, int]]], data: st.DataObject
) -> None:
    text, places = said
    cuts = sorted(data.draw(st.sets(st.integers(0, len(places)), min_size=4, max_size=4)))
    one, two, three, four = cuts
    head = text[places[one][0] : places[two - 1][1]]
    tail = text[places[three][0] : places[four - 1][1]]
    found = compare(f"{head} … {tail}", read_transcript(text))
    assert found.verdict in {"trimmed", "verbatim"}  # the two may stand side by side elsewhere
    assert not any(piece.fault for piece in found.pieces)


@given(st.one_of(SALAD, ANY), st.one_of(SALAD, ANY, st.lists(SALAD, max_size=3)))
@settings(max_examples=60, deadline=None)
def test_any_words_are_told_of_whole(said: str, words: str | list[str]) -> None:
    transcript = read_transcript(said)
    found = compare(words, transcript)
    assert 0 <= found.start <= found.end <= len(transcript.text)
    assert found.verdict in {"verbatim", "trimmed", "altered", "not_found"}
    assert (found.verdict == "altered") == (
        found.verdict != "not_found" and any(piece.fault for piece in found.pieces)
    )
    for place, _ in transcript.times:
        assert 0 <= place <= len(transcript.text)


def work(done: Callable[[], object]) -> int:
    """Calls of functions that something takes: what a clock would say, undisturbed."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        done()
    finally:
        sys.setprofile(None)
    return calls


SPEECH = "We will, uh, rebuild the bridge and it's not going to cost {} dollars. "
HOSTILE: dict[str, tuple[Callable[[int], str], Callable[[int], str]]] = {
    "one word": (lambda n: "well " * n, lambda n: "well " * (n // 4)),
    "cut and cut": (lambda n: "well then " * n, lambda n: "well … " * (n // 4)),
    "brackets": (lambda n: "[well] " * n, lambda n: "[well] " * n),
    "speech": (
        lambda n: "".join(SPEECH.format(k) for k in range(n // 10)),
        lambda n: "".join(SPEECH.format(k) for k in range(0, n // 20, 2)),
    ),
    "nearly": (
        lambda n: "".join(SPEECH.format(k) for k in range(n // 10)),
        lambda n: "".join(SPEECH.format(-k).replace("bridge", "dam") for k in range(n // 40)),
    ),
    "times": (lambda n: "[00:12] a\n" * n, lambda n: "a b"),
    "names": (lambda n: "A:\n" * n, lambda n: "A: a"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_four_times_the_text_takes_about_four_times_the_work(name: str) -> None:
    said, words = HOSTILE[name]

    def read(size: int) -> int:
        return work(lambda: compare(words(size), read_transcript(said(size))))

    assert read(3_200) < 5.5 * read(800)
