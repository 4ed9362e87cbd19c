"""People: invite somebody, let them in, give and take roles."""

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Role
from claims.models import Invitation, User
from claims.models.people import ROLE_FIELDS

from .saving import Invalid, add, fit, record, refuse


@transaction.atomic
def invite(
    *, name: str, by: User, email: str = "", roles: frozenset[Role] = frozenset()
) -> tuple[Invitation, str]:
    """Return a new invitation and its token, which is shown once and never stored."""
    refuse(permissions.why_not_keep_people(by))
    if not roles:
        raise Invalid(_("Give at least one role."))
    token = Invitation.new_token()
    invitation = add(
        Invitation(
            name=name.strip(),
            email=email,
            token_hash=Invitation.hash_of(token),
            created_by=by,
            expires_at=timezone.now() + Invitation.LIFETIME,
            **{ROLE_FIELDS[role]: True for role in roles},
        )
    )
    record(invitation, by=by, kind="person.invited")
    return invitation, token


def open_invitation(token: str) -> Invitation | None:
    """Return the invitation of this token while it still works."""
    found = Invitation.objects.filter(token_hash=Invitation.hash_of(token)).first()
    return found if found and found.is_open else None


@transaction.atomic
def accept_invitation(*, token: str, username: str, password: str) -> User:
    """Make the account an invitation promises; the link works once."""
    rows = Invitation.objects.select_for_update(of=("self",))
    invitation = rows.filter(token_hash=Invitation.hash_of(token)).first()
    if invitation is None or not invitation.is_open:
        raise Invalid(_("This invitation has been used or has expired. Ask for a new one."))
    user = fit(
        User(
            username=User.normalize_username(username.strip()),
            name=invitation.name,
            email=invitation.email,
            password=make_password(password),
            **{field: getattr(invitation, field) for field in ROLE_FIELDS.values()},
        )
    )
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid(_("Somebody has this user name already. Choose another one.")) from error
    invitation.used_by, invitation.used_at = user, timezone.now()
    invitation.save(update_fields=["used_by", "used_at"])
    record(user, by=user, kind="person.joined")
    return user


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> None:
    """Make the link stop working at once."""
    refuse(permissions.why_not_keep_people(by))
    if not invitation.is_open:
        raise Invalid(_("This invitation has been used or has expired."))
    invitation.expires_at = timezone.now()
    invitation.save(update_fields=["expires_at"])
    record(invitation, by=by, kind="person.invitation_withdrawn")
