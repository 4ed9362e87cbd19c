"""Save a form; where somebody was quicker, with what both changed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.forms.merging import Clash, MergingForm
from claims.models import Change, Claim, Query, ReplyAttempt, Statement, Support, User
from claims.queries.history import colleagues_since
from claims.queries.telling import Line
from claims.services.saving import Stale

TRIES = 3  # a third person may be quicker still


def meanwhile(stale: Stale, user: User) -> list[Line]:
    """Return what others did to a thing since ``user`` saw it."""
    if not isinstance(stale.fresh, Claim | Statement | Support | Change | Query | ReplyAttempt):
        return []
    return colleagues_since(stale.fresh, seen=stale.seen, user=user)


def flat(data: Any) -> dict[str, Any]:
    """Return what was sent, one value for each name."""
    return data.dict() if isinstance(data, QueryDict) else dict(data)


class Merge:
    """One person's form, and what others meanwhile changed of the same thing.

    ``of`` makes the form of a thing as it stands; a form of several fields knows that itself.
    """

    def __init__(
        self, form: forms.Form, user: User, of: Callable[[Any], MergingForm] | None = None
    ) -> None:
        self.form = form
        self.of = of or getattr(form, "of", None)
        self.user = user
        self.sent: Any = form.data
        self.brought: list[str] = []
        self.who = ""

    def save(self, verb: Callable[[Any], Any], *, unseen: bool = True) -> Any:
        """Do ``verb`` with the form; with what others changed in it, when they were quicker.

        Raises Stale where a field clashes, and without ``unseen`` always: what is saved is then
        a judgement on what others changed. ``self.form`` is what to show in either case.
        """
        for left in reversed(range(TRIES)):
            try:
                return verb(self.form)
            except Stale as stale:
                if not self.merge(stale) or self.clashes or not unseen or not left:
                    raise
        raise AssertionError  # the last try returns or raises

    def merge(self, stale: Stale) -> bool:
        """Put both together in ``self.form``; False when it does not know what it showed."""
        fresh: Any = stale.fresh
        lines = colleagues_since(fresh, seen=stale.seen, user=self.user)
        names = dict.fromkeys(str(line.who) for line in lines)
        self.who = _(" and ").join(names)
        if self.of is None or not isinstance(self.form, MergingForm):
            return False
        form = self.form.merged_into(self.of(stale.fresh), seen=stale.fresh.version, who=self.who)
        if form is None:
            return False
        self.form = form
        self.brought += [label for label in form.brought if label not in self.brought]
        return True

    @property
    def clashes(self) -> dict[str, Clash]:
        """Return the fields that two changed to different things."""
        return getattr(self.form, "clashes", {})

    def kept(self, name: str) -> dict[str, Any]:
        """Return what was typed for the page, under ``name``: the form, or its bare values."""
        form: Any = self.form
        if name != "typed" and name != "typed_said":
            return {name: form, "clashes": self.clashes}
        return {name: {**flat(self.sent), **flat(form.data)}, "clashes": self.clashes}

    def words(self) -> str:
        """Say what others had changed; "" where that was nothing of this form."""
        if not self.brought:
            return ""
        about = {"who": self.who, "fields": ", ".join(self.brought)}
        if not self.who:
            return _("Saved, with what was changed meanwhile: %(fields)s.") % about
        said = _("Saved. %(who)s had meanwhile changed: %(fields)s. Both changes stand.")
        return said % about

    def sentence(self) -> str:
        """Say what to do with a form that is shown again, on a page of its own."""
        if not self.clashes:
            return _(
                "Somebody changed this while you typed. What you typed is still here: look at what "
                "stands there now, then save again."
            )
        return _(
            "Somebody changed the same while you typed. Both are below: choose, then save again. "
            "All else is put together already."
        )

    def again(self, stale: Stale) -> forms.Form:
        """Return the form to show again; sent once more, it is meant."""
        sent: Any = self.form.data
        data = sent.copy()
        data["seen"] = str(stale.fresh.version)
        self.form.data = data
        self.form.add_error(None, self.sentence())
        return self.form
