"""Feeds: off until turned on, each item once, updates as drafts, failures told on the feed."""

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from claims.enums import FeedKind, Origin, Stage
from claims.formats import Draft, read_plain
from claims.formats.feeds import FeedEntry
from claims.models import Article, AuditEvent, Feed, FeedItem, User
from claims.services import feed_items, feeds, revisions
from claims.services.saving import Invalid, Refused
from tests import factories
from tests.people import person
from tests.services.deeds import nothing_kept, snapshot

pytestmark = pytest.mark.django_db
WORDS = "<p>Item {n}: the bridge of Lorn cost {n} million crowns, the mayor said.</p>"


class Site:
    """A site with a feed of numbered items, the highest number the newest."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.items: dict[int, str] = {}
        self.asked: list[dict[str, str]] = []
        self.etag = ""
        self.answer: Response | None = None
        server.expect_request("/feed").respond_with_handler(self.serve)

    def serve(self, request: Request) -> Response:
        self.asked.append(dict(request.headers))
        if self.answer is not None:
            return self.answer
        if self.etag and request.headers.get("If-None-Match") == self.etag:
            return Response(status=304)
        headers = {"ETag": self.etag} if self.etag else {}
        return Response(self.feed(), content_type="application/feed+json", headers=headers)

    def feed(self) -> str:
        rows = [
            {
                "id": str(n),
                "url": self.server.url_for(f"/{n}"),
                "title": f"Bridge number {n}",
                "content_html": words,
            }
            for n, words in sorted(self.items.items(), reverse=True)
        ]
        version = "https://jsonfeed.org/version/1.1"
        return json.dumps({"version": version, "title": "Lorn", "items": rows})

    def have(self, *numbers: int) -> None:
        self.items |= {n: WORDS.format(n=n) for n in numbers}


@pytest.fixture
def site(httpserver: HTTPServer, settings: Any) -> Site:
    settings.FETCH_ALLOW_LOOPBACK = True
    return Site(httpserver)


@pytest.fixture
def feed(site: Site) -> Feed:
    """A feed that is on, brought in by Carl."""
    made = set_up(url=site.server.url_for("/feed"))
    feeds.turn(feed=made, by=person("adam"), on=True)
    return fresh(made)


def set_up(**about: Any) -> Feed:
    values = {"name": "Lorn", "url": "https://lorn.example/feed", "account": person("carl")}
    return feeds.add_feed(by=person("adam"), **(values | about))


def fresh(feed: Feed) -> Feed:
    return Feed.objects.get(pk=feed.pk)


def poll(feed: Feed) -> feeds.Outcome:
    """Poll as if the last poll were long ago."""
    Feed.objects.filter(pk=feed.pk).update(last_polled_at=None)
    outcome = feeds.poll(uid=str(feed.uid))
    assert outcome is not None
    return outcome


def article(number: int) -> Article:
    return Article.objects.get(title=f"Bridge number {number}")


# --- what comes in --------------------------------------------------------------------------------


def test_each_item_becomes_an_article_once(feed: Feed, site: Site) -> None:
    city = factories.desk()
    Feed.objects.update(desk=city)
    site.have(1, 2)
    assert poll(feed).taken == 2
    assert poll(feed).taken == 0
    made = article(2)
    assert Article.objects.count() == 2
    assert (made.created_by, made.desk) == (person("carl"), city)
    assert made.url == site.server.url_for("/2")
    assert made.current is not None
    assert made.current.origin == Origin.FEED
    assert made.current.text.startswith("Bridge number 2\n\nItem 2: the bridge")
    assert fresh(feed).kind == FeedKind.JSON


def test_a_changed_item_is_the_next_draft_of_its_article(feed: Feed, site: Site) -> None:
    site.have(1)
    poll(feed)
    claim = factories.approved(factories.claim(article(1), "cost 1 million crowns"))
    site.items[1] = site.items[1].replace("1 million", "9 million")
    assert poll(feed).taken == 1
    assert poll(feed).taken == 0
    assert article(1).revisions.count() == 2
    claim.refresh_from_db()
    assert claim.state == "recheck"


def test_the_first_poll_takes_the_newest_ten_and_no_later_one_the_others(
    feed: Feed, site: Site
) -> None:
    site.have(*range(1, 31))
    assert poll(feed).taken == 10
    site.have(31)
    site.items[5] += "<p>More.</p>"  # passed over for good
    assert poll(feed).taken == 1
    titles = set(Article.objects.values_list("title", flat=True))
    assert titles == {f"Bridge number {n}" for n in range(21, 32)}


def test_a_poll_takes_so_many_and_the_next_one_the_rest(
    feed: Feed, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST_ITEMS", 2)
    site.etag = '"a"'
    site.have(1)
    poll(feed)
    site.etag = '"b"'
    site.have(2, 3, 4)
    assert poll(feed).is_cut
    assert fresh(feed).etag == ""  # else the next answer would be "nothing new"
    assert [poll(feed).taken, poll(feed).taken] == [1, 0]
    assert Article.objects.count() == 4


def test_items_without_words_are_passed_over_until_they_have_some(feed: Feed, site: Site) -> None:
    site.items[1] = "<p>–</p>"
    site.answer = Response(site.feed().replace("Bridge number 1", ""))
    assert poll(feed) == feeds.Outcome()
    assert fresh(feed).sentence == ""
    site.answer = None
    site.have(1)
    assert poll(feed).taken == 1


def test_words_that_are_here_already_are_recognised(feed: Feed, site: Site) -> None:
    text = "Bridge number 1\n\nItem 1: the bridge of Lorn cost 1 million crowns, the mayor said."
    here = factories.article(text=text)
    site.have(1)
    poll(feed)
    assert FeedItem.objects.get().article == here
    site.items[1] = site.items[1].replace("1 million", "9 million")
    poll(feed)
    here.refresh_from_db()
    assert here.current is not None
    assert "9 million" in here.current.text
    assert Article.objects.count() == 1


def test_the_same_words_in_two_feeds_are_one_article(feed: Feed, site: Site) -> None:
    other = set_up(name="Other", url=site.server.url_for("/feed?other"))
    feeds.turn(feed=other, by=person("adam"), on=True)
    site.have(1)
    poll(feed)
    poll(other)
    site.items[1] = site.items[1].replace("1 million", "9 million")
    poll(other)  # not the one that brought it
    assert article(1).revisions.count() == 1
    poll(feed)
    assert article(1).revisions.count() == 2


def test_the_page_of_an_item_is_fetched_where_the_feed_says_so(feed: Feed, site: Site) -> None:
    Feed.objects.update(full_text=True)
    site.have(1, 2)
    page = "<html><body><article><h1>Bridge number 1</h1><p>{}</p></article></body></html>"
    whole = "The whole story of the bridge of Lorn is here. " * 12
    site.server.expect_request("/1").respond_with_data(page.format(whole), content_type="text/html")
    outcome = poll(feed)  # of the second there is no page
    assert outcome.taken == 1
    assert len(outcome.problems) == 1
    now = article(1).current
    assert now is not None
    assert "The whole story" in now.text
    assert "1 item could not be read" in fresh(feed).sentence
    assert "Bridge number 2" in fresh(feed).sentence
    assert fresh(feed).failures == 0
    site.server.expect_request("/2").respond_with_data(
        page.format(whole).replace("1", "2"), content_type="text/html"
    )
    assert poll(feed).taken == 1
    assert fresh(feed).sentence == ""


def test_what_was_killed_rests_and_catches_up_when_it_is_back(feed: Feed, site: Site) -> None:
    site.have(1)
    poll(feed)
    Article.objects.update(stage=Stage.KILLED)
    site.items[1] += "<p>More.</p>"
    site.etag = '"more"'
    assert poll(feed) == feeds.Outcome(is_cut=True)
    assert (fresh(feed).sentence, fresh(feed).etag) == ("", "")
    Article.objects.update(stage=Stage.IN_CHECK)
    assert poll(feed).taken == 1
    assert fresh(feed).etag == '"more"'


@pytest.mark.parametrize("away", [{"archived_at": timezone.now()}, {"stage": Stage.KILLED}])
def test_what_is_put_away_while_its_page_is_fetched_waits_as_well(
    feed: Feed, site: Site, monkeypatch: pytest.MonkeyPatch, away: dict[str, Any]
) -> None:
    site.have(1)
    poll(feed)
    site.items[1] += "<p>More.</p>"
    before = snapshot()["claims.FeedItem"], article(1).sent_at
    real = feed_items.draft_of

    def slowly(feed: Feed, entry: FeedEntry) -> Draft:
        Article.objects.update(**away)
        return real(feed, entry)

    monkeypatch.setattr(feed_items, "draft_of", slowly)
    assert poll(feed) == feeds.Outcome(is_cut=True)
    assert (snapshot()["claims.FeedItem"], article(1).sent_at) == before
    assert article(1).revisions.count() == 1


# --- the same words in two items ------------------------------------------------------------------

FIRST_WORDS = "<p>Breaking news. More follows in a moment.</p>"
WHALES = "<p>Breaking news. Twelve whales were seen in the sound on Friday.</p>"
STORM = "<p>Breaking news. A storm broke the pier of Port Amsel on Monday.</p>"


def take(feed: Feed, guid: str, words: str) -> bool:
    entry = FeedEntry(guid, title="Breaking", markup=words)
    return feed_items.take(feed=feed, entry=entry)


def texts() -> list[str]:
    """The last words of each article, the oldest first."""
    rows = Article.objects.order_by("pk").values_list("current__text", flat=True)
    return [str(text).strip().rsplit(". ", 1)[-1] for text in rows]


@pytest.mark.parametrize("by_hand", [False, True], ids=["from the feed", "from somebody"])
@pytest.mark.parametrize("order", ["12", "21"])
def test_items_that_began_alike_part_when_their_words_differ(
    feed: Feed, by_hand: bool, order: str
) -> None:
    if by_hand:
        factories.article(text="Breaking\n\nBreaking news. More follows in a moment.")
    take(feed, "1", FIRST_WORDS)
    take(feed, "2", FIRST_WORDS)
    assert Article.objects.count() == 1
    later = {"1": STORM, "2": WHALES}
    assert [take(feed, guid, later[guid]) for guid in order] == [True, True]
    assert [("storm" in text, "whales" in text) for text in texts()] == [
        (True, False),
        (False, True),
    ]
    assert take(feed, "2", WHALES.replace("Twelve", "Thirteen"))
    assert take(feed, "1", STORM.replace("Monday", "Sunday"))
    assert ["Sunday" in texts()[0], "Thirteen" in texts()[1]] == [True, True]
    assert Article.objects.count() == 2


def test_an_item_does_not_wait_for_the_killed_article_of_another(feed: Feed) -> None:
    take(feed, "1", FIRST_WORDS)
    take(feed, "2", FIRST_WORDS)
    Article.objects.update(stage=Stage.KILLED)
    assert take(feed, "2", WHALES)
    with pytest.raises(feed_items.Waits):
        take(feed, "1", STORM)
    assert Article.objects.count() == 2


def test_one_story_under_two_guids_stays_one_article(feed: Feed) -> None:
    for words in (FIRST_WORDS, STORM):
        take(feed, "1", words)
        take(feed, "2", words)
    assert Article.objects.get().revisions.count() == 2


# --- turned off in the middle ---------------------------------------------------------------------


@pytest.mark.parametrize("items", [1, 3])
def test_a_feed_turned_off_in_the_middle_stops_and_reads_the_rest_when_it_is_on_again(
    feed: Feed, site: Site, monkeypatch: pytest.MonkeyPatch, items: int
) -> None:
    Feed.objects.update(full_text=True)
    site.have(*range(1, items + 1))
    site.etag = '"print"'
    asked: list[str] = []

    def page(url: str) -> tuple[Draft, str]:
        asked.append(url)
        if len(asked) == 1:
            feeds.turn(feed=feed, by=person("adam"), on=False)
        return read_plain(f"The bridge at {url} is closed."), url

    monkeypatch.setattr(feed_items, "read_address", page)
    assert poll(feed) == feeds.Outcome(is_cut=True)
    assert len(asked) == 1
    assert not Article.objects.exists()
    assert fresh(feed).etag == ""  # else the next answer would be "nothing new"
    feeds.turn(feed=feed, by=person("adam"), on=True)
    assert poll(feed).taken == items


# --- when it goes wrong ---------------------------------------------------------------------------


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(
    feed: Feed, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.have(*range(1, 21))
    real, made = revisions.store, []

    def dies(*args: Any, **about: Any) -> Any:
        made.append(args)
        if len(made) == 4:
            raise SystemExit
        return real(*args, **about)

    monkeypatch.setattr("claims.services.articles.store", dies)
    with pytest.raises(SystemExit):
        poll(feed)
    assert Article.objects.count() == 3
    assert fresh(feed).last_ok_at is None
    monkeypatch.undo()
    assert poll(feed).taken == 7
    assert Article.objects.count() == 10


def test_what_has_not_changed_is_not_sent_again(feed: Feed, site: Site) -> None:
    site.etag = '"print"'
    site.have(1)
    poll(feed)
    assert "If-None-Match" not in site.asked[0]
    assert fresh(feed).etag == '"print"'
    assert poll(feed) == feeds.Outcome()
    assert site.asked[1]["If-None-Match"] == '"print"'
    assert fresh(feed).last_ok_at is not None


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Response(status=404), "no such page"),
        (Response(status=500), "trouble of its own"),
        (Response(status=304), "status 304"),
        (Response("<p>A page.</p>", content_type="text/html"), "no feed at this address"),
        (Response(b"\x89PNG", content_type="image/png"), "no web page"),
    ],
)
def test_a_failure_is_told_on_the_feed_and_tried_again_later_each_time(
    feed: Feed, site: Site, answer: Response, sentence: str
) -> None:
    site.answer = answer
    waits = []
    for failures in (1, 2, 3):
        before = timezone.now()
        poll(feed)
        now = fresh(feed)
        assert now.failures == failures
        assert sentence in now.sentence
        assert now.next_at is not None
        waits.append(round((now.next_at - before).total_seconds() / 60))
    assert waits == [60, 120, 240]
    site.answer = None
    site.have(1)
    assert poll(feed).taken == 1
    assert (fresh(feed).failures, fresh(feed).sentence) == (0, "")


def test_no_wait_is_longer_than_a_day(feed: Feed, site: Site) -> None:
    Feed.objects.update(failures=40)
    site.answer = Response(status=500)
    poll(feed)
    next_at = fresh(feed).next_at
    assert next_at is not None
    assert next_at - timezone.now() <= feeds.LONGEST_WAIT


def test_an_address_within_the_house_is_never_asked(settings: Any) -> None:
    settings.FETCH_ALLOW_LOOPBACK = False
    inside = set_up(url="http://127.0.0.1:80/feed")
    feeds.turn(feed=inside, by=person("adam"), on=True)
    poll(inside)
    assert "private network" in fresh(inside).sentence


def test_an_account_that_may_no_longer_import_stops_its_feed(feed: Feed, site: Site) -> None:
    site.have(1)
    User.objects.filter(username="carl").update(is_active=False)
    poll(feed)
    assert not Article.objects.exists()
    assert "import" in fresh(feed).sentence
    assert site.asked == []


def test_a_mistake_of_ours_is_told_and_raised(
    feed: Feed, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(**_about: Any) -> bool:
        raise ZeroDivisionError

    site.have(1)
    monkeypatch.setattr(feed_items, "take", breaks)
    with pytest.raises(ZeroDivisionError):
        poll(feed)
    assert "our side" in fresh(feed).sentence


# --- who sets it up, and when it is read ----------------------------------------------------------


def test_a_new_feed_is_off_and_nothing_reads_it(site: Site) -> None:
    feed = set_up(url=site.server.url_for("/feed"))
    assert not feed.enabled
    assert feeds.enqueue_due() == 0
    assert feeds.poll(uid=str(feed.uid)) is None
    assert site.asked == []
    with nothing_kept(Invalid):
        feeds.poll_now(feed=feed, by=person("adam"))


@pytest.mark.parametrize("username", ["ada", "carl", "rita", "edda", "nora"])
@pytest.mark.parametrize(
    "verb",
    [
        lambda feed, by: feeds.add_feed(
            by=by, name="x", url="https://x.example", account=person("carl")
        ),
        lambda feed, by: feeds.edit_feed(feed=feed, by=by, name="x"),
        lambda feed, by: feeds.turn(feed=feed, by=by, on=True),
        lambda feed, by: feeds.turn(feed=feed, by=by, on=False),
        lambda feed, by: feeds.poll_now(feed=feed, by=by),
    ],
    ids=["add", "edit", "on", "off", "poll"],
)
def test_only_an_admin_looks_after_feeds(
    username: str, verb: Callable[[Feed, User], object]
) -> None:
    feed, by = set_up(), person(username)
    with nothing_kept(Refused):
        verb(feed, by)


@pytest.mark.parametrize(
    "values",
    [
        {"every": 4},
        {"every": 10**6},
        {"url": "ftp://lorn.example/feed"},
        {"url": "javascript:alert(1)"},
        {"name": ""},
        {"name": "x" * 121},
    ],
)
def test_what_cannot_be_polled_is_not_set_up(values: dict[str, Any]) -> None:
    person("carl"), person("adam")
    with nothing_kept(Invalid):
        set_up(**values)
    feed = set_up()
    with nothing_kept(Invalid):
        feeds.edit_feed(feed=feed, by=person("adam"), **values)


@pytest.mark.parametrize("username", ["ada", "adam", "nora"])
def test_articles_are_brought_in_by_somebody_who_may(username: str) -> None:
    account = person(username)
    person("adam")
    with nothing_kept(Invalid):
        set_up(account=account)


def test_an_address_is_set_up_once() -> None:
    set_up()
    with nothing_kept(Invalid):
        set_up(name="Again")


def test_another_address_is_read_as_a_new_feed(feed: Feed, site: Site) -> None:
    site.etag = '"x"'
    site.have(1)
    poll(feed)
    feeds.edit_feed(feed=fresh(feed), by=person("adam"), url=site.server.url_for("/feed?b"))
    now = fresh(feed)
    assert (now.etag, now.kind, now.last_ok_at) == ("", "", None)


def test_everything_done_to_a_feed_is_on_record(feed: Feed) -> None:
    by = person("adam")
    feeds.edit_feed(feed=feed, by=by, every=60)
    feeds.poll_now(feed=feed, by=by)
    feeds.turn(feed=feed, by=by, on=False)
    assert feeds.turn(feed=feed, by=by, on=False) is None
    kinds = AuditEvent.objects.filter(object_uid=feed.uid).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "feed.added",
        "feed.turned_on",
        "feed.edited",
        "feed.polled",
        "feed.turned_off",
    ]


def test_a_tick_has_due_feeds_read_and_no_others(
    feed: Feed, site: Site, django_capture_on_commit_callbacks: Any
) -> None:
    site.have(1)
    with django_capture_on_commit_callbacks() as handed_over:
        assert feeds.enqueue_due() == 1
        assert feeds.enqueue_due() == 0
    assert len(handed_over) == 1
    later = timezone.now() + datetime.timedelta(minutes=feed.every, seconds=1)
    assert feeds.enqueue_due(now=later) == 1
    feeds.turn(feed=feed, by=person("adam"), on=False)
    assert feeds.enqueue_due(now=later + datetime.timedelta(days=1)) == 0


def test_a_due_feed_is_read_in_the_background(
    feed: Feed, site: Site, django_capture_on_commit_callbacks: Any
) -> None:
    site.have(1)
    with django_capture_on_commit_callbacks(execute=True):
        feeds.enqueue_due()
    assert article(1).created_by == person("carl")
    assert fresh(feed).last_ok_at is not None


def test_two_tasks_at_once_ask_the_site_once(feed: Feed, site: Site) -> None:
    site.have(1)
    assert feeds.poll(uid=str(feed.uid)) is not None
    assert feeds.poll(uid=str(feed.uid)) is None
    assert len(site.asked) == 1
