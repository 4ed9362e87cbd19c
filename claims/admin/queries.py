"""Queries and their replies, to be looked at; they are worked with on their own pages."""

from django.contrib import admin

from claims.models import Query, Reply

from .base import NewsroomAdmin, ReadOnlyInline


class ReplyInline(ReadOnlyInline):
    """What was answered."""

    model = Reply
    fields = ("created_at", "created_by", "expert", "decision", "text")
    readonly_fields = fields


@admin.register(Query)
class QueryAdmin(NewsroomAdmin):
    """What was asked, of whom, and whether it is resolved."""

    list_display = ("text", "in_article", "created_by", "to_user", "to_role", "resolved_at")
    list_select_related = ("article", "created_by", "to_user")
    list_filter = (("resolved_at", admin.EmptyFieldListFilter), "to_role")
    search_fields = ("text", "words", "article__title")
    ordering = ("-pk",)
    inlines = (ReplyInline,)
    fields = (
        "article",
        "claim",
        "statement",
        "words",
        "text",
        "to_user",
        "to_role",
        "created_by",
        "created_at",
        "answered_at",
        "resolved_by",
        "resolved_at",
    )
    readonly_fields = ("created_at", "answered_at")
