"""The queue's page: what it shows to whom, how rows change together, and the CSV file."""

import csv
import datetime
import io
import re
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.enums import Stage, State, Visibility
from claims.models import Article, AuditEvent, Claim, Statement, Tag
from claims.queries.queue_asking import asked
from claims.queries.queue_conditions import Viewer, matching
from tests import factories
from tests.people import person
from tests.queries.desk_work import COST, EARLY, HURT, POSTS, REOPEN, SIXTH, THIRD, Work, newsroom
from tests.views.pages import HTMX, counted, find, page, signed_in, words

pytestmark = pytest.mark.django_db
URL = "/queue/"


def rows_in(answer: HttpResponse) -> list[str]:
    """Return the words of each row of the list."""
    return [words(link) for link in find(page(answer), "a", class_="table__words")]


def said_in(client: Client, answer: HttpResponse) -> list[str]:
    """Return the messages on the page."""
    return [words(toast) for toast in find(page(answer), class_="toast__text") if words(toast)]


def change(client: Client, *rows: Claim | Statement, back: str = "", **what: Any) -> HttpResponse:
    """Change rows as the form does, and follow to the list."""
    data = {"row": [str(row.uid) for row in rows], "back": back, **what}
    return client.post(reverse("queue-change"), data, follow=True)


@pytest.fixture
def work() -> Work:
    return newsroom()


# --- the page ----------------------------------------------------------------------------------


def test_the_open_claims_stand_in_the_list_the_most_pressing_first(work: Work) -> None:
    answer = signed_in("carl").get(URL)
    first, *_ = rows_in(answer)
    assert first == COST
    assert len(rows_in(answer)) == 5
    row = find(page(answer), "tr", data_walk_row=True)[0]
    link = find(row, "a", data_walk_item=True)[0]
    assert link.get("href") == work.claims["cost"].get_absolute_url()
    for part in ("To check", "the article", "Ferry", "City", "High", "high risk", "nobody"):
        assert part in words(row), part
    assert "overdue" in words(row)
    assert "Port" in words(row)


def test_statements_are_the_other_list(work: Work) -> None:
    answer = signed_in("carl").get(URL, {"show": "statements"})
    assert sorted(rows_in(answer)) == [POSTS, POSTS]
    row = words(find(page(answer), "tr", data_walk_row=True)[0])
    assert "Not yet heard" in row
    assert "Ines Volk" in row  # also where another name was printed: that source was merged


def test_a_page_takes_as_many_statements_for_one_row_as_for_three() -> None:
    article = factories.article(desk=factories.desk(), deadline=timezone.now())
    tag = Tag.objects.create(name="Port", slug="port")
    client = signed_in("rita")
    counts = []
    for size in (1, 3):
        for part in (COST, HURT, SIXTH)[article.claims.count() : size]:
            claim = factories.claim(article, part)
            claim.tags.add(tag)
            factories.support(claim, url=f"https://example.org/{claim.number}")
        for part in (POSTS, EARLY, THIRD)[article.statements.count() : size]:
            factories.statement(article, part, speaker=part[:9])
        for show in ("claims", "statements"):
            client.get(URL, {"show": show})
            with counted() as queries:
                answer = client.get(URL, {"show": show})
            counts.append((show, len(rows_in(answer)), len(queries)))
    assert counts == [
        ("claims", 1, 15),
        ("statements", 1, 14),
        ("claims", 3, 15),
        ("statements", 3, 14),
    ]


def test_htmx_gets_the_same_list_alone(work: Work) -> None:
    client = signed_in("carl")
    whole = client.get(URL, {"worth": "high"})
    part = client.get(URL, {"worth": "high"}, headers=HTMX)
    assert "HX-Request" in whole["Vary"]
    assert "HX-Request" in part["Vary"]
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert rows_in(part) == rows_in(whole) == [COST]
    again = {**HTMX, "HX-History-Restore-Request": "true"}
    assert b"<html" in client.get(URL, {"worth": "high"}, headers=again).content


def test_every_filter_on_the_page_is_a_link_and_its_number_is_the_list_s_length(
    work: Work,
) -> None:
    client, rita = signed_in("rita"), person("rita")
    root = page(client.get(URL, {"state": "all", "stage": "all"}))
    links = find(find(root, class_="facets")[0], "a") + find(find(root, class_="lists")[0], "a")
    pages: dict[int, str] = {}
    numbered = 0
    for link in links:
        counts = [link] if "facet__count" in (link.get("class") or "") else find(link, "span")
        number = re.match(r"\d+", words(counts[-1])) if counts else None
        if not number:
            continue
        path, _, query = link.get("href").partition("?")
        rows = matching(asked(QueryDict(query), rita).filters, Viewer.of(rita))
        assert (path, rows.count()) == (URL, int(number[0])), link.get("href")
        pages[int(number[0])] = link.get("href")
        numbered += 1
    assert numbered > 40
    assert len(pages) > 5
    for length, href in pages.items():  # one page of each length: it shows what was counted
        assert len(rows_in(client.get(href))) == length, href


def test_chosen_filters_are_chips_that_take_themselves_away(work: Work) -> None:
    root = page(signed_in("carl").get(URL, {"state": ["checking", "recheck"], "text": "storm"}))
    chips = {words(chip): chip.get("href") for chip in find(root, "a", class_="chip")}
    assert {key.removeprefix("Take away: "): parse_qs(url[8:]) for key, url in chips.items()} == {
        "Check state: Checking": {"state": ["recheck"], "text": ["storm"]},
        "Check state: Re-check": {"state": ["checking"], "text": ["storm"]},
        "Text: storm": {"state": ["checking", "recheck"]},
    }
    (clear,) = [link for link in find(root, "a") if words(link) == "Clear"]
    assert clear.get("href") == URL


def test_a_search_keeps_the_filters_without_a_script(work: Work) -> None:
    root = page(signed_in("carl").get(URL, {"state": "all", "tag": ["port", "urgent"]}))
    form = find(root, "form", role="search")[0]
    kept = [(i.get("name"), i.get("value")) for i in find(form, "input", type="hidden")]
    assert kept == [("state", "all"), ("tag", "port"), ("tag", "urgent")]


def test_what_is_not_understood_is_said_and_left_out(work: Work) -> None:
    client = signed_in("carl")
    for query in ("state=%00", "state=<script>alert(1)</script>", "after=%00%ff", "sort=%F0%28"):
        answer = client.get(f"{URL}?{query}")
        assert answer.status_code == 200
        assert len(rows_in(answer)) == 5
        assert b"<script>alert" not in answer.content
    (notice,) = find(page(client.get(f"{URL}?desk=moon")), class_="notice")
    assert words(notice) == "The filter Desk was left out: “moon”."


def test_long_lists_come_in_pages(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.queries.queue.SIZE", 2)
    client = signed_in("carl")
    seen: list[str] = []
    url = f"{URL}?sort=newest"
    for number in range(3):
        answer = client.get(url)
        seen += rows_in(answer)
        links = {words(a): a.get("href") for a in find(page(answer), "a", class_="button")}
        assert ("First page" in links) == (number > 0)
        url = links.get("Next page", "")
    assert url == ""
    assert len(seen) == len(set(seen)) == 5
    assert links["First page"] == f"{URL}?sort=newest"


def test_an_empty_list_teaches_the_next_step(work: Work) -> None:
    client = signed_in("carl")
    root = page(client.get(URL, {"tag": "urgent", "worth": "low"}))
    assert words(find(root, class_="empty__title")[0]) == "No claim fits"
    article = Article.objects.get(title="Published")
    root = page(client.get(URL, {"article": str(article.uid)}))
    (link,) = [a for a in find(root, "a") if words(a) == "Show 1 in other articles"]
    assert rows_in(client.get(link.get("href"))) == [COST]
    Claim.objects.update(state=State.NOT_CHECKABLE, state_reason="opinion")
    root = page(client.get(URL))
    assert words(find(root, class_="empty__title")[0]) == "No claim is open"
    (link,) = [a for a in find(root, "a") if words(a) == "Show settled claims"]
    assert len(rows_in(client.get(link.get("href")))) == 8
    Statement.objects.update(said="verbatim", said_by=person("carl"), said_at=timezone.now())
    root = page(client.get(URL, {"show": "statements"}))
    assert words(find(root, class_="empty__title")[0]) == "No statement waits"


def test_an_author_reads_the_claims_of_own_articles_and_changes_none(work: Work) -> None:
    work.city.authors.add(person("ada"))
    client = signed_in("ada")
    answer = client.get(URL)
    assert len(rows_in(answer)) == 4
    assert find(page(answer), "input", name="row") == []
    claim = work.claims["cost"]
    assert change(client, claim, assignee="me").status_code == 403
    claim.refresh_from_db()
    assert claim.assignee is None


# --- changing several rows ---------------------------------------------------------------------


def test_rows_are_taken_dated_and_tagged_in_one_go(work: Work) -> None:
    client = signed_in("carl")
    rows = [work.claims[name] for name in ("cost", "sixth")]
    answer = change(
        client, *rows, back="tag=port", assignee="me", due_at="2026-12-01T18:30", add_tag="urgent"
    )
    assert answer.redirect_chain == [(f"{URL}?tag=port", 302)]
    assert said_in(client, answer) == ["2 rows saved."]
    for claim in rows:
        claim.refresh_from_db()
        assert claim.assignee == person("carl")
        assert claim.due_at == datetime.datetime(2026, 12, 1, 18, 30, tzinfo=datetime.UTC)
        assert [tag.slug for tag in claim.tags.all()] == ["port", "urgent"]
    assert work.claims["cost"].state == State.CHECKING
    kinds = AuditEvent.objects.filter(object_uid=rows[1].uid).values_list("kind", flat=True)
    assert set(kinds) >= {"claim.assigned", "claim.due_set", "claim.tagged"}


def test_the_selection_is_kept_once(work: Work) -> None:
    client = signed_in("carl")
    answer = change(client, work.claims["cost"], work.claims["hurt"], assignee="me")
    boxes = find(page(answer), "input", name="row", checked=True)
    assert {box.get("value") for box in boxes} == {
        str(work.claims[name].uid) for name in ("cost", "hurt")
    }
    assert find(page(client.get(URL)), "input", name="row", checked=True) == []


def refused_in(answer: HttpResponse) -> dict[str, list[str]]:
    """Return by reason the addresses of the rows that did not change."""
    found: dict[str, list[str]] = {}
    for part in find(page(answer), "details", class_="refused__why"):
        links = [link.get("href") for link in find(part, "a")]
        assert words(find(part, class_="count")[0]) == str(len(links))
        found[words(find(part, "strong")[0])] = links
    return found


def chosen_in(answer: HttpResponse) -> set[str]:
    return {box.get("value") for box in find(page(answer), "input", name="row", checked=True)}


def test_what_may_be_changed_is_changed_and_each_refusal_has_its_reason(work: Work) -> None:
    rita, cleo = signed_in("rita"), person("cleo")
    secret = factories.article(title="Named", by=person("rita"), visibility=Visibility.NAMED)
    unread = factories.claim(secret, COST, by=person("rita"))
    other = factories.claim(secret, HURT, by=person("rita"))
    killed = Claim.objects.get(article__title="Killed")
    rows = [work.claims["cost"], unread, other, killed]
    answer = change(rita, *rows, back="stage=all", assignee=str(cleo.uid))
    assert said_in(rita, answer) == ["1 row saved."]
    unfit = [unread.get_absolute_url(), other.get_absolute_url()]
    assert refused_in(answer) == {
        "This article was killed. An editor can bring it back.": [killed.get_absolute_url()],
        "Cleo Checker may not read this article.": unfit,
    }
    assert chosen_in(answer) == {str(row.uid) for row in (unread, other, killed)}
    assert set(Claim.objects.filter(assignee=cleo)) == {work.claims["cost"], work.claims["posts"]}
    assert refused_in(rita.get(URL)) == {}  # told once


def test_what_waits_is_approved_in_one_go_and_nothing_else(work: Work) -> None:
    rita, hurt, cost = signed_in("rita"), work.claims["hurt"], work.claims["cost"]
    own = factories.checked(factories.claim(work.city, REOPEN), by=person("rita"))
    rows, data = (
        [hurt, own, cost],
        {"do": "approve", "assignee": "me", "due_at": "2026-12-01T18:30"},
    )
    seen = {"seen": [f"{row.uid}:{row.version}" for row in rows]}
    answer = change(rita, *rows, back="state=all", **data, **seen)
    assert said_in(rita, answer) == ["1 row saved."]
    assert refused_in(answer) == {
        "A second person has to look at this: you checked it.": [own.get_absolute_url()],
        "Only a checked claim can be approved or returned.": [cost.get_absolute_url()],
    }
    assert chosen_in(answer) == {str(own.uid), str(cost.uid)}
    hurt.refresh_from_db()
    assert (hurt.state, hurt.assignee, hurt.due_at) == (State.APPROVED, None, None)
    answer = change(rita, hurt, do="approve", seen=f"{hurt.uid}:{hurt.version - 1}")
    assert list(refused_in(answer)) == [
        "Somebody changed it since you saw the list: look at it first."
    ]
    answer = change(rita, work.statements["heard"], do="approve", back="show=statements")
    work.statements["heard"].refresh_from_db()
    assert work.statements["heard"].approved_by == person("rita")
    assert chosen_in(answer) == set()


def test_a_checker_is_not_offered_to_approve_and_told_why_not(work: Work) -> None:
    carl, hurt = signed_in("carl"), work.claims["hurt"]
    assert find(page(carl.get(URL)), "button", name="do") == []
    assert len(find(page(signed_in("edda").get(URL)), "button", name="do")) == 1
    answer = change(carl, hurt, do="approve")
    assert list(refused_in(answer)) == ["Only reviewers and editors approve."]
    hurt.refresh_from_db()
    assert hurt.state == State.CHECKED


def test_rows_are_given_to_a_role_and_dated_before_the_deadline(work: Work) -> None:
    rita, cost, sixth = signed_in("rita"), work.claims["cost"], work.claims["sixth"]
    change(rita, cost, assignee="role:reviewer", lead="1.5")
    cost.refresh_from_db()
    deadline = work.city.deadline
    assert deadline
    assert (cost.assigned_role, cost.due_lead) == ("reviewer", 90)
    assert cost.due_at == deadline - datetime.timedelta(minutes=90)
    answer = change(rita, sixth, lead="2")
    (why,) = refused_in(answer)
    assert why.startswith("This article has no deadline.")
    answer = change(rita, cost, lead="2", due_at="2026-12-01T18:30")
    assert "Choose one" in words(find(page(answer), class_="error-summary")[0])
    assert find(page(answer), "details", class_="bulk__more")[0].get("open") is not None
    answer = change(signed_in("carl"), cost, assignee="role:reviewer")
    assert answer.status_code == 422


def test_a_row_changes_as_a_whole_or_not_at_all(work: Work) -> None:
    secret = factories.article(title="Named", by=person("rita"), visibility=Visibility.NAMED)
    claim = factories.claim(secret, COST, by=person("rita"))
    events = AuditEvent.objects.count()
    change(
        signed_in("rita"),
        claim,
        assignee=str(person("cleo").uid),
        due_at="2026-12-01T18:30",
        add_tag="port",
    )
    claim.refresh_from_db()
    assert (claim.assignee, claim.due_at, claim.tags.count()) == (None, None, 0)
    assert AuditEvent.objects.count() == events


def test_what_one_may_not_read_is_not_there_to_change(work: Work) -> None:
    client = signed_in("carl")
    hidden = Claim.objects.get(article__title="Secret")
    answer = change(client, hidden, assignee="me")
    assert said_in(client, answer) == ["1 row is no longer here."]
    assert "Secret" not in answer.content.decode()
    hidden.refresh_from_db()
    assert hidden.assignee is None


def test_a_checker_gives_claims_to_nobody_else(work: Work) -> None:
    client = signed_in("carl")
    answer = change(client, work.claims["cost"], assignee=str(person("cleo").uid))
    assert answer.status_code == 422
    work.claims["cost"].refresh_from_db()
    assert work.claims["cost"].assignee is None
    (choices,) = find(page(answer), "select", name="assignee")
    assert [option.get("value") for option in find(choices, "option")] == ["", "me", "nobody"]
    people = find(page(signed_in("rita").get(URL)), "select", name="assignee")[0]
    assert "Cleo Checker" in words(people)
    assert "Ada Author" not in words(people)


def test_rows_are_given_back_undated_and_untagged(work: Work) -> None:
    claim = work.claims["cost"]
    client = signed_in("carl")
    change(client, claim, assignee="me")
    change(client, claim, assignee="nobody", no_due="on", remove_tag="urgent")
    claim.refresh_from_db()
    assert claim.assignee is None
    assert claim.due_at is None
    assert [tag.slug for tag in claim.tags.all()] == ["port"]


def test_statements_are_changed_the_same_way(work: Work) -> None:
    statement = work.statements["said"]
    client = signed_in("carl")
    data = {"assignee": "me", "due_at": "2026-12-01T18:30", "add_tag": "port"}
    answer = change(client, statement, back="show=statements", **data)
    assert answer.status_code == 200
    statement.refresh_from_db()
    assert statement.assignee == person("carl")
    assert statement.due_at is not None
    assert find(page(answer), "select", name="add_tag") == []


@pytest.mark.parametrize(
    ("data", "words_"),
    [
        ({}, "Say what to change"),
        ({"assignee": "emperor"}, "Select a valid choice"),
        ({"add_tag": "no-such-tag"}, "Select a valid choice"),
        ({"due_at": "yesterday"}, "Enter a valid date/time"),
        ({"due_at": "0001-01-01T00:00"}, "four digits"),
        ({"due_at": "9999-12-31T23:59"}, "four digits"),
        ({"due_at": "2026-12-01T18:30", "no_due": "on"}, "Choose one"),
        ({"assignee": "\x00"}, "Select a valid choice"),
    ],
)
def test_a_mistake_shows_the_list_again_with_what_was_typed(
    data: dict[str, str], words_: str
) -> None:
    claim = factories.claim(factories.article(), COST)
    client = signed_in("carl")
    answer = change(client, claim, back="worth=medium", **data)
    assert answer.status_code == 422
    root = page(answer)
    assert words_ in words(find(root, class_="error-summary")[0])
    assert len(find(root, "input", name="row", checked=True)) == 1
    assert find(root, "input", name="back")[0].get("value") == "worth=medium"
    if due := data.get("due_at"):
        assert find(root, "input", name="due_at")[0].get("value") == due
    claim.refresh_from_db()
    assert claim.version == 1


def test_no_row_and_too_many_rows_are_refused(work: Work) -> None:
    client = signed_in("carl")
    answer = change(client, assignee="me")
    assert answer.status_code == 422
    assert "Select some rows first" in answer.content.decode()
    many = [f"00000000-0000-0000-0000-{n:012d}" for n in range(201)]
    answer = client.post(reverse("queue-change"), {"row": many, "assignee": "me"})
    assert answer.status_code == 422
    assert "At most 200 rows" in answer.content.decode()
    answer = client.post(reverse("queue-change"), {"row": ["x", "\x00", "1"], "assignee": "me"})
    assert answer.status_code == 422


def test_a_date_is_that_of_the_person_s_clock(work: Work) -> None:
    carl = person("carl")
    carl.time_zone = "Europe/Berlin"
    carl.save()
    client = signed_in("carl")
    claim = work.claims["cost"]
    change(client, claim, due_at="2026-07-01T18:00")
    claim.refresh_from_db()
    assert claim.due_at == datetime.datetime(2026, 7, 1, 18, tzinfo=ZoneInfo("Europe/Berlin"))
    answer = change(client, claim, due_at="2026-03-29T02:30")  # an hour that does not exist
    assert answer.status_code == 422


def test_the_way_back_leads_only_to_the_queue(work: Work) -> None:
    client = signed_in("carl")
    for back in ("https://evil.example/", "//evil.example", "next=//evil.example&worth=high"):
        data = {"row": str(work.claims["cost"].uid), "assignee": "me", "back": back}
        url = client.post(reverse("queue-change"), data)["Location"]
        assert url in (URL, f"{URL}?worth=high")


def test_changing_needs_a_post_with_a_token(work: Work) -> None:
    client = signed_in("carl")
    assert client.get(reverse("queue-change")).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person("carl"))
    data = {"row": str(work.claims["cost"].uid), "assignee": "me"}
    assert strict.post(reverse("queue-change"), data).status_code == 403


def test_htmx_is_told_what_changed_beside_the_list(work: Work) -> None:
    client = signed_in("carl")
    data = {"row": str(work.claims["cost"].uid), "assignee": "me", "back": "worth=high"}
    answer = client.post(reverse("queue-change"), data, headers=HTMX, follow=True)
    assert b"<html" not in answer.content
    (beside,) = find(page(answer), hx_swap_oob="innerHTML:#messages")
    assert words(find(beside, class_="toast__text")[0]) == "1 row saved."
    assert len(find(page(answer), "input", name="row", checked=True)) == 1


# --- the file ----------------------------------------------------------------------------------


def table(client: Client, **about: str) -> list[dict[str, str]]:
    answer = client.get(reverse("queue-csv"), about)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(
        r'attachment; filename="queue-\d{4}-\d\d-\d\d\.csv"', answer["Content-Disposition"]
    )
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_file_holds_the_whole_list_in_its_order(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.queries.queue.SIZE", 2)
    carl = person("carl")
    carl.time_zone = "America/New_York"
    carl.save()
    claim = work.claims["cost"]
    Claim.objects.filter(pk=claim.pk).update(
        due_at=datetime.datetime(2026, 7, 1, 3, 30, tzinfo=datetime.UTC), text="Costs rose"
    )
    rows = table(signed_in("carl"))
    assert len(rows) == 5
    assert rows[0] == {
        "Article": "Ferry",
        "Number": "1",
        "Claim": "Costs rose",
        "Words": COST,
        "Said by": "",
        "Check state": "To check",
        "Verdict": "",
        "Was it said": "",
        "Risk": "High",
        "Worth checking": "High",
        "Assigned to": "",
        "Due": "2026-06-30 23:30",
        "Tags": "Port, Urgent",
        "Evidence": "0",
        "Address": f"http://testserver{claim.get_absolute_url()}",
    }
    assert rows[1]["Verdict"] == "Inaccurate"
    assert rows[1]["Evidence"] == "1"
    assert {row["Said by"] for row in rows} == {"", "Ines Volk"}


def test_the_file_obeys_the_filters_and_what_one_may_read(work: Work) -> None:
    assert [row["Words"] for row in table(signed_in("carl"), text="crowns")] == [COST]
    everything = {"state": "all", "stage": "all"}
    titles = {row["Article"] for row in table(signed_in("carl"), **everything)}
    assert "Secret" not in titles
    assert "Killed" in titles
    assert "Secret" in {row["Article"] for row in table(signed_in("edda"), **everything)}
    assert table(signed_in("ada"), **everything) == []


def test_statements_have_a_file_too(work: Work) -> None:
    rows = table(signed_in("carl"), show="statements", said="all")
    assert {(row["Words"], row["Was it said"]) for row in rows} == {
        (POSTS, "Not yet heard"),
        ("We will not open a day early", "Altered"),
    }
    assert all(row["Claim"] == "" for row in rows)


def test_hostile_words_are_no_formula_in_the_file() -> None:
    article = factories.article()
    claim = factories.claim(article, COST)
    evil = '=HYPERLINK("http://evil.example","x")'
    Claim.objects.update(text=evil)
    Article.objects.update(title="@SUM(1)")
    (row,) = table(signed_in("carl"))
    assert row["Claim"] == f"'{evil}"
    assert row["Article"] == "'@SUM(1)"
    assert row["Number"] == str(claim.number)


def test_the_file_takes_few_statements_for_many_rows(work: Work) -> None:
    client = signed_in("carl")
    counts = []
    for about in ({"state": "recheck"}, {"state": "all", "stage": "all"}):
        with counted() as queries:
            rows = table(client, **about)
        counts.append((len(rows), len(queries)))
    assert counts == [(1, 4), (11, 4)]


def test_the_queue_is_shown_for_articles_of_each_stage(work: Work) -> None:
    client = signed_in("carl")
    for stage in Stage:
        assert client.get(URL, {"stage": stage}).status_code == 200
