"""The annotated copy: what it tells, to whom, how it marks the text, and as a PDF."""

import datetime
import re

import pypdfium2
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from claims.enums import Origin, PubStatus, Stance, Terms, Visibility
from claims.formats import pdf_out, read_plain, read_rich
from claims.models import Anchor, Article, Claim, Evidence, Query, Revision, Statement
from claims.services import articles, changes, claims, queries, supports, verdicts, withdrawal
from tests import factories
from tests.people import person
from tests.signed import COST, EARLY, HURT, SIXTH, fresh, ready, signed

from .pages import Element, counted, find, page, signed_in, words

pytestmark = pytest.mark.django_db


def url_of(article: Article) -> str:
    return reverse("article-annotated", args=[article.uid])


def pdf_of(article: Article) -> str:
    return reverse("article-annotated-pdf", args=[article.uid])


def copy(client: Client, article: Article) -> Element:
    (found,) = find(page(client.get(url_of(article))), id="annotated")
    return found


def entry(root: Element, label: str) -> str:
    (found,) = find(root, id=f"copy-{label}")
    return words(found)


def pdf_text(answer: HttpResponse) -> str:
    document = pypdfium2.PdfDocument(answer.content)
    try:
        texts = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    finally:
        document.close()
    return " ".join(" ".join(texts).replace("\u200b", "").replace("\u2060", "").split())


def redrafted(article: Article, text: str) -> Article:
    """The article with a revision in which nothing has been found again."""
    draft = read_plain(text)
    revision = Revision.objects.create(
        article=article,
        number=2,
        text=draft.text,
        blocks=[[block.kind, block.start, block.end] for block in draft.blocks],
        origin=Origin.PASTE,
        created_by=person("carl"),
    )
    Article.objects.filter(pk=article.pk).update(current=revision)
    return fresh(article)


def rich() -> Article:
    """An article with something in every part of its copy."""
    article = ready(byline="By Ada <b>Author</b>")
    article.authors.add(person("ada"))
    Statement.objects.update(
        role_printed="harbour master",
        terms=Terms.UNNAMED,
        terms_printed="who asked not to be named",
    )
    bad = factories.claim(article, HURT, text="Nobody was hurt & nothing broke.")
    tie = factories.support(
        bad,
        stance=Stance.REFUTES,
        url="https://example.org/hurt",
        passage="<i>Two</i> men",
        locator="p. 4",
    )
    Evidence.objects.filter(pk=tie.evidence_id).update(publisher="The Rescue Service")
    verdicts.set_verdict(claim=bad, verdict="inaccurate", by=person("carl"), note="Two were hurt.")
    changes.propose(to=bad, new="two were hurt", reason="two were", by=person("carl"))
    query = queries.ask(on=bad, text="Who told you, @ada?", by=person("carl"))
    queries.reply(query=query, text="The harbour master.", by=person("ada"))
    start, end = factories.span(article, "on Friday")
    revision = fresh(article).current
    assert revision is not None
    queries.ask(on=revision, passage=(start, end), text="Which Friday?", by=person("carl"))
    return fresh(article)


def test_the_copy_tells_what_one_should_know_before_relying_on_evidence() -> None:
    article = ready()
    claim = factories.claim(article, HURT)
    own = {"kind": "on_author", "description": "His word", "visibility": Visibility.NAMED}
    about = {"url": "https://example.org/report", "title": "Report", "author": "I. Volk"}
    about |= {"primacy": "secondary", "origin": "The audit"}
    for basis in (own, about | {"published_on": datetime.date(2024, 5, 3)}):
        supports.add_and_attach(
            targets=[claim], by=person("carl"), about={"stance": Stance.SUPPORTS}, **basis
        )
    told = entry(copy(signed_in("carl"), fresh(article)), "2")
    assert "His word (on author (the author's word), named people only)" in told
    assert "(web page, I. Volk, 3 May 2024, secondary, goes back to The audit)" in told


def test_the_copy_tells_of_every_claim_what_is_behind_it() -> None:
    root = copy(signed_in("carl"), rich())
    first, second = entry(root, "1"), entry(root, "2")
    for told in (
        SIXTH,
        "Verified approved",
        "Supports",
        "https://example.org/a",
        "Checked by Carl Checker",
        "Approved by Rita Reviewer",
    ):
        assert told in first, told
    for told in (
        "Nobody was hurt & nothing broke.",
        f"“{HURT}”",
        "Inaccurate to review",
        "Two were hurt.",
        "Refutes",
        "The Rescue Service",
        "https://example.org/hurt",
        "<i>Two</i> men",
        "p. 4",
        "Proposed change",
        "Old: no one was hurt in the storm",
        "New: two were hurt",
        "Why: two were",
        "Proposed by Carl Checker",
        "Open query",
        "Who told you, Ada Author?",
        "The harbour master.",
    ):
        assert told in second, told
    assert "Approved by" not in second


def test_the_copy_tells_of_every_statement_who_said_it_and_whether_it_was_said() -> None:
    said = entry(copy(signed_in("carl"), rich()), "S1")
    for told in (
        f"“{EARLY}”",
        "Verbatim approved",
        "Ines Volk, harbour master",
        "Not to be named (“who asked not to be named”)",
        "https://example.org/recording",
        "Heard by Carl Checker",
        "Approved by Rita Reviewer",
    ):
        assert told in said, told


def test_the_top_tells_which_text_it_is_and_who_printed_it_when() -> None:
    article = rich()
    (top,) = find(copy(signed_in("rita"), article), class_="annotated__cover")
    assert article.current is not None
    for told in (
        article.title,
        "By Ada <b>Author</b>",
        "revision 1",
        article.current.sha256,
        "by Rita Reviewer",
        "Not signed off",
    ):
        assert told in words(top), told
    assert "mbargo" not in words(top)
    until = datetime.datetime(2031, 5, 4, 6, 30, tzinfo=datetime.UTC)
    Article.objects.update(embargo_until=until, pub_status=PubStatus.WITHHELD)
    (top,) = find(copy(signed_in("rita"), article), class_="annotated__cover")
    assert "Embargoed until 4 May 2031, 06:30 UTC" in words(top)
    assert "Withheld until further notice" in words(top)


def test_the_top_tells_whether_the_article_is_signed_off_as_it_is() -> None:
    article, client = ready(), signed_in("carl")
    signed(article)
    (top,) = find(copy(client, article), class_="annotated__cover")
    assert "Signed off by Edda Editor" in words(top)
    assert "Not signed off" not in words(top)
    factories.claim(article, COST)
    (top,) = find(copy(client, article), class_="annotated__cover")
    assert "Not signed off as it is. Signed off by Edda Editor" in words(top)
    assert "the article has changed since" in words(top)


# --- the text -------------------------------------------------------------------------------------


def test_claims_statements_and_passages_are_marked_and_labelled_where_they_stand() -> None:
    root = copy(signed_in("carl"), rich())
    marks = {
        mark.get("data-n"): (mark.get("data-kind"), words(mark)) for mark in find(root, "mark")
    }
    assert marks == {
        "1": ("claim", SIXTH),
        "2": ("claim", HURT),
        "S1": ("statement", EARLY),
        "Q1": ("query", "on Friday"),
    }
    assert "Which Friday?" in entry(root, "Q1")


def test_marks_and_what_is_behind_them_lead_to_each_other() -> None:
    root = copy(signed_in("carl"), rich())
    ids = [element.get("id") for element in find(root, id=True)]
    assert len(ids) == len(set(ids))
    targets = [a.get("href") for a in find(root, "a") if a.get("href").startswith("#")]
    assert {"#copy-1", "#copy-S1", "#copy-Q1", "#at-1", "#at-S1", "#at-Q1"} <= set(targets)
    assert {target.removeprefix("#") for target in targets} <= set(ids)


def test_marks_that_cross_and_words_in_two_pieces_leave_the_text_whole() -> None:
    article = ready()
    factories.claim(article, "the sixth closure since")
    statement = Statement.objects.get()
    start, end = factories.span(article, "Every one of the 40 mooring posts")
    Anchor.objects.create(
        revision=article.current,
        statement=statement,
        exact="Every one of the 40 mooring posts",
        start=start,
        end=end,
    )
    root = copy(signed_in("carl"), article)
    marks = [(mark.get("data-n"), words(mark)) for mark in find(root, "mark")]
    assert marks == [
        ("S1", "Every one of the 40 mooring posts"),
        ("S1", EARLY),
        ("1", SIXTH),
        ("2", "the sixth closure since"),
    ]
    assert f"“Every one of the 40 mooring posts … {EARLY}”" in entry(root, "S1")
    ids = [element.get("id") for element in find(root, id=True)]
    assert ids.count("at-S1") == 1
    text = "".join(words(block) for block in find(root, class_="packet__block"))
    assert article.current is not None
    assert text.replace(" ", "") == "".join(article.current.text.split())


def test_lists_tables_and_headings_keep_their_shape() -> None:
    draft = read_rich(
        "<h1>What the ferry costs</h1><p>The line was shut for 12 days, says the port.</p>"
        "<h2>The bill</h2><ul><li>Piles of oak</li><li>Two cranes</li></ul>"
        "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2024</td><td>3.1 million</td></tr>"
        "</table><p>It opens <a href='https://example.org/port'>on Monday</a>, they say.</p>"
    )
    article = articles.import_article(
        draft=draft, by=person("carl"), origin=Origin.PASTE, again=True
    ).article
    factories.claim(article, "3.1 million")
    root = copy(signed_in("carl"), article)
    (text,) = [s for s in find(root, "section") if s.get("aria-labelledby") == "annotated-text"]
    assert [words(item) for item in find(text, "li")] == ["Piles of oak", "Two cranes"]
    (table,) = find(text, "table")
    rows = [[words(cell) for cell in find(row, "td")] for row in find(table, "tr")]
    assert rows == [["Year", "Cost"], ["2024", "3.1 million"]]
    assert [words(mark) for mark in find(table, "mark")] == ["3.1 million"]
    assert [words(head) for head in find(text, "h4")] == ["The bill"]
    (links,) = find(root, class_="annotated__links")
    assert words(links) == "“on Monday” https://example.org/port"


def test_words_that_look_like_a_page_stay_words() -> None:
    text = "<script>alert(1)</script> is a title\n\nThe pier has 40 posts, </mark><b>he</b> said."
    article = factories.article(text=text)
    factories.claim(article, "40 posts, </mark><b>he")
    root = copy(signed_in("carl"), article)
    assert not find(root, "script")
    assert not find(root, "b")
    assert [words(mark) for mark in find(root, "mark")] == ["40 posts, </mark><b>he"]


# --- what waits for a place -----------------------------------------------------------------------


def test_what_has_no_place_in_the_text_is_told_apart_with_the_words_it_had() -> None:
    article = redrafted(rich(), "Another text\n\nAltogether, of 3 lines.")
    root = copy(signed_in("carl"), article)
    (part,) = [s for s in find(root, "section") if s.get("aria-labelledby") == "annotated-waiting"]
    assert not find(root, "mark")
    assert [e.get("id") for e in find(part, data_copy=True)] == [
        *("copy-1", "copy-2", "copy-S1", "copy-Q1"),
    ]
    assert "The text has changed" in words(part)
    for label, had in (("1", SIXTH), ("2", HURT), ("S1", EARLY), ("Q1", "on Friday")):
        assert f"“{had}”" in entry(root, label)
        assert "These words stood in revision 1 last." in entry(root, label)
    assert not [a for a in find(root, "a") if a.get("href").startswith("#at-")]


def test_what_was_retired_or_resolved_is_not_in_the_copy() -> None:
    article = rich()
    claims.retire_claim(claim=Claim.objects.get(number=2), reason="doubled", by=person("edda"))
    queries.resolve(query=Query.objects.get(claim__isnull=True), by=person("carl"))
    root = copy(signed_in("carl"), article)
    assert {mark.get("data-n") for mark in find(root, "mark")} == {"1", "S1"}
    assert {e.get("id") for e in find(root, data_copy=True)} == {"copy-1", "copy-S1"}


# --- who may read what ----------------------------------------------------------------------------


def told(client: Client, article: Article) -> str:
    """The copy without the minute it was printed."""
    text = client.get(url_of(article)).content.decode()
    found = re.search(r'<article class="packet.*?</article>', text, re.DOTALL)
    assert found is not None
    return re.sub(r"<dt>Printed</dt>.*?</dd>", "", found.group(), flags=re.DOTALL)


def test_evidence_that_one_may_not_read_leaves_no_trace_in_the_copy() -> None:
    article = ready()
    claim = factories.checked(factories.claim(article, COST))
    before = {name: told(signed_in(name), article) for name in ("rita", "edda", "adam")}
    supports.add_and_attach(
        targets=[claim],
        by=person("carl"),
        about={"stance": Stance.SUPPORTS, "passage": "leaked words"},
        description="A letter from the ministry",
        title="Secret letter",
        visibility=Visibility.NAMED,
        readers=[person("rita")],
    )
    for name, sees in (("rita", True), ("carl", True), ("edda", False), ("adam", False)):
        shown = told(signed_in(name), article)
        assert ("Secret letter" in shown, "leaked words" in shown) == (sees, sees), name
        assert ("named people only" in shown) is sees
        assert ("Secret letter" in pdf_text(signed_in(name).get(pdf_of(article)))) is sees
        if not sees:
            assert shown == before[name]


def test_evidence_that_was_withdrawn_or_taken_off_is_not_in_the_copy() -> None:
    article = rich()
    page_of = Evidence.objects.get(url="https://example.org/hurt")
    withdrawal.withdraw_evidence(evidence=page_of, reason="a forgery", by=person("carl"))
    second = entry(copy(signed_in("carl"), article), "2")
    assert "example.org/hurt" not in second
    assert "No evidence to show." in second


def test_the_copy_is_for_those_who_may_read_the_article() -> None:
    article = rich()
    assert signed_in("ada").get(url_of(article)).status_code == 200
    Article.objects.update(visibility=Visibility.NAMED)
    for url in (url_of(article), pdf_of(article)):
        assert signed_in("rita").get(url).status_code == 404
        assert signed_in("carl").get(url).status_code == 200


def test_nobody_keeps_the_copy_for_the_next_one_at_the_screen() -> None:
    article, client = ready(), signed_in("carl")
    for url in (url_of(article), pdf_of(article)):
        assert "no-store" in client.get(url)["Cache-Control"]


# --- reads ----------------------------------------------------------------------------------------


def large(article: Article) -> Article:
    """The article with much more of everything."""
    for words_there in (COST, HURT, "12 days after a storm", "40 mooring posts"):
        claim = factories.checked(factories.claim(article, words_there))
        factories.support(claim, url="https://example.org/b")
        query = queries.ask(on=claim, text="So?", by=person("carl"))
        queries.reply(query=query, text="So.", by=person("rita"))
        changes.propose(to=claim, new=f"{words_there}!", reason="so", by=person("cleo"))
    factories.statement(article, "no one was hurt", speaker="Otto Brand")
    factories.statement(article, "about a third more", speaker="The ministry")
    return fresh(article)


@pytest.mark.parametrize("more", [False, True])
def test_the_copy_is_read_in_a_fixed_number_of_statements(more: bool) -> None:
    article = rich()
    article = large(article) if more else article
    client = signed_in("carl")
    client.get(url_of(article))
    with counted() as asked:
        client.get(url_of(article))
    assert len(asked) == 18


@pytest.mark.parametrize("more", [False, True])
def test_what_waits_for_a_place_costs_one_statement_however_much_it_is(more: bool) -> None:
    article = rich()
    article = redrafted(large(article) if more else article, "Another text\n\nOf 3 lines.")
    client = signed_in("carl")
    client.get(url_of(article))
    with counted() as asked:
        client.get(url_of(article))
    assert len(asked) == 19


# --- PDF ------------------------------------------------------------------------------------------


def test_the_pdf_holds_the_copy_with_page_numbers_the_title_and_the_addresses() -> None:
    article, client = rich(), signed_in("carl")
    answer = client.get(pdf_of(article))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'inline; filename="ferry-line-to-reopen-after-storm-1.pdf"'
    )
    text = pdf_text(answer)
    for part in (
        "ANNOTATED COPY",
        "by Carl Checker",
        "Not signed off",
        "Nobody was hurt & nothing broke.",
        "https://example.org/hurt",
        "Which Friday?",
        "1 / ",
    ):
        assert part in text, part
    assert text.count("Ferry line to reopen after storm") > 2  # once on each page
    document = pypdfium2.PdfDocument(answer.content)
    try:
        assert pypdfium2.raw.FPDFCatalog_IsTagged(document.raw)
        assert document.get_metadata_value("Title").startswith(article.title)
    finally:
        document.close()


def test_a_pdf_of_words_in_many_scripts_and_of_hostile_ones_is_made() -> None:
    text = "שלום עולם 40\n\nThe 𝔭𝔦𝔢𝔯 🛳 has 40 posts <img src=file:///etc/passwd>, مرحبا said."
    article = factories.article(text=text)
    factories.claim(article, "🛳 has 40 posts")
    answer = signed_in("carl").get(pdf_of(article))
    assert answer.content.startswith(b"%PDF-")
    assert "<img src=file:///etc/passwd>" in pdf_text(answer)


def test_where_no_pdf_can_be_made_the_page_says_what_does_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_out, "printer", lambda: None)
    article, client = ready(), signed_in("carl")
    shown = client.get(url_of(article)).content.decode()
    assert "Printing this page to PDF from the browser does the same." in shown
    assert pdf_of(article) not in shown
    answer = client.get(pdf_of(article), follow=True)
    assert answer.redirect_chain == [(url_of(article), 302)]
    assert "This server makes no PDFs." in answer.content.decode()


def test_a_copy_beside_a_sign_off_is_read_in_as_many_statements_however_many_there_are() -> None:
    article, client = ready(), signed_in("carl")
    counts = []
    for sentence in (COST, HURT):
        factories.approved(factories.claim(article, sentence))
        signed(fresh(article))
        client.get(url_of(article))
        with counted() as asked:
            client.get(url_of(article))
        counts.append(len(asked))
    assert counts[0] == counts[1]
