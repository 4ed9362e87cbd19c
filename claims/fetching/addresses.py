"""Which addresses may be asked for at all: by their look, and by where their name leads."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from .words import NotFetched

MAX_URL = 2_000
PORTS = {"http": 80, "https": 443}
# Ranges that neither Python 3.11 nor requests-hardened refuses.
_ALSO_REFUSED = tuple(
    ipaddress.IPv6Network(net)
    for net in ("::/96", "fec0::/10", "100::/64", "2001::/23", "::ffff:0:0:0/96")
)
# What names in a house end in, by custom or by rule (RFC 2606, 6762, 8375; .internal by ICANN).
_IN_THE_HOUSE = frozenset(
    {
        *("local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "corp"),
        *("private", "test", "invalid", "arpa"),
    }
)


def allows_loopback() -> bool:
    """Whether a test lets the door lead to this machine."""
    return bool(getattr(settings, "FETCH_ALLOW_LOOPBACK", False))


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether the address lies outside every house, and means one machine."""
    if address.version == 6 and any(address in net for net in _ALSO_REFUSED):
        return False
    if address.is_reserved or address.is_unspecified:
        return False
    return address.is_global and not address.is_multicast and not address.is_link_local


def typed(url: str) -> str:
    """The address as people type it: blanks around it, and perhaps no scheme."""
    url = url.strip()
    if re.match(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)", url):
        url = f"https://{url}"
    return url


def checked(url: str) -> str:
    """The address without its fragment, when it is one that may be asked for at all.

    Raises NotFetched.
    """
    if len(url) > MAX_URL or re.search(r"[\x00-\x20\x7f\\]", url):
        raise NotFetched(_("This is no web address. Copy it again from the browser's address bar."))
    try:
        parts: SplitResult = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotFetched(
            _("This is no web address. Copy it again from the browser's address bar.")
        ) from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise NotFetched(_("Only web addresses that begin with http:// or https:// can be read."))
    if parts.username is not None or parts.password is not None:
        raise NotFetched(_("The address holds a user name or password. Remove it and try again."))
    if port not in {None, *PORTS.values()} and not allows_loopback():
        raise NotFetched(_("The address names an unusual port. Only 80 and 443 are allowed."))
    return parts._replace(fragment="").geturl()


def looks_public(url: str) -> bool:
    """Whether the address may be asked for, and its host seems one that all the world reaches.

    By its look alone: nobody is asked where the name leads.
    """
    try:
        host = (urlsplit(checked(url)).hostname or "").rstrip(".")
    except NotFetched:
        return False
    try:
        return is_public(ipaddress.ip_address(host))
    except ValueError:
        last = host.rpartition(".")[2]
        return "." in host and last not in _IN_THE_HOUSE and not re.match(r"\d", last)
