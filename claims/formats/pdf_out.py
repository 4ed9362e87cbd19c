"""HTML to PDF by WeasyPrint, where it and its system library are there; never over the network."""

import contextlib
import functools
import io
import logging
import re
import warnings
from typing import Any, NoReturn

log = logging.getLogger(__name__)
TAGGED = "pdf/ua-1"  # readable for those who cannot see it
# At some widths WeasyPrint 70 leaves a line after its first word, where an element that follows a
# space would begin too far right. A zero-width space before the element keeps it from that.
EDGE = re.compile(r"(?<=\S )(?=<(?:a|code|del|ins|mark|span|strong|time)\b)")


class NoPrinter(Exception):
    """This machine cannot make PDFs."""


@functools.cache
def printer() -> Any:
    """Return the module, or None where it or Pango is missing. Half a second, once per process."""
    said = io.StringIO()  # a missing library is told on standard output, in many lines
    try:
        with contextlib.redirect_stdout(said), warnings.catch_warnings():
            # it wants another library in some later version, which is nobody's business here
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint
    except (ImportError, OSError) as error:
        log.info("no PDFs: %s", error)
        return None
    # it warns of every rule of ours that is for screens
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint


def can_print() -> bool:
    """Whether this machine can make PDFs."""
    return printer() is not None


def to_pdf(html: str, *, css: str) -> bytes:
    """Return a tagged PDF of ``html`` in the style of ``css``; nothing else is read.

    Raises NoPrinter where this machine cannot.
    """
    if (module := printer()) is None:
        raise NoPrinter

    class Refusing(module.URLFetcher):  # type: ignore[misc, name-defined]
        """Opens no file and no address, whatever the words of an article ask for."""

        def fetch(self, url: str, headers: Any = None) -> NoReturn:
            raise ValueError(f"not fetched: {url}")

    fetcher = Refusing()
    page = module.HTML(string=EDGE.sub("\u200b", html), url_fetcher=fetcher)
    style = module.CSS(string=css, url_fetcher=fetcher)
    made: bytes = page.write_pdf(stylesheets=[style], pdf_variant=TAGGED)
    return made
