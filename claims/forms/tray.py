"""Where something without a place belongs: words of the text, by their place or copied."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Revision
from claims.services.anchoring import locate

from .merging import SeenForm


class PlaceForm(SeenForm):
    """A place by its ends (code points, half-open), or words to be found in the text."""

    exact = forms.CharField(label=_("Words of the text"), strip=False, required=False)
    start = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    end = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)

    def span(self, revision: Revision) -> tuple[int, int]:
        """Return the place in ``revision``; raises Invalid when it is not told, or not there."""
        data: dict[str, Any] = self.cleaned_data
        if data["exact"].strip() or data["start"] is None or data["end"] is None:
            return locate(revision, data["exact"], data["start"])
        return data["start"], data["end"]
