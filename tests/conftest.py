"""What holds for every test: nothing leaves this machine, and no test sees another's leftovers."""

import functools
import gc
import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from claims.models import Article
from claims.services import reading
from claims.text import Block, Extraction

from . import factories
from .people import person
from .tampering import lifted

hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")


DATABASE = frozenset({"db", "transactional_db", "django_db_setup", "live_server"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What touches no database is not run a second time, on PostgreSQL."""
    if connection.vendor == "sqlite":
        return
    once = [item for item in items if not touches_a_database(item)]
    config.hook.pytest_deselected(items=once)
    items[:] = [item for item in items if touches_a_database(item)]


def touches_a_database(item: pytest.Item) -> bool:
    """Whether a test asks for a database, itself or by what it uses."""
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & DATABASE)


def pytest_collection_finish() -> None:
    """What is there by now stays: the garbage collector need not look through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture
def article(db: None) -> Article:
    """Return an article that Ada wrote and Carl brought in."""
    made = factories.article()
    made.authors.add(person("ada"))
    return made


class LeftTheMachine(Exception):
    """A test tried to reach the network."""


def is_local(host: str) -> bool:
    """Whether `host` is this machine: "localhost", an empty host or a loopback address."""
    if host in {"", "localhost", "0.0.0.0", "::"}:  # the wildcards reach this machine only
        return True
    try:
        address = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def is_numeric(host: str) -> bool:
    """Whether the system reads `host` as an address without asking a name server."""
    try:
        real_getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return False
    return True


real_getaddrinfo = socket.getaddrinfo


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse connections to, and look-ups of, anything but this machine."""

    def guarded(name: str) -> Any:
        real = getattr(socket.socket, name)

        def call(self: socket.socket, *args: Any) -> Any:
            address = args[-1]  # sendto(data, flags, address) has it last as well
            if isinstance(address, tuple) and not is_local(str(address[0])):
                raise LeftTheMachine(f"a test tried to reach {address[0]}")
            return real(self, *args)

        return call

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        text = host.decode() if isinstance(host, bytes) else host or ""
        if not is_local(text) and not is_numeric(text):
            raise LeftTheMachine(f"a test tried to look up {text}")
        return real_getaddrinfo(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, guarded(name))
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        yield


@pytest.fixture(autouse=True, scope="session")
def _read_once() -> Iterator[None]:
    """Most tests import one story: the engine reads it once, and its answer never changes."""
    read = functools.lru_cache(maxsize=256)(reading.extract)

    def extract(text: str, *, blocks: list[Block], **about: Any) -> Extraction:
        return read(text, blocks=tuple(blocks), **about)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "extract", extract)
        yield


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """Empty the cache, which counts bad sign-ins, before and after each test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    """Let each test store files in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_guards() -> Iterator[None]:
    """Let the flush after a test that commits empty what the database otherwise guards."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def lifting(self: BaseDatabaseOperations, statements: list[str]) -> None:
        with lifted():
            flush(self, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", lifting)
        yield
