"""Why somebody is not named, in the words of the text."""

import re

from ..segments import Span

_TERMS = re.compile(
    r"(?:who\s(?:\w+\s){0,2}?)?"
    r"(?:(?:speaking|spoke|speak|talking|talked|granted|given|asking|asked|insisted|on)\s"
    r"(?:\w+\s){0,2}?)?(?:on\s(?:the\s)?condition\b|anonymity|anonymously|not\sfor\sattribution)"
    r"|(?:who|and|but)?\s?(?:\w+\s)?(?:asked|requested|wanted|wished|preferred|insisted|demanded|"
    r"declined|refused|chose|asking|requesting|declining|refusing|preferring|hoping)\s[^,;“”]{0,60}?"
    r"\b(?:name|named|identified|identity|names|anonymous|unnamed|surname)\b"
    r"|(?:who|because\s\w+|as\s\w+)\s(?:was|is|were|are|had|has)\s(?:been\s)?not\s(?:been\s)?"
    r"(?:authorised|authorized|allowed|permitted|cleared|entitled)\b"
    r"|(?:who\s)?(?:did|does|do|would)(?:\snot|n['’]t)\s(?:want|wish)\s(?:to\sbe|his|her|their)\s[^,;“”]{0,30}?"
    r"\b(?:name|named|identified|identity|quoted)\b(?:\sby\sname)?"
    r"|(?:who|because\s\w+)\s(?:fears|feared|fear)\b|for\sfear\sof\b"
    r"|whose\s(?:name|identity)\b[^,;“”]{0,60}"
)
_END = re.compile(
    r"[;“”\"—–]|,(?!\s(?:and|because|as|for|since|or|citing|fearing|saying)\b)|[.?!](?=\s|$)"
)
_WHO = re.compile(r"\bwho\s(?:\w+\s)?$")
_CUE = re.compile(r"\s(?:said|says|told|added|warned|confirmed|claimed|described|insisted)\b")
_AHEAD = 240


def find_terms(text: str, source: Span, end: int) -> Span | None:
    """The words near a mention that say why it has no name: "who asked not to be named"."""
    stop = min(end, source.end + _AHEAD)
    match = _TERMS.search(text, source.start, stop)
    if match is None:
        return None
    who = _WHO.search(text, max(source.start, match.start() - 24), match.start())
    spaces = len(match.group()) - len(match.group().lstrip())
    start = who.start() if who else match.start() + spaces
    last = _END.search(text, match.end(), stop)
    at = last.start() if last else stop
    cue = _CUE.search(text, match.end(), at) if start >= source.start else None
    at = cue.start() if cue else at
    if "anonym" in match.group() and text.startswith(" that ", match.end()):
        at = match.end()
    words = text[start:at].rstrip(" .!?\n")
    return Span(start, start + len(words))
