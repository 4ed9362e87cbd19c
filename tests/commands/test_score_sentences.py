"""`manage.py score_sentences`: a line for each sentence, bad lines named."""

import io
import json
import math
import sys
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from claims.text import check_worthiness, thresholds

FIRST = "The port lost 4,000 jobs and 12 percent of its trade between 2015 and 2019."
SECOND = "That is more than it was."


def run(monkeypatch: pytest.MonkeyPatch, data: bytes, *arguments: str) -> list[dict[str, Any]]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    out = io.StringIO()
    call_command("score_sentences", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def lines(*rows: tuple[object, object, str]) -> bytes:
    given = ({"doc": doc, "i": i, "text": text, "label": 1} for doc, i, text in rows)
    return "\n".join(json.dumps(row) for row in given).encode()


def test_each_sentence_gets_a_score_a_label_a_kind_and_reasons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    high, low = run(monkeypatch, lines(("a", 1, FIRST), ("b", "x", "Thank you all.")))
    assert set(high) == {"doc", "i", "score", "label", "kind", "reasons"}
    assert (high["doc"], high["i"], high["label"], high["kind"]) == ("a", 1, 1, "quantity")
    assert high["score"] == check_worthiness(FIRST).check_worthy
    assert (low["doc"], low["i"], low["label"]) == ("b", "x", 0)
    assert high["score"] > low["score"]


@pytest.mark.parametrize("label", ["check_worthy", "verifiable"])
def test_the_label_follows_the_score_that_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, label: str
) -> None:
    texts = [FIRST, SECOND, "The council met on Monday.", "I hope so.", "They came to Vestby."]
    data = lines(*((n, 0, text) for n, text in enumerate(texts)))
    found = run(monkeypatch, data, "--label", label)
    bar = thresholds()[label]
    assert [row["score"] for row in found] == [
        getattr(check_worthiness(text), label) for text in texts
    ]
    assert [row["label"] for row in found] == [int(row["score"] >= bar) for row in found]
    assert {row["label"] for row in found} == {0, 1}


def test_another_label_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        run(monkeypatch, b"", "--label", "true")


def test_the_sentence_before_counts_only_where_it_stands_right_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def second(*place: object) -> float:
        data = lines(("a", 7, FIRST), (*place, SECOND))  # type: ignore[arg-type]
        return float(run(monkeypatch, data)[1]["score"])

    alone = check_worthiness(SECOND).check_worthy
    assert second("a", 8) == check_worthiness(SECOND, [FIRST]).check_worthy != alone
    assert [second("b", 8), second("a", 9), second("a", 7), second("a", "8")] == [alone] * 4


def test_empty_and_odd_texts_get_a_low_number(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["", "   ", "?", "\ud800", "¯\\_(ツ)_/¯", "x" * 10_000, "0"]
    found = run(monkeypatch, lines(*((n, n, text) for n, text in enumerate(texts))))
    assert len(found) == len(texts)
    assert all(math.isfinite(row["score"]) and 0 <= row["score"] < 0.3 for row in found)
    assert {row["label"] for row in found} == {0}


def test_bad_lines_are_named_and_the_good_ones_still_come(monkeypatch: pytest.MonkeyPatch) -> None:
    good = lines(("a", 1, FIRST))
    bad = [b"no json", b"[1]", b'{"doc": 1, "text": ""}', b'{"i": 1, "text": ""}',
           b'{"doc": 1, "i": 1, "text": 5}', b"\xff", b"[" * 100_000]  # fmt: skip
    data = b"\n".join([good, *bad, b"", good])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="7 bad lines") as raised:
        call_command("score_sentences", stdout=out, stderr=err)
    assert raised.value.returncode == 2
    assert len(out.getvalue().splitlines()) == 2
    told = [line.split(":")[:2] for line in err.getvalue().splitlines()]
    assert [number for number, _ in told] == [f"line {n}" for n in range(2, 9)]
    assert told[2][1] == ' "i" is missing'
    assert told[3][1] == ' "doc" is missing'
