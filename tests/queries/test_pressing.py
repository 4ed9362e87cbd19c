"""Risk × time left: the order agrees with a reckoning by hand, page by page; and a role's work."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict

from claims.enums import Risk, Visibility, Worth
from claims.models import Article, Claim, User
from claims.queries.queue import page
from claims.queries.queue_asking import asked
from claims.queries.queue_conditions import Viewer, matching
from claims.queries.queue_export import table
from claims.queries.queue_facets import facets_of
from claims.queries.queue_filters import Filters, Show, Sort
from claims.queries.today import Today
from claims.services import claims, statements
from tests import factories
from tests.people import person

from .bridges import bridges

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2031, 5, 7, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))
H = datetime.timedelta(hours=1)
DUES = [-H, H, 3 * H, 20 * H, 4 * 24 * H, 20 * 24 * H, None]
TIME = [10, 8, 6, 4, 3, 2, 1]
RISK = {"high": 3, "normal": 2, "low": 1}


def viewer(user: User) -> Viewer:
    return Viewer(user, NOON, ZoneInfo("Europe/Berlin"))


def all_pages(filters: Filters, at: Viewer) -> list[Any]:
    """Walk through the list from page to page."""
    found: list[Any] = []
    after = ""
    while True:
        part = page(filters, at, after)
        found += [line.thing for line in part.rows]
        after = part.next
        if not after:
            return found


def test_claims_come_by_risk_times_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    _article, made = bridges(22)
    risks, worths = Risk.values, Worth.values
    weights: dict[int, tuple[Any, ...]] = {}
    for at, claim in enumerate(made):
        due, risk, worth = DUES[at % 7], risks[at // 7 % 3], worths[at % 3]
        due_at = NOON + due if due is not None else None
        Claim.objects.filter(pk=claim.pk).update(due_at=due_at, risk=risk, worth=worth)
        press = TIME[at % 7] * RISK[risk]
        far = due_at or datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)
        weights[claim.pk] = (-press, far, worths.index(worth), claim.pk)
    monkeypatch.setattr("claims.queries.queue.SIZE", 5)
    filters = Filters(sort=Sort.PRESSING)
    found = all_pages(filters, viewer(person("carl")))
    assert [claim.pk for claim in found] == sorted(weights, key=weights.__getitem__)
    rows = list(table(filters, viewer(person("carl"))))[1:]
    assert [row[1] for row in rows] == [claim.number for claim in found]


def test_a_statement_is_as_risky_as_its_riskiest_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    article = factories.article()
    words = ("not open a day early", "40 mooring posts", "no one was hurt in the storm")
    said = [factories.statement(article, w) for w in words]
    low, gone = factories.claim(article, "a day early"), factories.claim(article, "40 mooring")
    high = factories.claim(article, "hurt in the storm")
    Claim.objects.filter(pk=low.pk).update(risk=Risk.LOW)
    Claim.objects.filter(pk__in=[gone.pk, high.pk]).update(risk=Risk.HIGH)
    claims.retire_claim(claim=gone, reason="twice", by=person("carl"))
    monkeypatch.setattr("claims.queries.queue.SIZE", 1)
    found = all_pages(Filters(Show.STATEMENTS, sort=Sort.PRESSING), viewer(person("carl")))
    assert found == [said[2], said[1], said[0]]


# --- what a role was given ------------------------------------------------------------------------


def numbers(query: str, user: User) -> set[int]:
    filters = asked(QueryDict(query), user).filters
    return {claim.number for claim in matching(filters, Viewer.of(user))}


def test_what_a_role_was_given_is_listed_counted_and_told_to_those_who_hold_it() -> None:
    article, made = bridges(6, lead_checker=person("carl"))
    rita, carl = person("rita"), person("carl")
    person("edda")
    for claim, role in zip(made, ("reviewer", "reviewer", "checker", "editor"), strict=False):
        claims.assign_claim(claim=claim, assignee=None, role=role, by=rita)
    claims.assign_claim(claim=made[4], assignee=carl, by=rita)
    statement = factories.statement(article, "The bridge number 9 cost 9 million crowns.")
    statements.assign_statement(statement=statement, assignee=None, role="checker", by=rita)
    secret, _hidden = bridges(1, by=rita)
    claims.assign_claim(claim=_hidden[0], assignee=None, role="reviewer", by=rita)
    Article.objects.filter(pk=secret.pk).update(visibility=Visibility.NAMED)
    assert numbers(f"assignee=role&article={article.uid}", rita) == {1, 2}
    assert numbers("assignee=role", carl) == {3}
    assert numbers("assignee=nobody", carl) == {6}
    assert numbers("assignee=role:reviewer&assignee=me", carl) == {1, 2, 5}
    mine = {"role": "One of my roles"}
    of_checkers = {"role:checker": "the checkers"}
    of_all = {**of_checkers, "role:reviewer": "the reviewers", "role:editor": "the editors"}
    for user, show, expected in (
        (rita, Show.CLAIMS, mine | of_all),
        (carl, Show.CLAIMS, mine | of_all),
        (carl, Show.STATEMENTS, mine | of_checkers),
    ):
        counted = {}
        for group in facets_of(Filters(show), Viewer.of(user)).groups:
            for choice in group.choices if group.key == "assignee" else ():
                filters = asked(QueryDict(choice.only.partition("?")[2]), user).filters
                assert choice.count == matching(filters, Viewer.of(user)).count(), choice
                counted[choice.value] = choice.label
        roles = {value: label for value, label in counted.items() if value.startswith("role")}
        assert roles == expected
    today = Today(carl)
    assert (today.role_count, today.role_hear_count, today.waits) == (1, 1, True)
    assert [(tally.article, tally.count) for tally in today.unassigned] == [(article, 1)]
    assert (Today(rita).role_count, Today(rita).role_hear_count) == (3, 0)
    assert (Today(person("cleo")).role_count, Today(person("ada")).role_count) == (1, 0)
    assert (Today(person("edda")).role_count, Today(person("adam")).waits) == (1, False)


def test_the_file_and_the_rows_name_the_role(client: Any) -> None:
    _article, made = bridges(1)
    claims.assign_claim(claim=made[0], assignee=None, role="reviewer", by=person("rita"))
    client.force_login(person("carl"))
    assert "the reviewers" in client.get("/queue/").content.decode()
    at = Viewer.of(person("carl"))
    rows = list(table(Filters(), at))
    assert rows[1][rows[0].index("Assigned to")] == "the reviewers"
