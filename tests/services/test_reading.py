"""Reading again: the engine's open suggestions follow it, what people decided stays."""

from typing import Any

import pytest

from claims.enums import Decision, LexiconKind, SuggestionKind
from claims.models import Article, Suggestion
from claims.queries.workspace import Workspace
from claims.services import lexicon, reading, suggestions
from claims.services.saving import Invalid, Refused
from tests import factories
from tests.people import person

from .deeds import kinds, nothing_kept

pytestmark = pytest.mark.django_db
GRIPES = factories.STORY + "\nVolk griped that the ministry had sent 14 letters in March.\n"
LETTERS = "the ministry had sent 14 letters in March"


def everything(article: Article) -> list[Any]:
    """What the suggestions say, whoever decided."""
    rows = article.suggestions.order_by("start", "-end", "kind")
    return list(rows.values_list("uid", "kind", "start", "end", "words", "decision", "speaker"))


def statement_on(article: Article, words: str) -> Suggestion | None:
    """The statement proposed on these words."""
    return article.suggestions.filter(kind=SuggestionKind.STATEMENT, words__contains=words).first()


def add(kind: LexiconKind, text: str) -> None:
    lexicon.add_entry(kind=kind, text=text, by=person("edda"))


def test_reading_the_same_again_changes_nothing() -> None:
    article = factories.article()
    before = everything(article)
    reading.read_again(article=article, by=person("cleo"))
    assert everything(article) == before
    assert kinds(article)[-1] == "article.read_again"


def test_a_new_verb_finds_the_words_said_with_it() -> None:
    article = factories.article(text=GRIPES)
    assert statement_on(article, LETTERS) is None
    assert not Workspace(article).proof.is_read_otherwise_now
    add(LexiconKind.CUE, "gripe")
    assert Workspace(article).proof.is_read_otherwise_now
    reading.read_again(article=article, by=person("carl"))
    found = statement_on(article, LETTERS)
    assert found is not None
    assert found.speaker == "Ines Volk"
    article.refresh_from_db()
    assert not Workspace(article).proof.is_read_otherwise_now
    claim = article.suggestions.get(kind=SuggestionKind.CLAIM, words__contains=LETTERS)
    assert claim.inside == found


def test_what_is_no_longer_found_goes_unless_somebody_decided() -> None:
    article = factories.article(text=GRIPES)
    keeps = {row.pk for row in article.suggestions.filter(words__contains="mooring posts")}
    kept = article.suggestions.filter(kind=SuggestionKind.CLAIM, pk__in=keeps).get()
    suggestions.dismiss(suggestion=kept, by=person("carl"))
    gone = article.suggestions.filter(words__contains="14 letters").get()
    add(LexiconKind.FURNITURE, "Volk griped that *")
    add(LexiconKind.FURNITURE, "*Every one of the 40*")
    reading.read_again(article=article, by=person("carl"))
    assert not Suggestion.objects.filter(pk=gone.pk).exists()
    # the dismissed claim stays, and with it the statement it was found in
    assert set(article.suggestions.filter(words__contains="mooring posts")) == {kept, kept.inside}


def test_dismissals_hold_when_the_engine_draws_the_edges_otherwise() -> None:
    article = factories.article()
    row = article.suggestions.filter(kind=SuggestionKind.CLAIM, words__contains="sixth").get()
    suggestions.dismiss(suggestion=row, by=person("carl"))
    Suggestion.objects.filter(pk=row.pk).update(start=row.start + 3, words=row.words[3:])
    reading.read_again(article=article, by=person("carl"))
    near = article.suggestions.filter(words__contains="sixth")
    assert [one.decision for one in near] == [Decision.DISMISSED]


def test_a_part_of_dismissed_words_stays_away_and_an_accepted_claim_has_no_twin() -> None:
    article = factories.article()
    row = article.suggestions.filter(kind=SuggestionKind.CLAIM, words__contains="sixth").get()
    suggestions.dismiss(suggestion=row, by=person("carl"))
    assert article.current is not None
    Suggestion.objects.filter(pk=row.pk).update(start=row.start - 40, words="something longer")
    other = article.suggestions.filter(kind=SuggestionKind.CLAIM, words__contains="3.1").get()
    suggestions.accept(suggestion=other, by=person("carl"))
    Suggestion.objects.filter(pk=other.pk).update(start=other.start + 4)
    reading.read_again(article=article, by=person("carl"))
    assert article.suggestions.filter(words__contains="sixth").count() == 0
    assert article.suggestions.filter(kind="claim", words__contains="3.1").count() == 1


def test_a_suggestion_that_went_while_the_text_was_read_is_told_of() -> None:
    article = factories.article()
    row = article.suggestions.filter(kind=SuggestionKind.CLAIM).first()
    assert row is not None
    Suggestion.objects.filter(pk=row.pk).delete()
    with pytest.raises(Invalid, match="gone"):
        suggestions.accept(suggestion=row, by=person("carl"))


def test_nothing_is_proposed_where_somebody_found_nothing_to_check() -> None:
    article = factories.article()
    row = article.suggestions.filter(kind=SuggestionKind.CLAIM, words__contains="sixth").get()
    assert article.current is not None
    suggestions.nothing_here(
        revision=article.current, start=row.start, end=row.end, by=person("carl")
    )
    Suggestion.objects.filter(pk=row.pk).delete()
    reading.read_again(article=article, by=person("carl"))
    assert not article.suggestions.filter(words__contains="sixth").exists()


@pytest.mark.parametrize("who", ["ada", "adam", "nora"])
def test_only_who_checks_has_a_text_read_again(who: str) -> None:
    article = factories.article()
    by = person(who)
    with nothing_kept(Refused):
        reading.read_again(article=article, by=by)


def test_of_another_language_nothing_is_proposed_and_the_page_says_so() -> None:
    text = "Der Hafen ist seit dem 3. Mai für 400 Schiffe gesperrt, und nicht ein Schiff ist da. "
    article = factories.article(text=text * 3)
    assert article.language == "de"
    assert not article.suggestions.exists()
    assert Workspace(article).proof.foreign_language == "German"
    assert not Workspace(article).proof.is_read_otherwise_now
    Article.objects.filter(pk=article.pk).update(language="en")
    article.refresh_from_db()
    assert Workspace(article).proof.is_read_otherwise_now  # the page offers to read it again
    reading.read_again(article=article, by=person("carl"))
    assert article.suggestions.exists()


def test_two_figures_for_one_thing_are_noted_side_by_side() -> None:
    text = (
        "The crash killed 12 people on Friday, the police said.\n\n"
        "The mayor said 14 people were killed in the crash.\n"
    )
    (pair,) = Workspace(factories.article(text=text)).proof.figures
    assert [(words, block) for words, block in pair] == [("12 people", 0), ("14 people", 1)]
