"""`manage.py reanchor`: one line of JSON for each, bad lines named."""

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

OLD = "The bridge cost $4 million. It fell on Monday. Nobody was hurt."
NEW = "Updated. The bridge cost $5 million. It fell on Monday."
PAIR = {"old_text": OLD, "new_text": NEW}


def run(monkeypatch: pytest.MonkeyPatch, *lines: bytes) -> tuple[list[dict[str, object]], str, int]:
    data = io.TextIOWrapper(io.BytesIO(b"\n".join(lines)), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", data)
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("reanchor", "--jsonl", "-", stdout=out, stderr=err)
    except CommandError as error:
        status = error.returncode
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), status


def line(**given: object) -> bytes:
    return json.dumps(given).encode()


def test_each_line_gives_one_line_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    found, errors, status = run(
        monkeypatch,
        line(id=2, **PAIR, old=[28, 46]),
        line(id="b", **PAIR, old=[0, 27], quote="ignored"),
        b"",
        line(id=None, **PAIR, old=[47, 63]),
        line(id=1, text=OLD, quote="on Monday", prefix="", suffix=None, hint=None),
        line(id=1, text="it fell, it fell", quote="it fell"),
        line(id=5, text="it fell, it fell", quote="it fell", hint=9),
    )
    assert (errors, status) == ("", 0)
    assert [set(result) for result in found] == [{"id", "state", "new", "confidence"}] * 6
    assert [(result["id"], result["state"], result["new"]) for result in found] == [
        (2, "moved", [37, 55]),
        ("b", "edited", [9, 36]),
        (None, "gone", None),
        (1, "moved", [36, 45]),
        (1, "ambiguous", None),
        (5, "unchanged", [9, 16]),
    ]
    for result in found:
        assert (result["confidence"] == 0) == (result["new"] is None)


BAD = [
    (b"no json", "no JSON"),
    (b"\xff", "no JSON"),
    (b"[1]", "no JSON object"),
    (b"[" * 100_000, "nested too deeply"),
    (line(old_text=OLD, new_text=NEW, old=[0, 5]), '"id" is missing'),
    (line(id=1), 'neither "old_text" nor "quote"'),
    (line(id=1, old_text=OLD, old=[0, 5]), '"new_text" is missing or no string'),
    (line(id=1, old_text=5, new_text=NEW, old=[0, 5]), '"old_text" is missing or no string'),
    (line(id=1, **PAIR), '"old" is no pair of whole numbers'),
    (line(id=1, **PAIR, old=[0, 5, 6]), '"old" is no pair of whole numbers'),
    (line(id=1, **PAIR, old=[0, True]), '"old" is no pair of whole numbers'),
    (line(id=1, **PAIR, old=[0, 5.5]), '"old" is no pair of whole numbers'),
    (line(id=1, **PAIR, old=[5, 5]), '"old" is no stretch of "old_text"'),
    (line(id=1, **PAIR, old=[-1, 5]), '"old" is no stretch of "old_text"'),
    (line(id=1, **PAIR, old=[0, 10**30]), '"old" is no stretch of "old_text"'),
    (line(id=1, quote="x"), '"text" is missing or no string'),
    (line(id=1, text="x", quote=None), '"quote" is no string'),
    (line(id=1, text="x", quote="x", prefix=[1]), '"prefix" is no string'),
    (line(id=1, text="x", quote="x", hint="1"), '"hint" is no whole number'),
]


def test_bad_lines_are_named_and_the_good_ones_still_come(monkeypatch: pytest.MonkeyPatch) -> None:
    good = line(id="ok", **PAIR, old=[28, 46])
    found, errors, status = run(monkeypatch, good, *[bad for bad, _ in BAD], good)
    assert status == 2
    assert [result["id"] for result in found] == ["ok", "ok"]
    told = errors.splitlines()
    assert len(told) == len(BAD)
    for number, (text, (_, fault)) in enumerate(zip(told, BAD, strict=True), start=2):
        assert text.startswith(f"line {number}: {fault}")


def test_a_file_is_read_and_a_missing_one_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(line(id=1, **PAIR, old=[28, 46]))
    out = io.StringIO()
    call_command("reanchor", "--jsonl", str(path), stdout=out)
    assert json.loads(out.getvalue())["new"] == [37, 55]
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("reanchor", "--jsonl", str(tmp_path / "none"), stdout=out)


def test_lone_surrogates_and_strange_numbers_are_no_trouble(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = b'"It \\ud800 fell."'
    found, _, status = run(
        monkeypatch,
        b'{"id": 1, "old_text": %s, "new_text": %s, "old": [3, 4]}' % (text, text),
        line(id=2, text="It fell.", quote="It fell.", hint=-(10**40)),
        line(id=3, text="It fell.", quote="It fell.", hint=10**40),
    )
    assert status == 0
    assert [result["new"] for result in found] == [[3, 4], [0, 8], [0, 8]]
