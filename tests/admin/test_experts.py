"""Links to outside experts in the admin: looked at, and closed by the newsroom's verb."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.enums import Visibility
from claims.models import Article, AuditEvent, ExpertLink
from claims.services import experts, queries
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db
LIST = "admin:claims_expertlink_changelist"


def linked(name: str = "Prof. Lind") -> tuple[ExpertLink, str]:
    claim = factories.claim(factories.article(), "The repair cost 3.1 million crowns")
    query = queries.ask(on=claim, text="Is it so?", by=person("carl"))
    return experts.invite(query=query, name=name, question="Plausible?", by=person("carl"))


@pytest.fixture(autouse=True)
def _adam(client: Client) -> None:
    client.force_login(person("adam"))


def test_a_link_is_listed_with_who_and_when_and_without_its_address(client: Client) -> None:
    link, token = linked()
    page = reverse("admin:claims_expertlink_change", args=[link.pk])
    for address in (reverse(LIST), page):
        html = client.get(address).content.decode()
        assert "Prof. Lind" in html
        assert "Carl Checker" in html
        assert token not in html
        assert link.token_hash not in html
    assert client.post(page, {"name": "Somebody"}).status_code == 403
    assert client.get(reverse("admin:claims_expertlink_add")).status_code == 403
    assert client.post(reverse("admin:claims_expertlink_delete", args=[link.pk])).status_code == 403


def test_an_admin_closes_links_and_is_told_which_were_closed_already(client: Client) -> None:
    links = [linked()[0], linked("Dr. Mons")[0]]
    experts.revoke(link=links[1], by=person("carl"))
    data = {"action": "revoke", "_selected_action": [link.pk for link in links]}
    html = client.post(reverse(LIST), data, follow=True).content.decode()
    assert "1 done." in html
    assert "Dr. Mons: This link is closed already." in html
    links[0].refresh_from_db()
    assert links[0].revoked_by == person("adam")
    event = AuditEvent.objects.filter(kind="expert.revoked").first()
    assert event is not None
    assert event.actor_uid == person("adam").uid


def test_links_on_what_only_named_people_may_read_are_not_listed(client: Client) -> None:
    link, _token = linked()
    Article.objects.update(visibility=Visibility.NAMED)
    assert "Prof. Lind" not in client.get(reverse(LIST)).content.decode()
    page = reverse("admin:claims_expertlink_change", args=[link.pk])
    assert client.get(page).status_code == 302
    client.post(reverse(LIST), {"action": "revoke", "_selected_action": [link.pk]})
    link.refresh_from_db()
    assert link.is_open


def test_links_are_listed_by_state(client: Client) -> None:
    for name in ("Open", "Closed", "Expired"):
        linked(name)
    experts.revoke(link=ExpertLink.objects.get(name="Closed"), by=person("carl"))
    late = timezone.now() - datetime.timedelta(days=1)
    ExpertLink.objects.filter(name="Expired").update(expires_at=late)
    for state in ("open", "closed", "expired"):
        found = client.get(reverse(LIST), {"state": state}).context["cl"].queryset
        assert [link.name.lower() for link in found] == [state]
    assert client.get(reverse(LIST), {"state": "nonsense"}).context["cl"].queryset.count() == 3
