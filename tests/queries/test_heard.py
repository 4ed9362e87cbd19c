"""Statements beside what was heard: what is found, what is marked, which answer is offered."""

from typing import Any

import pytest
from django.core.files.base import ContentFile

from claims.enums import EvidenceKind, Manner, Report, Said, Stance, Visibility
from claims.models import Article, Capture, Evidence, Statement
from claims.queries.heard import HeardOn
from claims.queries.heard_words import Bit, Heard, marked, quoted
from claims.queries.hearing import Hearing
from claims.services import captures, evidence, statements, supports
from claims.text.fidelity import Piece
from tests import factories
from tests.people import person
from tests.views.pages import counted

pytestmark = pytest.mark.django_db

POSTS = "Every one of the 40 mooring posts has been replaced"
DAY = "We will not open a day early."


def transcript(text: str, *on: Statement, title: str = "The recording", **about: Any) -> Evidence:
    """Keep what was said, tie it to statements and have it read, as the worker does."""
    file = ContentFile(text.encode(), name="talk.txt")
    found = evidence.add_evidence(
        by=person("cleo"), title=title, file=file, kind=EvidenceKind.RECORDING, **about
    )
    supports.attach_to_all(evidence=found, targets=on, by=person("cleo"), stance=Stance.SUPPORTS)
    captures.run(uid=str(captures.order(evidence=found, by=person("cleo")).uid))
    return found


@pytest.fixture
def article() -> Article:
    return factories.article()


def heard(statement: Statement, who: str = "carl") -> list[Heard]:
    """Return what everything tied to it tells ``who``."""
    fresh = Statement.objects.select_related("article__desk").get(pk=statement.pk)
    return Hearing(fresh, person(who)).listening.rows


def labelled(bits: list[Bit]) -> list[tuple[str, str]]:
    return [(bit.words, str(bit.label)) for bit in bits if bit.kind]


def whole(bits: list[Bit]) -> str:
    return "".join(bit.words for bit in bits)


TALK = """[00:12:25] REPORTER: Are they all new?
[00:12:31] VOLK: Every one of the forty mooring posts, um, has been replaced. We waited for steel.
[00:13:02] VOLK: So we will not open a day early. Not one day.
"""


def test_words_that_were_said_so_are_verbatim_with_the_time_and_the_voice(
    article: Article,
) -> None:
    statement = factories.statement(article, POSTS, manner=Manner.DIRECT)
    transcript(TALK, statement)
    (row,) = heard(statement)
    assert (row.look, row.time, row.found.speaker) == ("verbatim", "12:31", "VOLK")
    assert row.found.notes == {"form", "fillers"}
    assert row.offer == Said.VERBATIM
    assert whole(row.printed) == POSTS
    assert labelled(row.printed) == []
    assert whole(row.said) == "Every one of the forty mooring posts, um, has been replaced"
    assert labelled(row.said) == [("um", "")]
    assert row.found.after.startswith(". We waited for steel.")


def test_other_words_are_altered_and_each_is_marked_on_both_sides(article: Article) -> None:
    statement = factories.statement(article, POSTS, manner=Manner.DIRECT)
    transcript(
        "12:31 VOLK: Nearly every one of the 40 old mooring posts was replaced.\n12:40 So.",
        statement,
    )
    (row,) = heard(statement)
    assert (row.look, row.offer) == ("altered", Said.ALTERED)
    assert labelled(row.printed) == [("has been", "changed")]
    assert labelled(row.said) == [("old", "left out"), ("was", "changed")]


def test_a_not_before_the_words_is_called_out_and_no_answer_is_offered(article: Article) -> None:
    text = "It will reopen on Monday, I hope."
    statement = factories.statement(article, "will reopen on Monday", manner=Manner.MIXED)
    transcript(f"VOLK: {text}\nVOLK: I did not say it {text[3:]}", statement)
    (row,) = heard(statement)
    assert (row.look, row.is_denied, row.offer) == ("verbatim", False, Said.VERBATIM)
    Capture.objects.update(text=f"VOLK: I do not say it {text[3:]}")
    (row,) = heard(statement)
    assert (row.look, row.is_denied, row.offer) == ("verbatim", True, None)


def test_what_is_left_out_between_two_parts_is_trimmed_and_counts_as_verbatim(
    article: Article,
) -> None:
    assert article.current is not None
    statement = statements.raise_statement(
        revision=article.current,
        content=[factories.span(article, POSTS), factories.span(article, DAY)],
        by=person("carl"),
        speaker="Ines Volk",
        manner=Manner.DIRECT,
    )
    transcript(TALK, statement)
    (row,) = heard(statement)
    assert (row.look, row.offer) == ("trimmed", Said.VERBATIM)
    assert whole(row.printed).endswith("replaced … We will not open a day early.")
    assert any(str(label) == "left out, marked" for _words, label in labelled(row.said))
    Capture.objects.update(text=TALK.replace("We waited for steel.", "Steel is not dear."))
    (row,) = heard(statement)
    assert (row.look, row.leaves_a_not, row.offer) == ("trimmed", True, None)


def test_words_that_are_not_there_offer_no_answer(article: Article) -> None:
    statement = factories.statement(article, DAY, manner=Manner.DIRECT)
    transcript("VOLK: Steel is dear this year, and so are ships.", statement)
    (row,) = heard(statement)
    assert (row.look, row.offer, row.time) == ("not_found", None, "")


def test_reported_speech_shows_the_nearest_place_and_a_paraphrase_at_most(
    article: Article,
) -> None:
    statement = factories.statement(article, "no one was hurt in the storm")
    assert statement.manner == Manner.INDIRECT
    transcript("04:10 VOLK: Luckily, nobody was hurt in that storm.\n04:20 VOLK: So.", statement)
    (row,) = heard(statement)
    assert (row.look, row.time, row.offer) == ("near", "4:10", None)
    assert row.passage == "Luckily, nobody was hurt in that storm"
    Capture.objects.update(text="04:10 VOLK: We know that no one was hurt in the storm.\n04:20 So")
    (row,) = heard(statement)
    assert row.offer == Said.FAIR_PARAPHRASE
    Statement.objects.update(report=Report.NEGATED)
    assert heard(statement)[0].offer is None


def test_of_two_transcripts_the_most_faithful_leads_and_reads_stay_the_same(
    article: Article,
) -> None:
    statement = factories.statement(article, DAY, manner=Manner.DIRECT)
    transcript("VOLK: We will surely not open a day early.", statement, title="Notes")
    fresh = Statement.objects.select_related("article__desk").get(pk=statement.pk)
    with counted() as one:
        assert len(Hearing(fresh, person("carl")).listening.rows) == 1
    transcript(TALK, statement)
    transcript("VOLK: Steel is dear.", statement, title="Another day")
    with counted() as three:
        rows = Hearing(fresh, person("carl")).listening.rows
    assert [row.copy.evidence.title for row in rows] == ["The recording", "Notes", "Another day"]
    assert [row.look for row in rows] == ["verbatim", "altered", "not_found"]
    assert len(one) == len(three) == 5  # the reader, ties, copies, the words now, what was said


def test_nothing_tells_of_what_only_others_may_hear(article: Article) -> None:
    statement = factories.statement(article, DAY, manner=Manner.DIRECT)
    found = transcript(TALK, statement, visibility=Visibility.NAMED)
    assert heard(statement) == []
    assert [row.look for row in heard(statement, "cleo")] == ["verbatim"]
    assert HeardOn(found, person("carl")).rows == []


def test_evidence_shows_each_statement_tied_to_it_by_its_newest_words(article: Article) -> None:
    day, posts = (
        factories.statement(article, words, manner=Manner.DIRECT) for words in (DAY, POSTS)
    )
    found = transcript("VOLK: Steel is dear.", day, posts)
    assert [row.look for row in HeardOn(found, person("carl")).rows] == ["not_found"] * 2
    Capture.objects.update(text=TALK)
    rows = HeardOn(found, person("carl")).rows
    assert [(row.statement, row.look, row.time) for row in rows] == [
        (posts, "verbatim", "12:31"),
        (day, "verbatim", "13:02"),
    ]
    statements.retire_statement(statement=day, reason="ours", by=person("carl"))
    assert [row.statement for row in HeardOn(found, person("carl")).rows] == [posts]


def test_what_is_compared_is_what_was_quoted() -> None:
    for manner, words, parts in (
        (Manner.MIXED, "they were on “a routine flight” and “at no time near.”", 2),
        (Manner.DIRECT, "“A routine flight,” she said. “At no time near.”", 2),
        (Manner.DIRECT, "“No” was the word, and it was “no” that I heard", 1),
        (Manner.INDIRECT, "they were on what they called “routine”", 1),
    ):
        found = quoted(Statement(manner=manner), [words])
        assert len(found) == parts, words
        assert (found == (words,)) == (parts == 1)


def test_the_marks_keep_what_stands_between_the_words() -> None:
    pieces = (
        Piece("same", "in", "in"),
        Piece("changed", "a", "the", fault=True),
        Piece("same", "bay", "bay"),
        Piece("dropped", "", "x " * 200, why="marked"),
    )
    bits = marked("[in: “a” bay]", pieces, "quote")
    assert [(bit.words, bit.kind) for bit in bits] == [
        ("[", ""), ("in", ""), (": “", ""), ("a", "changed"), ("” ", ""), ("bay", ""), ("]", ""),
    ]  # fmt: skip
    (left_out,) = [bit for bit in marked("in the bay", pieces, "transcript") if bit.kind == "quiet"]
    assert len(left_out.words) < 250
    assert "[…]" in left_out.words
