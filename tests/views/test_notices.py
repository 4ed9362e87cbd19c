"""The page of notices and the bell: what is unread, where it leads, and what one chooses."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Article, Notice, Statement, User
from claims.queries.notices import choices_of
from claims.services import changes, claims, queries
from tests import factories
from tests.people import person

from .pages import counted, find, page, signed_in, words

pytestmark = pytest.mark.django_db

LIST = reverse("notice-list")
CHOICES = reverse("notice-choices")
COST = "The repair cost 3.1 million crowns"
MORE = "about a third more than planned"
READS = 9  # of the list, however long


def bell(client: Client) -> str:
    """Return what the bell says on a page."""
    return words(find(page(client.get(reverse("profile"))), "a", class_="bell")[0])


def give(article: Article, *texts: str) -> None:
    for text in texts:
        claim = factories.claim(article, text)
        claims.assign_claim(claim=claim, assignee=person("cleo"), by=person("rita"))


def test_the_bell_counts_what_is_unread_and_a_notice_leads_to_its_thing(article: Article) -> None:
    client = signed_in("cleo")
    assert bell(client) == "Notices"
    assert "Nothing to tell you yet" in words(page(client.get(LIST)))
    give(article, COST, MORE)
    query = queries.ask(
        on=article.claims.all()[0], text="Which year?", by=person("carl"), to_user=person("cleo")
    )
    assert bell(client) == "Notices 2 unread"
    shown = words(page(client.get(LIST)))
    assert "Rita Reviewer gave you 2 things to check" in shown
    assert "Carl Checker asks you" in shown
    assert "Which year?" in shown
    assert article.title in shown
    asked, given = client.get(LIST).context["found"].lines
    led = client.get(reverse("notice-open", args=[asked.notice.uid]))
    assert (led.status_code, led["Location"]) == (302, query.get_absolute_url())
    assert bell(client) == "Notices 1 unread"
    unread = client.get(LIST, {"show": "unread"}).context["found"]
    assert [line.count for line in unread.lines] == [2]
    led = client.get(reverse("notice-open", args=[given.notice.uid]))
    assert led["Location"] == f"/queue/?article={article.uid}&assignee=me"
    assert bell(client) == "Notices"
    assert "You have read everything" in words(page(client.get(LIST, {"show": "unread"})))
    assert signed_in("carl").get(reverse("notice-open", args=[given.notice.uid])).status_code == 404


def test_all_are_marked_as_read_or_those_of_a_kind(article: Article) -> None:
    client = signed_in("cleo")
    give(article, COST, MORE)
    on = article.claims.all()[0]
    queries.ask(on=on, text="Which year?", by=person("carl"), to_user=person("cleo"))
    only = client.get(LIST, {"kind": "asked"}).context["found"]
    assert only.counts == {"all": 1, "unread": 1}
    sent = client.post(reverse("notice-read"), {"kind": "asked", "show": "unread"})
    assert sent["Location"] == f"{LIST}?show=unread&kind=asked"
    assert bell(client) == "Notices 1 unread"
    done = client.post(reverse("notice-read"), follow=True)
    assert "1 notice marked as read." in words(page(done))
    assert bell(client) == "Notices"
    assert "marked as read" not in words(page(client.post(reverse("notice-read"), follow=True)))
    give(article, "12 days after a storm")
    Article.objects.filter(pk=article.pk).update(visibility="named")
    hidden = words(page(client.post(reverse("notice-read"), follow=True)))
    assert "marked as read" not in hidden  # not a word of what she may no longer read
    Article.objects.filter(pk=article.pk).update(visibility="newsroom")
    assert bell(client) == "Notices 1 unread"
    nonsense = client.get(LIST, {"kind": "nothing", "show": "x", "after": "y"})
    assert nonsense.context["found"].counts["all"] == 3


def test_every_kind_of_notice_says_what_it_is_in_words(article: Article) -> None:
    """One of each, on a claim and on a statement, alone and together."""
    claim = factories.claim(article, COST)
    statement = factories.statement(article, "We will not open a day early.")
    query = queries.ask(on=claim, text="Which year?", by=person("rita"))
    change = changes.propose(to=claim, new="It cost", reason="So.", by=person("rita"))
    claims.assign_claim(claim=claim, assignee=person("cleo"), by=person("rita"))
    Statement.objects.update(assignee=person("cleo"))
    now = timezone.now()
    things = [("asked", query), ("answered", query), ("proposed", change), ("decided", change)]
    things += [(k, t) for k in ("returned", "recheck", "due") for t in (claim, statement)]
    for n, (kind, thing) in enumerate(things):
        Notice.objects.create(
            user=person("cleo"),
            kind=kind,
            article=article,
            object_type=thing._meta.model_name or "",
            object_uid=thing.uid,
            by=person("rita"),
            at=now + timedelta(seconds=n),
        )
    for thing in (claim, statement):  # together
        Notice.objects.create(
            user=person("cleo"),
            kind="due",
            article=article,
            object_type=thing._meta.model_name or "",
            object_uid=thing.uid,
            at=now + timedelta(hours=1),
        )
    gone = {"article": article, "object_type": "claim", "object_uid": article.uid}
    Notice.objects.create(user=person("cleo"), kind="due", **gone)  # of a thing that is not there
    shown = [
        words(link) for link in find(page(signed_in("cleo").get(LIST)), "a", class_="told__link")
    ]
    assert sorted(shown) == sorted(
        [
            "2 things of yours are due",
            "A statement is due: was it said?",
            "Claim 1 is due",
            "A statement you heard is to be heard again",
            "Claim 1, which you checked, is to be checked again",
            "Rita Reviewer returned your answer to “was it said”",
            "Rita Reviewer returned claim 1 to you",
            "Rita Reviewer decided on your proposed words: Proposed",
            "Rita Reviewer proposes other words",
            "Rita Reviewer answered your query",
            "Rita Reviewer asks you",
            "Rita Reviewer gave you claim 1 to check",
        ]
    )


def test_a_page_asks_as_often_for_one_line_as_for_many_and_the_next_one_goes_on(
    article: Article,
) -> None:
    client = signed_in("cleo")
    give(article, COST)
    client.get(LIST)
    with counted() as one:
        client.get(LIST)
    start = timezone.now()
    texts = ("on Monday", "12 days after a storm", "no one was hurt in the storm")
    for n, text in enumerate(texts):
        with time_machine.travel(start + timedelta(hours=n + 1)):
            give(article, text)
    with counted() as more:
        found = client.get(LIST).context["found"]
    assert len(one) == len(more) == READS
    assert len(found.lines) == 4
    rows = [
        Notice(
            user=person("cleo"),
            kind="recheck",
            article=article,
            object_type="article",
            object_uid=article.uid,
            at=start + timedelta(days=n + 1),
        )
        for n in range(60)
    ]
    Notice.objects.bulk_create(rows)
    first = client.get(LIST).context["found"]
    second = client.get(first.next_url).context["found"]
    assert (len(first.lines), len(second.lines)) == (40, 24)
    assert second.next_url == ""
    assert first.lines[-1].notice.at > second.lines[0].notice.at


def test_one_chooses_how_soon_an_e_mail_tells(article: Article) -> None:
    client = signed_in("cleo")
    shown = page(client.get(CHOICES))
    assert "To cleo@example.org." in words(shown)
    assert len(find(shown, "input", type="radio", checked=True)) == 8
    how = {kind.value: value.value for kind, value in choices_of(person("cleo")).items()}
    saved = client.post(CHOICES, how | {"due": "at_once", "assigned": "off"}, follow=True)
    assert "Saved." in words(page(saved))
    chosen = choices_of(person("cleo"))
    assert (chosen["due"], chosen["assigned"], chosen["asked"]) == ("at_once", "off", "at_once")  # type: ignore[index]
    wrong = client.post(CHOICES, how | {"due": "hourly"})
    assert wrong.status_code == 422
    assert choices_of(person("cleo")) == chosen
    none = signed_in("carl")
    User.objects.filter(username="carl").update(email="")
    assert "none is sent" in words(page(none.get(CHOICES)))
