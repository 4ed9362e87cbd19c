"""Query: a question on a claim, a statement or a passage, with replies, until it is resolved."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import ExpertAnswer, Role

from .article import Article
from .base import Addressed, Versioned, all_or_none, one_of, without_place
from .claim import Claim
from .people import User
from .statement import Statement

RESOLVED = Q(resolved_at__isnull=False)


class QueryQuerySet(models.QuerySet["Query"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Return the queries on the articles ``user`` may read."""
        return self.filter(article__in=Article.objects.visible_to(user))

    def open(self) -> Self:
        """Return what is not resolved."""
        return self.exclude(RESOLVED)

    def lost(self) -> Self:
        """Return open queries on passages that have no place in the current draft: the tray."""
        return without_place(self.open(), "query")

    def unanswered(self) -> Self:
        """Return open queries that still wait for an answer."""
        return self.open().filter(answered_at__isnull=True)

    def answered(self) -> Self:
        """Return open queries that were answered, so that who asked has to look."""
        return self.open().filter(answered_at__isnull=False)

    def put_to(self, user: User) -> Self:
        """Return what is put to ``user``: by name, by role, by a mention, or as an author."""
        roles = [role.value for role in user.roles - {Role.AUTHOR}]
        mentioned = Exists(Query.mentions.through.objects.filter(query=OuterRef("pk"), user=user))
        wrote = Exists(
            Article.authors.through.objects.filter(article=OuterRef("article"), user=user)
        )
        return self.filter(
            Q(to_user=user) | Q(to_role__in=roles) | mentioned | Q(to_role=Role.AUTHOR) & wrote
        )


class Query(Versioned):
    """One thread. On a passage when it is on no claim and no statement: its anchor holds it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="queries")
    claim = models.ForeignKey(
        Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="queries"
    )
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.CASCADE, related_name="queries"
    )
    words = models.TextField(_("words asked about"))
    text = models.TextField(_("question"))
    to_user = models.ForeignKey(
        User,
        verbose_name=_("put to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    to_role = models.CharField(_("put to"), max_length=10, choices=Role.choices, blank=True)
    mentions = models.ManyToManyField(User, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    # Of a comment in the margin of a Word file: who wrote it there, and when.
    margin_author = models.CharField(_("written in Word by"), max_length=200, blank=True)
    margin_at = models.DateTimeField(_("written in Word"), null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    resolved_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)

    objects = QueryQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name_plural = "queries"
        constraints = [
            one_of("to_role", Role, blank=True),
            all_or_none("resolution", texts=(), rest=("resolved_by", "resolved_at")),
            models.CheckConstraint(name="query_asks_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="query_is_on_one",
                condition=Q(claim__isnull=True) | Q(statement__isnull=True),
            ),
            models.CheckConstraint(
                name="query_is_put_to_one", condition=Q(to_user__isnull=True) | Q(to_role="")
            ),
        ]
        indexes = [
            models.Index(fields=["article", "resolved_at"], name="query_article_open"),
            models.Index(fields=["to_user", "resolved_at"], name="query_to_user_open"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("query-detail", args=[self.article.uid, self.uid])

    @property
    def on(self) -> Claim | Statement | None:
        """Return the claim or statement asked about; None for a passage."""
        return self.claim or self.statement

    @property
    def is_open(self) -> bool:
        """Whether nobody has resolved it yet."""
        return self.resolved_at is None


class Reply(Addressed):
    """One answer in a thread, by a person of the newsroom or an outside expert."""

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField(_("reply"), blank=True)
    created_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    expert = models.ForeignKey(
        "ExpertLink", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    decision = models.CharField(
        _("answer"), max_length=12, choices=ExpertAnswer.choices, blank=True
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name_plural = "replies"
        constraints = [
            one_of("decision", ExpertAnswer, blank=True),
            models.CheckConstraint(
                name="reply_says_something", condition=~Q(text="") | ~Q(decision="")
            ),
            models.CheckConstraint(
                name="reply_has_one_author",
                condition=Q(created_by__isnull=False, expert__isnull=True, decision="")
                | (Q(created_by__isnull=True, expert__isnull=False) & ~Q(decision="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.get_decision_display()
