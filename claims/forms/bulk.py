"""What a person does to several rows of the queue at once."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.enums import TO_ROLES
from claims.models import Claim, Statement, Tag, User
from claims.permissions import REVIEWS, lacks
from claims.queries.queue_asking import as_key, is_uid
from claims.queries.queue_filters import Show
from claims.queries.workspace import people_to_assign
from claims.services import claims, reviews, statements
from claims.services.articles import hold_articles
from claims.services.saving import Invalid, Refused, Stale

from .assigning import ROLE, LeadField
from .marking import MomentField

MOST_ROWS = 200
SEEN = re.compile(r"[0-9]{1,9}", re.ASCII)


# --- what came of it ---------------------------------------------------------------------------

Row = Claim | Statement
Refusals = list[tuple[str, list[Row]]]  # reason, and the rows for which it was given


@dataclass(slots=True)
class Outcome:
    """What came of a bulk change; ``refused`` holds the rows by the reason given for them."""

    changed: list[Row] = field(default_factory=list)
    refused: dict[str, list[Row]] = field(default_factory=dict)
    missing: int = 0


def refusals(show: str, why: Mapping[str, Sequence[str]], user: User) -> Refusals:
    """Return the rows with these uids by the reason for which each was refused."""
    uids = [uid for some in why.values() for uid in some]
    rows = readable(Show(show), user).filter(uid__in=uids).order_by("article_id", "pk")
    known = {str(row.uid): row for row in rows}
    return [(reason, [known[uid] for uid in some if uid in known]) for reason, some in why.items()]


def readable(show: Show, user: User) -> Any:
    """Return the rows of a list that ``user`` may read, with their articles."""
    rows: Any = Claim.objects if show == Show.CLAIMS else Statement.objects
    return rows.visible_to(user).select_related("article")


# --- what is asked -----------------------------------------------------------------------------


class BulkForm(forms.Form):
    """Several rows of the queue, and what to do to each of them; what is left blank stays.

    Pressed with ``do=approve`` they are approved and nothing else.
    """

    assignee = forms.ChoiceField(label=gettext_lazy("Assign to"), required=False)
    due_at = MomentField(label=gettext_lazy("Due"), required=False)
    lead = LeadField(label=gettext_lazy("or hours before its article’s deadline"))
    no_due = forms.BooleanField(label=gettext_lazy("No date of its own"), required=False)
    add_tag = forms.ChoiceField(label=gettext_lazy("Add tag"), required=False)
    remove_tag = forms.ChoiceField(label=gettext_lazy("Take off tag"), required=False)

    def __init__(self, *args: Any, by: User, show: Show, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.show = show
        self.gives = not lacks(by, REVIEWS)  # to others, and approves
        people = [p for p in people_to_assign() if p != by] if self.gives else []
        self.people = {str(person.uid): person for person in people}
        assignee: Any = self.fields["assignee"]
        assignee.choices = [
            ("", _("leave as it is")),
            ("me", _("me")),
            ("nobody", _("nobody")),
            *((f"{ROLE}{role}", label) for role, label in TO_ROLES.items() if self.gives),
            *((uid, str(person)) for uid, person in self.people.items()),
        ]
        self.tags = {tag.slug: tag for tag in Tag.objects.all()} if show == Show.CLAIMS else {}
        for name in ("add_tag", "remove_tag"):
            if show == Show.STATEMENTS:
                del self.fields[name]
                continue
            tags: Any = self.fields[name]
            known = ((slug, tag.name) for slug, tag in self.tags.items())
            tags.choices = [("", _("leave as they are")), *known]

    @property
    def folded(self) -> list[forms.BoundField]:
        """Return the fields for what is done less often."""
        return [bound for bound in self.visible_fields() if bound.name != "assignee"]

    @property
    def is_open(self) -> bool:
        """Whether something is typed there, so that it must be in sight."""
        return self.is_bound and any(bound.errors or bound.value() for bound in self.folded)

    @property
    def approves(self) -> bool:
        """Whether the chosen rows are to be approved."""
        return bool(self.data.get("do") == "approve")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        if sum(map(bool, (values["due_at"], values["lead"] is not None, values["no_due"]))) > 1:
            raise forms.ValidationError(
                _("Choose one: a date, hours before the deadline, or no date.")
            )
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

    @property
    def seen(self) -> dict[str, int]:
        """Return by row the version that was on the page."""
        data = self.data
        given = data.getlist("seen") if isinstance(data, QueryDict) else []
        pairs = (value.partition(":") for value in given)
        return {as_key(uid): int(n) for uid, _colon, n in pairs if SEEN.fullmatch(n)}

    # --- what is done ---

    def changes(self) -> list[Callable[[Any], object]]:
        """Return the verbs to apply to each row, from the services alone."""
        if self.approves:
            return [self.approve]
        values: Mapping[str, Any] = self.cleaned_data
        found: list[Callable[[Any], object]] = []
        if given := values["assignee"]:
            who = self.by if given == "me" else self.people.get(given)
            role = given.removeprefix(ROLE) if given.startswith(ROLE) else ""
            found.append(lambda row: self.assign(row, who, role))
        due = {"due_at": values["due_at"], "lead": values["lead"]}
        if values["no_due"] or due != {"due_at": None, "lead": None}:
            found.append(lambda row: self.date(row, due))
        add, remove = (
            [self.tags[slug]] if (slug := values.get(name)) else []
            for name in ("add_tag", "remove_tag")
        )
        if add or remove:
            found.append(lambda row: claims.set_tags(claim=row, by=self.by, add=add, remove=remove))
        return found

    def approve(self, row: Row) -> None:
        """Approve a row as it was on the page."""
        seen = self.seen.get(str(row.uid))
        if isinstance(row, Claim):
            reviews.approve(claim=row, by=self.by, seen=seen)
        else:
            reviews.approve_said(statement=row, by=self.by, seen=seen)

    def assign(self, row: Row, who: User | None, role: str) -> None:
        """Give a row to somebody, to a role, or to nobody."""
        if isinstance(row, Claim):
            claims.assign_claim(claim=row, assignee=who, role=role, by=self.by)
        else:
            statements.assign_statement(statement=row, assignee=who, role=role, by=self.by)

    def date(self, row: Row, due: Mapping[str, Any]) -> None:
        """Say by when a row is to be done."""
        if isinstance(row, Claim):
            claims.set_due(claim=row, by=self.by, **due)
        else:
            statements.set_statement_due(statement=row, by=self.by, **due)

    def apply(self) -> Outcome:
        """Do it to every row that lets it be done: a row changes as a whole or not at all."""
        outcome = Outcome()
        verbs = self.changes()
        with transaction.atomic():
            found = list(readable(self.show, self.by).filter(uid__in=self.uids).order_by("pk"))
            hold_articles(found)
            for row in found:
                try:
                    with transaction.atomic():
                        for verb in verbs:
                            verb(row)
                except Stale:
                    reason = _("Somebody changed it since you saw the list: look at it first.")
                    outcome.refused.setdefault(reason, []).append(row)
                except (Refused, Invalid) as no:
                    outcome.refused.setdefault(str(no), []).append(row)
                else:
                    outcome.changed.append(row)
        outcome.missing = len(self.uids) - len(found)
        return outcome

    def kept(self, outcome: Outcome) -> list[str]:
        """Return the rows that stay chosen: those refused, or all where there is more to do."""
        refused = [str(row.uid) for rows in outcome.refused.values() for row in rows]
        return refused if refused or self.approves else self.uids
