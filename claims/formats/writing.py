"""The writer that lays blocks and links over one text."""

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from claims.text.segments import Block, BlockKind, is_furniture

from .drafts import MAX_BLOCKS, MAX_CHARS, Draft, Link, draft_of, settle, tidy, too_long

_SPACES = re.compile(r"\s{2,}|[ \t\n]")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BULLET = re.compile(r"[-*•·▪◦‣–]\s|\d{1,2}[.)]\s")
_LAST_WORD = re.compile(r"\w\S*?(?=\W*$)")
_WEB = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]]")
_CAN_BE_FURNITURE = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.SUBHEAD, BlockKind.CAPTION}


class Inline:
    """The running words of one block; white space is collapsed as they arrive.

    A single no-break or thin space stays what it is. "\\n" stands for a line break that was
    asked for; offsets count from the start of these words.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._tail = ""
        self.length = 0
        self.bold = 0
        self.links: list[Link] = []
        self.notes: list[tuple[int, str]] = []
        self.marks: list[tuple[int, Hashable]] = []

    def __str__(self) -> str:
        return "".join(self._parts)

    def add(self, words: str, *, bold: bool = False) -> None:
        """Append words; a run of white space becomes one space."""
        words = _SPACES.sub(" ", tidy(words))
        if words[:1].isspace() and (not self._tail or self._tail.isspace()):
            words = words[1:]
        self._append(words)
        if bold:
            self.bold += len(words)

    def _append(self, words: str) -> None:
        if words:
            self._parts.append(words)
            self._tail = words[-1]
            self.length += len(words)

    def line_break(self) -> None:
        """A line break in running words."""
        if self._tail == " ":
            self.cut(self.length - 1)
        if self.length:
            self._append("\n")

    def since(self, start: int) -> str:
        """The words from ``start`` on, at the cost of those words only."""
        taken: list[str] = []
        length = self.length - start
        for part in reversed(self._parts):
            if length <= 0:
                break
            taken.append(part[-length:])
            length -= len(part)
        return "".join(reversed(taken))

    def cut(self, start: int) -> None:
        """Take away the words from ``start`` on."""
        while self._parts and self.length > start:
            part = self._parts.pop()
            self.length -= len(part)
            if self.length < start:
                kept = part[: start - self.length]
                self._parts.append(kept)
                self.length += len(kept)
        self._tail = self._parts[-1][-1] if self._parts else ""

    def link(self, start: int, url: str, title: str = "") -> None:
        """The words from ``start`` to here carry a link."""
        self.links.append(Link(start, self.length, url, title))

    def link_before(self, url: str, title: str = "") -> None:
        """The word before this place carries a link (whose own mark is not text)."""
        base = max(0, self.length - 80)
        if word := last_word(self.since(base)):
            self.links.append(Link(base + word[0], base + word[1], url, title))

    def note(self, key: str) -> None:
        """A footnote is called here; its text is known later, under ``key``."""
        self.notes.append((self.length, key))

    def mark(self, key: Hashable) -> None:
        """Something begins or ends here that the writer shall find again, under ``key``."""
        self.marks.append((self.length, key))

    def pieces(self, *, split_lines: bool) -> Iterator[tuple[int, int]]:
        """Where the block parts: at empty lines, and at line breaks that end a sentence."""
        words = str(self)
        start = 0
        for match in re.finditer(r"\n+", words):
            before, after = words[start : match.start()], words[match.end() : match.end() + 4]
            ends = _SENTENCE_END.search(before[-4:]) or _BULLET.match(after)
            if len(match[0]) > 1 or (split_lines and ends):
                yield start, match.start()
                start = match.end()
        yield start, len(words)


def last_word(text: str) -> tuple[int, int] | None:
    """Where the last word stands, without the punctuation after it."""
    match = _LAST_WORD.search(text)
    return match.span() if match else None


@dataclass(slots=True)
class Writer:
    """Lays blocks over one text, two line ends apart (one between the cells of a row)."""

    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    byline: str = ""
    # Where the marks stand: at the words after or before them, or in the gap between two blocks.
    places: dict[Hashable, int] = field(default_factory=dict)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _row: int | None = None
    _calls: list[tuple[int, int, str]] = field(default_factory=list)

    def write(self, kind: BlockKind, inline: Inline, *, row: int | None = None) -> list[int]:
        """Add the words as blocks of this kind; returns the numbers of the blocks made."""
        words, before = str(inline), self._length
        made, laid = [], []
        for start, end in inline.pieces(split_lines=kind is BlockKind.PARAGRAPH):
            piece = words[start:end]
            lead = len(piece) - len(piece.lstrip())
            text = piece.strip().replace("\n", " ")
            if text:
                made.append(self._put(kind, text, row))
                start += lead
                self._carry(inline, start, start + len(text))
                laid.append((start, start + len(text), self.blocks[-1].start))
        for at, key in inline.marks:
            number = bisect_right(laid, at, key=lambda piece: piece[0]) - 1
            low, high, base = laid[number] if number >= 0 else (at, at, before)
            self.places.setdefault(key, base + min(at, high) - low)
        return made

    def _put(self, kind: BlockKind, text: str, row: int | None) -> int:
        gap = "\n" if row is not None and row == self._row else "\n\n"
        self._row = row
        if self._parts:
            self._parts.append(gap)
            self._length += len(gap)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        if self._length > MAX_CHARS or len(self.blocks) >= MAX_BLOCKS:
            raise too_long()
        if kind in _CAN_BE_FURNITURE and is_furniture(text):
            kind = BlockKind.FURNITURE
        self.blocks.append(Block(kind, start, self._length))
        return len(self.blocks) - 1

    def _carry(self, inline: Inline, start: int, end: int) -> None:
        """Bring the links and footnote calls within ``start:end`` of the words over.

        Both lie in order and links do not nest, so each piece looks at its own only.
        """
        text = self._parts[-1]
        base = self.blocks[-1].start
        links = inline.links
        for at in range(bisect_right(links, start, key=lambda link: link.end), len(links)):
            link = links[at]
            if link.start >= end:
                break
            low, high = max(link.start, start) - start, min(link.end, end) - start
            words = text[low:high]
            low += len(words) - len(words.lstrip())
            high -= len(words) - len(words.rstrip())
            if low < high:
                self.links.append(Link(base + low, base + high, link.url, link.title))
        notes = inline.notes
        for number in range(bisect_right(notes, start, key=lambda note: note[0]), len(notes)):
            at, key = notes[number]
            if at > end + 1:
                break
            cut = max(0, at - start - 80)
            if word := last_word(text[cut : at - start]):
                self._calls.append((base + cut + word[0], base + cut + word[1], key))

    def resolve_notes(self, notes: dict[str, int]) -> None:
        """Tie each footnote call to the block its key names; that block becomes a footnote."""
        text = "".join(self._parts)
        found = list(self.links)
        starts = [link.start for link in found]
        for start, end, key in self._calls:
            number = notes.get(key)
            if number is None or self.blocks[number].start <= start:
                continue
            note = self.blocks[number]
            self.blocks[number] = Block(BlockKind.FOOTNOTE, note.start, note.end)
            words = text[note.start : note.end]
            own = slice(bisect_left(starts, note.start), bisect_left(starts, note.end))
            urls = [link.url for link in found[own]] or _WEB.findall(words) or [""]
            for url in dict.fromkeys(urls):
                self.links.append(Link(start, end, url, words))
        self._calls.clear()

    def finish(
        self,
        *,
        title: str = "",
        byline: str = "",
        published: datetime.date | None = None,
        language: str = "",
        warnings: Iterable[str] = (),
    ) -> Draft:
        """The draft; ``title`` counts only where the text has no headline of its own."""
        text = "".join(self._parts)
        blocks = settle(text, self.blocks)
        return draft_of(
            text,
            blocks,
            links=sorted(set(self.links), key=lambda link: (link.start, link.end, link.url)),
            title=title,
            byline=byline or self.byline,
            published=published,
            language=language,
            warnings=warnings,
        )
