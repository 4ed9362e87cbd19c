"""Statement: words an article puts down to a source, with the question "was it said"."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import Manner, Report, ReviewPolicy, Risk, Said, Terms

from .article import Article
from .base import TAKERS, Versioned, all_or_none, assigned_once, one_of, without_place
from .people import User
from .source import Source

# Whether the desk asks a second person to look at the answer to "was it said" (no desk: yes). A
# statement is as risky as the claims in it.
SECOND_PERSON = (
    Q(article__desk__isnull=True)
    | Q(article__desk__review_policy=ReviewPolicy.EVERY)
    | Q(article__desk__review_policy=ReviewPolicy.HIGH_RISK, has_high_risk=True)
)


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the statements of the articles ``user`` may read."""
        return self.filter(article__in=Article.objects.visible_to(user))

    def current(self) -> Self:
        """Leave out what was retired."""
        return self.filter(retired_at__isnull=True)

    def lost(self) -> Self:
        """Return live statements whose words have no place in the current draft: the tray."""
        return without_place(self.current(), "statement")

    def unheard(self) -> Self:
        """Return those nobody has yet compared with what was really said."""
        return self.current().filter(said="")

    def with_risk(self) -> Self:
        """Annotate ``has_high_risk``: whether a live claim in the words is of high risk."""
        claims: Any = Statement._meta.get_field("claims").related_model  # defined further on
        high = claims.objects.filter(
            statement=OuterRef("pk"), risk=Risk.HIGH, retired_at__isnull=True
        )
        return self.annotate(has_high_risk=Exists(high))

    def awaiting_review(self) -> Self:
        """Return heard statements whose answer waits for a second person."""
        rows = self.current().with_risk().filter(SECOND_PERSON, approved_at__isnull=True)
        return rows.exclude(said="")


class Statement(Versioned):
    """Content, cue and source mention, as printed; the spans are its anchors."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="statements")
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
    )
    words = models.TextField(_("words"))
    cue = models.CharField(_("cue"), max_length=300, blank=True)
    mention = models.CharField(_("source as printed"), max_length=300, blank=True)
    role_printed = models.CharField(_("role as printed"), max_length=300, blank=True)
    manner = models.CharField(_("manner"), max_length=10, choices=Manner.choices)
    report = models.CharField(
        _("report"), max_length=10, choices=Report.choices, default=Report.ASSERTION
    )
    terms_printed = models.CharField(_("terms as printed"), max_length=300, blank=True)
    terms = models.CharField(
        _("terms"), max_length=14, choices=Terms.choices, default=Terms.ON_RECORD
    )
    said = models.CharField(_("was it said"), max_length=16, choices=Said.choices, blank=True)
    said_note = models.TextField(_("note"), blank=True)
    said_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    assignee = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Anybody of a role may take it; whoever does is the assignee, and it stands empty again.
    assigned_role = models.CharField(
        _("assigned to a role"), max_length=10, choices=TAKERS, blank=True
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    # Where the date follows the article's deadline: so many minutes before it.
    due_lead = models.PositiveIntegerField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_reason = models.CharField(max_length=300, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ("article", "pk")
        constraints = [
            one_of("manner", Manner),
            one_of("terms", Terms),
            one_of("report", Report),
            one_of("said", Said, blank=True),
            all_or_none("said", texts=("said",), rest=("said_by", "said_at")),
            all_or_none("approval", texts=(), rest=("approved_by", "approved_at")),
            *assigned_once(),
            models.CheckConstraint(
                name="statement_approved_has_an_answer",
                condition=Q(approved_at__isnull=True) | ~Q(said=""),
            ),
            all_or_none("retirement", texts=("retired_reason",), rest=("retired_by", "retired_at")),
            models.CheckConstraint(name="statement_has_words", condition=~Q(words="")),
        ]
        indexes = [models.Index(fields=["said", "article"], name="statement_said")]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("statement-detail", args=[self.article.uid, self.uid])

    @property
    def needs_second_person(self) -> bool:
        """Whether the desk asks for a second person on the answer (as SECOND_PERSON does)."""
        desk = self.article.desk
        if desk is None or desk.review_policy == ReviewPolicy.EVERY:
            return True
        if desk.review_policy != ReviewPolicy.HIGH_RISK:
            return False
        return any(c.risk == Risk.HIGH and c.retired_at is None for c in self.claims.all())

    @property
    def waits_for_review(self) -> bool:
        """Whether it was heard and its answer waits for a second person."""
        return bool(self.said) and self.approved_at is None and self.needs_second_person
