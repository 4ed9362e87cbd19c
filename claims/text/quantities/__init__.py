"""Figures: numbers, money, shares, ranks and dates, what they amount to, and where they differ."""

from .dates import Interval, resolve_date
from .discrepancies import find_discrepancies
from .figures import Quantity, QuantityKind, compares, find_quantities, may_hold_figures
from .values import Value, figures_in, value_of

__all__ = [
    "Interval",
    "Quantity",
    "QuantityKind",
    "Value",
    "compares",
    "figures_in",
    "find_discrepancies",
    "find_quantities",
    "may_hold_figures",
    "resolve_date",
    "value_of",
]
