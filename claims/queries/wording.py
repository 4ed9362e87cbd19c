"""Two wordings side by side: what stayed, what went, what came."""

import re
from difflib import SequenceMatcher

MOST_WORDS = 400  # of one wording; comparing takes the product of both
LEAST_ALIKE = 0.3  # below this the pieces are confetti, and the two stand whole


def pieces(old: str, new: str) -> list[tuple[str, str]]:
    """Return ``(kind, words)`` with kind "same", "del" or "ins", in the order to read them.

    Without the "ins" they are the words of ``old``, without the "del" those of ``new``; white
    space between the same words is that of ``new``. Texts that share little, or are very long,
    come as one "del" and one "ins".
    """
    before, after = (re.findall(r"\s*\S+", text) for text in (old, new))
    whole = [(kind, text) for kind, text in (("del", old), ("ins", new)) if text.strip()]
    if max(len(before), len(after)) > MOST_WORDS:
        return whole
    bare = ([word.strip() for word in words] for words in (before, after))
    matcher = SequenceMatcher(None, next(bare), next(bare), autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return whole
    found: list[tuple[str, str]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        for kind, words in sides_of(tag, before[i:j], after[k:m]):
            # The white space before stands apart, so that no line is drawn under it.
            space = words[: len(words) - len(words.lstrip())] or (" " if found else "")
            found += [("same", space)] if space else []
            found.append((kind, words.lstrip()))
    return found


def sides_of(tag: str, gone: list[str], come: list[str]) -> list[tuple[str, str]]:
    """Return the pieces of one step from the old words to the new ones."""
    sides = [("same", come)] if tag == "equal" else [("del", gone), ("ins", come)]
    return [(kind, "".join(words)) for kind, words in sides if words]
