"""`manage.py extract`: JSON for one text, JSON lines for many, bad lines named."""

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

TEXT = "Anna Brandt said the bridge carries 21,000 cars a day. “It is old,” she said. “Very old.”"


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("extract", *arguments, stdout=out)
    return out.getvalue()


def test_one_file_gives_one_json_document(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    document = json.loads(run(str(path)))
    assert [speaker["name"] for speaker in document["speakers"]] == ["Anna Brandt"]
    assert document["quotes"][1]["words"] == ["“It is old,”", "“Very old.”"]
    assert document["claims"][0]["words"] == "the bridge carries 21,000 cars a day"
    assert document["claims"][0]["level"] in {"high", "medium"}


def test_standard_input_keeps_line_ends_so_that_offsets_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    feed(monkeypatch, b"It fell.\r\nBrandt said it stood.")
    document = json.loads(run("-"))
    assert document["quotes"][0]["source"] == [10, 16]


def test_each_line_gives_one_line_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [{"id": n, "text": TEXT, "quotes": "ignored"} for n in (3, "b", 1)]
    feed(monkeypatch, "\n".join(json.dumps(line) for line in lines).encode())
    results = [json.loads(line) for line in run("-", "--jsonl").splitlines()]
    assert [result["id"] for result in results] == [3, "b", 1]
    quote = results[0]["quotes"][1]
    assert quote == {
        "content": [55, 89],
        "content_parts": [[55, 67], [78, 89]],
        "source": [68, 71],
        "cue": [72, 76],
        "speaker": "Anna Brandt",
        "type": "direct",
        "report": "assertion",
        "cue_class": "speech",
    }
    assert set(results[0]) == {"id", "quotes", "claims", "sentences", "language"}
    assert set(results[0]["claims"][0]) == {"span", "score", "verifiable", "kind", "reasons"}


def test_bad_lines_are_named_and_the_good_ones_still_come(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = [b"no json", b"[1]", b'{"id": 1}', b'{"text": "x"}', b'{"id": 1, "text": 5}', b"\xff"]
    good = json.dumps({"id": "ok", "text": TEXT}).encode()
    feed(monkeypatch, b"\n".join([good, *bad, b"", b"[" * 100_000, good]))
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("extract", "-", "--jsonl", stdout=out, stderr=err)
    assert raised.value.returncode == 2
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == ["ok", "ok"]
    named = [line.partition(":")[0] for line in err.getvalue().splitlines()]
    assert named == [f"line {n}" for n in (2, 3, 4, 5, 6, 7, 9)]


def test_a_lone_surrogate_in_a_line_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, b'{"id": 1, "text": "He said \\ud800 it fell."}')
    assert json.loads(run("-", "--jsonl"))["sentences"] == [[0, 18]]


def test_a_missing_file_and_a_wrong_encoding_get_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run(str(tmp_path / "none.txt"))
    path = tmp_path / "latin.txt"
    path.write_bytes("Brandt sagte: schön".encode("latin-1"))
    with pytest.raises(CommandError, match="not UTF-8"):
        run(str(path))
