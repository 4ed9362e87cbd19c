"""RSS, Atom and JSON Feed: the items in the bytes of a feed; nothing is ever fetched here."""

import datetime
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext as _

from .drafts import Draft, Unreadable
from .encodings import check_size, decode
from .html import pieces_of
from .html_rules import web_address
from .wires import Told, draft_with, moment

Kind = Literal["rss", "atom", "json"]
MAX_ENTRIES = 500
TIMEOUT = 10  # seconds for the reading process
MAX_URL = 2_000
MAX_GUID = 400  # it becomes part of an article's identifier
_JSON_FEED = "https://jsonfeed.org/version/"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item: ``guid`` names it within its feed, ``markup`` or ``words`` are what it holds."""

    guid: str
    url: str = ""  # its page, http(s)
    title: str = ""
    markup: str = ""
    words: str = ""
    byline: str = ""
    language: str = ""
    published_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that the feed says of it."""
        parts = (self.title, self.markup, self.words, self.url, str(self.updated_at or ""))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()

    def draft(self) -> Draft:
        """The words in the feed as a draft. Raises Unreadable where there are none."""
        read = draft_with(headline=self.title, markup=self.markup, words=self.words, base=self.url)
        return self.told(read)

    def told(self, draft: Draft) -> Draft:
        """A draft of this item, completed by what the feed tells beside the words."""
        day = self.published_at or self.updated_at
        return replace(
            draft,
            byline=draft.byline or self.byline,
            language=draft.language or self.language,
            published=draft.published or (day.date() if day else None),
        )


@dataclass(frozen=True, slots=True)
class FeedRead:
    """A feed as read: what it is, and its items, the newest first where they have times."""

    kind: Kind
    entries: tuple[FeedEntry, ...]


def read_feed(data: bytes, *, url: str = "", content_type: str = "") -> FeedRead:
    """The items of a feed; ``url`` resolves relative addresses. Raises Unreadable."""
    check_size(data)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return _json(data, url)
    found = _rows(data, content_type)
    version = found["version"]
    if not version:
        raise _no_feed()
    entries = [_entry(row, url, found["language"]) for row in found["rows"]]
    return FeedRead("atom" if version.startswith("atom") else "rss", _in_order(entries))


def _rows(data: bytes, content_type: str) -> dict[str, Any]:
    """What feed_rows tells of the feed."""
    script = Path(__file__).with_name("feed_rows.py")
    try:
        done = subprocess.run(  # noqa: S603 - our own script, the feed only on standard input
            [sys.executable, "-I", str(script), content_type[:200].replace("\0", "")],
            input=data,
            capture_output=True,
            timeout=TIMEOUT,
            check=True,
        )
        return dict(json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError) as error:
        raise Unreadable(
            _("This feed is damaged, or too tangled to read. Tell whoever runs it.")
        ) from error


def _no_feed() -> Unreadable:
    return Unreadable(
        _("There is no feed at this address. Look for its RSS, Atom or JSON address.")
    )


def _in_order(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Each item once, the newest first; as the feed has them where any has no time."""
    once = list({entry.guid: entry for entry in reversed(list(entries))}.values())[::-1]
    times = [entry.published_at or entry.updated_at for entry in once]
    if all(times):
        order = sorted(range(len(once)), key=lambda n: times[n] or 0, reverse=True)
        return tuple(once[n] for n in order)
    return tuple(once)


def _entry(row: dict[str, Any], base: str, language: str) -> FeedEntry:
    """One item of RSS or Atom: the longest content there is, or else the summary."""
    link = web_address(row["link"], base) if row["link"] else ""
    kind, body = max(row["contents"], key=lambda pair: len(pair[1]))
    is_markup = "html" in kind or ("plain" not in kind and "<" in body)
    return _made(
        row["id"] or link or row["title"] or body,
        url=link,
        title=_bare(row["title"]),
        markup=body if is_markup else "",
        words="" if is_markup else body,
        byline=row["author"],
        language=language,
        published_at=_time(row["published"]),
        updated_at=_time(row["updated"]),
    )


def _time(seconds: int | None) -> datetime.datetime | None:
    try:
        return None if seconds is None else datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _bare(title: str) -> str:
    """A title without the markup that some feeds put in it."""
    if "<" not in title and "&" not in title:
        return title
    try:
        pieces, _warnings = pieces_of(title)
    except Unreadable:
        return ""
    return " ".join(str(piece.inline) for piece in pieces)


def _made(guid: str, **about: Any) -> FeedEntry:
    """An item whose texts can be kept; a name that is too long becomes its print."""
    told = Told(headline=about.pop("title"), byline=about["byline"], language=about["language"])
    about |= {"title": told.headline, "byline": told.byline, "language": told.language}
    if len(about["url"]) > MAX_URL or not about["url"].isprintable():
        about["url"] = ""
    if len(guid) > MAX_GUID or not guid.isprintable():
        guid = "sha256:" + hashlib.sha256(guid.encode("utf-8", "replace")).hexdigest()
    return FeedEntry(guid, **about)


def _json(data: bytes, base: str) -> FeedRead:
    text, _warnings = decode(data)
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This feed is damaged: its JSON cannot be read.")) from error
    if not isinstance(feed, dict) or not _text(feed, "version").startswith(_JSON_FEED):
        raise _no_feed()
    rows = feed.get("items")
    items = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    language = _text(feed, "language")
    return FeedRead("json", _in_order(_item(row, base, language) for row in items[:MAX_ENTRIES]))


def _item(item: dict[str, Any], base: str, language: str) -> FeedEntry:
    link = _text(item, "url") or _text(item, "external_url")
    url = web_address(link, base) if link else ""
    number = item.get("id")
    authors = item.get("authors")
    people = [row for row in authors if isinstance(row, dict)] if isinstance(authors, list) else []
    words = "" if _text(item, "content_html") else _text(item, "content_text")
    return _made(
        str(number if isinstance(number, str | int) else "") or url or str(item),
        url=url,
        title=_text(item, "title"),
        markup=_text(item, "content_html"),
        words=words or _text(item, "summary"),
        byline=", ".join(filter(None, (_text(row, "name") for row in people))),
        language=_text(item, "language") or language,
        published_at=_iso(_text(item, "date_published")),
        updated_at=_iso(_text(item, "date_modified")),
    )


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _iso(written: str) -> datetime.datetime | None:
    """A time in a feed; one that is none is passed over, for the words count."""
    try:
        return moment(written.strip(), "", datetime.UTC, [])
    except Unreadable:
        return None
