"""Web archives: what we write is what others read, and what is broken is refused in words."""

import contextlib
import gzip
import hashlib
import io
import json
import re
import zipfile
from argparse import Namespace
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from claims.formats import Unreadable, warc
from claims.formats.warc import Captured, read, write

AT = datetime(2026, 3, 4, 5, 6, 7, 890_000, tzinfo=UTC)
PAGE = "<title>Wörds</title><p>The bridge closed.".encode()


@dataclass(frozen=True)
class Hop:
    """As the door to the network hands it over."""

    url: str = "https://news.example/story?a=b"
    address: str = "93.184.216.34"
    at: datetime = AT
    request: bytes = b"GET /story?a=b HTTP/1.1\r\nHost: news.example\r\n\r\n"
    head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: a\r\nX: b\r\n\r\n"
    body: bytes = PAGE
    cut: str = ""


@dataclass(frozen=True)
class Exchange:
    hops: tuple[Hop, ...] = (Hop(),)


MOVED = Hop(
    url="http://news.example/",
    head=b"HTTP/1.1 301 Gone on\r\nLocation: https://news.example/story?a=b\r\n\r\n",
    body=b"",
)


def plain(archive: bytes) -> bytes:
    return gzip.decompress(archive)


def check(archive: bytes, tmp_path: Path) -> int:
    """What warcio's own checker ends with: 0 when every digest fits."""
    path = tmp_path / "archive.warc.gz"
    path.write_bytes(archive)
    return int(Checker(Namespace(inputs=[str(path)], verbose=True)).process_all())


def test_what_is_written_is_read_back() -> None:
    moved, page = read(write(Exchange((MOVED, Hop()))))
    assert page == Captured(
        url="https://news.example/story?a=b",
        at=AT,
        address="93.184.216.34",
        status=200,
        reason="OK",
        headers=(("Content-Type", "text/html"), ("X", "a"), ("X", "b")),
        body=PAGE,
        verified=True,
    )
    assert (moved.url, moved.status, moved.reason) == ("http://news.example/", 301, "Gone on")


def test_warcios_own_checker_passes_and_finds_a_changed_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = write(Exchange((MOVED, Hop())))
    assert check(archive, tmp_path) == 0
    said = capsys.readouterr().out
    assert said.count("digest pass") == 5
    assert "no digest" not in said
    changed = gzip.compress(plain(archive).replace(b"bridge", b"Bridge"))
    assert check(changed, tmp_path) == 1


def test_a_record_names_the_site_and_its_address(tmp_path: Path) -> None:
    records = []
    for record in ArchiveIterator(io.BytesIO(write(Exchange()))):
        records.append((record.rec_type, dict(record.rec_headers.headers)))
        record.content_stream().read()
    assert [kind for kind, _headers in records] == ["warcinfo", "response", "request"]
    _info, (_kind, response), (_also, request) = records
    for headers in (response, request):
        assert headers["WARC-Target-URI"] == "https://news.example/story?a=b"
        assert headers["WARC-IP-Address"] == "93.184.216.34"
        assert headers["WARC-Date"] == "2026-03-04T05:06:07.890000Z"
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert response["WARC-Payload-Digest"] == f"sha256:{hashlib.sha256(PAGE).hexdigest()}"
    assert "WARC-Truncated" not in response


def test_each_record_is_a_gzip_member_of_its_own() -> None:
    archive = write(Exchange())
    offsets = [found.start() for found in re.finditer(rb"\x1f\x8b\x08", archive)]
    assert len(offsets) == 3
    assert gzip.decompress(archive[offsets[1] :]).startswith(b"WARC/1.1\r\nWARC-Type: response")


def test_heads_and_requests_are_kept_byte_for_byte() -> None:
    head = b"HTTP/1.1 200\r\nx:  a \r\nno colon\r\nFolded: a\r\n b\r\nS: \xff\xfe\0\r\n\r\n"
    archive = plain(write(Exchange((Hop(head=head),))))
    assert head + PAGE in archive
    assert Hop().request in archive


def test_joined_chunks_and_packed_bodies_are_read_again(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    archive = write(Exchange((Hop(head=head, body=gzip.compress(PAGE)),)))
    (page,) = read(archive)
    assert page.body == PAGE
    assert ("X-Orig-Transfer-Encoding", "chunked") in page.headers
    assert check(archive, tmp_path) == 0


def test_a_body_that_ends_early_says_so() -> None:
    assert b"\r\nWARC-Truncated: disconnect\r\n" in plain(write(Exchange((Hop(cut="disconnect"),))))


def test_without_an_address_the_record_has_none() -> None:
    archive = write(Exchange((Hop(address=""),)))
    assert b"WARC-IP-Address" not in plain(archive)
    assert read(archive)[0].address == ""


@given(
    lines=st.lists(st.binary(max_size=12).filter(lambda line: b"\n" not in line), max_size=6),
    body=st.binary(max_size=200),
)
def test_whatever_a_site_says_the_digests_fit(lines: list[bytes], body: bytes) -> None:
    lines = [line for line in lines if line.strip(b"\r") and not line.lower().startswith(b"c")]
    head = b"".join([b"HTTP/1.1 200 OK\r\n", *(line + b"\r\n" for line in lines), b"\r\n"])
    archive = write(Exchange((Hop(head=head, body=body),)))
    (page,) = read(archive)
    assert (page.body, page.verified) == (body, True)


@pytest.mark.parametrize("blank", [b" ", b"\t\r", b"\x1c", b"\x85", b"\xc2\x85", b"\xe2\x80\xa8"])
def test_a_header_of_blanks_does_not_end_the_head(blank: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nX: a\r\n" + blank + b"\r\nY: b\r\n\r\n"
    (page,) = read(write(Exchange((Hop(head=head),))))
    assert (page.body, page.verified) == (PAGE, True)
    assert page.headers == (("X", "a"), ("Y", "b"))


# --- what others wrote ----------------------------------------------------------------------------


def record(kind: str = "response", block: bytes = b"", **fields: str) -> bytes:
    """A record as simple tools write it; names with _ for -."""
    named = {"WARC-Type": kind, "WARC-Record-ID": "<urn:x:1>", "WARC-Date": "2020-01-02T03:04:05Z"}
    named |= {"WARC-Target-URI": "https://news.example/", "Content-Length": str(len(block))}
    named |= {name.replace("_", "-"): value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value)
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def test_an_archive_without_gzip_and_without_digests_is_read_as_unverified() -> None:
    (page,) = read(record(block=HTTP + PAGE))
    assert (page.body, page.verified) == (PAGE, False)
    assert page.at == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_one_gzip_member_around_all_records_is_read() -> None:
    assert len(read(gzip.compress(record(block=HTTP + PAGE) * 3))) == 3


def test_chunks_as_sent_are_joined() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: br\r\n\r\n"
    packed = brotli.compress(PAGE)
    block = head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    digest = f"sha1:{hashlib.sha1(block).hexdigest()}"
    (page,) = read(record(block=block, WARC_Block_Digest=digest))
    assert (page.body, page.verified, page.trouble) == (PAGE, True, "")


def test_what_is_no_answer_is_passed_over_and_files_are_taken() -> None:
    archive = (
        record("warcinfo", b"software: x\r\n")
        + record("dns", b"x", WARC_Target_URI="dns:news.example")
        + record("request", b"GET / HTTP/1.1\r\n\r\n")
        + record("metadata", b"a: b")
        + record("resource", b"%PDF-1.7", Content_Type="application/pdf")
    )
    (file,) = read(archive)
    assert (file.status, file.body) == (0, b"%PDF-1.7")
    assert file.headers == (("Content-Type", "application/pdf"),)


@pytest.mark.parametrize("date", ["", "yesterday", "0001-01-01T00:00:00+23:00", "2020-13-01"])
def test_a_date_that_is_none_is_not_made_up(date: str) -> None:
    (page,) = read(record(block=HTTP, WARC_Date=date))
    assert page.at is None


def test_a_body_that_cannot_be_unpacked_says_so() -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip"
    (page,) = read(record(block=block))
    assert page.body == b""
    assert page.trouble.endswith(".")


ARCHIVE = write(Exchange((MOVED, Hop())))


@pytest.mark.parametrize("end", [1, 20, 200, 700, -1, -9])
def test_a_file_that_breaks_off_is_refused(end: int) -> None:
    with pytest.raises(Unreadable, match=r"damaged|no web archive"):
        read(ARCHIVE[:end])


@pytest.mark.parametrize("end", [30, 900, -1, -5])
def test_a_plain_file_that_breaks_off_is_refused(end: int) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        read(plain(ARCHIVE)[:end])


def test_words_changed_since_are_refused() -> None:
    with pytest.raises(Unreadable, match="changed"):
        read(plain(ARCHIVE).replace(b"bridge", b"Bridge"))
    with pytest.raises(Unreadable, match="changed"):
        read(plain(ARCHIVE).replace(b"X: a", b"X: c"))


packed = partial(gzip.compress, mtime=0)  # the same bytes, and names of tests, whenever
BOMB = packed(bytes(5_000_000))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no web archive"),
        (b"words", "no web archive"),
        (b"%PDF-1.7", "no web archive"),
        (b"\x1f\x8b\x08", "damaged"),
        (packed(b""), "no web archive"),
        (packed(b"words"), "no web archive"),
        (packed(packed(b"WARC/1.0\r\n")), "no web archive"),
        (BOMB, "too much"),
        (packed(record(block=HTTP)) + BOMB, "too much"),
        (packed(record(block=HTTP)) + b"more", "damaged"),
        (record("warcinfo", b"a: b\r\n"), "no page"),
        (record(block=HTTP, Content_Length="-1"), "damaged"),
        (record(block=HTTP, Content_Length="9999999999999999"), "damaged"),
        (record(block=HTTP, Content_Length="much"), "damaged"),
        (record(block=HTTP, Content_Length=""), "damaged"),
        (record(block=HTTP, Content_Length="3"), "damaged"),
        (record(block=HTTP, X="y" * 10_000), "damaged"),
        (record(block=HTTP, **{f"X{n}": "y" for n in range(200)}), "damaged"),
        (record(block=HTTP, WARC_Block_Digest="rot13:abc"), "damaged"),
        (record(block=HTTP, WARC_Block_Digest="sha1"), "damaged"),
        (record(block=HTTP, WARC_Block_Digest="sha1:!!!"), "damaged"),
        (record(block=HTTP, WARC_Type=""), "no page"),
        (record(block=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + BOMB), "too much"),
        (record(block=HTTP) * 10_000, "too much"),
        (b"WARC/1.0\r\n" + b"x" * 1_000_000, "damaged"),
    ],
)  # fmt: skip
def test_hostile_archives_are_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refused:
        read(data, limit=4_000_000)
    assert str(refused.value).endswith(".")


def test_a_file_larger_than_is_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_PACKED", 100)
    with pytest.raises(Unreadable, match="too much"):
        read(ARCHIVE)


def test_bodies_together_have_a_limit() -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(60_000))
    archive = record(block=block)
    assert len(read(archive * 3, limit=200_000)) == 3
    with pytest.raises(Unreadable, match="too much"):
        read(archive * 4, limit=200_000)


@given(st.binary(max_size=300), st.integers(0, len(ARCHIVE)))
def test_line_noise_never_gives_another_error(noise: bytes, place: int) -> None:
    for data in (ARCHIVE[:place] + noise + ARCHIVE[place:], b"WARC/1.0\r\n" + noise):
        with contextlib.suppress(Unreadable):
            assert read(data)


# --- WACZ -----------------------------------------------------------------------------------------


def wacz(members: dict[str, bytes] | None = None, *, hashes: dict[str, str] | None = None) -> bytes:
    """A package as the makers of WACZ describe it, with members more, other, or (b"") none."""
    pages = [
        {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"},
        {"id": "1", "url": "https://news.example/story?a=b", "title": " A \n bridge ", "ts": "x"},
    ]
    parts = {
        "archive/data.warc.gz": ARCHIVE,
        "indexes/index.cdx.gz": b"x",
        "pages/pages.jsonl": "\n".join(map(json.dumps, pages)).encode(),
    }
    digests = {name: f"sha256:{hashlib.sha256(part).hexdigest()}" for name, part in parts.items()}
    listed = [
        {"name": name, "path": name, "hash": digest, "bytes": 1}
        for name, digest in (digests | (hashes or {})).items()
    ]
    package = {"profile": "data-package", "wacz_version": "1.1.1", "resources": listed}
    parts = {"datapackage.json": json.dumps(package).encode()} | parts | (members or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, part in parts.items():
            if part:
                zipped.writestr(name, part)
    return out.getvalue()


def test_a_wacz_is_read_with_the_titles_of_its_pages() -> None:
    moved, page = read(wacz())
    assert (page.body, page.verified, page.title) == (PAGE, True, "A bridge")
    assert moved.title == ""


def test_several_archives_in_a_package_are_read_together() -> None:
    assert len(read(wacz({"archive/more.warc": plain(ARCHIVE), "archive/x.txt": b"x"}))) == 4


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"datapackage.json": b""}, "no web archive"),
        ({"datapackage.json": b"{"}, "damaged"),
        ({"datapackage.json": b"[]"}, "damaged"),
        ({"datapackage.json": b'{"resources": [3]}'}, "damaged"),
        ({"datapackage.json": b'{"resources": null}'}, "damaged"),
        ({"datapackage.json": b"[" * 100_000}, "damaged"),
        ({"datapackage.json": b" " * 6_000_000}, "too much"),
        ({"archive/data.warc.gz": gzip.compress(plain(ARCHIVE))}, "changed"),
        ({"archive/data.warc.gz": b""}, "damaged"),
        ({"pages/pages.jsonl": b"{}"}, "changed"),
        ({"archive/../../etc/passwd": b"x"}, "damaged"),
        ({"/etc/passwd": b"x"}, "damaged"),
        ({"..\\x": b"x"}, "damaged"),
        ({"archive/bomb.warc": bytes(20_000_000)}, "too much"),
        ({"archive/bomb.warc.gz": gzip.compress(bytes(20_000_000))}, "too much"),
        ({"archive/in.warc.gz": wacz()}, "no web archive"),
        ({f"x{n}": b"x" for n in range(1_100)}, "too much"),
    ],
)
def test_hostile_packages_are_refused_in_words(members: dict[str, bytes], said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refused:
        read(wacz(members), limit=10_000_000)
    assert str(refused.value).endswith(".")


def test_a_package_in_a_package_is_no_archive() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("inner.wacz", wacz())
    with pytest.raises(Unreadable, match="no web archive"):
        read(out.getvalue())


def test_a_wrong_hash_in_the_list_is_refused() -> None:
    with pytest.raises(Unreadable, match="changed"):
        read(wacz(hashes={"archive/data.warc.gz": "sha256:" + "0" * 64}))


@pytest.mark.parametrize("end", [10, 200, -1, -30])
def test_a_package_that_breaks_off_is_refused(end: int) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        read(wacz()[:end])


def test_two_members_of_one_name_are_refused() -> None:
    out = io.BytesIO(wacz())
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(out, "a") as zipped,
    ):
        zipped.writestr("archive/data.warc.gz", ARCHIVE)
    with pytest.raises(Unreadable, match="damaged"):
        read(out.getvalue())


def test_a_title_and_an_exchange_are_never_mixed_up() -> None:
    (page,) = read(write(Exchange((replace(Hop(), url="http://a.example/"),))))
    assert (page.url, page.title) == ("http://a.example/", "")
