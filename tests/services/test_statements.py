"""Statements: who said what, as printed; and was it said."""

import datetime
from typing import Any

import pytest

from claims.enums import Manner, Part, Said, SourceKind, State, Terms
from claims.models import Claim, Source, Statement
from claims.services import statements
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.people import person

from .deeds import events, kinds, nothing_kept

pytestmark = pytest.mark.django_db

QUOTE = "“We will not open a day early.”"
TOLD = "told reporters"
VOLK = "harbour master Ines Volk"


def now(statement: Statement) -> Statement:
    statement.refresh_from_db()
    return statement


def test_a_statement_keeps_words_cue_mention_and_the_role_as_printed() -> None:
    article = factories.article()
    statement = factories.statement(
        article,
        QUOTE,
        role="harbour master",
        cue=factories.span(article, TOLD),
        mention=factories.span(article, VOLK),
    )
    assert (statement.words, statement.cue, statement.mention) == (QUOTE, TOLD, VOLK)
    assert (statement.role_printed, statement.manner) == ("harbour master", Manner.DIRECT)
    assert (statement.terms, statement.said) == (Terms.ON_RECORD, "")
    assert statement.source is not None
    assert (statement.source.name, statement.source.root) == ("Ines Volk", statement.source)
    parts = statement.anchors.values_list("part", "exact").order_by("part")
    assert list(parts) == [(Part.CONTENT, QUOTE), (Part.CUE, TOLD), (Part.MENTION, VOLK)]
    assert kinds(statement) == ["statement.raised"]
    assert kinds(statement.source) == ["source.added"]
    article.refresh_from_db()
    assert article.stage == "in_check"


def test_content_in_several_parts_is_kept_in_the_order_of_the_text() -> None:
    article = factories.article()
    assert article.current is not None
    parts = [factories.span(article, QUOTE), factories.span(article, "Every one of the 40")]
    statement = statements.raise_statement(
        revision=article.current, content=parts, by=person("carl")
    )
    assert statement.words == f"Every one of the 40 … {QUOTE}"
    assert statement.source is None
    assert statement.anchors.count() == 2


@pytest.mark.parametrize(
    "content",
    [[], [(0, 9), (0, 12)], [(0, 9), (8, 12)], [(0, 9), (0, 9)], [(5, 5)], [(-4, 9)], [(0, 10**6)]],
)
def test_parts_that_overlap_or_are_not_there_make_no_statement(content: Any) -> None:
    article = factories.article()
    assert article.current is not None
    with nothing_kept(Invalid):
        statements.raise_statement(revision=article.current, content=content, by=person("carl"))


@pytest.mark.parametrize("part", ["cue", "mention"])
@pytest.mark.parametrize("span", [(3, 3), (-2, 4), (4, 10**6)])
def test_a_cue_or_mention_stands_in_the_text(part: str, span: tuple[int, int]) -> None:
    article = factories.article()
    with nothing_kept(Invalid):
        factories.statement(article, QUOTE, **{part: span})


@pytest.mark.parametrize(
    "about",
    [
        {"manner": "sung"},
        {"speaker": "a\x00b"},
        {"speaker": "a\ud800"},
        {"speaker_kind": "ghost"},
        {"role": "a\x00b"},
    ],
)
def test_a_statement_in_ways_nothing_can_keep_is_refused(about: dict[str, str]) -> None:
    article = factories.article()
    with nothing_kept(Invalid):
        factories.statement(article, QUOTE, **about)


def test_over_long_names_and_roles_are_cut() -> None:
    statement = factories.statement(factories.article(), QUOTE, speaker="n" * 300, role="r" * 400)
    assert statement.source is not None
    assert (len(statement.source.name), len(statement.role_printed)) == (200, 300)


def test_the_same_words_twice_are_one_statement() -> None:
    article = factories.article()
    first = factories.statement(article, QUOTE)
    assert factories.statement(article, f"{QUOTE}\n", speaker="Somebody else") == first
    assert kinds(first) == ["statement.raised"]
    assert Source.objects.count() == 1
    statements.retire_statement(statement=first, reason="twice", by=person("carl"))
    again = factories.statement(article, QUOTE, by=person("cleo"))
    assert (again, again.retired_at) == (first, None)


def test_claims_that_stand_inside_already_are_taken_in() -> None:
    article = factories.article()
    inside = factories.claim(article, "not open a day early")
    outside = factories.claim(article, "early.”\n\nThe repair cost")
    elsewhere = factories.claim(factories.article(), "not open a day early")
    statement = factories.statement(article, QUOTE)
    assert list(statement.claims.all()) == [inside]
    inner = factories.statement(article, "open a day early")
    assert list(statement.claims.all()) == [inside]
    assert list(inner.claims.all()) == []
    for claim in (outside, elsewhere):
        claim.refresh_from_db()
        assert claim.statement is None


@pytest.mark.parametrize(
    ("words", "manner"),
    [
        ("“Closed.”", "direct"),
        ('"Closed."', "direct"),
        ("„Zu.“", "direct"),
        ("«Fermé.»", "direct"),
        ("he called it “a scandal” twice", "mixed"),
        ("no one was hurt", "indirect"),
        ("“", "direct"),
    ],
)
def test_the_manner_is_told_by_the_quotation_marks(words: str, manner: str) -> None:
    assert statements.manner_of(words) == manner


@pytest.mark.parametrize("username", ["ada", "adam", "nora"])
def test_who_may_not_mark_raises_and_hears_nothing(username: str) -> None:
    article = factories.article()
    statement = factories.statement(article, QUOTE)
    who = person(username)
    deeds: list[Any] = [
        lambda: factories.statement(article, "no one was hurt", by=who),
        lambda: statements.answer_said(statement=statement, said="verbatim", by=who),
        lambda: statements.edit_statement(statement=statement, by=who, manner="mixed"),
        lambda: statements.retire_statement(statement=statement, by=who, reason="x"),
        lambda: statements.assign_statement(statement=statement, by=who, assignee=None),
        lambda: statements.set_statement_due(statement=statement, by=who, due_at=None),
        lambda: statements.restore_statement(statement=statement, by=who),
    ]
    for deed in deeds:
        with nothing_kept(Refused):
            deed()


# --- was it said ----------------------------------------------------------------------------------


def test_the_answer_is_saved_with_who_and_when_and_taken_away_again() -> None:
    statement = factories.statement(factories.article(), QUOTE)
    assert statement in Statement.objects.unheard()
    event = statements.answer_said(
        statement=statement, said=Said.ALTERED, by=person("cleo"), note=" “a week” ", seen=1
    )
    assert event is not None
    assert event.kind == "said.answered"
    assert event.changes["said"] == ["", "altered"]
    assert (now(statement).said_by, statement.said_note) == (person("cleo"), "“a week”")
    assert statement.said_at is not None
    assert statement not in Statement.objects.unheard()
    with nothing_kept(Stale):
        statements.answer_said(statement=statement, said="verbatim", by=person("carl"), seen=1)
    statements.answer_said(statement=statement, said="", by=person("carl"))
    assert (now(statement).said, statement.said_by, statement.said_at) == ("", None, None)
    assert statement.said_note == "“a week”"
    assert kinds(statement) == ["statement.raised", "said.answered", "said.cleared"]


@pytest.mark.parametrize(("said", "note"), [("perhaps", ""), ("altered", "\x00"), ("x", None)])
def test_an_answer_nothing_can_keep_is_refused(said: str, note: str | None) -> None:
    statement = factories.statement(factories.article(), QUOTE)
    with nothing_kept(Invalid):
        statements.answer_said(statement=statement, said=said, by=person("carl"), note=note)


def test_whether_it_was_said_does_not_say_whether_it_is_true() -> None:
    article = factories.article()
    statement = factories.statement(article, QUOTE)
    claim = factories.claim(article, "not open a day early")
    statements.answer_said(statement=statement, said="verbatim", by=person("carl"))
    factories.support(statement)
    claim.refresh_from_db()
    assert (claim.state, claim.verdict, claim.version) == (State.TO_CHECK, "", 1)


# --- describing, giving out, retiring -------------------------------------------------------------


def test_a_corrected_speaker_is_another_source_and_print_stays_as_printed() -> None:
    article = factories.article()
    statement = factories.statement(article, QUOTE, mention=factories.span(article, VOLK))
    event = statements.edit_statement(
        statement=statement, by=person("cleo"), seen=1, speaker=" Jonas  Reet ", terms="unnamed"
    )
    assert event is not None
    assert event.changes["source"][1]["name"] == "Jonas Reet"
    assert (now(statement).mention, statement.terms) == (VOLK, "unnamed")
    with nothing_kept(Stale):
        statements.edit_statement(statement=statement, by=person("carl"), seen=1, speaker="X")
    assert (
        statements.edit_statement(statement=statement, by=person("carl"), speaker="Jonas Reet")
        is None
    )
    statements.edit_statement(statement=statement, by=person("carl"), speaker="")
    assert now(statement).source is None


@pytest.mark.parametrize(
    "about",
    [
        {"manner": ""},
        {"terms": "whispered"},
        {"role_printed": "r" * 301},
        {"speaker": "\x00"},
        {"speaker": "New", "speaker_kind": "ghost"},
    ],
)
def test_a_statement_is_not_described_in_ways_nothing_can_keep(about: dict[str, str]) -> None:
    statement = factories.statement(factories.article(), QUOTE)
    with nothing_kept(Invalid):
        statements.edit_statement(statement=statement, by=person("carl"), **about)


def test_a_statement_is_given_out_with_a_day_by_which() -> None:
    statement = factories.statement(factories.article(), QUOTE)
    due = datetime.datetime(2031, 1, 1, tzinfo=datetime.UTC)
    statements.assign_statement(statement=statement, assignee=person("cleo"), by=person("rita"))
    statements.set_statement_due(statement=statement, due_at=due, by=person("carl"))
    assert (now(statement).assignee, statement.due_at, statement.version) == (
        person("cleo"),
        due,
        3,
    )
    with nothing_kept(Refused):
        statements.assign_statement(statement=statement, assignee=person("cleo"), by=person("carl"))


def test_the_claims_inside_a_retired_statement_stay() -> None:
    article = factories.article()
    statement = factories.statement(article, QUOTE)
    claim = factories.claim(article, "not open a day early")
    statements.retire_statement(statement=statement, reason=" no quote ", by=person("carl"))
    assert now(statement).retired_reason == "no quote"
    assert statement not in Statement.objects.current()
    assert claim in Claim.objects.open()
    assert events(claim)[-1].kind == "claim.raised"
    with nothing_kept(Refused):
        statements.answer_said(statement=statement, said="verbatim", by=person("carl"))
    statements.restore_statement(statement=statement, by=person("carl"))
    assert statement in Statement.objects.unheard()


@pytest.mark.parametrize("reason", ["", "\n ", "a\x00b"])
def test_a_statement_is_retired_for_a_reason(reason: str) -> None:
    statement = factories.statement(factories.article(), QUOTE)
    with nothing_kept(Invalid):
        statements.retire_statement(statement=statement, reason=reason, by=person("carl"))


def test_an_unnamed_speaker_is_unnamed() -> None:
    statement = factories.statement(
        factories.article(), QUOTE, speaker="a city engineer", speaker_kind=SourceKind.UNNAMED
    )
    assert statement.terms == Terms.UNNAMED
