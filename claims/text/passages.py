"""Whether a quoted passage stands in a text: word for word, in other words, or not at all."""

import functools
import re
from dataclasses import dataclass
from typing import Literal

from .fidelity import Piece, Transcript, compare

Found = Literal["found", "similar", "missing"]

_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": None})


@dataclass(frozen=True, slots=True)
class Passage:
    """How a passage stands to a text; ``pieces`` tell where it differs, empty unless similar."""

    found: Found
    pieces: tuple[Piece, ...] = ()


def find_passage(words: str, text: str | Transcript) -> Passage:
    """Look for quoted words in a text that may set and wrap them otherwise.

    Case, white space, typographic marks and what ellipses or brackets leave out are no difference;
    "3.1 million" does not stand in "13.1 million". Who looks for several hands over a Transcript,
    which reads the text once.
    """
    spoken = Transcript(text) if isinstance(text, str) else text
    plain = _plain(words)
    if not plain:
        return Passage("missing")
    if re.search(_edge(plain[0]) + re.escape(plain) + _edge(plain[-1], "="), _plain(spoken.text)):
        return Passage("found")
    there = compare(words, spoken)
    if there.verdict in ("verbatim", "trimmed"):
        return Passage("found")
    return Passage("missing") if there.verdict == "not_found" else Passage("similar", there.pieces)


def _edge(char: str, look: str = "<=") -> str:
    """What must not stand beside the first or the last character: more of its word or figure.

    Scripts without capitals may join words without a space between.
    """
    beside = [r"[\w-]"] if char.isdecimal() or char.lower() != char.upper() else []
    if char.isdecimal():
        beside += [r"\d[.,]" if look == "<=" else r"[.,]\d"]
    return "".join(f"(?{look.replace('=', '!')}{what})" for what in beside)


@functools.lru_cache(maxsize=2)  # one text, many passages
def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_MARKS)).strip().casefold()
