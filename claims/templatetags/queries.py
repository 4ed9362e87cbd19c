"""How the words of a thread, and who has what to do, are shown."""

from collections.abc import Collection, Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims.forms.assigning import hours_of
from claims.models import User
from claims.queries import given
from claims.services.queries import MENTION

register = template.Library()
register.filter(given.given_to)
register.filter(given.lead_words)
register.filter(given.role_words)
register.filter("lead_hours", hours_of)


@register.filter
def naming(text: str, people: Iterable[User]) -> SafeString:
    """Return ``text``, escaped, with the @user names of ``people`` as their names."""
    names = {person.username.lower(): str(person) for person in people}
    parts: list[str] = []
    at = 0
    for found in MENTION.finditer(text):
        if name := names.get(found[1].lower()):
            parts += [text[at : found.start()], format_html('<b class="thread__name">{}</b>', name)]
            at = found.end()
    parts.append(text[at:])
    return format_html_join("", "{}", ((part,) for part in parts))


@register.filter
def within(value: Any, several: Collection[Any]) -> bool:
    """Whether ``value`` is one of ``several``; as a filter it can be given to an include."""
    return bool(several) and value in several
