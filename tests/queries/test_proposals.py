"""The list of an article's changes: its order, its counts, and what it keeps from whom."""

from typing import Any

import pytest

from claims.enums import ChangeState, Visibility
from claims.models import Article, Change, Claim, Evidence
from claims.permissions import why_not_decide_change, why_not_withdraw
from claims.queries.gate_conditions import BY_KEY
from claims.queries.proposals import ChangeList, Show, proposals_of
from claims.queries.today import Today
from claims.services import articles, changes, claims
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

COST = "The repair cost 3.1 million crowns"
FERRY = "The ferry line across the sound"
QUOTE = "We will not open a day early."


def propose(to: Any, new: str = "Other words", by: str = "carl") -> Change:
    return changes.propose(to=to, new=new, reason="why", by=person(by))


def one_of_each(article: Article) -> dict[str, Change]:
    """Return changes in every state, by its name."""
    claim = factories.claim(article, COST)
    found = {name: propose(claim) for name in (*ChangeState.values, "landed")}
    changes.accept(proposal=found["accepted"], by=person("edda"))
    changes.accept(proposal=found["landed"], by=person("edda"))
    Change.objects.filter(pk=found["landed"].pk).update(landed_in=article.current)
    changes.decline(proposal=found["declined"], note="no", by=person("edda"))
    changes.withdraw(proposal=found["withdrawn"], by=person("carl"))
    return found


def listed(article: Article, who: str, show: str = "") -> ChangeList:
    fresh = Article.objects.select_related("current", "desk").get(pk=article.pk)
    return ChangeList(fresh, person(who), show)


def test_each_filter_counts_its_list_and_nothing_else(article: Article) -> None:
    made = one_of_each(article)
    one_of_each(factories.article())
    expected = {
        "all": set(made),
        "proposed": {"proposed"},
        "outstanding": {"accepted"},
        "accepted": {"accepted", "landed"},
        "declined": {"declined"},
        "withdrawn": {"withdrawn"},
    }
    names = {change.pk: name for name, change in made.items()}
    filters = listed(article, "ada").filters
    assert len(filters) == len(Show)
    for choice in filters:
        show = choice.url.partition("show=")[2]
        found = listed(article, "ada", show)
        assert {names[row.change.pk] for row in found.proposals} == expected[show]
        assert choice.count == len(expected[show])
        assert [f.chosen for f in found.filters if f.url == choice.url] == [True]


@pytest.mark.parametrize("key", ["unanswered_changes", "outstanding_changes"])
def test_the_gate_leads_to_just_the_changes_it_counts(article: Article, key: str) -> None:
    one_of_each(article)
    propose(factories.statement(article, QUOTE))
    condition = BY_KEY[key]
    show = condition.url_for(article).partition("show=")[2]
    shown = {str(row.change.uid) for row in listed(article, "edda", show).proposals}
    assert shown == set(condition.keys(article))
    assert shown


@pytest.mark.parametrize("show", ["", "everything", "PROPOSED", "a\x00"])
def test_an_unknown_filter_lists_everything(article: Article, show: str) -> None:
    assert listed(article, "ada", show).show == Show.ALL


def test_changes_stand_in_the_order_of_the_text_and_what_left_it_comes_last(
    article: Article,
) -> None:
    retired = factories.claim(article, "no one was hurt in the storm")
    gone = propose(retired)
    claims.retire_claim(claim=retired, reason="twice", by=person("carl"))
    retired.anchors.all().delete()
    late = propose(factories.claim(article, COST))
    quote = propose(factories.statement(article, QUOTE))
    ferry = factories.claim(article, FERRY)
    first, second = propose(ferry), propose(ferry, "Still other words")
    order = [row.change for row in listed(article, "ada").proposals]
    assert order == [first, second, quote, late, gone]


def test_evidence_is_named_to_those_who_may_read_it(article: Article) -> None:
    claim = factories.claim(article, COST)
    open_page = factories.support(claim, url="https://example.org/open").evidence
    hidden = factories.support(claim, url="https://example.org/hidden").evidence
    Evidence.objects.filter(pk=hidden.pk).update(visibility=Visibility.NAMED)
    hidden.readers.add(person("cleo"))
    propose(claim)
    for who, evidence in (("cleo", [open_page, hidden]), ("edda", [open_page])):
        (row,) = listed(article, who).proposals
        assert row.evidence == evidence


@pytest.mark.parametrize("who", ["ada", "carl", "cleo", "rita", "edda", "adam"])
def test_the_sentences_are_those_of_the_rules(article: Article, who: str) -> None:
    one_of_each(article)
    propose(Claim.objects.get(article=article), by="cleo")
    user = person(who)
    rows = proposals_of(Change.objects.all(), article, user)
    assert len(rows) == 6
    for row in rows:
        fresh = Change.objects.get(pk=row.change.pk)
        assert row.why_not_decide == why_not_decide_change(user, fresh)
        assert row.why_not_withdraw == why_not_withdraw(user, fresh)


def test_words_that_share_little_stand_apart(article: Article) -> None:
    claim = factories.claim(article, COST)
    near, far, cut = (propose(claim, new) for new in (f"{COST} in all", "Nobody knows", ""))
    rows = {row.change.pk: row for row in listed(article, "ada").proposals}
    assert ("ins", "in all") in [(k, w.strip()) for k, w in rows[near.pk].pieces]
    assert [rows[c.pk].is_apart for c in (near, far, cut)] == [False, True, False]


# --- today ----------------------------------------------------------------------------------------


def to_decide(who: str) -> list[tuple[Article, int]]:
    return [(row.article, row.count) for row in Today(person(who)).to_decide]


def test_today_names_the_articles_with_changes_to_decide(article: Article) -> None:
    one_of_each(article)
    propose(Claim.objects.get(article=article))
    other = factories.article()
    propose(factories.claim(other, COST))
    assert to_decide("ada") == [(article, 2)]
    assert sorted(to_decide("edda"), key=lambda row: row[1]) == [(other, 1), (article, 2)]
    for who in ("carl", "rita", "adam", "nora"):
        assert to_decide(who) == []
    for found, count in to_decide("edda"):
        assert len(listed(found, "edda", "proposed").proposals) == count


def test_today_leaves_archived_and_hidden_articles_out(article: Article) -> None:
    propose(factories.claim(article, COST))
    hidden = factories.article()
    propose(factories.claim(hidden, COST))
    Article.objects.filter(pk=hidden.pk).update(visibility=Visibility.NAMED)
    assert to_decide("edda") == [(article, 1)]
    articles.archive_article(article=article, by=person("edda"))
    assert to_decide("edda") == to_decide("ada") == []


def test_an_author_finds_what_waits_though_she_checks_nothing(article: Article) -> None:
    assert not Today(person("ada")).waits
    propose(factories.claim(article, COST))
    assert Today(person("ada")).waits
