"""The page for answering: which queries each list holds, its numbers, and its pages."""

from datetime import timedelta
from functools import cache
from itertools import product
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.utils import timezone

from claims.enums import Role, Visibility
from claims.models import Article, Query
from claims.queries.gate_conditions import BY_KEY
from claims.queries.query_list import SHOWS, SIZE, STATES, QueryList
from claims.queries.threads import queries_for
from claims.queries.today import Today
from claims.services import articles, queries
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

PEOPLE = ("ada", "carl", "cleo", "rita", "edda", "adam", "nora")


def ask(article: Article, text: str, *, by: str = "carl", **about: Any) -> Query:
    assert article.current is not None
    passage = factories.span(article, article.current.text.split("\n")[0])
    return queries.ask(on=article.current, text=text, by=person(by), passage=passage, **about)


@pytest.fixture
def desk() -> dict[str, Article]:
    """Queries in every state, in an article for all, a secret one, and one put away."""
    for name in PEOPLE:
        person(name)
    made = {
        name: factories.article(text=f"{name} story\n\nThe pier cost {n} million crowns.")
        for n, name in enumerate(("open", "secret", "old"), start=3)
    }
    for name, article in made.items():
        article.authors.add(person("ada"))
        ask(article, f"{name}: author?", to_role=Role.AUTHOR)
        ask(article, f"{name}: checkers?", to_role=Role.CHECKER)
        ask(article, f"{name}: carl?", by="rita", to_user=person("carl"))
        heard = ask(article, f"{name}: heard?", to_role=Role.AUTHOR)
        queries.reply(query=heard, text="Yes.", by=person("ada"))
        done = ask(article, f"{name}: done, @edda?")
        queries.resolve(query=done, by=person("carl"))
    Article.objects.filter(pk=made["secret"].pk).update(visibility=Visibility.NAMED)
    articles.archive_article(article=made["old"], by=person("edda"))
    return made


def texts(who: str, **asked: str) -> set[str]:
    return {card.thread.query.text for card in QueryList(person(who), asked).cards}


def test_at_first_one_sees_what_waits_for_ones_answer(desk: dict[str, Article]) -> None:
    assert texts("ada") == {"open: author?", "secret: author?"}
    assert texts("cleo") == {"open: checkers?"}
    assert texts("carl") == {"open: carl?", "secret: carl?"}
    assert texts("edda") == texts("adam") == texts("nora") == set()
    for name in PEOPLE:
        waiting = queries_for(person(name))
        assert texts(name) == {query.text for query in waiting}
        assert Today(person(name)).query_count == len(waiting)


def test_put_to_me_in_the_other_states(desk: dict[str, Article]) -> None:
    both = {"open: author?", "secret: author?"}
    heard = {"open: heard?", "secret: heard?"}
    assert texts("ada", state="answered") == heard
    assert texts("ada", state="open") == both | heard
    assert texts("ada", state="resolved") == set()
    assert texts("edda", state="resolved") == {"open: done, @edda?"}
    assert texts("edda", state="all") == {"open: done, @edda?"}


def test_asked_by_me(desk: dict[str, Article]) -> None:
    mine = {f"{name}: {what}?" for name in desk for what in ("author", "checkers", "heard")}
    assert texts("carl", show="asked") == mine
    assert texts("carl", show="asked", state="answered") == {f"{name}: heard?" for name in desk}
    assert Today(person("carl")).answered_count == 3
    # what one asked about a secret article is read for as long as one may read that
    assert texts("rita", show="asked") == {"open: carl?", "old: carl?"}
    assert texts("ada", show="asked") == set()


def test_a_secret_article_shows_and_counts_for_named_people_only(
    desk: dict[str, Article],
) -> None:
    for name in ("cleo", "rita", "edda", "adam"):
        found = QueryList(person(name), {"show": "all", "state": "all"})
        assert found.total == 10
        assert not any("secret" in card.thread.query.text for card in found.cards)
    for name in ("ada", "carl"):
        assert QueryList(person(name), {"show": "all", "state": "all"}).total == 15
    assert QueryList(person("nora"), {"show": "all", "state": "all"}).total == 0


@pytest.mark.parametrize("who", PEOPLE)
def test_every_number_is_that_of_the_list_it_leads_to(desk: dict[str, Article], who: str) -> None:
    length = cache(lambda query: QueryList(person(who), dict(parse_qsl(query))).rows.count())
    for show, state in product(SHOWS, STATES):
        found = QueryList(person(who), {"show": show, "state": state})
        assert found.total == found.rows.count() == len(found.cards)
        for choice in (*found.shows, *found.states):
            assert length(choice.url.partition("?")[2]) == choice.count, choice.url
        for group in (found.shows, found.states):
            assert [choice.count for choice in group if choice.chosen] == [found.total]


@pytest.mark.parametrize("name", ["open", "secret", "old"])
def test_the_gate_counts_the_list_that_it_leads_to(desk: dict[str, Article], name: str) -> None:
    article = desk[name]
    condition = BY_KEY["open_queries"]
    assert condition.url_for(article).endswith(f"show=all&state=open&article={article.uid}")
    for who in ("ada", "carl"):
        found = QueryList(person(who), {"show": "all", "state": "open"}, article=article)
        shown = {str(card.thread.query.uid) for card in found.cards}
        assert shown == set(condition.keys(article))
        assert found.total == len(shown) == 4


def test_what_is_due_first_comes_first_then_what_waited_longest() -> None:
    later = factories.article(text="Later story\n\nThe pier cost 3 million crowns.")
    sooner = factories.article(text="Sooner story\n\nThe pier cost 4 million crowns.")
    never = factories.article(text="Undated story\n\nThe pier cost 5 million crowns.")
    for hours, article in ((9, later), (2, sooner)):
        deadline = timezone.now() + timedelta(hours=hours)
        Article.objects.filter(pk=article.pk).update(deadline=deadline)
    for article in (never, later, sooner):
        for text in ("first", "second"):
            ask(article, f"{article.title[:4]} {text}?", to_user=person("rita"))
    found = [card.thread.query.text for card in QueryList(person("rita"), {}).cards]
    order = ["Soon first?", "Soon second?", "Late first?", "Late second?"]
    assert found == [*order, "Unda first?", "Unda second?"]
    newest = [c.thread.query.text for c in QueryList(person("rita"), {"state": "all"}).cards]
    assert newest[0] == "Soon second?"


def test_pages_follow_each_other_without_a_gap() -> None:
    article = factories.article()
    made = [ask(article, f"Question {n}?").text for n in range(SIZE + 3)]
    for state in ("open", "all"):
        first = QueryList(person("carl"), {"show": "all", "state": state})
        assert f"show=all&{'state=all&' if state == 'all' else ''}after=" in first.next_url
        asked = {"show": "all", "state": state, "after": first.page.next}
        second = QueryList(person("carl"), asked)
        shown = [card.thread.query.text for card in (*first.cards, *second.cards)]
        assert (len(first.cards), len(second.cards)) == (SIZE, 3)
        assert sorted(shown) == sorted(made)
        assert second.next_url == ""


def test_what_is_asked_for_wrongly_is_as_if_it_was_not_asked() -> None:
    found = QueryList(person("carl"), {"show": "theirs", "state": "'", "after": "\x00"})
    assert (found.show, found.state, found.cards) == ("mine", "waiting", [])


def test_a_page_takes_the_same_reads_at_one_and_at_three_queries(
    django_assert_num_queries: Any,
) -> None:
    made = [factories.article(text=f"Story {n}\n\nIt cost {n} million.") for n in range(3)]
    for number, article in enumerate(made):
        article.authors.add(person("ada"))
        article.refresh_from_db()
        claim = factories.claim(article, f"It cost {number} million")
        on_claim = queries.ask(on=claim, text="Really?", by=person("carl"), to_role=Role.AUTHOR)
        queries.reply(query=on_claim, text="As @carl says.", by=person("cleo"))
        for query in (on_claim, ask(article, "Who?", to_role=Role.AUTHOR)):
            assert query.pk
        if number in (0, 2):
            with django_assert_num_queries(9):
                found = QueryList(person("ada"), {"state": "open"})
                assert len(found.cards) == 2 * (number + 1)
                assert found.total == len(found.cards)
