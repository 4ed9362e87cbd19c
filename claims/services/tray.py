"""The tray: what a new draft left without a place, until a person says where it belongs."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import AnchorState, Part
from claims.models import Anchor, AuditEvent, Claim, Query, Revision, Statement, User
from claims.text.reanchoring import same_words

from . import claims, statements
from .anchoring import anchor, as_sentence, trimmed
from .rewording import deed, reworded
from .saving import Invalid, bump, lock, record, refuse

Thing = Claim | Statement | Query


@transaction.atomic
def place(
    *,
    thing: Thing,
    start: int,
    end: int,
    by: User,
    revision: Revision | None = None,
    seen: int | None = None,
) -> AuditEvent:
    """Say that the words of ``thing`` are now ``start:end`` of the current draft.

    Other words than before put its question anew, as everywhere. ``revision`` is the draft the
    person had before them; raises Invalid when there is a newer one.
    """
    article = lock(thing.article)
    thing = lock(thing, seen=seen)
    refuse(permissions.why_not_work_on(by, article))
    current = article.current
    if current is None or (revision is not None and revision.pk != current.pk):
        raise Invalid(_("The text has changed meanwhile. Look at the new draft, then try again."))
    if isinstance(thing, Query) and thing.on:
        raise Invalid(_("This query goes with its claim or statement."))
    refuse_twin(thing, current, start, end)
    start, end = trimmed(current, start, end)
    own = thing.anchors.filter(part=Part.CONTENT).order_by("-revision__number", "start")
    if own.filter(revision=current).exists():
        raise Invalid(_("These words have their place already."))
    was, now = last_words(list(own)), current.text[start:end]
    same = same_words(was, now)
    state = AnchorState.MOVED if same else AnchorState.EDITED
    owner: dict[str, Any] = {type(thing).__name__.lower(): thing}
    anchor(current, [(start, end)], state=state, **owner)
    if not same:
        reworded(thing, words=(was, now), parts=printed(thing), by=by)
        thing = lock(thing)
    bump(thing)
    return record(thing, by=by, kind=f"{thing._meta.model_name}.placed", note=now[:500])


def refuse_twin(thing: Thing, current: Revision, start: int, end: int) -> None:
    """Raise Invalid where another live claim, or statement, holds just these words."""
    twin: Claim | Statement | None = None
    if isinstance(thing, Claim):
        twin = claims.claim_at(current, start, end)
    elif isinstance(thing, Statement):
        twin = statements.statement_at(current, (start, end))
    if twin is None or twin.retired_at or twin == thing or isinstance(thing, Query):
        return
    if thing.retired_at is None:
        raise Invalid(
            _("“%(other)s” stands on these words already. Retire one of the two.")
            % {"other": str(twin)[:80]}
        )


def last_words(anchors: list[Anchor]) -> str:
    """Return the words where they stood last; ``anchors`` the newest first."""
    newest = anchors[0].revision_id if anchors else None
    return " … ".join(anchor.exact for anchor in anchors if anchor.revision_id == newest)


def printed(thing: Thing) -> dict[str, str]:
    """Return cue and mention of a statement as they were: a person placed its words only."""
    return {"cue": thing.cue, "mention": thing.mention} if isinstance(thing, Statement) else {}


def take_up(*, thing: Claim | Statement, by: User) -> None:
    """Let a held thing that a person placed wait in the tray again; its question stays open."""
    own = thing.anchors.filter(part=Part.CONTENT).order_by("-revision__number", "start")
    wrong = last_words(list(own))
    thing.anchors.filter(revision=thing.article.current).delete()
    was = last_words(list(own.all()))
    values: dict[str, str] = {}
    if isinstance(thing, Statement):
        values = {"words": was}
    elif thing.text == as_sentence(wrong):
        values = {"text": as_sentence(was)}
    deed(thing, "deed.undone", values, by=by, note=f"{thing._meta.model_name}.placed")


@transaction.atomic
def restore(
    *, thing: Claim | Statement, start: int, end: int, by: User, revision: Revision | None = None
) -> AuditEvent:
    """Bring back a retired claim or statement whose words are in the text again."""
    lock(thing.article)
    if isinstance(thing, Claim):
        claims.restore_claim(claim=thing, by=by)
    else:
        statements.restore_statement(statement=thing, by=by)
    return place(thing=thing, start=start, end=end, by=by, revision=revision)
