"""Proposed wordings, to be looked at; authors and editors decide on their own pages."""

from django.contrib import admin

from claims.models import Change

from .base import NewsroomAdmin


@admin.register(Change)
class ChangeAdmin(NewsroomAdmin):
    """Old words, new words, why, and what became of them."""

    list_display = ("__str__", "in_article", "state", "created_by", "decided_by", "decided_at")
    list_select_related = ("article", "created_by", "decided_by")
    list_filter = ("state",)
    search_fields = ("old", "new", "reason", "article__title")
    ordering = ("-pk",)
    fields = (
        "article",
        "claim",
        "statement",
        "old",
        "new",
        "reason",
        "state",
        "decided_by",
        "decided_at",
        "decision_note",
        "landed_in",
        "created_by",
        "created_at",
    )
    readonly_fields = ("created_at",)
