"""How often one address, or one link, may be asked for; for pages nobody signs in to."""

import hashlib
import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

WITHIN = 600  # seconds


def address_of(request: HttpRequest) -> str:
    """Return where the request comes from; of IPv6 the network, for one house has all of it."""
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def too_many(what: str, who: str, *, most: int) -> bool:
    """Count one more request of ``who``; True from the one after ``most`` until time is up.

    Only a hash of ``who`` is kept. Requests of the same instant may count as one: this keeps
    people and machines from trying on and on; no secret of ours could be guessed even so.
    """
    key = f"limit:{what}:{hashlib.sha256(who.encode()).hexdigest()}"
    now = time.time()
    begun, count = cache.get(key, (now, 0))
    if now - begun >= WITHIN:
        begun, count = now, 0
    cache.set(key, (begun, count + 1), WITHIN)
    return bool(count >= most)
