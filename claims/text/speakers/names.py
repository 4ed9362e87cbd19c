"""Names anywhere in a text: people with their roles, and bodies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ..lexicon import Cue, Tables
from ..quotations import Quotation
from ..segments import Block, BlockKind, Span, dateline_end
from ..tagger import is_loud
from ..words import BEFORE_NAMES, WORDS, Word, word_set
from .mentions import NAME, OF, Mention, plain
from .reading import Reader

_OPENERS = word_set(
    "and but as when while because that after before if although though since until so then yet "
    "where whether"
)
_NEXT_WORD = re.compile(r",?\s+([a-z’']+)(?:[^,.;“”\"]{0,90},\s+([a-z’']+))?")
_ALIAS = re.compile(
    r"\s\(([A-Z]{2,8}|the [A-Z][\w ]+)\)"
    r"|,?\s(?:[a-z]+\s){0,2}?(?:known|nicknamed|called|dubbed)\s(?:[a-z]+\s){0,4}?[“\"‘]?([A-Z]\w+)"
    r"|,\swhom?\s(?:[a-z]+\s){1,6}?calls?\s[“\"‘]?([A-Z]\w+)"
)
_AGE = re.compile(r",\s(?:(?:who\s)?(?:is|was|turned|aged)\s|now\s)?(\d{1,3})(?=[,.\s])")
_ROLE_BEFORE = re.compile(
    r"(?:^|[,.;:“”\"]\s|[.”]\s|\b)((?:the|his|her|its|their|an?)\s[^,.;:“”\"]{3,50}),\s$",
    re.I | re.M,
)
_IS = re.compile(r"\s(?:is|was)\s((?:an?|the)\s[^,.;:“”\"]{3,60})")
_JUNIOR = frozenset(["jr", "sr"])
_PARTICLES = word_set("de da del della di du la le van von der den ter bin ibn al el y of the")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name outside or inside quotations, with what stands around it.

    ``subject``: it looks like the subject of its sentence; ``alias``: "MSB" behind it in brackets.
    """

    span: Span
    block: int
    mention: Mention
    subject: bool
    quoted: bool
    alias: str = ""
    age: str = ""


def find_names(
    text: str,
    blocks: Sequence[Block],
    sentences: Sequence[Sequence[Span]],
    quotations: Sequence[Sequence[Quotation]],
    tables: Tables,
    common: frozenset[str],
) -> list[Sighting]:
    """Names in everything but headlines and furniture, in order."""
    found: list[Sighting] = []
    reader = Reader(tables)
    for n, block in enumerate(blocks):
        if block.kind is BlockKind.FURNITURE or is_head(text, n, block):
            continue
        scanner = _Scanner(text, n, block, sentences[n], quotations[n], tables, common, reader)
        found.extend(scanner.scan())
    for n, (one, other) in enumerate(pairwise(found)):
        if text[one.span.end : other.span.start] == " and ":
            found[n] = _couple(one, other, tables)
    return found


def _couple(one: Sighting, other: Sighting, tables: Tables) -> Sighting:
    """ "Karl and Anna Brandt" are Karl Brandt and Anna Brandt."""
    first, second = one.mention, other.mention
    known = second.sure or first.name.lower() in tables.first_names
    shared = second.what == "person" and " " in second.name and known
    if not shared or " " in first.name or first.what != "unnamed":
        return one
    name = f"{first.name} {second.name.split()[-1]}"
    return replace(one, mention=replace(first, what="person", name=name, key=second.key))


def is_head(text: str, number: int, block: Block) -> bool:
    """Whether a block stands over the text and speaks of those the text introduces below."""
    if block.kind in {BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.HIGHLIGHT}:
        return True
    if block.end - block.start > 160:
        return False
    if is_loud(text[block.start : block.end].split()):
        return True
    short = number == 0 and block.end - block.start < 120
    return short and text[block.end - 1] not in ".!?" and text[block.end - 2] not in ".!?,"


class _Scanner:
    """Goes through one block from left to right."""

    def __init__(
        self,
        text: str,
        number: int,
        block: Block,
        sentences: Sequence[Span],
        quotations: Sequence[Quotation],
        tables: Tables,
        common: frozenset[str],
        reader: Reader,
    ) -> None:
        self._text, self._number, self._block = text, number, block
        self._starts = [sentence.start for sentence in sentences]
        self._quotations, self._tables, self._common = quotations, tables, common
        self._reader = reader
        self._sentence = self._quotation = 0
        self._body = dateline_end(text, block)

    def scan(self) -> Iterator[Sighting]:
        """Sightings of the block in order."""
        for match in NAME.finditer(self._text, self._body, self._block.end):
            for start, end in pieces(match.group(), match.start()):
                opens = self._go_to(start)
                words = self._text[start:end]
                if " " not in words and self._is_plain(words, opens=opens):
                    continue
                if end - start < _LONGEST:
                    sighting = self._read(start, end, opens=opens)
                    if sighting:
                        yield sighting

    def _go_to(self, at: int) -> bool:
        """Move to a place; whether a sentence or a quotation begins there."""
        starts, marks = self._starts, self._quotations
        while self._sentence + 1 < len(starts) and starts[self._sentence + 1] <= at:
            self._sentence += 1
        while self._quotation < len(marks) and marks[self._quotation].end <= at:
            self._quotation += 1
        return at - self._begin() <= 2 or not self._text[at - 1].isspace()

    def _begin(self) -> int:
        return max(self._body, self._starts[self._sentence] if self._starts else 0)

    def _quoted(self, at: int) -> bool:
        marks = self._quotations
        return self._quotation < len(marks) and marks[self._quotation].start <= at

    def _is_plain(self, word: str, *, opens: bool) -> bool:
        """Whether a single word with a capital is no name: "The", "Monday", "Prices fell"."""
        low = plain(word)
        if low in WORDS or low in self._tables.callings:
            return True
        return opens and low in self._common

    def _read(self, start: int, end: int, *, opens: bool) -> Sighting | None:
        text, block = self._text, self._block
        lead = max(self._body, start - 40)
        lead = max(lead, *(text.rfind(mark, lead, start) + 1 for mark in '.,;:“”"'))
        while self._body < lead < start and text[lead - 1].isalnum() and text[lead].isalnum():
            lead += 1  # not in the middle of a word
        for preposition in OF.finditer(text, lead, start):
            lead = preposition.end()
        placed = text[max(self._body, start - 8) : start].lower().split()[-1:]
        opening = text[start:end].split(" ", 1)[0].lower()  # "In Holm Ferry, the mayor …"
        located = opening in _PLACED or (bool(placed) and placed[0] in _PLACED)
        goes_on = text.startswith((",", " of ", " for "), end) and not located
        behind = min(block.end, end + 100) if goes_on else end
        mention = self._reader.read(text[lead:behind])
        if mention.kind != "named":
            mention = self._reader.read(text[start:behind])
        if mention.kind != "named":
            return None
        at = text.find(mention.name, lead, end)
        span = Span(at, at + len(mention.name)) if at >= 0 else Span(start, end)
        alias, age = _ALIAS.match(text, end, block.end), _AGE.match(text, end, block.end)
        mention = self._as_thing(mention, located=located)
        if mention.what == "person" and not mention.role:
            mention = self._with_role(mention, start, end)
        return Sighting(
            span,
            self._number,
            mention,
            subject=self._is_subject(start, end, opens=opens),
            quoted=self._quoted(start),
            alias=next(filter(None, alias.groups()), "") if alias else "",
            age=age.group(1) if age else "",
        )

    def _as_thing(self, mention: Mention, *, located: bool) -> Mention:
        """A name behind "in" or "from", or of a common noun, that nothing makes a person's."""
        words = mention.name.split()
        thing = len(words) > 1 and plain(words[-1]) in self._common  # "Veldkamp Turbines"
        if (located or thing) and mention.what == "person" and not mention.sure:
            return replace(mention, what="organisation", key=mention.name.lower())
        return mention

    def _with_role(self, mention: Mention, start: int, end: int) -> Mention:
        """ "The mayor, Anna Brandt, left"; "His sister, Sahar Nadimi, is a doctor in Oslo"."""
        before = _ROLE_BEFORE.search(self._text, max(self._body, start - 60), start)
        closed = " " in mention.name and self._text[end : end + 1] in {",", "."}
        if before and closed and self._is_role(before.group(1)):
            return replace(mention, role=before.group(1), sure=True)
        said = _IS.match(self._text, end + (self._text[end : end + 1] == ","), self._block.end)
        if said is None or not self._is_role(said.group(1)):
            return mention
        return replace(mention, role=said.group(1), sure=True)

    def _is_role(self, words: str) -> bool:
        core = OF.split(words, maxsplit=1)[0].split()
        return plain(core[-1]) in self._tables.callings

    def _no_role(self, word: str) -> bool:
        """Whether a word can not stand in a role before a name: a verb, a preposition."""
        low = word.lower()
        return bool(WORDS.get(low, 0) & Word.PREPOSITION) or is_finite(low, self._tables)

    def _is_subject(self, start: int, end: int, *, opens: bool) -> bool:
        begin = max(self._begin(), start - 200)
        if opens or not self._text[begin:start].strip(" “\"‘'"):
            return True
        before = self._text[begin:start].split()
        if len(before) <= 5 and not any(self._no_role(word) for word in before):
            return True
        if before[-1][-1] not in ",—–" and before[-1].lower() not in _OPENERS:
            return False
        following = _NEXT_WORD.match(self._text, end)
        words = filter(None, following.groups()) if following else ()
        return any(is_finite(word, self._tables) for word in words)


_PLACED = word_set("in at near from across outside inside around toward towards")


def is_finite(word: str, tables: Tables) -> bool:
    """Whether a word looks like a verb that a subject stands before."""
    if WORDS.get(word, 0) & Word.FINITE or word.endswith("ed"):
        return True
    return bool(tables.cues.get(word, 0) & (Cue.PAST | Cue.SINGULAR))


def pieces(run: str, start: int) -> Iterator[tuple[int, int]]:
    """A run of capitals cut where a sentence ends in it: "Anna Brandt. She"."""
    if "." not in run:
        yield start, start + len(run)
        return
    first = at = start
    end = start
    for word in run.replace("\u00a0", " ").split(" "):
        end = at + len(word)
        low = word.rstrip(".").lower()
        if word.endswith(".") and not (len(low) < 2 or "." in low or low in BEFORE_NAMES):
            if low not in _JUNIOR:
                yield first, end - 1
                first = end + 1
            elif at + len(word) == start + len(run):
                yield first, end
                first = end + 1
        at = end + 1
    if first < end:
        yield first, end


def initials(name: str) -> str:
    """ "msb" of "Maritime Safety Board"."""
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name to compare: lower case, no particles, no full stops."""
    words = tuple(plain(word) for word in name.split())
    return tuple(word for word in words if word not in _PARTICLES) or words
