"""What became of the words of a claim or statement since somebody judged them: old and new."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import groupby, takewhile

from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from claims.enums import Part, Said, State, Verdict
from claims.models import AuditEvent, Claim, Revision, Statement
from claims.text.reanchoring import Change, Kind, changed, same_words
from claims.text.words import WORDS

GAP = " … "  # between the parts of words that stand apart
LEAST_ALIKE = 0.3  # below this the pieces are confetti, and the two stand whole
LONGEST = 60  # code points of a change that is called out
SHOWN = 8  # changes called out one by one
CALLED = (Kind.NUMBER, Kind.NAME, Kind.NEGATION)
REWORDED = ("claim.words_changed", "statement.words_changed")
FALLEN = frozenset({"verdict", "said"})  # fields that such an event empties


@dataclass(frozen=True, slots=True)
class Wording:
    """The words as they stood in one revision; ``at`` is when that came in."""

    revision: int
    number: int
    at: datetime
    words: str


def wordings(thing: Claim | Statement) -> list[Wording]:
    """Return the words in every revision they stand in, newest first, in one read."""
    rows = thing.anchors.filter(part=Part.CONTENT).order_by("-revision__number", "start")
    found = rows.values_list("revision", "revision__number", "revision__created_at", "exact")
    return [
        Wording(revision, number, at, GAP.join(row[3] for row in group))
        for (revision, number, at), group in groupby(found, key=lambda row: row[:3])
    ]


@dataclass(frozen=True, slots=True)
class Call:
    """A changed number, name or negation; ``old`` or ``new`` is "" where it came or went."""

    kind: Kind
    old: str
    new: str

    @property
    def sentence(self) -> str:
        """Say it in words."""
        both, came, went = {
            Kind.NUMBER: (_("A number changed:"), _("A number came in:"), _("A number went:")),
            Kind.NAME: (_("A name changed:"), _("A name came in:"), _("A name went:")),
            Kind.NEGATION: (
                _("A negation changed:"),
                _("A negation came in:"),
                _("A negation went:"),
            ),
        }[self.kind]
        old, new = (Truncator(words).chars(LONGEST) for words in (self.old, self.new))
        if old and new:
            return f"{both} {old} → {new}"
        return f"{came} {new}" if new else f"{went} {old}"


@dataclass(frozen=True)
class Rewording:
    """Old and new words; ``since`` is the number of the revision that brought the new ones.

    ``was`` is what was found on the old words and fell with them, in words; "" for nothing.
    ``text`` is the sentence under check.
    """

    old: str
    new: str
    since: int
    was: str = ""
    text: str = field(default="", repr=False)

    @cached_property
    def changes(self) -> list[Change]:
        """Return what differs, in order."""
        return changed(self.old, self.new)

    @cached_property
    def calls(self) -> list[Call]:
        """Return the changed numbers, names and negations."""
        return [
            Call(change.kind, self.old[slice(*change.old)], self.new[slice(*change.new)])
            for change in self.changes
            if change.kind in CALLED
        ]

    @property
    def more_calls(self) -> int:
        """Return how many of them are not shown one by one."""
        return max(0, len(self.calls) - SHOWN)

    @cached_property
    def pieces(self) -> list[tuple[str, str]]:
        """Return what stays ("same"), went ("del") and came ("ins"), in the order to read it."""
        found = list(marked(self.old, self.new, self.changes))
        same = sum(len(words) for kind, words in found if kind == "same")
        if same < LEAST_ALIKE * len(self.new):
            return [("del", self.old), ("ins", self.new)]
        return found

    @property
    def shown_calls(self) -> list[Call]:
        """Return the first of them."""
        return self.calls[:SHOWN]

    @property
    def is_apart(self) -> bool:
        """Whether the two share too little to be read as one."""
        return [kind for kind, _words in self.pieces] == ["del", "ins"]

    @cached_property
    def stale(self) -> list[str]:
        """Return numbers and names that the sentence under check has and the words no longer."""
        gone = [
            word
            for call in self.calls
            if call.old and call.kind != Kind.NEGATION
            for word in ([call.old] if holds(self.text, call.old) else telling(call))
            if holds(self.text, word) and not holds(self.new, word)
        ]
        return list(dict.fromkeys(gone))


def holds(text: str, words: str) -> bool:
    """Whether ``words`` stand in ``text``, in large letters or small."""
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))


def telling(call: Call) -> list[str]:
    """Return the old words that say the number, or the name, that changed."""
    bare = [word.strip(".,;:!?()“”\"'") for word in call.old.split()]
    if call.kind == Kind.NUMBER:
        return [word for word in bare if any(map(str.isdigit, word))]
    return [word for word in bare if word[:1].isupper() and word.casefold() not in WORDS]


def marked(old: str, new: str, changes: Sequence[Change]) -> Iterator[tuple[str, str]]:
    """Yield the pieces of both wordings: between the changes stand the words of ``new``."""
    at = 0
    for (was, now), _kinds in groupby(changes, key=lambda change: (change.old, change.new)):
        if before := new[at : now.start]:
            yield "same", before
        gone, come = old[slice(*was)], new[slice(*now)]
        if gone and apart(new[: now.start][-1:], gone):
            yield "same", " "
        if gone:
            yield "del", gone
        if gone and apart(gone[-1], come or new[now.end :]):
            yield "same", " "
        if come:
            yield "ins", come
        at = now.end
    if rest := new[at:]:
        yield "same", rest


def apart(before: str, after: str) -> bool:
    """Whether a space has to stand between two pieces, lest they read as one word."""
    return bool(before.strip()) and after[:1].isalnum()


def rewording_of(
    thing: Claim | Statement, current: Revision, found: Sequence[Wording]
) -> Rewording | None:
    """Return what became of the words since they were judged; None where they are as they were.

    ``found`` as `wordings` returns it. Words that nobody judged are compared with the last ones
    that were other. Words that are not in the text are no rewording.
    """
    if thing.retired_at or not found or found[0].revision != current.pk:
        return None
    now, earlier = found[0], found[1:]
    others = [row for row in earlier if not same_words(row.words, now.words)]
    if not others or is_answered(thing):
        return None
    events = list(AuditEvent.objects.filter(object_uid=thing.uid, kind__in=REWORDED))
    if isinstance(thing, Claim) and thing.verdict_at:
        events = [event for event in events if event.at > thing.verdict_at]
        if not events:
            return None  # the verdict was given on these words
        old = judged_on(earlier, thing.verdict_at) or others[0]
        fell = None
    else:
        fell = next((event for event in events if FALLEN & event.changes.keys()), None)
        old = judged_on(earlier, time_in(fell)) or others[0]
    if same_words(old.words, now.words):
        return None
    since = list(takewhile(lambda row: same_words(row.words, now.words), found))[-1].number
    text = thing.text if isinstance(thing, Claim) else ""
    return Rewording(old.words, now.words, since, label_of(fell), text)


def is_answered(thing: Claim | Statement) -> bool:
    """Whether the question was settled without a verdict, or anew."""
    if isinstance(thing, Statement):
        return bool(thing.said)
    return thing.state == State.NOT_CHECKABLE


def judged_on(earlier: Sequence[Wording], at: datetime | None) -> Wording | None:
    """Return the words as they stood at that time."""
    return next((row for row in earlier if at and row.at <= at), None)


def time_in(fell: AuditEvent | None) -> datetime | None:
    """Return when the verdict or answer was given that fell."""
    changes = fell.changes if fell else {}
    before = next((changes[name][0] for name in ("said_at", "verdict_at") if name in changes), "")
    return parse_datetime(before) if before else None


def label_of(fell: AuditEvent | None) -> str:
    """Say which verdict or answer fell."""
    changes = fell.changes if fell else {}
    said, verdict = (changes.get(name, [""])[0] for name in ("said", "verdict"))
    return str(Said(said).label) if said else str(Verdict(verdict).label) if verdict else ""
