"""Articles: who may see them, where they stand, how they came."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Visibility(TextChoices):
    """Who may read an article or a piece of evidence."""

    PUBLIC = "public", _("Public")
    NEWSROOM = "newsroom", _("The newsroom")
    NAMED = "named", _("Named people only")


class Stage(TextChoices):
    """The life of an article."""

    INCOMING = "incoming", _("Incoming")
    IN_CHECK = "in_check", _("In check")
    CLEARED = "cleared", _("Cleared")
    PUBLISHED = "published", _("Published")
    KILLED = "killed", _("Killed")


AT_WORK = (Stage.INCOMING, Stage.IN_CHECK)
STAGE_MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.INCOMING: frozenset({Stage.IN_CHECK, Stage.KILLED}),
    Stage.IN_CHECK: frozenset({Stage.INCOMING, Stage.CLEARED, Stage.KILLED}),
    Stage.CLEARED: frozenset({Stage.IN_CHECK, Stage.PUBLISHED, Stage.KILLED}),
    Stage.PUBLISHED: frozenset({Stage.IN_CHECK}),
    Stage.KILLED: frozenset({Stage.IN_CHECK}),
}


class Origin(TextChoices):
    """How a revision's text came in."""

    PASTE = "paste", _("Pasted")
    URL = "url", _("Web address")
    FILE = "file", _("File")
    COMMAND = "command", _("Command line")
    WIRE = "wire", _("News agency")
    FEED = "feed", _("Feed")


class PubStatus(TextChoices):
    """What whoever sent a piece says of its publication (IPTC pubstatus)."""

    USABLE = "usable", _("Usable")
    WITHHELD = "withheld", _("Withheld until further notice")
    CANCELED = "canceled", _("Cancelled")


class ArrivalState(TextChoices):
    """How far an article fetched from a web address has come."""

    WAITING = "waiting", _("Waiting for its turn")
    FETCHING = "fetching", _("Fetching the page")
    HERE = "here", _("Here")
    KNOWN = "known", _("Here already")
    FAILED = "failed", _("Failed")
