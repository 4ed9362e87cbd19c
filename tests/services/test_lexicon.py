"""Words of the newsroom: which the engine is told of, which would do nothing or harm."""

import re

import pytest

from claims.enums import LexiconKind
from claims.models import LexiconEntry
from claims.queries.lexicon import newsroom_lexicon, pattern_of, trial
from claims.services import lexicon
from claims.services.saving import Invalid, Refused
from claims.text import Lexicon, is_furniture
from tests.people import person

from .deeds import kinds, nothing_kept

pytestmark = pytest.mark.django_db


def added(kind: LexiconKind, text: str, who: str = "edda") -> LexiconEntry:
    return lexicon.add_entry(kind=kind, text=text, by=person(who))


def test_each_kind_of_word_comes_into_the_lexicon() -> None:
    added(LexiconKind.CUE, " Gripe ")
    added(LexiconKind.TITLE, "Byrådsleder")
    added(LexiconKind.ROLE, "purser")
    added(LexiconKind.FURNITURE, "Photo desk: *")
    found, usual = newsroom_lexicon(), Lexicon()
    assert found.clause_cues == (*usual.clause_cues, "gripe")
    assert found.titles == (*usual.titles, "byrådsleder")
    assert found.roles == (*usual.roles, "purser")
    assert is_furniture("Photo desk: call 412 for more of this.", lexicon=found)
    assert not is_furniture("The photo desk: it burnt.", lexicon=found)


def test_adding_and_taking_away_is_told() -> None:
    entry = added(LexiconKind.CUE, "gripe")
    lexicon.remove_entry(entry=entry, by=person("edda"))
    assert kinds(entry) == ["lexicon.added", "lexicon.removed"]
    assert newsroom_lexicon() == Lexicon()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("cue", ""),
        ("cue", "x"),
        ("cue", "point out"),
        ("cue", "gr1pe"),
        ("cue", "say"),
        ("cue", "was"),
        ("cue", "w" * 50),
        ("title", "mayor"),
        ("role", "the purser"),
        ("furniture", "*"),
        ("furniture", "* ... *"),
        ("furniture", "a*b*c*d*e"),
        ("furniture", "l" * 121),
        ("verb", "gripe"),
    ],
)
def test_what_would_do_nothing_or_harm_is_refused_in_a_sentence(kind: str, text: str) -> None:
    editor = person("edda")
    with nothing_kept(Invalid):
        lexicon.add_entry(kind=kind, text=text, by=editor)


def test_a_word_stands_there_once() -> None:
    added(LexiconKind.CUE, "gripe")
    with nothing_kept(Invalid):
        added(LexiconKind.CUE, "GRIPE")
    added(LexiconKind.ROLE, "gripe")


@pytest.mark.parametrize("who", ["ada", "carl", "rita", "adam", "nora"])
def test_only_an_editor_keeps_the_words(who: str) -> None:
    entry, by = added(LexiconKind.CUE, "gripe"), person(who)
    with nothing_kept(Refused):
        lexicon.add_entry(kind="cue", text="grouse", by=by)
    with nothing_kept(Refused):
        lexicon.remove_entry(entry=entry, by=by)


def test_only_the_star_means_anything_in_a_line() -> None:
    added(LexiconKind.FURNITURE, "(Graphic) [desk] *")
    found = newsroom_lexicon()
    assert is_furniture("(Graphic) [desk] 12 May", lexicon=found)
    assert not is_furniture("Graphic d 12 May", lexicon=found)
    assert pattern_of("a.b*c") == r"a\.b.*c"


def test_a_trial_tells_who_said_what_and_what_is_left_out() -> None:
    added(LexiconKind.CUE, "gripe")
    added(LexiconKind.FURNITURE, "Photo desk: *")
    passage = "Ines Volk griped that the pier was late.\nPhoto desk: call 412.\n"
    found = trial(passage, newsroom_lexicon())
    assert [(said.words, said.speaker, said.cue) for said in found.statements] == [
        ("the pier was late", "Ines Volk", "griped")
    ]
    assert found.left_out == ["Photo desk: call 412."]
    assert not trial(passage, Lexicon()).statements
    assert trial("Der Hafen ist zu und das ist nicht gut für die Stadt. " * 2, Lexicon()).language


@pytest.mark.parametrize(
    ("line", "fits", "not_this"),
    [
        ("Photo *", "Photo by Anna Brandt", "Photographs of the crash show that 12 people died."),
        ("* desk", "The photo desk", "The photodesk"),
        ("Photo desk: *", "Photo \u00a0desk: Anna", "The photo desk: Anna"),
        ("*** ENDS", "and so on ENDS", "ENDS, and so on"),
        ("a*b*c*d", "a b c d", "a c b d"),
    ],
)
def test_a_star_begins_and_ends_no_other_word(line: str, fits: str, not_this: str) -> None:
    found = re.compile(pattern_of(line), re.IGNORECASE)
    assert found.fullmatch(fits)
    assert not found.fullmatch(not_this)


def test_verbs_that_double_their_last_letter_are_known_in_both_spellings() -> None:
    added(LexiconKind.CUE, "rebut")
    for form in ("rebutted", "rebuted"):
        (said,) = trial(f"“The pier is late,” {form} Ines Volk.", newsroom_lexicon()).statements
        assert said.speaker == "Ines Volk"
