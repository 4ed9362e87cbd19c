"""Web archives that people bring: what belongs to the address is kept, all of it or nothing."""

import gzip
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.storage import default_storage

from claims.enums import CaptureState, CaptureWay, Found, Visibility
from claims.formats.warc import write
from claims.models import Article, AuditEvent, Capture, Evidence
from claims.services import archives, withdrawal
from claims.services.saving import Invalid, Refused
from tests import factories
from tests.formats.test_warc import Exchange, Hop
from tests.people import person

pytestmark = pytest.mark.django_db

URL = "https://news.example/story"
WORDS = "The harbour authority replaced all forty mooring posts between the storm and last Friday."
PASSAGE = "replaced all forty mooring posts"
MAY, JUNE = datetime(2026, 5, 1, 9, tzinfo=UTC), datetime(2026, 6, 1, 9, tzinfo=UTC)


def page(words: str = WORDS, url: str = URL, at: datetime = MAY, status: str = "200 OK") -> Hop:
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    html = f"<html><head><title>The report</title></head><body><p>{words}</p></body></html>"
    return Hop(url=url, at=at, head=head.encode(), body=html.encode())


def moved(url: str, to: str) -> Hop:
    head = f"HTTP/1.1 301 Moved\r\nLocation: {to}\r\n\r\n"
    return Hop(url=url, at=MAY, head=head.encode(), body=b"")


def warc(*hops: Hop) -> bytes:
    return write(Exchange(hops or (page(),)))


def wacz(archive: bytes, **titles: str) -> bytes:
    """Return a package as browsers' archivers make it; ``titles`` by address."""
    lines = [{"format": "json-pages-1.0", "id": "pages"}]
    lines += [{"url": url, "title": title} for url, title in titles.items()]
    files = {
        "archive/data.warc.gz": archive,
        "pages/pages.jsonl": "\n".join(map(json.dumps, lines)).encode(),
    }
    listed = [
        {"path": name, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
        for name, data in files.items()
    ]
    files["datapackage.json"] = json.dumps({"resources": listed}).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def quoted(passage: str = PASSAGE, **about: Any) -> Evidence:
    """Return evidence from which a claim quotes."""
    claim = factories.claim(factories.article(), "Every one of the 40 mooring posts")
    return factories.support(claim, **{"url": URL, "passage": passage} | about).evidence


def bring(evidence: Evidence, data: bytes, **about: Any) -> list[Capture]:
    asked = {"name": "mine.wacz", "by": person("carl")} | about
    return archives.bring_archive(evidence=evidence, data=data, **asked)


def files() -> set[str]:
    """Return the names of all stored files."""
    found: set[str] = set()
    for folder in default_storage.listdir("files")[0] if default_storage.exists("files") else ():
        found |= {
            f"files/{folder}/{name}" for name in default_storage.listdir(f"files/{folder}")[1]
        }
    return found


def refused(evidence: Evidence, data: bytes, **about: Any) -> str:
    """Return why an archive is not taken; nothing of it stays."""
    before = files()
    with pytest.raises(Invalid) as caught:
        bring(evidence, data, **about)
    assert files() == before
    assert not Capture.objects.filter(way=CaptureWay.ARCHIVE).exists()
    assert not AuditEvent.objects.filter(kind="evidence.archive_brought").exists()
    return str(caught.value)


def test_what_a_warc_holds_of_the_address_is_kept_and_the_passage_looked_for() -> None:
    evidence = quoted()
    data = warc(page("Something else.", "https://news.example/other"), page())
    (copy,) = bring(evidence, data, name="ferry\x00.warc.gz")
    copy.refresh_from_db()
    assert (copy.way, copy.state, copy.trouble) == (CaptureWay.ARCHIVE, CaptureState.DONE, "")
    assert (copy.captured_at, copy.status, copy.reason) == (MAY, 200, "OK")
    assert (copy.title, copy.media_type) == ("The report", "text/html")
    assert copy.text.endswith(WORDS)
    assert copy.headers == [["Content-Type", "text/html; charset=utf-8"]]
    assert copy.details["Web archive"] == {
        "File": "ferry.warc.gz",
        "Checksum": "It fits what came.",
    }
    with copy.body.open("rb") as body, copy.archive.open("rb") as archive:
        assert hashlib.file_digest(body, "sha256").hexdigest() == copy.sha256
        assert archive.read() == data
    support = evidence.supports.get()
    assert (support.found, support.found_in) == (Found.FOUND, copy)
    assert AuditEvent.objects.get(kind="evidence.archive_brought").note == "ferry.warc.gz"
    before = files()
    assert bring(evidence, gzip.compress(gzip.decompress(data))) == []  # the same, packed anew
    assert evidence.captures.done().count() == 1
    assert files() == before
    assert AuditEvent.objects.filter(kind="evidence.archive_brought").count() == 1


def test_a_wacz_with_two_days_of_a_page_gives_two_copies_the_newest_is_looked_through() -> None:
    evidence = quoted()
    again = warc(page("The authority is sorry.", at=JUNE), page(at=MAY))
    new, old = bring(evidence, wacz(again, **{URL: "As the tab called it"}))
    assert (new.captured_at, old.captured_at) == (JUNE, MAY)
    assert new.archive == old.archive
    support = evidence.supports.get()
    assert (support.found, support.found_in) == (Found.MISSING, new)
    bring(evidence, warc(page("An older page.", at=MAY.replace(month=1))))
    support.refresh_from_db()
    assert support.found_in == new  # an older day changes nothing


def test_addresses_are_compared_as_people_write_them_and_redirects_followed() -> None:
    evidence = quoted(url="http://News.example:80/story/?a=b#part")
    data = warc(
        moved("https://news.example/story?a=b", "/story-2"),
        moved("https://news.example/story-2", "https://news.example/story?a=b"),  # round and round
        moved("https://news.example/story-2", "https://mirror.example/x"),
        page(url="https://mirror.example/x"),
        page("No.", "https://news.example/story?a=c"),
    )
    (copy,) = bring(evidence, data)
    assert copy.url == "https://mirror.example/x"
    assert copy.redirects == [
        ["https://news.example/story?a=b", 301],
        ["https://news.example/story-2", 301],
    ]


def test_an_archive_without_the_page_says_what_is_in_it_and_nothing_of_it_stays() -> None:
    evidence = quoted()
    others = [page(url=f"https://news.example/{n}") for n in range(5)]
    sentence = refused(evidence, warc(*others))
    assert sentence.startswith(f"{URL} is not in this web archive. It holds: https://news.ex")
    assert sentence.endswith("https://news.example/2, and 2 more.")
    assert "status 404" in refused(evidence, warc(page(status="404 Not Found")))
    assert "empty" in refused(evidence, warc(replace(page(), body=b"")))
    assert "more than 20" in refused(
        evidence, warc(*(page(at=MAY.replace(minute=n)) for n in range(21)))
    )
    packed = replace(
        page(), head=page().head.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")
    )
    assert "packed" in refused(evidence, warc(packed))


@pytest.mark.parametrize(
    "data",
    [
        gzip.decompress(warc()).replace(b"WARC-Target-URI", b"WARC-Target-URL"),
        b"",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"WARC/1.1\r\n",
        b"<html>",
        warc()[:-9],
    ],
)
def test_what_is_damaged_or_no_archive_is_refused_in_a_sentence(data: bytes) -> None:
    evidence = factories.web_page(url=URL)
    assert refused(evidence, data).endswith(".")


def test_one_that_was_changed_since_is_refused() -> None:
    evidence = factories.web_page(url=URL)
    forged = gzip.compress(gzip.decompress(warc()).replace(b"forty", b"fifty"))
    assert "changed" in refused(evidence, forged)


def test_a_day_that_is_not_said_or_cannot_be_is_that_on_which_it_came() -> None:
    evidence = factories.web_page(url=URL)
    future = MAY.replace(year=9999)
    (copy,) = bring(evidence, warc(page(at=future)))
    assert copy.captured_at is not None
    assert copy.captured_at.year < 9999
    assert "does not say when" in copy.trouble
    assert bring(evidence, warc(page(at=future))) != [copy]
    lines = gzip.decompress(warc(page(at=future)))
    assert len(bring(evidence, lines)) == 1  # as it came, unpacked: another file


def test_what_no_database_keeps_is_left_out() -> None:
    evidence = factories.web_page(url=URL)
    hop = page("One\x00two &#xd800; three.")
    odd = replace(hop, head=hop.head.replace(b"\r\n\r\n", b"\r\nX-Odd: a\x00b\xff\r\n\r\n"))
    (copy,) = bring(evidence, warc(odd))
    copy.refresh_from_db()
    assert "\x00" not in f"{copy.text}{copy.headers}"


def test_evidence_without_an_address_takes_that_of_the_only_page() -> None:
    call = factories.evidence.add_evidence(by=person("carl"), description="The page, by post.")
    two = warc(page(), page(url="https://news.example/b"))
    assert refused(call, two).startswith("Say which page of this web archive is meant. It holds:")
    assert "is not in this web archive" in refused(call, two, address="https://no.example")
    (copy,) = bring(call, two, address="news.example/b")
    call.refresh_from_db()
    assert call.url == copy.url == "https://news.example/b"


def test_an_asset_beside_the_page_is_not_taken_for_another_page() -> None:
    call = factories.evidence.add_evidence(by=person("carl"), description="The page, by post.")
    css = Hop(url="https://news.example/a.css", head=b"HTTP/1.1 200 OK\r\n\r\n", body=b"p {}")
    bring(call, warc(page(), css))
    call.refresh_from_db()
    assert call.url == URL


def test_who_may_not_add_evidence_brings_none_and_withdrawn_evidence_gets_none() -> None:
    evidence = quoted(url=URL)
    with pytest.raises(Refused):
        bring(evidence, warc(), by=person("ada"))
    hidden = factories.web_page(url=f"{URL}/b", by=person("cleo"), visibility=Visibility.NAMED)
    refused(hidden, warc())
    withdrawal.withdraw_evidence(evidence=evidence, reason="Forged.", by=person("carl"))
    assert "withdrawn" in refused(evidence, warc())


# --- public archives ------------------------------------------------------------------------------


def test_a_page_is_sent_by_a_person_and_that_is_kept() -> None:
    evidence = quoted()
    archives.send_to_archive(evidence=evidence, by=person("carl"))
    sent = AuditEvent.objects.get(kind="evidence.sent_to_archive")
    assert (sent.actor_name, sent.object_uid) == (str(person("carl")), evidence.uid)
    evidence.refresh_from_db()
    assert (evidence.url, evidence.archive_url) == (URL, "")
    Article.objects.update(desk=factories.desk("World", may_archive=False))
    with pytest.raises(Refused):
        archives.send_to_archive(evidence=evidence, by=person("carl"))
    assert AuditEvent.objects.filter(kind="evidence.sent_to_archive").count() == 1
