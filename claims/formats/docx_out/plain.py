"""A text laid out plainly as a Word file, by its blocks."""

import io
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from claims.text.segments import Block, BlockKind

from ..docx.xml import R
from ..drafts import Link
from ..html_rules import web_address
from .margin import add, fitting, write

_STYLES = {
    BlockKind.HEADLINE: "Title",
    BlockKind.STANDFIRST: "Subtitle",
    BlockKind.SUBHEAD: "Heading 2",
    BlockKind.CAPTION: "Caption",
    BlockKind.HIGHLIGHT: "List Bullet",
    BlockKind.LIST_ITEM: "List Bullet",
    BlockKind.FOOTNOTE: "Footnote Text",
}


def plain_docx(
    text: str, blocks: Sequence[Block], *, links: Iterable[Link] = (), title: str = ""
) -> bytes:
    """Return a Word file with the words of the blocks: headings, lists, tables, links."""
    page = _Page(text, links)
    about = page.document.core_properties
    about.title, about.author, about.comments = fitting(title)[:255], "", ""
    for is_table, group in groupby(blocks, lambda block: block.kind is BlockKind.TABLE_CELL):
        if is_table:
            page.table(list(group))
        else:
            for block in group:
                style = _STYLES.get(block.kind)
                page.words(page.document.add_paragraph(style=style)._p, block.start, block.end)
    out = io.BytesIO()
    page.document.save(out)
    return out.getvalue()


class _Page:
    """The file being written."""

    def __init__(self, text: str, links: Iterable[Link]) -> None:
        self.document = docx.Document()
        self.document.styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
        self.text = text
        self.links = sorted((link.start, link.end, link.url) for link in links if link.url)

    def table(self, blocks: list[Block]) -> None:
        """Lay out cells; those of one row stand one line end apart, as the readers write them."""
        table: list[list[Block]] = [[blocks[0]]]
        for before, block in pairwise(blocks):
            if self.text[before.end : block.start] == "\n":
                table[-1].append(block)
            else:
                table.append([block])
        widest = max(len(row) for row in table)
        made = self.document.add_table(rows=0, cols=widest, style="Table Grid")
        for row in table:
            for cell, block in zip(made.add_row().cells, row, strict=False):
                self.words(cell.paragraphs[0]._p, block.start, block.end)

    def words(self, paragraph: Any, start: int, end: int) -> None:
        """Write the words with the links that lie in them."""
        at = start
        first, after = (bisect_left(self.links, (edge,)) for edge in (start, end))
        for low, high, url in self.links[first:after]:
            if low < at or high > end or not (address := web_address(url)):
                continue
            self._run(paragraph, at, low)
            link = add(paragraph, "hyperlink")
            link.set(
                R + "id", self.document.part.relate_to(address, RT.HYPERLINK, is_external=True)
            )
            self._run(link, low, high)
            at = high
        self._run(paragraph, at, end)

    def _run(self, parent: Any, start: int, end: int) -> None:
        if start < end:
            write(add(parent, "r"), " ".join(self.text[start:end].split("\n")))
