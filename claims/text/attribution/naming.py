"""What somebody calls a thing: "called the plan a disgrace", not "called the harbour office"."""

import re

from ..tokens import POINTS, QUOTE, Frame
from ..words import Word, word_set
from .adjuncts import skip_phrase
from .verbs import WINDOW

CALL = frozenset(["call", "calls", "called", "calling"])
_DETERMINERS = word_set("a an the his her its their our my your one")
_PRONOUNS = word_set("it him her them us me this that these those himself herself itself")
_PARTS = word_set("back up off out in over again away together")  # "called him back"
_ADJECTIVE = re.compile(r"\w{2,}(?:ful|ous|ible|able|less)")
_ADJECTIVES = word_set(
    "false true wrong right bad good poor unfair fair unwise unsafe unjust unfit racist sexist "
    "illegal legal dead weak strong great late premature absurd corrupt crazy insane sad silly "
    "unconstitutional political misguided flawed rigged biased dishonest inaccurate incorrect"
)
_STANDS_ALONE = 4  # spaces: a quotation of five words tells something without what it is about


def long_quotation(frame: Frame, start: int) -> int:
    """The quotation in 'called the plan “a gift to all who …”' when it can stand by itself."""
    quote = frame.find({QUOTE}, start, min(frame.after, start + 16))
    if quote > start and frame.find({",", ";", ":"}, start, quote) < 0:
        words = frame.tokens.text.count(" ", frame.tokens.start[quote], frame.tokens.end[quote])
        return quote if words >= _STANDS_ALONE else start
    return start


def says_what(frame: Frame, r: int) -> bool:
    """Whether "called X" goes on with what X is called: words in marks, a noun, an adjective."""
    k = skip_phrase(frame, r, min(frame.after, r + WINDOW))
    stop = frame.find({",", ";", ":"}, r, frame.after)
    if frame.find({QUOTE}, r, frame.after if stop < 0 else stop) >= 0:
        return True
    low, kind = frame.low(k), frame.kind(k)
    if low in _DETERMINERS:  # "a disgrace"; not "the next day", nor "four times"
        return not any(frame.kind(j) & Word.TIME for j in range(k + 1, k + 4))
    if frame.low(r) in _PRONOUNS:
        plain = low and low not in POINTS and low not in _PARTS and not low.endswith("ly")
        return bool(plain and not kind & ~Word.FINITE)
    last = frame.low(k - 1)
    return k - r > 1 and bool(last in _ADJECTIVES or _ADJECTIVE.fullmatch(last))
