"""Change: a proposed wording with its reason, for the author or an editor to decide."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import ChangeState

from .article import Article, Revision
from .base import Versioned, one_of
from .claim import Claim
from .people import User
from .statement import Statement

UNANSWERED = Q(state=ChangeState.PROPOSED)
OUTSTANDING = Q(state=ChangeState.ACCEPTED, landed_in__isnull=True)


class ChangeQuerySet(models.QuerySet["Change"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the changes to the articles ``user`` may read."""
        return self.filter(article__in=Article.objects.visible_to(user))

    def unanswered(self) -> Self:
        """Return what nobody has decided yet."""
        return self.filter(UNANSWERED)

    def outstanding(self) -> Self:
        """Return what was accepted and is not in the text yet."""
        return self.filter(OUTSTANDING)


class Change(Versioned):
    """Old words, new words (none: cut them), and why."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="changes")
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="changes"
    )
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.CASCADE, related_name="changes"
    )
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    old = models.TextField(_("words now"))
    new = models.TextField(_("proposed words"), blank=True)
    reason = models.TextField(_("reason"))
    state = models.CharField(
        _("state"), max_length=10, choices=ChangeState.choices, default=ChangeState.PROPOSED
    )
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(_("word on the decision"), blank=True)
    # The revision in which the words were found to be as proposed.
    landed_in = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")
        constraints = [
            one_of("state", ChangeState),
            models.CheckConstraint(
                name="change_is_to_one",
                condition=Q(claim__isnull=True, statement__isnull=False)
                | Q(claim__isnull=False, statement__isnull=True),
            ),
            models.CheckConstraint(name="change_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="change_is_decided_by_somebody",
                condition=Q(
                    state=ChangeState.PROPOSED, decided_by__isnull=True, decided_at__isnull=True
                )
                | (
                    ~Q(state=ChangeState.PROPOSED)
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="change_is_declined_with_a_word",
                condition=~Q(state=ChangeState.DECLINED) | ~Q(decision_note=""),
            ),
        ]
        indexes = [models.Index(fields=["article", "state"], name="change_article_state")]

    def __str__(self) -> str:
        return self.new or str(_("Cut"))

    def get_absolute_url(self) -> str:
        return reverse("change-list", args=[self.article.uid])

    @property
    def to(self) -> Claim | Statement | None:
        """Return the claim or statement whose words would change."""
        return self.claim or self.statement

    @property
    def is_outstanding(self) -> bool:
        """Whether it was accepted and is not in the text yet."""
        return self.state == ChangeState.ACCEPTED and self.landed_in_id is None
