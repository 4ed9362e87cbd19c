"""Quoted passages, looked for in the stored copies: found, found in other words, or not."""

import contextlib
from collections.abc import Callable, Collection

from django.db import transaction

from claims.enums import Found, Health
from claims.formats.stored import every_word
from claims.jobs import enqueue
from claims.models import Capture, Claim, Evidence, Statement, Support
from claims.text.fidelity import Transcript
from claims.text.passages import Passage, find_passage

from . import health
from .saving import lock

LONGEST = 2_000_000  # code points of a copy that are looked through: two seconds
AT_ONCE = 200_000  # while somebody waits, and the database with them

Findings = dict[str, Passage]  # by the words of the passage


def quoted_from(evidence: Evidence) -> set[str]:
    """Return the passages quoted from ``evidence``."""
    rows = evidence.supports.filter(removed_at__isnull=True).exclude(passage="")
    return set(rows.values_list("passage", flat=True))


def find(passages: Collection[str], text: str, around: Callable[[], str]) -> Findings:
    """Look for each passage in the main text, then in all words ``around`` it of a page."""
    found: Findings = {}
    for words in (text, around) if passages else ():
        here = words if isinstance(words, str) else words()
        spoken = Transcript(here[:LONGEST])
        for passage in passages if here else ():
            if passage not in found or found[passage].found == "missing":
                found[passage] = find_passage(passage, spoken)
        if found and all(there.found != "missing" for there in found.values()):
            break
    return found


def note(evidence: Evidence, capture: Capture, findings: Findings) -> list[Support]:
    """Keep for each tie of held ``evidence`` what was found of its passage in ``capture``.

    It is what the machine found, no change of the tie: no version, no line in the history. Return
    the ties whose passage was there before and is no more. A passage that somebody wrote while
    the copy was being looked through is looked for afterwards; where there are no words to look
    through, what was found in an older copy stands.
    """
    gone = []
    for support in hold_ties(evidence) if findings else ():
        there = findings.get(support.passage)
        if there is None:
            if support.passage:
                enqueue("find_passages", str(evidence.uid))
            continue
        if is_worse(support.found, there.found):
            gone.append(support)
        keep(support, capture, there)
    return gone


def hold_ties(evidence: Evidence) -> list[Support]:
    """Return what rests on held ``evidence``, held, after what it bears on (see ``lock``)."""
    ties = evidence.supports.filter(removed_at__isnull=True)
    for model, field in ((Claim, "claim"), (Statement, "statement")):
        held = model._default_manager.select_for_update(no_key=True)
        list(held.filter(pk__in=ties.values(field)).order_by("pk").values_list("pk"))
    return list(ties.select_for_update(of=("self",), no_key=True).order_by("pk"))


def is_worse(before: str, now: str) -> bool:
    """Whether the words quoted are there no more: gone, or no longer word for word."""
    if before == Found.FOUND:
        return now != Found.FOUND
    return before == Found.SIMILAR and now == Found.MISSING


def keep(support: Support, capture: Capture | None, there: Passage | None) -> None:
    """Write on a held tie what was found, or that nobody has looked."""
    support.found, support.found_in, support.differs = "", None, []
    if there:
        support.found, support.found_in = Found(there.found), capture
        support.differs = [[p.kind, p.quote, p.transcript, p.fault] for p in there.pieces]
    support.save(update_fields=["found", "found_in", "differs"])


def look(support: Support) -> None:
    """Look for the passage of held ``support`` in the newest copy; in a long one in background."""
    capture = support.evidence.captures.done().first()
    there = None
    if capture and support.passage:
        if is_long(capture):
            enqueue("find_passages", str(support.evidence.uid))
        else:
            findings = find({support.passage}, capture.text, lambda: words_around(capture))
            there = findings.get(support.passage)
    if there or support.found:
        keep(support, capture, there)
    again_if_gone(support.evidence)


def again_if_gone(evidence: Evidence) -> None:
    """Look at all ties of ``evidence`` whose passage was gone: the one may be mended, or off."""
    if evidence.health == Health.PASSAGE_GONE:
        enqueue("find_passages", str(evidence.uid))


def is_long(capture: Capture) -> bool:
    """Whether looking through it takes longer than somebody may hold the database."""
    size = (capture.size or 0) if holds_more(capture) else 0
    return max(len(capture.text), size) > AT_ONCE


def holds_more(capture: Capture) -> bool:
    """Whether ``every_word`` may have more of it than its text: of a page, or of subtitles."""
    return any(kind in capture.media_type for kind in ("html", "vtt", "subrip"))


def look_again(*, uid: str) -> None:
    """Look for every passage quoted from the evidence in its newest copy."""
    evidence = Evidence.objects.filter(uid=uid).first()
    capture = evidence.captures.done().first() if evidence else None
    if evidence is None or capture is None:
        return
    findings = find(quoted_from(evidence), capture.text, lambda: words_around(capture))
    with transaction.atomic():
        evidence = lock(evidence)
        if evidence.captures.done().first() == capture:  # else somebody looked in a newer one
            note(evidence, capture, findings)
            health.mend(evidence)


def words_around(capture: Capture) -> str:
    """Return all words of a stored page, those beside its main text included; see every_word."""
    if not (capture.body and holds_more(capture)):
        return ""
    with contextlib.suppress(FileNotFoundError), capture.body.open("rb") as file:
        return every_word(file.read(), media_type=capture.media_type)
    return ""
