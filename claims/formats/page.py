"""A whole web page: trafilatura says which words are the article, our own walk keeps its blocks."""

import datetime
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

import trafilatura
from django.utils.translation import gettext as _
from lxml import etree
from lxml import html as lxml_html

from claims.text.segments import BlockKind

from .drafts import Draft, Unreadable, tidy
from .encodings import check_size, decode
from .html import Piece, pieces_of, write_pieces
from .markup import for_extraction
from .writing import Inline

MAX_TAGS = 15_000  # trafilatura's time grows with the square: 2 s here
MAX_EXTRACTED = 3_000_000  # characters of markup given to it
_WINDOW = 4  # words that must agree in order
_ASIDE = {"nav", "footer", "form", "menu"}
_LANG = re.compile(
    r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([a-zA-Z]{2,3}(?:-[a-zA-Z]{2,4})?)\b", re.I
)
_TITLE = re.compile(r"<title[^>]{0,200}>(.{1,500}?)</title>", re.I | re.S)
_SITE_SUFFIX = re.compile(r"\s+[|–—·«»-]\s+[^|–—·«»]{1,40}$")
_FAILURES = (  # of libraries over pages nobody foresaw
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    RecursionError,
    AssertionError,
    OverflowError,
    etree.LxmlError,
)


@dataclass(frozen=True, slots=True)
class _Found:
    """What trafilatura tells of a page."""

    windows: frozenset[tuple[str, ...]] = frozenset()
    short: frozenset[tuple[str, ...]] = frozenset()
    title: str = ""
    author: str = ""
    description: str = ""
    date: datetime.date | None = None

    def holds(self, words: list[str]) -> bool:
        """Whether these words are part of the main text."""
        if len(words) < _WINDOW:
            return tuple(words) in self.short
        windows = _windows(words)
        return sum(window in self.windows for window in windows) >= 0.6 * len(windows)


def read_page(html: bytes | str, *, url: str = "", content_type: str = "") -> Draft:
    """A whole page: main text with title, byline and date; ``url`` resolves relative links.

    Raises Unreadable. Never fetches anything.
    """
    warnings: list[str] = []
    if isinstance(html, bytes):
        check_size(html)
        markup, warnings = decode(html, content_type=content_type)
    else:
        check_size(html.encode("utf-8", "replace"))
        markup = html
    pieces, more = pieces_of(markup, base=url)
    found = _extract(markup, url)
    kept = _select(pieces, found)
    if not kept:
        kept = _outside_furniture(pieces)
        more.append(
            _(
                "The article could not be told apart from the rest of the page. "
                "Remove what is not part of it."
            )
        )
    if not kept:
        raise Unreadable(
            _(
                "There is no article text in this page. "
                "It may need a browser to show; paste its words instead."
            )
        )
    language = _LANG.search(markup[:20_000])
    return write_pieces(kept).finish(
        title=found.title,
        byline=found.author,
        published=found.date,
        language=language[1].lower() if language else "",
        warnings=[*warnings, *more],
    )


def _extract(markup: str, url: str) -> _Found:
    """Main text and metadata; only the metadata of the head when the page is too large."""
    tamed, tags = for_extraction(markup)
    whole = tags <= MAX_TAGS and len(tamed) <= MAX_EXTRACTED
    if not whole:
        tamed = tamed[: min(tamed.lower().find("</head>") + 7 or 100_000, 300_000)]
    try:
        tree = _tree(tamed)
        document: Any = trafilatura.bare_extraction(
            tree,
            url=url or None,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        body = document.body if document is not None and whole else None
        about = document or trafilatura.extract_metadata(_tree(tamed), default_url=url or None)
    except _FAILURES:
        return _Found(title=_title("", markup))
    return _found(body, about, markup)


def _tree(markup: str) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(encoding="utf-8")
    return lxml_html.document_fromstring(f"<!DOCTYPE html>{markup}".encode(), parser=parser)


def _found(body: etree._Element | None, about: Any, markup: str) -> _Found:
    windows: set[tuple[str, ...]] = set()
    short: set[tuple[str, ...]] = set()
    for element in body.iter() if body is not None else ():
        words = _words("".join(map(str, element.itertext())) if element.tag in _LEAVES else "")
        windows.update(_windows(words))
        if len(words) < _WINDOW:
            short.add(tuple(words))
    try:
        date = datetime.date.fromisoformat(str(about.date or "")[:10])
    except ValueError:
        date = None
    return _Found(
        frozenset(windows),
        frozenset(short - {()}),
        title=_title(about.title or "", markup),
        author="; ".join(str(about.author or "").split("; ")[:4]),
        description=about.description or "",
        date=date,
    )


_LEAVES = {"p", "head", "item", "cell", "quote", "ab", "code", "fw"}


def _windows(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + _WINDOW]) for at in range(len(words) - _WINDOW + 1)]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", tidy(text).lower())


def _title(told: str, markup: str) -> str:
    """The headline: what the metadata tell, unless that is but the site's name in <title>."""
    match = _TITLE.search(markup[:200_000])
    own = " ".join(unescape(match[1]).split()) if match else ""
    is_site = bool(told) and own.endswith(told) and own != told
    return _without_site(own if is_site or not told else told)


def _without_site(title: str) -> str:
    """The headline in a page title: "Port opens | City Post" -> "Port opens"."""
    shorter = _SITE_SUFFIX.sub("", title)
    return shorter if len(shorter.split()) >= 3 else title


def _select(pieces: list[Piece], found: _Found) -> list[Piece]:
    """The pieces of the article, its headline first; none when nothing agrees."""
    words = [_words(str(piece.inline)) for piece in pieces]
    sure = [
        n
        for n, piece in enumerate(pieces)
        if not (piece.inside & _ASIDE or piece.kind is BlockKind.HEADLINE) and found.holds(words[n])
    ]
    if not sure:
        return []
    headline = _headline(pieces, words, found, sure[0])
    opening = headline + 1 if headline is not None else sure[0]
    chosen = set(sure)
    parents = {pieces[n].parent for n in sure}
    for n in range(opening, len(pieces)):
        if n not in chosen and _belongs(pieces, n, sure, parents, words[n]):
            chosen.add(n)
    called = {key for n in chosen for _at, key in pieces[n].inline.notes}
    chosen |= {n for n, piece in enumerate(pieces) if called & set(piece.ids)}
    chosen.discard(-1 if headline is None else headline)
    body, _count = Counter(pieces[n].parent for n in sure).most_common(1)[0]
    about = _words(found.description)
    kept: list[Piece] = []
    for n in sorted(chosen):
        # the description is often the first paragraph over again; a standfirst stands apart
        apart = pieces[n].parent != body and pieces[n].kind is BlockKind.PARAGRAPH
        is_standfirst = apart and about == words[n] and len(kept) < 3
        kept.append(replace(pieces[n], kind=BlockKind.STANDFIRST) if is_standfirst else pieces[n])
    if headline is not None:
        return [pieces[headline], *kept]
    return [made_headline(found.title), *kept] if found.title else kept


def _headline(pieces: list[Piece], words: list[list[str]], found: _Found, first: int) -> int | None:
    """The piece of the page that is its title, most of whose words agree."""
    title = set(_words(found.title))
    for n, piece in enumerate(pieces):
        if piece.kind is BlockKind.HEADLINE and n < first + 5 and not piece.inside & _ASIDE:
            common = title & set(words[n])
            if title and len(common) >= 0.5 * min(len(title), len(set(words[n]))) > 0.5:
                return n
    return None


def _belongs(
    pieces: list[Piece], n: int, sure: list[int], parents: set[int], words: list[str]
) -> bool:
    """Whether a piece that trafilatura left out is part of the article all the same."""
    piece = pieces[n]
    if piece.inside & _ASIDE or piece.kind is BlockKind.HEADLINE:
        return False
    if n < sure[0]:
        return piece.kind in {BlockKind.CAPTION, BlockKind.HIGHLIGHT, BlockKind.STANDFIRST}
    linked = sum(link.end - link.start for link in piece.inline.links)
    if linked > piece.inline.length / 2 or piece.kind is BlockKind.FURNITURE:
        return False
    if n > sure[-1]:
        same = piece.parent == pieces[sure[-1]].parent
        return same and piece.kind is BlockKind.PARAGRAPH and len(words) >= 8
    if piece.kind in {BlockKind.CAPTION, BlockKind.HIGHLIGHT, BlockKind.TABLE_CELL}:
        return True
    return piece.parent in parents


def made_headline(title: str) -> Piece:
    inline = Inline()
    inline.add(title)
    return Piece(BlockKind.HEADLINE, inline, 0, frozenset())


def _outside_furniture(pieces: Iterable[Piece]) -> list[Piece]:
    """Everything in <article> or <main>, else everything but menus, headers and footers."""
    pieces = [piece for piece in pieces if not piece.inside & _ASIDE]
    for tag in ("article", "main"):
        inner = [piece for piece in pieces if tag in piece.inside]
        if sum(piece.inline.length for piece in inner) > 200:
            return inner
    outer = {"header", "aside"}
    return [piece for piece in pieces if not piece.inside & outer] or pieces
