"""Who said what: from the sentences of a text to content, cue and source."""

from .statements import Draft, find_statements

__all__ = ["Draft", "find_statements"]
