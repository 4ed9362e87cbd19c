"""Make stored copies that are here, as a worker would have left them."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from claims.enums import CaptureState
from claims.models import Capture, Evidence

from .people import person

TAKEN = datetime(2026, 3, 1, 13, 12, tzinfo=UTC)


def copy_of(
    evidence: Evidence, *lines: str, body: bytes | str = "", archive: bytes = b"", **about: Any
) -> Capture:
    """Return a copy with these lines of text; asked for by Carl, on the first of March.

    Without a ``body`` of its own it is a page that holds the lines.
    """
    page = body or "".join(f"<p>{line}</p>" for line in lines)
    content = page.encode() if isinstance(page, str) else page
    name = stored(content, about.pop("suffix", "html"))
    told = {
        "state": CaptureState.DONE,
        "asked_by": person("carl"),
        "captured_at": TAKEN,
        "url": evidence.url,
        "status": 200 if evidence.url else None,
        "reason": "OK" if evidence.url else "",
        "media_type": "text/html",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "body": name,
        "archive": stored(archive, "warc.gz") if archive else "",
        "text": "\n".join(lines),
        "title": lines[0][:300] if lines else "",
    }
    return Capture.objects.create(evidence=evidence, **{**told, **about})


def stored(content: bytes, suffix: str) -> str:
    """Return the name under which content is kept, as the service names it."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"files/{sha256[:2]}/{sha256}.{suffix}"
    if default_storage.exists(name):
        return name
    return default_storage.save(name, ContentFile(content))
