"""No sequence of deeds settles a claim without evidence, or approves one without two people.

Hypothesis lets eight people of every mix of roles do anything to one article, by the verbs and by
the pages, under each review policy. `python -m pytest tests/test_two_people.py` looks at other
sequences each time; in CI they are always the same.
"""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from claims.enums import ReviewPolicy
from tests.two_people.machine import Newsroom
from tests.two_people.scene import build, clients

POLICIES = [*ReviewPolicy, None]


@pytest.mark.django_db
@pytest.mark.timeout(600)
@pytest.mark.parametrize("policy", POLICIES, ids=[str(policy) for policy in POLICIES])
def test_two_people_and_fitting_evidence_whatever_anybody_does(policy: ReviewPolicy | None) -> None:
    Newsroom.article, Newsroom.clients = build(policy), clients()
    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
            phases=set(Phase) - {Phase.explain},  # it takes longer than reading the steps
        ),
    )
