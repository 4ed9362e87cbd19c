"""Who is who: from the mentions of sources to speakers."""

from .people import resolve_mentions, resolve_speakers

__all__ = ["resolve_mentions", "resolve_speakers"]
