"""Sign-off: seal one revision with all that is known about it."""

from django.db import transaction
from django.utils import timezone

from claims import permissions
from claims.models import Article, Revision, SignOff, User
from claims.models.chain import fingerprint
from claims.queries.gate import Gate
from claims.queries.sign_offs import hands_without_second
from claims.queries.signed_parts import Record
from claims.queries.signing import record_of

from .articles import hold_contents
from .chain import head
from .saving import Stale, add, lock, record, refuse


def print_of(draft: Record) -> str:
    """Return the print of what would be frozen: who signs has seen just this."""
    return fingerprint(draft)


@transaction.atomic
def sign_off(*, article: Article, by: User, seen: str | None = None) -> SignOff:
    """Freeze the article as it stands when the gate is open; never by an author of it.

    ``seen`` is the print of the record that the editor had before them; raises Stale when the
    article is no longer so. The record names the head of the audit chain before it: whoever keeps
    the printed packet can prove that nothing older was rewritten.
    """
    # Everything that is signed is held first, so that nobody marks a claim in between.
    article = lock(article)
    hold_contents(article)
    # The gate is asked after everything else is read and goes into the record as it answered:
    # what came in between is in its way, or is not in the record and voids it.
    gate = Gate(article)
    draft = record_of(article, gate)
    hands = hands_without_second(article)
    refuse(permissions.why_not_sign_off(by, article, blockers=gate.sentences, hands=hands))
    if seen is not None and seen != print_of(draft):
        raise Stale(article, article.version)
    return seal(draft, article, by=by)


def seal(draft: Record, article: Article, *, by: User) -> SignOff:
    """Store the record with who signs it, when, and the end of the audit chain before it."""
    now, end = timezone.now(), head()
    signed: Record = draft | {
        "signed": {"by": str(by), "uid": str(by.uid), "at": now.isoformat()},
        "chain": {"position": end.position, "hash": end.hash},
    }
    revision: Revision = article.current  # type: ignore[assignment]  # record_of has asked for it
    sealed = SignOff(article=article, revision=revision, record=signed)
    sealed.sha256, sealed.created_by, sealed.created_at = fingerprint(signed), by, now
    add(sealed)
    told = {"id": sealed.pk, "name": str(sealed), "uid": str(sealed.uid), "sha256": sealed.sha256}
    record(article, by=by, kind="article.signed_off", changes={"sign_off": [None, told]})
    return sealed
