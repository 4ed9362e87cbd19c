"""Web archives: bring one that somebody made, and say that a page was sent to a public one."""

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims import permissions
from claims.enums import CaptureState, CaptureWay
from claims.formats import Unreadable, warc
from claims.formats.archived import Page, answers_at, header, is_copy, key_of, pages_in
from claims.formats.stored import Stored, look_into
from claims.jobs import enqueue
from claims.models import AuditEvent, Capture, Evidence, User

from . import passages
from .captures import clean, name_it
from .evidence import refuse_unusable
from .saving import Invalid, change, lock, record, refuse
from .storing import kept

MOST_COPIES = 20  # of one page in one archive
NAMED = 3  # addresses in a sentence
FIRST_PAGE = datetime(1991, 8, 6, tzinfo=UTC)  # of the web: what is older, or to come, is a slip


@dataclass(frozen=True, slots=True)
class Brought:
    """A copy out of an archive, and what is in it."""

    page: Page
    inside: Stored

    @property
    def at(self) -> datetime | None:
        """Return when it was taken; None where the archive does not say, or cannot know."""
        at = self.page.answer.at
        return at if at and FIRST_PAGE <= at <= timezone.now() else None


def bring_archive(
    *, evidence: Evidence, data: bytes, name: str, by: User, address: str = ""
) -> list[Capture]:
    """Keep what a WARC or WACZ file holds of the evidence's address; return the new copies.

    All or nothing, and nothing twice. Evidence without an address takes ``address``, or that of
    the only page in it. Raises Invalid for a file that is damaged, or holds no such page.
    """
    refuse(permissions.why_not_add_evidence(by))
    refuse_unusable(evidence, by=by)
    try:
        answers = warc.read(data)
    except Unreadable as problem:
        raise Invalid(str(problem)) from problem
    url = evidence.url or address.strip() or only_page(answers)
    found = [Brought(page, words_of(page)) for page in copies_of(answers, url)]
    contents = [data, *(brought.page.answer.body for brought in found)]
    with contextlib.suppress(NothingNew), kept(*contents) as names:
        evidence = lock(evidence)
        refuse_unusable(evidence, by=by)
        take_address(evidence, found[0].page, by=by)
        archive, *bodies = names
        pairs = zip(found, bodies, strict=True)
        made = [copy for b, body in pairs if (copy := keep(evidence, b, archive, body, name, by))]
        if not made:
            raise NothingNew
        record(evidence, by=by, kind="evidence.archive_brought", note=clean(name)[:200])
        look_through(evidence, made)
        return made
    return []


class NothingNew(Exception):
    """All of an archive is here already: no file of it is kept again."""


def only_page(answers: Sequence[warc.Captured]) -> str:
    """Return the address of the only page in an archive. Raises Invalid."""
    pages = pages_in(answers)
    if len(pages) != 1:
        raise Invalid(_("Say which page of this web archive is meant. %s") % told(pages))
    return pages[0]


def told(pages: Sequence[str]) -> str:
    """Name the pages of an archive, the first few of them."""
    if not pages:
        return _("It holds no page.")
    named = ", ".join(clean(page)[:200] for page in pages[:NAMED])
    more = len(pages) - NAMED
    if more <= 0:
        return _("It holds: %s") % named
    return ngettext(
        "It holds: %(pages)s, and %(n)d more.", "It holds: %(pages)s, and %(n)d more.", more
    ) % {"pages": named, "n": more}


def copies_of(answers: Sequence[warc.Captured], url: str) -> list[Page]:
    """Return what can be kept of ``url``. Raises Invalid where there is nothing, or too much."""
    there = answers_at(answers, url)
    pages = [page for page in there if is_copy(page.answer)]
    if len(pages) > MOST_COPIES:
        raise Invalid(
            _("This web archive holds more than %d copies of the page. Bring a smaller one.")
            % MOST_COPIES
        )
    if pages:
        return pages
    if not there:
        about = {"url": url[:200], "pages": told(pages_in(answers))}
        raise Invalid(_("%(url)s is not in this web archive. %(pages)s") % about)
    last = there[-1].answer
    if last.trouble or 200 <= last.status < 300:
        trouble = last.trouble or _("It is empty.")
        raise Invalid(_("The page cannot be read out of this web archive. %s") % trouble)
    raise Invalid(
        _("The site did not give the page when this web archive was made (status %d).")
        % last.status
    )


def words_of(page: Page) -> Stored:
    """Return what is in a copy."""
    answer = page.answer
    name = answer.url.partition("?")[0].rpartition("/")[2]
    told = header(answer, "content-type")
    return look_into(answer.body, name=name, url=answer.url, told=told)


def take_address(evidence: Evidence, page: Page, *, by: User) -> None:
    """Give held ``evidence`` the address of a page, unless it has one; that never changes."""
    url = page.way[0][0] if page.way else page.answer.url
    if not evidence.url:
        change(evidence, by=by, deed="evidence.edited", url=clean(url).partition("#")[0])
    elif key_of(evidence.url) != key_of(url):
        raise Invalid(_("The evidence was given another address in the meantime."))


def keep(
    evidence: Evidence, brought: Brought, archive: str, body: str, name: str, by: User
) -> Capture | None:
    """Store one copy under the names of its files; None where it is here already."""
    answer, inside = brought.page.answer, brought.inside
    copy = Capture(
        evidence=evidence,
        way=CaptureWay.ARCHIVE,
        state=CaptureState.DONE,
        asked_by=by,
        captured_at=brought.at or timezone.now(),
        trouble=" ".join(filter(None, (undated(brought), inside.trouble))),
        **told_by(brought.page),
        media_type=inside.media_type[:100],
        size=len(answer.body),
        sha256=hashlib.sha256(answer.body).hexdigest(),
        body=body,
        archive=archive,
        title=clean(inside.title or answer.title)[:300],
        text=clean(inside.text),
        details=clean({**inside.details, _("Web archive"): told_of(answer, name)}),
    )
    same = evidence.captures.filter(way=copy.way, sha256=copy.sha256, url=copy.url)
    if same.filter(**({"captured_at": brought.at} if brought.at else {"archive": archive})):
        return None
    copy.save(force_insert=True)
    name_it(evidence, copy)
    return copy


def told_of(answer: warc.Captured, name: str) -> dict[str, str]:
    """Return what to know of the archive itself: its file, and whether its checksum was there."""
    fits = _("It fits what came.") if answer.verified else _("There is none in it.")
    return {_("File"): name[:255], _("Checksum"): fits}


def undated(brought: Brought) -> str:
    """Return what to know about a copy whose day is only that on which it came here."""
    return "" if brought.at else _("The web archive does not say when it was made.")


def told_by(page: Page) -> dict[str, Any]:
    """Return what an answer tells, as a capture has it."""
    answer = page.answer
    told = {
        "url": answer.url[:2000],
        "redirects": [[url, status] for url, status in page.way],
        "status": answer.status or None,
        "reason": answer.reason[:200],
        "headers": [list(pair) for pair in answer.headers],
    }
    return {name: clean(value) for name, value in told.items()}


def look_through(evidence: Evidence, made: Sequence[Capture]) -> None:
    """Look for what is quoted where the newest copy is a new one; in a long one in background."""
    newest = evidence.captures.done().first()
    if newest is None or newest not in made:
        return
    if passages.is_long(newest):
        enqueue("find_passages", str(evidence.uid))
    else:
        passages.look_again(uid=str(evidence.uid))


@transaction.atomic
def send_to_archive(*, evidence: Evidence, by: User) -> AuditEvent:
    """Note that ``by`` sends the address to a public archive; their browser does it, not we."""
    evidence = lock(evidence)
    refuse_unusable(evidence, by=by)
    refuse(permissions.why_not_send_to_archive(by, evidence))
    return record(evidence, by=by, kind="evidence.sent_to_archive")
