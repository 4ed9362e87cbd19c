"""Sources with their other names and roles."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.models import Source, SourceAlias, SourceRole
from claims.services import sources

from .base import NewsroomAdmin, ReadOnlyInline, Rows, admin_of


class AddOnlyInline(ReadOnlyInline):
    """Rows that are added here; those that stand are history."""

    can_add = True


class AliasInline(AddOnlyInline):
    """Other names."""

    model = SourceAlias
    fields = ("name",)


class RoleInline(AddOnlyInline):
    """What the source was, and when."""

    model = SourceRole
    fields = ("title", "since", "until")


@admin.register(Source)
class SourceAdmin(NewsroomAdmin):
    """Who says things; renamed and described here, merged on the source's own page."""

    can_change = True
    list_display = ("name", "kind", "merged_into", "created_at")
    list_select_related = ("merged_into",)
    list_filter = ("kind", ("merged_into", admin.EmptyFieldListFilter))
    search_fields = ("name", "aliases__name")
    fields = ("name", "kind", "wikidata_id", "note", "article", "merged_into", "seen")
    readonly_fields = ("article", "merged_into")
    inlines = (AliasInline, RoleInline)
    actions = ("part",)

    def save_by_verb(self, request: HttpRequest, obj: Source, form: Any) -> None:
        values = form.values()
        if values:
            source = Source.objects.get(pk=obj.pk)
            sources.edit_source(
                source=source, by=admin_of(request), seen=form.seen_version, **values
            )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        source, by = Source.objects.get(pk=form.instance.pk), admin_of(request)
        for row in formset.new_objects:
            if isinstance(row, SourceAlias):
                sources.add_alias(source=source, name=row.name, by=by)
            else:
                sources.add_role(
                    source=source, title=row.title, since=row.since, until=row.until, by=by
                )

    @admin.action(description=_("Part merged sources again"))
    def part(self, request: HttpRequest, queryset: Rows) -> None:
        self.do_all(
            request, queryset, lambda s: sources.part_source(source=s, by=admin_of(request))
        )
