"""Cues that hang on another verb: "declined to say whether", "it was reported that"."""

from ..lexicon import Cue
from ..tokens import POINTS, QUOTE, Frame
from ..words import Word
from . import clauses, contents
from .contents import Reported
from .ends import content_end
from .verbs import is_finite, is_verbal

_REACH = 12  # tokens between a verb and the infinitive that hangs on it
_REPORTED = ("report", "reveal", "disclos", "announc", "confirm", "publish")


def infinitive(frame: Frame, i: int, group: int) -> Reported | None:
    """ "Brandt declined to say whether …", "went out of her way to say that …"."""
    if frame.low(i + 1) not in contents.INTRODUCES and not frame.cue(i) & Cue.ADDRESSEE:
        return None
    verb = _governor(frame, group)
    source = clauses.subject(frame, verb) if verb >= 0 else None
    if source is None or frame.low(source[0]) == "it":
        return None  # "it is hard to say whether"
    reported = contents.content_after(frame, i, group, source)
    if reported is None or not _introduced(frame, reported):
        return None
    reported.cue = (verb, reported.cue[1] if reported.cue else i + 1)
    return reported


def _introduced(frame: Frame, reported: Reported) -> bool:
    """Whether "that", "whether" or a mark of quotation opens the content."""
    start = reported.parts[0][0]
    return frame.low(start) == QUOTE or bool(
        contents.INTRODUCES & {frame.low(start), frame.low(start - 1)}
    )


def _governor(frame: Frame, to: int) -> int:
    """First token of the finite verb group that the infinitive at ``to`` hangs on; -1: none."""
    for k in range(to - 1, max(frame.first, to - _REACH) - 1, -1):
        if frame.low(k) in POINTS or frame.low(k) == QUOTE:
            return -1
        if is_finite(frame, k):
            while k > frame.first and is_verbal(frame, k - 1):
                k -= 1
            return k
    return -1


def passive(frame: Frame, i: int, group: int) -> Reported | None:
    """ "It was reported that the bridge was shut"; "the move was first reported by the Post"."""
    cue = frame.cue(i)
    if cue & Cue.ADDRESSEE or not cue & (Cue.CLAUSE | Cue.THAT):
        return None
    if frame.low(i + 1) == "that" and frame.low(group - 1) == "it":
        return contents.content_after(frame, i, group, None)
    if not frame.low(i).startswith(_REPORTED) or frame.low(i + 1) != "by":
        return None
    if not clauses.opens_noun_phrase(frame, i + 2):
        return None
    end = clauses.noun_phrase_after(frame, i + 2)
    about = clauses.subject(frame, group)
    if about is None or end <= i + 2 or frame.kind(about[0]) & Word.RELATIVE:
        return None
    return Reported([about], (group, i + 2), (i + 2, end), end)


HEARSAY = frozenset(["reportedly", "allegedly", "purportedly"])


def hearsay(frame: Frame, i: int) -> Reported | None:
    """ "The mayor has reportedly sold the house": the clause around the adverb, put to nobody."""
    if i == frame.first:
        start = i + 2 if frame.low(i + 1) == "," else i + 1
        end = content_end(frame, start)
        return Reported([(start, end)], (i, i + 1), None, end, 0, "adverb") if start < end else None
    group = i
    while group > frame.first and is_verbal(frame, group - 1):
        group -= 1
    verb = i + 1
    while verb < frame.after and is_verbal(frame, verb) and not is_finite(frame, verb):
        verb += 1
    about = clauses.subject(frame, group)
    if frame.low(group - 1) in {"who", "which", "that"}:
        return None
    if frame.kind(group - 1) & Word.PERSONAL:
        about = (group - 1, group)
    finite = any(is_finite(frame, k) for k in range(group, verb + 1))
    if about is None or not finite or frame.cue(verb) & Cue.CLAUSE:
        return None
    end = content_end(frame, i + 1)
    return Reported([(about[0], i), (i + 1, end)], (i, i + 1), None, end, 0, "adverb")
