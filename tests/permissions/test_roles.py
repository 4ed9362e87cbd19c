"""What each role may do and nothing else, where only the person decides."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from claims import permissions
from claims.enums import ReviewPolicy, Risk, Role, Stage, State, Verdict
from claims.models import Change, Claim, Desk, Query, Suggestion, User

from .unstored import (
    CHECKS,
    POWERLESS,
    REVIEWS,
    article,
    checked,
    claim,
    somebody,
    statement,
    supporting,
)

Rule = Callable[[User], str]
# Each rule in a situation that only the person decides, and the roles that pass.
RULES: dict[str, tuple[Rule, set[Role]]] = {
    "import": (permissions.why_not_import, CHECKS),
    "work on": (lambda u: permissions.why_not_work_on(u, article()), CHECKS),
    "edit article": (lambda u: permissions.why_not_edit_article(u, article()), CHECKS),
    "restrict": (
        lambda u: permissions.why_not_restrict(u, article(created_by_id=99)),
        {Role.EDITOR},
    ),
    "archive": (lambda u: permissions.why_not_archive(u, article()), {Role.EDITOR}),
    "put back to incoming": (
        lambda u: permissions.why_not_move_article(u, article(), Stage.INCOMING),
        CHECKS,
    ),
    "clear": (
        lambda u: permissions.why_not_move_article(u, article(), Stage.CLEARED),
        {Role.EDITOR},
    ),
    "kill": (
        lambda u: permissions.why_not_move_article(u, article(), Stage.KILLED),
        {Role.EDITOR},
    ),
    "publish": (
        lambda u: permissions.why_not_move_article(
            u, article(stage=Stage.CLEARED), Stage.PUBLISHED
        ),
        {Role.EDITOR},
    ),
    "mark": (lambda u: permissions.why_not_mark(u, claim()), CHECKS),
    "set a verdict": (lambda u: permissions.why_not_set_verdict(u, claim()), CHECKS),
    "call not checkable": (lambda u: permissions.why_not_call_not_checkable(u, claim()), CHECKS),
    "release": (lambda u: permissions.why_not_release(u, claim()), CHECKS),
    "take back another's": (
        lambda u: permissions.why_not_take_back(u, claim(state=State.CHECKED, verdict_by_id=99)),
        REVIEWS,
    ),
    "take back one's own": (
        lambda u: permissions.why_not_take_back(u, claim(state=State.CHECKED, verdict_by_id=1)),
        CHECKS,
    ),
    "reopen": (lambda u: permissions.why_not_reopen(u, claim(state=State.APPROVED)), CHECKS),
    "confirm": (
        lambda u: permissions.why_not_confirm(
            u, claim(state=State.RECHECK, verdict=Verdict.VERIFIED), [supporting()]
        ),
        CHECKS,
    ),
    "take oneself": (lambda u: permissions.why_not_assign(u, None, article()), CHECKS),
    "mark a statement": (lambda u: permissions.why_not_mark_statement(u, statement()), CHECKS),
    "decide": (lambda u: permissions.why_not_decide(u, Suggestion(article=article())), CHECKS),
    "answer said": (lambda u: permissions.why_not_answer_said(u, statement()), CHECKS),
    "reopen said": (
        lambda u: permissions.why_not_reopen_said(u, statement(approved_at=timezone.now())),
        CHECKS,
    ),
    "ask": (lambda u: permissions.why_not_ask(u, article()), CHECKS),
    "propose": (lambda u: permissions.why_not_propose(u, claim()), CHECKS),
    "settle another's query": (
        lambda u: permissions.why_not_resolve(u, Query(article=article(), created_by_id=99)),
        REVIEWS,
    ),
    "settle one's own query": (
        lambda u: permissions.why_not_resolve(u, Query(article=article(), created_by_id=1)),
        CHECKS,
    ),
    "withdraw another's proposal": (
        lambda u: permissions.why_not_withdraw(u, Change(article=article(), created_by_id=99)),
        {Role.EDITOR},
    ),
    "set the gate": (permissions.why_not_set_gate, {Role.EDITOR}),
    "edit sources": (permissions.why_not_edit_sources, CHECKS),
    "add evidence": (permissions.why_not_add_evidence, CHECKS),
    "keep people": (permissions.why_not_keep_people, {Role.ADMIN}),
    "keep feeds": (permissions.why_not_keep_feeds, {Role.ADMIN}),
    "set the watch": (permissions.why_not_set_watch, {Role.ADMIN}),
    "set what e-mails tell": (permissions.why_not_set_notices, {Role.ADMIN}),
}
OF_ADMINS = {"keep people", "keep feeds", "set the watch", "set what e-mails tell"}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("rule", RULES)
def test_each_role_may_do_what_the_newsroom_agreed_and_nothing_else(rule: str, role: Role) -> None:
    why_not, allowed = RULES[rule]
    reason = why_not(somebody(role))
    assert (not reason) == (role in allowed), reason
    assert not reason or reason.endswith(".")


@pytest.mark.parametrize("rule", sorted(set(RULES) - OF_ADMINS))
@pytest.mark.parametrize("who", POWERLESS)
def test_powers_outside_the_newsroom_count_for_nothing(rule: str, who: str) -> None:
    assert RULES[rule][0](POWERLESS[who])


@pytest.mark.parametrize("rule", sorted(OF_ADMINS))
@pytest.mark.parametrize(
    "who", ["nobody's role", "author", "superuser", "editor who left", "everything, but left"]
)
def test_only_admins_at_work_keep_people_feeds_and_the_watch(rule: str, who: str) -> None:
    assert RULES[rule][0](POWERLESS[who])


@pytest.mark.parametrize("rule", RULES)
def test_roles_add_up(rule: str) -> None:
    assert not RULES[rule][0](somebody(*Role))


# The same, where the rule also asks who wrote the article, which has to be stored for that.
SECOND: dict[str, tuple[Rule, set[Role]]] = {
    "review": (lambda u: permissions.why_not_review(u, checked(), [supporting()]), REVIEWS),
    "review said": (
        lambda u: permissions.why_not_review_said(u, statement(said="verbatim"), [supporting()]),
        REVIEWS,
    ),
    "lower the risk": (
        lambda u: permissions.why_not_set_risk(u, risky(), Risk.NORMAL, [supporting()]),
        REVIEWS,
    ),
    "override": (lambda u: permissions.why_not_override(u, article()), {Role.EDITOR}),
    "sign off": (
        lambda u: permissions.why_not_sign_off(u, article(), blockers=[], hands=[]),
        {Role.EDITOR},
    ),
    "decide a change": (
        lambda u: permissions.why_not_decide_change(u, Change(article=article())),
        {Role.EDITOR},
    ),
}


def risky() -> Claim:
    """A claim of high risk, at a desk that asks for a second person only because of that."""
    desk = Desk(review_policy=ReviewPolicy.HIGH_RISK)
    return checked(risk=Risk.HIGH, article=article(desk=desk))


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("rule", SECOND)
def test_a_second_person_needs_the_role_for_it(rule: str, role: Role) -> None:
    why_not, allowed = SECOND[rule]
    reason = why_not(somebody(role))
    assert (not reason) == (role in allowed), reason
    assert not reason or reason.endswith(".")


@pytest.mark.django_db
@pytest.mark.parametrize("who", POWERLESS)
@pytest.mark.parametrize("rule", SECOND)
def test_nobody_is_a_second_person_by_powers_outside_the_newsroom(rule: str, who: str) -> None:
    assert SECOND[rule][0](POWERLESS[who])
