"""Items of an agency that does not exist, in versions."""

import datetime
from typing import Any

from claims.formats import Draft, WireItem
from claims.text.segments import split_blocks

from .factories import STORY

URI = "urn:newsml:agency.example:20260102:ferry"
NOON = datetime.datetime(2026, 1, 2, 12, tzinfo=datetime.UTC)


def draft_of(text: str) -> Draft:
    return Draft(title="", text=text, blocks=tuple(split_blocks(text)))


def item(*, text: str = STORY, hours: int = 0, **about: Any) -> WireItem:
    """The ferry story as it was sent so many hours after noon; no text takes it back."""
    values: dict[str, Any] = {"uri": URI, "version_at": NOON + datetime.timedelta(hours=hours)}
    return WireItem(draft=draft_of(text) if text else None, **(values | about))
