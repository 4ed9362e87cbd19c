"""A quoted passage against a text: what is a difference, and what only looks like one."""

import pytest

from claims.text.fidelity import Transcript
from claims.text.passages import find_passage

TEXT = """The repair cost 13.1 million crowns—a third more than “planned”, it says.
All forty-two mooring posts, and the harbour­master’s hut, were replaced on 3 May 2026.
修理费用为三百万克朗。"""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("13.1 million crowns", "found"),
        ("13.1 MILLION  crowns -", "found"),
        ('more than "planned"', "found"),
        ("the harbourmaster's hut", "found"),
        ("The repair cost … a third more", "found"),
        ("费用为三百万", "found"),
        ("3.1 million crowns", "similar"),
        ("13.1 million crowns were spent", "similar"),
        ("1 million", "missing"),
        ("forty", "missing"),
        ("two", "missing"),
        ("art", "missing"),
        ("replaced on 3 May 202", "similar"),
        ("a storm broke the pier", "missing"),
        ("", "missing"),
        (" \n ", "missing"),
        ("\u00ad", "missing"),
        ("…", "missing"),
        ("((((", "missing"),
    ],
)
def test_a_passage_stands_in_a_text_or_it_does_not(words: str, found: str) -> None:
    transcript = Transcript(TEXT)
    assert find_passage(words, transcript).found == found
    assert find_passage(words, TEXT).found == found
    assert bool(find_passage(words, TEXT).pieces) == (found == "similar")
    assert find_passage(words, "").found == "missing"
