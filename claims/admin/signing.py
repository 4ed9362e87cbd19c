"""Overrides of the gate and sign-offs, to be looked at."""

from django.contrib import admin

from claims.models import Article, Override, SignOff, User

from .base import NewsroomAdmin, Rows


@admin.register(Override)
class OverrideAdmin(NewsroomAdmin):
    """What an editor let pass, and why."""

    list_display = ("condition", "in_article", "created_by", "created_at", "withdrawn_at")
    list_select_related = ("article", "created_by")
    list_filter = (("withdrawn_at", admin.EmptyFieldListFilter),)
    search_fields = ("condition", "reason", "article__title")
    ordering = ("-pk",)
    fields = (
        "article",
        "condition",
        "reason",
        "created_by",
        "created_at",
        "withdrawn_by",
        "withdrawn_at",
    )

    def readable(self, rows: Rows, user: User) -> Rows:
        return rows.filter(article__in=Article.objects.visible_to(user))


@admin.register(SignOff)
class SignOffAdmin(NewsroomAdmin):
    """Seals; the record itself is read as its packet, confidential evidence left out."""

    list_display = ("__str__", "in_article", "created_by", "created_at", "sha256")
    list_select_related = ("article", "revision", "created_by")
    search_fields = ("article__title", "sha256")
    ordering = ("-pk",)
    fields = ("article", "revision", "created_by", "created_at", "sha256", "uid")
    readonly_fields = ("created_at", "sha256", "uid")
