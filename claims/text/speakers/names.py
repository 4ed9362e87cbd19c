"""Names anywhere in a text: full names of people with their roles, and names of bodies."""

import re
from collections.abc import Sequence
from typing import Literal

from ..lexicon import Tables
from ..segments import Block, BlockKind, Span
from .mentions import NAME, OF, read_mention

_FULL_STOP = re.compile(r"(?<![ .](?:Jr|Sr))(?<=\w{2})\.$")
_STOPS = frozenset([". ", "” ", '" ', "? ", "! "])


class Names:
    """Full names of people anywhere in the text, with the role printed beside the first."""

    def __init__(self) -> None:
        self.by_last: dict[str, list[str]] = {}
        self.roles: dict[str, str] = {}
        self.subjects: list[tuple[int, str]] = []
        self.titled: set[str] = set()  # last names that somewhere follow a title
        self.groups: dict[str, list[str]] = {}

    def full(self, last: str) -> list[str]:
        """Full names that end with a last name."""
        return self.by_last.get(last, [])

    def role(self, name: str) -> str:
        """Role printed at the first mention, or empty."""
        return self.roles.get(name, "")


def find_names(text: str, blocks: Sequence[Block], tables: Tables) -> Names:
    """Names in everything but headlines and furniture, in one pass."""
    names = Names()
    singles: list[tuple[int, str]] = []
    for block in blocks:
        if block.kind in {BlockKind.FURNITURE, BlockKind.HEADLINE}:
            continue
        for match in NAME.finditer(text, block.start, block.end):
            name = match.group()
            if " " in name and len(name) < 80:
                stop = _FULL_STOP.search(name)  # of the sentence, not of "Jr." or "J."
                end = match.end() - (1 if stop else 0)
                _note_name(text, match.start(), end, block, names, tables)
            elif _opens_sentence(text, match.start(), block):
                singles.append((match.start(), name.lower()))
    for at, word in singles:
        full = names.full(word)
        if len(full) == 1:
            names.subjects.append((at, full[0]))
    names.subjects.sort()
    return names


def _opens_sentence(text: str, at: int, block: Block) -> bool:
    return at == block.start or text[max(block.start, at - 2) : at] in _STOPS


def _note_name(text: str, start: int, end: int, block: Block, names: Names, tables: Tables) -> None:
    # the role in front ("port director") and behind (", the port director,") come along
    lead = max(
        block.start, start - 40, *(text.rfind(mark, block.start, start) + 1 for mark in '.,;“”"')
    )
    while block.start < lead < start and text[lead - 1].isalnum() and text[lead].isalnum():
        lead += 1  # not in the middle of a word
    for preposition in OF.finditer(text, lead, start):
        lead = preposition.end()
    behind = min(block.end, end + 100)
    stop = behind if text[end : end + 1] == "," else end
    mention = read_mention(text, Span(lead, stop), tables)
    if mention.kind == "named" and mention.what == "person":
        names.titled.add(mention.key)
    if mention.kind != "named" or " " not in mention.name:
        return
    if mention.what == "organisation":
        group = names.groups.setdefault(mention.key.split()[-1], [])
        if mention.name not in group:
            group.append(mention.name)
    if mention.what != "person":
        return
    known = names.by_last.setdefault(mention.key, [])
    if mention.name not in known:
        known.append(mention.name)
    names.roles.setdefault(mention.name, mention.role)
    if _opens_sentence(text, lead + len(text[lead:start]) - len(text[lead:start].lstrip()), block):
        names.subjects.append((start, mention.name))


def first_name_gender(name: str, tables: Tables) -> Literal["she", "he", ""]:
    """Pronoun that goes with a first name; empty when the lexicon does not know it."""
    first = name.split()[0].lower()
    return "she" if first in tables.women else "he" if first in tables.men else ""


def agree(known: str, name: str) -> bool:
    """Whether two forms of a name can be one person: Anna Brandt, A. Brandt, Brandt."""
    one, other = known.lower().split()[:-1], name.lower().split()[:-1]
    if not one or not other:
        return True
    return one[0] == other[0] or (one[0][0] == other[0][0] and "." in (one[0] + other[0]))


def initials(name: str) -> str:
    """ "msb" of "Maritime Safety Board"."""
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()
