"""Figures of the newsroom: what was open, how long it took, what was found, who was heard."""

from collections.abc import Callable, Iterator, Sequence

from claims.models import User

from ..days import Days
from . import caught, mix, opened, returned, stages, voices
from .parts import Section
from .past import Past

SECTIONS: dict[str, Callable[[Past], Section]] = {
    "open": opened.section,
    "stages": stages.claims,
    "article-stages": stages.articles,
    "verdicts": mix.section,
    "caught": caught.section,
    "answers": caught.answers,
    "returned": returned.section,
    "voices": voices.kinds,
    "sources": voices.used,
}


class Figures:
    """All figures of the same days and desk, for one reader."""

    def __init__(self, user: User, days: Days, desk: str = "") -> None:
        self.past = Past(user, days, desk)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever raised that the reader may read."""
        return not self.past.desk and not self.past.claims

    def sections(self) -> Iterator[Section]:
        """Yield every section."""
        for make in SECTIONS.values():
            yield make(self.past)

    def table(self, key: str) -> Iterator[Sequence[object]]:
        """Yield one section's table as rows for a spreadsheet, the heads of its columns first."""
        section = SECTIONS[key](self.past)
        yield [column.label for column in section.columns]
        for row in section.table:
            yield [cell.value for cell in row]


__all__ = ["SECTIONS", "Figures"]
