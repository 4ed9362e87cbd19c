"""A quotation against what was said."""

import pytest

from claims.text.fidelity import Fidelity, Piece, clock, compare, quoted_parts, read_transcript

SAID = read_transcript(
    """\
[00:00:05] MODERATOR: Thank you. Minister, what's the plan?
[00:00:12] MINISTER: Well, um, we will rebuild the bridge by 2030, and it's not going to cost the
taxpayer more than five million dollars. I can't promise that, uh, every school will stay open.
I never said that we would close the hospital. The town council wants a decision this spring.
[00:00:40] MODERATOR: And the mayor?
[01:02:44] MINISTER: The mayor has told me [laughter] she supports the long-term plan. It would be
a disaster if we waited. We need to act now, not next year. Twenty-five people lost their homes in
nineteen ninety-nine. Inflation was four point two per cent. We need to act now, that is all.
"""
)


def told(words: str | list[str]) -> Fidelity:
    return compare(words, SAID)


def place(found: Fidelity) -> str:
    return SAID.text[found.start : found.end].replace("\n", " ")


@pytest.mark.parametrize(
    "words",
    [
        "we will rebuild the bridge by 2030",
        "“We will rebuild the bridge by 2030!”",
        "The mayor has told me she supports the long term plan",
        "the mayor has told me she supports the long—term plan",
        "We need to act now … that is all",
        "[W]e need to act now",
        "She support[s] the long-term plan",
        "a disaster [sic] if we waited",
        "THE TOWN COUNCIL\n\nwants a decision",
    ],
)
def test_typography_and_marks_are_no_alterations(words: str) -> None:
    assert told(words).verdict == "verbatim"


@pytest.mark.parametrize(
    ("words", "notes"),
    [
        ("every school will stay open", {"negation"}),
        ("I can’t promise that every school will stay open", {"fillers"}),
        ("I can’t promise that, uh, every school will stay open", set()),
        ("I cannot promise", {"form"}),
        ("it is not going to cost the taxpayer more than $5 million", {"form"}),
        ("25 people lost their homes in 1999", {"form"}),
        ("Inflation was 4.2%", {"form"}),
        ("we would close the hospital", {"negation"}),
        ("The town council wants a decision", set()),
    ],
)
def test_other_forms_fillers_and_a_negation_before_are_noted(words: str, notes: set[str]) -> None:
    found = told(words)
    assert found.verdict == "verbatim"
    assert set(found.notes) == notes


@pytest.mark.parametrize(
    ("words", "dropped"),
    [
        ("The town council … a decision", "wants"),
        ("The town council (...) a decision", "wants"),
        ("The town council . . . a decision", "wants"),
        ("The town council [...] a decision", "wants"),
        ("[The mayor] supports the long-term plan", "has told me [laughter] she"),
        (["We will rebuild the bridge", "“and it's not going to cost"], "by 2030"),
        ("It would be a disaster [to wait]", ""),
    ],
)
def test_ellipses_brackets_and_parts_tell_of_what_is_left_out(
    words: str | list[str], dropped: str
) -> None:
    found = told(words)
    assert found.verdict == "trimmed"
    assert [piece.transcript for piece in found.pieces if piece.why == "marked"] == [dropped]


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        ("It would be a success if we waited", ("changed", "success", "disaster", True, "")),
        ("It would be if we waited", ("dropped", "", "a disaster", True, "")),
        ("It would surely be a disaster", ("added", "surely", "", True, "")),
        ("Frankly, the town council wants a decision", ("added", "Frankly", "", True, "")),
        ("26 people lost their homes", ("changed", "26", "Twenty-five", True, "")),
        ("Inflation was 4.3%", ("changed", "4.3%", "four point two per cent", True, "")),
        ("It would be a disaster if she waited", ("changed", "she", "we", True, "")),
        ("We need to act now, next year", ("dropped", "", "not", True, "negation")),
        ("We need to act now … next year", ("dropped", "", "not", True, "negation")),
        ("I [fear] that we would close", ("changed", "fear", "never said", True, "negation")),
        ("I can promise that every school", ("changed", "can", "can't", True, "negation")),
        ("the town council does not want a decision", ("changed", "does not want", "wants", True,
         "negation")),
        (["I", "said that we would close"], ("dropped", "", "never", True, "negation")),
    ],
)  # fmt: skip
def test_what_nothing_marks_and_a_lost_negation_make_it_altered(
    words: str | list[str], piece: tuple[str, str, str, bool, str]
) -> None:
    found = told(words)
    assert found.verdict == "altered"
    assert [each for each in found.pieces if each.fault] == [Piece(*piece)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    ["", " ", "…", "[x]", "um", "the moon is made of cheese", "of the and to", "\0", "MODERATOR",
     "laughter", ["", ""], "plan the supports she me told has"],
)  # fmt: skip
def test_what_was_not_said_is_not_found(words: str | list[str]) -> None:
    found = told(words)
    assert (found.verdict, found.start, found.end, found.time) == ("not_found", 0, 0, None)
    assert compare(words, read_transcript("")).verdict == "not_found"


def test_a_place_is_told_with_its_time_speaker_and_context() -> None:
    found = told("it would be a catastrophe if we waited")
    assert place(found) == "It would be a disaster if we waited"
    assert found.time is not None
    assert (clock(found.time), found.speaker) == ("1:02:44", "MINISTER")
    assert found.before.endswith("she supports the long-term plan. ")
    assert found.after.startswith(". We need to act now")


def test_an_altered_edge_belongs_to_the_place_within_its_sentence() -> None:
    assert place(told("Everybody need to act now, not next year")).startswith("We need")
    assert place(told("It would be a disaster if we dithered")).endswith("if we waited")


def test_the_most_faithful_of_several_places_wins() -> None:
    said = "We will build a new road soon. Then he left. We will build a new bridge soon. Good."
    found = compare("We will build a new bridge soon", read_transcript(said))
    assert (found.verdict, found.start) == ("verbatim", said.index("We will build a new bridge"))
    found = compare("We will build a new school soon", read_transcript(said))
    assert (found.verdict, found.start) == ("altered", 0)


def test_a_not_in_a_sentence_left_out_whole_between_two_parts_alters_nothing() -> None:
    said = read_transcript("It was low. That was no salute. We call that unsafe.")
    for words in (["It was low", "We call that unsafe."], "It was low … We call that unsafe."):
        found = compare(words, said)
        (left_out,) = [piece for piece in found.pieces if piece.kind == "dropped"]
        assert (found.verdict, left_out.why, left_out.fault) == ("trimmed", "negation", False)
        assert found.notes == set()
    assert compare("It was low. We call that unsafe.", said).verdict == "altered"


def test_parts_in_another_order_are_altered() -> None:
    words = "She supports the long-term plan … we will rebuild the bridge by 2030"
    assert told(words).verdict == "altered"


@pytest.mark.parametrize(
    ("said", "words", "verdict"),
    [
        ("That we'd raise taxes", "that we would raise taxes", "verbatim"),
        ("It's been hard", "it has been hard", "verbatim"),
        ("that we had raised taxes", "that we would raised taxes", "altered"),
        ("in the the health care bill", "in the healthcare bill", "altered"),
        ("a crisis in the the hospitals", "a crisis in the hospitals", "verbatim"),
        ("and I think I think that we can", "and I think that we can", "verbatim"),
        ("it was very very bad for us", "it was very bad for us", "altered"),
        ("ten to fifteen percent of them", "10–15% of them", "verbatim"),
        ("10-15% of them", "ten to fifteen percent of them", "verbatim"),
        ("ten or fifteen percent of them", "10–15% of them", "altered"),
        ("the U.S. economy grew", "the US economy grew", "verbatim"),
        ("das werden wir nicht bezahlen", "das werden wir bezahlen", "altered"),
        ("you know, a real crisis for us", "a real crisis for us", "verbatim"),
        ("a real, you know, crisis for us", "a real crisis for us", "altered"),
    ],
)
def test_speech_on_paper_is_no_alteration_but_other_words_are(
    said: str, words: str, verdict: str
) -> None:
    assert compare(words, read_transcript(said)).verdict == verdict


def test_a_long_quotation_is_aligned_throughout() -> None:
    sentence = "In year {} the council spent some money on road {} and was glad of it. "
    said = "".join(sentence.format(1900 + n, n) for n in range(100))
    words = said[: said.index("In year 1960")]
    assert compare(words, read_transcript("Hello. " + said)).verdict == "verbatim"
    changed = words.replace("spent some money on road 30", "wasted some money on road 30")
    found = compare(changed, read_transcript("Hello. " + said))
    assert [(p.kind, p.quote, p.transcript) for p in found.pieces if p.fault] == [
        ("changed", "wasted", "spent")
    ]
    assert (found.start, found.end) == (7, 7 + len(words.rstrip(" .")))


def test_parts_are_found_far_apart() -> None:
    filler = "So the meeting went on for some time about roads. " * 500
    said = f"We will rebuild the bridge by spring. {filler}Every school will stay open, too."
    found = compare(
        "We will rebuild the bridge … every school will stay open", read_transcript(said)
    )
    assert (found.verdict, found.start, found.end) == ("trimmed", 0, len(said) - len(", too."))


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("the plan is “a disaster” for workers", ["a disaster"]),
        ("“We will,” he said, “be quick.”", ["We will,", "be quick."]),
        ("no marks here", ["no marks here"]),
        ("", [""]),
    ],
)
def test_what_stands_in_quotation_marks_can_be_compared_alone(words: str, parts: list[str]) -> None:
    assert quoted_parts(words) == parts
