"""Every kind of event, every thing and every field has words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

from claims import services
from claims.enums import Decision
from claims.models import (
    AuditEvent,
    Desk,
    Tag,
)
from claims.models.base import Addressed
from claims.queries import deeds

# --- every kind, every field ----------------------------------------------------------------------

KIND = re.compile(r"[a-z]+\.[a-z]+(?:_[a-z]+)*")
NO_KINDS = {"transcript.txt"}  # what only looks like one


def texts_in(tree: ast.AST) -> Iterator[str]:
    """Yield every string of a module; "…" for what is put into one when it runs."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def strings_of_services() -> set[str]:
    found: set[str] = set()
    for path in Path(services.__path__[0]).rglob("*.py"):
        found |= set(texts_in(ast.parse(path.read_text())))
    return found


def test_every_kind_of_event_that_a_service_writes_has_words() -> None:
    kinds = {text for text in strings_of_services() if KIND.fullmatch(text)}
    assert len(kinds) > 60
    assert kinds - set(deeds.DEEDS) == NO_KINDS


def test_every_kind_that_is_put_together_when_it_runs_has_words() -> None:
    patterns = {
        re.compile(re.escape(text).replace("…", r"\w+"))
        for text in strings_of_services()
        if "…" in text and re.fullmatch(r"[a-z]+\.[a-z_…]+", text)
    }
    assert len(patterns) >= 2
    for pattern in patterns:
        assert any(pattern.fullmatch(kind) for kind in deeds.DEEDS), pattern
    for decision in (Decision.ACCEPTED, Decision.DISMISSED):
        assert f"suggestion.{decision}" in deeds.DEEDS
    for name in ("authors", "readers"):
        assert f"article.{name}_set" in deeds.DEEDS


def logged_models() -> list[type[models.Model]]:
    own = apps.get_app_config("claims").get_models()
    return [m for m in own if issubclass(m, Addressed | Desk | Tag) and m is not AuditEvent]


def test_every_type_of_thing_has_a_name_and_a_group() -> None:
    types = {model._meta.model_name for model in logged_models()}
    assert {"claim", "desk", "user"} <= types
    assert types - set(deeds.TYPES) <= {
        "notice",
        "revision",
        "arrival",
        "review",
        "capture",
    }  # nothing is logged of them
    grouped = {name for _key, _label, _starts, names in deeds.GROUPS for name in names}
    assert set(deeds.TYPES) - grouped == set()


# Said once, when the thing is made; no deed changes them.
SET_ONCE = {"id", "uid", "version"}
SET_ONCE |= {"article.last_number", "signoff.record", "expertlink.query", "expertlink.token_hash"}
SET_ONCE |= {"invitation.token_hash", "reply.query", "reply.expert"}
# As a look at the address, or into the copy, found it: the deed tells how it fares.
SET_ONCE |= {"evidence.failures", "evidence.health_note", "evidence.moved_to"}
SET_ONCE |= {"support.found", "support.found_in", "support.differs"}
SET_ONCE |= {"savedview.owner", "calendartoken.user", "calendartoken.token_hash"}


def test_every_field_that_changes_has_a_label_of_its_own() -> None:
    nameless = {
        f"{model._meta.model_name}.{field.name}"
        for model in logged_models()
        for field in model._meta.fields
        if model._meta.model_name in deeds.TYPES
        and field.name not in SET_ONCE | deeds.LABELS.keys()
        and not deeds.is_quiet(field.name)
        and getattr(field, "_verbose_name", None) is None  # only what the model itself says
    }
    engines = {name for name in nameless if name.startswith("suggestion.")}  # as it found them
    assert nameless - engines - SET_ONCE == set()
    assert "decision" in deeds.LABELS
