"""What the demo newsroom does about doubts: queries, proposed wordings, what is let pass."""

from datetime import datetime, timedelta
from typing import Any

from claims.enums import Origin
from claims.formats import read_plain
from claims.models import Article, Revision, User
from claims.queries.gate import Gate
from claims.services import changes, claims, gate, queries, replies, revisions

Row = dict[str, Any]
TIMES = ("asked_at", "deadline", "answered_at")


def let_pass(article: Article, *, by: User) -> None:
    """Override what is still in the way of an article that the newsroom has let run."""
    for line in Gate(article).blockers:
        gate.override(
            article=article,
            condition=line.condition.key,
            reason="Softened on the page proof this afternoon; the author has seen it.",
            by=by,
        )


def add_query(revision: Revision, row: Row, people: dict[str, User]) -> None:
    """Ask about a claim (by its words) or a passage; reply and resolve where somebody did."""
    span = span_of(revision.text, row["words"])
    claim = claims.claim_at(revision, *span)
    query = queries.ask(
        on=claim or revision,
        passage=None if claim else span,
        text=row["text"],
        by=people[row["by"]],
        to_role=row.get("to_role", ""),
        to_user=people[row["to"]] if "to" in row else None,
    )
    for name, text in row.get("replies", []):
        queries.reply(query=query, text=text, by=people[name])
    if row.get("resolved"):
        queries.resolve(query=query, by=people[row["by"]])


def add_critical(revision: Revision, row: Row, people: dict[str, User], now: datetime) -> None:
    """Say whom a claim is critical of, and log how they were asked; times are in hours from now."""
    claim = claims.claim_at(revision, *span_of(revision.text, row["words"]))
    if claim is None:
        raise ValueError(f"the demo has no claim on {row['words']!r}")
    by = people[row["by"]]
    critical = replies.mark_critical_of(claim=claim, name=row["source"], kind=row["kind"], by=by)
    for asked in row["attempts"]:
        hours = {name: asked.get(f"{name}_hours") for name in TIMES}
        times = {n: now + timedelta(hours=h) for n, h in hours.items() if h is not None}
        words = {n: asked[n] for n in ("channel", "asked_whom", "answer", "used_in") if n in asked}
        replies.log_attempt(criticism=critical, by=by, asked_by=str(by), **times, **words)


def add_change(article: Article, row: Row, people: dict[str, User]) -> None:
    """Propose other words for a claim; decide where the author has."""
    revision = article.revisions.get()
    claim = claims.claim_at(revision, *span_of(revision.text, row["words"]))
    if claim is None:
        raise ValueError(f"the demo has no claim on {row['words']!r}")
    proposed = changes.propose(to=claim, new=row["new"], reason=row["reason"], by=people[row["by"]])
    if row.get("accepted_by"):
        by = people[row["accepted_by"]]
        changes.accept(proposal=proposed, by=by, note=row.get("note", ""))


def add_draft(article: Article, row: Row, people: dict[str, User]) -> None:
    """Bring in the text again with other words in it; each swap is old words and new ones."""
    article.refresh_from_db()
    text = article.current.text if article.current else ""
    for old, new in row["swaps"]:
        if old not in text:
            raise ValueError(f"the demo has no words {old!r}")
        text = text.replace(old, new)
    by = people[row["by"]]
    revisions.revise(article=article, draft=read_plain(text), by=by, origin=Origin.PASTE)


def span_of(text: str, words: str | Row) -> tuple[int, int]:
    """Return where ``words`` stand; a dict says which occurrence is meant, from 1."""
    wanted, times = (words, 1) if isinstance(words, str) else (words["words"], words["occurrence"])
    start = -1
    for _time in range(times):
        start = text.index(wanted, start + 1)
    return start, start + len(wanted)
