"""The queue's filters, counts, orders and pages, over a newsroom at work."""

import datetime
from collections.abc import Callable
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.enums import ReviewPolicy, Visibility
from claims.models import Article, Claim, Desk, Evidence, Source, Statement, User
from claims.queries.paging import Page, page_of
from claims.queries.queue import ORDERS, open_count, ordered, page, queue_url
from claims.queries.queue_asking import Asked, asked, asked_each
from claims.queries.queue_conditions import Viewer, condition, matching, rows_of, text_condition
from claims.queries.queue_facets import Facets, facets_of
from claims.queries.queue_filters import FACETS, SORTS, Filters, Show
from tests import factories
from tests.people import person

from .desk_work import COST, Work, newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def work() -> Work:
    return newsroom()


def ask(query: str, user: User | None = None) -> Asked:
    return asked(QueryDict(query), user or person("carl"))


def listed(query: str, user: User | None = None) -> set[Any]:
    """Return what the queue lists, all pages of it."""
    user = user or person("carl")
    return set(matching(ask(query, user).filters, Viewer.of(user)))


def names(work: Work, query: str, user: User | None = None) -> set[str]:
    """Return the names, in the newsroom laid out, of what the queue lists."""
    known: dict[Any, str] = {claim: name for name, claim in work.claims.items()}
    known |= {statement: name for name, statement in work.statements.items()}
    return {known[row] for row in listed(query, user)}


def facets(query: str, user: User | None = None) -> Facets:
    user = user or person("carl")
    return facets_of(ask(query, user).filters, Viewer.of(user))


# --- what is listed ----------------------------------------------------------------------------


LISTS = [
    ("", "cost third posts hurt sixth"),
    ("state=open", "cost third posts hurt sixth"),
    ("state=review", "hurt"),
    ("state=checked", "hurt settled"),
    ("state=approved&state=not_checkable", "early reopen"),
    ("state=recheck", "sixth"),
    ("state=open&state=approved", "cost third posts hurt sixth early"),
    ("state=all", "cost third posts hurt early settled sixth reopen"),
    ("verdict=inaccurate", "third"),
    ("verdict=none", "cost posts sixth"),
    ("verdict=verified&state=all", "hurt early settled"),
    ("said=unheard", "posts"),
    ("said=altered&state=all", "early"),
    ("said=altered", ""),
    ("desk=city", "cost third posts hurt"),
    ("desk=science", "sixth"),
    ("desk=city&desk=science&worth=medium", "posts hurt sixth"),
    ("desk=none", ""),
    ("assignee=me", "third"),
    ("assignee=nobody", "cost hurt sixth"),
    ("assignee=me&assignee=nobody", "cost third hurt sixth"),
    ("tag=port", "cost sixth"),
    ("tag=port&tag=urgent", "cost sixth"),
    ("evidence=some", "third hurt"),
    ("evidence=none", "cost posts sixth"),
    ("evidence=gone", "third"),
    ("worth=high", "cost"),
    ("risk=high", "cost"),
    ("risk=low&worth=medium", "sixth"),
    ("reply=open", "cost"),
    ("reply=given", "third"),
    ("reply=open&reply=given", "cost third"),
    ("due=overdue", "cost"),
    ("due=none", ""),
    ("due=none&state=all", "settled reopen"),
    ("source=none", "cost third hurt sixth"),
    ("text=CROWNS", "cost"),
    ("text=million+repair", "cost"),
    ("text=million+storm", ""),
    ("text=100%25", ""),
    ("text=_", ""),
    ("stage=incoming", ""),
    ("stage=in_check", "cost third posts hurt sixth"),
    ("show=statements", "said other"),
    ("show=statements&said=altered", "heard"),
    ("show=statements&said=all", "said heard other"),
    ("show=statements&assignee=me", "other"),
    ("show=statements&evidence=some", ""),
    ("show=statements&text=MOORING", "said other"),
    ("show=statements&due=none", "other"),
]


def test_a_filter_lists_what_it_says(work: Work, subtests: pytest.Subtests) -> None:
    for query, expected in LISTS:
        with subtests.test(query=query):
            assert names(work, query) == set(expected.split())


def test_articles_that_are_not_at_work_come_only_when_asked_for(work: Work) -> None:
    titles = {claim.article.title for claim in listed("")}
    assert titles == {"Ferry", "Storm"}
    assert {c.article.title for c in listed("stage=published")} == {"Published"}
    assert {c.article.title for c in listed("stage=killed")} == {"Killed"}
    assert {c.article.title for c in listed("stage=archived")} == {"Put away"}
    assert {c.article.title for c in listed("stage=published&stage=work")} == {
        "Ferry",
        "Storm",
        "Published",
    }
    assert len({c.article.title for c in listed("stage=all")}) == 5


def test_open_follows_the_policy_of_the_desk(work: Work) -> None:
    Desk.objects.update(review_policy=ReviewPolicy.SIGN_OFF)
    assert names(work, "state=review") == set()
    assert "hurt" not in names(work, "")
    Desk.objects.update(review_policy=ReviewPolicy.HIGH_RISK)
    assert "hurt" not in names(work, "")
    Claim.objects.filter(pk=work.claims["hurt"].pk).update(risk="high")
    assert names(work, "state=review") == {"hurt"}


def test_a_reviewer_finds_what_others_checked(work: Work) -> None:
    rita = person("rita")
    assert names(work, "state=for_me", rita) == {"hurt"}
    factories.support(work.claims["hurt"], by=rita, url="https://example.org/z")
    assert names(work, "state=for_me", rita) == set()


def test_a_source_is_asked_for_with_all_that_were_merged_into_it(work: Work) -> None:
    said, other = work.statements["said"].source, work.statements["other"].source
    assert said
    assert other
    assert said != other
    for source in (said, other):
        query = f"show=statements&source={source.uid}"
        assert names(work, query) == {"said", "other"}
        assert ask(query).filters.chosen["source"] == (str(said.uid),)


def test_nobody_sees_a_trace_of_what_one_may_not_read(work: Work) -> None:
    secret = Article.objects.get(title="Secret")
    hidden = Source.objects.get(name="A Whistleblower")
    for query in (f"article={secret.uid}", f"source={hidden.uid}"):
        found = ask(query)
        assert found.filters.chosen == {}
        assert len(found.notes) == 1
        assert "Secret" not in found.notes[0]
        assert "Whistleblower" not in found.notes[0]
    for show in Show:
        group = {g.key: g for g in facets(f"show={show}").groups}
        assert all(c.label != "Secret" for c in group["article"].choices)
        assert all(c.label != "A Whistleblower" for c in group["source"].choices)
    edda = person("edda")
    assert {c.article.title for c in listed(f"article={secret.uid}", edda)} == {"Secret"}
    assert open_count(edda) == open_count(person("carl")) + 1
    assert listed("state=all&stage=all", person("ada")) == set()
    assert listed("state=all&stage=all", person("nora")) == set()


def test_only_evidence_one_may_read_counts(work: Work) -> None:
    Evidence.objects.filter(url="https://example.org/b").update(visibility=Visibility.NAMED)
    assert "third" in names(work, "evidence=some")  # Carl brought it in
    assert "third" in names(work, "evidence=none", person("cleo"))
    (line,) = page(ask("verdict=inaccurate").filters, Viewer.of(person("carl"))).rows
    assert line.evidence == 1
    (line,) = page(ask("verdict=inaccurate").filters, Viewer.of(person("cleo"))).rows
    assert line.evidence == 0


def test_evidence_for_named_people_is_gone_for_nobody(work: Work) -> None:
    tie = factories.lost(work.claims["posts"], by=person("cleo"))
    factories.lost(work.statements["said"], by=person("cleo"))
    assert names(work, "evidence=gone") == {"third", "posts"}
    assert names(work, "show=statements&evidence=gone") == {"said"}
    Evidence.objects.filter(pk=tie.evidence_id).update(visibility=Visibility.NAMED)
    assert names(work, "evidence=gone", person("cleo")) == {"third"}  # as the gate counts it


def test_a_claim_without_a_date_waits_with_its_article(work: Work) -> None:
    viewer = Viewer.of(person("carl"))
    lines = {line.thing: line for line in page(ask("state=all").filters, viewer).rows}
    third = lines[work.claims["third"]]
    assert third.due == work.city.deadline
    assert third.waits_with_article
    cost = lines[work.claims["cost"]]
    assert cost.is_late
    assert not cost.waits_with_article
    assert lines[work.claims["settled"]].due is None


def test_days_and_weeks_are_those_of_the_viewer() -> None:
    article = factories.article(deadline=None)
    claim = factories.claim(article, COST)
    zone = ZoneInfo("Pacific/Auckland")
    sunday = datetime.datetime(2026, 5, 10, 22, 30, tzinfo=zone)
    viewer = Viewer(person("carl"), sunday, zone)

    def fits(due: datetime.datetime) -> set[str]:
        Claim.objects.update(due_at=due)
        values = FACETS["due"].values
        return {v for v in values if matching(Filters(chosen={"due": (v,)}), viewer).exists()}

    hours = datetime.timedelta(hours=1)
    assert fits(sunday + 1 * hours) == {"today", "week"}
    assert fits(sunday + 2 * hours) == set()  # Monday is of the next week
    assert fits(sunday - 1 * hours) == {"overdue", "today", "week"}
    assert fits(sunday - 24 * hours) == {"overdue", "week"}
    assert fits(sunday - 7 * 24 * hours) == {"overdue"}
    claim.refresh_from_db()
    Claim.objects.update(due_at=sunday + 2 * hours)
    (line,) = page(Filters(), viewer).rows
    assert line.day == "tomorrow"


def test_words_are_found_in_the_claim_and_in_the_article_in_any_case() -> None:
    text = "Ägyptens Außenminister landet\n\nDer Minister Élan Ørsted landete am Montag in Oslo."
    article = factories.article(text=text)
    claim = factories.claim(article, "Élan Ørsted landete am Montag", text="He came by plane.")
    for words in ("ørsted", "ÉLAN", "plane", "came montag", "HE"):
        assert listed(f"text={words}") == {claim}, words
    assert listed("text=oslo") == set()


# --- counts ------------------------------------------------------------------------------------


ASKED = [
    "",
    "state=all&stage=all",
    "state=checked&state=recheck&desk=city",
    "tag=port&evidence=none&evidence=gone",
    "said=unheard&said=altered&state=all",
    "assignee=nobody&due=overdue&due=week",
    "assignee=me&source=none",
    "text=storm&state=all",
    "verdict=none&worth=high&worth=medium&risk=normal&risk=high",
    "show=statements",
    "show=statements&said=all&assignee=nobody&stage=all",
    "show=statements&said=altered&desk=city&evidence=none",
]


class Passing:
    """The rows that pass each value of each filter, asked by itself, and so those of any list."""

    def __init__(self, user: User) -> None:
        self.viewer = Viewer.of(user)
        self.one = cache(self.by_value)

    def by_value(self, show: Show, key: str, value: str) -> set[Any]:
        if key == "text":
            wanted = text_condition(show, value)
        else:
            wanted = condition(show, key, value, self.viewer)
        return set(rows_of(show, self.viewer).filter(wanted).values_list("pk", flat=True))

    def all(self, filters: Filters) -> set[Any]:
        """Return what passes every filter: whichever of its values, where there are several."""
        asked = {key: filters.values(key) for key in FACETS if filters.show in FACETS[key].shows}
        asked |= {"text": (filters.text,) if filters.text else ()}
        found = self.one(filters.show, "state", "all")
        for key, values in asked.items():
            if values:
                found = found & set().union(*(self.one(filters.show, key, v) for v in values))
        return found


def test_every_count_is_as_long_as_the_list_it_leads_to(
    work: Work, subtests: pytest.Subtests
) -> None:
    """Each list is put together of what passes its filters; of each value some are asked for."""
    followed: set[Any] = set()
    for username in ("carl", "rita", "adam"):
        passing = Passing(person(username))
        for query in ASKED:
            with subtests.test(username=username, query=query):
                check_counts(query, passing, followed)


def check_counts(query: str, passing: Passing, followed: set[Any]) -> None:
    viewer = passing.viewer
    filters = ask(query, viewer.user).filters
    found = facets_of(filters, viewer)
    rows = listed(query, viewer.user)
    assert {row.pk for row in rows} == passing.all(filters)
    assert found.total == len(rows)
    other = filters.shown_as(Show.STATEMENTS if filters.show == Show.CLAIMS else Show.CLAIMS)
    assert found.other == len(passing.all(other)) == len(listed(other.query, viewer.user))
    choices = [(group.key, choice) for group in found.groups for choice in group.choices]
    links = [choice.only.partition("?")[2] for _key, choice in choices]
    for (key, choice), link, to in zip(choices, links, asked_each(links, viewer.user), strict=True):
        assert to.notes == [], (key, choice.value)
        assert len(passing.all(to.filters)) == choice.count, (key, choice.value)
        first = (filters.show, key, choice.value, choice.count > 0)
        if first not in followed:
            assert len(listed(link, viewer.user)) == choice.count, (key, choice.value)
        followed.add(first)
    assert sum(choice.count for _key, choice in choices) > 0


def test_the_queue_s_number_is_the_length_of_its_list(work: Work) -> None:
    for username in ("carl", "edda", "ada", "nora"):
        assert open_count(person(username)) == len(listed("", person(username)))


def test_the_largest_articles_and_the_chosen_one_are_offered(work: Work) -> None:
    for _ in range(11):
        article = factories.article(title="Large")
        factories.claim(article, COST)
        factories.claim(article, "the sixth closure since April")
    group = {g.key: g for g in facets("").groups}["article"]
    assert len(group.choices) == 10
    assert "Storm" not in {choice.label for choice in group.choices}
    group = {g.key: g for g in facets(f"article={work.science.uid}").groups}["article"]
    assert {(c.label, c.count) for c in group.choices if c.chosen} == {("Storm", 1)}
    assert len(group.choices) == 11


def test_a_chosen_value_stays_in_sight_when_nothing_has_it(work: Work) -> None:
    query = f"article={work.science.uid}&risk=high&tag=urgent&assignee={person('rita').uid}"
    groups = {g.key: g for g in facets(query).groups}
    for key, label in (("article", "Storm"), ("tag", "Urgent"), ("assignee", "Rita Reviewer")):
        assert (label, 0, True) in {(c.label, c.count, c.chosen) for c in groups[key].choices}


# --- the address -------------------------------------------------------------------------------


def test_values_are_added_and_taken_away() -> None:
    filters = ask("state=checking&worth=high").filters
    assert filters.toggled("state", "recheck").query == "state=checking&state=recheck&worth=high"
    assert filters.toggled("state", "checking").query == "worth=high"
    assert filters.toggled("state", "all").query == "state=all&worth=high"
    assert filters.toggled("state", "open").query == "worth=high"
    assert filters.toggled("state", "all").toggled("state", "recheck").values("state") == (
        "recheck",
    )
    assert filters.without("worth", "high").query == "state=checking"
    assert ask("").filters.toggled("state", "checking").query == "state=checking"
    assert ask("stage=work&state=open&sort=due&show=claims").filters.query == ""


def test_the_other_list_is_asked_the_filters_that_make_sense_there() -> None:
    filters = ask("state=checking&worth=high&assignee=me&said=altered&sort=worth&text=a").filters
    other = filters.shown_as(Show.STATEMENTS)
    assert other.query == "show=statements&said=altered&assignee=me&text=a"
    assert ask("show=statements&said=all").filters.shown_as(Show.CLAIMS).query == ""


NOT_UNDERSTOOD = [
    "state=nonsense",
    "state=%00",
    "desk=%00",
    "tag=no-such-tag",
    "article=1",
    "article=00000000-0000-0000-0000-000000000000",
    "source=%27%20OR%201%3D1",
    "assignee=99999999999999999999999999",
    "due=yesterday",
    "sort=price",
    "show=statements&sort=worth",
    "show=statements&verdict=verified",
    "show=everything",
    "said=all",
    "evidence=%F0%9F%98%80",
]


def test_a_filter_that_is_not_understood_is_left_out_with_a_note(
    work: Work, subtests: pytest.Subtests
) -> None:
    for query in NOT_UNDERSTOOD:
        with subtests.test(query=query):
            found = ask(query)
            assert len(found.notes) == 1
            known = "show=statements" if "show=statements" in query else ""
            assert found.filters.query == known
            assert listed(query) == listed(known)


def test_a_thousand_values_are_no_more_than_fifty(work: Work) -> None:
    many = "&".join(f"tag=t{i}" for i in range(999))
    assert len(ask(many).notes) == 50
    assert len(ask("text=" + "a" * 5000).filters.text) == 200
    assert listed("text=" + "crowns%20" * 22)


def test_other_pages_make_addresses_of_the_queue() -> None:
    assert queue_url() == "/queue/"
    assert queue_url(show=Show.STATEMENTS, article="x") == "/queue/?show=statements&article=x"
    assert queue_url(state=["open", "review"]) == "/queue/?state=open&state=review"
    with pytest.raises(TypeError):
        queue_url(colour="red")


# --- order and pages ---------------------------------------------------------------------------


def walk(turn: Callable[..., Page[Any]]) -> list[Any]:
    """Return every row, page by page."""
    rows: list[Any] = []
    after = ""
    for _ in range(50):
        found = turn(after=after)
        rows += found.rows
        after = found.next
        if not after:
            return rows
    raise AssertionError("the pages do not end")


def test_the_pages_hold_every_row_once_in_order(
    work: Work, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    viewer = Viewer.of(person("carl"))
    for show, sort in [(show, sort) for show, orders in SORTS.items() for sort in orders]:
        whatever = "said=all" if show == Show.STATEMENTS else "state=all"
        filters = ask(f"show={show}&sort={sort}&stage=all&{whatever}").filters
        with subtests.test(show=show, sort=sort):
            monkeypatch.setattr("claims.queries.queue.SIZE", 1000)
            whole = walk(partial(page, filters, viewer))
            assert len(whole) == len(listed(filters.query)) > 4
            monkeypatch.setattr("claims.queries.queue.SIZE", 3)
            assert walk(partial(page, filters, viewer)) == whole
            rows = ordered(matching(filters, viewer), filters, viewer).only("pk")
            one_by_one = partial(page_of, rows, order=ORDERS[sort], size=1)
            assert [line.thing for line in whole] == walk(one_by_one)


def test_each_order_is_what_it_says(work: Work) -> None:
    viewer = Viewer.of(person("carl"))

    def order(sort: str) -> list[str]:
        known = {claim: name for name, claim in work.claims.items()}
        rows = page(ask(f"sort={sort}").filters, viewer).rows
        return [known[line.thing] for line in rows]

    assert order("due") == ["cost", "third", "posts", "hurt", "sixth"]
    assert order("newest") == ["sixth", "hurt", "posts", "third", "cost"]
    assert order("article") == ["sixth", "posts", "cost", "third", "hurt"]
    assert order("worth") == ["cost", "posts", "hurt", "sixth", "third"]
    assert order("risk") == ["cost", "third", "posts", "hurt", "sixth"]


def test_a_row_that_comes_in_between_moves_no_page(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.queries.queue.SIZE", 2)
    viewer = Viewer.of(person("carl"))
    filters = ask("sort=newest").filters
    first = page(filters, viewer)
    new = factories.claim(work.city, "on Friday")
    second = page(filters, viewer, first.next)
    assert new not in [line.thing for line in second.rows]
    assert not {line.thing for line in first.rows} & {line.thing for line in second.rows}


def test_a_bookmark_not_made_here_shows_the_first_page(work: Work) -> None:
    for after in ("x", "::", "\x00", "a" * 9000, "W10:1:2", "é😀"):
        found = page(Filters(), Viewer.of(person("carl")), after)
        assert found.first, after
        assert len(found.rows) == 5


def test_a_bookmark_of_another_order_shows_the_first_page(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.queries.queue.SIZE", 1)
    viewer = Viewer.of(person("carl"))
    for sort in ORDERS:
        bookmark = page(ask(f"sort={sort}").filters, viewer).next
        assert bookmark
        for other in set(ORDERS) - {sort}:
            assert page(ask(f"sort={other}").filters, viewer, bookmark).first


def test_the_counts_take_as_many_statements_whatever_is_chosen(work: Work) -> None:
    viewer = Viewer.of(person("rita"))
    for query in (
        "",
        "show=statements",
        "text=a&due=today&worth=high&risk=low&evidence=some&verdict=none&said=unheard"
        "&assignee=me&desk=city&tag=port&stage=all&state=all&source=none",
    ):
        filters = ask(query).filters
        with CaptureQueriesContext(connection) as found:
            facets_of(filters, viewer)
        assert len(found) == 4, query


def test_retired_claims_and_statements_are_not_listed(work: Work) -> None:
    now = timezone.now()
    gone = {"retired_at": now, "retired_by": person("carl"), "retired_reason": "twice"}
    Claim.objects.filter(pk=work.claims["cost"].pk).update(**gone)
    Statement.objects.filter(pk=work.statements["said"].pk).update(**gone)
    assert "cost" not in names(work, "state=all")
    assert "said" not in names(work, "show=statements&said=all")
    assert names(work, "said=unheard") == set()  # its claim stands in nothing that waits
    assert facets("said=unheard").total == 0
