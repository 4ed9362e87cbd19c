"""Content before its cue: '"…," said Brandt', "the bridge is shut, Brandt said on Tuesday"."""

from ..lexicon import Cue
from ..tokens import POINTS, QUOTE, Frame
from ..words import Word
from . import clauses, contents
from .adjuncts import skip_adjuncts
from .contents import BREAKS, Reported
from .ends import SPEECH, closes_speech, content_end, particle
from .verbs import WINDOW, has_finite, is_finite

_MEDIA = frozenset(["statement", "interview", "letter", "email", "speech"])
_TELL = frozenset(["tell", "tells", "told"])  # somebody must hear it: never '"…," told Brandt'
_ABOUT = frozenset(["about", "of", "with"])  # "complained about the noise, …"


def content_before(
    frame: Frame, i: int, group: int, source: tuple[int, int] | None, bound: int
) -> Reported | None:
    """Content that stands, at least its first part, before the cue at ``i`` and its subject."""
    turned = inverted(frame, i, group, bound)
    if turned or source is None or source[0] < bound:
        return turned
    if frame.low(source[0] - 1) == "as":
        return _aside(frame, i, group, source, bound)
    return before_subject(frame, i, group, source, bound)


def inverted(frame: Frame, i: int, group: int, bound: int) -> Reported | None:
    """'"…," said Brandt' and 'the bridge is shut, said Brandt'."""
    before = frame.low(group - 1)
    if group <= bound or group != i or not frame.cue(i) & SPEECH or frame.low(i) in _TELL:
        return None
    after_break = before in BREAKS and not _subject_stands_between(frame, bound, group)
    if before != QUOTE and not (after_break and frame.cue(i) & Cue.CLAUSE):
        return None
    start = i + 1
    if not (clauses.opens_noun_phrase(frame, start) or _lower_name(frame, start)) and not (
        before == QUOTE and any(frame.cap(j) for j in range(start, start + 5))
    ):
        return None
    end = clauses.noun_phrase_after(frame, start)
    stop = frame.find({",", QUOTE, ":", ";"}, end, frame.after)
    stop = frame.after if stop < 0 else stop
    if any(is_finite(frame, k) for k in range(start, min(end, stop))):
        return None
    if before != QUOTE:
        after = _apposition(frame, end)
        if _interrupts(frame, (bound, group), (i, after), end):
            parts = contents.content_before(frame, bound, group, comma=True)
            rest = content_end(frame, after + 1)
            parts.append((after + 1, rest))
            return Reported(parts, (group, i + 1), (start, after), rest, after + 1)
        if has_finite(frame, end, stop) or not has_finite(frame, bound, group - 1):
            return None
    parts = contents.content_before(frame, bound, group, comma=before in BREAKS)
    if not parts:
        return None
    end = _apposition(frame, end)
    return contents.with_rest(frame, Reported(parts, (group, i + 1), (start, end), end), end)


def opening(frame: Frame, i: int) -> Reported | None:
    """'Said Brandt, who saw it: “We are done.”': the verb opens the sentence."""
    if not frame.cue(i) & Cue.CLAUSE or not frame.cue(i) & Cue.PAST or not frame.cap(i + 1):
        return None
    end = clauses.noun_phrase_after(frame, i + 1)
    quote = frame.find({QUOTE}, end, min(frame.after, end + WINDOW))
    if quote < 0 or frame.low(quote - 1) not in {",", ":"} or is_finite(frame, i + 1):
        return None
    return Reported([(quote, quote + 1)], (i, i + 1), (i + 1, end), quote + 1)


def _subject_stands_between(frame: Frame, bound: int, group: int) -> bool:
    """'"…," Brandt, the mayor, asked reporters': a name between the quotation and the verb."""
    quote = group - 2
    while quote > max(bound, group - WINDOW) and frame.low(quote) != QUOTE:
        quote -= 1
    name = frame.low(quote) == QUOTE and clauses.opens_noun_phrase(frame, quote + 1)
    return name and closes_speech(frame, quote) and not has_finite(frame, quote + 1, group - 1)


def _lower_name(frame: Frame, start: int) -> bool:
    """'said police', 'said officials': a bare noun as the whole subject."""
    low = frame.low(start)
    words = frame.tables
    return low in words.roles or low in words.organisations or low.rstrip("s") in words.roles


def _apposition(frame: Frame, end: int) -> int:
    """Take in ", 61" and ", the port director": they tell who the speaker is."""
    if contents.is_age(frame, end + 1) and frame.low(end) == ",":
        end += 2
    if frame.low(end) != "," or frame.low(end + 1) == QUOTE:
        return end
    kind = frame.kind(end + 1)
    if not kind & Word.DETERMINER and frame.low(end + 1) not in frame.tables.roles:
        return end
    stop = clauses.noun_phrase_after(frame, end + 1)
    while frame.low(stop) in {"at", "in"} and frame.find(_MEDIA, stop, stop + 5) < 0:
        stop = clauses.noun_phrase_after(frame, stop + 1)  # "a nurse at the city hospital"
    clean = not any(is_finite(frame, k) for k in range(end + 1, stop))
    return stop if clean else end


def _aside(
    frame: Frame, i: int, group: int, source: tuple[int, int], bound: int
) -> Reported | None:
    """ "As Brandt said, the bridge is shut", "the bridge, as Brandt said, is shut"."""
    start = source[0] - 1
    k = _after_verb(frame, i)
    if not frame.cue(i) & (SPEECH | Cue.THAT) or not (k >= frame.after or frame.low(k) in BREAKS):
        return None
    goes_on = k + 3 <= frame.after and not contents.about_the_speaker(frame, k + 1)
    rest = [(k + 1, content_end(frame, k + 1))] if goes_on else []
    if (
        start == frame.first
        or frame.kind(start - 1) & Word.CONJUNCTION
        or frame.low(start - 1) == "("
    ):
        parts = rest
    elif frame.low(start - 1) in BREAKS or frame.low(start - 1) == QUOTE:
        parts = contents.content_before(frame, bound, start, comma=frame.low(start - 1) in BREAKS)
        if rest and not (parts and has_finite(frame, *parts[0])):
            parts += rest
    else:
        return None
    end = max(k, parts[-1][1]) if parts else k
    return Reported(parts, (group, i + 1), source, end, k) if parts else None


def _after_verb(frame: Frame, i: int) -> int:
    """Past the verb at ``i``, whom it was said to, when and where."""
    return skip_adjuncts(frame, particle(frame, i), addressee=bool(frame.cue(i) & Cue.ADDRESSEE))


def before_subject(
    frame: Frame, i: int, group: int, source: tuple[int, int], bound: int
) -> Reported | None:
    """'"…," Brandt said' and 'the bridge is shut, Brandt said on Tuesday'."""
    start = source[0]
    before = frame.low(start - 1)
    if start <= bound or not frame.cue(i) & (SPEECH | Cue.THAT):
        return None
    quoted = before == QUOTE or (before in BREAKS and frame.low(start - 2) == QUOTE)
    if not quoted and before not in BREAKS:
        return None
    k = _after_verb(frame, i)
    if quoted:
        fits = _fits_quotation(frame, start - 1 if before == QUOTE else start - 2, k)
    elif frame.cue(i) & SPEECH and _interrupts(frame, (bound, start), (i, k), source[1]):
        parts = contents.content_before(frame, bound, start, comma=True)
        end = content_end(frame, k + 1)
        parts.append((k + 1, end))
        return Reported(parts, (group, i + 1), source, end, k + 1)
    else:
        fits = _fits_clause(frame, i, (bound, start), k)
    if not fits:
        return None
    parts = contents.content_before(frame, bound, start, comma=before in BREAKS)
    if not parts:
        return None
    return contents.with_rest(frame, Reported(parts, (group, i + 1), source, i + 1), k)


def _ends(frame: Frame, k: int) -> bool:
    """Whether nothing but punctuation, a quotation or the end follows at ``k``."""
    return k >= frame.after or frame.low(k) in POINTS or frame.low(k) == QUOTE


def _fits_quotation(frame: Frame, quote: int, k: int) -> bool:
    """Whether the quotation before ", Brandt said" is what Brandt said."""
    if contents.is_title(frame, quote):
        return False
    return _ends(frame, k) or closes_speech(frame, quote)


def _fits_clause(frame: Frame, i: int, left: tuple[int, int], k: int) -> bool:
    """Whether the words before ", Brandt said" are a clause, and no other content follows."""
    bound, start = left
    if not frame.cue(i) & SPEECH or not _ends(frame, k):
        return False
    if frame.low(k) == ":":  # "The rules are fair, Brandt said: “Nobody pays twice.”"
        leads = frame.kind(bound) & (Word.SUBORDINATOR | Word.PREPOSITION)
        if leads or frame.tag(bound) in {"VBG", "VBN"} or frame.low(k + 1) != QUOTE:
            return False
        return has_finite(frame, bound, start - 1)
    whole = k >= frame.after and start - bound > 5
    if not (whole or has_finite(frame, bound, start - 1) or _goes_on(frame, k)):
        return False
    return _is_clause(frame, bound, start)


def _interrupts(frame: Frame, left: tuple[int, int], cue: tuple[int, int], end: int) -> bool:
    """Whether ", Brandt said," stands inside a clause: "In other words, Brandt said, it is over".

    What stands before is no clause of its own, or one that only leads to the main clause.
    """
    (bound, start), (i, k) = left, cue
    rest = k + 1
    if frame.low(k) not in BREAKS or contents.about_the_speaker(frame, rest):
        return False
    if k + 3 > frame.after and frame.low(rest) != QUOTE:
        return False
    if frame.low(end - 1) == "who" or frame.low(i + 1) in _ABOUT or frame.cue(rest) & Cue.GERUND:
        return False
    main = has_finite(frame, bound, start - 1)
    if main and not frame.kind(bound) & (Word.SUBORDINATOR | Word.PREPOSITION):
        return False
    if frame.low(rest) == QUOTE:
        return contents.goes_on_inside(frame, rest)
    return has_finite(frame, rest, frame.after)


def _goes_on(frame: Frame, k: int) -> bool:
    """Whether the clause goes on with its verb: "Dredging, Brandt said, is over"."""
    return frame.low(k) in BREAKS and any(is_finite(frame, j) for j in range(k + 1, k + 4))


def _is_clause(frame: Frame, start: int, stop: int) -> bool:
    """Whether what stands before ", Brandt said" is more than an introductory clause.

    "When asked, Brandt said", "While he waited, Brandt said" are not contents; "If the bridge is
    shut, ships will wait, Brandt said" is.
    """
    comma = frame.find({","}, start, stop - 1)
    if frame.kind(start) & (Word.SUBORDINATOR | Word.PREPOSITION):
        return comma >= 0 and has_finite(frame, comma + 1, stop - 1)
    return True
