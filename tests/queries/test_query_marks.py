"""Queries in the text: the marks of passages, the sign on what has one, and the way to each."""

from typing import Any

import pytest

from claims.models import Article, Query
from claims.queries.reading import Node, Words
from claims.queries.workspace import Workspace
from claims.services import claims, queries
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

SENTENCE = "The repair cost 3.1 million crowns"


def bare_article() -> Article:
    """Return an article on which nothing is proposed."""
    article = factories.article()
    article.suggestions.all().delete()
    return article


def ask(article: Article, words: str, text: str = "So?") -> Query:
    assert article.current is not None
    span = factories.span(article, words)
    return queries.ask(on=article.current, text=text, by=person("carl"), passage=span)


def work(article: Article) -> Workspace:
    return Workspace(Article.objects.select_related("current").get(pk=article.pk))


def steps(article: Article) -> list[Any]:
    return [step for block in work(article).blocks for step in block.steps if step is not None]


def links(article: Article, query: Query) -> list[tuple[str, bool]]:
    """Return the words that lead to ``query``, and whether each is a stop for the keyboard."""
    found = [s for s in steps(article) if isinstance(s, Words) and s.top and s.top.thing == query]
    return [(words.text, words.opens) for words in found]


def test_an_open_query_marks_its_passage_and_a_resolved_one_does_not() -> None:
    article = bare_article()
    query = ask(article, SENTENCE, "Crowns of today? " + "x" * 100)
    (mark,) = work(article).marks
    assert (mark.kind, mark.thing, mark.href) == ("query", query, query.get_absolute_url())
    assert mark.title.startswith("Query: Crowns of today?")
    assert len(mark.title) < 100
    assert links(article, query) == [(SENTENCE, True)]
    queries.resolve(query=query, by=person("carl"))
    assert work(article).marks == []
    queries.reopen(query=query, by=person("carl"))
    assert len(work(article).marks) == 1


def test_a_query_inside_a_claim_takes_its_words_and_leaves_the_rest() -> None:
    article = bare_article()
    claim = factories.claim(article, SENTENCE)
    query = ask(article, "3.1 million")
    assert links(article, query) == [("3.1 million", True)]
    found = [s.text for s in steps(article) if isinstance(s, Words) and s.top]
    assert found == ["The repair cost ", "3.1 million", " crowns"]
    assert [m.thing for m in work(article).marks] == [claim, query]


@pytest.mark.parametrize("words", [SENTENCE, "3.1 million crowns", "The repair cost 3.1"])
def test_a_query_that_claims_cover_is_reached_by_its_sign(words: str) -> None:
    article = bare_article()
    query = ask(article, words)
    claim = factories.claim(article, SENTENCE)
    if words == SENTENCE:
        assert links(article, query) == [("", True)]  # no words of its own
        (node,) = [s for s in steps(article) if isinstance(s, Node) and s.mark.thing == query]
        assert node.bare
    else:
        assert links(article, query) == [(words, True)]
    assert [s for s in steps(article) if isinstance(s, Words) and s.top and s.top.thing == claim]


def test_a_query_on_a_whole_paragraph_leaves_claims_their_words() -> None:
    article = bare_article()
    start = "The repair cost 3.1 million crowns, about a third more than planned"
    query = ask(article, start)
    factories.claim(article, SENTENCE)
    assert links(article, query) == [(", about a third more than planned", True)]


def test_the_words_joined_are_still_the_text() -> None:
    article = bare_article()
    ask(article, SENTENCE)
    factories.claim(article, SENTENCE)
    ask(article, "3.1 million crowns, about a third")
    ask(article, "no one was hurt in the storm.\n\nIt was the sixth")
    for block in work(article).blocks:
        words = "".join(s.text for s in block.steps if isinstance(s, Words))
        assert article.current is not None
        assert words == article.current.text[block.start : block.end]


def test_the_walk_includes_queries_in_the_order_of_the_text() -> None:
    article = bare_article()
    last = factories.claim(article, "It was the sixth closure since April.")
    query = ask(article, SENTENCE)
    first = factories.claim(article, "12 days after a storm broke its main pier")
    there = work(article)
    assert there.neighbours(query) == (first.get_absolute_url(), last.get_absolute_url())
    assert there.neighbours(first) == ("", query.get_absolute_url())


def test_claims_and_statements_with_an_open_query_say_so() -> None:
    article = bare_article()
    claim, other = factories.claim(article, SENTENCE), factories.claim(article, "sixth closure")
    statement = factories.statement(article, "We will not open a day early.")
    for thing in (claim, statement):
        queries.ask(on=thing, text="So?", by=person("carl"))
    there = work(article)
    assert there.asked == {claim.uid, statement.uid}
    asked = {mark.thing: mark.asked for mark in there.marks}
    assert asked == {claim: True, statement: True, other: False}
    titles = {mark.thing: mark.title for mark in there.marks}
    assert titles[claim] == "Claim 1: To check, has an open query"
    assert titles[other] == "Claim 2: To check"
    for query in Query.objects.filter(claim=claim):
        queries.resolve(query=query, by=person("carl"))
    assert work(article).asked == {statement.uid}


def test_every_open_query_of_the_article_is_counted_also_on_what_was_retired() -> None:
    article = bare_article()
    claim = factories.claim(article, SENTENCE)
    queries.ask(on=claim, text="So?", by=person("carl"))
    ask(article, "sixth closure")
    queries.resolve(query=ask(article, "no one was hurt"), by=person("carl"))
    claims.retire_claim(claim=claim, reason="twice", by=person("carl"))
    assert len(work(article).open_queries) == Query.objects.filter(article=article).open().count()
    assert len(work(article).open_queries) == 2
