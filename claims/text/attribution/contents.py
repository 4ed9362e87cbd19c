"""How far the content of an attribution reaches, to the left and to the right of its cue."""

import re
from dataclasses import dataclass

from ..lexicon import Cue
from ..tokens import POINTS, QUOTE, Frame
from ..words import Word, word_set
from . import clauses, naming
from .clauses import Form

SPEECH = Cue.CLAUSE | Cue.QUOTE | Cue.ADDRESSEE
BREAKS = frozenset(",—–―")
_OPENERS = frozenset(["whether", "how", "why", "what", "if", "who", "where", "when", "which"])


# ", speaking on condition of anonymity because …": how it was said, not what
_MANNERS = word_set(
    "speaking talking asking referring testifying appearing writing declining refusing "
    "requesting standing sitting pausing laughing smiling pointing alluding"
)
_PARTICLES = {
    "call": {"for", "on", "upon"}, "poin": {"out", "to"}, "warn": {"of", "about", "against"},
    "comp": {"about", "of", "to"}, "liken": {"to"}, "agre": {"with", "on"}, "went": {"on"},
    "spea": {"of", "about"}, "put": {"it"}, "disc": {"with"}, "comm": {"on"}, "brag": {"about"},
    "boas": {"about", "of"}, "insi": {"on"}, "hint": {"at"}, "joke": {"about"}, "cred": {"with"},
}  # fmt: skip


@dataclass(slots=True)
class Reported:
    """Token ranges of one attribution; ``resume``: where to look for the next."""

    parts: list[tuple[int, int]]
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    resume: int


def is_title(frame: Frame, quote: int) -> bool:
    """Whether the quotation at ``quote`` is the name of a programme, book or song."""
    text = frame.tokens.text[frame.tokens.start[quote] : frame.tokens.end[quote]]
    if text.count(" ") > 5:
        return False
    before = frame.low(quote - 1)
    owned = before.endswith(("'s", "’s", "s'", "s’")) or before in {"called", "titled", "entitled"}
    names = frame.kind(quote - 1) & (Word.PREPOSITION | Word.DETERMINER) and before not in {
        "as",
        "like",
    }
    capitals = sum(word[:1].isupper() for word in re.findall(r"[^\W_]{4,}", text))
    return owned or bool(names and capitals and capitals == len(re.findall(r"[^\W_]{4,}", text)))


def closes_speech(frame: Frame, i: int) -> bool:
    """Whether the quotation at ``i`` ends with a comma, question or exclamation mark inside."""
    inside = frame.tokens.text[frame.tokens.end[i] - 3 : frame.tokens.end[i]].rstrip("\"”’'»")
    return inside.endswith((",", "?", "!", "…", "-", "—"))


def content_before(frame: Frame, bound: int, stop: int, *, comma: bool) -> list[tuple[int, int]]:
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


def with_rest(frame: Frame, reported: Reported, k: int) -> Reported:
    """Add a quotation, or the rest of a clause, that goes on after the attribution."""
    quote = frame.find({QUOTE}, k, min(frame.after, k + clauses.WINDOW))
    if (
        quote >= 0
        and not is_title(frame, quote)
        and not any(frame.cue(j) & (Cue.GERUND | Cue.PAST) for j in range(k, quote))
    ):
        at = quote if quote == k or frame.low(quote - 1) in BREAKS | {":", "and", "that"} else -1
        if at < 0 and frame.low(k) in BREAKS and not _about_the_speaker(frame, k + 1):
            at = k + 1
        if at >= 0:
            end = (
                quote + 1 if at == quote and _whole(frame, quote) else content_end(frame, quote + 1)
            )
            reported.parts.append((at, end))
            reported.resume = end
            return reported
    nxt = k + 1
    if frame.low(k) == "," and quote < 0 and not _about_the_speaker(frame, nxt):
        opens = frame.kind(nxt) & Word.PREPOSITION or frame.cue(nxt) & Cue.GERUND
        end = content_end(frame, nxt)
        if (
            not opens
            and end - nxt >= 3
            and _own_verb(frame, nxt, end)
            and not _new_cue(frame, nxt, end)
        ):
            reported.parts.append((nxt, end))
            reported.resume = end
    return reported


def is_age(frame: Frame, i: int) -> bool:
    """Whether the 61 of "Per Holm, 61, whose boat …" stands at ``i``."""
    after = frame.low(i + 1)
    return frame.low(i).isdigit() and len(frame.low(i)) <= 3 and (after in BREAKS or not after)


def _about_the_speaker(frame: Frame, i: int) -> bool:
    """Whether ", who …", ", 61, …" or ", speaking …" begins at ``i``: no content."""
    return bool(frame.kind(i) & Word.RELATIVE or frame.low(i) in _MANNERS or is_age(frame, i))


def _own_verb(frame: Frame, start: int, stop: int) -> bool:
    """Whether a finite verb comes before any "who" or "whose": the verb of a clause."""
    for i in range(start, min(stop, start + clauses.WINDOW)):
        if frame.low(i) in {"who", "which", "whose", "whom"}:
            return False
        if clauses.is_finite(frame, i):
            return True
    return False


def _new_cue(frame: Frame, start: int, stop: int) -> bool:
    return any(frame.cue(j) & Cue.CLAUSE for j in range(start, min(stop, start + 12)))


def _whole(frame: Frame, quote: int) -> bool:
    """A quotation that ends its own sentence: nothing after it belongs to it."""
    text, end = frame.tokens.text, frame.tokens.end[quote]
    inside = text[max(0, end - 3) : end].rstrip("\"”’'»")
    return quote + 1 >= frame.after or inside.endswith((".", ",", "!", "?", "…"))


def particle(frame: Frame, i: int) -> int:
    """Token after the cue at ``i`` and its particle: "called for", "pointed out"."""
    low = frame.low(i)
    wanted = _PARTICLES.get(low[:4]) or _PARTICLES.get(low[:3])
    return i + 2 if wanted and frame.low(i + 1) in wanted else i + 1


def content_after(
    frame: Frame, i: int, group: int, source: tuple[int, int] | None
) -> Reported | None:
    """'Brandt said the bridge was shut', 'Brandt: …', 'criticised the plan'."""
    cue = frame.cue(i)
    r = particle(frame, i)
    k = clauses.skip_adjuncts(frame, r, addressee=bool(cue & Cue.ADDRESSEE))
    start = _speech_start(frame, k, r, cue, source)
    if start is None:
        start = _object_start(frame, r, cue)
        if start is None:
            return None
    if frame.low(i) in naming.CALL and r == i + 1:
        start = naming.long_quotation(frame, start)
    if frame.low(start) == QUOTE and _whole(frame, start):
        end = start + 1
        while frame.low(end) == QUOTE:
            end += 1
    else:
        end = content_end(frame, start)
    if end - start < 2 and frame.low(start) != QUOTE:
        return None
    return Reported([(start, end)], (group, r), source, end)


def _speech_start(
    frame: Frame, k: int, r: int, cue: int, source: tuple[int, int] | None
) -> int | None:
    """Where a clause or quotation after the cue begins, or None."""
    low = frame.low(k)
    speech = bool(cue & (SPEECH | Cue.THAT))
    if not speech or not low:
        return None
    if low == QUOTE:
        return None if k > r and is_title(frame, k) else k
    if low in {",", ":", "—", "–"}:
        return _after_point(frame, k, cue)
    clause = bool(cue & (Cue.CLAUSE | Cue.THAT | Cue.ADDRESSEE))
    if low == "that" and clause and (k + 2 < frame.after or frame.low(k + 1) == QUOTE):
        return k + 1
    if low in _OPENERS and clause:
        return k
    bare = bool(cue & (Cue.CLAUSE | Cue.ADDRESSEE)) or _is_document(frame, source)
    if (
        bare
        and clause
        and low not in {"to", ")"}
        and (
            clauses.has_finite(frame, k + 1, frame.after)
            or (
                not cue & (Cue.OBJECT | Cue.NOUN | Cue.INFINITIVE)
                and frame.after - k > 2
                and k == r
            )
        )
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
    if frame.low(k) == ":" and cue & Cue.CLAUSE and frame.after - k > 2:
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
    return None if frame.low(r - 1) in naming.CALL and not naming.says_what(frame, r) else r


def content_end(frame: Frame, start: int) -> int:
    """End of the content that begins at ``start``: where the next attribution takes over."""
    depth = 0
    least = start if frame.low(start) == QUOTE else start + 1
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
        elif low in {"and", "but"} and j > least and _same_subject(frame, j + 1):
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
    if frame.cue(k) & Cue.GERUND and frame.cue(k) & (SPEECH | Cue.OBJECT):
        return True
    if not (
        frame.kind(j) & Word.CONJUNCTION or frame.low(j) in {"while", "though", "although", "as"}
    ):
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
