"""Errors found before an article ran: the last bad answer of each claim and statement."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from claims.enums import BAD_VERDICTS, ChangeState, Said, Verdict
from claims.models import Change, Statement

from ..days import within
from .told import Move

if TYPE_CHECKING:
    from .past import ArticlePast, ClaimPast, Past

BAD = (*BAD_VERDICTS, Verdict.DISPUTED)
WRONG = (Said.ALTERED, Said.NOT_FOUND)


@dataclass(slots=True)
class Caught:
    """What was found before publication in the days asked for."""

    verdicts: dict["ClaimPast", str] = field(default_factory=dict)  # the last bad one of each claim
    reworded: set[UUID] = field(default_factory=set)  # claims with an accepted wording
    accepted: int = 0  # wordings, of claims and of statements
    landed: int = 0  # of them, those in the text by now
    said: Counter[str] = field(default_factory=Counter)  # statements, by the last such answer


def caught_in(past: "Past") -> Caught:
    """Return it, in two reads besides those of the past."""
    found = Caught()
    for claim in past.claims:
        if verdict := last_bad(past, claim.piece, claim.moves, "verdict", BAD):
            found.verdicts[claim] = verdict
    rows = Change.objects.visible_to(past.user).filter(
        past.of_desk("article__"),
        within("decided_at", str(past.days), past.zone),
        state=ChangeState.ACCEPTED,
    )
    for claim_uid, article, at, landed in rows.values_list(
        "claim__uid", "article", "decided_at", "landed_in"
    ):
        piece = past.pieces.get(article)
        if at and piece and piece.unpublished_at(at):
            found.accepted += 1
            found.landed += landed is not None
            found.reworded |= {claim_uid} if claim_uid else set()
    spoken = Statement.objects.visible_to(past.user).filter(past.of_desk("article__"))
    for uid, article in spoken.order_by().values_list("uid", "article"):
        piece, moves = past.pieces.get(article), past.told.get(uid, ())
        if piece and (answer := last_bad(past, piece, moves, "said", WRONG)):
            found.said[answer] += 1
    return found


def last_bad(
    past: "Past", piece: "ArticlePast", moves: Iterable[Move], name: str, bad: Iterable[str]
) -> str:
    """Return the last of the ``bad`` answers given in these days before the article ran, or ""."""
    given = [
        str(move.changes[name][1])
        for move in moves
        if name in move.changes
        and move.changes[name][1] in bad
        and past.inside(move.at)
        and piece.unpublished_at(move.at)
    ]
    return given[-1] if given else ""
