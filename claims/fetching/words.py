"""Why a page could not be had, in the words of the person who asked for it."""

import http.client
from typing import TYPE_CHECKING

import requests
import urllib3
from django.utils.translation import gettext as _
from requests_hardened.ip_filter import InvalidIPAddress

from .watch import Watch

if TYPE_CHECKING:
    from .exchange import Hop

# Everything the libraries raise about a site; nothing else is the site's doing.
FAILURES = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,
)
_MALFORMED = (requests.exceptions.InvalidURL, UnicodeError, urllib3.exceptions.LocationParseError)


class NotFetched(Exception):
    """The page could not be had; ``str()`` says why and what to do.

    ``hops``: the redirects that led there, as far as a capture came.
    """

    hops: tuple["Hop", ...] = ()


def of_status(status: int) -> str:
    """The sentence for a status that brings no page; "" for one that does."""
    if 200 <= status < 300:
        return ""
    if status in {404, 410}:
        return _("There is no such page (not found). Check the address.")
    if status in {401, 402, 403, 406, 407, 451}:
        return _(
            "The site refuses to be read by programs, or wants a sign-in. "
            "Open it yourself, and paste the words or upload the file."
        )
    if status == 429:
        return _("The site asks to be left alone for a while. Try again later.")
    if status >= 500:
        return _("The site has trouble of its own (status %(status)d). Try again later.") % {
            "status": status
        }
    return _("The site did not give the page (status %(status)d).") % {"status": status}


def too_slow() -> str:
    """The time was up."""
    return _("The site took too long to answer. Try again, or upload the page as a file.")


def too_large(limit: int) -> str:
    """More bytes than ``limit``."""
    return _("It is larger than %(size)d MB. Save what you need of it and upload that.") % {
        "size": max(limit // (1024 * 1024), 1)
    }


def broken_off() -> str:
    """The connection ended too early."""
    return _("The site could not be reached, or broke off. Try again, or upload the page.")


def packed() -> str:
    """The body is packed in a way nobody can undo."""
    return _("The site sent a page that cannot be unpacked. Save it in a browser and upload it.")


def leads_nowhere() -> str:
    """A redirect without an address."""
    return _("The site answered with a redirect that leads nowhere.")


def empty() -> str:
    """A good answer with nothing in it."""
    return _("The site answered with an empty page. Paste the words or upload the page.")


def of_failure(error: Exception, watch: Watch) -> str:
    """The sentence for one of FAILURES."""
    words = str(error)
    if isinstance(error, InvalidIPAddress):
        return _("This address leads into a private network, which is not allowed.")
    if watch.over() or isinstance(error, requests.Timeout | TimeoutError) or "timed out" in words:
        return too_slow()
    if isinstance(error, requests.exceptions.ProxyError):
        return _("The newsroom's own proxy did not let the page through. Tell your admin.")
    if isinstance(error, requests.exceptions.SSLError):
        return _("The site's certificate is wrong, so it may not be the site it claims to be.")
    if isinstance(error, _MALFORMED):
        return _("This is no web address. Copy it again from the browser's address bar.")
    if "resolve" in words:
        return _("There is no site of that name. Check the address.")
    if isinstance(error, requests.exceptions.ContentDecodingError):
        return packed()
    if _speaks_no_http(error):
        return _("The site's answer breaks the rules of the web. Try the address in a browser.")
    return broken_off()


def _speaks_no_http(error: BaseException) -> bool:
    """Whether the library choked on the answer itself; it wraps its reason several times."""
    for part in (error, *error.args, *(a for arg in error.args for a in getattr(arg, "args", ()))):
        ended = isinstance(part, http.client.RemoteDisconnected | http.client.IncompleteRead)
        if isinstance(part, http.client.HTTPException) and not ended:
            return True
    return False
