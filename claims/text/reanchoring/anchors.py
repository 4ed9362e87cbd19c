"""Follow described words from one revision of a text into the next."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ..segments import Span
from ..selectors import Selector, find
from . import quotes
from .places import MOST_EXACT, Place, Texts
from .tokens import goes_on, plain, whole_figure

ALONE = 4.0  # words of content that need no context where they stand once in both texts
ASIDE = 0.5  # context that others need
BETWEEN = 1.99  # context of words that stand between the very same words as before
FEW = 5.0  # words of content of which few need to be left there
CERTAIN = 1.5  # context beside which no other place is looked for
APART = 0.4  # by how much the context of one place must be better than that of its twins
AHEAD = 0.2  # by how much changed words must fit better in one place than in the next
MAYBE = 0.3  # of the words, to be worth a look
MOST = 0.6  # of the words, to be a copy of them
OWNED = 0.5  # of the words from elsewhere, at most
NEAR = 0.2  # by how much the context of the best may be better than that of one with few words …
WIDE = 0.6  # … and with most of them, and still be contested
SHOWN = 5  # candidates


class State(StrEnum):
    """What became of the words.

    Unchanged: the very same characters at the same place. Moved: the very same words (but for
    typography, see same_words). Edited: changed words. Ambiguous: more than one place fits, or the
    one that fits may not be theirs. Gone: none does.
    """

    UNCHANGED = "unchanged"
    MOVED = "moved"
    EDITED = "edited"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where described words stand in a new text.

    ``start`` and ``end`` are None for ambiguous and gone. ``confidence`` is 0–1, and 0 without a
    place. ``candidates``: without a place, those a person may choose from, the best first.
    """

    state: State
    start: int | None = None
    end: int | None = None
    confidence: float = 0.0
    candidates: tuple[Span, ...] = ()


class Reanchoring:
    """An old and a new text, compared once for any number of selectors."""

    def __init__(self, old_text: str, new_text: str) -> None:
        self._old = old_text
        self._new = new_text
        self._shift = _shift(old_text, new_text)

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self._old, self._new)

    def place(self, selector: Selector) -> Anchor:
        """Where the selector's words stand now.

        If they do not stand at its position in the old text (there may be none at hand: ""), only
        what the selector holds counts: words, context, and the position between equals.
        """
        start, end = selector.start, selector.end
        if not 0 <= start < end <= len(self._old) or self._old[start:end] != selector.exact:
            return _quoted(selector, self._new)
        if self._shift is not None:
            return _placed(selector, self._new, start + self._shift, end + self._shift, 1.0)
        first, after = self._texts.old.within(start, end)
        if first == after:  # no words: only the same signs in the same context will do
            span = find(selector, self._new)
            return _placed(selector, self._new, *span, 0.9) if span else Anchor(State.GONE)
        found = self._texts.exact(first, after)
        if found:
            return self._same(selector, first, after, found)
        return self._edited(selector, first, after)

    def _same(self, selector: Selector, first: int, after: int, found: list[Place]) -> Anchor:
        """Among places with the very words, the one whose context fits, if one does."""
        found = sorted(found, key=lambda place: (-place.context, place.first))
        best = found[0]
        rival = self._texts.rival(first, after, best)
        if len(found) > 1 or rival >= 0:
            second = found[1].context if len(found) > 1 else 0.0
            sure = len(found) < MOST_EXACT and best.context >= max(rival, second) + APART
            sure = sure and best.context >= ASIDE
            sure = sure and self._texts.touches((first, after), (best.first, best.after))
        else:
            sure = best.context >= ASIDE or self._said(first, after) >= ALONE
        if best.context < CERTAIN:
            elsewhere = self._contest(best, self._texts.changed(first, after))
            found = elsewhere + found
            sure = sure and not elsewhere
        if not sure:
            return self._unsure(State.AMBIGUOUS, found)
        return self._anchor(selector, first, after, best)

    def _edited(self, selector: Selector, first: int, after: int) -> Anchor:
        """The one place that holds enough of the words, if there is one."""
        found = self._texts.changed(first, after)
        said = self._said(first, after)
        good = [place for place in found if _enough(place, said)]
        if not good:
            return self._unsure(State.GONE, [p for p in found if p.words > MAYBE > p.owned])
        best = good[0]
        if self._contest(best, found) or (len(good) > 1 and best.fit < good[1].fit + AHEAD):
            return self._unsure(State.AMBIGUOUS, good)
        return self._anchor(selector, first, after, best)

    def _contest(self, best: Place, found: list[Place]) -> list[Place]:
        """Places that hold fewer of the words, in surroundings that fit about as well or better.

        Maybe the words were copied to the best place, and changed where they stood.
        """
        return [
            place
            for place in found
            if place.words >= MAYBE
            and place.owned < OWNED
            and place.context >= best.context - (WIDE if place.words >= MOST else NEAR)
            and (place.after <= best.first or best.after <= place.first)
        ]

    def _said(self, first: int, after: int) -> float:
        """How much the old words say."""
        return self._texts.weight(self._texts.old.codes[first:after])

    def _unsure(self, state: State, found: list[Place]) -> Anchor:
        new = self._texts.new
        spans = [Span(new.starts[place.first], new.ends[place.after - 1]) for place in found]
        return Anchor(state, candidates=tuple(dict.fromkeys(spans))[:SHOWN])

    def _anchor(self, selector: Selector, first: int, after: int, place: Place) -> Anchor:
        start, end = self._ends(selector, first, after, place)
        sure = 0.45 * place.words + 0.15 * place.pure + 0.2 * place.context - 0.2 * place.owned
        return _placed(selector, self._new, start, end, min(0.99, sure))

    def _ends(self, selector: Selector, first: int, after: int, place: Place) -> tuple[int, int]:
        """Start and end in the new text; a selector may begin or end inside a word."""
        old, new = self._texts.old, self._texts.new
        start, end = new.starts[place.first], new.ends[place.after - 1]
        if old.codes[first:after] != new.codes[place.first : place.after]:
            return start, end
        into = selector.start - old.starts[first]
        if start + into >= 0 and self._new.startswith(selector.exact, start + into):
            return start + into, start + into + len(selector.exact)
        if into > 0:
            start = min(start + into, new.ends[place.first] - 1)
        left_out = old.ends[after - 1] - selector.end
        if left_out > 0:
            end = max(end - left_out, start + 1)
        return start, end


def reanchor(selector: Selector, old_text: str, new_text: str) -> Anchor:
    """Where the words of one selector stand in the new text; see Reanchoring for many."""
    return Reanchoring(old_text, new_text).place(selector)


def _shift(old: str, new: str) -> int | None:
    """By how much everything moved, if the old text stands whole, and once, in the new one."""
    if old == new:
        return 0
    at = new.find(old) if old.strip() else -1
    if at < 0 or new.find(old, at + 1) >= 0 or goes_on(new, at) or goes_on(new, at + len(old)):
        return None
    return at


def _enough(place: Place, said: float) -> bool:
    """Whether changed words are those that were meant."""
    if place.owned >= OWNED:
        return False
    words, pure = place.words, place.pure
    if place.context >= BETWEEN and words >= (0.4 if said > FEW else 0.3):
        return True
    if place.context >= ASIDE:
        least = 0.0 if place.context >= CERTAIN else 0.5
        return (words >= 0.55 and pure >= least) or (words >= 0.35 and pure >= 0.75)
    return said >= ALONE and ((words >= 0.7 and pure >= 0.6) or (words >= 0.5 and pure >= 0.75))


def _quoted(selector: Selector, text: str) -> Anchor:
    """The place in a text for a selector of which nothing else is known."""
    found = quotes.search(selector, text)
    if not found:
        return Anchor(State.GONE)
    best = found[0]
    twins = [quote for quote in found if quote.score > best.score - quotes.APART]
    if len(twins) > 1:
        twins = [quote for quote in twins if quote.span.start == selector.start] or twins
    if len(twins) > 1:
        return Anchor(State.AMBIGUOUS, candidates=tuple(quote.span for quote in twins[:SHOWN]))
    return _placed(selector, text, *twins[0].span, 0.9 * twins[0].likeness)


def _edges(text: str, start: int, end: int) -> tuple[object, ...]:
    """What of the words of a stretch goes on outside it."""
    first, last = whole_figure(text, start, end)
    more = plain(text[first:start]), plain(text[end:last])
    return goes_on(text, start), goes_on(text, end), *more


def _placed(selector: Selector, text: str, start: int, end: int, confidence: float) -> Anchor:
    """The anchor of a place that is certain enough; the words tell its state.

    A word or figure that goes on where it did not is another one: "bridges", "4.2", "can't", "12%".
    """
    whole = f"{selector.prefix}{selector.exact}{selector.suffix}"
    at = len(selector.prefix)
    if _edges(text, start, end) != _edges(whole, at, at + len(selector.exact)):
        state = State.EDITED
        start, end = whole_figure(text, start, end)
    elif plain(text[start:end]) != plain(selector.exact):
        state = State.EDITED
    else:
        stays = start == selector.start and text[start:end] == selector.exact
        state = State.UNCHANGED if stays else State.MOVED
    return Anchor(state, start, end, round(max(0.01, confidence), 2))
