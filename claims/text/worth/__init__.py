"""What can be checked, how much it is worth, and why."""

from .assertions import find_claims
from .checkworthy import Score, check_worthiness, thresholds
from .model import LABELS

__all__ = ["LABELS", "Score", "check_worthiness", "find_claims", "thresholds"]
