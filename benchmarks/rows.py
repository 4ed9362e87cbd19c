"""Rows of an invented newsroom, collected and then stored by bulk_create."""

import datetime
import random
from collections import defaultdict
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from claims.models import (
    Anchor,
    Article,
    AuditEvent,
    Claim,
    Evidence,
    Revision,
    Source,
    Statement,
    Suggestion,
    Support,
    User,
)
from claims.text import describe

from .corpus import Quote, Span

M = TypeVar("M", bound=models.Model)
Tagged = Claim.tags.through
Reader = Article.readers.through
# What stands on what: each kind of row is stored after those that it points to.
ORDER: tuple[type[models.Model], ...] = (
    *(Source, Article, Reader, Revision, Statement, Claim, Anchor, Suggestion),
    *(Evidence, Support, Tagged, AuditEvent),
)


class Rows:
    """Rows in waiting, and how the smaller ones are made."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.now = timezone.now()
        self.rows: defaultdict[type[models.Model], list[Any]] = defaultdict(list)

    @transaction.atomic
    def save(self) -> None:
        """Store all rows in waiting."""
        for model in ORDER:
            model._default_manager.bulk_create(self.rows.pop(model, []), batch_size=500)
        Source.objects.filter(root=None).update(root=F("pk"))
        latest = Revision.objects.filter(article=OuterRef("pk")).values("pk")
        Article.objects.filter(current=None).update(current=Subquery(latest[:1]))

    def add(self, row: M) -> M:
        """Put a row among those in waiting."""
        self.rows[type(row)].append(row)
        return row

    def ago(self, days: float) -> datetime.datetime:
        """Return a moment in the last so many days."""
        return self.now - datetime.timedelta(days=self.rng.random() * days)

    def ahead(self, chance: float) -> datetime.datetime | None:
        """Return a date from three days ago to ten days ahead, or (else than ``chance``) none."""
        days = datetime.timedelta(days=self.rng.uniform(-3, 10))
        return self.now + days if self.rng.random() < chance else None

    def add_anchor(self, revision: Revision, span: Span, **owner: Any) -> None:
        """Tie a claim or statement to its words."""
        found = describe(revision.text, *span)
        around = {"prefix": found.prefix, "suffix": found.suffix}
        row = Anchor(revision=revision, exact=found.exact, start=span[0], end=span[1], **around)
        for name, value in owner.items():
            setattr(row, name, value)
        self.add(row)

    def add_support(self, thing: Claim | Statement, stance: str, by: User) -> None:
        """Rest a claim or statement on a web page, a third of them on one used before."""
        recent = {support.evidence.uid for support in self.rows[Support][-2:]}
        used = [page for page in self.rows[Evidence][-20:] if page.uid not in recent]
        if used and self.rng.random() < 0.33:
            page = self.rng.choice(used)
        else:
            page = self.add(
                Evidence(
                    title="Yearly report, table 4",
                    url=f"https://records.example.org/{self.rng.randrange(10**9)}",
                    visibility=self.rng.choice(("newsroom", "newsroom", "public", "named")),
                    created_by=by,
                )
            )
        question = "true" if isinstance(thing, Claim) else "said"
        support = Support(
            evidence=page,
            question=question,
            stance=stance,
            passage="See the second line of the table.",
            created_by=by,
        )
        setattr(support, "claim" if isinstance(thing, Claim) else "statement", thing)
        self.add(support)
        self.record(thing, "evidence.attached", by, {"evidence": [None, {"id": 0, "name": "x"}]})

    def record(self, thing: Claim | Statement, kind: str, by: User, changes: Any = None) -> None:
        """Write the trace a verb would have left."""
        self.add(
            AuditEvent(
                actor_uid=by.uid,
                actor_name=by.name,
                kind=kind,
                object_type=thing._meta.model_name or "",
                object_uid=thing.uid,
                object_name=str(thing)[:300],
                object_version=1,
                article_uid=thing.article.uid,
                changes=changes or {},
            )
        )

    def suggest(
        self, revision: Revision, span: Span, *, claim: Claim | None = None, worth: str = "high"
    ) -> None:
        """Add a claim as the engine proposes it; with ``claim``, one that was accepted."""
        self.add(
            Suggestion(
                article=revision.article,
                revision=revision,
                kind="claim",
                start=span[0],
                end=span[1],
                words=revision.text[slice(*span)],
                worth=worth,
                claim_kind="quantity",
                reasons=["a number with a unit"],
                decision="accepted" if claim else "pending",
                decided_by=claim.created_by if claim else None,
                decided_at=self.now if claim else None,
                claim=claim,
            )
        )

    def suggest_statement(self, revision: Revision, quote: Quote) -> None:
        """Add a statement as the engine proposes it."""
        self.add(
            Suggestion(
                article=revision.article,
                revision=revision,
                kind="statement",
                start=quote.content[0],
                end=quote.content[1],
                words=revision.text[slice(*quote.content)],
                content=[quote.content],
                cue=quote.cue,
                mention=quote.mention,
                manner="direct" if quote.direct else "indirect",
                speaker=quote.speaker,
                speaker_kind="person",
                speaker_role=quote.role,
            )
        )
