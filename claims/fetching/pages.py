"""A page for reading: a good answer of a readable type, unpacked, or the reason why not."""

import re
from contextlib import closing
from dataclasses import dataclass

import requests
from django.utils.translation import gettext as _

from . import words
from .addresses import typed
from .session import REDIRECTS, follow, new_session
from .watch import Watch, present
from .words import FAILURES, NotFetched

MAX_BYTES = 10 * 1024 * 1024  # of the body, unpacked
TOTAL_TIMEOUT = 20.0  # by the clock, from the first byte sent, redirects included
_READABLE = re.compile(
    r"text/|application/(?:(?:[\w.-]+\+)?(?:xml|json)|pdf|octet-stream|(?:\w+\+)?markdown"
    r"|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)\b"
)


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


def fetch(url: str, *, etag: str = "", modified: str = "") -> Fetched:
    """The page at an address typed by a person (http or https, ports 80 and 443).

    ``etag`` and ``modified`` are what came with the page before: a site that knows them answers
    304 unless it has changed since. Follows up to five redirects, reads at most 10 MB and takes at
    most some 20 seconds.
    Raises NotFetched, and nothing else, with a sentence for the user.
    """
    with Watch(TOTAL_TIMEOUT) as watch, new_session() as session:
        for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)):
            if value:
                session.headers[name] = value
        token = present.set(watch)
        try:
            with closing(follow(session, typed(url))) as answers:
                for address, response in answers:
                    if response.status_code not in REDIRECTS:
                        return _received(response, address, watch)
            raise NotFetched(words.leads_nowhere())
        except FAILURES as error:
            raise NotFetched(words.of_failure(error, watch)) from error
        finally:
            present.reset(token)


def _received(response: requests.Response, url: str, watch: Watch) -> Fetched:
    if response.status_code == 304 and {"If-None-Match", "If-Modified-Since"} & set(
        response.request.headers
    ):
        return Fetched(url, 304, "", b"")
    if reason := words.of_status(response.status_code):
        raise NotFetched(reason)
    content_type = response.headers.get("Content-Type", "").strip()
    if content_type and not _READABLE.match(content_type.lower()):
        raise NotFetched(
            _("This address is no web page or document, but something like a picture or film.")
        )
    body = _body(response, watch)
    prints = (response.headers.get(name, "").strip() for name in ("ETag", "Last-Modified"))
    return Fetched(url, response.status_code, content_type, body, *prints)


def _body(response: requests.Response, watch: Watch) -> bytes:
    if response.headers.get("Content-Length", "").isdigit():
        _check_length(int(response.headers["Content-Length"]))
    body = bytearray()
    for chunk in response.iter_content(64 * 1024):
        body += chunk
        _check_length(len(body))
        if watch.over():
            raise NotFetched(words.too_slow())
    if watch.expired:  # a body without a length looks whole when the watch cuts it off
        raise NotFetched(words.too_slow())
    if not body:
        raise NotFetched(words.empty())
    return bytes(body)


def _check_length(length: int) -> None:
    if length > MAX_BYTES:
        raise NotFetched(words.too_large(MAX_BYTES))
