"""New since I checked: raised by others or reworded after my last mark, until I check it."""

import pytest
from django.http import QueryDict

from claims.enums import Said, Stage, Verdict
from claims.models import Article, Claim, Statement
from claims.queries.queue import news_in
from claims.queries.queue_asking import asked
from claims.queries.queue_conditions import Viewer, matching
from claims.queries.queue_facets import facets_of
from claims.queries.queue_filters import Show
from claims.services import reviews, statements, tray, verdicts
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

STORM = "12 days after a storm broke its main pier"
COST = "The repair cost 3.1 million crowns"
SIXTH = "It was the sixth closure since April"
HURT = "no one was hurt in the storm"
QUOTE = "We will not open a day early."


@pytest.fixture
def article() -> Article:
    return factories.article()


def new_to(name: str, show: Show = Show.CLAIMS) -> set[Claim | Statement]:
    """Return what the queue lists as new, and hold the count beside the filter against it."""
    whole = "state" if show == Show.CLAIMS else "said"
    viewer = Viewer.of(person(name))
    question = QueryDict(f"show={show.value}&new=mine&{whole}=all&stage=all")
    filters = asked(question, viewer.user).filters
    found = set(matching(filters, viewer))
    for seen in (filters, filters.without("new", "mine")):
        facet = next(f for f in facets_of(seen, viewer).groups if f.key == "new")
        assert [choice.count for choice in facet.choices] == [len(found)]
    return found


def links(article: Article, name: str) -> dict[str, int]:
    fresh = Article.objects.select_related("current").get(pk=article.pk)
    return {str(row.label): row.count for row in news_in(fresh, Viewer.of(person(name)))}


def verify(claim: Claim, name: str) -> None:
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person(name))


def test_who_never_checked_there_finds_nothing_new(article: Article) -> None:
    claim = factories.claim(article, STORM)
    verify(claim, "carl")
    factories.revised(article, ("12 days", "14 days"))
    assert new_to("cleo") == set()
    assert new_to("carl") == {claim}


def test_a_new_draft_makes_reworded_claims_and_statements_new(article: Article) -> None:
    storm, cost = factories.claim(article, STORM), factories.claim(article, COST)
    quote = factories.statement(article, QUOTE)
    verify(storm, "carl")
    verify(cost, "carl")
    factories.revised(article, ("12 days", "14 days"), ("a day early", "a week early"))
    assert new_to("carl") == {storm}
    assert new_to("carl", Show.STATEMENTS) == {quote}
    assert links(article, "carl") == {
        "Claims new since you checked": 1,
        "Statements new since you checked": 1,
    }
    assert links(article, "cleo") == {}


def test_the_list_empties_one_by_one_and_not_with_the_first_mark(article: Article) -> None:
    storm, sixth = factories.claim(article, STORM), factories.claim(article, SIXTH)
    verify(storm, "carl")
    factories.revised(article, ("12 days", "14 days"), ("sixth", "seventh"))
    assert new_to("carl") == {storm, sixth}
    verify(storm, "carl")
    assert new_to("carl") == {sixth}
    verify(sixth, "cleo")
    assert new_to("carl") == {sixth}  # a colleague looked; it is still new to Carl
    verify(sixth, "carl")
    assert new_to("carl") == set()


def test_what_others_raise_is_new_and_what_one_raises_oneself_is_not(article: Article) -> None:
    verify(factories.claim(article, STORM), "carl")
    theirs = factories.claim(article, COST, by=person("cleo"))
    factories.claim(article, SIXTH, by=person("carl"))
    assert new_to("carl") == {theirs}
    quote = factories.statement(article, QUOTE, by=person("cleo"))
    assert new_to("carl", Show.STATEMENTS) == {quote}
    factories.revised(article, ("no one was hurt", "nobody was hurt"))
    assert new_to("carl") == {theirs}


def test_words_placed_by_hand_are_new(article: Article) -> None:
    cost = factories.claim(article, COST)
    verify(cost, "carl")
    factories.revised(article, (f"{COST}, about a third more than planned,", "It was dear,"))
    assert new_to("carl") == set()  # it waits in the tray
    fresh = Article.objects.select_related("current").get(pk=article.pk)
    start, end = factories.span(fresh, "It was dear")
    tray.place(thing=cost, start=start, end=end, by=person("cleo"))
    assert new_to("carl") == {cost}


@pytest.mark.parametrize("mark", ["confirm", "approve", "not_checkable", "said", "approve_said"])
def test_every_way_to_check_counts_as_a_mark(article: Article, mark: str) -> None:
    storm, quote = factories.claim(article, STORM), factories.statement(article, QUOTE)
    if mark == "confirm":
        factories.checked(storm, by=person("cleo"))
        factories.revised(article, ("12 days", "13 days"))
        article.refresh_from_db()
        verdicts.confirm(claim=storm, by=person("rita"))
    elif mark == "approve":
        factories.checked(storm, by=person("cleo"))
        reviews.approve(claim=storm, by=person("rita"))
    elif mark == "not_checkable":
        verdicts.call_not_checkable(claim=storm, reason="So.", by=person("rita"))
    elif mark == "said":
        statements.answer_said(statement=quote, said=Said.VERBATIM, by=person("rita"))
    else:
        statements.answer_said(statement=quote, said=Said.VERBATIM, by=person("cleo"))
        reviews.approve_said(statement=quote, by=person("rita"))
    other = factories.claim(article, HURT, by=person("carl"))
    assert new_to("rita") == {other}


def test_evidence_and_notes_are_no_marks(article: Article) -> None:
    claim = factories.claim(article, STORM)
    factories.support(claim, by=person("carl"))
    verdicts.note_finding(claim=claim, note="asked", by=person("carl"))
    factories.revised(article, ("12 days", "14 days"))
    assert new_to("carl") == set()


def test_each_article_has_its_own_last_mark(article: Article) -> None:
    storm = factories.claim(article, STORM)
    verify(storm, "carl")
    factories.revised(article, ("12 days", "14 days"))
    other = factories.article(text=factories.STORY.replace("Ferry", "Coach"))
    verify(factories.claim(other, STORM), "carl")
    assert new_to("carl") == {storm}


def test_an_article_that_is_hidden_shows_nothing(article: Article) -> None:
    storm = factories.claim(article, STORM)
    verify(storm, "carl")
    factories.revised(article, ("12 days", "14 days"), by=person("edda"))
    Article.objects.update(visibility="named", created_by=person("edda"), stage=Stage.IN_CHECK)
    assert new_to("carl") == set()
    assert new_to("edda") == set()
