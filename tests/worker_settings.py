"""The settings of a worker that runs beside a test: the real ones, and it may fetch from here."""

from factcheck.settings import *  # noqa: F403

FETCH_ALLOW_LOOPBACK = True
