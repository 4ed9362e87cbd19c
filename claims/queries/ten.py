"""“If you only check ten, check these”: the claims of one article that weigh most, unchecked.

The weight of a claim is its risk (high 3, normal 2, low 1) × its worth (high 3, medium 2, low 1) ×
what is left to do (nothing begun 3; evidence or a verdict, not yet both 2; waits for a second
person 1). The heaviest first; of two alike the one that stands earlier in the text.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.enums import Risk, State, Worth
from claims.models import Article, Claim, Support, User

from .pressing import RISKS
from .queue_filters import Sort, queue_url
from .workspace import Workspace

MANY = 10
WORTHS = {Worth.HIGH: 3, Worth.MEDIUM: 2, Worth.LOW: 1}
NOT_BEGUN, HALF_DONE, TO_REVIEW = 3, 2, 1
MOST_REASONS = 2


@dataclass(frozen=True, slots=True)
class Pick:
    """One of the ten, how much is left to do, and whether any evidence is there."""

    claim: Claim
    left: int
    has_evidence: bool

    @property
    def weight(self) -> int:
        """Return how much it matters that this one is checked; 27 at most."""
        return weight_of(self.claim) * self.left

    @property
    def why(self) -> str:
        """Say in a few words why it is among the ten."""
        return " · ".join(filter(None, (self.risk_words, self.worth_words, self.left_words)))

    @property
    def risk_words(self) -> str:
        if self.claim.risk == Risk.NORMAL:
            return ""
        return _("high risk") if self.claim.risk == Risk.HIGH else _("low risk")

    @property
    def worth_words(self) -> str:
        """What the engine saw in the words, or how much a person finds it worth checking."""
        seen = [str(reason) for reason in self.claim.reasons[:MOST_REASONS]]
        if seen:
            return ", ".join(seen)
        return {
            Worth.HIGH: _("much worth checking"),
            Worth.MEDIUM: _("worth checking"),
            Worth.LOW: _("little worth checking"),
        }[Worth(self.claim.worth)]

    @property
    def left_words(self) -> str:
        if self.left == TO_REVIEW:
            return _("waits for a second person")
        if self.left == NOT_BEGUN:
            return _("nothing checked yet")
        if self.claim.state == State.RECHECK:
            return _("to be checked again")
        return _("evidence, no verdict yet") if not self.claim.verdict else _("not finished")


@dataclass(frozen=True, slots=True)
class Ten:
    """The heaviest open claims of an article, and the list of all that are open."""

    picks: list[Pick]
    open: int
    url: str


def weight_of(claim: Claim) -> int:
    """Return risk × worth; 9 at most."""
    return RISKS[Risk(claim.risk)] * WORTHS[Worth(claim.worth)]


def ten_of(workspace: Workspace, viewer: User) -> Ten | None:
    """Return the ten to check first; None where there are no more than ten anyway."""
    left = [claim for claim in workspace.claims if not claim.is_settled]
    if len(left) <= MANY:
        return None
    picks = picks_of(left, workspace.article, viewer)
    return Ten(picks[:MANY], len(left), pressing_url(workspace.article))


def picks_of(claims: list[Claim], article: Article, viewer: User) -> list[Pick]:
    """Return ``claims``, given in the order of the text, the heaviest first.

    Only evidence that the viewer may read counts as begun.
    """
    rows = Support.objects.visible_to(viewer).current().filter(claim__article=article)
    backed = set(rows.values_list("claim", flat=True))
    picks = [Pick(c, left_to_do(c, c.pk in backed), c.pk in backed) for c in claims]
    return sorted(picks, key=lambda pick: -pick.weight)


def left_to_do(claim: Claim, has_evidence: bool) -> int:
    """Return how much of the check of an open claim is still to do."""
    if claim.state == State.CHECKED:
        return TO_REVIEW
    begun = has_evidence or claim.verdict or claim.state == State.RECHECK
    return HALF_DONE if begun else NOT_BEGUN


def pressing_url(article: Article) -> str:
    """Return the article's open claims in the queue, the most pressing first."""
    return queue_url(article=article.uid, stage="all", sort=Sort.PRESSING)
