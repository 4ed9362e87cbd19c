"""People, their roles and passwords; invitations, which are the only way to become one."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from claims.forms.people import NewPasswordForm
from claims.models import Invitation, User
from claims.models.people import ROLE_FIELDS
from claims.services import accounts, people
from claims.services.saving import Invalid

from .base import NewsroomAdmin, Rows, admin_of, for_admins, may

ROLES = tuple(ROLE_FIELDS.values())


def roles_in_words(obj: User | Invitation) -> str:
    """Return the roles held, by their names."""
    return ", ".join(str(role.label) for role in ROLE_FIELDS if role in obj.roles)


@admin.register(User)
class PersonAdmin(NewsroomAdmin):
    """People: names, roles, passwords; an account is switched off, never deleted."""

    can_change = True
    list_display = ("__str__", "username", "email", "in_words", "is_active", "last_login")
    list_filter = (*ROLES, "is_active")
    search_fields = ("name", "username", "email")
    ordering = ("name", "username")
    readonly_fields = ("password_link", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "name", "email", "password_link")}),
        (gettext_lazy("Roles"), {"fields": (*ROLES, "is_active")}),
        (gettext_lazy("More"), {"fields": ("time_zone", "last_login", "date_joined")}),
    )

    @admin.display(description=gettext_lazy("roles"))
    def in_words(self, obj: User) -> str:
        return roles_in_words(obj)

    @admin.display(description=gettext_lazy("password"))
    def password_link(self, obj: User) -> str:
        return format_html('<a href="../password/">{}</a>', _("Set a new password"))

    def save_by_verb(self, request: HttpRequest, obj: User, form: Any) -> None:
        person = User.objects.get(pk=obj.pk)
        accounts.edit_person(person=person, by=admin_of(request), **form.values())

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.password_view)
        own = path("<int:pk>/password/", view, name="claims_user_password")
        return [own, *super().get_urls()]

    @for_admins
    @method_decorator(sensitive_post_parameters())
    def password_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give somebody a new password."""
        if not may(request):
            raise PermissionDenied
        person = self.get_object(request, str(pk))
        if person is None:
            raise Http404
        form = NewPasswordForm(request.POST or None, person=person)
        if request.method == "POST" and form.is_valid():
            password = form.cleaned_data["password1"]
            accounts.set_password(person=person, password=password, by=admin_of(request))
            words = _("The new password of %(name)s is set. Tell them in person.")
            self.message_user(request, words % {"name": person}, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:claims_user_change", args=[person.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Set a new password: %(name)s") % {"name": person},
            "form": form,
            "original": person,
            "opts": self.opts,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/claims/user/password.html", context)


class OpenFilter(admin.SimpleListFilter):
    """Which invitations still work."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("Open")), ("used", _("Used")), ("expired", _("Expired"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now = timezone.now()
        found: dict[str, dict[str, Any]] = {
            "open": {"used_at__isnull": True, "expires_at__gt": now},
            "used": {"used_at__isnull": False},
            "expired": {"used_at__isnull": True, "expires_at__lte": now},
        }
        return queryset.filter(**found.get(self.value() or "", {}))


@admin.register(Invitation)
class InvitationAdmin(NewsroomAdmin):
    """Invitations: made here, with a link that is shown once; withdrawn when no longer meant."""

    can_add = True
    list_display = ("name", "email", "in_words", "state", "expires_at", "created_by", "used_by")
    list_select_related = ("created_by", "used_by")
    list_filter = (OpenFilter,)
    search_fields = ("name", "email")
    fields = ("name", "email", *ROLES)
    actions = ("withdraw",)

    @admin.display(description=gettext_lazy("roles"))
    def in_words(self, obj: Invitation) -> str:
        return roles_in_words(obj)

    @admin.display(description=gettext_lazy("state"))
    def state(self, obj: Invitation) -> str:
        if obj.used_at:
            return _("Used")
        return _("Open") if obj.is_open else _("Expired")

    def save_by_verb(self, request: HttpRequest, obj: Invitation, form: Any) -> Invitation:
        data = form.cleaned_data
        email = data["email"]
        if email and User.objects.filter(email__iexact=email).exists():
            raise Invalid(_("Somebody here has this e-mail address already."))
        invitation, token = people.invite(
            name=data["name"],
            email=email,
            by=admin_of(request),
            roles=frozenset(role for role, field in ROLE_FIELDS.items() if data[field]),
        )
        link = request.build_absolute_uri(reverse("invitation", args=[token]))
        words = _("Send %(name)s this link. It works once, and is not shown again: %(link)s")
        self.message_user(request, words % {"name": data["name"], "link": link}, messages.WARNING)
        return invitation

    @admin.action(description=gettext_lazy("Withdraw: the link stops working"))
    def withdraw(self, request: HttpRequest, queryset: Rows) -> None:
        by = admin_of(request)
        self.do_all(
            request, queryset, lambda row: people.withdraw_invitation(invitation=row, by=by)
        )
