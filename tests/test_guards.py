"""The guards around the test run itself bite."""

import socket

import pytest
from django.core.cache import cache

from tests.conftest import LeftTheMachine


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0)])
@pytest.mark.parametrize("how", ["connect", "connect_ex"])
def test_connections_that_leave_the_machine_are_refused(address: tuple, how: str) -> None:
    family = socket.AF_INET if len(address) == 2 else socket.AF_INET6
    with socket.socket(family) as outward, pytest.raises(LeftTheMachine):
        getattr(outward, how)(address)


def test_datagrams_that_leave_the_machine_are_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as outward, pytest.raises(LeftTheMachine):
        outward.sendto(b"?", ("192.0.2.53", 53))


def test_names_are_not_looked_up() -> None:
    with pytest.raises(LeftTheMachine):
        socket.create_connection(("example.org", 80))


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1])).close()
    assert socket.getaddrinfo("192.0.2.1", 80)  # a number is no look-up


@pytest.mark.parametrize("attempt", [1, 2])
def test_the_cache_starts_empty(attempt: int) -> None:
    assert cache.get("left-over") is None
    cache.set("left-over", attempt)
