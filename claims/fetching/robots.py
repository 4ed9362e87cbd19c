"""What a site asks of programs that come again and again."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from .capturing import capture
from .session import AGENT, REDIRECTS
from .words import NotFetched, of_status

MAX_BYTES = 512 * 1024
TOTAL_TIMEOUT = 15.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site, to be kept for a day or so by whoever asks often.

    ``trouble``: why the site did not tell them, in a sentence; it then forbids everything.
    """

    rules: RobotFileParser = field(repr=False)
    trouble: str = ""

    def allows(self, url: str) -> bool:
        """Whether our agent may fetch this address of the site."""
        return self.rules.can_fetch(AGENT, url)

    @property
    def delay(self) -> float:
        """Seconds the site wants between two visits; 0 when it says nothing."""
        return float(self.rules.crawl_delay(AGENT) or 0)


def robots(url: str, *, seconds: float = TOTAL_TIMEOUT) -> Robots:
    """The rules of the site that an address belongs to; one fetch, never an error.

    As RFC 9309 has it: no such file (4xx) allows everything, a site in trouble or out of reach
    forbids everything. Paths are compared from their beginning; ``*`` within one is no wildcard.
    """
    parts = urlsplit(url)
    rules = RobotFileParser()
    try:
        found = capture(
            f"{parts.scheme}://{parts.netloc}/robots.txt", max_bytes=MAX_BYTES, seconds=seconds
        )
    except NotFetched as problem:
        rules.parse(["User-agent: *", "Disallow: /"])
        return Robots(rules, str(problem))
    if 400 <= found.status < 500:
        rules.parse([])
    elif 200 <= found.status < 300 and not found.last.cut:
        rules.parse(found.content.decode("utf-8", "replace").splitlines())
    elif found.status in REDIRECTS:
        rules.parse([])
    else:
        rules.parse(["User-agent: *", "Disallow: /"])
        return Robots(rules, found.trouble or of_status(found.status))
    return Robots(rules)
