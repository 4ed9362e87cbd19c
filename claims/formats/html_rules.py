"""What HTML tags, classes and styles say about the words inside them."""

import re
from urllib.parse import parse_qs, urljoin, urlsplit

from claims.text.segments import BlockKind

from .markup import Tag, names

BLOCK_TAGS = names(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section"
    " summary table tbody td tfoot th thead tr caption ul"
)
_KIND_OF_TAG = {
    "h1": BlockKind.HEADLINE,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), BlockKind.SUBHEAD),
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("td", "th"), BlockKind.TABLE_CELL),
}
_KIND_OF_CLASS = (
    (re.compile(r"(?:^|[ _-])(?:standfirst|dek|subtitle|subheadline)(?:$|[ _-])|^MsoSubtitle$"),
     BlockKind.STANDFIRST),
    (re.compile(r"^(?:MsoTitle|title)$"), BlockKind.HEADLINE),
    (re.compile(r"^MsoCaption$|^wp-caption-text$|(?:^|[ _-])caption(?:$|[ _-]text)"),
     BlockKind.CAPTION),
    (re.compile(r"^Mso(?:Foot|End)noteText$|^sdfootnote$|^footnotes?$"), BlockKind.FOOTNOTE),
    (re.compile(r"story-?_?highlights|(?:^|[ _-])key-?points(?:$|[ _-])"), BlockKind.HIGHLIGHT),
    (re.compile(r"(?:^|[ _-])byline(?:$|[ _-])"), BlockKind.FURNITURE),
)  # fmt: skip
_LASTING = {BlockKind.CAPTION, BlockKind.FOOTNOTE, BlockKind.HIGHLIGHT, BlockKind.FURNITURE}
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-list\s*:\s*ignore", re.I
)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|mw-editsection)(?:\s|$)"
)
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)")
# Addresses that only forward: where the real one stands in the query.
_FORWARDERS = {"www.google.com/url": ("q", "url"), "l.facebook.com/l.php": ("u",)}


def web_address(href: str, base: str = "") -> str:
    """The address as http(s), forwarders undone; "" for anything else."""
    try:
        url = urljoin(base, href.strip()) if base else href.strip()
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return ""
        names = _FORWARDERS.get(parts.netloc + parts.path, ())
        if parts.netloc.endswith(".safelinks.protection.outlook.com"):
            names = ("url",)
        for name in names:
            inner = parse_qs(parts.query).get(name, [""])[0]
            if inner.startswith(("http://", "https://")):
                return inner
    except ValueError:
        return ""
    return parts.geturl() if not re.search(r"\s", url) else ""


def is_hidden(tag: Tag) -> bool:
    attributes = tag.attributes
    if tag.name == "del" or ("hidden" in attributes and attributes["hidden"] != "until-found"):
        return True
    if _HIDDEN_STYLE.search(attributes.get("style", "")):
        return True
    # Decoration is marked so too; a whole page behind a dialog is, and stays readable.
    if attributes.get("aria-hidden") == "true" and tag.name not in BLOCK_TAGS:
        return True
    return bool(_HIDDEN_CLASS.search(attributes.get("class", "")))


def kind_of_element(
    tag: Tag, classes: str, style: str, above: BlockKind | None, layout: bool
) -> BlockKind | None:
    """What the words in this element are, given what the element around it is."""
    if tag.attributes.get("role") in {"doc-footnote", "doc-endnotes", "doc-footnotes"}:
        return BlockKind.FOOTNOTE
    if "mso-element:footnote" in style.replace(" ", ""):
        return BlockKind.FOOTNOTE
    if tag.name in BLOCK_TAGS:
        for pattern, kind in _KIND_OF_CLASS:
            if any(pattern.search(name) for name in classes.split()):
                return kind
    own = _KIND_OF_TAG.get(tag.name)
    if own is BlockKind.TABLE_CELL and layout:
        return None
    if above in _LASTING and own not in {BlockKind.HEADLINE, BlockKind.SUBHEAD}:
        return above
    if tag.name == "p" and "mso-list:" in style.replace(" ", ""):
        return BlockKind.LIST_ITEM
    return own or above


def data_tables(stream: list[Tag | str]) -> set[int]:
    """Where tables with rows of several cells start; the others only lay out the page."""
    data: set[int] = set()
    open_tables: list[list[int]] = []  # start, cells in this row, most cells in a row, nested
    for at, token in enumerate(stream):
        if isinstance(token, str):
            continue
        if token.name == "table" and not token.closes:
            for table in open_tables:
                table[3] = 1
            shown = token.attributes.get("role") in {"presentation", "none"}
            open_tables.append([at, 0, 0, int(shown)])
        elif token.name == "table" and open_tables:
            start, _cells, most, nested = open_tables.pop()
            if most > 1 and not nested:
                data.add(start)
        elif token.name == "tr" and open_tables:
            open_tables[-1][1] = 0
        elif token.name in {"td", "th"} and not token.closes and open_tables:
            open_tables[-1][1] += 1
            open_tables[-1][2] = max(open_tables[-1][1:3])
    return data
