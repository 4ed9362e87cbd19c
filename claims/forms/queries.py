"""What a person may type about a query."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.enums import TO_ROLES, Role
from claims.models import Article, User
from claims.queries.threads import answerers_of, authors_of
from claims.services.queries import LONGEST

from .merging import SeenForm

ANYBODY = ""


class AskForm(forms.Form):
    """A question and whom it is put to; the service says what is missing."""

    text = forms.CharField(
        label=_("Question"),
        required=False,
        max_length=LONGEST,
        help_text=_("@ and a user name puts it to that person too."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    to = forms.ChoiceField(required=False)  # filled for each article
    exact = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, article: Article, by: User, focus: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"auto_id": "ask-%s", **kwargs})
        self.article = article
        wrote = article.authors.all()
        self.people = {
            person.username: person for person in answerers_of(article) if person.pk != by.pk
        }
        authors = [(Role.AUTHOR.value, authors_of(article))] if wrote else []
        roles = [(role.value, label) for role, label in TO_ROLES.items()]
        people = [(f"@{name}", str(person)) for name, person in self.people.items()]
        self.fields["to"] = forms.ChoiceField(
            label=_("Put to"),
            required=False,
            initial=authors[0][0] if authors else ANYBODY,
            choices=[
                *authors,
                (ANYBODY, _("whoever knows")),
                (_("Everybody of a role"), roles),
                (_("One person"), people),
            ],
        )
        names = reverse("article-people", args=[article.uid])
        # with focus: the panel is there to write in
        self.fields["text"].widget.attrs |= {"data-mentions": names, "data-focus-here": focus}

    @property
    def about(self) -> dict[str, Any]:
        """Return what was typed as the service takes it."""
        to = self.cleaned_data["to"]
        person = self.people[to[1:]] if to.startswith("@") else None
        return {
            "text": self.cleaned_data["text"],
            "to_user": person,
            "to_role": "" if person else to,
        }


class ReplyForm(forms.Form):
    """An answer in a thread."""

    text = forms.CharField(label=_("Reply"), required=False, max_length=LONGEST)


class SettleForm(SeenForm, ReplyForm):
    """Resolving (with a last word, if any) or reopening what one has before one."""
