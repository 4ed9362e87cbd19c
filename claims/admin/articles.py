"""Articles, the states of their text, and what was found not worth checking in them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims.models import Article, NothingToCheck, Revision, User
from claims.services import articles, suggestions

from .base import NewsroomAdmin, Rows, admin_of


@admin.register(Article)
class ArticleAdmin(NewsroomAdmin):
    """What is said about an article. Its stage moves on its own page."""

    can_change = True
    list_display = ("title", "stage", "desk", "lead_checker", "deadline", "visibility")
    list_select_related = ("desk", "lead_checker")
    list_filter = ("stage", "desk", "visibility", ("archived_at", admin.EmptyFieldListFilter))
    search_fields = ("title", "byline")
    autocomplete_fields = ("authors", "lead_checker", "readers", "desk")
    readonly_fields = ("stage", "created_by", "created_at", "archived_at", "uid")
    fieldsets = (
        (None, {"fields": ("title", "standfirst", "byline", "authors", "url", "seen")}),
        (_("Work"), {"fields": ("stage", "desk", "lead_checker", "deadline")}),
        (_("Readers"), {"fields": ("visibility", "readers", "embargo_until")}),
        (
            _("More"),
            {
                "fields": (
                    "language",
                    "dateline",
                    "dateline_date",
                    "created_by",
                    "created_at",
                    "archived_at",
                    "uid",
                )
            },
        ),
    )
    actions = ("archive", "bring_back")

    def save_by_verb(self, request: HttpRequest, obj: Article, form: Any) -> None:
        article = Article.objects.get(pk=obj.pk)
        articles.edit_article(
            article=article, by=admin_of(request), seen=form.seen_version, **form.values()
        )

    @admin.action(description=_("Archive"))
    def archive(self, request: HttpRequest, queryset: Rows) -> None:
        by = admin_of(request)
        self.do_all(request, queryset, lambda a: articles.archive_article(article=a, by=by))

    @admin.action(description=_("Bring back from the archive"))
    def bring_back(self, request: HttpRequest, queryset: Rows) -> None:
        by = admin_of(request)
        self.do_all(
            request,
            queryset,
            lambda a: articles.archive_article(article=a, by=by, archived=False),
        )


@admin.register(Revision)
class RevisionAdmin(NewsroomAdmin):
    """One immutable state of an article's text."""

    list_display = ("article", "number", "origin", "created_by", "created_at")
    list_display_links = ("number",)
    list_select_related = ("article", "created_by")
    list_filter = ("origin",)
    search_fields = ("article__title", "=sha256")
    ordering = ("-pk",)
    fields = ("article", "number", "origin", "origin_name", "sha256", "words", "created_by")
    readonly_fields = ("words",)

    def readable(self, rows: Rows, user: User) -> Rows:
        return rows.filter(article__in=Article.objects.visible_to(user))

    @admin.display(description=_("text"))
    def words(self, obj: Revision) -> str:
        return format_html("<pre>{}</pre>", obj.text)


@admin.register(NothingToCheck)
class NothingToCheckAdmin(NewsroomAdmin):
    """Sentences that hold nothing to check, as somebody decided."""

    list_display = ("words", "article", "decided_by", "decided_at")
    list_select_related = ("revision__article", "decided_by")
    search_fields = ("words",)
    ordering = ("-pk",)
    fields = ("words", "article", "start", "end", "decided_by", "decided_at")
    readonly_fields = ("article",)
    actions = ("take_back",)

    def readable(self, rows: Rows, user: User) -> Rows:
        return rows.filter(revision__article__in=Article.objects.visible_to(user))

    @admin.display(description=_("article"))
    def article(self, obj: NothingToCheck) -> str:
        return str(obj.revision.article)

    @admin.action(description=_("Take “nothing to check here” back"))
    def take_back(self, request: HttpRequest, queryset: Rows) -> None:
        by = admin_of(request)
        rows = queryset.select_related("revision__article")
        self.do_all(request, rows, lambda row: suggestions.something_here(kept=row, by=by))
