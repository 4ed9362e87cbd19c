"""A file of any kind we read."""

import dataclasses
import re

from .docx import read_docx
from .drafts import Draft
from .encodings import check_size, decode, kind_of
from .html import read_rich
from .markdown import read_markdown
from .page import read_page
from .pdf import read_pdf
from .plain import read_plain

_MENUS = re.compile(r"<(?:nav|footer|aside|header|script)\b", re.I)
_PROCESSOR = re.compile(
    r"urn:schemas-microsoft-com:office|docs-internal-guid|content=\"?(?:LibreOffice|Microsoft Word)"
)


def read_file(data: bytes, *, name: str = "", content_type: str = "") -> Draft:
    """The draft in a file: .txt, .md, .html, .docx or .pdf, told by content, then by name.

    Raises Unreadable, and nothing else, for anything that cannot be read.
    """
    check_size(data)
    kind = kind_of(data, name=name, content_type=content_type)
    if kind == "docx":
        return read_docx(data)
    if kind == "pdf":
        return read_pdf(data)
    text, warnings = decode(data, content_type=content_type)
    if kind == "html":
        # Only what has menus needs its main text found: of a bare document every word counts.
        is_page = bool(_MENUS.search(text)) and not _PROCESSOR.search(text[:20_000])
        draft = read_page(text) if is_page else read_rich(text)
    else:
        draft = read_markdown(text) if kind == "markdown" else read_plain(text)
    return dataclasses.replace(draft, warnings=(*draft.warnings, *warnings))
