"""Mentions → sources: full names, surnames, titles, roles, pronouns, "the official", "another".

A later mention is resolved to the source named before where the text allows one reading only;
otherwise it stays open (no speaker) or becomes an unnamed speaker of its own.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..attribution import Draft
from ..lexicon import Tables
from ..results import Speaker, SpeakerKind
from ..segments import Block, Span
from ..words import WORDS, Word, word_set
from .mentions import Mention, read_mention
from .names import agree, find_names, first_name_gender, initials

REACH = 4  # blocks a pronoun or "the official" looks back
_FRESH = re.compile(r"(?i)(?:an?|another|one)\b")  # somebody new each time
_OWNED = re.compile(r"(?i)(?:his|her|its|their|our|my)\b")
_PART = re.compile(r"[\w-]+")
_COMMON = re.compile(r"\b[a-z]{3,}\b")
_GENERIC = word_set(
    "official spokesman spokeswoman spokesperson man woman source author expert lawyer analyst "
    "candidate lawmaker leader executive researcher scientist"
)
_GROUPS = word_set(
    "company ministry agency department group bank firm party union committee commission council "
    "court police organisation organization"
)
_PLAIN = word_set("the a an same new former old senior unnamed first local")  # tell nobody apart
_PLURAL = word_set("people men women police others many some")


@dataclass(slots=True)
class Person:
    """A speaker being put together."""

    name: str
    what: SpeakerKind
    key: str
    role: str
    gender: Literal["she", "he", ""]
    mentions: list[Span] = field(default_factory=list)
    last_block: int = -1


class Cast:
    """The speakers of one text, in order of appearance."""

    def __init__(self, text: str, blocks: Sequence[Block], tables: Tables) -> None:
        self.people: list[Person] = []
        self._by_key: dict[str, list[int]] = {}
        self._recent: list[int] = []
        self._text, self._tables = text, tables
        self._common = frozenset(_COMMON.findall(text))
        self._names = find_names(text, blocks, tables)
        self._subjects = self._names.subjects

    def resolve(self, source: Span, block: int) -> int | None:
        """Index of the speaker of a source span, or None where the text leaves it open."""
        mention = read_mention(self._text, source, self._tables, self._common)
        if mention.key in WORDS and mention.kind == "indefinite" and not _pointing(mention.key):
            return None  # no noun at all
        found = self._find(mention, source, block)
        if found is None:
            return None
        person = self.people[found]
        person.gender = person.gender or mention.gender
        if mention.kind == "named" and mention.role and not person.role:
            person.role = mention.role
        if source not in person.mentions[-4:]:
            person.mentions.append(source)
        person.last_block = block
        self._recent.append(found)
        return found

    def _find(self, mention: Mention, source: Span, block: int) -> int | None:
        if mention.kind == "pronoun":
            return self._pronoun(mention, source, block)
        if mention.kind == "named":
            return self._named(mention, block)
        if mention.kind == "definite":
            found = self._definite(mention, block)
            if found is not None:
                return found
        elif mention.name.lower() in self._by_key and not _FRESH.match(mention.name):
            return self._by_key[mention.name.lower()][-1]
        return self._add(mention, mention.name.lower(), mention.name)

    def _add(self, mention: Mention, key: str, name: str) -> int:
        role = mention.role if mention.what != "unnamed" or mention.kind != "named" else ""
        self.people.append(Person(name, mention.what, key, role, mention.gender))
        self._by_key.setdefault(key, []).append(len(self.people) - 1)
        return len(self.people) - 1

    def _named(self, mention: Mention, block: int) -> int | None:
        """By name: the same last name, and no first name that contradicts."""
        if mention.what in {"organisation", "document"}:
            known = self._by_key.get(mention.key) or self._by_key.get(initials(mention.name))
            if known:
                return known[-1]
            added = self._add(mention, mention.key, mention.name)
            if " " in mention.name:
                self._by_key.setdefault(initials(mention.name), []).append(added)
            return added
        same = [
            n for n in self._by_key.get(mention.key, []) if agree(self.people[n].name, mention.name)
        ]
        if len(same) == 1:
            person = self.people[same[0]]
            if len(mention.name) > len(person.name):
                person.name = mention.name
            return same[0]
        if len(same) > 1:
            return None  # two people of one name: left open
        full = self._names.full(mention.key) if " " not in mention.name else [mention.name]
        if len(full) > 1 and mention.gender:
            full = [n for n in full if first_name_gender(n, self._tables) in {"", mention.gender}]
        if len(full) > 1:
            return None
        name = full[0] if full else mention.name
        sure = bool(full) or mention.what == "person" or mention.key in self._names.titled
        what: SpeakerKind = "person" if sure else "organisation"
        gender = mention.gender or first_name_gender(name, self._tables)
        role = mention.role or self._names.role(name)
        return self._add(Mention("named", what, name, mention.key, role, gender), mention.key, name)

    def _pronoun(self, mention: Mention, source: Span, block: int) -> int | None:
        if mention.key in {"he", "she"}:
            return self._he_or_she(mention, source, block)
        wanted = {"it": {"organisation", "document"}, "they": {"organisation", "unnamed"}}.get(
            mention.key
        )
        if wanted is None:
            return None
        for n in reversed(self._recent[-6:]):
            person = self.people[n]
            if block - person.last_block > 1:
                return None
            if person.what in wanted:
                return n
        return None

    def _he_or_she(self, mention: Mention, source: Span, block: int) -> int | None:
        """The last person spoken of: a sentence's subject since, else the last speaker."""
        at = bisect_left(self._subjects, (source.start, ""))
        last = self._last_person(mention.gender, block)
        since = self.people[last].mentions[-1].start if last is not None else -1
        if (
            at
            and self._subjects[at - 1][0] > since
            and source.start - self._subjects[at - 1][0] < 400
        ):
            name = self._subjects[at - 1][1]
            gender = first_name_gender(name, self._tables)
            if not gender or gender == mention.gender:
                return self._named(
                    Mention("named", "person", name, name.split()[-1].lower(), "", gender), block
                )
        return last

    def _last_person(self, gender: str, block: int) -> int | None:
        seen: set[int] = set()
        for n in reversed(self._recent[-12:]):
            person = self.people[n]
            if n in seen:
                continue
            seen.add(n)
            if block - person.last_block > REACH:
                return None
            if self._may_be_surname(person):
                person.what = "person"  # "Lunde said …", then "he said"
            alone = person.what == "person" or (
                person.what == "unnamed" and not _plural(person.name)
            )
            if alone and person.gender in {"", gender}:
                return n
        return None

    def _definite(self, mention: Mention, block: int) -> int | None:
        """ "the mayor", "the official", "the ministry", "the report"."""
        near = [
            n
            for n in dict.fromkeys(reversed(self._recent[-40:]))
            if block - self.people[n].last_block <= REACH
        ]
        fitting = self._fitting(mention, near)
        if fitting:
            return (
                fitting[0]
                if len(fitting) == 1 or self.people[fitting[0]].last_block == block
                else None
            )
        if mention.key in _GENERIC:
            people = [n for n in near if self._could_be(n, mention.gender)]
            return people[0] if len(people) == 1 else None
        if _OWNED.match(mention.name) or _modifiers(mention):  # not any ministry or office
            known = self._by_key.get(mention.name.lower())
            return known[-1] if known else None
        group = self._names.groups.get(mention.key, [])
        if len(group) == 1:
            return self._named(
                Mention("named", "organisation", group[0], group[0].lower(), "", ""), block
            )
        if mention.key in _GROUPS:
            groups = [n for n in near if self.people[n].what == "organisation"]
            return groups[0] if len(groups) == 1 else None
        known = self._by_key.get(mention.name.lower())
        return known[-1] if known else None

    def _fitting(self, mention: Mention, near: list[int]) -> list[int]:
        """Of the speakers near by: those of that role, else those of such a name."""
        told, noun = _modifiers(mention), mention.key
        alike = [n for n in near if _may_be(self.people[n], told, noun)]
        fitting = [n for n in alike if self._has_role(self.people[n], noun)]
        if fitting or _OWNED.match(mention.name):  # "his office" is not any office
            return fitting
        return [
            n
            for n in alike
            if noun in self.people[n].name.lower().split()
            and self.people[n].what in {mention.what, "organisation"}
        ]

    def _could_be(self, n: int, gender: str) -> bool:
        """Whether "the official" can be this speaker: somebody, and of no other gender."""
        person = self.people[n]
        alone = person.what in {"person", "unnamed"}
        return alone and (not gender or person.gender in {"", gender})

    def _may_be_surname(self, person: Person) -> bool:
        """A name of one word that could be a body's or a person's."""
        plain = person.key.isalpha() and not person.name.isupper()
        known = person.key in self._tables.organisations
        return person.what == "organisation" and plain and not known

    def _has_role(self, person: Person, noun: str) -> bool:
        """Whether the noun is what somebody is: "director" of "the port director", not "port"."""
        words = person.role.lower().split()
        return noun in words and (noun in self._tables.roles or words[-1] == noun)

    def speakers(self) -> tuple[tuple[Speaker, ...], dict[int, int]]:
        """Speakers by first mention, and the new index of each."""
        order = sorted(range(len(self.people)), key=lambda n: self.people[n].mentions[0].start)
        listed = tuple(
            Speaker(p.name, p.what, p.role, tuple(sorted(p.mentions)))
            for p in (self.people[n] for n in order)
        )
        return listed, {n: place for place, n in enumerate(order)}


def resolve_speakers(
    text: str, blocks: Sequence[Block], drafts: Sequence[Draft], tables: Tables
) -> tuple[tuple[Speaker, ...], list[int | None]]:
    """Speakers of a text and, for each statement, the index of its speaker or None."""
    cast = Cast(text, blocks, tables)
    found: list[int | None] = [None] * len(drafts)
    ordered = sorted(range(len(drafts)), key=lambda n: _place(drafts[n]))
    for n in ordered:
        source = drafts[n].source
        if source is not None:
            found[n] = cast.resolve(source, drafts[n].source_block)
    # headline first in the text, but the full name comes below: names are known text-wide
    speakers, places = cast.speakers()
    return speakers, [None if n is None else places[n] for n in found]


def _place(draft: Draft) -> int:
    return draft.source.start if draft.source else draft.content[0].start


def _modifiers(mention: Mention) -> frozenset[str]:
    """What stands between article and noun: "transport" of "the transport ministry"."""
    before = mention.name.lower().split()[1:]
    before = before[: before.index(mention.key)] if mention.key in before else []
    return frozenset(before) - _PLAIN


def _may_be(person: Person, modifiers: frozenset[str], noun: str) -> bool:
    """Whether "the port director" can be somebody: a word in common, or a role without any."""
    role = frozenset(_PART.findall(person.role.lower()))
    if not modifiers or modifiers & role or modifiers & set(_PART.findall(person.name.lower())):
        return True
    return person.what == "person" and not role - _PLAIN - {noun}


def _pointing(word: str) -> bool:
    """ "Another", "some": a word that can stand for a speaker."""
    return bool(WORDS[word] & (Word.DETERMINER | Word.PRONOUN))


def _plural(name: str) -> bool:
    last = name.lower().split()[-1]
    return last.endswith("s") or last in _PLURAL
