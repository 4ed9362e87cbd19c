"""The pulse of an open article: what others did comes to the page, and nothing one may not know."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import lxml.html
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.enums import Shown, Verdict, Visibility
from claims.models import Article, AuditEvent, Claim, Presence
from claims.queries.place import Place
from claims.services import (
    articles,
    chain,
    evidence,
    queries,
    reviews,
    sources,
    suggestions,
    supports,
    upkeep,
    verdicts,
)
from claims.services.readings import note_readings
from claims.services.saving import record
from claims.views import answers
from tests import factories
from tests.people import person

from .pages import Element, counted, find, page, place, signed_in, words

pytestmark = pytest.mark.django_db
WORDS = "It was the sixth closure since April."
OTHER = "The repair cost 3.1 million crowns"
SEEN = "Pulse-Seen"
IDLE_READS = 6  # session, user, end of the log, article, log, who is here


class Window:
    """An article open in a browser, as its script listens."""

    def __init__(self, client: Client, article: Article, at: str = "") -> None:
        chain.seal_stragglers()  # what the end of each transaction does outside of these tests
        self.client = client
        self.address = reverse("article-pulse", args=[article.uid])
        shown = page(client.get(at or article.get_absolute_url()))
        self.seen = shown.get_element_by_id("pulse").get("data-seen")
        self.at = shown.get_element_by_id("panel").get("data-mark") or ""
        self.held = shown.get_element_by_id("panel").get("data-version") or ""
        self.here = find(shown.get_element_by_id("here"), data_here=True)[0].get("data-here")

    def ask(self) -> HttpResponse:
        chain.seal_stragglers()
        sent = {"seen": self.seen, "at": self.at, "held": self.held, "here": self.here}
        return self.client.get(self.address, sent)

    def hear(self) -> dict[str, Element]:
        """Return the pieces that came, by where they go; none for 204."""
        answer = self.ask()
        assert answer.status_code in (200, 204)
        self.seen = answer.headers[SEEN]
        if answer.status_code == 204:
            return {}
        found = {}
        for root in lxml.html.fragments_fromstring(answer.content.decode()):
            where = root.get("hx-swap-oob")
            found[root.get("id") if where == "true" else where.partition("#")[2]] = root
        self.here = find(found["here"], data_here=True)[0].get("data-here")
        return found


def is_block(name: str) -> bool:
    return name.startswith("block-")


def judge(claim: Claim, verdict: Verdict = Verdict.VERIFIED, who: str = "cleo") -> None:
    verdicts.set_verdict(claim=claim, verdict=verdict, by=person(who))


def test_with_nothing_new_the_answer_is_204_and_takes_few_reads() -> None:
    article = factories.article()
    window = Window(signed_in("carl"), article)
    for elsewhere in (False, True):  # others work on other articles: one read of the log more
        if elsewhere:
            factories.claim(factories.article(by=person("edda")), WORDS, by=person("edda"))
            chain.seal_stragglers()
        with counted() as queries_:
            answer = window.client.get(window.address, {"seen": window.seen, "here": window.here})
        assert answer.status_code == 204
        assert len(queries_) == IDLE_READS - 1 + elsewhere


def test_a_colleagues_verdict_comes_with_its_words_the_counts_and_a_line_in_the_panel() -> None:
    claim = factories.claim(factories.article(), WORDS)
    window = Window(signed_in("carl"), claim.article, claim.get_absolute_url())
    judge(claim)
    came = window.hear()
    (block,) = (piece for name, piece in came.items() if is_block(name))
    (mark,) = find(block, "mark", data_kind="claim")
    assert mark.get("data-verdict") == "verified"
    assert words(came["panel-news"]) == "Cleo Checker set the verdict: Verified.Show it"
    assert "Checking" in words(came["side"])
    assert window.hear() == {}
    assert Window(window.client, claim.article, claim.get_absolute_url()).hear() == {}


def test_what_became_of_a_copy_is_nobodys_deed_and_nothing_is_said_twice() -> None:
    claim = factories.checked(factories.claim(factories.article(), WORDS))
    window = Window(signed_in("carl"), claim.article, claim.get_absolute_url())
    (tie,) = claim.supports.all()
    record(tie.evidence, by=person("carl"), kind="evidence.copy_failed", note="Nothing there.")
    assert words(window.hear()["panel-news"]) == "No copy of the evidence could be got.Show it"
    reviews.approve(claim=claim, by=person("rita"))
    assert "Rita Reviewer approved it." in words(window.hear()["panel-news"])


def test_what_hangs_on_a_claim_and_what_is_shared_comes_too() -> None:
    article = factories.article()
    claim = factories.claim(article, WORDS)
    said = factories.statement(article, "We will not open a day early.")
    tie = factories.support(claim)
    window = Window(signed_in("carl"), article, claim.get_absolute_url())
    queries.ask(on=claim, text="Which one?", by=person("cleo"))
    came = window.hear()
    assert find(came[next(filter(is_block, came))], "mark", data_asked=True)
    assert "asked" in words(came["panel-news"])
    evidence.edit_evidence(evidence=tie.evidence, by=person("cleo"), title="The port's own log")
    assert "The port's own log" in words(window.hear()["panel-news"])
    assert said.source is not None
    sources.edit_source(source=said.source, by=person("cleo"), name="Ines Wolk")
    came = window.hear()
    assert "Ines Wolk" in words(came["side"])
    assert "panel-news" not in came
    factories.web_page(by=person("cleo"), url="https://example.org/elsewhere")
    factories.source("Somebody else")
    assert window.hear() == {}


def test_what_the_panel_shows_already_is_no_news_in_it() -> None:
    claim = factories.claim(factories.article(), WORDS)
    window = Window(signed_in("carl"), claim.article, claim.get_absolute_url())
    judge(claim)
    window.held = str(Claim.objects.get(pk=claim.pk).version)
    assert "panel-news" not in window.hear()


def test_much_at_once_or_what_may_be_anywhere_brings_the_whole_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = factories.article()
    one, other = factories.claim(article, WORDS), factories.claim(article, OTHER)
    window = Window(signed_in("carl"), article)
    judge(one)
    assert len(list(filter(is_block, window.hear()))) == 1
    monkeypatch.setattr("claims.queries.pulse.MOST", 1)
    judge(one, Verdict.INACCURATE)
    judge(other)
    everything = len(list(filter(is_block, window.hear())))
    assert everything > 2
    monkeypatch.undo()
    assert article.current is not None
    suggestions.nothing_here(revision=article.current, start=0, end=9, by=person("cleo"))
    assert len(list(filter(is_block, window.hear()))) == everything


def test_what_comes_while_the_page_is_drawn_is_news_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = factories.claim(factories.article(), WORDS)
    drawn = answers.page_parts

    def late(*args: Any) -> Any:
        judge(claim)
        chain.seal_stragglers()
        return drawn(*args)

    monkeypatch.setattr(answers, "page_parts", late)
    assert list(filter(is_block, Window(signed_in("carl"), claim.article).hear()))


def test_ones_own_deeds_are_no_news_in_this_window_but_in_the_other() -> None:
    article = factories.article()
    claim, theirs = factories.claim(article, WORDS), factories.claim(article, OTHER)
    here, there = (
        Window(signed_in("carl"), article, claim.get_absolute_url()) for _window in range(2)
    )
    judge(theirs)
    chain.seal_stragglers()
    headers = {"HX-Request": "true", SEEN: here.seen}
    sent = {"verdict": "verified", "verdict_note": "", "seen": claim.version}
    answer = here.client.post(place("claim-verdict", claim), sent, headers=headers)
    drawn = lxml.html.fragments_fromstring(answer.content.decode())
    marks = {
        mark.get("id") for root in drawn for mark in find(root, "mark", data_verdict="verified")
    }
    assert marks == {"claim-1", "claim-2"}  # the answer brings what Cleo did meanwhile
    here.seen = answer.headers[SEEN]
    assert "You, in another window, set the verdict" in words(there.hear()["panel-news"])


def test_what_happens_to_hidden_evidence_and_articles_does_not_stir_the_page() -> None:
    article = factories.article()
    claim = factories.claim(article, WORDS)
    factories.support(claim)
    secret = factories.web_page(by=person("edda"), url="https://example.org/leak")
    evidence.share(evidence=secret, visibility=Visibility.NAMED, by=person("edda"))
    windows = [Window(signed_in(name), article) for name in ("carl", "edda")]
    windows[0].hear()
    tie = supports.attach(evidence=secret, target=claim, by=person("edda"), stance="supports")
    supports.edit_support(support=tie, by=person("edda"), note="page 3")
    hidden = factories.article(by=person("edda"), visibility=Visibility.NAMED)
    factories.claim(hidden, WORDS, by=person("edda"))
    assert windows[0].hear() == {}
    came = windows[1].hear()
    assert "side" in came
    assert "Choose a claim" in words(came["panel-empty"])
    assert Place(7, 1).sealed() != Place(7, 1).sealed()


def test_named_evidence_in_a_line_of_the_pulse_is_noted_as_shown() -> None:
    claim = factories.claim(factories.article(), WORDS)
    window = Window(signed_in("carl"), claim.article, claim.get_absolute_url())
    edda = person("edda")
    secret = factories.web_page(by=edda, url="https://example.org/leak")
    shared = {"visibility": Visibility.NAMED, "readers": [person("carl")]}
    evidence.share(evidence=secret, by=edda, **shared)
    supports.attach(evidence=secret, target=claim, by=edda, stance="supports")
    assert "panel-news" in window.hear()
    read = AuditEvent.objects.filter(kind="evidence.read", actor_uid=person("carl").uid)
    assert read.filter(object_uid=secret.uid).exists()


def test_who_reads_evidence_stirs_no_page() -> None:
    article = factories.article()
    row = factories.support(factories.claim(article, WORDS)).evidence
    evidence.share(evidence=row, visibility=Visibility.NAMED, by=person("carl"))
    row.refresh_from_db()
    window = Window(signed_in("carl"), article)
    assert window.ask().is_quiet is True
    note_readings([row], by=person("edda"), where=Shown.PANEL)
    assert AuditEvent.objects.filter(kind="evidence.read").exists()
    assert window.hear() == {}


def test_an_article_that_is_hidden_meanwhile_a_window_that_is_signed_out_and_a_made_up_place() -> (
    None
):
    article = factories.article(by=person("edda"))
    window = Window(signed_in("carl"), article)
    assert window.client.get(window.address, {"seen": "x" * 48}).status_code == 400
    assert Client().get(window.address, {"seen": window.seen}).status_code == 302
    articles.edit_article(article=article, by=person("edda"), visibility=Visibility.NAMED)
    assert window.ask().status_code == 404


def test_a_new_draft_is_told_and_the_text_on_the_page_stays() -> None:
    article = factories.article()
    claim = factories.claim(article, WORDS)
    window = Window(signed_in("carl"), article)
    factories.revised(article, ("sixth", "seventh"), by=person("cleo"))
    came = window.hear()
    assert "A new draft is here." in words(came["pulse-draft"])
    assert "side" not in came
    judge(claim)
    assert not list(filter(is_block, window.hear()))


def test_who_is_here_is_told_to_those_who_may_know_and_leaves() -> None:
    article = factories.article()
    claim = factories.claim(article, WORDS)
    window = Window(signed_in("carl"), article)
    Window(signed_in("cleo"), article, claim.get_absolute_url())
    (one,) = find(window.hear()["here"], "li")
    assert words(one) == "CC Cleo Checker claim 1"
    assert (one.get("data-at"), one.get("data-on-it")) == (
        str(claim.uid),
        "Cleo Checker is on it",
    )
    shown = page(window.client.get(claim.get_absolute_url()))  # without a script
    assert words(shown.get_element_by_id("panel-here")) == "Cleo Checker is on it"
    Article.objects.filter(pk=article.pk).update(visibility=Visibility.NAMED)
    assert not find(window.hear()["here"], "li")
    Article.objects.filter(pk=article.pk).update(visibility=Visibility.NEWSROOM)
    assert find(window.hear()["here"], "li")
    Presence.objects.filter(user=person("cleo")).update(at=timezone.now() - Presence.LASTS)
    assert not find(window.hear()["here"], "li")


def test_a_presence_is_written_down_now_and_then_and_forgotten() -> None:
    article = factories.article()
    claim = factories.claim(article, WORDS)
    window = Window(signed_in("carl"), article)

    def seen() -> tuple[Any, UUID | None]:
        return Presence.objects.values_list("at", "thing_uid").get()

    first = seen()
    window.ask()
    assert seen() == first
    window.at = str(claim.uid)
    window.ask()
    assert seen()[1] == claim.uid
    Presence.objects.update(at=timezone.now() - timedelta(seconds=11))
    before = seen()
    window.ask()
    assert seen()[0] > before[0]
    upkeep.tidy(now=timezone.now() + timedelta(minutes=59))
    assert Presence.objects.count() == 1
    upkeep.tidy(now=timezone.now() + timedelta(minutes=61))
    assert Presence.objects.count() == 0
