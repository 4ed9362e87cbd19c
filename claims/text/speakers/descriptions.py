"""Mentions without a name of their own: "the official", "another", "a spokesman for the port"."""

import re

from ..lexicon import Tables
from ..results import SpeakerKind
from ..words import WORDS, word_set
from .mentions import NEW, OF, WORD, Mention, MentionKind, gender_of, plain

_THIS = word_set("the this that these those his her their its our my")
SPOKES = word_set("spokesman spokeswoman spokesperson spokespeople spokesmen")
_FOR = re.compile(r"\s(?:for|of|at|from|with)\s+")
_BEHIND = word_set("familiar close present responsible aware able involved privy not")
_LEADS = word_set("the this that these those his her their its our my a an another one")
PLAIN = word_set(
    "the a an same new former old senior unnamed first second third last local latter other that "
    "this young elderly then late lead chief deputy's his her its their"
)


def described(head: str, words: list[str], tables: Tables) -> Mention:
    """Read such a mention; ``words``: of its head, up to the first comma or "who"."""
    parts = OF.split(head, maxsplit=1)
    core = [plain(word) for word in WORD.findall(parts[0])] or [plain(words[-1])]
    if len(core) == 1 and core[0] in NEW and len(parts) > 1:  # "one of the reviewers"
        core += [plain(word) for word in WORD.findall(OF.split(parts[1], maxsplit=1)[0])]
        core[-1] = singular(core[-1], tables) if core[0] in _LEADS else core[-1]
    core = core[: _noun_at(core, tables) + 1]
    noun = core[-1]
    single = singular(noun, tables)
    what: SpeakerKind = "unnamed"
    if single in tables.documents:
        what = "document"
    elif noun in tables.organisations and noun not in tables.roles:
        what = "organisation"
    definite = core[0] in _THIS
    kind: MentionKind = "definite" if definite and core[0] not in NEW else "indefinite"
    role = head if what == "unnamed" else ""
    told = frozenset(core[1:-1] if core[0] in _LEADS else core[:-1])
    if len(parts) > 1:
        told |= frozenset(plain(word) for word in WORD.findall(parts[1]))
    body = _body(head, words) if noun in SPOKES else ""
    return Mention(
        kind, what, head, noun, role, gender_of([noun], "", tables), told=told - PLAIN, body=body
    )


def _noun_at(core: list[str], tables: Tables) -> int:
    """Place of the noun: before what is said of it ("a study published", "a person familiar")."""
    n = len(core) - 1
    while n > 1 and (core[n].endswith(("ed", "ing")) or core[n] in _BEHIND):
        n -= 1
    one = singular(core[n], tables)
    known = one in tables.roles or one in tables.documents or core[n] in tables.organisations
    return n if known else len(core) - 1


def singular(noun: str, tables: Tables) -> str:
    """ "report" of "reports", where the singular is a role or a document."""
    one = noun[:-1]
    return one if noun.endswith("s") and (one in tables.roles or one in tables.documents) else noun


def _body(head: str, words: list[str]) -> str:
    """ "the ministry" of "a spokesman for the ministry" and of "a ministry spokesman"."""
    behind = _FOR.split(head, maxsplit=1)
    if len(behind) > 1:
        return behind[1]
    before = [word for word in words[:-1] if plain(word) not in PLAIN | {"press", "another"}]
    if words[0].lower() in {"its", "their"}:
        return "it"
    if not before or any(WORDS.get(word.lower()) for word in before):
        return ""
    name = re.sub(r"['’]s?$", "", " ".join(before))
    return name if name[0].isupper() else f"the {name}"
