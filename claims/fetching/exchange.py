"""What a site was asked and what it answered, byte for byte."""

import re
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Hop:
    """One request and its answer.

    ``url``: as asked for; ``address``: the IP address spoken to, "" when a proxy chose it; ``at``:
    UTC, before the request; ``request`` and ``head``: bytes as sent (without what is the proxy's)
    and as received, each with its blank line; ``body``: as received, chunks joined and still
    packed as its Content-Encoding says; ``cut``: "" for a whole body, else why it ends early, in
    the words of WARC-Truncated: "length", "time" or "disconnect".
    """

    url: str
    address: str
    at: datetime
    seconds: float
    request: bytes
    head: bytes
    body: bytes
    cut: str = ""

    @property
    def status(self) -> int:
        """The status of the answer."""
        return int(self._lines()[0].split(None, 2)[1])

    @property
    def reason(self) -> str:
        """The words after the status, perhaps none."""
        return " ".join(self._lines()[0].split(None, 2)[2:]).strip()

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Names and values in the order received, twice what came twice; no line without colon."""
        pairs = (line.partition(":") for line in self._lines()[1:])
        return tuple((name.strip(), value.strip()) for name, colon, value in pairs if colon)

    def header(self, name: str) -> str:
        """The values under a name, with commas between; "" when there is none."""
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())

    def _lines(self) -> list[str]:
        unfolded = re.sub(r"\r?\n[ \t]+", " ", self.head.decode("latin-1"))
        return re.split(r"\r?\n", unfolded)


@dataclass(frozen=True, slots=True)
class Exchange:
    """The way from an address to its answer, whatever its status and type.

    ``content``: the last body unpacked, empty when it cannot be; ``trouble``: the sentence that
    says what is wrong with the answer, "" for a whole one of status 200–299 that holds something.
    """

    hops: tuple[Hop, ...]
    content: bytes
    trouble: str = ""

    @property
    def last(self) -> Hop:
        """The answer itself."""
        return self.hops[-1]

    @property
    def url(self) -> str:
        """The address the answer came from."""
        return self.last.url

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.last.status

    @property
    def content_type(self) -> str:
        """As sent; it may lie."""
        return self.last.header("Content-Type")

    @property
    def size(self) -> int:
        """Bytes of all bodies as received."""
        return sum(len(hop.body) for hop in self.hops)
