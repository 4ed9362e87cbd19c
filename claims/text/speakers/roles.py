"""Which roles fit which nouns: "the spokeswoman", "the researcher", "the company"."""

import re

from ..words import word_set
from .cast import Entity
from .descriptions import PLAIN
from .mentions import OF, WORD, plain

_ALIKE = [
    word_set(words)
    for words in (
        "spokesman spokeswoman spokesperson",
        "mp lawmaker legislator politician senator congressman congresswoman representative",
        "boss chief head chairman chairwoman chair president executive ceo leader",
        "doctor physician surgeon medic consultant",
        "officer policeman policewoman detective constable sergeant inspector superintendent",
        "professor researcher scientist academic scholar expert author biologist chemist "
        "physicist geologist ecologist hydrologist economist historian sociologist virologist "
        "epidemiologist psychologist engineer analyst astronomer oceanographer neuroscientist",
        "lawyer attorney counsel barrister solicitor advocate",
        "writer author novelist poet journalist reporter columnist",
        "player striker midfielder defender goalkeeper captain winger forward",
        "coach manager trainer",
        "soldier general colonel major captain commander lieutenant officer admiral",
        "musician singer pianist violinist drummer guitarist composer artist",
        "minister secretary",
        "councillor councilman councilwoman alderman",
        "farmer grower",
        "resident villager neighbour neighbor inhabitant local",
    )
]
ANYBODY = word_set(
    "man woman official person mother father girl boy widow widower pensioner teenager native "
    "veteran survivor witness newcomer grandmother grandfather incumbent defendant accused suspect "
    "newspaperman retiree victim bystander caller"
)
_ANY_BODY = word_set("company group firm organisation organization body agency operator")
_BODIES = [
    word_set(words)
    for words in (
        "department police force ministry sheriff",
        "union federation association guild alliance",
        "club team side",
        "bank lender",
        "newspaper paper post times herald tribune news sentinel messenger",
        "court tribunal",
        "school university college academy institute faculty",
        "hospital clinic trust",
        "party movement front league",
        "council board authority commission committee regulator watchdog bureau office service "
        "administration chamber inspectorate directorate",
        "ministry government cabinet treasury",
        "charity foundation trust fund",
        "airline airlines airways carrier",
        "retailer manufacturer maker chain supplier insurer broadcaster",
    )
]


def is_kind_of_body(noun: str, words: tuple[str, ...], organisations: frozenset[str]) -> bool:
    """Whether "the company", "the union" can be a body with a name of these words."""
    types = organisations & set(words)
    if noun in _ANY_BODY:
        return True
    if not any(noun in group for group in _BODIES):
        return False
    return not types or any(noun in group and group & types for group in _BODIES)


TEXTS = [
    word_set("study paper research analysis article report document preprint review"),
    word_set("letter note message email e-mail memo document text statement telegram"),
    word_set("indictment complaint filing lawsuit document"),
    word_set("bill law act draft document text motion resolution"),
    word_set("assessment audit evaluation report document review survey"),
    word_set("poll survey"),
    word_set("verdict ruling judgment judgement decision"),
]
KIN = word_set(
    "wife husband son daughter sister brother mother father cousin uncle aunt nephew niece friend "
    "grandmother grandfather partner widow widower neighbour neighbor colleague predecessor "
    "successor resident native"
)
_AGED = re.compile(r"\d{1,3}-year-old")


def role_words(entity: Entity) -> frozenset[str]:
    """Every word of the roles somebody has in the text."""
    return frozenset(plain(word) for role in entity.roles for word in WORD.findall(role))


def has_role(
    entity: Entity,
    noun: str,
    told: frozenset[str],
    callings: frozenset[str],
    former: bool | None = None,
) -> bool:
    """Whether somebody is a "port director": the noun ends one role, and no other port's.

    ``former``: whether a former one is looked for; None for either.
    """
    for role in entity.roles:
        if former is not None and ("former " in role.lower()) is not former:
            continue
        words = [plain(word) for word in WORD.findall(role)]
        core = [plain(word) for word in WORD.findall(OF.split(role, maxsplit=1)[0])]
        is_one = core[-1:] == [noun] or (noun in core and noun in callings)
        if is_one and (not told or _agree(entity, frozenset(words), told, noun)):
            return True
    return False


def _agree(entity: Entity, words: frozenset[str], told: frozenset[str], noun: str) -> bool:
    if any(_akin(one, other) for one in told for other in {*words, *entity.words}):
        return True
    return not words - PLAIN - {noun}


def _akin(one: str, other: str) -> bool:
    """ "Green" and "Greens"."""
    return one == other or (len(one) > 3 and other == one + "s") or other + "s" == one


def alike(noun: str, words: frozenset[str]) -> bool:
    """Whether a noun can stand for somebody with these words in their roles."""
    return noun not in words and any(noun in group and group & words for group in _ALIKE)


def anybody(noun: str, name: str) -> bool:
    """Whether a description fits anybody: "the man", "the 41-year-old", "the Bolivian"."""
    return noun in ANYBODY or bool(_AGED.search(name)) or is_origin(name)


def is_origin(name: str) -> bool:
    """ "The Bolivian", "the Londoner": a capital and an ending of where people come from."""
    return bool(re.fullmatch(r"[Tt]he [A-Z]\w+(?:ian|ean|ese|ish|man|woman|oner)", name))
