"""An admin cleans up among shared views, by the verb, and sees none that name what is hidden."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.enums import Visibility
from claims.models import AuditEvent, SavedView
from claims.services.saved_views import save_view
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


def test_a_shared_view_is_deleted_by_its_verb_and_others_are_not_there(client: Client) -> None:
    secret = factories.article(by=person("edda"), visibility=Visibility.NAMED)
    edda, carl = person("edda"), person("carl")
    hidden = save_view(name="Zanzibar", query=f"article={secret.uid}", by=edda, is_shared=True)
    private = save_view(name="My own", query="worth=high", by=carl)
    ours = save_view(name="Ours", query="worth=low", by=carl, is_shared=True)
    client.force_login(person("adam"))
    html = client.get(reverse("admin:claims_savedview_changelist")).content.decode()
    assert "Ours" in html
    assert "Zanzibar" not in html
    assert "My own" not in html
    for view in (hidden, private, ours):
        url = reverse("admin:claims_savedview_delete", args=[view.pk])
        client.post(url, {"post": "yes"})
    assert set(SavedView.objects.all()) == {hidden, private}
    assert AuditEvent.objects.filter(kind="view.dropped", actor_name="Adam Admin").count() == 1
