"""Statements: who is quoted, how, and on what terms."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Source, Statement
from claims.services import statements

from .anchors import AnchorInline
from .base import NewsroomAdmin, Rows, VerbForm, admin_of


class StatementForm(VerbForm):
    """An unnamed source speaks in one article only."""

    def clean_source(self) -> Source | None:
        source: Source | None = self.cleaned_data["source"]
        if source and source.article_id not in (None, self.instance.article_id):
            raise forms.ValidationError(_("This unnamed source speaks in another article."))
        return source


@admin.register(Statement)
class StatementAdmin(NewsroomAdmin):
    """Who said it and how. "Was it said" is answered on the article's page."""

    can_change = True
    form = StatementForm
    list_display = ("__str__", "source", "in_article", "said", "assignee", "created_at")
    list_select_related = ("source", "article", "assignee")
    list_filter = ("said", "manner", "terms", "article__desk")
    search_fields = ("words", "mention", "source__name", "article__title")
    ordering = ("-pk",)
    autocomplete_fields = ("source", "assignee")
    inlines = (AnchorInline,)
    actions = ("restore",)
    readonly_fields = (
        "article",
        "words",
        "cue",
        "mention",
        "said",
        "said_note",
        "said_by",
        "said_at",
        "approved_by",
        "approved_at",
        "created_by",
        "created_at",
        "retired_by",
        "retired_at",
        "retired_reason",
        "uid",
    )
    fieldsets = (
        (None, {"fields": ("article", "words", "cue", "mention", "seen")}),
        (
            gettext_lazy("Who, how"),
            {
                "fields": (
                    "source",
                    "role_printed",
                    "manner",
                    "terms",
                    "assignee",
                    "assigned_role",
                    "due_at",
                )
            },
        ),
        (gettext_lazy("Was it said?"), {"fields": readonly_fields[4:10]}),
        (gettext_lazy("More"), {"fields": readonly_fields[10:]}),
    )

    def save_by_verb(self, request: HttpRequest, obj: Statement, form: Any) -> None:
        by = admin_of(request)
        statement = Statement.objects.get(pk=obj.pk)
        statements.edit_statement(
            statement=statement,
            by=by,
            seen=form.seen_version,
            **form.values("source", "role_printed", "manner", "terms"),
        )
        if form.values("assignee", "assigned_role"):
            to, role = obj.assignee, obj.assigned_role
            statements.assign_statement(statement=statement, assignee=to, role=role, by=by)
        if values := form.values("due_at"):
            statements.set_statement_due(statement=statement, by=by, **values)

    @admin.action(description=gettext_lazy("Restore retired statements"))
    def restore(self, request: HttpRequest, queryset: Rows) -> None:
        by = admin_of(request)
        self.do_all(
            request, queryset, lambda row: statements.restore_statement(statement=row, by=by)
        )
