"""Word files: body in order, tables, lists, footnotes, links; changes read as accepted."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from lxml import etree

from claims.text.segments import BlockKind

from .docx_xml import MC, TRANSPARENT, R, W, cells, is_on, root, rows
from .drafts import Draft, Unreadable
from .encodings import check_size, damaged
from .html_rules import web_address
from .packages import check_package
from .writing import Inline, Writer

_FAILURES = (
    OpcError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
    RecursionError,
    OSError,
    NotImplementedError,
    etree.LxmlError,
)
_CHANGES = frozenset(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_KIND_OF_STYLE = {
    "title": BlockKind.HEADLINE,
    "heading 1": BlockKind.HEADLINE,
    "subtitle": BlockKind.STANDFIRST,
    "caption": BlockKind.CAPTION,
    "footnote text": BlockKind.FOOTNOTE,
    "endnote text": BlockKind.FOOTNOTE,
}
_RAISED = str.maketrans("0123456789+−-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def read_docx(data: bytes) -> Draft:
    """The draft in a Word file. Raises Unreadable; resolves and fetches nothing outside it."""
    check_size(data)
    check_package(data)
    try:
        document = docx.Document(io.BytesIO(data))
        return _Reader(document).read()
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable(
            _("This is not an ordinary Word document. Open it in Word and save it as .docx.")
        ) from error
    except _FAILURES as error:
        raise damaged() from error


@dataclass(slots=True)
class _Paragraph:
    """The paragraph being read, with the field its runs may stand in."""

    inline: Inline = field(default_factory=Inline)
    boxes: list[Any] = field(default_factory=list)
    fields: list[list[Any]] = field(default_factory=list)  # instruction, start of result or None
    joins_next: bool = False


class _Reader:
    """Reads one open document."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.part = document.part  # whose relations the links go by
        self.writer = Writer()
        self.carried: _Paragraph | None = None
        self.notes: dict[str, int] = {}
        self.row = 0
        self.struck = False
        self.styles: dict[str, tuple[BlockKind | None, bool]] = {}

    def read(self) -> Draft:
        body = self.document.element.body
        if body is None:
            raise damaged()
        self._container(body, None)
        self._flush_carried(None)
        self._read_notes("footnote", RT.FOOTNOTES)
        self._read_notes("endnote", RT.ENDNOTES)
        self.writer.resolve_notes(self.notes)
        return self.writer.finish(
            title=str(self.document.core_properties.title or ""), warnings=self._warnings(body)
        )

    def _warnings(self, body: Any) -> Iterator[str]:
        if next(body.iter(*_CHANGES), None) is not None:
            yield _("The file holds tracked changes; its text was read as if all were accepted.")
        if self.struck:
            yield _("Words marked as deleted (struck through) were left out.")
        count = sum(len(list(root(part))) for part in self._related(RT.COMMENTS))
        if count:
            yield ngettext(
                "The file holds %(count)d comment, which was not imported.",
                "The file holds %(count)d comments, which were not imported.",
                count,
            ) % {"count": count}

    def _related(self, kind: str) -> list[Any]:
        """The parts of this kind in the package, none or one."""
        relations = self.document.part.rels.values()
        return [r.target_part for r in relations if r.reltype == kind and not r.is_external]

    def _container(self, parent: Any, kind: BlockKind | None) -> list[int]:
        """Paragraphs and tables in order, as iter_inner_content, and in content controls too."""
        made: list[int] = []
        for child in parent.iterchildren():
            if child.tag == W + "p":
                made += self._paragraph(child, kind)
            elif child.tag == W + "tbl":
                self._flush_carried(kind)
                self._table(child, kind)
            elif child.tag in TRANSPARENT:
                made += self._container(child, kind)
        return made

    def _table(self, table: Any, kind: BlockKind | None) -> None:
        kept = [row for row in rows(table) if row.find(f"{W}trPr/{W}del") is None]
        widest = max((len(list(cells(row))) for row in kept), default=0)
        nested = table.find(f".//{W}tbl") is not None
        inner = BlockKind.TABLE_CELL if widest > 1 and not nested else kind
        for row in kept:
            self.row += 1
            for cell in cells(row):
                self._container(cell, inner)
                self._flush_carried(inner)

    def _paragraph(self, element: Any, kind: BlockKind | None) -> list[int]:
        paragraph = self.carried or _Paragraph()
        self.carried = None
        self._runs(element, paragraph)
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self.carried = paragraph  # its paragraph mark is deleted: it runs on
            return []
        return self._write(paragraph, self._kind(element, kind, paragraph.inline))

    def _flush_carried(self, kind: BlockKind | None) -> None:
        if self.carried is not None:
            paragraph, self.carried = self.carried, None
            self._write(paragraph, kind or BlockKind.PARAGRAPH)

    def _write(self, paragraph: _Paragraph, kind: BlockKind) -> list[int]:
        row = self.row if kind is BlockKind.TABLE_CELL else None
        made = self.writer.write(kind, paragraph.inline, row=row)
        for box in paragraph.boxes:
            self._container(box, None)
        return made

    def _kind(self, element: Any, around: BlockKind | None, inline: Inline) -> BlockKind:
        properties = element.find(W + "pPr")
        style = properties.find(W + "pStyle") if properties is not None else None
        kind, listed = self._style(style.get(W + "val", "") if style is not None else "")
        if kind is not None:
            return kind
        if properties is not None and (number := properties.find(W + "numPr")) is not None:
            identity = number.find(W + "numId")
            listed = identity is None or identity.get(W + "val") != "0"
        if listed:
            return around if around is BlockKind.FOOTNOTE else BlockKind.LIST_ITEM
        words = str(inline).strip()
        bold = inline.bold >= len(words) > 0 and len(words.split()) <= 12
        if around is None and bold and self.writer.blocks and words[-1] not in '.,;:!?…”"':
            return BlockKind.SUBHEAD
        return around or BlockKind.PARAGRAPH

    def _style(self, identity: str) -> tuple[BlockKind | None, bool]:
        """What a style stands for, and whether it numbers or bullets its paragraphs."""
        if identity not in self.styles:
            self.styles[identity] = (None, False)  # also ends a loop of styles
            for style in self.document.styles.element.iterchildren(W + "style"):
                if identity and style.get(W + "styleId") == identity:
                    self.styles[identity] = self._read_style(style)
                    break
        return self.styles[identity]

    def _read_style(self, style: Any) -> tuple[BlockKind | None, bool]:
        name = style.find(W + "name")
        label = name.get(W + "val", "").lower() if name is not None else ""
        level = style.find(f"{W}pPr/{W}outlineLvl")
        kind = _KIND_OF_STYLE.get(label)
        if kind is None and (label.startswith("heading ") or level is not None):
            kind = BlockKind.SUBHEAD
        listed = label.startswith("list ") and label != "list paragraph"
        listed |= style.find(f"{W}pPr/{W}numPr") is not None
        based = style.find(W + "basedOn")
        if kind is None and not listed and based is not None:
            return self._style(based.get(W + "val", ""))
        return kind, listed

    def _runs(self, parent: Any, paragraph: _Paragraph) -> None:
        for child in parent.iterchildren():
            if child.tag == W + "r":
                self._run(child, paragraph)
            elif child.tag == W + "hyperlink":
                start = paragraph.inline.length
                self._runs(child, paragraph)
                if url := self._target(child):
                    paragraph.inline.link(start, url, child.get(W + "tooltip", ""))
            elif child.tag == W + "fldSimple":
                start = paragraph.inline.length
                self._runs(child, paragraph)
                _link_field(child.get(W + "instr", ""), start, paragraph.inline)
            elif child.tag in TRANSPARENT:
                self._runs(child, paragraph)

    def _target(self, hyperlink: Any) -> str:
        relation = self.part.rels.get(hyperlink.get(R + "id", ""))
        if relation is None or not relation.is_external:
            return ""
        return web_address(relation.target_ref)

    def _run(self, run: Any, paragraph: _Paragraph) -> None:
        properties = run.find(W + "rPr")
        if is_on(properties, "vanish") or is_on(properties, "webHidden"):
            return
        if is_on(properties, "strike") or is_on(properties, "dstrike"):
            self.struck = True
            return
        align = properties.find(W + "vertAlign") if properties is not None else None
        raised = align is not None and align.get(W + "val") == "superscript"
        for child in run.iterchildren():
            self._run_part(child, paragraph, raised=raised, bold=is_on(properties, "b"))

    def _run_part(self, child: Any, paragraph: _Paragraph, *, raised: bool, bold: bool) -> None:
        inline = paragraph.inline
        name = str(child.tag).removeprefix(W)
        if name == "t":
            words = child.text or ""
            inline.add(words.translate(_RAISED) if raised else words, bold=bold)
        elif name in {"tab", "ptab"}:
            inline.add(" ")
        elif name in {"br", "cr"}:
            inline.line_break()
        elif name == "noBreakHyphen":
            inline.add("\u2011")
        elif name in {"footnoteReference", "endnoteReference"}:
            inline.note(f"{name.removesuffix('Reference')}-{child.get(W + 'id')}")
        elif name == "fldChar":
            _field_mark(child.get(W + "fldCharType", ""), paragraph)
        elif name == "instrText" and paragraph.fields:
            paragraph.fields[-1][0] += child.text or ""
        elif child.tag == MC + "AlternateContent":
            choice = child.find(MC + "Choice")
            paragraph.boxes += [] if choice is None else choice.iter(W + "txbxContent")
        elif name in {"pict", "drawing", "object"}:
            paragraph.boxes += child.iter(W + "txbxContent")

    def _read_notes(self, kind: str, relation: str) -> None:
        for part in self._related(relation):
            self.part = part
            for note in root(part).iterchildren(W + kind):
                if note.get(W + "type", "normal") == "normal":
                    made = self._container(note, BlockKind.FOOTNOTE)
                    if made:
                        self.notes[f"{kind}-{note.get(W + 'id')}"] = made[0]


def _field_mark(kind: str, paragraph: _Paragraph) -> None:
    """A complex field: begin, its instruction, separate, its shown result, end."""
    fields, inline = paragraph.fields, paragraph.inline
    if kind == "begin":
        fields.append(["", None])
    elif kind == "separate" and fields:
        fields[-1][1] = inline.length
    elif kind == "end" and fields:
        instruction, start = fields.pop()
        if start is not None:
            _link_field(instruction, start, inline)


def _link_field(instruction: str, start: int, inline: Inline) -> None:
    words = instruction.split()
    is_link = words[:1] == ["HYPERLINK"] and len(words) > 1 and words[1] != "\\l"
    if is_link and (url := web_address(words[1].strip('"'))):
        inline.link(start, url)
