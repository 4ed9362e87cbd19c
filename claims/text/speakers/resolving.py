"""Who a mention is, given who was spoken of before."""

from ..lexicon import Tables
from ..words import WORDS, Word
from .cast import NOBODY, Cast, Entity
from .described import Described
from .descriptions import SPOKES
from .focus import TOGETHER, Focus, is_plural
from .mentions import NEW, Mention, plain
from .names import name_words
from .reading import Reader
from .roles import has_role


class Resolver:
    """Finds or adds the one a mention is; numbers are those of the cast."""

    def __init__(self, cast: Cast, tables: Tables) -> None:
        self._cast, self._tables = cast, tables
        self._reader = Reader(tables)
        self._focus = Focus(cast, tables)
        self._described = Described(self._focus)
        self._owners: dict[str, int] = {}  # last name → whom it stands for by itself

    def who(self, number: int) -> int:
        """The same one, after an unnamed speaker got a name."""
        return self._focus.who(number)

    def source(self, mention: Mention, at: int, block: int, *, headline: bool) -> int | None:
        """Somebody a statement is put down to."""
        if mention.kind == "pronoun":
            return None if headline else self._focus.pronoun(mention, at, block)
        if mention.kind == "named":
            return self._named(mention, block)
        if not mention.name or (mention.key in WORDS and not _pointing(mention.key)):
            return None  # no noun at all
        words = mention.name.lower().split()
        if mention.body:
            found = self._described.with_role(mention)
            return self._spokesman(mention, at, block) if found is None else found
        if words[0] in TOGETHER or (words[0] == "the" and words[-1] in TOGETHER):
            return self._add(mention)
        loud = mention.name.split()[0].isupper()  # "US", not "us"
        bare = headline and words[0] not in NEW and (loud or not WORDS.get(words[0], 0))
        if mention.kind == "definite" or bare:
            found = self._described.find(mention, block, headline=headline)
            return self._add(mention, block) if found is None else found
        return self._indefinite(mention, block)

    def _indefinite(self, mention: Mention, block: int) -> int:
        found = None
        if mention.key in SPOKES and not mention.told:
            found = self._speaks_for(mention, block)
        elif mention.name.lower().split()[0] not in NEW:  # "police", "officials"
            known = self._cast.called(mention.key)
            alike = [n for n in known if self._is(n, mention.name)]
            found = alike[-1] if alike else None
        return self._add(mention) if found is None else found

    def passing(self, mention: Mention, at: int, block: int, *, strong: bool) -> int | None:
        """Somebody who is only spoken of; nobody is added but the unnamed."""
        if mention.kind == "pronoun":
            return self._focus.pronoun(mention, at, block)
        if mention.kind == "named":
            if mention.what in {"organisation", "document"}:
                return self._cast.body(mention.name)
            known = self._people(mention, block)
            if len(known) > 1 and strong:
                return NOBODY
            if strong and len(known) == 1:
                self._name_open(known[0], mention, block)
            return known[0] if len(known) == 1 else None
        if mention.kind == "definite":
            if mention.body:
                return self._described.with_role(mention)
            found = self._described.find(mention, block, headline=False)
            thing = mention.what in {"organisation", "document"}
            return self._add(mention) if found is None and thing and strong else found
        return self._add(mention) if mention.what != "organisation" else None

    def _is(self, number: int, name: str) -> bool:
        return self._cast.everybody[number].name.lower() == name.lower()

    def _add(self, mention: Mention, block: int | None = None) -> int:
        """Somebody new without a name; with a block, somebody a name may follow for."""
        entity = Entity(mention.name, mention.what, (), mention.gender, nouns={mention.key})
        if mention.what == "unnamed":
            entity.roles.append(mention.role)
        entity.told = mention.told
        number = self._cast.add(entity)
        singular_role = mention.key in self._tables.callings and not is_plural(mention.name)
        if block is not None and mention.what == "unnamed" and singular_role:
            self._described.open[number] = block
        return number

    # -- names

    def _people(self, mention: Mention, block: int) -> list[int]:
        """Those of that name; of several, the one with that role or spoken of in this block."""
        known = self._cast.people(mention)
        if len(known) > 1 and " " not in mention.name:
            owner = self._owners.get(mention.key)
            seen = [n for n in known if self._cast.everybody[n].first >= 0]
            known = [owner] if owner in known else seen if len(seen) == 1 else known
            if len(known) == 1 and not mention.gender:
                self._owners.setdefault(mention.key, known[0])
        if len(known) > 1 and mention.role:
            noun = plain(mention.role.split()[-1])
            fitting = [n for n in known if self._has_role(n, noun)]
            known = fitting or known
        if len(known) > 1:
            here = [n for n in self._focus.near(block, 0, strong=False) if n in known]
            near = [n for n in self._focus.near(block, 3, strong=False) if n in known]
            known = here if len(here) == 1 else near if len(near) == 1 else known
        return known

    def _named(self, mention: Mention, block: int) -> int | None:
        if mention.what in {"organisation", "document"}:
            found = self._cast.body(mention.name)
            if found is None and " " not in mention.name:
                people = self._cast.people(mention)
                found = people[0] if len(people) == 1 else None
            return self._add_body(mention) if found is None else found
        known = self._people(mention, block)
        if len(known) > 1:
            return None  # two people of one name
        if known:
            self._learn(known[0], mention, block)
            return known[0]
        single = " " not in mention.name
        found = None if mention.sure else self._cast.body(mention.name)
        if found is not None:
            return found
        sure = mention.sure or not single
        entity = Entity(
            mention.name,
            "person" if sure else "organisation",
            name_words(mention.name),
            mention.gender,
            [mention.role] if mention.role else [],
            sure=sure,
            told_gender=bool(mention.gender),
            maybe=not sure,
        )
        return self._cast.add(entity)

    def _add_body(self, mention: Mention) -> int:
        entity = Entity(mention.name, mention.what, name_words(mention.name))
        entity.nouns = {plain(mention.name.split()[-1])}
        return self._cast.add(entity)

    def _learn(self, number: int, mention: Mention, block: int) -> None:
        entity = self._cast.everybody[number]
        self._name_open(number, mention, block)
        entity.gender = entity.gender or mention.gender
        entity.what = "person"
        if len(mention.name) > len(entity.name):
            self._cast.rename(number, mention.name)
        entity.told_gender = entity.told_gender or bool(mention.gender)
        for role in (mention.role, mention.also):
            if role and role not in entity.roles:
                entity.roles.append(role)

    def _name_open(self, number: int, mention: Mention, block: int) -> None:
        """ "“…,” the inspector said. “…,” Liesbeth Haak told reporters": one and the same."""
        entity = self._cast.everybody[number]
        if entity.first >= 0 or entity.roles or mention.role or " " not in mention.name:
            return
        last = next(self._cast.near(block, 2), NOBODY)
        if last == NOBODY or block - self._described.open.get(last, -9) > 2:
            return
        role = self._cast.everybody[last]
        if role.gender and entity.gender and role.gender != entity.gender:
            return
        del self._described.open[last]
        self._focus.moved[last] = number
        entity.mentions += role.mentions
        entity.roles += role.roles
        entity.gender = entity.gender or role.gender
        entity.spoke = entity.spoke or role.spoke
        for noun in role.nouns:
            self._cast.call(number, noun)

    def _has_role(self, number: int, noun: str) -> bool:
        return has_role(self._cast.everybody[number], noun, frozenset(), self._tables.callings)

    # -- spokesmen

    def _spokesman(self, mention: Mention, at: int, block: int) -> int | None:
        """The body an unnamed spokesman speaks for."""
        told = self._reader.read(mention.body)
        number = self.source(told, at, block, headline=False)
        if number is None:
            return self._add(mention)
        entity = self._cast.everybody[number]
        if entity.what == "person":
            return self._add(mention)
        entity.voice, entity.gender = mention.key, mention.gender
        self._cast.call(number, mention.key)
        return number

    def _speaks_for(self, mention: Mention, block: int) -> int | None:
        """The body just spoken of, for "a spokesman said"."""
        for n in self._focus.near(block, 1):
            entity = self._cast.everybody[n]  # the last one for NOBODY
            if n == NOBODY or entity.what == "person":
                return None
            if entity.what == "organisation":
                entity.voice, entity.gender = mention.key, mention.gender
                return n
        return None


def _pointing(word: str) -> bool:
    """ "Another", "some": a word that can stand for a speaker."""
    return bool(WORDS[word] & (Word.DETERMINER | Word.PRONOUN))
