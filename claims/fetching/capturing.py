"""An exchange for keeping: a capture takes any type and any status, and loses nothing on the way.

Only what ends without an answer is NotFetched: no such site, an address inside the house, an
answer that is no HTTP, more bytes than are kept.
"""

import io
import re
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import requests
import urllib3

from . import words
from .addresses import typed
from .exchange import Exchange, Hop
from .session import REDIRECTS, follow, new_session
from .watch import Watch, present
from .words import FAILURES, NotFetched

MAX_BYTES = 50 * 1024 * 1024  # of a body as received
MAX_UNPACKED = 100 * 1024 * 1024
MAX_DETOUR = 64 * 1024  # of the body of a redirect; the rest is left
TOTAL_TIMEOUT = 90.0  # by the clock, redirects included
_PIECE = 64 * 1024
_FOR_THE_PROXY = re.compile(rb"(?mi)^proxy-[^\n]*\n")
_WHOLE_ADDRESS = re.compile(rb"^(\S+) http://[^/ ]*/?")


def capture(
    url: str,
    *,
    max_bytes: int = MAX_BYTES,
    max_unpacked: int = MAX_UNPACKED,
    seconds: float = TOTAL_TIMEOUT,
) -> Exchange:
    """The whole exchange with an address typed by a person, redirects included.

    Asks for the body unpacked; what a site packs all the same is kept packed, and ``content`` has
    it unpacked. Raises NotFetched, and nothing else, with a sentence for the user and the
    redirects up to there.
    """
    hops: list[Hop] = []
    with Watch(seconds) as watch, new_session() as session:
        session.headers["Accept-Encoding"] = "identity"
        token = present.set(watch)
        try:
            at, start = datetime.now(UTC), time.monotonic()
            with closing(follow(session, typed(url))) as answers:
                for _url, response in answers:
                    is_detour = response.status_code in REDIRECTS
                    limit = MAX_DETOUR if is_detour else max_bytes
                    body, cut = _body(response, watch, limit, whole=not is_detour)
                    hops.append(_hop(response, watch, at, time.monotonic() - start, body, cut))
                    at, start = datetime.now(UTC), time.monotonic()
            return _exchange(tuple(hops), max_unpacked)
        except NotFetched as refused:
            refused.hops = tuple(hops)
            raise
        except FAILURES as error:
            failure = NotFetched(words.of_failure(error, watch))
            failure.hops = tuple(hops)
            raise failure from error
        finally:
            present.reset(token)


def _hop(
    response: requests.Response, watch: Watch, at: datetime, seconds: float, body: bytes, cut: str
) -> Hop:
    """The answer with what the watch has seen of it on the wire."""
    sent = _FOR_THE_PROXY.sub(b"", _WHOLE_ADDRESS.sub(rb"\1 /", watch.sent))
    url = str(response.request.url)
    return Hop(url, watch.address, at, round(seconds, 3), sent, watch.head, body, cut)


def _body(
    response: requests.Response, watch: Watch, limit: int, *, whole: bool
) -> tuple[bytes, str]:
    """The body as received, up to the limit, and why it ends early.

    Raises NotFetched for a longer one that is wanted ``whole``.
    """
    told = response.headers.get("Content-Length", "")
    if whole and re.fullmatch(r"[0-9]{1,30}", told) and int(told) > limit:
        raise NotFetched(words.too_large(limit))
    body = bytearray()
    raw = response.raw
    try:
        pieces = raw.stream(_PIECE, decode_content=False) if raw.chunked else _pieces(raw)
        for piece in pieces:
            body += piece
            if len(body) > limit:
                if whole:
                    raise NotFetched(words.too_large(limit))
                return bytes(body[:limit]), "length"
            if watch.over():
                return bytes(body), "time"
    except FAILURES as error:
        is_late = watch.over() or isinstance(error, TimeoutError | urllib3.exceptions.TimeoutError)
        return bytes(body), "time" if is_late else "disconnect"
    return bytes(body), "time" if watch.expired else ""


def _pieces(raw: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    """What has arrived, at once: a site that falls silent loses nothing it said before."""
    while piece := raw.read1(_PIECE, decode_content=False):
        yield piece


def _exchange(hops: tuple[Hop, ...], max_unpacked: int) -> Exchange:
    """The exchange with its content, and the first thing that is wrong with it."""
    last = hops[-1]
    trouble = words.leads_nowhere() if last.status in REDIRECTS else words.of_status(last.status)
    if last.cut:
        trouble = trouble or (words.too_slow() if last.cut == "time" else words.broken_off())
    content = last.body
    if encoding := last.header("Content-Encoding"):
        try:
            content = _unpacked(last.body, encoding, max_unpacked)
        except FAILURES:
            content, trouble = b"", trouble or words.packed()
        except NotFetched as bomb:
            content, trouble = b"", trouble or str(bomb)
    return Exchange(hops, content, trouble or ("" if content else words.empty()))


def _unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    """The body unpacked. Raises ValueError or FAILURES when it cannot be, NotFetched when huge."""
    known = {"", "identity", *urllib3.HTTPResponse.CONTENT_DECODERS}
    names = [name.strip().lower() for name in encoding.split(",")]
    if not known.issuperset(names):
        raise ValueError(encoding)
    steps = ", ".join(name for name in names if name not in {"", "identity"})
    headers = {"Content-Encoding": steps}
    packed = urllib3.HTTPResponse(io.BytesIO(body), headers=headers, preload_content=False)
    content = bytearray()
    for piece in packed.stream(_PIECE, decode_content=True):
        content += piece
        if len(content) > limit:
            raise NotFetched(words.too_large(limit))
    return bytes(content)
