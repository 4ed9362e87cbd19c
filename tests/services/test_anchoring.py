"""Words are found where they stand, and never guessed between twins."""

import pytest

from claims.models import Anchor, Revision
from claims.services import anchoring
from claims.services.saving import Invalid
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "A cat 🐈 sat. A cat 🐈 ran.\n\n  The end.  "


def revision(text: str = TEXT) -> Revision:
    return Revision(text=text, blocks=[["paragraph", 0, 26], ["furniture", 28, 38]])


@pytest.mark.parametrize(
    ("exact", "start", "span"),
    [
        ("sat", None, (8, 11)),
        ("  sat \n", None, (8, 11)),
        ("A cat", 0, (0, 5)),
        ("A cat", 13, (13, 18)),
        ("🐈 ran", None, (19, 24)),
        ("sat", 99, (8, 11)),
        ("sat", -3, (8, 11)),
        ("sat", 2, (8, 11)),
    ],
)
def test_words_are_found(exact: str, start: int | None, span: tuple[int, int]) -> None:
    assert anchoring.locate(revision(), exact, start) == span


@pytest.mark.parametrize(
    ("exact", "start"),
    [
        ("A cat", None),
        ("A cat", 1),
        ("dog", None),
        ("dog", 0),
        ("", None),
        (" \n", 4),
        ("a cat", 0),
    ],
)
def test_words_that_are_not_there_or_stand_twice_are_asked_for_again(
    exact: str, start: int | None
) -> None:
    with pytest.raises(Invalid):
        anchoring.locate(revision(), exact, start)


def test_overlapping_twins_are_twins_too() -> None:
    with pytest.raises(Invalid):
        anchoring.locate(revision("aXaXa"), "aXa")


def test_a_span_loses_the_white_space_at_its_ends() -> None:
    assert anchoring.trimmed(revision(), 5, 12) == (6, 12)
    assert anchoring.trimmed(revision(), 7, 8 + 3 + 2) == (8, 12)


@pytest.mark.parametrize(
    ("start", "end"), [(26, 28), (26, 31), (30, 36), (0, 40), (0, 41), (-2, 4), (4, 4), (5, 4)]
)
def test_no_claim_sits_in_furniture_or_outside(start: int, end: int) -> None:
    with pytest.raises(Invalid):
        anchoring.trimmed(revision(), start, end)


def test_anchors_count_code_points_and_keep_what_stands_around() -> None:
    article = factories.article(text="Heading here\n\nIn 🐈🐈 years, 12 ships sank.")
    claim = factories.claim(article, "12 ships")
    kept = Anchor.objects.get(claim=claim)
    assert article.current is not None
    assert article.current.text[kept.start : kept.end] == kept.exact == "12 ships"
    assert kept.prefix == "Heading here\n\nIn 🐈🐈 years, "
    assert kept.suffix == " sank."
    assert len(kept.prefix) <= 32
