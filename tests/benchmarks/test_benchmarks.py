"""`make bench` still runs: it is the first to notice a page that moved."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.pulse import BEAT

ROOT = Path(__file__).resolve().parent.parent.parent
LINES = ("workspace", "panel", "one mark", "queue: page 1", "queue: next page", "today", "sources")
SMALL = ["60", "--seconds", "0", "--marking", "0", "--words", "400", "--together", "2"]
SMALL += ["--hostile", "4000", "--pulse", "5"]


def test_a_page_of_the_benchmark_asks_as_often_as_one_in_a_browser() -> None:
    script = (ROOT / "static/js/pulse.js").read_text()
    assert f"const EVERY = {BEAT * 1000:.0f};" in script


@pytest.mark.timeout(180)
def test_the_benchmark_asks_for_every_page_and_leaves_nothing_behind() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks", *SMALL],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        printed, errors = process.communicate()
    assert process.returncode == 0, errors
    assert "words/s" in printed
    assert "times as long" in printed
    assert "acts/s" in printed
    assert "12 claims, 10 checkers on it" in printed
    assert "all holds" in printed
    lines = [line for line in printed.splitlines() if line[38:].strip()]
    figures = {line[:38].strip(): line[38:].split() for line in lines}
    for name in LINES:
        statements, *times, growth = map(float, figures[name])
        assert statements > 1
        assert all(time > 0 for time in times)
        assert growth == 1  # there is one size only
    assert not list((ROOT / "var").glob(f"bench-{process.pid}-*"))
