"""A database of the benchmark's own, which is gone afterwards; never the newsroom's."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
FOREIGN = ("FACTCHECK_", "SECRET_KEY", "ALLOWED_HOSTS", "CACHE_URL", "DJANGO_SETTINGS_MODULE")


@contextmanager
def scratch() -> Iterator[None]:
    """Let the environment name an empty database and data folder, for us and our children.

    With DATABASE_URL naming a PostgreSQL server it is a new database on that server (whose user
    must be allowed to make one); else a SQLite file in a new folder below var/.
    """
    given = os.environ.get("DATABASE_URL", "")
    for name in [name for name in os.environ if name.startswith(FOREIGN)]:
        del os.environ[name]  # the newsroom's settings are not what is measured
    (ROOT / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"bench-{os.getpid()}-", dir=ROOT / "var") as folder:
        os.environ["FACTCHECK_DATA_DIR"] = folder
        os.environ["FACTCHECK_LOG_LEVEL"] = "WARNING"
        os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
        if given.startswith(("postgres://", "postgresql://")):
            with postgres_database(given) as url:
                os.environ["DATABASE_URL"] = url
                yield
        else:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
            yield


@contextmanager
def postgres_database(server: str) -> Iterator[str]:
    """Make an empty database on the server that ``server`` names; yield its address, drop it."""
    name = f"factcheck_bench_{secrets.token_hex(4)}"
    make = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(make)
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(drop)
