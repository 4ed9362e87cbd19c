"""Which days a text means: "since April", counted from the day it was written."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.models import Revision
from claims.text.quantities import find_quantities, resolve_date


@dataclass(frozen=True, slots=True)
class Meant:
    """Words that name days, and the days they name."""

    words: str
    days: str


def dates_meant(revision: Revision, spans: Iterable[tuple[int, int]]) -> list[Meant]:
    """Return the dates in ``spans`` that only the day of writing makes plain, each once."""
    found: dict[str, Meant] = {}
    for start, end in spans:
        for quantity in find_quantities(revision.text, start, end):
            if quantity.kind != "date" or resolve_date(revision.text, quantity.span):
                continue
            if days := resolve_date(revision.text, quantity.span, revision.date):
                words = revision.text[slice(*quantity.span)]
                first, last = (date_format(day, "j F Y") for day in days)
                told = first if first == last else _("%s to %s") % (first, last)
                found.setdefault(words.lower(), Meant(words, told))
    return list(found.values())
