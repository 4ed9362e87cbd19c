"""An article as a Word file: each claim in the margin, the evidence below the story."""

import contextlib
import datetime
from collections.abc import Iterator
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.enums import Action, ChangeState, EvidenceKind, State, Visibility
from claims.formats import Link, Unreadable
from claims.formats.docx_out import Line, MarginNote, Rank, annotate
from claims.formats.encodings import kind_of
from claims.models import Article, Change, Claim, Evidence, Revision, Statement, Support, User

from .annotated import AnnotatedCopy, Entry
from .found import found_in_words
from .threads import Thread

PLAIN = "“%s”"


class WordFile(NamedTuple):
    """The file, whether it is the imported one with what we add on top, and what it names."""

    data: bytes
    on_top: bool
    evidence: list[Evidence]


def evidence_in(copy: AnnotatedCopy) -> list[Evidence]:
    """Return the evidence that a copy names."""
    return [support.evidence for entry in copy.entries for support in entry.supports]


def word_file(
    article: Article, user: User, *, site: str = "", at: datetime.datetime | None = None
) -> WordFile:
    """Return the current revision for Word, with what ``user`` may read; ``site`` begins links.

    It is written on top of the newest imported Word file whose words are those of this revision.
    Where there is none, or it cannot be written on, the text is laid out plainly.
    """
    copy = AnnotatedCopy(article, user)
    at = at or timezone.now()
    notes = [note_of(entry, copy, site) for entry in copy.entries if entry.kind == "claim"]
    if (original := original_of(copy.revision)) is not None:
        with contextlib.suppress(Unreadable):
            data = written(copy, original, notes, appendix_of(copy, at), at)
            return WordFile(data, True, evidence_in(copy))
    notice = _("The imported Word file could not be written on: this copy has its text alone.")
    lines = appendix_of(copy, at, "" if original is None else notice)
    return WordFile(written(copy, None, notes, lines, at), False, evidence_in(copy))


def written(
    copy: AnnotatedCopy,
    original: bytes | None,
    notes: list[MarginNote],
    lines: list[Line],
    at: datetime.datetime,
) -> bytes:
    """Return the file made of its parts."""
    revision = copy.revision
    return annotate(
        original,
        text=revision.text,
        blocks=revision.block_list,
        notes=notes,
        appendix=lines,
        title=copy.article.title,
        links=[Link(**link) for link in revision.links],
        at=at,
    )


def original_of(revision: Revision) -> bytes | None:
    """Return the newest Word file that was imported with the words of ``revision``.

    Nothing (b"") for one that is no longer there.
    """
    rows = Revision.objects.filter(article=revision.article, sha256=revision.sha256)
    for row in rows.exclude(file="").only("file").order_by("-number"):
        data = b""
        with contextlib.suppress(OSError), row.file.open("rb") as file:
            data = file.read()
        if is_word(data, row.file.name or ""):
            return data
    return None


def is_word(data: bytes, name: str) -> bool:
    """Whether a file is one of Word, by its content, or by its name where it tells nothing."""
    try:
        return kind_of(data) == "docx" if data else name.endswith(".docx")
    except Unreadable:
        return name.endswith(".docx")


def note_of(entry: Entry, copy: AnnotatedCopy, site: str) -> MarginNote:
    """Return the comment on one claim; what has no place in the text stands at the end."""
    anchors = copy.places.get(("claim", entry.thing.pk), [])
    start = min((anchor.start for anchor in anchors), default=0)
    end = max((anchor.end for anchor in anchors), default=0)
    lines = [_("Claim %(n)s") % {"n": entry.label} + f" · {standing_of(entry)}"]
    lines += findings(entry, copy)
    lines += [evidence_in_a_line(support) for support in entry.supports]
    lines += [line for thread in entry.threads for line in asked(thread)]
    lines += [proposed(change) for change in entry.changes]
    if site:
        lines.append(f"{site}{entry.thing.get_absolute_url()}")
    return MarginNote(start, end, "\n".join(lines))


def standing_of(entry: Entry) -> str:
    """Say where the check of a claim or statement stands, and what was found."""
    thing = entry.thing
    if isinstance(thing, Statement):
        return str(thing.get_said_display() or _("Not yet heard"))
    if not isinstance(thing, Claim):
        return ""
    state, verdict = thing.get_state_display(), thing.get_verdict_display()
    if thing.state == State.RECHECK and verdict:
        return _("%(state)s (was: %(verdict)s)") % {"state": state, "verdict": verdict}
    return f"{verdict} · {state}" if verdict else state


def findings(entry: Entry, copy: AnnotatedCopy) -> Iterator[str]:
    """Yield what the checker says of a claim, and whether its words were said."""
    claim = entry.thing
    if not isinstance(claim, Claim):
        return
    if same(claim.text) != same(entry.words):
        yield claim.text
    if claim.state == State.NOT_CHECKABLE and claim.state_reason:
        yield claim.state_reason
    if claim.verdict_note:
        yield claim.verdict_note
    if claim.action != Action.KEEP:
        yield _("What to do: %(action)s") % {"action": claim.get_action_display()}
    holder = copy.things.get(("statement", claim.statement_id or 0))
    if isinstance(holder, Statement) and holder.said:
        yield _("Was it said: %(answer)s") % {"answer": holder.get_said_display()}


def same(words: str) -> str:
    """Return words as they are compared: case, white space and quotation marks aside."""
    return " ".join(words.split()).strip("\"“”„«»‘’'. ").casefold()


def evidence_in_a_line(support: Support) -> str:
    """Say what one piece of evidence is, how it bears on the words and where in it."""
    evidence = support.evidence
    parts = [evidence.title, *bases(evidence), evidence.publisher, support.locator]
    about = ", ".join(part for part in parts if part)
    address = f" {evidence.url}" if evidence.url else ""
    return f"{support.get_stance_display()}: {about}{address}"


def bases(evidence: Evidence) -> Iterator[str]:
    """Yield what one should know before relying on it."""
    if evidence.kind == EvidenceKind.ON_AUTHOR:
        yield _("on author")
    if evidence.visibility == Visibility.NAMED:
        yield _("named people only")


def particulars(evidence: Evidence) -> Iterator[str]:
    """Yield who wrote and published it and when, at which hand, and where it comes from."""
    yield evidence.author
    yield evidence.publisher
    if evidence.published_on:
        yield date_format(evidence.published_on, "j F Y")
    yield evidence.get_primacy_display().lower()
    if evidence.origin:
        yield _("goes back to %(origin)s") % {"origin": evidence.origin}


def asked(thread: Thread) -> Iterator[str]:
    """Yield the lines of an open query: the question and what was answered."""
    query = thread.query
    who = {"name": query.margin_author or query.created_by, "to": thread.put_to}
    yield (_("Open query by %(name)s to %(to)s:") % who) + f" {query.text}"
    for reply in thread.replies:
        yield f"– {reply.created_by or reply.expert}: {reply}"


def proposed(change: Change) -> str:
    """Say which other words are proposed, and why."""
    said = {"old": change.old, "new": change.new, "why": change.reason}
    if change.state == ChangeState.ACCEPTED:
        if change.new:
            return _("Accepted change: “%(old)s” becomes “%(new)s”. %(why)s") % said
        return _("Accepted change: cut “%(old)s”. %(why)s") % said
    if change.new:
        return _("Proposed change: “%(old)s” becomes “%(new)s”. %(why)s") % said
    return _("Proposed change: cut “%(old)s”. %(why)s") % said


def appendix_of(copy: AnnotatedCopy, at: datetime.datetime, notice: str = "") -> list[Line]:
    """Return the evidence list: every claim, and each statement that rests on something."""
    when = date_format(timezone.localtime(at), "j F Y, H:i")
    facts = {"title": copy.article.title, "number": copy.revision.number, "when": when}
    lines = [
        Line(_("Evidence"), Rank.HEADING),
        Line(_("%(title)s, draft %(number)d, as of %(when)s") % facts),
    ]
    lines += [Line(notice)] if notice else []
    for entry in copy.entries:
        if entry.kind == "claim" or (entry.kind == "statement" and entry.supports):
            lines += entry_lines(entry)
    return lines


def entry_lines(entry: Entry) -> Iterator[Line]:
    """Yield what one claim or statement rests on."""
    yield Line(f"{entry.label}. {entry.thing} ({standing_of(entry)})", Rank.ENTRY)
    if not entry.has_place:
        yield Line(_("Its words have no place in this draft."))
    for support in entry.supports:
        evidence = support.evidence
        parts = [evidence.title, *bases(evidence), *particulars(evidence), support.locator]
        parts += [PLAIN % support.passage if support.passage else "", found_in_words(support)]
        parts.append(support.note)
        words = ", ".join(part for part in parts if part)
        yield Line(f"{support.get_stance_display()}: {words}", url=evidence.url)
