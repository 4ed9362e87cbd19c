"""Requests that go to checked addresses only, and the way from redirect to redirect."""

import ipaddress
from collections.abc import Generator
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urljoin

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from . import words
from .addresses import PORTS, allows_loopback, checked, is_public
from .watch import Pool, TLSPool, present
from .words import NotFetched

MAX_REDIRECTS = 5
CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 10.0
REDIRECTS = {301, 302, 303, 307, 308}
AGENT = "Factcheck"


class _Adapter(IPFilterAdapter):  # type: ignore[misc]  # the library has no types
    """Refuses what the library lets through, and watches its connections."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": Pool, "https": TLSPool}

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = {"http": Pool, "https": TLSPool}
        return manager

    def build_connection_pool_key_attributes(self, *args: Any, **kwargs: Any) -> Any:
        host, pool = super().build_connection_pool_key_attributes(*args, **kwargs)
        address = ipaddress.ip_address(host["host"].strip("[]").partition("%")[0])
        if not (self._allow_loopback and address.is_loopback) and not is_public(address):
            raise InvalidIPAddress(address)
        if host["port"] not in {None, *PORTS.values()} and not address.is_loopback:
            raise InvalidIPAddress(address)  # another port is for tests on this machine only
        # A proxy is told the name of a site without TLS and looks it up again by itself.
        is_pinned = self._is_https_proto or not proxy()
        if watch := present.get(None):
            watch.address = str(address) if is_pinned else ""
        return host, pool


def proxy() -> str:
    """The newsroom's own proxy, "" for none."""
    return str(getattr(settings, "FETCH_PROXY", ""))


def new_session() -> requests.Session:
    """A session without memory: no cookies, nothing from the environment."""
    version = getattr(settings, "VERSION", "0")
    config = Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=allows_loopback(),
        never_redirect=True,
        default_timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
        user_agent_override=f"{AGENT}/{version} (+newsroom fact-checking)",
    )
    session: requests.Session = HTTPSession(config)
    session.trust_env = False  # no proxies, .netrc or certificates from the environment
    if through := proxy():
        session.proxies = dict.fromkeys(PORTS, through)
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["Connection"] = "close"  # what is left of an answer is never the next one
    session.headers["Accept"] = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5"
    for scheme in PORTS:
        is_tls = scheme == "https"
        session.mount(f"{scheme}://", _Adapter(is_tls, allow_loopback=allows_loopback()))
    return session


def follow(session: requests.Session, url: str) -> Generator[tuple[str, requests.Response]]:
    """Every address and answer on the way from an address, each checked anew, the last no redirect.

    The last is a redirect when it names no address. A body is to be read before the next step.
    Raises NotFetched and FAILURES.
    """
    for _step in range(MAX_REDIRECTS + 1):
        url = checked(url)
        with _ask(session, url) as response:
            yield url, response
            if response.status_code not in REDIRECTS:
                return
            try:
                target = session.get_redirect_target(response)
                following = urljoin(url, target) if target else ""
            except ValueError as error:
                raise NotFetched(words.leads_nowhere()) from error
            if not following:
                return
            url = following
    raise NotFetched(_("The site sends the reader on too many times. Try the address it ends at."))


def _ask(session: requests.Session, url: str) -> requests.Response:
    """One answer, its body unread; the session's own ``get`` reads what comes with a redirect."""
    request = session.prepare_request(requests.Request("GET", url))
    return session.get_adapter(url).send(
        request,
        stream=True,
        timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
        verify=True,
        proxies=dict(session.proxies),
    )
