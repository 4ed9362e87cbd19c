"""Keyset paging: nothing twice, nothing left out, nobody's bookmark but ours."""

import pytest
from django.core.signing import Signer
from django.db.models.functions import Lower

from claims.models import Source, User
from claims.queries.paging import page_of

pytestmark = pytest.mark.django_db
ORDER = ("sort_name", "pk")


def rows() -> "list[str]":
    """Walk through all pages of two."""
    found, after = [], ""
    while True:
        page = page_of(
            Source.objects.annotate(sort_name=Lower("name")), order=ORDER, after=after, size=2
        )
        found += [source.name for source in page.rows]
        assert page.first is (after == "")
        after = page.next
        if not after:
            return found


def test_pages_joined_are_the_list_also_where_names_are_alike() -> None:
    for name in ["b", "A", "a", "C", "a"]:
        Source.objects.create(name=name)
    assert rows() == ["A", "a", "a", "b", "C"]


def test_a_row_added_before_the_bookmark_shifts_nothing() -> None:
    people = [User.objects.create(username=f"u{number}") for number in range(4)]
    first = page_of(User.objects.all(), order=("-pk",), size=2)
    User.objects.create(username="new")
    second = page_of(User.objects.all(), order=("-pk",), after=first.next, size=2)
    assert [*first.rows, *second.rows] == people[::-1]
    assert second.next == ""


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_list_that_fits_has_no_next_page(count: int) -> None:
    for _ in range(count):
        Source.objects.create(name="x")
    page = page_of(Source.objects.all(), order=("name", "pk"), size=2)
    assert (len(page.rows), page.next) == (count, "")


@pytest.mark.parametrize(
    "after",
    ["nonsense", "\x00", "W1siYSIsMV1d:x", Signer(salt="other").sign_object(["b", 1]), "ü" * 500],
    ids=["nonsense", "nul", "unsigned", "signed for something else", "long"],
)
def test_a_bookmark_not_made_here_begins_at_the_beginning(after: str) -> None:
    Source.objects.create(name="a")
    page = page_of(Source.objects.all(), order=("name", "pk"), after=after)
    assert page.first
    assert len(page.rows) == 1


def test_a_bookmark_of_another_list_is_not_taken() -> None:
    for number in range(3):
        User.objects.create(username=f"u{number}")
    other = page_of(User.objects.all(), order=("-date_joined", "-pk"), size=1).next
    Source.objects.create(name="a")
    assert page_of(Source.objects.all(), order=("name", "pk"), after=other).first
