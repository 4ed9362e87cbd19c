"""The words asked about with a sentence or two around, for those who do not open the article."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from claims.enums import Part
from claims.models import Anchor, Query, Revision
from claims.text.lexicon import DEFAULT, tables
from claims.text.segments import Span
from claims.text.sentences import split_sentences

Spans = list[tuple[int, int]]
WORDS = tables(DEFAULT)


class Piece(NamedTuple):
    """Some words; ``asked`` when they are those that the question is about."""

    text: str
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words of a query in their paragraphs; no paragraphs when the text lost them."""

    paragraphs: list[list[Piece]]


def surroundings_of(queries: Sequence[Query]) -> dict[int, Surroundings]:
    """Return, by the key of each query, its words as they stand now, in two reads for all."""
    spans = spans_of(queries)
    current = [query.article.current_id for query in queries if query.article.current_id]
    texts = {revision.pk: revision for revision in Revision.objects.filter(pk__in=current)}
    found = {}
    for query in queries:
        revision = texts.get(query.article.current_id or 0)
        found[query.pk] = Surroundings(around(revision, spans[query.pk]) if revision else [])
    return found


def spans_of(queries: Sequence[Query]) -> dict[int, Spans]:
    """Return, by the key of each query, where its words stand in the text of today."""
    own = Q(query__in=queries)
    own |= Q(claim__in=[query.claim_id for query in queries if query.claim_id])
    own |= Q(statement__in=[query.statement_id for query in queries if query.statement_id])
    revisions = {query.article.current_id for query in queries}
    rows = Anchor.objects.filter(own, revision__in=revisions, part=Part.CONTENT)
    by_owner: dict[tuple[str, int | None], Spans] = defaultdict(list)
    for anchor in rows.order_by("start"):
        kind = "claim" if anchor.claim_id else "statement" if anchor.statement_id else "query"
        by_owner[kind, getattr(anchor, f"{kind}_id")].append((anchor.start, anchor.end))
    return {
        query.pk: by_owner["claim", query.claim_id]
        if query.claim_id
        else by_owner["statement", query.statement_id]
        if query.statement_id
        else by_owner["query", query.pk]
        for query in queries
    }


def around(revision: Revision, spans: Spans) -> list[list[Piece]]:
    """Return each paragraph that ``spans`` touch: their sentences, and one before and after."""
    paragraphs = []
    for block in revision.block_list:
        here = [
            (max(a, block.start), min(b, block.end))
            for a, b in spans
            if a < block.end and b > block.start
        ]
        if not here:
            continue
        sentences = split_sentences(revision.text, block.start, block.end, WORDS)
        window = widened(sentences, here) or Span(block.start, block.end)
        pieces = cut(revision.text, window, here)
        if window.start > block.start:
            pieces.insert(0, Piece("… "))
        if window.end < block.end:
            pieces.append(Piece(" …"))
        paragraphs.append(pieces)
    return paragraphs


def widened(sentences: Sequence[Span], spans: Spans) -> Span | None:
    """Return the stretch of the sentences that hold ``spans``, one more on each side."""
    touched = [
        index
        for index, sentence in enumerate(sentences)
        if any(a < sentence.end and b > sentence.start for a, b in spans)
    ]
    if not touched:
        return None
    first = sentences[max(0, touched[0] - 1)]
    last = sentences[min(len(sentences) - 1, touched[-1] + 1)]
    return Span(min(first.start, spans[0][0]), max(last.end, spans[-1][1]))


def cut(text: str, window: Span, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """Cut ``window`` of ``text`` where words asked about begin and end."""
    pieces, at = [], window.start
    for start, end in spans:
        start = max(start, at)
        pieces += [Piece(text[at:start]), Piece(text[start:end], asked=True)]
        at = max(at, end)
    pieces.append(Piece(text[at : window.end]))
    return [piece for piece in pieces if piece.text]
