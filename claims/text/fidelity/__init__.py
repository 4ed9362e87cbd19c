"""Whether words are quoted as they were said: a quotation against a transcript."""

from .comparing import Fidelity, Verdict, compare, quoted_parts
from .pieces import Kind, Piece
from .transcripts import Transcript, clock, read_transcript

__all__ = [
    "Fidelity",
    "Kind",
    "Piece",
    "Transcript",
    "Verdict",
    "clock",
    "compare",
    "quoted_parts",
    "read_transcript",
]
