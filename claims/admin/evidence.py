"""Evidence, and how it bears on claims and statements."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from claims.models import Article, Evidence, Support, User
from claims.services import evidence

from .base import NewsroomAdmin, Rows, admin_of


@admin.register(Evidence)
class EvidenceAdmin(NewsroomAdmin):
    """What the newsroom checked with, as far as one may read it."""

    list_display = ("title", "kind", "visibility", "created_by", "created_at", "withdrawn_at")
    list_select_related = ("created_by",)
    list_filter = (
        "kind",
        "visibility",
        "is_primary",
        ("withdrawn_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("title", "publisher", "url")
    ordering = ("-pk",)
    fields = (
        "title",
        "kind",
        "url",
        "file_name",
        "description",
        "publisher",
        "is_primary",
        "visibility",
        "readers",
        "created_by",
        "created_at",
        "withdrawn_by",
        "withdrawn_at",
        "withdrawn_reason",
        "sha256",
        "uid",
    )


@admin.register(Support)
class SupportAdmin(NewsroomAdmin):
    """The tie from one piece of evidence to one claim or statement."""

    can_change = True
    list_display = ("evidence", "stance", "question", "claim", "statement", "created_by")
    list_select_related = ("evidence", "claim", "statement", "created_by")
    list_filter = ("stance", "question", ("removed_at", admin.EmptyFieldListFilter))
    search_fields = ("evidence__title", "claim__text", "statement__words")
    ordering = ("-pk",)
    fields = (
        "evidence",
        "claim",
        "statement",
        "question",
        "stance",
        "passage",
        "locator",
        "note",
        "created_by",
        "created_at",
        "removed_by",
        "removed_at",
        "seen",
    )
    readonly_fields = (*fields[:4], *fields[8:12])

    def readable(self, rows: Rows, user: User) -> Rows:
        articles = Article.objects.visible_to(user)
        seen = Q(claim__article__in=articles) | Q(statement__article__in=articles)
        return super().readable(rows, user).filter(seen)

    def save_by_verb(self, request: HttpRequest, obj: Support, form: Any) -> None:
        support = Support.objects.get(pk=obj.pk)
        evidence.edit_support(
            support=support, by=admin_of(request), seen=form.seen_version, **form.values()
        )
