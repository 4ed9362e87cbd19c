"""The audit chain: each event sealed with a hash over itself and all that came before."""

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from .audit import AuditEvent

START = "0" * 64  # what the first link follows
# What is sealed, so all of an event. A field added later must not be told where it is empty, or
# what was sealed before it would no longer fit.
SEALED = (
    *("id", "uid", "at", "actor_uid", "actor_name", "kind", "object_type", "object_uid"),
    *("object_name", "object_version", "article_uid", "changes", "note"),
)


def fingerprint(data: Any) -> str:
    """Return the SHA-256 (hex) of ``data`` in one canonical JSON, the same on every database.

    ``data`` is what JSON holds: mappings with string keys, lists or tuples, strings, numbers,
    booleans, None; times and uids come as strings. Raises TypeError for anything else,
    ValueError for NaN and infinities. What a JSONField gives back has the print it had before.
    """
    text = json.dumps(
        plain(data), sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def plain(data: Any) -> Any:
    """Return ``data`` with whole floats as integers: PostgreSQL gives 1e23 and -0.0 back so."""
    if isinstance(data, dict):
        if not all(isinstance(key, str) for key in data):
            raise TypeError("JSON has only strings for keys")
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain(value) for value in data]
    if isinstance(data, float) and data.is_integer():
        return int(Decimal(repr(data)))  # int(1e23) is 99999999999999991611392
    return data


def content(event: AuditEvent) -> dict[str, Any]:
    """Return all of a stored event as JSON holds it: uids as text, the time in UTC."""
    values = {name: getattr(event, name) for name in SEALED}
    for name, value in values.items():
        if isinstance(value, UUID):
            values[name] = str(value)
        elif isinstance(value, datetime):
            values[name] = value.astimezone(UTC).isoformat(timespec="microseconds")
    return values


def follow(previous: str, event: AuditEvent) -> str:
    """Return the hash of the link that seals ``event`` after the one with hash ``previous``."""
    return fingerprint([previous, content(event)])


class AuditLink(models.Model):
    """The place of one event in the chain. Database triggers guard the row."""

    position = models.PositiveBigIntegerField(primary_key=True)  # 1, 2, 3, … without a gap
    event = models.OneToOneField(AuditEvent, on_delete=models.PROTECT, related_name="link")
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"


class ChainHead(models.Model):
    """The end of the chain, in row 1: who holds it is the only one who makes the chain longer."""

    position = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"

    @classmethod
    def hold(cls) -> "ChainHead":
        """Return the head, locked until the transaction ends."""
        return ChainHead.objects.select_for_update().get_or_create(pk=1)[0]
