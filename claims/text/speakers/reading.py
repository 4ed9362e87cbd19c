"""Read a mention of a source: a pronoun, a name, or a description."""

from ..lexicon import Tables
from .descriptions import described
from .mentions import (
    BREAK,
    OF,
    PRONOUNS,
    REFLEXIVE,
    WORD,
    Gender,
    Mention,
    named,
    named_behind,
    plain,
    plural_role,
)

MOST = 400  # code points of a mention that are read
_NOMINATIVE = {"his": "he", "him": "he", "her": "she", "their": "they", "its": "it"}


class Reader:
    """Reads mentions of one text; the same words are read once."""

    def __init__(self, tables: Tables, common: frozenset[str] = frozenset()) -> None:
        """``common``: words that the text also writes without a capital."""
        self._tables, self._common = tables, common
        self._known: dict[str, Mention] = {}

    def read(self, words: str) -> Mention:
        """What the words of a source say."""
        words = words[:MOST]
        found = self._known.get(words)
        if found is None:
            found = self._known[words] = self._read(words)
        return found

    def _read(self, whole: str) -> Mention:
        first = BREAK.search(whole, 1)
        head = REFLEXIVE.sub("", (whole[: first.start()] if first else whole).strip())
        rest = whole[first.end() :] if first and first.group() == "," else ""
        words = WORD.findall(head)
        if not words:
            return Mention("indefinite", "unnamed", head, "", "", "")
        low = plain(words[0])
        if len(words) == 1 and low in PRONOUNS:
            low = _NOMINATIVE.get(low, low)
            gender: Gender = "she" if low == "she" else "he" if low == "he" else ""
            return Mention("pronoun", "unnamed", head, low, "", gender)
        found = None
        if not self._is_common(low, head):
            found = named(head, rest, self._tables)  # else "Officials" at the head of a sentence
        if found is None and rest:
            found = named_behind(head, rest.strip(), self._tables)
        return found or described(head, words, self._tables)

    def _is_common(self, low: str, head: str) -> bool:
        """Whether the first word is no name though it has a capital, and no other word has one."""
        tables = self._tables
        several = plural_role(low, tables) or (low.endswith("s") and low[:-1] in tables.documents)
        if not (several or low in self._common or low in tables.callings):
            return False
        core = WORD.findall(OF.split(head, maxsplit=1)[0])
        return not any(word[0].isupper() for word in core[1:])
