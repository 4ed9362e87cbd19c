"""The watch: whose turn it is, what a site asks of programs, when to come again, what is told."""

import datetime
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from claims.enums import CaptureState, Health, Stage, Stance, State, Visibility
from claims.models import Article, AuditEvent, Capture, Evidence, WatchSetting
from claims.queries.gate_conditions import BY_KEY
from claims.services import captures, claims, evidence, supports, watching, withdrawal
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.fetching.servers import RawServer, answer, html
from tests.people import person

from .test_captures import REPORT, page, resting, taken

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ABOUT = timedelta(hours=3)  # ten percent of a day, and some seconds
GONE = html(b"<p>No.</p>", status="404 Not Found")


@pytest.fixture
def server(settings: Any) -> Iterator[RawServer]:
    settings.FETCH_ALLOW_LOOPBACK = True
    with RawServer() as running:
        yield running


@pytest.fixture(autouse=True)
def on() -> None:
    cache.clear()
    watching.set_watch(by=person("adam"), is_on=True, every_hours=24, rechecks=True)


def asked(server: RawServer) -> list[str]:
    """Return the paths that were asked for since the last time."""
    paths = [request.split(b" ")[1].decode() for request in server.requests]
    server.requests.clear()
    return paths


def tick(after: timedelta = timedelta()) -> int:
    """Let the upkeep pass once, so much later, and the worker do what it finds."""
    with time_machine.travel(timezone.now() + after):
        count = watching.enqueue_due()
        for capture in Capture.objects.under_way():
            captures.run(uid=str(capture.uid))
    return count


def wait_of(found: Evidence) -> timedelta:
    """Return how long after its last look the next one is due."""
    found.refresh_from_db()
    assert found.next_watch_at
    assert found.health_at
    return found.next_watch_at - found.health_at


def add(url: str, **about: Any) -> Evidence:
    """Add evidence on which a claim of an article at work rests."""
    found = evidence.add_evidence(by=person("cleo"), url=url, **about)
    claim = factories.claim(factories.article(), "Every one of the 40 mooring posts")
    supports.attach(evidence=found, target=claim, by=person("cleo"), stance=Stance.SUPPORTS)
    return found


def ordered() -> set[str]:
    return set(Capture.objects.filter(asked_by=None).values_list("evidence__url", flat=True))


# --- whose turn it is ----------------------------------------------------------------------------


def test_one_address_of_each_host_is_looked_at_and_only_what_something_alive_rests_on() -> None:
    one, other = add("https://a.example/1"), add("https://b.example/1")
    later = add("https://A.example:443/2")
    evidence.add_evidence(by=person("cleo"), url="https://unused.example/")
    add("https://named.example/", visibility=Visibility.NAMED)
    withdrawn = add("https://withdrawn.example/")
    withdrawal.withdraw_evidence(evidence=withdrawn, reason="wrong", by=person("cleo"))
    killed, retired = add("https://killed.example/"), add("https://retired.example/")
    killed_in = killed.supports.get().claim
    retired_too = retired.supports.get().claim
    assert killed_in
    assert retired_too
    Article.objects.filter(pk=killed_in.article_id).update(stage=Stage.KILLED)
    claims.retire_claim(claim=retired_too, reason="twice", by=person("cleo"))
    gone_off = add("https://off.example/")
    supports.detach(support=gone_off.supports.get(), by=person("cleo"))
    in_file = add("https://file.example/")
    Evidence.objects.filter(pk=in_file.pk).update(file="files/aa/x.pdf")
    Capture.objects.all().delete()  # what adding ordered

    now = timezone.now()
    assert watching.enqueue_due(now=now) == 2
    assert ordered() == {one.url, other.url}
    assert watching.enqueue_due(now=now) == 0  # the host has a copy under way
    Capture.objects.all().delete()
    assert watching.enqueue_due(now=now) == 0  # and is left alone for a moment
    cache.clear()
    assert watching.enqueue_due(now=now) == 1
    assert ordered() == {later.url}
    later.refresh_from_db()
    assert later.next_watch_at == now + DAY  # should the look never end


def test_nothing_is_looked_at_while_the_watch_is_off_or_once_it_was_turned_off() -> None:
    found = add("https://a.example/1")
    Capture.objects.all().delete()
    assert watching.enqueue_due() == 1
    watching.set_watch(by=person("adam"), is_on=False)
    captures.run(uid=str(Capture.objects.get().uid))  # would have no way to a.example
    found.refresh_from_db()
    assert (found.health, found.captures.count()) == ("", 0)
    cache.clear()
    assert watching.enqueue_due() == 0


def test_what_is_for_named_people_by_now_is_not_fetched() -> None:
    found = add("https://a.example/1")
    Capture.objects.all().delete()
    watching.enqueue_due()
    evidence.share(evidence=found, by=person("cleo"), visibility=Visibility.NAMED)
    captures.run(uid=str(Capture.objects.get().uid))
    assert not Capture.objects.exists()


def test_a_person_who_asks_for_a_copy_takes_over_the_watchs_order() -> None:
    found = add("https://a.example/1")
    Capture.objects.all().delete()
    watching.enqueue_due()
    capture = captures.order(evidence=found, by=person("carl"))
    assert (capture.asked_by, found.captures.count()) == (person("carl"), 1)


# --- what a site asks of programs ----------------------------------------------------------------


def test_an_address_that_is_closed_to_programs_is_left_alone_and_says_so(
    server: RawServer,
) -> None:
    server.sayings["/robots.txt"] = html(b"User-agent: *\nDisallow: /report\nCrawl-delay: 300\n")
    found, _support = resting(server)
    asked(server)
    assert tick(2 * DAY) == 1
    assert asked(server) == ["/robots.txt"]
    found.refresh_from_db()
    assert "asks programs not to come here" in found.health_note
    assert (found.health, found.captures.count()) == (Health.OK, 1)
    assert found.next_watch_at
    assert found.next_watch_at > timezone.now() + 25 * DAY
    Evidence.objects.update(next_watch_at=None)
    with time_machine.travel(timezone.now() + 2 * DAY + timedelta(seconds=90)):
        assert watching.enqueue_due() == 0  # the site wants five minutes
    assert tick(2 * DAY + timedelta(minutes=6)) == 1
    assert asked(server) == []  # its rules are known


def test_a_site_that_does_not_tell_its_rules_is_asked_for_the_page_on_the_third_look(
    server: RawServer,
) -> None:
    server.sayings["/robots.txt"] = html(b"", status="500 Trouble")
    found, _support = resting(server)
    asked(server)
    for day, paths in ((2, []), (5, []), (10, ["/report"])):
        assert tick(day * DAY) == 1
        assert asked(server) == ["/robots.txt", *paths]
    found.refresh_from_db()
    assert (found.health, found.failures) == (Health.OK, 0)


# --- when to come again --------------------------------------------------------------------------


def test_what_stands_as_it_stood_leaves_no_copy_and_is_looked_at_a_day_later(
    server: RawServer,
) -> None:
    found, _support = resting(server)
    assert tick() == 0  # somebody has just taken a copy
    assert tick(2 * DAY) == 1
    assert abs(wait_of(found) - DAY) < ABOUT
    assert (found.health, found.captures.count()) == (Health.OK, 1)


def test_a_site_in_trouble_is_left_alone_for_longer_each_time_and_is_dead_the_third(
    server: RawServer,
) -> None:
    found, support = resting(server)
    assert support.claim
    server.sayings["/report"] = html(b"", status="503 Busy")
    for day, wait in ((2, 2), (5, 4), (10, 8)):
        assert found.health == Health.OK
        assert tick(day * DAY) == 1
        assert abs(wait_of(found) - wait * DAY) < wait * ABOUT
    assert (found.health, found.failures) == (Health.DEAD, 3)
    failed = found.captures.exclude(state=CaptureState.DONE)
    assert failed.count() == 1  # twice the same says nothing new
    support.claim.refresh_from_db()
    assert support.claim.state == State.RECHECK
    Evidence.objects.update(failures=50)
    server.sayings["/report"] = html(b"", "Retry-After: 5184000", status="503 Busy")
    assert tick(90 * DAY) == 1
    assert abs(wait_of(found) - 32 * DAY) < 32 * ABOUT


def test_nobody_there_is_a_failure_too(server: RawServer) -> None:
    found, _support = resting(server)
    with server:
        pass  # it is shut
    for day in (2, 5, 10):
        assert tick(day * DAY) == 1
    found.refresh_from_db()
    assert (found.health, found.failures) == (Health.DEAD, 3)
    assert found.health_note


WEEK = 7 * DAY
IN_TWO_DAYS = "Wed, 04 Mar 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("status", "said", "wait"),
    [
        (503, "120", timedelta(minutes=2)),
        (429, IN_TWO_DAYS, 2 * DAY),
        (429, "Wed, 04 Mar 2026 12:00:00 -0000", 2 * DAY),
        (200, "120", timedelta()),
        (429, "9" * 400, WEEK),
        (429, "Sun, 01 Mar 2026 12:00:00 GMT", timedelta()),
        (429, "Wed, 99 Mar 99999 12:00:00 GMT", timedelta()),
        (429, "-5", timedelta()),
        (429, "٣", timedelta()),
        (429, "", timedelta()),
    ],
)
def test_a_busy_site_says_when_to_come_again(status: int, said: str, wait: timedelta) -> None:
    copy = Capture(status=status, headers=[["retry-AFTER", said]] if said else [])
    with time_machine.travel(datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC), tick=False):
        assert watching.asked_to_wait(copy) == wait
        late = watching.next_look(Evidence(), Capture(status=429, headers=[["Retry-After", "1e9"]]))
        assert late < timezone.now() + 2 * DAY
        long = watching.next_look(
            Evidence(), Capture(status=429, headers=[["Retry-After", "9999999"]])
        )
        assert long == timezone.now() + WEEK


# --- what is found -------------------------------------------------------------------------------


def test_an_address_that_moved_is_told_and_stays(server: RawServer) -> None:
    found, _support = resting(server)
    given = found.url
    server.sayings["/new"] = page(*REPORT)
    server.sayings["/report"] = answer(
        b"", "Location: /new", "Content-Length: 0", status="301 Moved"
    )
    tick(2 * DAY)
    found.refresh_from_db()
    assert (found.health, found.url) == (Health.MOVED, given)
    assert found.moved_to == server.url("/new")
    server.sayings["/report"] = answer(
        b"", "Location: /new", "Content-Length: 0", status="302 For now"
    )
    tick(5 * DAY)
    found.refresh_from_db()
    assert (found.health, found.moved_to) == (Health.OK, "")


def test_a_change_stands_until_a_person_has_looked(server: RawServer) -> None:
    found, _support = resting(server)
    server.sayings["/report"] = page(*REPORT, "Corrected on Tuesday, as the mayor had asked.")
    for day in (2, 5):
        tick(day * DAY)
        found.refresh_from_db()
        assert (found.health, found.captures.count()) == (Health.CHANGED, 2)
    taken(found)
    assert found.health == Health.OK


def test_a_site_that_comes_back_without_the_passage_is_no_better(server: RawServer) -> None:
    found, support = resting(server)
    assert support.claim
    server.sayings["/report"] = page("The harbour authority is sorry.", REPORT[1])
    tick(2 * DAY)
    sorry, server.sayings["/report"] = server.sayings["/report"], GONE
    tick(5 * DAY)
    server.sayings["/report"] = sorry
    tick(9 * DAY)
    fared = AuditEvent.objects.filter(kind="evidence.health", object_uid=found.uid)
    assert [event.changes["health"][1] for event in fared] == [
        *("passage_gone", "dead", "passage_gone", "ok"),
    ]
    told = AuditEvent.objects.filter(kind="evidence.lost", object_uid=support.claim.uid)
    assert [event.note for event in told] == ["Quoted passage gone", "Dead", "Quoted passage gone"]
    assert len(BY_KEY["evidence_lost"].keys(support.claim.article)) == 1


def test_other_bytes_without_words_are_a_change(server: RawServer) -> None:
    server.sayings["/scan"] = answer(b"\x89PNG\r\n\x1a\nold", "Content-Type: image/png")
    found = add(server.url("/scan"))
    taken(found)
    server.sayings["/scan"] = answer(b"\x89PNG\r\n\x1a\nnew", "Content-Type: image/png")
    tick(2 * DAY)
    found.refresh_from_db()
    assert (found.health, found.captures.done().count()) == (Health.CHANGED, 2)


def test_what_is_for_named_people_is_flagged_to_nobody_else(server: RawServer) -> None:
    """A person may look at it; the gate and the history then say no word of what was found."""
    found, support = resting(server)
    assert support.claim
    evidence.share(evidence=found, by=person("cleo"), visibility=Visibility.NAMED)
    server.sayings["/report"] = GONE
    taken(found)
    support.claim.refresh_from_db()
    assert (found.health, support.claim.state) == (Health.DEAD, State.RECHECK)
    assert BY_KEY["evidence_lost"].keys(support.claim.article) == []
    events = AuditEvent.objects.filter(object_uid=support.claim.uid)
    assert {e.note for e in events if e.kind in ("evidence.lost", "claim.to_recheck")} == {""}


# --- the setting ---------------------------------------------------------------------------------


def test_an_admin_says_whether_and_how_often_links_are_watched() -> None:
    setting = WatchSetting.now()
    assert AuditEvent.objects.filter(kind="watch.set", object_uid=setting.uid).count() == 1
    with pytest.raises(Refused, match="Only an admin"):
        watching.set_watch(by=person("edda"), is_on=False)
    for hours in (0, 10_000):
        with pytest.raises(Invalid, match="at least one hour"):
            watching.set_watch(by=person("adam"), every_hours=hours)
    with pytest.raises(Stale):
        watching.set_watch(by=person("adam"), seen=setting.version - 1, is_on=False)
    now = timezone.now()
    slow, tired = add("https://a.example/"), add("https://b.example/")
    Evidence.objects.update(next_watch_at=now + 9 * DAY)
    Evidence.objects.filter(pk=tired.pk).update(failures=3)
    assert watching.set_watch(by=person("adam"), every_hours=1)
    slow.refresh_from_db()
    tired.refresh_from_db()
    assert slow.next_watch_at
    assert slow.next_watch_at <= timezone.now() + HOUR
    assert tired.next_watch_at == now + 9 * DAY
    assert watching.set_watch(by=person("adam"), every_hours=1) is None
