"""PDF: lines joined to paragraphs, broken words mended, page headers and footers left out."""

import json
import re
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.text.segments import BlockKind

from .drafts import Draft, Unreadable, too_long
from .encodings import check_size, damaged, locked
from .writing import Inline, Writer

TIMEOUT = 12  # seconds for the reading process
_EDGE = 0.12  # of a page's height: where headers and footers stand
_HYPHEN = "\u00ad"
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.I)
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BULLET = re.compile(r"[•▪◦‣●○■\uf0b7]\s*|[-–*]\s+")
_NO_TITLE = re.compile(r"(?i)microsoft |untitled|.*\.(?:docx?|pdf|indd|odt|pages)$")


class _Line(NamedTuple):
    page: int
    words: str
    left: float
    right: float
    y: float
    size: float


@dataclass(slots=True)
class _Paragraph:
    lines: list[_Line] = field(default_factory=list)


def read_pdf(data: bytes) -> Draft:
    """The draft in a PDF with a text layer. Raises Unreadable."""
    check_size(data)
    found = lines_of(data)
    if found["cut"]:
        raise too_long()
    return draft_of_lines(found)


def draft_of_lines(found: dict[str, Any]) -> Draft:
    """The draft of what ``lines_of`` found. Raises Unreadable."""
    pages = [
        [_Line(page, *line) for line in content["lines"]]
        for page, content in enumerate(found["pages"])
    ]
    empty = sum(not page for page in pages)
    if empty == len(pages):
        raise Unreadable(
            _(
                "This PDF holds only pictures of its pages (a scan). "
                "Run text recognition (OCR) on it first, or paste the words."
            )
        )
    warnings = []
    lines, dropped = _without_running_heads(pages, [page["height"] for page in found["pages"]])
    if dropped:
        warnings.append(_("Page headers, footers and page numbers were left out."))
    if empty:
        warnings.append(
            ngettext(
                "%(count)d page holds no text (a picture?) and was left out.",
                "%(count)d pages hold no text (pictures?) and were left out.",
                empty,
            )
            % {"count": empty}
        )
    title = str(found["title"])
    return _write(lines).finish(title="" if _NO_TITLE.match(title) else title, warnings=warnings)


def lines_of(data: bytes) -> dict[str, Any]:
    """What pdf_lines tells of the file. Raises Unreadable."""
    script = Path(__file__).with_name("pdf_lines.py")
    try:
        done = subprocess.run(  # noqa: S603 - our own script, the file only on standard input
            [sys.executable, "-I", str(script)],
            input=data,
            capture_output=True,
            timeout=TIMEOUT,
            check=True,
        )
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise Unreadable(
            _(
                "This PDF is too complex or damaged. "
                "Save the article's pages alone as a new PDF, or paste its words."
            )
        ) from error
    match found.get("error"):
        case None:
            return dict(found)
        case "password":
            raise locked()
        case _:
            raise damaged()


def _without_running_heads(
    pages: list[list[_Line]], heights: list[float]
) -> tuple[list[_Line], bool]:
    """The lines without what recurs at the edges of pages, and whether anything went."""

    def key(line: _Line) -> str:
        return re.sub(r"\d+", "#", line.words.casefold())

    def at_edge(line: _Line) -> bool:
        height = heights[line.page] or 1
        return not _EDGE < line.y / height < 1 - _EDGE

    counts = Counter(k for page in pages for k in {key(line) for line in page if at_edge(line)})
    often = max(2, len(pages) / 2)
    kept, dropped = [], False
    for line in (line for page in pages for line in page):
        recurs = counts[key(line)] >= often
        if at_edge(line) and (recurs or _PAGE_NUMBER.fullmatch(line.words)):
            dropped = True
        else:
            kept.append(line)
    return kept, dropped


def _write(lines: list[_Line]) -> Writer:
    writer = Writer()
    if not lines:
        return writer
    sizes = [line.size for line in lines for _char in range(0, len(line.words), 10)]
    body = statistics.median(sizes)
    vocabulary = _words(lines)
    largest = max(line.size for line in lines if line.page == lines[0].page)
    for paragraph in _paragraphs(lines):
        first = paragraph.lines[0]
        words = _joined(paragraph.lines, vocabulary)
        kind = BlockKind.PARAGRAPH
        if bullet := _BULLET.match(words):
            kind = BlockKind.LIST_ITEM
            words = words[bullet.end() :]
        elif first.size > body * 1.2 and len(words.split()) <= 40:
            is_headline = first.size == largest and first.page == lines[0].page
            kind = BlockKind.HEADLINE if is_headline else BlockKind.SUBHEAD
        inline = Inline()
        inline.add(words)
        writer.write(kind, inline)
    return writer


def _paragraphs(lines: list[_Line]) -> Iterator[_Paragraph]:
    gaps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and a.y > b.y]
    spacing = _usual(gaps) if gaps else 0.0
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        column = (line.page, round(line.left / 40))
        edges[column] = max(edges.get(column, 0), line.right)
    paragraph = _Paragraph([lines[0]])
    for before, line in pairwise(lines):
        edge = edges[(before.page, round(before.left / 40))]
        if _parts(paragraph, before, line, spacing, edge):
            yield paragraph
            paragraph = _Paragraph()
        paragraph.lines.append(line)
    yield paragraph


def _usual(gaps: list[float]) -> float:
    """The most common distance between lines, in steps of half a point; the smaller of equals."""
    counts = Counter(round(gap * 2) / 2 for gap in gaps)
    most = max(counts.values())
    return min(gap for gap, count in counts.items() if count == most)


def _parts(paragraph: _Paragraph, before: _Line, line: _Line, spacing: float, edge: float) -> bool:
    """Whether a new paragraph begins at ``line``; ``edge`` is the right edge of the lines above."""
    if before.words.endswith(_HYPHEN):
        return False
    if abs(line.size - before.size) > 0.15 * before.size or _BULLET.match(line.words):
        return True
    ends = _SENTENCE_END.search(before.words) is not None
    gap = before.y - line.y
    if line.page != before.page or gap < -0.5 * line.size:  # next page or column
        return ends
    if gap > max(1.3 * spacing, 1.6 * line.size if not spacing else 0):
        return True
    hangs = _BULLET.match(paragraph.lines[0].words) is not None
    indent = line.left - before.left
    if not hangs and 0.8 * line.size < indent < 6 * line.size and ends:
        return True
    width = edge - min(item.left for item in paragraph.lines)
    return ends and width > 0 and before.right < edge - 0.25 * width


def _words(lines: list[_Line]) -> Counter[str]:
    """Every word of the text, hyphened ones whole."""
    text = " ".join(line.words.lower() for line in lines)
    return Counter(re.findall(r"\w+(?:-\w+)*", text))


def _joined(lines: list[_Line], vocabulary: Counter[str]) -> str:
    """The lines as running words; a hyphen at a line end goes, unless it belongs to the word."""
    out: list[str] = []
    for line in lines:
        if out and out[-1].endswith(_HYPHEN):
            out[-1] = _mended(out[-1], line.words, vocabulary)
        else:
            out.append(line.words)
    return " ".join(out).replace(_HYPHEN, "-")


def _mended(before: str, after: str, vocabulary: Counter[str]) -> str:
    before = before.removesuffix(_HYPHEN)
    head = re.search(r"[\w-]*$", before)
    tail = re.match(r"[\w-]*", after)
    first, second = head[0] if head else "", tail[0] if tail else ""
    with_hyphen, without = f"{first}-{second}".lower(), f"{first}{second}".lower()
    keeps = not first[-1:].isalpha() or not second[:1].islower()
    keeps |= vocabulary[with_hyphen] > vocabulary[without]
    return f"{before}-{after}" if keeps else f"{before}{after}"
