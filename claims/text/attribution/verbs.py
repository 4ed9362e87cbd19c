"""Verbs of one frame (sentence): what is finite, where the verb group of a cue begins."""

from enum import Enum

from ..lexicon import Cue
from ..tagger import FINITE_TAGS, NOUN_TAGS
from ..tokens import POINTS, QUOTE, Frame
from ..words import Word, word_set

_NEAR = 10
WINDOW = 40  # tokens a subject, an addressee or a clause may stretch over

_VERBAL = Word.AUXILIARY | Word.BE | Word.MODAL | Word.ADVERB
_PLURAL = word_set("people men women police children lawmakers experts others many some")
_SPEECH_BESIDE = frozenset(["that", ",", ":", QUOTE])
_BEFORE_NOUNS = frozenset(["JJ", "POS", "VBG", "VBN", "PRP$", "CD"])
_NO_ADVERBS = word_set("family rally ally reply supply assembly bully butterfly monopoly anomaly")
_GOING_ON = frozenset(["on", "continues", "continued", "continue"])


class Form(Enum):
    """The verb group a cue stands in."""

    FINITE = "finite"
    PARTICIPLE = "participle"  # ", saying that"
    INFINITIVE = "infinitive"  # "declined to say whether"
    PASSIVE = "passive"  # "it was reported that", "was first reported by"
    NO_VERB = "no verb"


def is_finite(frame: Frame, i: int) -> bool:
    """Whether the word at ``i`` is a finite verb."""
    tag = frame.tag(i)
    if tag not in FINITE_TAGS or (tag == "MD" and frame.cap(i) and i > frame.first):  # "Will"
        return False
    # "the retired pilot"
    return tag != "VBD" or not (frame.tag(i - 1) == "DT" and frame.tag(i + 1) in NOUN_TAGS)


def verb_like(frame: Frame, i: int) -> bool:
    """Whether the word at ``i``, past a subject, is its verb; the tagger can take it otherwise."""
    return is_finite(frame, i) or frame.tag(i) == "VBN" or bool(frame.kind(i) & Word.FINITE)


def has_finite(frame: Frame, start: int, stop: int) -> bool:
    """Whether a finite verb stands in ``start..stop`` (within a window); quotations count."""
    return any(
        frame.low(i) == QUOTE or is_finite(frame, i)
        for i in range(start, min(stop, start + WINDOW))
    )


def verb_group(frame: Frame, i: int) -> tuple[int, Form]:
    """First token of the verb group that ends with the cue at ``i``, and its form."""
    k = i - 1
    be = support = False
    while k >= frame.first and i - k < 8 and is_verbal(frame, k):
        kind = frame.kind(k)
        be = be or bool(kind & Word.BE and not support)
        support = support or bool(kind & (Word.AUXILIARY | Word.MODAL | Word.BE))
        k -= 1
    cue = frame.cue(i)
    start = k + 1
    if frame.low(k) == "to":  # "went on to say", "continued to insist"; else an infinitive
        if frame.low(k - 1) in _GOING_ON:
            return k - (2 if frame.low(k - 1) == "on" else 1), Form.FINITE
        told = cue & Cue.BASE and cue & (Cue.CLAUSE | Cue.ADDRESSEE)
        return (k, Form.INFINITIVE) if told else (start, Form.NO_VERB)
    if cue & Cue.GERUND:
        if be:
            return start, Form.FINITE
        if frame.low(k) == "as" and frame.low(k - 1) in {"quoted", "cited"}:
            return _group_start(frame, k - 1), Form.FINITE
        noun = frame.kind(k) & Word.DETERMINER or (
            frame.tag(i) == "NN" and frame.low(i) != "saying"
        )
        return start, Form.NO_VERB if noun else Form.PARTICIPLE
    if be and cue & Cue.PAST:
        return start, Form.PASSIVE
    if be or not _can_be_verb(frame, i, k, support=support):
        return start, Form.NO_VERB
    return start, Form.FINITE


def _group_start(frame: Frame, k: int) -> int:
    """First token of the verb group that ends at ``k``."""
    while k > frame.first and is_verbal(frame, k - 1):
        k -= 1
    return k


def is_verbal(frame: Frame, k: int) -> bool:
    low = frame.low(k)
    if low == QUOTE or low in POINTS:
        return False
    return bool(frame.kind(k) & _VERBAL) or (
        low.endswith("ly") and not frame.cap(k) and len(low) > 4 and low not in _NO_ADVERBS
    )


def _can_be_verb(frame: Frame, i: int, k: int, *, support: bool) -> bool:
    """Tell verbs from nouns and participles by the tag, and by the word before the group."""
    cue, kind, tag = frame.cue(i), frame.kind(k), frame.tag(i)
    support = support or frame.tag(k) == "SV"
    if cue & Cue.NOUN and cue & Cue.SINGULAR and tag == "NNS" and _tells(frame, i, k):
        return True
    if cue & Cue.NOUN and not tag.startswith("VB"):
        return support and frame.tag(i - 1) in {"MD", "VBD", "VBP", "VBZ"} and bool(cue & Cue.BASE)
    if tag in NOUN_TAGS and not frame.cap(i) and frame.tag(k) in _BEFORE_NOUNS:
        return False
    if kind & (Word.DETERMINER | Word.PREPOSITION) and not kind & Word.PRONOUN:
        return False
    if tag == "JJ" and not support:
        return False
    if cue & Cue.PAST and not (cue & Cue.BASE and tag in {"VB", "VBP"}):
        if frame.low(i + 1) == "by" or frame.low(k) in {"when", "if", "once"}:
            return False
        return tag != "VBN" or support or _is_past(frame, i, k)
    if cue & Cue.BASE:
        return support or tag in {"VBP", "VBD"} or frame.low(k) in _PLURAL or _plural(frame, i, k)
    return True


def _tells(frame: Frame, i: int, k: int) -> bool:
    """ "The Post reports that", "a paper on the site states that": no plural after all."""
    told = frame.low(i + 1) == "that" and not is_finite(frame, i + 2)
    return told and frame.tag(k) in {"NN", "NNP"} and not frame.cap(i)


def _plural(frame: Frame, i: int, k: int) -> bool:
    """Whether a base form tagged as an infinitive is a verb: a plural or an aside before it."""
    if frame.tag(i) != "VB":
        return False
    plain = not frame.cue(i) & Cue.NOUN and frame.tag(k) in NOUN_TAGS
    return plain or frame.tag(k) in {"NNS", "CD"} or frame.low(k) in {",", ")"}


def _is_past(frame: Frame, i: int, k: int) -> bool:
    """Whether a form tagged as a participle is a past tense after all: the tagger can err."""
    if frame.tag(i + 1) in {"PRP", "DT", "PRP$"} or frame.low(i) == "said":
        return True
    if frame.cue(i) & Cue.CLAUSE:
        beside = frame.low(i + 1) in _SPEECH_BESIDE or frame.low(k) in {QUOTE, "who"}
        if beside or i + 1 == frame.after or frame.kind(k) & Word.PERSONAL:
            return True
        if frame.kind(k) & Word.CONJUNCTION and frame.low(i + 1) != "to":
            return True
    if frame.cue(i) & Cue.CLAUSE and _that_follows(frame, i + 1):
        return True
    low, high = max(frame.first, i - WINDOW), min(frame.after, i + WINDOW)
    return not any(is_finite(frame, j) for j in range(low, high))


def _that_follows(frame: Frame, start: int) -> bool:
    """Whether a "that" comes before any mark or verb: "predicted at the debate that"."""
    for j in range(start, min(frame.after, start + _NEAR)):
        if frame.low(j) == "that":
            return True
        if frame.low(j) in POINTS or frame.low(j) == QUOTE or is_finite(frame, j):
            return False
    return False
