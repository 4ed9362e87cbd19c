"""The settings of the test run: the real ones, made quick, on data of their own."""

import atexit
import os
import shutil
import sys
import tempfile

_DATA = tempfile.mkdtemp(prefix="factcheck-tests-")
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)
os.environ["FACTCHECK_DATA_DIR"] = _DATA
os.environ["FACTCHECK_LOG_LEVEL"] = "ERROR"

from factcheck.settings import *  # noqa: E402, F403
from factcheck.settings import DATABASES, TEMPLATES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in real life: an in-memory database would be one connection for all threads.
    DATABASES["default"]["TEST"] = {"NAME": f"{_DATA}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = False  # the live server has its own hand for static files
# Templates are counted in coverage only with this on, and are much slower with it.
TEMPLATES[0]["OPTIONS"]["debug"] = "COVERAGE_RUN" in os.environ or "--cov" in sys.argv
