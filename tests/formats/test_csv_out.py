"""CSV that no spreadsheet runs."""

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.formats.csv_out import STARTS, csv_lines


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def written(*rows: list[object]) -> bytes:
    return b"".join(csv_lines(rows))


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+41 44 000",
        "-2",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "  =1+1",
        "\u00a0=1+1",
        "\ufeff=1+1",
        "＝1+1",
        "\x00=1+1",
        '=HYPERLINK("http://example.org";"Click")',
    ],
)
def test_what_would_be_a_formula_gets_an_apostrophe(cell: str) -> None:
    ((found,),) = read(written([cell]))
    assert found.startswith("'")
    assert found[1:] == cell.replace("\x00", "")


@pytest.mark.parametrize(
    "cell", ["", "Rents rose 11%", "“=1”", "3 - 2", "a@b.org", "naïve 😀", "two\nlines", "'quoted'"]
)
def test_other_words_stay_as_they_are(cell: str) -> None:
    assert read(written([cell, "end"])) == [[cell, "end"]]


def test_numbers_stay_numbers() -> None:
    assert written([-3, 4]).endswith(b"-3,4\r\n")


def test_the_file_begins_with_a_byte_order_mark_and_is_written_line_by_line() -> None:
    read_rows = 0

    def rows() -> Iterator[list[object]]:
        nonlocal read_rows
        for number in range(3):
            read_rows += 1
            yield [number]

    lines = csv_lines(rows())
    assert next(lines) == b"\xef\xbb\xbf"
    assert next(lines) == b"0\r\n"
    assert read_rows == 1


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1))
def test_whatever_is_written_is_read_again_and_is_no_formula(cells: list[str]) -> None:
    (found,) = read(written([*cells, "end"]))
    assert len(found) == len(cells) + 1
    for before, after in zip(cells, found, strict=False):
        assert not after.lstrip(" ").startswith(STARTS)
        assert after.removeprefix("'") == before.replace("\x00", "").removeprefix("'")
