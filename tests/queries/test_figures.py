"""The figures of small newsrooms, reckoned by hand."""

import datetime
from typing import Any

import pytest
import time_machine

from claims.enums import Action, Stage, Stance, Terms, Verdict
from claims.models import Article, AuditEvent, Claim, Desk
from claims.queries.days import Days
from claims.queries.figures import Figures
from claims.queries.figures.charts import Bars, Lines, lines_of, nice, stacked
from claims.queries.figures.parts import Section
from claims.queries.figures.stages import lasting
from claims.services import changes, claims, reviews, saving, statements, undo, verdicts
from claims.services.saving import lock
from tests import factories
from tests.people import person

from .desk_work import COST, EARLY, HURT, POSTS, REOPEN, SIXTH, THIRD

pytestmark = pytest.mark.django_db

MONDAY = datetime.datetime(2026, 5, 4, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
WEEK = Days(datetime.date(2026, 5, 4), datetime.date(2026, 5, 10))


def at(hours: float) -> Any:
    """Stop the clock so many hours after Monday began."""
    return time_machine.travel(MONDAY + hours * HOUR, tick=False)


def figure(key: str, who: str = "carl", days: Days = WEEK, desk: str = "") -> Section:
    return {s.key: s for s in Figures(person(who), days, desk).sections()}[key]


def table(section: Section) -> list[list[Any]]:
    """Return the numbers of a table, the sum last."""
    return [[cell.value for cell in row] for row in section.table]


def give(claim: Claim, verdict: Verdict, stance: Stance = Stance.REFUTES) -> None:
    """Let Carl give a verdict that his evidence fits."""
    factories.support(claim, stance=stance, url=f"https://example.org/{claim.uid}")
    verdicts.set_verdict(claim=claim, verdict=verdict, by=person("carl"))


def move(article: Article, stage: Stage) -> None:
    """Take an article on, with its trace in the log and without asking its gate."""
    held = lock(article)
    saving.change(held, by=person("edda"), deed="article.moved", stage=stage)


def two_days() -> dict[str, Claim]:
    """Lay out three claims: one approved, one returned, one not checkable after a slip."""
    carl, rita = person("carl"), person("rita")
    with at(8):
        article = factories.article(desk=factories.desk("City"))
        found = {words: factories.claim(article, words) for words in (COST, HURT, SIXTH)}
    with at(9):
        factories.support(found[COST])
    with at(10):
        factories.support(found[HURT], stance=Stance.REFUTES, url="https://example.org/b")
    with at(11):
        verdicts.set_verdict(claim=found[COST], verdict=Verdict.VERIFIED, by=carl)
    with at(12):
        verdicts.set_verdict(claim=found[HURT], verdict=Verdict.INACCURATE, by=carl)
    with at(14):
        reviews.approve(claim=found[COST], by=rita)
    with at(15):
        verdicts.call_not_checkable(claim=found[SIXTH], reason="a slip", by=carl)
    with at(15.5):
        deed = AuditEvent.objects.filter(object_uid=found[SIXTH].uid)[0]
        undo.undo(event=deed, by=carl)
    with at(33):
        reviews.return_claim(claim=found[HURT], reason="Which table?", by=rita)
    with at(34):
        verdicts.call_not_checkable(claim=found[SIXTH], reason="a forecast", by=carl)
    return found


# --- open and settled ----------------------------------------------------------------------------


def test_what_was_open_and_settled_at_the_end_of_each_day() -> None:
    two_days()
    with at(36):
        section = figure("open", days=Days(datetime.date(2026, 5, 3), WEEK.last))
    assert table(section) == [
        ["2026-05-05", 1, 2, 3],
        ["2026-05-04", 2, 1, 3],
        ["2026-05-03", 0, 0, 0],
    ]
    now, then, _before = section.rows
    assert [cell.url for cell in now] == [
        "",
        "/queue/",
        "/queue/?state=settled",
        "/queue/?state=all",
    ]
    assert not any(cell.url for cell in then)
    assert section.finding == "Now: 1 claim is open, 2 settled. That is 1 more open than on 3 May."
    assert isinstance(section.chart, Lines)
    assert [tick.text for tick in section.chart.heights] == ["", "1", "2"]


def test_a_past_that_is_over_has_no_list_any_more() -> None:
    two_days()
    with at(24 * 20):
        section = figure("open")
    assert [row[1:] for row in table(section)][:2] == [[1, 2, 3], [1, 2, 3]]
    assert not any(cell.url for row in section.rows for cell in row)
    assert section.finding.startswith("10 May: 1 claim is open")


def test_claims_count_while_they_are_there_and_their_article_is_at_work() -> None:
    carl = person("carl")
    with at(8):
        article = factories.article()
        kept, gone = factories.claim(article, COST), factories.claim(article, HURT)
    with at(30):
        claims.retire_claim(claim=gone, reason="twice", by=carl)
    with at(54):
        claims.restore_claim(claim=gone, by=carl)
        give(kept, Verdict.INACCURATE)
    with at(78):
        move(article, Stage.CLEARED)
    with at(100):
        section = figure("open")
    assert [row[:2] for row in table(section)] == [
        ["2026-05-08", 0],
        ["2026-05-07", 0],
        ["2026-05-06", 2],
        ["2026-05-05", 1],
        ["2026-05-04", 2],
    ]


def test_the_rule_of_the_desk_as_it_is_now_holds_for_the_past_too() -> None:
    two_days()
    Desk.objects.update(review_policy="sign_off")
    with at(36):
        assert table(figure("open"))[1] == ["2026-05-04", 1, 2, 3]  # the checked one was settled


def test_long_times_are_told_by_the_week() -> None:
    two_days()
    with at(24 * 40):
        section = figure("open", days=Days(datetime.date(2026, 5, 1), datetime.date(2026, 6, 12)))
    assert section.columns[0].label == "Week up to"
    days = ["2026-06-12", "2026-06-05", "2026-05-29", "2026-05-22", "2026-05-15", "2026-05-08"]
    assert [row[0] for row in table(section)] == [*days, "2026-05-01"]
    assert [row[3] for row in table(section)] == [3, 3, 3, 3, 3, 3, 0]


# --- time ----------------------------------------------------------------------------------------


def test_how_long_claims_took_at_each_stage() -> None:
    two_days()
    with at(36):
        section = figure("stages")
    assert table(section) == [
        ["To check", 3, 2.0, 26.0],  # 1, 2 and 26 hours: the slip was undone
        ["Checking", 2, 2.0, 2.0],  # the returned one is at it still
        ["Waiting for review", 2, 3.0, 21.0],
        ["To re-check", 0, "", ""],
    ]
    assert str(section.rows[2][3]) == "21 h"
    assert section.finding == "Claims stay longest in “Waiting for review”: half of them up to 3 h."
    with at(36):
        assert table(figure("stages", days=Days(WEEK.last, WEEK.last))) == []
        tuesday = datetime.date(2026, 5, 5)
        rows = table(figure("stages", days=Days(tuesday, tuesday)))
    assert rows[0] == ["To check", 1, 26.0, 26.0]
    Desk.objects.update(review_policy="sign_off")
    with at(36):
        assert table(figure("stages"))[2] == ["Waiting for review", 0, "", ""]  # nothing waits


def test_how_long_articles_took_at_each_stage() -> None:
    with at(0):
        article = factories.article()
    for hours, stage in ((5, "in_check"), (29, "cleared"), (30, "in_check"), (80, "cleared")):
        with at(hours):
            move(article, Stage(stage))
    with at(81):
        move(article, Stage.PUBLISHED)
    with at(90):
        section = figure("article-stages")
    assert table(section) == [
        ["Incoming", 1, 5.0, 5.0],
        ["In check", 2, 24.0, 50.0],
        ["Cleared", 2, 1.0, 1.0],
    ]
    assert str(section.rows[1][3]) == "2 days 2 h"


def test_times_are_said_as_people_say_them() -> None:
    said = {20: "under a minute", 90 * 60: "1 h 30 min", 59 * 60: "59 min", 3600: "1 h"}
    said |= {47 * 3600: "47 h", 48 * 3600: "2 days", 75 * 3600 + 900: "3 days 3 h"}
    assert {seconds: lasting(seconds) for seconds in said} == said


# --- what checking changed -----------------------------------------------------------------------


def test_what_was_caught_before_publication() -> None:
    carl, edda = person("carl"), person("edda")
    with at(1):
        article = factories.article(desk=factories.desk("City"))
        cost, third = (factories.claim(article, w, kind="quantity") for w in (COST, THIRD))
        hurt, reopen = (
            factories.claim(article, HURT, kind="event"),
            factories.claim(article, REOPEN),
        )
        early = factories.claim(article, EARLY)
        said = factories.statement(article, POSTS)
        give(cost, Verdict.INACCURATE)
        change = changes.propose(to=cost, new="It cost 4 million", reason="Table 2", by=carl)
        changes.accept(proposal=change, by=edda)
        give(third, Verdict.MISLEADING, Stance.PARTLY)
        verdicts.set_verdict(claim=third, verdict=Verdict.NEEDS_CONTEXT, by=carl)  # the last counts
        give(early, Verdict.VERIFIED, Stance.SUPPORTS)
        claims.edit_claim(claim=Claim.objects.get(pk=third.pk), by=carl, action=Action.CUT)
        claims.retire_claim(claim=third, reason="cut", by=carl)
        change = changes.propose(to=reopen, new="It reopens", reason="shorter", by=carl)
        changes.accept(proposal=change, by=edda)
        statements.answer_said(statement=said, said="altered", by=carl)
        give(hurt, Verdict.INACCURATE)
    with at(2):
        undo.undo(event=AuditEvent.objects.filter(object_uid=hurt.uid)[0], by=carl)
        move(article, Stage.PUBLISHED)
    with at(3):
        give(hurt, Verdict.INACCURATE)  # a correction, by then
        late = factories.claim(factories.article(stage=Stage.PUBLISHED), COST)
        give(late, Verdict.INACCURATE)
    with at(4):
        section, answers = figure("caught"), figure("answers")
    assert [column.label for column in section.columns][1:] == [
        "Needs context",
        "Inaccurate",
        "Misleading",
        "Disputed",
        "Other words accepted",
        "Claims",
    ]
    assert table(section) == [
        ["Number or quantity", 1, 1, 0, 0, 1, 2],
        ["No kind noted", 0, 0, 0, 0, 1, 1],
        ["All kinds", 1, 1, 0, 0, 2, 3],
    ]
    assert section.finding.endswith("Most often: Number or quantity (2).")
    assert table(answers) == [
        ["Claims to change", 1],
        ["Claims to cut", 1],
        ["Other wordings accepted", 2],
        ["Statements found altered", 1],
    ]
    with at(4):
        assert table(figure("caught", days=Days(WEEK.last, WEEK.last))) == []


def test_how_much_was_sent_back() -> None:
    rita, edda, carl = person("rita"), person("edda"), person("carl")
    with at(1):
        article = factories.article(desk=factories.desk("City"))
        checked = [factories.checked(factories.claim(article, words)) for words in (COST, HURT)]
        other = factories.checked(factories.claim(factories.article(), SIXTH))
        said = factories.statement(article, POSTS)
        statements.answer_said(statement=said, said="verbatim", by=carl)
        reviews.approve(claim=checked[0], by=rita)
        reviews.return_claim(claim=checked[1], reason="Which table?", by=rita)
        reviews.return_said(statement=said, reason="Hear it.", by=edda)
        reviews.approve(claim=other, by=rita)
        undo.undo(event=AuditEvent.objects.filter(object_uid=other.uid)[0], by=rita)
        reviews.approve(claim=other, by=edda)
    with at(2):
        section = figure("returned")
        assert table(section) == [["City", 3, 2, 67], ["No desk", 1, 0, 0], ["All desks", 4, 2, 50]]
        assert section.finding == "2 of 4 reviews sent the work back (50 %)."
        assert table(figure("returned", desk="none")) == [["No desk", 1, 0, 0]]
        assert table(figure("returned", desk="city")) == [["City", 3, 2, 67]]


# --- sources -------------------------------------------------------------------------------------


def test_who_speaks_and_who_speaks_too_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.queries.figures.voices.MOST_ARTICLES", 1)
    monkeypatch.setattr("claims.queries.figures.voices.FEW", 4)
    carl = person("carl")
    with at(1):
        city = factories.article(desk=factories.desk("City"))
        factories.statement(city, POSTS)
        behind = factories.statement(city, EARLY)
        statements.edit_statement(statement=behind, by=carl, terms=Terms.ON_BACKGROUND)
        hidden = factories.statement(city, HURT, speaker="an official", speaker_kind="unnamed")
        statements.edit_statement(statement=hidden, by=carl, terms=Terms.UNNAMED)
        factories.statement(city, COST, speaker="Transport ministry", speaker_kind="organisation")
        other = factories.article()
        factories.statement(other, SIXTH, speaker="Transport ministry", speaker_kind="organisation")
        retired = factories.statement(other, POSTS)
        statements.retire_statement(statement=retired, reason="twice", by=person("carl"))
        section, most = figure("voices"), figure("sources")
        assert figure("sources", days=Days(WEEK.last, WEEK.last)).rows == []
    assert table(section) == [
        ["Named people", 2, 40, 1, 1, 0],
        ["Organisations", 2, 40, 2, 0, 0],
        ["Unnamed voices", 1, 20, 0, 0, 1],
        ["All", 5, 100, 3, 1, 1],
    ]
    assert section.finding == "1 of 5 statements comes from an unnamed voice (20 %)."
    assert table(most) == [
        ["Ines Volk", 2, 1, "50 % of City"],
        ["Transport ministry", 2, 2, "in 2 articles"],
        ["an official", 1, 1, "no"],
    ]
    assert most.finding == "2 sources are over-used. Ines Volk speaks most."
    assert isinstance(most.chart, Bars)
    assert [bar.note for bar in most.chart.bars] == ["! 2", "! 2", "1"]


# --- charts --------------------------------------------------------------------------------------


def test_an_axis_ends_at_a_round_even_number() -> None:
    for value, top in {0: 2, 1: 2, 7: 8, 11: 12, 24: 24, 25: 30, 101: 120, 5_001: 6_000}.items():
        assert nice(value) == top


def test_a_stacked_bar_fills_its_place_and_says_what_has_room() -> None:
    bar = stacked(
        "A desk", "100", [("a", "✓", "Good", 90), ("b", "✗", "Bad", 8), ("c", "≈", "So", 2)], row=1
    )
    assert [part.width for part in bar.parts] == ["90.00%", "8.00%", "2.00%"]
    assert [part.x for part in bar.parts] == ["0.00%", "90.00%", "98.00%"]
    assert [part.text for part in bar.parts] == ["✓ 90", "✗", ""]
    assert [part.words for part in bar.parts] == ["Good: 90", "Bad: 8", "So: 2"]


def test_a_line_over_one_day_is_a_point() -> None:
    chart = lines_of("Words", [("Open", "open", [0])], ["1 May"])
    assert len(chart.lines[0].marks) == 1
    assert {tick.text for tick in chart.days} == {"1 May"}
