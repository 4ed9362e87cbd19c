"""Claim: an assertion we undertake to check, with the question "is it true"."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import (
    Action,
    ClaimKind,
    ReviewPolicy,
    Risk,
    State,
    Verdict,
    Worth,
)

from .article import Article, Revision
from .base import TAKERS, Versioned, all_or_none, assigned_once, one_of, without_place
from .people import User
from .statement import Statement
from .vocabulary import Tag

# A checked claim that still waits for a second person, by its desk's policy (no desk: every).
SECOND_PERSON = (
    Q(article__desk__isnull=True)
    | Q(article__desk__review_policy=ReviewPolicy.EVERY)
    | Q(article__desk__review_policy=ReviewPolicy.HIGH_RISK, risk=Risk.HIGH)
)
SETTLED = Q(state__in=(State.APPROVED, State.NOT_CHECKABLE)) | (
    Q(state=State.CHECKED) & ~SECOND_PERSON
)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the claims of the articles ``user`` may read."""
        return self.filter(article__in=Article.objects.visible_to(user))

    def current(self) -> Self:
        """Leave out what was retired."""
        return self.filter(retired_at__isnull=True)

    def open(self) -> Self:
        """Return what people call unverified: every state but the settled ones."""
        return self.current().exclude(SETTLED)

    def settled(self) -> Self:
        """Return what needs no more work."""
        return self.current().filter(SETTLED)

    def lost(self) -> Self:
        """Return live claims whose words have no place in the current draft: the tray."""
        return without_place(self.current(), "claim")

    def awaiting_review(self) -> Self:
        """Return checked claims that wait for a second person."""
        return self.current().filter(SECOND_PERSON, state=State.CHECKED)


class Claim(Versioned):
    """The sentence under check; its verbatim words are in its anchor."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="claims")
    number = models.PositiveIntegerField(_("number"))
    statement = models.ForeignKey(
        Statement,
        verbose_name=_("statement"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="claims",
        help_text=_("The attributed words in which the claim stands, if any."),
    )
    text = models.TextField(_("claim"), help_text=_("The sentence under check, in plain words."))
    kind = models.CharField(_("kind"), max_length=12, choices=ClaimKind.choices, blank=True)
    worth = models.CharField(
        _("worth checking"), max_length=8, choices=Worth.choices, default=Worth.MEDIUM
    )
    reasons = models.JSONField(default=list, blank=True)
    risk = models.CharField(_("risk"), max_length=8, choices=Risk.choices, default=Risk.NORMAL)
    state = models.CharField(
        _("check state"), max_length=14, choices=State.choices, default=State.TO_CHECK
    )
    state_reason = models.TextField(_("reason"), blank=True)
    verdict = models.CharField(_("verdict"), max_length=14, choices=Verdict.choices, blank=True)
    verdict_note = models.TextField(_("what was found"), blank=True)
    verdict_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verdict_at = models.DateTimeField(null=True, blank=True)
    verdict_revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    action = models.CharField(
        _("editorial action"), max_length=12, choices=Action.choices, default=Action.KEEP
    )
    assignee = models.ForeignKey(
        User,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assigned",
    )
    # Anybody of a role may take it; whoever does is the assignee, and it stands empty again.
    assigned_role = models.CharField(
        _("assigned to a role"), max_length=10, choices=TAKERS, blank=True
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    # Where the date follows the article's deadline: so many minutes before it.
    due_lead = models.PositiveIntegerField(null=True, blank=True, editable=False)
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="claims")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_reason = models.CharField(max_length=300, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("article", "number")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="claim_number_unique"),
            models.CheckConstraint(name="claim_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="claim_has_text", condition=~Q(text="")),
            one_of("state", State),
            one_of("verdict", Verdict, blank=True),
            one_of("action", Action),
            one_of("risk", Risk),
            one_of("worth", Worth),
            one_of("kind", ClaimKind, blank=True),
            all_or_none(
                "verdict",
                texts=("verdict",),
                rest=("verdict_by", "verdict_at", "verdict_revision"),
            ),
            all_or_none("retirement", texts=("retired_reason",), rest=("retired_by", "retired_at")),
            *assigned_once(),
            models.CheckConstraint(
                name="claim_checked_has_a_verdict",
                condition=~Q(state__in=(State.CHECKED, State.APPROVED)) | ~Q(verdict=""),
            ),
            models.CheckConstraint(
                name="claim_not_checkable_has_a_reason",
                condition=~Q(state=State.NOT_CHECKABLE) | ~Q(state_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="claim_state"),
            models.Index(fields=["due_at", "id"], name="claim_due"),
            models.Index(fields=["assignee", "state"], name="claim_assignee_state"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("claim-detail", args=[self.article.uid, self.number])

    @property
    def needs_second_person(self) -> bool:
        """Whether the desk asks for a second person on this claim (as SECOND_PERSON does)."""
        desk = self.article.desk
        if desk is None or desk.review_policy == ReviewPolicy.EVERY:
            return True
        return desk.review_policy == ReviewPolicy.HIGH_RISK and self.risk == Risk.HIGH

    @property
    def is_settled(self) -> bool:
        """Whether the claim needs no more work (as SETTLED does)."""
        if self.state == State.CHECKED:
            return not self.needs_second_person
        return self.state in (State.APPROVED, State.NOT_CHECKABLE)
