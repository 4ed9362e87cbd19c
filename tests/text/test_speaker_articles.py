"""Our own articles with every speaker marked: well made, and what the engine reaches on them."""

from functools import cache

import pytest

from benchmarks.evaluation.markup import BadMarkup, parse
from benchmarks.evaluation.speakers import FOLDER, Article, Figures, judge, measure, read
from claims.text import Extraction, FoundStatement, Span, Speaker

PATHS = sorted(FOLDER.glob("*.txt"))
# What the engine must keep, of the mentions at which it finds a statement.
RIGHT, RIGHT_HARD, WRONG = 0.5, 0.4, 0.15
# … and of all resolvable mentions.
FOUND = 0.8

HEADER = "easy\nmoe = Liv Moe | person | mayor\nclerk = a clerk | unnamed | | in fear\n\n"


@cache
def articles() -> tuple[Article, ...]:
    return tuple(map(read, PATHS))


@cache
def figures() -> Figures:
    return measure(FOLDER)


def words(article: Article, span: Span) -> str:
    return article.text[span.start : span.end]


def test_there_are_enough_articles_statements_and_mentions() -> None:
    assert len(articles()) >= 12
    assert sum(len(article.statements) for article in articles()) >= 260
    assert sum(len(article.sources) + len(article.asides) for article in articles()) >= 350


def test_a_third_is_hard() -> None:
    hard = [article for article in articles() if article.hard]
    assert len(hard) * 3 >= len(articles())
    statements = sum(len(article.statements) for article in articles())
    assert sum(len(article.statements) for article in hard) * 3 >= statements


@pytest.mark.parametrize("article", articles(), ids=lambda article: article.name)
def test_an_article_is_a_whole_story_without_marks(article: Article) -> None:
    assert 15 <= len([line for line in article.text.split("\n") if line]) <= 35
    assert not set(article.text) & set("<>{}[]")
    spans = [span for statement in article.statements for span in statement.content]
    spans += [mention.span for mention in (*article.sources, *article.asides)]
    marked = [words(article, span) for span in spans]
    assert [word for word in marked if not word or word != word.strip() or "\n" in word] == []


@pytest.mark.parametrize("article", articles(), ids=lambda article: article.name)
def test_a_named_person_is_called_by_the_full_name_somewhere(article: Article) -> None:
    people = [source for source in article.speakers.values() if source.kind == "person"]
    strange = [who.name for who in people if who.name.split()[-1] not in article.text]
    assert strange == []


def test_broken_quotes_are_one_statement_put_down_to_the_words_between() -> None:
    article = parse(HEADER + "<moe#1:“No,”> {moe:she} said. <moe#1:“Never.”>\n\n[clerk:A clerk]")
    (statement,) = article.statements
    assert [words(article, part) for part in statement.content] == ["“No,”", "“Never.”"]
    assert statement.mention is not None
    assert statement.mention.span == (6, 9)
    assert statement.speaker == "moe"
    assert article.speakers["clerk"].terms == "in fear"


def test_statements_and_mentions_pair_off_in_order_and_the_open_ones_have_no_speaker() -> None:
    body = "{moe:Moe} said <moe:yes>. {moe:She} said <moe:<clerk:no>, {clerk:a clerk} had said>.\n"
    article = parse(HEADER + body + "{?:One} said <?:maybe>. {moe+clerk:Both} said <moe+clerk:so>.")
    found = {
        words(article, s.content[0]): (words(article, s.mention.span), s.speaker)
        for s in article.statements
        if s.mention
    }
    assert found == {
        "yes": ("Moe", "moe"),
        "no, a clerk had said": ("She", "moe"),
        "no": ("a clerk", "clerk"),
        "maybe": ("One", None),
        "so": ("Both", None),
    }


@pytest.mark.parametrize(
    ("marked", "fault"),
    [
        ("simple\n\nText", "line 1: say “easy” or “hard”"),
        ("easy\nmoe: Liv Moe\n\nText", "line 2: expected"),
        ("easy\nmoe = Liv Moe | woman\n\nText", "line 2: the kind is one of person"),
        (HEADER.strip() + "\nmoe = M | person\n\nText", "line 4: “moe” stands there already"),
        (HEADER + "{moe:She} said <moe:yes>.", "nowhere marked: clerk"),
        (HEADER + "{bo:She} said <bo:yes>.", "nobody in the header is called “bo”"),
        (HEADER + "Title\n\n{moe:She} said <moe:yes.", "line 7: “<moe:” is never closed"),
        (HEADER + "{moe:She> said", "line 5: “>” closes nothing"),
        (HEADER + "{moe:She} said 3 < 4 and <moe:yes>", "line 5: “<” closes nothing"),
        (HEADER + "<moe:two\nparagraphs>", "line 6: mark words of one paragraph"),
        (HEADER + "<moe: yes>", "line 5: mark words of one paragraph"),
        (HEADER + "{moe:She} left. [clerk:A clerk] too.", "nothing is put down to “moe” here"),
        (
            HEADER + "[clerk:A clerk] saw. {moe:She}, {moe:Moe}, {moe:the mayor} <moe:a> <moe:b>",
            "3 mentions of “moe” for 2 statements",
        ),
    ],
)
def test_broken_marks_are_refused_with_the_place(marked: str, fault: str) -> None:
    with pytest.raises(BadMarkup) as refused:
        parse(marked)
    assert fault in str(refused.value)


def answer(article: Article, *, merged: bool = False) -> Extraction:
    """The marks themselves as an engine's answer, or with everybody taken for one speaker."""
    ids = list(article.speakers)
    marks = [mention for mention in (*article.sources, *article.asides) if mention.speaker]
    speakers = tuple(
        Speaker(who.name, "person", "", tuple(m.span for m in marks if m.speaker == who.id))
        for who in article.speakers.values()
    )
    statements = tuple(
        FoundStatement(
            said.content,
            None,
            said.mention.span if said.mention else None,
            (0 if merged else ids.index(said.speaker)) if said.speaker else None,
            "direct",
        )
        for said in article.statements
    )
    return Extraction((), statements, (), speakers)


@pytest.mark.parametrize("article", articles(), ids=lambda article: article.name)
def test_the_marks_themselves_are_all_right_and_one_speaker_for_all_is_wrong(
    article: Article,
) -> None:
    outcomes = {judgement.outcome for judgement in judge(article, answer(article))}
    assert outcomes <= {"right", "open"}
    merged = [judgement.outcome for judgement in judge(article, answer(article, merged=True))]
    assert merged.count("wrong") > len(merged) / 2


def test_most_statements_are_found() -> None:
    assert 1 - figures().all.share("not found") >= FOUND


def test_most_speakers_are_right_in_the_hard_articles_too() -> None:
    assert figures().all.share("right") >= RIGHT
    assert figures().hard.share("right") >= RIGHT_HARD


def test_wrong_speakers_are_rarer_than_open_ones() -> None:
    both = figures().all
    assert both.share("wrong") <= WRONG
    assert both.counts["wrong"] < both.counts["unresolved"]
