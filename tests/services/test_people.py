"""An invitation is a link that works once, for a while, and is stored nowhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.utils import timezone

from claims.enums import Role
from claims.models import AuditEvent, Invitation, User
from claims.services import people
from claims.services.saving import Invalid, Refused
from tests.people import person

from .deeds import events, kinds, nothing_kept, snapshot

pytestmark = pytest.mark.django_db

CHECKER = frozenset({Role.CHECKER})


def invited(**about: Any) -> tuple[Invitation, str]:
    """Invite Zoe as a checker, by Adam, unless said otherwise."""
    values = {"name": "Zoe Zander", "by": person("adam"), "roles": CHECKER, **about}
    return people.invite(**values)


def join(token: str, **about: Any) -> User:
    values = {"username": "zoe", "password": "correct-horse-battery", **about}
    return people.accept_invitation(token=token, **values)


def test_an_invitation_becomes_an_account_with_its_roles() -> None:
    roles = frozenset({Role.CHECKER, Role.ADMIN})
    invitation, token = invited(name=" Zoe Zander ", email="zoe@example.org", roles=roles)
    assert people.open_invitation(token) == invitation
    user = join(token, username=" zoe ")
    assert (user.username, user.name, user.email) == ("zoe", "Zoe Zander", "zoe@example.org")
    assert user.roles == roles
    assert not user.is_superuser
    assert check_password("correct-horse-battery", user.password)
    invitation.refresh_from_db()
    assert (invitation.used_by, invitation.is_open) == (user, False)
    assert kinds(invitation) == ["person.invited"]
    assert kinds(user) == ["person.joined"]


def test_the_token_is_stored_nowhere_and_cannot_be_guessed() -> None:
    tokens = [invited()[1] for _ in range(3)]
    assert len(set(tokens)) == 3
    assert min(len(token) for token in tokens) >= 43
    kept = str(snapshot())
    for token in tokens:
        assert token not in kept
        assert Invitation.hash_of(token) in kept


def test_an_invitation_works_once() -> None:
    _invitation, token = invited()
    join(token)
    assert people.open_invitation(token) is None
    with nothing_kept(Invalid):
        join(token, username="zoe2")


def test_an_invitation_works_for_a_while() -> None:
    invitation, token = invited()
    assert timedelta(days=6) < invitation.expires_at - timezone.now() <= timedelta(days=7)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())
    assert people.open_invitation(token) is None
    with nothing_kept(Invalid):
        join(token)


def test_a_withdrawn_invitation_stops_working_at_once() -> None:
    invitation, token = invited()
    people.withdraw_invitation(invitation=invitation, by=person("adam"))
    assert people.open_invitation(token) is None
    with nothing_kept(Invalid):
        join(token)
    with nothing_kept(Invalid):
        people.withdraw_invitation(invitation=invitation, by=person("adam"))
    assert kinds(invitation) == ["person.invited", "person.invitation_withdrawn"]


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "a\x00b"])
def test_other_tokens_open_nothing(token: str) -> None:
    invitation, _token = invited()
    assert people.open_invitation(token) is None
    assert people.open_invitation(invitation.token_hash) is None
    with nothing_kept(Invalid):
        join(token)


@pytest.mark.parametrize("username", ["carl", "rita", "edda", "ada", "nora"])
def test_only_an_admin_invites_and_withdraws(username: str) -> None:
    invitation, _token = invited()
    who = person(username)
    who.is_superuser = True
    who.save()
    with nothing_kept(Refused):
        invited(by=who)
    with nothing_kept(Refused):
        people.withdraw_invitation(invitation=invitation, by=who)


@pytest.mark.parametrize(
    "about",
    [
        {"roles": frozenset()},
        {"name": ""},
        {"name": " "},
        {"name": "n" * 151},
        {"name": "a\x00"},
        {"email": "not an address"},
        {"email": "z" * 250 + "@example.org"},
    ],
)
def test_an_invitation_nothing_can_keep_is_refused(about: dict[str, Any]) -> None:
    person("adam")
    with nothing_kept(Invalid):
        invited(**about)


@pytest.mark.parametrize(
    "username", ["", " ", "adam", "z z", "z\x00", "\ud800", "u" * 151, "<script>"]
)
def test_a_user_name_that_is_taken_or_impossible_leaves_the_invitation_open(username: str) -> None:
    _invitation, token = invited()
    with nothing_kept(Invalid):
        join(token, username=username)
    assert people.open_invitation(token)
    join(token)


def test_what_people_do_is_written_down_under_their_printed_name() -> None:
    invitation, token = invited()
    event = events(invitation)[0]
    assert (event.actor_name, event.object_name, event.article_uid) == (
        "Adam Admin",
        "Zoe Zander",
        None,
    )
    join(token)
    assert AuditEvent.objects.filter(actor_name="Zoe Zander").count() == 1
