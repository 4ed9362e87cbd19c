"""What people type about themselves: taking up an invitation, their profile."""

import functools
import zoneinfo
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import SetPasswordMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from claims.models import Invitation, User

if TYPE_CHECKING:
    PasswordFields = SetPasswordMixin[User]
else:
    PasswordFields = SetPasswordMixin


class JoinForm(PasswordFields, forms.Form):
    """A user name and a password, typed twice."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Letters, digits and @ . + - _"),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password1, password2 = SetPasswordMixin.create_password_fields(
        label1=_("Password"), label2=_("The same password again")
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean_username(self) -> str:
        """Signing in makes no difference between large and small letters, nor does this."""
        username: str = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("Somebody has this user name. Choose another one."))
        return username

    def clean(self) -> dict[str, Any]:
        self.validate_passwords()
        data: dict[str, Any] = super().clean() or self.cleaned_data
        person = User(
            username=data.get("username", ""),
            name=self.invitation.name,
            email=self.invitation.email,
        )
        self.validate_password_for_user(person, "password2")
        return data


@functools.cache
def time_zones() -> list[tuple[str, Any]]:
    """Return the zones this machine knows, by name; places only, no "Etc/GMT+3"."""
    names = sorted(
        name
        for name in zoneinfo.available_timezones()
        if "/" in name and not name.startswith(("Etc/", "SystemV/", "US/"))
    )
    return [("", _("The newsroom's")), ("UTC", "UTC"), *((name, name) for name in names)]


class ProfileForm(forms.Form):
    """One's own name, e-mail and time zone."""

    name = forms.CharField(
        label=_("Name"), max_length=150, help_text=_("As colleagues read it beside your work.")
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("You can sign in with it, too.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False, choices=time_zones)


class NewPasswordForm(PasswordFields, forms.Form):
    """A new password for somebody who forgot theirs, typed twice."""

    password1, password2 = SetPasswordMixin.create_password_fields(
        label1=_("New password"), label2=_("The same password again")
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        self.validate_passwords()
        self.validate_password_for_user(self.person, "password2")
        return super().clean() or self.cleaned_data
