"""Two people on one form: what each changed since it was shown is put together, field by field."""

import json
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.http import QueryDict

Value = str | list[str]
OWN = ("seen", "was")


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two people changed to different things; ``theirs`` as people read it."""

    name: str
    theirs: str
    who: str = ""


class SeenForm(forms.Form):
    """A form that knows which version of the thing the person had before them."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MergingForm(SeenForm):
    """A form that also knows what each field held when it was shown.

    ``was`` is kept in the page, so who changes it there deceives nobody but themselves: what is
    saved goes through the same rules. ``take`` names the fields in which, of two values shown, the
    other person's is taken: it is the one in ``was``.
    """

    was = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(taken(data), *args, **kwargs)
        self.clashes: dict[str, Clash] = {}
        self.brought: list[str] = []  # labels of what only others changed

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Return what the field holds at first; ``was`` holds what all the others do."""
        if field_name == "was":
            return json.dumps(self.shown())
        return super().get_initial_for_field(field, field_name)

    def merged_names(self) -> list[str]:
        """Return the fields that are merged: all that people fill in."""
        return [name for name, field in self.fields.items() if not_hidden(name, field)]

    def shown(self) -> dict[str, Value]:
        """Return what each field of the form holds before anybody types, as a browser sends it."""
        return {
            name: as_sent(self.fields[name], self.get_initial_for_field(self.fields[name], name))
            for name in self.merged_names()
        }

    def typed(self, name: str) -> Value | None:
        """Return what was sent for a field; None where the form sent did not have it."""
        field, key = self.fields[name], self.add_prefix(name)
        if field.widget.value_omitted_from_data(self.data, self.files, key):
            return None
        return as_sent(field, field.widget.value_from_datadict(self.data, self.files, key))

    def clean(self) -> dict[str, Any]:
        """Leave out what only this class knows of."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data.pop("was", None)
        return data

    def merged_into(self, fresh: Self, *, seen: int, who: str = "") -> Self | None:
        """Return ``fresh``, the form of the thing as it stands, filled with what comes of both.

        What one of the two changed since this form was shown stands; where both did, to different
        things, there is a clash: what was typed stays in the field, the other beside it. None when
        this form does not know what it showed.
        """
        was = held(self.data.get("was", ""))
        if was is None:
            return None
        data = QueryDict(mutable=True)
        now = fresh.shown()
        for name, theirs in now.items():
            before = was.get(name, theirs)
            mine = self.typed(name)
            value = merged(before, before if mine is None else mine, theirs)
            if value is None:
                value = mine or ""
                fresh.note_clash(Clash(name, fresh.printed(name, theirs), who))
            elif theirs != before:
                fresh.brought.append(str(fresh.fields[name].label))
            data.setlist(name, value if isinstance(value, list) else [value])
        data["seen"], data["was"] = str(seen), json.dumps(now)
        fresh.data, fresh.files, fresh.is_bound = data, self.files, True
        return fresh

    def note_clash(self, clash: Clash) -> None:
        """Keep a clash, for whoever saves and for the template that draws the field."""
        self.clashes[clash.name] = clash
        self.fields[clash.name].clash = clash  # type: ignore[attr-defined]

    def printed(self, name: str, value: Value) -> str:
        """Return a value as people read it."""
        if isinstance(value, list):
            return ", ".join(self.printed(name, one) for one in value)
        choices = getattr(self.fields[name], "choices", ())
        labels = {str(key): str(label) for key, label in choices if not isinstance(label, list)}
        return labels.get(value, value)


class WholeForm(MergingForm):
    """A form whose fields say one thing together.

    What others changed beside it is none of its business; what they changed of it is a conflict.
    """

    def merged_into(self, fresh: Self, *, seen: int, who: str = "") -> Self | None:
        """Return ``fresh`` filled with what was typed; None where others changed any of it."""
        both = super().merged_into(fresh, seen=seen, who=who)
        return None if both is None or both.brought or both.clashes else both


def not_hidden(name: str, field: forms.Field) -> bool:
    """Whether people fill the field in, so that two may fill it in differently; files never."""
    return name not in OWN and not field.widget.is_hidden and not isinstance(field, forms.FileField)


def as_sent(field: forms.Field, value: Any) -> Value:
    """Return a field's value as a browser sends it, so that two of them can be compared."""
    value = field.prepare_value(value)
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return sorted(str(one) for one in value or [])
    if isinstance(field, forms.BooleanField):
        return "on" if value else ""
    if isinstance(field.widget, forms.DateInput | forms.DateTimeInput):
        value = field.widget.format_value(value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def merged(before: Value, mine: Value, theirs: Value) -> Value | None:
    """Return what comes of two changes to one value; None where they clash.

    Of several choices each is a value of its own: what either put on or took off counts.
    """
    if isinstance(before, list) and isinstance(mine, list) and isinstance(theirs, list):
        on, off = set(mine) - set(before), set(before) - set(mine)
        return sorted((set(theirs) | on) - off)
    if mine in (before, theirs):
        return theirs
    return mine if theirs == before else None


def held(text: str) -> dict[str, Value] | None:
    """Return what ``was`` holds; None for anything that no form of ours wrote."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    return {str(name): value for name, value in found.items() if is_value(value)}


def is_value(value: object) -> bool:
    """Whether this is what a browser can send for a field."""
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, str)


def taken(data: Any) -> Any:
    """Return what was sent, with the other person's value wherever ``take`` names the field."""
    if not isinstance(data, QueryDict) or "take" not in data:
        return data
    was = held(data.get("was") or "") or {}
    fresh = data.copy()
    for name in fresh.pop("take"):
        if name in was:
            value = was[name]
            fresh.setlist(name, value if isinstance(value, list) else [value])
    return fresh
