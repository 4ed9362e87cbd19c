"""What a mention of a source says by itself: name, kind, role, gender, or only a pronoun."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from ..lexicon import Tables
from ..results import SpeakerKind
from ..words import WORDS, Word, word_set

Gender = Literal["she", "he", ""]
MentionKind = Literal["named", "pronoun", "definite", "indefinite"]

NAME = re.compile(
    r"[^\W\d_a-z][\w.&’'-]*"
    r"(?:[ \u00a0](?:(?:de|da|del|della|di|du|la|le|van|von|der|den|ter|bin|ibn|al|el|y)[ \u00a0])"
    r"{0,2}(?:(?:[ae]l|a[dst]|ash|ul)-|[dl][’'])?[^\W\d_a-z][\w.&’'-]*){0,7}"
)
WORD = re.compile(r"[^\W_][\w.’'&-]*")
OF = re.compile(r"\s(?:of|for|from|at|in|with|on|to|near|by)\s")
BREAK = re.compile(r",|\(|;|—|–|:|\s(?:who|which|whose)\b")
_ROLE_END = re.compile(
    r"[,;:(“”\"]|\s(?:who|which|whose|was|is|has|had|were|said|says)\b|(?<=[a-z]{4})\.\s"
)
_AGE = re.compile(r"\s*(?:now )?\d{1,3}\s*(?:,|$)")
_OF_A_BODY = re.compile(r"\s(?:of|for)\s(?:the\s)?[A-Z][\w&’'-]*(?:\s(?:and\s)?[A-Z][\w&’'-]*)*")
REFLEXIVE = re.compile(r"\s(?:himself|herself|itself|themselves)$")
_PEOPLE = re.compile(r"[A-Z]\w+(?:ian|ean|ese|ish|man|woman)")
_SHE = word_set(
    "mrs ms miss lady dame baroness queen princess duchess sister mother woman girl "
    "spokeswoman chairwoman congresswoman councilwoman businesswoman widow actress daughter wife "
    "aunt grandmother midwife nun stewardess waitress policewoman niece bride goddaughter"
)
_HE = word_set(
    "mr sir lord king prince duke brother father man boy spokesman chairman baron "
    "congressman councilman businessman actor son husband uncle grandfather policeman fireman "
    "monk priest widower nephew fisherman"
)
_COURTESY = word_set("mr mrs ms miss mx")
_LEARNED = word_set("dr prof doctor professor")
_ORIGIN = ("'s", "’s", "-based", "-born")
PRONOUNS = word_set("he she they it i we you who which his her him their its")
_PLACES = word_set(
    "north south east west northern southern eastern western new united saudi great lower upper "
    "san santa saint st los las port mount lake cape fort sri costa central royal grand holy old"
)
_OFFICES = word_set("ceo cfo coo mp mep spokesman spokeswoman spokesperson editor founder")
_NAMES_TOO = word_set(  # roles that are names as well
    "hunter dean baker cook potter weaver tailor gardener miner fellow guard carpenter shepherd "
    "whip chef angler ranger warden elder vicar butcher brewer guest rector provost skipper runner "
    "usher painter winger forester miller mariner grandson partner trainer rider waiter collector"
)
_NAMES_OF_PLACES = word_set(
    "virginia georgia florence victoria sydney austin jordan chad carolina chelsea lourdes lima "
    "paris charlotte madison milan israel kent derby lincoln phoenix houston dallas brooklyn "
    "april may june august summer rose grace wayne lee ivo"
)
_NO_ROLE = Word.RELATIVE | Word.PREPOSITION | Word.PERSONAL | Word.FINITE | Word.SUBORDINATOR
_BODY_ENDS = word_set(
    "university institute hospital foundation authority association college airlines airways inc "
    "ltd llc plc gmbh corporation ministry council committee commission agency"
)
_FUNCTION = (
    Word.DETERMINER
    | Word.CONJUNCTION
    | Word.SUBORDINATOR
    | Word.PREPOSITION
    | Word.PRONOUN
    | Word.ADVERB
)
NEW = word_set("a an another one some others many several two three four most other")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a source; ``key`` is what it goes by: last name, pronoun or noun.

    ``sure``: something besides its capitals makes a name a person's. ``told``: of a description,
    the words around its noun. ``body``: for whom an unnamed spokesman speaks. ``also``: a second
    role, behind the name.
    """

    kind: MentionKind
    what: SpeakerKind
    name: str
    key: str
    role: str
    gender: Gender
    sure: bool = False
    told: frozenset[str] = frozenset()
    body: str = ""
    also: str = ""


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """A word to compare: lower case, straight apostrophe, no possessive, no full stop."""
    low = word.lower().replace("’", "'").rstrip(".")
    return low[:-2] if low.endswith("'s") else low.rstrip("'")


def plural_role(word: str, tables: Tables) -> bool:
    """Whether a word is a role in the plural: "landlords", "fishermen"."""
    return (word.endswith("men") and word[:-3] + "man" in tables.roles) or (
        word.endswith("s") and word[:-1] in tables.roles
    )


def named_behind(head: str, rest: str, tables: Tables) -> Mention | None:
    """The name in "his campaign manager, Per Holm": the role stands first."""
    match = NAME.match(rest)
    words = head.split()
    if match is None or (" " not in match.group() and not _is_first_name(match.group(), tables)):
        return None
    another = words[0].lower() in NEW and len(words) <= 2  # "a third, Per Holm"
    known = another and plain(match.group().split()[0]) in tables.first_names
    if not known and not any(plain(word) in tables.callings for word in words):
        return None
    mention = _person_or_organisation(match.group(), ",", rest, "", tables)
    if mention is None or mention.what not in {"person", "unnamed"}:
        return None
    mention = replace(mention, what="person")
    role = "" if another else without_article(head)
    gender = mention.gender or gender_of(role.lower().split(), "", tables)
    return replace(mention, role=role, sure=True, gender=gender)


def _is_first_name(word: str, tables: Tables) -> bool:
    return plain(word) in tables.first_names and plain(word) not in _NAMES_OF_PLACES


def _apposition(rest: str, tables: Tables) -> str:
    """The role in ", the port director, …"; empty when it is none."""
    age = _AGE.match(rest)
    rest = rest[age.end() :] if age else rest
    role = _ROLE_END.split(rest.strip(), maxsplit=1)[0].strip(" .")
    words = [word.lower() for word in WORD.findall(role)]
    if not words or len(role) > 120 or role[0].isdigit():
        return ""
    if WORDS.get(words[0], 0) & _NO_ROLE or (words[0].endswith("ed") and words[0] != "retired"):
        return ""
    name_follows = words[0] in tables.titles and WORD.findall(role)[-1][0].isupper()
    if len(words) > 1 and name_follows and " of " not in role:
        return ""  # "…, Mayor Brandt said"
    opens = WORDS.get(words[0], 0) & Word.DETERMINER or words[0] in {"former", "acting"}
    if opens or any(word in tables.callings for word in words):
        return role if words[0] not in tables.cues or words[0] in tables.roles else ""
    return ""


def named(head: str, rest: str, tables: Tables) -> Mention | None:
    """A mention whose last words are a name, as in "port director Anna Brandt of Oslo"."""
    core = OF.split(head, maxsplit=1)[0]
    run = None
    for match in NAME.finditer(core):
        run = match
    if run is None:
        return None
    tail = core[run.end() :].strip(" .")
    if tail or WORDS.get(run.group().lower(), 0) & Word.TIME:
        return None  # "Pentagon officials", "Lunde's campaign"
    name = re.sub(r"['’]s?$", "", run.group())
    mention = _person_or_organisation(name, core[: run.start()], head, rest, tables)
    if mention and mention.what == "organisation":
        more = _OF_A_BODY.match(head, run.end())
        known = plain(mention.name.split()[-1]) in tables.organisations
        if more and (" of" in more.group()[:4] or known):  # "Ministry of Health", "Club for Growth"
            full = mention.name + more.group()
            return replace(mention, name=full, key=full.lower())
    return mention


def _person_or_organisation(
    name: str, lead: str, head: str, rest: str, tables: Tables
) -> Mention | None:
    tokens = name.split()
    while not lead.strip() and tokens and _is_function_word(tokens[0]):
        lead, tokens = tokens[0] + " ", tokens[1:]
    if len(tokens) > 1 and re.fullmatch(r"[A-Z][a-z]+day\.?", tokens[-1]):
        tokens.pop()  # "told NTB Saturday"
    before = [word.lower() for word in lead.split()]
    low = [plain(token) for token in tokens]
    if not tokens or (before and before[-1] in NEW) or _is_office(low, tables):
        return None  # "an Iowa Democrat"
    titled = _title_length(low, tokens, tables)
    if titled == len(tokens):
        return None  # "the President"
    apposition = _apposition(rest, tables)
    after_role = bool(before) and before[-1].strip("-") in tables.callings
    article = bool(before) and before[-1] == "the" and not after_role and not titled
    if not _is_group(tokens[titled:], titled, tables) and (apposition or not article):
        return _person(tokens, titled, lead, rest, tables)
    origin = _PEOPLE.fullmatch(tokens[0]) or low[0] in tables.roles
    if article and len(tokens) == 1 and origin and not _known(low, tables):
        return None  # "the Bolivian", "the Republican"
    what: SpeakerKind = "document" if low[-1] in tables.documents else "organisation"
    whole = head if what == "document" else " ".join(tokens)
    return Mention("named", what, whole, whole.lower(), apposition, "")


def _person(tokens: list[str], titled: int, lead: str, rest: str, tables: Tables) -> Mention:
    """A person, unless it is a place: a name, how many of its words are titles, what is around."""
    person, apposition = tokens[titled:], _apposition(rest, tables)
    first, before = plain(person[0]), [word.lower() for word in lead.split()]
    titles = [plain(token) for token in tokens[:titled]]
    gender = gender_of(
        [*titles, *before, *OF.split(apposition.lower(), maxsplit=1)[0].split()], first, tables
    )
    told = bool(titled or (before and before[-1].strip("-") in tables.callings))
    known = first in tables.first_names and (len(person) > 1 or first not in _NAMES_OF_PLACES)
    sure = bool(told or apposition or known or _AGE.match(rest))
    name = " ".join(person)
    if not sure and first in _PLACES:
        return Mention("named", "organisation", name, name.lower(), "", "")
    if not told and len(person) == 1:
        return Mention("named", "unnamed", name, first, apposition, gender, sure)
    role = _role(lead, tokens[:titled], tables)
    low = role.lower().rstrip(".")
    role = "" if low in _COURTESY or (apposition and low in _LEARNED) else role
    also = apposition if role else ""
    key = plain(person[-1])
    return Mention("named", "person", name, key, role or apposition, gender, sure, also=also)


def _is_office(low: list[str], tables: Tables) -> bool:
    """Whether words in capitals end in what somebody is, and begin with no first name."""
    office = low[-1:] and (low[-1] in tables.titles or low[-1] in _OFFICES)
    return bool(office) and len(low) > 1 and low[0] not in tables.first_names


def _is_function_word(word: str) -> bool:
    kind = WORDS.get(word.lower(), 0)
    return bool(kind & _FUNCTION) or (kind != 0 and ("'" in word or "’" in word))  # "I'm"


def _role(lead: str, titles: list[str], tables: Tables) -> str:
    """The role in front of a name: what follows the last verb, mark or function word before it."""
    words = lead.split()
    for n in range(len(words) - 1, -1, -1):
        low = words[n].lower()
        verb = low in tables.cues and low not in tables.roles and words[n].islower()
        if verb or not low[-1].isalnum() or WORDS.get(low, 0) & ~(Word.DETERMINER | Word.ADVERB):
            words = words[n + 1 :]
            break
    role = without_article(" ".join([*words, *titles]).strip())
    told = (word.lower().rstrip(".") for word in role.split())
    return role if any(word in tables.callings or word.endswith(_ORIGIN) for word in told) else ""


def _title_length(low: list[str], tokens: list[str], tables: Tables) -> int:
    """How many words of a run of capitals come before the name: "US Navy Capt.", "Twitter's"."""
    length = 0
    for n, word in enumerate(low):
        job = word in tables.roles and word not in _NAMES_TOO and n + 1 < len(low)
        role = word in tables.titles or job
        if role or tokens[n].endswith(_ORIGIN):
            length = n + 1
    return length


def _known(low: list[str], tables: Tables) -> bool:
    return any(word in tables.organisations or word in tables.documents for word in low)


def _is_group(person: list[str], titled: int, tables: Tables) -> bool:
    """Whether a name without its titles is that of a body, paper or agency."""
    words = [plain(token) for token in person]
    if words[0] in tables.first_names and len(words) > 1:
        return words[-1] in (tables.organisations if len(words) > 2 else _BODY_ENDS)
    loud = any(token.isupper() and len(token) > 2 and token.isalpha() for token in person)
    return _known(words, tables) or (loud and not titled)


def without_article(role: str) -> str:
    """ "port director" of "the port director"."""
    return re.sub(r"^(?:the|a|an|but|and|as)\s+", "", role, flags=re.I)


def gender_of(words: list[str], first: str, tables: Tables) -> Gender:
    """Pronoun that goes with a title, role or first name; empty when nothing tells."""
    for word in words:
        if word in _SHE:
            return "she"
        if word in _HE:
            return "he"
    low = plain(first)
    return "she" if low in tables.women else "he" if low in tables.men else ""
