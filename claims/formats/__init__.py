"""Outside formats in: every reader gives a Draft or raises Unreadable; no database here."""

from .drafts import MAX_BYTES, MAX_CHARS, Comment, Draft, Link, Unreadable
from .files import read_file, read_wire
from .html import read_rich
from .page import read_page
from .plain import read_plain
from .wires import WireItem

__all__ = [
    "MAX_BYTES",
    "MAX_CHARS",
    "Comment",
    "Draft",
    "Link",
    "Unreadable",
    "WireItem",
    "read_file",
    "read_page",
    "read_plain",
    "read_rich",
    "read_wire",
]
