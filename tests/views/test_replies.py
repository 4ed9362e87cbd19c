"""The right of reply in a claim's panel, on a source's page, and on paper."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.enums import Visibility
from claims.models import Article, Claim, Criticism, ReplyAttempt
from claims.services import replies
from tests import factories
from tests.people import person
from tests.signed import COST, fresh, ready, signed

from .pages import HTMX, counted, find, look, page, place, press, signed_in, words

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
FORM = "%Y-%m-%dT%H:%M"


@pytest.fixture
def claim() -> Claim:
    article = factories.article()
    article.authors.add(person("ada"))
    return factories.claim(article, COST)


def at(name: str, claim: Claim, *more: Any) -> str:
    return reverse(name, args=[claim.article.uid, claim.number, *more])


def section(client: Client, claim: Claim) -> Any:
    found = find(page(client.get(claim.get_absolute_url())), id="panel-replies")
    return found[0] if found else None


def value(answer: HttpResponse, name: str, form: str) -> str:
    (found,) = find(page(answer), "form", id=form)
    fields = [f for f in found.iter("input", "textarea") if f.get("name") == name]
    return str(fields[0].get("value") if fields[0].tag == "input" else fields[0].text)


@pytest.mark.parametrize("script", [True, False])
def test_a_claim_is_marked_an_attempt_logged_an_answer_noted(claim: Claim, script: bool) -> None:
    client = signed_in("carl")

    def send(url: str, **data: Any) -> None:
        answer = client.post(url, data, headers=HTMX if script else {})
        assert answer.status_code == (200 if script else 302), answer.content.decode()[:2000]

    assert "Right of reply" not in words(section(client, claim))
    send(place("claim-critical", claim), name="Port of Amsel", kind="organisation", of="critical")
    critical = Criticism.objects.get()
    assert "Port of Amsel was not asked" in words(section(client, claim))
    until = timezone.localtime(timezone.now() + HOUR)
    asked = {"asked_by": "", "asked_at": "", "channel": "email", "deadline": f"{until:{FORM}}"}
    send(at("claim-attempt", claim, critical.uid), of=str(critical.uid), **asked)
    made = ReplyAttempt.objects.get()
    assert made.asked_by == "Carl Checker"
    assert timezone.now() - made.asked_at < HOUR
    assert f"has time to answer until {until:%-d %b %Y %H:%M}" in words(section(client, claim))
    edit = at("claim-attempt-edit", claim, made.uid)
    own = str(made.uid)
    send(edit, answer="We repaired it.", answered_at="", used_in="par. 4", seen="1", of=own)
    text = words(section(client, claim))
    assert "has had its say" in text
    assert "We repaired it." in text
    assert "used: par. 4" in text
    send(edit, **asked | {"channel": "phone", "asked_by": "Rita"}, seen="2", of=own)
    made.refresh_from_db()
    assert (made.asked_by, made.channel, made.answer) == ("Rita", "phone", "We repaired it.")
    send(at("claim-critical-end", claim, critical.uid))
    assert "Port of Amsel" not in words(section(client, claim))


@pytest.mark.parametrize("script", [True, False])
def test_a_mistake_keeps_what_was_typed_in_its_own_form(claim: Claim, script: bool) -> None:
    client, headers = signed_in("carl"), HTMX if script else {}
    one, two = factories.criticism(claim), factories.criticism(claim, "Ilse Brandt")
    made = factories.attempt(one)
    typed = {"of": str(two.uid), "asked_whom": "the office", "channel": "letter"}
    url = at("claim-attempt", claim, two.uid)
    answer = client.post(url, typed | {"asked_at": "2126-01-01T10:00"}, headers=headers)
    assert answer.status_code == 422
    assert "once it was made" in answer.content.decode()
    assert value(answer, "asked_whom", f"attempt-{two.uid}") == "the office"
    assert value(answer, "asked_at", f"attempt-{two.uid}") == "2126-01-01T10:00"
    assert value(answer, "asked_whom", f"attempt-{one.uid}") == ""
    (form,) = find(page(answer), "form", id=f"attempt-{two.uid}")
    assert form.getparent().get("open") is not None
    typed = {"of": str(made.uid), "answer": "So it is.", "answered_at": "2001-01-01T10:00"}
    url = at("claim-attempt-edit", claim, made.uid)
    answer = client.post(url, typed, headers=headers)
    assert answer.status_code == 422
    assert value(answer, "answer", f"answer-{made.uid}") == "So it is."
    typed = {"of": "critical", "name": "  ", "kind": "document"}
    answer = client.post(place("claim-critical", claim), typed, headers=headers)
    assert "Say whom it is critical of." in answer.content.decode()
    (chosen,) = find(page(answer), "select", id="critical-kind")
    picked = [o.get("value") for o in find(chosen, "option") if o.get("selected") is not None]
    assert picked == ["document"]


def test_whoever_saves_second_sees_what_was_changed_and_keeps_the_words(claim: Claim) -> None:
    made = factories.attempt(factories.criticism(claim))
    replies.edit_attempt(attempt=made, by=person("cleo"), answer="No.")
    url, own = at("claim-attempt-edit", claim, made.uid), str(made.uid)
    answer = press(signed_in("carl"), url, of=own, answer="Well, no.", seen="1")
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Cleo Checker" in text
    assert value(answer, "answer", f"answer-{own}") == "Well, no."
    assert value(answer, "seen", f"answer-{own}") == "2"


def test_an_author_sees_what_is_owed_and_can_press_nothing(claim: Claim) -> None:
    client = signed_in("ada")
    assert section(client, claim) is None
    critical = factories.criticism(claim)
    factories.attempt(critical, asked_whom="Ms Lind")
    shown = section(client, claim)
    assert "Port of Amsel was asked, with no answer yet" in words(shown)
    assert "Ms Lind" in words(shown)
    assert find(shown, "form") == []
    (link,) = find(shown, "a", class_="evidence__title")
    assert client.get(str(link.get("href"))).status_code == 200
    assert press(client, place("claim-critical", claim), name="X").status_code == 403


def test_what_belongs_to_another_claim_is_not_found_under_this_one(claim: Claim) -> None:
    other = factories.claim(claim.article, "no one was hurt in the storm")
    critical = factories.criticism(other)
    made, client = factories.attempt(critical), signed_in("carl")
    for url in (
        at("claim-attempt", claim, critical.uid),
        at("claim-critical-end", claim, critical.uid),
        at("claim-attempt-edit", claim, made.uid),
    ):
        assert press(client, url, channel="phone").status_code == 404


def test_names_are_completed_from_sources_one_may_know(claim: Claim) -> None:
    factories.criticism(claim, "Port of Amsel")
    hidden = factories.claim(factories.article(by=person("edda")), COST, by=person("edda"))
    factories.criticism(hidden, "Portside Ltd")
    Article.objects.update(visibility=Visibility.NAMED)
    claim.article.readers.add(person("carl"))
    client = signed_in("carl")
    answer = look(client, reverse("source-names") + "?name=PORT")
    assert answer.content.decode().strip() == '<option value="Port of Amsel"></option>'
    for text in ("", "\x00", "%", "nobody of this name"):
        assert not look(client, reverse("source-names") + f"?name={text}").content.strip()


@pytest.mark.parametrize("number", [1, 3])
def test_a_panel_costs_one_read_more_however_many_were_asked(claim: Claim, number: int) -> None:
    client = signed_in("carl")
    with counted() as before:
        look(client, claim.get_absolute_url())
    for name in ("Port of Amsel", "Ilse Brandt", "The ministry")[:number]:
        factories.attempt(factories.criticism(claim, name))
    with counted() as after:
        look(client, claim.get_absolute_url())
    assert len(after) == len(before) + 1  # the attempts


# --- elsewhere ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_source_lists_them_in_a_fixed_number_of_reads(
    claim: Claim, number: int
) -> None:
    factories.statement(claim.article, "no one was hurt", speaker="Port of Amsel")
    for sentence in (COST, "no one was hurt in the storm", "sixth closure since April")[:number]:
        one = claim if sentence == COST else factories.claim(claim.article, sentence)
        factories.attempt(factories.criticism(one), answer="We <b>did</b>.")
    source, client = Criticism.objects.all()[0].source, signed_in("carl")
    with counted() as asked:
        answer = client.get(source.get_absolute_url())
    assert len(asked) == 16
    assert (f"{number} claim" in words(page(answer)), b"<b>did" in answer.content) == (True, False)
    assert "Carl Checker asked, phone" in words(page(answer))


def test_it_stands_in_the_packet_and_in_the_annotated_copy() -> None:
    article = ready()
    critical = factories.criticism(article.claims.get())
    until = timezone.now() + HOUR
    factories.attempt(critical, asked_whom="Ms Lind", deadline=until)
    factories.attempt(critical, answer="We did not.", used_in="par. 2")
    factories.criticism(article.claims.get(), "Ilse Brandt")
    sealed, client = signed(fresh(article)), signed_in("carl")
    for url in (sealed.get_absolute_url(), reverse("article-annotated", args=[article.uid])):
        text = words(page(client.get(url)))
        for there in (
            "Right of reply · Port of Amsel",
            "Asked by Carl Checker (Ms Lind), phone,",
            "time to answer until",
            "We did not.",
            "Used: par. 2",
            "Right of reply · Ilse Brandt: not asked",
        ):
            assert there in text, (url, there)
