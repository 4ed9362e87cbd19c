"""The calendar of deadlines: an address that is a secret and can be taken back; what it tells."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from claims.models import Article, AuditEvent, CalendarToken, Claim, User
from claims.services import calendar, claims, notices, statements
from claims.views import notices as views
from tests import factories
from tests.people import person

from .pages import page, signed_in, words

pytestmark = pytest.mark.django_db

COST = "The repair cost 3.1 million crowns"
MORE = "about a third more than planned"
QUOTE = "We will not open a day early."
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def fresh(settings: Any) -> None:
    cache.clear()
    settings.SITE_URL = "https://desk.example"


def given(thing: Claim, *, to: str = "cleo", due: datetime | None = None) -> None:
    claims.assign_claim(claim=thing, assignee=person(to), by=person("rita"))
    if due:
        claims.set_due(claim=thing, due_at=due, by=person("rita"))


def read(token: str) -> list[dict[str, str]]:
    """Fetch a calendar as a program does, and return its entries."""
    answer = Client().get(reverse("calendar", args=[token]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found: Any = Calendar.from_ical(answer.content)
    return [{k.lower(): v.to_ical().decode() for k, v in e.items()} for e in found.walk("VEVENT")]


def test_a_calendar_tells_how_much_is_due_where_and_when() -> None:
    now = timezone.now().replace(microsecond=0)
    article = factories.article(deadline=now + 2 * DAY)
    far = factories.article(text="Another\n\nThe sky over the sound is blue and wide.")
    cleo = person("cleo")
    one, two, own = (factories.claim(article, text) for text in (COST, MORE, "on Monday"))
    for claim in (one, two):
        given(claim)
    given(own, due=now + DAY)
    heard = factories.statement(article, QUOTE)
    statements.assign_statement(statement=heard, assignee=cleo, by=person("rita"))
    given(factories.claim(article, "12 days after a storm"), to="carl")
    given(factories.claim(far, "The sky over the sound is blue and wide."))  # no date
    given(factories.claim(article, "no one was hurt in the storm"), due=now - 31 * DAY)
    token = calendar.make_address(by=cleo)
    first, second = read(token)
    assert (first["summary"], second["summary"]) == ("1 thing due", "3 things due")
    assert first["dtstart"] == f"{now + DAY:%Y%m%dT%H%M%SZ}"
    assert second["url"] == f"https://desk.example/articles/{article.uid}/"
    assert second["class"] == "PRIVATE"
    # the article's own deadline, for who leads or wrote it
    Article.objects.filter(pk=article.pk).update(lead_checker=cleo)
    assert read(token)[1]["summary"] == "Deadline of an article · 3 things due"
    article.authors.add(person("ada"))
    (ours,) = read(calendar.make_address(by=person("ada")))
    assert ours["summary"] == "Deadline of an article"
    assert ours["uid"] != second["uid"]
    # what is settled, and what is out, is not due
    factories.checked(own, by=cleo)
    Article.objects.filter(pk=article.pk).update(stage="killed")
    assert read(token) == []


def test_an_entry_keeps_its_address_and_a_later_version_is_numbered_higher() -> None:
    now = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
    article = factories.article(deadline=now + DAY)
    cleo = person("cleo")
    given(factories.claim(article, COST))
    token = calendar.make_address(by=cleo)
    with time_machine.travel(now, tick=False):
        (before,) = read(token)
        raw = Client().get(reverse("calendar", args=[token]))
    assert before["dtstamp"] == before["last-modified"] == "20260601T120000Z"
    with time_machine.travel(now + DAY / 24, tick=False):
        again = Client().get(reverse("calendar", args=[token]))
        assert again.content == raw.content  # nothing changed, not even the times
        given(factories.claim(article, MORE))
        (after,) = read(token)
    assert after["uid"] == before["uid"]
    assert after["summary"] == "2 things due"
    assert after["last-modified"] == "20260601T130000Z"
    assert int(after["sequence"]) > int(before["sequence"])
    assert "no-store" in again["Cache-Control"]
    assert again["Referrer-Policy"] == "no-referrer"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in raw.content


def test_with_names_it_tells_them_but_not_those_of_articles_for_named_people() -> None:
    article = factories.article(deadline=timezone.now() + DAY, title="Ferry; line, “two”")
    given(factories.claim(article, COST))
    heard = factories.statement(article, QUOTE)
    statements.assign_statement(statement=heard, assignee=person("cleo"), by=person("rita"))
    token = calendar.make_address(by=person("cleo"))
    assert "description" not in read(token)[0]
    notices.set_notices(by=person("adam"), names_things=True)
    (entry,) = read(token)
    told = "Ferry\\; line\\, “two”\\n– The repair cost 3.1 million crowns"
    told += "\\n– We will not open a day early."
    assert entry["description"] == told
    Article.objects.update(visibility="named")
    article.readers.add(person("cleo"))
    assert "description" not in read(token)[0]
    Article.objects.update(created_by=person("carl"))
    article.readers.clear()
    assert read(token) == []


def test_the_address_is_shown_once_and_the_one_before_stops_working() -> None:
    client, cleo = signed_in("cleo"), person("cleo")
    assert "Make an address" in words(page(client.get(reverse("notice-choices"))))
    made = client.post(reverse("calendar-make"))
    first = made.context["address"]
    assert first.startswith("http://testserver/calendar/")
    assert "no-store" in made["Cache-Control"]
    path = first.removeprefix("http://testserver")
    assert Client().get(path).status_code == 200
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    kept = CalendarToken.objects.get()
    assert token not in str(vars(kept))
    assert kept.token_hash == calendar.hash_of(token)
    assert token not in client.get(reverse("notice-choices")).content.decode()
    second = client.post(reverse("calendar-make")).context["address"]
    assert Client().get(path).status_code == 410
    path = second.removeprefix("http://testserver")
    assert Client().head(path).status_code == 200
    User.objects.filter(pk=cleo.pk).update(is_active=False)
    assert Client().get(path).status_code == 410
    User.objects.filter(pk=cleo.pk).update(is_active=True, is_checker=False)
    assert Client().get(path).status_code == 410  # here, with nothing to do
    User.objects.filter(pk=cleo.pk).update(is_checker=True)
    ended = client.post(reverse("calendar-end"), follow=True)
    assert "The address no longer works." in ended.content.decode()
    assert Client().get(path).status_code == 410
    assert client.post(reverse("calendar-end"), follow=True).status_code == 200
    assert Client().get(reverse("calendar", args=["nonsense"])).status_code == 404
    assert Client().post(path).status_code == 405
    kinds = list(AuditEvent.objects.filter(object_type="calendartoken").values_list("kind"))
    assert sorted(kinds) == [("calendar.ended",), ("calendar.made",), ("calendar.made",)]


def test_who_asks_too_often_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    token = calendar.make_address(by=person("cleo"))
    monkeypatch.setattr(views, "MOST_OF_ONE_TOKEN", 2)
    asked = [Client().get(reverse("calendar", args=[token])).status_code for _ in range(3)]
    assert asked == [200, 200, 429]
    monkeypatch.setattr(views, "MOST_OF_ONE_ADDRESS", 3)
    tried = [Client().get(reverse("calendar", args=[f"t{n}"])).status_code for n in range(2)]
    assert tried == [429, 429]
