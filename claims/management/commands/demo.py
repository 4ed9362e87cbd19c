"""Fill an empty database with the demo newsroom and print its sign-ins."""

from typing import Any

from django.core.management.base import BaseCommand

from claims.demo.load import PASSWORD, Newsroom
from claims.models import User


class Command(BaseCommand):
    """Does nothing to a database that has people in it already."""

    help = "Fill an empty database with the demo newsroom and print the demo sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        newsroom = Newsroom()
        if not User.objects.exists():
            newsroom.fill()
        names = [row["username"] for row in newsroom.data["people"]]
        people = User.objects.filter(username__in=names, email__endswith=".example.org")
        if people.exists():
            self.stdout.write(f"Demo sign-ins (password: {PASSWORD})")
        for user in people.order_by("pk"):
            roles = ", ".join(sorted(str(role.label) for role in user.roles))
            self.stdout.write(f"  {user.username:8} {user}: {roles}")
