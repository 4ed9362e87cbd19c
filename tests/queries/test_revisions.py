"""Drafts listed and compared: what differs, and which claims and statements it touches."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.enums import Origin
from claims.formats import read_plain
from claims.models import Article, Claim, Statement
from claims.queries.revisions import Comparison, RevisionList, one_revision, two_revisions
from claims.services import claims, queries
from claims.services.revisions import revise
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

COST = "The repair cost 3.1 million crowns"
QUOTE = "We will not open a day early."
CLOSURE = "It was the sixth closure since April"
LIST_READS = 2
COMPARE_READS = 3  # the two texts, what stands in them, what is asked


@pytest.fixture
def article() -> Article:
    return factories.article()


def again(article: Article, *changes: tuple[str, str]) -> Article:
    """Bring in the text of the article with some words changed; return it as it is now."""
    article = Article.objects.select_related("current", "desk").get(pk=article.pk)
    assert article.current is not None
    text = article.current.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    revise(article=article, draft=read_plain(text), by=person("carl"), origin=Origin.PASTE)
    return Article.objects.select_related("current", "desk").get(pk=article.pk)


def comparison(article: Article, old: str = "", new: str = "") -> Comparison:
    one, other = two_revisions(article, old, new)
    assert one
    assert other
    return Comparison(article, one, other)


def touched(found: Comparison) -> list[list[tuple[str, str]]]:
    """For each difference, what it touches and what became of that."""
    return [
        [
            (str(t.thing.number) if isinstance(t.thing, Claim) else "statement", t.fate)
            for t in line.touched
        ]
        for line in found.differences
    ]


def test_a_difference_names_the_claims_whose_words_it_touches(article: Article) -> None:
    factories.claim(article, COST)
    factories.claim(article, "about a third more than planned")
    factories.claim(article, CLOSURE)
    factories.statement(article, QUOTE)
    now = again(article, ("3.1 million", "4.1 million"), ("not open a day", "open a day"))
    assert touched(comparison(now)) == [[("statement", "changed")], [("1", "changed")]]


def test_words_that_came_between_the_words_of_a_claim_touch_it(article: Article) -> None:
    factories.claim(article, COST)
    now = again(article, ("The repair cost", "The long repair cost"))
    assert touched(comparison(now)) == [[("1", "changed")]]


def test_words_beside_a_claim_do_not_touch_it(article: Article) -> None:
    factories.claim(article, "3.1 million crowns")
    now = again(article, ("The repair cost 3.1", "The repairs cost 3.1"))
    assert touched(comparison(now)) == [[]]


def test_a_paragraph_that_went_touches_what_stood_in_it(article: Article) -> None:
    factories.claim(article, CLOSURE)
    now = again(article, ("\n\nIt was the sixth closure since April.", ""))
    found = comparison(now)
    assert touched(found) == [[("1", "lost")]]
    assert (found.counts["lost"], found.is_latest) == (1, True)
    assert touched(comparison(now, "2", "1")) == [[("1", "new")]]


def test_a_moved_paragraph_touches_what_stands_in_it_and_says_its_words_are_kept(
    article: Article,
) -> None:
    factories.claim(article, CLOSURE)
    last = "\n\nIt was the sixth closure since April."
    title = "Ferry line to reopen after storm"
    now = again(article, (last, ""), (title, f"{title}{last}"))
    found = comparison(now)
    assert [line.kind for line in found.differences] == ["moved"]
    assert touched(found) == [[("1", "kept")]]
    assert found.differences[0].label == "Moved: was paragraph 5, is paragraph 2"


def test_what_is_retired_is_not_named(article: Article) -> None:
    claim = factories.claim(article, COST)
    claims.retire_claim(claim=claim, reason="twice", by=person("carl"))
    now = again(article, ("3.1 million", "4.1 million"))
    assert touched(comparison(now)) == [[]]


def test_an_open_query_is_told(article: Article) -> None:
    queries.ask(on=factories.claim(article, COST), text="Sure?", by=person("carl"))
    now = again(article, ("3.1 million", "4.1 million"))
    assert [t.asked for t in comparison(now).differences[0].touched] == [True]


def test_typography_is_no_difference_and_is_put_away(article: Article) -> None:
    now = again(article, ("“", '"'), ("”", '"'))
    found = comparison(now)
    assert found.differences == []
    [stretch] = found.stretches
    assert stretch.folded
    assert stretch.quiet == 1


def test_what_is_alike_is_put_away_but_for_a_little_around_each_difference() -> None:
    text = "\n\n".join(f"Paragraph {n} of this story is here." for n in range(20))
    now = again(factories.article(text=text), ("Paragraph 10 of", "Paragraph ten of"))
    shape = [(len(s.lines), s.folded) for s in comparison(now).stretches]
    assert shape == [(9, True), (3, False), (8, True)]
    numbers = [line.row.new_number for s in comparison(now).stretches for line in s.lines]
    assert numbers == list(range(1, 21))


def test_each_text_can_be_read_from_the_lines(article: Article) -> None:
    now = again(article, ("3.1 million", "4.1 million"), ("Volk said no one", "Nobody"))
    for line in comparison(now).lines:
        for side, skip in (("old", "ins"), ("new", "del")):
            own = "".join(text for _kind, text in getattr(line, f"{side}_words"))
            read = "".join(text for kind, text in line.words if skip not in kind)
            assert own == read


# --- which two ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("", ""), (2, 3)),
        (("1", ""), (1, 3)),
        (("", "2"), (1, 2)),
        (("3", "1"), (3, 1)),
        (("2", "2"), (2, 2)),
        (("", "1"), (None, 1)),
        (("7", "2"), (None, 2)),
        (("x", "٢"), (None, None)),
        (("9" * 30, "-1"), (None, None)),
    ],
)
def test_two_drafts_are_found_by_their_numbers(
    article: Article, asked: tuple[str, str], found: tuple[int | None, int | None]
) -> None:
    now = again(again(article, ("3.1", "3.2")), ("3.2", "3.3"))
    one, other = two_revisions(now, *asked)
    assert (one and one.number, other and other.number) == found


def test_the_draft_of_another_article_is_not_found(article: Article) -> None:
    now = again(article, ("3.1", "3.2"))
    other = factories.article()
    assert two_revisions(other, "1", "2")[1] is None
    assert one_revision(other, 2) is None
    assert one_revision(now, 2) is not None


def test_a_draft_shows_its_claims_where_they_stood(article: Article) -> None:
    factories.claim(article, COST)
    now = again(article, ("The repair cost 3.1", "In the end the repair cost 4.2"))
    for number, words in ((1, COST), (2, "the repair cost 4.2 million crowns")):
        shown = one_revision(now, number)
        assert shown is not None
        steps = [step for block in shown.blocks for step in block.steps]
        marked = [step.text for step in steps if step and step.mark is None and step.top]
        assert words.endswith("".join(marked))
        assert marked


# --- the list -------------------------------------------------------------------------------------


def test_the_list_tells_of_each_draft_what_differs_from_the_one_before(article: Article) -> None:
    now = again(again(article, ("3.1", "3.2"), ("sixth", "seventh")), ("storm.", "big storm."))
    rows = RevisionList(now).rows
    assert [(r.revision.number, r.differences, r.before) for r in rows] == [
        (3, 1, 2),
        (2, 2, 1),
        (1, 0, 0),
    ]
    assert rows[2].words == len(factories.STORY.split())


def test_what_was_counted_is_not_counted_again(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = again(article, ("3.1", "3.2"))
    assert [row.differences for row in RevisionList(now).rows] == [1, 0]
    compared = []

    def watched(*texts: object) -> list[object]:
        compared.append(texts)
        return []

    monkeypatch.setattr("claims.queries.revisions.compare", watched)
    assert [row.differences for row in RevisionList(now).rows] == [1, 0]
    assert compared == []
    again(now, ("3.2", "3.3"))
    assert [row.differences for row in RevisionList(now).rows] == [0, 1, 0]
    assert len(compared) == 1


def test_a_long_list_is_paged_and_counts_on_across_the_pages(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.queries.revisions.PAGE_SIZE", 2)
    now = article
    for n in range(2, 6):
        now = again(now, (f"3.{n - 1} million", f"3.{n} million"))
    first = RevisionList(now)
    second = RevisionList(now, after=first.page.next)
    third = RevisionList(now, after=second.page.next)
    numbers = [[row.revision.number for row in page.rows] for page in (first, second, third)]
    assert numbers == [[5, 4], [3, 2], [1]]
    assert [row.differences for page in (first, second, third) for row in page.rows] == [
        1,
        1,
        1,
        1,
        0,
    ]


# --- reads ----------------------------------------------------------------------------------------


def reads(act: object) -> int:
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


def marked_up(article: Article, count: int) -> None:
    words = [COST, CLOSURE, "12 days after a storm", "40 mooring posts", "no one was hurt"]
    for text in words[:count]:
        queries.ask(on=factories.claim(article, text), text="Sure?", by=person("carl"))
        factories.statement(article, text, speaker=f"Volk {text[:3]}")


@pytest.mark.parametrize("count", [1, 5])
def test_comparing_takes_the_same_reads_however_much_it_touches(
    article: Article, count: int
) -> None:
    marked_up(article, count)
    now = again(
        article, ("3.1", "3.2"), ("sixth", "tenth"), ("12 days", "9 days"), ("40 m", "50 m")
    )

    def look() -> None:
        found = comparison(now)
        for line in found.differences:
            for told in line.touched:
                thing = told.thing
                assert thing.get_absolute_url()
                assert str(
                    thing.waits_for_review if isinstance(thing, Statement) else thing.is_settled
                )
        assert found.counts

    assert reads(look) == COMPARE_READS


@pytest.mark.parametrize("count", [1, 3])
def test_listing_takes_the_same_reads_however_many_there_are(article: Article, count: int) -> None:
    now = article
    for n in range(count):
        now = again(now, (f"3.{n + 1} million", f"3.{n + 2} million"))
    assert reads(lambda: RevisionList(now).rows) == LIST_READS
