"""What a person asks the queue by its address, and does to several of its rows at once."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Article, Claim, Desk, Source, Statement, Tag, User
from claims.permissions import REVIEWS, lacks
from claims.queries.queue_filters import FACETS, SORTS, Filters, Show, Sort
from claims.queries.workspace import people_to_assign
from claims.services import claims, statements
from claims.services.saving import Invalid, Refused

MOST_VALUES = 50  # of one filter
MOST_LETTERS = 200
MOST_ROWS = 200


# --- asking ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the queue, with a sentence on every part that was not understood."""

    filters: Filters
    notes: list[str]
    after: str = ""


def asked(data: QueryDict, user: User) -> Asked:
    """Read the question in an address; nothing in it is an error, what is unknown is left out."""
    notes: list[str] = []
    show = choice_in(data, "show", list(Show), Show.CLAIMS, notes)
    sort = choice_in(data, "sort", list(SORTS[show]), Sort.DUE, notes)
    chosen: dict[str, tuple[str, ...]] = {}
    names: dict[tuple[str, str], str] = {}
    for key, facet in FACETS.items():
        given = list(dict.fromkeys(v for v in data.getlist(key) if v))[:MOST_VALUES]
        if given and show not in facet.shows:
            notes.append(left_out(facet.label, _("statements have none")))
            continue
        found = look_up(key, given, user) if facet.looked_up and given else {}
        good = []
        for value in given:
            known = facet.takes(value, show)
            uid, name = (value, "") if known else found.get(as_key(value), ("", ""))
            if uid:
                good.append(uid)
                names |= {(key, uid): name} if name else {}
            else:
                notes.append(left_out(facet.label, f"“{value[:40]}”"))
        kept = ("all",) if "all" in good else tuple(dict.fromkeys(good))
        chosen[key] = () if kept == (facet.default.get(show),) else kept
    chosen = {key: values for key, values in chosen.items() if values}
    text = " ".join(data.get("text", "").replace("\x00", " ").split())[:MOST_LETTERS]
    return Asked(Filters(show, chosen, text, sort, names), notes, data.get("after", ""))


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


# --- doing -------------------------------------------------------------------------------------


@dataclass(slots=True)
class Outcome:
    """What came of a bulk change; ``refused`` holds the rows by the reason given for them."""

    changed: list[Claim | Statement] = field(default_factory=list)
    refused: dict[str, list[Claim | Statement]] = field(default_factory=dict)
    missing: int = 0


class BulkForm(forms.Form):
    """Several rows of the queue, and what to do to each of them; what is left blank stays."""

    assignee = forms.ChoiceField(label=gettext_lazy("Assign to"), required=False)
    due_at = forms.DateTimeField(
        label=gettext_lazy("Due"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    no_due = forms.BooleanField(label=gettext_lazy("No date of its own"), required=False)
    add_tag = forms.ModelChoiceField(
        Tag.objects.all(),
        label=gettext_lazy("Add tag"),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("leave as they are"),
    )
    remove_tag = forms.ModelChoiceField(
        Tag.objects.all(),
        label=gettext_lazy("Take off tag"),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("leave as they are"),
    )

    def __init__(self, *args: Any, by: User, show: Show, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.show = show
        self.people: dict[str, User] = {}
        people = [] if lacks(by, REVIEWS) else [p for p in people_to_assign() if p != by]
        self.people = {str(person.uid): person for person in people}
        assignee: Any = self.fields["assignee"]
        assignee.choices = [
            ("", _("leave as it is")),
            ("me", _("me")),
            ("nobody", _("nobody")),
            *((uid, str(person)) for uid, person in self.people.items()),
        ]
        if show == Show.STATEMENTS:
            del self.fields["add_tag"], self.fields["remove_tag"]
        else:
            self.share_tags()

    def share_tags(self) -> None:
        """Read the tags once for both lists."""
        tags = [("", _("leave as they are")), *((tag.slug, tag.name) for tag in Tag.objects.all())]
        for name in ("add_tag", "remove_tag"):
            self.fields[name].widget.choices = tags

    def clean_due_at(self) -> datetime.datetime | None:
        due: datetime.datetime | None = self.cleaned_data["due_at"]
        if due and not 2000 <= due.year <= 2200:
            raise forms.ValidationError(_("Give a year of four digits, such as 2026."))
        return due

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        if values["due_at"] and values["no_due"]:
            raise forms.ValidationError(_("Give a date, or none, not both."))
        if not self.uids:
            raise forms.ValidationError(_("Select some rows first."))
        if len(self.uids) > MOST_ROWS:
            raise forms.ValidationError(
                _("At most %(most)d rows change at once.") % {"most": MOST_ROWS}
            )
        if not self.changes():
            raise forms.ValidationError(_("Say what to change: person, date or tag."))
        return values

    @property
    def uids(self) -> list[str]:
        """Return the rows selected; what is no uid was not made by the page and is left out."""
        data = self.data
        given = data.getlist("row") if isinstance(data, QueryDict) else []
        return list(dict.fromkeys(as_key(value) for value in given if is_uid(value)))

    def changes(self) -> list[Callable[[Any], object]]:
        """Return the verbs to apply to each row, from the services alone."""
        values: Mapping[str, Any] = self.cleaned_data
        by, is_claims = self.by, self.show == Show.CLAIMS
        found: list[Callable[[Any], object]] = []
        if values["assignee"]:
            who = self.people.get(values["assignee"]) if values["assignee"] != "me" else by
            if is_claims:
                found.append(lambda row: claims.assign_claim(claim=row, assignee=who, by=by))
            else:
                found.append(
                    lambda row: statements.assign_statement(statement=row, assignee=who, by=by)
                )
        if values["due_at"] or values["no_due"]:
            due = values["due_at"]
            if is_claims:
                found.append(lambda row: claims.set_due(claim=row, due_at=due, by=by))
            else:
                found.append(
                    lambda row: statements.set_statement_due(statement=row, due_at=due, by=by)
                )
        add, remove = ([tag] if (tag := values.get(k)) else [] for k in ("add_tag", "remove_tag"))
        if add or remove:
            found.append(lambda row: claims.set_tags(claim=row, by=by, add=add, remove=remove))
        return found

    def apply(self) -> Outcome:
        """Do it to every row that lets it be done: a row changes as a whole or not at all."""
        rows: Any = Claim.objects if self.show == Show.CLAIMS else Statement.objects
        readable = rows.visible_to(self.by).filter(uid__in=self.uids).select_related("article")
        outcome = Outcome()
        verbs = self.changes()
        with transaction.atomic():
            found = list(readable.order_by("pk"))
            for row in found:
                try:
                    with transaction.atomic():
                        for verb in verbs:
                            verb(row)
                except (Refused, Invalid) as no:
                    outcome.refused.setdefault(str(no), []).append(row)
                else:
                    outcome.changed.append(row)
        outcome.missing = len(self.uids) - len(found)
        return outcome
