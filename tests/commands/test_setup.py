"""`manage.py setup` makes a database usable, again and again."""

from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command


@pytest.mark.django_db
def test_setup_can_run_at_every_start(settings: Any) -> None:
    backend = "django.core.cache.backends.db.DatabaseCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "factcheck_cache_of_this_test"}}
    for attempt in range(2):
        call_command("setup")
        caches["default"].set("bad-sign-ins", attempt)
        assert caches["default"].get("bad-sign-ins") == attempt
