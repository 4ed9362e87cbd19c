"""A span is found again, and never guessed."""

import pytest

from claims.text import describe, find

TEXT = "The bridge fell. Brandt said it fell. Holm said it fell. 😀 The end of the long story."


def test_a_selector_holds_the_words_and_32_code_points_around_them() -> None:
    selector = describe(TEXT, 57, 62)
    assert (selector.exact, selector.start, selector.end) == (TEXT[57:62], 57, 62)
    assert (selector.prefix, selector.suffix) == (TEXT[25:57], TEXT[62:94])


def test_every_span_of_a_text_is_found_where_it_was() -> None:
    for start in range(len(TEXT)):
        for end in range(start + 1, min(len(TEXT), start + 12)):
            assert find(describe(TEXT, start, end), TEXT) == (start, end)


def test_a_span_that_moved_is_found_by_its_words_and_context() -> None:
    at = TEXT.index("it fell. Holm")
    moved = "A new first sentence stands here. " + TEXT
    assert find(describe(TEXT, at, at + 7), moved) == (at + 34, at + 41)


def test_twins_are_never_guessed() -> None:
    selector = describe("x it fell y", 2, 9)
    twins = "x it fell y and x it fell y"
    assert find(selector, "--" + twins) is None
    assert find(selector, twins) == (2, 9)  # the position tells them apart


def test_words_in_other_surroundings_are_not_the_span() -> None:
    selector = describe("Brandt said it fell on Friday.", 12, 19)
    assert find(selector, "Holm denied it fell on Monday.") is None


def test_words_that_are_gone_are_not_found() -> None:
    assert find(describe(TEXT, 4, 10), "Nothing of the kind.") is None
    assert find(describe(TEXT, 4, 10), "") is None


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4), (0, 500)])
def test_a_stretch_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no stretch"):
        describe(TEXT, start, end)
