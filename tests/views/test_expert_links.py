"""Links to outside experts as the newsroom makes, sees and closes them."""

import datetime
import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.enums import Visibility
from claims.models import Article, ExpertLink, Query
from claims.services import queries
from tests.people import person

from .expert_links import BROWSER, COMMENT, PASSAGE, QUESTION, asked, linked, text_of
from .pages import HTMX, find, page, press, signed_in, words

pytestmark = pytest.mark.django_db


# --- in the newsroom ------------------------------------------------------------------------------


def invite(client: Client, query: Query, *, plain: bool = False, **typed: Any) -> HttpResponse:
    data = {"name": "Prof. Lind", "question": QUESTION, "days": "7", **typed}
    address = reverse("expert-invite", args=[query.uid])
    return client.post(address, data, headers={} if plain else HTMX)


@pytest.mark.parametrize("plain", [True, False])
def test_the_address_is_shown_once_with_what_the_expert_will_see(plain: bool) -> None:
    query = asked()
    carl = signed_in("carl")
    answer = invite(carl, query, plain=plain)
    root = page(answer)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert bool(find(root, "header", class_="topbar")) is plain
    (field,) = find(root, "input", readonly=True)
    address = field.get("value") or ""
    assert re.fullmatch(r"http://testserver/expert/[\w-]{43}/", address)
    assert "Nothing was sent" in words(root)
    preview = find(root, class_="experts__preview")[0]
    assert words(preview) == f"The passage {PASSAGE} The question {QUESTION}"
    shown = text_of(Client().get(address))
    assert words(preview) in shown
    assert find(root, "button", data_copy=True)[0].get("data-copy") == field.get("id")
    later = invite(carl, query, plain=plain, name="")
    assert later.status_code == 422
    assert "/expert/" not in later.content.decode()


def test_the_links_of_a_query_say_what_became_of_them() -> None:
    query = asked()
    _link, url = linked(query)
    carl = signed_in("carl")

    def line() -> str:
        root = page(press(carl, reverse("expert-invite", args=[query.uid])))
        (item,) = find(root, "li", class_="experts__item")
        return words(item)

    assert re.search("Prof. Lind open until .* Close Not opened yet · no answer yet", line())
    outside = Client()
    outside.get(url, headers=BROWSER)
    outside.post(url, COMMENT)
    assert re.search("Opened .* · answered once · made by Carl Checker", line())
    queries.resolve(query=query, by=person("carl"))
    assert "rests until work goes on here Close" in line()
    queries.reopen(query=query, by=person("carl"))
    ExpertLink.objects.update(expires_at=timezone.now() - datetime.timedelta(hours=1))
    assert re.search(r"Prof. Lind expired \d+ \w+, \d\d:\d\d Opened", line())


def test_a_link_is_closed_by_a_button(client: Client) -> None:
    link, url = linked()
    answer = press(signed_in("carl"), reverse("expert-revoke", args=[link.uid]))
    assert answer.status_code == 200
    assert "closed by Carl Checker" in text_of(answer)
    assert "Closed: the link for Prof. Lind no longer works." in text_of(answer)
    assert client.get(url).status_code == 410


def test_without_a_script_closing_leads_back_to_the_query() -> None:
    link, _url = linked()
    carl = signed_in("carl")
    answer = carl.post(reverse("expert-revoke", args=[link.uid]))
    assert (answer.status_code, answer["Location"]) == (302, link.query.get_absolute_url())
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == ["Closed: the link for Prof. Lind no longer works."]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_who_may_not_close_a_link_is_told_why(headers: dict[str, str]) -> None:
    link, _url = linked()
    cleo = signed_in("cleo")
    answer = cleo.post(reverse("expert-revoke", args=[link.uid]), headers=headers)
    sentence = "Only who made the link, a reviewer, an editor or an admin closes it."
    assert answer.status_code == 403
    assert text_of(answer).count(sentence) == 2  # what came of it, and beside the link
    link.refresh_from_db()
    assert link.is_open
    closed = press(signed_in("rita"), reverse("expert-revoke", args=[link.uid]))
    assert closed.status_code == 200
    again = press(signed_in("rita"), reverse("expert-revoke", args=[link.uid]))
    assert (again.status_code, "This link is closed already." in text_of(again)) == (403, True)


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ({"name": ""}, "Name of the expert: This field is required."),
        ({"name": "x" * 151}, "at most 150 characters"),
        ({"name": "a\x00"}, "Null characters"),
        ({"question": " "}, "Question: This field is required."),
        ({"question": "x" * 2001}, "at most 2000 characters"),
        ({"days": "0"}, "greater than or equal to 1"),
        ({"days": "31"}, "less than or equal to 30"),
        ({"days": "soon"}, "Enter a whole number"),
    ],
)
def test_a_mistake_makes_no_link_and_keeps_what_was_typed(
    typed: dict[str, str], mistake: str
) -> None:
    answer = invite(signed_in("carl"), asked(), **typed)
    assert answer.status_code == 422
    assert mistake in text_of(answer)
    assert not ExpertLink.objects.exists()
    if "name" not in typed:
        assert find(page(answer), "input", name="name")[0].get("value") == "Prof. Lind"


def test_a_resolved_query_asks_nobody_outside() -> None:
    query = asked()
    queries.resolve(query=query, by=person("carl"))
    answer = invite(signed_in("carl"), query)
    assert answer.status_code == 403
    assert "This query is resolved. Reopen it first." in text_of(answer)
    assert not find(page(answer), "form", class_="form")


def test_the_question_is_offered_without_the_names_of_colleagues() -> None:
    person("rita")
    person("carl")
    text = "@rita, is this right? @carl knows? Ask @cleo, too. Or a@b.example? You, @rita?"
    query = asked(by="cleo", text=text)
    made = invite(signed_in("carl"), query)  # after a link the form is offered anew
    offered = find(page(made), "textarea", name="question")[0].text_content().strip()
    assert offered == "Is this right? Knows? Ask too. Or a@b.example? You?"


def test_an_article_for_named_people_hides_its_links() -> None:
    link, _url = linked()
    Article.objects.update(visibility=Visibility.NAMED)
    for who in ("cleo", "rita", "edda", "adam"):
        inside = signed_in(who)
        refused = invite(inside, link.query).status_code
        assert refused == (403 if who == "adam" else 404)
        assert press(inside, reverse("expert-revoke", args=[link.uid])).status_code == 404


def test_asking_costs_the_same_for_one_link_and_for_many(
    django_assert_num_queries: Any,
) -> None:
    query = asked()
    carl = signed_in("carl")
    for number in (1, 3):
        while query.expert_links.count() < number:
            linked(query)
        with django_assert_num_queries(7):
            press(carl, reverse("expert-invite", args=[query.uid]))
