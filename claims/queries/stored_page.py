"""A stored copy to be read: the page without what loads or runs, or the words of a file."""

from dataclasses import dataclass, field

from django.utils.safestring import mark_safe

from claims.formats import Unreadable
from claims.formats.drafts import MAX_BYTES
from claims.formats.encodings import decode
from claims.formats.readable import readable
from claims.models import Capture

MOST_WORDS = 400_000  # code points that one page shows of a file's words


@dataclass(frozen=True, slots=True)
class StoredPage:
    """``html`` is safe as it stands; where it is empty the ``lines`` are what is shown.

    ``plainly``: it is a web page whose markup could not be shown; ``cut``: there is more.
    """

    html: str = ""
    lines: list[str] = field(default_factory=list)
    language: str = ""
    plainly: bool = False
    cut: bool = False


def stored_page(copy: Capture) -> StoredPage:
    """Return what is shown of a copy that is here."""
    is_page = "html" in copy.media_type
    markup = markup_of(copy) if is_page else ""
    if markup:
        try:
            found = readable(markup, base=copy.url)
            # readable() ends in nh3, which keeps only the tags and attributes it names
            return StoredPage(mark_safe(found.html), language=found.language)  # noqa: S308
        except Unreadable:
            pass
    text = copy.text[:MOST_WORDS]
    lines = [line for line in text.split("\n") if line.strip()]
    return StoredPage(lines=lines, plainly=is_page, cut=len(copy.text) > MOST_WORDS)


def markup_of(copy: Capture) -> str:
    """Return the stored markup; "" where it is gone, too large, or no text."""
    if not copy.body or (copy.size or 0) > MAX_BYTES:
        return ""
    told = {str(name).lower(): str(value) for name, value in copy.headers}
    try:
        with copy.body.open("rb") as file:
            return decode(file.read(MAX_BYTES), content_type=told.get("content-type", ""))[0]
    except (Unreadable, OSError):
        return ""
