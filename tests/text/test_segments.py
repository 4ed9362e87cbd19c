"""Blocks, furniture, datelines and sentences."""

import pytest

from claims.text import Block, BlockKind, Lexicon, dateline_end, extract, is_furniture, split_blocks

from .reading import STORY, claims


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end][:24]) for block in split_blocks(text)]


def test_a_story_falls_into_its_blocks() -> None:
    assert [kind for kind, _ in kinds(STORY)] == [
        *("headline", "standfirst", "furniture", "furniture", "highlight", "highlight"),
        *("paragraph",) * 6,
        "furniture",
    ]


def test_subheads_captions_lists_footnotes_and_tables_are_told_apart() -> None:
    text = (
        "Bridge shut after crash\n\nThe bridge was shut.\n\nWhat happens now\n\nIt will open.\n"
        "Photo: Divers at the pier\n- first, the pier\n- then, the road\nyear\tships\tcrashes\n"
        "[1] Port records, 2021.\nIt was late."
    )
    assert [kind for kind, _ in kinds(text)] == [
        *("headline", "paragraph", "subhead", "paragraph", "caption", "list_item", "list_item"),
        *("table_cell", "footnote", "paragraph"),
    ]


@pytest.mark.parametrize("title", ["‘The lamp goes out’", "“What Nobody Saw”", '"A last ship"'])
def test_a_title_in_quotation_marks_is_a_subhead(title: str) -> None:
    text = f"Bridge shut after crash\n\n“I ran,” Holm said.\n\n{title}\n\nIt will open."
    assert [kind for kind, _ in kinds(text)] == ["headline", "paragraph", "subhead", "paragraph"]
    assert [s.content for s in extract(text).statements] == [((25, 33),)]


def test_a_short_quotation_that_ends_a_sentence_is_no_subhead() -> None:
    text = "Bridge shut after crash\n\nIt fell.\n\n“We ran.”\n\nIt will open."
    assert kinds(text)[2] == ("paragraph", "“We ran.”")


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "the harbour master had warned the council about the old"
    rest = f"{line}\n{line}\n{line}"
    text = f"The pier was old when {rest} left.\n\nIt stood there when {rest} fell."
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph"]


FURNITURE = [
    "01:04 - Source: CNN", "Jane Doe contributed to this report.", "Share this story", "Share",
    "Jane Doe and Per Holm contributed to this report from Vestby.", "© 2021 Vestby Post",
    "Read more: Bridge shut", "By Jane Doe", "By Jane Doe and Per Holm, Vestby Post", "* * *",
    "Advertisement", "Updated 4:05 p.m., May 3", "https://example.org/story", "Comments",
    "Reporting by Jane Doe; editing by Per Holm", "Story highlights", "  Print  ",
    "Read more: Five things to know", "See also: Our guide to tides", "Related: Ferry sinks",
    "More: Ferry Sinks Off Old Pier", "Watch: “A Night on the Pier”",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_known(line: str) -> None:
    assert is_furniture(line)


SENTENCES = [
    "By Tuesday the bridge was open again.", "Share prices fell by 4 percent.", "By May he left.",
    "Published in 2019, the book sold well.", "Editing by machine is 4 times faster.", "",
    "Save the harbour, he said.", "More than 40 people died.", "Comments were few.",
    "More: 40 houses burned in the night", "See: the pier was shut.", "More: nobody was hurt",
    "Related: the council paid 40 million crowns", "Read more: 40 ships were lost",
    "She contributed $40 to this cause.", "Video shows the bridge falling.", "Print is not dead.",
]  # fmt: skip


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_a_newsroom_can_add_its_own_furniture() -> None:
    ours = Lexicon(furniture=(*Lexicon().furniture, r"the vestby post asks:.*"))
    line = "The Vestby Post asks: were you there?"
    assert not is_furniture(line)
    assert is_furniture(line, lexicon=ours)


def test_furniture_holds_no_claim_statement_or_sentence() -> None:
    text = "The bridge fell.\n01:04 - Source: Holm said 40 people died\nIt was 3 p.m."
    found = extract(text)
    line = text.index("01:04")
    assert all(not line <= sentence.start < line + 40 for sentence in found.sentences)
    assert found.statements == ()
    assert all(not line <= claim.span.start < line + 40 for claim in found.claims)


DATELINES = [
    "WASHINGTON — ", "NEW YORK, Nov. 19 (UPI) – ", "(CNN) — ", "(CNN) ", "Vestby (NTB) — ",
    "Washington CNN — ", "Oslo, Norway (Reuters) - ", "DES MOINES - ", "Thursday, May 7, 2015 ",
]  # fmt: skip


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_is_no_part_of_the_first_claim(dateline: str) -> None:
    text = f"{dateline}The bridge carries 21,000 cars a day."
    assert dateline_end(text, Block(BlockKind.PARAGRAPH, 0, len(text))) == len(dateline)
    assert list(claims(text)) == ["The bridge carries 21,000 cars a day"]


@pytest.mark.parametrize(
    "text", ["NATO — the alliance — said no.", "USA-led forces left.", "Brandt (left) — who fell."]
)
def test_other_dashes_are_no_dateline(text: str) -> None:
    assert dateline_end(text, Block(BlockKind.PARAGRAPH, 0, len(text))) == 0


SPLITS = [
    ["Mr. Brandt left.", "He was late."],
    ["Gov. A. Brandt met Sen. Holm in the U.S. Senate.", "She left at 5 p.m. on Friday."],
    ["It cost $4.2 million.", "“Was it worth it?” Brandt asked.", "Nobody knew."],
    ["“It is shut!” she said.", "The crowd went home."],
    ["“We ran.", "It was dark,” Holm said."],
    ["He said no.", "Then he left."],
    ["She works for Nordbank Inc. in Vestby.", "It is late."],
    ["Wait … he said.", "Now go."],
    ["The U.S. The U.K."],
    ["He is no. 5 on the list."],
    ["Ms. Brandt met Rep. Holm, Lt. Lunde and Capt. Berg.", "The U.S. Navy left."],
    ["Then-Sen. Holm told me.", "Brandt wept."],
    ["“Why now?” the mayor of Vestby asked.", "“Go!”", "He ran."],
    ["He fell.”", "“She ran.”", "‘Who?’ he asked.", "(Nobody knew.)", "It rained."],
    ["It cost 3.5 million … and more.", "We waited …", "Then it fell."],
    ["It fell 😀.", "She ran\u200f.", "Half a pair: \ud800.", "The\0end."],
]
SPLITS += []


@pytest.mark.parametrize("sentences", SPLITS)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    text = " ".join(sentences)
    if text == "The U.S. The U.K.":
        sentences = ["The U.S.", "The U.K."]
    assert [text[start:end] for start, end in extract(text).sentences] == sentences


def test_blocks_given_by_the_caller_are_taken_as_they_are() -> None:
    text = "Bridge shut\nBrandt said it fell.\nBrandt said it stood."
    body = text.index("Brandt")
    blocks = [Block(BlockKind.PARAGRAPH, body, body + 20)]
    found = extract(text, blocks=blocks)
    assert [text[start:end] for start, end in found.sentences] == ["Brandt said it fell."]
    assert len(found.statements) == 1


def test_line_ends_of_every_kind_part_blocks() -> None:
    assert len(split_blocks("One fell.\r\nTwo fell.\rThree fell.\u2028Four fell.\nFive fell.")) == 5
