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
