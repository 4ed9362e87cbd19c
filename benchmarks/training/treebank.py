"""Reading the GUM treebank (CoNLL-U) as the text engine sees it: its own tokens, one tag each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.text.lexicon import DEFAULT, tables
from claims.text.quotations import find_quotations
from claims.text.segments import Block, BlockKind
from claims.text.tagger import known_tag
from claims.text.tokens import tokenise

Tagged = list[tuple[str, str]]
_VERBS = frozenset(["VB", "VBP", "VBZ", "VBD", "VBN", "VBG", "MD"])
_MERGED = {"PDT": "DT", "WP$": "WP", "RBS": "RB", "JJS": "JJS", "GW": "FW", "AFX": "FW"}
_NO_TAGS = frozenset(["SYM", "LS", "HYPH", ",", ".", ":", "''", "``", "-LRB-", "-RRB-", "$"])


@dataclass(frozen=True, slots=True)
class Part:
    """A word of the treebank in the text of its sentence."""

    start: int
    end: int
    form: str
    tag: str


def documents(folder: Path, *genres: str) -> Iterator[tuple[str, list[Tagged]]]:
    """Name and sentences of each document of these genres, in order of the names."""
    for path in sorted(folder.glob("*.conllu")):
        if path.stem.split("_")[1] in genres:
            yield path.stem, list(sentences(path.read_text(encoding="utf-8")))


def sentences(conllu: str) -> Iterator[Tagged]:
    """Sentences as the engine reads them: quotations closed (one token), and also opened."""
    for chunk in conllu.split("\n\n"):
        found = re.search(r"^# text = (.*)$", chunk, re.M)
        if found is None:
            continue
        text = found.group(1)
        parts = place(text, chunk)
        block = Block(BlockKind.PARAGRAPH, 0, len(text))
        marks = find_quotations(text, [block])[0]
        for quotations in [marks, []] if marks else [[]]:
            tokens = tokenise(text, 0, len(text), quotations, tables(DEFAULT))
            spans = zip(tokens.start, tokens.end, strict=True)
            tagged = [(text[a:b], tag_of(text[a:b], parts, a, b)) for a, b in spans]
            if len(tagged) > 1:
                yield tagged


def place(text: str, chunk: str) -> list[Part]:
    """The words of a sentence with where they stand in its text."""
    parts: list[Part] = []
    at = 0
    for line in chunk.split("\n"):
        cells = line.split("\t")
        if len(cells) < 10 or not cells[0].isdigit():
            continue
        start = text.find(cells[1], at)
        if start < 0 or start > at + 3:
            start = at + (text[at : at + 1] == " ")
        at = min(len(text), start + len(cells[1]))
        parts.append(Part(start, at, cells[1], _MERGED.get(cells[4], cells[4])))
    return parts


def tag_of(word: str, parts: list[Part], start: int, end: int) -> str:
    """The tag of one of our tokens, which can be several words of the treebank."""
    fixed = known_tag(word)
    if fixed:
        return fixed
    inside = [p for p in parts if p.start < end and p.end > start and p.tag not in _NO_TAGS]
    tags = [part.tag for part in inside]
    if not tags:
        return "CD" if word[0].isdigit() else "FW"
    if "POS" in tags[1:]:
        return "POS"
    if len(tags) > 1 and tags[0] in _VERBS and inside[1].form.lower() in CLITICS:
        return tags[0]
    if len(tags) > 1 and tags[1] in _VERBS and inside[1].form[0] in "'’":
        return "SV"
    return "CD" if word.endswith("%") else tags[-1]


CLITICS = frozenset(["n't", "n’t", "not", "'s", "’s", "na", "ta", "me"])  # don't, let's, gonna
