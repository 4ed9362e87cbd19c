"""Nouns that announce what somebody holds: "his claim that …", "a report by the board that …"."""

from ..tokens import Frame
from ..words import Word, word_set
from . import clauses
from .contents import BREAKS, Reported
from .ends import content_end
from .verbs import has_finite, is_finite

_HIS = word_set("his her their its my our your")


def nominal(frame: Frame, i: int) -> Reported | None:
    """ "His claim that the bridge is shut": the noun stands at ``i``."""
    that = i + 1
    source: tuple[int, int] | None = None
    if frame.low(that) in {"by", "from"}:
        end = clauses.noun_phrase_after(frame, that + 1)
        that = frame.find({"that"}, that + 1, end + 1)
        source = (i + 2, that) if that > i + 2 else None
    if frame.low(that) != "that" or is_finite(frame, that + 1) or frame.tag(that) == "WDT":
        return None
    if not frame.tag(i).startswith("NN") or not has_finite(frame, that + 2, frame.after):
        return None
    cue = _first(frame, i)
    source = source or _owner(frame, cue)
    end = _end(frame, that + 1)
    if end - that < 3:
        return None
    return Reported([(that + 1, end)], (cue, i + 1), source, end, that + 1, "noun")


def _end(frame: Frame, start: int) -> int:
    """End of the clause; after a comma or a dash the sentence around it goes on."""
    stop = content_end(frame, start)
    for j in range(start + 2, stop - 1):
        after = frame.kind(j + 1)
        if frame.low(j) in BREAKS and (
            after & (Word.CONJUNCTION | Word.PERSONAL | Word.RELATIVE) or is_finite(frame, j + 1)
        ):
            return j
    return stop


def _first(frame: Frame, i: int) -> int:
    """First adjective of "his repeated claim"."""
    while frame.tag(i - 1) in {"JJ", "VBN", "VBG", "RB", "JJR", "JJS"} and i > frame.first:
        i -= 1
    return i


def _owner(frame: Frame, i: int) -> tuple[int, int] | None:
    """Whose claim it is: "his", "Brandt's", "the mayor's"."""
    before = frame.low(i - 1)
    if before in _HIS:
        return (i - 1, i)
    if not before.endswith(("'s", "’s", "s'", "s’")):
        return None
    start = i - 1
    while (
        start > frame.first
        and i - start < 8
        and (
            frame.tag(start - 1).startswith(("NN", "JJ", "CD"))
            or frame.kind(start - 1) & Word.DETERMINER
        )
    ):
        start -= 1
        if frame.kind(start) & Word.DETERMINER:
            break
    return (start, i)
