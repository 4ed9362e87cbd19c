"""Was it said: statements beside the copies of the evidence that tells what was."""

from collections.abc import Collection, Mapping
from functools import cached_property

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length

from claims.enums import CaptureState, CaptureWay, Part
from claims.models import Anchor, Capture, Evidence, Statement, Support, User
from claims.models.capture import UNDER_WAY
from claims.models.evidence import bearing_on_what
from claims.permissions import why_not_put_transcript
from claims.text.fidelity import Transcript, compare, read_transcript

from .heard_words import Heard, quoted

AT_ONCE = 100_000  # characters compared within a page: a twentieth of a second
MOST = 2_000_000  # and in all, in a piece that is loaded when the page stands: two seconds
STATEMENTS = 30  # shown on the page of one piece of evidence


def words_of(statements: Collection[Statement]) -> Mapping[int, list[str]]:
    """Return the words of each statement as they stand now, or stood when it was raised."""
    rows = Anchor.objects.filter(statement__in=statements, part=Part.CONTENT)
    rows = rows.filter(revision=F("statement__article__current")).order_by("start")
    found: dict[int, list[str]] = {}
    for pk, words in rows.values_list("statement", "exact"):
        found.setdefault(pk, []).append(words)
    return {row.pk: found.get(row.pk, [row.words]) for row in statements}


def copies_of(evidence: Collection[int], user: User) -> QuerySet[Capture]:
    """Return the newest copy of each, without its text but with its ``length``.

    Files that are still to be read come with them.
    """
    newest = Capture.objects.filter(evidence=OuterRef("evidence")).done().values("pk")[:1]
    rows = Capture.objects.visible_to(user).filter(evidence__in=evidence)
    rows = rows.filter(Q(pk=Subquery(newest)) | Q(state__in=UNDER_WAY, way=CaptureWay.FILE))
    rows = rows.defer("text", "headers", "details").annotate(length=Length("text"))
    return rows.select_related("evidence")


class Copies:
    """The copies of some evidence that have words, as ``user`` may read them."""

    def __init__(self, evidence: Collection[int], user: User) -> None:
        self.evidence = evidence
        self.user = user

    @cached_property
    def all(self) -> list[Capture]:
        """Return those that are here and those on their way."""
        return list(copies_of(self.evidence, self.user)) if self.evidence else []

    @cached_property
    def here(self) -> list[Capture]:
        """Return those to compare with, the latest first."""
        rows = [c for c in self.all if c.state == CaptureState.DONE and c.length]  # type: ignore[attr-defined]
        return sorted(
            rows, key=lambda copy: (copy.captured_at or copy.asked_at, copy.pk), reverse=True
        )

    @property
    def awaited(self) -> bool:
        """Whether a file is still to be read for the first time."""
        done = {copy.evidence_id for copy in self.all if copy.state == CaptureState.DONE}
        return any(copy.evidence_id not in done for copy in self.all)

    @property
    def length(self) -> int:
        """Return how many characters there are to compare with."""
        return sum(copy.length for copy in self.here)  # type: ignore[attr-defined]

    @cached_property
    def compared(self) -> list[Capture]:
        """Return the latest, as many as MOST characters are."""
        found, left = [], MOST
        for copy in self.here:
            left -= copy.length  # type: ignore[attr-defined]
            if left >= 0:
                found.append(copy)
        return found

    @property
    def left_out(self) -> list[Capture]:
        """Return those that are too long to be compared as well."""
        return [copy for copy in self.here if copy not in self.compared]

    def read(self) -> list[tuple[Capture, Transcript]]:
        """Return those compared, each with what was said in it."""
        rows = Capture.objects.filter(pk__in=[copy.pk for copy in self.compared])
        texts = dict(rows.values_list("pk", "text")) if self.compared else {}
        return [(copy, read_transcript(texts[copy.pk])) for copy in self.compared]


class Listening:
    """A statement beside everything tied to it that tells what was said."""

    def __init__(
        self,
        statement: Statement,
        user: User,
        evidence: Collection[int],
    ) -> None:
        self.statement = statement
        self.copies = Copies(evidence, user)

    @property
    def is_long(self) -> bool:
        """Whether a panel had better not wait for it."""
        return self.copies.length > AT_ONCE

    @cached_property
    def rows(self) -> list[Heard]:
        """Return what each tells, the most faithful first."""
        parts = quoted(self.statement, words_of([self.statement])[self.statement.pk])
        return sorted(
            (
                Heard(self.statement, copy, parts, said, compare(parts, said))
                for copy, said in self.copies.read()
            ),
            key=lambda row: row.rank,
        )

    @property
    def best(self) -> Heard | None:
        """Return the most faithful."""
        return next(iter(self.rows), None)

    @property
    def others(self) -> list[Heard]:
        """Return the rest."""
        return self.rows[1:]


class HeardOn:
    """One piece of evidence beside the statements tied to it, as ``user`` may read them."""

    def __init__(self, evidence: Evidence, user: User) -> None:
        self.evidence = evidence
        self.user = user

    @cached_property
    def statements(self) -> list[Statement]:
        """Return those tied to it, the latest tie first."""
        rows = Support.objects.filter(bearing_on_what(self.user), evidence=self.evidence)
        rows = rows.filter(removed_at__isnull=True, statement__retired_at__isnull=True)
        rows = rows.filter(statement__isnull=False).order_by("-created_at", "-pk")
        rows = rows.select_related("statement__article", "statement__source__root")
        return [support.statement for support in rows[:STATEMENTS] if support.statement]

    @cached_property
    def copies(self) -> Copies:
        """Return the newest copy, if words were put down to somebody by it."""
        withdrawn = self.evidence.withdrawn_at is not None
        return Copies([] if withdrawn or not self.statements else [self.evidence.pk], self.user)

    @property
    def why_not(self) -> str:
        """Return why no transcript may be added to it."""
        return why_not_put_transcript(self.user, self.evidence)

    @property
    def is_long(self) -> bool:
        """Whether the page had better not wait for it."""
        return self.copies.length > AT_ONCE

    @cached_property
    def rows(self) -> list[Heard]:
        """Return how each statement stands to it."""
        words = words_of(self.statements)
        return [
            Heard(row, copy, parts, said, compare(parts, said))
            for copy, said in self.copies.read()
            for row in self.statements
            for parts in [quoted(row, words[row.pk])]
        ]
