"""Each move by its rule and by its route, and what the panel offers of it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import lxml.html
from django.db import transaction
from django.test import Client
from django.urls import reverse

from claims import permissions
from claims.models import Claim, Statement, Support, User
from tests.views.pages import look, page, press

from .cast import who

Rule = Callable[[User, Any], str]
WHY = {"reason": "A reason."}
OUT = "Your role in this newsroom does not include this page."


class Move(NamedTuple):
    """A rule, and the form that the page sends: the name of its address, and what is typed."""

    rule: Rule
    route: str
    typed: Mapping[str, str] = {}
    step: str = ""

    def address(self, thing: Claim | Statement) -> str:
        key: Any = thing.number if isinstance(thing, Claim) else thing.uid
        return reverse(self.route, args=[thing.article.uid, key, *filter(None, [self.step])])

    def form(self, name: str) -> dict[str, str]:
        """Return what ``name`` types: "me" is themselves."""
        return {key: name if value == "me" else value for key, value in self.typed.items()}


def rests_on(thing: Claim | Statement) -> list[Support]:
    return list(thing.supports.current())


def stepped(kind: str, rule: Rule, step: str) -> Move:
    """Return the move of a claim's or statement's own step, with a reason."""
    return Move(rule, f"{kind}-move", WHY, step)


def assigning(mark: Rule) -> Rule:
    return lambda u, x: mark(u, x) or permissions.why_not_assign(u, u, x.article)


def restoring(user: User, thing: Claim | Statement) -> str:
    return permissions.why_not_work_on(user, thing.article)


def asking(user: User, thing: Claim | Statement) -> str:
    return permissions.why_not_ask(user, thing.article, thing)


EVIDENCE = {"url": "https://example.org/new", "stance": "context", "visibility": "newsroom"}
OTHER = {"new": "Other words", "reason": "Closer to the report."}


def beside(kind: str, mark: Rule) -> dict[str, Move]:
    """Return the moves that claims and statements share."""
    return {
        "restore": Move(restoring, f"{kind}-restoration"),
        "assign": Move(assigning(mark), f"{kind}-assignment", {"assignee": "me"}),
        "evidence": Move(mark, f"{kind}-evidence", EVIDENCE),
        "ask": Move(asking, f"{kind}-query", {"text": "Since when?"}),
        "propose": Move(permissions.why_not_propose, f"{kind}-change", OTHER),
    }


def review(user: User, claim: Claim) -> str:
    return permissions.why_not_review(user, claim, rests_on(claim))


def review_said(user: User, statement: Statement) -> str:
    return permissions.why_not_review_said(user, statement, rests_on(statement))


def confirm(user: User, claim: Claim) -> str:
    return permissions.why_not_confirm(user, claim, rests_on(claim))


CLAIM_MOVES: dict[str, Move] = {
    "verdict": Move(permissions.why_not_set_verdict, "claim-verdict", {"verdict": "inaccurate"}),
    "not checkable": stepped("claim", permissions.why_not_call_not_checkable, "not-checkable"),
    "release": stepped("claim", permissions.why_not_release, "release"),
    "take back": stepped("claim", permissions.why_not_take_back, "taking-back"),
    "reopen": stepped("claim", permissions.why_not_reopen, "reopening"),
    "confirm": stepped("claim", confirm, "confirmation"),
    "approve": stepped("claim", review, "approval"),
    "return": stepped("claim", review, "return"),
    "retire": stepped("claim", permissions.why_not_mark, "retirement"),
    **beside("claim", permissions.why_not_mark),
}
SPEAKER = {"speaker": "Jonas Reet", "speaker_kind": "person", "manner": "direct"}
STATEMENT_MOVES: dict[str, Move] = {
    "answer": Move(permissions.why_not_answer_said, "statement-said", {"said": "altered"}),
    "approve": stepped("statement", review_said, "approval"),
    "return": stepped("statement", review_said, "return"),
    "reopen": stepped("statement", permissions.why_not_reopen_said, "reopening"),
    "edit": Move(
        permissions.why_not_mark_statement, "statement-wording", SPEAKER | {"terms": "on_record"}
    ),
    "retire": Move(permissions.why_not_mark_statement, "statement-retirement", WHY),
    **beside("statement", permissions.why_not_mark_statement),
}


# --- asking ---------------------------------------------------------------------------------------


def by_route(client: Client, name: str, thing: Any, move: Move) -> tuple[int, str]:
    """Send the move's form, then forget what came of it; return the status and the words shown."""
    address, typed = move.address(thing), move.form(name)
    with transaction.atomic():
        answer = press(client, address, **typed)
        transaction.set_rollback(True)
    return answer.status_code, shown(page(answer)) if answer.content else ""


def shown(root: lxml.html.HtmlElement) -> str:
    """Return what a person reads, white space made one."""
    return " ".join(str(root.text_content()).split())


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(who(name))
    return client


def panel_of(client: Client, thing: Any) -> tuple[str, set[str]]:
    """Return what the panel says, and the addresses that its enabled buttons lead to."""
    answer = look(client, thing.get_absolute_url())
    assert answer.status_code == 200
    root = page(answer)
    return shown(root), set(enabled(root))


def enabled(root: Any) -> Iterator[str]:
    """Yield where the buttons lead that one can press."""
    for form in root.iter("form"):
        for button in form.iter("button"):
            if button.get("type") == "submit" and button.get("disabled") is None:
                yield button.get("formaction") or form.get("action")
