"""The text engine: what a text says, who says it, and what in it is worth checking.

Pure functions over one string: no Django, no files, no network. Offsets are Unicode code points,
half-open, in the text exactly as given.
"""

from .extraction import ENGINE, extract
from .languages import recognise
from .lexicon import Lexicon
from .proofing import NameVariant, name_variants, placeholders
from .results import Discrepancy, Extraction, FoundClaim, FoundStatement, Speaker
from .segments import Block, BlockKind, Span, dateline_end, is_furniture, split_blocks
from .selectors import Selector, describe, find
from .worth import LABELS, Score, check_worthiness, thresholds

__all__ = [
    "ENGINE",
    "LABELS",
    "Block",
    "BlockKind",
    "Discrepancy",
    "Extraction",
    "FoundClaim",
    "FoundStatement",
    "Lexicon",
    "NameVariant",
    "Score",
    "Selector",
    "Span",
    "Speaker",
    "check_worthiness",
    "dateline_end",
    "describe",
    "extract",
    "find",
    "is_furniture",
    "name_variants",
    "placeholders",
    "recognise",
    "split_blocks",
    "thresholds",
]
