"""What every reader hands back, and what the blocks of a text tell."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext as _

from claims.text.segments import Block, BlockKind, split_blocks

MAX_BYTES = 10 * 1024 * 1024
MAX_CHARS = 1_000_000  # two long novels; more is no article, and no page could show it
MAX_BLOCKS = 10_000


class Unreadable(ValueError):
    """The input cannot become an article; ``str()`` says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Link:
    """The words ``start:end`` carry this link or footnote.

    ``url`` is http(s), or "" for a footnote of words only; ``title`` is the footnote's text or
    the link's title.
    """

    start: int
    end: int
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin, on the words ``start:end``; a reply is a comment of its own.

    ``at`` is aware; None where the file does not say. ``ours``: written by our own export.
    ``done``: settled where it was written. The text may be empty (a picture).
    """

    start: int
    end: int
    author: str
    at: datetime.datetime | None
    text: str
    ours: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece as read: one text, its blocks in order (never overlapping) and its links."""

    title: str
    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    standfirst: str = ""
    byline: str = ""
    published: datetime.date | None = None
    language: str = ""
    warnings: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()


# Layout noise, dropped everywhere: soft hyphen, zero-width space, word joiner, byte order mark,
# control characters, noncharacters. Kept: no-break and thin spaces, joiners, direction marks.
_NOISE = re.compile(
    "[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEWLINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BYLINE = re.compile(r"(?:By|BY|Words by|Words:|Von|VON|Par)\s+((?=[^\W\d_])[^\d!?:;]{2,120})")


def tidy(text: str) -> str:
    """The text without layout noise and with "\\n" as its only line end."""
    return _SURROGATE.sub("\ufffd", _NOISE.sub("", _NEWLINE.sub("\n", text)))


def too_long() -> Unreadable:
    """The text passes MAX_CHARS or MAX_BLOCKS."""
    return Unreadable(
        _("The text is far longer than an article. Split it and import the parts you need.")
    )


def settle(text: str, blocks: list[Block]) -> list[Block]:
    """One headline; the standfirst and the highlights told by their place."""
    blocks = _with_headline(text, blocks)
    has_body = any(block.kind in _BODY for block in blocks)
    settled: list[Block] = []
    listing = headed = False
    paragraphs = 0
    for block, after in zip_longest(blocks, blocks[1:]):
        kind = block.kind
        lists = after is not None and after.kind in {BlockKind.LIST_ITEM, BlockKind.HIGHLIGHT}
        if lists and _HIGHLIGHTS.fullmatch(text[block.start : block.end]):
            kind = BlockKind.FURNITURE
            listing = True
        elif kind is BlockKind.LIST_ITEM and has_body and listing:
            kind = BlockKind.HIGHLIGHT
        elif kind is BlockKind.HEADLINE and (headed or paragraphs > 3):
            kind = BlockKind.SUBHEAD
        settled.append(Block(kind, block.start, block.end))
        # a list under "Story highlights", or between the headline and the body
        if kind is BlockKind.HEADLINE:
            headed = listing = True
        elif kind in _BODY:
            listing = False
            paragraphs += 1
    return settled


_HIGHLIGHTS = re.compile(
    r"(?i)(?:(?:story|article) )?highlights\W*|(?:the )?key (?:points|takeaways)\W*|at a glance\W*"
)
_BODY = {BlockKind.PARAGRAPH, BlockKind.SUBHEAD, BlockKind.TABLE_CELL}


def _with_headline(text: str, blocks: list[Block]) -> list[Block]:
    """Where the markup names no headline, the words may show one, as in plain text."""
    if any(block.kind is BlockKind.HEADLINE for block in blocks):
        return blocks
    opening = [block for block in blocks if block.kind is not BlockKind.FURNITURE][:2]
    if len(opening) < 2 or opening[0].kind not in {BlockKind.PARAGRAPH, BlockKind.SUBHEAD}:
        return blocks
    told = {opening[0]: BlockKind.HEADLINE}
    if opening[0].kind is BlockKind.PARAGRAPH:
        guesses = {b.start: b for b in split_blocks(text[: opening[1].end + 1000])}
        told = {}
        for block, kind in zip(opening, (BlockKind.HEADLINE, BlockKind.STANDFIRST), strict=True):
            guess = guesses.get(block.start)
            if guess and guess.kind is kind and guess.end == block.end:
                told[block] = kind
    return [Block(told.get(block, block.kind), block.start, block.end) for block in blocks]


def _without_byline(text: str, blocks: list[Block]) -> tuple[list[Block], str]:
    """Make a byline among the first blocks furniture; return the blocks and its name."""
    for number, block in enumerate(blocks[:6]):
        words = text[block.start : block.end]
        match = _BYLINE.fullmatch(words)
        if match and number and len(words.split()) <= 14 and not words.endswith("."):
            furniture = Block(BlockKind.FURNITURE, block.start, block.end)
            return [*blocks[:number], furniture, *blocks[number + 1 :]], match[1].strip()
    return blocks, ""


def draft_of(
    text: str,
    blocks: list[Block],
    *,
    links: Iterable[Link] = (),
    title: str = "",
    byline: str = "",
    published: datetime.date | None = None,
    language: str = "",
    warnings: Iterable[str] = (),
) -> Draft:
    """The draft of a text and its blocks, with what the blocks themselves tell.

    Raises Unreadable when no block holds a letter or digit, or there are too many.
    """
    if len(blocks) > MAX_BLOCKS:
        raise too_long()
    if not any(char.isalnum() for char in text):
        raise Unreadable(_("There is no text in it. Check that you chose the right file or words."))
    blocks, printed = _without_byline(text, blocks)
    byline = byline or printed

    def first(kind: BlockKind) -> str:
        return next((text[b.start : b.end] for b in blocks if b.kind is kind), "")

    opening = next(b for b in blocks if any(c.isalnum() for c in text[b.start : b.end]))
    fallback = " ".join(text[opening.start : opening.end].split()[:12])
    return Draft(
        title=(first(BlockKind.HEADLINE) or " ".join(tidy(title).split()) or fallback)[:300],
        text=text,
        blocks=tuple(blocks),
        links=tuple(links),
        standfirst=first(BlockKind.STANDFIRST),
        byline=" ".join(tidy(byline).split())[:200],
        published=published,
        language=language,
        warnings=tuple(dict.fromkeys(warnings)),
    )
