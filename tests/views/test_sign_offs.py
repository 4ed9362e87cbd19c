"""Signing off by the page, and the packet: frozen, partly absent, told void, and as a PDF."""

import copy
import datetime
import re

import pypdfium2
import pytest
from django.db import connection, models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from claims.enums import Origin, Stance, Visibility
from claims.formats import pdf_out, read_plain
from claims.models import Article, Claim, Evidence, SignOff, Support, User, guards
from claims.models.chain import fingerprint
from claims.queries.packet import Packet, readable_in
from claims.queries.signed_parts import IN_TWO
from claims.queries.signing import record_of
from claims.services import (
    articles,
    changes,
    claims,
    queries,
    revisions,
    signoffs,
    supports,
    verdicts,
    withdrawal,
)
from tests import factories
from tests.people import person
from tests.signed import COST, HURT, SIXTH, fresh, let_pass, ready, signed

from .pages import counted, find, page, press, signed_in, words

pytestmark = pytest.mark.django_db


def gate_of(article: Article) -> str:
    return reverse("gate", args=[article.uid])


def create_url(article: Article) -> str:
    return reverse("sign-off-create", args=[article.uid])


def seen(client: Client, article: Article) -> str:
    (section,) = find(page(client.get(gate_of(article))), id="sign-off")
    return str(find(section, "input", name="seen")[0].get("value"))


def packet(client: Client, sealed: SignOff) -> str:
    """The frozen part of the page, byte for byte."""
    text = client.get(sealed.get_absolute_url()).content.decode()
    found = re.search(r'<article class="packet".*?</article>', text, re.DOTALL)
    assert found is not None
    return found.group()


def banner(client: Client, sealed: SignOff) -> str:
    (told,) = find(page(client.get(sealed.get_absolute_url())), class_="sign-off__standing")
    return words(told)


def pdf_url(sealed: SignOff) -> str:
    return reverse("sign-off-pdf", args=[sealed.article.uid, sealed.uid])


def pdf_text(answer: HttpResponse) -> str:
    document = pypdfium2.PdfDocument(answer.content)
    try:
        texts = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    finally:
        document.close()
    return " ".join(" ".join(texts).replace("\u200b", "").split())


# --- signing --------------------------------------------------------------------------------------


def test_an_editor_signs_off_what_the_page_shows_and_is_led_to_the_packet() -> None:
    article, client = ready(), signed_in("edda")
    root = page(client.get(gate_of(article)))
    (section,) = find(root, id="sign-off")
    assert "freezes: the text of revision 1" in words(section)
    assert "claims: 1, statements: 1," in words(section)
    assert "pieces of evidence: 2" in words(section)
    answer = client.post(create_url(article), {"seen": seen(client, article)})
    sealed = SignOff.objects.get()
    assert answer["Location"] == sealed.get_absolute_url()
    assert "Holds" in banner(client, sealed)


def test_what_changed_after_the_page_was_shown_is_not_signed() -> None:
    article, client = ready(), signed_in("edda")
    before = seen(client, article)
    factories.approved(factories.claim(article, COST))
    answer = client.post(create_url(article), {"seen": before})
    assert answer.status_code == 409
    assert "The article has changed since you looked." in answer.content.decode()
    assert not SignOff.objects.exists()
    assert client.post(create_url(article), {"seen": seen(client, article)}).status_code == 302


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("carl", "Only an editor signs off."),
        ("rita", "Only an editor signs off."),
        ("ada", "Only an editor signs off."),
        ("edda", "Still in the way: claims still to check: 1."),
    ],
)
def test_a_refusal_stands_beside_the_disabled_button_and_answers_the_press(
    who: str, sentence: str
) -> None:
    article = ready()
    article.authors.add(person("ada"))
    factories.claim(article, COST)
    client = signed_in(who)
    (section,) = find(page(client.get(gate_of(article))), id="sign-off")
    assert find(section, "button")[0].get("disabled") is not None
    assert sentence in words(section)
    answer = client.post(create_url(article))
    assert answer.status_code == 403
    assert sentence in answer.content.decode()
    assert not SignOff.objects.exists()


# --- the packet -----------------------------------------------------------------------------------


def rich() -> SignOff:
    """A signed article with something in every part of its packet."""
    article = ready(byline="By Ada <b>Author</b>", desk=factories.desk("City"))
    article.authors.add(person("ada"))
    claim = Claim.objects.get(article=article)
    bad = factories.claim(article, HURT, text="Nobody was hurt & nothing broke.")
    factories.support(
        bad, stance=Stance.REFUTES, url="https://example.org/hurt", passage="<i>Two</i>"
    )
    verdicts.set_verdict(claim=bad, verdict="inaccurate", by=person("carl"), note="Two were hurt.")
    proposal = changes.propose(to=bad, new="two were hurt", reason="two were", by=person("carl"))
    changes.accept(proposal=proposal, by=person("edda"), note="right")
    query = queries.ask(on=claim, text="Since April of which year?", by=person("carl"))
    queries.reply(query=query, text="Of this one.", by=person("ada"))
    queries.resolve(query=query, by=person("carl"))
    for condition in ("waiting_claims", "outstanding_changes"):
        let_pass(article, condition, "Goes out corrected tonight.")
    return signed(fresh(article))


def test_a_packet_tells_everything_that_was_signed() -> None:
    sealed = rich()
    text = words(page(signed_in("carl").get(sealed.get_absolute_url())))
    for told in (
        "Edda Editor",
        sealed.sha256,
        sealed.record["revision"]["sha256"],
        f"{sealed.record['chain']['position']}:{sealed.record['chain']['hash']}",
        "By Ada <b>Author</b>",
        "City",
        "Claims waiting for a second person: 1. Let pass by Edda Editor",
        "Goes out corrected tonight.",
        "Nobody was hurt & nothing broke.",
        "Inaccurate · Checked · Action: change",
        "Two were hurt.",
        "<i>Two</i>",
        "https://example.org/hurt",
        "Checked by Carl Checker",
        "Approved by Rita Reviewer",
        "Verbatim · Ines Volk",
        "Heard by Carl Checker",
        "Accepted, not in the text yet · to 2",
        "two were hurt",
        "Since April of which year?",
        "Of this one.",
        "Resolved by Carl Checker",
    ):
        assert told in text, told


def test_the_claims_are_numbered_where_they_stand_in_the_text() -> None:
    root = page(signed_in("carl").get(rich().get_absolute_url()))
    marks = {mark.get("data-n"): words(mark) for mark in find(root, "mark")}
    assert marks == {"1": SIXTH, "2": HURT}
    assert find(root, id="packet-claim-2")
    link = find(find(root, "mark", data_n="2")[0], "a")[0]
    assert link.get("href") == "#packet-claim-2"


def test_claims_that_cross_are_both_marked_and_the_text_stays_whole() -> None:
    article = ready()
    factories.approved(factories.claim(article, "the sixth closure since"))
    root = page(signed_in("carl").get(signed(fresh(article)).get_absolute_url()))
    marks = [(mark.get("data-n"), words(mark)) for mark in find(root, "mark")]
    assert marks == [("1", SIXTH), ("2", "the sixth closure since")]
    assert [words(block) for block in find(root, "p", class_="packet__block")][-1] == SIXTH


def test_an_old_packet_opens_unchanged_whatever_happens_to_the_article() -> None:
    sealed, client = rich(), signed_in("rita")
    before = packet(client, sealed)
    article, claim = fresh(sealed.article), Claim.objects.get(number=1)
    support = Support.objects.filter(claim=claim).get()
    supports.detach(support=support, by=person("rita"))
    withdrawal.withdraw_evidence(evidence=support.evidence, reason="a forgery", by=person("carl"))
    claims.edit_claim(claim=claim, by=person("rita"), text="Other words.")
    claims.retire_claim(claim=Claim.objects.get(number=2), reason="doubled", by=person("edda"))
    articles.edit_article(article=article, by=person("edda"), title="Other title", byline="Nobody")
    draft = read_plain("Another text\n\nAltogether, of 3 lines.")
    revisions.revise(article=article, draft=draft, by=person("carl"), origin=Origin.PASTE)
    User.objects.filter(username="carl").update(name="Renamed")
    assert packet(client, sealed) == before
    told = banner(client, sealed)
    assert "VOID" in told
    for difference in ("the text", "claim 1 – words, wording", "claim 2 – taken out since"):
        assert difference in told


def test_times_in_a_packet_are_the_newsrooms_whatever_clock_the_reader_has() -> None:
    sealed = signed()
    here = packet(signed_in("carl"), sealed)
    User.objects.filter(username="carl").update(time_zone="Asia/Tokyo")
    assert packet(signed_in("carl"), sealed) == here
    assert " UTC</time>" in here


def test_evidence_for_named_people_is_absent_for_others_though_the_record_holds_it() -> None:
    article = ready()
    claim = factories.claim(article, COST)
    supports.add_and_attach(
        targets=[claim],
        by=person("carl"),
        about={"stance": Stance.SUPPORTS, "passage": "leaked words"},
        description="A letter from the ministry",
        title="Secret letter",
        visibility=Visibility.NAMED,
        readers=[person("rita")],
    )
    verdicts.set_verdict(claim=claim, verdict="verified", by=person("carl"))
    let_pass(article, "waiting_claims")
    sealed = signed(fresh(article))
    assert "Secret letter" in str(sealed.record)
    for name, sees in (("rita", True), ("carl", True), ("edda", False), ("cleo", False)):
        shown = packet(signed_in(name), sealed)
        assert ("Secret letter" in shown, "leaked words" in shown) == (sees, sees), name
        assert ("No evidence is listed" in shown) is not sees
        told = pdf_text(signed_in(name).get(pdf_url(sealed)))
        assert ("Secret letter" in told) == sees


def test_a_packet_names_what_one_should_know_before_relying_on_it() -> None:
    article = ready()
    claim = factories.claim(article, COST)
    bases = (
        {"kind": "on_author", "description": "He was there", "title": "His word"},
        {"description": "A letter", "title": "A letter", "visibility": Visibility.NAMED},
        {
            "url": "https://example.org/report",
            "title": "The report",
            "author": "I. Volk",
            "publisher": "The Paper",
            "published_on": datetime.date(2024, 5, 3),
            "primacy": "secondary",
            "origin": "The audit",
        },
    )
    for basis in bases:
        supports.add_and_attach(
            targets=[claim], by=person("carl"), about={"stance": Stance.SUPPORTS}, **basis
        )
    verdicts.set_verdict(claim=claim, verdict="verified", by=person("carl"))
    let_pass(article, "waiting_claims")
    sealed = signed(fresh(article))
    shown = words(page(signed_in("carl").get(sealed.get_absolute_url())))
    assert "His word (on author (the author's word))" in shown
    assert "A letter (web page, named people only)" in shown
    about = "web page, I. Volk, The Paper, 3 May 2024, secondary, goes back to The audit"
    assert f"The report ({about})" in shown
    told = pdf_text(signed_in("carl").get(pdf_url(sealed)))
    assert "named people only" in told


def test_a_packet_of_a_record_without_those_still_opens() -> None:
    sealed = signed()
    for part in ("claims", "statements"):
        for tie in (tie for row in sealed.record[part] for tie in row["supports"]):
            for name in IN_TWO:
                del tie["evidence"][name]
    readable = readable_in(sealed.record, person("carl"))
    rows = [tie for row in Packet(sealed, readable).claims for tie in row["supports"]]
    assert [(row["published"], row["primacy_label"]) for row in rows] == [(None, "")]


def test_evidence_that_is_hidden_later_is_absent_from_then_on() -> None:
    sealed = signed()
    assert "https://example.org/a" in packet(signed_in("edda"), sealed)
    Evidence.objects.update(visibility=Visibility.NAMED)
    assert "https://example.org/a" not in packet(signed_in("edda"), sealed)
    assert "Holds" in banner(signed_in("edda"), sealed)


def test_a_record_that_was_tampered_with_is_told_in_red() -> None:
    sealed, client = signed(), signed_in("carl")
    assert "it is what was signed" in banner(client, sealed)
    guards.remove(connection, list(guards.triggers(connection)))  # as the database's owner can
    forged = copy.deepcopy(sealed.record)
    forged["claims"][0]["verdict"] = "inaccurate"
    models.QuerySet.update(SignOff.objects.all(), record=forged)
    root = page(client.get(sealed.get_absolute_url()))
    (told,) = find(root, class_="sign-off__fault")
    assert "This record is not what was signed" in words(told)
    assert sealed.sha256 in words(told)
    assert fingerprint(forged) in words(told)
    assert "it is what was signed" not in banner(client, sealed)
    assert "its hash does not fit" in pdf_text(client.get(pdf_url(sealed)))


def test_a_newer_sign_off_is_named_by_the_one_it_replaces() -> None:
    first = signed()
    factories.approved(factories.claim(first.article, COST))
    second = signed(fresh(first.article))
    client = signed_in("carl")
    assert "Replaced by a newer sign-off" in banner(client, first)
    assert "VOID" in banner(client, first)
    assert "Holds" in banner(client, second)
    (section,) = find(page(client.get(gate_of(first.article))), id="sign-off")
    shown = [item.get("data-signed") for item in find(section, "li", class_="sign-offs__item")]
    assert shown == ["holds", "replaced"]


def test_a_sign_off_is_not_found_under_another_article_nor_by_who_may_not_read_it() -> None:
    sealed, other = signed(), ready()
    client = signed_in("carl")
    assert client.get(reverse("sign-off", args=[other.uid, sealed.uid])).status_code == 404
    assert signed_in("ada").get(sealed.get_absolute_url()).status_code == 404
    assert signed_in("ada").get(pdf_url(sealed)).status_code == 404
    Article.objects.filter(pk=sealed.article_id).update(visibility=Visibility.NAMED)
    assert signed_in("rita").get(sealed.get_absolute_url()).status_code == 404
    assert client.get(sealed.get_absolute_url()).status_code == 200  # who brought it in


@pytest.mark.parametrize("number", [1, 3])
def test_a_packet_is_read_in_a_fixed_number_of_statements(number: int) -> None:
    article = ready()
    for sentence in (COST, HURT)[: number - 1]:
        factories.approved(factories.claim(article, sentence))
    sealed, client = signed(fresh(article)), signed_in("carl")
    client.get(sealed.get_absolute_url())
    with counted() as asked:
        client.get(sealed.get_absolute_url())
    assert len(asked) == 16


# --- PDF ------------------------------------------------------------------------------------------


def test_the_pdf_holds_the_packet_and_says_how_it_stood_when_it_was_printed() -> None:
    sealed, client = rich(), signed_in("carl")
    answer = client.get(pdf_url(sealed))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith('inline; filename="ferry-line-to-reopen')
    text = pdf_text(answer)
    assert "Printed by Carl Checker" in text
    assert "The sign-off held then." in text
    assert "Nobody was hurt & nothing broke." in text
    assert sealed.sha256 in text
    claims.edit_claim(claim=Claim.objects.get(number=1), by=person("rita"), text="Other words.")
    text = pdf_text(client.get(pdf_url(sealed)))
    assert "Void by then: claim 1 – wording" in text
    assert "Other words." not in text


def test_the_pdf_is_tagged_for_those_who_cannot_see_it() -> None:
    sealed = signed()
    document = pypdfium2.PdfDocument(signed_in("carl").get(pdf_url(sealed)).content)
    try:
        assert pypdfium2.raw.FPDFCatalog_IsTagged(document.raw)
        assert document.get_metadata_value("Title").startswith(sealed.article.title)
    finally:
        document.close()


def test_where_no_pdf_can_be_made_the_page_says_what_does_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_out, "printer", lambda: None)
    sealed, client = signed(), signed_in("carl")
    shown = client.get(sealed.get_absolute_url()).content.decode()
    assert "Printing this page to PDF from the browser does the same." in shown
    assert pdf_url(sealed) not in shown
    answer = client.get(pdf_url(sealed), follow=True)
    assert answer.redirect_chain == [(sealed.get_absolute_url(), 302)]
    assert "This server makes no PDFs." in answer.content.decode()


# --- wherever the article is shown ----------------------------------------------------------------


def marks_on(client: Client, url: str) -> list[tuple[str | None, str]]:
    found = find(page(client.get(url)), "a", class_="signed")
    return [(mark.get("data-signed"), words(mark)) for mark in found]


def test_lists_and_the_workspace_show_whether_the_sign_off_holds() -> None:
    sealed, client = signed(), signed_in("carl")
    factories.article()
    pages = (
        reverse("today"),
        reverse("article-list"),
        sealed.article.get_absolute_url(),
        gate_of(sealed.article),
    )
    for url in pages:
        assert marks_on(client, url) == [("holds", "Signed off")], url
    factories.claim(sealed.article, COST)
    for url in pages:
        assert marks_on(client, url) == [("void", "Sign-off void")], url


def test_a_mark_in_the_workspace_tells_at_once_that_it_voids_the_sign_off() -> None:
    sealed, client = signed(), signed_in("carl")
    article = sealed.article
    answer = press(client, reverse("claim-raise", args=[article.uid]), exact=COST)
    text = answer.content.decode()
    assert '<div hx-swap-oob="innerHTML:#signed">' in text
    assert "Sign-off void" in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_article_list_stays_at_its_number_of_statements_with_sign_offs(number: int) -> None:
    for _ in range(number):
        signed(ready())
    client = signed_in("carl")
    client.get(reverse("article-list"))
    with counted() as asked:
        client.get(reverse("article-list"))
    assert len(asked) == 19


def test_the_frozen_line_and_the_record_count_the_same() -> None:
    article = ready()
    draft = record_of(article)
    assert signoffs.print_of(draft) == seen(signed_in("edda"), article)
