"""NewsML-G2: news items in XML, alone or in a message; bodies in XHTML, NITF or plain text.

Nothing is resolved or fetched: what declares entities is refused, and lxml expands none.
"""

import copy
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from .drafts import Unreadable
from .encodings import check_size
from .wires import Told, WireItem, item_of

XML = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FEEDS = {"rss", "feed", "RDF"}
# NITF's own elements, as the HTML they stand for; what is not here keeps its name.
_NITF = {
    "hl1": "h1", "hl2": "h2", "hedline": "div", "byline": "p", "abstract": "div",
    "body.head": "div", "body.content": "div", "body.end": "div", "block": "div",
    "bq": "blockquote", "media": "figure", "media-caption": "figcaption", "tagline": "p",
}  # fmt: skip
_NITF_APART = {"head", "dateline", "distributor", "rights", "media-metadata", "media-producer"}


def read_newsml(data: bytes) -> WireItem:
    """The text item in a NewsML-G2 file. Raises Unreadable."""
    check_size(data)
    root = _parsed(data)
    name = _name(root)
    if name in _FEEDS:
        raise Unreadable(
            _("This is a feed, not an article. An admin can have it read under “Feeds”.")
        )
    if name not in {"newsItem", "newsMessage"}:
        raise Unreadable(
            _("This XML is no NewsML-G2 news item. Import the article's text instead.")
        )
    items = [root] if name == "newsItem" else list(root.iterfind("{*}itemSet/{*}newsItem"))
    texts = [item for item in items if _class(item) in {"", "text", "composite"}]
    if len(texts) > 1:
        raise Unreadable(
            _("This message holds several articles. Ask for each in a file of its own.")
        )
    if not texts:
        raise Unreadable(
            _("There is no article text in this item. It may be a picture, or only point to one.")
        )
    return _item(texts[0])


def _parsed(data: bytes) -> Any:
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise _entities()
    try:
        root = etree.fromstring(data, XML)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(
            _("This XML is damaged or incomplete. Ask the sender for the file again.")
        ) from error
    types: Any = root.getroottree().docinfo.internalDTD
    if types is not None and any(True for _entity in types.iterentities()):
        raise _entities()  # in an encoding in which the mark above looks otherwise
    return root


def _entities() -> Unreadable:
    return Unreadable(
        _("This XML declares entities, which no news item does and attacks do. It was not read.")
    )


def _item(item: Any) -> WireItem:
    about, content = _first(item, "itemMeta"), _first(item, "contentMeta")
    told = Told(
        uri=item.get("guid", ""),
        version_at=_words(_first(about, "versionCreated")),
        written_at=_words(_first(content, "contentCreated"))
        or _words(_first(about, "firstCreated")),
        pub_status=_code(_first(about, "pubStatus")),
        headline=_words(_first(content, "headline")) or _words(_first(about, "title")),
        byline=_words(_first(content, "by")),
        language=_language(item, content),
    )
    if (embargo := _first(about, "embargoed")) is not None:
        told.embargo_until = _words(embargo)
        if not told.embargo_until and told.pub_status in {"", "usable"}:
            told.pub_status = "withheld"
            told.warnings.append(_("The sender sets an embargo without an end: taken as withheld."))
    markup, words = _body(_first(item, "contentSet"))
    return item_of(told, markup=markup, words=words)


def _language(item: Any, content: Any) -> str:
    element = _first(content, "language")
    told = element.get("tag", "") if element is not None else ""
    return told or item.get(_LANG, "")


def _body(content: Any) -> tuple[str, str]:
    """The markup, or else the plain words, that stand in the item itself."""
    for inline in _all(content, "inlineXML"):
        for body in inline.iterchildren():
            if any(any(map(str.isalnum, words)) for words in body.itertext()):
                return _markup(body), ""
    for inline in _all(content, "inlineData"):
        words = "".join(map(str, inline.itertext()))
        if words.strip() and not inline.get("encoding"):
            return (words, "") if "html" in inline.get("contenttype", "") else ("", words)
    return "", ""


def markup_of_nitf(text: str) -> str:
    """The HTML of a NITF document. Raises Unreadable."""
    return _markup(_parsed(text.encode("utf-8", "replace")))


def _markup(body: Any) -> str:
    """XHTML or NITF as plain HTML, without namespaces and prefixes."""
    body = copy.deepcopy(body)
    body.tail = None
    is_nitf = _name(body) in {"nitf", "body.content", "block"} or "NITF" in str(body.tag)
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            continue
        name = _name(element)
        if is_nitf and name in _NITF_APART:
            _drop(element)
            continue
        element.tag = _NITF.get(name, name) if is_nitf else name
    etree.cleanup_namespaces(body)
    return str(etree.tostring(body, method="html", encoding="unicode"))


def _drop(element: Any) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.tail = "span", tail


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _all(parent: Any, name: str) -> Iterator[Any]:
    """Every child of this name, whatever its namespace; none of no parent."""
    return iter(()) if parent is None else parent.iterchildren(f"{{*}}{name}")


def _first(parent: Any, name: str) -> Any:
    return next(_all(parent, name), None)


def _words(element: Any) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _code(element: Any) -> str:
    """The last part of a qcode ("stat:usable") or of the URI it stands for."""
    code = "" if element is None else element.get("qcode") or element.get("uri") or ""
    return re.split(r"[:/#]", code)[-1].lower()


def _class(item: Any) -> str:
    return _code(_first(_first(item, "itemMeta"), "itemClass"))
