"""Words of one revision found again in the next, or honestly not."""

from .anchors import Anchor, Reanchoring, State, reanchor
from .changes import Change, Kind, changed
from .tokens import has_words, same_words

__all__ = [
    "Anchor",
    "Change",
    "Kind",
    "Reanchoring",
    "State",
    "changed",
    "has_words",
    "reanchor",
    "same_words",
]
