"""Notices: what one is told of, and how soon by e-mail."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    """What happened that waits for the person told, or answers what that person asked."""

    ASSIGNED = "assigned", _("Something to check was given to you")
    ASKED = "asked", _("A query was put to you")
    ANSWERED = "answered", _("Your query was answered")
    RETURNED = "returned", _("What you checked was returned")
    RECHECK = "recheck", _("What you checked is to be checked again")
    PROPOSED = "proposed", _("A proposed wording waits for you")
    DECIDED = "decided", _("Your proposed wording was decided on")
    DUE = "due", _("Something of yours is due soon")


class How(TextChoices):
    """When an e-mail tells of it; the page of notices always does."""

    AT_ONCE = "at_once", _("At once")
    DIGEST = "digest", _("Once a day")
    OFF = "off", _("Not by e-mail")
