"""What the panel shows of a passage with a query, and of words one is about to ask about."""

from dataclasses import dataclass
from functools import cached_property

from claims.models import Query, Revision, User
from claims.text.reanchoring import same_words

from .threads import Thread, threads_of
from .workspace import Workspace


class QueryPanel:
    """A passage somebody asked about."""

    name = "query"

    def __init__(self, thing: Query, workspace: Workspace, user: User) -> None:
        self.thing = thing
        self.workspace = workspace
        self.user = user

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Return where the words stand, also once the query is resolved."""
        anchors = self.workspace.all_anchors
        return [(a.start, a.end) for a in anchors if a.query_id == self.thing.pk]

    @cached_property
    def words(self) -> str:
        """Return the words as they stand now, or as they stood when this was asked."""
        text = self.workspace.revision.text
        return " … ".join(text[start:end] for start, end in self.spans) or self.thing.words

    @property
    def asked_about(self) -> str:
        """Return the words that the question was about where others stand there now."""
        return "" if same_words(self.thing.words, self.words) else self.thing.words

    @cached_property
    def stood(self) -> Revision | None:
        """Return the draft in which the words stood last."""
        rows = Revision.objects.filter(anchors__query=self.thing).order_by("-number")
        return rows.first()

    @property
    def is_lost(self) -> bool:
        """Whether it is open and its words have no place in this draft: it waits in the tray."""
        return self.thing.is_open and not self.spans and self.stood is not None

    @cached_property
    def threads(self) -> list[Thread]:
        """Return the query with its replies, as the one thread there is."""
        rows = Query.objects.filter(pk=self.thing.pk)
        return threads_of(rows, self.workspace.article, self.user)

    @cached_property
    def neighbours(self) -> tuple[str, str]:
        """Return the addresses of the marks before and after."""
        return self.workspace.neighbours(self.thing)


@dataclass(frozen=True, slots=True)
class AskPanel:
    """Words chosen in the text, and a question still to be written."""

    words: str
    start: int | None = None

    @property
    def name(self) -> str:
        """Return what kind of panel this is."""
        return "ask"
