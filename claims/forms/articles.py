"""What a person may type to bring an article in, or about one that is here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.enums import Visibility
from claims.models import Article, Desk, User
from claims.permissions import CHECKS
from claims.queries.lexicon import language_code, language_named
from claims.text import Lexicon
from claims.text.languages import KNOWN

from .marking import MomentField
from .merging import MergingForm


class ImportForm(forms.Form):
    """What every way in asks for; all of it may be left blank."""

    title = forms.CharField(
        label=_("Working title"),
        max_length=300,
        required=False,
        help_text=_("Left blank, the headline of the text is taken."),
    )
    desk = forms.ModelChoiceField(
        Desk.objects.all(),
        label=_("Desk"),
        required=False,
        to_field_name="slug",
        empty_label=_("no desk"),
    )
    deadline = MomentField(label=_("Deadline"), required=False)
    again = forms.BooleanField(
        label=_("Import it as another article, although the same text is here"), required=False
    )


class PastedWords(forms.Form):
    """Words pasted as text, or as rich text from a word processor or page."""

    text = forms.CharField(
        label=_("Story"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 14,
                "class": "input--article",
                "data-paste-rich": "id_html",
                "autofocus": True,
            }
        ),
    )
    html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)


class WordsAtAddress(forms.Form):
    """Published words by their address."""

    url = forms.URLField(
        label=_("Web address"),
        max_length=2000,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )


class WordsInFile(forms.Form):
    """Words in a file."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,  # the reader says in its own words what is wrong with it
        widget=forms.ClearableFileInput(
            attrs={"accept": ".txt,.md,.html,.htm,.docx,.pdf,.json,.xml"}
        ),
    )


class PasteForm(PastedWords, ImportForm):
    """A story pasted."""


class UrlForm(WordsAtAddress, ImportForm):
    """A published story by its address."""


class FileForm(WordsInFile, ImportForm):
    """A story in a file."""


def languages() -> list[tuple[str, str]]:
    """Return the languages the engine knows from one another, by name."""
    named = [(code, language_named(code, Lexicon(language=""))) for code in KNOWN]
    return [("", str(_("not known"))), *sorted(named, key=lambda pair: pair[1])]


class ArticleForm(MergingForm):
    """What is said about an article: its people, desk, times and readers."""

    title = forms.CharField(label=_("Title"), max_length=300)
    byline = forms.CharField(label=_("Byline"), max_length=300, required=False)
    desk = forms.ModelChoiceField(
        Desk.objects.all(),
        label=_("Desk"),
        required=False,
        to_field_name="slug",
        empty_label=_("no desk"),
    )
    authors = forms.ModelMultipleChoiceField(
        User.objects.filter(is_active=True, is_author=True),
        label=_("Authors"),
        required=False,
        to_field_name="username",
        widget=forms.CheckboxSelectMultiple,
    )
    lead_checker = forms.ModelChoiceField(
        User.objects.filter(is_active=True),
        label=_("Lead checker"),
        required=False,
        to_field_name="username",
        empty_label=_("nobody yet"),
    )
    deadline = MomentField(label=_("Deadline"), required=False)
    embargo_until = MomentField(label=_("Embargo until"), required=False)
    dateline_date = forms.DateField(
        label=_("Date of the dateline"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("“On Tuesday” in the text counts from this day."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=languages,
        help_text=_("Changed? Then “Read again” in the article's side column."),
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[(v.value, v.label) for v in (Visibility.NEWSROOM, Visibility.NAMED)],
    )
    readers = forms.ModelMultipleChoiceField(
        User.objects.filter(is_active=True),
        label=_("Named people"),
        required=False,
        to_field_name="username",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Beside them, its authors, its lead checker and who brought it in read it."),
    )

    PLAIN = (
        "title",
        "byline",
        "desk",
        "lead_checker",
        "deadline",
        "embargo_until",
        "dateline_date",
        "language",
        "visibility",
    )

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        initial: dict[str, Any] = {name: getattr(article, name) for name in self.PLAIN}
        initial["seen"] = article.version
        initial["language"] = language_code(article.language)
        if not args:  # a form to fill in, not one that was sent
            initial["authors"] = article.authors.all()
            initial["readers"] = article.readers.all()
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)

    def clean_lead_checker(self) -> User | None:
        """Let only people who check lead a check."""
        lead: User | None = self.cleaned_data["lead_checker"]
        if lead and not lead.roles & CHECKS:
            raise forms.ValidationError(_("%(name)s does not check claims."), params={"name": lead})
        return lead
