"""How tests look at a draft."""

from collections.abc import Callable
from contextlib import suppress

from claims.formats import Draft, Unreadable


def kinds(draft: Draft) -> list[tuple[str, str]]:
    """Each block's kind and words, in order."""
    return [(block.kind.value, draft.text[block.start : block.end]) for block in draft.blocks]


def links(draft: Draft) -> list[tuple[str, str, str]]:
    """Each link's words, address and title."""
    return [(draft.text[link.start : link.end], link.url, link.title) for link in draft.links]


def check(draft: Draft) -> None:
    """What holds for every draft: blocks cover the text but for the gaps, links lie on words."""
    end = 0
    for block in draft.blocks:
        words = draft.text[block.start : block.end]
        assert words
        assert words == words.strip()
        assert draft.text[end : block.start].strip() == ""
        assert block.start >= end
        end = block.end
    assert end == len(draft.text)
    for link in draft.links:
        words = draft.text[link.start : link.end]
        assert words
        assert words == words.strip()
        assert link.url == "" or link.url.startswith(("http://", "https://"))
        assert link.url or link.title
    assert draft.title
    draft.text.encode()  # no half of a surrogate pair
    assert not set(draft.text) & set(map(chr, [*range(9), *range(14, 32), 0xAD, 0x200B, 0xFEFF]))


def sound_or_refused(read: Callable[[], Draft]) -> None:
    """Hostile input may be read or refused with a sentence; nothing else may happen."""
    with suppress(Unreadable):
        check(read())
