"""`make bench` still runs: it is the first to notice a page that moved."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LINES = ("workspace", "panel", "one mark", "queue: page 1", "queue: next page", "today", "sources")


@pytest.mark.timeout(180)
def test_the_benchmark_asks_for_every_page_and_leaves_nothing_behind() -> None:
    before = set((ROOT / "var").glob("bench-*"))
    command = [sys.executable, "-m", "benchmarks", "60", "--seconds", "0", "--marking", "0"]
    done = subprocess.run(
        [*command, "--words", "1000"], cwd=ROOT, env=os.environ, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "words/s" in done.stdout
    named = [line for line in done.stdout.splitlines() if line.startswith(LINES)]
    assert len(named) >= len(LINES)
    assert all(float(line.split()[-2]) > 0 for line in named)  # processor time of the last size
    assert set((ROOT / "var").glob("bench-*")) == before
