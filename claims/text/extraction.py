"""The whole engine in one call."""

import datetime
from collections.abc import Sequence

from .attribution import find_statements
from .lexicon import DEFAULT, Lexicon, tables
from .quotations import find_quotations
from .results import Extraction, FoundStatement
from .segments import Block, BlockKind, Span, dateline_end, split_blocks
from .sentences import split_sentences
from .speakers import resolve_speakers
from .worth import find_claims


def extract(
    text: str,
    *,
    blocks: Sequence[Block] | None = None,
    date: datetime.date | None = None,
    lexicon: Lexicon | None = None,
) -> Extraction:
    """Sentences, statements, claims and speakers of a text.

    ``blocks``: in order, not overlapping; without them the text is split by lines. ``date``: when
    the text was written; nothing depends on it yet. Offsets are code points in the text as given.
    """
    words = tables(lexicon or DEFAULT)
    if blocks is None:
        blocks = split_blocks(text, lexicon=lexicon)
    sentences: list[list[Span]] = []
    bodies: list[int] = []
    for block in blocks:
        if block.kind is BlockKind.FURNITURE or block.start >= block.end:
            sentences.append([])
            continue
        found = split_sentences(text, block.start, block.end, words)
        sentences.append(found)
        bodies.extend([dateline_end(text, block)] * len(found))
    drafts = find_statements(text, blocks, sentences, find_quotations(text, blocks), words)
    speakers, spoken = resolve_speakers(text, blocks, drafts, words)
    statements = tuple(
        FoundStatement(tuple(draft.content), draft.cue, draft.source, speaker, draft.manner)
        for draft, speaker in zip(drafts, spoken, strict=True)
    )
    flat = tuple(sentence for block_sentences in sentences for sentence in block_sentences)
    claims = tuple(find_claims(text, flat, statements, bodies))
    return Extraction(flat, statements, claims, speakers)
