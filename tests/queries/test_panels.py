"""What a panel shows of one claim, statement or suggestion, and what it keeps from whom."""

from typing import Any

import pytest

from claims.enums import Origin, Stance, State, SuggestionKind, Verdict
from claims.formats import read_rich
from claims.models import Article, Claim, Statement, Suggestion
from claims.queries.panels import ClaimPanel, StatementPanel, SuggestionPanel, panel_for
from claims.queries.workspace import Workspace
from claims.services import (
    articles,
    claims,
    evidence,
    reviews,
    statements,
    supports,
    verdicts,
    withdrawal,
)
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

CLAIM = "The repair cost 3.1 million crowns"
QUOTE = "Every one of the 40 mooring posts has been replaced"


def panel(thing: Any, who: str = "carl") -> Any:
    """Return the panel of ``thing`` as it stands now."""
    fresh = type(thing).objects.get(pk=thing.pk)
    article = Article.objects.select_related("current", "desk").get(pk=thing.article_id)
    return panel_for(fresh, Workspace(article), person(who))


@pytest.fixture
def claim() -> Claim:
    return factories.claim(factories.article(), CLAIM)


def test_each_kind_of_thing_has_its_panel(claim: Claim) -> None:
    statement = factories.statement(claim.article, QUOTE)
    suggestion = Suggestion.objects.filter(article=claim.article)[0]
    assert isinstance(panel(claim), ClaimPanel)
    assert isinstance(panel(statement), StatementPanel)
    assert isinstance(panel(suggestion), SuggestionPanel)
    assert panel_for(None, Workspace(claim.article), person("carl")) is None


def test_the_words_are_those_of_the_text_also_once_retired(claim: Claim) -> None:
    span = factories.span(claim.article, CLAIM)
    assert (panel(claim).words, panel(claim).spans) == (CLAIM, [span])
    claims.retire_claim(claim=claim, reason="twice", by=person("carl"))
    assert (panel(claim).words, panel(claim).spans) == (CLAIM, [span])
    statement = factories.statement(claim.article, QUOTE)
    statements.retire_statement(statement=statement, reason="ours", by=person("carl"))
    assert panel(statement).words == QUOTE


def test_words_in_parts_are_joined_by_an_ellipsis() -> None:
    article = factories.article()
    assert article.current is not None
    parts = [factories.span(article, w) for w in (QUOTE, "We will not open a day early.")]
    made = statements.raise_statement(
        revision=article.current, content=parts, by=person("carl"), speaker="Ines Volk"
    )
    assert panel(made).words == f"{QUOTE} … We will not open a day early."


# --- what is missing, and who may -----------------------------------------------------------------


def test_what_is_missing_is_named_until_the_claim_is_settled(claim: Claim) -> None:
    assert panel(claim).missing == ["a verdict"]
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    assert panel(claim).missing == ["evidence that supports it"]
    factories.support(claim)
    assert panel(claim).missing == []
    assert panel(claim).waits_for_review


def test_the_way_to_each_deed_is_open_or_says_why_not(claim: Claim) -> None:
    factories.checked(claim)
    own, second = panel(claim, "carl").why_not, panel(claim, "rita").why_not
    assert own["review"] == "Only reviewers and editors approve."
    assert own["take_back"] == second["review"] == second["take_back"] == ""
    assert own["verdict"] == ""
    assert "Reopen" not in own["not_checkable"]
    assert own["not_checkable"] == own["not_checkable"].strip() != ""
    everything = panel(claim, "adam").why_not
    assert everything.pop("ask") == "Only checkers, reviewers and editors ask queries."
    assert set(everything.values()) == {"Only checkers, reviewers and editors mark claims."}


def test_a_return_shows_until_somebody_answers_it(claim: Claim) -> None:
    factories.checked(claim)
    assert panel(claim).returned is None
    reviews.return_claim(claim=claim, reason="which budget?", by=person("rita"))
    assert panel(claim).returned.reason == "which budget?"
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    assert Claim.objects.get(pk=claim.pk).state == State.CHECKED
    assert panel(claim).returned is None


def test_an_approval_is_no_return(claim: Claim) -> None:
    factories.approved(claim)
    verdicts.reopen(claim=claim, reason="new budget", by=person("edda"))
    assert panel(claim).returned is None


def test_a_claim_knows_its_place_among_the_others(claim: Claim) -> None:
    factories.claim(claim.article, "It was the sixth closure since April.")
    first = factories.claim(claim.article, "12 days after a storm broke its main pier")
    assert (panel(first).place, panel(claim).place) == ((1, 3), (2, 3))
    claims.retire_claim(claim=claim, reason="twice", by=person("carl"))
    assert panel(claim).place == (0, 2)


# --- evidence -------------------------------------------------------------------------------------


def test_evidence_for_named_people_counts_for_all_and_shows_to_some(claim: Claim) -> None:
    secret = evidence.add_evidence(
        by=person("carl"), url="https://example.org/s", visibility="named", readers=[person("rita")]
    )
    supports.attach(evidence=secret, target=claim, by=person("carl"), stance=Stance.SUPPORTS)
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    assert {who: len(panel(claim, who).supports) for who in ("carl", "rita", "cleo", "edda")} == {
        "carl": 1,
        "rita": 1,
        "cleo": 0,
        "edda": 0,
    }
    assert panel(claim, "cleo").missing == []


def test_what_was_taken_off_or_withdrawn_is_not_shown(claim: Claim) -> None:
    off = factories.support(claim, url="https://example.org/1")
    bad = factories.support(claim, url="https://example.org/2")
    kept = factories.support(claim, url="https://example.org/3")
    supports.detach(support=off, by=person("carl"))
    withdrawal.withdraw_evidence(evidence=bad.evidence, reason="forged", by=person("carl"))
    assert panel(claim).supports == [kept]


def linked(words: str) -> Claim:
    html = (
        "<p>The port says the repair cost <a href='https://p.example/budget'>3.1 million</a>"
        " crowns, and <a href='https://p.example/law'>the law</a> asks for two quotes of it.</p>"
        "<p>In all it took twelve days to mend the pier, the port says of it.</p>"
    )
    by = person("carl")
    imported = articles.import_article(draft=read_rich(html), by=by, origin=Origin.PASTE)
    return factories.claim(imported.article, words)


@pytest.mark.parametrize(
    ("words", "urls"),
    [
        ("the repair cost 3.1 million crowns", ["https://p.example/budget"]),
        ("million crowns, and the law asks", ["https://p.example/budget", "https://p.example/law"]),
        ("asks for two quotes", []),
        ("it took twelve days", []),
    ],
)
def test_links_that_touch_the_words_are_offered(words: str, urls: list[str]) -> None:
    assert [link.url for link in panel(linked(words)).offered] == urls


def test_a_link_that_is_evidence_already_is_offered_no_more() -> None:
    claim = linked("the repair cost 3.1 million crowns")
    (link,) = panel(claim).offered
    assert (link.words, link.index) == ("3.1 million", 0)
    factories.support(claim, url="https://p.example/budget")
    assert panel(claim).offered == []


def test_a_link_that_is_confidential_evidence_is_offered_to_whoever_may_not_know_that() -> None:
    claim = linked("the repair cost 3.1 million crowns")
    address = "https://p.example/budget"
    hidden = factories.web_page(url=address, by=person("rita"), visibility="named")
    supports.attach(evidence=hidden, target=claim, by=person("rita"), stance="supports")
    assert [link.url for link in panel(claim).offered] == [address]


# --- statements and suggestions -------------------------------------------------------------------


def test_a_statement_lists_its_claims_and_its_cue() -> None:
    article = factories.article()
    assert article.current is not None
    statement = statements.raise_statement(
        revision=article.current,
        content=[factories.span(article, QUOTE)],
        by=person("carl"),
        speaker="Ines Volk",
        cue=factories.span(article, "told reporters"),
    )
    inside = factories.claim(article, "40 mooring posts")
    gone = factories.claim(article, "mooring posts")
    factories.claim(article, CLAIM)
    claims.retire_claim(claim=gone, reason="twice", by=person("carl"))
    shown = panel(statement)
    assert (shown.claims, shown.cue_words) == ([inside], "told reporters")


def suggest(article: Article, **about: Any) -> Suggestion:
    start, end = factories.span(article, QUOTE)
    return Suggestion.objects.create(
        article=article, revision=article.current, start=start, end=end, words=QUOTE, **about
    )


def test_a_suggestion_says_who_speaks_or_that_nobody_was_found() -> None:
    article = factories.article()
    kind = SuggestionKind.STATEMENT
    named = suggest(article, kind=kind, speaker="Ines Volk", speaker_role="harbour master")
    plain = suggest(article, kind=kind, speaker="Ines Volk")
    nobody = suggest(article, kind=kind)
    assert [panel(row).source_line for row in (named, plain, nobody)] == [
        "Ines Volk, harbour master",
        "Ines Volk",
        "nobody found: say who",
    ]


def test_a_suggested_claim_names_the_statement_it_would_bring_while_undecided() -> None:
    article = factories.article()
    holder = suggest(article, kind=SuggestionKind.STATEMENT, content=[[100, 120], [130, 140]])
    row = suggest(article, kind=SuggestionKind.CLAIM, inside=holder)
    assert panel(row).holder == holder
    assert panel(holder).spans == [(100, 120), (130, 140)]
    assert panel(row).spans == [(row.start, row.end)]
    Suggestion.objects.filter(pk=holder.pk).update(
        decision="dismissed", decided_by=person("carl"), decided_at=holder.article.created_at
    )
    assert panel(row).holder is None
    assert panel(row, "adam").why_not["decide"] != ""


def test_the_neighbours_of_a_panel_are_those_of_its_mark() -> None:
    article = factories.article()
    article.suggestions.all().delete()
    first = factories.statement(article, QUOTE)
    second = factories.claim(article, CLAIM)
    assert isinstance(first, Statement)
    assert panel(first).neighbours == ("", second.get_absolute_url())
    assert panel(second).neighbours == (first.get_absolute_url(), "")
