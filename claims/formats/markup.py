"""HTML as a flat run of tokens, tamed and sanitised.

Real parsers take minutes over hostile markup: nested tags, tags with a hundred thousand
attributes, or a text of nothing but entities cost them quadratic time. So markup is first
rewritten by a scanner that reads every character once, and only then given to nh3.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple

import nh3
from django.utils.translation import gettext as _

from .drafts import MAX_CHARS, Unreadable, tidy, too_long

MAX_TOKENS = 250_000  # tags, attributes and texts; a long live blog has some 30,000
MAX_DEPTH = 150  # tags nested deeper are left out, their words stay
MAX_ATTRIBUTES = 30
MAX_VALUE = 2_000
MAX_ENTITIES = 60_000  # nh3 writes them in quadratic time: 0.2 s


def names(words: str) -> frozenset[str]:
    """The names in a line of names."""
    return frozenset(words.split())


VOID = names("area base br col embed hr img input link meta param source track wbr")
BOLD = "is-bold"  # class given to what <b> and <strong> held

_RAW = names("script style xmp iframe noembed noframes textarea title")
_IMPLIED_END = names("p li dt dd tr td th thead tbody tfoot option colgroup")
# Formatting tags are opened again in every later paragraph when left open, so they become spans.
_PLAIN = names("b strong i em u font small big code tt nobr")
_STRUCK = names("s strike")
_KEPT = names(
    "a address article aside blockquote body br button caption center dd del details dialog div dl"
    " dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr ins legend"
    " li main menu nav noscript object ol option p pre q rp rt section select span sub summary sup"
    " svg table tbody td template tfoot th thead tr ul video audio canvas math"
)
_DROPPED = names(
    "head button select option template noscript object svg video audio canvas dialog rp rt"
)
_ATTRIBUTES = names("href id name class style hidden role title aria-hidden")

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(
    r"[\s/]*([^\s/>=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?", re.DOTALL
)
_BLANKS = re.compile("\u00a0[ \u00a0]+")
_ESCAPED = "&<>\u00a0"
_TAG_END = re.compile(r"[\s/]*>")


class Tag(NamedTuple):
    """A tag; ``raw`` is the content of a script, style or title, which holds no tags."""

    name: str
    attributes: dict[str, str]
    closes: bool = False
    raw: str = ""


def tangled() -> Unreadable:
    """The markup passes every honest measure."""
    return Unreadable(
        _(
            "The markup of this page is too tangled to read. "
            "Copy the words of the article and paste them instead."
        )
    )


class _Scanner:
    """One pass over markup, each character read a bounded number of times."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.at = 0
        self.work = 0

    def tokens(self) -> Iterator[Tag | str]:
        markup = self.markup
        while self.at < len(markup):
            self._count(1)
            start = self.at
            if markup[start] != "<":
                end = markup.find("<", start)
                self.at = len(markup) if end < 0 else end
                yield unescape(markup[start : self.at])
            elif markup.startswith("<!--", start):
                self._skip_past("-->", start + 2)
            elif markup[start + 1 : start + 2] in ("!", "?"):
                self._skip_past(">", start)
            elif match := _NAME.match(markup, start + 1):
                yield from self._open(match)
            elif markup.startswith("</", start):
                match = _NAME.match(markup, start + 2)
                self._skip_past(">", start)
                if match:
                    yield Tag(match[0].lower(), {}, closes=True)
            else:
                self.at = start + 1
                yield "<"

    def _count(self, work: int) -> None:
        self.work += work
        if self.work > MAX_TOKENS:
            raise tangled()

    def _skip_past(self, mark: str, start: int) -> None:
        end = self.markup.find(mark, start)
        self.at = len(self.markup) if end < 0 else end + len(mark)

    def _open(self, name: re.Match[str]) -> Iterator[Tag]:
        tag = name[0].lower()
        attributes = self._attributes(name.end())
        raw = ""
        if tag in _RAW and self.at < len(self.markup):
            close = re.compile(rf"</{re.escape(tag)}[\s/>]", re.IGNORECASE)
            match = close.search(self.markup, self.at)
            end = match.start() if match else len(self.markup)
            raw = self.markup[self.at : end]
            self._skip_past(">", end)
        yield Tag(tag, attributes, raw=raw)

    def _attributes(self, at: int) -> dict[str, str]:
        """The attributes from ``at`` on; leaves the place after the tag's end."""
        markup = self.markup
        attributes: dict[str, str] = {}
        while at < len(markup):
            self._count(1)
            if end := _TAG_END.match(markup, at):
                self.at = end.end()
                return attributes
            match = _ATTRIBUTE.match(markup, at)
            if match is None:
                at += 1
                continue
            at = match.end()
            name = match[1].lower()
            if name not in attributes and len(attributes) < MAX_ATTRIBUTES:
                value = match[2] or match[3] or match[4] or ""
                attributes[name] = unescape(value[:MAX_VALUE])
        self.at = len(markup)
        return attributes


def tokens(markup: str) -> Iterator[Tag | str]:
    """Tags and texts in order, entities resolved. Raises Unreadable past MAX_TOKENS."""
    return _Scanner(markup).tokens()


def written(tag: Tag) -> str:
    """The tag as markup again."""
    if tag.closes:
        return f"</{tag.name}>"
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in tag.attributes.items())
    content = f"{tag.raw}</{tag.name}>" if tag.name in _RAW else ""
    return f"<{tag.name}{attributes}>{content}"


class Depth:
    """Which tags to leave out so that none stands deeper than MAX_DEPTH."""

    def __init__(self) -> None:
        self.kept: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.depth = 0

    def allows(self, tag: Tag) -> bool:
        name = tag.name
        if name in VOID:
            return not tag.closes
        if name in _IMPLIED_END:
            return True
        if not tag.closes:
            if self.depth >= MAX_DEPTH:
                self.left_out[name] += 1
                return False
            self.kept[name] += 1
            self.depth += 1
            return True
        for counts in (self.left_out, self.kept):
            if counts[name]:
                counts[name] -= 1
                self.depth -= counts is self.kept
                return counts is self.kept
        return False


def _simple(tag: Tag) -> Tag | None:
    """The tag as text needs it; None when only its content matters, or nothing of it."""
    name = tag.name
    if name in _PLAIN:
        attributes = dict(tag.attributes)
        if name in {"b", "strong"} and not tag.closes:
            attributes["class"] = f"{attributes.get('class', '')} {BOLD}".strip()
        return Tag("span", attributes, tag.closes)
    if name in _STRUCK:
        return Tag("del", {}, tag.closes)
    return tag if name in _KEPT else None


def sanitise(markup: str) -> str:
    """Well-formed markup of text, structure and links alone: no script, style or comment.

    Raises Unreadable when the text is too long or the markup too tangled.
    """
    depth = Depth()
    out: list[str] = []
    length = entities = 0
    for token in tokens(markup):
        if isinstance(token, str):
            words = _BLANKS.sub(" ", tidy(token))
            length += len(words)
            entities += sum(map(words.count, _ESCAPED))
            out.append(escape(words, quote=False))
        elif (tag := _simple(token)) and depth.allows(tag):
            shown = {k: tidy(v) for k, v in tag.attributes.items() if k in _ATTRIBUTES}
            entities += sum(value.count(char) for value in shown.values() for char in _ESCAPED)
            out.append(written(Tag(tag.name, shown, tag.closes)))
        if length > 4 * MAX_CHARS:  # white space of the source is counted here
            raise too_long()
        if entities > MAX_ENTITIES:
            raise tangled()
    return nh3.clean(
        "".join(out),
        tags=set(_KEPT - _DROPPED),
        clean_content_tags=set(_DROPPED),
        attributes={"*": _ATTRIBUTES - {"href"}, "a": {"href"}},
        url_schemes={"http", "https"},
        link_rel=None,
    )


def for_extraction(markup: str) -> tuple[str, int]:
    """A whole page, tamed but with its head and attributes; and how many tags it has.

    Only for reading the main text and metadata; never shown.
    """
    depth = Depth()
    out: list[str] = []
    tags = 0
    for token in tokens(markup):
        if isinstance(token, str):
            out.append(escape(_BLANKS.sub(" ", tidy(token)), quote=False))
            continue
        if token.name in _RAW:
            is_data = token.attributes.get("type", "").lower() == "application/ld+json"
            if not token.closes and (is_data or token.name == "title"):
                out.append(written(token._replace(raw=tidy(token.raw))))
        elif depth.allows(token):
            tags += 1
            out.append(written(token))
    return "".join(out), tags
