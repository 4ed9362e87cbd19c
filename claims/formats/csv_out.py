"""CSV for spreadsheets, in which no cell is ever run as a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence

# What makes Excel, LibreOffice or Google Sheets read a cell as a formula, the full-width signs
# too; tab and line breaks are skipped over by some on the way to a sign behind them.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"  # without it Excel takes UTF-8 for the local code page


class Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def safe(cell: object) -> object:
    """Return a cell that a spreadsheet shows as the words it holds; numbers stay numbers.

    An apostrophe goes before whatever would begin a formula; NUL bytes, which end the file for
    some readers, go away.
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(STARTS) else text


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield ``rows`` as lines of UTF-8 CSV with a byte order mark, one at a time."""
    writer = csv.writer(Echo())
    yield BOM.encode()
    for row in rows:
        yield writer.writerow([safe(cell) for cell in row]).encode()
