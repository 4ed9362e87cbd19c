"""Who said it: from the sentences of a block to content, cue and source.

Three shapes: content after the cue ("Brandt said the bridge was shut"), content before it ("the
bridge was shut, Brandt said" / "said Brandt"), and "according to". Quotations are single tokens, so
the same grammar serves direct, indirect and mixed speech.
"""

from ..lexicon import Cue
from ..tokens import POINTS, QUOTE, Frame
from ..words import Word
from . import clauses, contents
from .clauses import Form
from .contents import BREAKS, SPEECH, Reported

_MEDIA = frozenset(["statement", "interview", "letter", "email", "speech"])
_TELL = frozenset(["tell", "tells", "told"])  # somebody must hear it: never '"…," told Brandt'


def attributions(frame: Frame) -> list[Reported]:
    """Attributions of one sentence, from left to right."""
    found: list[Reported] = []
    colon = _name_and_colon(frame)
    if colon:
        return [colon]
    i = frame.first
    cues, low = frame.tokens.cue, frame.tokens.low
    while i < frame.after:
        reported = None
        if cues[i]:
            reported = _at_cue(frame, i, found)
        elif low[i] == "according" and frame.low(i + 1) == "to":
            reported = _according(frame, i)
        if reported is None:
            i += 1
            continue
        found.append(reported)
        i = max(i + 1, reported.resume)
    return found


def _name_and_colon(frame: Frame) -> Reported | None:
    """Brandt: "We are done." """
    for i in range(frame.first, min(frame.after, frame.first + 6)):
        if frame.low(i) == ":" and i > frame.first and frame.low(i + 1) == QUOTE:
            return Reported([(i + 1, i + 2)], (i, i + 1), (frame.first, i), frame.after)
        if not frame.cap(i):
            return None
    return None


def _at_cue(frame: Frame, i: int, found: list[Reported]) -> Reported | None:
    group, form = clauses.verb_group(frame, i)
    if form is Form.NO_VERB:
        return None
    bound = found[-1].resume if found else frame.first
    if group < bound:
        group = bound
    if form is Form.PARTICIPLE:
        reported = contents.content_after(frame, i, group, _shared(frame, group, found))
        return _close_participle(frame, reported) if frame.low(group - 1) == "," else reported
    inverted = _inverted(frame, i, group, bound)
    if inverted:
        return inverted
    source = clauses.subject(frame, group)
    if source and source[0] < bound:
        source = None
    if source:
        before = _before_subject(frame, i, group, source, bound)
        if before:
            return before
    source = source or _shared(frame, group, found)
    reported = contents.content_after(frame, i, group, source)
    if reported and source is None and frame.low(reported.parts[0][0]) != QUOTE:
        return None  # "Asked about the crash, …"
    return reported


def _close_participle(frame: Frame, reported: Reported | None) -> Reported | None:
    """'Lunde, citing the report, said': the participle's content ends where the verb comes."""
    if reported:
        start, end = reported.parts[0]
        comma = frame.find({","}, start, end)
        if comma > start and clauses.is_finite(frame, comma + 1):
            reported.parts, reported.resume = [(start, comma)], comma
    return reported


def _shared(frame: Frame, group: int, found: list[Reported]) -> tuple[int, int] | None:
    """Subject of a verb without one of its own: that of the attribution or the main verb before."""
    if found and found[-1].source:
        return found[-1].source
    start = frame.first
    if frame.kind(start) & (Word.PREPOSITION | Word.SUBORDINATOR):
        comma = frame.find({","}, start, min(group, start + clauses.WINDOW))
        start = comma + 1 if 0 <= comma < group - 1 else start
    end = start
    while end < group and end - start < 14 and frame.low(end) not in POINTS:
        kind = frame.kind(end)
        if end > start and (clauses.is_finite(frame, end) or kind & (Word.ADVERB | Word.RELATIVE)):
            break
        if frame.low(end) == QUOTE:
            break
        end += 1
    return (start, end) if end > start else None


def _inverted(frame: Frame, i: int, group: int, bound: int) -> Reported | None:
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
    if any(clauses.is_finite(frame, k) for k in range(start, min(end, stop))):
        return None
    if before != QUOTE and (
        clauses.has_finite(frame, end, stop) or not clauses.has_finite(frame, bound, group - 1)
    ):
        return None
    parts = contents.content_before(frame, bound, group, comma=before in BREAKS)
    if not parts:
        return None
    end = _apposition(frame, end)
    return contents.with_rest(frame, Reported(parts, (group, i + 1), (start, end), end), end)


def _subject_stands_between(frame: Frame, bound: int, group: int) -> bool:
    """'"…," Brandt, the mayor, asked reporters': a name between the quotation and the verb."""
    quote = group - 2
    while quote > max(bound, group - clauses.WINDOW) and frame.low(quote) != QUOTE:
        quote -= 1
    name = frame.low(quote) == QUOTE and clauses.opens_noun_phrase(frame, quote + 1)
    return (
        name
        and contents.closes_speech(frame, quote)
        and not clauses.has_finite(frame, quote + 1, group - 1)
    )


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
    clean = not any(clauses.is_finite(frame, k) for k in range(end + 1, stop))
    return stop if clean else end


def _before_subject(
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
    k = clauses.skip_adjuncts(
        frame, contents.particle(frame, i), addressee=bool(frame.cue(i) & Cue.ADDRESSEE)
    )
    if quoted:
        fits = _fits_quotation(frame, start - 1 if before == QUOTE else start - 2, k)
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
    return _ends(frame, k) or contents.closes_speech(frame, quote)


def _fits_clause(frame: Frame, i: int, left: tuple[int, int], k: int) -> bool:
    """Whether the words before ", Brandt said" are a clause, and no other content follows."""
    bound, start = left
    if not frame.cue(i) & SPEECH or not _ends(frame, k) or frame.low(k) == ":":
        return False
    whole = k >= frame.after and start - bound > 5
    if not (whole or clauses.has_finite(frame, bound, start - 1) or _goes_on(frame, k)):
        return False
    return _is_clause(frame, bound, start)


def _goes_on(frame: Frame, k: int) -> bool:
    """Whether the clause goes on with its verb: "Dredging, Brandt said, is over"."""
    return frame.low(k) in BREAKS and any(clauses.is_finite(frame, j) for j in range(k + 1, k + 4))


def _is_clause(frame: Frame, start: int, stop: int) -> bool:
    """Whether what stands before ", Brandt said" is more than an introductory clause.

    "When asked, Brandt said", "While he waited, Brandt said" are not contents; "If the bridge is
    shut, ships will wait, Brandt said" is.
    """
    comma = frame.find({","}, start, stop - 1)
    if frame.kind(start) & (Word.SUBORDINATOR | Word.PREPOSITION):
        return comma >= 0 and clauses.has_finite(frame, comma + 1, stop - 1)
    return True


def _according(frame: Frame, i: int) -> Reported | None:
    """'According to the union, …' and '…, according to the union'."""
    start = i + 2
    end = clauses.noun_phrase_after(frame, start)
    if end <= start:
        return None
    cue = (i, start)
    rest = _after_source(frame, end)
    if i == frame.first or frame.kind(i - 1) & (Word.CONJUNCTION | Word.SUBORDINATOR | Word.ADVERB):
        if rest is None:
            # no comma: "According to Brandt the bridge is shut"
            end = rest = clauses.skip_phrase(frame, start, start + 8)
            if not clauses.has_finite(frame, rest, frame.after):
                return None
        stop = contents.content_end(frame, rest)
        return Reported([(rest, stop)], cue, (start, end), start) if stop - rest >= 2 else None
    parts = contents.content_before(frame, frame.first, i, comma=frame.low(i - 1) in BREAKS)
    if not parts:
        return None
    if rest is not None and not clauses.has_finite(frame, *parts[0]):
        stop = contents.content_end(frame, rest)
        if stop > rest:
            parts.append((rest, stop))
    return Reported(parts, cue, (start, end), max(end, parts[-1][1]))


def _after_source(frame: Frame, end: int) -> int | None:
    """Where the content goes on after the source: past an apposition between commas."""
    comma = frame.find({",", QUOTE}, end, frame.after)
    if comma < 0:
        return None
    if frame.low(comma) == QUOTE:
        return comma
    second = frame.find({","}, comma + 1, min(frame.after, comma + clauses.WINDOW))
    if (
        second > 0
        and second + 2 < frame.after
        and not clauses.has_finite(frame, comma + 1, second)
        and clauses.has_finite(frame, second + 1, frame.after)
    ) or (second > 0 and frame.low(comma + 1) in {"who", "which"}):
        return second + 1
    return comma + 1 if comma + 1 < frame.after else None


def unfinished(frame: Frame) -> Reported | None:
    """ "Brandt said:" at the end of a paragraph; its content is still to come."""
    end = frame.after - 1
    if frame.low(end) not in {":", ","}:
        return None
    for i in range(end - 1, max(frame.first, end - 12) - 1, -1):
        if not frame.cue(i) & SPEECH:
            continue
        group, form = clauses.verb_group(frame, i)
        source = clauses.subject(frame, group) if form is Form.FINITE else None
        return Reported([], (group, i + 1), source, frame.after) if source else None
    return None
