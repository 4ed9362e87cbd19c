"""The ten to check first are those a reckoning by hand puts first."""

import pytest
from django.test import Client

from claims.enums import Risk, Stance, State, Verdict, Visibility, Worth
from claims.models import Claim, User
from claims.queries.queue_asking import asked
from claims.queries.queue_conditions import Viewer, matching
from claims.queries.ten import left_to_do, picks_of, ten_of
from claims.queries.workspace import Workspace
from claims.services import verdicts
from tests import factories
from tests.people import person

from .bridges import bridges

pytestmark = pytest.mark.django_db

RISK = {"high": 3, "normal": 2, "low": 1}
WORTH = {"high": 3, "medium": 2, "low": 1}


def by_hand(claims: list[Claim], viewer: User) -> list[int]:
    """Reckon the weights claim by claim, without a word from the module."""

    def weight(claim: Claim) -> int:
        ties = claim.supports.visible_to(viewer).current()
        begun = bool(claim.verdict) or claim.state == "recheck" or ties.exists()
        left = 1 if claim.state == "checked" else 2 if begun else 3
        return RISK[claim.risk] * WORTH[claim.worth] * left

    live = [c for c in claims if not c.is_settled]
    return [c.number for c in sorted(live, key=lambda c: (-weight(c), c.number))]


def test_the_ten_are_the_first_of_their_order_and_of_a_reckoning_by_hand(client: Client) -> None:
    article, made = bridges(18)
    carl, rita = person("carl"), person("rita")
    risks, worths = Risk.values, Worth.values
    for at, claim in enumerate(made):
        about = {"risk": risks[at % 3], "worth": worths[(at // 3) % 3]}
        Claim.objects.filter(pk=claim.pk).update(**about)
    Claim.objects.filter(pk=made[16].pk).update(reasons=["gives a figure", "gives a date", "more"])
    factories.checked(made[0])
    factories.approved(made[3])
    factories.support(made[9], stance=Stance.SUPPORTS, by=carl)
    verdicts.set_verdict(claim=made[1], verdict=Verdict.VERIFIED, by=carl)
    Claim.objects.filter(pk=made[4].pk).update(state=State.RECHECK)
    workspace = Workspace(article)
    ten = ten_of(workspace, rita)
    assert ten is not None
    numbers = [pick.claim.number for pick in ten.picks]
    left = [claim for claim in workspace.claims if not claim.is_settled]
    assert numbers == [pick.claim.number for pick in picks_of(left, article, rita)][:10]
    assert numbers == by_hand(list(Claim.objects.all()), rita)[:10]
    why = {pick.claim.number: pick.why for pick in picks_of(left, article, rita)}
    assert why[1] == "high risk · much worth checking · waits for a second person"
    assert why[2] == "much worth checking · not finished"
    assert why[5] == "worth checking · to be checked again"
    assert why[10] == "high risk · much worth checking · evidence, no verdict yet"
    assert why[17] == "gives a figure, gives a date · nothing checked yet"
    filters = asked(Client().get(ten.url).wsgi_request.GET, rita).filters
    assert ten.open == matching(filters, Viewer.of(rita)).count() == 17
    for username in ("rita", "carl"):
        client.force_login(person(username))
        page = client.get(article.get_absolute_url()).content.decode()
        assert "If you only check ten" in page
        assert ten.url.replace("&", "&amp;") in page


def test_ten_or_fewer_need_no_choice_and_cost_no_read() -> None:
    article, _made = bridges(10)
    assert ten_of(Workspace(article), person("rita")) is None


def test_evidence_one_may_not_read_does_not_count_as_begun() -> None:
    article, made = bridges(11)
    tie = factories.support(made[0], stance=Stance.SUPPORTS, by=person("edda"))
    type(tie.evidence).objects.filter(pk=tie.evidence_id).update(visibility=Visibility.NAMED)
    made[0].refresh_from_db()
    left = {
        name: picks_of(made, article, person(name))[:1][0].claim.number for name in ("edda", "rita")
    }
    assert left == {"edda": 2, "rita": 1}
    assert left_to_do(made[0], has_evidence=True) < left_to_do(made[0], has_evidence=False)
