"""People and invitations in the admin."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import AuditEvent, Invitation, User
from claims.models.people import ROLE_FIELDS
from tests.people import PASSWORD, person

pytestmark = pytest.mark.django_db
ROLES = list(ROLE_FIELDS.values())


@pytest.fixture
def adam(client: Client) -> User:
    client.force_login(person("adam"))
    return person("adam")


def page(who: User) -> str:
    return reverse("admin:claims_user_change", args=[who.pk])


def form_of(who: User, **changes: object) -> dict[str, object]:
    """Return what the page of a person posts."""
    data = {"username": who.username, "name": who.name, "email": who.email, "time_zone": ""}
    roles = {field: "on" for field in [*ROLES, "is_active"] if getattr(who, field)}
    return {k: v for k, v in {**data, **roles, **changes}.items() if v is not None}


def test_roles_are_given_and_taken_and_it_is_written_down(client: Client, adam: User) -> None:
    carl = person("carl")
    answer = client.post(page(carl), form_of(carl, is_reviewer="on", is_checker=None))
    assert answer.status_code == 302
    carl.refresh_from_db()
    assert (carl.is_checker, carl.is_reviewer, carl.is_superuser) == (False, True, False)
    event = AuditEvent.objects.get(kind="person.edited")
    assert event.changes == {"is_checker": [True, False], "is_reviewer": [False, True]}
    assert event.actor_uid == adam.uid


@pytest.mark.parametrize("field", ["is_staff", "is_active"])
def test_the_last_admin_cannot_lose_the_role(client: Client, adam: User, field: str) -> None:
    answer = client.post(page(adam), form_of(adam, **{field: None}))
    assert answer.status_code == 200
    assert "This is the last admin" in answer.content.decode()
    adam.refresh_from_db()
    assert adam.is_staff
    assert adam.is_active
    User.objects.filter(pk=person("edda").pk).update(is_staff=True)
    assert client.post(page(adam), form_of(adam, **{field: None})).status_code == 302


def test_an_admin_switched_off_does_not_count_as_another(client: Client, adam: User) -> None:
    User.objects.filter(pk=person("edda").pk).update(is_staff=True, is_active=False)
    answer = client.post(page(adam), form_of(adam, is_staff=None))
    assert "This is the last admin" in answer.content.decode()


def test_nobody_is_made_a_superuser_here(client: Client, adam: User) -> None:
    carl = person("carl")
    client.post(page(carl), form_of(carl, is_superuser="on", password="x", name="Karl"))
    carl.refresh_from_db()
    assert (carl.name, carl.is_superuser) == ("Karl", False)
    assert carl.check_password(PASSWORD)


def test_an_address_belongs_to_one_person(client: Client, adam: User) -> None:
    carl, cleo = person("carl"), person("cleo")
    answer = client.post(page(carl), form_of(carl, email=cleo.email.upper()))
    assert "Somebody else has this e-mail address." in answer.content.decode()


def test_people_are_invited_not_added(client: Client, adam: User) -> None:
    assert client.get(reverse("admin:claims_user_add")).status_code == 403


def test_a_forgotten_password_is_set_anew(client: Client, adam: User) -> None:
    carl = person("carl")
    other = Client()
    other.force_login(carl)
    url = reverse("admin:claims_user_password", args=[carl.pk])
    assert client.get(url).status_code == 200
    new = "quite-another-phrase-7"
    for first, second, mistake in [
        (new, "quite-another-phrase-8", "didn’t match"),
        ("short", "short", "too short"),
        ("", "", "required"),
        ("carl@example.org", "carl@example.org", "too similar"),
    ]:
        answer = client.post(url, {"password1": first, "password2": second})
        assert mistake in answer.content.decode()
        carl.refresh_from_db()
        assert carl.check_password(PASSWORD)
    assert client.post(url, {"password1": new, "password2": new}).status_code == 302
    carl.refresh_from_db()
    assert carl.check_password(new)
    assert other.get("/profile/").status_code == 302  # signed out
    event = AuditEvent.objects.get(kind="person.password_set")
    assert (event.object_uid, event.changes) == (carl.uid, {})


def test_only_an_admin_sets_passwords(client: Client) -> None:
    url = reverse("admin:claims_user_password", args=[person("adam").pk])
    client.force_login(person("edda"))
    assert client.post(url, {"password1": "x", "password2": "x"}).status_code == 302
    person("adam").refresh_from_db()
    assert person("adam").check_password(PASSWORD)


def invite(client: Client, **data: str) -> str:
    url = reverse("admin:claims_invitation_add")
    given = {"name": "Nils New", "email": "", "is_checker": "on", **data}
    return client.post(url, given, follow=True).content.decode()


def test_an_invitation_shows_its_link_once(client: Client, adam: User) -> None:
    html = invite(client)
    link = re.search(r"http://testserver/invitations/[\w-]+/", html)
    assert link
    invitation = Invitation.objects.get()
    assert (invitation.is_checker, invitation.is_staff) == (True, False)
    assert Client().get(link[0]).status_code == 200
    again = client.get(reverse("admin:claims_invitation_changelist")).content.decode()
    assert "Nils New" in again
    assert "/invitations/" not in again
    detail = client.get(reverse("admin:claims_invitation_change", args=[invitation.pk]))
    assert "/invitations/" not in detail.content.decode()
    assert invitation.token_hash not in detail.content.decode()


def test_an_invitation_needs_a_role_and_an_address_of_its_own(client: Client, adam: User) -> None:
    assert "Give at least one role." in invite(client, is_checker="")
    person("carl")
    assert "has this e-mail address already" in invite(client, email="Carl@example.org")
    assert "Enter a valid email" in invite(client, email="nonsense")


def test_an_invitation_is_withdrawn(client: Client, adam: User) -> None:
    link = re.search(r"http://testserver(/invitations/[\w-]+/)", invite(client))
    assert link
    url = reverse("admin:claims_invitation_changelist")
    data = {"action": "withdraw", "_selected_action": [Invitation.objects.get().pk]}
    assert "1 done." in client.post(url, data, follow=True).content.decode()
    assert Client().get(link[1]).status_code == 410
    assert "has been used or has expired" in client.post(url, data, follow=True).content.decode()


def test_invitations_are_listed_by_state(client: Client, adam: User) -> None:
    now = timezone.now()
    day = datetime.timedelta(days=1)
    by = {"created_by": adam, "is_checker": True}
    Invitation.objects.create(name="O", token_hash="1", expires_at=now + day, **by)
    Invitation.objects.create(name="E", token_hash="2", expires_at=now - day, **by)
    used = {"used_by": person("carl"), "used_at": now}
    Invitation.objects.create(name="U", token_hash="3", expires_at=now - day, **by, **used)
    url = reverse("admin:claims_invitation_changelist")
    for state, name in [("open", "O"), ("expired", "E"), ("used", "U")]:
        found = client.get(url, {"state": state}).context["cl"].queryset
        assert [row.name for row in found] == [name]
    assert client.get(url, {"state": "nonsense"}).context["cl"].queryset.count() == 3
