"""Stored copies of evidence: the list, and one of them as it is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.enums import CaptureState
from claims.formats.told import in_order
from claims.models import Capture, Evidence, User
from claims.models.capture import CaptureQuerySet
from claims.permissions import why_not_add_evidence

from .paging import Page, page_of

SHOWN = 5  # on the page of the evidence
PER_PAGE = 30
NEWEST = ("-when", "-pk")
LONG_WAIT = timedelta(seconds=30)  # after which nobody seems to be at work
KINDS = (  # by a part of the media type, the first that fits
    ("html", gettext_lazy("Web page")),
    ("pdf", gettext_lazy("PDF")),
    ("image/", gettext_lazy("Picture")),
    ("audio/", gettext_lazy("Sound")),
    ("video/", gettext_lazy("Film")),
    ("wordprocessing", gettext_lazy("Word document")),
    ("msword", gettext_lazy("Word document")),
    ("sheet", gettext_lazy("Spreadsheet")),
    ("excel", gettext_lazy("Spreadsheet")),
    ("presentation", gettext_lazy("Presentation")),
    ("wacz", gettext_lazy("Web archive")),
    ("warc", gettext_lazy("Web archive")),
    ("csv", gettext_lazy("Table")),
    ("text/", gettext_lazy("Text")),
)
LARGE = ("text", "headers", "details")


def listed(evidence: Evidence) -> CaptureQuerySet:
    """Return the copies that came or failed, with how each stands to the one before.

    ``when``: taken, or asked for; ``before``: uid of the copy before, None for the first;
    ``same``: it holds the same words, or without words the same bytes; ``wordless``.
    """
    then = Capture.objects.filter(evidence=OuterRef("evidence"), state=CaptureState.DONE)
    earlier = Q(captured_at__lt=OuterRef("captured_at"))
    earlier |= Q(captured_at=OuterRef("captured_at"), pk__lt=OuterRef("pk"))
    then = then.filter(earlier).order_by("-captured_at", "-pk")
    alike = Q(text=OuterRef("text")) & ~Q(text="") | Q(sha256=OuterRef("sha256"))
    rows = evidence.captures.filter(state__in=(CaptureState.DONE, CaptureState.FAILED))
    return (
        rows.annotate(
            when=Coalesce("captured_at", "asked_at"), before=Subquery(then.values("uid")[:1])
        )
        .annotate(
            same=Exists(Capture.objects.filter(alike, uid=OuterRef("before")).order_by()),
            wordless=ExpressionWrapper(Q(text=""), BooleanField()),
        )
        .select_related("asked_by")
        .defer(*LARGE)
    )


def host_of(url: str) -> str:
    """Return the site of an address, "" where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


class Copies:
    """The copies of ``evidence`` as its page shows them to ``user``, who may read it."""

    def __init__(self, evidence: Evidence, user: User) -> None:
        self.evidence = evidence
        self.user = user

    @cached_property
    def under_way(self) -> Capture | None:
        """Return the one that is still to come."""
        rows = self.evidence.captures.under_way().select_related("asked_by")
        return rows.defer(*LARGE).first()

    @cached_property
    def found(self) -> list[Capture]:
        return list(listed(self.evidence).order_by(*NEWEST)[: SHOWN + 1])

    @property
    def rows(self) -> list[Capture]:
        """Return the newest, but for a failure that is told above them."""
        return self.found[1 if self.failed else 0 : SHOWN]

    @property
    def more(self) -> bool:
        """Whether there are others."""
        return len(self.found) > SHOWN

    @property
    def failed(self) -> Capture | None:
        """Return the newest, where it failed."""
        newest = self.found[0] if self.found else None
        return newest if newest and newest.state == CaptureState.FAILED else None

    @property
    def comparable(self) -> bool:
        """Whether two of them can be put side by side."""
        done = sum(row.state == CaptureState.DONE for row in self.found)
        return done > 1 or self.more

    @property
    def can_be_taken(self) -> bool:
        """Whether there is anything to take a copy of."""
        return bool(self.evidence.url or self.evidence.file)

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say about copies."""
        return self.can_be_taken or bool(self.found or self.under_way)

    @property
    def may_take(self) -> bool:
        """Whether ``user`` may have one taken now."""
        return self.can_be_taken and not (self.why_not or self.evidence.withdrawn_at)

    @cached_property
    def why_not(self) -> str:
        """Return why ``user`` may not have one taken."""
        return why_not_add_evidence(self.user)

    @property
    def host(self) -> str:
        """Return the site that is asked; "" for a file, whose words are read here."""
        return "" if self.evidence.file else host_of(self.evidence.url)

    # --- the one under way ----------------------------------------------------------------------

    @property
    def waits_long(self) -> bool:
        """Whether nobody has begun with it for a while."""
        copy = self.under_way
        return bool(
            copy
            and copy.state == CaptureState.WAITING
            and timezone.now() - copy.asked_at > LONG_WAIT
        )

    @property
    def is_overdue(self) -> bool:
        """Whether it may be handed over again: its worker, or its task, is lost."""
        copy = self.under_way
        lease = timedelta(seconds=settings.TASK_LEASE)
        return bool(copy and timezone.now() - copy.asked_at >= lease)

    @property
    def stage(self) -> str:
        """Return a token of what is shown of it; another one: something happened."""
        copy = self.under_way
        if copy is None:
            return ""
        late = f"{self.waits_long:d}{self.is_overdue:d}"
        return f"{copy.uid}-{copy.state}-{copy.attempts}-{late}"


def copies_page(evidence: Evidence, after: str) -> Page[Capture]:
    """Return a page of all that came or failed, newest first."""
    return page_of(listed(evidence), order=NEWEST, after=after, size=PER_PAGE)


Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Hop:
    """An address on the way, and what it answered."""

    url: str
    status: str


class CopyPage:
    """One copy, told to the last header."""

    def __init__(self, copy: Capture) -> None:
        self.copy = copy

    @property
    def hops(self) -> list[Hop]:
        """Return the addresses that led on to another, in order."""
        pairs = [hop for hop in as_list(self.copy.redirects) if len(as_list(hop)) == 2]
        return [Hop(str(url), str(status)) for url, status in pairs]

    @property
    def headers(self) -> Facts:
        """Return the headers as they came."""
        pairs = [pair for pair in as_list(self.copy.headers) if len(as_list(pair)) == 2]
        return [(str(name), str(value)) for name, value in pairs]

    @cached_property
    def particulars(self) -> list[tuple[str, Facts]]:
        """Return what the file says of itself, below headings; "" for what has none."""
        loose: Facts = []
        found: list[tuple[str, Facts]] = []
        details = self.copy.details if isinstance(self.copy.details, dict) else {}
        for name, value in in_order(details).items():
            if isinstance(value, dict):
                found.append((name, [(key, flat(inner)) for key, inner in value.items()]))
            else:
                loose.append((name and _(name), flat(value)))
        return [(title, facts) for title, facts in [("", loose), *found] if facts]

    @property
    def words(self) -> int:
        """Return how many words were read."""
        return len(self.copy.text.split())

    @property
    def kind(self) -> str:
        """Return what sort of thing it is, in a word or two."""
        for part, label in KINDS:
            if part in self.copy.media_type:
                return str(label)
        return _("File")

    @property
    def is_readable(self) -> bool:
        """Whether there are words to show."""
        return bool(self.copy.text.strip()) or "html" in self.copy.media_type


def as_list(value: Any) -> list[Any]:
    """Return what should be a list, whatever was stored."""
    return value if isinstance(value, list) else []


def flat(value: Any) -> str:
    """Return any JSON value as a line of text."""
    return ", ".join(leaves(value))


def leaves(value: Any) -> Iterator[str]:
    """Yield the texts in a JSON value, in order; of mappings with their names."""
    if isinstance(value, dict):
        yield from (f"{name}: {flat(inner)}" for name, inner in value.items())
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif value is not None and value != "":
        yield str(value)
