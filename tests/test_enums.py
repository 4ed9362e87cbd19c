"""The tables of states, stages and fitting evidence are whole and say what the newsroom agreed."""

import pytest

from claims.enums import (
    AT_WORK,
    BAD_VERDICTS,
    FITTING,
    LIKELY,
    STAGE_MOVES,
    TRANSITIONS,
    Role,
    Stage,
    Stance,
    State,
    Verdict,
    Visibility,
)
from claims.models.people import ROLE_FIELDS


def reachable(table: dict, start: str) -> set:
    """Everything one can get to from `start`."""
    found, edge = {start}, [start]
    while edge:
        new = table[edge.pop()] - found
        found |= new
        edge += new
    return found


@pytest.mark.parametrize("table", [TRANSITIONS, STAGE_MOVES])
def test_every_state_has_a_row_and_leads_only_to_known_ones(table: dict) -> None:
    kinds = {type(row) for row in table}
    assert len(kinds) == 1
    (kind,) = kinds
    assert set(table) == set(kind)
    for row, targets in table.items():
        assert targets <= set(kind)
        assert row not in targets


@pytest.mark.parametrize("table", [TRANSITIONS, STAGE_MOVES])
def test_no_state_is_a_dead_end_or_cut_off(table: dict) -> None:
    for row in table:
        assert table[row], row
        assert reachable(table, row) == set(table), row


def test_only_a_checked_claim_is_approved() -> None:
    assert [s for s, to in TRANSITIONS.items() if State.APPROVED in to] == [State.CHECKED]


def test_nothing_is_checked_at_one_stroke() -> None:
    before = {s for s, to in TRANSITIONS.items() if State.CHECKED in to}
    assert before == {State.CHECKING, State.RECHECK}


def test_only_a_cleared_article_is_published() -> None:
    assert [s for s, to in STAGE_MOVES.items() if Stage.PUBLISHED in to] == [Stage.CLEARED]
    assert set(AT_WORK) == {Stage.INCOMING, Stage.IN_CHECK}


def test_every_verdict_names_the_evidence_it_rests_on() -> None:
    assert set(FITTING) == set(Verdict)
    for verdict, groups in FITTING.items():
        assert bool(groups) == (verdict != Verdict.UNVERIFIABLE), verdict
        assert all(group and group <= set(Stance) for group in groups), verdict


def test_what_evidence_likely_does_fits_its_verdict() -> None:
    for verdict, groups in FITTING.items():
        likely = LIKELY[verdict]
        assert likely, verdict
        assert all(one in group for one, group in zip(likely, groups, strict=bool(groups)))


def test_the_bad_verdicts_are_those_after_which_the_article_should_change() -> None:
    assert set(BAD_VERDICTS) < set(Verdict)
    assert Verdict.VERIFIED not in BAD_VERDICTS


def test_the_digit_keys_keep_their_order() -> None:
    assert Verdict.values == [
        "verified",
        "needs_context",
        "inaccurate",
        "misleading",
        "disputed",
        "unverifiable",
    ]


def test_every_role_has_a_column() -> None:
    assert set(ROLE_FIELDS) == set(Role)
    assert len(set(ROLE_FIELDS.values())) == len(Role)


def test_visibility_widens_from_named_people_to_everybody() -> None:
    assert set(Visibility.values) == {"named", "newsroom", "public"}
