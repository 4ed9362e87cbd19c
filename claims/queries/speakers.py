"""Who says what in one article: sources with statements, and voices only proposed so far."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.models import Source, Statement, Suggestion


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who speaks in the article: a source with statements, or a name the engine proposes."""

    name: str
    role: str
    kind: str
    source: Source | None
    statements: list[Statement]
    suggestions: list[Suggestion]

    @property
    def first(self) -> Statement | Suggestion:
        """Return what this voice says first."""
        return (self.statements or self.suggestions)[0]

    @property
    def unheard(self) -> int:
        """Return how many of the statements nobody has compared with what was said."""
        return sum(not statement.said for statement in self.statements)


def speakers_of(
    statements: Iterable[Statement], suggestions: Iterable[Suggestion]
) -> list[Speaker]:
    """Return the voices by name, those of ``statements`` first."""
    by_name: dict[str, list[Statement | Suggestion]] = {}
    everything: list[Statement | Suggestion] = [*statements, *suggestions]
    for said in everything:
        by_name.setdefault(voice_of(said), []).append(said)
    return [speaker_from(name, said) for name, said in by_name.items()]


def voice_of(said: Statement | Suggestion) -> str:
    """Return the name under which ``said`` is listed; "" where nobody is named."""
    if isinstance(said, Suggestion):
        return said.speaker
    return said.source.root.name if said.source and said.source.root else ""


def speaker_from(name: str, said: list[Statement | Suggestion]) -> Speaker:
    """Put together one voice from what it says."""
    statements = [row for row in said if isinstance(row, Statement)]
    suggestions = [row for row in said if isinstance(row, Suggestion)]
    source = statements[0].source.root if statements and statements[0].source else None
    roles = [row.role_printed for row in statements] + [row.speaker_role for row in suggestions]
    kind = source.kind if source else suggestions[0].speaker_kind if suggestions else ""
    return Speaker(name, next(filter(None, roles), ""), kind, source, statements, suggestions)
