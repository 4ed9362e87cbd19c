"""Addresses made from the address of the page one is on."""

from django.http import HttpRequest


def address(request: HttpRequest, **changes: str) -> str:
    """Return this page's address with some of what it asks for changed; "" takes it out.

    The place in a paged list is dropped: another question begins on its first page.
    """
    asked = request.GET.copy()
    for name, value in {"after": "", **changes}.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    return f"{request.path}?{asked.urlencode()}" if asked else request.path
