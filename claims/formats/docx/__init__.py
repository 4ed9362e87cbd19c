"""Word files: body in order, tables, lists, footnotes, links, comments; changes as accepted."""

from .reader import read_docx

__all__ = ["read_docx"]
