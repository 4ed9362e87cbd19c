"""IPTC ninjs: news items in JSON, of all three generations.

1.x has one property per body (body_text, body_xhtml); 2.x has arrays; 3.x the same in camel case.
"""

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from .drafts import Unreadable
from .encodings import check_size, decode
from .newsml import markup_of_nitf
from .wires import Told, WireItem, item_of

_TAG = re.compile(r"<(?:p|div|section|br|h\d|ul|table)\b", re.I)


def read_ninjs(data: bytes) -> WireItem:
    """The item in a ninjs file. Raises Unreadable; what it points to is not fetched."""
    check_size(data)
    text, warnings = decode(data)
    try:
        item = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            _("This JSON is damaged or incomplete. Ask the sender for the file again.")
        ) from error
    if not isinstance(item, dict):
        raise _no_ninjs()
    item = {key.lower(): value for key, value in item.items()}
    if "uri" not in item:
        raise _no_ninjs()
    told = Told(
        uri=_text(item, "uri"),
        version_at=_text(item, "versioncreated"),
        written_at=_text(item, "contentcreated") or _text(item, "firstcreated"),
        embargo_until=_text(item, "embargoeduntil") or _text(item, "embargoed"),
        pub_status=_text(item, "pubstatus"),
        headline=_headline(item),
        byline=_text(item, "byline") or _text(item, "by"),
        language=_text(item, "language"),
        warnings=warnings,
    )
    markup, words = _body(item)
    if not (markup or words):
        markup, words = _best(_texts(item, "description", "descriptions"))
        if markup or words:
            told.warnings.append(_("The item holds only a summary, which was taken as its text."))
    return item_of(told, markup=markup, words=words)


def _no_ninjs() -> Unreadable:
    return Unreadable(
        _("This JSON is no ninjs news item: it has no “uri”. Import the article's text instead.")
    )


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(
            _("“%(name)s” of this ninjs item is not text. Ask the sender to put it right.")
            % {"name": name}
        )
    return value


def _headline(item: dict[str, Any]) -> str:
    """The main headline: 1.x has one, later ones a list in which each has a role."""
    if own := _text(item, "headline"):
        return own
    rows = _texts(item, "headline", "headlines")
    main = [text for role, _type, text in rows if role == "main"]
    others = [text for _role, _type, text in rows]
    return next(iter([*main, *others]), "") or _text(item, "title")


def _texts(item: dict[str, Any], one: str, many: str) -> list[tuple[str, str, str]]:
    """The role, content type and text of each value, in order, whichever generation it is."""
    found = [
        (name.removeprefix(f"{one}_"), name.removeprefix(f"{one}_"), _text(item, name))
        for name in item
        if name.startswith(f"{one}_") and name not in {f"{one}_charcount", f"{one}_wordcount"}
    ]
    rows = item.get(many) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable(
            _("“%(name)s” of this ninjs item is not a list. Ask the sender to put it right.")
            % {"name": many}
        )
    for row in rows:
        row = {str(key).lower(): value for key, value in row.items()}
        kind = _text(row, "contenttype").lower()
        found.append((_text(row, "role").lower(), kind, _text(row, "value")))
    return [row for row in found if row[2].strip()]


def _body(item: dict[str, Any]) -> tuple[str, str]:
    return _best(_texts(item, "body", "bodies"))


def _best(rows: list[tuple[str, str, str]]) -> tuple[str, str]:
    """The markup, or the plain words, of the body that keeps most of the structure."""
    rows = sorted(rows, key=lambda row: row[0] != "main")
    for _role, kind, text in rows:
        if "html" in kind:
            return text, ""
    for _role, kind, text in rows:
        if "nitf" in kind:
            return markup_of_nitf(text), ""
    for _role, kind, text in rows:
        is_markup = "plain" not in kind and kind != "text" and _TAG.search(text)
        return (text, "") if is_markup else ("", text)
    return "", ""
