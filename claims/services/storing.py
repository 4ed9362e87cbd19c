"""Stored files, named by their content: the same bytes are kept once, whoever brings them."""

import contextlib
import hashlib
from collections.abc import Iterator
from contextvars import ContextVar

import structlog
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.translation import gettext as _

from claims.formats.kinds import HEAD, ending_of

from .saving import Invalid

log = structlog.get_logger(__name__)
written: ContextVar[list[str] | None] = ContextVar("written", default=None)
here: ContextVar[frozenset[str]] = ContextVar("here", default=frozenset())  # stored around this


def why_not_keep(file: File[bytes]) -> str:
    """Return why a file that somebody brings is not kept, as a sentence; "" where it is."""
    if not file.size:
        return _("This file is empty. Check that it was saved, and choose it again.")
    if file.size > settings.MAX_FILE_MB * 1024 * 1024:
        return _(
            "This file is over %(most)d MB, the most that is kept here. "
            "Give its address instead, or a shorter cut of it."
        ) % {"most": settings.MAX_FILE_MB}
    return ""


def refuse_unkept(file: File[bytes]) -> None:
    """Raise Invalid for a file that is empty or too large."""
    if why := why_not_keep(file):
        raise Invalid(why)


def hash_of(file: File[bytes]) -> str:
    """Return the SHA-256 of the file's bytes, read piece by piece, once."""
    known = getattr(file, "sha256", "")
    if not known:
        file.seek(0)
        known = file.sha256 = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[attr-defined]
    file.seek(0)
    return str(known)


def name_for(file: File[bytes]) -> str:
    """Return the stored name, by which the same bytes are the same file."""
    sha256 = hash_of(file)
    ending = ending_of(file.read(HEAD))
    return f"files/{sha256[:2]}/{sha256}.{ending}"


@contextlib.contextmanager
def no_leftovers() -> Iterator[None]:
    """Take along the files that were written inside when that fails; no transaction of its own."""
    mine: list[str] = []
    outer = written.get()
    token = written.set(mine)
    try:
        yield
    except BaseException:
        for name in mine:
            discard(name)
        raise
    else:
        if outer is not None:  # which may fail still
            outer.extend(mine)
    finally:
        written.reset(token)


@contextlib.contextmanager
def kept(*contents: bytes | File[bytes]) -> Iterator[list[str]]:
    """Store contents and give their names; what is inside fails, they go again.

    The transaction of what is inside begins once they are stored: nobody waits for the storage.
    """
    files = [ContentFile(item) if isinstance(item, bytes) else item for item in contents]
    with no_leftovers():
        names = [store(file) for file in files]
        token = here.set(here.get() | set(names))
        try:
            with transaction.atomic():
                yield names
        finally:
            here.reset(token)
        for name, file in zip(names, files, strict=True):
            if not is_whole(name, file):  # removed meanwhile as nobody's
                write(name, file)


def store(file: File[bytes]) -> str:
    """Keep a file under the name of its content, unless a whole one is there; return the name."""
    name = name_for(file)
    if name in here.get():
        return name
    if not (is_whole(name, file) and is_used(name)):  # nobody's may be removed at any moment
        write(name, file)
    return name


def is_whole(name: str, file: File[bytes]) -> bool:
    """Whether it is there, and not what a worker left that was killed while it wrote."""
    return default_storage.exists(name) and default_storage.size(name) == file.size


def write(name: str, file: File[bytes]) -> None:
    """Write a file piece by piece, over what is there; two who do so at once leave one."""
    file.seek(0)
    if default_storage.exists(name):
        default_storage.delete(name)
    mine = written.get()
    if mine is not None:
        mine.append(name)  # before: half of it may be there when the disk is full
    stored = default_storage.save(name, File(file))  # copied: the upload may be needed again
    if stored != name:
        default_storage.delete(stored)
        if mine is not None:
            mine.remove(name)


def discard(name: str) -> None:
    """Remove a file that no row names; what cannot be removed now is found by ``sweeping``."""
    try:
        if not is_used(name):
            default_storage.delete(name)
    except Exception:  # whatever went wrong before is what matters
        log.exception("file_left_behind", name=name)


def file_fields() -> Iterator[tuple[type[models.Model], models.FileField]]:
    """Yield every field that names a stored file."""
    for model in apps.get_app_config("claims").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField):
                yield model, field


def used(names: list[str]) -> set[str]:
    """Return those of these names that a row names."""
    found: set[str] = set()
    for model, field in file_fields():
        rows = model._default_manager.filter(**{f"{field.name}__in": names})
        found.update(rows.values_list(field.name, flat=True))
    return found


def is_used(name: str) -> bool:
    """Whether a row names this file."""
    return bool(used([name]))
