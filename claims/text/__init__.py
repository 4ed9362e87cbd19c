"""The text engine: what a text says, who says it, and what in it is worth checking.

Pure functions over one string: no Django, no files, no network. Offsets are Unicode code points,
half-open, in the text exactly as given.
"""

from .extraction import extract
from .lexicon import Lexicon
from .proofing import NameVariant, name_variants, placeholders
from .results import Extraction, FoundClaim, FoundStatement, Speaker
from .segments import Block, BlockKind, Span, dateline_end, is_furniture, split_blocks
from .selectors import Selector, describe, find

__all__ = [
    "Block",
    "BlockKind",
    "Extraction",
    "FoundClaim",
    "FoundStatement",
    "Lexicon",
    "NameVariant",
    "Selector",
    "Span",
    "Speaker",
    "dateline_end",
    "describe",
    "extract",
    "find",
    "is_furniture",
    "name_variants",
    "placeholders",
    "split_blocks",
]
