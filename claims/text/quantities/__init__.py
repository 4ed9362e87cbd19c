"""Figures: numbers, money, shares, ranks and dates, and the words that compare them."""

from .figures import Quantity, QuantityKind, compares, find_quantities, may_hold_figures

__all__ = ["Quantity", "QuantityKind", "compares", "find_quantities", "may_hold_figures"]
