"""In what a signed record differs from the article as it is now, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .signed_parts import IN_TWO, LOOKED, Record

WORDS = {
    "words": gettext_lazy("words"),
    "text": gettext_lazy("wording"),
    "statement": gettext_lazy("statement"),
    "risk": gettext_lazy("risk"),
    "state": gettext_lazy("check state"),
    "reason": gettext_lazy("reason"),
    "verdict": gettext_lazy("verdict"),
    "finding": gettext_lazy("finding"),
    "action": gettext_lazy("editorial action"),
    "checked": gettext_lazy("who checked it"),
    "approved": gettext_lazy("approval"),
    "supports": gettext_lazy("evidence"),
    "replies": gettext_lazy("right of reply"),
    "source": gettext_lazy("source"),
    "mention": gettext_lazy("source as printed"),
    "role": gettext_lazy("role as printed"),
    "manner": gettext_lazy("manner"),
    "terms": gettext_lazy("terms"),
    "report": gettext_lazy("what the article reports"),
    "said": gettext_lazy("was it said"),
    "note": gettext_lazy("note"),
    "heard": gettext_lazy("who heard it"),
}
ARTICLE = {"title": gettext_lazy("title"), "byline": gettext_lazy("byline")}
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is no longer as it was signed; ``fields`` are what changed in it."""

    what: str
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.what} – {', '.join(self.fields)}" if self.fields else self.what


def differences(signed: Record, now: Record) -> list[Difference]:
    """Return what of the text, the claims and the evidence is not as it was signed.

    ``now`` needs only what ``signing.compared_parts`` returns. What records did not hold when this
    one was signed does not count, and no more what a machine found in a copy: a new copy takes no
    sign-off away.
    """
    found = []
    leave = LOOKED | (frozenset(IN_TWO) if signed.get("format", 1) < 2 else frozenset())
    named = [key for key in ARTICLE if signed["heading"][key] != now["heading"][key]]
    if named:
        found.append(Difference(_("the article"), tuple(str(ARTICLE[key]) for key in named)))
    if signed["revision"]["sha256"] != now["revision"]["sha256"]:
        found.append(Difference(_("the text")))
    for part, name in (("claims", claim_name), ("statements", statement_name)):
        then = {row["uid"]: row for row in signed[part]}
        today = {row["uid"]: row for row in now[part]}
        found += [
            Difference(name(then.get(uid) or today[uid]), fields)
            for uid in then | today
            if (fields := unlike(then.get(uid), today.get(uid), leave))
        ]
    return found


def unlike(
    then: Record | None, now: Record | None, leave: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return in words in what two records of one thing differ; nothing when they are alike."""
    if then is None or now is None:
        return (_("added since") if then is None else _("taken out since"),)
    # told in one order: a record that comes back from PostgreSQL has its keys in another
    return tuple(
        str(WORDS.get(key, key))
        for key in [*WORDS, *sorted((then | now).keys() - WORDS.keys())]
        if essence(key, then.get(key), leave) != essence(key, now.get(key), leave)
    )


def essence(key: str, value: Any, leave: frozenset[str]) -> Any:
    """Return what counts of a value: words wherever they stand, people whatever they are called."""
    if key == "words":
        return [exact for _start, _end, exact in value or []]
    return without_names(value, leave)


def without_names(value: Any, leave: frozenset[str]) -> Any:
    """Return ``value`` without ``leave``, and the names of people who stand there by uid too."""
    if isinstance(value, dict):
        named = "uid" in value and "by" in value
        left = leave | {"by"} if named else leave
        return {k: without_names(v, leave) for k, v in value.items() if k not in left}
    return [without_names(item, leave) for item in value] if isinstance(value, list) else value


def claim_name(row: Record) -> str:
    return _("claim %(number)d") % {"number": row["number"]}


def statement_name(row: Record) -> str:
    words = " … ".join(exact for _start, _end, exact in row["words"])
    cut = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    return _("the statement “%(words)s”") % {"words": cut}
