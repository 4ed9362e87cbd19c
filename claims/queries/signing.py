"""What a sign-off freezes: everything an article stands on, as plain JSON.

Texts, numbers, uids and times (ISO 8601) as strings; codes, not their labels, but for the gate,
whose conditions may have other names later. In what two records differ: ``comparing``.
"""

from collections.abc import Iterable

from claims.enums import ReviewPolicy
from claims.models import Article, Change, Claim, Query, Statement

from .gate import Gate, Line
from .signed_copies import with_copies_signed
from .signed_parts import Record, compared_parts, signed_by

FORMAT = 3  # grows when a record gets another shape; packets of older ones still have to open


def record_of(article: Article, gate: Gate | None = None) -> Record:
    """Return everything about ``article`` that a sign-off stands for, as it is now.

    The gate is asked last: what came in while the rest was read is at least in its way.
    """
    revision = article.current
    if revision is None:
        raise ValueError("an article without a text")
    compared = with_copies_signed(compared_parts([article])[article.pk])
    return {
        "format": FORMAT,
        "article": {
            "uid": str(article.uid),
            "title": article.title,
            "byline": article.byline,
            "authors": [str(person) for person in article.authors.all()],
            "desk": article.desk.name if article.desk else "",
            "policy": article.desk.review_policy if article.desk else ReviewPolicy.EVERY.value,
        },
        **compared,
        "revision": {
            **compared["revision"],
            "number": revision.number,
            "text": revision.text,
            "blocks": revision.blocks,
        },
        "changes": [change_record(row) for row in changes_of(article)],
        "queries": [query_record(row) for row in queries_of(article)],
        "gate": [gate_record(line) for line in (gate or Gate(article)).lines],
    }


def changes_of(article: Article) -> Iterable[Change]:
    rows = Change.objects.filter(article=article)
    return rows.select_related("claim", "statement", "created_by", "decided_by")


def queries_of(article: Article) -> Iterable[Query]:
    rows = Query.objects.filter(article=article)
    rows = rows.select_related("created_by", "resolved_by", "claim", "statement")
    return rows.prefetch_related("replies__created_by", "replies__expert")


def change_record(change: Change) -> Record:
    """Return a proposed wording with what became of it."""
    return {
        "uid": str(change.uid),
        "to": uid_of(change.to),
        "old": change.old,
        "new": change.new,
        "reason": change.reason,
        "state": change.state,
        "landed": change.landed_in_id is not None,
        "proposed": signed_by(change.created_by, change.created_at),
        "decided": signed_by(change.decided_by, change.decided_at),
        "note": change.decision_note,
    }


def query_record(query: Query) -> Record:
    """Return a thread with its replies."""
    return {
        "uid": str(query.uid),
        "on": uid_of(query.on),
        "words": query.words,
        "asked": signed_by(query.created_by, query.created_at),
        "text": query.text,
        "replies": [
            {
                "text": reply.text,
                "answer": reply.decision,
                "by": str(reply.created_by or reply.expert),
                "outside": reply.expert_id is not None,
                "at": reply.created_at.isoformat(),
            }
            for reply in query.replies.all()
        ],
        "resolved": signed_by(query.resolved_by, query.resolved_at),
    }


def gate_record(line: Line) -> Record:
    """Return one condition with its count, and who let what pass."""
    passed = line.override if line.is_overridden and line.count else None
    who = signed_by(passed.created_by, passed.created_at) if passed else None
    return {
        "condition": line.condition.key,
        "label": str(line.condition.label),
        "level": line.level.value,
        "count": line.count,
        "override": {"reason": passed.reason, **who} if passed and who else None,
    }


def uid_of(thing: Claim | Statement | None) -> str | None:
    """Return the uid as text."""
    return str(thing.uid) if thing else None
