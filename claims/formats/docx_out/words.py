"""The words of a story in the XML of its Word file: which runs hold them, split to fit."""

import copy
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from claims.text.reanchoring import Reanchoring
from claims.text.segments import Span
from claims.text.selectors import describe

from ..docx.reader import Reader
from ..docx.runs import RAISED
from ..docx.xml import W
from ..drafts import Draft

Ends = tuple[Any, Any]  # the first run and the last
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NOTES = {W + "footnote": "footnoteReference", W + "endnote": "endnoteReference"}


class Piece(NamedTuple):
    """A text element and the words of the draft that it holds."""

    start: int
    end: int
    element: Any


class End(NamedTuple):
    """Where words begin or end: at an offset in a text element, or with a run as it is."""

    element: Any
    offset: int = 0
    run: Any = None


def place(text: str, story: str, spans: Sequence[tuple[int, int]]) -> list[Span | None]:
    """Find words of a text in the story as the file has it; None for those not found there."""
    if text == story:
        return [Span(*span) if span[0] < span[1] else None for span in spans]
    following = Reanchoring(text, story)
    found: list[Span | None] = []
    for start, end in spans:
        anchor = following.place(describe(text, start, end)) if start < end else None
        if anchor is None or anchor.start is None or anchor.end is None:
            found.append(None)
        else:
            found.append(Span(anchor.start, anchor.end))
    return found


class Words:
    """The words of a traced reading, in the elements of its document."""

    def __init__(self, document: Any, draft: Draft, reader: Reader) -> None:
        self.body = document.element.body
        self.text = draft.text
        self.pieces = sorted(self._pieces(reader), key=lambda piece: piece.start)
        self.starts = [piece.start for piece in self.pieces]
        self.ends = [piece.end for piece in self.pieces]
        self.offsets: dict[Any, list[int]] = {}  # of the characters of each element
        self.calls = {
            (mark.tag, mark.get(W + "id")): mark.getparent()
            for name in NOTES.values()
            for mark in self.body.iter(W + name)
        }

    def _pieces(self, reader: Reader) -> Iterable[Piece]:
        places = reader.writer.places
        for key, start in places.items():
            if not isinstance(key, tuple) or key[0] != "from":
                continue
            end = places.get(("to", key[1]), start)
            words = self.text[start:end]
            start += len(words) - len(words.lstrip())
            end -= len(words) - len(words.rstrip())
            if start < end:
                yield Piece(start, end, key[1])

    def runs(self, spans: Iterable[Span]) -> dict[Span | None, Ends]:
        """Split runs so that each span has its own; return the first and the last of each."""
        found = {span: ends for span in spans if (ends := self._ends(span))}
        cuts: dict[Any, dict[Any, set[int]]] = defaultdict(lambda: defaultdict(set))
        for end in (end for ends in found.values() for end in ends):
            if end.run is None:
                cuts[end.element.getparent()][end.element].add(end.offset)
        parts: dict[Any, list[tuple[int, Any]]] = {}
        for run, inner in cuts.items():
            parts |= split(run, inner)
        made: dict[Span | None, Ends] = {}
        for span, (first, last) in found.items():
            made[span] = (
                first.run if first.run is not None else _from(parts, first),
                last.run if last.run is not None else _until(parts, last),
            )
        return made

    def _ends(self, span: Span) -> tuple[End, End] | None:
        """Where the words begin and end; those in text boxes and notes by what calls these."""
        first = bisect_right(self.ends, span.start)
        pieces = self.pieces[first : bisect_left(self.starts, span.end)]
        begin = next((one for one in pieces if self._host(one.element) is one.element), None)
        if begin is not None:
            turned = reversed(pieces)
            end = next(one for one in turned if self._host(one.element) is one.element)
            return (
                End(begin.element, self._offset(begin, max(span.start, begin.start))),
                End(end.element, self._offset(end, min(span.end, end.end) - 1) + 1),
            )
        calls = [host for one in pieces if (host := self._host(one.element)) is not None]
        return (End(None, run=calls[0]), End(None, run=calls[-1])) if calls else None

    def _host(self, element: Any) -> Any:
        """The element itself where a comment can stand on it, else the run of what holds it."""
        host = element
        for above in element.iterancestors():
            if above.tag == W + "txbxContent":
                host = next(above.iterancestors(W + "r"), None)
            elif above.tag in NOTES:
                return self.calls.get((W + NOTES[above.tag], above.get(W + "id")))
        return host

    def _offset(self, piece: Piece, at: int) -> int:
        """The offset in the element of a character of the draft; spaces may be more there."""
        if piece.element not in self.offsets:
            raw, found, offsets = piece.element.text or "", -1, []
            for char in self.text[piece.start : piece.end]:
                found += 1
                while found < len(raw) - 1 and not _alike(raw[found], char):
                    found += 1
                offsets.append(min(found, len(raw) - 1))
            self.offsets[piece.element] = offsets
        return self.offsets[piece.element][at - piece.start]


def _alike(raw: str, char: str) -> bool:
    return raw == char or (char.isspace() and raw.isspace()) or raw.translate(RAISED) == char


def _from(parts: dict[Any, list[tuple[int, Any]]], end: End) -> Any:
    return next(run for at, run in parts[end.element] if at == end.offset)


def _until(parts: dict[Any, list[tuple[int, Any]]], end: End) -> Any:
    return [run for at, run in parts[end.element] if at < end.offset][-1]


def split(run: Any, cuts: dict[Any, set[int]]) -> dict[Any, list[tuple[int, Any]]]:
    """Split a run at offsets in its text elements; every part keeps the run's properties.

    Return for each of these elements where its parts begin and the runs they are in now.
    """
    found: dict[Any, list[tuple[int, Any]]] = {}
    current, filled, fresh = run, False, False
    for child in [child for child in run if child.tag != W + "rPr"]:
        offsets = cuts.get(child, set())
        words = child.text or "" if offsets else ""
        edges = sorted({0, *offsets} - {len(words)}) or [0]
        found[child] = []
        for at, until in zip(edges, [*edges[1:], None], strict=True):
            part = child if at == 0 else copy.deepcopy(child)
            if at or fresh or (filled and at in offsets):
                current = _next(current)
            if offsets:
                part.text = words[at:until]
                part.set(SPACE, "preserve")
            if at or current is not run:
                current.append(part)
            filled, fresh = True, False
            found[child].append((at, current))
        fresh = bool(offsets) and len(words) in offsets
    return found


def _next(run: Any) -> Any:
    """A new run after this one, with the same properties."""
    new = run.makeelement(run.tag)
    properties = run.find(W + "rPr")
    if properties is not None:
        new.append(copy.deepcopy(properties))
    run.addnext(new)
    return new
