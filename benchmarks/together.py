"""Sixteen hands in three processes on the same fifty claims: how fast, and whether all holds.

The crowd is the one of the tests (tests/crowd), and so is the judge: no figures without what did
not hold. `python -m benchmarks.together --seconds 60 --seed 7` for one run by itself.
"""

import argparse
import time
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from .scratch import scratch

if TYPE_CHECKING:
    from tests.crowd.worker import Record

SEED = 20261122
SHARES = {"p50 ms": 0.5, "p95 ms": 0.95, "max ms": 1.0}
OUTCOMES = ("done", "nothing", "Refused", "Invalid", "Stale")


def main() -> None:
    """Let the crowd loose on a database of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.together", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    with scratch():
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("setup")
        act_together(seconds=asked.seconds, seed=asked.seed)
        connection.close()


def act_together(*, seconds: float, seed: int) -> None:
    """Let the crowd act for so many seconds; print the figures and what does not hold."""
    from django.db import connection

    from claims.services import chain
    from tests.crowd.judge import faults
    from tests.crowd.run import run
    from tests.crowd.scene import build

    build()
    records = run(seed=seed, seconds=seconds)
    print("\n16 hands at once (8 threads, 2 processes of 4 threads) on the same 50 claims:")
    print(f"{seconds:g} s, seed {seed}, {connection.display_name}")
    print_acts(records, seconds)
    begun = time.perf_counter()
    found = faults(records)
    chain.seal_stragglers()
    report = chain.verify()
    found += [report.fault] if report.fault else []
    print(f"audit chain: {report.checked:,} links; judged in {time.perf_counter() - begun:.1f} s")
    print("\n".join([f"DOES NOT HOLD: {fault}" for fault in found] or ["all holds"]))


def print_acts(records: "list[Record]", seconds: float) -> None:
    """Print a line for each act: what came of it how often, and its milliseconds."""
    from .pages import percentile

    acts: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        acts[record.act].append(record)
        acts["all"].append(record)
    print(" " * 21 + "".join(f"{kind:>9}" for kind in (*OUTCOMES, "error", *SHARES)))
    for act, rows in sorted(acts.items(), key=lambda item: len(item[1])):
        told = Counter(row.outcome for row in rows)
        counts = [*(told[kind] for kind in OUTCOMES), sum(told[k] for k in told.keys() - OUTCOMES)]
        times = [round(percentile([row.ms for row in rows], of)) for of in SHARES.values()]
        print(f"{act:<21}" + "".join(f"{cell:>9}" for cell in (*counts, *times)))
    done = sum(record.outcome == "done" for record in records)
    print(f"{len(records) / seconds:.0f} acts/s, {done / seconds:.0f} of them changed something")


if __name__ == "__main__":
    main()
