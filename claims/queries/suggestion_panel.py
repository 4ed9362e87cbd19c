"""What the panel of one suggestion shows."""

from functools import cached_property

from django.utils.translation import gettext as _

from claims import permissions
from claims.models import Suggestion, User

from .dates import Meant, dates_meant
from .workspace import Workspace


class SuggestionPanel:
    """What the engine proposes."""

    name = "suggestion"

    def __init__(self, thing: Suggestion, workspace: Workspace, user: User) -> None:
        self.thing = thing
        self.workspace = workspace
        self.why_not = {"decide": permissions.why_not_decide(user, thing)}

    @cached_property
    def neighbours(self) -> tuple[str, str]:
        """Return the addresses of the marks before and after."""
        return self.workspace.neighbours(self.thing)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Return where the words stand."""
        thing = self.thing
        return [(a, b) for a, b in thing.content] or [(thing.start, thing.end)]

    @property
    def dates(self) -> list[Meant]:
        """Return the days that relative dates in the words mean."""
        return dates_meant(self.workspace.revision, self.spans)

    @property
    def holder(self) -> Suggestion | None:
        """Return the proposed statement in which a proposed claim stands, while undecided."""
        inside = self.thing.inside
        return inside if inside and inside.decision == "pending" else None

    @cached_property
    def source_line(self) -> str:
        """Say in one line who is proposed as the source."""
        if not self.thing.speaker:
            return _("nobody found: say who")
        return ", ".join(filter(None, (self.thing.speaker, self.thing.speaker_role)))
