"""Copies of sites that are broken or mean harm: each ends, in words, and the evidence stands."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.test import Client

from claims import fetching
from claims.enums import CaptureState
from claims.formats import warc
from claims.models import Capture, Evidence
from claims.services import captures, evidence
from tests.fetching import test_hostile
from tests.fetching.servers import Line, RawServer, Saying, answer, html
from tests.people import person

pytestmark = pytest.mark.django_db

LIMITS = {"max_bytes": test_hostile.MAX_BYTES, "max_unpacked": 2_000_000}
MB = 1024 * 1024
LONG = "/" + "y" * 1950
ENTITIES = b"".join(b'<!ENTITY %c "&%c;&%c;">' % (97 + n, 96 + n, 96 + n) for n in range(1, 20))


@pytest.fixture
def server(settings: Any) -> Iterator[RawServer]:
    settings.FETCH_ALLOW_LOOPBACK = True
    with RawServer() as running:
        yield running


def large_pdf(line: Line) -> None:
    """A hundred megabytes of a PDF, and no word about its length."""
    line.say(answer(test_hostile.PDF, "Content-Type: application/pdf"))
    for _ in range(100):
        line.say(bytes(MB))


MORE: dict[str, tuple[Saying, str]] = {
    "a title of what no database keeps": (
        html(b"<title>A\x00B&#xD800;&#0; \xed\xa0\x80</title><p>Words \x00 here &#xDFFF;.</p>"), "",
    ),
    "a title of 100 KB": (html(b"<title>" + b"t " * 50_000 + b"</title><p>Words.</p>"), ""),
    "NUL in the type": (html(b"<p>x</p>", "Content-Type: text/\x00html; charset=\x00"), ""),
    "a type of 3 KB": (answer(b"<p>x</p>", "Content-Type: text/" + "h" * 3000), ""),
    "100 headers of line noise": (html(b"<p>x</p>", *[f"X-{n}: \x00\xff" for n in range(90)]), ""),
    "a reason of line noise": (html(b"<p>x</p>", status="200 \x00" + "\xff" * 3000), ""),
    "an address of 2 KB": (test_hostile.to(LONG), ""),
    "a PDF of nothing": (
        answer(b"%PDF-1.7\n" + b"\x00" * 5000, "Content-Type: application/pdf"), "",
    ),
    "20,000 elements in each other": (html(b"<div>" * 20_000 + b"words"), ""),
    "an entity of entities": (
        html(b'<!DOCTYPE html [<!ENTITY a "ha">' + ENTITIES + b"]><html><p>&t;</p></html>"), "",
    ),
    "a file of another file": (test_hostile.to("http://10.0.0.1/"), "private network"),
    "a trap of cookies": (
        test_hostile.to("/trap", "Set-Cookie: id=1; Path=/; Max-Age=99999"), "too many",
    ),
}  # fmt: skip


def outcome(capture: Capture, status: int | None, said: str, *, trouble: bool) -> None:
    """Fail unless what came of it is written down, and can be read."""
    assert capture.state == (CaptureState.FAILED if trouble else CaptureState.DONE)
    assert (capture.status, capture.attempts) == (status, 1)
    if trouble:
        assert any(words in capture.trouble for words in said.split("|")) or said == r"\."
        assert capture.trouble[0].isupper()
        assert capture.trouble.endswith(".")
    if status is not None or capture.redirects:
        with capture.archive.open("rb") as archive:
            kept = warc.read(archive.read())
        assert all(one.verified for one in kept)
        hops = len(capture.redirects) + (status is not None)
        assert [one.url for one in kept][: len(capture.redirects)] == [
            url for url, _status in capture.redirects
        ]
        assert len(kept) == hops


def test_whatever_a_site_answers_a_copy_ends_and_the_evidence_stands(
    server: RawServer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleo = person("cleo")
    client.force_login(cleo)
    server.sayings["/"] = test_hostile.to("/")
    server.sayings["/trap"] = test_hostile.to("/trap", "Set-Cookie: id=2; Path=/")
    server.sayings[LONG] = html(b"<title>Far</title><p>Here.</p>")
    cases: dict[str, tuple[Saying, int | None, str, bool]] = {
        name: (saying, status, said, bool(said or cut or status is None))
        for name, (saying, status, said, cut) in test_hostile.CASES.items()
    }
    cases |= {
        name: (saying, None if said else 200, said, bool(said))
        for name, (saying, said) in MORE.items()
    }
    for number, (name, (saying, status, said, trouble)) in enumerate(cases.items()):
        limits = LIMITS | {"seconds": test_hostile.patience(said)}
        monkeypatch.setattr(captures, "fetch_all", partial(fetching.capture, **limits))
        server.sayings[f"/{number}"] = saying
        found = evidence.add_evidence(by=cleo, url=server.url(f"/{number}"))
        capture = found.captures.get()
        captures.run(uid=str(capture.uid))
        capture.refresh_from_db()
        try:
            outcome(capture, status, said, trouble=trouble)
        except AssertionError as error:
            raise AssertionError(f"{name}: {vars(capture)}") from error
        if number % 40 == 0:
            assert client.get(found_at(found)).status_code == 200
    assert Evidence.objects.filter(withdrawn_at=None).count() == len(cases)
    assert not Capture.objects.under_way().exists()
    assert not any(b"\ncookie:" in request.lower() for request in server.requests)


def found_at(found: Evidence) -> str:
    return f"/evidence/{found.uid}/"


def test_a_file_of_100_mb_is_left_and_the_page_of_its_evidence_waits_for_nothing(
    server: RawServer, client: Client
) -> None:
    server.sayings["/report.pdf"] = large_pdf
    found = evidence.add_evidence(by=person("cleo"), url=server.url("/report.pdf"))
    capture = found.captures.get()
    client.force_login(person("cleo"))
    assert client.get(found_at(found)).status_code == 200
    assert captures.begin(str(capture.uid))
    assert client.get(found_at(found)).status_code == 200
    captures.run(uid=str(capture.uid))
    capture.refresh_from_db()
    assert (capture.state, capture.attempts) == (CaptureState.FAILED, 2)
    assert "larger than 50 MB" in capture.trouble
    assert not capture.body
    assert client.get(found_at(found)).status_code == 200
