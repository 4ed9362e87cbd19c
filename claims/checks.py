"""Start-up checks: a page without an access rule never reaches a reader."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
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
