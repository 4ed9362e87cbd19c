"""Links to outside experts: to be looked at, and closed when one has got about."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import ExpertLink
from claims.services import experts

from .base import NewsroomAdmin, Rows, admin_of


class OpenFilter(admin.SimpleListFilter):
    """Which links are neither expired nor closed."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("Open")), ("closed", _("Closed")), ("expired", _("Expired"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now = timezone.now()
        found: dict[str, dict[str, Any]] = {
            "open": {"revoked_at__isnull": True, "expires_at__gt": now},
            "closed": {"revoked_at__isnull": False},
            "expired": {"revoked_at__isnull": True, "expires_at__lte": now},
        }
        return queryset.filter(**found.get(self.value() or "", {}))


@admin.register(ExpertLink)
class ExpertLinkAdmin(NewsroomAdmin):
    """Who made which link when, who opened and who closed it; its address is kept nowhere."""

    list_display = (
        "name",
        "about",
        "state",
        "created_by",
        "created_at",
        "expires_at",
        "opened_at",
        "revoked_by",
        "revoked_at",
    )
    list_select_related = ("query__article", "created_by", "revoked_by")
    list_filter = (OpenFilter,)
    search_fields = ("name", "query__article__title")
    ordering = ("-pk",)
    fields = (
        "name",
        "query",
        "question",
        "passage",
        "created_by",
        "created_at",
        "expires_at",
        "opened_at",
        "revoked_by",
        "revoked_at",
    )
    readonly_fields = ("created_at", "opened_at")
    actions = ("revoke",)

    @admin.display(description=gettext_lazy("article"), ordering="query__article__title")
    def about(self, obj: ExpertLink) -> str:
        return Truncator(obj.query.article.title).chars(40)

    @admin.display(description=gettext_lazy("state"))
    def state(self, obj: ExpertLink) -> str:
        if obj.revoked_at:
            return _("Closed")
        return _("Open") if obj.is_open else _("Expired")

    @admin.action(description=gettext_lazy("Close: the link stops working"))
    def revoke(self, request: HttpRequest, queryset: Rows) -> None:
        by = admin_of(request)
        self.do_all(request, queryset, lambda link: experts.revoke(link=link, by=by))
