import pytest

from claims.formats import MAX_CHARS, Unreadable, read_plain

from .reading import check, kinds


def test_headline_byline_and_paragraphs_are_blocks_of_the_pasted_text() -> None:
    text = "Port opens after years\r\nBy Jane Doe\r\n\r\nOSLO (Reuters) - It opened.\r\n"
    draft = read_plain(text)
    check(draft)
    assert draft.text == "Port opens after years\nBy Jane Doe\n\nOSLO (Reuters) - It opened."
    assert kinds(draft) == [
        ("headline", "Port opens after years"),
        ("furniture", "By Jane Doe"),
        ("paragraph", "OSLO (Reuters) - It opened."),
    ]
    assert (draft.title, draft.byline) == ("Port opens after years", "Jane Doe")


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    draft = read_plain("Fire in the port\n\nBy Monday, Oslo had lost its port.\n\nIt was insured.")
    assert draft.byline == ""


def test_spaces_inside_lines_stay_as_given() -> None:
    text = "It  cost\u00a0$5 m.\nYes, it did."
    assert read_plain(text).text == text


def test_layout_noise_goes_and_joiners_stay() -> None:
    draft = read_plain("\ufeffInter\u00adnational \u200b👩\u200d🚒 \u200fשלום\x07 a\ud800b.")
    check(draft)
    assert draft.text == "International 👩\u200d🚒 \u200fשלום a\ufffdb."


def test_story_highlights_become_highlights() -> None:
    draft = read_plain(
        "Port opens after years\n\nStory highlights\n\nIt cost twice the plan\n\n"
        "OSLO (Reuters) - The port opened on Friday, the mayor said.\n\nShe was glad."
    )
    assert kinds(draft)[1:3] == [
        ("furniture", "Story highlights"),
        ("highlight", "It cost twice the plan"),
    ]


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\u200b", "—\n***\n"])
def test_nothing_to_read_is_said_so(text: str) -> None:
    with pytest.raises(Unreadable, match="no text"):
        read_plain(text)


def test_a_text_far_longer_than_an_article_is_refused() -> None:
    with pytest.raises(Unreadable, match="far longer"):
        read_plain("word " * (MAX_CHARS // 5 + 1))
    with pytest.raises(Unreadable, match="far longer"):
        read_plain("a\n\n" * 30_000)
