"""End a fetch when its time is up, however slowly bytes trickle; keep what went over the wire."""

import http.client
import socket
import threading
import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Self

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

MAX_HEAD = 256 * 1024  # of status line and headers, interim answers included
MAX_HEADS = 20  # interim answers and the final one


@dataclass(slots=True)
class Watch:
    """Ends every connection of one fetch when its time is up, however slowly bytes trickle.

    ``address``, ``sent`` and ``head``: where the last request went, its bytes, and the bytes of
    its answer before the body.
    """

    seconds: float
    expired: bool = False
    sockets: list[socket.socket] = field(default_factory=list)
    timer: threading.Timer | None = None
    deadline: float = 0
    address: str = ""
    sent: bytes = b""
    head: bytes = b""
    answers: list[http.client.HTTPResponse] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.deadline = time.monotonic() + self.seconds
        self.timer = threading.Timer(self.seconds, self._end)
        self.timer.daemon = True
        self.timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer.join()
        for copy in self.sockets:
            copy.close()
        for answer in self.answers:  # the library forgets one whose headers contradict each other
            answer.close()

    def add(self, connection: socket.socket) -> None:
        """Watch a connection; a copy of its handle, for TLS takes the first one over."""
        self.sockets.append(connection.dup())
        if self.over():
            self._end()

    def over(self) -> bool:
        """Whether the time is up."""
        return self.expired or time.monotonic() >= self.deadline

    def _end(self) -> None:
        self.expired = True
        for copy in list(self.sockets):
            try:
                copy.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # ended by itself


present: ContextVar[Watch] = ContextVar("fetch_watch")


class _Tape:
    """Keeps the lines of the head last read, and ends one that has no end."""

    def __init__(self, lines: BinaryIO) -> None:
        self.lines = lines
        self.head = bytearray()
        self.left = MAX_HEAD
        self.heads = 1
        self.ended = False

    def readline(self, limit: int = -1) -> bytes:
        if self.ended:  # what came before was an interim answer
            self.head.clear()
            self.heads += 1
        line = self.lines.readline(limit)
        self.head += line
        self.ended = line in {b"\r\n", b"\n", b""}
        self.left -= len(line)
        if not line and self.head:
            raise http.client.IncompleteRead(bytes(self.head))
        if self.left < 0 or self.heads > MAX_HEADS:
            raise http.client.HTTPException("head without end")
        return line

    def close(self) -> None:
        self.lines.close()


class Answer(http.client.HTTPResponse):
    """An answer that keeps its head as it came, and passes over interim answers."""

    def begin(self) -> None:
        """Read the head of the final answer."""
        present.get().answers.append(self)
        tape = _Tape(self.fp)
        self.fp: Any = tape
        try:
            super().begin()
            while 101 < self.status < 200:  # the library passes over 100 alone
                self.headers: Any = None
                super().begin()
            self.will_close = True
        finally:
            if self.fp is tape:
                self.fp = tape.lines
            present.get().head = bytes(tape.head)


class _Watched:
    """A connection that the present fetch can end, and whose requests it keeps."""

    response_class: Any = Answer

    def _new_conn(self) -> socket.socket:
        connection: socket.socket = super()._new_conn()  # type: ignore[misc]
        present.get().add(connection)
        return connection

    def send(self, data: Any) -> None:
        if isinstance(data, bytes) and data.startswith(b"GET "):  # and not what a tunnel wants
            present.get().sent = data
        super().send(data)  # type: ignore[misc]


class Connection(_Watched, HTTPConnection):
    """A connection that the present fetch can end."""


class TLSConnection(_Watched, HTTPSConnection):
    """The same over TLS."""


class Pool(urllib3.HTTPConnectionPool):
    """Connections that can be ended."""

    ConnectionCls = Connection


class TLSPool(urllib3.HTTPSConnectionPool):
    """The same over TLS."""

    ConnectionCls = TLSConnection
