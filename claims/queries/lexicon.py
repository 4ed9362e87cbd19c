"""The lexicon that the text engine reads this newsroom's articles with."""

import hashlib
import re
from dataclasses import dataclass, replace

from django.utils.translation import get_language_info

from claims.enums import LexiconKind, Manner, Report
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
    """Return the regular expression of a whole line in which * stands for anything.

    White space of any kind is one; "Photo *" does not begin "Photographs". Each star but the last
    takes as little as it can and is not tried again, so that no line takes long.
    """
    words = re.sub(r"\s+", " ", line).strip()
    parts = [literal(part) for part in re.sub(r"\*[\s*]*\*", "*", words).split("*")]
    if len(parts) == 1:
        return parts[0]
    middle = "".join(f"(?>.*?{part})" for part in parts[1:-1])
    return f"{parts[0]}{middle}.*{parts[-1]}"


def literal(part: str) -> str:
    """Return the pattern of the words between two stars; white space beside one ends a word."""
    words = r"\s+".join(map(re.escape, part.split()))
    before = r"(?<!\w)" if part[:1] == " " and part.strip()[:1].isalnum() else ""
    after = r"(?!\w)" if part[-1:] == " " and part.strip()[-1:].isalnum() else ""
    return f"{before}{words}{after}"


def reading_print(lexicon: Lexicon, language: str) -> str:
    """Return what tells one way of reading from another: engine, words, and the language told."""
    words = hashlib.sha256(repr(lexicon).encode()).hexdigest()[:16]
    return f"{ENGINE}-{words}-{language}"


def language_code(told: str) -> str:
    """Return the code in what an article calls its language ("en-GB"); "" for anything else."""
    code = told.partition("-")[0].strip().lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement the engine finds in a passage, in words."""

    words: str
    speaker: str
    cue: str
    manner: str
    report: str  # "" for an assertion


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
            "" if one.report == "assertion" else str(Report(one.report).label),
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
