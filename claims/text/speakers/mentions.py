"""What a mention of a source says by itself: name, kind, role, gender, or only a pronoun."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from ..lexicon import Tables
from ..results import SpeakerKind
from ..segments import Span
from ..words import WORDS, Word, word_set

MentionKind = Literal["named", "pronoun", "definite", "indefinite"]

NAME = re.compile(
    r"[^\W\d_a-z][\w.&’'-]*"
    r"(?:[ \u00a0](?:(?:de|da|del|della|di|du|la|le|van|von|der|den|ter|bin|ibn|al|el|y)[ \u00a0])"
    r"{0,2}[^\W\d_a-z][\w.&’'-]*){0,7}"
)
_WORD = re.compile(r"[^\W_][\w.’'&-]*")
_BREAK = re.compile(r",|\(|;|—|–|:|\s(?:who|which|whose)\b")
OF = re.compile(r"\s(?:of|for|from|at|in|with|on|to|near|by)\s")
_ROLE_END = re.compile(
    r"[,;:(“”\"]|\s(?:who|which|whose|was|is|has|had|were|said|says)\b|(?<=[a-z]{4})\.\s"
)
_AGE = re.compile(r"\s*\d{1,3}\s*,")
_SHE = word_set(
    "she her mrs ms miss lady dame baroness queen princess duchess sister mother woman girl "
    "spokeswoman chairwoman congresswoman councilwoman businesswoman widow actress daughter wife "
    "aunt grandmother"
)
_HE = word_set(
    "he his mr sir lord king prince duke brother father man boy spokesman chairman baron "
    "congressman councilman businessman actor son husband uncle grandfather"
)
_COURTESY = word_set("mr mrs ms miss mx")
_ORIGIN = ("'s", "’s", "-based", "-born")
_PRONOUNS = word_set("he she they it i we you who which")
_FUNCTION = (
    Word.DETERMINER
    | Word.CONJUNCTION
    | Word.SUBORDINATOR
    | Word.PREPOSITION
    | Word.PRONOUN
    | Word.ADVERB
)
_THIS = word_set("the this that these those his her their")
_NEW = word_set("a an another one some others many several two three four most other")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a source; ``key`` is what it goes by: last name, pronoun or noun."""

    kind: MentionKind
    what: SpeakerKind
    name: str
    key: str
    role: str
    gender: Literal["she", "he", ""]


def read_mention(
    text: str, source: Span, tables: Tables, common: frozenset[str] = frozenset()
) -> Mention:
    """Read the words of a source span; ``common``: words the text also writes without a capital."""
    whole = text[source.start : source.end]
    if len(whole) > 400:
        whole = whole[:400]
    first = _BREAK.search(whole, 1)
    head = (whole[: first.start()] if first else whole).strip()
    apposition = _apposition(whole[first.end() :], tables) if first and first.group() == "," else ""
    words = [match.group() for match in _WORD.finditer(head)]
    if not words:
        return Mention("indefinite", "unnamed", head, "", "", "")
    low = words[0].lower()
    if len(words) == 1 and low in _PRONOUNS:
        gender: Literal["she", "he", ""] = "she" if low == "she" else "he" if low == "he" else ""
        return Mention("pronoun", "unnamed", head, low, "", gender)
    lower = not any(word[0].isupper() for word in words[1:])
    named = None
    if not (lower and (low in common or _plural_role(low, tables))):
        named = _named(head, apposition, tables)  # else "Officials" at the head of a sentence
    if named is None and first and first.group() == ",":
        named = _named_behind(head, whole[first.end() :].strip(), tables)
    return named or _described(head, words, tables)


def _plural_role(word: str, tables: Tables) -> bool:
    """Whether a word is a role in the plural: "landlords", "fishermen"."""
    return (word.endswith("men") and word[:-3] + "man" in tables.roles) or (
        word.endswith("s") and word[:-1] in tables.roles
    )


def _named_behind(head: str, rest: str, tables: Tables) -> Mention | None:
    """The name in "his campaign manager, Per Holm": the role stands first."""
    match = NAME.match(rest)
    if match is None or " " not in match.group():
        return None
    mention = _person_or_organisation(match.group(), ",", rest, "", tables)
    if mention is None or mention.what != "person":
        return None
    return replace(mention, role=_without_article(head))


def _apposition(rest: str, tables: Tables) -> str:
    """The role in ", the port director, …"; empty when it is none."""
    age = _AGE.match(rest)
    rest = rest[age.end() :] if age else rest
    role = _ROLE_END.split(rest.strip(), maxsplit=1)[0].strip(" .")
    words = [word.lower() for word in _WORD.findall(role)]
    if not words or len(role) > 120 or role[0].isdigit():
        return ""
    if WORDS.get(words[0], 0) & (Word.RELATIVE | Word.PREPOSITION | Word.PERSONAL):
        return ""
    opens = WORDS.get(words[0], 0) & Word.DETERMINER or words[0] in {"former", "acting"}
    if opens or any(word in tables.roles or word in tables.titles for word in words):
        return role if words[0] not in tables.cues or words[0] in tables.roles else ""
    return ""


def _named(head: str, apposition: str, tables: Tables) -> Mention | None:
    """A mention whose last words are a name, as in "port director Anna Brandt of Oslo"."""
    core = OF.split(head, maxsplit=1)[0]
    run = None
    for match in NAME.finditer(core):
        run = match
    if run is None:
        return None
    tail = core[run.end() :].strip(" .")
    if tail:
        return None  # "Pentagon officials", "Lunde's campaign"
    name = re.sub(r"['’]s?$", "", run.group())
    return _person_or_organisation(name, core[: run.start()], head, apposition, tables)


def _person_or_organisation(
    name: str, lead: str, head: str, apposition: str, tables: Tables
) -> Mention | None:
    tokens = name.split()
    while not lead.strip() and tokens and WORDS.get(tokens[0].lower(), 0) & _FUNCTION:
        lead, tokens = tokens[0] + " ", tokens[1:]
    if len(tokens) > 1 and re.fullmatch(r"[A-Z][a-z]+day\.?", tokens[-1]):
        tokens.pop()  # "told NTB Saturday"
    before = [word.lower() for word in lead.split()]
    if not tokens or (before and before[-1] in _NEW):
        return None  # "an Iowa Democrat"
    plain = [token.rstrip(".").lower() for token in tokens]
    titled = _title_length(plain, tables)
    person = tokens[titled:]
    if not person:
        return None  # "the President"
    role = _role(lead, tokens[:titled], tables)
    after_role = bool(before) and before[-1].strip("-") in tables.callings
    article = bool(before) and before[-1] == "the"
    if _is_group(person, titled, tables) or (article and not after_role and not titled):
        what: SpeakerKind = "document" if plain[-1] in tables.documents else "organisation"
        whole = head if what == "document" else " ".join(tokens)
        return Mention("named", what, whole, whole.lower(), apposition, "")
    gender = _gender([*plain, *before, *apposition.lower().split()], person[0], tables)
    if titled or after_role or len(person) > 1:
        role = "" if role.lower().rstrip(".") in _COURTESY else role
        key = person[-1].lower()
        return Mention("named", "person", " ".join(person), key, role or apposition, gender)
    return Mention("named", "unnamed", person[0], person[0].lower(), apposition, gender)


def _role(lead: str, titles: list[str], tables: Tables) -> str:
    """The role in front of a name: what follows the last verb, mark or function word before it."""
    words = lead.split()
    for n in range(len(words) - 1, -1, -1):
        low = words[n].lower()
        verb = low in tables.cues and low not in tables.roles
        if verb or not low[-1].isalnum() or WORDS.get(low, 0) & ~(Word.DETERMINER | Word.ADVERB):
            words = words[n + 1 :]
            break
    role = _without_article(" ".join([*words, *titles]).strip())
    told = (word.lower().rstrip(".") for word in role.split())
    return role if any(word in tables.callings or word.endswith(_ORIGIN) for word in told) else ""


def _title_length(plain: list[str], tables: Tables) -> int:
    """How many words of a run of capitals come before the name: "US Navy Capt.", "Twitter's"."""
    length = 0
    for n, word in enumerate(plain):
        role = word in tables.titles or (word in tables.roles and n + 2 < len(plain) + 1)
        if role or word.endswith(_ORIGIN):
            length = n + 1
    return length


def _is_group(person: list[str], titled: int, tables: Tables) -> bool:
    """Whether a name without its titles is that of a body, paper or agency."""
    words = [token.rstrip(".").lower() for token in person]
    if words[0] in tables.first_names and len(words) > 1:
        return False
    known = any(word in tables.organisations or word in tables.documents for word in words)
    loud = "".join(person).isupper() and len("".join(person)) > 2
    return known or (loud and not titled)


def _without_article(role: str) -> str:
    return re.sub(r"^(?:the|a|an|but|and|as)\s+", "", role, flags=re.I)


def _gender(words: list[str], first: str, tables: Tables) -> Literal["she", "he", ""]:
    for word in words:
        if word in _SHE:
            return "she"
        if word in _HE:
            return "he"
    low = first.lower()
    return "she" if low in tables.women else "he" if low in tables.men else ""


def _described(head: str, words: list[str], tables: Tables) -> Mention:
    """A mention without a name of its own: "the official", "another", "Clinton's campaign"."""
    core = [word.lower() for word in _WORD.findall(OF.split(head, maxsplit=1)[0])]
    noun = core[-1] if core else words[-1].lower()
    single = (
        noun[:-1]
        if noun.endswith("s") and (noun[:-1] in tables.roles or noun[:-1] in tables.documents)
        else noun
    )
    what: SpeakerKind = "unnamed"
    if noun in tables.documents or single in tables.documents:
        what = "document"
    elif noun in tables.organisations and noun not in tables.roles:
        what = "organisation"
    fresh = core[0] in _NEW if core else True
    definite = bool(core) and core[0] in _THIS
    kind: MentionKind = "definite" if definite and not fresh else "indefinite"
    if len(core) > 1 and core[1] in {"second", "third", "other"}:
        kind = "indefinite"
    role = head if what == "unnamed" else ""
    return Mention(kind, what, head, noun, role, _gender([noun], "", tables))
