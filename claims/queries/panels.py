"""What the panel of one claim, statement or suggestion shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Part, State
from claims.models import Claim, Evidence, Review, Statement, Suggestion, Support, User

from .history import Line, history
from .workspace import Workspace


@dataclass(frozen=True, slots=True)
class OfferedLink:
    """A link or footnote of the text that touches the words: it may be evidence for them."""

    index: int
    url: str
    title: str
    words: str


class Panel:
    """What claims and statements have in common: supports, links in their words, history."""

    def __init__(self, thing: Claim | Statement, workspace: Workspace, user: User) -> None:
        self.thing = thing
        self.workspace = workspace
        self.user = user

    @cached_property
    def all_supports(self) -> list[Support]:
        """Return what the thing rests on, whoever may read it."""
        rows = self.thing.supports.filter(
            removed_at__isnull=True, evidence__withdrawn_at__isnull=True
        )
        return list(rows.select_related("evidence", "created_by"))

    @cached_property
    def supports(self) -> list[Support]:
        """Return what the person at the screen may read of it."""
        ids = [support.evidence_id for support in self.all_supports]
        visible = set(
            Evidence.objects.visible_to(self.user).filter(pk__in=ids).values_list("pk", flat=True)
        )
        return [support for support in self.all_supports if support.evidence_id in visible]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Return where the words stand, or stood before the thing was retired."""
        if self.thing.retired_at:
            rows = self.thing.anchors.filter(revision=self.workspace.revision, part=Part.CONTENT)
            return list(rows.values_list("start", "end"))
        uid = str(self.thing.uid)
        return [(mark.start, mark.end) for mark in self.workspace.marks if mark.uid == uid]

    @cached_property
    def words(self) -> str:
        """Return the verbatim words."""
        text = self.workspace.revision.text
        return " … ".join(text[start:end] for start, end in self.spans)

    @cached_property
    def offered(self) -> list[OfferedLink]:
        """Return the links and footnotes that touch the words and are not evidence yet."""
        used = {support.evidence.url for support in self.all_supports if support.evidence.url}
        used |= {support.evidence.description for support in self.all_supports}
        text = self.workspace.revision.text
        return [
            OfferedLink(index, link["url"], link["title"], text[link["start"] : link["end"]])
            for index, link in enumerate(self.workspace.revision.links)
            if any(link["start"] <= end and link["end"] >= start for start, end in self.spans)
            and (link["url"] or link["title"]) not in used
        ]

    @cached_property
    def history(self) -> list[Line]:
        """Return what was done, newest first."""
        return history(self.thing)

    @cached_property
    def neighbours(self) -> tuple[str, str]:
        """Return the addresses of the marks before and after."""
        return self.workspace.neighbours(self.thing)


class ClaimPanel(Panel):
    """A claim under check."""

    name = "claim"
    thing: Claim

    @cached_property
    def missing(self) -> list[str]:
        """Return what is missing before it counts as checked; nothing once it is settled."""
        if self.thing.state not in (State.TO_CHECK, State.CHECKING, State.RECHECK):
            return []
        return permissions.why_not_check(self.thing, self.all_supports)

    @cached_property
    def why_not(self) -> dict[str, str]:
        """Return, for each thing one could do, the sentence why not ("" where one may)."""
        claim, user, supports = self.thing, self.user, self.all_supports
        return {
            "mark": permissions.why_not_mark(user, claim),
            "verdict": permissions.why_not_set_verdict(user, claim),
            "not_checkable": permissions.why_not_call_not_checkable(user, claim),
            "release": permissions.why_not_release(user, claim),
            "take_back": permissions.why_not_take_back(user, claim),
            "reopen": permissions.why_not_reopen(user, claim),
            "confirm": permissions.why_not_confirm(user, claim, supports),
            "review": permissions.why_not_review(user, claim, supports),
        }

    @cached_property
    def returned(self) -> Review | None:
        """Return the last review when it sent the claim back and nobody has answered it."""
        if self.thing.state != State.CHECKING:
            return None
        last = self.thing.reviews.select_related("created_by").first()
        return last if last and last.decision == "returned" else None

    @property
    def waits_for_review(self) -> bool:
        """Whether it is checked and its desk asks for a second person."""
        return self.thing.state == State.CHECKED and self.thing.needs_second_person

    @property
    def place(self) -> tuple[int, int]:
        """Return which of the article's claims this is, in the order of the text."""
        order = [claim.pk for claim in self.workspace.claims]
        at = order.index(self.thing.pk) + 1 if self.thing.pk in order else 0
        return at, len(order)


class StatementPanel(Panel):
    """Words put down to a source."""

    name = "statement"
    thing: Statement

    @cached_property
    def why_not(self) -> dict[str, str]:
        """Return the sentence why one may not mark it ("" where one may)."""
        return {"mark": permissions.why_not_mark_statement(self.user, self.thing)}

    @cached_property
    def claims(self) -> list[Claim]:
        """Return the live claims inside the words."""
        return [c for c in self.workspace.claims if c.statement_id == self.thing.pk]

    @cached_property
    def cue_words(self) -> str:
        """Return the cue as it stands in the text."""
        here = self.thing.anchors.filter(revision=self.workspace.revision, part=Part.CUE)
        return next((anchor.exact for anchor in here[:1]), self.thing.cue)


class SuggestionPanel:
    """What the engine proposes."""

    name = "suggestion"

    def __init__(self, thing: Suggestion, workspace: Workspace, user: User) -> None:
        self.thing = thing
        self.workspace = workspace
        self.why_not = {"decide": permissions.why_not_decide(user, thing)}

    @cached_property
    def neighbours(self) -> tuple[str, str]:
        """Return the addresses of the marks before and after."""
        return self.workspace.neighbours(self.thing)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Return where the words stand."""
        thing = self.thing
        return [(a, b) for a, b in thing.content] or [(thing.start, thing.end)]

    @property
    def holder(self) -> Suggestion | None:
        """Return the proposed statement in which a proposed claim stands, while undecided."""
        inside = self.thing.inside
        return inside if inside and inside.decision == "pending" else None

    @cached_property
    def source_line(self) -> str:
        """Say in one line who is proposed as the source."""
        if not self.thing.speaker:
            return _("nobody found: say who")
        return ", ".join(filter(None, (self.thing.speaker, self.thing.speaker_role)))


AnyPanel = ClaimPanel | StatementPanel | SuggestionPanel


def panel_for(thing: Any, workspace: Workspace, user: User) -> AnyPanel | None:
    """Return the panel of a claim, statement or suggestion; None for nothing chosen."""
    kinds: dict[type, type[AnyPanel]] = {
        Claim: ClaimPanel,
        Statement: StatementPanel,
        Suggestion: SuggestionPanel,
    }
    if thing is None:
        return None
    thing.article = workspace.article
    if isinstance(thing, Claim) and thing.statement:
        thing.statement.article = workspace.article
    return kinds[type(thing)](thing, workspace, user)
