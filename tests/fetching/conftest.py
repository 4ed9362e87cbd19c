"""One raw server for the module, and the one way to fetch from this machine."""

from collections.abc import Iterator
from typing import Any

import pytest

from .servers import RawServer


@pytest.fixture
def loopback(settings: Any) -> None:
    settings.FETCH_ALLOW_LOOPBACK = True


@pytest.fixture(scope="module")
def server() -> Iterator[RawServer]:
    with RawServer() as running:
        yield running


@pytest.fixture(autouse=True)
def _forgetful(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "server" in request.fixturenames:
        raw = request.getfixturevalue("server")
        raw.sayings.clear()
        raw.requests.clear()
