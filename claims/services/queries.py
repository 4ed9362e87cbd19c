"""Queries: ask about a claim, a statement or a passage; answer, resolve, reopen."""

import re
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Part, Role
from claims.models import (
    Article,
    AuditEvent,
    Claim,
    Query,
    Reply,
    Revision,
    Statement,
    User,
)

from . import notifying
from .anchoring import anchor, refuse_outdated, trimmed
from .saving import Invalid, add, change, chosen, lock, record, refuse
from .starting import start_check

# @username; user names may hold @ . + and - but for the end, where these are punctuation.
MENTION = re.compile(r"(?<![\w@.])@(\w(?:[\w.+@-]*\w)?)")
LONGEST = 10_000  # code points of a question or a reply


@transaction.atomic
def ask(
    *,
    on: Claim | Statement | Revision,
    text: str,
    by: User,
    to_user: User | None = None,
    to_role: str = "",
    passage: tuple[int, int] | None = None,
) -> Query:
    """Ask about a claim, a statement, or (of a revision) the ``passage``, code points half-open.

    It is put to one person, or to everybody of a role ("author": the article's authors), or to
    whoever knows. People mentioned as @username may answer too.
    """
    article = lock(on.article)
    refuse(permissions.why_not_ask(by, article, None if isinstance(on, Revision) else on))
    if isinstance(on, Revision):
        refuse_outdated(article, on)
    check_addressee(article, to_user, to_role)
    text = worded(text, _("Write the question first."))
    span = passage_of(on, passage)
    query = Query(
        article=article,
        claim=on if isinstance(on, Claim) else None,
        statement=on if isinstance(on, Statement) else None,
        words=words_of(on, span),
        text=text,
        to_user=to_user,
        to_role=to_role,
        created_by=by,
    )
    mentioned = people_in(text, article, by=by)
    add(query).mentions.set(mentioned)
    if isinstance(on, Revision) and span:
        anchor(on, [span], query=query)
    record(query, by=by, kind="query.asked", note=query.text)
    notifying.asked(query, mentioned, by=by)
    start_check(article, by=by)
    return query


def check_addressee(article: Article, to_user: User | None, to_role: str) -> None:
    """Raise Invalid when a query on ``article`` may not be put to them."""
    if to_user and to_role:
        raise Invalid(_("Put the query to a person or to a role, not to both."))
    if to_user and (reason := permissions.why_not_put_to(to_user, article)):
        raise Invalid(reason)
    if to_role and (reason := permissions.why_not_put_to_role(chosen(Role, to_role), article)):
        raise Invalid(reason)


def worded(text: str, missing: str) -> str:
    """Return what was written, trimmed; raises Invalid for nothing and for far too much."""
    text = text.strip()
    if not text:
        raise Invalid(missing)
    if len(text) > LONGEST:
        raise Invalid(_("This is too long. Please send it in several parts."))
    return text


def passage_of(
    on: Claim | Statement | Revision, passage: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Return the words selected in a revision; claims and statements have their own."""
    if not isinstance(on, Revision):
        return None
    if passage is None:
        raise Invalid(_("Select some words first."))
    return trimmed(on, *passage)


def words_of(on: Claim | Statement | Revision, span: tuple[int, int] | None) -> str:
    """Return the words asked about as they stand in the text now, or stood last."""
    if isinstance(on, Revision):
        return on.text[slice(*span)] if span else ""
    own = on.anchors.filter(part=Part.CONTENT)
    newest = own.order_by("-revision__number").values("revision")[:1]
    return " … ".join(own.filter(revision=newest).values_list("exact", flat=True)) or str(on)


def people_in(text: str, article: Article, *, by: User) -> list[User]:
    """Return who is mentioned as @username; raises Invalid for those who may not read this.

    Whoever is not of the newsroom learns of nobody by trying names.
    """
    typed = set(MENTION.findall(text))
    names = {name.lower() for name in typed}
    found = {user.username.lower(): user for user in users_named(typed)}
    unfit = {n for n, user in found.items() if permissions.why_not_put_to(user, article)}
    hidden = set() if by.in_newsroom else unfit
    if unknown := sorted(names - found.keys() | hidden):
        raise Invalid(
            _("Nobody here is called @%(name)s. Choose a name from the list, or leave out the @.")
            % {"name": unknown[0][:40]}
        )
    for person in found.values():
        if reason := permissions.why_not_put_to(person, article):
            raise Invalid(reason)
    return list(found.values())


def users_named(names: Iterable[str]) -> list[User]:
    """Return the people whose user names are ``names``, in large letters or small."""
    written = set(names)
    rows = User.objects.annotate(small=Lower("username")).filter(is_active=True)
    # as written too: SQLite knows no small letters but those of English
    same = Q(username__in=written) | Q(small__in={name.lower() for name in written})
    return list(rows.filter(same).order_by("pk"))


@transaction.atomic
def reply(*, query: Query, text: str, by: User, seen: int | None = None) -> Reply:
    """Answer in the thread; whose turn it is follows from who spoke last."""
    query = lock(query, seen=seen)
    refuse(permissions.why_not_reply(by, query))
    text = worded(text, _("Write the answer first."))
    mentioned = people_in(text, query.article, by=by)
    answer = add(Reply(query=query, text=text, created_by=by))
    query.mentions.add(*mentioned)
    heard(query, by=by)
    record(query, by=by, kind="query.replied", note=answer.text)
    notifying.spoken(query, mentioned, by=by)
    return answer


def heard(query: Query, *, by: User | None) -> None:
    """Note on a held query whether it was answered: by anybody but who asked."""
    theirs = by is not None and by.pk == query.created_by_id
    query.answered_at = None if theirs else timezone.now()
    query.version += 1
    query.save(update_fields=["answered_at", "version"])
    if not theirs:
        notifying.answered(query, by=by)


@transaction.atomic
def resolve(
    *, query: Query, by: User, seen: int | None = None, last_word: str = ""
) -> AuditEvent | None:
    """Settle the thread; it stays where it is, and can be reopened. A last word is a reply."""
    query = lock(query, seen=seen)
    refuse(permissions.why_not_resolve(by, query))
    if last_word.strip():
        reply(query=query, text=last_word, by=by)
        query.refresh_from_db(fields=["version", "answered_at"])
    notifying.over(query)
    return change(query, by=by, deed="query.resolved", resolved_by=by, resolved_at=timezone.now())


@transaction.atomic
def reopen(*, query: Query, by: User, seen: int | None = None) -> AuditEvent | None:
    """Open a resolved thread again."""
    query = lock(query, seen=seen)
    refuse(permissions.why_not_reopen_query(by, query))
    return change(query, by=by, deed="query.reopened", resolved_by=None, resolved_at=None)
