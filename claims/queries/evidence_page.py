"""One piece of evidence: its record, and all it bears on that the reader may see."""

from collections.abc import Mapping
from functools import cached_property

from claims.enums import Visibility
from claims.models import Calculation, Evidence, Interview, Support, User
from claims.models.evidence import bearing_on_what
from claims.permissions import why_not_add_evidence, why_not_share

from .evidence_list import Label, set_missing, ties_in_sight
from .found import with_copies
from .paging import Page, page_of

TIES_PER_PAGE = 30


class EvidencePage:
    """What the page of ``evidence`` shows to ``user``, who may read it."""

    def __init__(self, evidence: Evidence, user: User, asked: Mapping[str, str]) -> None:
        self.evidence = evidence
        self.user = user
        self.after = asked.get("after", "")

    @cached_property
    def missing(self) -> list[Label]:
        """Return what the record lacks."""
        set_missing([self.evidence], self.user)
        found: list[Label] = self.evidence.missing  # type: ignore[attr-defined]
        return found

    @cached_property
    def total(self) -> int:
        """Return on how many live claims and statements it bears, as far as one may see."""
        return ties_in_sight(self.user).filter(evidence=self.evidence).count()

    @cached_property
    def ties(self) -> Page[Support]:
        """Return the page of what it bears on, newest first."""
        rows = Support.objects.filter(bearing_on_what(self.user), evidence=self.evidence)
        rows = rows.filter(removed_at__isnull=True).select_related(
            "claim__article", "statement__article", "statement__source", "created_by"
        )
        order = ("-created_at", "-pk")
        page = page_of(with_copies(rows), order=order, after=self.after, size=TIES_PER_PAGE)
        for row in page.rows:
            row.evidence = self.evidence
        return page

    @cached_property
    def interview(self) -> Interview | None:
        """Return the conversation behind it."""
        return Interview.objects.filter(evidence=self.evidence).first()

    @cached_property
    def contact(self) -> str:
        """Return how to reach the person, to those who may know it."""
        if self.interview is None:
            return ""
        self.interview.evidence = self.evidence
        return self.interview.contact if self.interview.shows_contact_to(self.user) else ""

    @cached_property
    def calculation(self) -> Calculation | None:
        """Return the sum that it is."""
        return Calculation.objects.filter(evidence=self.evidence).first()

    @cached_property
    def readers(self) -> list[User]:
        """Return the named people."""
        named = self.evidence.visibility == Visibility.NAMED
        return list(self.evidence.readers.order_by("name", "username")) if named else []

    @cached_property
    def why_not(self) -> dict[str, str]:
        """Return why the reader may not change, withdraw or share it."""
        return {
            "edit": why_not_add_evidence(self.user),
            "share": why_not_share(self.user, self.evidence),
        }
