"""Stored copies: ordered, taken once, kept with all they tell; one that fails says why."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import default_storage
from warcio.checker import Checker

from claims.enums import CaptureState, Found, Health, Stance, State, Verdict
from claims.models import AuditEvent, Capture, Evidence, Support, WatchSetting
from claims.services import captures, evidence, reviews, supports, verdicts
from tests import factories
from tests.fetching.servers import RawServer, html
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Any) -> Iterator[RawServer]:
    settings.FETCH_ALLOW_LOOPBACK = True
    with RawServer() as running:
        yield running


def page(*words: str, **about: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in words)
    whole = f"<html><head><title>The report</title></head><body><article>{body}</article></body>"
    return html(whole.encode(), **about)


REPORT = (
    "The harbour authority replaced all forty mooring posts between the storm and last Friday.",
    "It says that the ferry will run on Monday, and that the repair cost 3.1 million crowns.",
)
PASSAGE = "replaced all forty mooring posts"


def taken(found: Evidence) -> Capture:
    """Have a copy of it taken, as the worker does."""
    capture = captures.order(evidence=found, by=person("cleo"))
    captures.run(uid=str(capture.uid))
    capture.refresh_from_db()
    found.refresh_from_db()
    return capture


def resting(server: RawServer, passage: str = PASSAGE) -> tuple[Evidence, Support]:
    """Return evidence whose copy is here, and the tie to an approved claim that quotes it."""
    server.sayings["/report"] = page(*REPORT)
    found = evidence.add_evidence(by=person("cleo"), url=server.url("/report"))
    claim = factories.claim(factories.article(), "Every one of the 40 mooring posts")
    support = supports.attach(
        evidence=found, target=claim, by=person("cleo"), stance=Stance.SUPPORTS, passage=passage
    )
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("cleo"))
    reviews.approve(claim=claim, by=person("rita"))
    taken(found)
    support.refresh_from_db()
    return found, support


def test_a_page_is_kept_with_all_that_it_tells(server: RawServer) -> None:
    server.sayings["/old"] = page("", "Location: /report", status="301 Moved Permanently")
    found, support = resting(server)
    capture = found.captures.get()
    assert (capture.state, capture.trouble) == (CaptureState.DONE, "")
    assert (capture.status, capture.media_type, capture.attempts) == (200, "text/html", 1)
    assert ["Content-Type", "text/html"] in capture.headers
    assert capture.text.endswith(REPORT[1])
    assert (found.title, found.health) == ("The report", Health.OK)
    assert (support.found, support.found_in) == (Found.FOUND, capture)
    with default_storage.open(capture.body.name) as body:
        assert REPORT[0].encode() in body.read()


def test_warcio_finds_nothing_wrong_with_what_is_kept(server: RawServer, tmp_path: Any) -> None:
    found, _support = resting(server)
    path = tmp_path / "copy.warc.gz"
    with found.captures.get().archive.open("rb") as archive:
        path.write_bytes(archive.read())
    checker = Checker(type("Asked", (), {"inputs": [str(path)], "verbose": True})())
    checker.process_all()
    assert checker.exit_value == 0


def test_a_passage_that_went_opens_the_claims_that_rest_on_it(server: RawServer) -> None:
    found, support = resting(server)
    assert support.claim
    server.sayings["/report"] = page("The harbour authority is sorry.", REPORT[1])
    taken(found)
    support.refresh_from_db()
    support.claim.refresh_from_db()
    assert (found.health, support.found) == (Health.PASSAGE_GONE, Found.MISSING)
    assert support.claim.state == State.RECHECK
    taken(found)
    assert found.health == Health.PASSAGE_GONE  # a second look makes it no better
    server.sayings["/report"] = page(*REPORT)
    taken(found)
    support.refresh_from_db()
    assert (found.health, support.found) == (Health.CHANGED, Found.FOUND)


def test_a_quote_that_is_mended_mends_how_the_page_fares(
    server: RawServer, django_capture_on_commit_callbacks: Any
) -> None:
    found, support = resting(server)
    server.sayings["/report"] = page("The harbour authority is sorry.", REPORT[1])
    taken(found)
    assert found.health == Health.PASSAGE_GONE
    with django_capture_on_commit_callbacks(execute=True):
        supports.edit_support(support=support, by=person("cleo"), passage="authority is very sorry")
    found.refresh_from_db()
    assert found.health == Health.PASSAGE_GONE
    with django_capture_on_commit_callbacks(execute=True):
        supports.edit_support(support=support, by=person("cleo"), passage="authority is sorry")
    found.refresh_from_db()
    assert found.health == Health.CHANGED


def test_a_dead_address_leaves_settled_claims_alone_where_the_newsroom_says_so(
    server: RawServer,
) -> None:
    WatchSetting.objects.create(pk=1, rechecks=False)
    found, support = resting(server)
    assert support.claim
    server.sayings["/report"] = page("Nothing here.", status="404 Not Found")
    capture = taken(found)
    support.claim.refresh_from_db()
    assert (capture.state, capture.status, found.health) == ("failed", 404, Health.DEAD)
    assert capture.trouble
    assert default_storage.exists(capture.archive.name)
    assert support.claim.state == State.APPROVED
    assert AuditEvent.objects.filter(kind="evidence.lost", object_uid=support.claim.uid).exists()


def test_a_site_that_cannot_be_reached_is_dead_after_three_looks(server: RawServer) -> None:
    found, _support = resting(server)
    server.sayings["/report"] = page("Busy.", status="503 Service Unavailable")
    assert [taken(found).state for _ in range(2)] == ["failed", "failed"]
    assert found.health == Health.OK
    taken(found)
    assert found.health == Health.DEAD


def test_what_is_ordered_twice_is_taken_once(server: RawServer) -> None:
    found, _support = resting(server)
    first = captures.order(evidence=found, by=person("cleo"))
    assert captures.order(evidence=found, by=person("carl")) == first
    for _ in range(2):
        captures.run(uid=str(first.uid))
    assert found.captures.count() == 2
