"""Evidence, and how it bears on claims and statements."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from claims.enums import Visibility
from claims.forms.particulars import RecordForm
from claims.models import Article, Calculation, Evidence, Interview, Support, User
from claims.services import supports

from .base import NewsroomAdmin, ReadOnlyInline, Rows, admin_of


class InterviewInline(ReadOnlyInline):
    """The conversation behind it; how to reach the person, to those who may know."""

    model = Interview
    fields = ("person", "role", "held_on", "channel", "notes", "terms", "contact")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave the contact out for whoever may not see it."""
        shown = obj is not None and Interview(evidence=obj).shows_contact_to(admin_of(request))
        return [name for name in self.fields if shown or name != "contact"]


class CalculationInline(ReadOnlyInline):
    """The sum that it is."""

    model = Calculation
    fields = ("method", "formula", "working", "result")


@admin.register(Evidence)
class EvidenceAdmin(NewsroomAdmin):
    """What the newsroom checked with, as far as one may read it."""

    list_display = ("title", "kind", "visibility", "created_by", "created_at", "withdrawn_at")
    list_select_related = ("created_by",)
    list_filter = (
        "kind",
        "visibility",
        "primacy",
        "reliability",
        ("withdrawn_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("title", "publisher", "author", "origin", "url")
    ordering = ("-pk",)
    inlines = (InterviewInline, CalculationInline)

    fields = (
        "title",
        "kind",
        "url",
        "file_name",
        "description",
        *RecordForm.FROM,
        *RecordForm.TRUST,
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

    def evidence_in(self, rows: Iterable[Any]) -> Iterable[Evidence]:
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: Rows, search_term: str
    ) -> tuple[Rows, bool]:
        """Name no confidential evidence while somebody types: nothing would keep the reading."""
        match = request.resolver_match
        if match and match.url_name == "autocomplete":
            queryset = queryset.exclude(visibility=Visibility.NAMED)
        return super().get_search_results(request, queryset, search_term)


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

    def evidence_in(self, rows: Iterable[Any]) -> Iterable[Evidence]:
        return [support.evidence for support in rows]

    def readable(self, rows: Rows, user: User) -> Rows:
        articles = Article.objects.visible_to(user)
        seen = Q(claim__article__in=articles) | Q(statement__article__in=articles)
        return super().readable(rows, user).filter(seen)

    def save_by_verb(self, request: HttpRequest, obj: Support, form: Any) -> None:
        support = Support.objects.get(pk=obj.pk)
        supports.edit_support(
            support=support, by=admin_of(request), seen=form.seen_version, **form.values()
        )
