"""The start-up checks around the door to the network."""

import importlib
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from claims.checks import fetching_stays_outside


@pytest.fixture
def in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "factcheck.settings")


def found() -> list[str | None]:
    return [message.id for message in fetching_stays_outside()]


@pytest.mark.usefixtures("in_production")
@pytest.mark.parametrize("debug", [True, False])
def test_fetching_from_this_machine_is_refused_outside_tests(debug: bool, settings: Any) -> None:
    settings.DEBUG = debug
    assert found() == []
    settings.FETCH_ALLOW_LOOPBACK = True
    assert found() == ["claims.E002"]
    assert "claims.E002" in [message.id for message in run_checks() if message.is_serious()]


@pytest.mark.usefixtures("in_production")
@pytest.mark.parametrize("door", ["factcheck.wsgi", "factcheck.asgi"])
def test_no_server_starts_with_that_door_open(door: str, settings: Any) -> None:
    module = importlib.import_module(door)
    settings.FETCH_ALLOW_LOOPBACK = True
    with pytest.raises(ImproperlyConfigured, match="for tests only"):
        importlib.reload(module)
    settings.FETCH_ALLOW_LOOPBACK = False
    assert callable(importlib.reload(module).application)


def test_a_test_may_fetch_from_this_machine(settings: Any) -> None:
    settings.FETCH_ALLOW_LOOPBACK = True
    assert found() == []


@pytest.mark.parametrize(
    "proxy", ["proxy.example:3128", "socks5://proxy.example", "http://", "ftp://x", "http://[::1"]
)
def test_a_proxy_that_is_none_is_refused(proxy: str, settings: Any) -> None:
    settings.FETCH_PROXY = proxy
    assert found() == ["claims.E003"]


def test_a_proxy_may_have_a_password_and_stand_inside_the_house(settings: Any) -> None:
    settings.FETCH_PROXY = "http://anna:secret@10.0.0.5:3128"
    assert found() == []
