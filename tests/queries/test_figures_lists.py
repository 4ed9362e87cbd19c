"""Every number of the figures that leads to a list is that list's length, for each role."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from claims.enums import SourceKind, Verdict, Visibility
from claims.models import Article, Claim, Evidence, User
from claims.queries.days import Days
from claims.queries.figures import Figures
from claims.queries.queue_asking import asked
from claims.queries.queue_conditions import Viewer, matching
from claims.services import statements, verdicts
from tests import factories
from tests.people import person

from .desk_work import COST, EARLY, HURT, POSTS, Work, newsroom

pytestmark = pytest.mark.django_db
ROLES = ("carl", "rita", "edda", "adam")


def month() -> Days:
    today = timezone.localdate()
    return Days(today - timedelta(days=29), today)


def shown(user: User, desk: str = "") -> dict[str, list[list[Any]]]:
    """Return every table as its numbers."""
    sections = Figures(user, month(), desk).sections()
    return {s.key: [[cell.value for cell in row] for row in s.table] for s in sections}


def counts(user: User, desk: str = "") -> dict[tuple[str, str], int]:
    """Return the numbers that lead to a list of the queue, by section and address."""
    return {
        (section.key, cell.url): int(cell.value)
        for section in Figures(user, month(), desk).sections()
        for row in section.table
        for cell in row
        if cell.url.startswith("/queue/")
    }


def length(url: str, user: User) -> int:
    """Return how long the list behind an address of the queue is."""
    found = asked(QueryDict(url.partition("?")[2]), user)
    assert found.notes == [], url
    return matching(found.filters, Viewer.of(user)).count()


def hide(work: Work) -> Article:
    """Add an article for Rita alone with some of everything that figures count."""
    edda = person("edda")
    hidden = factories.article(title="Hidden", by=edda, desk=work.city.desk)
    for words in (COST, HURT):
        factories.approved(factories.claim(hidden, words, kind="quantity"))
    factories.checked(factories.claim(hidden, POSTS))
    said = factories.statement(hidden, EARLY, speaker="A hidden voice", by=edda)
    statements.answer_said(statement=said, said="altered", by=edda)
    verdicts.reopen(claim=hidden.claims.get(number=1), reason="a slip", by=edda)
    bad = Claim.objects.get(article=hidden, number=1)
    verdicts.set_verdict(claim=bad, verdict=Verdict.INACCURATE, by=edda)
    Article.objects.filter(pk=hidden.pk).update(visibility=Visibility.NAMED)
    hidden.readers.add(person("rita"))
    return hidden


def test_every_count_is_as_long_as_its_list_and_what_is_hidden_counts_for_its_readers() -> None:
    work = newsroom()
    factories.statement(work.city, HURT, speaker="an official", speaker_kind=SourceKind.UNNAMED)
    before = {who: shown(person(who)) for who in ROLES}
    hide(work)
    for who in ROLES:
        for desk in ("", "city", "none"):
            found = counts(person(who), desk)
            for (section, url), count in found.items():
                assert count == length(url, person(who)), (who, section, url)
            keys = {key for key, _url in found}
            assert keys >= {"voices", "sources"} | (
                {"open", "verdicts"} if desk != "none" else set()
            )
    for who in ("carl", "adam"):
        assert shown(person(who)) == before[who], who
    for key in ("open", "verdicts", "caught", "answers", "returned", "voices", "sources"):
        assert shown(person("rita"))[key] != before["rita"][key], key
        assert shown(person("edda"))[key] != before["edda"][key], key  # who brought it in


def test_the_last_day_is_what_the_queue_counts_now() -> None:
    newsroom()
    for who, number in (("carl", 5), ("edda", 6)):
        (now, *_rest), *_days = shown(person(who))["open"], None
        assert now[1] == number == length("/queue/", person(who))


def test_confidential_evidence_leaves_no_trace() -> None:
    work = newsroom()
    before = {who: shown(person(who)) for who in ROLES}
    tie = factories.support(work.claims["third"], by=person("cleo"), url="https://example.org/x")
    Evidence.objects.filter(pk=tie.evidence_id).update(visibility=Visibility.NAMED)
    assert {who: shown(person(who)) for who in ROLES} == before


def test_who_is_not_of_the_newsroom_has_nothing_to_count() -> None:
    newsroom()
    for who in ("ada", "nora"):
        assert not any(shown(person(who)).values()), who


# --- days in an address --------------------------------------------------------------------------


def test_days_are_read_as_they_are_written() -> None:
    days = Days(date(2026, 11, 1), date(2026, 11, 23))
    assert str(days) == "2026-11-01..2026-11-23"
    assert Days.read(str(days)) == days
    assert days.words == "1 Nov 2026 – 23 Nov 2026"
    wrong = ["", "2026-11-01", "2026-11-23..2026-11-01", "2026-13-01..2026-13-02"]
    wrong += ["0001-01-01..9999-12-31", "2026-11-01..2026-11-23\x00", "２０２６-11-01..2026-11-02"]
    assert [text for text in wrong if Days.read(text)] == []


def test_the_queue_says_what_days_it_does_not_understand() -> None:
    found = asked(QueryDict("found=2026-11-01..x&raised=2026-01-01..2026-02-01"), person("carl"))
    assert found.notes == ["The filter Verdict given was left out: “2026-11-01..x”."]
    assert found.filters.chosen == {"raised": ("2026-01-01..2026-02-01",)}
    assert found.filters.name_of("raised", "2026-01-01..2026-02-01") == "1 Jan 2026 – 1 Feb 2026"
