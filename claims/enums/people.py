"""People: their roles, and when a desk asks for a second one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person may do in the newsroom; roles add up."""

    AUTHOR = "author", _("author")
    CHECKER = "checker", _("checker")
    REVIEWER = "reviewer", _("reviewer")
    EDITOR = "editor", _("editor")
    ADMIN = "admin", _("admin")


# Those who may be asked, or given work, together: everybody of a role.
TO_ROLES = {
    Role.CHECKER: _("the checkers"),
    Role.REVIEWER: _("the reviewers"),
    Role.EDITOR: _("the editors"),
}


class ReviewPolicy(TextChoices):
    """When a desk asks for a second person."""

    EVERY = "every", _("For every claim")
    HIGH_RISK = "high_risk", _("For high-risk claims only")
    SIGN_OFF = "sign_off", _("At article sign-off")
