"""Saved views of the queue: those that people share, to clean up."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from claims.models import SavedView, User
from claims.queries.saved_views import kept_by
from claims.services import saved_views

from .base import NewsroomAdmin, Rows, admin_of, may


@admin.register(SavedView)
class SavedViewAdmin(NewsroomAdmin):
    """What a view asks for is changed by its owner alone; a shared one may be deleted here."""

    fields = ("name", "owner", "is_shared", "created_at")
    readonly_fields = fields
    list_display = ("name", "owner", "is_shared", "created_at")
    list_filter = ("is_shared",)
    search_fields = ("name", "owner__name", "owner__username")

    def readable(self, rows: Rows, user: User) -> Rows:
        """Keep one's own, and those of others that one may ask in full: names tell things too."""
        own, shared = kept_by(user)
        return rows.filter(pk__in=[kept.view.pk for kept in (*own, *shared)])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and may(request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        saved_views.drop_view(view=obj, by=admin_of(request))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}
