"""Evidence: add it once, complete its record, say who may read it."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import EvidenceKind, Visibility
from claims.models import AuditEvent, Evidence, User

from .copies import ordered
from .particulars import Particulars, set_particulars
from .resting import follow_kind
from .saving import Invalid, allow_only, bump, change, chosen, fit, lock, record, refuse
from .storing import hash_of, kept, refuse_unkept

EDITED = frozenset(
    {
        *("kind", "title", "description", "publisher", "author", "published_on", "accessed_on"),
        *("archive_url", "language", "primacy", "reliability", "reliability_note", "interests"),
        "origin",
    }
)


def add_evidence(*, by: User, **what: Any) -> Evidence:
    """Store evidence by address, file or description; without a title it names itself.

    The same address (or the same file's bytes) is stored once among what the newsroom may read.
    """
    return find_or_add(by=by, **what)[0]


def find_or_add(
    *,
    by: User,
    kind: str = EvidenceKind.WEB_PAGE,
    title: str = "",
    url: str = "",
    file: File[bytes] | None = None,
    description: str = "",
    visibility: str = Visibility.NEWSROOM,
    readers: Iterable[User] = (),
    interview: Particulars | None = None,
    calculation: Particulars | None = None,
    copied: bool = True,
    **about: Any,
) -> tuple[Evidence, bool]:
    """Return the evidence, and whether it is new; ``copied``: somebody's click has a copy taken."""
    refuse(permissions.why_not_add_evidence(by))
    url, description = url.strip(), description.strip()
    files = [file] if file is not None else []
    refuse_nothing(url, description, *files)
    name = next((each.name or "" for each in files), "")[:255]
    about |= {"kind": kind, "url": url, "description": description, "visibility": visibility}
    named = title.strip() or own_title(url, name, description)
    sha256 = "".join(map(hash_of, files))
    evidence = fit(
        Evidence(title=named[:300], created_by=by, sha256=sha256, file_name=name, **about)
    )
    with kept(*files) as names:
        if visibility != Visibility.NAMED and (known := same_evidence(evidence, by)):
            return known, False
        evidence.file.name = "".join(names)
        evidence.save()
        evidence.readers.set(readers)
        set_particulars(evidence, interview=interview, calculation=calculation)
        record(evidence, by=by, kind="evidence.added")
        if copied and is_copied_unasked(evidence):
            ordered(evidence, by=by)
    return evidence, True


def is_copied_unasked(evidence: Evidence) -> bool:
    """Whether adding it has a copy taken: a confidential address waits for a click of its own."""
    return bool(evidence.file or (evidence.url and evidence.visibility != Visibility.NAMED))


def refuse_nothing(url: str, description: str, *files: File[bytes]) -> None:
    """Raise Invalid where nothing is given, or a file that is not kept."""
    if not (url or description or files):
        raise Invalid(_("Give a web address, a file, or a few words saying what it is."))
    for file in files:
        refuse_unkept(file)


def same_evidence(like: Evidence, by: User) -> Evidence | None:
    """Return evidence with the same address or file that ``by`` and their colleagues may read."""
    if not (like.sha256 or like.url):
        return None
    about = {"sha256": like.sha256} if like.sha256 else {"url": like.url}
    alike = Evidence.objects.filter(**about, withdrawn_at__isnull=True)
    # First whether there is any: whether somebody may read it is the dearer question.
    known = list(alike.exclude(visibility=Visibility.NAMED).values_list("pk", flat=True))
    return Evidence.objects.visible_to(by).filter(pk__in=known).first() if known else None


def own_title(url: str, file_name: str, description: str) -> str:
    """Return a title from what is there: the file's name, the first words, the address."""
    if file_name or not (url or description):
        return file_name or _("File")
    if description:
        return description.splitlines()[0][:120]
    return url.partition("://")[2].partition("?")[0].rstrip("/") or url


def refuse_unseen(evidence: Evidence, *, by: User) -> None:
    """Raise Invalid for evidence that ``by`` may not read."""
    own = evidence.created_by_id == by.pk and by.is_active  # as visible_to has it
    if not own and not Evidence.objects.visible_to(by).contains(evidence):
        raise Invalid(_("This evidence cannot be used."))


def refuse_unusable(evidence: Evidence, *, by: User) -> None:
    refuse_unseen(evidence, by=by)
    if evidence.withdrawn_at:
        raise Invalid(_("This evidence was withdrawn."))


@transaction.atomic
def edit_evidence(
    *,
    evidence: Evidence,
    by: User,
    seen: int | None = None,
    interview: Particulars | None = None,
    calculation: Particulars | None = None,
    **values: Any,
) -> AuditEvent | None:
    """Complete or mend the record; its address and its file stay, as claims rest on them."""
    allow_only(values, EDITED)
    evidence = lock(evidence, seen=seen)
    refuse(permissions.why_not_add_evidence(by))
    refuse_unseen(evidence, by=by)
    if not str(values.get("title", evidence.title)).strip():
        raise Invalid(_("Evidence needs a title."))
    words = values.get("description", evidence.description).strip()
    if not (evidence.url or evidence.file or words):
        raise Invalid(_("Give a web address, a file, or a few words saying what it is."))
    changes = set_particulars(evidence, interview=interview, calculation=calculation)
    event = change(evidence, by=by, deed="evidence.edited", **values)
    if event and "kind" in event.changes:
        follow_kind(evidence, by=by)
    if changes:
        if not event:
            bump(evidence)
        event = record(evidence, by=by, kind="evidence.edited", changes=changes)
    return event


@transaction.atomic
def share(
    *,
    evidence: Evidence,
    visibility: str,
    by: User,
    readers: Iterable[User] = (),
    seen: int | None = None,
) -> AuditEvent | None:
    """Say who may read it: everybody of the newsroom, or those named and who added it."""
    evidence = lock(evidence, seen=seen)
    refuse_unseen(evidence, by=by)
    refuse(permissions.why_not_share(by, evidence))
    visibility = chosen(Visibility, visibility)
    before = set(evidence.readers.all())
    after = set(readers) if visibility == Visibility.NAMED else set()
    event = change(evidence, by=by, deed="evidence.shared", visibility=visibility)
    if before != after:
        evidence.readers.set(after)
        if not event:
            bump(evidence)
        names = [", ".join(sorted(map(str, people))) for people in (before, after)]
        event = record(evidence, by=by, kind="evidence.shared", changes={"readers": names})
    return event
