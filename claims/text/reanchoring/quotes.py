"""Places of a quotation in a text of which no older version is at hand."""

from dataclasses import dataclass

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio_alignment

from ..segments import Span
from ..selectors import Selector

LIKE = 0.7  # of the letters must be alike, in order
APART = 0.04  # by how much the best must be better than the next
CONTEXT = 0.25  # what each side counts, beside 1 for the words
MOST = 64  # places with the same words
MOST_CHANGED = 4  # places with changed words
MOST_LETTERS = 200  # in a quotation that is searched for with changes …
MOST_WORK = 40_000_000  # … and letters of it times letters of the text
REACH = 4  # letters by which the end of a place is moved to the end of a word


@dataclass(frozen=True, slots=True)
class Quote:
    """A place, how alike its words are (0–1), and its score with the context."""

    span: Span
    likeness: float
    score: float


def search(selector: Selector, text: str) -> list[Quote]:
    """Places where a selector's words stand, or else the likeliest changed ones; best first."""
    spans = _same(selector.exact, text) or _changed(selector.exact, text)
    found = [_judge(selector, text, span) for span in spans]
    found = [quote for quote in found if quote.likeness >= LIKE]
    return sorted(found, key=lambda quote: (-quote.score, quote.span))


def _same(words: str, text: str) -> list[Span]:
    found: list[Span] = []
    at = text.find(words) if words else -1
    while at >= 0 and len(found) < MOST:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def _changed(words: str, text: str) -> list[Span]:
    """The likeliest places, none overlapping another."""
    size = len(words)
    if not words.strip() or size > MOST_LETTERS or size * len(text) > MOST_WORK:
        return []
    found: list[Span] = []
    rest = [(0, len(text))]
    while rest and len(found) < MOST_CHANGED:
        start, end = rest.pop(0)
        alignment = partial_ratio_alignment(words, text[start:end], score_cutoff=100 * LIKE)
        if alignment is None or end - start < size * LIKE:
            continue
        low, high = start + alignment.dest_start, start + alignment.dest_end
        found.append(_trimmed(words, text, max(start, low - REACH), min(end, high + REACH)))
        rest += [(start, low), (high, end)]
    return found


def _trimmed(words: str, text: str, low: int, high: int) -> Span:
    """The stretch from the first letter that is one of the words to the last, in whole words.

    As many letters as are lost at either end belong to it: others took their place.
    """
    same = [op for op in Indel.opcodes(words, text[low:high]) if op.tag == "equal"]
    start = max(low, low + same[0].dest_start - same[0].src_start)
    end = min(high, low + same[-1].dest_end + len(words) - same[-1].src_end)
    start, end = _edge(text, start, -1), _edge(text, end, 1)
    found = text[start:end]
    if found.strip():
        start, end = end - len(found.lstrip()), start + len(found.rstrip())
    return Span(start, end)


def _edge(text: str, at: int, step: int) -> int:
    """The near end of the word that ``at`` cuts, if there is one."""
    for near in range(REACH + 1):
        here = at + near * step
        if here in (0, len(text)) or not (text[here - 1].isalnum() and text[here].isalnum()):
            return here
    return at


def _judge(selector: Selector, text: str, span: Span) -> Quote:
    likeness = Indel.normalized_similarity(selector.exact, text[span.start : span.end])
    prefix, suffix = selector.prefix.strip(), selector.suffix.strip()
    before = text[max(0, span.start - len(prefix) - 2) : span.start].strip()
    after = text[span.end : span.end + len(suffix) + 2].strip()
    sides = Indel.normalized_similarity(prefix, before) if prefix else 0.0
    sides += Indel.normalized_similarity(suffix, after) if suffix else 0.0
    return Quote(span, likeness, likeness + CONTEXT * sides)
