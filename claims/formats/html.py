"""HTML to blocks: pasted rich text, Word's and Google Docs' markup, whole pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.utils.translation import gettext as _

from claims.text.segments import BlockKind

from .drafts import MAX_BYTES, Draft, Unreadable
from .html_rules import BLOCK_TAGS, BOLD_STYLE, data_tables, is_hidden, kind_of_element, web_address
from .markup import BOLD, VOID, Tag, sanitise, tokens
from .writing import Inline, Writer

_MARKER = re.compile(
    r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶^↩↑]{1,3}\ufe0e?|(?:note|jump up)[ \d]*)[\])]?", re.I
)
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_OPEN_QUOTES, _CLOSE_QUOTES = "“‘", "”’"


@dataclass(slots=True)
class Piece:
    """Words that stand by themselves in the markup, before they become blocks."""

    kind: BlockKind
    inline: Inline
    parent: int  # number of the element the words' own element stands in
    inside: frozenset[str]  # tags around it
    row: int | None = None
    ids: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Frame:
    """An open element."""

    tag: str
    number: int
    kind: BlockKind | None
    inside: frozenset[str]
    bold: bool = False
    plain_spaces: bool = False  # its no-break spaces are but spaces
    start: int = 0  # where its words begin in the running block
    href: str = ""
    title: str = ""


class _Builder:
    """Turns sanitised tokens into pieces."""

    def __init__(self, markup: str, base: str) -> None:
        self.stream = list(tokens(markup))
        self.base = base
        self.pieces: list[Piece] = []
        self.removed = False
        self.inline = Inline()
        self.ids: list[str] = []
        self.stack = [_Frame("", 0, None, frozenset())]
        self.number = 0
        self.row = 0
        self.quotes = 0
        self.places = self._places()
        self.tables = data_tables(self.stream)

    def _places(self) -> dict[str, int]:
        places: dict[str, int] = {}
        for at, token in enumerate(self.stream):
            if isinstance(token, Tag):
                for name in ("id", "name"):
                    if value := token.attributes.get(name):
                        places.setdefault(value, at)
        return places

    def build(self) -> list[Piece]:
        skipping = ""
        depth = 0
        for at, token in enumerate(self.stream):
            if skipping:
                if isinstance(token, Tag) and token.name == skipping:
                    depth += -1 if token.closes else 1
                    skipping = skipping if depth else ""
            elif isinstance(token, str):
                self._text(token)
            elif token.closes:
                self._close(token.name, at)
            elif is_hidden(token) and token.name not in VOID:
                self.removed = self.removed or token.name == "del"
                skipping, depth = token.name, 1
            else:
                self._open(token, at)
        self._flush()
        return self.pieces

    def _text(self, words: str) -> None:
        frame = self.stack[-1]
        if frame.plain_spaces:
            words = words.replace("\u00a0", " ")
        if "pre" in frame.inside:
            head, *lines = words.split("\n")
            self.inline.add(head)
            for line in lines:
                self.inline.line_break()
                self.inline.add(line)
        else:
            self.inline.add(words, bold=frame.bold)

    def _open(self, tag: Tag, at: int) -> None:
        name = tag.name
        if name in BLOCK_TAGS:
            self._flush()
        for attribute in ("id", "name"):
            if value := tag.attributes.get(attribute):
                self.ids.append(value)
        if name == "br":
            self.inline.line_break()
        if name in VOID:
            return
        if name == "tr":
            self.row += 1
        if name == "q":
            self.inline.add(_OPEN_QUOTES[self.quotes % 2])
            self.quotes += 1
        self.number += 1
        self.stack.append(self._frame(tag, at))

    def _frame(self, tag: Tag, at: int) -> _Frame:
        above = self.stack[-1]
        classes = tag.attributes.get("class", "")
        style = tag.attributes.get("style", "")
        weight = BOLD_STYLE.search(style)
        bold = above.bold or BOLD in classes
        if weight:
            bold = weight[1] not in {"normal", "100", "200", "300", "400", "500"}
        inside = above.inside | {tag.name} if tag.name in BLOCK_TAGS else above.inside
        if tag.name == "table":  # a table for layout is no table; nor are lists around it
            inside = inside - {"layout"} if at in self.tables else inside | {"layout"}
        return _Frame(
            tag.name,
            self.number,
            kind_of_element(tag, classes, style, above.kind, "layout" in inside),
            inside,
            bold=bold,
            plain_spaces=above.plain_spaces or "Apple-c" in classes or "mso-spacerun" in style,
            start=self.inline.length,
            href=tag.attributes.get("href", "").strip(),
            title=tag.attributes.get("title", ""),
        )

    def _close(self, name: str, at: int) -> None:
        if name in BLOCK_TAGS:
            self._flush()
        if len(self.stack) == 1 or self.stack[-1].tag != name:
            return  # nh3 writes well-formed markup; this is the void's or the root's end
        frame = self.stack.pop()
        if name == "q":
            self.quotes -= 1
            self.inline.add(_CLOSE_QUOTES[self.quotes % 2])
        elif name == "a" and frame.href:
            self._end_link(frame, at)
        elif name == "sup":
            raised = self.inline.since(frame.start)
            if not any(map(str.isalnum, raised)):
                self.inline.cut(frame.start)  # "[]" or "," left over from footnote marks
            elif re.fullmatch(r"[\d+−-]+", raised):
                self.inline.cut(frame.start)
                self.inline.add(raised.translate(_RAISED))

    def _end_link(self, frame: _Frame, at: int) -> None:
        label = self.inline.since(frame.start).strip()
        is_marker = _MARKER.fullmatch(label) is not None
        raised = any(f.tag == "sup" for f in self.stack) or label[:1] in ("[", "^", "↩", "↑")
        if frame.href.startswith("#"):
            target = unquote(frame.href[1:])
            known = self.places.get(target)
            if is_marker and (known is not None or raised):
                self.inline.cut(frame.start)
                if known is not None and known > at:
                    self.inline.note(target)
        elif url := web_address(frame.href, self.base):
            if is_marker and raised:
                self.inline.cut(frame.start)
                self.inline.link_before(url, frame.title or label)
            else:
                self.inline.link(frame.start, url, frame.title)

    def _flush(self) -> None:
        if not str(self.inline).strip():
            self.inline = Inline()
            return
        blocks = [f for f in self.stack if f.tag in BLOCK_TAGS]
        own = blocks[-1] if blocks else self.stack[0]
        kind = own.kind or BlockKind.PARAGRAPH
        words = str(self.inline).strip()
        for frame in self.stack:  # a link around blocks is a link on the words of each
            if frame.tag == "a" and (url := web_address(frame.href, self.base)):
                self.inline.link(frame.start, url, frame.title)
        if kind is BlockKind.PARAGRAPH and self.pieces and _like_subhead(words, self.inline):
            kind = BlockKind.SUBHEAD
        row = self.row if kind is BlockKind.TABLE_CELL else None
        parent = blocks[-2].number if len(blocks) > 1 else 0
        self.pieces.append(Piece(kind, self.inline, parent, own.inside, row, self.ids))
        self.inline, self.ids = Inline(), []
        for frame in self.stack:
            frame.start = 0


def _like_subhead(words: str, inline: Inline) -> bool:
    """A short paragraph in bold from end to end, without a full stop."""
    whole = inline.bold >= len(words)
    return whole and len(words.split()) <= 12 and words[-1] not in '.,;:!?…”"'


def pieces_of(markup: str, *, base: str = "") -> tuple[list[Piece], list[str]]:
    """The pieces of any markup, sanitised, and warnings; ``base`` resolves relative links."""
    builder = _Builder(sanitise(markup), base)
    pieces = builder.build()
    removed = _("Words marked as deleted (struck through) were left out.")
    return pieces, [removed] if builder.removed else []


def write_pieces(pieces: Iterable[Piece]) -> Writer:
    """The pieces as blocks over one text, footnotes tied to their calls."""
    writer = Writer()
    notes: dict[str, int] = {}
    for piece in pieces:
        made = writer.write(piece.kind, piece.inline, row=piece.row)
        if made:
            notes.update({name: made[0] for name in piece.ids if name not in notes})
    writer.resolve_notes(notes)
    return writer


def read_rich(html: str) -> Draft:
    """A pasted HTML fragment. Raises Unreadable."""
    if len(html) > MAX_BYTES:
        raise Unreadable(_("The pasted text is larger than 10 MB. Paste it in parts."))
    pieces, warnings = pieces_of(html)
    return write_pieces(pieces).finish(warnings=warnings)
