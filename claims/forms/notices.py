"""What people choose about notices: how soon an e-mail tells of each kind."""

from collections.abc import Mapping
from typing import Any

from django import forms

from claims.enums import How, NoticeKind


class HowForm(forms.Form):
    """One choice for each kind; ``how`` is how they stand."""

    def __init__(self, *args: Any, how: Mapping[NoticeKind, How], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in NoticeKind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=How.choices,
                initial=how[kind],
                widget=forms.RadioSelect,
            )
