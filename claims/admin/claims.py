"""Claims, the reviews of them, and what the engine suggested."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.models import Article, Claim, Review, Suggestion, User
from claims.services import claims

from .anchors import AnchorInline
from .base import NewsroomAdmin, Rows, admin_of


@admin.register(Claim)
class ClaimAdmin(NewsroomAdmin):
    """Wording and assignment. State and verdict come from work on the article's page."""

    can_change = True
    list_display = ("__str__", "number", "in_article", "state", "verdict", "assignee", "due_at")
    list_select_related = ("article", "assignee")
    list_filter = ("state", "verdict", "risk", "worth", "kind", "article__desk")
    search_fields = ("text", "article__title")
    ordering = ("-pk",)
    autocomplete_fields = ("assignee", "tags")
    inlines = (AnchorInline,)
    actions = ("restore",)
    readonly_fields = (
        "article",
        "number",
        "statement",
        "worth",
        "state",
        "state_reason",
        "verdict",
        "verdict_note",
        "verdict_by",
        "verdict_at",
        "created_by",
        "created_at",
        "retired_by",
        "retired_at",
        "retired_reason",
        "uid",
    )
    fieldsets = (
        (None, {"fields": ("article", "number", "text", "kind", "risk", "action", "seen")}),
        (_("Work"), {"fields": ("assignee", "assigned_role", "due_at", "tags")}),
        (_("Check"), {"fields": readonly_fields[2:10]}),
        (_("More"), {"fields": readonly_fields[10:]}),
    )

    def save_by_verb(self, request: HttpRequest, obj: Claim, form: Any) -> None:
        claim, by, seen = Claim.objects.get(pk=obj.pk), admin_of(request), form.seen_version
        if values := form.values("text", "kind", "risk", "action"):
            claims.edit_claim(claim=claim, by=by, seen=seen, **values)
            seen = None  # the verbs below find the version of the one above
        if form.values("assignee", "assigned_role"):
            to, role = obj.assignee, obj.assigned_role
            claims.assign_claim(claim=claim, assignee=to, role=role, by=by, seen=seen)
            seen = None
        if values := form.values("due_at"):
            claims.set_due(claim=claim, by=by, seen=seen, **values)
        if values := form.values("tags"):
            before, after = set(claim.tags.all()), set(values["tags"])
            claims.set_tags(
                claim=claim, by=by, add=list(after - before), remove=list(before - after)
            )

    @admin.action(description=_("Restore retired claims"))
    def restore(self, request: HttpRequest, queryset: Rows) -> None:
        by = admin_of(request)
        self.do_all(request, queryset, lambda claim: claims.restore_claim(claim=claim, by=by))


@admin.register(Review)
class ReviewAdmin(NewsroomAdmin):
    """What second persons decided."""

    list_display = ("of", "decision", "verdict", "created_by", "created_at", "undone_at")
    list_select_related = ("claim", "statement", "created_by")
    list_filter = ("decision",)
    search_fields = ("claim__text", "statement__words", "reason")
    ordering = ("-pk",)
    fields = ("of", "decision", "reason", "verdict", "created_by", "created_at", "undone_at")
    readonly_fields = ("of", "undone_at")

    def readable(self, rows: Rows, user: User) -> Rows:
        articles = Article.objects.visible_to(user)
        return rows.filter(Q(claim__article__in=articles) | Q(statement__article__in=articles))

    @admin.display(description=_("claim or statement"))
    def of(self, obj: Review) -> str:
        return str(obj.claim or obj.statement)


@admin.register(Suggestion)
class SuggestionAdmin(NewsroomAdmin):
    """What the engine proposed, and what became of it."""

    list_display = ("words", "kind", "worth", "decision", "in_article", "decided_by")
    list_select_related = ("article", "decided_by")
    list_filter = ("decision", "kind", "worth", "claim_kind")
    search_fields = ("words", "article__title")
    ordering = ("-pk",)
    fields = (
        "article",
        "kind",
        "words",
        "worth",
        "claim_kind",
        "why",
        "speaker",
        "speaker_role",
        "decision",
        "decided_by",
        "decided_at",
    )
    readonly_fields = ("why",)

    @admin.display(description=_("reasons"))
    def why(self, obj: Suggestion) -> str:
        return "; ".join(map(str, obj.reasons))
