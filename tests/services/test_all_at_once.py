"""Sixteen hands in three processes on the same fifty claims: nobody's work is lost or unseen.

Ten seconds of every act on claims, answers and queries, chosen by chance from a seed; on both
databases. What must hold afterwards stands in ``tests.crowd.judge``.
"""

import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from claims.models import Claim
from claims.services import chain
from tests.crowd.judge import faults
from tests.crowd.run import run
from tests.crowd.scene import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

SECONDS = 10
SEED = 20261122
# What they get to even on a slow machine; `make bench` prints all that they do.
MANY = {"set a verdict", "attach evidence", "approve"}


@pytest.fixture(autouse=True)
def _more_switches() -> Iterator[None]:
    """Let threads change places often, so that a race that can happen does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    yield
    sys.setswitchinterval(before)


def test_sixteen_hands_on_fifty_claims_lose_nothing_and_settle_nothing_alone() -> None:
    build()
    assert Claim.objects.count() == 50
    records = run(seed=SEED, seconds=SECONDS)
    assert faults(records) == []
    chain.seal_stragglers()
    report = chain.verify()
    assert (report.fault, report.waiting) == ("", 0)
    done = Counter(record.act for record in records if record.outcome == "done")
    told = Counter(record.outcome for record in records)
    assert done.keys() >= MANY, "the crowd did not get to what it is for"
    assert {"done", "Refused"} <= told.keys()
