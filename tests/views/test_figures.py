"""The page of figures: what it shows to whom, its days, and its tables as files."""

import csv
import datetime
import io

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.enums import Verdict
from claims.models import Claim, Desk
from claims.queries.figures import SECTIONS
from tests import factories
from tests.queries.desk_work import COST, EARLY, HURT, POSTS, SIXTH, THIRD
from tests.views.pages import Element, counted, find, page, signed_in, words

pytestmark = pytest.mark.django_db
URL = "/figures/"


def titles(answer: HttpResponse) -> list[str]:
    return [words(title) for title in find(page(answer), class_="figure__title")]


def told(answer: HttpResponse) -> list[str]:
    """Return what the page says of a question that it cannot answer."""
    root = page(answer)
    found = find(root, class_="errorlist")
    return [words(line) for line in found]


def shown_days(answer: HttpResponse) -> tuple[str, str]:
    root = page(answer)
    since, until = (find(root, "input", name=name)[0].get("value") for name in ("since", "until"))
    return since, until


def now_in(section: Element) -> list[str]:
    """Return the numbers of the first row."""
    row = find(find(section, "tbody")[0], "tr")[0]
    return [words(cell) for cell in find(row, "td")]


def work() -> Client:
    """One claim at each of some stages, a statement and a review."""
    article = factories.article(desk=factories.desk("City"))
    factories.approved(factories.claim(article, COST))
    factories.claim(article, HURT)
    factories.statement(article, POSTS)
    return signed_in("carl")


def rows_of(answer: HttpResponse) -> list[list[str]]:
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_every_figure_has_a_sentence_and_a_table_and_each_number_its_list() -> None:
    client = work()
    root = page(client.get(URL))
    sections = find(root, "section", class_="figure")
    assert [section.get("id") for section in sections] == list(SECTIONS)
    for section in sections:
        assert find(section, class_="figure__finding") or find(section, "p", class_="muted")
    (first,) = (section for section in sections if section.get("id") == "open")
    assert now_in(first) == ["1", "1", "2"]
    for link, count in zip(
        find(find(first, "tbody")[0], "a"), ("1 claim", "1 claim", "2 claims"), strict=True
    ):
        assert count in words(find(page(client.get(link.get("href"))), role="status")[0])
    (chart,) = find(first, "svg", role="img")
    named = [find(root, id=key)[0] for key in (chart.get("aria-labelledby") or "").split()]
    assert words(named[0]) == "Open and settled claims"
    assert len(named) == 2
    assert find(root, style=True) == []


def test_the_page_takes_as_many_reads_for_one_row_as_for_three() -> None:
    client = work()
    found = []
    for parts in ((), ((THIRD, EARLY), (SIXTH, HURT))):
        for claim, said in parts:
            article = factories.article(desk=factories.desk(claim[:5]))
            factories.approved(factories.claim(article, claim))
            factories.statement(article, said, speaker=said[:9])
        client.get(URL)
        with counted() as queries:
            client.get(URL)
        found.append(len(queries))
    assert found == [15, 15]


def test_the_days_and_the_desk_are_those_of_the_address() -> None:
    client = work()
    then = timezone.now().replace(year=2021, day=1)
    Claim.objects.exclude(verdict="").update(verdict_at=then)
    today = timezone.localdate()
    month = (today - datetime.timedelta(days=29)).isoformat()
    assert shown_days(client.get(URL)) == (month, today.isoformat())
    asked = {"since": "2021-01-01", "until": "2021-12-31", "desk": "city"}
    answer = client.get(URL, asked)
    assert told(answer) == []
    assert shown_days(answer) == ("2021-01-01", "2021-12-31")
    row = find(find(page(answer), id="verdicts")[0], "tbody")[0]
    assert words(row).startswith("City1")
    assert "No verdict was given" in words(find(page(client.get(URL)), id="verdicts")[0])
    for link in find(find(page(answer), "nav", class_="tabs")[0], "a"):
        assert "desk=city" in link.get("href")
        assert told(client.get(f"{URL}{link.get('href')}")) == []


NOT_SHOWN = {
    "since=yesterday": "Write the day like 2026-11-23.",
    "since=0001-01-01&until=9999-12-31": "Give a year of four digits, such as 2026.",
    "since=2026-02-30": "Write the day like 2026-11-23.",
    "since=2026-05-02&until=2026-05-01": "The first day comes after the last one.",
    "since=2190-01-01": "These days lie ahead: there is nothing to count yet.",
    "since=2020-01-01&until=2024-01-01": "At most two years are shown at once.",
    "desk=moon": "This newsroom has no such desk.",
    "since=%00&desk=%00": "Write the day like 2026-11-23.",
}


def test_what_cannot_be_shown_is_said_and_the_usual_days_stand_there() -> None:
    client = work()
    for query, sentence in NOT_SHOWN.items():
        answer = client.get(f"{URL}?{query}")
        assert answer.status_code == 200
        assert sentence in told(answer), query
        assert "This cannot be shown" in words(find(page(answer), role="alert")[0])
        assert len(titles(answer)) == len(SECTIONS)
        assert client.get(f"{URL}open.csv?{query}")["Location"].startswith(f"{URL}?")


def test_days_ahead_end_today() -> None:
    client = work()
    answer = client.get(URL, {"since": timezone.localdate().isoformat(), "until": "2199-01-01"})
    assert told(answer) == []
    assert now_in(find(page(answer), id="open")[0]) == ["1", "1", "2"]


def test_each_table_is_a_file_that_no_spreadsheet_runs() -> None:
    client = work()
    Desk.objects.update(name="=HYPERLINK(1)")
    root = page(client.get(URL))
    for section in find(root, "section", class_="figure"):
        if not (tables := find(section, "table")):
            continue
        (link,) = (a for a in find(section, "a") if words(a) == "Save as CSV")
        answer = client.get(link.get("href"))
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        head, *rows = rows_of(answer)
        assert head == [words(th) for th in find(find(tables[0], "thead")[0], "th")]
        assert len(rows) == len(find(find(tables[0], "tbody")[0], "tr"))
    day = timezone.localdate().isoformat()
    assert rows_of(client.get(f"{URL}open.csv"))[1] == [day, "1", "1", "2"]
    (row,) = rows_of(client.get(f"{URL}returned.csv"))[1:]
    assert row == ["'=HYPERLINK(1)", "1", "0", "0"]
    assert client.get(f"{URL}nothing.csv").status_code == 404


def test_an_empty_newsroom_learns_what_will_stand_here() -> None:
    answer = signed_in("rita").get(URL)
    assert words(find(page(answer), class_="empty__title")[0]) == "Nothing to count yet"
    assert titles(answer) == []


def test_names_are_shown_as_they_are() -> None:
    article = factories.article(desk=factories.desk("<b>City</b>", slug="city"))
    claim = factories.claim(article, COST)
    factories.checked(claim)
    Claim.objects.update(verdict=Verdict.DISPUTED)
    factories.statement(article, POSTS, speaker="<script>alert(1)</script>")
    html = signed_in("carl").get(URL).content.decode()
    assert "<b>City" not in html
    assert "<script>alert" not in html
    assert "&lt;b&gt;City" in html


def test_the_newsroom_finds_it_and_authors_do_not() -> None:
    for who, may in (("carl", True), ("adam", True), ("ada", False)):
        client = signed_in(who)
        links = [link.get("href") for link in find(page(client.get(reverse("today"))), "a")]
        assert links.count(URL) == (2 if may else 0), who  # above, and in the menu
        assert client.get(URL).status_code == (200 if may else 403)
