"""Comments in the margin of a Word file."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from ..docx.comments import AUTHOR, INITIALS, MARK
from ..docx.xml import W
from .words import SPACE, Ends

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_AROUND = frozenset(W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "fldSimple"))


@dataclass(frozen=True, slots=True)
class MarginNote:
    """What one comment says; ``start:end`` are its words in the text, empty for no place."""

    start: int
    end: int
    text: str


def comment(
    document: Any,
    notes: Iterable[tuple[MarginNote, Ends]],
    *,
    at: datetime.datetime,
    left_over: Sequence[str],
    heading: Ends,
) -> None:
    """Put each note on its runs; comments ``left_over`` (ids) are called from the heading."""
    if document.comments is None:  # also makes the part
        raise AttributeError
    comments = document.part.part_related_by(RT.COMMENTS).element
    known = [row.get(W + "id", "") for row in comments.iter(W + "comment")]
    used = {int(one) for one in known if one.isascii() and one.isdigit() and len(one) < 10}
    number = max(used, default=-1)
    when = at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for note, ends in notes:
        number += 1
        comments.append(_comment(comments, f"{number}", note.text, when))
        _mark(ends, f"{number}")
    for one in left_over:
        _mark(heading, one)


def _comment(comments: Any, number: str, text: str, when: str) -> Any:
    signed = {"id": number, "author": AUTHOR, "date": when, "initials": INITIALS}
    made = comments.makeelement(W + "comment", {W + key: value for key, value in signed.items()})
    for line in [*text.split("\n"), MARK]:
        paragraph = add(made, "p")
        add(add(paragraph, "pPr"), "pStyle", val="CommentText")
        write(add(paragraph, "r"), line)
    return made


def add(parent: Any, name: str, **attributes: str) -> Any:
    """Append an element of WordprocessingML to ``parent`` and return it."""
    made = parent.makeelement(W + name, {W + key: value for key, value in attributes.items()})
    parent.append(made)
    return made


def write(run: Any, words: str) -> None:
    """Put words into a run."""
    element = add(run, "t")
    element.text = fitting(words)
    element.set(SPACE, "preserve")


def fitting(words: str) -> str:
    """Return words without the characters that XML cannot hold."""
    return _UNFIT.sub("", words)


def _mark(ends: Ends, number: str) -> None:
    """Mark what is commented; around a link or an addition that is commented to its edge."""
    first, last = ends
    while first.getparent().tag in _AROUND and first.getprevious() is None:
        first = first.getparent()
    while last.getparent().tag in _AROUND and last.getnext() is None:
        last = last.getparent()
    first.addprevious(first.makeelement(W + "commentRangeStart", {W + "id": number}))
    call = last.makeelement(W + "r")
    add(add(call, "rPr"), "rStyle", val="CommentReference")
    add(call, "commentReference", id=number)
    last.addnext(call)
    last.addnext(last.makeelement(W + "commentRangeEnd", {W + "id": number}))
