"""`python -m tests.crowd` is one process of the crowd; `tests.crowd.run` starts it.

The environment names the database. It says "ready", reads from standard input one line of JSON
({"first": …, "threads": …, "seed": …, "until": …}), and prints its records as JSON when it is done.
"""

import json
import sys
from dataclasses import asdict

import django


def main() -> None:
    """Set Django up, wait for the word, work."""
    django.setup()
    from .worker import work_in_threads

    print("ready", flush=True)
    told = json.loads(sys.stdin.readline())
    json.dump([asdict(record) for record in work_in_threads(**told)], sys.stdout)


if __name__ == "__main__":
    main()
