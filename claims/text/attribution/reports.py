"""How a statement is reported: said, not said, asked; and what kind of words announce it."""

from ..results import CueClass, Report
from ..tokens import QUOTE, Frame
from ..words import word_set
from .contents import Reported

_NOT = word_set(
    "not never n't without nor neither didn't doesn't don't hasn't haven't hadn't wouldn't won't "
    "can't couldn't cannot isn't wasn't aren't weren't didn’t doesn’t don’t hasn’t haven’t hadn’t "
    "wouldn’t won’t can’t couldn’t isn’t wasn’t aren’t weren’t"
)
_REFUSING = ("declin", "refus", "fail", "avoid", "decline", "stopp", "neglect")
_ASKING = ("ask", "wonder", "question", "inquir", "enquir")
_OPENERS = word_set("whether if how why what who when where which")
_WRITING = ("write", "wrote", "writing", "writes", "written", "texted", "emailed", "penned")
_POSTING = ("tweet", "retweet", "post", "blog")


def report(frame: Frame, one: Reported) -> Report:
    """Whether the content was asserted, left unsaid ("did not say that"), or asked."""
    if one.cue is None:
        return "assertion"
    words = [frame.low(k) for k in range(*one.cue)]
    if not any(word.startswith("den") for word in words) and any(
        word in _NOT or word.startswith(_REFUSING) for word in words
    ):
        return "negated"
    if words[-1].startswith(_ASKING):
        start, end = one.parts[0] if one.parts else (0, 0)
        if frame.low(start) in _OPENERS or (frame.low(end - 1) == QUOTE and _asks(frame, end - 1)):
            return "question"
    return "assertion"


def _asks(frame: Frame, quote: int) -> bool:
    text, end = frame.tokens.text, frame.tokens.end[quote]
    return "?" in text[max(0, end - 3) : end]


def cue_class(frame: Frame, one: Reported) -> CueClass:
    """What announces the content."""
    if one.cue is None:
        return "none"
    if one.kind != "speech":
        return one.kind
    for k in range(*one.cue):
        if frame.low(k).startswith(_POSTING):
            return "posting"
        if frame.low(k) in _WRITING:
            return "writing"
    return "speech"
