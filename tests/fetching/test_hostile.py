"""Answers of sites that are broken or mean harm: each ends in time, in words a person reads."""

import gzip
import time
import zlib

import brotli
import pytest

from claims.fetching import Exchange, NotFetched, capture
from claims.formats.warc import read, write

from .servers import Line, RawServer, Saying, answer, html

LIMIT, PLENTY = 1, 60  # seconds: for those that wait for it, and for all others
KB = 1024
MAX_BYTES = 200 * KB
MAX_UNPACKED = 400 * KB
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n"
PAGE = b"<p>words</p>"
CHUNKED = "Transfer-Encoding: chunked"
BOMB = gzip.compress(bytes(20 * KB * KB))
TOO_LATE, TOO_LARGE = "took too long", "larger than"
BROKEN_OFF, NO_HTTP, PACKED = "broke off", "breaks the rules", "cannot be unpacked"
REDIRECT = "302 Found"

# what is said · the status recorded (None: there is no answer to keep) · words · why it is cut
Case = tuple[Saying, int | None, str, str]


def drip(head: bytes, piece: bytes) -> Saying:
    return lambda line: (line.say(head), line.drip([piece] * 200))


def flood(head: bytes, piece: bytes) -> Saying:
    return lambda line: (line.say(head), line.flood(piece))


def then_reset(head: bytes) -> Saying:
    return lambda line: (line.say(head), time.sleep(0.05), line.reset())


def then_silence(head: bytes) -> Saying:
    return lambda line: (line.say(head), line.silence())


NOISE = b"x" * 16 * KB
BODIES: dict[str, Case] = {
    "endless body": (flood(answer(), NOISE), None, TOO_LARGE, ""),
    "endless chunks": (
        flood(answer(b"", CHUNKED), b"1000\r\n" + b"x" * 4096 + b"\r\n"), None, TOO_LARGE, "",
    ),
    "endless chunk extension": (flood(answer(b"", CHUNKED) + b"1;", NOISE), 200, "", "disconnect"),
    "slow drip of a body": (drip(answer(), b"x"), 200, TOO_LATE, "time"),
    "slow drip of a measured body": (
        drip(answer(b"", "Content-Length: 900"), b"x"), 200, TOO_LATE, "time",
    ),
    "slow drip of chunks": (drip(answer(b"", CHUNKED), b"1\r\nx\r\n"), 200, TOO_LATE, "time"),
    "a body that falls silent": (
        then_silence(answer(PAGE, "Content-Length: 900")), 200, TOO_LATE, "time",
    ),
    "a length too long": (answer(PAGE, "Content-Length: 900"), 200, BROKEN_OFF, "disconnect"),
    "a length too short": (answer(PAGE, "Content-Length: 3"), 200, "", ""),
    "a negative length": (answer(PAGE, "Content-Length: -5"), 200, "", ""),
    "a huge length": (answer(PAGE, f"Content-Length: {10**25}"), None, TOO_LARGE, ""),
    "a length of 9000 digits": (answer(PAGE, "Content-Length: " + "9" * 9000), 200, "", ""),
    "a length that is a word": (answer(PAGE, "Content-Length: much"), 200, "", ""),
    "two lengths": (
        answer(PAGE, "Content-Length: 3", "Content-Length: 12"), None, "rules|broke off", "",
    ),
    "length and chunks": (
        answer(b"5\r\nwords\r\n0\r\n\r\n", "Content-Length: 2", CHUNKED), 200, "", "",
    ),
    "chunks of no size": (answer(b"zz\r\nwords\r\n", CHUNKED), 200, BROKEN_OFF, "disconnect"),
    "a chunk of negative size": (
        answer(b"-5\r\nwords\r\n", CHUNKED), 200, BROKEN_OFF, "disconnect",
    ),
    "a chunk that ends early": (answer(b"ff\r\nwords", CHUNKED), 200, BROKEN_OFF, "disconnect"),
    "no last chunk": (answer(b"5\r\nwords\r\n", CHUNKED), 200, BROKEN_OFF, "disconnect"),
    "nothing": (html(b""), 200, "empty", ""),
    "no content, and yet some": (answer(PAGE, status="204 No Content"), 204, "empty", ""),
    "a large PDF as declared": (
        flood(answer(PDF, f"Content-Length: {100 * KB * KB}"), NOISE),
        None, TOO_LARGE, "",
    ),
    "a reset in mid-body": (
        then_reset(answer(PAGE, "Content-Length: 900")), 200, BROKEN_OFF, "disconnect",
    ),
    "pages that replace each other": (
        drip(answer(b"", "Content-Type: multipart/x-mixed-replace; boundary=b"), b"--b\r\n"),
        200, TOO_LATE, "time",
    ),
}  # fmt: skip
PACKINGS: dict[str, Case] = {
    "gzip bomb": (html(BOMB, "Content-Encoding: gzip"), 200, TOO_LARGE, ""),
    "bomb in a bomb": (
        html(gzip.compress(BOMB), "Content-Encoding: gzip, gzip"), 200, TOO_LARGE, "",
    ),
    "deflate bomb": (
        html(zlib.compress(bytes(20 * KB * KB)), "Content-Encoding: deflate"), 200, TOO_LARGE, "",
    ),
    "brotli bomb": (
        html(brotli.compress(bytes(20 * KB * KB)), "Content-Encoding: br"), 200, TOO_LARGE, "",
    ),
    "brotli that is none": (html(PAGE, "Content-Encoding: br"), 200, PACKED, ""),
    "gzip that is none": (html(PAGE, "Content-Encoding: gzip"), 200, PACKED, ""),
    "gzip broken in the middle": (
        html(gzip.compress(PDF)[:-8] + b"????????", "Content-Encoding: gzip"), 200, PACKED, "",
    ),
    "a packing nobody knows": (html(PAGE, "Content-Encoding: rot13"), 200, PACKED, ""),
    "nine packings": (
        html(gzip.compress(PAGE), "Content-Encoding: " + ", ".join(["gzip"] * 9)), 200, PACKED, "",
    ),
}  # fmt: skip
TYPES: dict[str, Case] = {
    "a wrong charset": (html(PAGE, "Content-Type: text/html; charset=klingon"), 200, "", ""),
    "a lying charset": (html("ж".encode("cp1251"), "X: charset=utf-8"), 200, "", ""),
    "HTML that claims to be PDF": (answer(PAGE, "Content-Type: application/pdf"), 200, "", ""),
    "PDF that claims to be HTML": (html(PDF), 200, "", ""),
    "a type of line noise": (answer(PAGE, "Content-Type: \xff\xfe;;;=\x01"), 200, "", ""),
    "a refresh": (html(PAGE, "Refresh: 0; url=http://10.0.0.1/"), 200, "", ""),
}  # fmt: skip


def to(target: str, *more: str) -> bytes:
    return html(b"", f"Location: {target}", *more, status=REDIRECT)


REDIRECTS: dict[str, Case] = {
    "a loop": (to("/"), None, "too many times", ""),
    "a private network": (to("http://10.0.0.1/"), None, "private network", ""),
    "the cloud's secrets": (to("http://169.254.169.254/latest/"), None, "private network", ""),
    "loopback in IPv6": (to("http://[::ffff:10.0.0.1]/"), None, "private network", ""),
    "an address by number": (to("http://167772161/"), None, "private network", ""),
    "a file": (to("file:///etc/passwd"), None, "begin with http", ""),
    "FTP": (to("ftp://news.example/"), None, "begin with http", ""),
    "a script": (to("javascript:alert(1)"), None, "begin with http", ""),
    "data": (to("data:text/html,x"), None, "begin with http", ""),
    "a password": (to("http://a:b@news.example/"), None, "password", ""),
    "nowhere": (html(b"", status=REDIRECT), 302, "leads nowhere", ""),
    "an address of 9 KB": (to("/" + "x" * 9000), None, "no web address", ""),
    "no address": (to("http://["), None, "leads nowhere", ""),
    "letters that are none": (to("http://\xff\xfe/"), None, r"\.", ""),
    "a header put in": (to("/next\r\nSet-Cookie: a=b\r\nX: y"), 404, "not found", ""),
    "a bare line end put in": (to("/a\rSet-Cookie: b"), 404, "not found", ""),
    "endless body of a redirect": (
        flood(answer(b"", "Location: file:///", status=REDIRECT), NOISE), None, "web addresses", "",
    ),
}  # fmt: skip
HEADS: dict[str, Case] = {
    "slow drip of headers": (drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"), None, TOO_LATE, ""),
    "slow drip of the status": (drip(b"HTTP/1.1 ", b"2"), None, TOO_LATE, ""),
    "endless headers": (flood(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 500), None, NO_HTTP, ""),
    "1000 headers": (html(PAGE, *["X: y"] * 1000), None, NO_HTTP, ""),
    "a header of 1 MB": (html(PAGE, "X: " + "y" * KB * KB), None, NO_HTTP, ""),
    "a header without colon": (answer(PAGE, "X: y", "no colon", "Z: z"), 200, "", ""),
    "a header of blanks": (answer(PAGE, "X: y", "  ", "Z: z"), 200, "", ""),
    "NUL bytes": (answer(PAGE, "X: \0\0", "\0: y"), 200, "", ""),
    "HTTP 0.9": (PAGE, None, NO_HTTP, ""),
    "HTTP 2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", None, NO_HTTP, ""),
    "another protocol": (b"SSH-2.0-OpenSSH_9.6\r\n", None, NO_HTTP, ""),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", None, NO_HTTP, ""),
    "status 999": (html(PAGE, status="999 Request denied"), 999, "status 999", ""),
    "status 0": (html(PAGE, status="0 No"), None, NO_HTTP, ""),
    "status -200": (html(PAGE, status="-200 OK"), None, NO_HTTP, ""),
    "odd blanks in the status": (
        answer(PAGE).replace(b"1.1 200 OK", b"1.1\xa0200\x1f OK"), 200, "", "",
    ),
    "status of words": (html(PAGE, status="OK 200"), None, NO_HTTP, ""),
    "a sign-in": (html(PAGE, "WWW-Authenticate: Basic", status="401 Who"), 401, "sign-in", ""),
    "another protocol wanted": (answer(b"", "Upgrade: ws", status="101 Go"), 101, "101", ""),
    "an end before the status": (b"", None, BROKEN_OFF, ""),
    "an end in mid-header": (b"HTTP/1.1 200 OK\r\nConte", None, BROKEN_OFF, ""),
    "a reset": (Line.reset, None, BROKEN_OFF, ""),
    "silence": (Line.silence, None, TOO_LATE, ""),
    "a storm of 100 Continue": (
        flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50), None, NO_HTTP, "",
    ),
    "a storm of 103 Early Hints": (
        flood(b"", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" * 50), None, NO_HTTP, "",
    ),
    "a drip of 102": (drip(b"", b"HTTP/1.1 102 Wait\r\n\r\n"), None, TOO_LATE, ""),
    "early hints": (
        b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + html(PAGE), 200, "", "",
    ),
}  # fmt: skip
CASES = BODIES | PACKINGS | TYPES | REDIRECTS | HEADS


def patience(said: str) -> int:
    """Seconds for a fetch: few where they are to run out, so many elsewhere that they never do."""
    return LIMIT if said == TOO_LATE else PLENTY


def outcome(url: str, seconds: int) -> tuple[Exchange | None, str]:
    """The exchange and its sentence, or no exchange and the reason."""
    try:
        exchange = capture(url, max_bytes=MAX_BYTES, max_unpacked=MAX_UNPACKED, seconds=seconds)
    except NotFetched as refused:
        return None, str(refused)
    return exchange, exchange.trouble


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize("name", CASES)
def test_a_hostile_answer_ends_in_time_and_in_words(name: str, server: RawServer) -> None:
    server.sayings["/"], status, said, cut = CASES[name]
    before = time.monotonic()
    exchange, words = outcome(server.url("/"), patience(said))
    assert time.monotonic() - before < Line.LONG
    if status is None:
        assert exchange is None, (exchange, words)
    else:
        assert exchange is not None, words
        assert (exchange.status, exchange.last.cut) == (status, cut)
        kept = read(write(exchange))
        assert [answer.status for answer in kept] == [hop.status for hop in exchange.hops]
        assert all(answer.verified for answer in kept)
    if said:
        assert any(word in words for word in said.split("|")) or said == r"\.", words
        assert words[0].isupper()
        assert words.endswith(".")
    elif cut == "":
        assert words == ""
