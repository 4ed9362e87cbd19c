"""What can be in an article's way, condition by condition, and the lists where one sees it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from claims.enums import (
    BAD_VERDICTS,
    Action,
    AnchorState,
    Part,
    PubStatus,
    Risk,
    SuggestionKind,
    Worth,
)
from claims.models import Anchor, Article, Change, Claim, Query, Statement, Suggestion
from claims.models.claim import ClaimQuerySet

from .queue_filters import Show, queue_url

AROUND = 60  # code points shown on each side of a placeholder


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the way that no other page lists; ``key`` names it for an override."""

    key: str
    label: str
    url: str


Thing = Claim | Statement | Query | Change | Suggestion
Found = (
    QuerySet[Claim]
    | QuerySet[Statement]
    | QuerySet[Query]
    | QuerySet[Change]
    | QuerySet[Suggestion]
    | list[Item]
)


def label_of(thing: Thing) -> str:
    """Return one line that tells ``thing`` from others of its article."""
    if isinstance(thing, Claim):
        return f"{thing.number} · {thing.text}"
    if isinstance(thing, Change):
        return f"{thing.old} → {thing.new}" if thing.new else f"{thing.old} → {_('cut')}"
    return str(thing)


def claims_of(article: Article) -> ClaimQuerySet:
    return Claim.objects.filter(article=article).current()


def undecided(article: Article) -> ClaimQuerySet:
    return claims_of(article).filter(verdict__in=BAD_VERDICTS, action=Action.KEEP)


def placeholders(article: Article) -> list[Item]:
    """Return what was left to fill in, each with the words around it."""
    revision = article.current
    if revision is None:
        return []
    text, items = revision.text, []
    for start, end in revision.flags.get("placeholders", []):
        around = " ".join(text[max(0, start - AROUND) : end + AROUND].split())
        blocks = enumerate(revision.blocks)
        number = next((n for n, (_kind, a, b) in blocks if a <= start < b), 0)
        url = f"{article.get_absolute_url()}#block-{number}"
        items.append(Item(f"{revision.number}:{start}", f"{text[start:end]} · {around}", url))
    return items


def retired(article: Article) -> list[Item]:
    """Return the claims that had a verdict, or were of high risk, when they were retired."""
    rows = Claim.objects.filter(article=article, retired_at__isnull=False)
    rows = rows.filter(~Q(verdict="") | Q(risk=Risk.HIGH)).select_related("article", "retired_by")
    return [
        Item(
            str(row.uid),
            f"{label_of(row)} – {row.retired_by}: {row.retired_reason}",
            row.get_absolute_url(),
        )
        for row in rows
    ]


def unlooked(article: Article) -> QuerySet[Suggestion]:
    """Return passages worth checking that nobody has raised or dismissed.

    They are those that the workspace's coverage has left, found without reading the whole text.
    """
    marked = Anchor.objects.filter(
        revision=OuterRef("revision"),
        part=Part.CONTENT,
        claim__isnull=False,
        claim__retired_at__isnull=True,
        start__lt=OuterRef("end"),
        end__gt=OuterRef("start"),
    )
    rows = Suggestion.objects.pending().filter(
        revision=article.current_id, kind=SuggestionKind.CLAIM
    )
    return rows.exclude(worth=Worth.LOW).exclude(Exists(marked))


def unplaced(article: Article) -> list[Item]:
    """Return what waits in the tray, without looking for where it may belong."""
    if article.current is None or article.current.number == 1:
        return []  # nothing has had another place
    url = tray_url(article)
    rows = [
        *Claim.objects.filter(article=article).lost(),
        *Statement.objects.filter(article=article).lost(),
        *Query.objects.filter(article=article).lost(),
    ]
    draft = article.current.number
    return [Item(f"{row.uid}:{draft}", label_of(row), f"{url}#lost-{row.uid}") for row in rows]


def worded_in(model: type[Claim] | type[Statement]) -> Subquery:
    """Return the number of the last draft that gave a claim or statement other words."""
    edited = Anchor.objects.filter(
        **{model.__name__.lower(): OuterRef("pk")}, state=AnchorState.EDITED
    )
    return Subquery(edited.order_by("-revision__number").values("revision__number")[:1])


def tray_url(article: Article) -> str:
    return reverse("article-tray", args=[article.uid])


def held_back(article: Article) -> list[Item]:
    """Return what the agency that sent the piece says, where that is not "usable"."""
    if article.pub_status == PubStatus.USABLE:
        return []
    url = reverse("article-history", args=[article.uid])
    return [Item(str(article.pub_status), article.get_pub_status_display(), url)]


def embargoed(article: Article) -> list[Item]:
    """Return the embargo that is not over yet."""
    until = article.embargo_until
    if until is None or until <= timezone.now():
        return []
    time = date_format(timezone.localtime(until), "j M Y H:i")
    label = _("Not before %(time)s") % {"time": time}
    url = reverse("article-edit", args=[article.uid])
    return [Item(f"embargo:{until.isoformat()}", label, url)]


def claims_url(article: Article, **filters: str | list[str]) -> str:
    return queue_url(article=article.uid, stage="all", **filters)


def statements_url(article: Article, said: str | list[str]) -> str:
    return queue_url(show=Show.STATEMENTS, article=article.uid, stage="all", said=said)


def changes_url(article: Article, show: str) -> str:
    return f"{reverse('change-list', args=[article.uid])}?{urlencode({'show': show})}"


def queries_url(article: Article) -> str:
    asked = {"show": "all", "state": "open", "article": str(article.uid)}
    return f"{reverse('query-list')}?{urlencode(asked)}"
