"""The only door to the network: GETs, safe against addresses inside the house.

Names are resolved once and the connection goes to the checked address (requests-hardened);
each redirect is checked anew. ``fetch`` has a page for reading, ``capture`` a whole exchange for
keeping, ``robots`` what a site asks of programs. The setting FETCH_ALLOW_LOOPBACK (default False,
refused at start-up) lets tests fetch from this machine, on any port; nothing else lifts a rule.
The setting FETCH_PROXY sends everything through the newsroom's own proxy.
"""

from .capturing import capture
from .exchange import Exchange, Hop
from .pages import Fetched, fetch
from .robots import Robots, robots
from .words import NotFetched

__all__ = [
    "Exchange",
    "Fetched",
    "Hop",
    "NotFetched",
    "Robots",
    "capture",
    "fetch",
    "robots",
]
