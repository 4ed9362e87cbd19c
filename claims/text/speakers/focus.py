"""Who is in the focus: the ones spoken of last, and whom a pronoun can mean."""

from ..lexicon import Tables
from ..words import word_set
from .cast import NOBODY, Cast, Entity
from .descriptions import singular
from .mentions import Gender, Mention, plain
from .roles import is_kind_of_body

REACH = 4  # blocks a pronoun or "the official" looks back
TOGETHER = word_set("both two all three neither")
PLURAL = word_set("people men women police others many some two both three four several")


class Focus:
    """The cast with who was spoken of last; numbers are those of the cast."""

    def __init__(self, cast: Cast, tables: Tables) -> None:
        self.cast, self.tables = cast, tables
        self.moved: dict[int, int] = {}

    def who(self, number: int) -> int:
        """The same one, after an unnamed speaker got a name."""
        return self.moved.get(number, number)

    def near(self, block: int, reach: int, *, strong: bool = True) -> list[int]:
        """Those spoken of in the last blocks, the last first; none beyond an open source."""
        last = map(self.who, self.cast.near(block, reach, strong=strong))
        return list(dict.fromkeys(last))

    def pronoun(self, mention: Mention, at: int, block: int) -> int | None:
        if mention.gender:
            return self._he_or_she(mention.gender, block)
        if mention.key == "who":
            last = self.cast.trail[-1] if self.cast.trail else None
            close = last and last.block == block and at - last.at < 60
            return self.who(last.who) if last and close and last.who != NOBODY else None
        if mention.key not in {"it", "they"}:
            return None
        for n in self.near(block, 1):
            if n != NOBODY and self._could_be_it(self.cast.everybody[n], mention.key):
                return n
        return None

    def _could_be_it(self, entity: Entity, pronoun: str) -> bool:
        """Whether "it" or "they" can be this: a body, a document, several people."""
        if entity.what == "organisation":
            return not self.may_be_surname(entity)
        if pronoun == "it":
            team = entity.name.endswith("s") or len(entity.words) > 2  # "Ashmere Rovers"
            if team and self.may_be_body(entity):
                entity.what = "organisation"
            return entity.what in {"organisation", "document"}
        nobody = entity.name.lower().split()[0].endswith(("one", "body"))  # "someone … they"
        return entity.what == "unnamed" and (nobody or self.several(entity))

    def _he_or_she(self, gender: Gender, block: int) -> int | None:
        """The last one spoken of as a subject or source, else the only one spoken of at all."""
        doubtful, close = None, self.near(block, 1)
        for n in self.near(block, REACH):
            if n == NOBODY:
                break
            if not self._could_be(n, gender, block):
                continue
            if self.may_be_body(self.cast.everybody[n]):  # "Right Wing Watch": rather not
                doubtful = n if doubtful is None else doubtful
            elif doubtful is None or n in close:
                return self._take(n, gender)
        if doubtful is not None:
            return self._take(doubtful, gender)
        if NOBODY in self.near(block, REACH):
            return None
        near = self.near(block, 1, strong=False)
        weak = [n for n in near if n != NOBODY and self._could_be(n, gender, block)]
        return self._take(weak[0], gender) if len(weak) == 1 else None

    def _take(self, number: int, gender: Gender) -> int:
        entity = self.cast.everybody[number]
        entity.gender = gender
        if self.may_be_surname(entity):
            entity.what = "person"  # "Lunde said …", then "he said"
        return number

    def _could_be(self, number: int, gender: str, block: int) -> bool:
        entity = self.cast.everybody[number]
        if entity.gender not in {"", gender}:
            last = self.cast.trail[-1]
            if entity.told_gender or last.block != block or self.who(last.who) != number:
                return False
        if entity.what == "unnamed":
            return not self.several(entity)
        if entity.voice or entity.what == "person":
            return True
        return self.may_be_surname(entity)

    def several(self, entity: Entity) -> bool:
        """Whether an unnamed speaker is several people."""
        nouns = entity.nouns
        if nouns & PLURAL or any(singular(noun, self.tables) != noun for noun in nouns):
            return True
        return is_plural(entity.name)

    def is_body(self, entity: Entity, noun: str) -> bool:
        kind = is_kind_of_body(noun, entity.words, self.tables.organisations)
        return kind and (entity.what == "organisation" or self.may_be_body(entity))

    def may_be_body(self, entity: Entity) -> bool:
        """A name of two words that nothing tells a person's: "Ashmere Rovers"."""
        return entity.what == "person" and not (entity.sure or entity.gender or entity.roles)

    def may_be_surname(self, entity: Entity) -> bool:
        """A name of one word that could be a body's or a person's."""
        low = plain(entity.name)
        known = low in self.tables.organisations or low in self.tables.callings
        usual = entity.name.isalpha() and not entity.name.isupper()
        return entity.maybe and entity.what == "organisation" and usual and not known


def is_plural(name: str) -> bool:
    """Whether a description means several people: "officials in the port", "both men"."""
    words = name.lower().split()
    core = name.lower().split(" of ")[0].split(" in ")[0].split(" at ")[0].split()
    noun = core[-1] if core else ""
    several = noun in PLURAL or bool(words and words[0] in TOGETHER)
    return several or (noun.endswith("s") and not noun.endswith("ss"))
