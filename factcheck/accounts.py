"""Sign-in rules for django-allauth: nobody signs up, and no mail leaves the house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts come from invitations and from the admin, never from a sign-up page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse sign-up, should its route ever be added."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: the newsroom may have no mail server, and no page promises mail."""
