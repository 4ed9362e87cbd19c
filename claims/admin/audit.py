"""The audit log: to be read, searched and filtered, never changed."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.enums import Shown
from claims.models import AuditEvent, Evidence, Support
from claims.services.readings import note_readings

from .base import NewsroomAdmin, admin_of

TYPES = {
    "article": gettext_lazy("Articles"),
    "claim": gettext_lazy("Claims"),
    "statement": gettext_lazy("Statements"),
    "query": gettext_lazy("Queries"),
    "expertlink": gettext_lazy("Expert links"),
    "change": gettext_lazy("Changes"),
    "override": gettext_lazy("Overrides"),
    "gatesetting": gettext_lazy("Gate settings"),
    "loosenedfit": gettext_lazy("What verdicts may rest on"),
    "replyattempt": gettext_lazy("Attempts to get an answer"),
    "suggestion": gettext_lazy("Suggestions"),
    "evidence": gettext_lazy("Evidence"),
    "support": gettext_lazy("Supports"),
    "source": gettext_lazy("Sources"),
    "user": gettext_lazy("People"),
    "invitation": gettext_lazy("Invitations"),
    "desk": gettext_lazy("Desks"),
    "tag": gettext_lazy("Tags"),
}


class TypeFilter(admin.SimpleListFilter):
    """What was done something to; the list is fixed, so that nothing is counted for it."""

    title = gettext_lazy("type")
    parameter_name = "object_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(TYPES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(object_type=self.value()) if self.value() else queryset


@admin.register(AuditEvent)
class AuditAdmin(NewsroomAdmin):
    """Who did what, when, to what."""

    list_display = ("at", "actor_name", "kind", "object_type", "object_name")
    # No date_hierarchy: it reads the whole log, twice, for every page. `?at__date=…` works too.
    list_filter = (TypeFilter, ("at", admin.DateFieldListFilter))
    search_fields = ("object_name", "actor_name", "kind")
    search_help_text = gettext_lazy("Who, what (“verdict.set”), or words of the thing's name")
    ordering = ("-pk",)
    fields = (
        "at",
        "actor_name",
        "kind",
        "object_type",
        "object_name",
        "object_version",
        "what_changed",
        "note",
        "place",
        "uid",
        "object_uid",
    )
    readonly_fields = ("what_changed", "place")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Keep at hand who looks: what changed may be about evidence for named people only."""
        if obj is not None:
            obj.reader = admin_of(request)
        return super().get_form(request, obj, change=change, **kwargs)

    def evidence_in(self, rows: Iterable[Any]) -> Iterable[Evidence]:
        uids = [row.object_uid for row in rows if row.object_type in ("evidence", "support")]
        named = Q(uid__in=uids) | Q(supports__uid__in=uids)
        return Evidence.objects.filter(named).distinct() if uids else ()

    @admin.display(description=gettext_lazy("place in the audit chain"))
    def place(self, obj: AuditEvent) -> str:
        return str(getattr(obj, "link", "")) or _("not chained yet")

    @admin.display(description=gettext_lazy("changes"))
    def what_changed(self, obj: AuditEvent) -> str:
        shown = evidence_in_words if "evidence" in obj.changes else in_words
        rows = (
            (name, *(shown(side, obj) for side in sides)) for name, sides in obj.changes.items()
        )
        return format_html_join("", "<div><b>{}</b>: {} → {}</div>", rows) or _("nothing")


def evidence_in_words(value: Any, event: AuditEvent) -> str:
    """Return which evidence the log means, to those who may read it; it keeps only a number."""
    if not isinstance(value, dict):
        return in_words(value, event)
    rows = Support.objects.visible_to(event.reader).select_related("evidence")  # type: ignore[attr-defined]
    support = rows.filter(pk=value.get("id", 0)).first()
    if support is None:
        return _("evidence for named people only")
    note_readings([support.evidence], by=event.reader, where=Shown.ADMIN)  # type: ignore[attr-defined]
    return str(support)


def in_words(value: Any, event: AuditEvent) -> str:
    """Return a stored value as a person reads it."""
    if isinstance(value, dict):
        return str(value.get("name", value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return _("nothing") if value in (None, "") else str(value)
