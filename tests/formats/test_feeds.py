"""RSS, Atom and JSON Feed read from bytes; hostile feeds end in a sentence, and in time."""

import datetime
import json
import time
from typing import Any

import pytest

from claims.formats import Unreadable
from claims.formats.feeds import FeedEntry, read_feed

from .reading import check, kinds, links

HOME = "https://lorn.example/feeds/city"
RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>City</title><link>https://lorn.example</link><language>en-gb</language>
<item><title>Bridge &amp;amp; road &lt;i&gt;closed&lt;/i&gt;</title><link>/bridge</link>
<guid isPermaLink="false">17</guid><pubDate>Fri, 02 Jan 2026 10:00:00 +0200</pubDate>
<description>In short.</description><dc:creator>By Ada Brandt</dc:creator>
<content:encoded><![CDATA[<p>The bridge cost <b>$4 million</b>, <a href="mayor">the mayor</a> said.
</p><script>alert(1)</script><p>It closed.</p>]]></content:encoded></item>
<item><title>Ferry runs again</title><link>https://lorn.example/ferry</link>
<pubDate>Sat, 03 Jan 2026 10:00:00 GMT</pubDate><description>The ferry runs again.</description>
</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>City</title>
<id>tag:lorn.example,2026:city</id><updated>2026-01-02T10:00:00Z</updated>
<entry><id>tag:lorn.example,2026:17</id><title>Bridge closed</title>
<author><name>Ada Brandt</name></author><link href="https://lorn.example/bridge"/>
<published>2026-01-02T10:00:00+02:00</published><updated>2026-01-03T10:00:00Z</updated>
<summary>In short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>The bridge cost <b>$4 million</b>.</p></div></content></entry></feed>"""
JSON: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "language": "en",
    "items": [
        {
            "id": 17,
            "url": "/bridge",
            "title": "Bridge closed",
            "content_html": "<p>The bridge cost $4 million.</p>",
            "authors": [{"name": "Ada Brandt"}, {"name": "Bo Lind"}],
            "date_published": "2026-01-02T10:00:00+02:00",
            "date_modified": "2026-01-03T10:00:00Z",
        },
        {"id": "18", "content_text": "The ferry runs again.", "date_published": "2026-01-01"},
    ],
}
PUBLISHED = datetime.datetime(2026, 1, 2, 8, tzinfo=datetime.UTC)
UPDATED = datetime.datetime(2026, 1, 3, 10, tzinfo=datetime.UTC)


def entries(text: str) -> tuple[FeedEntry, ...]:
    return read_feed(text.encode(), url=HOME).entries


def test_rss_gives_its_items_the_newest_first() -> None:
    read = read_feed(RSS.encode(), url=HOME, content_type="text/xml; charset=utf-8")
    ferry, bridge = read.entries
    assert read.kind == "rss"
    assert (ferry.guid, ferry.url) == ("https://lorn.example/ferry", "https://lorn.example/ferry")
    assert (bridge.guid, bridge.url) == ("17", "https://lorn.example/bridge")
    assert (bridge.published_at, bridge.updated_at) == (PUBLISHED, None)
    draft = bridge.draft()
    check(draft)
    assert kinds(draft) == [
        ("headline", "Bridge & road closed"),
        ("paragraph", "The bridge cost $4 million, the mayor said."),
        ("paragraph", "It closed."),
    ]
    assert links(draft) == [("the mayor", "https://lorn.example/mayor", "")]
    assert (draft.byline, draft.language) == ("Ada Brandt", "en-gb")
    assert draft.published == datetime.date(2026, 1, 2)
    assert ferry.draft().text == "Ferry runs again\n\nThe ferry runs again."


def test_atom_gives_content_before_summary_and_both_times() -> None:
    read = read_feed(ATOM.encode(), url=HOME)
    (bridge,) = read.entries
    assert read.kind == "atom"
    assert bridge.guid == "tag:lorn.example,2026:17"
    assert (bridge.published_at, bridge.updated_at) == (PUBLISHED, UPDATED)
    assert bridge.draft().text == "Bridge closed\n\nThe bridge cost $4 million."
    assert bridge.draft().byline == "Ada Brandt"


def test_json_feed_is_read_too() -> None:
    read = read_feed(json.dumps(JSON).encode(), url=HOME)
    bridge, ferry = read.entries
    assert read.kind == "json"
    assert (bridge.guid, bridge.url) == ("17", "https://lorn.example/bridge")
    assert (bridge.published_at, bridge.updated_at) == (PUBLISHED, UPDATED)
    assert bridge.draft().byline == "Ada Brandt, Bo Lind"
    assert (ferry.guid, ferry.url, ferry.draft().text) == ("18", "", "The ferry runs again.")


@pytest.mark.parametrize(
    ("old", "new"),
    [("$4 million", "$5 million"), ("Bridge &amp;", "Old bridge &amp;"), ("/bridge", "/brücke")],
)
def test_a_fingerprint_changes_with_what_the_feed_says_and_not_by_itself(
    old: str, new: str
) -> None:
    before = entries(RSS)[1].fingerprint
    assert entries(RSS)[1].fingerprint == before
    assert entries(RSS.replace("City", "Town"))[1].fingerprint == before
    assert entries(RSS.replace(old, new))[1].fingerprint != before


def test_an_item_that_is_there_twice_is_read_once() -> None:
    item = RSS[RSS.index("<item>") : RSS.index("</item>") + 7]
    assert [entry.guid for entry in entries(RSS.replace(item, item * 3))] == [
        "https://lorn.example/ferry",
        "17",
    ]


def test_a_name_that_is_too_long_becomes_its_print() -> None:
    guid = entries(RSS.replace(">17<", f">{'x' * 900}<"))[1].guid
    assert guid.startswith("sha256:")
    assert guid != entries(RSS.replace(">17<", f">{'x' * 901}<"))[1].guid


def test_an_item_without_words_has_no_draft() -> None:
    (entry,) = entries("<rss version='2.0'><channel><item><guid>1</guid></item></channel></rss>")
    with pytest.raises(Unreadable):
        entry.draft()


def rss(inside: str, head: str = "") -> str:
    return f"{head}<rss version='2.0'><channel>{inside}</channel></rss>"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
HOSTILE = {
    "billion laughs": rss("<item><title>a</title><description>&l11;</description></item>", BOMB),
    "a file from outside": rss("<item><description>A &x; B</description></item>", OUTSIDE),
    "deep": "<rss version='2.0'><channel>" + "<item>" * 50_000,
    "deep markup": rss(f"<item><description>{'&lt;p&gt;' * 100_000}</description></item>"),
    "attributes": rss("<item " + " ".join(f"a{n}='1'" for n in range(100_000)) + "/>"),
    "many items": rss("<item><guid>g</guid><description>d</description></item>" * 20_000),
    "broken": "<rss version='2.0'><channel><item><description>a &nbsp; < b",
    "a page": "<!doctype html><html><body><p>No feed</p></body></html>",
    "nothing": "\0" * 1000,
    "json that is none": '{"version": 1, "items": 5}',
    "deep json": '{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 100_000,
    "wrong types": json.dumps(JSON | {"items": [7, {"id": {}, "authors": 5, "url": ["x"]}]}),
    "half characters": json.dumps(JSON | {"items": [{"id": "\ud800", "content_text": "a \ud800"}]}),
    "half an address": json.dumps(
        JSON | {"items": [{"id": 1, "url": "https://x.example/\ud800", "content_text": "a"}]}
    ),
    "a long address": rss(
        f"<item><link>https://x.example/{'y' * 3000}</link><description>d</description></item>"
    ),
    "a bad address": rss("<item><link>javascript:x</link><description>d</description></item>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_feed_is_read_or_refused_in_time(name: str) -> None:
    started = time.process_time()
    try:
        read = read_feed(HOSTILE[name].encode(), url=HOME)
    except Unreadable:
        return
    finally:
        assert time.process_time() - started < 20
    for entry in read.entries:
        entry.fingerprint, entry.guid.encode(), entry.url.encode()  # they can be kept
        assert entry.url.startswith(("https://", "http://")) or not entry.url
        assert len(entry.url) <= 2000
        assert len(entry.markup + entry.words) < 1_000_000
        assert "root:" not in entry.markup + entry.words


@pytest.mark.parametrize("name", ["a page", "nothing", "json that is none"])
def test_what_is_no_feed_is_said_so(name: str) -> None:
    with pytest.raises(Unreadable, match="no feed at this address"):
        read_feed(HOSTILE[name].encode())
