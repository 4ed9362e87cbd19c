"""How the addresses of evidence fare, and what follows for the claims that rest on it."""

import re
from collections.abc import Sequence

from django.utils import timezone

from claims.enums import BAD_HEALTH, CaptureState, CaptureWay, Found, Health, Visibility
from claims.models import AuditEvent, Capture, Claim, Evidence, Support, WatchSetting

from . import verdicts
from .resting import resting_on, target_of
from .saving import bump, lock, record
from .watching import MOST_FAILURES, next_look

GONE = (404, 410)
PERMANENT = (301, 308)
NOTED = "evidence.health"
NOT_THERE = (Found.SIMILAR, Found.MISSING)  # word for word


def judge(
    evidence: Evidence, copy: Capture, before: Capture | None, *, gone: Sequence[Support]
) -> None:
    """Note how the address of held ``evidence`` fares after a look at it, and when to look again.

    ``before`` is the copy taken last, ``gone`` what was quoted from it and is no longer there.
    """
    if copy.way != CaptureWay.SITE:
        return
    stood = evidence.health
    evidence.health_at = copy.captured_at or timezone.now()
    if copy.state == CaptureState.FAILED:
        evidence.failures += 1
        if is_dead(evidence, copy):
            evidence.health = Health.DEAD
        evidence.health_note = copy.trouble[:500]
    else:
        evidence.failures = 0
        evidence.moved_to = copy.url if moved(copy) else ""
        evidence.health, evidence.health_note = answered(evidence, copy, before, gone), ""
    evidence.next_watch_at = next_look(evidence, copy)
    # no part of the record, so no new version of it
    evidence.save(
        update_fields=[
            *("health", "health_at", "health_note", "moved_to", "failures", "next_watch_at"),
        ]
    )
    if evidence.health != stood:
        note_change(evidence, stood)


def is_dead(evidence: Evidence, copy: Capture) -> bool:
    """Whether nothing is there: told so, or no answer time after time.

    A site that answers with more than we keep, or breaks off, is there.
    """
    answers = copy.status is not None and 200 <= copy.status < 300
    return copy.status in GONE or (evidence.failures >= MOST_FAILURES and not answers)


def answered(
    evidence: Evidence, copy: Capture, before: Capture | None, gone: Sequence[Support]
) -> Health:
    """Return how an address fares that answered.

    That a passage is gone holds until it is there again; that it reads otherwise, until a person
    has taken a copy anew.
    """
    stood = as_it_stood(evidence)
    if gone or (stood == Health.PASSAGE_GONE and lacks_words(evidence)):
        return Health.PASSAGE_GONE
    if before and not reads_alike(before, copy.text, copy.sha256):
        return Health.CHANGED
    if stood == Health.CHANGED and not copy.asked_by_id:
        return Health.CHANGED
    return Health.MOVED if evidence.moved_to else Health.OK


def lacks_words(evidence: Evidence) -> bool:
    """Whether something that is quoted from it does not stand in its newest copy."""
    return any(support.found in NOT_THERE for support in resting_on(evidence))


def mend(evidence: Evidence) -> None:
    """Let held ``evidence`` be but changed, once all that is quoted from it is there again."""
    if evidence.health == Health.PASSAGE_GONE and not lacks_words(evidence):
        evidence.health = Health.CHANGED
        evidence.save(update_fields=["health"])
        note_change(evidence, Health.PASSAGE_GONE)


def as_it_stood(evidence: Evidence) -> str:
    """Return how the address of ``evidence`` fared when there last was an answer."""
    if evidence.health != Health.DEAD:
        return evidence.health
    died = AuditEvent.objects.filter(object_uid=evidence.uid, kind=NOTED).first()
    return str(died.changes["health"][0]) if died else ""


def moved(copy: Capture) -> bool:
    """Whether the site says that the address is another one for good."""
    ways = [status for _url, status in copy.redirects]
    return bool(ways) and all(status in PERMANENT for status in ways)


def reads_alike(before: Capture, text: str, sha256: str) -> bool:
    """Whether a copy holds the words of the one before; where there are none, the same bytes."""
    words = plain(text)
    return words == plain(before.text) if words else sha256 == before.sha256


def plain(text: str) -> str:
    """Return words with white space made one."""
    return re.sub(r"\s+", " ", text).strip()


def note_change(evidence: Evidence, stood: str) -> None:
    """Leave a trace of how it fares now; once it is gone, all that rests on it is told."""
    changes = {"health": [stood, evidence.health]}
    record(evidence, by=None, kind=NOTED, changes=changes, note=evidence.health_note)
    if evidence.health in BAD_HEALTH:
        tell(evidence)


def tell(evidence: Evidence) -> None:
    """Note on all that rests on ``evidence`` that it is gone; settled claims as the newsroom asks.

    By id only, and without a word of what happened to evidence for named people: not everybody
    who reads the claim may read its evidence.
    """
    again = WatchSetting.now().rechecks
    hidden = evidence.visibility == Visibility.NAMED
    note = "" if hidden else evidence.get_health_display()
    for support in resting_on(evidence):
        target = lock(target_of(support))
        bump(target)
        changes = {"evidence": [{"id": support.pk}, {"id": support.pk}]}
        record(target, by=None, kind="evidence.lost", changes=changes, note=note)
        if again and isinstance(target, Claim):
            verdicts.evidence_lost(target, by=None, note=note)
