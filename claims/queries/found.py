"""Whether what is quoted stands in the stored copies: how it is read, and told in words."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.enums import Found
from claims.models import Support

LARGE = ("text", "headers", "redirects", "details", "trouble")  # of a copy


def with_copies(rows: QuerySet[Support]) -> QuerySet[Support]:
    """Read along in which copy each passage was looked for, without what is in that."""
    return rows.select_related("found_in").defer(*(f"found_in__{name}" for name in LARGE))


def found_in_words(support: Support) -> str:
    """Say how the passage stands to the stored copy; "" where nobody looked."""
    copy = support.found_in
    if not support.passage or copy is None or copy.captured_at is None:
        return ""
    when = {"when": date_format(timezone.localtime(copy.captured_at), "j F Y")}
    if support.found == Found.MISSING:
        return _("not found in the stored copy of %(when)s") % when
    if support.found == Found.SIMILAR:
        return _("not word for word in the stored copy of %(when)s") % when
    return _("found in the stored copy of %(when)s") % when if support.found else ""
