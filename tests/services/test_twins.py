"""Words that stand in a text twice never move without a person, unless context tells them apart."""

import pytest

from claims.enums import Origin, State
from claims.formats import Draft
from claims.models import Anchor, Article, Claim, Query, Statement
from claims.queries.tray import Tray
from claims.services import articles, claims, queries, revisions, statements, tray
from claims.text.segments import split_blocks
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

TWIN = "It cost 40 million."
OPENED = "Anna Brandt opened the bridge in May."
MAYOR = "The mayor stayed at home on Friday."
PLAN = "Nobody else was asked about the plan."
RAIN = "Rain fell all day over the harbour."
OTHER = "Everything here is new."
WHOLE = f"{OPENED} {TWIN} {MAYOR}"
TWO = (OPENED, TWIN, MAYOR, PLAN, TWIN, RAIN)

# The old paragraphs, the new ones, which of the twins is marked, and which of the new ones it is
# (None: a person has to say).
TOLD_APART = {
    "text comes before": (TWO, (RAIN, *TWO), 1, 1),
    "the context of each goes elsewhere": (TWO, (*TWO[3:], *TWO[:3]), 1, 2),
    "the other is cut": (TWO, (*TWO[:1], *TWO[2:]), 2, 1),
    "a third comes in between": (TWO, (*TWO[:3], TWIN, *TWO[3:]), 2, 3),
    "its paragraph is copied to the end": ((WHOLE, PLAN), (WHOLE, PLAN, WHOLE), 1, 1),
}
NOT_TOLD_APART = {
    "it is cut and the other stays": (TWO, (*TWO[:1], *TWO[2:]), 1, None),
    "it is cut with its context": (TWO, TWO[3:], 1, None),
    "it changes and the other stays": (TWO, (OPENED, "It cost 41 million.", *TWO[2:]), 1, None),
    "both lose their context": (TWO, (OTHER, TWIN, OTHER, TWIN, OTHER), 1, None),
    "one of two neighbours is cut": ((OPENED, TWIN, TWIN, MAYOR), (OPENED, TWIN, MAYOR), 2, None),
    "a third stands beside two": ((TWIN, TWIN), (TWIN, TWIN, TWIN), 1, None),
    "one of two whole paragraphs is cut": ((WHOLE, PLAN, WHOLE), (WHOLE, PLAN), 2, None),
    "whole paragraphs change places": ((WHOLE, PLAN, WHOLE), (PLAN, WHOLE, WHOLE), 1, None),
}


def draft_of(paragraphs: tuple[str, ...]) -> Draft:
    text = "\n\n".join(paragraphs)
    return Draft(title="", text=text, blocks=tuple(split_blocks(text)))


def place_of(text: str, number: int) -> tuple[int, int]:
    """Where the twin of this number stands, counted from one."""
    at = -1
    for _ in range(number):
        at = text.index(TWIN, at + 1)
    return at, at + len(TWIN)


def marked(paragraphs: tuple[str, ...], number: int) -> tuple[Claim, Statement, Query]:
    """An approved claim, a statement and a query on one of the twins."""
    article = articles.import_article(
        draft=draft_of(paragraphs), by=person("carl"), origin=Origin.PASTE, again=True
    ).article
    revision = article.current
    assert revision is not None
    start, end = place_of(revision.text, number)
    claim = claims.raise_claim(revision=revision, start=start, end=end, by=person("carl"))
    said = statements.raise_statement(
        revision=revision, content=[(start, end)], speaker="The mayor", by=person("carl")
    )
    query = queries.ask(on=revision, passage=(start, end), text="So?", by=person("carl"))
    return factories.approved(claim), said, query


def redrafted(article: Article, paragraphs: tuple[str, ...]) -> Article:
    revisions.revise(
        article=article, draft=draft_of(paragraphs), by=person("rita"), origin=Origin.PASTE
    )
    return Article.objects.select_related("current").get(pk=article.pk)


def spans(article: Article) -> set[tuple[int, int]]:
    rows = Anchor.objects.filter(revision=article.current)
    return set(rows.values_list("start", "end"))


@pytest.mark.parametrize("case", TOLD_APART)
def test_twins_whose_context_tells_them_apart_go_to_their_own_place(case: str) -> None:
    old, new, number, there = TOLD_APART[case]
    claim, _, _ = marked(old, number)
    article = redrafted(claim.article, new)
    assert article.current is not None
    assert spans(article) == {place_of(article.current.text, there)}
    assert Anchor.objects.filter(revision=article.current).count() == 3
    claim.refresh_from_db()
    assert claim.state == State.APPROVED


@pytest.mark.parametrize("case", NOT_TOLD_APART)
def test_other_twins_wait_for_a_person_and_nothing_stays_settled(case: str) -> None:
    old, new, number, _ = NOT_TOLD_APART[case]
    claim, said, query = marked(old, number)
    article = redrafted(claim.article, new)
    assert spans(article) == set()
    waiting = Tray(article).lost
    assert {row.thing for row in waiting} == {claim, said, query}
    assert {row.state for row in waiting} == {"ambiguous"}
    assert article.current is not None
    offered = {(c.start, c.end) for row in waiting for c in row.candidates}
    twins = {place_of(article.current.text, n + 1) for n in range(article.current.text.count(TWIN))}
    assert offered >= twins
    claim.refresh_from_db()
    assert claim.state == State.RECHECK


def test_a_person_says_which_of_the_twins_it_is() -> None:
    old, new, number, _ = NOT_TOLD_APART["both lose their context"]
    claim, said, query = marked(old, number)
    article = redrafted(claim.article, new)
    assert article.current is not None
    start, end = place_of(article.current.text, 2)
    for thing in (claim, said, query):
        thing.refresh_from_db()
        tray.place(thing=thing, start=start, end=end, by=person("carl"))
    assert spans(article) == {(start, end)}
    assert Tray(article).lost == []
    claim.refresh_from_db()
    assert claim.state == State.RECHECK
