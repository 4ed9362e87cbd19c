"""In which states a rule holds, what counts as checked, and who gives claims to whom."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims import permissions
from claims.enums import (
    FITTING,
    STAGE_MOVES,
    PubStatus,
    Question,
    Role,
    Stage,
    Stance,
    State,
    Verdict,
    Visibility,
)
from claims.models import Claim, Support
from tests import factories
from tests.people import NAMES, person

from .unstored import POWERLESS, article, checked, claim, somebody, statement, supporting

# --- states ---------------------------------------------------------------------------------------

EDITOR = somebody(Role.EDITOR)
STATES: dict[str, tuple[Callable[[Claim], str], set[State]]] = {
    "mark": (lambda c: permissions.why_not_mark(EDITOR, c), set(State)),
    "set a verdict": (
        lambda c: permissions.why_not_set_verdict(EDITOR, c),
        set(State) - {State.APPROVED},
    ),
    "call not checkable": (
        lambda c: permissions.why_not_call_not_checkable(EDITOR, c),
        {State.TO_CHECK, State.CHECKING},
    ),
    "release": (lambda c: permissions.why_not_release(EDITOR, c), {State.CHECKING}),
    "take back": (lambda c: permissions.why_not_take_back(EDITOR, c), {State.CHECKED}),
    "reopen": (
        lambda c: permissions.why_not_reopen(EDITOR, c),
        {State.APPROVED, State.NOT_CHECKABLE, State.RECHECK},
    ),
    "confirm": (
        lambda c: permissions.why_not_confirm(EDITOR, c, [supporting()]),
        {State.RECHECK},
    ),
    "review": (
        lambda c: permissions.why_not_review(EDITOR, c, [supporting()]),
        {State.CHECKED},
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("rule", STATES)
def test_a_rule_holds_in_its_states_and_in_no_other(rule: str, state: State) -> None:
    why_not, allowed = STATES[rule]
    reason = why_not(checked(state=state))
    assert (not reason) == (state in allowed), reason


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("rule", STATES)
def test_nothing_is_done_to_a_retired_claim(rule: str, state: State) -> None:
    assert "retired" in STATES[rule][0](checked(state=state, retired_at=timezone.now()))


@pytest.mark.parametrize("rule", STATES)
@pytest.mark.parametrize(
    ("about", "word"),
    [({"archived_at": timezone.now()}, "archived"), ({"stage": Stage.KILLED}, "killed")],
)
def test_nothing_is_done_to_claims_of_an_article_put_away(
    rule: str, about: dict[str, Any], word: str
) -> None:
    assert word in STATES[rule][0](checked(article=article(**about)))


def test_a_retired_statement_is_left_alone() -> None:
    retired = statement(retired_at=timezone.now())
    assert "retired" in permissions.why_not_mark_statement(EDITOR, retired)


@pytest.mark.parametrize("now", Stage)
@pytest.mark.parametrize("then", Stage)
def test_an_article_moves_along_the_table_of_stages(now: Stage, then: Stage) -> None:
    reason = permissions.why_not_move_article(EDITOR, article(stage=now), then)
    assert (not reason) == (then in STAGE_MOVES[now])


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize(
    ("about", "word"),
    [
        ({"pub_status": PubStatus.WITHHELD}, "withheld until further notice"),
        ({"pub_status": PubStatus.CANCELED}, "cancelled"),
        ({"embargo_until": timezone.now() + timedelta(hours=1)}, "under embargo until"),
        ({"embargo_until": timezone.now() - timedelta(hours=1)}, ""),
    ],
)
def test_nobody_publishes_what_its_sender_holds_back(
    role: Role, stage: Stage, about: dict[str, Any], word: str
) -> None:
    reason = permissions.why_not_move_article(
        somebody(role), article(stage=stage, **about), Stage.PUBLISHED
    )
    may = role == Role.EDITOR and stage == Stage.CLEARED
    assert (not reason) == (may and not word)
    if may:
        assert word in reason


@pytest.mark.parametrize("then", sorted(set(Stage) - {Stage.PUBLISHED}))
def test_what_is_held_back_is_worked_on_cleared_and_killed_like_any_other(then: Stage) -> None:
    for now in Stage:
        held = article(
            stage=now,
            pub_status=PubStatus.CANCELED,
            embargo_until=timezone.now() + timedelta(hours=1),
        )
        reason = permissions.why_not_move_article(EDITOR, held, then)
        assert (not reason) == (then in STAGE_MOVES[now])


def test_who_brought_an_article_in_decides_who_reads_it() -> None:
    carl = somebody(Role.CHECKER)
    assert not permissions.why_not_restrict(carl, article(created_by_id=1))
    assert permissions.why_not_restrict(carl, article(created_by_id=2))
    for who in set(POWERLESS):
        assert permissions.why_not_restrict(POWERLESS[who], article(created_by_id=1)), who


@pytest.mark.django_db
@pytest.mark.parametrize("username", NAMES)
def test_only_named_people_touch_a_restricted_article(username: str) -> None:
    restricted = factories.article(visibility=Visibility.NAMED)
    restricted.readers.add(person("rita"))
    user = person(username)
    rules = [
        permissions.why_not_work_on(user, restricted),
        permissions.why_not_edit_article(user, restricted),
        permissions.why_not_move_article(user, restricted, Stage.IN_CHECK),
    ]
    assert {not reason for reason in rules} == {username in {"carl", "rita"}}
    assert permissions.why_not_archive(user, restricted)
    assert permissions.why_not_move_article(user, restricted, Stage.KILLED)


# --- two pairs of eyes ----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("roles", [{Role.REVIEWER}, {Role.EDITOR}, set(Role)])
def test_who_checked_does_not_approve(roles: set[Role]) -> None:
    user = somebody(*roles, is_superuser=True)
    second = "second person"
    others = [supporting(by=50), supporting(by=51)]
    why_not = permissions.why_not_review
    assert second in why_not(user, checked(verdict_by_id=1), others)
    assert second in why_not(user, checked(), [*others, supporting(by=1)])
    assert second in why_not(user, checked(), [*others, supporting(Stance.CONTEXT, by=1)])
    assert not why_not(user, checked(), others)


@pytest.mark.django_db
def test_who_wrote_the_article_does_not_approve() -> None:
    rita = person("rita")
    claim = factories.checked(factories.claim(factories.article(), "The repair cost"))
    supports = list(claim.supports.all())
    assert not permissions.why_not_review(rita, claim, supports)
    claim.article.authors.add(rita)
    assert "wrote this article" in permissions.why_not_review(rita, claim, supports)


@pytest.mark.django_db
@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("stances", [(), *((s,) for s in Stance), tuple(Stance)])
def test_a_claim_counts_as_checked_with_fitting_evidence_only(
    verdict: Verdict, stances: tuple[Stance, ...]
) -> None:
    fits = all(any(s in group for s in stances) for group in FITTING[verdict])
    if verdict == Verdict.UNVERIFIABLE:
        fits = False  # it rests on an account, which is not written yet
    missing = permissions.why_not_check(
        claim(verdict=verdict), [supporting(stance) for stance in stances]
    )
    assert (not missing) == fits
    assert all(missing)


def test_the_account_of_what_was_tried_is_more_than_white_space() -> None:
    tried = {"verdict": Verdict.UNVERIFIABLE}
    assert permissions.why_not_check(claim(**tried, verdict_note=" \n\t"), [])
    assert not permissions.why_not_check(claim(**tried, verdict_note="Called twice."), [])
    fitting = [supporting(stance) for stance in Stance]
    assert permissions.why_not_check(claim(**tried), fitting)


def test_hearing_it_said_does_not_make_it_true() -> None:
    heard = Support(question=Question.SAID, stance=Stance.SUPPORTS)
    assert permissions.why_not_check(claim(verdict=Verdict.VERIFIED), [heard])


def test_without_a_verdict_only_the_verdict_is_missing() -> None:
    assert permissions.why_not_check(claim(), [supporting()]) == ["a verdict"]


def test_what_is_missing_is_said_in_one_sentence() -> None:
    missing = permissions.why_not_check(claim(verdict=Verdict.DISPUTED), [])
    assert permissions.missing_sentence(missing) == (
        "Still missing: evidence that supports it and evidence that refutes it."
    )


# --- assigning ------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("giver", "taker", "allowed"),
    [
        ("carl", "carl", True),
        ("carl", None, True),
        ("carl", "cleo", False),
        ("rita", "cleo", True),
        ("edda", "rita", True),
        ("edda", "ada", False),
        ("edda", "adam", False),
        ("edda", "nora", False),
        ("adam", "carl", False),
        ("nora", None, False),
    ],
)
def test_who_gives_claims_to_whom(giver: str, taker: str | None, allowed: bool) -> None:
    story = factories.article()
    assignee = person(taker) if taker else None
    reason = permissions.why_not_assign(person(giver), assignee, story)
    assert (not reason) == allowed, reason


@pytest.mark.django_db
def test_nobody_is_given_what_they_may_not_read_or_do() -> None:
    story = factories.article(visibility=Visibility.NAMED)
    story.readers.add(person("edda"))
    assert "may not read" in permissions.why_not_assign(person("edda"), person("cleo"), story)
    left = person("cleo")
    left.is_active = False
    story.visibility = Visibility.NEWSROOM
    assert "does not check" in permissions.why_not_assign(person("edda"), left, story)
