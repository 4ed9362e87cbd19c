"""What the right of reply has in an article's way: who was not asked, or may still answer."""

from django.db.models import OuterRef, Subquery

from claims.enums import AnchorState
from claims.models import Anchor, Article, Criticism

from .gate_things import Item, label_of
from .replies import detailed, why_not_heard


def unheard_replies(article: Article) -> list[Item]:
    """Return the criticisms whose source has not had its say.

    A key names what an editor has seen: the words, the last attempt, and the time it gave.
    """
    edited = Anchor.objects.filter(claim=OuterRef("claim"), state=AnchorState.EDITED)
    worded = Subquery(edited.order_by("-revision__number").values("revision__number")[:1])
    rows = detailed(Criticism.objects.filter(claim__article=article).unheard())
    items = []
    for row in rows.select_related("source__root", "claim").annotate(worded=worded):
        row.claim.article = article
        asked = [f"{attempt.uid}:{attempt.deadline or ''}" for attempt in row.attempts.all()]
        key = ":".join([f"{row.uid}", f"{row.worded or ''}", *asked[-1:]])
        source = row.source.root or row.source
        label = f"{label_of(row.claim)} – {source}: {why_not_heard(row)}"
        items.append(Item(key, label, row.claim.get_absolute_url()))
    return items
