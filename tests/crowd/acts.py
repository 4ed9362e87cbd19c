"""Everything one of the crowd may try, and how often: the verbs of the services, at random."""

from claims.enums import State
from claims.services import claims, reviews, verdicts

from . import acts_beside as beside
from . import acts_on_claims as on
from .hand import Act

# Each act with how often it comes.
ACTS: dict[str, tuple[int, Act]] = {
    "set a verdict": (14, on.mark),
    "attach evidence": (12, on.attach),
    "approve": (14, on.plain(reviews.approve, State.CHECKED)),
    "undo": (8, beside.take_undone),
    "ask": (4, beside.ask),
    "reply": (4, beside.reply),
    "return": (4, on.reasoned(reviews.return_claim, State.CHECKED)),
    "answer said": (4, beside.answer),
    "approve said": (4, beside.approve_said),
    "return said": (1, beside.return_said),
    "reopen said": (2, beside.reopen_said),
    "change the speaker": (1, beside.speaker),
    "clear the verdict": (1, on.plain(verdicts.clear_verdict)),
    "note": (3, on.note),
    "edit": (3, on.edit),
    "assign": (2, on.assign),
    "take back": (3, on.plain(verdicts.take_back, State.CHECKED)),
    "reopen": (4, on.reasoned(verdicts.reopen, State.APPROVED, State.NOT_CHECKABLE)),
    "confirm": (4, on.plain(verdicts.confirm, State.RECHECK)),
    "release": (2, on.plain(verdicts.release, State.CHECKING)),
    "not checkable": (1, on.reasoned(verdicts.call_not_checkable)),
    "retire": (1, on.reasoned(claims.retire_claim)),
    "restore": (2, on.restore),
    "raise again": (3, on.raise_again),
    "quote": (1, on.quote),
    "add evidence to two": (2, on.add),
    "detach evidence": (3, on.detach),
    "edit evidence": (2, on.restance),
    "withdraw evidence": (1, on.withdraw),
    "resolve or reopen": (2, beside.resolve),
    "propose": (2, beside.propose),
    "decide": (2, beside.decide),
    "back to incoming": (2, beside.shelve),
    "accept": (1, beside.accept),
    "accept all": (1, beside.accept_all),
    "dismiss or put back": (2, beside.dismiss),
    "nothing here": (1, beside.nothing_here),
}
