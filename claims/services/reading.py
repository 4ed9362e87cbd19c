"""Reading: what the text engine finds in an article is stored as suggestions, once or again."""

from collections.abc import Iterable

from django.db import transaction

from claims import permissions
from claims.enums import Decision, SuggestionKind, Worth
from claims.models import Article, AuditEvent, NothingToCheck, Revision, Suggestion, User
from claims.queries.lexicon import language_code, newsroom_lexicon, reading_print
from claims.text import (
    Extraction,
    FoundClaim,
    FoundStatement,
    Lexicon,
    extract,
    name_variants,
    placeholders,
)
from claims.text.segments import BlockKind

from .saving import lock, record, refuse

CHECKABLE = 0.1  # what is less likely than this to be checkable at all is not proposed
ALIKE = 0.5  # of the code points of two spans, from which a dismissal of one counts for the other
# What another reading may change of a suggestion nobody has decided.
READ = [
    *("words", "worth", "claim_kind", "reasons", "inside", "content", "cue", "mention", "manner"),
    *("report", "terms", "speaker", "speaker_kind", "speaker_role"),
]


@transaction.atomic
def read_again(*, article: Article, by: User) -> AuditEvent:
    """Have the text read anew: open suggestions follow the engine, decisions stay as they are."""
    article = lock(article)
    refuse(permissions.why_not_work_on(by, article))
    if article.current is not None:
        propose(revision=article.current)
    return record(article, by=by, kind="article.read_again")


def propose(*, revision: Revision) -> Extraction:
    """Store what the text engine finds in ``revision``; what was dismissed stays away."""
    lexicon = newsroom_lexicon()
    found = extract(
        revision.text,
        blocks=revision.block_list,
        date=revision.date,
        lexicon=lexicon,
        language=language_code(revision.article.language),
    )
    flag(revision, found, lexicon)
    page = _Page(revision)
    holders = [from_statement(revision, found, statement) for statement in found.statements]
    stored = page.store(filter(None, holders))
    notes = [block for block in revision.block_list if block.kind == BlockKind.FOOTNOTE]
    claims = []
    for claim in found.claims:
        if any(note.start <= claim.span.start < note.end for note in notes):
            continue  # what a note refers to is evidence, not a claim
        if claim.verifiable < CHECKABLE:
            continue
        holder = holders[claim.statement] if claim.statement is not None else None
        claims.append(from_claim(revision, claim, stored.get(place(holder)) if holder else None))
    page.store(row for row in claims if row.words.strip())
    page.forget()
    return found


def place(row: Suggestion) -> tuple[str, int, int]:
    """Return what a suggestion is known by in its revision."""
    return str(row.kind), row.start, row.end


class _Page:
    """The suggestions of one revision while it is read."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.known = {place(row): row for row in revision.suggestions.all()}
        rows = revision.article.suggestions.filter(decision=Decision.DISMISSED)
        self.dismissed_words = {(row.kind, plain(row.words)) for row in rows}
        self.decided = [row for row in self.known.values() if row.decision != Decision.PENDING]
        self.nothing = list(NothingToCheck.objects.filter(revision=revision))
        self.found: set[tuple[str, int, int]] = set()
        self.news = _News(revision)

    def store(self, rows: Iterable[Suggestion]) -> dict[tuple[str, int, int], Suggestion]:
        """Store new rows, bring open ones up to date; return what there is by its place."""
        new: list[Suggestion] = []
        changed: list[Suggestion] = []
        for row in rows:
            at = place(row)
            if at in self.found:
                continue
            self.found.add(at)
            old = self.known.get(at)
            if old is None and not self.stays_away(row):
                row.since = self.news.since(row)
                new.append(row)
                self.known[at] = row
            elif old is not None and old.decision == Decision.PENDING:
                for name in READ:
                    setattr(old, name, getattr(row, name))
                changed.append(old)
        Suggestion.objects.bulk_create(new)
        if changed:
            Suggestion.objects.bulk_update(changed, READ)
        return self.known

    def stays_away(self, row: Suggestion) -> bool:
        """Whether somebody has decided on these words, or nearly these, or said: nothing here."""
        if (row.kind, plain(row.words)) in self.dismissed_words:
            return True
        if row.kind == SuggestionKind.CLAIM and any(
            kept.start <= row.start and row.end <= kept.end for kept in self.nothing
        ):
            return True
        return any(
            (old.start <= row.start and row.end <= old.end and old.decision == Decision.DISMISSED)
            or shared((row.start, row.end), (old.start, old.end)) >= ALIKE
            for old in self.decided
            if old.kind == row.kind
        )

    def forget(self) -> None:
        """Take away what nobody has decided and the engine no longer finds."""
        gone = [
            row.pk
            for at, row in self.known.items()
            if at not in self.found and row.decision == Decision.PENDING
        ]
        if gone:
            rows = Suggestion.objects.filter(pk__in=gone, decision=Decision.PENDING)
            # a decided claim keeps the statement it was found in
            rows.exclude(holds__decision__in=(Decision.ACCEPTED, Decision.DISMISSED)).delete()


class _News:
    """Which words a draft brought, and which stood in the one before."""

    def __init__(self, revision: Revision) -> None:
        self.number = revision.number
        earlier = revision.article.revisions.filter(number__lt=revision.number)
        before = earlier.order_by("-number").first()
        self.before = before.number if before else 0
        self.text = plain(before.text) if before else ""
        rows = before.suggestions.all() if before else ()
        self.known = {(row.kind, plain(row.words)): row.since for row in rows}

    def since(self, row: Suggestion) -> int:
        """Return the number of the draft that brought the words of ``row``."""
        words = plain(row.words)
        if known := self.known.get((row.kind, words)):
            return known
        return self.before if self.before and words in self.text else self.number


def plain(words: str) -> str:
    """Return words as two readings of one text may differ: white space and case aside."""
    return " ".join(words.split()).casefold()


def shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return the share of code points that two spans have in common (Jaccard)."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def flag(revision: Revision, found: Extraction, lexicon: Lexicon) -> None:
    """Note what was left to fill in, names and figures that differ, and by what it was read."""
    variants = name_variants(revision.text, found.speakers)
    revision.flags = {
        "placeholders": [list(span) for span in placeholders(revision.text)],
        "names": [[list(pair.first), list(pair.second)] for pair in variants],
        "figures": [[list(pair.first), list(pair.second)] for pair in found.discrepancies],
        "language": found.language,
        "read_by": reading_print(lexicon, language_code(revision.article.language)),
    }
    Revision.objects.filter(pk=revision.pk).update(flags=revision.flags)


def from_claim(revision: Revision, claim: FoundClaim, inside: Suggestion | None) -> Suggestion:
    """Return the unsaved suggestion for one found claim."""
    return Suggestion(
        article=revision.article,
        revision=revision,
        kind=SuggestionKind.CLAIM,
        start=claim.span.start,
        end=claim.span.end,
        words=revision.text[slice(*claim.span)],
        worth=Worth(claim.level),
        claim_kind=claim.kind,
        reasons=list(claim.reasons),
        inside=inside,
    )


def from_statement(
    revision: Revision, found: Extraction, statement: FoundStatement
) -> Suggestion | None:
    """Return the unsaved suggestion for one found statement; None for one without words."""
    if not statement.content:
        return None
    speaker = found.speakers[statement.speaker] if statement.speaker is not None else None
    start, end = statement.content[0].start, statement.content[-1].end
    return Suggestion(
        article=revision.article,
        revision=revision,
        kind=SuggestionKind.STATEMENT,
        start=start,
        end=end,
        words=" … ".join(revision.text[a:b] for a, b in statement.content),
        content=[list(span) for span in statement.content],
        cue=list(statement.cue) if statement.cue else None,
        mention=list(statement.source) if statement.source else None,
        manner=statement.manner,
        report=statement.report,
        terms=revision.text[slice(*speaker.terms)][:300] if speaker and speaker.terms else "",
        speaker=speaker.name[:200] if speaker else "",
        speaker_kind=speaker.kind if speaker else "",
        speaker_role=speaker.role[:300] if speaker else "",
    )
