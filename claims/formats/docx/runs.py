"""The runs of a Word paragraph: words, links, fields, calls of notes, marks of comments."""

from dataclasses import dataclass, field
from typing import Any

from ..html_rules import web_address
from ..writing import Inline
from .xml import MC, TRANSPARENT, R, W, is_on

RAISED = str.maketrans("0123456789+−-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_UNREAD = frozenset(W + name for name in ("del", "moveFrom"))
MARKS = {
    W + "commentRangeStart": "start",
    W + "commentRangeEnd": "end",
    W + "commentReference": "at",
}


@dataclass(slots=True)
class Paragraph:
    """The paragraph being read, with the field its runs may stand in."""

    inline: Inline = field(default_factory=Inline)
    boxes: list[Any] = field(default_factory=list)
    fields: list[list[Any]] = field(default_factory=list)  # instruction, start of result or None


class Runs:
    """Reads runs into paragraphs.

    Comments leave marks (what, id) with "start", "end" and "at". A ``traced`` reading leaves
    ("from", element) and ("to", element) around the words of each text element as well.
    """

    def __init__(self, part: Any, *, traced: bool = False) -> None:
        self.part = part  # whose relations the links go by
        self.traced = traced
        self.struck = False

    def read(self, parent: Any, paragraph: Paragraph) -> None:
        """Add what ``parent`` holds to the paragraph."""
        inline = paragraph.inline
        for child in parent.iterchildren():
            start = inline.length
            if child.tag == W + "r":
                self._run(child, paragraph)
            elif child.tag == W + "hyperlink":
                self.read(child, paragraph)
                if url := self._target(child):
                    inline.link(start, url, child.get(W + "tooltip", ""))
            elif child.tag == W + "fldSimple":
                self.read(child, paragraph)
                _link_field(child.get(W + "instr", ""), start, inline)
            elif child.tag in TRANSPARENT:
                self.read(child, paragraph)
            else:
                mark_comments(child, inline)

    def _target(self, hyperlink: Any) -> str:
        relation = self.part.rels.get(hyperlink.get(R + "id", ""))
        if relation is None or not relation.is_external:
            return ""
        return web_address(relation.target_ref)

    def _run(self, run: Any, paragraph: Paragraph) -> None:
        properties = run.find(W + "rPr")
        struck = is_on(properties, "strike") or is_on(properties, "dstrike")
        if struck or is_on(properties, "vanish") or is_on(properties, "webHidden"):
            self.struck |= struck
            mark_comments(run, paragraph.inline)
            return
        align = properties.find(W + "vertAlign") if properties is not None else None
        raised = align is not None and align.get(W + "val") == "superscript"
        for child in run.iterchildren():
            self._run_part(child, paragraph, raised=raised, bold=is_on(properties, "b"))

    def _run_part(self, child: Any, paragraph: Paragraph, *, raised: bool, bold: bool) -> None:
        inline = paragraph.inline
        name = str(child.tag).removeprefix(W)
        if name == "t":
            self._words(child, inline, raised=raised, bold=bold)
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
        elif child.tag in MARKS:
            mark_comments(child, inline)
        else:
            paragraph.boxes += _boxes(child)

    def _words(self, element: Any, inline: Inline, *, raised: bool, bold: bool) -> None:
        words = element.text or ""
        if self.traced:
            inline.mark(("from", element))
        inline.add(words.translate(RAISED) if raised else words, bold=bold)
        if self.traced:
            inline.mark(("to", element))


def _boxes(part: Any) -> list[Any]:
    """The text boxes of a drawing, which a file may hold in two ways for two readers."""
    if part.tag == MC + "AlternateContent":
        choice = part.find(MC + "Choice")
        return [] if choice is None else list(choice.iter(W + "txbxContent"))
    drawn = part.tag in {W + "pict", W + "drawing", W + "object"}
    return list(part.iter(W + "txbxContent")) if drawn else []


def mark_comments(element: Any, inline: Inline) -> None:
    """Note where comments begin, end and are called, also among words that are not read."""
    inner = element.iter(*MARKS) if element.tag not in MARKS else [element]
    for mark in inner:
        inline.mark((MARKS[mark.tag], mark.get(W + "id", "")))


def _field_mark(kind: str, paragraph: Paragraph) -> None:
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
