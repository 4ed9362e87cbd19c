"""The workspace: the page, its panel alone, deep links, and how many reads it takes."""

from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from claims.enums import SuggestionKind
from claims.models import Article, NothingToCheck, Revision
from claims.services import claims
from tests import factories
from tests.people import person

from .pages import HTMX, Parts, counted, find, look, page, place, press, signed_in, words

pytestmark = pytest.mark.django_db

SENTENCES = [
    "It was the sixth closure since April.",
    "The repair cost 3.1 million crowns",
    "no one was hurt in the storm",
]
PAGE_READS = 15
PANEL_READS = 20
MARK_READS = 31


def text_on(page: lxml.html.HtmlElement) -> str:
    """Return the words of the article as they stand on the page, block by block."""
    blocks = find(page.get_element_by_id("article"), data_block=True)
    return "\n".join(str(block.text_content()) for block in blocks)


def text_of(article: Article) -> str:
    revision = article.current
    assert revision is not None
    return "\n".join(revision.text[b.start : b.end] for b in revision.block_list)


def test_the_page_shows_the_articles_words_and_nothing_else_among_them() -> None:
    article = factories.article()
    factories.claim(article, "12 days after a storm broke its main pier")
    factories.statement(article, "Every one of the 40 mooring posts has been replaced")
    shown = page(signed_in("carl").get(article.get_absolute_url()))
    assert text_on(shown) == text_of(article)


def test_marks_say_what_they_are_and_lead_to_their_panel() -> None:
    article = factories.article()
    claim = factories.checked(factories.claim(article, SENTENCES[0]))
    statement = factories.statement(article, "We will not open a day early.")
    shown = page(signed_in("carl").get(article.get_absolute_url()))
    (mark,) = find(shown, "mark", data_mark=str(claim.uid))
    assert (mark.get("data-kind"), mark.get("data-state")) == ("claim", "checked")
    assert (mark.get("data-verdict"), mark.get("data-n")) == ("verified", "1")
    (link,) = find(mark, "a")
    assert link.get("href") == claim.get_absolute_url()
    assert link.get("title") == "Claim 1: Checked, Verified"
    (said,) = find(shown, "mark", data_mark=str(statement.uid))
    assert said.get("data-said") == ""
    kinds = {mark.get("data-kind") for mark in find(shown, "mark")}
    assert {"claim", "statement", "suggestion"} <= kinds


def test_a_mark_has_one_stop_for_the_keyboard_however_it_is_cut() -> None:
    article = factories.article()
    outer = factories.statement(article, "Every one of the 40 mooring posts has been replaced")
    factories.claim(article, "the 40 mooring posts")
    shown = page(signed_in("carl").get(article.get_absolute_url()))
    links = find(shown.get_element_by_id("article"), "a", href=outer.get_absolute_url())
    assert [link.get("tabindex") for link in links] == [None, "-1"]


def test_with_nothing_chosen_the_panel_says_how_to_begin_and_what_waits() -> None:
    article = factories.article()
    shown = page(signed_in("carl").get(article.get_absolute_url()))
    panel = shown.get_element_by_id("panel")
    assert "Choose a claim" in words(panel)
    (form,) = find(panel, "form")
    assert form.get("action") == reverse("suggestion-accept-all", args=[article.uid])
    assert "No claims yet." in words(shown.get_element_by_id("side"))


def test_an_article_without_anything_to_mark_says_so() -> None:
    article = factories.article(text="A walk\n\nIt was nice.")
    article.suggestions.all().delete()
    shown = page(signed_in("carl").get(article.get_absolute_url()))
    assert "Nothing is marked yet" in words(shown.get_element_by_id("panel"))
    assert "Nobody is quoted." in words(shown.get_element_by_id("side"))


def test_a_deep_link_shows_the_page_with_its_panel_open() -> None:
    article, fresh = factories.article(), factories.article()
    things = [
        factories.claim(article, SENTENCES[0]),
        factories.statement(article, "We will not open a day early."),
        factories.suggestion(fresh, SuggestionKind.CLAIM),
        factories.suggestion(fresh, SuggestionKind.STATEMENT),
    ]
    client = signed_in("carl")
    for thing in things:
        answer = client.get(thing.get_absolute_url())
        shown = page(answer)
        assert shown.get_element_by_id("panel").get("data-mark") == str(thing.uid)
        (current, *_) = find(shown, "mark", aria_current="true")
        assert current.get("data-mark") == str(thing.uid)
        assert "HX-Request" in answer["Vary"]


def test_htmx_gets_the_panel_alone_but_the_whole_page_to_restore_its_history() -> None:
    article = factories.article()
    claim = factories.claim(article, SENTENCES[0])
    client = signed_in("carl")
    answer = look(client, claim.get_absolute_url())
    assert answer["Vary"].count("HX-Request") == 1
    parts = Parts(answer)
    assert parts.panel.get("data-mark") == str(claim.uid)
    assert parts.beside == []
    again = client.get(
        claim.get_absolute_url(), headers={**HTMX, "HX-History-Restore-Request": "true"}
    )
    assert b"<html" in again.content


def test_the_panel_leads_to_the_marks_before_and_after() -> None:
    article = factories.article()
    article.suggestions.all().delete()
    made = [factories.claim(article, words) for words in SENTENCES]
    last, first, middle = made  # as they stand in the text
    client = signed_in("carl")

    def neighbours(claim: Any) -> list[str]:
        panel = Parts(look(client, claim.get_absolute_url())).panel
        (walk,) = find(panel, class_="panel__walk")
        return [str(link.get("href")) for link in find(walk, "a")]

    assert neighbours(first) == [middle.get_absolute_url()]
    assert neighbours(middle) == [first.get_absolute_url(), last.get_absolute_url()]
    assert neighbours(last) == [middle.get_absolute_url()]


def test_a_retired_claim_keeps_its_address_its_words_and_a_way_back() -> None:
    article = factories.article()
    claim = factories.claim(article, SENTENCES[0])
    claims.retire_claim(claim=claim, reason="said twice", by=person("carl"))
    shown = page(signed_in("carl").get(claim.get_absolute_url()))
    panel = shown.get_element_by_id("panel")
    assert "Retired: said twice" in words(panel)
    assert words(find(panel, class_="quote")[0]) == SENTENCES[0]
    assert find(panel, "form", action=place("claim-restoration", claim))
    assert not find(shown, "mark", data_mark=str(claim.uid))


def test_an_author_reads_and_is_told_why_nothing_can_be_pressed() -> None:
    article = factories.article()
    article.authors.add(person("ada"))
    claim = factories.claim(article, SENTENCES[0])
    answer = signed_in("ada").get(claim.get_absolute_url())
    panel = page(answer).get_element_by_id("panel")
    buttons = find(panel, "button", name="verdict")
    assert len(buttons) == 6
    assert all(button.get("disabled") is not None for button in buttons)
    assert "Only checkers, reviewers and editors mark claims." in words(panel)
    assert not find(page(answer), id="claim-from-selection")


def test_the_side_counts_progress_coverage_and_voices() -> None:
    article = factories.article()
    factories.checked(factories.claim(article, SENTENCES[0]))
    factories.claim(article, SENTENCES[1])
    factories.statement(article, "We will not open a day early.")
    side = page(signed_in("carl").get(article.get_absolute_url())).get_element_by_id("side")
    text = words(side)
    assert "0 of 2 settled" in text
    assert "1 statement not yet heard" in text
    assert "Ines Volk" in text
    legend = [(words(a), a.get("href")) for a in find(side, "a", class_="legend__item")]
    base = f"{reverse('queue')}?article={article.uid}&stage=in_check"
    assert legend == [
        ("Verified 1", f"{base}&state=checked&verdict=verified"),
        ("To check 1", f"{base}&state=to_check"),
    ]


def test_what_is_left_to_fill_in_and_names_in_two_spellings_are_shown() -> None:
    text = (
        "Harbour to close\n\nMayor Karl Brandt said the harbour closes on [date]. "
        "It cost TK million crowns.\n\n“We had no choice,” Karl Brant told reporters."
    )
    article = factories.article(text=text)
    shown = page(signed_in("carl").get(article.get_absolute_url()))
    flagged = [words(m) for m in find(shown, "mark", data_kind="placeholder")]
    assert flagged == ["[date]", "TK"]
    assert "Still to fill in: [date], TK" in words(shown.get_element_by_id("side"))
    spellings = [words(p) for p in find(shown, "mark", data_kind="variant")]
    assert {name.split()[-1] for name in spellings} == {"Brandt", "Brant"}


def test_nothing_here_shows_as_a_decision() -> None:
    article = factories.article()
    revision = Revision.objects.get(article=article)
    start, end = factories.span(article, SENTENCES[0])
    NothingToCheck.objects.create(
        revision=revision, start=start, end=end, words="x", decided_by=person("carl")
    )
    shown = page(signed_in("carl").get(article.get_absolute_url()))
    (mark,) = find(shown, "mark", data_kind="nothing")
    assert words(mark) == SENTENCES[0]


def test_the_article_asks_for_no_inline_script_or_style() -> None:
    article = factories.article(
        text='A "<script>alert(1)</script>" story\n\nIt cost 3 <b>euros</b>.'
    )
    factories.claim(article, "It cost 3 <b>euros</b>.")
    answer = signed_in("carl").get(article.get_absolute_url())
    shown = page(answer)
    assert text_on(shown) == text_of(article)
    article_shown = shown.get_element_by_id("article")
    assert find(article_shown, "script") == find(article_shown, "b") == []
    assert find(shown, style=True) == find(shown, onclick=True) == []
    scripts = find(shown, "script")
    assert all(script.get("src") and not (script.text or "").strip() for script in scripts)


def test_addresses_that_lead_nowhere_are_not_there() -> None:
    article = factories.article()
    nowhere = "00000000-0000-4000-8000-000000000000"
    client = signed_in("carl")
    for address in (
        f"/articles/{nowhere}/",
        f"{article.get_absolute_url()}claims/7/",
        f"{article.get_absolute_url()}claims/{'9' * 30}/",
        f"{article.get_absolute_url()}statements/{nowhere}/",
        f"{article.get_absolute_url()}suggestions/{nowhere}/",
    ):
        assert client.get(address).status_code == 404, address


def test_a_link_checker_may_ask_for_the_head_alone() -> None:
    article = factories.article()
    claim = factories.claim(article, SENTENCES[0])
    client = signed_in("carl")
    assert client.head(article.get_absolute_url()).status_code == 200
    assert client.head(claim.get_absolute_url()).status_code == 200


def test_the_page_takes_the_same_few_reads_however_much_stands_on_it() -> None:
    article = factories.article()
    client = signed_in("carl")
    client.get(article.get_absolute_url())  # writes down that Carl is there
    found = []
    for words_ in SENTENCES:
        claim = factories.claim(article, words_)
        factories.support(claim, url=f"https://example.org/{claim.number}")
        with counted() as whole:
            assert client.get(article.get_absolute_url()).status_code == 200
        with counted() as panel:
            assert look(client, claim.get_absolute_url()).status_code == 200
        found.append((len(whole), len(panel)))
    factories.statement(article, "Every one of the 40 mooring posts has been replaced")
    with counted() as whole:
        client.get(article.get_absolute_url())
    assert found[0] == found[2] == (PAGE_READS, PANEL_READS)
    assert len(whole) == PAGE_READS


def test_a_verdict_takes_the_same_few_reads_however_much_stands_on_the_page() -> None:
    article = factories.article()
    client = signed_in("carl")
    found = []
    for words_ in SENTENCES:
        claim = factories.claim(article, words_)
        with counted() as queries:
            answer = press(client, place("claim-verdict", claim), verdict="verified")
        assert answer.status_code == 200
        found.append(len(queries))
    assert found[1] == found[2] == MARK_READS  # the first one also takes the article into check


def test_signed_out_htmx_is_sent_to_sign_in(client: Client) -> None:
    article = factories.article()
    answer = look(client, article.get_absolute_url())
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
