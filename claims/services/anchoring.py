"""Tie claims, statements and passages asked about to the words of a revision."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from claims.enums import AnchorState, Part
from claims.models import Anchor, Article, Claim, Query, Revision, Statement
from claims.text.segments import BlockKind
from claims.text.selectors import describe

from .saving import Invalid


def anchor(
    revision: Revision,
    spans: Iterable[tuple[int, int]],
    *,
    claim: Claim | None = None,
    statement: Statement | None = None,
    query: Query | None = None,
    part: Part = Part.CONTENT,
    state: AnchorState = AnchorState.UNCHANGED,
) -> None:
    """Store each span (code points, half-open) of ``revision`` with its selector."""
    about = {"claim": claim, "statement": statement, "query": query, "part": part, "state": state}
    Anchor.objects.bulk_create(new_row(revision, start, end, **about) for start, end in spans)


def new_row(revision: Revision, start: int, end: int, **about: Any) -> Anchor:
    """Return the unsaved anchor of ``start:end``; ``about``: whose it is, its part and state."""
    words = describe(revision.text, start, end)
    return Anchor(
        revision=revision,
        exact=words.exact,
        prefix=words.prefix,
        suffix=words.suffix,
        start=start,
        end=end,
        **about,
    )


def refuse_outdated(article: Article, revision: Revision) -> None:
    """Raise Invalid when a freshly read ``article`` has a newer draft than ``revision``."""
    if article.current_id != revision.pk:
        raise Invalid(_("The text has changed meanwhile. Look at the new draft, then try again."))


def within(revision: Revision, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return ``span``; raises Invalid when it is not in the text."""
    if span and not 0 <= span[0] < span[1] <= len(revision.text):
        raise Invalid(_("These words are not in the text. Select them again."))
    return span


def trimmed(revision: Revision, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space at its ends; raises Invalid when no claim may sit there.

    A claim or statement may sit in any block but furniture; it may run over several paragraphs.
    """
    within(revision, (start, end))
    words = revision.text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if start >= end:
        raise Invalid(_("Select some words first."))
    touched = revision.blocks_touching(start, end)
    if not touched or any(block.kind == BlockKind.FURNITURE for block in touched):
        raise Invalid(_("Time stamps, share lines and credits are not checked."))
    return start, end


def locate(revision: Revision, exact: str, start: int | None = None) -> tuple[int, int]:
    """Return the span of ``exact``: at ``start`` if the words stand there, else their one place.

    Raises Invalid when they are not there, or stand in several places and ``start`` tells none.
    """
    exact = exact.strip()
    if not exact:
        raise Invalid(_("Select some words first."))
    if start is not None and revision.text[start : start + len(exact)] == exact:
        return start, start + len(exact)
    first = revision.text.find(exact)
    if first < 0:
        raise Invalid(_("These words are not in the text. Copy them exactly as they stand there."))
    if revision.text.find(exact, first + 1) >= 0:
        raise Invalid(_("These words stand in several places. Copy a few more words around them."))
    return first, first + len(exact)


def as_sentence(words: str) -> str:
    """Return the words as a first wording of the claim: one line, a capital, no quotation marks."""
    line = " ".join(words.split()).strip("\"“”„«»‘’' ")
    return (line[:1].upper() + line[1:]) or words
