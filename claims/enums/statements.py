"""Statements: who speaks, how, on what terms, and whether it was said."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceKind(TextChoices):
    """Who or what says things."""

    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")
    UNNAMED = "unnamed", _("Unnamed")
    DOCUMENT = "document", _("Document")


class Manner(TextChoices):
    """How an article puts words down to a source."""

    DIRECT = "direct", _("direct quote")
    INDIRECT = "indirect", _("indirect")
    MIXED = "mixed", _("partly quoted")


class Terms(TextChoices):
    """On what terms a source spoke."""

    ON_RECORD = "on_record", _("On the record")
    ON_BACKGROUND = "on_background", _("On background")
    UNNAMED = "unnamed", _("Not to be named")


class Report(TextChoices):
    """Whether the article says that somebody said it, would not say it, or asked it."""

    ASSERTION = "assertion", _("Said")
    NEGATED = "negated", _("Reported as not said")
    QUESTION = "question", _("Asked")


class Said(TextChoices):
    """The answer to "was it said"; blank while nobody has heard it."""

    VERBATIM = "verbatim", _("Verbatim")
    FAIR_PARAPHRASE = "fair_paraphrase", _("Fair paraphrase")
    ALTERED = "altered", _("Altered")
    NOT_FOUND = "not_found", _("Not found")
