"""Words of one revision found again in the next, or honestly not."""

from .anchors import Anchor, Reanchoring, State, reanchor
from .changes import Change, Kind, changed

__all__ = ["Anchor", "Change", "Kind", "Reanchoring", "State", "changed", "reanchor"]
