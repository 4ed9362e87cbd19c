"""Reading what a person asks the queue by an address, or has kept under a name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.models import Article, Desk, Source, Tag, User

from .days import Days
from .queue_filters import FACETS, SORTS, Filters, Show, Sort

MOST_VALUES = 50  # of one filter
MOST_LETTERS = 200
Known = dict[str, Mapping[str, tuple[str, str]]]  # filter → value → (value for the address, name)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the queue, with a sentence on every part that was not understood.

    ``lost`` are the filters that name something that is gone, or that the reader may not know of.
    """

    filters: Filters
    notes: list[str]
    after: str = ""
    lost: tuple[str, ...] = ()


def asked(data: QueryDict, user: User) -> Asked:
    """Read the question in an address; nothing in it is an error, what is unknown is left out."""
    return read(data, known_of([data], user))


def asked_each(queries: Iterable[str], user: User) -> list[Asked]:
    """Read questions as ``asked`` does; what they name is looked up for all of them at once."""
    several = [QueryDict(query) for query in queries]
    known = known_of(several, user)
    return [read(data, known) for data in several]


def known_of(several: Sequence[QueryDict], user: User) -> Known:
    """Return by filter what there is of all that the questions name, and ``user`` may know of."""
    known: Known = {}
    for key, facet in FACETS.items():
        given = {value: None for data in several for value in values_in(data, key)}
        if facet.looked_up and given:
            known[key] = look_up(key, list(given), user)
    return known


def values_in(data: QueryDict, key: str) -> list[str]:
    """Return the values that a question gives to a filter."""
    return list(dict.fromkeys(v for v in data.getlist(key) if v))[:MOST_VALUES]


def read(data: QueryDict, known: Known) -> Asked:
    """Read one question, with what is known of the things it names."""
    notes: list[str] = []
    lost: list[str] = []
    show = choice_in(data, "show", list(Show), Show.CLAIMS, notes)
    sort = choice_in(data, "sort", list(SORTS[show]), Sort.DUE, notes)
    chosen: dict[str, tuple[str, ...]] = {}
    names: dict[tuple[str, str], str] = {}
    for key, facet in FACETS.items():
        given = values_in(data, key)
        if given and show not in facet.shows:
            notes.append(left_out(facet.label, _("statements have none")))
            continue
        found = known.get(key, {})
        good = []
        for value in given:
            fixed = facet.takes(value, show)
            uid, name = (value, "") if fixed else found.get(as_key(value), ("", ""))
            if uid:
                good.append(uid)
                names |= {(key, uid): name} if name else {}
            else:
                notes.append(left_out(facet.label, f"“{value[:40]}”"))
                lost.append(str(facet.label))
        kept = ("all",) if "all" in good else tuple(dict.fromkeys(good))
        chosen[key] = () if kept == (facet.default.get(show),) else kept
    chosen = {key: values for key, values in chosen.items() if values}
    text = " ".join(data.get("text", "").replace("\x00", " ").split())[:MOST_LETTERS]
    filters = Filters(show, chosen, text, sort, names)
    return Asked(filters, notes, data.get("after", ""), tuple(dict.fromkeys(lost)))


def left_out(what: object, why: str) -> str:
    """Say that a filter was left out."""
    return _("The filter %(what)s was left out: %(why)s.") % {"what": str(what), "why": why}


def choice_in(
    data: QueryDict, key: str, known: Sequence[Any], default: Any, notes: list[str]
) -> Any:
    """Return the choice of ``known`` that the address names, else the default."""
    given = data.get(key, "")
    found = next((choice for choice in known if choice.value == given), None)
    if given and found is None:
        notes.append(_("“%(value)s” is not known here.") % {"value": given[:40]})
    return found or default


def as_key(value: str) -> str:
    """Return a uid as it is printed everywhere, another word as it is."""
    try:
        return str(UUID(value))
    except ValueError:
        return value


def look_up(key: str, given: Sequence[str], user: User) -> dict[str, tuple[str, str]]:
    """Return {value: (value for the address, name)} of what there is and ``user`` may know of.

    A source that was merged into another leads to that one, the reader's own name to "me".
    """
    if key in ("desk", "tag"):
        words = [value for value in given if "\x00" not in value]
        model = Desk if key == "desk" else Tag
        slugs: Any = model._default_manager.filter(slug__in=words).values_list("slug", "name")
        return {slug: (slug, name) for slug, name in slugs}
    if key in ("found", "raised"):
        return {str(days): (str(days), days.words) for days in map(Days.read, given) if days}
    uids = [as_key(value) for value in given if is_uid(value)]
    rows: Any
    if key == "article":
        rows = Article.objects.visible_to(user).filter(uid__in=uids).values_list("uid", "title")
        return {str(uid): (str(uid), title) for uid, title in rows}
    if key == "source":
        roots = Source.objects.visible_to(user).filter(branches__uid__in=uids)
        rows = roots.values_list("branches__uid", "uid", "name")
        return {str(branch): (str(uid), name) for branch, uid, name in rows}
    people = User.objects.filter(uid__in=uids)
    return {str(u.uid): ("me", "") if u == user else (str(u.uid), str(u)) for u in people}


def is_uid(value: str) -> bool:
    """Whether ``value`` can be a uid."""
    try:
        UUID(value)
    except ValueError:
        return False
    return True
