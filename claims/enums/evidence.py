"""Evidence: what it is, and how it bears on a claim."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .claims import Verdict


class Stance(TextChoices):
    """How evidence bears on a claim or statement."""

    SUPPORTS = "supports", _("Supports")
    REFUTES = "refutes", _("Refutes")
    PARTLY = "partly", _("Partly supports")
    CONTEXT = "context", _("Gives context")


# Which stances a verdict rests on: at least one of each group. Unverifiable rests on a written
# account of what was tried instead.
FITTING: dict[Verdict, tuple[frozenset[Stance], ...]] = {
    Verdict.VERIFIED: (frozenset({Stance.SUPPORTS}),),
    Verdict.NEEDS_CONTEXT: (frozenset({Stance.PARTLY, Stance.CONTEXT, Stance.REFUTES}),),
    Verdict.INACCURATE: (frozenset({Stance.REFUTES}),),
    Verdict.MISLEADING: (frozenset({Stance.PARTLY, Stance.CONTEXT, Stance.REFUTES}),),
    Verdict.DISPUTED: (frozenset({Stance.SUPPORTS}), frozenset({Stance.REFUTES})),
    Verdict.UNVERIFIABLE: (),
}
# What evidence most likely does to a claim with this verdict: one for each group above.
LIKELY: dict[Verdict, tuple[Stance, ...]] = {
    Verdict.VERIFIED: (Stance.SUPPORTS,),
    Verdict.NEEDS_CONTEXT: (Stance.CONTEXT,),
    Verdict.INACCURATE: (Stance.REFUTES,),
    Verdict.MISLEADING: (Stance.PARTLY,),
    Verdict.DISPUTED: (Stance.SUPPORTS, Stance.REFUTES),
    Verdict.UNVERIFIABLE: (Stance.CONTEXT,),
}


class Primacy(TextChoices):
    """Whether it stands at the first hand, or tells what somebody else has."""

    PRIMARY = "primary", _("Primary")
    SECONDARY = "secondary", _("Secondary")


class Reliability(TextChoices):
    """How far the newsroom trusts it."""

    HIGH = "high", _("Reliable")
    MEDIUM = "medium", _("Fairly reliable")
    LOW = "low", _("Doubtful")


class Channel(TextChoices):
    """How one spoke with somebody, or wrote to them."""

    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("Phone")
    VIDEO = "video", _("Video call")
    EMAIL = "email", _("E-mail")
    MESSAGE = "message", _("Message")
    LETTER = "letter", _("Letter")


class Notes(TextChoices):
    """What is left of a conversation."""

    RECORDING = "recording", _("Recording or transcript")
    FULL = "full", _("Full notes")
    PARTIAL = "partial", _("Partial notes")
    MEMORY = "memory", _("From memory")


class Sum(TextChoices):
    """Which sum a calculation does; other sums are written down by hand."""

    CHANGE = "change", _("Percent change")
    SHARE = "share", _("Share of a whole")
    PER_HEAD = "per_head", _("Per head")
    ROUNDING = "rounding", _("Rounding")
    INFLATION = "inflation", _("Inflation, by a pasted series")
    OTHER = "other", _("Another sum, by hand")


class Shown(TextChoices):
    """Where a person was shown evidence for named people."""

    PANEL = "panel", _("beside a claim or statement")
    CHANGES = "changes", _("in a list of proposed words")
    PACKET = "packet", _("in the packet of a sign-off")
    COPY = "copy", _("in an annotated copy")
    WORD = "word", _("in a Word file")
    LIST = "list", _("in a list of evidence")
    PAGE = "page", _("on its own page")
    FILE = "file", _("its file")
    STORED = "stored", _("in a stored copy")
    HISTORY = "history", _("in a history")
    ADMIN = "admin", _("in the admin")


class Question(TextChoices):
    """Which question a support answers."""

    TRUE = "true", _("Is it true?")
    SAID = "said", _("Was it said?")


class EvidenceKind(TextChoices):
    """What kind of thing we checked with."""

    DOCUMENT = "document", _("Document")
    WEB_PAGE = "web_page", _("Web page")
    DATASET = "dataset", _("Dataset")
    LAW = "law", _("Law or rule")
    RECORDING = "recording", _("Recording")
    INTERVIEW = "interview", _("Interview")
    EMAIL = "email", _("E-mail")
    IMAGE = "image", _("Image")
    EXPERT = "expert", _("Expert")
    OWN_OBSERVATION = "own_observation", _("Own observation")
    OWN_CALCULATION = "own_calculation", _("Own calculation")
    ON_AUTHOR = "on_author", _("On author (the author's word)")


class CaptureState(TextChoices):
    """How far a stored copy has come."""

    WAITING = "waiting", _("Waits for its turn")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Stored")
    FAILED = "failed", _("Failed")


class CaptureWay(TextChoices):
    """Where a stored copy comes from."""

    SITE = "site", _("From the site")
    ARCHIVE = "archive", _("Out of a web archive")
    FILE = "file", _("From the file")


class Health(TextChoices):
    """How the address of evidence fares: nothing stored means that nobody has looked."""

    OK = "ok", _("Still there")
    MOVED = "moved", _("Moved")
    CHANGED = "changed", _("Changed")
    PASSAGE_GONE = "passage_gone", _("Quoted passage gone")
    DEAD = "dead", _("Dead")


BAD_HEALTH = (Health.PASSAGE_GONE, Health.DEAD)


class Found(TextChoices):
    """Whether a quoted passage stands in the stored copy; nothing: nobody could look."""

    FOUND = "found", _("Found word for word")
    SIMILAR = "similar", _("Found in other words")
    MISSING = "missing", _("Not found")
