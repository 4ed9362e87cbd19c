"""Web archives (WARC 1.1): what we keep of an exchange, and what people bring along.

Written here, so that heads are kept byte for byte (warcio would set them anew); read by warcio,
which compares the digests.
"""

import gzip
import hashlib
import io
import re
import uuid
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol

import urllib3
from django.utils.translation import gettext as _
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParser

from .drafts import Unreadable
from .wacz import broken, read_package, too_large

MAX_PACKED = 100 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024  # of all records, and again of all their bodies
MAX_RECORDS = 5_000
_PIECE = 64 * 1024
_GZIP = b"\x1f\x8b"
# AttributeError: a record that names no address.
_FAILURES = (ArchiveLoadFailed, LookupError, TypeError, EOFError, ValueError, AttributeError)
_FRAME = re.compile(rb"WARC/1\.[01]\r\n(?:[^\r\n]{1,8192}\r\n){1,100}\r\n")
_LENGTH = re.compile(rb"(?mi)^Content-Length:[ \t]*([0-9]{1,12})[ \t]*\r$")
_CHUNKED = re.compile(rb"(?mi)^(?=Transfer-Encoding[ \t]*:)")


class _Hop(Protocol):
    """One request and its answer, as the door to the network hands it over."""

    @property
    def url(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def request(self) -> bytes: ...
    @property
    def head(self) -> bytes: ...
    @property
    def body(self) -> bytes: ...
    @property
    def cut(self) -> str: ...


class _Exchange(Protocol):
    @property
    def hops(self) -> Sequence[_Hop]: ...


@dataclass(frozen=True, slots=True)
class Captured:
    """An answer out of an archive.

    ``at``: UTC, None where the archive does not say; ``status``: 0 for a file kept without its
    answer; ``headers``: in order; ``body``: unpacked, empty when it cannot be (then ``trouble``
    says so); ``verified``: the archive holds a digest of it, and it fits; ``title``: where a WACZ
    names one.
    """

    url: str
    at: datetime | None
    address: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    verified: bool
    trouble: str = ""
    title: str = ""


# --- out ------------------------------------------------------------------------------------------


def write(exchange: _Exchange, *, software: str = "Factcheck") -> bytes:
    """The exchange as .warc.gz: one member per record, a response and its request for each hop.

    Bodies stand there with their chunks joined, so Transfer-Encoding becomes
    X-Orig-Transfer-Encoding; Content-Encoding is as sent.
    """
    about = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    first = exchange.hops[0].at
    records = [_record("warcinfo", about, {"WARC-Date": _date(first)}, "application/warc-fields")]
    for hop in exchange.hops:
        of_hop = {"WARC-Target-URI": hop.url, "WARC-Date": _date(hop.at)}
        if hop.address:
            of_hop["WARC-IP-Address"] = hop.address
        identity = _identity()
        answer = of_hop | {"WARC-Record-ID": identity, "WARC-Payload-Digest": _digest(hop.body)}
        if hop.cut:
            answer["WARC-Truncated"] = hop.cut
        question = of_hop | {"WARC-Concurrent-To": identity}
        http = "application/http; msgtype="
        records.append(_record("response", _head(hop.head) + hop.body, answer, f"{http}response"))
        records.append(_record("request", hop.request, question, f"{http}request"))
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def _record(kind: str, block: bytes, fields: dict[str, str], content_type: str) -> bytes:
    named = {"WARC-Type": kind, "WARC-Record-ID": _identity()} | fields
    named |= {
        "WARC-Block-Digest": _digest(block),
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def _head(head: bytes) -> bytes:
    """Without lines of blanks alone, which readers of archives take for the end of the head."""
    look = StatusAndHeadersParser.decode_header
    lines = [line for line in head.split(b"\n") if look(line).strip()]
    return _CHUNKED.sub(b"X-Orig-", b"\n".join([*lines, b"\r\n"]))


def _identity() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# --- in -------------------------------------------------------------------------------------------


def read(data: bytes, *, limit: int = MAX_UNPACKED) -> list[Captured]:
    """The answers in a .warc, .warc.gz or .wacz file, in its order, at least one.

    Raises Unreadable for what is damaged, changed since (a digest that does not fit), or holds
    more than ``limit`` bytes unpacked or MAX_RECORDS records.
    """
    if len(data) > MAX_PACKED:
        raise too_large()
    titles: dict[str, str] = {}
    archives: tuple[bytes, ...] = (data,)
    if data.startswith(b"PK"):
        package = read_package(data, limit=limit)
        archives, titles = package.archives, package.titles
    found: list[Captured] = []
    left = limit
    records = 0
    for archive in archives:
        plain = _gunzipped(archive, left) if archive.startswith(_GZIP) else archive
        left -= len(plain)
        records += _count(plain)
        if left < 0 or records > MAX_RECORDS:
            raise too_large()
        found += _answers(plain, limit - sum(len(answer.body) for answer in found))
    if not found:
        raise Unreadable(_("There is no page in this web archive. Check that you chose the right."))
    return [replace(answer, title=titles.get(answer.url, "")) for answer in found]


def _gunzipped(data: bytes, limit: int) -> bytes:
    """All members of a gzip file, whole."""
    plain = bytearray()
    try:
        while data:
            member = zlib.decompressobj(wbits=31)
            plain += member.decompress(data, limit + 1 - len(plain))
            if len(plain) > limit:
                raise too_large()
            if not member.eof:
                raise broken()
            data = member.unused_data
    except zlib.error as error:
        raise broken() from error
    return bytes(plain)


def _count(plain: bytes) -> int:
    """How many records there are. Raises Unreadable unless each is whole, and nothing between."""
    if not plain.startswith(b"WARC/"):
        raise Unreadable(_("This file is no web archive. Choose a .wacz or .warc.gz file."))
    place = count = 0
    while place < len(plain):
        frame = _FRAME.match(plain, place)
        length = _LENGTH.search(frame[0]) if frame else None
        if frame is None or length is None:
            raise broken()
        place = frame.end() + int(length[1])
        if plain[place : place + 4] != b"\r\n\r\n":
            raise broken()
        place += 4
        count += 1
        if count > MAX_RECORDS:
            raise too_large()
    return count


def _answers(plain: bytes, limit: int) -> Iterator[Captured]:
    try:
        for record in ArchiveIterator(io.BytesIO(plain), check_digests=True):
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            if record.rec_type in {"response", "resource"} and url.startswith(
                ("http://", "https://")
            ):
                answer = _answer(record, url, limit)
                limit -= len(answer.body)
                yield answer
    except _FAILURES as error:
        if isinstance(error, Unreadable):
            raise
        raise broken() from error


def _answer(record: Any, url: str, limit: int) -> Captured:
    payload = bytearray()
    while piece := record.raw_stream.read(_PIECE):
        payload += piece
    if record.digest_checker.passed is False:
        raise broken()
    http = record.http_headers
    if http:
        headers = tuple((str(name), str(value)) for name, value in http.headers)
        words = f"{http.protocol} {http.statusline}".split(None, 2)
        status, reason = [*words[1:], "", ""][:2]
    else:
        headers = (("Content-Type", record.content_type or ""),)
        status, reason = "0", ""
    body, trouble = _body(bytes(payload), headers, limit)
    return Captured(
        url=url,
        at=_when(record.rec_headers.get_header("WARC-Date") or ""),
        address=record.rec_headers.get_header("WARC-IP-Address") or "",
        status=int(status) if re.fullmatch(r"[0-9]{3}", status) else 0,
        reason=reason,
        headers=headers,
        body=body,
        verified=bool(record.digest_checker.passed),
        trouble=trouble,
    )


def _body(payload: bytes, headers: tuple[tuple[str, str], ...], limit: int) -> tuple[bytes, str]:
    """The body with its chunks joined and unpacked, and what is wrong with it."""
    named = {name.lower(): value.strip().lower() for name, value in headers}
    if named.get("transfer-encoding") == "chunked":
        joined = ChunkedDataReader(io.BytesIO(payload))
        payload = b"".join(iter(lambda: joined.read(_PIECE), b""))
    encoding = named.get("content-encoding", "")
    packed = urllib3.HTTPResponse(
        io.BytesIO(payload), headers={"Content-Encoding": encoding}, preload_content=False
    )
    body = bytearray()
    try:
        for piece in packed.stream(_PIECE, decode_content=True):
            body += piece
            if len(body) > limit:
                raise too_large()
    except urllib3.exceptions.HTTPError:
        return b"", _("It is packed in a way that cannot be undone.")
    return bytes(body), ""


def _when(date: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(date)
        return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
