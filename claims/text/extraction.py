"""The whole engine in one call."""

import datetime
from collections.abc import Sequence

from .attribution import find_statements
from .languages import recognise
from .lexicon import DEFAULT, Lexicon, Tables, tables
from .quantities import find_discrepancies
from .quotations import find_quotations
from .results import Extraction, FoundStatement, Speaker
from .segments import Block, BlockKind, Span, dateline_end, mark_furniture, split_blocks
from .sentences import split_sentences
from .speakers import resolve_speakers
from .worth import find_claims

ENGINE = "2"  # raised with every release of the engine that reads the same text differently


def extract(
    text: str,
    *,
    blocks: Sequence[Block] | None = None,
    date: datetime.date | None = None,
    lexicon: Lexicon | None = None,
    language: str = "",
) -> Extraction:
    """Sentences, statements, claims and speakers of a text.

    ``blocks``: in order, not overlapping; without them the text is split by lines. ``date``: when
    the text was written; relative dates count from it. ``language``: ISO 639-1 code where known,
    else it is recognised; of a text in another language than the lexicon's only the sentences are
    given. Offsets are code points in the text as given.
    """
    lexicon = lexicon or DEFAULT
    words = tables(lexicon)
    if blocks is None:
        blocks = split_blocks(text, lexicon=lexicon)
    else:
        blocks = mark_furniture(text, blocks, lexicon)
    sentences = [
        split_sentences(text, block.start, block.end, words)
        if block.kind is not BlockKind.FURNITURE and block.start < block.end
        else []
        for block in blocks
    ]
    language = language or recognise(text)
    if language not in {"", lexicon.language}:
        flat = tuple(sentence for inside in sentences for sentence in inside)
        return Extraction(flat, (), (), (), language=language)
    return _read(text, blocks, sentences, words, language, date)


def _tells_terms(content: Sequence[Span], speakers: Sequence[Speaker]) -> bool:
    """Whether the words only say why somebody is not named ("asked not to be named because …")."""
    return any(
        speaker.terms and speaker.terms.start <= part.start and part.end <= speaker.terms.end
        for speaker in speakers
        for part in content
    )


def _read(
    text: str,
    blocks: Sequence[Block],
    sentences: Sequence[Sequence[Span]],
    words: Tables,
    language: str,
    date: datetime.date | None,
) -> Extraction:
    """Everything found in a text of the lexicon's language; ``sentences``: those of each block."""
    flat = tuple(sentence for inside in sentences for sentence in inside)
    marks = find_quotations(text, blocks)
    drafts = find_statements(text, blocks, sentences, marks, words)
    speakers, spoken = resolve_speakers(
        text, blocks, drafts, words, sentences=sentences, quotations=marks
    )
    statements = tuple(
        FoundStatement(
            tuple(draft.content),
            draft.cue,
            draft.source,
            speaker,
            draft.manner,
            draft.report,
            draft.cue_class,
        )
        for draft, speaker in zip(drafts, spoken, strict=True)
        if not _tells_terms(draft.content, speakers)
    )
    bodies = [
        dateline_end(text, block)
        for block, inside in zip(blocks, sentences, strict=True)
        for _ in inside
    ]
    claims = tuple(find_claims(text, flat, statements, bodies))
    discrepancies = tuple(find_discrepancies(text, flat, statements, date))
    return Extraction(flat, statements, claims, speakers, discrepancies, language)
