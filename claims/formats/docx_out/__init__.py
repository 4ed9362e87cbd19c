"""A story out as a Word file: comments in the margin, a list of evidence at its end."""

import datetime
import io
from collections.abc import Iterable, Sequence
from typing import Any

from claims.text.segments import Block, Span

from ..docx.reader import Reader, open_docx
from ..docx.xml import FAILURES
from ..drafts import Link, Unreadable
from ..encodings import damaged
from .appendix import Line, Rank, append
from .disarming import disarm
from .margin import MarginNote, comment
from .plain import plain_docx
from .removing import remove_ours
from .words import Words, place

__all__ = ["Line", "MarginNote", "Rank", "annotate"]


def annotate(
    original: bytes | None,
    *,
    text: str,
    blocks: Sequence[Block],
    notes: Sequence[MarginNote],
    appendix: Sequence[Line],
    title: str = "",
    links: Iterable[Link] = (),
    at: datetime.datetime | None = None,
) -> bytes:
    """Return ``original`` with a comment for each note, and the appendix below the story.

    All else in it stays as it is: formatting, pictures, comments of other people; comments and
    appendix of an earlier export are replaced, and nothing that runs or is fetched on opening is
    handed on. Without an original the text is laid out plainly by its ``blocks`` and ``links``.
    Notes hold places in ``text``; a note whose words do not stand in the file is put on the
    appendix. Raises Unreadable for an original that cannot be written on.
    """
    data = plain_docx(text, blocks, links=links, title=title) if original is None else original
    document = open_docx(data)
    try:
        _annotate(document, text, notes, appendix, at or datetime.datetime.now(datetime.UTC))
        out = io.BytesIO()
        document.save(out)
    except Unreadable:
        raise
    except (ValueError, *FAILURES) as error:
        raise damaged() from error
    return out.getvalue()


def _annotate(
    document: Any,
    text: str,
    notes: Sequence[MarginNote],
    appendix: Sequence[Line],
    at: datetime.datetime,
) -> None:
    left_over = remove_ours(document)
    disarm(document)
    reader = Reader(document, traced=True)
    draft = reader.read()
    words = Words(document, draft, reader)
    spans: list[Span | None] = place(text, draft.text, [(note.start, note.end) for note in notes])
    ends = words.runs([span for span in spans if span])
    heading = append(document, appendix)
    comment(
        document,
        [(note, ends.get(span, heading)) for note, span in zip(notes, spans, strict=True)],
        at=at,
        left_over=left_over,
        heading=heading,
    )
