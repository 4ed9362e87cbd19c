"""Captures: order a stored copy of evidence, take it in the background, keep what came of it."""

import contextlib
import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import CaptureState, CaptureWay
from claims.fetching import Exchange, NotFetched
from claims.fetching import capture as fetch_all
from claims.formats import warc
from claims.formats.kinds import HEAD
from claims.formats.stored import MOST_READ, Stored, every_word, look_into
from claims.models import Capture, Evidence, Support, User

from . import health, passages, watching
from .copies import ordered
from .evidence import own_title, refuse_unusable
from .saving import Invalid, change, lock, record, refuse
from .storing import kept

MOST_ATTEMPTS = 3  # what has cost as many workers is the reason, not the victim


@dataclass(frozen=True, slots=True)
class Taken:
    """What came: the fields of the capture, the content and the archive to keep of it."""

    fields: dict[str, Any]
    inside: Stored
    content: bytes = b""
    archive: bytes = b""
    trouble: str = ""
    read: bytes = b""  # content that is kept already


@transaction.atomic
def order(*, evidence: Evidence, by: User) -> Capture:
    """Have a copy of the page, or of the words of the file, taken in the background.

    Where one is under way already that one is returned.
    """
    evidence = lock(evidence)
    refuse(permissions.why_not_add_evidence(by))
    refuse_unusable(evidence, by=by)
    if not (evidence.url or evidence.file):
        raise Invalid(_("There is neither an address nor a file to take a copy of."))
    return ordered(evidence, by=by)


def run(*, uid: str) -> None:
    """Take an ordered copy; whatever goes wrong is kept as a sentence.

    Safe to run twice, also after a worker was killed in the middle: what is done stays as it is,
    and files named by their content are written once.
    """
    capture = begin(uid)
    if capture is None:
        return
    try:
        attempt(capture)
    except Exception:
        give_up(capture, _("Something went wrong on our side. Try again, or upload a file of it."))
        raise


def attempt(capture: Capture) -> None:
    """Take it and keep what came of that, be it the reason why nothing came."""
    try:
        if capture.asked_by_id is None:
            watching.ask_first(capture.evidence)
        taken = take(capture)
    except watching.StaysUnseen as reason:
        leave(capture, str(reason))
        return
    except NotFetched as problem:
        hops = [[hop.url, hop.status] for hop in problem.hops]
        archive = warc.write(Exchange(problem.hops, b"")) if hops else b""
        taken = Taken({"redirects": clean(hops)}, Stored(""), b"", archive, str(problem))
    finish(capture, taken)


@transaction.atomic
def begin(uid: str) -> Capture | None:
    """Note that a worker is at it; None where there is nothing to do any more."""
    held = Capture.objects.select_for_update(of=("self",)).select_related("evidence", "asked_by")
    capture = held.filter(uid=uid).first()  # the watch's order goes where nothing was new
    if capture is None or not capture.is_under_way:
        return None
    if reason := why_not_take(capture):
        fail(capture, reason)
        return None
    capture.state = CaptureState.RUNNING
    capture.attempts += 1
    capture.started_at = timezone.now()
    capture.save(update_fields=["state", "attempts", "started_at"])
    return capture


def why_not_take(capture: Capture) -> str:
    """Return why a copy that somebody ordered is not taken after all, as a sentence."""
    evidence, by = capture.evidence, capture.asked_by
    if by and evidence.withdrawn_at:
        return _("The evidence was withdrawn before its turn came.")
    if by and not Evidence.objects.visible_to(by).contains(evidence):
        return _("Whoever ordered the copy may not read the evidence any more.")
    return lost() if capture.attempts >= MOST_ATTEMPTS else ""


def lost() -> str:
    """Return the sentence for a copy at which worker after worker ended."""
    return _("It broke off each time it was tried. Try again, or upload a file of it.")


@transaction.atomic
def give_up(capture: Capture, sentence: str) -> None:
    """End a copy with why, unless it has ended, or another worker is at it by now."""
    with contextlib.suppress(Overtaken):
        _evidence, copy = held(capture)
        if copy.attempts == capture.attempts:
            fail(copy, sentence)


def take(capture: Capture) -> Taken:
    """Fetch the page, or read the file. Raises NotFetched."""
    evidence = capture.evidence
    if capture.way == CaptureWay.FILE:
        return read_again(evidence)
    exchange = fetch_all(evidence.url)
    name = exchange.url.partition("?")[0].rpartition("/")[2]
    inside = look_into(exchange.content, name=name, url=exchange.url, told=exchange.content_type)
    return Taken(
        told_by(exchange), inside, exchange.content, warc.write(exchange), exchange.trouble
    )


def read_again(evidence: Evidence) -> Taken:
    """Read the file of evidence, which is its own copy; of a very large one the beginning."""
    try:
        size = evidence.file.size
        whole = size <= MOST_READ
        with evidence.file.open("rb") as file:
            data = file.read(MOST_READ if whole else HEAD)
    except FileNotFoundError:
        gone = _("The file is not where it was stored. Tell your admin, or add it again.")
        return Taken({}, Stored(""), trouble=gone)
    inside = look_into(data, name=evidence.file_name, whole=whole)
    about = {"body": evidence.file.name, "sha256": evidence.sha256, "size": size}
    return Taken({**about, "captured_at": timezone.now()}, inside, read=data)


def told_by(exchange: Exchange) -> dict[str, Any]:
    """Return what an exchange tells, as a capture has it."""
    told = {
        "url": exchange.url[:2000],
        "redirects": [[hop.url, hop.status] for hop in exchange.hops[:-1]],
        "status": exchange.status,
        "reason": exchange.last.reason[:200],
        "headers": [list(pair) for pair in exchange.last.headers],
    }
    return {**clean(told), "captured_at": exchange.last.at}


class Overtaken(Exception):
    """Another worker, or a person, ended this copy in the meantime."""


def finish(capture: Capture, taken: Taken) -> None:
    """Keep what came: files first, then in one step the copy, its passages and how it fares."""
    if is_same_look(capture, taken):
        looked(capture, taken)
        return
    media_type = taken.inside.media_type
    files = filter(None, (taken.content, taken.archive))
    found = passages.find(
        passages.quoted_from(capture.evidence),
        clean(taken.inside.text),
        lambda: every_word(taken.content or taken.read, media_type=media_type),
    )
    with contextlib.suppress(Overtaken), kept(*files) as names:
        evidence, copy = held(capture)
        before = evidence.captures.done().filter(way=copy.way).first()
        fill(copy, taken, names)
        if taken.trouble:
            gone: list[Support] = []
            fail(copy, taken.trouble)
        else:
            copy.state, copy.trouble = CaptureState.DONE, taken.inside.trouble
            copy.save()
            name_it(evidence, copy)
            record(evidence, by=copy.asked_by, kind="evidence.copied")
            gone = passages.note(evidence, copy, found)
        if not evidence.withdrawn_at:  # else nothing rests on it
            health.judge(evidence, copy, before, gone=gone)


def fill(copy: Capture, taken: Taken, names: list[str]) -> None:
    """Set the fields of a copy from what came and the names under which it is kept."""
    for name, value in taken.fields.items():
        setattr(copy, name, value)
    if taken.content:
        copy.body.name, copy.size = names[0], len(taken.content)
        copy.sha256 = hashlib.sha256(taken.content).hexdigest()
    if taken.archive:
        copy.archive.name = names[-1]
    inside = taken.inside
    copy.media_type, copy.details = clean(inside.media_type)[:100], clean(inside.details)
    copy.title, copy.text = " ".join(clean(inside.title).split())[:300], clean(inside.text)


def is_same_look(capture: Capture, taken: Taken) -> bool:
    """Whether the watch found what it found the last time, good or bad: nothing to keep."""
    if capture.asked_by_id:
        return False
    others = capture.evidence.captures.filter(way=capture.way).exclude(pk=capture.pk)
    if taken.trouble:
        last = others.first()
        told = (CaptureState.FAILED, None, taken.fields.get("status"))
        return last is not None and (last.state, last.asked_by_id, last.status) == told
    before = others.done().first()
    sha256 = hashlib.sha256(taken.content).hexdigest()
    return before is not None and health.reads_alike(before, clean(taken.inside.text), sha256)


@transaction.atomic
def looked(capture: Capture, taken: Taken) -> None:
    """Note that the watch found everything as it was; its order is no copy and goes."""
    with contextlib.suppress(Overtaken):
        evidence, copy = held(capture)
        for name, value in taken.fields.items():
            setattr(copy, name, value)
        copy.state = CaptureState.FAILED if taken.trouble else CaptureState.DONE
        copy.trouble = taken.trouble
        health.judge(evidence, copy, None, gone=[])
        copy.delete()


@transaction.atomic
def leave(capture: Capture, why: str) -> None:
    """Note why the watch did not look; its order is no copy and goes."""
    with contextlib.suppress(Overtaken):
        evidence, copy = held(capture)
        watching.put_off(evidence, why)
        copy.delete()


def held(capture: Capture) -> tuple[Evidence, Capture]:
    """Return the evidence, then the copy, both held. Raises Overtaken."""
    try:
        evidence = lock(capture.evidence)
    except Evidence.DoesNotExist as error:
        raise Overtaken from error
    copy = Capture.objects.select_for_update(of=("self",)).filter(pk=capture.pk).first()
    if copy is None or not copy.is_under_way:
        raise Overtaken
    copy.evidence = evidence
    return evidence, copy


def fail(capture: Capture, sentence: str) -> None:
    """Keep why nothing came of it, with whatever came."""
    capture.state, capture.trouble = CaptureState.FAILED, sentence
    capture.save()
    record(capture.evidence, by=capture.asked_by, kind="evidence.copy_failed", note=sentence)


def name_it(evidence: Evidence, copy: Capture) -> None:
    """Give evidence whose title is but its address the title of the page."""
    if copy.title and evidence.title == own_title(evidence.url, "", "")[:300]:
        change(evidence, by=copy.asked_by, deed="evidence.edited", title=copy.title)


def clean(value: Any) -> Any:
    """Return texts without what no database keeps, in lists and mappings too."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, list | tuple):
        return [clean(part) for part in value]
    if isinstance(value, dict):
        return {clean(key): clean(part) for key, part in value.items()}
    return value
