"""What the engine noted about a text as a whole: gaps, spellings, figures, its language."""

from functools import cached_property

from claims.models import Revision
from claims.text import Lexicon

from .lexicon import language_code, language_named, newsroom_lexicon, reading_print

Place = tuple[str, int]  # some words of the text, and the number of their block


class Proof:
    """The notes on one revision."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision

    @property
    def has_notes(self) -> bool:
        """Whether there is anything to look at before print."""
        return any(self.revision.flags.get(name) for name in ("placeholders", "names", "figures"))

    @cached_property
    def placeholders(self) -> list[Place]:
        """Return what was left to fill in."""
        return [self.place(*span) for span in self.revision.flags.get("placeholders", [])]

    @cached_property
    def name_variants(self) -> list[list[Place]]:
        """Return pairs of spellings that look like one name."""
        return self.pairs("names")

    @cached_property
    def figures(self) -> list[list[Place]]:
        """Return pairs of places that give different figures for what seems one thing."""
        return self.pairs("figures")

    @property
    def foreign_language(self) -> str:
        """Return the name of the text's language where the engine has no lexicon for it."""
        return language_named(self.revision.flags.get("language", ""), Lexicon())

    @cached_property
    def is_read_otherwise_now(self) -> bool:
        """Whether the engine, or the newsroom's words, have changed since the text was read."""
        now = reading_print(newsroom_lexicon(), language_code(self.revision.article.language))
        return bool(self.revision.flags.get("read_by") != now)

    def pairs(self, name: str) -> list[list[Place]]:
        """Return the flagged pairs of places of one kind."""
        return [[self.place(*span) for span in pair] for pair in self.revision.flags.get(name, [])]

    def place(self, start: int, end: int) -> Place:
        """Return the words of a span, and where they stand."""
        blocks = self.revision.block_list
        number = next((n for n, b in enumerate(blocks) if b.start <= start < b.end), 0)
        return self.revision.text[start:end], number
