"""What e-mails and calendars tell, in the admin: one page, saved by its verb, for admins only."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import AuditEvent, NoticeSetting
from tests.people import person

from .test_verbs import sign_in

pytestmark = pytest.mark.django_db
LIST = reverse("admin:claims_noticesetting_changelist")
PAGE = reverse("admin:claims_noticesetting_change", args=[1])


def test_names_stay_in_the_house_until_an_admin_lets_them_out(client: Client) -> None:
    adam = sign_in(client)
    answer = client.get(LIST, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "never those of articles for named people" in answer.content.decode()
    assert NoticeSetting.now().names_things is False
    assert not NoticeSetting.objects.exists()  # looking stores nothing
    wrong = client.post(PAGE, {"names_things": "on", "digest_hour": 24, "seen": 1})
    assert "less than or equal to 23" in wrong.content.decode()
    assert client.post(PAGE, {"names_things": "on", "digest_hour": 6, "seen": 1}).status_code == 302
    setting = NoticeSetting.now()
    assert (setting.names_things, setting.digest_hour) == (True, 6)
    assert AuditEvent.objects.get(kind="notices.set").actor_uid == adam.uid
    client.force_login(person("edda"))
    for url in (LIST, PAGE):
        assert client.get(url).headers.get("Location", "").startswith("/admin/login/")
