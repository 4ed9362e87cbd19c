"""Web archives on the page of evidence: bringing one, and sending the address to a public one."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.enums import Visibility
from claims.models import Article, AuditEvent, Evidence
from tests import factories
from tests.people import person
from tests.services.test_archives import URL, page, quoted, warc

from .pages import page as parsed
from .pages import words

pytestmark = pytest.mark.django_db
SAVE = f"https://web.archive.org/save/{URL}"


@pytest.fixture(autouse=True)
def _carl(client: Client) -> None:
    client.force_login(person("carl"))


def at(name: str, evidence: Evidence) -> str:
    return reverse(name, args=[evidence.uid])


def upload(client: Client, evidence: Evidence, data: bytes, **about: str) -> str:
    file = SimpleUploadedFile("mine.warc.gz", data)
    answer = client.post(at("evidence-archive", evidence), {"archive": file, **about}, follow=True)
    return words(parsed(answer))


def test_an_archive_is_brought_from_the_page_once(client: Client) -> None:
    evidence = quoted()
    assert "2 copies were stored." in upload(client, evidence, warc(page(), page("Another day.")))
    assert "stored already" in upload(client, evidence, warc(page(), page("Another day.")))
    assert evidence.captures.done().count() == 2


def test_what_cannot_be_taken_is_said_beside_the_field_and_what_was_typed_stays(
    client: Client,
) -> None:
    call = factories.evidence.add_evidence(by=person("carl"), description="The page, by post.")
    asked = at("evidence-archive", call)
    assert "id_bring_archive" in client.post(asked).content.decode()
    file = SimpleUploadedFile("mine.warc.gz", warc())
    answer = client.post(asked, {"archive": file, "address": "https://news.example/no?a=<b>"})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "https://news.example/no?a=&lt;b&gt; is not in this web archive." in told
    assert 'value="https://news.example/no?a=&lt;b&gt;"' in told


def test_the_link_to_a_public_archive_comes_with_a_click_that_is_kept(client: Client) -> None:
    evidence = quoted(url=f"{URL}?a=b&c#part")
    own = at("evidence-detail", evidence)
    assert "web.archive.org/save" not in client.get(own).content.decode()
    answer = client.post(at("evidence-sent", evidence), follow=True)
    assert f'href="{SAVE}?a=b&amp;c" target="_blank" rel="noopener noreferrer"' in (
        answer.content.decode()
    )
    kept = {"archive_url": "web.archive.org/web/2026/x", "seen": evidence.version}
    client.post(at("evidence-archive-address", evidence), kept)
    evidence.refresh_from_db()
    assert evidence.archive_url == "https://web.archive.org/web/2026/x"
    assert evidence.url == f"{URL}?a=b&c#part"
    answer = client.post(at("evidence-archive-address", evidence), {**kept, "archive_url": "no no"})
    assert answer.status_code == 422
    assert "no no" in answer.content.decode()
    client.force_login(person("rita"))
    assert "Sent last by Carl" in words(parsed(client.get(own)))
    assert SAVE not in client.get(own).content.decode()  # a click of her own brings it


def test_where_it_may_not_go_the_reason_stands_beside_the_button(client: Client) -> None:
    evidence = quoted()
    Article.objects.update(desk=factories.desk("World", may_archive=False))
    told = client.get(at("evidence-detail", evidence)).content.decode()
    assert "A desk that works with it sends nothing" in told
    told = client.post(at("evidence-sent", evidence), follow=True).content.decode()
    assert "A desk that works with it sends nothing" in told
    assert not AuditEvent.objects.filter(kind="evidence.sent_to_archive").exists()


def test_the_link_goes_after_a_day_and_once_it_may_not_be_sent_any_more(client: Client) -> None:
    evidence = quoted()
    own = at("evidence-detail", evidence)
    client.post(at("evidence-sent", evidence))
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        client.force_login(person("carl"))
        assert SAVE not in client.get(own).content.decode()
    assert SAVE in client.get(own).content.decode()
    Evidence.objects.update(visibility=Visibility.NAMED)
    assert SAVE not in client.get(own).content.decode()


def test_a_file_that_is_too_large_to_be_read_while_somebody_waits_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.forms.archives.MAX_FILE", 10)
    assert "over 50 MB" in upload(client, quoted(), warc())
