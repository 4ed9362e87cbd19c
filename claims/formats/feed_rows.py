"""Run as a process of its own: RSS or Atom on standard input, its rows as JSON on standard output.

feedparser takes minutes over hostile markup, so this process ends by itself: it has a limit of
memory and of time. It never fetches: feedparser sees bytes, and no address.
"""

import calendar
import contextlib
import io
import json
import sys
from typing import Any

MEMORY = 1024 * 1024 * 1024
SECONDS = 6
MAX_ENTRIES = 500


def read_rows(data: bytes, content_type: str) -> dict[str, Any]:
    """``{"version", "language", "rows"}``; "version" is "" for what is no feed.

    A row: id, link, title, author, published and updated (seconds since 1970, or None), and
    contents [[type, value]].
    """
    import feedparser

    found = feedparser.parse(
        io.BytesIO(data),  # never a str, which it would take for an address or a file
        response_headers={"content-type": content_type} if content_type else {},
        resolve_relative_uris=False,
        sanitize_html=False,  # our own reader does
    )
    return {
        "version": found.get("version", ""),
        "language": dict.get(found.feed, "language", ""),
        "rows": [_row(entry) for entry in found.entries[:MAX_ENTRIES]],
    }


def _row(entry: Any) -> dict[str, Any]:
    """One item; ``dict.get`` goes around feedparser's guesses from other fields."""
    row: dict[str, Any] = {
        name: str(dict.get(entry, name, "")) for name in ("id", "link", "title", "author")
    }
    for name in ("published", "updated"):
        parsed = dict.get(entry, f"{name}_parsed")
        row[name] = calendar.timegm(parsed) if parsed else None
    contents = dict.get(entry, "content") or [dict.get(entry, "summary_detail") or {}]
    row["contents"] = [[str(c.get("type", "")), str(c.get("value", ""))] for c in contents]
    return row


def main() -> None:
    """Read standard input under limits of memory and time."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(read_rows(sys.stdin.buffer.read(), "".join(sys.argv[1:2])), sys.stdout)


if __name__ == "__main__":
    main()
