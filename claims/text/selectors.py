"""Describe a span so that it can be found again (W3C Web Annotation selectors)."""

from dataclasses import dataclass

from .segments import Span

CONTEXT = 32  # code points kept on either side


@dataclass(frozen=True, slots=True)
class Selector:
    """TextQuoteSelector (exact, prefix, suffix) and TextPositionSelector (start, end) in one."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def describe(text: str, start: int, end: int) -> Selector:
    """Selector of ``text[start:end]``; raises ValueError for a span that is empty or outside."""
    if not 0 <= start < end <= len(text):
        message = f"{start}–{end} is no stretch of a text of {len(text)} code points"
        raise ValueError(message)
    prefix = text[max(0, start - CONTEXT) : start]
    return Selector(text[start:end], prefix, text[end : end + CONTEXT], start, end)


def find(selector: Selector, text: str) -> Span | None:
    """The place a selector means in a text, or None; never a guess between twins.

    The exact words at the recorded position with fitting context win; else the one place where the
    words and both contexts stand; else the one place where the words stand at all.
    """
    exact = selector.exact
    if not exact:
        return None
    fitting: list[int] = []
    at = text.find(exact)
    while at >= 0 and len(fitting) < 2:
        if _fits(selector, text, at):
            if at == selector.start:
                return Span(at, at + len(exact))
            fitting.append(at)
        at = text.find(exact, at + 1)
    if (
        text.startswith(exact, selector.start)
        and selector.start >= 0
        and _fits(selector, text, selector.start)
    ):
        return Span(selector.start, selector.start + len(exact))
    return Span(fitting[0], fitting[0] + len(exact)) if len(fitting) == 1 else None


def _fits(selector: Selector, text: str, at: int) -> bool:
    """Whether both contexts stand around ``at``."""
    end = at + len(selector.exact)
    before = text[max(0, at - len(selector.prefix)) : at]
    return before == selector.prefix and text.startswith(selector.suffix, end)
