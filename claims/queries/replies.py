"""Right of reply as pages show it: whom a claim is critical of, and how they were asked."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.models import Article, Claim, Criticism, Source, User

from .lost import lost_ties

MOST = 100  # of one source


@dataclass(frozen=True, slots=True)
class Owed:
    """A claim that is critical of a source; ``why_not`` says what is left to do, "" for nothing."""

    criticism: Criticism
    why_not: str


def detailed(rows: QuerySet[Criticism]) -> QuerySet[Criticism]:
    """Read the standing ones of ``rows`` with their sources and attempts, in two statements."""
    return (
        rows.filter(removed_at__isnull=True)
        .select_related("source__root")
        .prefetch_related("attempts")
    )


def told() -> "Prefetch[str, QuerySet[Criticism], str]":
    """Read with many claims whom they are critical of, into ``criticisms_told``."""
    return Prefetch("criticisms", detailed(Criticism.objects.all()), to_attr="criticisms_told")


def owed_by(claim: Claim) -> list[Owed]:
    """Return whom ``claim`` is critical of."""
    return [owed(row) for row in detailed(Criticism.objects.filter(claim=claim))]


def critical_of(source: Source, user: User) -> list[Owed]:
    """Return the claims critical of a whole source, in articles ``user`` may read, newest first."""
    articles = Article.objects.visible_to(user)
    rows = Criticism.objects.standing().filter(source__root=source, claim__article__in=articles)
    newest = detailed(rows).select_related("source__root", "claim__article__desk").order_by("-pk")
    newest = newest.annotate(gone=Exists(lost_ties().filter(claim=OuterRef("claim")).order_by()))
    return [owed(row) for row in newest[:MOST]]


def owed(criticism: Criticism) -> Owed:
    """Say how it stands with one source's right of reply."""
    return Owed(criticism, why_not_heard(criticism))


def why_not_heard(criticism: Criticism) -> str:
    """Return what is left to do before the source has had its say, by the viewer's clock.

    ``CriticismQuerySet.unheard`` asks the database the same.
    """
    attempts = list(criticism.attempts.all())
    deadlines = [attempt.deadline for attempt in attempts if attempt.deadline]
    last = max(deadlines, default=None)
    if any(attempt.answer for attempt in attempts) or (last and last <= timezone.now()):
        return ""
    if last:
        return _("has time to answer until %(time)s") % {"time": when(last)}
    if attempts:
        return _("was asked, with no answer yet and no time set for one")
    return _("was not asked")


def when(moment: datetime) -> str:
    """Return a time by the viewer's clock."""
    return date_format(timezone.localtime(moment), "j M Y H:i")
