"""What only some evidence has: the conversation behind it, or the working of a sum."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.enums import Sum
from claims.models import Calculation, Evidence, Interview
from claims.text.sums import Unworkable, work_out

from .saving import Changes, Invalid, broken, chosen, fit

Particulars = Mapping[str, Any]
SILENT = "contact"  # how to reach somebody is in no log
FIGURES = {  # what each figure of a sum is called, by its name in claims.text.sums.INPUTS
    "old": gettext_lazy("old figure"),
    "new": gettext_lazy("new figure"),
    "part": gettext_lazy("part"),
    "whole": gettext_lazy("whole"),
    "amount": gettext_lazy("amount"),
    "people": gettext_lazy("number of people"),
    "figure": gettext_lazy("exact figure"),
    "printed": gettext_lazy("figure as printed"),
    "from_period": gettext_lazy("period of the amount"),
    "to_period": gettext_lazy("period to convert it to"),
    "series": gettext_lazy("index series"),
}
UNWORKABLE = {  # by the code of claims.text.sums.Unworkable
    "missing": gettext_lazy("this is needed."),
    "too_long": gettext_lazy("this is too long."),
    "unreadable": gettext_lazy(
        "“%(what)s” cannot be read. Write a figure such as 1,300 or 4.2 million or 12.5%%."
    ),
    "zero": gettext_lazy("this sum cannot be done with zero."),
    "negative": gettext_lazy("this sum cannot be done with a figure below zero."),
    "unit": gettext_lazy("“%(what)s” is in a unit that does not fit the other figure."),
    "line": gettext_lazy(
        "line %(line)s, “%(what)s”, cannot be read. Each line is a period and its figure."
    ),
    "twice": gettext_lazy("“%(what)s” stands there twice, with different figures."),
    "period": gettext_lazy("“%(what)s” is not in the series."),
}


def set_particulars(
    evidence: Evidence, *, interview: Particulars | None, calculation: Particulars | None
) -> Changes:
    """Store what is given (None leaves it as it is, empty takes it away); return what changed."""
    changes: Changes = {}
    for model, given in ((Interview, interview), (Calculation, calculation)):
        if given is None:
            continue
        old = model._default_manager.filter(evidence=evidence).first()
        values = dict(given) if model is Interview or not given else worked(given)
        if values and isinstance(old, Interview):  # who may not see it leaves it as it is
            values = {SILENT: old.contact} | values
        new = model(evidence=evidence, pk=old.pk if old else None, **values) if values else None
        if new:
            fit(new).save()
        elif old:
            old.delete()
        changes |= differences(old, new)
    return changes


def worked(given: Particulars) -> dict[str, Any]:
    """Return a calculation worked out; another sum than those known stands as it was typed."""
    method = chosen(Sum, given.get("method", ""))
    inputs = {name: str(value).strip() for name, value in given.get("inputs", {}).items()}
    if any(map(broken, inputs.values())):
        raise Invalid(_("This text holds broken characters."))
    if method == Sum.OTHER:
        typed = {name: str(given.get(name, "")).strip() for name in ("formula", "result")}
        if not all(typed.values()):
            raise Invalid(_("Write down the formula and its result."))
        return {"method": method, "inputs": inputs, **typed}
    try:
        done = work_out(method.value, inputs)
    except Unworkable as problem:
        raise Invalid(why_not_work_out(problem)) from problem
    return {"method": method, "inputs": inputs, **done._asdict()}


def as_told(value: object) -> str:
    """Return a value as the log keeps it; the figures of a sum each by its name."""
    if isinstance(value, dict):
        usual = list(FIGURES)  # PostgreSQL keeps no order of its own
        names = sorted(value, key=lambda n: (usual.index(n) if n in usual else len(usual), n))
        return ", ".join(f"{name}: {value[name]}" for name in names)
    return str(value or "")


def why_not_work_out(problem: Unworkable) -> str:
    """Return the sentence for whoever typed the figures: which one, and why."""
    if problem.code not in UNWORKABLE:
        return str(problem)
    reason = UNWORKABLE[problem.code] % {"what": problem.what, "line": problem.line}
    return f"{capfirst(str(FIGURES[problem.name]))}: {reason}"


def differences(
    old: Interview | Calculation | None, new: Interview | Calculation | None
) -> Changes:
    """Return what the log tells of a change."""
    changes: Changes = {}
    thing = new or old
    for field in thing._meta.concrete_fields if thing else ():
        if field.primary_key or field.name in ("evidence", SILENT):
            continue
        before, after = (getattr(side, field.name, "") for side in (old, new))
        if (before or "") != (after or ""):
            changes[field.name] = [as_told(before), as_told(after)]
    if getattr(old, SILENT, "") != getattr(new, SILENT, ""):
        changes[SILENT] = ["", ""]
    return changes
