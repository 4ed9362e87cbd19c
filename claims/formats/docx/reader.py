"""The blocks of a Word file in order: paragraphs, tables, lists, text boxes, notes."""

import dataclasses
import io
from collections.abc import Iterator
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from claims.text.segments import BlockKind

from ..drafts import MAX_BYTES, Draft, Unreadable
from ..encodings import check_size, damaged
from ..packages import check_package
from ..writing import Inline, Writer
from .comments import comments_in, place
from .runs import MARKS, Paragraph, Runs, mark_comments
from .xml import DC, FAILURES, TRANSPARENT, W, cells, related, root, rows

# The style of what our own export adds below the story; it is no part of the story.
APPENDIX = "factcheck evidence"
_CHANGES = frozenset(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_KIND_OF_STYLE = {
    "title": BlockKind.HEADLINE,
    "heading 1": BlockKind.HEADLINE,
    "subtitle": BlockKind.STANDFIRST,
    "caption": BlockKind.CAPTION,
    "footnote text": BlockKind.FOOTNOTE,
    "endnote text": BlockKind.FOOTNOTE,
}


def read_docx(data: bytes, *, most: int = MAX_BYTES) -> Draft:
    """The draft in a Word file. Raises Unreadable; resolves and fetches nothing outside it."""
    document = open_docx(data, most=most)
    try:
        return Reader(document).read()
    except Unreadable:
        raise
    except (ValueError, *FAILURES) as error:
        raise damaged() from error


def open_docx(data: bytes, *, most: int = MAX_BYTES) -> Any:
    """The document in a package whose size and parts were looked at first. Raises Unreadable."""
    check_size(data, most)
    check_package(data)
    try:
        return docx.Document(io.BytesIO(data))
    except ValueError as error:
        raise Unreadable(
            _("This is not an ordinary Word document. Open it in Word and save it as .docx.")
        ) from error
    except FAILURES as error:
        raise damaged() from error


class Reader:
    """Reads one open document, once.

    After a ``traced`` reading, ``writer.places`` also tells where each text element stands, and
    ``notes`` the block of each foot- or endnote.
    """

    def __init__(self, document: Any, *, traced: bool = False) -> None:
        self.document = document
        self.runs = Runs(document.part, traced=traced)
        self.writer = Writer()
        self.carried: Paragraph | None = None
        self.notes: dict[str, int] = {}
        self.appended = False
        self.row = 0
        self.styles: dict[str, tuple[BlockKind | None, bool]] = {}
        self.appendix = appendix_styles(document)

    def read(self) -> Draft:
        """The draft. Raises Unreadable, or one of FAILURES."""
        body = self.document.element.body
        if body is None:
            raise damaged()
        self._container(body, None)
        self._flush_carried(None)
        self._read_notes("footnote", RT.FOOTNOTES)
        self._read_notes("endnote", RT.ENDNOTES)
        self.writer.resolve_notes(self.notes)
        draft = self.writer.finish(title=title_of(self.document), warnings=self._warnings(body))
        raws = comments_in(self.document.part)
        comments, told = place(raws, draft, self.writer.places)
        return dataclasses.replace(draft, comments=comments, warnings=(*draft.warnings, *told))

    def _warnings(self, body: Any) -> Iterator[str]:
        if next(body.iter(*_CHANGES), None) is not None:
            yield _("The file holds tracked changes; its text was read as if all were accepted.")
        if self.runs.struck:
            yield _("Words marked as deleted (struck through) were left out.")
        if self.appended:
            yield _("The list of evidence at its end, which Factcheck had written, was left out.")

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
            elif child.tag in MARKS:
                self._mark_between(child)
        return made

    def _mark_between(self, mark: Any) -> None:
        """A comment that begins or ends between two paragraphs."""
        inline = self.carried.inline if self.carried else Inline()
        mark_comments(mark, inline)
        if not self.carried:
            self.writer.write(BlockKind.PARAGRAPH, inline)

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
        if style_of(element) in self.appendix:
            self.appended = True
            return []
        paragraph = self.carried or Paragraph()
        self.carried = None
        self.runs.read(element, paragraph)
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self.carried = paragraph  # its paragraph mark is deleted: it runs on
            return []
        return self._write(paragraph, self._kind(element, kind, paragraph.inline))

    def _flush_carried(self, kind: BlockKind | None) -> None:
        if self.carried is not None:
            paragraph, self.carried = self.carried, None
            self._write(paragraph, kind or BlockKind.PARAGRAPH)

    def _write(self, paragraph: Paragraph, kind: BlockKind) -> list[int]:
        row = self.row if kind is BlockKind.TABLE_CELL else None
        made = self.writer.write(kind, paragraph.inline, row=row)
        for box in paragraph.boxes:
            self._container(box, None)
        return made

    def _kind(self, element: Any, around: BlockKind | None, inline: Inline) -> BlockKind:
        kind, listed = self._style(style_of(element))
        if kind is not None:
            return kind
        if (number := element.find(f"{W}pPr/{W}numPr")) is not None:
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
        label = name_of(style)
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

    def _read_notes(self, kind: str, relation: str) -> None:
        for part in related(self.document.part, relation):
            self.runs.part = part
            for note in root(part).iterchildren(W + kind):
                if note.get(W + "type", "normal") == "normal":
                    made = self._container(note, BlockKind.FOOTNOTE)
                    if made:
                        self.notes[f"{kind}-{note.get(W + 'id')}"] = made[0]


def title_of(document: Any) -> str:
    """The title in the properties of a file.

    python-docx would add properties to a file of LibreOffice, whose relation to them it does not
    know, and write them twice.
    """
    for relation in document.part.package.rels.values():
        if relation.reltype.endswith("/core-properties") and not relation.is_external:
            return root(relation.target_part).findtext(DC + "title") or ""
    return ""


def style_of(paragraph: Any) -> str:
    """The identity of a paragraph's style; "" for none of its own."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(style.get(W + "val", "")) if style is not None else ""


def name_of(style: Any) -> str:
    """The name of a style in small letters."""
    name = style.find(W + "name")
    return str(name.get(W + "val", "")).lower() if name is not None else ""


def appendix_styles(document: Any) -> set[str]:
    """The identities of the styles of what our export adds below a story."""
    styles = document.styles.element.iterchildren(W + "style")
    return {style.get(W + "styleId", "") for style in styles if name_of(style).startswith(APPENDIX)}
