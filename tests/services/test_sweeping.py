"""Unused files: what nobody has named for a day goes, and nothing else is touched."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from claims.services import evidence, sweeping
from tests.people import person

pytestmark = pytest.mark.django_db
HASH = "ab" * 32
LOST = f"files/ab/{HASH}.pdf"


def put(name: str, *, days: float = 2, data: bytes = b"12345") -> Path:
    """Store a file as if it had been written some days ago."""
    path = Path(default_storage.path(default_storage.save(name, ContentFile(data))))
    at = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(path, (at, at))
    return path


def told(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("tidy_files", *arguments, stdout=out)
    return out.getvalue().replace("\xa0", " ").splitlines()


def test_what_nobody_names_goes_after_a_day_and_nothing_else() -> None:
    used = evidence.add_evidence(by=person("carl"), file=ContentFile(b"used", "a.txt"))
    used_path = Path(used.file.path)
    os.utime(used_path, (0, 0))
    gone = [
        put(LOST),
        put(f"evidence/{'0f' * 16}.csv"),
        put("drafts/2026/11/" + "0" * 36 + ".docx"),
    ]
    stays = [
        put(f"files/cd/{'cd' * 32}.warc.gz", days=0.9),
        put("files/ab/notes.txt"),
        put("files/readme"),
        put("exports/list.csv"),
        put("evidence/deeper/still.csv"),
        used_path,
    ]
    assert told("--dry-run")[-1] == "3 unused files, 15 bytes, would be removed"
    assert all(path.exists() for path in gone + stays)
    lines = told()
    assert lines[-1] == "3 unused files, 15 bytes, removed"
    assert f"{LOST}  5 bytes" in lines
    assert [path.exists() for path in gone] == [False] * 3
    assert all(path.exists() for path in stays)
    assert told() == ["0 unused files, 0 bytes, removed"]


def test_a_newsroom_without_files_has_none_to_remove() -> None:
    assert told() == ["0 unused files, 0 bytes, removed"]


def test_a_file_that_is_named_while_we_look_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(LOST)
    answers = iter([set(), {LOST}])
    monkeypatch.setattr(sweeping, "used", lambda names: next(answers))
    assert list(sweeping.sweep()) == []
    assert path.exists()


def test_a_file_that_goes_while_we_look_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(LOST)
    monkeypatch.setattr(sweeping, "used", lambda names: path.unlink(missing_ok=True) or set())
    assert list(sweeping.sweep()) == []


def test_any_number_is_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    for number in range(5):
        put(f"files/ab/{'ab' * 31}{number:02x}.bin")
    assert len(list(sweeping.sweep(dry=True))) == 5
    assert len(list(sweeping.sweep())) == 5
