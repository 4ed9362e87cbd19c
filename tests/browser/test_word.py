"""A Word file comes in with its comments, goes out with ours, and comes back changed."""

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from claims.enums import State
from claims.models import Article, Claim, Query
from tests import factories
from tests.formats.builders import word
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import sideways

pytestmark = pytest.mark.django_db(transaction=True)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COST = "The repair cost 3.1 million crowns"


def fill(document: Any) -> None:
    """The story, with a header and a comment in the margin."""
    document.sections[0].header.paragraphs[0].text = "Slug: ferry"
    document.add_heading("Ferry line to reopen after storm", 0)
    for line in factories.STORY.split("\n\n")[1:]:
        document.add_paragraph(" ".join(line.split()))
    commented = document.paragraphs[-1].runs
    document.add_comment(commented, text="Since which April?", author="Ann Author", initials="AA")


def upload(page: Page, data: bytes, button: str) -> None:
    page.get_by_label("File").set_input_files(
        {"name": "ferry.docx", "mimeType": TYPE, "buffer": data}
    )
    page.get_by_role("button", name=button, exact=True).click()


def download(page: Page) -> bytes:
    page.get_by_text("More", exact=True).first.click()
    with page.expect_download() as begun:
        page.get_by_role("link", name="Word file with comments").click()
    assert re.fullmatch(
        r"ferry-line-to-reopen-after-storm-\d\.docx", begun.value.suggested_filename
    )
    return Path(begun.value.path()).read_bytes()


def test_a_word_round_trip(open_page: OpenPage) -> None:
    page = open_page(person("carl"))
    page.goto(reverse("article-import-way", args=["file"]))
    upload(page, word(fill), "Import")
    expect(page).to_have_url(re.compile(r"/articles/[0-9a-f-]{36}/"))
    article = Article.objects.get()
    asked = Query.objects.get()
    page.goto(asked.get_absolute_url())
    thread = page.locator(f"#query-{asked.uid}")
    expect(thread).to_contain_text("Since which April?")
    expect(thread).to_contain_text(re.compile(r"written in Word by Ann Author, \d+ \w+ 20\d\d"))
    axe_clean(page)

    claim = factories.approved(factories.claim(article, COST))
    page.goto(article.get_absolute_url())
    first = download(page)
    out = docx.Document(io.BytesIO(first))
    assert out.sections[0].header.paragraphs[0].text == "Slug: ferry"
    assert sorted((one.author, one.text.split("\n")[0]) for one in out.comments) == [
        ("Ann Author", "Since which April?"),
        ("Factcheck", "Claim 1 · Verified · Approved"),
    ]

    page.goto(reverse("revision-new-way", args=[article.uid, "file"]))
    upload(page, first, "Bring it in")
    expect(page.get_by_role("alert").first).to_contain_text("This is the text we have")
    assert Query.objects.count() == 1

    edited = docx.Document(io.BytesIO(first))
    run = next(r for p in edited.paragraphs for r in p.runs if "3.1 million" in r.text)
    run.text = run.text.replace("3.1", "4.1")
    saved = io.BytesIO()
    edited.save(saved)
    upload(page, saved.getvalue(), "Bring it in")
    expect(page).to_have_url(re.compile(r"/revisions/compare/\?old=1&new=2$"))
    claim = Claim.objects.get(pk=claim.pk)
    assert claim.state == State.RECHECK
    assert Query.objects.count() == 1

    page.goto(article.get_absolute_url())
    second = docx.Document(io.BytesIO(download(page)))
    assert sorted((one.author, one.text.split("\n")[0]) for one in second.comments) == [
        ("Ann Author", "Since which April?"),
        ("Factcheck", "Claim 1 · Re-check (was: Verified)"),
    ]
    lines = [paragraph.text for paragraph in second.paragraphs]
    assert lines.count("Evidence") == 1
    assert any(line.startswith("The repair cost 4.1 million crowns") for line in lines)


def test_a_thread_from_word_is_readable_everywhere(
    open_page: OpenPage, scheme: str, width: int
) -> None:
    page = open_page(person("carl"))
    page.goto(reverse("article-import-way", args=["file"]))
    upload(page, word(fill), "Import")
    expect(page).to_have_url(re.compile(r"/articles/[0-9a-f-]{36}/"))
    page.goto(Query.objects.get().get_absolute_url())
    expect(page.get_by_text("written in Word by Ann Author").first).to_be_visible()
    assert sideways(page) == ""
    axe_clean(page)
