"""Two revisions of one text: block by block, and inside each pair of blocks word by word."""

from .rows import Row, compare
from .wording import Edit, Piece

__all__ = ["Edit", "Piece", "Row", "compare"]
