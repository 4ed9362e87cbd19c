"""Invitations, one's own profile, health, and the page of patterns."""

from typing import Any

import pytest
from django.contrib.auth import get_user
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.enums import Role
from claims.models import AuditEvent, Invitation, User
from claims.services import people
from claims.views import people as views
from tests.people import person

pytestmark = pytest.mark.django_db
NEW = "quite-another-phrase-7"


def invited(name: str = "Nils New", email: str = "nils@example.org") -> str:
    """Invite somebody as a checker and return the address of the link."""
    roles = frozenset({Role.CHECKER})
    _, token = people.invite(name=name, email=email, by=person("adam"), roles=roles)
    return reverse("invitation", args=[token])


def typed(**changes: str) -> dict[str, str]:
    return {"username": "nils", "password1": NEW, "password2": NEW, **changes}


def test_who_is_invited_chooses_a_name_and_a_password_and_is_in(client: Client) -> None:
    url = invited()
    page = client.get(url)
    assert "Welcome, Nils New" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    answer = client.post(url, typed())
    assert (answer.status_code, answer["Location"]) == (302, "/")
    user = get_user(client)
    assert isinstance(user, User)
    assert (user.username, str(user), user.email) == ("nils", "Nils New", "nils@example.org")
    assert user.roles == {Role.CHECKER}
    assert user.check_password(NEW)
    assert client.get("/").status_code == 200
    assert AuditEvent.objects.get(kind="person.joined").object_uid == user.uid


def test_a_link_works_once(client: Client) -> None:
    url = invited()
    client.post(url, typed())
    for answer in (Client().get(url), Client().post(url, typed(username="other"))):
        assert answer.status_code == 410
        assert "ask an admin of your newsroom for a new link" in answer.content.decode()
    assert not User.objects.filter(username="other").exists()


def test_a_link_that_expired_says_what_to_do(client: Client) -> None:
    url = invited()
    Invitation.objects.update(expires_at=timezone.now())
    assert client.get(url).status_code == 410
    assert client.post(url, typed()).status_code == 410


@pytest.mark.parametrize("token", ["nonsense", "ü", "a" * 3000, "..", "%20"])
def test_a_token_that_never_was_is_answered_alike(client: Client, token: str) -> None:
    assert client.get(f"/invitations/{token}/").status_code == 410


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"username": ""}, "This field is required"),
        ({"username": "CARL"}, "Somebody has this user name"),
        ({"username": "n ils"}, "Enter a valid username"),
        ({"username": "n\x00ils"}, "Null characters are not allowed"),
        ({"username": "n" * 151}, "at most 150 characters"),
        ({"password2": "something else 1"}, "didn’t match"),
        ({"password1": "short1", "password2": "short1"}, "too short"),
        ({"password1": "12345678901", "password2": "12345678901"}, "entirely numeric"),
        ({"password1": "nils@example.org", "password2": "nils@example.org"}, "too similar"),
        ({"password1": "", "password2": ""}, "This field is required"),
    ],
)
def test_a_mistake_is_said_in_words_and_uses_nothing_up(
    client: Client, changes: dict[str, str], mistake: str
) -> None:
    person("carl")
    url = invited()
    answer = client.post(url, typed(**changes))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert mistake in html
    if "username" not in changes:
        assert 'value="nils"' in html  # what one chose is still there
    assert NEW not in html
    assert client.post(url, typed()).status_code == 302


def test_two_at_once_do_not_get_one_name(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    url = invited()
    real = people.accept_invitation

    def slower(**given: Any) -> User:
        User.objects.create(username="nils")
        return real(**given)

    monkeypatch.setattr(people, "accept_invitation", slower)
    answer = client.post(url, typed())
    assert answer.status_code == 422
    assert "Somebody has this user name" in answer.content.decode()
    assert Invitation.objects.get().is_open


def test_who_is_signed_in_does_not_use_a_colleagues_link_up(client: Client) -> None:
    url = invited()
    client.force_login(person("carl"))
    for answer in (client.get(url), client.post(url, typed())):
        assert "You are signed in" in answer.content.decode()
    assert Invitation.objects.get().is_open


def test_trying_many_tokens_is_stopped(client: Client) -> None:
    url = invited()
    for number in range(views.MOST_TRIES):
        assert client.get(f"/invitations/guess-{number}/").status_code == 410
    assert client.get(url).status_code == 429
    assert client.post(url, typed()).status_code == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get(url, **elsewhere).status_code == 200


# --- profile ----------------------------------------------------------------------------------


def test_people_change_what_they_say_about_themselves(client: Client) -> None:
    client.force_login(person("ada"))
    html = client.get("/profile/").content.decode()
    assert 'value="Ada Author"' in html
    assert reverse("account_change_password") in html
    given = {"name": "Ada A.", "email": "", "time_zone": "Asia/Tokyo"}
    assert client.post("/profile/", {**given, "is_staff": "on", "username": "x"}).status_code == 302
    ada = User.objects.get(username="ada")
    assert (ada.name, ada.email, ada.time_zone, ada.is_staff) == ("Ada A.", "", "Asia/Tokyo", False)
    event = AuditEvent.objects.get(kind="person.profile_edited")
    assert set(event.changes) == {"name", "email", "time_zone"}


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"name": ""}, "This field is required"),
        ({"email": "CLEO@example.org"}, "Somebody else has this e-mail address"),
        ({"email": "x"}, "Enter a valid email"),
        ({"time_zone": "../../etc/passwd"}, "Select a valid choice"),
    ],
)
def test_a_mistake_in_the_profile_is_said_in_words(
    client: Client, changes: dict[str, str], mistake: str
) -> None:
    person("cleo")
    client.force_login(person("carl"))
    given = {"name": "Karl", "email": "carl@example.org", "time_zone": "", **changes}
    answer = client.post("/profile/", given)
    assert answer.status_code == 422
    assert mistake in answer.content.decode()
    assert str(person("carl")) == "Carl Checker"


def test_a_profile_is_for_people_with_a_role(client: Client) -> None:
    assert client.get("/profile/").status_code == 302
    client.force_login(person("nora"))
    assert client.get("/profile/").status_code == 403


# --- the site ---------------------------------------------------------------------------------


def test_health_is_answered_to_anybody(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Content-Type"].startswith("text/plain")

    def broken() -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(views.connection, "cursor", broken)
    assert client.get("/health/").status_code == 503


def test_the_patterns_are_for_admins(client: Client) -> None:
    for who, status in [("adam", 200), ("edda", 403), ("carl", 403)]:
        client.force_login(person(who))
        assert client.get("/patterns/").status_code == status


def test_signing_in_with_the_chosen_password_works(client: Client) -> None:
    client.post(invited(), typed())
    client.logout()
    client.post(reverse("account_login"), {"login": "Nils", "password": NEW})
    assert get_user(client).is_authenticated
