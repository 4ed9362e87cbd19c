"""A real server that says what no decent server says, byte by byte."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Self

Saying = bytes | Callable[["Line"], object]


class Line:
    """One connection whose request has been read."""

    LONG = 10.0  # seconds: who is kept waiting by a drip or by silence waits this long

    def __init__(self, connection: socket.socket, request: bytes, stop: threading.Event) -> None:
        self.connection = connection
        self.request = request
        self.stop = stop

    def say(self, *pieces: bytes) -> None:
        """Send at once."""
        for piece in pieces:
            self.connection.sendall(piece)

    def drip(self, pieces: Iterable[bytes], pause: float = 0.05) -> None:
        """Send with a pause before each piece, until nobody listens."""
        for piece in pieces:
            if self.stop.wait(pause):
                return
            self.say(piece)

    def flood(self, piece: bytes) -> None:
        """Send without end, until nobody listens."""
        while not self.stop.is_set():
            self.say(piece)

    def silence(self) -> None:
        """Keep the line open and say nothing."""
        self.stop.wait(self.LONG)

    def reset(self) -> None:
        """End the connection with RST."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


class RawServer:
    """Says to each path what is put down for it; keeps every request."""

    def __init__(self) -> None:
        self.sayings: dict[str, Saying] = {}
        self.requests: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._listener.getsockname()[1])

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(2)

    def _start(self, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                connection, _peer = self._listener.accept()
            except OSError:
                return
            self._start(lambda connection=connection: self._answer(connection))

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(5)
            request = b"".join(until_blank(connection))
            self.requests.append(request)
            path = request.split(b" ", 2)[1].decode() if request.count(b" ") > 1 else ""
            saying = self.sayings.get(path, b"HTTP/1.1 404 Nothing\r\nContent-Length: 0\r\n\r\n")
            if callable(saying):
                saying(Line(connection, request, self._stop))
            else:
                connection.sendall(saying)


def until_blank(connection: socket.socket) -> Iterator[bytes]:
    """The bytes of a head, up to its blank line."""
    tail = b""
    while not tail.endswith(b"\r\n\r\n"):
        piece = connection.recv(4096)
        if not piece:
            return
        tail = (tail + piece)[-4:]
        yield piece


def answer(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """An answer with exactly these headers."""
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *headers))
    return head.encode("latin-1") + b"\r\n" + body


def html(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A decent page with its length, and what else is said."""
    length = f"Content-Length: {len(body)}"
    return answer(body, "Content-Type: text/html", length, *headers, status=status)
