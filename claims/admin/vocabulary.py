"""Desks and tags: the newsroom's own words."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from claims.models import Desk, Tag
from claims.services import vocabulary

from .base import NewsroomAdmin, admin_of, may


class WordAdmin(NewsroomAdmin):
    """A word of the newsroom; one that nothing bears may be deleted, one at a time."""

    can_add = can_change = True
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}

    def save_by_verb(self, request: HttpRequest, obj: Any, form: Any) -> Any:
        return vocabulary.keep_word(word=obj, by=admin_of(request))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        self.save_by_verb(request, obj, form)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and may(request) and not vocabulary.is_used(obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        vocabulary.drop_word(word=obj, by=admin_of(request))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}


@admin.register(Desk)
class DeskAdmin(WordAdmin):
    """Desks: the second person and the origins each asks for, and what may leave the house."""

    fields = ("name", "slug", "review_policy", "origins_asked", "may_archive")
    list_display = ("name", "review_policy", "origins_asked", "may_archive")
    list_filter = ("review_policy", "may_archive")


@admin.register(Tag)
class TagAdmin(WordAdmin):
    """Tags."""

    fields = ("name", "slug")
    list_display = ("name", "slug")
