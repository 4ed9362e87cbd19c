"""What the panel of one claim or statement shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from claims import permissions
from claims.enums import BAD_VERDICTS, Action, ChangeState, Part, ReviewDecision, State
from claims.models import Claim, Evidence, Query, Review, Statement, Suggestion, Support, User

from .dates import Meant, dates_meant
from .found import with_copies
from .hearing import Hearing
from .independence import Origins, origins_of
from .proposals import Proposal, proposals_of
from .query_panels import QueryPanel
from .replies import Owed, owed_by
from .rewording import Rewording, Wording, rewording_of, wordings
from .suggestion_panel import SuggestionPanel
from .threads import Thread, threads_of
from .workspace import Workspace


@dataclass(frozen=True, slots=True)
class OfferedLink:
    """A link or footnote of the text that touches the words: it may be evidence for them."""

    index: int
    url: str
    title: str
    words: str


class Panel:
    """What claims and statements have in common: supports, links in their words."""

    def __init__(self, thing: Claim | Statement, workspace: Workspace, user: User) -> None:
        self.thing = thing
        self.workspace = workspace
        self.user = user

    @cached_property
    def all_supports(self) -> list[Support]:
        """Return what the thing rests on, whoever may read it."""
        rows = self.thing.supports.current().select_related("evidence", "created_by", "edited_by")
        return list(with_copies(rows))

    @cached_property
    def supports(self) -> list[Support]:
        """Return what the person at the screen may read of it."""
        ids = [support.evidence_id for support in self.all_supports]
        visible = set(
            Evidence.objects.visible_to(self.user).filter(pk__in=ids).values_list("pk", flat=True)
        )
        return [support for support in self.all_supports if support.evidence_id in visible]

    @property
    def origins(self) -> Origins | None:
        """Return what its evidence goes back to, where the desk asks; "was it said" has none."""
        return origins_of(self.thing, self.supports) if isinstance(self.thing, Claim) else None

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
        """Return the verbatim words, as they stand now or stood last."""
        text = self.workspace.revision.text
        here = " … ".join(text[start:end] for start, end in self.spans)
        return here or (self.stood.words if self.stood else "")

    @cached_property
    def wordings(self) -> list[Wording]:
        """Return the words in every draft, newest first; a first draft has no other."""
        return wordings(self.thing) if self.workspace.revision.number > 1 else []

    @property
    def stood(self) -> Wording | None:
        """Return the words as they stood last."""
        return next(iter(self.wordings), None)

    @property
    def is_lost(self) -> bool:
        """Whether its words have no place in this draft, so that it waits in the tray."""
        return not (self.thing.retired_at or self.spans) and self.stood is not None

    @cached_property
    def rewording(self) -> Rewording | None:
        """Return what became of the words since they were judged; None where nothing did."""
        return rewording_of(self.thing, self.workspace.revision, self.wordings)

    @property
    def dates(self) -> list[Meant]:
        """Return the days that relative dates in the words mean."""
        return dates_meant(self.workspace.revision, self.spans)

    @cached_property
    def offered(self) -> list[OfferedLink]:
        """Return the links and footnotes that touch the words and are not evidence yet."""
        used = {support.evidence.url for support in self.supports if support.evidence.url}
        used |= {support.evidence.description for support in self.supports}
        text = self.workspace.revision.text
        return [
            OfferedLink(index, link["url"], link["title"], text[link["start"] : link["end"]])
            for index, link in enumerate(self.workspace.revision.links)
            if any(link["start"] <= end and link["end"] >= start for start, end in self.spans)
            and (link["url"] or link["title"]) not in used
        ]

    @cached_property
    def neighbours(self) -> tuple[str, str]:
        """Return the addresses of the marks before and after."""
        return self.workspace.neighbours(self.thing)

    @cached_property
    def threads(self) -> list[Thread]:
        """Return the queries on it, open ones first, with what one may do with each."""
        return threads_of(self.thing.queries.all(), self.workspace.article, self.user)

    @cached_property
    def proposals(self) -> list[Proposal]:
        """Return the proposed wordings, newest first, with what one may do with each."""
        return proposals_of(self.thing.changes.all(), self.workspace.article, self.user)

    @property
    def has_open_proposal(self) -> bool:
        """Whether other words are proposed that nobody has decided on."""
        return any(row.change.state == ChangeState.PROPOSED for row in self.proposals)

    @cached_property
    def last_review(self) -> Review | None:
        """Return the second person's last decision that nobody has undone."""
        return self.thing.reviews.standing().select_related("created_by").first()

    @property
    def returned(self) -> Review | None:
        """Return the last review when it sent the thing back and nobody has answered it."""
        last = self.last_review if self.is_at_work else None
        return last if last and last.decision == ReviewDecision.RETURNED else None

    @property
    def approved(self) -> Review | None:
        """Return the review that let the thing stand as it is now."""
        last = self.last_review if self.is_approved else None
        return last if last and last.decision == ReviewDecision.APPROVED else None

    @property
    def is_at_work(self) -> bool:
        """Whether a return would still have to be answered."""
        raise NotImplementedError

    @property
    def is_approved(self) -> bool:
        """Whether a second person let it stand."""
        raise NotImplementedError


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
            "ask": permissions.why_not_ask(user, claim.article, claim),
            "restore": permissions.why_not_work_on(user, claim.article),
            "propose": permissions.why_not_propose(user, claim),
        }

    @cached_property
    def owed(self) -> list[Owed]:
        """Return whom it is critical of, and whether they had their say."""
        return owed_by(self.thing)

    @property
    def is_at_work(self) -> bool:
        """Whether somebody is checking it."""
        return self.thing.state == State.CHECKING

    @property
    def is_approved(self) -> bool:
        """Whether a second person approved the verdict."""
        return self.thing.state == State.APPROVED

    @cached_property
    def hearing(self) -> Hearing | None:
        """Return the question "was it said" of the words around the claim, if somebody says it."""
        return Hearing(self.thing.statement, self.user) if self.thing.statement else None

    @property
    def asks_for_action(self) -> bool:
        """Whether its verdict is bad and nobody said what becomes of the words."""
        return self.thing.verdict in BAD_VERDICTS and self.thing.action == Action.KEEP

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
        """Return, for each thing one could do, the sentence why not ("" where one may)."""
        statement, user = self.thing, self.user
        return {
            "mark": permissions.why_not_mark_statement(user, statement),
            **self.hearing.why_not,
            "ask": permissions.why_not_ask(user, statement.article, statement),
            "restore": permissions.why_not_work_on(user, statement.article),
            "propose": permissions.why_not_propose(user, statement),
        }

    @property
    def is_at_work(self) -> bool:
        """Whether nobody has heard it yet."""
        return not self.thing.said

    @property
    def is_approved(self) -> bool:
        """Whether a second person approved the answer."""
        return self.thing.approved_at is not None

    @cached_property
    def hearing(self) -> Hearing:
        """Return the question "was it said"."""
        return Hearing(self.thing, self.user, self.all_supports)

    @cached_property
    def last_review(self) -> Review | None:
        """Return the second person's last decision on the answer."""
        return self.hearing.last

    @cached_property
    def claims(self) -> list[Claim]:
        """Return the live claims inside the words."""
        return [c for c in self.workspace.claims if c.statement_id == self.thing.pk]

    @cached_property
    def cue_words(self) -> str:
        """Return the cue as it stands in the text."""
        here = self.thing.anchors.filter(revision=self.workspace.revision, part=Part.CUE)
        return next((anchor.exact for anchor in here[:1]), self.thing.cue)


AnyPanel = ClaimPanel | StatementPanel | SuggestionPanel | QueryPanel


def panel_for(thing: Any, workspace: Workspace, user: User) -> AnyPanel | None:
    """Return the panel of what is chosen; None for nothing."""
    kinds: dict[type, type[AnyPanel]] = {
        Claim: ClaimPanel,
        Statement: StatementPanel,
        Suggestion: SuggestionPanel,
        Query: QueryPanel,
    }
    if thing is None:
        return None
    thing.article = workspace.article
    if isinstance(thing, Claim) and thing.statement:
        thing.statement.article = workspace.article
    return kinds[type(thing)](thing, workspace, user)
