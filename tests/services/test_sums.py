"""Sums in evidence: worked out, or refused in words that name the figure."""

import pytest

from claims.enums import Sum
from claims.services.particulars import FIGURES, UNWORKABLE, worked
from claims.services.saving import Invalid
from claims.text.sums import INPUTS
from claims.text.sums.amounts import REASONS


def test_every_sum_figure_and_reason_has_words() -> None:
    assert set(INPUTS) == set(Sum.values) - {Sum.OTHER}
    assert {name for names in INPUTS.values() for name in names} == set(FIGURES)
    assert set(UNWORKABLE) == set(REASONS) - {"method"}


def test_a_sum_is_worked_out_from_what_was_typed() -> None:
    done = worked({"method": "share", "inputs": {"part": " 1 ", "whole": "4"}})
    assert done["inputs"] == {"part": "1", "whole": "4"}
    assert (done["formula"], done["result"]) == ("1 ÷ 4 × 100", "25%")


@pytest.mark.parametrize(
    ("method", "inputs", "sentence"),
    [
        ("share", {"part": "3", "whole": "0"}, "Whole: this sum cannot be done with zero."),
        ("share", {"part": "3"}, "Whole: this is needed."),
        ("share", {"part": "3% %s", "whole": "4"}, "Whole: “4” is in a unit that does not fit"),
        ("change", {"old": "many", "new": "4"}, "Old figure: “many” cannot be read. Write"),
        ("change", {"old": "\0", "new": "4"}, "This text holds broken characters."),
        ("inflation", {"amount": "1", "from_period": "1", "to_period": "2", "series": "x 1\ny"},
         "Index series: line 2, “y”, cannot be read."),
        ("other", {}, "Write down the formula"),
    ],
)  # fmt: skip
def test_a_sum_that_cannot_be_done_says_why(
    method: str, inputs: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        worked({"method": method, "inputs": inputs})
    assert str(refusal.value).startswith(sentence)
