"""Sentences of a block: sentencex finds the stops, three newsroom rules join what it parts.

A sentence may end inside a quotation, so the marks are blanked first, one space for each code
point. It also keeps the work linear: sentencex looks for the other half of every opening mark.
"""

import re

from sentencex import get_sentence_boundaries

from .lexicon import Cue, Tables
from .segments import Span
from .words import BEFORE_NAMES

# brackets and marks of quotation, but no apostrophe
_MARK = re.compile(r"[()\"“”„‟«»＂]|(?<!\w)[`'‘’‚]|['’](?!\w)")
_SURROGATE = re.compile(r"[\ud800-\udfff]")  # half a pair: sentencex takes only what UTF-8 can hold
_CLOSING = re.compile(r"[\"”'’»＂)\]]*")
_SPACE = re.compile(r"\s*")
_LAST = re.compile(r"[^\W\d_]+(?=\.$)")
_WORD = re.compile(r"[^\W_][\w'’.-]*|[^\w\s]")
_ASKED = Cue.CLAUSE | Cue.QUOTE | Cue.ADDRESSEE


def split_sentences(text: str, start: int, end: int, tables: Tables) -> list[Span]:
    """Sentences of ``text[start:end]``, without the white space between them."""
    spans: list[Span] = []
    at = _past(_SPACE, text, start, end)
    for found in get_sentence_boundaries("en", _shown(text[start:end])):
        words = found["text"].rstrip()
        plain = start + found["start_index"] + len(words)
        stop = _past(_CLOSING, text, plain, end)
        following = _past(_SPACE, text, stop, end)
        if not words or stop <= at or _goes_on(text, plain, stop, Span(following, end), tables):
            continue
        spans.append(Span(at, stop))
        at = following
    while end > at and text[end - 1].isspace():
        end -= 1
    if at < end:
        spans.append(Span(at, end))
    return spans


def _shown(block: str) -> str:
    """What sentencex gets to see: of the same length, in code points."""
    shown = _SURROGATE.sub("\ufffd", _MARK.sub(" ", block))
    # no stop to sentencex: "…", and "me.", which it takes for Maine
    return shown.replace("…", ".").replace(" me.", " it.")


def _past(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    """Where the run that begins at ``at`` ends."""
    run = pattern.match(text, at, end)
    return run.end() if run else at


def _goes_on(text: str, plain: int, stop: int, rest: Span, tables: Tables) -> bool:
    """Whether the sentence goes on after the stop before ``plain`` and the marks up to ``stop``."""
    if text[rest.start : rest.start + 1].islower():
        return True
    if rest.start == stop and (stop == plain or text[stop : stop + 1] in ".,;:"):
        return True  # "D-S.D.", "1.The", "can't.'.": no space, no mark before a word
    if stop == plain:
        last = _LAST.search(text, max(0, plain - 12), plain)
        return last is not None and last.group().lower() in BEFORE_NAMES
    limit = min(rest.end, rest.start + 120)
    return text[plain - 1] in "?!" and _attribution_follows(text, rest.start, limit, tables)


def _attribution_follows(text: str, at: int, end: int, tables: Tables) -> bool:
    """Whether a name or two and a reporting verb come: "Brandt asked"."""
    for n, match in enumerate(_WORD.finditer(text, at, end)):
        word = match.group()
        if n > 6 or not word[0].isalnum():
            return False
        if n and tables.cues.get(word.lower().rstrip(".'’-"), 0) & _ASKED:
            return True
    return False
