"""Two revisions compared: blocks in pairs, words in pieces, whatever the texts."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.text import Block, BlockKind, split_blocks
from claims.text.reanchoring.tokens import plain
from claims.text.revisions import Edit, Row, compare, wording

from .reanchoring.drafts import STORY
from .reanchoring.test_properties import ANY, drafts, work


def compared(old: str, new: str) -> list[Row]:
    return compare(old, split_blocks(old), new, split_blocks(new))


def one(old: str, new: str) -> Row:
    """The row of two paragraphs."""
    blocks = [[Block(BlockKind.PARAGRAPH, 0, len(text))] for text in (old, new)]
    [row] = compare(old, blocks[0], new, blocks[1])
    return row


def told(row: Row, old: str, new: str) -> list[tuple[str, str, str]]:
    """Every piece that is not equal: its kind, what it was, what it is."""
    return [
        (piece.kind.value, old[slice(*piece.old)], new[slice(*piece.new)])
        for piece in row.pieces
        if piece.kind is not Edit.EQUAL
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It cost $4 million.", "It cost $5 million.", [("replace", "4", "5")]),
        ("a big bridge", "a very big bridge", [("insert", "", "very ")]),
        ("a very big bridge", "a big bridge", [("delete", "very ", "")]),
        ("The bridge fell", "The bridge fell down", [("insert", "", " down")]),
        ("The bridge", "the bridge", [("replace", "The", "the")]),
        ("Ilse Brandt said", "Ilse Brant said", [("replace", "Brandt", "Brant")]),
        ("It rose 4 % again", "It rose 4% again", [("delete", " ", "")]),
        (
            "Anna Brandt said so today",
            "Tomas Volk said so tonight",
            [("replace", "Anna Brandt", "Tomas Volk"), ("replace", "today", "tonight")],
        ),
        (
            "The grey cat of the house fell in the cold night",
            "The brown dog of a garden fell in the cold night",
            [("replace", "grey cat of the house", "brown dog of a garden")],
        ),
    ],
)
def test_words_are_told_one_by_one(
    old: str, new: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(one(old, new), old, new) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("“It fell,” she said", '"It fell," she said'),
        ("a bridge – the third – fell", "a bridge -- the third -- fell"),
        ("a bridge — the third — fell", "a bridge—the third—fell"),
        ("don't wait", "don’t wait"),
        ("so it was…", "so it was..."),
        ("4 million", "4\u00a0million"),
        ("a cafe\u0301 there", "a café there"),
        ("one  word", "one word"),
        ("a co\u00adoperative", "a cooperative"),
    ],
)
def test_typography_alone_is_quiet(old: str, new: str) -> None:
    row = one(old, new)
    assert not row.differs
    assert row.is_quiet
    assert {piece.kind for piece in row.pieces} <= {Edit.EQUAL, Edit.QUIET}


def test_typography_beside_other_words_is_told_apart() -> None:
    old, new = "“It cost $4 million,” she said", '"It cost $5 million," she said'
    kinds = [kind for kind, _was, _now in told(one(old, new), old, new)]
    assert kinds == ["quiet", "replace", "quiet"]


def test_a_range_is_no_dash_between_clauses() -> None:
    assert one("pages 10–20 of it", "pages 10—20 of it").differs


# --- blocks ---------------------------------------------------------------------------------------


def shape(rows: list[Row]) -> list[tuple[int, int, bool, bool]]:
    return [(row.old_number, row.new_number, row.moved, row.differs) for row in rows]


def test_the_same_text_has_nothing_to_tell() -> None:
    rows = compared(STORY, STORY)
    assert not any(row.differs or row.is_quiet for row in rows)
    assert all(piece.kind is Edit.EQUAL for row in rows for piece in row.pieces)


def test_an_added_and_a_removed_paragraph_stand_where_they_belong() -> None:
    parts = STORY.split("\n\n")
    added = [*parts[:2], "Divers found a wreck nearby.", *parts[2:]]
    assert shape(compared(STORY, "\n\n".join(added)))[2] == (0, 3, False, True)
    assert shape(compared("\n\n".join(added), STORY))[2] == (3, 0, False, True)


def test_a_moved_paragraph_is_told_as_moved_and_keeps_its_words() -> None:
    parts = STORY.split("\n\n")
    new = "\n\n".join([*parts[:2], parts[4], *parts[2:4], *parts[5:]])
    rows = compared(STORY, new)
    assert [row.old_number for row in rows if row.moved] == [5]
    [moved] = [row for row in rows if row.moved]
    assert moved.new_number == 3
    assert all(piece.kind is Edit.EQUAL for piece in moved.pieces)
    assert sum(row.differs for row in rows) == 1


def test_of_two_paragraphs_that_changed_places_the_shorter_one_moved() -> None:
    short, long = "It was the sixth closure.", "The long repair of the pier cost a lot. " * 4
    for old, new, moved in ((short, long, 1), (long, short, 2)):
        rows = compared(f"A bridge\n\n{old}\n\n{new}", f"A bridge\n\n{new}\n\n{old}")
        assert [row.old_number for row in rows if row.moved] == [moved + 1]


def test_a_paragraph_that_moved_and_changed_is_both() -> None:
    parts = STORY.split("\n\n")
    changed = parts[4].replace("21,000", "12,000")
    new = "\n\n".join([*parts[:2], changed, *parts[2:4], *parts[5:]])
    [moved] = [row for row in compared(STORY, new) if row.moved]
    assert told(moved, STORY, new) == [("replace", "21,000", "12,000")]


def test_paragraphs_are_paired_with_the_most_alike_not_with_the_nearest() -> None:
    old = "The port reopened on Monday after nine weeks.\n\nThe ferry company raised its fares."
    new = (
        "The ferry company raised its fares twice.\n\nThe port reopened on Sunday after nine weeks."
    )
    assert {(row.old_number, row.new_number) for row in compared(old, new)} == {(1, 2), (2, 1)}


def test_two_texts_with_nothing_in_common_are_not_mixed() -> None:
    rows = compared("The port reopened on Monday.", "Rents rose again, tenants told us.")
    assert shape(rows) == [(1, 0, False, True), (0, 1, False, True)]


def test_equal_lines_that_repeat_are_paired_in_their_order() -> None:
    old = "First part is here\n\n* * *\n\nSecond part is there\n\n* * *\n\nThird part is gone"
    new = old.replace("Second part is there\n\n* * *\n\n", "")
    assert not any(row.moved for row in compared(old, new))
    assert sum(row.differs for row in compared(old, new)) == 2


LONG = (
    "The work will cost $4.2 million, almost twice the first estimate. "
    "Ilse Brandt, the port director, said the steel had rusted faster than anyone expected. "
    "Some 21,000 cars cross the bridge each day."
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LONG, LONG.replace(". Ilse", ".\n\nIlse")),
        (LONG, LONG.replace(". Ilse", ".\n\nIlse").replace(". Some", ".\n\nSome")),
        (LONG.replace(". Some", ".\n\nSome"), LONG),
    ],
)
def test_paragraphs_parted_or_put_together_are_the_same_words(old: str, new: str) -> None:
    rows = compared(f"A bridge\n\n{old}\n\nIt rained.", f"A bridge\n\n{new}\n\nIt rained.")
    assert len(rows) == 3
    assert not any(row.differs for row in rows)
    assert rows[1].is_quiet


def test_a_word_changed_in_a_parted_paragraph_is_told_alone() -> None:
    old = f"A bridge\n\n{LONG}"
    new = old.replace(". Ilse", ".\n\nIlse").replace("rusted", "cracked")
    row = compared(old, new)[1]
    assert [t for t in told(row, old, new) if t[0] != "quiet"] == [("replace", "rusted", "cracked")]


def test_a_new_paragraph_is_not_taken_for_a_part_of_its_neighbour() -> None:
    new = f"{LONG}\n\nIlse Brandt said some cars cross the bridge on a ferry at night."
    assert shape(compared(LONG, new))[1] == (0, 2, False, True)


def test_an_empty_text_is_all_added_or_removed() -> None:
    assert all(row.old is None for row in compared("", STORY))
    assert all(row.new is None for row in compared(STORY, ""))
    assert compared("", "") == []


# --- any texts ------------------------------------------------------------------------------------


def sound(old: str, new: str) -> None:
    """What is true of any two texts: nothing is left out, nothing told twice."""
    blocks = split_blocks(old), split_blocks(new)
    rows = compare(old, blocks[0], new, blocks[1])
    for side in (0, 1):
        found = sorted((b.start, b.end) for row in rows if (b := (row.old, row.new)[side]))
        assert all(a[1] <= b[0] for a, b in pairwise(found))  # each once, those put together as one
        assert {start for start, _end in found} <= {block.start for block in blocks[side]}
        assert {end for _start, end in found} <= {block.end for block in blocks[side]}
        assert all(any(a <= b.start and b.end <= z for a, z in found) for b in blocks[side])
    there = [row.new.start for row in rows if row.new]
    assert there == sorted(there)
    kept = [row.old_number for row in rows if row.old and not row.moved]
    assert kept == sorted(kept)
    for row in rows:
        sound_pieces(row, old, new)


def sound_pieces(row: Row, old: str, new: str) -> None:
    """The pieces of a row joined are its blocks; each is of the kind it says."""
    for text, block, side in ((old, row.old, "old"), (new, row.new, "new")):
        if block:
            spans = [getattr(piece, side) for piece in row.pieces]
            assert "".join(text[slice(*span)] for span in spans) == text[block.start : block.end]
            assert all(a.end == b.start for a, b in pairwise(spans))
    for piece in row.pieces:
        was, now = old[slice(*piece.old)], new[slice(*piece.new)]
        assert was or now
        assert (was == now) == (piece.kind is Edit.EQUAL)
        assert (not was) == (piece.kind is Edit.INSERT) or piece.kind is Edit.QUIET
        assert (not now) == (piece.kind is Edit.DELETE) or piece.kind is Edit.QUIET
    if row.old and row.new and not row.moved:
        one, other = old[row.old.start : row.old.end], new[row.new.start : row.new.end]
        assert row.differs == (plain(one) != plain(other))


@given(ANY, ANY)
@settings(max_examples=300, deadline=None)
def test_any_two_texts_are_given_back_exactly(old: str, new: str) -> None:
    sound(old, new)


@given(drafts())
@example((STORY, STORY.replace("4.2", "5.2")))
@settings(max_examples=300, deadline=None)
def test_a_text_after_any_edits_is_given_back_exactly(texts: tuple[str, str]) -> None:
    sound(*texts)


@given(st.lists(st.sampled_from(STORY.split("\n\n")), max_size=12), st.randoms())
@settings(max_examples=200, deadline=None)
def test_paragraphs_in_any_order_are_all_found_again(parts: list[str], chance: object) -> None:
    mixed = sorted(parts, key=lambda _part: chance.random())
    old, new = "\n\n".join(parts), "\n\n".join(mixed)
    sound(old, new)
    blocks = [
        [Block(BlockKind.PARAGRAPH, *span) for span in spans_of(text, some)]
        for text, some in ((old, parts), (new, mixed))
    ]
    rows = compare(old, blocks[0], new, blocks[1])
    distinct = len(set(parts)) == len(parts)
    assert all(row.old and row.new for row in rows) or not distinct


def spans_of(text: str, parts: list[str]) -> list[tuple[int, int]]:
    spans, at = [], 0
    for part in parts:
        spans.append((at, at + len(part)))
        at += len(part) + 2
    return spans


# --- hostile texts --------------------------------------------------------------------------------

BIG = {
    "one paragraph, all words equal": lambda n: ("word " * n, "word " * (n - n // 9) + "other"),
    "one paragraph of few words": lambda n: (some_words(n, 7), some_words(n, 11)),
    "every second word": lambda n: (
        " ".join(f"a{i} b" for i in range(n // 2)),
        " ".join(f"a{i} c{i}" for i in range(n // 2)),
    ),
    "short blocks, none alike": lambda n: ("a\n\n" * n, "b\n\n" * n),
    "short blocks, all alike": lambda n: (
        "\n\n".join(f"a b {i}" for i in range(n)),
        "\n\n".join(f"a b c {i + 5}" for i in range(n)),
    ),
    "short blocks, turned round": lambda n: (
        "\n\n".join(f"line {i} of it" for i in range(n)),
        "\n\n".join(f"line {i} of it" for i in range(n, 0, -1)),
    ),
    "paragraphs of few words": lambda n: (
        "\n\n".join(some_words(50, i) for i in range(n // 50)),
        "\n\n".join(some_words(50, i + 3) for i in range(n // 50)),
    ),
}


def some_words(count: int, seed: int) -> str:
    """Words of a few, in an order that looks like chance."""
    words = ("the", "of", "port", "ferry", "bridge", "council", "four", "said", "not", "Brandt")
    found = []
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) % 2**31
        found.append(words[seed // 65536 % len(words)])
    return " ".join(found)


@pytest.mark.parametrize("name", BIG)
def test_four_times_the_text_takes_about_four_times_the_work(name: str) -> None:
    def act(size: int) -> None:
        compared(*BIG[name](size))

    act(50)  # what is made once is made by now
    small, large = work(lambda: act(750)), work(lambda: act(3_000))
    assert large < 6 * small


@pytest.mark.parametrize("name", BIG)
def test_comparing_word_by_word_stays_within_its_budget(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = []

    class Watched(wording.SequenceMatcher):
        def find_longest_match(self, *args: int, **named: int) -> object:
            alo, ahi, *_ = args
            counts = (len(self.b2j.get(self.a[i], ())) for i in range(alo, ahi))
            steps.append(ahi - alo + sum(counts))
            return super().find_longest_match(*args, **named)

    monkeypatch.setattr(wording, "SequenceMatcher", Watched)
    monkeypatch.setattr(wording, "ALL_WORK", 300_000)
    compared(*BIG[name](4_000))
    assert sum(steps) < 2 * 300_000
