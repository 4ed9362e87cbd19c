"""Claims: states, the moves between them, verdicts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """The work on a claim: where the check stands."""

    TO_CHECK = "to_check", _("To check")
    CHECKING = "checking", _("Checking")
    CHECKED = "checked", _("Checked")
    APPROVED = "approved", _("Approved")
    NOT_CHECKABLE = "not_checkable", _("Not checkable")
    RECHECK = "recheck", _("Re-check")


TRANSITIONS: dict[State, frozenset[State]] = {
    State.TO_CHECK: frozenset({State.CHECKING, State.NOT_CHECKABLE}),
    State.CHECKING: frozenset({State.CHECKED, State.NOT_CHECKABLE, State.TO_CHECK}),
    State.CHECKED: frozenset({State.APPROVED, State.CHECKING, State.RECHECK}),
    State.APPROVED: frozenset({State.RECHECK, State.CHECKING}),
    State.NOT_CHECKABLE: frozenset({State.CHECKING, State.RECHECK}),
    State.RECHECK: frozenset({State.CHECKED, State.CHECKING}),
}


class Verdict(TextChoices):
    """What the checker found; blank while there is none. The order is that of the digit keys."""

    VERIFIED = "verified", _("Verified")
    NEEDS_CONTEXT = "needs_context", _("Needs context")
    INACCURATE = "inaccurate", _("Inaccurate")
    MISLEADING = "misleading", _("Misleading")
    DISPUTED = "disputed", _("Disputed")
    UNVERIFIABLE = "unverifiable", _("Unverifiable")


BAD_VERDICTS = (Verdict.NEEDS_CONTEXT, Verdict.INACCURATE, Verdict.MISLEADING)


class Action(TextChoices):
    """What the article should do about a claim."""

    KEEP = "keep", _("Keep")
    CHANGE = "change", _("Change")
    ATTRIBUTE = "attribute", _("Attribute or soften")
    CUT = "cut", _("Cut")
    LEGAL_READ = "legal_read", _("Legal read")
    CORRECTION = "correction", _("Correction")


class Risk(TextChoices):
    """How much harm a mistake would do; set by a person."""

    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")
    LOW = "low", _("Low")


class ClaimKind(TextChoices):
    """What sort of assertion a claim makes."""

    QUANTITY = "quantity", _("Number or quantity")
    DATE = "date", _("Date or sequence")
    NAME = "name", _("Name or title")
    EVENT = "event", _("Event")
    CAUSE = "cause", _("Cause")
    RULE = "rule", _("Law or rule")
    QUOTE = "quote", _("Quote")
    FORECAST = "forecast", _("Forecast")
    OPINION = "opinion", _("Opinion")
