"""What the export adds below the story, in styles by which the import knows it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.shared import Pt

from ..docx.reader import APPENDIX
from ..docx.xml import R
from ..html_rules import web_address
from .margin import add, write
from .words import Ends


class Rank(StrEnum):
    """What a line of the appendix is; its style is called so."""

    HEADING = "heading"
    ENTRY = "entry"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the appendix; the address, if any, stands after its words as a link."""

    text: str
    rank: Rank = Rank.ITEM
    url: str = ""


def append(document: Any, lines: Sequence[Line]) -> Ends:
    """Write the lines below the story; return the run of the first one as first and last."""
    first = None
    for line in lines:
        paragraph = document.add_paragraph(style=_style(document, line.rank))._p
        run = add(paragraph, "r")
        write(run, line.text)
        first = run if first is None else first
        if url := web_address(line.url):
            write(add(paragraph, "r"), " ")
            link = add(paragraph, "hyperlink")
            link.set(R + "id", document.part.relate_to(url, RT.HYPERLINK, is_external=True))
            write(add(link, "r"), url)
    if first is None:
        raise ValueError("an appendix without a heading")
    return first, first


def _style(document: Any, rank: Rank) -> Any:
    """The paragraph style of a rank: that of an earlier export, or a new one."""
    name = f"{APPENDIX.title()} {rank.title()}"
    for style in document.styles:
        if style.name and style.name.lower() == name.lower():
            return style
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    usual = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    if usual is not None:
        style.base_style = style.next_paragraph_style = usual
    shape = style.paragraph_format
    shape.page_break_before = rank is Rank.HEADING
    shape.space_before = Pt(0 if rank is Rank.ITEM else 10)
    shape.space_after = Pt(3)
    shape.left_indent = Pt(18 if rank is Rank.ITEM else 0)
    style.font.bold = rank is not Rank.ITEM
    if rank is Rank.HEADING:
        style.font.size = Pt(16)
    return style
