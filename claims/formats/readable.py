"""A stored page to be read: its words, structure and links, and nothing that loads, runs or asks.

As in ``markup``, a scanner of our own goes first: it writes the tags and attributes named here and
no others; nh3 then makes the whole well-formed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import nh3
from django.utils.translation import gettext as _

from .drafts import tidy, too_long
from .html_rules import web_address
from .markup import MAX_ENTITIES, Depth, Tag, names, tangled, tokens, written

MOST = 4_000_000  # code points, white space of the source included
BOLD, ITALIC, CODE, PICTURE = "bold", "italic", "code", "picture"

# Formatting tags that stay open would be opened again in every later paragraph: so they are spans.
_SPANS = {
    **dict.fromkeys(("b", "strong"), BOLD),
    **dict.fromkeys(("i", "em", "var", "dfn"), ITALIC),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), CODE),
    **dict.fromkeys(("u", "font", "small", "big", "nobr", "label"), ""),
}
_OTHERS = {
    **dict.fromkeys(("s", "strike"), "del"),
    "center": "div",
    **dict.fromkeys(("details", "summary", "dialog", "form", "fieldset", "legend"), "div"),
}
_SHOWN = names(
    "a abbr address article aside bdi bdo blockquote br caption cite dd del div dl dt figcaption"
    " figure footer h1 h2 h3 h4 h5 h6 header hgroup hr ins li main mark nav ol p pre q rt ruby"
    " section span sub sup table tbody td tfoot th thead time tr ul wbr"
)
# What these hold are no words of the page.
_DROPPED = names("audio button canvas datalist map math noscript object select svg template video")
_KEPT = {
    "ol": names("start reversed"),
    "li": names("value"),
    "td": names("colspan rowspan"),
    "th": names("colspan rowspan scope"),
    "abbr": names("title"),
    "bdo": names("dir"),
}
_ALWAYS = names("lang dir")
_HARMLESS = re.compile(r"[\w .,:;'()-]{0,200}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")


@dataclass(frozen=True, slots=True)
class Readable:
    """``html``: what stands in the body, safe to show; ``language``: BCP 47, "" untold."""

    html: str
    language: str = ""


def readable(markup: str, *, base: str = "") -> Readable:
    """Return a page as it may be shown; ``base`` is its address, for links that name but a path.

    Pictures become their description, controls and films nothing. Raises Unreadable for markup
    that is too long, or too tangled to be made well-formed in a second or two.
    """
    writer = _Writer(base)
    out = "".join(writer.written(markup))
    cleaned = nh3.clean(
        out,
        tags=set(_SHOWN),
        clean_content_tags=set(_DROPPED),
        attributes={
            "*": set(_ALWAYS),
            "a": {"href", "title", "target"},
            "span": {"class"},
            **{name: set(kept) for name, kept in _KEPT.items()},
        },
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer nofollow",
    )
    return Readable(cleaned, writer.language)


class _Writer:
    def __init__(self, base: str) -> None:
        self.base = base
        self.based = False
        self.language = ""
        self.depth = Depth()
        self.length = self.entities = 0

    def written(self, markup: str) -> Iterator[str]:
        for token in tokens(markup):
            piece = self.text(token) if isinstance(token, str) else self.tag(token)
            self.length += len(piece)
            self.entities += piece.count("&") + piece.count("\u00a0")
            if self.length > MOST:
                raise too_long()
            if self.entities > MAX_ENTITIES:
                raise tangled()
            yield piece

    def text(self, words: str) -> str:
        return escape(tidy(words), quote=False)

    def tag(self, tag: Tag) -> str:
        """Return a tag as it is shown; "" where only its content matters."""
        self.hear(tag)
        if tag.name in ("img", "image"):
            return self.picture(tag)
        name = "span" if tag.name in _SPANS else _OTHERS.get(tag.name, tag.name)
        if name not in _SHOWN and name not in _DROPPED:
            return ""
        shown = Tag(name, {} if tag.closes else self.attributes(tag, name), tag.closes)
        if name == "a" and not tag.closes and "href" not in shown.attributes:
            shown = Tag("a", {})
        return written(shown) if self.depth.allows(shown) else ""

    def hear(self, tag: Tag) -> None:
        """Note what the page says of itself: its language, and where its paths begin."""
        if tag.name == "html" and not self.language:
            told = tag.attributes.get("lang", "").strip()
            self.language = told if _LANGUAGE.fullmatch(told) else ""
        if tag.name == "base" and not self.based and tag.attributes.get("href"):
            self.based = True
            self.base = web_address(tag.attributes["href"], self.base) or self.base

    def attributes(self, tag: Tag, name: str) -> dict[str, str]:
        """Return the attributes that are kept; a link is whole, and tells where it leads."""
        if name == "a":
            url = web_address(tag.attributes.get("href", ""), self.base)
            inside = tag.attributes.get("href", "").startswith("#")
            return {"href": url, "title": url, "target": "_blank"} if url and not inside else {}
        kept = {
            key: value
            for key, value in tag.attributes.items()
            if key in _ALWAYS | _KEPT.get(name, frozenset()) and _HARMLESS.fullmatch(value)
        }
        look = _SPANS.get(tag.name, "")
        return {**kept, "class": look} if look else kept

    def picture(self, tag: Tag) -> str:
        """Return the description of a picture in its place."""
        alt = " ".join(tidy(tag.attributes.get("alt", "")).split())
        if not alt or tag.closes:
            return ""
        words = escape(_("Picture: %(alt)s") % {"alt": alt}, quote=False)
        return f'<span class="{PICTURE}">{words}</span>'
