"""A quotation is found without an older version of the text."""

import pytest

from claims.text import Selector
from claims.text.reanchoring import State, reanchor

TEXT = (
    "Brandt said the bridge had held all winter. Volk said the bridge had cost too much. "
    "Nobody asked what the ferry had cost."
)


def select(quote: str, prefix: str = "", suffix: str = "", hint: int = -1) -> Selector:
    return Selector(quote, prefix, suffix, hint, hint + len(quote))


@pytest.mark.parametrize(
    ("selector", "words", "start"),
    [
        (select("all winter"), "all winter", 32),
        (select("ll wint", prefix="held a", suffix="er."), "ll wint", 33),
        (select("the bridge", prefix="Volk said "), "the bridge", 54),
        (select("the bridge", prefix="Vollk sayd "), "the bridge", 54),
        (select("the bridge", suffix=" had held"), "the bridge", 12),
        (select("the bridge", hint=54), "the bridge", 54),
        (select("the brigde had heldd"), "the bridge had held", 12),
        (
            select("Nobody asks what the ferries had cost"),
            "Nobody asked what the ferry had cost",
            84,
        ),
    ],
)
def test_a_quotation_is_found(selector: Selector, words: str, start: int) -> None:
    anchor = reanchor(selector, "", TEXT)
    assert anchor.start == start
    assert TEXT[anchor.start : anchor.end] == words
    assert (anchor.state is State.EDITED) == (words != selector.exact)


@pytest.mark.parametrize("quote", ["the bridge", "said the bridge had", "the brigde"])
def test_between_twins_it_is_never_guessed(quote: str) -> None:
    anchor = reanchor(select(quote), "", TEXT)
    assert anchor.state is State.AMBIGUOUS
    assert len(anchor.candidates) == 2


@pytest.mark.parametrize("quote", ["", " ", "A tunnel was opened by the mayor", "x" * 5_000])
def test_what_is_not_there_is_gone(quote: str) -> None:
    assert reanchor(select(quote, hint=3), "", "").state is State.GONE
    if quote.strip():
        assert reanchor(select(quote, hint=3), "", TEXT).state is State.GONE


def test_a_selector_that_does_not_fit_the_old_text_is_a_quotation() -> None:
    selector = Selector("all winter", "", "", 0, 10)
    assert reanchor(selector, "Something quite different.", TEXT).start == 32


def test_very_long_texts_are_searched_for_the_same_words_only() -> None:
    text = "word " * 100_000 + "end of it"
    assert reanchor(select("end of it"), "", text).state is State.MOVED
    assert reanchor(select("the eend of itt" * 20), "", text).state is State.GONE
