"""Through the newsroom's own proxy: a tiny real one, which notes whom it is asked for."""

import base64
import contextlib
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from claims.fetching import NotFetched, capture, fetch

from .servers import Line, RawServer, html

pytestmark = pytest.mark.usefixtures("loopback")


def resolve_to(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Every name has this address for our check; the proxy is named by its number."""
    real = socket.getaddrinfo

    def answer(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        return real(address if host.endswith(".example") else host, port, *args, **kwargs)

    monkeypatch.setattr("requests_hardened.ip_filter.socket.getaddrinfo", answer)


@pytest.fixture
def proxied(server: RawServer, settings: Any) -> RawServer:
    """A server that all requests go through."""
    settings.FETCH_PROXY = f"http://anna:secret@127.0.0.1:{server.port}"
    return server


@pytest.fixture
def tls_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of news.example on this machine, with a certificate that our session trusts."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example",
         "-days", "2", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with HTTPServer(host="localhost", ssl_context=context) as running:
        running.expect_request("/story").respond_with_data("words")
        yield running.port


def test_http_goes_through_the_proxy_by_name(
    proxied: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, "93.184.216.34")
    proxied.sayings["http://news.example/story?a=b"] = html(b"words")
    exchange = capture("http://news.example/story?a=b")
    assert exchange.content == b"words"
    asked = proxied.requests[0]
    assert asked.startswith(b"GET http://news.example/story?a=b HTTP/1.1\r\n")
    assert base64.b64encode(b"anna:secret") in asked
    assert fetch("http://news.example/story?a=b").body == b"words"


def test_nothing_of_the_proxy_is_kept(proxied: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, "93.184.216.34")
    proxied.sayings["http://news.example/"] = html(b"words")
    hop = capture("http://news.example/").last
    assert hop.request.startswith(b"GET / HTTP/1.1\r\n")
    assert b"\r\nHost: news.example\r\n" in hop.request
    assert b"roxy" not in hop.request
    assert hop.address == ""  # the proxy looked it up by itself


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "64:ff9b::a00:1"])
def test_the_address_is_checked_before_the_proxy_is_asked(
    address: str, proxied: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, address)
    for scheme in ("http", "https"):
        with pytest.raises(NotFetched, match="private network"):
            capture(f"{scheme}://news.example/")
    assert proxied.requests == []


def test_a_redirect_through_the_proxy_is_checked_too(
    proxied: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, "93.184.216.34")
    page = html(b"", "Location: http://10.0.0.1/", status="302 In")
    proxied.sayings["http://news.example/"] = page
    with pytest.raises(NotFetched, match="private network"):
        capture("http://news.example/")
    assert len(proxied.requests) == 1


def test_https_asks_the_proxy_for_a_tunnel_to_the_checked_address(
    proxied: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, "93.184.216.34")
    proxied.sayings["93.184.216.34:443"] = b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"
    with pytest.raises(NotFetched, match="proxy did not let"):
        capture("https://news.example/")
    asked = proxied.requests[0]
    assert asked.startswith(b"CONNECT 93.184.216.34:443 HTTP/1.")
    assert base64.b64encode(b"anna:secret") in asked


def test_a_proxy_that_is_not_there_is_said_so(settings: Any) -> None:
    settings.FETCH_PROXY = "http://127.0.0.1:9"
    with pytest.raises(NotFetched, match="proxy did not let"):
        capture("http://127.0.0.1/")


def test_a_tunnel_carries_a_page_whose_certificate_fits_the_name(
    proxied: RawServer, tls_site: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, "93.184.216.34")

    def tunnel(line: Line) -> None:
        line.say(b"HTTP/1.1 200 Connected\r\n\r\n")
        with socket.create_connection(("127.0.0.1", tls_site)) as inner:
            back = threading.Thread(target=pump, args=(inner, line.connection), daemon=True)
            back.start()
            pump(line.connection, inner)
            back.join(2)

    proxied.sayings["93.184.216.34:443"] = tunnel
    hop = capture("https://news.example/story").last
    assert (hop.body, hop.address) == (b"words", "93.184.216.34")
    assert hop.request.startswith(b"GET /story HTTP/1.1\r\n")
    assert b"roxy" not in hop.request
    with pytest.raises(NotFetched, match="certificate"):
        capture("https://other.example/story")


def pump(source: socket.socket, sink: socket.socket) -> None:
    """Hand bytes on until one side is done."""
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)
