"""What was said, typed or pasted: it is kept as a file, and compared with the words quoted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.enums import EvidenceKind
from claims.formats.drafts import MAX_CHARS
from claims.services.evidence import own_title
from claims.services.transcripts import as_file
from claims.text.fidelity import read_transcript

from .merging import SeenForm

Data = dict[str, Any]


def pasted(label: Any, *, required: bool) -> forms.CharField:
    """Return the field for a transcript."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=MAX_CHARS,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": _("[12:31] NAME: …")}),
        help_text=_(
            "What was said, line by line. Times (12:31) and names at the head of a line are "
            "understood, and so are subtitles."
        ),
    )


class TranscriptFields(forms.Form):
    """Evidence may come as the words of a recording or a conversation."""

    transcript = pasted(_("Or a transcript, or notes"), required=False)

    def take_transcript(self, data: Data, words: str) -> None:
        """Make a pasted transcript the file of the evidence, named by ``words`` if by nothing."""
        text = data.get("transcript", "")
        if not text.strip():
            return
        if data.get("file"):
            reason = _("Evidence has one file. Add the transcript as evidence of its own.")
            self.add_error("transcript", reason)
            return
        data["file"] = as_file(text)
        if not data.get("title"):
            known = data.get("url", ""), "", data.get("description", "")
            data["title"] = own_title(*known) if any(known) else words

    @staticmethod
    def words_of(data: Data) -> tuple[str, EvidenceKind]:
        """Return a title for what has none: how it begins; and the kind it seems to be."""
        said = read_transcript(data["transcript"]).text.split()
        begins = " ".join(said)[:80].strip() or data["transcript"].strip()[:80]
        return str(_("Transcript: %(words)s")) % {"words": begins}, EvidenceKind.RECORDING


class TranscriptForm(SeenForm):
    """The transcript of what is here already."""

    transcript = pasted(_("Transcript or notes"), required=True)
