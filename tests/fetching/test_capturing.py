"""The whole exchange with a site, as it went over the wire."""

import gzip
import hashlib
from datetime import UTC, datetime

import pytest

from claims.fetching import NotFetched, capture, capturing, fetch

from .servers import Line, RawServer, answer, html

pytestmark = pytest.mark.usefixtures("loopback")


def test_an_exchange_is_kept_byte_for_byte(server: RawServer) -> None:
    said = answer(
        b"<p>W\xf6rds", "Content-Type: text/html; charset=latin-1", "X-Two: a", "Server: Ö",
        "x-two: b", "Content-Length: 8", status="200 Fine by me",
    )  # fmt: skip
    server.sayings["/story?a=b"] = said
    before = datetime.now(UTC)
    exchange = capture(server.url("/story?a=b#part"))
    hop = exchange.last
    assert (exchange.url, exchange.hops) == (server.url("/story?a=b"), (hop,))
    assert (hop.status, hop.reason, hop.cut) == (200, "Fine by me", "")
    assert hop.head + hop.body == said
    assert hop.request == server.requests[0]
    assert hop.headers == (
        ("Content-Type", "text/html; charset=latin-1"), ("X-Two", "a"), ("Server", "Ö"),
        ("x-two", "b"), ("Content-Length", "8"),
    )  # fmt: skip
    assert hop.header("X-TWO") == "a, b"
    assert (exchange.content, exchange.size, exchange.trouble) == (b"<p>W\xf6rds", 8, "")
    assert exchange.content_type == "text/html; charset=latin-1"
    assert hop.address == "127.0.0.1"
    assert before <= hop.at <= datetime.now(UTC)
    assert 0 <= hop.seconds < 5


def test_a_request_tells_our_name_and_nothing_of_the_person(server: RawServer) -> None:
    server.sayings["/"] = html(b"words")
    request = capture(server.url("/")).last.request.decode()
    lines = request.split("\r\n")
    assert lines[0] == "GET / HTTP/1.1"
    names = {line.partition(":")[0] for line in lines[1:] if line}
    assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert "User-Agent: Factcheck/" in request
    assert "Accept-Encoding: identity" in request


def test_every_redirect_is_kept_with_its_body_and_no_cookie_is_sent_back(
    server: RawServer,
) -> None:
    server.sayings["/a"] = html(
        b"moved", "Location: /b", "Set-Cookie: id=1; Path=/", status="301 Gone on"
    )
    server.sayings["/b"] = html(
        b"x" * 100_000, "Location: ./c?d=%C3%A9", "Set-Cookie: id=2", status="302 And on"
    )
    server.sayings["/c?d=%C3%A9"] = html(b"words")
    exchange = capture(server.url("/a"))
    assert [(hop.url, hop.status) for hop in exchange.hops] == [
        (server.url("/a"), 301), (server.url("/b"), 302), (server.url("/c?d=%C3%A9"), 200),
    ]  # fmt: skip
    assert [(len(hop.body), hop.cut) for hop in exchange.hops] == [
        (5, ""), (capturing.MAX_DETOUR, "length"), (5, ""),
    ]  # fmt: skip
    assert len(server.requests) == 3
    assert b"ookie: " not in b"".join(server.requests)


def test_a_redirect_with_an_endless_body_is_followed_at_once(server: RawServer) -> None:
    def endlessly(line: Line) -> None:
        line.say(answer(b"", "Location: /b", status="302 On"))
        line.flood(b"x" * 16_384)

    server.sayings["/a"] = endlessly
    server.sayings["/b"] = html(b"words")
    for body in (capture(server.url("/a"), seconds=20).content, fetch(server.url("/a")).body):
        assert body == b"words"


def test_each_step_has_a_connection_of_its_own(server: RawServer) -> None:
    """What a site says on the connection of a redirect is never taken for the next answer."""

    def clingingly(line: Line) -> None:
        line.say(html(b"", "Location: /b", "Connection: keep-alive", status="302 On"))
        if line.connection.recv(4096):
            line.say(html(b"put in"))

    server.sayings["/a"] = clingingly
    server.sayings["/b"] = html(b"words")
    assert capture(server.url("/a")).content == b"words"
    assert len(server.requests) == 2


def test_a_refusal_on_the_way_keeps_what_led_there(server: RawServer) -> None:
    server.sayings["/"] = html(b"", "Location: http://192.168.1.1/", status="302 In")
    with pytest.raises(NotFetched, match="private network") as refused:
        capture(server.url("/"))
    assert [hop.status for hop in refused.value.hops] == [302]
    assert refused.value.hops[0].header("location") == "http://192.168.1.1/"


@pytest.mark.parametrize(
    ("status", "said"),
    [("404 No", "not found"), ("410 Gone", "not found"), ("403 No", "refuses"), ("503 Ow", "503")],
)
def test_a_page_that_is_gone_is_an_outcome_and_keeps_its_words(
    status: str, said: str, server: RawServer
) -> None:
    server.sayings["/"] = html(b"It is gone.", status=status)
    exchange = capture(server.url("/"))
    assert (exchange.status, exchange.content) == (int(status[:3]), b"It is gone.")
    assert said in exchange.trouble


@pytest.mark.parametrize(
    "kind", ["application/pdf", "image/png", "audio/mpeg", "video/mp4", "application/zip", "", "x"]
)
def test_any_type_is_kept(kind: str, server: RawServer) -> None:
    data = bytes(range(256)) * 40
    server.sayings["/"] = html(data).replace(b"text/html", kind.encode())
    exchange = capture(server.url("/"))
    assert (exchange.content_type, exchange.trouble) == (kind, "")
    assert hashlib.sha256(exchange.content).digest() == hashlib.sha256(data).digest()


def test_chunks_are_joined_and_packed_bodies_kept_packed(server: RawServer) -> None:
    packed = gzip.compress(b"words " * 100)
    chunks = b"".join(b"%x\r\n%s\r\n" % (1, packed[i : i + 1]) for i in range(len(packed)))
    server.sayings["/"] = answer(
        chunks + b"0\r\n\r\n", "Transfer-Encoding: chunked", "Content-Encoding: gzip"
    )
    exchange = capture(server.url("/"))
    assert exchange.last.body == packed
    assert (exchange.content, exchange.trouble) == (b"words " * 100, "")


def test_a_body_up_to_the_limit_is_kept_and_no_byte_more(server: RawServer) -> None:
    server.sayings["/told"] = html(b"x" * 1000)
    server.sayings["/untold"] = answer(b"x" * 1000)
    for path in ("/told", "/untold"):
        assert len(capture(server.url(path), max_bytes=1000).content) == 1000
        with pytest.raises(NotFetched, match="larger than 1 MB"):
            capture(server.url(path), max_bytes=999)


def test_early_hints_leave_only_the_answer(server: RawServer) -> None:
    hints = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
    server.sayings["/"] = hints + html(b"words")
    hop = capture(server.url("/")).last
    assert hop.head + hop.body == html(b"words")


def test_lines_that_are_no_headers_are_kept_and_folded_ones_joined(server: RawServer) -> None:
    head = b"HTTP/1.1 200\r\nX: a\r\n  b\r\nno colon\r\nY: \0\r\n\r\n"
    server.sayings["/"] = head + b"words"
    hop = capture(server.url("/")).last
    assert hop.head == head
    assert (hop.status, hop.reason) == (200, "")
    assert hop.headers == (("X", "a b"), ("Y", "\0"))


def test_the_clock_counts_redirects_too(server: RawServer) -> None:
    def slowly(line: Line) -> None:
        line.drip([html(b"", "Location: /", status="302 On")], pause=0.4)

    server.sayings["/"] = slowly
    with pytest.raises(NotFetched, match="too long") as refused:
        capture(server.url("/"), seconds=1)
    assert 1 <= len(refused.value.hops) <= 2
