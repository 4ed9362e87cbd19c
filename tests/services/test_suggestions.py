"""What the engine proposes becomes a claim or statement by a person's hand only."""

from typing import Any

import pytest

from claims.enums import Decision, SourceKind, SuggestionKind, Worth
from claims.models import Article, Claim, NothingToCheck, Statement, Suggestion
from claims.services import claims, reading, statements, suggestions
from claims.services.saving import Invalid, Refused
from tests import factories
from tests.people import person

from .deeds import events, kinds, nothing_kept

pytestmark = pytest.mark.django_db

QUOTE = "“We will not open a day early.”"
INSIDE = "not open a day early"
OUTSIDE = "It was the sixth closure since April."


def bare() -> Article:
    """An article whose suggestions are only those a test makes."""
    article = factories.article()
    article.suggestions.all().delete()
    return article


def proposed(article: Article, words: str, **about: Any) -> Suggestion:
    """A suggestion on these words: of a claim, unless it says otherwise."""
    start, end = factories.span(article, words)
    values = {"kind": SuggestionKind.CLAIM, "start": start, "end": end, "words": words, **about}
    return Suggestion.objects.create(article=article, revision=article.current, **values)


def proposed_quote(article: Article, **about: Any) -> Suggestion:
    """A suggested statement by the harbour master."""
    values = {
        "kind": SuggestionKind.STATEMENT,
        "content": [list(factories.span(article, QUOTE))],
        "cue": list(factories.span(article, "told reporters")),
        "mention": list(factories.span(article, "harbour master Ines Volk")),
        "manner": "direct",
        "speaker": "Ines Volk",
        "speaker_kind": SourceKind.PERSON,
        "speaker_role": "harbour master",
        **about,
    }
    return proposed(article, QUOTE, **values)


def now(suggestion: Suggestion) -> Suggestion:
    suggestion.refresh_from_db()
    return suggestion


# --- proposing ------------------------------------------------------------------------------------


def test_what_the_engine_finds_waits_for_a_person() -> None:
    article = factories.article()
    rows = article.suggestions.all()
    assert {row.kind for row in rows} == {"claim", "statement"}
    assert {row.decision for row in rows} == {Decision.PENDING}
    assert article.current is not None
    for row in rows:
        if row.kind == SuggestionKind.CLAIM:
            assert article.current.text[row.start : row.end] == row.words
            assert row.reasons
        else:
            parts = [article.current.text[a:b] for a, b in row.content]
            assert " … ".join(parts) == row.words
            assert (row.start, row.end) == (row.content[0][0], row.content[-1][1])
    assert not Claim.objects.exists()
    assert not Statement.objects.exists()


def test_dismissed_words_stay_away_when_the_text_is_read_again() -> None:
    article = factories.article()
    assert article.current is not None
    dismissed = [factories.suggestion(article, kind) for kind in SuggestionKind]
    for suggestion in dismissed:
        suggestions.dismiss(suggestion=suggestion, by=person("carl"))
    reading.propose(revision=article.current)
    for gone in dismissed:
        rows = article.suggestions.filter(kind=gone.kind, words=gone.words)
        assert list(rows) == [gone]
    assert article.suggestions.pending().exists()
    other = factories.article()
    for gone in dismissed:
        assert other.suggestions.pending().filter(kind=gone.kind, words=gone.words).exists()


# --- accepting ------------------------------------------------------------------------------------


def test_an_accepted_claim_is_the_claim_that_was_proposed() -> None:
    article = bare()
    suggestion = proposed(article, OUTSIDE, worth="high", claim_kind="quantity", reasons=["a sum"])
    claim = suggestions.accept(suggestion=suggestion, by=person("cleo"))
    assert isinstance(claim, Claim)
    assert (claim.text, claim.worth, claim.kind, claim.reasons) == (
        OUTSIDE,
        "high",
        "quantity",
        ["a sum"],
    )
    assert (claim.created_by, claim.state, claim.verdict) == (person("cleo"), "to_check", "")
    assert (now(suggestion).decision, suggestion.claim) == ("accepted", claim)
    assert suggestion.decided_by == person("cleo")
    assert events(suggestion)[-1].changes == {"decision": ["pending", "accepted"]}
    assert suggestions.accept(suggestion=suggestion, by=person("carl")) == claim
    assert kinds(suggestion) == ["suggestion.accepted"]


def test_a_claim_brings_the_statement_it_stands_in() -> None:
    article = bare()
    holder = proposed_quote(article)
    claim = suggestions.accept(
        suggestion=proposed(article, INSIDE, inside=holder), by=person("carl")
    )
    assert isinstance(claim, Claim)
    statement = claim.statement
    assert statement is not None
    assert (now(holder).decision, holder.statement) == ("accepted", statement)
    assert (statement.words, statement.cue, statement.role_printed) == (
        QUOTE,
        "told reporters",
        "harbour master",
    )
    assert statement.source is not None
    assert statement.source.name == "Ines Volk"
    second = suggestions.accept(
        suggestion=proposed(article, "a day early", inside=holder), by=person("carl")
    )
    assert isinstance(second, Claim)
    assert second.statement == statement
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("what", ["dismissed", "retired"])
def test_a_claim_does_not_bring_back_a_statement_somebody_turned_down(what: str) -> None:
    article = bare()
    holder = proposed_quote(article)
    if what == "dismissed":
        suggestions.dismiss(suggestion=holder, by=person("carl"))
    else:
        statement = suggestions.accept(suggestion=holder, by=person("carl"))
        assert isinstance(statement, Statement)
        statements.retire_statement(statement=statement, reason="no quote", by=person("carl"))
    claim = suggestions.accept(
        suggestion=proposed(article, INSIDE, inside=holder), by=person("carl")
    )
    assert isinstance(claim, Claim)
    assert claim.statement is None
    assert not Statement.objects.current().exists()


def test_a_corrected_speaker_leaves_the_engines_role_behind() -> None:
    article = bare()
    holder = proposed_quote(article, speaker_kind=SourceKind.UNNAMED)
    statement = suggestions.accept(suggestion=holder, by=person("carl"), speaker=" Jonas Reet ")
    assert isinstance(statement, Statement)
    assert statement.source is not None
    assert (statement.source.name, statement.source.kind) == ("Jonas Reet", "person")
    assert (statement.role_printed, statement.terms) == ("", "on_record")
    assert statement.mention == "harbour master Ines Volk"


def test_a_speaker_taken_out_leaves_the_source_open() -> None:
    statement = suggestions.accept(suggestion=proposed_quote(bare()), by=person("carl"), speaker="")
    assert isinstance(statement, Statement)
    assert statement.source is None


def test_words_proposed_twice_become_one_claim() -> None:
    article = bare()
    first, second = proposed(article, OUTSIDE), proposed(article, f"{OUTSIDE}\n")
    claim = suggestions.accept(suggestion=first, by=person("carl"))
    assert suggestions.accept(suggestion=second, by=person("carl")) == claim
    assert (now(second).decision, now(first).claim) == ("accepted", claim)
    quotes = [proposed_quote(article), proposed_quote(article, speaker="Jonas Reet")]
    one, other = (suggestions.accept(suggestion=quote, by=person("carl")) for quote in quotes)
    assert one == other


def test_words_marked_by_hand_before_are_the_claim() -> None:
    article = bare()
    suggestion = proposed(article, OUTSIDE)
    by_hand = factories.claim(article, OUTSIDE, by=person("cleo"))
    assert suggestions.accept(suggestion=suggestion, by=person("carl")) == by_hand


def test_a_dismissed_suggestion_may_be_accepted_after_all() -> None:
    suggestion = proposed(bare(), OUTSIDE)
    suggestions.dismiss(suggestion=suggestion, by=person("carl"))
    suggestions.accept(suggestion=suggestion, by=person("cleo"))
    assert (now(suggestion).decision, suggestion.decided_by) == ("accepted", person("cleo"))


def test_nothing_is_accepted_in_half() -> None:
    article = bare()
    suggestion = proposed(article, INSIDE, inside=proposed_quote(article), claim_kind="rumour")
    with nothing_kept(Invalid):
        suggestions.accept(suggestion=suggestion, by=person("carl"))


@pytest.mark.parametrize("username", ["ada", "adam", "nora"])
def test_who_may_not_mark_decides_nothing(username: str) -> None:
    article = bare()
    suggestion, who = proposed(article, OUTSIDE), person(username)
    revision = article.current
    assert revision is not None
    start, end = factories.span(article, OUTSIDE)
    deeds: list[Any] = [
        lambda: suggestions.accept(suggestion=suggestion, by=who),
        lambda: suggestions.dismiss(suggestion=suggestion, by=who),
        lambda: suggestions.put_back(suggestion=suggestion, by=who),
        lambda: suggestions.accept_all(revision=revision, worth=Worth.LOW, by=who),
        lambda: suggestions.nothing_here(revision=revision, start=start, end=end, by=who),
    ]
    for deed in deeds:
        with nothing_kept(Refused):
            deed()


# --- many at once ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("worth", "number"), [("high", 1), ("medium", 2), ("low", 3)])
def test_all_of_at_least_some_worth_are_accepted_at_once(worth: str, number: int) -> None:
    article = bare()
    assert article.current is not None
    proposed(article, OUTSIDE, worth="high")
    proposed(article, "The repair cost", worth="medium")
    proposed(article, "no one was hurt", worth="low")
    gone = proposed(article, "12 days", worth="high")
    suggestions.dismiss(suggestion=gone, by=person("carl"))
    lone_quote = proposed_quote(article, worth="high")
    done = suggestions.accept_all(revision=article.current, worth=Worth(worth), by=person("carl"))
    assert done == Claim.objects.count() == number
    assert sorted(article.claims.values_list("number", flat=True)) == list(range(1, number + 1))
    assert (now(gone).decision, now(lone_quote).decision) == ("dismissed", "pending")
    assert (
        suggestions.accept_all(revision=article.current, worth=Worth(worth), by=person("carl")) == 0
    )


# --- dismissing, putting back ---------------------------------------------------------------------


def test_a_dismissal_is_kept_with_who_and_put_back() -> None:
    suggestion = proposed(bare(), OUTSIDE)
    event = suggestions.dismiss(suggestion=suggestion, by=person("carl"))
    assert (event.kind, event.changes) == (
        "suggestion.dismissed",
        {"decision": ["pending", "dismissed"]},
    )
    assert now(suggestion).decided_by == person("carl")
    suggestions.put_back(suggestion=suggestion, by=person("cleo"))
    assert (now(suggestion).decision, suggestion.decided_by, suggestion.decided_at) == (
        "pending",
        None,
        None,
    )
    assert kinds(suggestion) == ["suggestion.dismissed", "suggestion.put_back"]


def test_what_became_a_claim_is_neither_dismissed_nor_put_back() -> None:
    suggestion = proposed(bare(), OUTSIDE)
    claim = suggestions.accept(suggestion=suggestion, by=person("carl"))
    assert isinstance(claim, Claim)
    for verb in (suggestions.dismiss, suggestions.put_back):
        with nothing_kept(Refused):
            verb(suggestion=suggestion, by=person("carl"))
    claims.retire_claim(claim=claim, reason="no claim", by=person("carl"))
    suggestions.put_back(suggestion=suggestion, by=person("carl"))
    again = suggestions.accept(suggestion=suggestion, by=person("carl"))
    assert (again, now(suggestion).claim) == (claim, claim)
    assert claim in Claim.objects.open()


# --- nothing to check here ------------------------------------------------------------------------


def test_nothing_to_check_here_is_a_decision_that_is_kept() -> None:
    article = bare()
    assert article.current is not None
    inside = proposed(article, "sixth closure")
    outside = proposed(article, "The repair cost")
    quote = proposed_quote(article)
    start, end = factories.span(article, f"{OUTSIDE}\n")
    place: dict[str, Any] = {"revision": article.current, "start": start, "end": end}
    kept = suggestions.nothing_here(**place, by=person("carl"))
    assert (kept.words, kept.decided_by) == (OUTSIDE, person("carl"))
    assert suggestions.nothing_here(**place, by=person("cleo")) == kept
    assert [now(s).decision for s in (inside, outside, quote)] == [
        "dismissed",
        "pending",
        "pending",
    ]
    assert kinds(article)[-1] == "sentence.nothing_here"
    suggestions.something_here(kept=kept, by=person("cleo"))
    assert not NothingToCheck.objects.exists()
    assert events(article)[-1].changes == {"words": [OUTSIDE, None]}


def test_nothing_to_check_is_said_of_words_in_the_text() -> None:
    article = bare()
    assert article.current is not None
    for start, end in ((0, 10**6), (5, 5), (-3, 4)):
        with nothing_kept(Invalid):
            suggestions.nothing_here(
                revision=article.current, start=start, end=end, by=person("carl")
            )
