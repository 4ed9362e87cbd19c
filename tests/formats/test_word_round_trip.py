"""Our Word files opened, converted and saved again by another program: LibreOffice."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from claims.formats import read_file
from claims.formats.docx_out import MarginNote

from .builders import member, with_parts
from .reading import kinds
from .test_docx import paragraph, run, with_body
from .test_docx_comments import comment, comments, end, start
from .test_docx_out import ADDED, AT, FOOTNOTES, LINK, NOTE_CALL, on, ours, written

OFFICE = shutil.which("soffice") or "soffice"
WORDS = ("port opened", "3.1 million", "crowns. Added words by x.\n\nSecond", "cell 2")
pytestmark = pytest.mark.timeout(150)


def converted(data: bytes, kind: str, folder: Path) -> bytes:
    """What LibreOffice makes of a Word file."""
    source = folder / "in" / "story.docx"
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    call = [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    call += ["--outdir", str(folder / "out"), str(source)]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    return (folder / "out" / f"story.{kind.partition(':')[0]}").read_bytes()


def story() -> bytes:
    cells = "".join(f"<w:tc>{paragraph(run(f'cell {number}'))}</w:tc>" for number in (1, 2))
    body = paragraph(run("Port opens"), properties='<w:pStyle w:val="Title"/>')
    body += paragraph(
        run("The port opened", "<w:b/>"), start("5"), run(" on Friday."), end("5"), run(" It "),
        LINK, run(" crowns. "), ADDED, NOTE_CALL,
    )  # fmt: skip
    body += paragraph(run("Second paragraph starts.")) + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    body += paragraph(run("Last words."))
    return with_body(body, footnotes=FOOTNOTES, comments=comments(comment("5")))


def test_the_export_opens_elsewhere_with_its_text_and_its_comments(tmp_path: Path) -> None:
    draft = read_file(story())
    out = written(story(), draft, on(draft, *WORDS))
    (tmp_path / "odt").write_bytes(converted(out, "odt", tmp_path))
    content = zipfile.ZipFile(tmp_path / "odt").read("content.xml").decode()
    assert content.count("<office:annotation ") == len(WORDS) + 1
    assert content.count("<dc:creator>Factcheck</dc:creator>") == len(WORDS)
    assert content.count("<dc:creator>Ann</dc:creator>") == 1
    text = converted(out, "txt:Text (encoded):UTF8", tmp_path).decode("utf-8-sig")
    for words in ("Port opens", "The port opened on Friday.", "Evidence", "port.example"):
        assert words in text
    assert converted(out, "pdf", tmp_path).startswith(b"%PDF-")


def test_saved_there_it_comes_back_without_duplicates(tmp_path: Path) -> None:
    draft = read_file(story())
    out = written(story(), draft, on(draft, *WORDS))
    saved = converted(out, "docx", tmp_path)
    back = read_file(saved)
    assert back.text == draft.text
    assert kinds(back) == kinds(draft)
    assert sorted(ours(back)) == sorted((f"On: {words}", words) for words in WORDS)
    theirs = [row for row in back.comments if not row.ours]
    assert [(row.author, row.text, row.at) for row in theirs] == [
        (row.author, row.text, row.at) for row in draft.comments
    ]
    assert {row.at for row in back.comments if row.ours} == {AT}
    again = read_file(written(saved, back, on(back, *WORDS)))
    assert again.text == draft.text
    assert sorted(ours(again)) == sorted((f"On: {words}", words) for words in WORDS)
    assert len(again.comments) == len(WORDS) + 1


def test_saved_there_ours_are_known_though_nobody_signs_them_any_more(tmp_path: Path) -> None:
    draft = read_file(story())
    saved = converted(written(story(), draft, on(draft, *WORDS)), "docx", tmp_path)
    margin = member(saved, "word/comments.xml").decode()
    unsigned = margin.replace('"Factcheck"', '"Author"').replace('"FC"', '"A"')
    assert unsigned.count('w:author="Author"') == len(WORDS)
    back = read_file(with_parts(saved, {"word/comments.xml": unsigned.encode()}))
    assert sorted(ours(back)) == sorted((f"On: {words}", words) for words in WORDS)
    assert [row.author for row in back.comments if not row.ours] == ["Ann"]


def test_a_plain_export_opens_there_too(tmp_path: Path) -> None:
    draft = read_file(story())
    notes = [*on(draft, *WORDS), MarginNote(0, 0, "Lost")]
    saved = converted(written(None, draft, notes, links=draft.links), "docx", tmp_path)
    back = read_file(saved)
    assert back.text == draft.text
    assert sorted(ours(back)) == sorted((f"On: {words}", words) for words in WORDS)
