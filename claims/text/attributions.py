"""Who said it: from the sentences of a block to content, cue and source.

Three shapes: content after the cue ("Brandt said the bridge was shut"), content before it ("the
bridge was shut, Brandt said" / "said Brandt"), and "according to". Quotations are single tokens, so
the same grammar serves direct, indirect and mixed speech.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import clauses
from .clauses import Form, Frame
from .lexicon import Cue
from .tokens import POINTS, QUOTE
from .words import Word

_SPEECH = Cue.CLAUSE | Cue.QUOTE | Cue.ADDRESSEE
_OPENERS = frozenset("whether how why what if who where when which".split())
_BREAKS = frozenset(",—–―")


@dataclass(slots=True)
class Reported:
    """Token ranges of one attribution; ``resume``: where to look for the next."""

    parts: list[tuple[int, int]]
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    resume: int


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
        reported = _content_after(frame, i, group, _shared(frame, group, found))
        return _close_participle(frame, reported) if frame.low(group - 1) == "," else reported
    inverted = _inverted(frame, i, group, bound)
    if inverted:
        return inverted
    source = clauses.subject(frame, group)
    if source and source[0] < bound:
        source = None
    if source:
        before = _content_before(frame, i, group, source, bound)
        if before:
            return before
    return _content_after(frame, i, group, source or _shared(frame, group, found))


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
    if group <= bound or group != i or not frame.cue(i) & _SPEECH:
        return None
    if before != QUOTE and (before not in _BREAKS or not frame.cue(i) & Cue.CLAUSE):
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
    parts = _left(frame, bound, group, comma=before in _BREAKS)
    if not parts:
        return None
    end = _apposition(frame, end)
    return _with_rest(frame, Reported(parts, (group, i + 1), (start, end), end), end)


def _lower_name(frame: Frame, start: int) -> bool:
    """'said police', 'said officials': a bare noun as the whole subject."""
    low = frame.low(start)
    words = frame.tables
    return low in words.roles or low in words.organisations or low.rstrip("s") in words.roles


def _apposition(frame: Frame, end: int) -> int:
    """Take in ", the port director": it tells who the speaker is."""
    if frame.low(end) != "," or frame.low(end + 1) == QUOTE:
        return end
    kind = frame.kind(end + 1)
    if not kind & Word.DETERMINER and frame.low(end + 1) not in frame.tables.roles:
        return end
    stop = clauses.noun_phrase_after(frame, end + 1)
    clean = not any(clauses.is_finite(frame, k) for k in range(end + 1, stop))
    return stop if clean else end


def _content_before(
    frame: Frame, i: int, group: int, source: tuple[int, int], bound: int
) -> Reported | None:
    """'"…," Brandt said' and 'the bridge is shut, Brandt said on Tuesday'."""
    start = source[0]
    before = frame.low(start - 1)
    if start <= bound or not frame.cue(i) & (_SPEECH | Cue.THAT):
        return None
    quoted = before == QUOTE or (before in _BREAKS and frame.low(start - 2) == QUOTE)
    if not quoted and before not in _BREAKS:
        return None
    k = clauses.skip_adjuncts(
        frame, clauses.particle(frame, i), addressee=bool(frame.cue(i) & Cue.ADDRESSEE)
    )
    at_end = k >= frame.after or frame.low(k) in POINTS or frame.low(k) == QUOTE
    if quoted:
        quote = start - 1 if before == QUOTE else start - 2
        if (not at_end and not _closes_speech(frame, quote)) or _is_title(frame, quote):
            return None
    elif not at_end or frame.low(k) == ":" or not (
        clauses.has_finite(frame, bound, start - 1)
        or _goes_on(frame, k)
        or (k >= frame.after and start - bound > 5)
    ):
        return None
    elif frame.low(k) in _BREAKS and frame.low(k + 1) == QUOTE and not _is_clause(frame, bound, start):
        return None
    elif not frame.cue(i) & _SPEECH or (frame.kind(bound) & (Word.SUBORDINATOR | Word.PREPOSITION) and not _is_clause(frame, bound, start)):
        return None
    parts = _left(frame, bound, start, comma=before in _BREAKS)
    if not parts:
        return None
    return _with_rest(frame, Reported(parts, (group, i + 1), source, i + 1), k)


def _goes_on(frame: Frame, k: int) -> bool:
    """Whether the clause goes on with its verb: "Dredging, Brandt said, is over"."""
    return frame.low(k) in _BREAKS and any(clauses.is_finite(frame, j) for j in range(k + 1, k + 4))


def _is_title(frame: Frame, quote: int) -> bool:
    """Whether the quotation at ``quote`` is the name of a programme, book or song."""
    text = frame.tokens.text[frame.tokens.start[quote] : frame.tokens.end[quote]]
    if text.count(" ") > 5:
        return False
    before = frame.low(quote - 1)
    owned = before.endswith(("'s", "’s", "s'", "s’")) or before in {"called", "titled", "entitled"}
    names = frame.kind(quote - 1) & (Word.PREPOSITION | Word.DETERMINER) and before not in {"as", "like"}
    capitals = sum(word[:1].isupper() for word in re.findall(r"[^\W_]{4,}", text))
    return owned or bool(names and capitals and capitals == len(re.findall(r"[^\W_]{4,}", text)))


def _closes_speech(frame: Frame, i: int) -> bool:
    """Whether the quotation at ``i`` ends with a comma, question or exclamation mark inside."""
    inside = frame.tokens.text[frame.tokens.end[i] - 3 : frame.tokens.end[i]].rstrip("\"”’'»")
    return inside.endswith((",", "?", "!", "…", "-", "—"))


def _is_clause(frame: Frame, start: int, stop: int) -> bool:
    """Whether what stands before ", Brandt said" is more than an introductory clause.

    "When asked, Brandt said", "While he waited, Brandt said" are not contents; "If the bridge is
    shut, ships will wait, Brandt said" is.
    """
    comma = frame.find({","}, start, stop - 1)
    if frame.kind(start) & (Word.SUBORDINATOR | Word.PREPOSITION):
        return comma >= 0 and clauses.has_finite(frame, comma + 1, stop - 1)
    return True


def _left(frame: Frame, bound: int, stop: int, *, comma: bool) -> list[tuple[int, int]]:
    """Content that stands before the attribution at ``stop``."""
    end = stop - 1 if comma else stop
    start = bound
    while start < end and (
        frame.kind(start) & Word.CONJUNCTION or frame.low(start) in POINTS - {"("}
    ):
        start += 1
    if frame.low(end - 1) == QUOTE and frame.low(end - 2) in {",", ":"} and end - 2 > start:
        previous = frame.find({QUOTE}, start, end - 1)
        if previous < 0:
            start = end - 1
    return [(start, end)] if start < end else []


def _with_rest(frame: Frame, reported: Reported, k: int) -> Reported:
    """Add a quotation, or the rest of a clause, that goes on after the attribution."""
    quote = frame.find({QUOTE}, k, min(frame.after, k + clauses.WINDOW))
    if quote >= 0 and not _is_title(frame, quote) and not any(
        frame.cue(j) & (Cue.GERUND | Cue.PAST) for j in range(k, quote)
    ):
        at = quote if quote == k or frame.low(quote - 1) in _BREAKS | {":", "and", "that"} else -1
        if at < 0 and frame.low(k) in _BREAKS and not frame.kind(k + 1) & Word.RELATIVE:
            at = k + 1
        if at >= 0:
            end = quote + 1 if at == quote and _whole(frame, quote) else _cut(frame, quote + 1)
            reported.parts.append((at, end))
            reported.resume = end
            return reported
    nxt = k + 1
    if frame.low(k) == "," and quote < 0 and not frame.kind(nxt) & Word.RELATIVE:
        opens = frame.kind(nxt) & Word.PREPOSITION or frame.cue(nxt) & Cue.GERUND
        end = _cut(frame, nxt)
        if not opens and end - nxt >= 3 and clauses.has_finite(frame, nxt, end) and not _new_cue(frame, nxt, end):
            reported.parts.append((nxt, end))
            reported.resume = end
    return reported


def _new_cue(frame: Frame, start: int, stop: int) -> bool:
    return any(frame.cue(j) & Cue.CLAUSE for j in range(start, min(stop, start + 12)))


def _whole(frame: Frame, quote: int) -> bool:
    """A quotation that ends its own sentence: nothing after it belongs to it."""
    text, end = frame.tokens.text, frame.tokens.end[quote]
    inside = text[max(0, end - 3) : end].rstrip("\"”’'»")
    return quote + 1 >= frame.after or inside.endswith((".", ",", "!", "?", "…"))


def _content_after(
    frame: Frame, i: int, group: int, source: tuple[int, int] | None
) -> Reported | None:
    """'Brandt said the bridge was shut', 'Brandt: …', 'criticised the plan'."""
    cue = frame.cue(i)
    r = clauses.particle(frame, i)
    k = clauses.skip_adjuncts(frame, r, addressee=bool(cue & Cue.ADDRESSEE))
    start = _speech_start(frame, k, r, cue, source)
    if start is None:
        start = _object_start(frame, r, cue)
        if start is None:
            return None
    if frame.low(start) == QUOTE and _whole(frame, start):
        end = start + 1
        while frame.low(end) == QUOTE:
            end += 1
    else:
        end = _cut(frame, start)
    if end - start < 2 and frame.low(start) != QUOTE:
        return None
    return Reported([(start, end)], (group, r), source, end)


def _speech_start(
    frame: Frame, k: int, r: int, cue: int, source: tuple[int, int] | None
) -> int | None:
    """Where a clause or quotation after the cue begins, or None."""
    low = frame.low(k)
    speech = bool(cue & (_SPEECH | Cue.THAT))
    if not speech or not low:
        return None
    if low == QUOTE:
        return None if k > r and _is_title(frame, k) else k
    if low in {",", ":", "—", "–"}:
        return _after_point(frame, k, cue)
    clause = bool(cue & (Cue.CLAUSE | Cue.THAT | Cue.ADDRESSEE))
    if low == "that" and clause and (k + 2 < frame.after or frame.low(k + 1) == QUOTE):
        return k + 1
    if low in _OPENERS and clause:
        return k
    bare = bool(cue & (Cue.CLAUSE | Cue.ADDRESSEE)) or _is_document(frame, source)
    if bare and clause and low not in {"to", ")"} and (
        clauses.has_finite(frame, k + 1, frame.after)
        or (not cue & (Cue.OBJECT | Cue.NOUN | Cue.INFINITIVE) and frame.after - k > 3 and k == r)
    ):
        return k
    return None


def _is_document(frame: Frame, source: tuple[int, int] | None) -> bool:
    if source is None:
        return False
    return any(frame.low(j) in frame.tables.documents for j in range(*source))


def _after_point(frame: Frame, k: int, cue: int) -> int | None:
    """After a comma or colon: a quotation, a clause after a colon, or a "that" after an aside."""
    if frame.low(k + 1) == QUOTE:
        return k + 1
    if frame.low(k) == ":" and cue & Cue.CLAUSE and frame.after - k > 3:
        return k + 1
    if frame.low(k) == ":":
        return None
    closing = frame.find({frame.low(k)}, k + 1, k + 16)
    if closing > 0 and frame.low(closing + 1) == "that" and closing + 3 < frame.after:
        return closing + 2
    if closing > 0 and frame.low(closing + 1) == QUOTE:
        return closing + 1
    return None


def _object_start(frame: Frame, r: int, cue: int) -> int | None:
    """Where the object ("criticised the plan") or infinitive ("vowed to appeal") begins."""
    low, kind = frame.low(r), frame.kind(r)
    if not low or low in POINTS:
        return None
    if low == "to":
        return r if cue & Cue.INFINITIVE and frame.after - r > 2 else None
    if not cue & Cue.OBJECT or frame.after - r < 2 or low == "by":
        return None
    if kind & (Word.PREPOSITION | Word.CONJUNCTION | Word.FINITE) and low not in {"that", "as"}:
        return None
    return r


def _cut(frame: Frame, start: int) -> int:
    """End of the content that begins at ``start``: where the next attribution takes over."""
    depth = 0
    for j in range(start, frame.after):
        low = frame.low(j)
        if low in "([":
            depth += 1
        elif low in ")]":
            depth -= 1
            if depth < 0:
                return j
        elif low == "," and j > start and _new_attribution(frame, j + 1):
            return j
        elif low in {"and", "but"} and j > start + 1 and _same_subject(frame, j + 1):
            return j - 1 if frame.low(j - 1) == "," else j
    end = frame.after
    while end > start and frame.low(end - 1) in POINTS - {")", "]"}:
        end -= 1
    return end


def _new_attribution(frame: Frame, j: int) -> bool:
    """Whether ", saying", ", according to" or ", but Brandt said" begins at ``j``."""
    if frame.low(j) == "according":
        return True
    k = j
    while frame.kind(k) & Word.ADVERB or frame.kind(k) & Word.CONJUNCTION:
        k += 1
    if frame.cue(k) & Cue.GERUND and frame.cue(k) & (_SPEECH | Cue.OBJECT):
        return True
    if not (frame.kind(j) & Word.CONJUNCTION or frame.low(j) in {"while", "though", "although", "as"}):
        return False
    for m in range(j + 1, min(frame.after, j + 8)):
        if frame.low(m) in POINTS or frame.low(m) == QUOTE:
            return False
        if frame.cue(m) & Cue.CLAUSE and frame.cue(m) & Cue.PAST:
            return clauses.verb_group(frame, m)[1] is Form.FINITE
    return False


def _same_subject(frame: Frame, j: int) -> bool:
    """Whether "and added", "but has denied" begins at ``j``: a second cue of the same subject."""
    k = j
    while k < j + 4 and frame.kind(k) & (Word.ADVERB | Word.AUXILIARY):
        k += 1
    cue = frame.cue(k)
    return bool(cue & Cue.PAST and cue & (Cue.CLAUSE | Cue.ADDRESSEE | Cue.OBJECT)) and not (
        frame.kind(k + 1) & Word.PREPOSITION and not cue & Cue.CLAUSE
    )


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
        stop = _cut(frame, rest)
        return Reported([(rest, stop)], cue, (start, end), start) if stop - rest >= 2 else None
    parts = _left(frame, frame.first, i, comma=frame.low(i - 1) in _BREAKS)
    if not parts:
        return None
    if rest is not None and not clauses.has_finite(frame, *parts[0]):
        stop = _cut(frame, rest)
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


def quotations_alone(frame: Frame) -> Iterator[int]:
    """Quotations of a sentence that is nothing but quotations; nothing when there is more."""
    if all(frame.low(j) == QUOTE or frame.low(j) in POINTS for j in range(frame.first, frame.after)):
        for j in range(frame.first, frame.after):
            if frame.low(j) == QUOTE:
                yield j


def unfinished(frame: Frame) -> Reported | None:
    """"Brandt said:" at the end of a paragraph; its content is still to come."""
    end = frame.after - 1
    if frame.low(end) not in {":", ","}:
        return None
    for i in range(end - 1, max(frame.first, end - 12) - 1, -1):
        if not frame.cue(i) & _SPEECH:
            continue
        group, form = clauses.verb_group(frame, i)
        source = clauses.subject(frame, group) if form is Form.FINITE else None
        return Reported([], (group, i + 1), source, frame.after) if source else None
    return None
