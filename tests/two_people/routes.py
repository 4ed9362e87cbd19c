"""The same deed by either route: the verb of the services, or the form that the page sends.

Each deed is a function of the article, of what is acted on and of what was typed; it returns the
two ways. ``Way`` pairs them: (as a verb, as a request).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.test import Client
from django.urls import reverse

from claims.enums import Stage, Stance
from claims.models import Article, AuditEvent, Claim, Desk, Evidence, Statement, Support, User
from claims.services import (
    articles,
    claims,
    reviews,
    statements,
    supports,
    undo,
    verdicts,
    vocabulary,
    withdrawal,
)

Thing = Claim | Statement
WHY = "A reason."


class Way(NamedTuple):
    """One deed by both routes; the request is None where no page offers it."""

    verb: Callable[[User], Any]
    page: Callable[[Client], Any] | None


def place(name: str, thing: Thing, *more: str) -> str:
    key: Any = thing.number if isinstance(thing, Claim) else thing.uid
    return reverse(name, args=[thing.article.uid, key, *more])


def send(address: str, **data: Any) -> Callable[[Client], Any]:
    """Return the request that a page's form makes without script: less is drawn in answer."""
    return lambda client: client.post(address, data)


def verdict(claim: Claim, value: str, note: str | None) -> Way:
    typed = {"verdict": value} | ({} if note is None else {"verdict_note": note})
    page = send(place("claim-verdict", claim), **typed)
    if not value:
        return Way(lambda by: verdicts.clear_verdict(claim=claim, by=by), page)
    return Way(
        lambda by: verdicts.set_verdict(claim=claim, verdict=value, by=by, note=note),  # type: ignore[arg-type]
        page,
    )


def finding(claim: Claim, note: str) -> Way:
    return Way(
        lambda by: verdicts.note_finding(claim=claim, note=note, by=by),
        send(place("claim-finding", claim), verdict_note=note),
    )


STEPS: dict[str, Callable[..., Any]] = {
    "release": verdicts.release,
    "taking-back": verdicts.take_back,
    "confirmation": verdicts.confirm,
    "approval": reviews.approve,
}
REASONED: dict[str, Callable[..., Any]] = {
    "not-checkable": verdicts.call_not_checkable,
    "reopening": verdicts.reopen,
    "return": reviews.return_claim,
    "retirement": claims.retire_claim,
}


def step(claim: Claim, name: str) -> Way:
    """Move the claim on, or back."""
    if name == "restoration":
        restored = send(place("claim-restoration", claim))
        return Way(lambda by: claims.restore_claim(claim=claim, by=by), restored)
    verb = STEPS.get(name) or REASONED[name]
    why = {"reason": WHY} if name in REASONED else {}
    page = send(place("claim-move", claim, name), reason=WHY)
    return Way(lambda by: verb(claim=claim, by=by, **why), page)


SAID: dict[str, Callable[..., Any]] = {
    "approval": reviews.approve_said,
    "return": reviews.return_said,
    "reopening": statements.reopen_said,
}


def said_step(statement: Statement, name: str) -> Way:
    """Approve, return or reopen the answer, retire the statement, or restore it."""
    if name == "restoration":
        restored = send(place("statement-restoration", statement))
        return Way(lambda by: statements.restore_statement(statement=statement, by=by), restored)
    if name == "retirement":
        return Way(
            lambda by: statements.retire_statement(statement=statement, reason=WHY, by=by),
            send(place("statement-retirement", statement), reason=WHY),
        )
    verb, why = SAID[name], {} if name == "approval" else {"reason": WHY}
    page = send(place("statement-move", statement, name), reason=WHY)
    return Way(lambda by: verb(statement=statement, by=by, **why), page)


def answer(statement: Statement, said: str) -> Way:
    return Way(
        lambda by: statements.answer_said(statement=statement, said=said, by=by),
        send(place("statement-said", statement), said=said),
    )


def speaker(statement: Statement, name: str) -> Way:
    typed = {"speaker": name, "manner": statement.manner, "terms": statement.terms}
    return Way(
        lambda by: statements.edit_statement(statement=statement, by=by, speaker=name),
        send(place("statement-wording", statement), speaker_kind="person", **typed),
    )


def attach(thing: Thing, page: Evidence, stance: str) -> Way:
    name = "claim-evidence" if isinstance(thing, Claim) else "statement-evidence"
    return Way(
        lambda by: supports.attach(evidence=page, target=thing, by=by, stance=stance),
        send(place(name, thing), url=page.url, stance=stance, visibility="newsroom"),
    )


def restance(support: Support, stance: Stance, passage: str) -> Way:
    typed = {"stance": stance, "passage": passage}
    return Way(
        lambda by: supports.edit_support(support=support, by=by, **typed),
        send(reverse("support-wording", args=[support.uid]), locator="", note="", **typed),
    )


def detach(support: Support) -> Way:
    return Way(
        lambda by: supports.detach(support=support, by=by),
        send(reverse("support-removal", args=[support.uid])),
    )


def withdraw(page: Evidence) -> Way:
    return Way(lambda by: withdrawal.withdraw_evidence(evidence=page, reason=WHY, by=by), None)


def wording(claim: Claim, **values: str) -> Way:
    typed = {n: getattr(claim, n) for n in ("text", "kind", "risk", "action")} | values
    return Way(
        lambda by: claims.edit_claim(claim=claim, by=by, **values),
        send(place("claim-wording", claim), **typed),
    )


def assign(claim: Claim, taker: User) -> Way:
    return Way(
        lambda by: claims.assign_claim(claim=claim, assignee=taker, by=by),
        send(place("claim-assignment", claim), assignee=taker.username),
    )


def assign_in_bulk(rows: list[Claim]) -> Callable[[Client], Any]:
    """Take several claims at once, in the queue."""
    uids = [str(claim.uid) for claim in rows]
    return send(reverse("queue-change"), row=uids, assignee="me", back="state=all")


def raise_claim(article: Article, start: int, end: int) -> Way:
    text = article.current.text[start:end] if article.current else ""
    return Way(
        lambda by: claims.raise_claim(revision=article.current, start=start, end=end, by=by),  # type: ignore[arg-type]
        send(reverse("claim-raise", args=[article.uid]), exact=text, start=start, end=end),
    )


def take_back(event: AuditEvent) -> Way:
    return Way(
        lambda by: undo.undo(event=event, by=by),
        send(reverse("undo", args=[event.uid])),
    )


def describe(article: Article, **values: Any) -> Way:
    """Change the article's desk or authors, as its form sends all of it."""
    authors = values.get("authors", list(article.authors.all()))
    desk = values.get("desk", article.desk)
    typed = {
        "title": article.title,
        "visibility": article.visibility,
        "authors": [person.username for person in authors],
        "desk": desk.slug if desk else "",
    }
    return Way(
        lambda by: articles.edit_article(article=article, by=by, **values),
        send(reverse("article-edit", args=[article.uid]), **typed),
    )


def stage(article: Article, to: Stage) -> Way:
    """Move the article through its life."""
    return Way(
        lambda by: articles.move_article(article=article, stage=to, by=by),
        send(reverse("article-stage", args=[article.uid]), stage=to),
    )


def policy(desk: Desk, value: str) -> Way:
    """Change when the desk asks for a second person, in the admin."""

    def verb(by: User) -> Any:
        desk.review_policy = value
        return vocabulary.keep_word(word=desk, by=by)

    page = reverse("admin:claims_desk_change", args=[desk.pk])
    return Way(verb, send(page, name=desk.name, slug=desk.slug, review_policy=value))


def admin_claim(claim: Claim, **values: str) -> Callable[[Client], Any]:
    """Change the claim in the admin."""
    typed = {n: getattr(claim, n) for n in ("text", "kind", "risk", "action")} | values
    inline = {"anchors-TOTAL_FORMS": 0, "anchors-INITIAL_FORMS": 0}
    page = reverse("admin:claims_claim_change", args=[claim.pk])
    return send(page, assignee=claim.assignee_id or "", **typed, **inline)


def admin_support(support: Support, stance: Stance) -> Callable[[Client], Any]:
    """Change how evidence bears, in the admin."""
    page = reverse("admin:claims_support_change", args=[support.pk])
    return send(page, stance=stance, passage=support.passage, locator="", note="")
