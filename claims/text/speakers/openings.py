"""Sentences that begin with "He", "The mayor", "An engineer": somebody is spoken of there."""

import re
from collections.abc import Iterator, Sequence

from ..lexicon import Tables
from ..quotations import Quotation
from ..segments import Block, BlockKind, Span
from ..words import WORDS, Word
from .descriptions import singular
from .mentions import plain
from .names import is_finite

_OPENING = re.compile(
    r"(?:And |But |When |Then |(?:In|On|At|After|Before|Late|Early|By|Asked|Told|During|Since|For"
    r"|From|With|Under|As|If|While|Later|Earlier|Last|This|Speaking|Inside|Outside|Despite)\s"
    r"[^,.;:“”\"()]{1,40}, |(?:Would|Will|Did|Does|Do|Has|Had|Was|Is|Could|Can|Should) )?"
    r"((?:He|She|he|she)\b(?!['’])|(?:[Tt]he|[Aa]n?|[Aa]nother|One)\s)"
)
_WORD = re.compile(r"([^\W_][\w’'-]*)([,.;:“”\"]?)")
_MOST_WORDS = 14


def openings(
    text: str,
    blocks: Sequence[Block],
    sentences: Sequence[Sequence[Span]],
    quotations: Sequence[Sequence[Quotation]],
    tables: Tables,
) -> list[tuple[Span, int]]:
    """Pronouns and descriptions at the start of a sentence outside quotations, with their block."""
    found = []
    for n, block in enumerate(blocks):
        if block.kind in {BlockKind.FURNITURE, BlockKind.HEADLINE}:
            continue
        marks, at = quotations[n], 0
        for sentence in sentences[n]:
            while at < len(marks) and marks[at].end <= sentence.start:
                at += 1
            if at < len(marks) and marks[at].start <= sentence.start:
                continue
            match = _OPENING.match(text, sentence.start, sentence.end)
            if match is None:
                continue
            start, end = match.span(1)
            if text[end - 1].isspace():
                another = match.group(1).strip() if match.group(1)[:2] in {"An", "an"} else ""
                following = _WORD.match(text, end)
                if len(another) > 2 and following and is_finite(following.group(1), tables):
                    found.append((Span(start, end - 1), n))  # "Another put it at six"
                end = _description_end(text, end, sentence.end, tables)
            if end > start:
                found.append((Span(start, end), n))
    return found


def _description_end(text: str, at: int, stop: int, tables: Tables) -> int:
    """Where "An engineer at the river authority" ends; 0 where it is no person's."""
    end, role = 0, False
    for match in _words(text, at, stop):
        low = plain(match.group(1))
        kind = WORDS.get(low, 0)
        if role and (is_finite(low, tables) or low in {"who", "which", "that", "whose"}):
            break
        if role and kind & Word.ADVERB:
            break
        if kind & (Word.BE | Word.AUXILIARY | Word.MODAL | Word.CONJUNCTION):
            break
        one = singular(low, tables)
        known = one in tables.roles or one in tables.documents or low in tables.organisations
        role = role or known or low.endswith("-year-old")
        end = match.end(1)
        if match.group(2):
            break
    return end if role else 0


def _words(text: str, at: int, stop: int) -> Iterator[re.Match[str]]:
    for n, match in enumerate(_WORD.finditer(text, at, stop)):
        if n == _MOST_WORDS:
            return
        yield match
