"""The page of an outside expert: reading one passage, answering, and what closes it."""

import html
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import AuditEvent, Query, Reply
from claims.services import experts, queries
from tests.people import person

from .expert_links import BROWSER, COMMENT, PASSAGE, QUESTION, WAYS_TO_SHUT, linked, shut, text_of
from .pages import find, page, signed_in, words

pytestmark = pytest.mark.django_db


# --- the way of an answer -------------------------------------------------------------------------


def test_an_expert_reads_the_passage_and_answers_without_an_account(client: Client) -> None:
    link, url = linked()
    answer = client.get(url)
    assert answer.status_code == 200
    assert PASSAGE in text_of(answer)
    assert QUESTION in text_of(answer)
    assert len(find(page(answer), "input", name="decision")) == 3
    sent = client.post(url, {"decision": "needs_change", "text": "Rather 2.9."})
    assert (sent.status_code, sent["Location"]) == (302, url)
    thanks = text_of(client.get(url))
    assert "Thank you" in thanks
    assert "Needs a change Rather 2.9." in thanks
    assert "Add another answer" in thanks
    link.query.refresh_from_db()
    assert link.query.answered_at is not None
    assert list(Query.objects.answered()) == [link.query]


def test_more_can_be_said_later_and_the_same_pressed_twice_counts_once(client: Client) -> None:
    _link, url = linked()
    for _ in range(2):
        assert client.post(url, COMMENT).status_code == 302
    assert client.post(url, {"decision": "accept"}).status_code == 302
    assert [r.decision for r in Reply.objects.all()] == ["comment", "accept"]
    assert AuditEvent.objects.filter(kind="expert.answered").count() == 2
    shown = [words(item) for item in find(page(client.get(url)), "li", class_="thread__item")]
    assert [item.split(f" {timezone.now().day} ")[0] for item in shown] == [
        "Comment only It sounds high.",
        "Correct as it stands",
    ]


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ({}, "Your answer: This field is required."),
        ({"decision": "approve"}, "Select a valid choice"),
        ({"decision": "needs_change"}, "Write what should be changed"),
        ({"decision": "comment", "text": " \n "}, "Write what should be changed"),
        ({"decision": "comment", "text": "a\x00b"}, "Null characters are not allowed"),
        ({"decision": "comment", "text": "x" * 10_001}, "at most 10000 characters"),
    ],
)
def test_a_mistake_is_told_and_keeps_what_was_typed(
    client: Client, typed: dict[str, str], mistake: str
) -> None:
    _link, url = linked()
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert mistake in text_of(answer)
    assert not Reply.objects.exists()
    kept = find(page(answer), "textarea")[0].text_content().strip()
    assert kept[:1] == typed.get("text", "").strip()[:1]


@pytest.mark.parametrize("text", ["\udcff", "%ED%A0%80", "\u202eevil", "😀" * 10_000, "a\r\nb"])
def test_strange_characters_do_no_harm(client: Client, text: str) -> None:
    _link, url = linked()
    body = b"decision=comment&text=" + text.encode("utf-8", "surrogatepass")
    answer = client.post(url, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    assert client.get(url).status_code == 200
    assert Reply.objects.get().text.encode()  # what is kept can be written anywhere


def test_what_an_expert_types_is_text_and_never_markup(client: Client) -> None:
    link, url = linked()
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 }}"
    client.post(url, {"decision": "comment", "text": evil})
    inside = signed_in("carl")
    pages = [
        client.get(url),
        inside.get(link.query.get_absolute_url(), follow=True),
        inside.get(reverse("query-list"), {"show": "all"}),
        inside.get(reverse("article-history", args=[link.query.article.uid])),
    ]
    for answer in pages:
        assert "<script>alert" not in answer.content.decode()
        assert "<img src=x" not in answer.content.decode()
    for answer in pages[:3]:
        assert html.escape(evil) in answer.content.decode()


def test_twenty_answers_are_enough(client: Client) -> None:
    _link, url = linked()
    for number in range(experts.MOST_ANSWERS):
        client.post(url, {"decision": "comment", "text": str(number)})
    answer = client.post(url, {"decision": "comment", "text": "more"})
    assert answer.status_code == 422
    assert "You have answered many times here" in text_of(answer)
    assert Reply.objects.count() == experts.MOST_ANSWERS


# --- what is logged -------------------------------------------------------------------------------


def test_the_first_look_is_logged_and_the_next_are_not(client: Client) -> None:
    link, url = linked()
    for _ in range(2):
        client.get(url, headers=BROWSER)
    link.refresh_from_db()
    assert link.opened_at is not None
    event = AuditEvent.objects.get(kind="expert.opened")
    assert (event.actor_uid, event.object_uid) == (None, link.uid)
    client.post(url, COMMENT)
    told = AuditEvent.objects.get(kind="expert.answered")
    assert (told.object_uid, told.note) == (link.uid, "Comment only: It sounds high.")
    log = signed_in("carl").get(reverse("article-history", args=[link.query.article.uid]))
    assert "Prof. Lind, outside expert opened the link for the first time" in text_of(log)


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("head", BROWSER),
        ("get", {"Accept": "*/*"}),
        ("get", {}),
        ("get", {**BROWSER, "Sec-Purpose": "prefetch;prerender"}),
    ],
)
def test_a_preview_in_a_chat_is_no_look(client: Client, method: str, headers: Any) -> None:
    link, url = linked()
    assert getattr(client, method)(url, headers=headers).status_code == 200
    link.refresh_from_db()
    assert link.opened_at is None


# --- closed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", WAYS_TO_SHUT)
def test_a_link_that_does_not_work_never_says_why(client: Client, how: str) -> None:
    link, url = linked()
    nowhere = reverse("expert", args=["A" * 43])
    shut(link, how)
    for sent in (None, COMMENT, {}):
        ask = client.get if sent is None else client.post
        unknown, answer = ask(nowhere, sent or {}), ask(url, sent or {})
        assert answer.status_code == unknown.status_code == 410
        assert "This link is closed" in text_of(unknown)
        assert answer.content == unknown.content
        assert bare(answer) == bare(unknown)
    assert COMMENT["text"] in text_of(client.post(url, COMMENT))  # to be copied
    assert not Reply.objects.exists()


def bare(answer: HttpResponse) -> dict[str, str]:
    """Return the headers that do not differ from one second or answer to the next."""
    return {
        name: value
        for name, value in answer.items()
        if name not in ("X-Request-ID", "Expires", "Date")
    }


@pytest.mark.parametrize("token", ["nonsense", "ü", "a" * 3000, "..", "%20", "%00", "%ED%A0%80"])
def test_a_token_that_never_was_is_answered_alike(client: Client, token: str) -> None:
    assert client.get(f"/expert/{token}/").status_code == 410


def test_a_link_works_again_when_the_query_is_reopened(client: Client) -> None:
    link, url = linked()
    shut(link, "resolved")
    assert client.get(url).status_code == 410
    queries.reopen(query=link.query, by=person("carl"))
    assert client.get(url).status_code == 200


def test_what_closes_while_somebody_writes_is_told_and_nothing_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, url = linked()
    real = experts.answer

    def later(**given: Any) -> Reply:
        shut(link, "revoked")
        return real(**given)

    monkeypatch.setattr(experts, "answer", later)
    assert client.post(url, COMMENT).status_code == 410
    assert not Reply.objects.exists()
