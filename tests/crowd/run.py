"""Let the crowd loose: threads of this process, and other processes on the same database."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from .worker import Record, work_in_threads

ROOT = Path(__file__).resolve().parent.parent.parent


def address() -> str:
    """Return the address of the database that this process works on, for DATABASE_URL."""
    about = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{about['NAME']}"
    user, password = quote(about["USER"]), quote(about["PASSWORD"])
    door = f"{about['HOST']}:{about['PORT']}" if about["PORT"] else about["HOST"]
    return f"postgres://{user}{f':{password}' if password else ''}@{door}/{about['NAME']}"


def start() -> subprocess.Popen[str]:
    """Start one process of the crowd, on this process's database, with its settings."""
    environment = os.environ | {"DATABASE_URL": address()}
    command = [sys.executable, "-m", "tests.crowd"]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


def run(
    *, seed: int, seconds: float, here: int = 8, processes: int = 2, each: int = 4
) -> list[Record]:
    """Let ``here`` threads and ``processes`` of ``each`` threads act for so many seconds."""
    others = [start() for _ in range(processes)]
    try:
        for other in others:
            if other.stdout is None or other.stdout.readline().strip() != "ready":
                raise RuntimeError(f"a process of the crowd did not start: {other.communicate()}")
        until = time.time() + seconds
        for number, other in enumerate(others):
            first = here + number * each
            told = {"first": first, "threads": each, "seed": seed, "until": until}
            if other.stdin is None:
                raise RuntimeError("a process of the crowd that nobody can tell anything")
            other.stdin.write(json.dumps(told) + "\n")
            other.stdin.flush()
        records = work_in_threads(first=0, threads=here, seed=seed, until=until)
        for other in others:
            printed, errors = other.communicate(timeout=seconds + 60)
            if other.returncode:
                raise RuntimeError(errors)
            records += [Record(**row) for row in json.loads(printed)]
    finally:
        for other in others:
            other.kill()
            other.communicate()
    return records
