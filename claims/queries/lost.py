"""Evidence that is gone, and all that rests on it: the same for everybody who looks.

Evidence for named people stays out, however it fares, for its own readers too: a count would
tell of it.
"""

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from claims.enums import BAD_HEALTH, AnchorState, Visibility
from claims.models import Anchor, Article, Claim, Statement, Support

from .gate_things import Item, label_of


def lost_ties() -> QuerySet[Support]:
    """Return what rests now on evidence whose address is dead, or lost a quoted passage."""
    rows = Support.objects.current().filter(evidence__health__in=BAD_HEALTH)
    return rows.exclude(evidence__visibility=Visibility.NAMED)


def rests_on_lost(owner: str) -> Exists:
    """Return the condition that a claim or a statement (``owner``) rests on such evidence."""
    return Exists(lost_ties().filter(**{owner: OuterRef("pk")}).order_by())


def resting_on_lost(article: Article) -> list[Item]:
    """Return the claims, then the statements of ``article`` that rest on evidence that is gone.

    A key names what an editor has seen: the words, and which evidence went.
    """
    edited = Anchor.objects.filter(
        Q(claim=OuterRef("claim")) | Q(statement=OuterRef("statement")), state=AnchorState.EDITED
    )
    worded = edited.order_by("-revision__number").values("revision__number")[:1]
    rows = lost_ties().filter(
        Q(claim__article=article, claim__retired_at__isnull=True)
        | Q(statement__article=article, statement__retired_at__isnull=True)
    )
    rows = rows.select_related("evidence", "claim", "statement").annotate(worded=Subquery(worded))
    things: dict[Claim | Statement, list[Support]] = {}
    claims_first = F("claim__number").asc(nulls_last=True)
    for tie in rows.order_by(claims_first, "statement_id", "evidence_id"):
        if thing := tie.claim or tie.statement:
            things.setdefault(thing, []).append(tie)
    return [item_of(thing, ties, article) for thing, ties in things.items()]


def item_of(thing: Claim | Statement, ties: list[Support], article: Article) -> Item:
    """Return one line: the words, and what went of that on which they rest."""
    thing.article = article
    gone = [f"{tie.evidence} ({tie.evidence.get_health_display()})" for tie in ties]
    worded = ties[0].worded or ""  # type: ignore[attr-defined]
    key = ":".join([str(thing.uid), str(worded), *(str(tie.evidence.uid) for tie in ties)])
    return Item(key, f"{label_of(thing)} – {', '.join(gone)}", thing.get_absolute_url())
