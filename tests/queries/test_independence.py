"""Evidence of the same origin counts once: what counts, for whom, and what the gate says of it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.enums import Stance, Verdict, Visibility
from claims.models import Article, Claim, Evidence, Support
from claims.queries.gate import Gate
from claims.queries.independence import Origins, independent, name_of, short_of_origins
from claims.queries.panels import ClaimPanel, StatementPanel, panel_for
from claims.queries.workspace import Workspace
from claims.services import evidence, fitting, statements, supports, verdicts, withdrawal
from tests import factories
from tests.people import person
from tests.signed import COST, HURT, SIXTH, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return factories.article(desk=factories.desk("City", origins_asked=2))


@pytest.fixture
def claim(article: Article) -> Claim:
    return factories.claim(article, COST)


def page(number: int = 1, **about: Any) -> Evidence:
    whole: dict[str, Any] = {"url": f"https://www.paper-{number}.example/story", "kind": "web_page"}
    return evidence.add_evidence(by=person("carl"), **(whole | about))


def tie(claim: Claim, row: Evidence, stance: str = Stance.SUPPORTS) -> Support:
    return supports.attach(evidence=row, target=claim, by=person("carl"), stance=stance)


def found(claim: Claim, viewer: str = "carl") -> Origins | None:
    """What the panel of the claim says to ``viewer``."""
    claim = Claim.objects.select_related("article__desk", "article__current").get(pk=claim.pk)
    workspace = Workspace(claim.article)
    panel = panel_for(claim, workspace, person(viewer))
    assert isinstance(panel, ClaimPanel)
    return panel.origins


def count(claim: Claim, viewer: str = "carl") -> int:
    origins = found(claim, viewer)
    assert origins is not None
    return origins.count


def mark(claim: Claim, verdict: str) -> None:
    verdicts.set_verdict(claim=claim, verdict=Verdict(verdict), by=person("carl"))
    claim.refresh_from_db()


def at_the_gate(article: Article) -> int:
    lines = Gate(fresh(article)).lines
    return next(line.count for line in lines if line.condition.key == "origins")


# --- what an origin is ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "name"),
    [
        ({"origin": " Ministry\n release ", "publisher": "The Paper"}, "Ministry release"),
        ({"origin": " \n", "publisher": "The  Paper"}, "The Paper"),
        ({"publisher": "The Paper"}, "The Paper"),
        ({"url": "https://www.Example.ORG:8080/a"}, "example.org"),
        ({"url": "https://user@news.example.org./a"}, "news.example.org"),
        ({"url": "https://www2.example.org/"}, "www2.example.org"),
        ({"url": "http://[::1]/a"}, "::1"),
        ({"url": "http://[oops/a"}, ""),
        ({"url": ""}, ""),
    ],
)
def test_the_name_is_the_origin_else_the_publisher_else_the_host(
    about: dict[str, str], name: str
) -> None:
    assert name_of(Evidence(**about)) == name


def test_the_same_name_in_other_letters_or_spaces_is_the_same() -> None:
    rows = [
        Evidence(pk=1, origin="Ministry Release"),
        Evidence(pk=2, origin="ministry   release"),
        Evidence(pk=3, publisher="MINISTRY RELEASE"),
        Evidence(pk=4, origin="Straße"),
        Evidence(pk=5, origin="STRASSE"),
    ]
    assert [tuple_of(o) for o in independent(rows)] == [("Ministry Release", 3), ("Straße", 2)]


def tuple_of(origin: Any) -> tuple[str, int]:
    return origin.name, origin.count


def test_what_names_nothing_is_an_origin_by_itself() -> None:
    rows = [Evidence(pk=1, description="a call"), Evidence(pk=2, description="a call")]
    assert len(independent(rows)) == 2


# --- what counts ----------------------------------------------------------------------------------


def test_three_papers_with_one_release_are_one_origin(claim: Claim) -> None:
    for number in (1, 2, 3):
        tie(claim, page(number, origin="Ministry release"))
    origins = found(claim)
    assert origins is not None
    assert (origins.count, origins.asked, origins.is_short) == (1, 2, True)
    assert [tuple_of(o) for o in origins.shared] == [("Ministry release", 3)]
    tie(claim, page(4))
    origins = found(claim)
    assert origins is not None
    assert (origins.count, origins.is_short) == (2, False)


def test_the_authors_word_is_no_independent_origin(claim: Claim) -> None:
    tie(claim, page())
    tie(claim, page(2, kind="on_author"))
    origins = found(claim)
    assert origins is not None
    assert (origins.count, origins.on_author) == (1, True)


def test_what_was_taken_off_or_withdrawn_does_not_count(claim: Claim) -> None:
    first, second, _third = (tie(claim, page(number)) for number in (1, 2, 3))
    assert count(claim) == 3
    supports.detach(support=first, by=person("carl"))
    assert count(claim) == 2
    withdrawal.withdraw_evidence(evidence=second.evidence, reason="forged", by=person("carl"))
    assert count(claim) == 1


def test_without_a_verdict_all_but_context_counts_with_one_only_what_fits(claim: Claim) -> None:
    for number, stance in enumerate(Stance):
        tie(claim, page(number), stance)
    assert count(claim) == 3
    expected = {
        "verified": 1,
        "inaccurate": 1,
        "disputed": 2,
        "misleading": 3,
        "needs_context": 3,
    }
    for verdict, number in expected.items():
        mark(claim, verdict)
        assert count(claim) == number, verdict
    fitting.loosen(verdict="verified", kind="", stance="context", reason="x", by=person("edda"))
    fitting.loosen(verdict="verified", kind="law", stance="partly", reason="x", by=person("edda"))
    mark(claim, "verified")
    assert count(claim) == 2
    Evidence.objects.update(kind="law")
    assert count(claim) == 3


# --- where it is asked for ------------------------------------------------------------------------


def test_it_says_nothing_where_nobody_asks(claim: Claim) -> None:
    assert found(claim) is None  # no evidence yet: the panel says so already
    tie(claim, page())
    assert found(claim)
    mark(claim, "unverifiable")
    assert found(claim) is None
    verdicts.clear_verdict(claim=claim, by=person("carl"))
    desk = claim.article.desk
    assert desk
    desk.origins_asked = 1
    desk.save()
    assert found(claim) is None
    Article.objects.update(desk=None)
    assert found(claim) is None


def test_was_it_said_has_no_origins(article: Article) -> None:
    statement = factories.statement(article, "no one was hurt")
    factories.support(statement)
    statements.answer_said(statement=statement, said="verbatim", by=person("carl"))
    article = fresh(article)
    panel = panel_for(statement, Workspace(article), person("carl"))
    assert isinstance(panel, StatementPanel)
    assert panel.origins is None


def test_only_what_the_viewer_may_read_is_counted_and_named(claim: Claim) -> None:
    tie(claim, page(1, origin="Ministry release"))
    hidden = page(2, origin="Ministry release", visibility=Visibility.NAMED)
    tie(claim, hidden)
    tie(claim, page(3, origin="A mole", visibility=Visibility.NAMED))
    own, others = found(claim), found(claim, "cleo")
    assert own is not None
    assert others is not None
    assert (own.count, len(own.shared)) == (2, 1)
    assert (others.count, len(others.shared)) == (1, 0)


def test_it_never_changes_a_state(claim: Claim) -> None:
    tie(claim, page())
    mark(claim, "verified")
    assert claim.state == "checked"


# --- at the gate ----------------------------------------------------------------------------------


def test_the_gate_warns_of_answered_claims_that_rest_on_too_few(
    article: Article, claim: Claim
) -> None:
    assert at_the_gate(article) == 0  # not answered: that is in the way already
    tie(claim, page(1, visibility=Visibility.NAMED))
    mark(claim, "verified")
    assert at_the_gate(article) == 1
    line = next(row for row in Gate(fresh(article)).warnings if row.condition.key == "origins")
    assert [item.label for item in line.condition.items(article)] == [f"1 · {claim.text}"]
    tie(claim, page(2, visibility=Visibility.NAMED))
    assert at_the_gate(article) == 0  # whoever may read it: it counts
    mark(claim, "unverifiable")
    assert at_the_gate(article) == 0
    mark(claim, "inaccurate")
    assert at_the_gate(article) == 1
    Claim.objects.update(state="not_checkable", state_reason="opinion")
    assert at_the_gate(article) == 0


def test_a_desk_that_asks_for_one_is_warned_of_nothing_and_costs_nothing(claim: Claim) -> None:
    tie(claim, page())
    mark(claim, "verified")
    article = fresh(claim.article)
    assert article.desk
    article.desk.origins_asked = 1
    with CaptureQueriesContext(connection) as asked:
        assert list(short_of_origins(article)) == []
    assert len(asked) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_gate_reads_a_whole_article_in_a_fixed_number_of_statements(
    article: Article, number: int
) -> None:
    for words in (COST, HURT, SIXTH)[:number]:
        one = factories.claim(article, words)
        for other in range(number):
            tie(one, page(other, origin="Ministry release"))
        mark(one, "verified")
    article = fresh(article)
    with CaptureQueriesContext(connection) as asked:
        assert len(short_of_origins(article)) == number
    assert len(asked) == 4
