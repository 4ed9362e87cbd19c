"""Second looks: reviews, experts, changes, the gate."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewDecision(TextChoices):
    """The second person's decision."""

    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")


class ExpertAnswer(TextChoices):
    """What an outside expert says of a passage; blank for other replies."""

    ACCEPT = "accept", _("Correct as it stands")
    NEEDS_CHANGE = "needs_change", _("Needs a change")
    COMMENT = "comment", _("Comment only")


class ChangeState(TextChoices):
    """What became of a proposed wording."""

    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class GateLevel(TextChoices):
    """How much a condition of the gate weighs."""

    BLOCKER = "blocker", _("Blocks")
    WARNING = "warning", _("Warns")
    OFF = "off", _("Not asked")
