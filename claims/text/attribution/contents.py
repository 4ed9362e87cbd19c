"""How far the content of an attribution reaches, to the left and to the right of its cue."""

import re
from dataclasses import dataclass

from ..lexicon import Cue
from ..results import CueClass
from ..tokens import POINTS, QUOTE, Frame
from ..words import Word
from . import naming
from .adjuncts import skip_adjuncts
from .ends import MANNERS, SPEECH, content_end, leads, particle
from .verbs import WINDOW, has_finite, is_finite

INTRODUCES = frozenset(["that", "whether", "if", "how", "why", "what", ":", ",", QUOTE])
BREAKS = frozenset(",—–―")
_WHO = frozenset(["who", "which"])
OPENERS = frozenset(
    ["that", "whether", "how", "why", "what", "if", "who", "where", "when", "which"]
)


@dataclass(slots=True)
class Reported:
    """Token ranges of one attribution.

    ``resume``: where it is over; ``look``: where the next cue can stand, also inside the content.
    """

    parts: list[tuple[int, int]]
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    resume: int
    look: int = 0
    kind: CueClass = "speech"

    def __post_init__(self) -> None:
        self.look = self.look or self.resume


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


def goes_on_inside(frame: Frame, i: int) -> bool:
    """Whether the quotation at ``i`` goes on with a sentence that began before it."""
    text, start = frame.tokens.text, frame.tokens.start[i]
    word = re.search(r"\w", text[start : start + 4])
    return word is not None and word.group().islower()


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
        if previous < 0 and (frame.low(end - 2) == ":" or not goes_on_inside(frame, end - 1)):
            start = end - 1
    return [(start, end)] if start < end else []


def with_rest(frame: Frame, reported: Reported, k: int) -> Reported:
    """Add a quotation, or the rest of a clause, that goes on after the attribution."""
    quote = frame.find({QUOTE}, k, min(frame.after, k + WINDOW))
    if (
        quote >= 0
        and not is_title(frame, quote)
        and not any(frame.cue(j) & (Cue.GERUND | Cue.PAST) for j in range(k, quote))
    ):
        at = quote if quote == k or frame.low(quote - 1) in BREAKS | {":", "and", "that"} else -1
        if at < 0 and frame.low(k) in BREAKS and not about_the_speaker(frame, k + 1):
            at = k + 1
        if at >= 0:
            end = (
                quote + 1 if at == quote and _whole(frame, quote) else content_end(frame, quote + 1)
            )
            reported.parts.append((at, end))
            reported.resume = end
            return reported
    nxt = k + 1
    if frame.low(nxt) == "that" and frame.tag(nxt) == "IN" and not is_finite(frame, nxt + 1):
        nxt += 1  # "“Bad luck,” he said, that the bridge was shut"
    if frame.low(k) == "," and quote < 0 and not about_the_speaker(frame, nxt):
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


def about_the_speaker(frame: Frame, i: int) -> bool:
    """Whether ", who …", ", 61, …" or ", speaking …" begins at ``i``: no content."""
    return bool(frame.kind(i) & Word.RELATIVE or frame.low(i) in MANNERS or is_age(frame, i))


def _own_verb(frame: Frame, start: int, stop: int) -> bool:
    """Whether a finite verb comes before any "who" or "whose": the verb of a clause."""
    for i in range(start, min(stop, start + WINDOW)):
        if frame.low(i) in {"who", "which", "whose", "whom"}:
            return False
        if is_finite(frame, i):
            return True
    return False


def _new_cue(frame: Frame, start: int, stop: int) -> bool:
    return any(frame.cue(j) & Cue.CLAUSE for j in range(start, min(stop, start + 12)))


def _whole(frame: Frame, quote: int) -> bool:
    """A quotation that ends its own sentence: nothing after it belongs to it."""
    text, end = frame.tokens.text, frame.tokens.end[quote]
    inside = text[max(0, end - 3) : end].rstrip("\"”’'»")
    return quote + 1 >= frame.after or inside.endswith((".", ",", "!", "?", "…"))


def content_after(
    frame: Frame, i: int, group: int, source: tuple[int, int] | None
) -> Reported | None:
    """'Brandt said the bridge was shut', 'Brandt: …', 'criticised the plan'."""
    cue = frame.cue(i)
    r = particle(frame, i)
    k = skip_adjuncts(frame, r, addressee=bool(cue & Cue.ADDRESSEE))
    if k > r and frame.low(k) == QUOTE and is_title(frame, k):
        k = skip_adjuncts(frame, k + 1, addressee=False)  # "told the BBC’s “Today” on Monday that"
    start = _speech_start(frame, k, r, cue, source)
    if start is None and cue & Cue.ADDRESSEE and k > r:
        start = _infinitive_start(frame, k)
    thing = start is None
    if start is None:
        start = _object_start(frame, r, cue)
        if start is None:
            return None
    if frame.low(i) in naming.CALL and r == i + 1:
        start = naming.long_quotation(frame, start)
    if frame.low(start) == QUOTE and _whole(frame, start):
        end = _quotations_end(frame, start)
    else:
        site = source[0] if source and source[1] == group else group
        end = content_end(
            frame,
            start,
            i,
            leading=leads(frame, site, i) or (source is not None and leads(frame, source[0], i)),
            inside=not _WHO.isdisjoint([frame.low(group - 1), frame.low(site - 1)]),
            thing=thing and frame.low(start) != "to",
        )
    if end - start < 2 and frame.low(start) != QUOTE:
        return None
    return Reported([(start, end)], (group, r), source, end, start)


def _quotations_end(frame: Frame, start: int) -> int:
    """End of the quotations that follow each other: "“Go home,” and, “Stay there.”"."""
    end = start + 1
    while True:
        k = end
        while k < end + 3 and frame.low(k) in {",", "and"}:
            k += 1
        if frame.low(k) != QUOTE:
            return end
        end = k + 1


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
        return k + 2 if frame.low(k + 1) == "," else k + 1
    if low in OPENERS and clause:
        return k
    bare = bool(cue & (Cue.CLAUSE | Cue.ADDRESSEE)) or _is_document(frame, source)
    if (
        bare
        and clause
        and low not in {"to", ")"}
        and (
            has_finite(frame, k + 1, frame.after)
            or (
                not cue & (Cue.OBJECT | Cue.NOUN | Cue.INFINITIVE)
                and frame.after - k > 2
                and k == r
            )
        )
    ):
        return k
    return None


def _infinitive_start(frame: Frame, k: int) -> int | None:
    """Where "to open the bridge" begins in "told the crew not to open the bridge"."""
    to = k + 1 if frame.low(k) == "not" else k
    return k if frame.low(to) == "to" and frame.tag(to + 1) == "VB" else None


def _is_document(frame: Frame, source: tuple[int, int] | None) -> bool:
    if source is None:
        return False
    return any(frame.low(j) in frame.tables.documents for j in range(*source))


def _after_point(frame: Frame, k: int, cue: int) -> int | None:
    """After a comma or colon: a quotation, a clause after a colon, or a "that" after an aside."""
    if frame.low(k + 1) == QUOTE:
        return k + 1
    if frame.low(k + 1) == "that" and k + 4 < frame.after:
        return k + 2
    if frame.low(k) == ":":
        return k + 1 if cue & Cue.CLAUSE and frame.after - k > 2 else None
    closing = frame.find({frame.low(k), ":"}, k + 1, k + 16)
    if closing < 0:
        return None
    if frame.low(closing + 1) == "that" and closing + 2 < frame.after:
        return closing + 2
    return closing + 1 if frame.low(closing + 1) == QUOTE else None


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
