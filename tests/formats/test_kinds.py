"""What a file is comes from its content; what it calls itself is checked against that."""

import contextlib

import pytest

from claims.formats import Unreadable, read_file
from claims.formats.kinds import UNKNOWN, WORD, ending_of, media_type_of, why_not_as_called

from .builders import pdf, prose, word

NOISE = bytes(range(1, 256)) * 4
SAMPLES = {
    "page": (b"<!-- a --><!doctype html><title>x</title>", "text/html", "html"),
    "page with a PDF in it": (b"<html>%PDF-1.7", "text/html", "html"),
    "pdf": (pdf([prose([["Words."]])]), "application/pdf", "pdf"),
    "word": (word(lambda document: document.add_paragraph("Words.")), WORD, "docx"),
    "open document": (
        b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.textPK\x03\x04",
        "application/vnd.oasis.opendocument.text",
        "odt",
    ),
    "zip": (b"PK\x03\x04" + NOISE, "application/zip", "zip"),
    "wacz": (b"PK\x03\x04" + NOISE + b"datapackage.json", "application/wacz", "wacz"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + NOISE, "image/png", "png"),
    "jpeg": (b"\xff\xd8\xff\xe1\0\x10Exif\0\0" + NOISE, "image/jpeg", "jpg"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(40), "image/heic", "heic"),
    "drawing": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "image/svg+xml", "svg"),
    "mp3": (b"ID3\x04\0\0" + bytes(50), "audio/mpeg", "mp3"),
    "wave": (b"RIFF\x10\0\0\0WAVEfmt " + bytes(50), "audio/x-wav", "wav"),
    "mp4": (b"\0\0\0\x18ftypisom" + bytes(50), "video/mp4", "mp4"),
    "subtitles": (b"WEBVTT\n\n00:01.000 --> 00:02.000\nYes.", "text/vtt", "vtt"),
    "subrip": (b"1\n00:00:01,000 --> 00:00:02,000\nYes.", "application/x-subrip", "srt"),
    "words that begin like a picture": (b"BMW sells fewer cars.", "text/plain", "txt"),
    "words that begin like a program": (b"MZ said so.", "text/plain", "txt"),
    "noise": (NOISE, UNKNOWN, "bin"),
    "nothing": (b"", UNKNOWN, "bin"),
}


@pytest.mark.parametrize("what", SAMPLES)
def test_a_file_is_what_it_holds(what: str) -> None:
    data, media_type, ending = SAMPLES[what]
    assert media_type_of(data, name="holiday.exe", told="x/y; z") == media_type
    assert ending_of(data) == ending


def test_names_and_senders_decide_among_texts_only() -> None:
    table = b"year,closures\n2020,3\n"
    assert media_type_of(table) == "text/plain"
    assert media_type_of(table, name="closures.CSV") == "text/csv"
    assert media_type_of(table, told="text/csv; charset=utf-8") == "text/csv"
    assert media_type_of(b"Hello <b>you</b>", told="text/html") == "text/html"
    assert media_type_of(table, name="closures.pdf", told="application/pdf") == "text/plain"
    assert ending_of(table) == "txt"


@pytest.mark.parametrize(
    ("found", "name", "told", "sentence"),
    [
        ("text/html", "a.pdf", "", "It calls itself a PDF, but it is a web page."),
        ("text/html", "", "application/pdf", "It calls itself a PDF, but it is a web page."),
        ("text/html", "report.pdf", "text/html", ""),  # who sends it knows better than its address
        ("application/pdf", "a.jpg", "", "It calls itself a picture, but it is a PDF."),
        (UNKNOWN, "a.mp4", "", "It calls itself a recording, but what it is cannot be told."),
        (WORD, "a.zip", "", ""),
        (WORD, "", "application/zip", ""),
        ("video/mp4", "", "audio/mp4", ""),
        ("text/csv", "a.txt", "text/plain", ""),
        ("application/pdf", "no suffix", "binary/octet-stream", ""),
    ],
)
def test_what_is_not_as_it_is_called_is_told(
    found: str, name: str, told: str, sentence: str
) -> None:
    assert why_not_as_called(found, name=name, told=told) == sentence


@pytest.mark.timeout(10)
@pytest.mark.parametrize("unit", [b"<!---->", b"<?xml ?>", b"<svg", b" ", b"\0", b"PK\x03\x04"])
def test_nothing_that_repeats_takes_long(unit: bytes) -> None:
    data = unit * 20_000 + b"<z"
    media_type_of(data)
    with contextlib.suppress(Unreadable):
        read_file(data, name="story.html")
