"""Stored files, sent to be kept: never shown as a page of ours, wherever they are stored."""

import unicodedata

import structlog
from django.core.files.base import File
from django.http import FileResponse, Http404

log = structlog.get_logger(__name__)
LONGEST = 150  # characters of a name; more is cut before its ending


def sent(file: File[bytes], *, name: str) -> FileResponse:
    """Answer with a stored file as a download called ``name``, told as nothing but bytes."""
    try:
        content = file.open("rb")
    except FileNotFoundError as error:
        log.exception("stored_file_missing", name=file.name)
        raise Http404("the stored file is not there") from error
    response = FileResponse(content, as_attachment=True, filename=safe_name(name))
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def safe_name(name: str) -> str:
    """Return a name that stays in its header and its folder, and reads as what it is.

    Without control and direction marks, which can break the one and hide the other's ending.
    """
    plain = "".join(
        "_" if char in '/\\:*?"<>|' else char
        for char in name
        if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    stem, dot, suffix = plain.strip(" .").rpartition(".")
    if not stem or len(suffix) > 20:
        stem, dot, suffix = plain.strip(" ."), "", ""
    return f"{stem[: LONGEST - len(suffix)]}{dot}{suffix}" or "file"
