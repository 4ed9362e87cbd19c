"""People × states × moves against the literal tables: the rule, the route, and the panel."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from .cast import CLAIM_STATES, OUTSIDE, PEOPLE, STATEMENT_STATES, Table, fresh, who
from .claim_table import CLAIMS
from .routes import CLAIM_MOVES, OUT, STATEMENT_MOVES, Move, by_route, panel_of, signed_in
from .statement_table import STATEMENTS

pytestmark = pytest.mark.django_db

ROLE = "Only checkers, reviewers and editors mark claims."
ASKS = "Only checkers, reviewers and editors ask queries."
KINDS: dict[str, tuple[Table, Mapping[str, Callable[[], Any]], dict[str, Move]]] = {
    "claim": (CLAIMS, CLAIM_STATES, CLAIM_MOVES),
    "statement": (STATEMENTS, STATEMENT_STATES, STATEMENT_MOVES),
}
STATES = [(kind, state) for kind, (_table, states, _moves) in KINDS.items() for state in states]
in_each_state = pytest.mark.parametrize(("kind", "state"), STATES, ids=map(" · ".join, STATES))
PUT_AWAY = {"retired", "killed", "archived"}
# A line of one sentence for all is asked by route for these two: the least and the oddest of them.
TWO = ("checker", "author")


def row(kind: str, state: str, move: str) -> dict[str, str]:
    """Return {person: sentence} for one move in one state."""
    table = KINDS[kind][0]
    inside = {person: table[state, move, person] for person in PEOPLE}
    return inside | dict.fromkeys(OUTSIDE, ASKS if move == "ask" else ROLE)


def moves_in(kind: str, state: str) -> list[str]:
    return list(dict.fromkeys(move for at, move, _who in KINDS[kind][0] if at == state))


def test_the_tables_leave_nothing_out() -> None:
    for kind, (table, states, known) in KINDS.items():
        assert {state for state, _move, _person in table} == set(states)
        for state in states:
            offered = set(known) - (set() if state in PUT_AWAY else {"restore"})
            assert set(moves_in(kind, state)) == offered, state


@in_each_state
def test_the_rule_says_what_the_table_says(kind: str, state: str) -> None:
    _table, states, known = KINDS[kind]
    thing = fresh(states[state]())
    for move in moves_in(kind, state):
        told = {person: known[move].rule(who(person), thing) for person in row(kind, state, move)}
        assert told == row(kind, state, move), move


def by_whom(kind: str, state: str, move: str) -> Iterator[tuple[str, str]]:
    """Yield the people to ask the route for, with the sentence each is told.

    Everybody the rule lets; of those it tells one sentence, two.
    """
    told = row(kind, state, move)
    differs = len({told[person] for person in PEOPLE}) > 1
    asked: Counter[str] = Counter()
    for person, sentence in told.items():
        if person in OUTSIDE:  # kept out before anybody looks at the state
            if state in ("to check", "unheard", "retired"):
                yield person, OUT
            continue
        asked[sentence] += 1
        if person in TWO or (differs and (not sentence or asked[sentence] <= 2)):
            yield person, sentence


@in_each_state
def test_the_route_does_it_or_says_that_very_sentence(kind: str, state: str) -> None:
    _table, states, known = KINDS[kind]
    thing = fresh(states[state]())
    clients = {person: signed_in(person) for person in (*PEOPLE, *OUTSIDE)}
    for move in moves_in(kind, state):
        for person, sentence in by_whom(kind, state, move):
            status, words = by_route(clients[person], person, thing, known[move])
            told = (status, sentence in words)
            assert told == (403 if sentence else 200, True), (move, person, words[:400])
    assert fresh(thing).version == thing.version


@in_each_state
def test_the_panel_offers_it_or_says_why_not(kind: str, state: str) -> None:
    _table, states, known = KINDS[kind]
    thing = fresh(states[state]())
    for person in (*PEOPLE, "superuser"):
        words, offered = panel_of(signed_in(person), thing)
        for move in moves_in(kind, state):
            told = row(kind, state, move)
            may = known[move].address(thing) in offered
            assert may == (not told[person]), (person, move)
            # Taking back is offered to those whose work it is; a role that marks nothing is told
            # so once.
            if told[person] and "" in told.values() and move != "take back":
                assert (ROLE if told[person] == ASKS else told[person]) in words, (person, move)
        if state in PUT_AWAY:
            assert row(kind, state, "propose")[person] in words, person


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_no_role_sees_no_panel(kind: str) -> None:
    thing = next(iter(KINDS[kind][1].values()))()
    assert signed_in("nobody").get(thing.get_absolute_url()).status_code == 403
