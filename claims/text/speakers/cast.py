"""The people and bodies of one text, and where each was last spoken of."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..results import SpeakerKind
from ..segments import Span
from .mentions import Gender, Mention, plain
from .names import initials, name_words

NICKNAMES = {
    nick: full
    for full, nicks in {
        "robert": "bob bobby rob robbie bert", "william": "bill billy will liam", "elizabeth":
        "liz beth betty lizzie eliza", "margaret": "meg peggy maggie", "james": "jim jimmy jamie",
        "john": "jack johnny", "richard": "dick rick rich richie", "edward": "ed eddie ted ned",
        "thomas": "tom tommy", "douglas": "doug",
        "michael": "mike mick mickey", "joseph": "joe joey", "charles":
        "charlie chuck", "katherine": "kate kathy katie kat", "catherine": "cathy cate",
        "patricia": "pat patty trish", "susan": "sue susie", "deborah": "deb debbie", "david":
        "dave davy", "daniel": "dan danny", "samuel": "sam sammy", "benjamin": "ben benny",
        "nicholas": "nick nicky", "anthony": "tony", "andrew": "andy drew", "matthew": "matt",
        "christopher": "chris kit", "alexander": "alex sandy sasha", "gregory": "greg",
        "stephen": "steve", "steven": "steve", "timothy": "tim", "kenneth": "ken kenny",
        "ronald": "ron ronnie", "donald": "don donny", "frederick": "fred freddie",
        "francis": "frank", "lawrence": "larry", "gerald": "gerry jerry", "rebecca": "becky becca",
        "jennifer": "jen jenny", "victoria": "vicky tori", "josephine": "jo josie", "theodore":
        "ted theo", "leonard": "len lenny", "jessica": "jess", "peter": "pete", "philip": "phil",
    }.items()
    for nick in nicks.split()
}  # fmt: skip


MOST = 150  # of one name, noun or kind that are looked at
NOBODY = -1  # a source that the text leaves open


@dataclass(slots=True)
class Entity:
    """Somebody or something that is spoken of, whether it says something or not.

    ``words``: of a name; ``nouns``: what descriptions call it; ``roles``: as printed, every one.
    ``voice``: the noun of a spokesman who last spoke for a body; ``others``: further names;
    ``told_gender``: a title or first name tells it, not only a pronoun; ``maybe``: a single word
    that can be a last name ("Lunde said").
    """

    name: str
    what: SpeakerKind
    words: tuple[str, ...]
    gender: Gender = ""
    roles: list[str] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    told: frozenset[str] = frozenset()
    sure: bool = False
    voice: str = ""
    age: str = ""
    others: set[str] = field(default_factory=set)
    told_gender: bool = False
    maybe: bool = False
    mentions: list[Span] = field(default_factory=list)
    spoke: bool = False
    first: int = -1
    terms: Span | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A place where somebody is spoken of; ``strong``: as a subject or a source."""

    who: int
    at: int
    block: int
    strong: bool


class Cast:
    """Everybody in a text, found by the words of names."""

    def __init__(self, organisations: frozenset[str]) -> None:
        self._kinds = organisations
        self.everybody: list[Entity] = []
        self.trail: list[Step] = []
        self._by_word: dict[str, list[int]] = {}
        self._by_alias: dict[str, int] = {}
        self._by_noun: dict[str, list[int]] = {}

    def add(self, entity: Entity) -> int:
        """Take somebody in."""
        number = len(self.everybody)
        self.everybody.append(entity)
        for word in dict.fromkeys(entity.words):
            self._by_word.setdefault(word, []).append(number)
        for noun in sorted(entity.nouns):
            self._by_noun.setdefault(noun, []).append(number)
        if entity.what == "organisation" and len(entity.words) > 1:
            self._by_alias.setdefault(initials(entity.name), number)
        return number

    def rename(self, number: int, name: str) -> None:
        """Give somebody a fuller name."""
        entity = self.everybody[number]
        entity.name = name
        for word in name_words(name):
            if word not in entity.words:
                self._by_word.setdefault(word, []).append(number)
        entity.words = name_words(name)

    def alias(self, words: str, number: int) -> None:
        """Note another name: "(MSB)", "known as Kit"."""
        self._by_alias[plain(words)] = number
        entity = self.everybody[number]
        if entity.what == "person":
            entity.others.add(plain(words))
            self._by_word.setdefault(plain(words), []).append(number)

    def called(self, noun: str) -> list[int]:
        """Those a noun of a description was used for, in order."""
        return self._by_noun.get(noun, [])[-MOST:]

    def those(self, what: SpeakerKind) -> list[tuple[int, Entity]]:
        """The people or bodies of the text; of a great many, the first."""
        every = ((n, entity) for n, entity in enumerate(self.everybody[: 5 * MOST]))
        return [(n, entity) for n, entity in every if entity.what == what][:MOST]

    def call(self, number: int, noun: str) -> None:
        """Note that a noun was used for somebody."""
        if noun not in self.everybody[number].nouns:
            self.everybody[number].nouns.add(noun)
            self._by_noun.setdefault(noun, []).append(number)

    def touch(self, number: int, at: int, block: int, *, strong: bool) -> None:
        """Somebody is spoken of here."""
        if number != NOBODY and self.everybody[number].first < 0:
            self.everybody[number].first = at
        self.trail.append(Step(number, at, block, strong))

    def near(self, block: int, reach: int, *, strong: bool = True) -> Iterator[int]:
        """Those spoken of in the last ``reach`` blocks, the last first, each once; and NOBODY."""
        seen: set[int] = set()
        for step in reversed(self.trail[-60:]):
            if block - step.block > reach:
                return
            if step.who not in seen and (step.strong or not strong):
                seen.add(step.who)
                yield step.who

    def people(self, mention: Mention) -> list[int]:
        """Those whose name a name can be: the same words, or no first name that contradicts."""
        words = name_words(mention.name)
        numbers = self._by_word.get(words[-1], [])[-MOST:]
        if len(words) > 1:  # "his wife, Jane", then "Jane Lunde"
            firsts = self._by_word.get(words[0], [])[-MOST:]
            numbers = numbers + [n for n in firsts if self.everybody[n].words == words[:1]]
        last = [
            n
            for n in numbers
            if self.everybody[n].what in {"person", "unnamed"} and self._may_be(n, words)
        ]
        if mention.gender:
            last = [n for n in last if self.everybody[n].gender in {"", mention.gender}]
        if len(words) == 1:  # the last name goes before the first: "Lunde" of "Karl Lunde"
            return [n for n in last if self.everybody[n].words[-1] == words[0]] or last
        return last

    def _may_be(self, number: int, words: tuple[str, ...]) -> bool:
        own = self.everybody[number].words
        if len(words) == 1:
            return words[0] in own or words[0] in self.everybody[number].others
        if len(own) == 1:
            return own[0] in {words[0], words[-1]}
        if words == own[: len(words)] or words == own[-len(words) :]:
            return True
        if words[-1] != own[-1]:
            return False
        one, other = own[0], words[0]
        if one == other or NICKNAMES.get(one, one) == NICKNAMES.get(other, other):
            return True
        return one[0] == other[0] and min(len(one), len(other)) <= 1

    def body(self, name: str) -> int | None:
        """The body of this name: all of it, its initials, or the end of a longer one."""
        words = name_words(name)
        found = self._by_alias.get(plain(name))
        if found is not None:
            return found
        if len(words) > 1 and initials(name) in self._by_alias:
            short = self._by_alias[initials(name)]
            if self.everybody[short].words in {words, (initials(name),)}:
                return short
        for n in reversed(self._by_word.get(words[-1], [])[-MOST:]):
            own = self.everybody[n]
            if own.what in {"organisation", "document"} and self._one_body(own.words, words):
                return n
        for n in reversed(self._by_word.get(words[0], [])[-MOST:]):
            own = self.everybody[n]
            if own.what == "organisation" and self._one_body(own.words, words):
                return n
        return None

    def _one_body(self, own: tuple[str, ...], words: tuple[str, ...]) -> bool:
        """ "Nurses Union" of "Nurses Union Vestmark"; "New Zealand" is no "New Zealand Herald"."""
        short, long = sorted((own, words), key=len)
        if short == long or (len(short) > 1 and short == long[-len(short) :]):
            return True
        if short != long[: len(short)] or len(short[0]) < 3:
            return False
        return bool(self._kinds & set(short)) or not self._kinds & set(long[len(short) :])
