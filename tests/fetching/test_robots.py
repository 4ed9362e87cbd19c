"""What a site asks of programs that come again and again."""

import pytest

from claims.fetching import robots

from .servers import Line, RawServer, html

pytestmark = pytest.mark.usefixtures("loopback")
RULES = b"""
User-agent: *
Disallow: /private/
Crawl-delay: 7

User-agent: factcheck
Disallow: /not-for-us
Allow: /

User-agent: Other
Disallow: /
"""


def test_the_rules_for_our_name_go_before_those_for_all(server: RawServer) -> None:
    server.sayings["/robots.txt"] = html(RULES)
    rules = robots(server.url("/a/story?x#y"))
    assert rules.allows(server.url("/private/x"))
    assert not rules.allows(server.url("/not-for-us/x"))
    assert rules.delay == 0
    assert [r.split(b" ")[1] for r in server.requests] == [b"/robots.txt"]


def test_the_rules_for_all_hold_where_we_are_not_named(server: RawServer) -> None:
    server.sayings["/robots.txt"] = html(RULES.replace(b"factcheck", b"somebody"))
    rules = robots(server.url("/"))
    assert not rules.allows(server.url("/private/x"))
    assert rules.allows(server.url("/public"))
    assert rules.delay == 7


@pytest.mark.parametrize("said", ["404 No", "403 No", "410 Gone"])
def test_a_site_without_rules_allows_everything(said: str, server: RawServer) -> None:
    server.sayings["/robots.txt"] = html(b"User-agent: *\nDisallow: /", status=said)
    assert robots(server.url("/")).allows(server.url("/story"))


def test_a_site_in_trouble_allows_nothing(server: RawServer) -> None:
    page = html(b"User-agent: *\nAllow: /", status="503 Ow")
    for saying in (page, Line.reset, Line.silence, page[:20]):
        server.sayings["/robots.txt"] = saying
        assert not robots(server.url("/"), seconds=0.3).allows(server.url("/story"))


def test_rules_without_end_and_rules_cut_off_allow_nothing(server: RawServer) -> None:
    server.sayings["/robots.txt"] = lambda line: (line.say(html(b"")[:17]), line.flood(b"X: y\r\n"))
    assert not robots(server.url("/")).allows(server.url("/story"))
    server.sayings["/robots.txt"] = html(b"#" * 600_000)
    assert not robots(server.url("/")).allows(server.url("/story"))
    server.sayings["/robots.txt"] = html(b"User-agent: x\n").replace(b"Length: 14", b"Length: 99")
    assert not robots(server.url("/")).allows(server.url("/story"))


def test_rules_of_line_noise_harm_nobody(server: RawServer) -> None:
    server.sayings["/robots.txt"] = html(b"\xff\xfe\0\0User-agent\0: *\r\rDisallow: [\n:::\n" * 50)
    assert robots(server.url("/")).allows(server.url("/story"))


def test_an_empty_file_allows_everything(server: RawServer) -> None:
    server.sayings["/robots.txt"] = html(b"")
    assert robots(server.url("/")).allows(server.url("/story"))
