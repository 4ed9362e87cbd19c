"""What the engine finds."""

from dataclasses import dataclass
from typing import Literal

from .segments import Span

Manner = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "organisation", "unnamed", "document"]
Level = Literal["high", "medium", "low"]
Report = Literal["assertion", "negated", "question"]  # "did not say that", "asked whether"
CueClass = Literal["speech", "according", "writing", "posting", "noun", "adverb", "none"]

HIGH, MEDIUM = 0.8, 0.35  # cut-offs of FoundClaim.level: a quarter of what news says is high


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """Words the text puts down to somebody.

    ``content``: one or more spans, marks of quotation included; ``speaker``: index into
    ``Extraction.speakers``, None where the text leaves it open; ``report``: whether the words were
    asserted, or only said not to have been said, or asked; ``cue_class``: what announces them.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speaker: int | None
    manner: Manner
    report: Report = "assertion"
    cue_class: CueClass = "speech"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: the fullest name in the text, the role as printed, every mention.

    ``terms``: of somebody unnamed, the words that say why ("asked not to be named"), else None.
    """

    name: str
    kind: SpeakerKind
    role: str
    mentions: tuple[Span, ...]
    terms: Span | None = None


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """Something one could check, how much it is worth (0–1) and why, in words.

    ``score``: that a checker would take it; ``verifiable``: that it can be checked at all.
    ``kind``: quantity, date, name, event, cause, rule, quote, forecast or opinion.
    ``statement``: index into ``Extraction.statements`` whose content holds the span.
    """

    span: Span
    score: float
    kind: str
    reasons: tuple[str, ...]
    statement: int | None
    verifiable: float = 1.0

    @property
    def level(self) -> Level:
        """The score as people see it."""
        if self.score >= HIGH:
            return "high"
        return "medium" if self.score >= MEDIUM else "low"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two places that give different values for what seems one thing; neither is judged.

    ``first`` stands before ``second``, both hold the figure with its unit or noun. ``kind``: count,
    money, measure, percentage, rank, age or date. ``what``: the words both places share ("people
    killed"), or the person's name. ``values``: the two as read, in plain words ("12", "14").
    """

    first: Span
    second: Span
    kind: str
    what: str
    values: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one text, each list in order of its start."""

    sentences: tuple[Span, ...]
    statements: tuple[FoundStatement, ...]
    claims: tuple[FoundClaim, ...]
    speakers: tuple[Speaker, ...]
    discrepancies: tuple[Discrepancy, ...] = ()
    language: str = ""  # ISO 639-1, "" where too little tells
