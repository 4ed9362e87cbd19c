"""Sums that checkers do over and over, worked out exactly, with their working."""

from .amounts import Unworkable
from .methods import INPUTS, Worked, work_out

__all__ = ["INPUTS", "Unworkable", "Worked", "work_out"]
