"""Outside formats in: every reader gives a Draft or raises Unreadable; no database here."""

from .drafts import MAX_BYTES, MAX_CHARS, Draft, Link, Unreadable
from .files import read_file
from .html import read_rich
from .page import read_page
from .plain import read_plain

__all__ = [
    "MAX_BYTES",
    "MAX_CHARS",
    "Draft",
    "Link",
    "Unreadable",
    "read_file",
    "read_page",
    "read_plain",
    "read_rich",
]
