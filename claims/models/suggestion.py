"""Suggestion: what the text engine proposes and a person decides; and "nothing to check here"."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from claims.enums import ClaimKind, Decision, Manner, Report, SourceKind, SuggestionKind, Worth

from .article import Article, Revision
from .base import Addressed, all_or_none, one_of
from .claim import Claim
from .people import User
from .statement import Statement


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the suggestions of the articles ``user`` may read."""
        return self.filter(article__in=Article.objects.visible_to(user))

    def pending(self) -> Self:
        """Return those nobody has decided."""
        return self.filter(decision=Decision.PENDING)


class Suggestion(Addressed):
    """A claim or a statement as found in one revision; it never sets a state."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="suggestions")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="suggestions")
    kind = models.CharField(max_length=10, choices=SuggestionKind.choices)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()
    since = models.PositiveIntegerField(default=1)  # the revision that brought the words
    worth = models.CharField(max_length=8, choices=Worth.choices, default=Worth.MEDIUM)
    claim_kind = models.CharField(max_length=12, choices=ClaimKind.choices, blank=True)
    reasons = models.JSONField(default=list)
    inside = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="holds"
    )
    # A statement's own: spans in code points, and who says it as the engine reads it.
    content = models.JSONField(default=list)  # [[start, end], …]
    cue = models.JSONField(null=True)  # [start, end]
    mention = models.JSONField(null=True)  # [start, end]
    manner = models.CharField(max_length=10, choices=Manner.choices, blank=True)
    report = models.CharField(max_length=10, choices=Report.choices, default=Report.ASSERTION)
    terms = models.CharField(max_length=300, blank=True)  # as printed: "who asked not to be named"
    speaker = models.CharField(max_length=200, blank=True)
    speaker_kind = models.CharField(max_length=12, choices=SourceKind.choices, blank=True)
    speaker_role = models.CharField(max_length=300, blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.PENDING)
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    claim = models.OneToOneField(
        Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="suggestion"
    )
    statement = models.OneToOneField(
        Statement, null=True, blank=True, on_delete=models.SET_NULL, related_name="suggestion"
    )

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ("start", "-end")
        constraints = [
            one_of("kind", SuggestionKind),
            one_of("decision", Decision),
            one_of("worth", Worth),
            one_of("report", Report),
            all_or_none("decision_made", texts=(), rest=("decided_by", "decided_at")),
            models.CheckConstraint(
                name="suggestion_decided_by_somebody",
                condition=Q(decision=Decision.PENDING, decided_by__isnull=True)
                | (~Q(decision=Decision.PENDING) & Q(decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="suggestion_holds_words", condition=Q(end__gt=models.F("start"))
            ),
        ]
        indexes = [models.Index(fields=["revision", "decision"], name="suggestion_decision")]

    def __str__(self) -> str:
        return self.words

    @property
    def is_new(self) -> bool:
        """Whether the draft in which it stands brought its words; of a first draft none is."""
        return self.since > 1 and self.since == self.revision.number

    def get_absolute_url(self) -> str:
        return reverse("suggestion-detail", args=[self.article.uid, self.uid])


class NothingToCheck(models.Model):
    """A person's decision that a sentence holds nothing to check; it is kept."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="nothing_here")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("start",)
        verbose_name_plural = "nothing to check here"
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "start", "end"], name="nothingtocheck_once"
            ),
        ]

    def __str__(self) -> str:
        return self.words
