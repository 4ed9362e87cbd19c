"""Rewording: what follows when the words of a claim or statement become others in a new draft."""

from typing import Any

from claims.enums import State
from claims.models import Claim, Query, Statement, User

from . import notifying
from .anchoring import as_sentence
from .saving import bump, change, lock, record
from .unanswered import NO_VERDICT, NOT_APPROVED, NOT_HEARD

SETTLED = (State.APPROVED, State.CHECKED, State.NOT_CHECKABLE)
LONGEST = 500  # code points of old and of new words that the history keeps


def reworded(
    thing: Claim | Statement | Query, *, words: tuple[str, str], parts: dict[str, str], by: User
) -> None:
    """Put the question anew for a thing whose ``words`` became others, from what to what.

    ``parts``: the words of cue and mention as they stand now, which statements keep. A query keeps
    the words that were asked about.
    """
    if isinstance(thing, Claim):
        claim = lock(thing)
        deed(claim, "claim.words_changed", claim_values(claim, words), by=by, note=told(words))
    elif isinstance(thing, Statement):
        values = {"words": words[1], **parts, **NOT_HEARD}
        deed(lock(thing), "statement.words_changed", values, by=by, note=told(words))


def misplaced(thing: Claim | Statement | Query, *, by: User) -> None:
    """Let nothing stay settled, or be undone into it, whose words have no place in a new draft."""
    if isinstance(thing, Claim):
        claim = lock(thing)
        values = {"state": State.RECHECK} if claim.state in SETTLED else {}
        deed(claim, "claim.words_lost", values, by=by)
    elif isinstance(thing, Statement):
        deed(lock(thing), "statement.words_lost", NOT_APPROVED, by=by)


def claim_values(claim: Claim, words: tuple[str, str]) -> dict[str, Any]:
    """Return what becomes of a claim: what was settled is to be checked again."""
    was, now = words
    values: dict[str, Any] = {}
    if claim.text == as_sentence(was):  # nobody put it in other words than the article's
        values["text"] = as_sentence(now)
    if claim.state in SETTLED:
        values["state"] = State.RECHECK
    elif claim.state == State.CHECKING and claim.verdict:  # it was given on other words
        values |= NO_VERDICT
    return values


def deed(
    thing: Claim | Statement, kind: str, values: dict[str, Any], *, by: User, note: str = ""
) -> None:
    """Change a held thing; its history and version tell of the draft even where nothing falls."""
    notifying.falls(thing, values, by=by)
    if change(thing, by=by, deed=kind, remark=note, **values) is None:
        bump(thing)
        record(thing, by=by, kind=kind, note=note)


def told(words: tuple[str, str]) -> str:
    """Return which words became which, for the history."""
    was, now = (text if len(text) <= LONGEST else f"{text[:LONGEST]}…" for text in words)
    return f"{was} → {now}"
