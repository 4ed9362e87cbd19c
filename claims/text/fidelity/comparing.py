"""A quotation against a transcript: where it was said, and what was left out or changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..quotations import find_quotations
from ..segments import Block, BlockKind
from .aligning import Aligner
from .pieces import Piece, Reader
from .spoken import NEGATIONS, read_quoted, weight
from .transcripts import Transcript

Verdict = Literal["verbatim", "trimmed", "altered", "not_found"]

LEAST = 0.5  # of what the words say must be found
CONTEXT = 160  # characters on either side
_AHEAD = 6  # words before the quotation in which a "not" is told


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How a quotation stands to a transcript, for a person to judge.

    ``start``, ``end``: in the text of the transcript, half-open, both 0 where nothing is found.
    ``time``: the last time told up to there, in seconds; ``speaker``: the last name.
    ``notes``: "fillers" were left out; the "form" differs (figures in words, contractions); a
    "negation" stands in the same sentence just before the words.
    """

    verdict: Verdict
    pieces: tuple[Piece, ...]
    start: int = 0
    end: int = 0
    time: float | None = None
    speaker: str = ""
    before: str = ""
    after: str = ""
    notes: frozenset[str] = frozenset()


def compare(words: str | Sequence[str], transcript: Transcript) -> Fidelity:
    """Find quoted words, in one part or several, in a transcript, and tell how they differ.

    Between parts, at ellipses and at brackets words may be left out ("trimmed"); anything else is
    "altered", and so is a lost "not" anywhere but in whole sentences left out there. Case,
    punctuation, fillers, figures in words and contractions are no alterations. Of several places
    the most faithful wins, then the first.
    """
    quoted, spoken = read_quoted(words), transcript.spoken
    total = sum(
        weight(word) for word, free in zip(quoted.words, quoted.bracketed, strict=True) if not free
    )
    best: tuple[float, Reader, tuple[Piece, ...]] | None = None
    for pairs in Aligner(quoted, *transcript.letters).candidates() if total else ():
        said = sum(weight(quoted.words[at]) for at, _ in pairs if not quoted.bracketed[at])
        if said < LEAST * total:
            continue
        reader = Reader(quoted, spoken, pairs)
        pieces = tuple(reader.pieces())
        worth = said - 2 * sum(piece.fault for piece in pieces)
        worth -= (reader.after - reader.first) / (1 + len(spoken.words))
        if best is None or worth > best[0]:
            best = worth, reader, pieces
    if best is None:
        return Fidelity("not_found", (Piece("added", quoted.text, "", fault=True),))
    return _told(best[1], best[2], transcript)


def quoted_parts(words: str) -> list[str]:
    """What stands in quotation marks, marks left out; all of it where there are none."""
    block = Block(BlockKind.PARAGRAPH, 0, len(words))
    marks = find_quotations(words, [block])[0] if words.strip() else []
    return [words[mark.start : mark.end].strip("“”\"„«»'‘’`") for mark in marks] or [words]


def _told(reader: Reader, pieces: tuple[Piece, ...], transcript: Transcript) -> Fidelity:
    """The verdict on a place and what stands around it."""
    spoken, text = reader.spoken, transcript.text
    start, end = spoken.starts[reader.first], spoken.ends[reader.after - 1]
    why = {piece.why for piece in pieces if not piece.fault}
    notes = {note + "s" * (note == "filler") for note in why - {"negation"}}
    if _denied(reader):
        notes.add("negation")
    verdict: Verdict = "verbatim"
    if any(piece.fault for piece in pieces):
        verdict = "altered"
    elif why & {"marked", "negation"}:
        verdict = "trimmed"
    return Fidelity(
        verdict,
        pieces,
        start,
        end,
        transcript.time_at(start),
        transcript.speaker_at(start),
        _whole(text[max(0, start - CONTEXT) : start], cut=start > CONTEXT),
        _whole(text[end : end + CONTEXT][::-1], cut=end + CONTEXT < len(text))[::-1],
        frozenset(notes & {"fillers", "form", "negation"}),
    )


def _denied(reader: Reader) -> bool:
    """Whether a "not" stands just before the words, in their sentence."""
    spoken, at = reader.spoken, reader.first
    while at > max(0, reader.first - _AHEAD) and not reader.stops(at - 1):
        at -= 1
    return not NEGATIONS.isdisjoint(spoken.words[at : reader.first])


def _whole(context: str, *, cut: bool) -> str:
    """Context without the word that is cut at its outer end."""
    return context.partition(" ")[2] if cut and " " in context else context
