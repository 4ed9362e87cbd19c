"""Going through a list of the queue: in its order, across articles, while it changes."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.enums import State, Visibility
from claims.models import Article, Claim, Statement
from claims.services import claims
from tests import factories
from tests.people import person
from tests.queries.desk_work import COST, HURT, POSTS, SIXTH, THIRD

from .pages import HTMX, Element, find, page, signed_in, words

pytestmark = pytest.mark.django_db


def begin(client: Client, back: str = "sort=article", name: str = "Mine") -> HttpResponse:
    return client.post(reverse("pass-start"), {"back": back, "name": name}, follow=True)


def bar(answer: HttpResponse) -> Element:
    (found,) = find(page(answer), id="pass")
    return found


def go(client: Client, answer: HttpResponse, key: str = "n") -> HttpResponse:
    """Press a link of the bar."""
    (link,) = find(bar(answer), "a", data_hotkey=key)
    return client.get(link.get("href"), follow=True)


def shown(answer: HttpResponse) -> str:
    """Return the uid of what the panel shows."""
    return str(find(page(answer), id="panel")[0].get("data-mark"))


@pytest.fixture
def rows() -> list[Claim]:
    """Three claims of two articles, in the order of the articles."""
    older, newer = factories.article(), factories.article()
    return [
        factories.claim(newer, COST),
        factories.claim(newer, SIXTH),
        factories.claim(older, HURT),
    ]


def test_the_rows_come_in_the_order_of_the_list_across_articles(rows: list[Claim]) -> None:
    carl = signed_in("carl")
    answer = begin(carl)
    seen = []
    for left in ("2 more after this one", "1 more after this one", "nothing after this one"):
        seen.append(shown(answer))
        assert words(find(bar(answer), class_="pass__left")[0]) == left
        assert find(page(answer), "h2", data_panel_heading=True)[0].get("autofocus") is not None
        answer = go(carl, answer)
    assert seen == [str(claim.uid) for claim in rows]
    assert answer.redirect_chain[-1][0] == "/queue/?sort=article"
    assert "That was the last one of “Mine”." in words(page(answer))
    assert find(page(carl.get(rows[0].get_absolute_url())), id="pass") == []


def test_the_next_one_follows_also_when_this_one_has_left_the_list(rows: list[Claim]) -> None:
    carl = signed_in("carl")
    answer = begin(carl, "assignee=nobody&sort=newest", "")
    assert words(find(bar(answer), "a")[0]) == "The queue"
    assert shown(answer) == str(rows[2].uid)
    for claim in (rows[2], rows[1]):
        claims.assign_claim(claim=claim, assignee=person("carl"), by=person("carl"))
    answer = go(carl, answer)
    assert shown(answer) == str(rows[0].uid)
    answer = go(carl, answer, "b")
    assert "This is the first one." in words(page(answer))
    assert shown(answer) == str(rows[0].uid)
    claims.assign_claim(claim=rows[2], assignee=None, by=person("carl"))
    assert shown(go(carl, answer, "b")) == str(rows[2].uid)


def test_a_page_that_was_continued_begins_where_it_begins(
    rows: list[Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.queries.queue.SIZE", 2)
    carl = signed_in("carl")
    (more,) = find(page(carl.get("/queue/?sort=article")), "a", rel="next")
    assert shown(begin(carl, more.get("href").partition("?")[2])) == str(rows[2].uid)
    answer = begin(carl, "worth=low")
    assert "There is nothing in this list to go through." in words(page(answer))
    assert answer.redirect_chain[-1][0] == "/queue/?worth=low"


def test_approving_goes_on_and_a_refusal_stays(rows: list[Claim]) -> None:
    rita = signed_in("rita")
    for claim in rows:
        factories.checked(claim)
    own = factories.checked(factories.claim(rows[2].article, THIRD), by=person("rita"))
    answer = begin(rita, "state=review&sort=article")
    for claim in (rows[0], rows[1]):
        assert shown(answer) == str(claim.uid)
        answer = press_approve(rita, answer)
        claim.refresh_from_db()
        assert claim.state == State.APPROVED
    assert shown(answer) == str(own.uid)  # in the other article, before rows[2] in its text
    assert words(find(bar(answer), class_="pass__left")[0]) == "1 more after this one"
    url = reverse("pass-approve-claim", args=[own.article.uid, own.number])
    refused = rita.post(url)
    assert refused.status_code == 403
    assert "A second person has to look at this: you checked it." in words(page(refused))
    assert shown(refused) == str(own.uid)
    stale = reverse("pass-approve-claim", args=[rows[2].article.uid, rows[2].number])
    assert rita.post(stale, {"seen": "1"}).status_code == 409
    rows[2].refresh_from_db()
    assert rows[2].state == State.CHECKED


def press_approve(client: Client, answer: HttpResponse) -> HttpResponse:
    (button,) = find(page(answer), "button", data_hotkey="y")
    assert words(button) == "Approve and go on y"
    form = button.getparent().getparent()
    data = {i.get("name"): i.get("value") for i in find(form, "input", type="hidden")}
    return client.post(button.get("formaction"), data, follow=True)


def test_a_script_gets_the_panel_with_the_bar_and_another_page_for_another_article(
    rows: list[Claim],
) -> None:
    for claim in rows:
        factories.checked(claim)
    rita = signed_in("rita")
    answer = begin(rita, "state=review&sort=article")
    asked: dict[str, Any] = {
        **HTMX,
        "HX-Current-URL": f"http://testserver{rows[0].get_absolute_url()}",
    }
    (link,) = find(bar(answer), "a", data_hotkey="n")
    part = rita.get(link.get("href"), headers=asked)
    assert b"<html" not in part.content
    assert part["HX-Push-Url"] == rows[1].get_absolute_url()
    assert (shown(part), bar(part).get("hx-swap-oob")) == (str(rows[1].uid), "true")
    assert "1 more after this one" in words(bar(part))
    begin(rita, "state=review&sort=article")
    url = reverse("pass-approve-claim", args=[rows[0].article.uid, rows[0].number])
    part = rita.post(url, headers=asked)
    assert shown(part) == str(rows[1].uid)
    assert part["HX-Push-Url"] == rows[1].get_absolute_url()
    assert "Approved: claim" in words(find(page(part), hx_swap_oob="innerHTML:#messages")[0])
    assert "1 more after this one" in words(bar(part))
    url = reverse("pass-approve-claim", args=[rows[1].article.uid, rows[1].number])
    assert rita.post(url, headers=asked)["HX-Redirect"] == rows[2].get_absolute_url()
    answer = rita.get(rows[2].get_absolute_url())
    assert "nothing after this one" in words(bar(answer))
    assert rita.get(reverse("pass-next"), headers=asked)["HX-Redirect"].startswith("/queue/")


def test_answers_to_was_it_said_are_gone_through_and_approved() -> None:
    article = factories.article()
    said = [factories.statement(article, words_) for words_ in (POSTS, HURT)]
    Statement.objects.update(said="verbatim", said_by=person("carl"), said_at=timezone.now())
    rita = signed_in("rita")
    answer = begin(rita, "show=statements&said=for_me&sort=article")
    first = shown(answer)
    answer = press_approve(rita, answer)
    assert {first, shown(answer)} == {str(statement.uid) for statement in said}
    assert Statement.objects.get(uid=first).approved_by == person("rita")
    answer = press_approve(rita, answer)
    assert "nothing after this one" in words(bar(answer))
    assert Statement.objects.filter(approved_at=None).count() == 0


def test_a_list_of_which_part_is_gone_does_not_become_a_wider_one(rows: list[Claim]) -> None:
    carl = signed_in("carl")
    hidden, other = rows[0].article, rows[2]
    answer = begin(carl, f"article={hidden.uid}&sort=article")
    (link,) = find(bar(answer), "a", data_hotkey="n")
    Article.objects.filter(pk=hidden.pk).update(
        visibility=Visibility.NAMED, created_by=person("edda")
    )
    hidden.readers.clear()
    answer = carl.get(link.get("href"), follow=True)
    assert answer.redirect_chain[-1][0] == "/queue/"
    assert "What this list asks for is gone: there is no next one." in words(page(answer))
    assert find(page(carl.get(other.get_absolute_url())), id="pass") == []


def test_a_pass_is_ended_and_hostile_hands_break_nothing(rows: list[Claim]) -> None:
    carl = signed_in("carl")
    assert carl.get(reverse("pass-next"))["Location"] == "/queue/"
    assert carl.get(reverse("pass-start")).status_code == 405
    answer = begin(carl, "state=%00&desk=moon&sort=article", "\x00<b>" + "x" * 200)
    assert len(words(find(bar(answer), "a")[0])) == 80
    assert b"<b>xxx" not in answer.content
    for query in ({"after": "\x00"}, {"before": "nonsense"}, {"after": "ü" * 500}):
        assert carl.get(reverse("pass-next"), query).status_code == 302
    answer = carl.post(reverse("pass-end"), follow=True)
    assert answer.redirect_chain == [("/queue/?sort=article", 302)]
    assert carl.post(reverse("pass-end"))["Location"] == "/queue/"
