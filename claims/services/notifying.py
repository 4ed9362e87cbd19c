"""Notifying: tell people what waits for them, and whoever asked that there is an answer.

What an e-mail tells of is `services.mailing`'s.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from claims.enums import NoticeKind, Role, State, Visibility
from claims.models import Article, Change, Claim, Notice, Query, Statement, User
from claims.models.people import ROLE_FIELDS
from claims.queries.threads import readers_of

Thing = Claim | Statement | Query | Change | Article

# Of these many come at once (a list shared out, a new draft): they become one line.
TOGETHER = frozenset({NoticeKind.ASSIGNED, NoticeKind.RECHECK, NoticeKind.DUE})
BURST = timedelta(minutes=2)
WAITING = (NoticeKind.ASKED, NoticeKind.PROPOSED)  # for somebody to do something


def notify(*, kind: NoticeKind, about: Thing, to: Iterable[User | None], by: User | None) -> None:
    """Tell ``to`` what happened: never oneself, nor who may not read the article.

    One unread notice per person, kind and thing: it is as new as what happened last. ``by`` None is
    the system, or somebody from outside. Call it with the thing held, in the verb's transaction.
    """
    article = about if isinstance(about, Article) else about.article
    people = readers_among({person for person in to if person and person != by}, article)
    if not people:
        return
    now = timezone.now()
    unread = Notice.objects.unread().filter(user__in=people, kind=kind)
    begun: dict[int, datetime] = {}
    if kind in TOGETHER:
        burst = unread.filter(by=by, at__gt=now - BURST).order_by("-at")
        begun = dict(burst.values_list("user_id", "at"))
    known = unread.filter(object_uid=about.uid)
    told = set(known.values_list("user_id", flat=True))
    for user_id in told:
        known.filter(user_id=user_id).update(at=begun.get(user_id, now), by=by, mailed_at=None)
    Notice.objects.bulk_create(
        Notice(
            user=person,
            kind=kind,
            article=article,
            object_type=about._meta.model_name or "",
            object_uid=about.uid,
            by=by,
            at=begun.get(person.pk, now),
        )
        for person in people
        if person.pk not in told
    )


def readers_among(people: Collection[User], article: Article) -> list[User]:
    """Return those of ``people`` who are here and may read ``article``; mostly without asking."""
    open_to_all = article.visibility == Visibility.NEWSROOM
    sure = {person for person in people if open_to_all and person.in_newsroom}
    asked = [person.pk for person in people if person not in sure]
    others = readers_of(article).filter(pk__in=asked) if asked else ()
    return sorted({*sure, *others}, key=lambda person: person.pk)


def holders(role: str) -> list[User]:
    """Return who holds a role."""
    held = {ROLE_FIELDS[Role(role)]: True}
    return list(User.objects.filter(is_active=True, **held))


def assigned(thing: Claim | Statement, *, by: User) -> None:
    """Tell whoever has ``thing`` to check from now on: a person, or everybody of a role."""
    to = holders(thing.assigned_role) if thing.assigned_role else [thing.assignee]
    notify(kind=NoticeKind.ASSIGNED, about=thing, to=to, by=by)


def returned(thing: Claim | Statement, *, by: User) -> None:
    """Tell whose verdict or answer it is; call it before that answer falls."""
    checker = thing.verdict_by if isinstance(thing, Claim) else thing.said_by
    notify(kind=NoticeKind.RETURNED, about=thing, to=[checker], by=by)


def falls(thing: Claim | Statement, values: Mapping[str, Any], *, by: User | None) -> None:
    """Tell whose verdict or answer is to be given again once ``values`` are set on held ``thing``.

    Call it before they are set.
    """
    if isinstance(thing, Claim):
        again = values.get("state") == State.RECHECK and thing.state != State.RECHECK
        gone = bool(thing.verdict) and values.get("verdict", thing.verdict) == ""
        checker = thing.verdict_by
    else:
        again, gone = False, bool(thing.said) and values.get("said", thing.said) == ""
        checker = thing.said_by
    if again or gone:
        notify(kind=NoticeKind.RECHECK, about=thing, to=[checker], by=by)


def asked(query: Query, mentioned: Iterable[User], *, by: User) -> None:
    """Tell whom a new query is put to: one person or a role, and who is mentioned in it."""
    to = [query.to_user, *mentioned]
    if query.to_role == Role.AUTHOR:
        to += query.article.authors.all()
    elif query.to_role:
        to += holders(query.to_role)
    notify(kind=NoticeKind.ASKED, about=query, to=to, by=by)


def spoken(query: Query, mentioned: Iterable[User], *, by: User) -> None:
    """Tell who is mentioned in a reply; when who asked goes on asking, those who answered too."""
    to: set[User | None] = {*mentioned}
    if by.pk == query.created_by_id:
        to |= {query.to_user, *User.objects.filter(pk__in=query.replies.values("created_by"))}
    notify(kind=NoticeKind.ASKED, about=query, to=to - {query.created_by}, by=by)


def answered(query: Query, *, by: User | None) -> None:
    """Tell who asked."""
    notify(kind=NoticeKind.ANSWERED, about=query, to=[query.created_by], by=by)


def proposed(change: Change, *, by: User) -> None:
    """Tell the article's authors and its lead checker."""
    to = [change.article.lead_checker, *change.article.authors.all()]
    notify(kind=NoticeKind.PROPOSED, about=change, to=to, by=by)


def decided(change: Change, *, by: User) -> None:
    """Tell who proposed it; it waits for nobody any more."""
    over(change)
    notify(kind=NoticeKind.DECIDED, about=change, to=[change.created_by], by=by)


def over(thing: Query | Change) -> None:
    """Mark as read what waits for nobody any more: it was resolved, decided or withdrawn."""
    waiting = Notice.objects.unread().filter(object_uid=thing.uid)
    waiting.filter(kind__in=WAITING).update(read_at=timezone.now())
