"""`python -m benchmarks`: fill scratch databases, ask for every page, print one table."""

import argparse
import os
import platform
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from .scratch import scratch

if TYPE_CHECKING:
    from .pages import Timing


def main() -> None:
    """Measure the engine, a crowd on 50 claims, the pages at each size, eight people's marks."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("claims", type=int, nargs="*", default=[1_000, 10_000], help="sizes")
    parser.add_argument("--seconds", type=float, default=1.5, help="for each line, at most")
    parser.add_argument("--marking", type=float, default=5, help="seconds of marking together")
    parser.add_argument("--together", type=float, default=60, help="seconds of the crowd")
    parser.add_argument("--pulse", type=float, default=20, help="seconds of pages left open")
    parser.add_argument("--words", type=int, default=200_000, help="for the text engine to read")
    parser.add_argument("--hostile", type=int, default=160_000, help="code points of repetition")
    asked = parser.parse_args()
    words = ["--words", str(asked.words), "--hostile", str(asked.hostile)]
    subprocess.run([sys.executable, "-m", "benchmarks.extraction", *words], check=True)
    subprocess.run([sys.executable, "-m", "benchmarks.reanchoring"], check=True)
    if asked.together:
        seconds = ["--seconds", str(asked.together)]
        subprocess.run([sys.executable, "-m", "benchmarks.together", *seconds], check=True)
    with scratch():
        about = {"seconds": asked.seconds, "marking": asked.marking, "pulse": asked.pulse}
        pages(sorted(asked.claims), **about)


def pages(sizes: list[int], *, seconds: float, marking: float, pulse: float) -> None:
    """Fill the database to each of ``sizes`` and ask for everything; print what came of it."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from .marking import mark_together
    from .newsroom import Newsroom
    from .pages import measure_all
    from .pulse import measure_pulse

    call_command("setup")
    print(f"\n{describe(connection)}")
    newsroom = Newsroom()
    long = newsroom.add_long()
    found = {}
    for size in sizes:
        begun = time.perf_counter()
        newsroom.grow(size)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # autovacuum would have done it by the next minute
        print(f"{size:,} claims: filled in {time.perf_counter() - begun:.1f} s", flush=True)
        found[size] = measure_all(long, seconds=seconds)
    print_table(found)
    if pulse:
        measure_pulse(long, seconds=pulse)
    if marking:
        print(f"\n8 people marking at once ({sizes[-1]:,} claims, gunicorn: 2 workers × 8 threads)")
        print(f"  {mark_together(apart_from=long, seconds=marking)}")
    connection.close()


def describe(connection: "object") -> str:
    """Say on what all this runs, and what else the machine is doing."""
    from django import get_version

    vendor = connection.display_name  # type: ignore[attr-defined]
    number = ".".join(map(str, connection.get_database_version()))  # type: ignore[attr-defined]
    return (
        f"Python {platform.python_version()}, Django {get_version()}, {vendor} {number}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )


def print_table(found: "dict[int, dict[str, Timing]]") -> None:
    """Print a line for each page: SQL statements and milliseconds at each size, and the growth."""
    sizes = list(found)
    print("\nThrough Django's test client, in this process: SQL statements; p50, p95 and (at p50)")
    print("processor time in ms; growth of p50. On a busy machine only processor time tells.")
    print(" " * 38 + "".join(f"{f'{size:,} claims':>31}" for size in sizes) + "   growth")
    print(" " * 38 + "".join(f"{'SQL':>7}{'p50':>8}{'p95':>8}{'cpu':>8}" for _ in sizes))
    for name in found[sizes[0]]:
        cells = [found[size][name] for size in sizes]
        line = "".join(f"{t.statements:>7}{t.p50:>8.1f}{t.p95:>8.1f}{t.cpu:>8.1f}" for t in cells)
        print(f"{name:<38}{line}{cells[-1].p50 / cells[0].p50:>9.2f}")


if __name__ == "__main__":
    main()
