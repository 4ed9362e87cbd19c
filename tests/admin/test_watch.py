"""The watch over links in the admin: one page, saved by its verb, for admins only."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import AuditEvent, WatchSetting
from tests.people import person

from .test_verbs import sign_in

pytestmark = pytest.mark.django_db
LIST = reverse("admin:claims_watchsetting_changelist")
PAGE = reverse("admin:claims_watchsetting_change", args=[1])


def test_the_watch_is_off_until_an_admin_turns_it_on(client: Client) -> None:
    adam = sign_in(client)
    answer = client.get(LIST, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "this machine asks the sites of your evidence" in answer.content.decode()
    assert not WatchSetting.objects.exists()  # looking stores nothing
    wrong = client.post(PAGE, {"is_on": "on", "every_hours": 0, "seen": 1}).content.decode()
    assert "Ensure this value is greater than or equal to 1." in wrong
    sent = {"is_on": "on", "every_hours": 12, "seen": 1}
    assert client.post(PAGE, sent).status_code == 302
    setting = WatchSetting.objects.get()
    assert (setting.is_on, setting.every_hours, setting.rechecks) == (True, 12, False)
    assert AuditEvent.objects.get(kind="watch.set").actor_uid == adam.uid
    assert "Somebody changed this" in client.post(PAGE, sent | {"every_hours": 24}).content.decode()
    client.post(PAGE, {"every_hours": 24, "seen": setting.version})
    setting.refresh_from_db()
    assert (setting.is_on, setting.every_hours) == (False, 24)
    assert client.get(PAGE.replace("/1/", "/2/")).status_code in (302, 404)
    client.force_login(person("edda"))
    for url in (LIST, PAGE):
        assert client.get(url).headers.get("Location", "").startswith("/admin/login/")
