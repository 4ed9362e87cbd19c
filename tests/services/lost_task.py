"""A task that never ends while its file `hold` exists; for the test of lost workers."""

import time
from pathlib import Path

from django_tasks import task


@task
def wait_while_held(folder: str) -> str:
    """Note the attempt in `folder`, then wait for as long as a file `hold` lies there."""
    place = Path(folder)
    with (place / "attempts").open("a") as attempts:
        attempts.write("begun\n")
    while (place / "hold").exists():
        time.sleep(0.05)
    return "done"
