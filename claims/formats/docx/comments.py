"""The comments in the margin of a Word file, as they stand on the words of its draft."""

import datetime
from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import product
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from ..drafts import Comment, Draft, tidy
from .xml import W14, W15, W, related, root

# By these our own export signs its comments; programs that save the file may drop the initials.
AUTHOR, INITIALS = "Factcheck", "FC"
# Their last line. Word takes the names of authors out where a desk has it do so.
MARK = "[Factcheck: written by the export, replaced by the next one]"
EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
MOST = 1_000  # in one file; a long read has some 200
MOST_ON_THE_SAME = 50  # words; a long thread has some 20
LONGEST = 20_000  # code points of one
MOST_TOLD = 10  # of those that stand nowhere
YEARS = range(1990, 2200)


class Raw(NamedTuple):
    """A comment as the file has it."""

    id: str
    author: str
    at: datetime.datetime | None
    text: str
    ours: bool
    key: str  # by which its thread knows it
    parent: str = ""
    done: bool = False


def comments_in(part: Any) -> list[Raw]:
    """The comments of a document part in the order of the file, replies with their parents."""
    threads = {
        row.get(W15 + "paraId", ""): row
        for extended in related(part, EXTENDED)
        for row in root(extended).iterchildren(W15 + "commentEx")
    }
    found = [
        _raw(element) for p in related(part, RT.COMMENTS) for element in root(p).iter(W + "comment")
    ]
    keys = {raw.key: raw.id for raw in found if raw.key}
    linked = []
    for raw in found:
        row = threads.get(raw.key) if raw.key else None
        if row is not None:
            above = threads.get(row.get(W15 + "paraIdParent", ""), row)
            done = "1" in (row.get(W15 + "done"), above.get(W15 + "done"))
            parent = keys.get(row.get(W15 + "paraIdParent", ""), "")
            raw = raw._replace(parent=parent, done=done)
        linked.append(raw)
    return linked


def is_ours(element: Any) -> bool:
    """Whether a comment was written by our own export: by who signed it, or by its mark.

    A line below the mark makes it nobody else's: what ours say is not for everyone.
    """
    author, initials = element.get(W + "author", ""), element.get(W + "initials", "")
    signed = author.strip() == AUTHOR and initials.strip() in {INITIALS, ""}
    return signed or any(_is_mark(line) for line in _lines(element))


def _is_mark(line: str) -> bool:
    return " ".join(tidy(line).split()) == MARK


def _lines(element: Any) -> list[str]:
    words = ("".join(_words(paragraph)) for paragraph in element.iter(W + "p"))
    return "\n".join(words).split("\n")


def _raw(element: Any) -> Raw:
    paragraphs = list(element.iter(W + "p"))
    words = "\n".join(line for line in _lines(element) if not _is_mark(line))
    return Raw(
        id=element.get(W + "id", ""),
        author=" ".join(tidy(element.get(W + "author", "")).split())[:200],
        at=_time(element.get(W + "date", "")),
        text=tidy(words).strip()[:LONGEST],
        ours=is_ours(element),
        key=paragraphs[-1].get(W14 + "paraId", "") if paragraphs else "",
    )


def _words(paragraph: Any) -> Iterator[str]:
    for part in paragraph.iter(W + "t", W + "tab", W + "br", W + "cr", W + "noBreakHyphen"):
        name = part.tag.removeprefix(W)
        if name == "t":
            yield part.text or ""
        elif part.getparent().tag == W + "r":  # a tab stop of the layout is no tab
            yield {"tab": " ", "noBreakHyphen": "\u2011"}.get(name, "\n")


def _time(text: str) -> datetime.datetime | None:
    """The time of a comment; what names no zone is read as UTC."""
    try:
        at = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if at.year not in YEARS:
        return None
    return at if at.tzinfo else at.replace(tzinfo=datetime.UTC)


class Stand:
    """Finds the words of comments in a draft by the places that the reader noted."""

    def __init__(self, draft: Draft, places: Mapping[Hashable, int], raws: Sequence[Raw]) -> None:
        self.text = draft.text
        self.blocks = draft.blocks
        self.starts = [block.start for block in draft.blocks]
        self.places = places
        self.by_id = {raw.id: raw for raw in reversed(raws)}

    def words(self, raw: Raw) -> tuple[int, int] | None:
        """The commented words; the paragraph of a comment without any; None for no place."""
        parent = self.by_id.get(raw.parent, raw)
        for own in (raw.id, parent.id):
            start, end = self.places.get(("start", own)), self.places.get(("end", own))
            if start is not None and end is not None:
                words = self.text[start:end]
                start += len(words) - len(words.lstrip())
                end -= len(words) - len(words.rstrip())
                if start < end:
                    return start, end
        for own, mark in product((raw.id, parent.id), ("at", "start", "end")):
            if (at := self.places.get((mark, own))) is not None:
                block = self.blocks[max(0, bisect_right(self.starts, at) - 1)]
                return block.start, block.end
        return None


def place(
    raws: Sequence[Raw], draft: Draft, places: Mapping[Hashable, int]
) -> tuple[tuple[Comment, ...], list[str]]:
    """The comments on the words of the draft, and sentences about those left out."""
    stand, placed, lost = Stand(draft, places, raws), [], []
    for raw in raws:
        words = stand.words(raw)
        if words:
            placed.append(Comment(*words, raw.author, raw.at, raw.text, raw.ours, raw.done))
        elif not raw.ours:
            lost.append(raw)
    told = [
        _("A comment by %(author)s stands on no words of the story and was left out: “%(text)s”")
        % {"author": raw.author or "?", "text": " ".join(raw.text.split())[:300]}
        for raw in lost[:MOST_TOLD]
    ]
    kept = _bearable([comment for comment in placed if not comment.ours])
    ours = [comment for comment in placed if comment.ours]
    left = len(raws) - len(kept) - len(told) - sum(raw.ours for raw in raws)
    if left:
        told.append(
            ngettext(
                "One more comment was left out: there are too many.",
                "%(count)d more comments were left out: there are too many.",
                left,
            )
            % {"count": left}
        )
    return tuple(sorted([*kept, *ours], key=_order)), told


def _order(comment: Comment) -> tuple[int, int]:
    return comment.start, comment.end


def _bearable(comments: list[Comment]) -> list[Comment]:
    """As many of the comments as a page can show, from the beginning of the text on."""
    kept: list[Comment] = []
    around: list[int] = []  # where those end that began before
    for comment in sorted(comments, key=_order):
        while around and around[0] <= comment.start:
            heappop(around)
        if len(kept) < MOST and len(around) < MOST_ON_THE_SAME:
            heappush(around, comment.end)
            kept.append(comment)
    return kept
