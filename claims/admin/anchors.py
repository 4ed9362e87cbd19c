"""Anchors: where a claim or statement stands in the text, to be looked at below it."""

from django.http import HttpRequest

from claims.models import Anchor

from .base import ReadOnlyInline, Rows


class AnchorInline(ReadOnlyInline):
    """The anchors of one claim or statement."""

    model = Anchor
    fields = ("revision_number", "part", "exact", "start", "end", "state")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Rows:
        return super().get_queryset(request).select_related("revision")

    def revision_number(self, obj: Anchor) -> int:
        return obj.revision.number
