"""How far an open page knows the article's log, as the page itself keeps it: read by nobody."""

import struct
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

from claims.models import ChainHead

PLAIN = struct.Struct(">QI")


@dataclass(frozen=True, slots=True)
class Place:
    """A position in the audit chain, and the number of the draft that the page shows.

    Positions count what happens anywhere in the newsroom, hidden articles included. So a page
    keeps its place encrypted, and two tokens of one place differ: nothing can be read off them.
    """

    position: int
    draft: int

    def sealed(self) -> str:
        """Return the place as a page keeps it."""
        return vault().encrypt(PLAIN.pack(self.position, self.draft)).decode()

    @classmethod
    def opened(cls, text: str) -> "Place":
        """Return the place that ``text`` seals; raises ValueError for anything else."""
        try:
            return cls(*PLAIN.unpack(vault().decrypt(text)))
        except (InvalidToken, struct.error) as error:
            raise ValueError("not sealed here") from error


def vault() -> Fernet:
    """Return what seals and opens, with a key made of the site's own."""
    key = salted_hmac("claims.queries.place", "", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))


def newest() -> int:
    """Return the last position of the chain: what was committed and chained so far."""
    return ChainHead.objects.filter(pk=1).values_list("position", flat=True).first() or 0
