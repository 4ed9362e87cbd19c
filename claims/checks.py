"""Start-up checks: no page without an access rule, no way from the network into this house."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver

RULES = frozenset({"everyone", "people", "newsroom", "checkers", "reviewers", "editors", "admins"})


def project_views(resolver: URLResolver | None = None) -> Iterator[tuple[str, Any]]:
    """Yield the name and the view of every address of ours (Django's admin guards its own)."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from project_views(entry)
        elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith("claims."):
            yield entry.name or str(entry.pattern), entry.callback


@register("urls")
def every_view_has_an_access_rule(**kwargs: Any) -> list[CheckMessage]:
    """Report views that do not say who may open them."""
    return [
        Error(f"The view of “{name}” has no access rule.", id="claims.E001")
        for name, view in project_views()
        if getattr(view, "access_rule", None) not in RULES
    ]


@register("security")
def fetching_stays_outside(**kwargs: Any) -> list[CheckMessage]:
    """Report a door to the network that leads to this machine, or a proxy that is none."""
    found: list[CheckMessage] = []
    in_tests = os.environ.get("DJANGO_SETTINGS_MODULE", "").startswith("tests.")
    if settings.FETCH_ALLOW_LOOPBACK and not in_tests:
        hint = "Remove FETCH_ALLOW_LOOPBACK from the settings."
        words = "Fetching from this machine is allowed, which is for tests only."
        found.append(Error(words, hint=hint, id="claims.E002"))
    if settings.FETCH_PROXY and not _is_address(settings.FETCH_PROXY):
        words = "FACTCHECK_FETCH_PROXY is no address of a proxy."
        hint = "Write it as http://proxy.example:3128."
        found.append(Error(words, hint=hint, id="claims.E003"))
    return found


@register("files")
def files_have_a_place(**kwargs: Any) -> list[CheckMessage]:
    """Report a store for files of which half is told."""
    found: list[CheckMessage] = []
    keys = [name for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY") if os.environ.get(name)]
    if settings.FILES_IN not in {"local", "s3"}:
        words = f"FACTCHECK_STORAGE is “{settings.FILES_IN}”, which is no place for files."
        found.append(Error(words, hint="Set it to local or to s3.", id="claims.E004"))
    elif settings.FILES_IN == "s3":
        if not settings.S3_BUCKET:
            words = "FACTCHECK_STORAGE is s3, and FACTCHECK_S3_BUCKET names no bucket."
            found.append(Error(words, hint="Set it to the bucket's name.", id="claims.E005"))
        if settings.S3_ENDPOINT and not _is_address(settings.S3_ENDPOINT):
            words = "FACTCHECK_S3_ENDPOINT is no address."
            hint = "Write it as https://s3.example:9000, or leave it out for Amazon's own."
            found.append(Error(words, hint=hint, id="claims.E006"))
        if len(keys) == 1:
            words = f"Of the two keys to the bucket only {keys[0]} is set."
            hint = "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither."
            found.append(Error(words, hint=hint, id="claims.E007"))
    return found


def refuse_to_serve() -> None:
    """Raise ImproperlyConfigured where the door is not shut: a server asks for no checks itself."""
    if faults := fetching_stays_outside() + files_have_a_place():
        raise ImproperlyConfigured("\n".join(map(str, faults)))


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
