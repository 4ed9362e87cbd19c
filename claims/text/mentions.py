"""What a mention of a source says by itself: name, kind, role, gender, or only a pronoun."""

import re
from dataclasses import dataclass
from typing import Literal

from .lexicon import Tables
from .results import SpeakerKind
from .segments import Span
from .words import WORDS, Word

MentionKind = Literal["named", "pronoun", "definite", "indefinite"]

NAME = re.compile(
    r"[^\W\d_a-z][\w.&’'-]*(?:[ \u00a0](?:(?:de|da|del|della|di|du|la|le|van|von|der|den|ter|bin|ibn|al|el|y)"
    r"[ \u00a0]){0,2}[^\W\d_a-z][\w.&’'-]*){0,7}"
)
_WORD = re.compile(r"[^\W_][\w.’'&-]*")
_BREAK = re.compile(r",|\(|;|—|–|:|\s(?:who|which|whose)\b")
_OF = re.compile(r"\s(?:of|for|from|at|in|with|on|to|near|by)\s")
_SHE = frozenset("she her mrs ms miss lady dame baroness queen princess duchess sister mother woman "
                 "spokeswoman chairwoman congresswoman councilwoman businesswoman widow actress "
                 "girl daughter wife aunt grandmother".split())  # fmt: skip
_HE = frozenset("he his mr sir lord king prince duke brother father man spokesman chairman baron "
                "congressman councilman businessman actor boy son husband uncle grandfather".split())  # fmt: skip
_PRONOUNS = frozenset("he she they it i we you who which".split())
_FUNCTION = (
    Word.DETERMINER | Word.CONJUNCTION | Word.SUBORDINATOR | Word.PREPOSITION | Word.PRONOUN | Word.ADVERB
)
_NEW = frozenset("a an another one some others many several two three four most other".split())


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
    apposition = _apposition(whole[first.end() :]) if first and first.group() == "," else ""
    words = [match.group() for match in _WORD.finditer(head)]
    if not words:
        return Mention("indefinite", "unnamed", head, "", "", "")
    low = words[0].lower()
    if len(words) == 1 and low in _PRONOUNS:
        gender: Literal["she", "he", ""] = "she" if low == "she" else "he" if low == "he" else ""
        return Mention("pronoun", "unnamed", head, low, "", gender)
    if low in common and not any(word[0].isupper() for word in words[1:]):
        return _described(head, words, tables)  # "Officials" at the head of a sentence
    return _named(head, apposition, tables) or _described(head, words, tables)


def _apposition(rest: str) -> str:
    """The role in ", the port director, …"; empty when it is none."""
    role = re.split(r",|\swho\b|\swhich\b|\(", rest.strip(), maxsplit=1)[0].strip()
    return role if 2 < len(role) <= 120 and not role[0].isdigit() else ""


def _named(head: str, apposition: str, tables: Tables) -> Mention | None:
    """A mention whose last words are a name, as in "port director Anna Brandt of Oslo"."""
    core = _OF.split(head, maxsplit=1)[0]
    run = None
    for match in NAME.finditer(core):
        run = match
    if run is None:
        return None
    tail = core[run.end() :].strip(" .")
    if tail and not run.group().endswith(("'s", "’s", "'", "’")):
        return None  # "Pentagon officials"
    if tail and tail.split()[-1].lower() in tables.roles | tables.organisations | tables.documents:
        return None  # "Clinton's campaign"
    name = re.sub(r"['’]s?$", "", run.group())
    return _person_or_organisation(name, core[: run.start()], head, apposition, tables)


def _person_or_organisation(
    name: str, lead: str, head: str, apposition: str, tables: Tables
) -> Mention | None:
    tokens = name.split()
    while not lead.strip() and tokens and WORDS.get(tokens[0].lower(), 0) & _FUNCTION:
        lead, tokens = tokens[0] + " ", tokens[1:]
    if not tokens:
        return None
    plain = [token.rstrip(".").lower() for token in tokens]
    titled = max((n for n, word in enumerate(plain) if word in tables.titles), default=-1)
    person = tokens[titled + 1 :]
    before = lead.split()
    known = bool(before) and before[-1].strip("-").lower() in tables.roles | tables.titles
    role = " ".join([lead.strip(), *tokens[: titled + 1]]).strip()
    is_group = any(word in tables.organisations for word in plain[titled + 1 :]) or (
        name.isupper() and len(name) > 2 and titled < 0
    )
    article = bool(before) and before[-1].lower() in {"the", "a", "an"}
    if person and not is_group and (titled >= 0 or known or (len(person) >= 2 and not article)):
        role = _without_article(role) or apposition
        gender = _gender([*plain, *lead.lower().split(), *apposition.lower().split()], person[0], tables)
        return Mention("named", "person", " ".join(person), person[-1].lower(), role, gender)
    if not person and titled >= 0:
        return None  # "the President"
    if plain[-1] in tables.documents:
        return Mention("named", "document", head, name.lower(), apposition, "")
    if len(tokens) == 1 and not article and not is_group:
        gender = _gender(plain, tokens[0], tables)
        return Mention("named", "unnamed", name, plain[-1], apposition, gender)
    return Mention("named", "organisation", name, name.lower(), apposition, "")


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
    core = [word.lower() for word in _WORD.findall(_OF.split(head, maxsplit=1)[0])]
    noun = core[-1] if core else words[-1].lower()
    single = noun[:-1] if noun.endswith("s") and noun[:-1] in tables.roles | tables.documents else noun
    what: SpeakerKind = "unnamed"
    if noun in tables.documents or single in tables.documents:
        what = "document"
    elif noun in tables.organisations and noun not in tables.roles:
        what = "organisation"
    fresh = core[0] in _NEW if core else True
    definite = bool(core) and core[0] in {"the", "this", "that", "these", "those", "his", "her", "their"}
    kind: MentionKind = "definite" if definite and not fresh else "indefinite"
    if len(core) > 1 and core[1] in {"second", "third", "other"}:
        kind = "indefinite"
    role = head if what == "unnamed" else ""
    return Mention(kind, what, head, noun, role, _gender([noun], "", tables))
