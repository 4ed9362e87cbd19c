"""Whom a description means: "the mayor", "the official", "the ministry", "the report"."""

from itertools import takewhile

from ..words import word_set
from .cast import NOBODY, Entity
from .descriptions import PLAIN, singular
from .focus import PLURAL, REACH, Focus
from .mentions import Mention
from .roles import KIN, TEXTS, alike, anybody, has_role, role_words

_OWNED = word_set("his her its their our my")
_ORDINALS = {"first": 0, "second": 1, "third": 2}


class Described:
    """Finds the one a definite description means; ``open``: called so, and not named yet."""

    def __init__(self, focus: Focus) -> None:
        self._focus, self._cast, self._tables = focus, focus.cast, focus.tables
        self.open: dict[int, int] = {}  # → block

    def find(self, mention: Mention, block: int, *, headline: bool) -> int | None:
        """The number of that one, or None."""
        words = mention.name.lower().split()
        noun = mention.key
        if words[0] in _OWNED and not headline:
            return self._same_words(mention)
        if len(words) > 2 and words[1] in _ORDINALS:
            return self._ordinal(mention, _ORDINALS[words[1]])
        if noun in {"former", "latter"}:
            return self._one_of_two(block, noun)
        if noun in PLURAL or singular(noun, self._tables) != noun:
            return self._several(mention)
        return self._single(mention, block, headline=headline, former="former" in words)

    def _single(self, mention: Mention, block: int, *, headline: bool, former: bool) -> int | None:
        noun, told, everybody = mention.key, mention.told, self._cast.everybody
        near = [n for n in self._focus.near(block, 99 if headline else REACH) if n != NOBODY]
        fitting = [n for n in near if self._fits(everybody[n], noun, told, former=former)]
        if fitting:
            first = everybody[fitting[0]]
            if first.what == "unnamed" and noun in self._tables.titles and not headline:
                self.open[fitting[0]] = block
            return fitting[0]
        found = self._aged(noun)
        if found is None:
            found = self._by_role(noun, told, headline=headline, former=former)
        if found is None and mention.what != "document":
            found = self._group(noun, told, near, headline=headline)
        if found is None:
            focus = list(takewhile(lambda n: n != NOBODY, self._focus.near(block, REACH)))
            found = self._by_focus(mention, focus, block)
        return self._called(noun, told, headline=headline) if found is None else found

    def _one_of_two(self, block: int, noun: str) -> int | None:
        """ "The former", "the latter", of the last two who are of one kind."""
        two = [n for n in self._focus.near(block, 1) if n != NOBODY][:2]
        kinds = {self._cast.everybody[n].what for n in two}
        return two[noun == "former"] if len(two) == 2 and len(kinds) == 1 else None

    def with_role(self, mention: Mention) -> int | None:
        """ "The Pentagon spokesman": the only one with just that role."""
        if mention.kind != "definite":
            return None
        callings, noun, told = self._tables.callings, mention.key, mention.told
        people = self._cast.those("person")
        fitting = [n for n, e in people if e.roles and has_role(e, noun, told, callings)]
        return fitting[0] if len(fitting) == 1 else None

    def _aged(self, noun: str) -> int | None:
        """ "The 41-year-old": the only one whose age is told to be that."""
        if not noun.endswith("-year-old"):
            return None
        people = self._cast.those("person")
        aged = [n for n, e in people if e.age and noun == e.age + "-year-old"]
        return aged[0] if len(aged) == 1 else None

    def _called(self, noun: str, told: frozenset[str], *, headline: bool) -> int | None:
        """The only one that was ever called so, however far away."""
        named = [n for n in self._cast.called(noun) if self._focus.who(n) == n]
        if not named:
            texts = self._cast.those("document")
            named = [n for n, e in texts if any(noun in g and g & e.nouns for g in TEXTS)]
        everybody = self._cast.everybody
        fitting = [n for n in named if told & everybody[n].told] if told else named
        if headline and len(named) == 1:
            return named[0]
        return fitting[0] if len(fitting) == 1 else None

    def _has_role(self, number: int, noun: str, *, former: bool = False) -> bool:
        entity = self._cast.everybody[number]
        return has_role(entity, noun, frozenset(), self._tables.callings, former)

    def _is_anybody(self, entity: Entity, mention: Mention) -> bool:
        """Whether "the man", "the 41-year-old" or "the Bolivian" can be this one."""
        if entity.what not in {"person", "unnamed"} or self._focus.several(entity):
            return False
        if entity.what == "person" and (
            mention.key == "official" or self._focus.may_be_body(entity)
        ):
            return False
        told = mention.told - entity.told - set(entity.words) - role_words(entity)
        if told and entity.what == "person":
            return False  # "the homeless woman" is nobody of whom that is not told
        alike = entity.gender in {"", mention.gender or entity.gender}
        return alike and _fits_age(entity, mention.key)

    def _several(self, mention: Mention) -> int | None:
        """ "The officials", "the results": those last called so."""
        everybody = self._cast.everybody
        for n in reversed(self._cast.called(mention.key)):
            if not mention.told or mention.told & everybody[n].told or not everybody[n].told:
                return n
        return None

    def _same_words(self, mention: Mention) -> int | None:
        everybody = self._cast.everybody
        for n in reversed(self._cast.called(mention.key)):
            if everybody[n].name.lower() == mention.name.lower():
                return n
        return None

    def _ordinal(self, mention: Mention, place: int) -> int | None:
        alike = [n for n in self._cast.called(mention.key) if self._cast.everybody[n].spoke]
        return alike[place] if place < len(alike) else None

    def _fits(self, entity: Entity, noun: str, told: frozenset[str], *, former: bool) -> bool:
        """Whether somebody near by is "the mayor": of that role, or called so before."""
        if entity.voice == noun:
            return True
        if has_role(entity, noun, told, self._tables.callings, former):
            return True
        if entity.what == "organisation":
            return noun in entity.words and (not told or bool(told & set(entity.words)))
        alike = noun in entity.nouns and (entity.what != "person" or not entity.roles)
        if entity.what == "unnamed" and ("former " in entity.name.lower()) is not former:
            return False
        if entity.what == "document":
            alike = alike or any(noun in group and group & entity.nouns for group in TEXTS)
        return alike and (not told or bool(told & entity.told) or not entity.told)

    def _by_role(
        self, noun: str, told: frozenset[str], *, headline: bool, former: bool
    ) -> int | None:
        """Anybody in the text with the role, also further up or only named further down."""
        people = self._cast.those("person")
        for same in (True, False):
            fitting = [
                n
                for n, e in people
                if (
                    has_role(e, noun, told, self._tables.callings, former)
                    if same
                    else not told and e.first >= 0 and alike(noun, role_words(e))
                )
            ]
            if not fitting and same and headline:
                fitting = [n for n, e in people if self._has_role(n, noun, former=former)]
            if len(fitting) == 1 or (fitting and headline):
                return fitting[0]
            if fitting:
                return None
        return None

    def _group(
        self, noun: str, told: frozenset[str], near: list[int], *, headline: bool
    ) -> int | None:
        """ "the ministry": a body with the word in its name, else the only body near by."""
        bodies = self._cast.those("organisation")
        named = [n for n, e in bodies if noun in e.words and told <= set(e.words)]
        if not named:
            named = [n for n, e in bodies if noun in e.words and not told - PLAIN]
        if len(named) == 1:
            return named[0]
        recent = [n for n in near if n in named]
        if recent or named:
            return recent[0] if recent else None
        if told or headline:
            return None
        others = [n for n in near if self._focus.is_body(self._cast.everybody[n], noun)]
        if others and (len(others) == 1 or others[0] == near[0]):
            self._cast.everybody[others[0]].what = "organisation"
            return others[0]
        return None

    def _by_focus(self, mention: Mention, near: list[int], block: int) -> int | None:
        """A description that fits the one just spoken of: anybody's, or one without a role."""
        noun, everybody = mention.key, self._cast.everybody
        if anybody(noun, mention.name):
            here = [n for n in self._focus.near(block, 0) if n in near]
            ranked = sorted(near[:4], key=lambda n: n not in here or everybody[n].what == "person")
            for n in [*ranked, *self._focus.near(block, 1, strong=False)]:
                if n != NOBODY and self._is_anybody(everybody[n], mention):
                    return n
            return None
        if singular(noun, self._tables) not in self._tables.callings or not near:
            return None
        here = [n for n in self._focus.near(block, 0, strong=False) if n != NOBODY]
        here = [n for n in here if everybody[n].what == "person"]
        last = here[0] if len(here) == 1 else near[0]
        entity = everybody[last]
        kin = all(role_words(entity) & KIN for _ in entity.roles)
        free = entity.what == "person" and kin and not mention.told - PLAIN
        if free and entity.gender in {"", mention.gender or entity.gender}:
            entity.roles.append(mention.name)
            return last
        return None


def _fits_age(entity: Entity, noun: str) -> bool:
    """Whether "the 41-year-old" does not contradict an age that is told."""
    return not (entity.age and noun.endswith("-year-old") and noun != entity.age + "-year-old")
