"""Today: what is in check, and what waits for whom."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims.enums import Stage, Verdict, Visibility
from claims.models import Article, Claim, Statement
from claims.queries.progress import progress_of
from claims.queries.today import MOST_ARTICLES, Today, awaiting_review_by
from claims.services import claims, statements, verdicts
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db
COST = "The repair cost 3.1 million crowns"
CLOSURE = "It was the sixth closure since April."
POSTS = "Every one of the 40 mooring posts has been replaced"
HOUR = datetime.timedelta(hours=1)


def links(html: str) -> list[str]:
    return [url.replace("&amp;", "&") for url in re.findall(r'href="(/queue/[^"]*)"', html)]


def listed(client: Client, url: str) -> int:
    """Return how many rows the queue lists at an address."""
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().count("data-walk-row")


# --- progress ----------------------------------------------------------------------------------


def test_progress_counts_live_claims_by_state_and_verdict_end_to_end() -> None:
    article = factories.article()
    factories.approved(factories.claim(article, COST))
    factories.claim(article, CLOSURE)
    retired = factories.claim(article, POSTS)
    claims.retire_claim(claim=retired, reason="twice", by=person("carl"))
    found = progress_of([article], person("carl"))[article.pk]
    assert [(p.x, p.count, p.state, p.verdict) for p in found.parts] == [
        (0, 1, "approved", "verified"),
        (1, 1, "to_check", ""),
    ]
    assert (found.total, found.settled, found.open) == (2, 1, 1)
    assert found.summary == "1 Verified, approved; 1 to check"


@pytest.mark.parametrize(("policy", "settled"), [("every", 0), ("sign_off", 1), ("high_risk", 1)])
def test_a_checked_claim_is_settled_as_its_desk_says(policy: str, settled: int) -> None:
    desk = factories.desk(policy, review_policy=policy)
    article = factories.article(desk=desk)
    factories.checked(factories.claim(article, COST))
    assert progress_of([article], person("carl"))[article.pk].settled == settled


def test_a_verdict_not_yet_borne_out_does_not_colour_the_bar() -> None:
    claim = factories.claim(factories.article(), COST)
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    (part,) = progress_of([claim.article], person("carl"))[claim.article_id].parts
    assert (part.state, part.verdict) == ("checking", "")


def test_progress_of_what_one_may_not_read_is_nothing() -> None:
    article = factories.article(visibility=Visibility.NAMED)
    factories.claim(article, COST)
    assert progress_of([article], person("cleo"))[article.pk].total == 0
    assert progress_of([article], person("carl"))[article.pk].total == 1


# --- articles ----------------------------------------------------------------------------------


def test_the_most_pressing_article_comes_first() -> None:
    now = timezone.now()
    factories.article(title="No deadline")
    factories.article(title="Later", deadline=now + 2 * HOUR)
    factories.article(title="Overdue", deadline=now - HOUR)
    for stage in (Stage.CLEARED, Stage.PUBLISHED, Stage.KILLED):
        factories.article(title=stage, stage=stage)
    factories.article(title="Archived", archived_at=now)
    titles = [line.article.title for line in Today(person("cleo")).articles]
    assert titles == ["Overdue", "Later", "No deadline"]


def test_an_overdue_deadline_says_so(client: Client) -> None:
    client.force_login(person("carl"))
    factories.article(deadline=timezone.now() + HOUR)
    assert "overdue" not in client.get("/").content.decode()
    Article.objects.update(deadline=timezone.now() - HOUR)
    assert "overdue since" in client.get("/").content.decode()


def test_more_articles_than_fit_lead_to_the_list(client: Client) -> None:
    made = factories.article()
    for _ in range(MOST_ARTICLES):
        Article.objects.create(title="x", created_by=made.created_by)
    client.force_login(person("carl"))
    page = Today(person("carl"))
    assert len(page.articles) == MOST_ARTICLES
    assert page.has_more_articles
    assert "All articles at work" in client.get("/").content.decode()


# --- what waits --------------------------------------------------------------------------------


def reviewable() -> Claim:
    return factories.checked(factories.claim(factories.article(), COST))


def test_a_checked_claim_waits_for_whoever_may_review_it() -> None:
    claim = reviewable()
    for who in ("rita", "edda"):
        assert Today(person(who)).review_claims == [claim]
    for who in ("carl", "cleo", "adam", "ada", "nora"):
        assert Today(person(who)).review_count == 0


def test_nobody_is_asked_to_review_their_own_work() -> None:
    claim = reviewable()
    rita = person("rita")
    assert awaiting_review_by(rita).contains(claim)
    support = factories.support(claim, by=rita, url="https://example.org/b")
    assert not awaiting_review_by(rita).contains(claim)
    support.removed_at, support.removed_by = timezone.now(), rita
    support.save()
    assert awaiting_review_by(rita).contains(claim)
    Claim.objects.update(verdict_by=rita)
    assert not awaiting_review_by(rita).contains(claim)
    Claim.objects.update(verdict_by=person("carl"))
    claim.article.authors.add(rita)
    assert not awaiting_review_by(rita).contains(claim)


@pytest.mark.parametrize("about", [{"stage": Stage.KILLED}, {"archived_at": timezone.now()}])
def test_nothing_waits_in_articles_put_away(about: dict[str, Any]) -> None:
    claim = reviewable()
    assert Today(person("rita")).review_count == 1
    Article.objects.filter(pk=claim.article_id).update(**about)
    assert Today(person("rita")).review_count == 0


def test_my_claims_are_those_given_to_me_the_most_pressing_first() -> None:
    article = factories.article()
    cleo, now = person("cleo"), timezone.now()
    later, sooner = factories.claim(article, COST), factories.claim(article, CLOSURE)
    undated = factories.claim(article, POSTS)
    for claim, due in [(later, now + 2 * HOUR), (sooner, now + HOUR), (undated, None)]:
        claims.assign_claim(claim=claim, assignee=cleo, by=cleo)
        Claim.objects.filter(pk=claim.pk).update(due_at=due)
    assert Today(cleo).my_claims == [sooner, later, undated]
    Claim.objects.filter(pk=sooner.pk).update(state="not_checkable", state_reason="opinion")
    assert Today(cleo).my_count == 2
    assert Today(person("carl")).my_count == 0


def test_a_lead_sees_what_nobody_checks() -> None:
    article = factories.article(lead_checker=person("cleo"))
    factories.claim(article, COST)
    taken = factories.claim(article, CLOSURE)
    claims.assign_claim(claim=taken, assignee=person("carl"), by=person("carl"))
    factories.claim(factories.article(), COST)
    assert [(row.article, row.count) for row in Today(person("cleo")).unassigned] == [(article, 1)]
    assert Today(person("carl")).unassigned == []


def test_statements_given_to_me_wait_until_they_are_heard() -> None:
    cleo = person("cleo")
    statement = factories.statement(factories.article(), POSTS)
    assert Today(cleo).hear_count == 0
    statements.assign_statement(statement=statement, assignee=cleo, by=cleo)
    assert Today(cleo).hear_count == 1
    statements.answer_said(statement=statement, said="verbatim", by=cleo)
    assert Today(cleo).hear_count == 0


def test_every_count_leads_to_the_list_that_it_counts(client: Client) -> None:
    rita = person("rita")
    article = factories.article(lead_checker=rita)
    factories.checked(factories.claim(article, COST))
    factories.claim(article, CLOSURE)
    given = factories.claim(article, "12 days after a storm")
    claims.assign_claim(claim=given, assignee=rita, by=rita)
    statement = factories.statement(article, POSTS)
    Statement.objects.update(assignee=rita)
    client.force_login(rita)
    html = client.get("/").content.decode()
    counted = {
        "/queue/?state=for_me": 1,
        "/queue/?show=statements&assignee=me": 1,
        f"/queue/?article={article.uid}&assignee=nobody": 2,
        "/queue/?assignee=me": 1,
        f"/queue/?article={article.uid}": 3,
        f"/queue/?article={article.uid}&state=all": 3,
        f"/queue/?show=statements&article={article.uid}": 1,
    }
    assert set(links(html)) - {"/queue/"} == counted.keys()
    for url, count in counted.items():
        assert listed(client, url) == count, url
    assert statement.said == ""


# --- who sees what -----------------------------------------------------------------------------


def test_an_embargoed_article_is_nowhere_on_the_page(client: Client) -> None:
    article = factories.article(
        title="Secret ferry", visibility=Visibility.NAMED, lead_checker=person("carl")
    )
    factories.checked(factories.claim(article, COST, text="Secret claim"))
    for who in ("rita", "cleo", "adam", "ada"):
        client.force_login(person(who))
        html = client.get("/").content.decode()
        assert "Secret" not in html
        assert "state=for_me" not in html
        assert str(article.uid) not in html
    article.readers.add(person("rita"))
    client.force_login(person("rita"))
    assert "Secret claim" in client.get("/").content.decode()


def test_an_author_sees_their_own_articles_with_their_state(client: Client) -> None:
    own = factories.article(title="Mine", stage=Stage.PUBLISHED)
    own.authors.add(person("ada"))
    factories.article(title="Other")
    client.force_login(person("ada"))
    html = client.get("/").content.decode()
    assert "Mine" in html
    assert "Published" in html
    assert "Other" not in html
    assert "Waits for you" not in html


def test_who_may_not_read_the_queue_gets_no_links_to_it(client: Client) -> None:
    own = factories.article()
    own.authors.add(person("ada"))
    factories.claim(own, COST)
    client.force_login(person("ada"))
    for url in links(client.get("/").content.decode()):
        assert client.get(url).status_code == 200, url


def test_an_empty_newsroom_teaches_the_next_step(client: Client) -> None:
    client.force_login(person("carl"))
    assert "Import your first article" in client.get("/").content.decode()
    client.force_login(person("adam"))
    html = client.get("/").content.decode()
    assert "Import your first article" not in html
    assert "Only checkers, reviewers and editors import articles." in html
    client.force_login(person("ada"))
    assert "No article of yours is here yet" in client.get("/").content.decode()


def test_who_has_no_role_sees_nothing(client: Client) -> None:
    client.force_login(person("nora"))
    assert client.get("/").status_code == 403
    client.logout()
    assert client.get("/").status_code == 302


def fill() -> None:
    """Make an article that gives Rita something of each kind."""
    rita = person("rita")
    desk = factories.desk()
    article = factories.article(lead_checker=rita, desk=desk)
    factories.checked(factories.claim(article, COST))
    factories.claim(article, CLOSURE)
    given = factories.claim(article, "12 days after a storm")
    claims.assign_claim(claim=given, assignee=rita, by=rita)
    statement = factories.statement(article, POSTS)
    statements.assign_statement(statement=statement, assignee=rita, by=rita)


def test_the_page_costs_the_same_at_one_and_at_three_articles(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    client.force_login(person("rita"))
    for more in (1, 2):
        for _ in range(more):
            fill()
        with django_assert_num_queries(21):
            client.get("/")
