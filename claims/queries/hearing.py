"""The question "was it said" of one statement, as a panel asks it and shows its review."""

from functools import cached_property

from claims import permissions
from claims.enums import ReviewDecision
from claims.models import Review, Statement, Support, User

from .heard import Listening


class Hearing:
    """What may be done to the answer, and what the second person decided about it.

    ``supports`` is what the answer rests on, whoever may read it; read here where left out.
    """

    def __init__(
        self, statement: Statement, user: User, supports: list[Support] | None = None
    ) -> None:
        self.statement = statement
        self.user = user
        self.known_supports = supports

    @cached_property
    def supports(self) -> list[Support]:
        """Return what the answer rests on, whoever may read it."""
        if self.known_supports is not None:
            return self.known_supports
        return list(Support.objects.current().filter(statement=self.statement))

    @cached_property
    def why_not(self) -> dict[str, str]:
        """Return, for each thing one could do, the sentence why not ("" where one may)."""
        statement, user = self.statement, self.user
        return {
            "answer": permissions.why_not_answer_said(user, statement),
            "reopen": permissions.why_not_reopen_said(user, statement),
            "review": permissions.why_not_review_said(user, statement, self.supports),
        }

    @cached_property
    def listening(self) -> Listening:
        """Return the words beside what was said by the evidence that the reader may read."""
        evidence = {support.evidence_id for support in self.supports}
        return Listening(self.statement, self.user, evidence)

    @cached_property
    def last(self) -> Review | None:
        """Return the last decision on an answer that nobody has undone."""
        return self.statement.reviews.standing().select_related("created_by").first()

    @property
    def returned(self) -> Review | None:
        """Return the decision that took the last answer off, while nobody has answered again."""
        if self.statement.said or self.statement.retired_at:
            return None
        return self.last if self.last and self.last.decision == ReviewDecision.RETURNED else None
