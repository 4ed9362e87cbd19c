"""The only door to the network: one GET, safe against addresses inside the house.

Names are resolved once and the connection goes to the checked address (requests-hardened);
each redirect is checked anew. The setting FETCH_ALLOW_LOOPBACK (default False) lets tests fetch
from this machine, on any port; nothing else lifts a rule.
"""

import ipaddress
import re
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
import urllib3
from django.conf import settings
from django.utils.translation import gettext as _
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from .watch import Pool, TLSPool, Watch, present

MAX_BYTES = 10 * 1024 * 1024  # of the body, unpacked
MAX_REDIRECTS = 5
MAX_URL = 2_000
CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 10.0
TOTAL_TIMEOUT = 20.0  # by the clock, from the first byte sent, redirects included
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = {301, 302, 303, 307, 308}
_READABLE = re.compile(
    r"text/|application/(?:(?:[\w.-]+\+)?(?:xml|json)|pdf|octet-stream|(?:\w+\+)?markdown"
    r"|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)\b"
)
# Ranges that neither Python 3.11 nor requests-hardened refuses.
_ALSO_REFUSED = tuple(
    ipaddress.IPv6Network(net)
    for net in ("::/96", "fec0::/10", "100::/64", "2001::/23", "::ffff:0:0:0/96")
)


_FAILURES = (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError)


class NotFetched(Exception):
    """The page could not be had; ``str()`` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as served: final address, status 200–299, content type as sent, body unpacked.

    Status 304, without a body, is the answer to a print or date that is still the present one.
    """

    url: str
    status: int
    content_type: str
    body: bytes
    etag: str = ""
    modified: str = ""


class _Adapter(IPFilterAdapter):  # type: ignore[misc]  # the library has no types
    """Refuses what the library lets through, and watches its connections."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": Pool, "https": TLSPool}

    def build_connection_pool_key_attributes(self, *args: Any, **kwargs: Any) -> Any:
        host, pool = super().build_connection_pool_key_attributes(*args, **kwargs)
        address = ipaddress.ip_address(host["host"].strip("[]").partition("%")[0])
        refused = address.is_reserved or address.is_unspecified or not _is_global(address)
        if not (self._allow_loopback and address.is_loopback) and refused:
            raise InvalidIPAddress(address)
        if host["port"] not in {None, *_PORTS.values()} and not address.is_loopback:
            raise InvalidIPAddress(address)  # another port is for tests on this machine only
        return host, pool


def _is_global(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if address.version == 6 and any(address in net for net in _ALSO_REFUSED):
        return False
    return address.is_global and not address.is_multicast and not address.is_link_local


def fetch(url: str, *, etag: str = "", modified: str = "") -> Fetched:
    """The page at an address typed by a person (http or https, ports 80 and 443).

    ``etag`` and ``modified`` are what came with the page before: a site that knows them answers
    304 unless it has changed since. Follows up to five redirects, reads at most 10 MB and takes at
    most some 20 seconds.
    Raises NotFetched, and nothing else, with a sentence for the user.
    """
    url = _typed(url)
    with Watch(TOTAL_TIMEOUT) as watch, _session() as session:
        for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)):
            if value:
                session.headers[name] = value
        token = present.set(watch)
        try:
            return _follow(session, url, watch)
        except _FAILURES as error:
            raise NotFetched(_reason(error, watch)) from error
        finally:
            present.reset(token)


def _allows_loopback() -> bool:
    return bool(getattr(settings, "FETCH_ALLOW_LOOPBACK", False))


def _session() -> requests.Session:
    version = getattr(settings, "VERSION", "0")
    config = Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=_allows_loopback(),
        never_redirect=True,
        default_timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
        user_agent_override=f"Factcheck/{version} (+newsroom fact-checking)",
    )
    session: requests.Session = HTTPSession(config)
    session.trust_env = False  # no proxies, .netrc or certificates from the environment
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["Accept"] = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5"
    for scheme in _PORTS:
        is_tls = scheme == "https"
        session.mount(f"{scheme}://", _Adapter(is_tls, allow_loopback=_allows_loopback()))
    return session


def _typed(url: str) -> str:
    """The address as people type it: blanks around it, and perhaps no scheme."""
    url = url.strip()
    if re.match(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)", url):
        url = f"https://{url}"
    return url


def _checked(url: str) -> str:
    """The address without its fragment, when it is one that may be asked for at all."""
    if len(url) > MAX_URL or re.search(r"[\x00-\x20\x7f\\]", url):
        raise NotFetched(_("This is no web address. Copy it again from the browser's address bar."))
    try:
        parts: SplitResult = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotFetched(
            _("This is no web address. Copy it again from the browser's address bar.")
        ) from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise NotFetched(_("Only web addresses that begin with http:// or https:// can be read."))
    if parts.username is not None or parts.password is not None:
        raise NotFetched(_("The address holds a user name or password. Remove it and try again."))
    if port not in {None, *_PORTS.values()} and not _allows_loopback():
        raise NotFetched(_("The address names an unusual port. Only 80 and 443 are allowed."))
    return parts._replace(fragment="").geturl()


def _follow(session: requests.Session, url: str, watch: Watch) -> Fetched:
    for _step in range(MAX_REDIRECTS + 1):
        url = _checked(url)
        with session.get(url, stream=True, allow_redirects=False) as response:
            if response.status_code not in _REDIRECTS:
                return _received(response, url, watch)
            target = session.get_redirect_target(response)
            if not target:
                raise NotFetched(_("The site answered with a redirect that leads nowhere."))
            url = urljoin(url, target)
    raise NotFetched(_("The site sends the reader on too many times. Try the address it ends at."))


def _received(response: requests.Response, url: str, watch: Watch) -> Fetched:
    if response.status_code == 304 and {"If-None-Match", "If-Modified-Since"} & set(
        response.request.headers
    ):
        return Fetched(url, 304, "", b"")
    _check_status(response.status_code)
    content_type = response.headers.get("Content-Type", "").strip()
    if content_type and not _READABLE.match(content_type.lower()):
        raise NotFetched(
            _("This address is no web page or document, but something like a picture or film.")
        )
    if response.headers.get("Content-Length", "").isdigit():
        _check_length(int(response.headers["Content-Length"]))
    body = bytearray()
    for chunk in response.iter_content(64 * 1024):
        body += chunk
        _check_length(len(body))
        if watch.over():
            raise NotFetched(_too_slow())
    if watch.expired:  # a body without a length looks whole when the watch cuts it off
        raise NotFetched(_too_slow())
    if not body:
        raise NotFetched(_("The site answered with an empty page. Paste the article's words."))
    prints = (response.headers.get(name, "").strip() for name in ("ETag", "Last-Modified"))
    return Fetched(url, response.status_code, content_type, bytes(body), *prints)


def _check_length(length: int) -> None:
    if length > MAX_BYTES:
        raise NotFetched(_("The page is larger than 10 MB. Paste the article's words instead."))


def _check_status(status: int) -> None:
    """Raise the sentence for a status that brings no page."""
    if 200 <= status < 300:
        return
    if status in {404, 410}:
        raise NotFetched(_("There is no such page (not found). Check the address."))
    if status in {401, 402, 403, 406, 407, 451}:
        raise NotFetched(
            _(
                "The site refuses to be read by programs, or wants a sign-in. "
                "Open it yourself and paste the words."
            )
        )
    if status == 429:
        raise NotFetched(_("The site asks to be left alone for a while. Try again later."))
    if status >= 500:
        raise NotFetched(
            _("The site has trouble of its own (status %(status)d). Try again later.")
            % {"status": status}
        )
    raise NotFetched(_("The site did not give the page (status %(status)d).") % {"status": status})


def _too_slow() -> str:
    return _("The site took too long to answer. Try again, or paste the article's words.")


_MALFORMED = (requests.exceptions.InvalidURL, UnicodeError, urllib3.exceptions.LocationParseError)


def _reason(error: Exception, watch: Watch) -> str:
    """What went wrong, in the user's words."""
    words = str(error)
    if isinstance(error, InvalidIPAddress):
        return _("This address leads into a private network, which is not allowed.")
    if watch.over() or isinstance(error, requests.Timeout | TimeoutError) or "timed out" in words:
        return _too_slow()
    if isinstance(error, requests.exceptions.SSLError):
        return _("The site's certificate is wrong, so it may not be the site it claims to be.")
    if isinstance(error, _MALFORMED):
        return _("This is no web address. Copy it again from the browser's address bar.")
    if "resolve" in words:
        return _("There is no site of that name. Check the address.")
    if isinstance(error, requests.exceptions.ContentDecodingError):
        return _("The site sent a page that cannot be unpacked. Paste the article's words instead.")
    return _("The site could not be reached, or broke off. Try again, or paste the words.")
