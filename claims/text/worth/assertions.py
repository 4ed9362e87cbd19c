"""Where the claims of a sentence stand: in the reporter's voice, or inside a statement.

A claim is the content without its attribution: of "Brandt said the bridge was shut" it is
"the bridge was shut".
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..quantities import find_quantities
from ..results import FoundClaim, FoundStatement
from ..segments import Span
from .checkworthy import assess

_EDGE = " \t\r\n\u00a0\"“”„«»'‘’`,;:–—―-"
_BREAKS = re.compile(r"[,;:–—―]|\s(?:and|but|while)\s")
_MARK = re.compile(r"[\"“”]")
_CLOSED = re.compile(r"[.,!?;:…]?[\"”»]")
# terms of an attribution, not something to check
_TERMS = re.compile(
    r"(?i)\bcondition of anonymity|\bnot (?:be(?:en)? )?(?:named|identified)\b"
    r"|\bauthori[sz]ed to (?:speak|talk|comment|discuss)"
)
_TAIL = 2_000  # code points: no attribution goes on for longer
_TELLING = frozenset({"rank", "percentage", "money"})
_TAILS = (" and", " but", " while", " as")
_LEADS = ("and ", "And ", "but ", "But ", "that ", "or ", "Or ")  # "That is so" says who or what


@dataclass(frozen=True, slots=True)
class _Piece:
    """Content of one statement in one sentence, with the whole attribution around it."""

    span: Span
    hull: Span
    statement: int
    quoted: bool


def find_claims(
    text: str,
    sentences: Sequence[Span],
    statements: Sequence[FoundStatement],
    starts: Sequence[int],
) -> list[FoundClaim]:
    """Claims of all sentences; ``starts``: where each sentence's body begins (after a dateline)."""
    pieces = _pieces(sentences, statements)
    found: list[FoundClaim] = []
    for n, sentence in enumerate(sentences):
        body = Span(max(sentence.start, starts[n]), sentence.end)
        for span, statement in _candidates(text, body, pieces.get(n, [])):
            if statement is not None and statements[statement].report != "assertion":
                continue  # nobody said so
            worth = assess(text, span)
            if worth is None:
                continue
            kind = worth.kind
            if (
                statement is not None
                and kind == "name"
                and statements[statement].manner == "direct"
            ):
                kind = "quote"
            found.append(
                FoundClaim(
                    _trim_end(text, span),
                    worth.check_worthy,
                    kind,
                    worth.reasons,
                    statement,
                    worth.verifiable,
                )
            )
    found.sort(key=lambda claim: (claim.span, claim.score))
    return found


def _pieces(
    sentences: Sequence[Span], statements: Sequence[FoundStatement]
) -> dict[int, list[_Piece]]:
    """Which statements have content in which sentence."""
    begins = [sentence.start for sentence in sentences]
    found: dict[int, list[_Piece]] = {}
    for number, statement in enumerate(statements):
        quoted = statement.manner == "direct"
        around = [s for s in (statement.cue, statement.source) if s is not None]
        for part in statement.content:
            n = max(0, bisect_right(begins, part.start) - 1)
            while n < len(sentences) and sentences[n].start < part.end:
                sentence = sentences[n]
                span = Span(max(part.start, sentence.start), min(part.end, sentence.end))
                near = [s for s in around if sentence.start <= s.start < sentence.end]
                hull = Span(
                    min([span.start, *(s.start for s in near)]),
                    max([span.end, *(s.end for s in near)]),
                )
                if span.start < span.end:
                    found.setdefault(n, []).append(_Piece(span, hull, number, quoted))
                n += 1
    return found


def _candidates(
    text: str, sentence: Span, pieces: Sequence[_Piece]
) -> Iterator[tuple[Span, int | None]]:
    """Stretches of a sentence that may be claims, with the statement that holds each."""
    if not any(piece.quoted or _says_enough(text, piece) for piece in pieces):
        yield _trim(text, sentence), None
        return
    at = sentence.start
    for piece in sorted(pieces, key=lambda piece: piece.hull):
        if piece.span.start < at < piece.span.end:
            continue  # inside one that came before
        if piece.hull.start > at and _is_clause(text, at, piece.hull.start):
            yield _trim(text, Span(at, piece.hull.start)), None
        if _says_enough(text, piece):
            start = max(piece.span.start, sentence.start)
            yield _trim(text, Span(start, piece.span.end)), piece.statement
        at = max(at, _past_attribution(text, piece, sentence.end))
    if at < sentence.end and _is_clause(text, at, sentence.end):
        yield _trim(text, Span(at, sentence.end)), None


def _past_attribution(text: str, piece: _Piece, end: int) -> int:
    """Where other words can begin: after "told the Post on Friday", when the content came first."""
    if piece.hull.end == piece.span.end:
        return piece.hull.end
    stop = _BREAKS.search(text, piece.hull.end, min(end, piece.hull.end + _TAIL))
    return stop.start() if stop else min(end, piece.hull.end + _TAIL)


def _says_enough(text: str, piece: _Piece) -> bool:
    """Four words, or three with a figure: "Sales rose 4%"."""
    words = text.count(" ", *piece.span) + 1
    return words > 3 or (words == 3 and bool(find_quantities(text, *piece.span)))


def _is_clause(text: str, start: int, end: int) -> bool:
    """Enough words beside the attribution to say something of its own; fewer with a rank or sum."""
    words = text.count(" ", start, end)
    if words < 6:
        figures = find_quantities(text, start, end) if words >= 4 else []
        return any(figure.kind in _TELLING for figure in figures)
    return _TERMS.search(text, start, end) is None


def _trim(text: str, span: Span) -> Span:
    """Without marks and a leading "and" or "that" at the edges, but never with half a pair."""
    start, end = _trim_edges(text, span)
    depth, unopened = 0, False
    for mark in _MARK.finditer(text, start, end):
        if mark.group() == "”" or (mark.group() == '"' and depth):
            unopened = unopened or not depth
            depth = max(0, depth - 1)
        elif mark.group() == '"' and not text[mark.start() - 1 : mark.start()].isspace():
            unopened = unopened or mark.start() > start
        else:
            depth += 1
    if unopened and start > span.start and text[start - 1] in '"“':
        start -= 1
    closed = _CLOSED.match(text, end, span.end) if depth else None
    return Span(start, closed.end() if closed else end)


def _trim_edges(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    for lead in _LEADS:
        if text.startswith(lead, start) and start + len(lead) < end:
            start += len(lead)
            break
    while end > start:
        if text[end - 1] in _EDGE:
            end -= 1
        elif tail := next((t for t in _TAILS if text.endswith(t, start, end)), ""):
            end -= len(tail)
        else:
            break
    return Span(start, end)


def _trim_end(text: str, span: Span) -> Span:
    """Without the full stop that ends the sentence."""
    start, end = span
    if text[end - 1] in ".…" and not text[max(start, end - 4) : end - 1].count("."):
        end -= 1
    return Span(start, end)
