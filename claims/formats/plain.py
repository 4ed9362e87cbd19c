"""Plain text: the words as given, blocks told by the text engine."""

from django.utils.translation import gettext as _

from claims.text.segments import split_blocks

from .drafts import MAX_BLOCKS, MAX_BYTES, MAX_CHARS, Draft, Unreadable, draft_of, tidy, too_long


def read_plain(text: str) -> Draft:
    """A draft of plain text. Raises Unreadable when it is empty or too long.

    The text stays as given but for line ends ("\\n"), layout noise and outer empty lines.
    """
    if len(text) > MAX_BYTES:
        raise Unreadable(_("The text is larger than 10 MB. Import it in parts."))
    text = tidy(text).strip()
    if len(text) > MAX_CHARS or text.count("\n") > 4 * MAX_BLOCKS:
        raise too_long()
    return draft_of(text, split_blocks(text))
