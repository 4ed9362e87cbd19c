"""The people of the tests: each with a name, and one role unless the name says otherwise."""

from claims.enums import Role
from claims.models import User
from claims.models.people import ROLE_FIELDS

NAMES = {
    "ada": ("Ada Author", {Role.AUTHOR}),
    "carl": ("Carl Checker", {Role.CHECKER}),
    "cleo": ("Cleo Checker", {Role.CHECKER}),
    "rita": ("Rita Reviewer", {Role.REVIEWER}),
    "edda": ("Edda Editor", {Role.EDITOR}),
    "adam": ("Adam Admin", {Role.ADMIN}),
    "nora": ("Nora Norole", set()),
}
PASSWORD = "correct-horse-battery"


def person(username: str) -> User:
    """Return the person of this name, making them on first use."""
    name, roles = NAMES[username]
    user, created = User.objects.get_or_create(
        username=username,
        defaults={
            "name": name,
            "email": f"{username}@example.org",
            **{ROLE_FIELDS[role]: True for role in roles},
        },
    )
    if created:
        user.set_password(PASSWORD)
        user.save()
    return user
