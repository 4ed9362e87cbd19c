"""Open, settled and waiting mean the same in the database and in Python."""

import itertools

import pytest
from django.utils import timezone

from claims.enums import ReviewPolicy, Risk, State, Verdict
from claims.models import Article, Claim, Desk, Revision
from tests.people import person

pytestmark = pytest.mark.django_db


def claims_in_every_situation() -> None:
    """One claim for each desk policy (and no desk) × risk × state × retired or not."""
    carl, now = person("carl"), timezone.now()
    for policy in [None, *ReviewPolicy]:
        desk = (
            Desk.objects.create(name=policy, slug=policy, review_policy=policy) if policy else None
        )
        article = Article.objects.create(title=str(policy), desk=desk, created_by=carl)
        revision = Revision.objects.create(
            article=article, number=1, text="x", origin="paste", created_by=carl
        )
        cases = itertools.product(Risk, State, (False, True))
        for number, (risk, state, retired) in enumerate(cases, start=1):
            about = {
                "verdict": Verdict.VERIFIED,
                "verdict_by": carl,
                "verdict_at": now,
                "verdict_revision": revision,
            }
            if retired:
                about |= {"retired_by": carl, "retired_at": now, "retired_reason": "twice"}
            Claim.objects.create(
                article=article,
                number=number,
                text="x",
                risk=risk,
                state=state,
                state_reason="why",
                created_by=carl,
                **about,
            )


def test_settled_open_and_awaiting_review_agree_with_the_properties() -> None:
    claims_in_every_situation()
    everything = list(Claim.objects.select_related("article__desk"))
    assert len(everything) == 4 * len(Risk) * len(State) * 2
    live = [claim for claim in everything if not claim.retired_at]
    settled = {claim.pk for claim in live if claim.is_settled}
    waiting = {
        claim.pk for claim in live if claim.state == State.CHECKED and claim.needs_second_person
    }
    assert {claim.pk for claim in Claim.objects.current()} == {claim.pk for claim in live}
    assert {claim.pk for claim in Claim.objects.settled()} == settled
    assert {claim.pk for claim in Claim.objects.open()} == {c.pk for c in live} - settled
    assert {claim.pk for claim in Claim.objects.awaiting_review()} == waiting
    assert settled
    assert waiting
    assert not settled & waiting


# The rule as the newsroom agreed it: is a checked claim unverified still?
@pytest.mark.parametrize(
    ("policy", "risk", "waits"),
    [
        (None, Risk.LOW, True),
        (ReviewPolicy.EVERY, Risk.LOW, True),
        (ReviewPolicy.HIGH_RISK, Risk.HIGH, True),
        (ReviewPolicy.HIGH_RISK, Risk.NORMAL, False),
        (ReviewPolicy.SIGN_OFF, Risk.HIGH, False),
    ],
)
def test_a_checked_claim_waits_where_its_desk_asks_for_a_second_person(
    policy: ReviewPolicy | None, risk: Risk, waits: bool
) -> None:
    desk = Desk(review_policy=policy) if policy else None
    claim = Claim(article=Article(desk=desk), risk=risk, state=State.CHECKED)
    assert claim.needs_second_person is waits
    assert claim.is_settled is not waits


@pytest.mark.parametrize("policy", ReviewPolicy)
@pytest.mark.parametrize("state", [state for state in State if state != State.CHECKED])
def test_every_other_state_is_settled_or_open_whatever_the_desk_says(
    state: State, policy: ReviewPolicy
) -> None:
    claim = Claim(article=Article(desk=Desk(review_policy=policy)), state=state)
    assert claim.is_settled is (state in {State.APPROVED, State.NOT_CHECKABLE})
