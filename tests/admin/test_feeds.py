"""Feeds in the admin: set up off, turned on by an action, their failures in sight."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import AuditEvent, Feed
from claims.services import feeds
from tests.people import person

from .test_verbs import page, sign_in

pytestmark = pytest.mark.django_db
LIST = reverse("admin:claims_feed_changelist")


def form(**about: Any) -> dict[str, Any]:
    values = {"name": "Lorn", "url": "https://lorn.example/feed", "every": 30}
    return values | {"account": person("carl").pk, "desk": ""} | about


def feed(**about: Any) -> Feed:
    made = feeds.add_feed(
        by=person("adam"), name="Lorn", url="https://lorn.example/feed", account=person("carl")
    )
    Feed.objects.filter(pk=made.pk).update(**about)
    return Feed.objects.get(pk=made.pk)


def act(client: Client, action: str, *rows: Feed) -> str:
    sent = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(LIST, sent, follow=True).content.decode()


def test_a_feed_is_set_up_off_and_turned_on_in_the_list(client: Client) -> None:
    adam = sign_in(client)
    answer = client.post(reverse("admin:claims_feed_add"), form(enabled="on"))
    made = Feed.objects.get()
    assert answer.status_code == 302
    assert (made.enabled, made.account) == (False, person("carl"))
    assert "1 done." in act(client, "turn_on", made)
    made.refresh_from_db()
    assert made.enabled
    act(client, "turn_off", made)
    kinds = AuditEvent.objects.filter(actor_uid=adam.uid, object_uid=made.uid).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "feed.added",
        "feed.turned_on",
        "feed.turned_off",
    ]


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ({"every": 1}, "greater than or equal to 5"),
        ({"url": "javascript:alert(1)"}, "valid URL"),
        ({"account": ""}, "required"),
    ],
)
def test_what_cannot_be_polled_is_not_saved(
    client: Client, about: dict[str, Any], sentence: str
) -> None:
    sign_in(client)
    answer = client.post(reverse("admin:claims_feed_add"), form(**about))
    assert sentence in answer.content.decode()
    assert not Feed.objects.exists()


def test_the_verbs_sentence_is_shown_in_the_form(client: Client) -> None:
    sign_in(client)
    answer = client.post(reverse("admin:claims_feed_add"), form(account=person("nora").pk))
    assert "Nora Norole may not bring articles in." in answer.content.decode()
    assert not Feed.objects.exists()


def test_a_feed_is_changed_by_its_verb(client: Client) -> None:
    sign_in(client)
    made = feed()
    client.post(page(made), form(name="Lorn city", full_text="on", seen=made.version))
    made.refresh_from_db()
    assert (made.name, made.full_text, made.every) == ("Lorn city", True, 30)
    answer = client.post(page(made), form(name="Second", seen=1))
    assert "Somebody changed this since you opened it" in answer.content.decode()


def test_failures_are_told_where_the_feed_is_set_up(client: Client) -> None:
    sign_in(client)
    made = feed(
        enabled=True, failures=2, sentence="There is <no> feed.\nTwice.", last_ok_at=timezone.now()
    )
    for address in (LIST, page(made)):
        html = client.get(address).content.decode()
        assert "On, failing" in html
        assert "There is &lt;no&gt; feed." in html


def test_polling_now_hands_the_feed_to_the_worker(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client)
    made = feed()
    assert "Turn it on first" in act(client, "poll_now", made)
    act(client, "turn_on", made)
    with django_capture_on_commit_callbacks() as handed_over:
        assert "1 done." in act(client, "poll_now", made)
    assert handed_over
    assert AuditEvent.objects.filter(kind="feed.polled", object_uid=made.uid).exists()


def test_feeds_are_never_deleted_and_others_do_not_see_them(client: Client) -> None:
    sign_in(client)
    made = feed()
    assert client.post(f"{page(made)[:-7]}delete/", {"post": "yes"}).status_code == 403
    client.force_login(person("edda"))
    assert client.get(LIST).status_code in (302, 403)
