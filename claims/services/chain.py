"""The audit chain: seal events in the order of their commits, and find what does not fit.

An event is sealed right after its transaction, in a short one of its own that locks the head and
nothing else. So the chain cannot fork, nobody waits for it while holding other rows, and writers
on PostgreSQL stay side by side (docs/decisions/0007-audit-chain.md has the figures).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn
from weakref import WeakKeyDictionary

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims.models import AuditEvent, AuditLink, ChainHead, SignOff, guards
from claims.models.chain import START, fingerprint, follow

AT_ONCE = 500  # events or links in memory, and events sealed in one transaction
SIGNED_OFF = "article.signed_off"  # its event bears the hash of the sign-off: see `check_sign_off`

# What each connection has written and not yet sealed. What was rolled back stays until the next
# commit, and is then not found.
_unsealed: WeakKeyDictionary[BaseDatabaseWrapper, list[int]] = WeakKeyDictionary()


def seal_on_commit(event: AuditEvent) -> AuditEvent:
    """Seal ``event`` as soon as its transaction is over, with all others of that transaction.

    If that fails (the process dies, the database is away), `seal_stragglers` makes up for it.
    """
    here = transaction.get_connection()
    _unsealed.setdefault(here, []).append(event.pk)

    def seal_all() -> None:
        pks = _unsealed.pop(here, [])
        for start in range(0, len(pks), AT_ONCE):
            seal(pks[start : start + AT_ONCE])

    # One for each event, as a savepoint that is rolled back drops its own; the first does all.
    transaction.on_commit(seal_all, robust=True)
    return event


@transaction.atomic
def seal(pks: Sequence[int]) -> int:
    """Chain those of the events (`AT_ONCE` at most) that are stored and not chained; count them."""
    head = ChainHead.hold()
    events = AuditEvent.objects.filter(pk__in=pks, link=None).order_by("pk")
    links = []
    for event in events:
        head.position += 1
        head.hash = follow(head.hash, event)
        links.append(AuditLink(position=head.position, event=event, hash=head.hash))
    if links:
        AuditLink.objects.bulk_create(links)
        head.save(update_fields=["position", "hash"])
    return len(links)


def waiting() -> QuerySet[AuditEvent]:
    """Return the events not yet chained."""
    return AuditEvent.objects.filter(link=None).order_by("pk")


def seal_stragglers() -> int:
    """Chain what was left behind (or was there before the chain); return how many that were."""
    sealed = 0
    while pks := list(waiting().values_list("pk", flat=True)[:AT_ONCE]):
        sealed += seal(pks)
    return sealed


@dataclass(frozen=True, slots=True)
class Report:
    """What `verify` found: ``fault`` says what does not fit first; empty when all does."""

    checked: int  # links that fit
    waiting: int  # events not chained yet
    head: str  # "position:hash", to be noted outside; empty when there is no head to trust
    fault: str


class Misfit(Exception):
    """The first thing that does not fit, as a sentence."""


def head() -> ChainHead:
    """Return the end of the chain as it is now; note ``str(head)`` outside the database."""
    return ChainHead.objects.filter(pk=1).first() or ChainHead()


def verify(*, expect: tuple[int, str] | None = None) -> Report:
    """Walk the whole chain, then the sign-offs and the triggers; stop at the first misfit.

    ``expect`` is a head (position, hash) noted earlier: it shows that nothing up to there was
    rewritten or cut off since. Reads a few hundred rows at a time; the newsroom may go on.
    """
    walk = Walk(expect)
    fault = ""
    try:
        walk.go()
        check_sign_offs_have_events()
        check_guards()
    except Misfit as misfit:
        fault = str(misfit)
    shown = f"{walk.position}:{walk.hash}" if not fault else ""
    return Report(checked=walk.position, waiting=waiting().count(), head=shown, fault=fault)


class Walk:
    """One way through the chain: how far all fits, and the hash there."""

    def __init__(self, expect: tuple[int, str] | None) -> None:
        self.position = 0
        self.hash = START
        self.expect = expect
        # The last link before the head: what is chained from now on lies behind both.
        self.last = AuditLink.objects.order_by("-position").first()
        self.end = head()

    def go(self) -> None:
        """Go to the end; raise Misfit where something does not fit."""
        self.compare()
        for link, event in links(to=self.end.position):
            self.step(link, event)
            self.compare()
        self.arrive()

    def compare(self) -> None:
        """Raise Misfit when this is the noted place and the hash is another one."""
        if self.expect and self.expect[0] == self.position and self.expect[1] != self.hash:
            raise Misfit(
                _("Position %(position)d was rewritten: its hash is %(hash)s, noted was %(noted)s.")
                % {"position": self.position, "hash": self.hash, "noted": self.expect[1]}
            )

    def step(self, link: AuditLink, event: AuditEvent | None) -> None:
        """Take the next link; raise Misfit when it is not the next or does not follow."""
        if link.position != self.position + 1:
            raise Misfit(
                _("Position %(position)d: its link is missing (the next one there is %(next)d).")
                % {"position": self.position + 1, "next": link.position}
            )
        if event is None:
            raise Misfit(
                _("Position %(position)d: its event, number %(event)d, is missing.")
                % {"position": link.position, "event": link.event_id}
            )
        expected = follow(self.hash, event)
        if link.hash != expected:
            self.blame(link, event, expected)
        if event.kind == SIGNED_OFF:
            check_sign_off(event)
        self.position, self.hash = link.position, link.hash

    def blame(self, link: AuditLink, event: AuditEvent, expected: str) -> NoReturn:
        """Raise Misfit, saying whether the event or its link was changed: what follows tells."""
        after = AuditLink.objects.filter(position=link.position + 1).select_related("event").first()

        def fits(hash_: str) -> bool:
            if after is None:
                return hash_ == self.end.hash
            return follow(hash_, after.event) == after.hash

        if fits(link.hash):
            why = _("is not what was chained here; it was changed, or another was put in its place")
        elif fits(expected):
            why = _("is what was chained here, but the hash in its link was changed")
        else:
            why = _("or its link was changed, and what follows does not tell which")
        about = {"position": link.position, "event": event.pk, "kind": event.kind, "why": why}
        raise Misfit(_("Position %(position)d: event %(event)d (%(kind)s) %(why)s.") % about)

    def arrive(self) -> None:
        """Raise Misfit when the end of the links is not where the head says."""
        if self.position < self.end.position:
            raise Misfit(
                _("Position %(position)d: its link is missing; the chain's head stands at %(end)d.")
                % {"position": self.position + 1, "end": self.end.position}
            )
        if self.last and self.last.position > self.end.position:
            raise Misfit(
                _("Position %(position)d lies behind the chain's head, which stands at %(end)d.")
                % {"position": self.end.position + 1, "end": self.end.position}
            )
        if self.end.hash != self.hash:
            raise Misfit(
                _("The chain's head bears another hash than the last link, position %(position)d.")
                % {"position": self.position}
            )
        if self.expect and self.expect[0] > self.position:
            raise Misfit(
                _("The chain was cut off: it ends at position %(position)d, noted was %(noted)d.")
                % {"position": self.position, "noted": self.expect[0]}
            )


def links(*, to: int) -> Iterator[tuple[AuditLink, AuditEvent | None]]:
    """Yield the links up to position ``to``, each with its event if that is there."""
    after = -1
    rows = AuditLink.objects.filter(position__lte=to).order_by("position")
    while some := list(rows.filter(position__gt=after)[:AT_ONCE]):
        events = AuditEvent.objects.in_bulk([link.event_id for link in some])
        for link in some:
            yield link, events.get(link.event_id)
        after = some[-1].position


def check_sign_off(event: AuditEvent) -> None:
    """Raise Misfit unless the sign-off that ``event`` tells of is there as it was signed."""
    uid, sha256 = told_by(event)
    rows = SignOff.objects.select_related("created_by", "revision")
    rows = rows.defer("record", "revision__text").filter(article__uid__in=[event.article_uid])
    row = next((row for row in rows if str(row.uid) == uid), None)
    if row is None:
        why = _("is missing")
    elif fingerprint(row.record) != sha256 or row.sha256 != sha256:
        why = _("is not what was signed: its record or its hash was changed")
    elif row.created_by.uid != event.actor_uid or not is_of_its_record(row):
        why = _("was put to another person, revision or time")
    else:
        return
    raise Misfit(
        _("Event %(event)d: the sign-off %(uid)s that it tells of %(why)s.")
        % {"event": event.pk, "uid": uid, "why": why}
    )


def is_of_its_record(row: SignOff) -> bool:
    """Whether the sign-off stands at the revision and the time that its record names."""
    try:
        number = row.record["revision"]["number"]
        at = datetime.fromisoformat(row.record["signed"]["at"])
    except (LookupError, TypeError, ValueError):
        return False
    return (number, at) == (row.revision.number, row.created_at)


def told_by(event: AuditEvent) -> tuple[str, str]:
    """Return the uid and the hash of the sign-off that ``event`` tells of, as far as it does."""
    try:
        told = event.changes["sign_off"][1]
        return str(told["uid"]), str(told["sha256"])
    except (LookupError, TypeError):
        return "", ""


def check_sign_offs_have_events() -> None:
    """Raise Misfit for a sign-off of which no event tells: nobody gave it in the newsroom."""
    after = 0
    rows = SignOff.objects.order_by("pk").values_list("pk", "uid", "article__uid")
    while some := list(rows.filter(pk__gt=after)[:AT_ONCE]):
        events = AuditEvent.objects.filter(
            kind=SIGNED_OFF, article_uid__in={article for _pk, _uid, article in some}
        )
        told = {told_by(event)[0] for event in events.iterator(AT_ONCE)}
        for pk, uid, _article in some:
            if str(uid) not in told:
                raise Misfit(
                    _("No event tells of the sign-off %(uid)s, number %(pk)d.")
                    % {"uid": uid, "pk": pk}
                )
        after = some[-1][0]


def check_guards() -> None:
    """Raise Misfit when the database no longer refuses to change what is written once."""
    if lacking := guards.missing(connection):
        raise Misfit(
            _(
                "All rows fit, but the database does not guard %(tables)s against changes: "
                "triggers are missing or were changed. `manage.py migrate` puts them back."
            )
            % {"tables": ", ".join(sorted({trigger.table for trigger in lacking}))}
        )
