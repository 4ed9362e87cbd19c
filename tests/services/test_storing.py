"""Files are named by their content: kept once, whole, and gone when nobody names them."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.utils import timezone

from claims.models import Capture, Evidence, Revision
from claims.services import evidence, storing, supports
from claims.services.revisions import keep_file
from claims.services.saving import Invalid
from tests import factories
from tests.people import person

from .deeds import nothing_kept

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 of the harbour"


def files() -> list[str]:
    """The names of all files that are stored."""
    root = Path(default_storage.path(""))
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def add(data: bytes = PDF, name: str = "a.pdf", **about: Any) -> Evidence:
    return evidence.add_evidence(by=person("carl"), file=ContentFile(data, name), **about)


def copy_of(found: Evidence, name: str) -> Capture:
    return Capture.objects.create(
        evidence=found, state="done", captured_at=timezone.now(), body=name
    )


def test_the_same_bytes_are_one_file_whoever_brings_them_and_whatever_they_call_it() -> None:
    first = add()
    hidden = add(name="Secret budget.html", visibility="named")
    with storing.kept(PDF) as names:
        copy = copy_of(first, names[0])
    revision = factories.article().current
    assert revision
    with storing.kept(PDF) as names:
        Revision.objects.filter(pk=revision.pk).update(file=names[0])
    assert first != hidden
    assert files() == [first.file.name] == [hidden.file.name] == [copy.body.name]
    assert first.file.name == f"files/{first.sha256[:2]}/{first.sha256}.pdf"


def test_what_fails_takes_its_own_files_along_and_nobody_elses() -> None:
    there = add()
    with pytest.raises(RuntimeError), storing.kept(PDF, b"of mine"):
        raise RuntimeError
    assert files() == [there.file.name]

    def breaks_after_adding() -> None:
        with storing.no_leftovers(), transaction.atomic():
            add(b"also mine")
            assert len(files()) == 2
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks_after_adding()
    assert files() == [there.file.name]


def test_a_file_that_another_row_names_by_now_stays() -> None:
    page = factories.web_page()

    def breaks_after_naming() -> None:
        with storing.no_leftovers():
            with storing.kept(PDF) as names:
                Evidence.objects.filter(pk=page.pk).update(file=names[0])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks_after_naming()
    page.refresh_from_db()
    assert files() == [page.file.name]


def test_half_a_file_of_a_worker_that_was_killed_is_written_anew() -> None:
    there = add()
    Path(default_storage.path(there.file.name)).write_bytes(PDF[:5])
    add(name="again.pdf", visibility="named")
    with there.file.open("rb") as file:
        assert file.read() == PDF
    assert len(files()) == 1


def test_a_full_disk_leaves_no_half_file(monkeypatch: pytest.MonkeyPatch) -> None:
    save = default_storage.save

    def half(name: str, content: File[bytes]) -> str:
        save(name, ContentFile(content.read(5)))
        raise OSError("no space left")

    monkeypatch.setattr(storing.default_storage, "save", half)
    with pytest.raises(OSError, match="no space"):
        add()
    assert files() == []


def test_two_who_write_the_same_at_once_leave_one(monkeypatch: pytest.MonkeyPatch) -> None:
    there = add()
    delete = default_storage.delete
    monkeypatch.setattr(  # the other one is quicker after the old file went
        storing.default_storage, "delete", lambda name: name != there.file.name and delete(name)
    )
    storing.write(there.file.name, ContentFile(PDF))
    assert files() == [there.file.name]


def test_a_file_that_is_removed_as_nobodys_meanwhile_is_written_again() -> None:
    with storing.kept(PDF) as names:
        default_storage.delete(names[0])
        copy_of(factories.web_page(), names[0])
    with default_storage.open(names[0]) as file:
        assert file.read() == PDF


def test_a_storage_that_fails_while_tidying_hides_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(name: str) -> None:
        raise OSError("the storage is away")

    monkeypatch.setattr(storing.default_storage, "delete", breaks)
    with pytest.raises(RuntimeError, match="the fault"), storing.kept(PDF):
        raise RuntimeError("the fault")


def test_a_large_upload_is_never_read_as_a_whole() -> None:
    upload = TemporaryUploadedFile("film.mp4", "video/mp4", 0, None)
    upload.write(b"\0\0\0\x18ftypisom" + bytes(3_000_000))
    upload.size = upload.tell()
    sizes: list[int] = []
    read = upload.file.read

    def watched(size: int = -1) -> bytes:
        sizes.append(size)
        return bytes(read(size))

    upload.file.read = watched  # type: ignore[method-assign]
    kept = evidence.add_evidence(by=person("carl"), file=upload)
    assert kept.file.size == 3_000_012
    assert all(0 < size <= 1_000_000 for size in sizes)
    assert Path(upload.temporary_file_path()).exists()  # copied: it may be needed again
    upload.close()


@pytest.mark.parametrize(("data", "words"), [(b"", "empty"), (bytes(1024 * 1024 + 1), "over 1 MB")])
def test_what_is_empty_or_too_large_is_refused_by_the_verb(
    data: bytes, words: str, settings: Any
) -> None:
    settings.MAX_FILE_MB = 1
    person("carl")
    with nothing_kept(Invalid) as caught:
        add(data)
    assert words in str(caught.value)
    assert files() == []
    assert storing.why_not_keep(File(io.BytesIO(bytes(1024 * 1024)))) == ""


def test_a_new_file_of_a_draft_replaces_the_old_one_unless_somebody_names_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    revision = factories.article().current
    assert revision
    with django_capture_on_commit_callbacks(execute=True):
        keep_file(revision, PDF)
        keep_file(revision, b"second")
    assert files() == [revision.file.name]
    there = add(b"third")
    with django_capture_on_commit_callbacks(execute=True):
        keep_file(revision, b"third")
        keep_file(revision, b"fourth")
    assert sorted(files()) == sorted([there.file.name, revision.file.name])


def test_a_tie_that_is_refused_leaves_no_file() -> None:
    claim = factories.claim(factories.article(), "Every one of the 40 mooring posts")
    with nothing_kept(Invalid):
        supports.add_and_attach(
            targets=[claim],
            by=person("carl"),
            about={"stance": "hearsay"},
            file=ContentFile(PDF, "a.pdf"),
        )
    assert files() == []
