"""Counting requests: of one address or of one link, for a while."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from claims.views import limits


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1_000_000.0]
    monkeypatch.setattr(limits.time, "time", lambda: now[0])
    return now


def test_so_many_are_let_through_and_then_no_more_until_time_is_up(clock: list[float]) -> None:
    def ask(who: str = "here") -> bool:
        return limits.too_many("door", who, most=3)

    assert [ask() for _ in range(5)] == [False, False, False, True, True]
    assert not ask("there")
    assert not limits.too_many("window", "here", most=3)
    clock[0] += limits.WITHIN - 1
    assert ask()
    clock[0] += 1
    assert [ask() for _ in range(4)] == [False, False, False, True]


def test_steady_trying_does_not_lengthen_the_wait(clock: list[float]) -> None:
    begun = clock[0]
    while clock[0] < begun + limits.WITHIN:
        limits.too_many("door", "here", most=3)
        clock[0] += limits.WITHIN / 10
    assert not limits.too_many("door", "here", most=3)


def test_who_asked_is_kept_as_a_hash_only(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = []
    monkeypatch.setattr(cache, "set", lambda key, *_rest: kept.append(key))
    limits.too_many("door", "192.0.2.7", most=3)
    assert len(kept) == 1
    assert "192.0.2.7" not in kept[0]


@pytest.mark.parametrize(
    ("came", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
    ],
)
def test_a_house_with_many_addresses_counts_as_one(
    rf: RequestFactory, came: str, counted: str
) -> None:
    assert limits.address_of(rf.get("/", REMOTE_ADDR=came)) == counted


def test_only_as_many_proxies_are_believed_as_there_are(rf: RequestFactory, settings: Any) -> None:
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.7")
    assert limits.address_of(request) == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert limits.address_of(request) == "192.0.2.7"
