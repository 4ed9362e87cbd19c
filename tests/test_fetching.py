import contextlib
import gzip
import ipaddress
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from pytest_httpserver import HTTPServer
from requests.adapters import HTTPAdapter
from werkzeug import Request, Response

from claims.fetching import NotFetched, capture, fetch, pages, session

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.0.8", "192.88.99.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::1", "::", "::127.0.0.1", "fe80::1", "fc00::1", "fec0::1", "ff02::1",
    "64:ff9b::127.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2001:db8::1", "2001::1", "5f00::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "100::1",
]  # fmt: skip


@pytest.fixture
def loopback(settings: Any) -> None:
    """The one way to fetch from this machine."""
    settings.FETCH_ALLOW_LOOPBACK = True


def is_numeric(host: str) -> bool:
    """Whether the host is an address already, which needs no look-up."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class Resolver:
    """Answers every name with the next of its addresses; keeps what was asked."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, *_args: Any, **_kwargs: Any) -> list[Any]:
        if is_numeric(host):
            return self.answer(host, port)
        self.asked.append(host)
        address = self.addresses.pop(0) if len(self.addresses) > 1 else self.addresses[0]
        if not address:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return self.answer(address, port)

    @staticmethod
    def answer(address: str, port: int) -> list[Any]:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        where = (address, port, 0, 0) if ":" in address else (address, port)
        return [(family, socket.SOCK_STREAM, 6, "", where)]


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> Resolver:
    resolver = Resolver(*addresses)
    monkeypatch.setattr("requests_hardened.ip_filter.socket.getaddrinfo", resolver)
    return resolver


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Requests that passed every check are kept here and go nowhere."""
    passed: list[str] = []

    def send(
        self: HTTPAdapter, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> Any:
        self.get_connection_with_tls_context(request, kwargs["verify"], kwargs.get("proxies"))
        passed.append(str(request.url))
        raise requests.ConnectionError("stopped by the test")

    monkeypatch.setattr(HTTPAdapter, "send", send)
    return passed


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_inside_the_house_are_refused(
    address: str, monkeypatch: pytest.MonkeyPatch, no_connection: list[str]
) -> None:
    resolving(monkeypatch, address)
    for ask in (fetch, capture):
        for scheme in ("http", "https"):
            with pytest.raises(NotFetched, match="private network"):
                ask(f"{scheme}://news.example/story")
    assert no_connection == []


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111"])
def test_public_addresses_pass_and_are_looked_up_once(
    address: str, monkeypatch: pytest.MonkeyPatch, no_connection: list[str]
) -> None:
    resolver = resolving(monkeypatch, address, "127.0.0.1")
    with pytest.raises(NotFetched, match="could not be reached"):
        fetch("https://news.example/story")
    assert no_connection == ["https://news.example/story"]
    assert resolver.asked == ["news.example"]


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]", "0x7f000001", "2130706433", "127.1"]
)
def test_this_machine_is_refused_by_any_name(host: str) -> None:
    with pytest.raises(NotFetched, match="private network"):
        fetch(f"http://{host}/")


@pytest.mark.usefixtures("loopback")
def test_loopback_allowed_for_tests_lifts_no_other_rule(
    monkeypatch: pytest.MonkeyPatch, no_connection: list[str]
) -> None:
    for address in PRIVATE[2:14]:
        resolving(monkeypatch, address)
        with pytest.raises(NotFetched, match="private network"):
            fetch("http://news.example/")
    resolving(monkeypatch, "93.184.216.34")
    with pytest.raises(NotFetched, match="private network"):
        fetch("http://news.example:8000/")  # another port is for loopback alone
    assert no_connection == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://news.example/", "http://"),
        ("file:///etc/passwd", "http://"),
        ("javascript:alert(1)", "http://"),
        ("gopher://news.example:80/", "http://"),
        ("", "http://"),
        ("https://", "http://"),
        ("//news.example/", "http://"),
        ("http://news.example:8080/", "port"),
        ("http://news.example:22/", "port"),
        ("http://news.example:99999/", "no web address"),
        ("http://[::1/", "no web address"),
        ("http://news.example/\r\nHost: x", "no web address"),
        ("http://news.example\\@127.0.0.1/", "no web address"),
        ("http://anna:secret@news.example/", "password"),
        ("http://news.example/" + "a" * 3000, "no web address"),
        ("http://.example/", "no web address"),
    ],
)
def test_what_is_no_plain_web_address_is_refused_unasked(
    url: str, said: str, monkeypatch: pytest.MonkeyPatch, no_connection: list[str]
) -> None:
    resolver = resolving(monkeypatch, "93.184.216.34")
    with pytest.raises(NotFetched, match=said):
        fetch(url)
    assert no_connection == []
    assert resolver.asked == []


def test_a_name_without_a_scheme_is_read_as_https(
    monkeypatch: pytest.MonkeyPatch, no_connection: list[str]
) -> None:
    resolving(monkeypatch, "93.184.216.34")
    with pytest.raises(NotFetched):
        fetch("  www.news.example/story#part ")
    assert no_connection == ["https://www.news.example/story"]


def test_an_unknown_name_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "")
    with pytest.raises(NotFetched, match="no site of that name"):
        fetch("https://news.example/")


@pytest.mark.usefixtures("loopback")
def test_a_page_is_fetched_under_our_own_name(httpserver: HTTPServer) -> None:
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        return Response("<p>Wörds</p>", content_type="text/html; charset=utf-8")

    httpserver.expect_request("/story").respond_with_handler(answer)
    fetched = fetch(httpserver.url_for("/story#part"))
    assert fetched.url == httpserver.url_for("/story")
    assert (fetched.status, fetched.content_type) == (200, "text/html; charset=utf-8")
    assert fetched.body == "<p>Wörds</p>".encode()
    assert seen[0].headers["User-Agent"].startswith("Factcheck/")
    assert seen[0].headers["Host"] == f"{httpserver.host}:{httpserver.port}"


@pytest.mark.usefixtures("loopback")
def test_cookies_netrc_and_proxies_are_never_used(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine localhost login anna password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("no_proxy", "")
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        if request.path == "/first":
            headers = {"Location": "/second", "Set-Cookie": "id=1; Path=/"}
            return Response(status=302, headers=headers)
        return Response("words", content_type="text/plain")

    httpserver.expect_request("/first").respond_with_handler(answer)
    httpserver.expect_request("/second").respond_with_handler(answer)
    assert fetch(httpserver.url_for("/first")).url == httpserver.url_for("/second")
    assert [request.path for request in seen] == ["/first", "/second"]
    assert not any({"Cookie", "Authorization"} & set(dict(r.headers)) for r in seen)


@pytest.mark.usefixtures("loopback")
def test_every_redirect_is_checked_anew(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for target, said in (
        ("http://inside.example/secret", "private network"),
        ("file:///etc/passwd", "http://"),
        ("http://a:b@news.example/", "password"),
    ):
        httpserver.clear()
        httpserver.expect_request("/go").respond_with_data(status=301, headers={"Location": target})
        resolving(monkeypatch, "127.0.0.1", "169.254.169.254")
        with pytest.raises(NotFetched, match=said):
            fetch(httpserver.url_for("/go"))


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize(
    "address", [a for a in PRIVATE if a not in {"::1", "::ffff:127.0.0.1"} and a[:4] != "127."]
)
def test_a_redirect_leads_into_no_house(
    address: str, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = {"Location": "http://inside.example/secret"}
    httpserver.expect_request("/go").respond_with_data(status=302, headers=headers)
    resolving(monkeypatch, address)
    for ask in (fetch, capture):
        with pytest.raises(NotFetched, match="private network"):
            ask(httpserver.url_for("/go").replace("localhost", "127.0.0.1"))
    assert len(httpserver.log) == 2


@pytest.mark.usefixtures("loopback")
def test_five_redirects_are_followed_and_no_more(httpserver: HTTPServer) -> None:
    for n in range(8):
        headers = {"Location": f"/{n + 1}"}
        httpserver.expect_request(f"/{n}").respond_with_data(status=302, headers=headers)
    httpserver.expect_request("/8").respond_with_data("words", content_type="text/plain")
    assert fetch(httpserver.url_for("/3")).body == b"words"
    with pytest.raises(NotFetched, match="too many times"):
        fetch(httpserver.url_for("/2"))
    httpserver.expect_request("/empty").respond_with_data(status=302)
    with pytest.raises(NotFetched, match="leads nowhere"):
        fetch(httpserver.url_for("/empty"))


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "not found"), (410, "not found"), (401, "refuses"), (403, "refuses"),
        (451, "refuses"),
        (429, "left alone"), (500, "status 500"), (503, "status 503"), (418, "status 418"),
        (304, "status 304"),
    ],
)  # fmt: skip
def test_a_status_that_brings_no_page_is_put_in_words(
    status: int, said: str, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/").respond_with_data("x", status=status)
    with pytest.raises(NotFetched, match=said):
        fetch(httpserver.url_for("/"))


@pytest.mark.usefixtures("loopback")
def test_only_pages_and_documents_are_taken(httpserver: HTTPServer) -> None:
    for kind in ("image/png", "video/mp4", "application/zip", "application/pdfx"):
        httpserver.clear()
        httpserver.expect_request("/").respond_with_data(b"x", content_type=kind)
        with pytest.raises(NotFetched, match="no web page"):
            fetch(httpserver.url_for("/"))
    for kind in (
        "text/html",
        "APPLICATION/PDF",
        "application/xhtml+xml;charset=utf-8",
        "text/markdown",
    ):
        httpserver.clear()
        httpserver.expect_request("/").respond_with_data(b"x", content_type=kind)
        assert fetch(httpserver.url_for("/")).body == b"x"
    httpserver.clear()
    httpserver.expect_request("/").respond_with_data(b"", content_type="text/html")
    with pytest.raises(NotFetched, match="empty"):
        fetch(httpserver.url_for("/"))


@pytest.mark.usefixtures("loopback")
def test_a_body_is_unpacked_and_measured_unpacked(httpserver: HTTPServer) -> None:
    packed = {"Content-Encoding": "gzip", "Content-Type": "text/html"}
    httpserver.expect_request("/good").respond_with_data(gzip.compress(b"words"), headers=packed)
    httpserver.expect_request("/bomb").respond_with_data(
        gzip.compress(b"\0" * (200 * 1024 * 1024)), headers=packed
    )
    httpserver.expect_request("/broken").respond_with_data(b"no gzip at all", headers=packed)
    httpserver.expect_request("/large").respond_with_data(
        b"x" * (pages.MAX_BYTES + 1), content_type="text/html"
    )
    assert fetch(httpserver.url_for("/good")).body == b"words"
    for path in ("/bomb", "/large"):
        with pytest.raises(NotFetched, match="larger than 10 MB"):
            fetch(httpserver.url_for(path))
    with pytest.raises(NotFetched, match="cannot be unpacked"):
        fetch(httpserver.url_for("/broken"))


@pytest.fixture
def raw_server() -> Iterator[Any]:
    """A server that sends the given pieces, with a pause before each."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve(pieces: list[bytes], pause: float) -> str:
        def run() -> None:
            connection, _peer = listener.accept()
            with connection:
                for piece in pieces:
                    if stop.wait(pause):
                        return
                    try:
                        connection.sendall(piece)
                    except OSError:
                        return

        thread = threading.Thread(target=run, daemon=True)
        threads.append(thread)
        thread.start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"

    threads: list[threading.Thread] = []
    yield serve
    stop.set()
    listener.close()
    for thread in threads:
        thread.join()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize(
    "pieces",
    [
        [HEAD + b"\r\n", *[b"x"] * 200],
        [HEAD + b"Content-Length: 900\r\n\r\n", *[b"x"] * 200],
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *[b"1\r\nx\r\n"] * 200],
        [HEAD, *[b"X-More: 1\r\n"] * 90],
    ],
    ids=["body", "measured body", "chunks", "headers"],
)
def test_a_site_that_trickles_is_cut_off_in_time(
    pieces: list[bytes], raw_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "TOTAL_TIMEOUT", 0.6)
    url = raw_server(pieces, 0.1)
    before = time.monotonic()
    with pytest.raises(NotFetched, match="too long"):
        fetch(url)
    assert time.monotonic() - before < 8  # the pieces take longer


@pytest.mark.usefixtures("loopback")
def test_a_site_that_says_nothing_times_out(
    raw_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "READ_TIMEOUT", 0.2)
    with pytest.raises(NotFetched, match="too long"):
        fetch(raw_server([b"late"], 5.0))


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\nContent-Type: text/html\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
        b"",
    ],
    ids=["other protocol", "short body", "many headers", "long header", "bad redirect", "silence"],
)
def test_answers_that_break_the_protocol_never_give_another_error(
    answer: bytes, raw_server: Any
) -> None:
    with pytest.raises(NotFetched, match=r"\.$"):
        fetch(raw_server([answer], 0))


@pytest.mark.usefixtures("loopback")
def test_a_wrong_certificate_is_said_so(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=other.example",
         "-days", "2", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with HTTPServer(host="localhost", ssl_context=context) as server:
        server.expect_request("/").respond_with_data("words")
        with pytest.raises(NotFetched, match="certificate"):
            fetch(server.url_for("/"))


def test_no_thread_or_socket_outlives_a_fetch(monkeypatch: pytest.MonkeyPatch) -> None:
    before = threading.active_count()
    resolving(monkeypatch, "10.0.0.1")
    with pytest.raises(NotFetched):
        fetch("http://news.example/")
    assert threading.active_count() == before


# --- nothing new ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("loopback")
def test_what_came_with_a_page_asks_whether_it_has_changed(httpserver: HTTPServer) -> None:
    date = "Fri, 02 Jan 2026 10:00:00 GMT"

    def serve(request: Request) -> Response:
        if request.headers.get("If-None-Match") == '"print"':
            assert request.headers["If-Modified-Since"] == date
            return Response(status=304)
        assert "If-None-Match" not in request.headers
        return Response("words", headers={"ETag": '"print"', "Last-Modified": date})

    httpserver.expect_request("/").respond_with_handler(serve)
    page = fetch(httpserver.url_for("/"))
    assert (page.status, page.etag, page.modified) == (200, '"print"', date)
    again = fetch(httpserver.url_for("/"), etag=page.etag, modified=page.modified)
    assert (again.status, again.body) == (304, b"")


@pytest.mark.usefixtures("loopback")
def test_nothing_new_is_no_answer_to_a_question_nobody_asked(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(status=304)
    with pytest.raises(NotFetched, match="status 304"):
        fetch(httpserver.url_for("/"))


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize("etag", ["a\r\nX: y", "\ud800", "x" * 100_000])
def test_a_print_that_is_none_never_gives_another_error(httpserver: HTTPServer, etag: str) -> None:
    httpserver.expect_request("/").respond_with_data("words")
    with contextlib.suppress(NotFetched):
        assert fetch(httpserver.url_for("/"), etag=etag).body == b"words"
