"""What every page of the admin shares: who may, what shows, and how a change is made."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import display
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims import permissions
from claims.enums import Shown
from claims.models import Evidence, User
from claims.services.readings import note_readings
from claims.services.saving import Invalid, Refused, Stale

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    CountingPaginator = Paginator[Any]
    ModelForm = forms.ModelForm[Any]
else:
    ModelAdmin, TabularInline = admin.ModelAdmin, admin.TabularInline
    CountingPaginator, ModelForm = Paginator, forms.ModelForm

Rows = models.QuerySet[Any]
MOST_COUNTED = 5000


def admin_of(request: HttpRequest) -> User:
    """Return the person at the screen; the admin lets only people with accounts in."""
    return cast(User, request.user)


def may(request: HttpRequest) -> bool:
    """Whether this person looks after people and vocabularies; a superuser as such does not."""
    return not permissions.why_not_keep_people(admin_of(request))


F = TypeVar("F", bound=Callable[..., Any])


def for_admins(view: F) -> F:
    """Say what the start-up check looks for; the admin site and ``Ruled`` see to it."""
    view.access_rule = "admins"  # type: ignore[attr-defined]
    return view


class CappedPaginator(CountingPaginator):
    """Counts as far as anybody will page, and no further."""

    @cached_property
    def count(self) -> int:
        """Return how many rows there are, at most ``MOST_COUNTED``."""
        rows = self.object_list
        if isinstance(rows, models.QuerySet):
            return rows.order_by().values("pk")[:MOST_COUNTED].count()
        return len(rows)


class VerbForm(ModelForm):
    """A form whose change is made by a verb; ``refusal`` is what the verb said last time."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    request: HttpRequest

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if version := getattr(self.instance, "version", None):
            self.initial.setdefault("seen", version)

    def clean(self) -> dict[str, Any]:
        """Show the verb's sentence as the form's mistake."""
        if refusal := getattr(self.request, "refusal", ""):
            raise forms.ValidationError(refusal)
        return super().clean() or self.cleaned_data

    def values(self, *names: str) -> dict[str, Any]:
        """Return what was changed, of ``names`` only where some are given."""
        wanted = names or [name for name in self.changed_data if name != "seen"]
        return {n: self.cleaned_data[n] for n in wanted if n in self.changed_data}

    @property
    def seen_version(self) -> int | None:
        """Return the version that was on the screen."""
        seen: int | None = self.cleaned_data.get("seen")
        return seen


class Ruled:
    """Permissions from the role; nothing is added, changed or deleted unless a class says so."""

    can_add = False
    can_change = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_add and may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_change and may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NewsroomAdmin(Ruled, ModelAdmin):
    """One noun of the newsroom. Subclasses say how a change is made in ``save_by_verb``."""

    form = VerbForm
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    paginator = CappedPaginator
    save_on_top = False

    # --- what shows ---

    @display(description=_("article"), ordering="article__title")
    def in_article(self, obj: Any) -> str:
        """Name the article briefly: a list is no place for long headlines."""
        return Truncator(obj.article.title).chars(40)

    def readable(self, rows: Rows, user: User) -> Rows:
        """Keep what ``user`` may read."""
        visible_to = getattr(rows, "visible_to", None)
        return cast(Rows, visible_to(user)) if visible_to else rows

    def get_queryset(self, request: HttpRequest) -> Rows:
        """Return what this person may read: lists, pages, search and autocomplete begin here."""
        return self.readable(super().get_queryset(request), admin_of(request))

    def get_field_queryset(
        self, db: str | None, db_field: models.Field[Any, Any], request: HttpRequest
    ) -> Rows | None:
        """Offer, and take, only what this person may read."""
        model: Any = db_field.remote_field.model if db_field.remote_field else None
        if self.admin_site.is_registered(model):
            return self.admin_site.get_model_admin(model).get_queryset(request)
        return None

    def get_search_results(
        self, request: HttpRequest, queryset: Rows, search_term: str
    ) -> tuple[Rows, bool]:
        """Search without what no database can look for."""
        term = search_term.replace("\x00", " ")[:200]
        return super().get_search_results(request, queryset, term)

    # --- who read what ---

    def evidence_in(self, rows: Iterable[Any]) -> Iterable[Evidence]:
        """Return the evidence that is shown with ``rows``."""
        return ()

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Keep who was shown evidence for named people in a list."""
        found = super().get_changelist_instance(request)
        shown = self.evidence_in(found.result_list)
        note_readings(shown, by=admin_of(request), where=Shown.ADMIN)
        return found

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """Keep who was shown it on a page of its own."""
        shown = self.evidence_in([obj]) if obj else ()
        note_readings(shown, by=admin_of(request), where=Shown.ADMIN)
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- how a change is made ---

    def save_by_verb(self, request: HttpRequest, obj: Any, form: Any) -> Any:
        """Make the change with verbs; return the thing where it is new."""
        raise NotImplementedError

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.request = request
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show the page; where a verb refuses, show it again with the verb's sentence.

        By then the transaction around the first try is undone.
        """
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (Refused, Invalid, Stale) as error:
            request.refusal = sentence_of(error)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save by verb; nothing is ever saved around one."""
        made = self.save_by_verb(request, obj, form)
        if not change and made is not None:
            obj.pk = made.pk
        obj.refresh_from_db()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what was added in the tables below; the form's own lists went through its verb."""
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Note what was added, so that the page can say it, without saving it."""
        formset.save(commit=False)

    def do_all(self, request: HttpRequest, rows: Iterable[Any], verb: Callable[[Any], Any]) -> None:
        """Do ``verb`` to each row of an action; say what was done, and why the rest was not."""
        done = 0
        for thing in rows:
            try:
                verb(thing)
            except (Refused, Invalid, Stale) as error:
                self.message_user(request, f"{thing}: {sentence_of(error)}", messages.ERROR)
            else:
                done += 1
        if done:
            words = ngettext("%(n)d done.", "%(n)d done.", done) % {"n": done}
            self.message_user(request, words, messages.SUCCESS)

    # --- what was done ---

    @for_admins
    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the audit log, the one history there is."""
        thing = self.get_object(request, object_id)
        if thing is None or not hasattr(thing, "uid"):
            return super().history_view(request, object_id, extra_context)
        log = reverse("admin:claims_auditevent_changelist")
        return HttpResponseRedirect(f"{log}?object_uid__exact={thing.uid}")


class ReadOnlyInline(Ruled, TabularInline):
    """Rows that hang on the thing of the page, to be looked at."""

    extra = 0
    show_change_link = False


def sentence_of(error: Exception) -> str:
    """Return what to tell the person whose change was not made."""
    if isinstance(error, Stale):
        return _(
            "Somebody changed this since you opened it, so nothing was saved. "
            "Open it again in another tab, and compare before you save."
        )
    return str(error)
