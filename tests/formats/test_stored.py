"""Stored files are looked into for what they are and say; whatever they are, nothing is raised."""

import io
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.formats import stored
from claims.formats.stored import Stored, every_word, look_into

from .builders import pdf, prose, word
from .test_pdf import locked_pdf
from .test_told import picture

PAGE = b"<html><head><title>Port</title></head><body><nav>Menu</nav><p>%s</p></body></html>"
STORY = "The harbour authority replaced all forty mooring posts between the storm and Friday."
CUES = "WEBVTT\n\n00:01.000 --> 00:02.000\nWe replaced all\n\n00:02.000 --> 00:03.000\nforty posts."


def with_words(**about: str) -> bytes:
    def fill(document: Any) -> None:
        document.add_paragraph(STORY)
        for name, value in about.items():
            setattr(document.core_properties, name, value)

    return word(fill)


def test_the_words_of_every_kind_that_has_some_are_read() -> None:
    kinds = {
        "a.html": PAGE % STORY.encode(),
        "a.pdf": pdf([prose([[STORY]])]),
        "a.docx": with_words(),
        "a.txt": f"\ufeff{STORY}\r\n".encode(),
        "a.csv": f"1,{STORY}".encode("cp1252"),
        "a.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n{STORY}".encode(),
    }
    for name, data in kinds.items():
        found = look_into(data, name=name)
        assert STORY in found.text, name
        assert found.trouble == "", name
    assert look_into(b"a\r\nb\x01").text == "a\nb"


def test_what_files_say_of_themselves_comes_along() -> None:
    document = look_into(pdf([prose([[STORY]])], title="The plan"))
    assert (document.title, document.details) == ("The plan", {"Pages": "1"})
    office = look_into(with_words(title="Plan", author="Ana"))
    assert (office.title, office.details["Author"]) == ("Plan", "Ana")
    shot = look_into(picture(Model="Z6"), name="a.jpg")
    assert (shot.media_type, shot.text, shot.trouble) == ("image/jpeg", "", "")
    assert shot.details["Camera"] == "Z6"


def test_a_page_that_claims_to_be_a_pdf_is_a_page_and_says_so() -> None:
    found = look_into(PAGE % STORY.encode(), name="report.pdf", told="application/pdf")
    assert found.media_type == "text/html"
    assert STORY in found.text
    assert found.trouble == "It calls itself a PDF, but it is a web page."


def test_what_cannot_be_read_says_why() -> None:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    for data, name, words in (
        (b"", "a.pdf", "It is empty."),
        (locked_pdf(), "a.pdf", "password"),
        (pdf([[], []]), "a.pdf", "a scan"),
        (b"%PDF-1.4 no more", "a.pdf", "damaged"),
        (out.getvalue(), "a.docx", "cannot be"),
        (with_words()[:3000], "a.docx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "cannot be read here"),
        (bytes(range(256)) * 9, "a", "cannot be read here"),
    ):
        found = look_into(data, name=name)
        assert words in found.trouble, (name, found)
        assert found.text == ""


def test_what_is_long_is_cut_and_what_is_huge_only_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stored, "MOST_TEXT", 20)
    found = look_into(STORY.encode())
    assert (found.text, "very long" in found.trouble) == (STORY[:20], True)
    head = look_into(pdf([prose([[STORY]])])[:500], whole=False)
    assert (head.media_type, head.text) == ("application/pdf", "")
    assert "too large" in head.trouble
    monkeypatch.setattr(stored, "MAX_BYTES", 100)
    assert "too large" in look_into(PAGE % STORY.encode()).trouble
    assert every_word(PAGE % STORY.encode(), media_type="text/html") == ""
    monkeypatch.setattr(stored, "_MOST_ENTRIES", 3)
    assert "cannot be read" in look_into(with_words()).trouble


def test_a_long_pdf_is_read_as_far_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [["Words.", 0, 9, 700 - n, 11] for n in range(3)]
    told = {"title": "", "about": {}, "cut": True, "pages": [{"height": 842, "lines": lines}]}
    monkeypatch.setattr(stored, "lines_of", lambda data: told)
    found = look_into(pdf([[]]))
    assert found.text.startswith("Words.")
    assert "only its first pages" in found.trouble


def test_all_words_of_a_page_and_of_subtitles_can_be_asked_for() -> None:
    assert "Menu" in every_word(PAGE % b"Hello.", media_type="text/html")
    assert "We replaced all\nforty posts." in every_word(CUES.encode(), media_type="text/vtt")
    assert every_word(pdf([prose([[STORY]])]), media_type="application/pdf") == ""
    assert every_word(bytes(500), media_type="text/html") == ""


def test_a_fault_of_ours_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*args: object, **kwargs: object) -> None:
        raise RecursionError

    monkeypatch.setattr(stored, "media_type_of", breaks)
    assert look_into(b"x") == Stored(
        "application/octet-stream", trouble="Its words cannot be read here."
    )


HEADS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"WEBVTT\n", b"\xef\xbb\xbf", b"{"]
HEADS += [b"\xff\xd8\xff\xe1\0\x10Exif\0\0MM\0*", picture("TIFF")[:40], picture("PNG")[:50]]
HEADS += [with_words()[:900]]


@given(st.data())
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_whatever_it_is_there_is_an_answer(data: st.DataObject) -> None:
    beginning = data.draw(st.sampled_from(HEADS))
    rest = data.draw(st.binary(max_size=300))
    name = data.draw(st.sampled_from(["", "a.pdf", "a.docx", "a.html", "a.jpg", ".", "a."]))
    told = data.draw(st.sampled_from(["", "text/html; charset=utf-7", "application/pdf", ";", "x"]))
    whole = beginning + rest
    found = look_into(whole, name=name, told=told)
    assert found.media_type
    assert found.text or found.trouble or found.media_type.startswith(("image/", "text/", "app"))
    every_word(whole, media_type=found.media_type)
