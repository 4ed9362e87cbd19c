"""End a fetch when its time is up, however slowly bytes trickle."""

import socket
import threading
import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Self

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection


@dataclass(slots=True)
class Watch:
    """Ends every connection of one fetch when its time is up, however slowly bytes trickle."""

    seconds: float
    expired: bool = False
    sockets: list[socket.socket] = field(default_factory=list)
    timer: threading.Timer | None = None
    deadline: float = 0

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


class Connection(HTTPConnection):
    """A connection that the present fetch can end."""

    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        present.get().add(connection)
        return connection


class TLSConnection(HTTPSConnection):
    """The same over TLS."""

    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        present.get().add(connection)
        return connection


class Pool(urllib3.HTTPConnectionPool):
    """Connections that can be ended."""

    ConnectionCls = Connection


class TLSPool(urllib3.HTTPSConnectionPool):
    """The same over TLS."""

    ConnectionCls = TLSConnection
