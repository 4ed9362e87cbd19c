"""People and their roles; invitations, which are the only way to become one of them."""

import hashlib
import secrets
from datetime import timedelta
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.enums import Role

from .base import Addressed, all_or_none

ROLE_FIELDS = {
    Role.AUTHOR: "is_author",
    Role.CHECKER: "is_checker",
    Role.REVIEWER: "is_reviewer",
    Role.EDITOR: "is_editor",
    Role.ADMIN: "is_staff",
}


class Roles(models.Model):
    """The roles as columns, so that they filter, constrain and add up."""

    is_author = models.BooleanField(_("author"), default=False)
    is_checker = models.BooleanField(_("checker"), default=False)
    is_reviewer = models.BooleanField(_("reviewer"), default=False)
    is_editor = models.BooleanField(_("editor"), default=False)
    is_staff = models.BooleanField(_("admin"), default=False)

    class Meta:
        abstract = True

    @property
    def roles(self) -> frozenset[Role]:
        """Return every role held."""
        return frozenset(role for role, field in ROLE_FIELDS.items() if getattr(self, field))


class User(Roles, Addressed, AbstractUser):
    """A person of the newsroom."""

    first_name = None  # type: ignore[assignment]  # one name, as people write it
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=150, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    digest_at = models.DateTimeField(default=timezone.now, editable=False)  # of the last daily mail

    objects: ClassVar[UserManager[Self]] = UserManager()

    class Meta:
        ordering = ("name", "username")

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def initials(self) -> str:
        """Return the first letters of the name, for tight places."""
        return "".join(word[0] for word in str(self).split()[:2]).upper()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self).split(" ", 1)[0]

    @property
    def in_newsroom(self) -> bool:
        """Whether this person reads the whole newsroom's work, not only their own articles."""
        return self.is_active and bool(self.roles - {Role.AUTHOR})


class Invitation(Roles, Addressed):
    """A one-time link to an account; only the hash of its token is kept."""

    LIFETIME = timedelta(days=7)

    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    used_by = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="invitation"
    )
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        constraints = [all_or_none("use", texts=(), rest=("used_by", "used_at"))]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def new_token() -> str:
        """Return a token nobody can guess."""
        return secrets.token_urlsafe(32)

    @staticmethod
    def hash_of(token: str) -> str:
        """Return what is stored in place of ``token``."""
        return hashlib.sha256(token.encode()).hexdigest()

    @property
    def is_open(self) -> bool:
        """Whether the link still works."""
        return self.used_at is None and self.expires_at > timezone.now()
