"""What a news agency sends: one item, its identity, its version and what may be done with it."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from django.utils.translation import gettext as _

from claims.text.segments import Block, BlockKind

from .drafts import Draft, Unreadable, tidy
from .html import pieces_of, write_pieces
from .page import made_headline
from .plain import read_plain

PubStatus = Literal["usable", "withheld", "canceled"]
MAX_URI = 500
_STATUSES: dict[str, PubStatus] = {
    "usable": "usable", "withheld": "withheld", "canceled": "canceled", "cancelled": "canceled",
}  # fmt: skip
_BY = re.compile(r"(?:by|von|par|por|di|av|door)\s+", re.I)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?(?![a-z0-9])")
UTC = datetime.UTC
LAST_ZONE = datetime.timezone(datetime.timedelta(hours=-12))


@dataclass(frozen=True, slots=True)
class WireItem:
    """One item as its sender means it.

    ``uri`` names the piece through all its versions, ``version_at`` orders them. ``draft`` is
    missing where the sender takes a piece back without repeating its words. Times have a zone.
    """

    uri: str
    draft: Draft | None
    version_at: datetime.datetime | None = None
    pub_status: PubStatus = "usable"
    embargo_until: datetime.datetime | None = None
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Told:
    """What an item tells of itself as it stands there, collected by the reader of its format."""

    uri: str = ""
    version_at: str = ""
    written_at: str = ""
    embargo_until: str = ""
    pub_status: str = ""
    headline: str = ""
    byline: str = ""
    language: str = ""
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Keep nothing that could not be shown: each may become part of a sentence."""
        for name in ("version_at", "written_at", "embargo_until", "pub_status"):
            setattr(self, name, tidy(getattr(self, name)).strip())
        self.headline = " ".join(tidy(self.headline).split())[:300]
        self.byline = _BY.sub("", " ".join(tidy(self.byline).split()), count=1)[:200]
        language = _LANGUAGE.match(self.language.strip().lower())
        self.language = language[0] if language else ""


def item_of(told: Told, *, markup: str = "", words: str = "") -> WireItem:
    """The item whose body is ``markup`` (HTML), or else plain ``words``. Raises Unreadable."""
    uri = told.uri.strip()
    if not uri or len(uri) > MAX_URI or not uri.isprintable():
        raise Unreadable(
            _("The item has no identifier, or one that cannot be kept. Ask its sender for another.")
        )
    status = _status(told)
    version_at = moment(told.version_at, _("version"), UTC, told.warnings)
    embargo_until = moment(told.embargo_until, _("embargo"), LAST_ZONE, told.warnings)
    draft = None
    if any(map(str.isalnum, markup + words)):
        draft = draft_with(
            headline=told.headline, markup=markup, words=words, warnings=told.warnings
        )
        draft = replace(
            draft,
            byline=told.byline or draft.byline,
            language=told.language,
            published=_day(told.written_at) or _day(told.version_at),
        )
    elif status == "usable":
        raise Unreadable(
            _("There is no article text in this item. It may be a picture, or only point to one.")
        )
    return WireItem(uri, draft, version_at, status, embargo_until, tuple(told.warnings))


def _status(told: Told) -> PubStatus:
    """What may be done with the piece; what we do not know may not be published."""
    code = told.pub_status.lower()
    if not code:
        return "usable"
    if code not in _STATUSES:
        told.warnings.append(
            _("The sender's publishing status (%(status)s) is unknown here: taken as withheld.")
            % {"status": told.pub_status[:40]}
        )
    return _STATUSES.get(code, "withheld")


def moment(
    written: str, what: str, zone: datetime.timezone, warnings: list[str]
) -> datetime.datetime | None:
    """The moment of an ISO 8601 time, in UTC; None for none given.

    One without a zone is read in ``zone``, and a warning says so. Raises Unreadable.
    """
    if not written:
        return None
    try:
        time = datetime.datetime.fromisoformat(written)
        if time.tzinfo is None:
            time = time.replace(tzinfo=zone)
            warnings.append(_zone_sentence(what, zone))
        return time.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Unreadable(
            _("The time of the %(what)s is none: “%(written)s”. Ask the sender to put it right.")
            % {"what": what, "written": written[:40]}
        ) from error


def _zone_sentence(what: str, zone: datetime.timezone) -> str:
    if zone is UTC:
        return _("The time of the %(what)s names no zone; it was read as UTC.") % {"what": what}
    return _(
        "The time of the %(what)s names no zone. It holds until that hour has come everywhere; "
        "put it right if you know more."
    ) % {"what": what}


def _day(written: str) -> datetime.date | None:
    """The day in the sender's own zone: “on Tuesday” counts from there."""
    try:
        return datetime.datetime.fromisoformat(written).date()
    except ValueError:
        return None


def draft_with(
    *,
    headline: str,
    markup: str = "",
    words: str = "",
    warnings: Iterable[str] = (),
    base: str = "",
) -> Draft:
    """The draft of a body under the headline that came beside it. Raises Unreadable.

    A body that begins with its headline keeps it; ``base`` resolves relative links.
    """
    if not markup:
        return _plain(headline, words, warnings)
    pieces, more = pieces_of(markup, base=base)
    first = " ".join(str(pieces[0].inline).split()) if pieces else ""
    if headline and first.casefold() == headline.casefold():
        pieces[0] = replace(pieces[0], kind=BlockKind.HEADLINE)
    elif headline and not any(piece.kind is BlockKind.HEADLINE for piece in pieces):
        pieces.insert(0, made_headline(headline))
    return write_pieces(pieces).finish(title=headline, warnings=[*warnings, *more])


def _plain(headline: str, words: str, warnings: Iterable[str]) -> Draft:
    body = words.strip()
    repeated = " ".join(body[: 2 * len(headline)].split()).casefold()
    if headline and not repeated.startswith(headline.casefold()):
        body = f"{headline}\n\n{body}"
    draft = read_plain(body)
    first, *rest = draft.blocks
    if headline and draft.text[first.start : first.end] == headline:
        draft = replace(
            draft,
            title=headline,
            blocks=(Block(BlockKind.HEADLINE, first.start, first.end), *rest),
        )
    return replace(draft, warnings=(*draft.warnings, *warnings))
