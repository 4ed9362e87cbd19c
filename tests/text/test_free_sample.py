"""Three Wikinews articles of the GUM corpus (CC BY): quotes that the engine must keep finding."""

import json
from functools import cache
from pathlib import Path

import pytest

from benchmarks.evaluation.quotes import Figures, Part, compare, measure

FOLDER = Path(__file__).resolve().parents[1] / "data/gum_news"
SAMPLE = FOLDER / "quotes.jsonl"
# Floors, on quotes with a reporting verb.
RECALL, SOURCE, CUE = 0.85, 0.95, 0.95

TEXT = "the mayor said that it rained all day in may while her deputy swam"


@cache
def reporting() -> Figures:
    return measure(SAMPLE)["reporting"]


def test_the_notice_names_the_source_and_the_licence_of_every_document() -> None:
    notice = (FOLDER / "NOTICE.md").read_text()
    documents = [json.loads(line) for line in SAMPLE.read_text().splitlines()]
    assert len(documents) == 3
    assert [d["id"] for d in documents if d["url"] not in notice or d["id"] not in notice] == []
    assert "CC BY 2.5" in notice
    assert "CC BY 4.0" in notice


def test_the_sample_is_whole() -> None:
    assert reporting().wanted.total() >= 20
    assert all(reporting().wanted[manner] for manner in ("direct", "indirect", "mixed"))


def test_quotes_are_found() -> None:
    assert reporting().recall >= RECALL


def test_their_source_and_cue_are_right() -> None:
    assert reporting().source_overlap >= SOURCE
    assert reporting().cue_overlap >= CUE


def part(words: range, source: range = range(2), *, reporting: bool = True) -> Part:
    cue = frozenset({2})
    return Part(frozenset(words), frozenset(source), cue, "indirect", reporting)


def scored(marked: list[Part], found: list[Part], subset: str = "all") -> Figures:
    total = Figures()
    compare(marked, found, TEXT.split(), subset, total)
    return total


@pytest.mark.parametrize(
    ("found", "matched"), [(range(4, 8), 1), (range(4, 9), 1), (range(4, 10), 0), (range(8, 12), 0)]
)
def test_a_part_matches_when_four_words_in_five_agree(found: range, matched: int) -> None:
    assert scored([part(range(4, 8))], [part(found)]).matched.total() == matched


def test_a_marked_part_is_found_once_only_and_by_the_closest() -> None:
    figures = scored([part(range(4, 9))], [part(range(4, 8), range(10, 12)), part(range(4, 9))])
    assert (figures.recall, figures.precision, figures.source_overlap) == (1.0, 0.5, 1.0)
    assert figures.end_to_end == figures.f1 == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("source", "right"),
    [(range(1, 2), 1.0), (range(1), 0.0), (range(0), 0.0), (range(11, 13), 0.0)],
)
def test_a_source_must_share_a_telling_word(source: range, right: float) -> None:
    assert scored([part(range(4, 8))], [part(range(4, 8), source)]).source_overlap == right


def test_what_a_subset_does_not_ask_for_is_no_fault() -> None:
    marked = [part(range(4, 8)), part(range(9, 13), reporting=False)]
    found = [part(range(4, 8)), part(range(9, 12))]
    assert scored(marked, found, "reporting").precision == 1.0
    assert scored(marked, found).precision == 0.5


def test_nothing_found_and_nothing_wanted_are_no_division_by_zero() -> None:
    nothing = scored([], [])
    assert (nothing.precision, nothing.recall, nothing.f1, nothing.end_to_end) == (0, 0, 0, 0)
    assert nothing.recall_of("direct") == nothing.cue_overlap == 0


def test_edges_and_code_points_are_read_as_promised(tmp_path: Path) -> None:
    text = "Rain\n\nThe 𝔐ayor of Vestby, Ann Holm, said that “it rained all day”."
    start = text.index("that")
    quote = {
        "content_parts": [[start, len(text)]],
        "source_parts": [[6, 15]],
        "cue_parts": [[start - 5, start - 1]],
        "type": "mixed",
        "reporting": True,
    }
    path = tmp_path / "quotes.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text, "quotes": [quote]}) + "\n\n")
    figures = measure(path)["reporting"]
    assert (figures.recall, figures.precision) == (1.0, 1.0)
    assert (figures.end_to_end, figures.cue_overlap) == (1.0, 1.0)
    assert figures.recall_of("mixed") == 1.0
