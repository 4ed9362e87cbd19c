"""Reading: what the engine proposes, where it stands, what the newsroom adds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LexiconKind(TextChoices):
    """What a word added by the newsroom tells the text engine."""

    CUE = "cue", _("Reporting verb")
    TITLE = "title", _("Title before a name")
    ROLE = "role", _("Role")
    FURNITURE = "furniture", _("Line that is not the story")


class Worth(TextChoices):
    """How worth checking the text engine finds a sentence; a person sees words, never a score."""

    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class AnchorState(TextChoices):
    """What became of a span in a revision."""

    UNCHANGED = "unchanged", _("Unchanged")
    MOVED = "moved", _("Moved")
    EDITED = "edited", _("Edited")
    AMBIGUOUS = "ambiguous", _("Ambiguous")
    GONE = "gone", _("Gone")


class Part(TextChoices):
    """Which part of a statement (or claim) an anchor holds."""

    CONTENT = "content", _("Words")
    CUE = "cue", _("Cue")
    MENTION = "mention", _("Source mention")


class SuggestionKind(TextChoices):
    """What a suggestion would become."""

    CLAIM = "claim", _("Claim")
    STATEMENT = "statement", _("Statement")


class Decision(TextChoices):
    """What a person decided about a suggestion."""

    PENDING = "pending", _("Suggested")
    ACCEPTED = "accepted", _("Accepted")
    DISMISSED = "dismissed", _("Dismissed")
