"""The article as a Word file: what it holds, for whom, and on what it is written."""

import datetime
import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse

from claims.enums import Origin, Said, Stance, Verdict, Visibility
from claims.formats import Comment, read_file, read_plain
from claims.models import Article, AuditEvent, Revision
from claims.queries.word_export import word_file
from claims.services import (
    articles,
    changes,
    evidence,
    queries,
    revisions,
    statements,
    supports,
    verdicts,
)

from .. import factories
from ..formats.builders import member, with_parts, word
from ..formats.test_docx import paragraph, run, with_body
from ..people import person

pytestmark = pytest.mark.django_db


def imported(data: bytes, *, file: bytes | None = None) -> Article:
    """An article of a Word file; ``file`` is what is kept of it, if something else."""
    kept = data if file is None else file
    made = articles.import_article(
        draft=read_file(data),
        by=person("carl"),
        origin=Origin.FILE,
        origin_name="story.docx",
        file=kept,
    )
    return made.article


def story() -> bytes:
    def fill(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Slug: ferry"
        for line in factories.STORY.split("\n\n"):
            document.add_paragraph(" ".join(line.split())).runs[0].italic = True

    return word(fill)


def told(article: Article, who: str = "carl") -> tuple[Any, dict[str, str]]:
    """The document that ``who`` gets, and the comments in it by their words."""
    client = Client()
    client.force_login(person(who))
    answer = client.get(reverse("article-word", args=[article.uid]))
    assert answer.status_code == 200
    draft = read_file(answer.content)
    assert article.current is not None
    assert draft.text.split() == article.current.text.split()
    found = {draft.text[row.start : row.end]: row.text for row in draft.comments if row.ours}
    return docx.Document(io.BytesIO(answer.content)), found


def test_each_claim_has_one_comment_that_tells_all_of_it() -> None:
    article = imported(story())
    article.authors.add(person("ada"))
    statement = factories.statement(
        article, "“Every one of the 40 mooring posts has been replaced,”"
    )
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("carl"))
    claim = factories.claim(article, "40 mooring posts")
    factories.claim(article, "sixth closure")
    page = factories.web_page(title="Port log")
    supports.attach(
        evidence=page, target=claim, by=person("carl"), stance=Stance.REFUTES, locator="p. 4"
    )
    verdicts.set_verdict(claim=claim, verdict=Verdict.INACCURATE, by=person("carl"))
    queries.ask(on=claim, text="Who counted?", by=person("carl"), to_user=person("ada"))
    changes.propose(to=claim, new="38 mooring posts", reason="The log says so", by=person("carl"))
    document, found = told(article)
    assert set(found) == {"40 mooring posts", "sixth closure"}
    text = found["40 mooring posts"]
    for fact in (
        "Claim 1 · Inaccurate", "Was it said: Verbatim", "Refutes: Port log, p. 4",
        "https://example.org/a", "Open query by Carl Checker to Ada Author: Who counted?",
        "“40 mooring posts” becomes “38 mooring posts”. The log says so",
        f"http://testserver{claim.get_absolute_url()}",
    ):  # fmt: skip
        assert fact in text, fact
    assert found["sixth closure"].startswith("Claim 2 · To check")
    lines = [paragraph.text for paragraph in document.paragraphs]
    below = "\n".join(lines[lines.index("Evidence") :])
    assert "1. 40 mooring posts (Inaccurate" in below
    assert "Refutes: Port log, p. 4" in below
    assert "https://example.org/a" in below


def test_it_is_written_on_the_imported_file() -> None:
    document, _found = told(imported(story()))
    assert document.sections[0].header.paragraphs[0].text == "Slug: ferry"
    assert document.paragraphs[1].runs[0].italic


def test_a_draft_that_did_not_come_from_word_is_laid_out_plainly() -> None:
    article = imported(story())
    revisions.revise(
        article=article,
        draft=read_plain(factories.STORY + "\n\nMore."),
        by=person("carl"),
        origin=Origin.PASTE,
    )
    article.refresh_from_db()
    document, _found = told(article)
    assert document.sections[0].header.paragraphs[0].text == ""
    revisions.revise(
        article=article, draft=read_file(story()), by=person("carl"), origin=Origin.PASTE
    )
    article.refresh_from_db()
    document, _found = told(article)  # pasted, but word for word what the file says
    assert document.sections[0].header.paragraphs[0].text == "Slug: ferry"


@pytest.mark.parametrize("gone", ["damaged", "missing", "hostile"])
def test_an_original_that_cannot_be_written_on_gives_a_plain_file_that_says_so(gone: str) -> None:
    bad = {
        "damaged": story()[:-300],
        "hostile": with_parts(story(), {"word/document.xml": b"<!DOCTYPE x []><x/>"}),
        "missing": story(),
    }[gone]
    article = imported(story(), file=bad)
    assert article.current is not None
    if gone == "missing":
        article.current.file.storage.delete(str(article.current.file.name))
    factories.claim(article, "sixth closure")
    document, found = told(article)
    assert set(found) == {"sixth closure"}
    assert any("could not be written on" in p.text for p in document.paragraphs)
    assert not word_file(article, person("carl")).on_top


def test_confidential_evidence_of_others_is_not_in_it() -> None:
    article = imported(story())
    claim = factories.claim(article, "sixth closure")
    secret = {"url": "https://secret.example/x", "title": "Secret memo"}
    page = evidence.add_evidence(by=person("cleo"), visibility=Visibility.NAMED, **secret)
    supports.attach(evidence=page, target=claim, by=person("cleo"), stance=Stance.SUPPORTS)
    for who, sees in (("cleo", True), ("carl", False), ("edda", False)):
        document, found = told(article, who)
        whole = "\n".join([*found.values(), *(p.text for p in document.paragraphs)])
        assert ("Secret memo" in whole) is sees


def test_what_one_should_know_before_relying_on_evidence_is_in_it() -> None:
    article = imported(story())
    claim = factories.claim(article, "sixth closure")
    own = {"kind": "on_author", "description": "His word", "visibility": Visibility.NAMED}
    about = {"url": "https://example.org/report", "title": "Report", "author": "I. Volk"}
    about |= {"primacy": "secondary", "origin": "The audit"}
    for basis in (own, about | {"published_on": datetime.date(2024, 5, 3)}):
        supports.add_and_attach(
            targets=[claim], by=person("carl"), about={"stance": Stance.SUPPORTS}, **basis
        )
    document, found = told(article)
    assert "Supports: His word, on author, named people only" in found["sixth closure"]
    below = "\n".join(p.text for p in document.paragraphs)
    assert "Supports: His word, on author, named people only" in below
    assert "Report, I. Volk, 3 May 2024, secondary, goes back to The audit" in below


@pytest.mark.parametrize("anonymous", [False, True])
def test_confidential_evidence_does_not_come_back_in_with_an_export(anonymous: bool) -> None:
    article = imported(story())
    claim = factories.claim(article, "sixth closure")
    secret = {"url": "https://secret.example/x", "title": "Secret memo"}
    page = evidence.add_evidence(by=person("cleo"), visibility=Visibility.NAMED, **secret)
    supports.attach(evidence=page, target=claim, by=person("cleo"), stance=Stance.SUPPORTS)
    data = word_file(article, person("cleo")).data
    body = member(data, "word/document.xml").replace(b"12 days", b"13 days")
    margin = member(data, "word/comments.xml")
    if anonymous:  # as Word saves it where it leaves personal information out
        margin = margin.replace(b'"Factcheck"', b'"Author"').replace(b'"FC"', b'"A"')
    data = with_parts(data, {"word/document.xml": body, "word/comments.xml": margin})
    done = revisions.revise(
        article=article, draft=read_file(data), by=person("cleo"), origin=Origin.FILE, file=data
    )
    assert (done.created, done.asked) == (True, 0)
    article.refresh_from_db()
    for who, sees in (("cleo", True), ("carl", False)):
        made = word_file(article, person(who))
        assert made.on_top
        with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist())
        assert (b"secret.example" in whole, b"Secret memo" in whole) == (sees, sees)


def test_export_and_import_again_change_nothing() -> None:
    article = imported(story())
    factories.claim(article, "sixth closure")
    data = word_file(article, person("carl")).data
    again = revisions.revise(
        article=article, draft=read_file(data), by=person("carl"), origin=Origin.FILE, file=data
    )
    assert not again.created
    assert not article.queries.exists()
    assert Revision.objects.filter(article=article).count() == 1


def test_the_newer_of_two_files_with_the_same_words_is_written_on() -> None:
    article = imported(story())
    again = word(
        lambda document: [document.add_paragraph(p) for p in factories.STORY.split("\n\n")]
    )
    before = Revision.objects.get().file.name
    storage = Revision.objects.get().file.storage
    with TestCase.captureOnCommitCallbacks(execute=True):
        done = revisions.revise(
            article=article,
            draft=read_file(again),
            by=person("carl"),
            origin=Origin.FILE,
            origin_name="newer.docx",
            file=again,
        )
    assert not done.created
    with Revision.objects.get().file.open() as kept:
        assert kept.read() == again
    assert not storage.exists(before)
    document, _found = told(article)
    assert not document.sections[0].header.paragraphs[0].text


def test_a_text_that_is_here_already_says_that_its_comments_stay_out() -> None:
    draft = read_file(story())
    start = draft.text.index("sixth")
    asks = Comment(start, start + 5, "Ann", None, "Sixth?")
    imported(story())
    done = articles.import_article(
        draft=replace(draft, comments=(asks,)), by=person("carl"), origin=Origin.FILE
    )
    assert "comments in its margin were not taken in" in done.warnings[-1]
    done = revisions.revise(
        article=done.article,
        draft=replace(draft, comments=(asks,)),
        by=person("carl"),
        origin=Origin.FILE,
    )
    assert (done.created, done.asked, done.article.queries.get().words) == (False, 1, "sixth")


def test_a_claim_that_lost_its_words_is_told_at_the_end() -> None:
    article = imported(story())
    factories.claim(article, "It was the sixth closure since April")
    cut = read_file(story())
    text = cut.text.replace("It was the sixth closure since April.", "Nothing else is known of it.")
    revisions.revise(
        article=article, draft=read_plain(text), by=person("carl"), origin=Origin.PASTE
    )
    article.refresh_from_db()
    document, found = told(article)
    assert found == {}
    assert [comment.text[:7] for comment in document.comments] == ["Claim 1"]
    assert "Its words have no place in this draft." in [p.text for p in document.paragraphs]


@pytest.mark.parametrize("what", ["bomb", "entities", "macros", "paragraphs", "comments"])
def test_a_hostile_file_is_refused_in_a_sentence_or_read(what: str) -> None:
    types = member(story(), "[Content_Types].xml").replace(
        b"openxmlformats-officedocument.wordprocessingml.document.main",
        b"ms-word.document.macroEnabled.main",
    )
    data = {
        "bomb": lambda: with_parts(story(), {"word/media/a.png": bytes(60 * 1024 * 1024)}),
        "entities": lambda: with_parts(
            story(),
            {"word/comments.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///x">]><x>&e;</x>'},
        ),
        "macros": lambda: with_parts(story(), {"[Content_Types].xml": types}),
        "paragraphs": lambda: with_body(paragraph(run("Words.")) * 50_000),
        "comments": lambda: with_parts(story(), {"word/comments.xml": b"<broken"}),
    }[what]()
    client = Client()
    client.force_login(person("carl"))
    held = SimpleUploadedFile("story.docx", data)
    answer = client.post(reverse("article-import-way", args=["file"]), {"file": held})
    assert answer.status_code == (302 if what == "comments" else 422)
    assert Article.objects.count() == (what == "comments")


def test_the_file_has_a_safe_name_is_not_stored_and_leaves_no_trace() -> None:
    article = imported(story())
    Article.objects.filter(pk=article.pk).update(title='Fähre: "x"\r\nSet-Cookie: a=1 / ../..')
    client = Client()
    client.force_login(person("carl"))
    before = AuditEvent.objects.count()
    answer = client.get(reverse("article-word", args=[article.uid]))
    assert answer["Content-Disposition"] == 'attachment; filename="fahre-x-set-cookie-a1-1.docx"'
    assert "no-store" in answer["Cache-Control"]
    assert AuditEvent.objects.count() == before
    assert client.post(reverse("article-word", args=[article.uid])).status_code == 405


def test_two_hundred_claims_take_a_fixed_number_of_reads(
    django_assert_max_num_queries: Any,
) -> None:
    article = imported(story())
    with django_assert_max_num_queries(20):
        word_file(article, person("carl"))
    for words in ("sixth closure", "3.1 million crowns", "12 days", "40 mooring posts"):
        factories.support(factories.claim(article, words), url=f"https://example.org/{len(words)}")
    with django_assert_max_num_queries(20):
        word_file(article, person("carl"))
