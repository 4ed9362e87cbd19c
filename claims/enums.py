"""Words with a fixed list of values, and the tables that hold the rules between them.

Labels are for people and may be translated; code depends on the values and on the classes
(open, good, bad, blocked) only.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person may do in the newsroom; roles add up."""

    AUTHOR = "author", _("author")
    CHECKER = "checker", _("checker")
    REVIEWER = "reviewer", _("reviewer")
    EDITOR = "editor", _("editor")
    ADMIN = "admin", _("admin")


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


class ArrivalState(TextChoices):
    """How far an article fetched from a web address has come."""

    WAITING = "waiting", _("Waiting for its turn")
    FETCHING = "fetching", _("Fetching the page")
    HERE = "here", _("Here")
    KNOWN = "known", _("Here already")
    FAILED = "failed", _("Failed")


class ReviewPolicy(TextChoices):
    """When a desk asks for a second person."""

    EVERY = "every", _("For every claim")
    HIGH_RISK = "high_risk", _("For high-risk claims only")
    SIGN_OFF = "sign_off", _("At article sign-off")


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


class Said(TextChoices):
    """The answer to "was it said"; blank while nobody has heard it."""

    VERBATIM = "verbatim", _("Verbatim")
    FAIR_PARAPHRASE = "fair_paraphrase", _("Fair paraphrase")
    ALTERED = "altered", _("Altered")
    NOT_FOUND = "not_found", _("Not found")


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


class Risk(TextChoices):
    """How much harm a mistake would do; set by a person."""

    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")
    LOW = "low", _("Low")


class Worth(TextChoices):
    """How worth checking the text engine finds a sentence; a person sees words, never a score."""

    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
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
