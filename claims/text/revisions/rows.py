"""Which block of a new text each block of an old one has become, moved ones too."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..reanchoring.comparing import increasing
from ..reanchoring.tokens import Vocabulary, Words, plain
from ..segments import Block, Span
from .pairing import pair_blocks
from .parting import put_together, side_of
from .wording import SAME, Budget, Edit, Piece, Pieces, changed, pair_words

WORDS_A_STEP, MOST_STEPS = 12, 16  # how much the length of a block says of which one moved


@dataclass(frozen=True, slots=True)
class Row:
    """An old block beside the new one it became; one is missing where it was taken out or added.

    ``pieces``: its words, in order in both texts. ``moved``: it stands in another order among the
    others. ``old_number`` and ``new_number`` count the blocks of each text from 1; 0 for none.
    """

    old: Block | None
    new: Block | None
    pieces: tuple[Piece, ...]
    moved: bool = False
    old_number: int = 0
    new_number: int = 0

    @property
    def differs(self) -> bool:
        """Whether a reader should look: words changed, came or went, or the block moved."""
        return self.moved or any(piece.kind not in SAME for piece in self.pieces)

    @property
    def is_quiet(self) -> bool:
        """Whether all that changed is typography."""
        return not self.differs and any(piece.kind is Edit.QUIET for piece in self.pieces)


def compare(
    old_text: str, old_blocks: Sequence[Block], new_text: str, new_blocks: Sequence[Block]
) -> list[Row]:
    """The rows of two revisions: new blocks in their order, lost ones where they stood.

    Each block is in one row. Equal blocks are paired first, then the most alike ones. Where one
    became two, these are one block of the row, and so the other way round. Takes little more than
    linear work.
    """
    vocabulary, budget = Vocabulary(), Budget()
    old = side_of(old_text, old_blocks, vocabulary)
    new = side_of(new_text, new_blocks, vocabulary)
    pairs = pair_blocks(old.words, new.words, vocabulary)
    old, new, pairs = put_together(old, new, pairs, vocabulary)
    in_order = _in_order(pairs, old.words)
    rows = []
    for at, to in _order(pairs, in_order, len(new.blocks)):
        here = old.blocks[at] if at >= 0 else None
        there = new.blocks[to] if to >= 0 else None
        found: Sequence[Piece] = ()
        if here and there:
            one, other = old.words[at], new.words[to]
            ties = pair_words(one.codes, other.codes, vocabulary, budget)
            found = _agreed(Pieces(one, other, ties).made(), one.text, other.text)
            found = [_set_in(piece, here.start, there.start) for piece in found]
        elif here:
            found = [Piece(Edit.DELETE, Span(here.start, here.end), Span(0, 0))]
        elif there:
            found = [Piece(Edit.INSERT, Span(0, 0), Span(there.start, there.end))]
        moved = at >= 0 and to >= 0 and in_order[at] < 0
        numbers = old.numbers[at] if here else 0, new.numbers[to] if there else 0
        rows.append(Row(here, there, tuple(found), moved, *numbers))
    return rows


def _in_order(pairs: list[int], old: Sequence[Words]) -> list[int]:
    """The pairs that stand in one order in both texts, as many and as long as can be; -1 for none.

    Of two paragraphs that changed places the shorter is the one that moved.
    """
    steps: list[int] = []  # a block that is longer counts as several in a row
    begins = []
    for at, to in enumerate(pairs):
        begins.append(len(steps))
        size = min(1 + len(old[at].codes) // WORDS_A_STEP, MOST_STEPS)
        steps += range(to * MOST_STEPS, to * MOST_STEPS + size) if to >= 0 else [-1]
    kept = increasing(steps)
    return [to if kept[begin] >= 0 else -1 for begin, to in zip(begins, pairs, strict=True)]


def _order(pairs: list[int], in_order: list[int], new: int) -> Iterator[tuple[int, int]]:
    """Indexes of old and new blocks, -1 for none, in the order to read them."""
    back = {to: at for at, to in enumerate(pairs) if to >= 0}
    coming = sorted(to for to in in_order if to >= 0)
    at = 0
    for to in range(new):
        # what was lost before the next block in order stood here, ahead of what is new here
        following = bisect_left(coming, to)
        end = back[coming[following]] if following < len(coming) else len(pairs)
        yield from ((lost, -1) for lost in range(at, end) if pairs[lost] < 0)
        at = max(at, end)
        yield back.get(to, -1), to
    yield from ((lost, -1) for lost in range(at, len(pairs)) if pairs[lost] < 0)


def _agreed(found: list[Piece], old: str, new: str) -> list[Piece]:
    """The pieces, quiet where the two blocks as wholes say the same, and nowhere where not only."""
    if plain(old) == plain(new):
        return [p if p.kind in SAME else replace(p, kind=Edit.QUIET) for p in found]
    if any(piece.kind not in SAME for piece in found):
        return found
    return [p if p.kind is Edit.EQUAL else replace(p, kind=changed(p.old, p.new)) for p in found]


def _set_in(piece: Piece, old: int, new: int) -> Piece:
    """A piece of two blocks as one of their texts, which these begin at ``old`` and ``new``."""
    a, b = piece.old, piece.new
    return Piece(piece.kind, Span(a.start + old, a.end + old), Span(b.start + new, b.end + new))
