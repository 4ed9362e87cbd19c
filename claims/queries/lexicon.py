"""The lexicon that the text engine reads this newsroom's articles with."""

import hashlib
import re
from dataclasses import dataclass, replace

from django.utils.translation import get_language_info

from claims.enums import LexiconKind, Manner
from claims.models import LexiconEntry
from claims.text import ENGINE, BlockKind, Lexicon, extract, split_blocks

FIELDS = {
    LexiconKind.CUE: "clause_cues",
    LexiconKind.TITLE: "titles",
    LexiconKind.ROLE: "roles",
    LexiconKind.FURNITURE: "furniture",
}


def newsroom_lexicon() -> Lexicon:
    """Return the engine's lexicon with what the newsroom added."""
    added: dict[str, tuple[str, ...]] = {}
    for kind, text in LexiconEntry.objects.order_by("kind", "text").values_list("kind", "text"):
        word = pattern_of(text) if kind == LexiconKind.FURNITURE else text
        added[FIELDS[LexiconKind(kind)]] = (*added.get(FIELDS[LexiconKind(kind)], ()), word)
    usual = Lexicon()
    return replace(usual, **{name: getattr(usual, name) + words for name, words in added.items()})


def pattern_of(line: str) -> str:
    """Return the regular expression of a whole line in which * stands for anything."""
    return ".*".join(re.escape(part.strip()) for part in line.split("*"))


def reading_print(lexicon: Lexicon) -> str:
    """Return what tells one way of reading from another: the engine's and the words' print."""
    return f"{ENGINE}-{hashlib.sha256(repr(lexicon).encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement the engine finds in a passage, in words."""

    words: str
    speaker: str
    cue: str
    manner: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What the engine finds in a passage; ``language``: one it cannot read."""

    statements: list[Said]
    left_out: list[str]
    language: str


def trial(passage: str, lexicon: Lexicon) -> Trial:
    """Return what the engine finds in ``passage`` with ``lexicon``."""
    blocks = split_blocks(passage, lexicon=lexicon)
    found = extract(passage, blocks=blocks, lexicon=lexicon)
    said = [
        Said(
            " … ".join(passage[slice(*part)] for part in one.content),
            found.speakers[one.speaker].name if one.speaker is not None else "",
            passage[slice(*one.cue)] if one.cue else "",
            str(Manner(one.manner).label),
        )
        for one in found.statements
    ]
    out = [passage[b.start : b.end] for b in blocks if b.kind == BlockKind.FURNITURE]
    return Trial(said, out, language_named(found.language, lexicon))


def language_named(code: str, lexicon: Lexicon) -> str:
    """Return the name of a language that is not the lexicon's, "" otherwise."""
    if code in ("", lexicon.language):
        return ""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
