"""Evidence for named people, planted in a full newsroom, and its words in what comes out."""

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.utils import timezone

from claims.enums import CaptureState, Found, Health, Stance, Visibility
from claims.models import Capture, Evidence, SignOff, Support, User
from claims.queries.signing import record_of
from claims.services import evidence, supports, withdrawal

from .people import person

if TYPE_CHECKING:
    from .test_access import World

MARK = "qzx"  # how every planted word begins
CONTACT = f"{MARK}contact"
PLANTED = {
    *("title", "passage", "locator", "note", "publisher", "author", "url", "archive", "file"),
    *("description", "origin", "interests", "why", "person", "role", "contact", "formula"),
    *("result", "withdrawn"),
    # of its stored copy, and of how a passage stands to that
    *("heading", "text", "header", "details", "moved", "trouble", "there"),
}
WORD = re.compile("|".join(MARK + name for name in PLANTED))


def w(name: str) -> str:
    """Return the word planted as ``name``."""
    assert name in PLANTED
    return MARK + name


def reader() -> User:
    return User.objects.get_or_create(
        username="vera", defaults={"name": "Vera", "is_checker": True}
    )[0]


def plant(world: "World") -> Support:
    """Give the newsroom evidence of Cleo's that only Vera may read, in use wherever it can be.

    Return its tie to the claim of most addresses.
    """
    cleo = person("cleo")
    hidden = evidence.add_evidence(
        by=cleo,
        title=w("title"),
        url=f"https://{w('url')}.example/{w('url')}",
        file=SimpleUploadedFile(f"{w('file')}.txt", b"the memo"),
        description=w("description"),
        visibility=Visibility.NAMED,
        readers=[reader()],
        interview={"person": w("person"), "role": w("role"), "contact": w("contact")},
        calculation={
            "method": "other",
            "inputs": {},
            "formula": w("formula"),
            "result": w("result"),
        },
    )
    evidence.edit_evidence(
        evidence=hidden,
        by=cleo,
        publisher=w("publisher"),
        author=w("author"),
        archive_url=f"https://{w('archive')}.example/",
        origin=w("origin"),
        interests=w("interests"),
        reliability_note=w("why"),
    )
    words = {"passage": w("passage"), "locator": w("locator"), "note": w("note")}
    targets = [world.claim, world.busy, world.statement]
    first, *ties = supports.attach_to_all(
        evidence=hidden, targets=targets, by=cleo, stance=Stance.CONTEXT, **words
    )
    supports.edit_support(support=ties[0], by=cleo, note=f"{w('note')}, {w('note')}")
    supports.put_back(support=taken_off(ties[0]), by=cleo)
    store(hidden)
    bad = evidence.add_evidence(
        by=cleo, title=w("title"), description="D", visibility=Visibility.NAMED, readers=[reader()]
    )
    supports.attach(evidence=bad, target=world.busy, by=cleo, stance=Stance.CONTEXT, **words)
    withdrawal.withdraw_evidence(evidence=bad, reason=w("withdrawn"), by=cleo)
    return first


def store(hidden: Evidence) -> None:
    """Give it a stored copy from which its passages differ, as a click of Cleo's brings one."""
    copy = Capture.objects.create(
        evidence=hidden,
        state=CaptureState.DONE,
        asked_by=person("cleo"),
        captured_at=timezone.now(),
        url=f"https://{w('moved')}.example/",
        redirects=[[f"https://{w('url')}.example/", 301]],
        status=200,
        headers=[["X-Note", w("header")]],
        media_type="text/plain",
        size=8,
        sha256="c" * 64,
        body=hidden.file.name,
        title=w("heading"),
        text=w("text"),
        trouble=w("trouble"),
        details={"Author": w("details")},
    )
    hidden.supports.update(
        found=Found.SIMILAR,
        found_in=copy,
        differs=[["changed", w("passage"), w("there"), True]],
    )
    gone = {"health": Health.DEAD, "health_at": timezone.now(), "health_note": w("trouble")}
    Evidence.objects.filter(pk=hidden.pk).update(failures=3, moved_to=copy.url, **gone)


def taken_off(support: Support) -> Support:
    supports.detach(support=support, by=person("cleo"))
    return support


def print_as_html(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send as HTML what goes into a PDF: setting one takes a second, and hides the words."""
    for module in ("annotated", "sign_offs"):
        monkeypatch.setattr(f"claims.views.{module}.to_pdf", lambda html, css: html.encode())
        monkeypatch.setattr(f"claims.views.{module}.can_print", lambda: True)


def seal(world: "World") -> SignOff:
    """Sign the article off as it is now."""
    assert world.article.current is not None
    signed = {"signed": {"by": "Edda", "at": world.article.created_at.isoformat()}}
    return SignOff.objects.create(
        article=world.article,
        revision=world.article.current,
        record=record_of(world.article) | signed | {"chain": {"position": 0, "hash": ""}},
        created_by=person("edda"),
    )


def told(answer: HttpResponseBase) -> str:
    """Return all that an answer holds: headers, page, and the parts of a Word file."""
    data = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type,attr-defined]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = b"\n".join(parts.read(name) for name in parts.namelist())
    return f"{list(answer.items())}\n{data.decode(errors='replace')}"


def words_in(answer: HttpResponseBase | str) -> set[str]:
    """Return the planted words that came out."""
    return set(WORD.findall(answer if isinstance(answer, str) else told(answer)))
