"""Mentions → sources: one pass over all names, subjects and sources of a text, in its order.

A later mention is resolved to the source named before where the text allows one reading only;
otherwise it stays open (no speaker) or becomes an unnamed speaker of its own.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..attribution import Draft
from ..lexicon import Tables
from ..quotations import Quotation, find_quotations
from ..results import Speaker
from ..segments import Block, Span
from ..sentences import split_sentences
from .cast import NOBODY, Cast, Entity
from .mentions import Mention
from .names import Sighting, find_names, is_finite, is_head, name_words
from .openings import openings
from .reading import Reader
from .resolving import Resolver
from .terms import find_terms

_NAME_BEHIND = re.compile(r",\s([A-Z][\w’'-]+(?:\s[A-Z][\w.’'-]+)+)(?=[,.;]|$)", re.MULTILINE)
_COMMON = re.compile(r"\b[a-z]{3,}\b")
Sentences = Sequence[Sequence[Span]]
Quotations = Sequence[Sequence[Quotation]]


class Ledger:
    """The sources of one text with all their mentions."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        sentences: Sentences,
        quotations: Quotations,
        tables: Tables,
    ) -> None:
        self._text, self._blocks, self._tables = text, blocks, tables
        common = frozenset(_COMMON.findall(text))
        self._reader, self._anywhere = Reader(tables, common), Reader(tables)
        self._heads = {n for n, block in enumerate(blocks) if is_head(text, n, block)}
        self._cast = Cast(tables.organisations)
        self._sightings = find_names(text, blocks, sentences, quotations, tables, common)
        self._openings = openings(text, blocks, sentences, quotations, tables)
        self._resolver = Resolver(self._cast, tables)
        self._sentences = sentences
        _register(self._cast, self._sightings)

    def resolve(self, sources: Sequence[tuple[Span, int] | None]) -> list[int | None]:
        """The number of somebody for each source, None where the text leaves it open."""
        found: list[int | None] = [None] * len(sources)
        told = sorted((source, n) for n, source in enumerate(sources) if source is not None)
        for (span, _), _ in told:
            self._note_surname(span)
        later = []
        passing = self._passing([span for (span, _), _ in told])
        ahead = next(passing, None)
        for place, ((span, block), n) in enumerate(told):
            while ahead is not None and ahead[0].start < span.start:
                self._pass_by(*ahead)
                ahead = next(passing, None)
            if block in self._heads:
                later.append((span, block, n))  # it speaks of those the text introduces below
            elif place and self._is_one(told[place - 1][0][0], span):
                found[n] = found[told[place - 1][1]]  # one source of two statements
            else:
                found[n] = self._source(span, block, headline=False)
        while ahead is not None:
            self._pass_by(*ahead)
            ahead = next(passing, None)
        for span, block, n in later:
            found[n] = self._source(span, block, headline=True)
        return [None if n is None else self._resolver.who(n) for n in found]

    def _is_one(self, one: Span, other: Span) -> bool:
        """Whether two spans are the same words, but for a "who" at the end."""
        more = self._text[min(one.end, other.end) : max(one.end, other.end)]
        return one.start == other.start and more.strip(" ,") in {"", "who", "which", "that"}

    def _note_surname(self, span: Span) -> None:
        """A last name that speaks by itself is a person's: "Lunde said"."""
        mention = self._reader.read(self._text[slice(*span)])
        if mention.kind == "named" and " " not in mention.name:
            known = self._cast.people(mention)
            if len(known) == 1:
                self._cast.everybody[known[0]].sure = True

    def speakers(self) -> tuple[tuple[Speaker, ...], dict[int, int]]:
        """Those who speak, by their first mention, and the new index of each."""
        spoke = [n for n, entity in enumerate(self._cast.everybody) if entity.spoke]
        spoke = [n for n in spoke if self._resolver.who(n) == n]
        mentions = {n: sorted(set(self._cast.everybody[n].mentions)) for n in spoke}
        spoke.sort(key=lambda n: mentions[n][0])
        listed = tuple(_speaker(self._cast.everybody[n], mentions[n]) for n in spoke)
        return listed, {n: place for place, n in enumerate(spoke)}

    def _source(self, span: Span, block: int, *, headline: bool) -> int | None:
        mention = self._read(span)
        if self._is_predicate(mention):  # "who was waiting there said": the one before "who"
            number = self._before(block)
        else:
            number = self._resolver.source(mention, span.start, block, headline=headline)
        if number is None:
            if not headline:
                self._cast.touch(NOBODY, span.start, block, strong=True)
            return None
        entity = self._cast.everybody[number]
        entity.spoke = True
        entity.mentions.append(span)
        if not headline:
            self._cast.touch(number, span.start, block, strong=True)
        if entity.what == "unnamed" and entity.terms is None:
            entity.terms = find_terms(self._text, span, self._sentence_end(span, block))
        return number

    def _before(self, block: int) -> int | None:
        """The one spoken of just before in this block."""
        last = self._cast.trail[-1] if self._cast.trail else None
        if last is None or last.block != block or last.who == NOBODY:
            return None
        return self._resolver.who(last.who)

    def _read(self, span: Span) -> Mention:
        """Read a source, also where it is cut off before the name: "its head, Per Holm"."""
        mention = self._reader.read(self._text[slice(*span)])
        if mention.kind == "indefinite" and " " not in mention.name:
            named = self._anywhere.read(self._text[slice(*span)])  # "Rice said", and rice is eaten
            if named.kind == "named" and len(self._cast.people(named)) == 1:
                return named
        behind = _NAME_BEHIND.match(self._text, span.end) if mention.kind != "named" else None
        if behind is None or mention.kind == "pronoun":
            return mention
        whole = Span(span.start, behind.end(1))
        longer = self._reader.read(self._text[slice(*whole)])
        return longer if longer.kind == "named" and longer.what == "person" else mention

    def _is_predicate(self, mention: Mention) -> bool:
        first = mention.name.split(" ", 1)[0]
        if mention.kind == "named" or not first.islower() or first in self._tables.roles:
            return False
        return is_finite(first, self._tables) or first.endswith("ing")

    def _sentence_end(self, span: Span, block: int) -> int:
        sentences = self._sentences[block]
        at = bisect_right(sentences, span.start, key=lambda sentence: sentence.start)
        return sentences[at - 1].end if at else span.end

    def _passing(self, sources: Sequence[Span]) -> Iterator[tuple[Span, Mention, int, bool]]:
        """Names and subjects that no statement hangs on, in order."""
        names = [(s.span, s.mention, s.block, s.subject) for s in self._sightings if not s.quoted]
        begun = {(block, span.start) for span, _, block, _ in names}
        subjects = [
            (span, self._reader.read(self._text[slice(*span)]), block, True)
            for span, block in self._openings
            if (block, span.start) not in begun and block not in self._heads
        ]
        at = 0
        for one in sorted([*names, *subjects], key=lambda one: (one[0], one[2])):
            while at < len(sources) and sources[at].end <= one[0].start:
                at += 1
            if at == len(sources) or one[0].end <= sources[at].start:
                yield one

    def _pass_by(self, span: Span, mention: Mention, block: int, strong: bool) -> None:
        number = self._resolver.passing(mention, span.start, block, strong=strong)
        if number == NOBODY:
            self._cast.touch(NOBODY, span.start, block, strong=True)
        elif number is not None:
            entity = self._cast.everybody[number]
            if strong:
                entity.mentions.append(span)
            self._cast.touch(number, span.start, block, strong=strong)
            if entity.what == "unnamed" and entity.terms is None:
                entity.terms = find_terms(self._text, span, self._sentence_end(span, block))


def _register(cast: Cast, sightings: Sequence[Sighting]) -> None:
    """Take in everybody with a full name or a title, and every body."""
    places = {s.mention.name for s in sightings if s.mention.what == "organisation"}
    sure = {s.mention.name for s in sightings if s.mention.sure}
    alone = {s.mention.key for s in sightings if s.mention.what == "unnamed"}
    alone = {word for word in alone if not word.endswith("s")}  # "Brandt", but "Rovers"
    for sighting in sightings:
        mention = sighting.mention
        number = None
        if mention.what == "organisation" or mention.name in places - sure:
            number = cast.body(mention.name)
            if number is None and (" " in mention.name or sighting.alias or sighting.subject):
                entity = Entity(mention.name, "organisation", name_words(mention.name))
                number = cast.add(entity)
        elif mention.what == "person" and " " in mention.name:
            number = _note(cast, mention)
            if number is not None and mention.key in alone:
                cast.everybody[number].sure = True
        if number is not None and sighting.alias:
            cast.alias(sighting.alias, number)
        if number is not None and sighting.age:
            cast.everybody[number].age = sighting.age
    for sighting in sightings:
        mention = sighting.mention
        if mention.what == "person" and " " not in mention.name and mention.sure:
            _note(cast, mention)


def _note(cast: Cast, mention: Mention) -> int | None:
    """A person under a name: known, or new."""
    known = cast.people(mention)
    if len(known) > 1:
        return None
    if known:
        entity = cast.everybody[known[0]]
        entity.sure = entity.sure or mention.sure
        entity.gender = entity.gender or mention.gender
        if len(mention.name) > len(entity.name):
            cast.rename(known[0], mention.name)
    else:
        words = name_words(mention.name)
        entity = Entity(mention.name, "person", words, mention.gender, sure=mention.sure)
        known = [cast.add(entity)]
    entity.told_gender = entity.told_gender or bool(mention.gender)
    for role in (mention.role, mention.also):
        if role and role not in entity.roles:
            entity.roles.append(role)
    return known[0]


def _speaker(entity: Entity, mentions: list[Span]) -> Speaker:
    role = entity.roles[0] if entity.roles else ""
    return Speaker(entity.name, entity.what, role, tuple(mentions), entity.terms)


def resolve_mentions(
    text: str,
    blocks: Sequence[Block],
    sources: Sequence[tuple[Span, int] | None],
    tables: Tables,
    *,
    sentences: Sentences,
    quotations: Quotations,
) -> tuple[tuple[Speaker, ...], list[int | None]]:
    """Speakers of a text and, for each source (span, number of its block), its speaker or None."""
    ledger = Ledger(text, blocks, sentences, quotations, tables)
    found = ledger.resolve(sources)
    speakers, places = ledger.speakers()
    return speakers, [None if n is None else places[n] for n in found]


def resolve_speakers(
    text: str,
    blocks: Sequence[Block],
    drafts: Sequence[Draft],
    tables: Tables,
    *,
    sentences: Sentences | None = None,
    quotations: Quotations | None = None,
) -> tuple[tuple[Speaker, ...], list[int | None]]:
    """Speakers of a text and, for each statement, the index of its speaker or None."""
    if sentences is None:
        sentences = [split_sentences(text, block.start, block.end, tables) for block in blocks]
    if quotations is None:
        quotations = find_quotations(text, blocks)
    sources = [(draft.source, draft.source_block) if draft.source else None for draft in drafts]
    return resolve_mentions(
        text, blocks, sources, tables, sentences=sentences, quotations=quotations
    )
