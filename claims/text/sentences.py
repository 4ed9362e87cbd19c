"""Sentences of a block.

Own rules rather than a general splitter: a sentence may end inside a quotation, and one that goes
on after it ('"Is it?" Brandt asked.') must not be cut, which needs the reporting verbs.
"""

import re

from .lexicon import Cue, Tables
from .segments import Span
from .words import MAY_END, NEVER_END, STARTERS

# possessive (++): no second look at a long run of full stops or spaces
_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++(?P<close>(?:''|[\"”’'»)\]]){0,6})(?P<gap>\s++)(?=\S)"
    r"|[.!?][\"”](?=[“\"A-Z])"
)
_LAST = re.compile(r"[^\W_][\w'’.&-]*$")
_NEXT = re.compile(r"[\"“‘'(\[«`]*([^\W_][\w'’.-]*)")
_WORD = re.compile(r"[^\W_][\w'’.-]*|[^\w\s]")
_ASKED = Cue.CLAUSE | Cue.QUOTE | Cue.ADDRESSEE


def split_sentences(text: str, start: int, end: int, tables: Tables) -> list[Span]:
    """Sentences of ``text[start:end]``, without the white space between them."""
    spans: list[Span] = []
    while start < end and text[start].isspace():
        start += 1
    at = start
    for match in _STOP.finditer(text, start, end):
        if _ends(text, match, at, end, tables):
            stop = match.start("gap") if match.group("gap") is not None else match.end()
            while stop > at and text[stop - 1].isspace():
                stop -= 1
            spans.append(Span(at, stop))
            at = match.end()
    while end > at and text[end - 1].isspace():
        end -= 1
    if at < end:
        spans.append(Span(at, end))
    return spans


def _ends(text: str, match: re.Match[str], at: int, end: int, tables: Tables) -> bool:
    """Whether the full stop, question or exclamation mark matched here ends the sentence."""
    if match.group("gap") is None:
        return True
    closing = bool(match.group("close"))
    following = _NEXT.match(text, match.end(), min(end, match.end() + 60))
    if following is None:
        return True
    first = following.group(1)
    if first[0].islower() and following.start() == following.start(1):
        return False
    mark = text[match.start()]
    if (
        mark == "."
        and match.group().strip() == "."
        and not _real_stop(text, match.start(), at, first)
    ):
        return False
    if mark == "…" or match.group().startswith(".."):
        return not first[0].islower()
    if closing and mark in "?!" and following.start() == following.start(1):
        return not _attribution_follows(text, match.end(), min(end, match.end() + 120), tables)
    return True


def _real_stop(text: str, dot: int, at: int, following: str) -> bool:
    """Whether the single full stop at ``dot`` is more than the mark of an abbreviation."""
    last = _LAST.search(text, max(at, dot - 20), dot)
    if last is None:
        return True
    word = last.group().lower()
    if word in NEVER_END:
        # "no. 5" is an abbreviation, "He said no." is not.
        return word in {"no", "fig"} and not following[0].isdigit()
    if word in MAY_END or (len(word) == 1 and word.isalpha() and last.group().isupper()):
        return following.lower() in STARTERS and word not in {"inc", "jr"} and len(following) > 1
    return True


def _attribution_follows(text: str, at: int, end: int, tables: Tables) -> bool:
    """Whether a name or two and a reporting verb come: "Brandt asked"."""
    for n, match in enumerate(_WORD.finditer(text, at, end)):
        word = match.group()
        if n > 6 or not word[0].isalnum():
            return False
        if n and tables.cues.get(word.lower().rstrip(".'’-"), 0) & _ASKED:
            return True
    return False
