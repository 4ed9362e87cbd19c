"""Settings of which there is one: its page instead of a list, stored or not."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise

from .base import NewsroomAdmin, for_admins


class OnlyOneAdmin(NewsroomAdmin):
    """The page of a setting with the key 1; the model says by ``now()`` how it stands."""

    can_change = True
    heading: ClassVar[str | Promise]

    @for_admins
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the one page there is."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        page = f"admin:claims_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(page, args=[1]))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> models.Model | None:
        """Return the setting as it stands, stored or not: it can be changed either way."""
        model: Any = self.model
        return model.now() if object_id == "1" else None

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Call the page by what it is."""
        title = {"title": self.heading, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, title)
