"""Outside experts: a link to one passage, and what they answer there."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import ExpertAnswer
from claims.models import AuditEvent, ExpertLink, Query, Reply, User

from .queries import heard
from .saving import Invalid, add, chosen, lock, record, refuse

MOST_DAYS = 30
MOST_ANSWERS = 20  # of one link; an expert has a few things to say, a machine has many
LONGEST_ANSWER = 10_000  # code points


class Closed(Invalid):
    """The link shows nothing any more, whatever the reason."""


@transaction.atomic
def invite(
    *, query: Query, name: str, question: str, by: User, days: int = 7
) -> tuple[ExpertLink, str]:
    """Make a link that shows the words of ``query`` and ``question``; return it and its token.

    Nothing is sent: a person hands the address on. The token is not stored and not shown again.
    """
    query = lock(query)
    refuse(permissions.why_not_invite_expert(by, query))
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(_("A link lives from 1 to %(most)d days.") % {"most": MOST_DAYS})
    token = ExpertLink.new_token()
    link = add(
        ExpertLink(
            query=query,
            name=name.strip(),
            question=question.strip(),
            passage=query.words,
            token_hash=ExpertLink.hash_of(token),
            created_by=by,
            expires_at=timezone.now() + datetime.timedelta(days=days),
        )
    )
    record(link, by=by, kind="expert.invited", note=link.question)
    return link, token


@transaction.atomic
def revoke(*, link: ExpertLink, by: User) -> AuditEvent:
    """Close a link for good."""
    link = held(link)
    refuse(permissions.why_not_revoke(by, link))
    ExpertLink.objects.filter(pk=link.pk).update(revoked_by=by, revoked_at=timezone.now())
    return record(link, by=by, kind="expert.revoked")


def open_link(token: str) -> ExpertLink | None:
    """Return the link of this token while it works; for every other token None, never why."""
    rows = ExpertLink.objects.select_related("query__article")
    link = rows.filter(token_hash=ExpertLink.hash_of(token)).first()
    return link if link and link.works else None


@transaction.atomic
def note_opening(*, link: ExpertLink) -> None:
    """Log that the passage was looked at from outside: the first time, who and when."""
    link = held(link)
    if link.opened_at is None:
        ExpertLink.objects.filter(pk=link.pk).update(opened_at=timezone.now())
        record(link, by=None, kind="expert.opened")


@transaction.atomic
def answer(*, token: str, decision: str, text: str) -> Reply:
    """Store what the expert says; the same thing sent twice in a row counts once.

    Raises Closed when the link has closed in the meantime, else Invalid with a sentence.
    """
    found = open_link(token)
    if found is None:
        raise Closed(_("This link is closed."))
    link = held(found)
    link.query = query = lock(link.query)
    if not link.works:
        raise Closed(_("This link is closed."))
    said, text = chosen(ExpertAnswer, decision), text.strip()
    if said != ExpertAnswer.ACCEPT and not text:
        raise Invalid(_("Write what should be changed, or your comment."))
    if len(text) > LONGEST_ANSWER:
        raise Invalid(_("This is too long. Please send it in several parts."))
    last = link.replies.last()
    if last and (last.decision, last.text) == (said, text):
        return last
    if link.replies.count() >= MOST_ANSWERS:
        raise Invalid(_("You have answered many times here. Please write to the newsroom."))
    given = add(Reply(query=query, expert=link, decision=said, text=text))
    heard(query, by=None)
    note = f"{said.label}: {text}" if text else str(said.label)
    record(link, by=None, kind="expert.answered", note=note)
    return given


def held(link: ExpertLink) -> ExpertLink:
    """Return the link freshly read and held until the transaction ends."""
    rows = ExpertLink.objects.select_for_update(of=("self",)).select_related("query__article")
    return rows.get(pk=link.pk)
