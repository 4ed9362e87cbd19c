"""What a person types about a view of the queue: its name, and whom it is for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import SavedView, User


class ViewForm(forms.Form):
    """A view's name; those of the newsroom may share it."""

    name = forms.CharField(
        label=_("Name"), max_length=80, error_messages={"required": _("Give the view a name.")}
    )
    is_shared = forms.BooleanField(label=_("Everybody of the newsroom sees it"), required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: User, view: SavedView | None = None, **kwargs: Any) -> None:
        if view:
            about = {"name": view.name, "is_shared": view.is_shared, "seen": view.version}
            kwargs |= {"initial": about, "auto_id": f"view-{view.uid}-%s"}
        else:
            kwargs.setdefault("auto_id", "view-new-%s")
        super().__init__(*args, **kwargs)
        if not by.in_newsroom:
            del self.fields["is_shared"]
        if not view:
            del self.fields["seen"]

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed."""
        return {"is_shared": False, **self.cleaned_data}
