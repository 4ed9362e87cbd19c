"""Two stored copies of one piece of evidence, word by word, and what is quoted from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from django.utils.translation import gettext as _

from claims.enums import Found
from claims.formats.stored import every_word
from claims.models import Capture, Claim, Evidence, Statement, Support, User
from claims.models.evidence import bearing_on_what
from claims.text.fidelity import Transcript
from claims.text.passages import find_passage
from claims.text.revisions import compare
from claims.text.segments import Block, BlockKind

from .revision_lines import Line, Stretch, lines_of, stretches_of

MOST_LETTERS = 200_000  # code points of each that are compared: two seconds
MOST_LINES = 3_000
MOST_LOOKED_THROUGH = 400_000  # code points in which a quoted passage is looked for
MOST_PASSAGES = 20
THERE = (Found.FOUND, Found.SIMILAR)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted passage; ``before`` and ``after`` are how it stands in the two, "" untold."""

    support: Support
    before: str
    after: str

    @property
    def thing(self) -> Claim | Statement | None:
        """Return what rests on it."""
        return self.support.claim or self.support.statement

    @property
    def fate(self) -> str:
        """Return what became of it: "there", "other" words now, "gone", "come", "neither" or ""."""
        if not (self.before and self.after):
            return ""
        was, stays = self.before in THERE, self.after in THERE
        if was and stays:
            return "other" if self.before == Found.FOUND != self.after else "there"
        return "gone" if was else "come" if stays else "neither"

    @property
    def label(self) -> str:
        """Say it."""
        return {
            "there": _("still there"),
            "other": _("stands there in other words now"),
            "gone": _("no longer there"),
            "come": _("only in the newer one"),
            "neither": _("in neither of them"),
        }.get(self.fate, _("too long to look through here"))


class CopyComparison:
    """Two copies, the older one first, as ``user`` may see what rests on them."""

    def __init__(self, evidence: Evidence, old: Capture, new: Capture, user: User) -> None:
        self.evidence = evidence
        self.old = old
        self.new = new
        self.user = user

    @property
    def is_cut(self) -> bool:
        """Whether one of the two is longer than what is compared."""
        return any(cut(copy.text) != copy.text for copy in (self.old, self.new))

    @property
    def wordless(self) -> list[Capture]:
        """Return those without words."""
        return [copy for copy in (self.old, self.new) if not copy.text.strip()]

    @property
    def same_bytes(self) -> bool:
        """Whether the two are the same to the last byte."""
        return bool(self.old.sha256) and self.old.sha256 == self.new.sha256

    @cached_property
    def lines(self) -> list[Line]:
        """Return every line of both."""
        old, new = cut(self.old.text), cut(self.new.text)
        return lines_of(compare(old, blocks_of(old), new, blocks_of(new)), old, new)

    @cached_property
    def differences(self) -> list[Line]:
        """Return the lines that differ."""
        return [line for line in self.lines if line.number]

    @cached_property
    def stretches(self) -> list[Stretch]:
        """Return the lines, what is alike put away but for a little around each difference."""
        return stretches_of(self.lines)

    # --- what is quoted -------------------------------------------------------------------------

    @cached_property
    def found(self) -> list[Support]:
        """Return the quoting ties that one may see, one more than is told."""
        rows = Support.objects.filter(bearing_on_what(self.user), evidence=self.evidence)
        rows = rows.filter(removed_at__isnull=True).exclude(passage="")
        rows = rows.select_related("claim__article", "statement__article")
        return list(rows.order_by("created_at", "pk")[: MOST_PASSAGES + 1])

    @property
    def more_quoted(self) -> bool:
        """Whether there are more passages than are told."""
        return len(self.found) > MOST_PASSAGES

    @cached_property
    def quoted(self) -> list[Quoted]:
        """Return what is quoted from the evidence, and whether it stands in the two."""
        shown = self.found[:MOST_PASSAGES]
        before, after = (places(copy, shown) for copy in (self.old, self.new))
        return [Quoted(row, before[row.pk], after[row.pk]) for row in shown]

    @property
    def gone(self) -> int:
        """Return how many passages are no longer there."""
        return sum(one.fate == "gone" for one in self.quoted)

    @property
    def tone(self) -> str:
        """Return how loud that is to be told: "error", "warning" or ""."""
        fates = {one.fate for one in self.quoted}
        return "error" if "gone" in fates else "warning" if "other" in fates else ""


def places(copy: Capture, supports: Iterable[Support]) -> dict[int, str]:
    """Return how the passage of each tie stands in a copy, by the tie's key.

    What the worker found there is kept; of another copy it is looked for, in its main text and
    then among all words of the page.
    """
    told: dict[str, str] = {}
    found = {}
    text, whole = Transcript(copy.text), cache(lambda: Transcript(whole_of(copy)))  # read once
    for support in supports:
        words = support.passage
        if support.found and support.found_in_id == copy.pk:
            told[words] = support.found
        elif words not in told:
            told[words] = stands_in(words, text)
            if told[words] == Found.MISSING and whole().text:
                told[words] = stands_in(words, whole())
        found[support.pk] = told[words]
    return found


def stands_in(words: str, text: Transcript) -> str:
    """Return whether words stand in a text; "" for one that is too long to look through."""
    return find_passage(words, text).found if len(text.text) <= MOST_LOOKED_THROUGH else ""


def whole_of(copy: Capture) -> str:
    """Return all words of a stored page, those beside its main text included."""
    if not copy.body or "html" not in copy.media_type:
        return ""
    try:
        with copy.body.open("rb") as file:
            return every_word(file.read(), media_type=copy.media_type)
    except OSError:
        return ""


def cut(text: str) -> str:
    """Return as much of a text as is compared: whole lines, unless one alone is too long."""
    lines = text[:MOST_LETTERS].split("\n")
    if len(text) > MOST_LETTERS and len(lines) > 1:
        lines = lines[:-1]
    return "\n".join(lines[:MOST_LINES])


def blocks_of(text: str) -> list[Block]:
    """Return the lines of a stored text as the blocks they were on the page."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Block(BlockKind.PARAGRAPH, at, at + len(line)))
        at += len(line) + 1
    return found
