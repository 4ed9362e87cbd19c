"""What of a web archive belongs to one address, its redirects followed inside the archive."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from urllib3.util import parse_url

from .warc import Captured

PORTS = {None, 80, 443}
MOST_REDIRECTS = 20
Ways = dict[str, tuple[tuple[str, int], ...]]  # by key: the redirects that lead there


@dataclass(frozen=True, slots=True)
class Page:
    """An answer that is a copy, and the (address, status) of each redirect on the way to it."""

    answer: Captured
    way: tuple[tuple[str, int], ...]


def key_of(url: str) -> str:
    """Return what two addresses of one page share: no scheme, fragment, usual port, last slash."""
    try:
        parts = parse_url(url.strip())
    except ValueError:
        return url
    host = parts.host or ""
    port = "" if parts.port in PORTS else f":{parts.port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{(parts.path or '').rstrip('/')}{query}"


def header(answer: Captured, name: str) -> str:
    """Return the first header of this name, "" for none."""
    return next((value for key, value in answer.headers if key.lower() == name), "")


def is_copy(answer: Captured) -> bool:
    """Whether something came that can be kept: also a file stored without its answer."""
    return (answer.status == 0 or 200 <= answer.status < 300) and bool(answer.body)


def pages_in(answers: Sequence[Captured]) -> list[str]:
    """Return the addresses of the pages in an archive, each once.

    Those the archive calls pages; else what is HTML; else whatever it holds.
    """
    copies = [answer for answer in answers if is_copy(answer)]
    named = [answer for answer in copies if answer.title]
    html = [answer for answer in copies if "html" in header(answer, "content-type").lower()]
    return list({key_of(answer.url): answer.url for answer in named or html or copies}.values())


def answers_at(answers: Sequence[Captured], url: str) -> list[Page]:
    """Return every answer at ``url``, or where the archive says that it redirects to."""
    at: dict[str, list[Captured]] = defaultdict(list)
    for answer in answers:
        at[key_of(answer.url)].append(answer)
    ways: Ways = {key_of(url): ()}
    waiting = [key_of(url)]
    while waiting:
        key = waiting.pop()
        for answer in at[key] if len(ways[key]) < MOST_REDIRECTS else ():
            there = header(answer, "location") if 300 <= answer.status < 400 else ""
            target = key_of(joined(answer.url, there)) if there else key
            if target not in ways:
                ways[target] = (*ways[key], (answer.url, answer.status))
                waiting.append(target)
    return [Page(answer, way) for key, way in ways.items() for answer in at[key]]


def joined(base: str, there: str) -> str:
    """Return where a redirect leads; what is no address leads to itself."""
    try:
        return urljoin(base, there)
    except ValueError:
        return there
