"""What can be checked, how much it is worth, and why."""

from .assertions import find_claims

__all__ = ["find_claims"]
