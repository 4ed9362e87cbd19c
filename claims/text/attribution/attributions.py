"""Who said it: from the sentences of a block to content, cue and source.

Three shapes: content after the cue ("Brandt said the bridge was shut"), content before it ("the
bridge was shut, Brandt said" / "said Brandt"), and "according to". Quotations are single tokens, so
the same grammar serves direct, indirect and mixed speech. A statement may stand inside the content
of another ("the Post reported that Brandt had said …").
"""

from ..lexicon import Cue
from ..tokens import POINTS, QUOTE, Frame
from ..words import NOUNS, Word
from . import clauses, contents
from .according import according
from .before import content_before, opening
from .contents import OPENERS, Reported
from .ends import SPEECH, leads, main_clause
from .governed import HEARSAY, hearsay, infinitive, passive
from .nouns import nominal
from .verbs import WINDOW, Form, is_finite, verb_group, verb_like

_NO_VERB_AFTER = Word.DETERMINER | Word.PREPOSITION
_STRONG = Cue.CLAUSE | Cue.ADDRESSEE | Cue.OBJECT
_BARE = HEARSAY | NOUNS | {"according"}  # what announces without a reporting verb


def attributions(frame: Frame) -> list[Reported]:
    """Attributions of one sentence, from left to right."""
    colon = _name_and_colon(frame)
    if colon:
        return [colon]
    found: list[Reported] = []
    i = frame.first
    cues, low = frame.tokens.cue, frame.tokens.low
    if not _may_announce(frame):
        return []
    frame.tokens.tag(i, frame.after)
    while i < frame.after:
        reported = None
        if cues[i]:
            reported = _at_cue(frame, i, found)
        elif low[i] == "according" and frame.low(i + 1) == "to":
            reported = according(frame, i)
        elif low[i] in HEARSAY and not found:
            reported = hearsay(frame, i)
        if reported is None and low[i] in NOUNS:
            reported = nominal(frame, i)
        if reported is None:
            i += 1
            continue
        found.append(reported)
        i = max(i + 1, reported.look)
    return found


def _may_announce(frame: Frame) -> bool:
    """Whether it is worth while to find the parts of speech: a cue that can be a verb is there."""
    tokens, first = frame.tokens, frame.first
    if not _BARE.isdisjoint(tokens.low[first : frame.after]):
        return True
    for i in range(first, frame.after):
        cue = tokens.cue[i]
        if cue and _may_be_verb(frame, i, cue) and (cue & _STRONG or _may_take(frame, i, cue)):
            return True
    return False


def _may_be_verb(frame: Frame, i: int, cue: int) -> bool:
    """Whether the word before allows a verb: not "the report", "of claims"."""
    before = frame.kind(i - 1)
    if cue & Cue.GERUND or not before & _NO_VERB_AFTER or before & Word.PRONOUN:
        return True
    return frame.low(i - 1) == "to" and bool(cue & Cue.BASE)


def _may_take(frame: Frame, i: int, cue: int) -> bool:
    """Whether what a weak cue needs stands in the sentence: "that", a quotation, "to"."""
    low = frame.tokens.low[i + 1 : frame.after]
    if cue & Cue.THAT and not OPENERS.isdisjoint(low):
        return True
    before = frame.tokens.low[frame.first : i]
    if cue & Cue.THAT and not frame.tables.documents.isdisjoint(before):
        return True  # "the survey shows voters are tired"
    if cue & Cue.QUOTE and QUOTE in frame.tokens.low[frame.first : frame.after]:
        return True
    return bool(cue & Cue.INFINITIVE and low[:1] == ["to"])


def _name_and_colon(frame: Frame) -> Reported | None:
    """Brandt: "We are done." """
    for i in range(frame.first, min(frame.after, frame.first + 6)):
        if frame.low(i) == ":" and i > frame.first and frame.low(i + 1) == QUOTE:
            return Reported([(i + 1, i + 2)], (i, i + 1), (frame.first, i), frame.after)
        if not frame.cap(i):
            return None
    return None


def _bound(frame: Frame, i: int, found: list[Reported]) -> int:
    """The first token that an attribution with its cue at ``i`` may use."""
    bound = frame.first
    for one in found:
        if one.resume <= i:
            bound = max(bound, one.resume)
        else:
            bound = max([bound, *(start for start, _ in one.parts if start <= i)])
    return bound


def _at_cue(frame: Frame, i: int, found: list[Reported]) -> Reported | None:
    first = opening(frame, i) if i == frame.first else None
    if first:
        return first
    group, form = verb_group(frame, i)
    if form is Form.NO_VERB:
        return None
    if form is Form.INFINITIVE:
        return infinitive(frame, i, group)
    if form is Form.PASSIVE:
        return passive(frame, i, group)
    return _active(frame, i, (group, form), found)


def _active(frame: Frame, i: int, verb: tuple[int, Form], found: list[Reported]) -> Reported | None:
    """ "Brandt said …", ", saying …", "… , said Brandt"."""
    group, form = verb
    around = [one for one in found if one.resume > i]
    if around:
        if not frame.cue(i) & (Cue.CLAUSE | Cue.ADDRESSEE):
            return None
        last = _trailing(frame, i, group, around, found)
        if last:
            return last
    bound = _bound(frame, i, found)
    group = max(group, bound)
    if form is Form.PARTICIPLE:
        return _participle(frame, i, group, found)
    source = clauses.subject(frame, group)
    if source and source[0] < bound:
        source = None
    turned = content_before(frame, i, group, source, bound)
    if turned:
        return turned
    source = source or _shared(frame, group, found)
    reported = contents.content_after(frame, i, group, source)
    if reported and source is None and frame.low(reported.parts[0][0]) != QUOTE:
        return None  # "Asked about the crash, …"
    return reported


def _trailing(
    frame: Frame, i: int, group: int, around: list[Reported], found: list[Reported]
) -> Reported | None:
    """ "Holm promised to pay, the ministry said": the last cue takes the whole sentence."""
    floor = frame.first
    for one in found:
        if one.resume <= i and one.cue and one.parts[0][0] < one.cue[0]:
            floor = max(floor, one.resume)
    source = clauses.subject(frame, group)
    reported = content_before(frame, i, group, source, floor)
    if reported is None or reported.resume < frame.after or len(reported.parts) > 1:
        return None
    first, end = reported.parts[0]
    for one in around:
        limit = end
        if one.parts[-1][0] < first:  # "promised to pay: “I will,” he said"
            limit = first - 1 if frame.low(first - 1) in POINTS else first
        one.parts = [(start, min(stop, limit)) for start, stop in one.parts if start < limit]
        one.resume = min(one.resume, limit)
    return reported


def _participle(frame: Frame, i: int, group: int, found: list[Reported]) -> Reported | None:
    """ ", saying …"; "Promising to pay, Brandt …"; "Lunde, citing the report, said …"."""
    reported = contents.content_after(frame, i, group, _shared(frame, group, found))
    if reported is None:
        return None
    start, end = reported.parts[0]
    if frame.low(group - 1) == ",":  # it ends where the verb of the sentence comes
        comma = frame.find({","}, start, end)
        if comma > start and is_finite(frame, comma + 1):
            reported.parts, reported.resume = [(start, comma)], comma
    main = end + 1 if frame.low(end) == "," else end
    if leads(frame, group, i) and main_clause(frame, main):
        verb = main
        while verb < frame.after and not verb_like(frame, verb):
            verb += 1
        reported.source = (main, verb)
    return reported


def _shared(frame: Frame, group: int, found: list[Reported]) -> tuple[int, int] | None:
    """Subject of a verb without one of its own: that of the attribution or the main verb before."""
    for one in reversed(found):
        if one.source and one.resume <= group:
            return one.source
    if found and found[-1].source:
        return found[-1].source
    start = frame.first
    if frame.kind(start) & (Word.PREPOSITION | Word.SUBORDINATOR):
        comma = frame.find({","}, start, min(group, start + WINDOW))
        if comma < 0:
            return None
        start = comma + 1 if comma < group - 1 else start
    end = start
    while end < group and end - start < 14 and frame.low(end) not in POINTS:
        kind = frame.kind(end)
        if end > start and (is_finite(frame, end) or kind & (Word.ADVERB | Word.RELATIVE)):
            break
        if frame.low(end) == QUOTE:
            break
        end += 1
    return (start, end) if end > start else None


def unfinished(frame: Frame) -> Reported | None:
    """ "Brandt said:" at the end of a paragraph; its content is still to come."""
    end = frame.after - 1
    if frame.low(end) not in {":", ","}:
        return None
    verb = frame.cue(frame.first) & Cue.PAST and frame.cue(frame.first) & Cue.CLAUSE
    if verb and frame.low(end) == ":" and frame.cap(frame.first + 1):  # "Said Brandt:"
        return Reported([], (frame.first, frame.first + 1), (frame.first + 1, end), frame.after)
    for i in range(end - 1, max(frame.first, end - 12) - 1, -1):
        if not frame.cue(i) & SPEECH:
            continue
        group, form = verb_group(frame, i)
        source = clauses.subject(frame, group) if form is Form.FINITE else None
        if source:
            return Reported([], (group, i + 1), source, frame.after)
        break
    return _announced(frame, end - 1) if frame.low(end) == ":" else None


def _announced(frame: Frame, noun: int) -> Reported | None:
    """ "Brandt made the following statement:", the noun being the last word."""
    if frame.low(noun) not in NOUNS:
        return None
    for verb in range(frame.first + 1, noun):
        if is_finite(frame, verb):
            source = clauses.subject(frame, verb)
            return (
                Reported([], (verb, noun + 1), source, frame.after, 0, "noun") if source else None
            )
    return None
