"""What a desk should mend before checking: placeholders left in, two spellings of one name."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from .results import Speaker
from .segments import Span

MAX_NAMES = 400  # different names compared with one another; more is no article
_PLACEHOLDER = re.compile(
    r"\b(?:TK)+\b|\bX{2,}\b(?![-’'])|\bTB[CDA]\b|\?{3,}"
    r"|\[(?:\s|_|\.|…)*\]|\[[^\[\]\n]{0,60}?(?:\b(?:[Nn]ame|[Dd]ate|[Nn]umber|[Ff]igure|[Tt]itle|[Aa]ge|[Ss]ource"
    r"|[Cc]heck|[Cc]onfirm|[Ff]ill|[Aa]dd|[Ii]nsert|[Ll]ink|TK|TBC|XX+|[Qq]uote)\b|\?)[^\[\]\n]{0,60}\]"
    r"|_{3,}|\b[Ll]orem ipsum\b"
)
_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]{3,}(?:-[^\W\d_a-z][^\W\d_]+)*")


class NameVariant(NamedTuple):
    """Two places where what seems one name is spelled in two ways."""

    first: Span
    second: Span
    first_name: str
    second_name: str


def placeholders(text: str) -> list[Span]:
    """Words left to fill in: TK, XX, TBC, ???, [name], […], ___."""
    return [Span(*match.span()) for match in _PLACEHOLDER.finditer(text)]


def name_variants(text: str, speakers: Sequence[Speaker]) -> list[NameVariant]:
    """Capitalised words one letter away from a speaker's last name, first place of each.

    "Brandt" and "Brant" are shown side by side; two speakers who both have a full name of their own
    ("Karl Berg", "Anna Borg") are two people and are left out.
    """
    places: dict[str, Span] = {}
    for match in _NAME.finditer(text):
        places.setdefault(match.group(), Span(*match.span()))
        if len(places) >= MAX_NAMES:
            break
    lasts = {s.name.split()[-1]: s for s in speakers if s.kind == "person" and s.name.split()}
    found: list[NameVariant] = []
    for last, speaker in lasts.items():
        if last not in places:
            continue
        for other, place in places.items():
            if (
                other != last
                and _one_name(last, other)
                and not _other_person(text, speaker, place, lasts)
            ):
                pair = sorted([(places[last], last), (place, other)])
                variant = NameVariant(pair[0][0], pair[1][0], pair[0][1], pair[1][1])
                if variant not in found:
                    found.append(variant)
    return sorted(found)


def _one_name(one: str, other: str) -> bool:
    """One slip of the pen apart, and not just a plural or possessive."""
    if min(len(one), len(other)) < 4 or one.lower() == other.lower():
        return False
    if one + "s" == other or other + "s" == one:
        return False
    limit = 1 if min(len(one), len(other)) < 8 else 2
    return DamerauLevenshtein.distance(one, other, score_cutoff=limit) <= limit


def _other_person(text: str, speaker: Speaker, place: Span, lasts: dict[str, Speaker]) -> bool:
    """Whether the other spelling belongs to somebody with another first name."""
    other = lasts.get(text[place.start : place.end])
    if other is None or " " not in other.name or " " not in speaker.name:
        return False
    return other.name.split()[0] != speaker.name.split()[0]
