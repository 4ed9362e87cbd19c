"""Figures in words and digits."""

import re

import pytest

from claims.text.quantities import compares, find_quantities, may_hold_figures

FIGURES = [
    ("40 percent", "percentage"), ("3.5%", "percentage"), ("forty per cent", "percentage"),
    ("two-thirds of", "percentage"), ("one in five", "percentage"),
    ("$4.2 million", "money"), ("€300", "money"), ("20 million euros", "money"), ("£5bn", "money"),
    ("May 3, 2021", "date"), ("3 May 2021", "date"), ("since 1998", "date"), ("the 1990s", "date"),
    ("12 miles", "measure"), ("200-metre", "measure"), ("14 hours", "measure"),
    ("third straight", "rank"), ("ranks as the sixth since April", "rank"), ("No. 5", "rank"),
    ("21,000", "number"), ("seventeen", "number"), ("twenty-five", "number"), ("a dozen", "number"),
    ("thousands of", "number"), ("3 million", "number"), ("twice", "number"), ("bridge", None),
    ("two dozen", "number"), ("yesterday", "date"), ("on Monday", "date"), ("last year", "date"),
    ("three days ago", "date"), ("in May 2021", "date"), ("5-7%", "percentage"),
    ("a fifth of", "percentage"), ("3 out of 10", "percentage"), ("one in the", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "kind"), FIGURES)
def test_a_figure_is_known_with_its_unit(words: str, kind: str | None) -> None:
    text = f"it was {words} here"
    found = find_quantities(text)
    assert [(text[slice(*q.span)], q.kind) for q in found] == (
        [(words.removeprefix("the "), kind)] if kind else []
    )


@pytest.mark.parametrize(("words", "kind"), FIGURES)
def test_the_quick_test_never_misses_a_figure(words: str, kind: str | None) -> None:
    if kind:
        assert may_hold_figures(re.findall(r"[^\W_][\w-]*", f"it was {words} here".lower()))


def test_comparisons_are_words_not_parts_of_words() -> None:
    assert compares("it rose", 0, 7)
    assert compares("more ships than before", 0, 22)
    assert not compares("a rosebush", 0, 10)
