"""Unused files: what was written and then named by nobody, because a process was killed."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from .storing import used

GRACE = timedelta(days=1)  # whoever writes a file names it within that time
AT_ONCE = 500
FOLDERS = ("files", "evidence", "drafts")  # the last two held what is now in the first
OURS = re.compile(
    r"files/[0-9a-f]{2}/[0-9a-f]{64}(_\w{7})?(\.[a-z0-9.]{1,15})?"
    r"|evidence/[0-9a-f]{32}(_\w{7})?\.[a-z0-9]{1,8}"
    r"|drafts/\d{4}/\d\d/[0-9a-f-]{36}(_\w{7})?(\.\w{1,9})?"
)


@dataclass(frozen=True, slots=True)
class Unused:
    """A stored file that nobody names: its name, and its size in bytes."""

    name: str
    size: int


def sweep(*, dry: bool = False, now: datetime | None = None) -> Iterator[Unused]:
    """Remove the files that nobody has named for a day, and yield each; ``dry`` removes none.

    Names that are not of our making stay, whoever put them there.
    """
    before = (now or timezone.now()) - GRACE
    for names in batches():
        taken = used(names)
        for name in names:
            if name in taken or (found := look(name, before)) is None:
                continue
            if not dry:
                if used([name]):  # named while we looked
                    continue
                default_storage.delete(name)
            yield found


def batches() -> Iterator[list[str]]:
    """Yield the names of our stored files, some hundred at a time."""
    names = (name for folder in FOLDERS for name in walk(folder) if OURS.fullmatch(name))
    while batch := list(itertools.islice(names, AT_ONCE)):
        yield batch


def walk(folder: str) -> Iterator[str]:
    """Yield the name of every file below a folder, on any storage."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in sorted(files))
    for inner in sorted(folders):
        yield from walk(f"{folder}/{inner}")


def look(name: str, before: datetime) -> Unused | None:
    """Return a file written before then; None for a newer one, or one that has gone."""
    try:
        if default_storage.get_modified_time(name) >= before:
            return None
        return Unused(name, default_storage.size(name))
    except FileNotFoundError:
        return None
