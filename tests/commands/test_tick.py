"""`manage.py tick --every` goes on, whatever happens to the database for a moment."""

import logging

import pytest
from django.db.utils import OperationalError

from claims.management.commands import tick
from claims.services import feeds, mailing, notices, upkeep, watching


def test_ticking_outlives_a_moment_without_database(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    happened: list[str] = []

    def recover() -> None:
        happened.append("recover")
        if len(happened) == 1:
            raise OperationalError("the server went away")

    def sleep(seconds: float) -> None:
        happened.append(f"sleep {seconds:g}")
        if happened.count("sleep 30") == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(tick, "close_old_connections", lambda: None)
    monkeypatch.setattr(tick.time, "sleep", sleep)
    monkeypatch.setattr(upkeep, "recover_lost_tasks", recover)
    monkeypatch.setattr(upkeep, "go_on_with_copies", lambda: happened.append("copies"))
    monkeypatch.setattr(upkeep, "seal_left_behind", lambda: happened.append("seal"))
    monkeypatch.setattr(feeds, "enqueue_due", lambda: happened.append("feeds"))
    monkeypatch.setattr(watching, "enqueue_due", lambda: happened.append("links"))
    monkeypatch.setattr(notices, "tell_due", lambda: happened.append("due"))
    monkeypatch.setattr(mailing, "enqueue_due", lambda: happened.append("mails"))
    monkeypatch.setattr(upkeep, "tidy", lambda: happened.append("tidy"))
    with caplog.at_level(logging.ERROR), pytest.raises(KeyboardInterrupt):
        tick.Command().repeat(30)
    assert happened == [
        "recover", "sleep 30",
        "recover", "copies", "seal", "feeds", "links", "due", "mails", "tidy",
        "sleep 30",
        "recover", "copies", "seal", "feeds", "links", "due", "mails", "sleep 30",
    ]  # fmt: skip
    assert "tick_failed" in caplog.text
