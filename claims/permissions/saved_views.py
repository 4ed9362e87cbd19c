"""Who keeps questions to the queue under a name, and for whom."""

from django.utils.translation import gettext as _

from claims.models import SavedView, User

from .people import EDITS, lacks


def why_not_save_view(user: User, *, shared: bool = False) -> str:
    """Why ``user`` may not keep a view of the queue, or one that everybody sees."""
    if not user.is_active or not user.roles:
        return _("Your role in this newsroom has no queue.")
    if shared and not user.in_newsroom:
        return _("Views are shared by those who work in the newsroom. Keep it for yourself.")
    return ""


def why_not_change_view(user: User, view: SavedView, *, shared: bool = False) -> str:
    """Why ``user`` may not rename ``view``, or have everybody see it."""
    if user.pk != view.owner_id:
        return _("Only who saved a view renames or shares it.")
    return why_not_save_view(user, shared=shared)


def why_not_drop_view(user: User, view: SavedView) -> str:
    """Why ``user`` may not delete ``view``: one's own, or as an editor or admin a shared one."""
    if user.pk == view.owner_id:
        return ""
    if not view.is_shared:
        return _("Only who saved a view deletes it.")
    if lacks(user, EDITS) and not (user.is_active and user.is_staff):
        return _("Only who saved it, an editor or an admin deletes a shared view.")
    return ""
