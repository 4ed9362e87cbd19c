"""The gate: what blocks and what warns, and letting one article pass all the same."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import GateLevel
from claims.models import Article, AuditEvent, GateSetting, Override, User
from claims.queries.gate import levels, print_of, standing_overrides
from claims.queries.gate_conditions import BY_KEY, Condition
from claims.queries.sign_offs import hands_without_second

from .saving import Invalid, Stale, add, change, chosen, lock, record, refuse


def condition_named(key: str) -> Condition:
    """Return a condition of the gate; raises Invalid for one that there is not."""
    if key not in BY_KEY:
        raise Invalid(_("The gate has no condition “%(key)s”.") % {"key": key[:40]})
    return BY_KEY[key]


@transaction.atomic
def set_level(*, condition: str, level: str, by: User) -> AuditEvent | None:
    """Say whether a condition blocks, warns or is not asked, for every article."""
    refuse(permissions.why_not_set_gate(by))
    key, level = condition_named(condition).key, chosen(GateLevel, level)
    if levels()[key] == level:
        return None
    # made with the usual level, so that two editors who are first at once make one row
    rows = GateSetting.objects.select_for_update()
    setting, _made = rows.get_or_create(condition=key, defaults={"level": BY_KEY[key].level})
    return change(setting, by=by, deed="gate.level_set", level=level)


@transaction.atomic
def set_levels(
    *, levels_now: Mapping[str, str], seen: Mapping[str, str], by: User
) -> list[AuditEvent]:
    """Set several conditions, all or nothing; what the editor left as it was ``seen`` stays.

    Raises Invalid where somebody else changed in the meantime what the editor changes too.
    """
    refuse(permissions.why_not_set_gate(by))
    wanted = {key: level for key, level in levels_now.items() if level != seen.get(key)}
    present = levels()
    for key, level in wanted.items():
        named = condition_named(key)
        if key in seen and present[key] not in (seen[key], level):
            raise Invalid(
                _("Somebody else set “%(what)s” in the meantime: %(level)s. Look again.")
                % {"what": named.label, "level": GateLevel(present[key]).label}
            )
    events = (set_level(condition=key, level=level, by=by) for key, level in wanted.items())
    return [event for event in events if event]


@transaction.atomic
def override(
    *, article: Article, condition: str, reason: str, by: User, seen: str | None = None
) -> Override:
    """Let what is in the way now pass, with the reason; what comes later is in the way again.

    ``seen`` is the print of what the editor had before them (``Line.print``): raises Stale when
    something else is in the way by now.
    """
    article = lock(article)
    named = condition_named(condition)
    hands = hands_without_second(article) if named.second else ()
    refuse(permissions.why_not_override(by, article, hands=hands))
    if not reason.strip():
        raise Invalid(_("Say why the article may run all the same."))
    covers = named.keys(article)
    if not covers:
        raise Invalid(_("Nothing is in the way here."))
    if seen is not None and seen != print_of(covers):
        raise Stale(article, article.version)
    for old in standing_overrides(article).filter(condition=named.key):
        drop(old, by=by)
    made = add(
        Override(
            article=article,
            condition=named.key,
            covers=covers,
            reason=reason.strip(),
            created_by=by,
        )
    )
    record(
        made,
        by=by,
        kind="gate.overridden",
        changes={"count": [None, len(covers)]},
        note=made.reason,
    )
    return made


@transaction.atomic
def withdraw_override(*, override: Override, by: User) -> None:
    """Let the condition hold again."""
    article = lock(override.article)
    refuse(permissions.why_not_override(by, article))
    standing = standing_overrides(article).filter(pk=override.pk).first()
    if standing:
        drop(standing, by=by)


def drop(override: Override, *, by: User) -> None:
    """End an override; it stays on record."""
    override.withdrawn_by, override.withdrawn_at = by, timezone.now()
    override.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record(override, by=by, kind="gate.override_withdrawn")
