"""What a stored page or file is, and the words in it: for keeping, never refused."""

import logging
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from claims.text.fidelity import read_transcript

from . import told as said
from .docx import read_docx
from .drafts import MAX_BYTES, Draft, Unreadable, tidy
from .encodings import decode
from .html import read_rich
from .kinds import HTML, PDF, SUBRIP, UNKNOWN, WORD, bare, family, media_type_of, why_not_as_called
from .page import read_page
from .pdf import draft_of_lines, lines_of

log = logging.getLogger(__name__)

MOST_READ = 100 * 1024 * 1024  # bytes of a file that are looked through
MOST_TEXT = 2_000_000  # characters of it that are kept
MOST_WORD = 50 * 1024 * 1024
_ENTRY = b"PK\x01\x02"  # of the table of contents of a zip
_MOST_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class Stored:
    """What is in a file.

    ``media_type``: by content, like "application/pdf"; ``text``: its words, blocks parted by a line
    break, "" where it has none or they cannot be read; ``trouble``: what is wrong with it, in
    sentences; ``details``: what it says of itself, as in ``told.LABELS``, JSON.
    """

    media_type: str
    text: str = ""
    title: str = ""
    trouble: str = ""
    details: dict[str, Any] = field(default_factory=dict)


def look_into(
    data: bytes, *, name: str = "", url: str = "", told: str = "", whole: bool = True
) -> Stored:
    """Tell what ``data`` is and read its words; never raises, whatever it is.

    ``told`` is the type its sender gave it; not ``whole``: the beginning of what is too large.
    """
    try:
        return _look(data, name=name, url=url, told=told, whole=whole)
    except Exception:
        log.exception("a file could not be looked into")
        return Stored(UNKNOWN, trouble=_("Its words cannot be read here."))


def _look(data: bytes, *, name: str, url: str, told: str, whole: bool) -> Stored:
    if not data:
        return Stored(bare(told)[:100] or UNKNOWN, trouble=_("It is empty."))
    media_type = media_type_of(data, name=name, told=told)
    wrong = why_not_as_called(media_type, name=name, told=told)
    if whole:
        found = _inside(data, media_type, url=url, told=told)
    else:
        found = Stored(media_type, trouble=_("It is too large for its words to be read here."))
    text, cut = found.text[:MOST_TEXT], ""
    if len(found.text) > MOST_TEXT:
        cut = _("It is very long: only its first two million characters were kept as text.")
    trouble = " ".join(sentence for sentence in (wrong, found.trouble, cut) if sentence)
    return Stored(media_type, text, found.title, trouble, found.details)


def _inside(data: bytes, media_type: str, *, url: str, told: str) -> Stored:
    """Return the words of a file of a known type, and what it says of itself."""
    if media_type == HTML:
        return _page(data, url, told)
    if media_type == PDF:
        return _pdf(data)
    if media_type.startswith("application/vnd.openxmlformats"):
        return _office(data, media_type)
    if media_type.startswith("image/") and media_type != "image/svg+xml":
        return Stored(media_type, details=said.of_picture(data))
    if _is_text(media_type):
        return _plain(data, media_type, told)
    called = family(media_type)
    mute = called and called == family("video/mp4")  # a recording has no words to read
    return Stored(media_type, trouble="" if mute else _("Its words cannot be read here."))


def _is_text(media_type: str) -> bool:
    texts = ("application/json", "application/xml", "image/svg+xml", SUBRIP)
    return media_type.startswith("text/") or media_type in texts


def _plain(data: bytes, media_type: str, told: str) -> Stored:
    few = data[: 4 * MOST_TEXT + 4]  # a character takes four bytes at most
    try:
        return Stored(media_type, tidy(decode(few, content_type=told)[0]).strip())
    except Unreadable as problem:
        return Stored(media_type, trouble=str(problem))


def _page(data: bytes, url: str, told: str) -> Stored:
    if len(data) > MAX_BYTES:
        return Stored(HTML, trouble=_("This page is too large for its words to be read here."))
    try:
        draft = read_page(data, url=url, content_type=told)
    except Unreadable as problem:
        if text := every_word(data, media_type=HTML):
            return Stored(HTML, text)
        return Stored(HTML, trouble=str(problem))
    about = [("Author", draft.byline), ("Published", draft.published), ("Language", draft.language)]
    return Stored(HTML, draft.text, draft.title, details=said.tidy_values(about))


def _pdf(data: bytes) -> Stored:
    try:
        found = lines_of(data)
    except Unreadable as problem:
        return Stored(PDF, trouble=str(problem))
    details = said.of_pdf(found["about"])
    try:
        draft = draft_of_lines(found)
    except Unreadable as problem:
        words = "\n".join(line[0] for page in found["pages"] for line in page["lines"])
        trouble = "" if words else str(problem)  # longer than an article, or a scan
        return Stored(PDF, tidy(words), str(found["title"]), trouble, details)
    cut = _("It is very long: only its first pages were read.") if found["cut"] else ""
    return Stored(PDF, draft.text, draft.title, cut, details)


def _office(data: bytes, media_type: str) -> Stored:
    if data.count(_ENTRY) > _MOST_ENTRIES:
        return Stored(media_type, trouble=_("Its words cannot be read here."))
    title, details = said.of_office(data)
    if media_type != WORD:
        return Stored(media_type, "", title, _("Its words cannot be read here."), details)
    if len(data) > MOST_WORD:
        trouble = _("It is too large for its words to be read here.")
        return Stored(media_type, "", title, trouble, details)
    try:
        draft: Draft = read_docx(data, most=MOST_WORD)
    except Unreadable as problem:
        return Stored(media_type, "", title, str(problem), details)
    return Stored(media_type, draft.text, title or draft.title, "", details)


def every_word(data: bytes, *, media_type: str) -> str:
    """Return all words of a page, menus and margins included, or of subtitles without their times.

    "" for another kind of file, of which ``look_into`` reads every word.
    """
    if len(data) > MAX_BYTES:
        return ""
    try:
        if media_type in (SUBRIP, "text/vtt"):
            return read_transcript(decode(data)[0]).text
        return read_rich(decode(data)[0]).text if "html" in media_type else ""
    except Unreadable:
        return ""
