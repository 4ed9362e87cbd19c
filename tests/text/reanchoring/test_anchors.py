"""What becomes of a claim's words in the next draft; a wrong place is far worse than none."""

import time

import pytest

from claims.text import describe
from claims.text.reanchoring import Anchor, Reanchoring, State, reanchor

from .drafts import STORY, claim, marked

SAME = {State.UNCHANGED, State.MOVED}
COST = "The work will cost $4.2 million, almost twice the first estimate."
CARS = "Some 21,000 cars cross the bridge each day."
LUCKY = "“We were lucky that nobody was hurt,”"
VOTE = "The council voted 14 to 3 for the plan."
SHORT = "14 to 3"


def check(words: str, new: str, state: str) -> None:
    """Claim ``words`` of STORY, and see that it is found where ``new`` has its ⟦marks⟧."""
    text, start, end = marked(new)
    anchor = reanchor(claim(words), STORY, text)
    assert anchor.state == state
    if start < 0:
        assert (anchor.start, anchor.end, anchor.confidence) == (None, None, 0)
    else:
        assert anchor.start is not None
        assert text[anchor.start : anchor.end] == text[start:end]
        assert (anchor.start, anchor.end) == (start, end)
        assert 0 < anchor.confidence <= 1
        assert anchor.candidates == ()


@pytest.mark.parametrize("words", [COST, CARS, LUCKY, VOTE, SHORT, "21,000", "$4.2"])
def test_words_in_an_unchanged_text_are_unchanged(words: str) -> None:
    check(words, STORY.replace(words, f"⟦{words}⟧"), "unchanged")


@pytest.mark.parametrize("words", [COST, CARS, LUCKY, VOTE, SHORT, "21,000"])
def test_words_after_a_new_paragraph_are_moved(words: str) -> None:
    new = STORY.replace(words, f"⟦{words}⟧")
    new = new.replace("\n\nVESTBY", "\n\nUpdated on Tuesday with a comment.\n\nVESTBY")
    check(words, new, "moved")


def test_words_are_unchanged_where_only_later_ones_differ() -> None:
    check(COST, STORY.replace(COST, f"⟦{COST}⟧").replace("21,000", "23,000"), "unchanged")


def test_a_sentence_that_moved_to_the_top_is_followed() -> None:
    new = STORY.replace(f" {VOTE}", "").replace(f"{VOTE} ", "")
    check(VOTE, new.replace("VESTBY — ", f"VESTBY — ⟦{VOTE}⟧ "), "moved")


def test_swapped_paragraphs_are_followed() -> None:
    head, *parts = STORY.split("\n\n")
    new = "\n\n".join([head, *reversed(parts)])
    for words in (COST, CARS, LUCKY, VOTE):
        check(words, new.replace(words, f"⟦{words}⟧"), "moved")


@pytest.mark.parametrize(
    ("words", "now"),
    [
        (LUCKY, '"We were lucky that nobody was hurt,"'),
        (LUCKY, "''We were  lucky that\u00a0nobody was hurt,''"),
        (COST, "The work will\u2009cost $4.2\u00a0million, almost twice\nthe first estimate."),
        (COST, "The work will cost $4.2 mil\u00adlion, almost twice the first esti\u00admate."),
        (VOTE, "The council voted 14 to 3\n\nfor the plan."),
    ],
)
def test_typography_alone_leaves_the_words_the_same(words: str, now: str) -> None:
    check(words, STORY.replace(words, f"⟦{now}⟧"), "moved")


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("a rise – the third – in May", "a rise—the third—in May", True),
        ("a rise -- the third -- in May", "a rise — the third — in May", True),
        ("10–20 pumps", "10-20 pumps", True),
        ("the café closed…", "the cafe\u0301 closed...", True),
        ("it fell -5 degrees", "it fell 5 degrees", False),
        ("two players re-signed on Friday", "two players resigned on Friday", False),
        ("she called it a lie in public", "she called it “a lie” in public", False),
        ("the Polish plan", "the polish plan", False),
        ("they pay 1 000 crowns", "they pay 1000 crowns", False),
        ("he knew, she said", "he knew she said", False),
    ],
)
def test_what_counts_as_the_same_words(old: str, new: str, same: bool) -> None:
    before, after = STORY.replace(CARS, old), STORY.replace(CARS, new)
    anchor = reanchor(claim(old, before), before, after)
    assert anchor.state == (State.MOVED if same else State.EDITED)
    assert after[anchor.start : anchor.end] == new


@pytest.mark.parametrize(
    ("words", "now"),
    [
        (COST, "The work will cost $5.2 million, almost twice the first estimate."),
        (COST, "The work will cost $4.2 billion, almost twice the first estimate."),
        (COST, "The work will not cost $4.2 million, almost twice the first estimate."),
        (SHORT, "14 to 4"),
        ("21,000 cars", "23,000 cars"),
        (CARS, "Some 21,000 cars and lorries cross the old harbour bridge each day."),
        (CARS, "Some 21,000 cars cross the\n\nbridge every single day."),
        (VOTE, "The council voted 14 to 3 for it."),
        (VOTE, "Council members voted 14 to 3 for the plan."),
        (LUCKY, "“We were very lucky,”"),
    ],
)
def test_changed_words_are_edited_and_whole(words: str, now: str) -> None:
    check(words, STORY.replace(words, f"⟦{now}⟧"), "edited")


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("cost 4", "It cost 4", "It cost 4.2"),
        ("cost 4", "It cost 4 in all, she said.", "It cost 4.2 in all, she said."),
        ("cost 4", "It cost 4 in all, she said.", "It cost 14 in all, she said."),
        ("cost 4", "It cost 4 in all, she said.", "It cost 4-5 in all, she said."),
        ("cost 1,000", "It cost 1,000 in all.", "It cost 1,000,000 in all."),
        ("000 in all", "It cost 5,000 in all.", "It cost 000 in all."),
        ("the bridge", "She saw the bridge there.", "She saw the bridges there."),
        ("he can", "He said he can go home.", "He said he can't go home."),
        ("likely then", "It was likely then.", "It was unlikely then."),
    ],
)
def test_words_and_figures_that_grew_are_others(words: str, before: str, after: str) -> None:
    for old in (before, ""):
        assert reanchor(claim(words, before), old, after).state not in SAME


def test_a_sentence_that_moved_and_changed_is_edited() -> None:
    new = STORY.replace(f" {VOTE}", "").replace(f"{VOTE} ", "")
    now = "The council voted 15 to 3 for the new plan."
    check(VOTE, new.replace("VESTBY — ", f"VESTBY — ⟦{now}⟧ "), "edited")


@pytest.mark.parametrize("words", [COST, CARS, LUCKY, VOTE])
def test_deleted_words_are_gone(words: str) -> None:
    check(words, STORY.replace(words, ""), "gone")


@pytest.mark.parametrize(
    ("words", "other"),
    [
        (COST, "The tunnel will cost $9 million, the office said in its first report."),
        (CARS, "Some fear that the ferries will not do."),
        (VOTE, "The mayor left for the capital."),
        (LUCKY, "“We are not amused,”"),
    ],
)
def test_other_words_in_their_place_are_not_taken_for_them(words: str, other: str) -> None:
    check(words, STORY.replace(words, other), "gone")


def test_a_short_claim_whose_figure_shows_up_elsewhere_is_not_moved_there() -> None:
    gone = STORY.replace(VOTE, "The council was for the plan.")
    new = gone + "\n\nVestby beat Corvale 14 to 3 in the cup."
    anchor = reanchor(claim(SHORT), STORY, new)
    assert anchor.state in {State.AMBIGUOUS, State.GONE}


def test_words_copied_above_are_told_apart_by_their_context() -> None:
    new = STORY.replace(COST, f"⟦{COST}⟧").replace("VESTBY", f"{COST}\n\nVESTBY")
    check(COST, new, "moved")


def test_a_copy_beside_the_changed_original_waits_for_a_person() -> None:
    now = COST.replace("4.2", "6.5")
    new = STORY.replace(COST, now) + f"\n\n{COST}"
    anchor = reanchor(claim(COST), STORY, new)
    assert anchor.state is State.AMBIGUOUS
    assert {new[slice(*span)] for span in anchor.candidates} == {now, COST}


def test_twins_whose_surroundings_are_gone_wait_for_a_person() -> None:
    anchor = reanchor(claim(VOTE), STORY, f"One. {VOTE}\n\nTwo. {VOTE}\n\nThree.")
    assert anchor.state is State.AMBIGUOUS
    assert len(anchor.candidates) == 2


@pytest.mark.parametrize(
    "now",
    [
        "12\u202f000",
        "12 000",
        "-12",
        "−12",
        "$12",
        "€ 12",
        "12%",
        "12 per cent",
        "12 million",
        "12—13",
        "12/13",
        "12:30",
        "12 1/2",
    ],
)
@pytest.mark.parametrize("words", ["12", "the price rose 12"])
def test_a_figure_that_becomes_another_beside_the_words_is_edited(now: str, words: str) -> None:
    old = "The mayor said the price rose 12 since the works began in April, and fell again later."
    new = old.replace("12", now)
    anchor = reanchor(claim(words, old), old, new)
    assert anchor.state is State.EDITED
    assert new[anchor.start : anchor.end] == words.replace("12", now)


def test_the_end_of_the_text_does_not_tell_twins_apart() -> None:
    closing = "It was the sixth closure since April."
    old = f"{STORY}\n\n{closing}"
    new = f"{STORY}\n\nSo it is. {closing} Or so they say, each in their own way. {closing} Indeed."
    anchor = reanchor(claim(closing, old), old, new)
    assert anchor.state is State.AMBIGUOUS
    assert len(anchor.candidates) == 2


def test_of_twins_each_keeps_its_place_while_its_context_lasts() -> None:
    old = "Brandt, the port director, said it fell. Volk, of the opposition, said it fell."
    first = old.index("it fell")
    second = old.index("it fell", first + 1)
    new = "On Monday there was a row. " + old
    compared = Reanchoring(old, new.replace("row", "long row"))
    for start in (first, second):
        anchor = compared.place(describe(old, start, start + 7))
        assert anchor.state is State.MOVED
        assert anchor.start == start + len("On Monday there was a long row. ")


def test_a_twin_does_not_take_the_place_of_a_deleted_one() -> None:
    old = "Brandt, the port director, said it fell. Volk, of the opposition, said it fell."
    start = old.index("it fell")
    anchor = reanchor(describe(old, start, start + 7), old, old[41:])
    assert anchor.state in {State.AMBIGUOUS, State.GONE}
    assert anchor.start is None


def test_a_claim_may_begin_and_end_inside_words() -> None:
    old, new = "The bridges stood.", "Long ago, the bridges stood."
    anchor = reanchor(describe(old, 5, 14), old, new)
    assert new[anchor.start : anchor.end] == "ridges st"


def test_without_spaces_between_words_the_words_are_found_too() -> None:
    old = "港の橋は五月三日に閉鎖される。費用は四百万ドルである。市長はそう述べた。"
    words = "費用は四百万ドルである"
    new = "市は月曜日に発表した。" + old.replace("四百万", "五百万")
    anchor = reanchor(claim(words, old), old, new)
    assert anchor.state is State.EDITED
    assert new[anchor.start : anchor.end] == "費用は五百万ドルである"


def test_signs_without_words_need_their_whole_context() -> None:
    old = "The first pump of the port works , and the tap of the ferry does not . Well"
    at = old.index(" . ")
    kept = reanchor(describe(old, at, at + 1), old, old.replace("The first", "Both the first"))
    assert kept == Anchor(State.MOVED, at + 5, at + 6, 0.9)
    assert reanchor(describe(old, at, at + 1), old, "Something else.").state is State.GONE


def test_hundreds_of_claims_at_once_agree_with_each_alone() -> None:
    new = STORY.replace(COST, "").replace("14 to 3", "15 to 3").replace("“", '"').replace("”", '"')
    compared = Reanchoring(STORY, new)
    for start in range(0, len(STORY) - 40, 37):
        selector = describe(STORY, start, start + 40)
        assert compared.place(selector) == reanchor(selector, STORY, new)


def test_two_hundred_claims_of_a_long_article_take_no_time() -> None:
    old = "\n\n".join(f"{STORY}\n\nThat was part {n} of the {n * 7} reports." for n in range(45))
    new = old.replace("21,000", "22,000")
    compared = Reanchoring(old, new)
    begun = time.process_time()
    for start in range(0, 20_000, 100):
        compared.place(describe(old, start, start + 80))
    assert time.process_time() - begun < 5  # 0.1 s; a search that is not linear takes minutes


@pytest.mark.parametrize("parts", [1, 40])
def test_a_stretch_of_many_paragraphs_is_followed_through_an_edit_in_it(parts: int) -> None:
    body = "\n\n".join(f"{STORY} This was told on day {n} of {n * 3}." for n in range(parts))
    old = f"Before it all.\n\n{body}\n\nAfter it all."
    new = f"Before it all, a word.\n\n{body}\n\nAfter it all."
    now = body.replace("21,000 cars", "22,000 cars and lorries", 1)
    start = old.index(body)
    moved = reanchor(describe(old, start, start + len(body)), old, new)
    assert (moved.state, moved.start) == (State.MOVED, start + len(", a word"))
    new = new.replace(body, now)
    edited = reanchor(describe(old, start, start + len(body)), old, new)
    assert edited.state is State.EDITED
    assert new[edited.start : edited.end] == now
