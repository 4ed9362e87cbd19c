"""Stored copies as pages tell them: whatever was stored, and in what order."""

from datetime import timedelta

import pytest

from claims.enums import CaptureState
from claims.models import Capture
from claims.queries import copies_compared as compared
from claims.queries.copies import Copies, CopyPage, copies_page, flat, host_of
from tests import factories
from tests.copies import TAKEN, copy_of
from tests.people import person


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("words", "words"),
        (3.5, "3.5"),
        (None, ""),
        (["a", ["b", None], {"c": "d", "e": ["f", 1]}], "a, b, c: d, e: f, 1"),
        ({"deep": {"deeper": {"deepest": "x"}}}, "deep: deeper: deepest: x"),
    ],
)
def test_any_json_is_told_in_a_line(value: object, line: str) -> None:
    assert flat(value) == line


def test_what_was_stored_in_another_shape_is_left_out() -> None:
    copy = Capture(redirects={"a": 1}, headers=[["Server", "x"], ["odd"], "no"], details=["x"])
    told = CopyPage(copy)
    assert (told.hops, told.headers, told.particulars) == ([], [("Server", "x")], [])
    copy = Capture(details={"By": "Lind", "Exif": {"Model": "K"}, "": "x", "Taken": ["a"]})
    assert CopyPage(copy).particulars == [
        ("", [("Taken", "a"), ("By", "Lind"), ("", "x")]),
        ("Exif", [("Model", "K")]),
    ]


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [("application/xhtml+xml", "Web page"), ("image/png", "Picture"), ("font/woff", "File")],
)
def test_kinds_have_names(media_type: str, kind: str) -> None:
    assert CopyPage(Capture(media_type=media_type)).kind == kind


def test_a_site_is_named_where_there_is_one() -> None:
    assert (host_of("https://Port.example:8/x"), host_of("http://["), host_of("")) == (
        "port.example",
        "",
        "",
    )


def test_of_long_texts_whole_lines_are_compared() -> None:
    assert compared.cut("a\nb") == "a\nb"
    assert compared.cut("x" * 150_000 + "\n" + "y" * 150_000) == "x" * 150_000
    assert len(compared.cut("x" * 300_000)) == compared.MOST_LETTERS
    assert compared.cut("a\n" * 5_000).count("\n") == compared.MOST_LINES - 1
    text = "one\n\n two \nthree"
    assert [text[b.start : b.end] for b in compared.blocks_of(text)] == ["one", " two ", "three"]


@pytest.mark.django_db
def test_each_copy_stands_to_the_one_taken_before_it() -> None:
    row = factories.web_page(url="https://port.example/report")
    row.captures.all().delete()
    day = timedelta(days=1)
    late = copy_of(row, "Two.", captured_at=TAKEN + 2 * day)
    first = copy_of(row, "One.")
    copy_of(row, "No.", state=CaptureState.FAILED, trouble="Gone.", captured_at=TAKEN + day / 2)
    old = copy_of(row, "One.", body="<p>otherwise set</p>", captured_at=TAKEN + day, way="archive")
    copy_of(factories.web_page(url="https://port.example/b"), "Two.", captured_at=TAKEN + day)
    told = {
        copy.uid: (copy.before, copy.same)  # type: ignore[attr-defined]
        for copy in copies_page(row, "").rows
        if copy.state == CaptureState.DONE
    }
    assert told == {
        late.uid: (old.uid, False),
        old.uid: (first.uid, True),
        first.uid: (None, False),
    }
    card = Copies(row, person("carl"))
    assert card.failed is None  # it was tried again since
    assert card.rows[0].pk == late.pk


@pytest.mark.django_db
def test_what_the_worker_found_is_told_and_the_rest_is_looked_for() -> None:
    row = factories.web_page(url="https://port.example/report")
    claim = factories.claim(factories.article(), "It was the sixth closure since April.")
    support = factories.supports.attach(
        evidence=row, target=claim, by=person("carl"), stance="supports", passage="in the menu"
    )
    page = "<nav><p>Here in the menu</p></nav><article><p>The text.</p></article>"
    copy = copy_of(row, "The text.", body=page)
    assert compared.places(copy, [support]) == {support.pk: "found"}
    support.found, support.found_in = "similar", copy
    assert compared.places(copy, [support]) == {support.pk: "similar"}
    long = copy_of(row, "x" * 500_000, "in the menu", captured_at=TAKEN + timedelta(days=1))
    assert compared.places(long, [support]) == {support.pk: ""}
