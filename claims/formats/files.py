"""A file of any kind we read."""

import dataclasses
import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from .docx import read_docx
from .drafts import Draft, Unreadable
from .encodings import check_size, decode, kind_of
from .html import read_rich
from .markdown import read_markdown
from .newsml import read_newsml
from .ninjs import read_ninjs
from .page import read_page
from .pdf import read_pdf
from .plain import read_plain
from .wires import WireItem

_MENUS = re.compile(r"<(?:nav|footer|aside|header|script)\b", re.I)
_PROCESSOR = re.compile(
    r"urn:schemas-microsoft-com:office|docs-internal-guid|content=\"?(?:LibreOffice|Microsoft Word)"
)
_WIRES: dict[str, Callable[[bytes], WireItem]] = {"ninjs": read_ninjs, "newsml": read_newsml}


def read_file(data: bytes, *, name: str = "", content_type: str = "") -> Draft:
    """The draft in a file: .txt, .md, .html, .docx, .pdf, ninjs or NewsML-G2.

    The kind is told by content, then by name. What an agency says of its item beside the words
    is for ``read_wire``.

    Raises Unreadable, and nothing else, for anything that cannot be read.
    """
    check_size(data)
    kind = kind_of(data, name=name, content_type=content_type)
    if kind == "docx":
        return read_docx(data)
    if kind == "pdf":
        return read_pdf(data)
    if kind in _WIRES:
        return words_of(_WIRES[kind](data))
    text, warnings = decode(data, content_type=content_type)
    if kind == "html":
        # Only what has menus needs its main text found: of a bare document every word counts.
        is_page = bool(_MENUS.search(text)) and not _PROCESSOR.search(text[:20_000])
        draft = read_page(text) if is_page else read_rich(text)
    else:
        draft = read_markdown(text) if kind == "markdown" else read_plain(text)
    return dataclasses.replace(draft, warnings=(*draft.warnings, *warnings))


def read_wire(data: bytes, *, name: str = "", content_type: str = "") -> WireItem | None:
    """The agency's item in a file, or None for a file of another kind. Raises Unreadable."""
    check_size(data)
    kind = kind_of(data, name=name, content_type=content_type)
    return _WIRES[kind](data) if kind in _WIRES else None


def words_of(item: WireItem) -> Draft:
    """The draft of an item. Raises Unreadable for one that only takes a piece back."""
    if item.draft is None:
        raise Unreadable(_("This item takes a piece back and holds no text of its own."))
    return item.draft
