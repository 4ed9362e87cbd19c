"""A statement in one transcript: how its words stand to what was said, and which answer that is.

What the machine finds is an offer: a person answers "was it said".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.enums import Manner, Report, Said
from claims.models import Capture, Statement
from claims.text.fidelity import Fidelity, Piece, Transcript, clock, quoted_parts

LONG = 240  # characters of one stretch that are shown whole
ENDS = 100
AROUND = 90

ORDER = ("verbatim", "trimmed", "altered", "not_found")
NAMES: dict[str, Promise] = {
    "verbatim": _("Verbatim"),
    "trimmed": _("Trimmed"),
    "altered": _("Altered"),
    "not_found": _("Not found"),
    "near": _("Nearest place"),
}
# Where all that is missing is marked as missing, what stands in quotation marks was said so.
# That words are not found in one transcript offers nothing: they may have been said elsewhere.
OFFERED = {
    "verbatim": Said.VERBATIM,
    "trimmed": Said.VERBATIM,
    "altered": Said.ALTERED,
}
LABELS: dict[tuple[str, str], Promise] = {  # by kind and why; what is not here needs no word
    ("added", ""): _("added"),
    ("added", "negation"): _("a “not” added"),
    ("changed", ""): _("changed"),
    ("changed", "negation"): _("a “not” changed"),
    ("changed", "marked"): _("in brackets"),
    ("dropped", ""): _("left out"),
    ("dropped", "negation"): _("a “not” left out"),
    ("dropped", "marked"): _("left out, marked"),
}
Side = Literal["quote", "transcript"]


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of printed or of heard words; ``label`` says what became of it, "" of the rest."""

    words: str
    kind: str = ""
    label: str | Promise = ""
    fault: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """One statement in one transcript."""

    statement: Statement
    copy: Capture
    parts: tuple[str, ...]
    transcript: Transcript
    found: Fidelity

    @property
    def is_reported(self) -> bool:
        """Whether the article tells in its own words what was said."""
        return self.statement.manner == Manner.INDIRECT

    @property
    def look(self) -> str:
        """Return what was found; of words that nobody quoted only where they may stand."""
        if self.is_reported and self.found.verdict != "not_found":
            return "near"
        return self.found.verdict

    @property
    def name(self) -> Promise:
        """Return the word for it."""
        return NAMES[self.look]

    @property
    def time(self) -> str:
        """Return when it was said, "" where the transcript does not tell."""
        return "" if self.found.time is None else clock(self.found.time)

    @property
    def is_denied(self) -> bool:
        """Whether a "not" stands before the words."""
        return "negation" in self.found.notes

    @property
    def leaves_a_not(self) -> bool:
        """Whether a "not" is among what is left out where the article marks it."""
        return any(p.why == "negation" and not p.fault for p in self.found.pieces)

    @property
    def offer(self) -> Said | None:
        """Return the answer that this comes to; None where only a person can tell.

        That is where the article says that they were not said or were asked, where a "not" stands
        before words that are the same or is left out between them, and where it puts them its own
        way: a paraphrase is offered only for what was said in just these words.
        """
        same = self.found.verdict in ("verbatim", "trimmed")
        doubtful = same and (self.is_denied or self.leaves_a_not)
        if doubtful or self.statement.report != Report.ASSERTION:
            return None
        if self.is_reported:
            return Said.FAIR_PARAPHRASE if same else None
        return OFFERED.get(self.found.verdict)

    @property
    def printed(self) -> list[Bit]:
        """Return the words as printed, with what was not said so."""
        bits = marked("\n".join(self.parts), self.found.pieces, "quote")
        return [Bit(b.words.replace("\n", " … "), b.kind, b.label, b.fault) for b in bits]

    @property
    def said(self) -> list[Bit]:
        """Return the words as heard, with what was not printed so."""
        return marked(self.passage, self.found.pieces, "transcript")

    @property
    def before(self) -> str:
        """Return a few words of what was said before, whole lines if there are."""
        words = self.found.before
        if len(words) <= AROUND:
            return words
        words = words[-AROUND:]
        return words.partition("\n")[2] or f"… {words.partition(' ')[2]}"

    @property
    def after(self) -> str:
        """Return a few words of what was said after, whole lines if there are."""
        words = self.found.after
        if len(words) <= AROUND:
            return words
        words = words[:AROUND]
        return words.rpartition("\n")[0].rstrip() or f"{words.rpartition(' ')[0]} …"

    @property
    def passage(self) -> str:
        """Return what was said there."""
        return self.transcript.text[self.found.start : self.found.end]

    @property
    def rank(self) -> tuple[int, int]:
        """Sort what is most faithful first."""
        faults = (len(p.quote) + len(p.transcript) for p in self.found.pieces if p.fault)
        return ORDER.index(self.found.verdict), sum(faults)


def marked(text: str, pieces: Sequence[Piece], side: Side) -> list[Bit]:
    """Return ``text`` cut at what differs; what stands between the pieces stays."""
    bits: list[Bit] = []
    at = 0
    for piece in pieces:
        words: str = getattr(piece, side)
        if not words:
            continue
        start = place_of(words, text, at)
        if start > at:
            bits.append(Bit(text[at:start]))
        at = max(at, start + len(words))
        label = LABELS.get((piece.kind, piece.why), "")
        kind = "" if piece.kind == "same" else piece.kind if piece.fault else "quiet"
        bits.append(Bit(shortened(words), kind, label, piece.fault))
    return [*bits, Bit(text[at:])] if text[at:] else bits


def place_of(words: str, text: str, start: int) -> int:
    """Return where ``words`` stand in ``text`` from ``start``: as whole words if they can."""
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, start)
    return whole.start() if whole else max(start, text.find(words, start))


def shortened(words: str) -> str:
    """Return a long stretch by its ends."""
    if len(words) <= LONG:
        return words
    return f"{words[:ENDS].rpartition(' ')[0]} […] {words[-ENDS:].partition(' ')[2]}"


def quoted(statement: Statement, spans: Sequence[str]) -> tuple[str, ...]:
    """Return what is to be found of a statement, from its words span by span.

    Of words partly quoted that is what stands in quotation marks.
    """
    if statement.manner == Manner.MIXED:
        return tuple(quoted_parts(" … ".join(spans)))
    if statement.manner == Manner.INDIRECT:
        return tuple(spans)
    return tuple(p for span in spans for p in (quoted_parts(span) if enclosed(span) else [span]))


def enclosed(words: str) -> bool:
    """Whether words begin and end with quotation marks: others within them stand in the speech."""
    bare = words.strip().rstrip(".,;:!?…")
    return bare[:1] in tuple("“\"„«‘'") and bare[-1:] in tuple("”\"“»’'")
