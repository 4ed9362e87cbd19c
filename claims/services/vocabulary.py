"""The newsroom's own words: keep a desk or tag, drop one that nothing bears."""

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Article, AuditEvent, Claim, Desk, Tag, User

from . import chain
from .saving import Changes, Invalid, fit, refuse, stored

Word = Desk | Tag


def is_used(word: Word) -> bool:
    """Whether an article or claim bears the word, whoever may read that."""
    if isinstance(word, Desk):
        return Article.objects.filter(desk=word).exists()
    return Claim.objects.filter(tags=word).exists()


@transaction.atomic
def keep_word(*, word: Word, by: User) -> AuditEvent | None:
    """Save a desk or tag as given, new or changed; return None when nothing changed."""
    refuse(permissions.why_not_keep_people(by))
    before = type(word)._default_manager.select_for_update().filter(pk=word.pk).first()
    names = [field.name for field in word._meta.fields if field.name != "id"]
    changes: Changes = {
        name: [stored(getattr(before, name, None)), stored(getattr(word, name))]
        for name in names
        if getattr(before, name, None) != getattr(word, name)
    }
    if not changes:
        return None
    if isinstance(word, Desk) and isinstance(before, Desk):
        refuse(permissions.why_not_set_policy(before, word.review_policy))
    fit(word).save()
    return note(word, by=by, kind="word.changed" if before else "word.added", changes=changes)


@transaction.atomic
def drop_word(*, word: Word, by: User) -> AuditEvent:
    """Delete a desk or tag that nothing bears."""
    refuse(permissions.why_not_keep_people(by))
    if is_used(word):
        raise Invalid(_("“%(word)s” is in use.") % {"word": word})
    event = note(word, by=by, kind="word.dropped", changes={})
    word.delete()
    return event


def note(word: Word, *, by: User, kind: str, changes: Changes) -> AuditEvent:
    """Write one audit event about a word, which has no uid."""
    event = AuditEvent.objects.create(
        actor_uid=by.uid,
        actor_name=str(by)[:150],
        kind=kind,
        object_type=word._meta.model_name or "",
        object_name=str(word)[:300],
        changes=changes,
    )
    return chain.seal_on_commit(event)
