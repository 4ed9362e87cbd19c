"""What a person may type about archives: a file of their own, and an address in a public one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Evidence

from .merging import SeenForm

MAX_FILE = 50 * 1024 * 1024  # it is read while somebody waits


class BringArchiveForm(forms.Form):
    """A web archive; of evidence without an address also which of its pages is meant."""

    archive = forms.FileField(
        label=_("WACZ or WARC file"),
        help_text=_("As a browser’s archiver saves it. Its copies of this page are stored."),
        widget=forms.ClearableFileInput(attrs={"accept": ".wacz,.warc,.gz"}),
    )
    address = forms.CharField(
        label=_("Address of the page in it"),
        required=False,
        max_length=2000,
        help_text=_("Where the file holds several pages."),
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )

    def __init__(self, *args: Any, evidence: Evidence, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_bring_%s", **kwargs})
        if evidence.url:
            del self.fields["address"]

    def clean_archive(self) -> Any:
        """Refuse what is too large to keep."""
        file = self.cleaned_data["archive"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(
                _("This file is over 50 MB. Make an archive of the single page that you need.")
            )
        return file


class ArchiveAddressForm(SeenForm):
    """Where a public archive keeps the page."""

    archive_url = forms.URLField(
        label=_("Address in the archive"),
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://web.archive.org/web/…"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_kept_%s", **kwargs})

    @classmethod
    def of(cls, evidence: Evidence) -> "ArchiveAddressForm":
        """Return the form as it stands for ``evidence``."""
        return cls(initial={"archive_url": evidence.archive_url, "seen": evidence.version})
