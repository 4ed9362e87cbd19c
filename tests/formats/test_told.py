"""What files say of themselves: pictures, PDF and Office; whatever is broken says nothing."""

import io

import docx
import pytest
from PIL import ExifTags, Image

from claims.formats import told
from claims.formats.told import in_order, of_office, of_pdf, of_picture

from .builders import member, with_parts

GPS = {1: "N", 2: (46.0, 3.0, 4.428), 3: "E", 4: (14.0, 30.0, 16.416)}


def picture(
    kind: str = "JPEG", gps: dict[int, object] | None = None, **about: str | bytes
) -> bytes:
    """A small picture with EXIF; ``about`` by the names of its tags."""
    exif = Image.Exif()
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    for name, value in about.items():
        tag = ExifTags.Base[name]
        (inner if "Original" in name else exif)[tag] = value
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps or {})
    out = io.BytesIO()
    Image.new("RGB", (4, 3)).save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_tells_when_where_and_with_what_it_was_taken(kind: str) -> None:
    data = picture(
        kind,
        GPS,
        Make="Nikon",
        Model="Nikon Z6",
        DateTimeOriginal="2024:05:01 12:30:11",
        OffsetTimeOriginal="+02:00",
        Artist="Ana\nKovač".encode(),
    )
    assert list(of_picture(data).items()) == [
        ("Taken", "2024-05-01 12:30:11 +02:00"),
        ("Place", "46.05123° N, 14.50456° E"),
        ("Camera", "Nikon Z6"),
        ("Size in pixels", "4 × 3"),
        ("Author", "Ana Kovač"),
    ]


def test_a_tiff_tells_its_camera() -> None:
    said = of_picture(picture("TIFF", Make="Leica", Model="Q3"))
    assert said == {"Camera": "Leica Q3", "Size in pixels": "4 × 3"}


@pytest.mark.parametrize(
    "gps",
    [
        {},
        {1: "N", 2: (46.0, 3.0)},
        {1: "N", 2: (460.0, 3.0, 4.0), 3: "E", 4: (14.0, 30.0, 16.0)},
        {1: "<b>", 2: (46.0, 3.0, 4.0), 3: "E", 4: (14.0, 30.0, 16.0)},
    ],
)
def test_a_place_that_makes_no_sense_is_left_out(gps: dict[int, object]) -> None:
    assert of_picture(picture(gps=gps)) == {"Size in pixels": "4 × 3"}


def test_what_is_said_is_cut_and_stays_on_one_line() -> None:
    said = of_picture(picture(Software="x\r\n\x00\u202ey" * 500))
    assert len(said["Program"]) == told.LONGEST
    assert said["Program"].isprintable()


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", picture()[:60], b"GIF89a" + b"\xff" * 9]
)
def test_a_broken_picture_says_nothing(data: bytes) -> None:
    assert of_picture(data) == {}


def test_a_picture_of_absurd_size_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "MOST_PIXELS", 11)
    assert of_picture(picture()) == {}


def test_an_office_file_tells_who_wrote_and_who_changed_it() -> None:
    document = docx.Document()
    about = document.core_properties
    about.title, about.author, about.last_modified_by = "Plan", "Ana", "Bor"
    out = io.BytesIO()
    document.save(out)
    title, said = of_office(out.getvalue())
    assert title == "Plan"
    assert (said["Author"], said["Last changed by"]) == ("Ana", "Bor")
    assert said["Made"].startswith("20")


@pytest.mark.parametrize(
    "core",
    [
        b"",
        b"<broken",
        b"<a>" * 5000,
        b"x" * (told._MOST_CORE + 1),
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a><creator>&e;</creator></a>',
    ],
)
def test_properties_that_are_an_attack_say_nothing(core: bytes) -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    data = with_parts(out.getvalue(), {told._CORE: core})
    assert member(data, told._CORE) == core
    assert of_office(data) == ("", {})
    assert of_office(b"no zip") == ("", {})


def test_the_dates_of_a_pdf_read_as_dates() -> None:
    about = {"CreationDate": "D:20240501123011+02'00'", "ModDate": "last week", "Pages": "3"}
    assert of_pdf(about) == {
        "Made": "2024-05-01 12:30:11 +02:00",
        "Changed": "last week",
        "Pages": "3",
    }
    assert of_pdf({"CreationDate": "D:2024"}) == {"Made": "2024"}


def test_the_order_is_that_of_the_page_whatever_the_database_did_to_it() -> None:
    said = {"Pages": "3", "Odd": "?", "Taken": "today", "Author": "Ana"}
    assert list(in_order(said)) == ["Taken", "Author", "Pages", "Odd"]
