"""A paragraph that became two, or two that became one: their blocks put together again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..reanchoring.tokens import EDGE, Vocabulary, Words
from ..segments import Block

MOST_OF_IT = 0.8  # the least share of a block's words that its neighbour must have lost …
LEAST = 3.0  # … and what they must say


@dataclass(frozen=True, slots=True)
class Side:
    """The blocks of one text with their words; ``numbers`` count them from 1 as they stood."""

    text: str
    blocks: list[Block]
    words: list[Words]
    numbers: list[int]


def side_of(text: str, blocks: Sequence[Block], vocabulary: Vocabulary) -> Side:
    """One text as it is compared."""
    words = [Words(text[block.start : block.end], vocabulary) for block in blocks]
    return Side(text, list(blocks), words, list(range(1, len(blocks) + 1)))


def put_together(
    old: Side, new: Side, pairs: list[int], vocabulary: Vocabulary
) -> tuple[Side, Side, list[int]]:
    """Both texts and their pairs, blocks as one that are one in the other text."""
    back = [-1] * len(new.blocks)
    for at, to in enumerate(pairs):
        if to >= 0:
            back[to] = at
    ends = _ends(old, new, pairs, back, vocabulary)
    if ends:
        new, there = _joined(new, ends, vocabulary)
        pairs = [there[to] if to >= 0 else -1 for to in pairs]
        back = [-1] * len(new.blocks)
        for at, to in enumerate(pairs):
            if to >= 0:
                back[to] = at
    ends = _ends(new, old, back, pairs, vocabulary)
    if ends:
        old, here = _joined(old, ends, vocabulary)
        pairs = [-1] * len(old.blocks)
        for to, at in enumerate(back):
            if at >= 0:
                pairs[here[at]] = to
    return old, new, pairs


def _ends(
    one: Side, other: Side, pairs: list[int], back: list[int], vocabulary: Vocabulary
) -> dict[int, int]:
    """First and last of the blocks of ``other`` that are one block of ``one``."""
    found = {}
    for at, to in enumerate(pairs):
        if to < 0:
            continue
        first = last = to
        left: Counter[str] | None = None
        for step in (1, -1):
            near = to + step
            while 0 <= near < len(back) and back[near] < 0 and near not in found:
                if left is None:
                    left = Counter(one.words[at].codes) - Counter(other.words[to].codes)
                words = Counter(other.words[near].codes)
                same = other.blocks[near].kind is other.blocks[to].kind
                if not same or not _lost(words, left, vocabulary):
                    break
                left -= words
                first, last = min(first, near), max(last, near)
                near += step
        if first < last:
            found[first] = last
    return found


def _lost(words: Counter[str], left: Counter[str], vocabulary: Vocabulary) -> bool:
    """Whether most of a block's words are those that its neighbour lost."""
    weights = vocabulary.weights
    total = common = 0.0
    for code, count in words.items():
        if code != EDGE:
            total += weights[code] * count
            common += weights[code] * min(count, left[code])
    return common >= max(LEAST, MOST_OF_IT * total)


def _joined(side: Side, ends: dict[int, int], vocabulary: Vocabulary) -> tuple[Side, list[int]]:
    """The text with some blocks as one, and where each block of before is now."""
    found = Side(side.text, [], [], [])
    places = []
    last = -1
    for at, block in enumerate(side.blocks):
        if at > last:
            last = ends.get(at, at)
            whole = Block(block.kind, block.start, side.blocks[last].end)
            text = side.text[whole.start : whole.end]
            found.blocks.append(whole)
            found.words.append(side.words[at] if at == last else Words(text, vocabulary))
            found.numbers.append(side.numbers[at])
        places.append(len(found.blocks) - 1)
    return found, places
