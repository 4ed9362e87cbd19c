"""Two wordings side by side: what stayed, what went, what came."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from claims.queries.wording import MOST_WORDS, pieces


def test_white_space_is_neither_gone_nor_come() -> None:
    gap = ("same", " ")
    assert pieces("a b", "b") == [("del", "a"), gap, ("same", "b")]
    assert pieces("a b", "c b") == [("del", "a"), gap, ("ins", "c"), gap, ("same", "b")]
    assert pieces("a b", "a c") == [("same", "a"), gap, ("del", "b"), gap, ("ins", "c")]
    assert pieces("", "new words") == [("ins", "new words")]
    assert pieces("old words", "") == [("del", "old words")]


def side(found: Iterable[tuple[str, str]], gone: str) -> str:
    return "".join(words for kind, words in found if kind != gone)


@given(
    st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30)
)
def test_the_pieces_make_both_texts(old: list[str], new: list[str]) -> None:
    found = pieces(" ".join(old), " ".join(new))
    assert side(found, "ins").split() == old
    assert side(found, "del").split() == new
    assert {kind for kind, _words in found} <= {"same", "del", "ins"}


def test_texts_with_little_in_common_stand_whole() -> None:
    assert pieces("one two three four", "five six seven") == [
        ("del", "one two three four"),
        ("ins", "five six seven"),
    ]


def test_an_endless_text_is_not_compared_word_by_word() -> None:
    old = "word " * (MOST_WORDS + 1)
    assert pieces(old, old + "more") == [("del", old), ("ins", old + "more")]
