"""What the workspace of an article knows: marks, progress, coverage, voices, what is left."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.enums import ReviewPolicy, Risk, Said, State, SuggestionKind, Verdict, Worth
from claims.models import Article, Claim, Suggestion
from claims.queries.workspace import Workspace, people_to_assign, shown_verdict
from claims.services import claims, sources, statements, suggestions, verdicts
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

CLAIM = "It was the sixth closure since April."
QUOTE = "Every one of the 40 mooring posts has been replaced"


@pytest.fixture
def article() -> Article:
    """A story without suggestions, so that each test puts its own."""
    made = factories.article()
    made.suggestions.all().delete()
    return made


def workspace(article: Article) -> Workspace:
    return Workspace(Article.objects.select_related("current", "desk").get(pk=article.pk))


def suggest(
    article: Article, words: str, kind: SuggestionKind = SuggestionKind.CLAIM, **about: Any
) -> Suggestion:
    start, end = factories.span(article, words)
    content = [[start, end]] if kind == SuggestionKind.STATEMENT else []
    return Suggestion.objects.create(
        article=article,
        revision=article.current,
        kind=kind,
        start=start,
        end=end,
        words=words,
        content=content,
        **about,
    )


def test_an_article_without_a_text_has_no_workspace() -> None:
    with pytest.raises(ValueError, match="without a text"):
        Workspace(Article())


def test_claims_come_in_the_order_of_the_text_and_retired_ones_not_at_all(
    article: Article,
) -> None:
    last = factories.claim(article, CLAIM)
    first = factories.claim(article, "12 days after a storm broke its main pier")
    gone = factories.claim(article, "The repair cost 3.1 million crowns")
    claims.retire_claim(claim=gone, reason="twice", by=person("carl"))
    here = workspace(article)
    assert here.claims == [first, last]
    assert {mark.thing for mark in here.marks} == {first, last}


# --- progress -------------------------------------------------------------------------------------


def test_progress_lays_the_claims_end_to_end_settled_ones_first(article: Article) -> None:
    factories.claim(article, CLAIM)
    factories.approved(factories.claim(article, "The repair cost 3.1 million crowns"))
    for words in ("about a third more than planned", "no one was hurt in the storm"):
        claim = factories.claim(article, words)
        verdicts.call_not_checkable(claim=claim, reason="opinion", by=person("carl"))
    here = workspace(article)
    shares = [(s.x, s.state, s.verdict, s.count) for s in here.progress]
    assert shares == [
        (0, "approved", "verified", 1),
        (1, "not_checkable", "", 2),
        (3, "to_check", "", 1),
    ]
    assert here.settled == 3
    assert here.progress_summary == "1 Verified, approved; 2 not checkable; 1 to check"


@pytest.mark.parametrize("state", list(State))
def test_a_verdict_shows_only_once_the_work_is_done(state: State) -> None:
    claim = Claim(state=state, verdict=Verdict.INACCURATE)
    done = state in (State.CHECKED, State.APPROVED, State.RECHECK)
    assert shown_verdict(claim) == ("inaccurate" if done else "")


@pytest.mark.parametrize(
    ("policy", "settled"),
    [(ReviewPolicy.EVERY, 0), (ReviewPolicy.HIGH_RISK, 1), (ReviewPolicy.SIGN_OFF, 2)],
)
def test_what_is_settled_follows_the_policy_of_the_desk(
    article: Article, policy: ReviewPolicy, settled: int
) -> None:
    Article.objects.filter(pk=article.pk).update(desk=factories.desk("D", review_policy=policy))
    factories.checked(factories.claim(article, CLAIM))
    risky = factories.claim(article, "The repair cost 3.1 million crowns", risk=Risk.HIGH)
    factories.checked(risky)
    assert workspace(article).settled == settled


# --- suggestions ----------------------------------------------------------------------------------


def test_words_somebody_marked_are_suggested_no_more(article: Article) -> None:
    inside = suggest(article, "sixth closure since April")
    said = suggest(article, QUOTE, SuggestionKind.STATEMENT, speaker="Ines Volk")
    other = suggest(article, "The repair cost 3.1 million crowns")
    assert workspace(article).pending == [said, other, inside]
    claim = factories.claim(article, CLAIM)
    factories.claim(article, "40 mooring posts")  # a claim does not stand for the statement
    assert workspace(article).pending == [said, other]
    claims.retire_claim(claim=claim, reason="twice", by=person("carl"))
    assert inside in workspace(article).pending


def test_coverage_counts_what_is_worth_checking_and_names_what_is_left(article: Article) -> None:
    high = suggest(article, CLAIM, worth=Worth.HIGH)
    medium = suggest(article, "The repair cost 3.1 million crowns", worth=Worth.MEDIUM)
    suggest(article, "no one was hurt in the storm", worth=Worth.LOW)
    coverage = workspace(article).coverage
    assert (coverage.total, coverage.covered, coverage.left) == (2, 0, [medium, high])
    suggestions.dismiss(suggestion=high, by=person("carl"))
    factories.claim(article, "3.1 million crowns")
    coverage = workspace(article).coverage
    assert (coverage.total, coverage.covered, coverage.left) == (2, 2, [])


# --- voices ---------------------------------------------------------------------------------------


def test_a_voice_gathers_statements_and_suggestions_of_one_name(article: Article) -> None:
    said = factories.statement(article, QUOTE, speaker="Ines Volk", role="harbour master")
    more = suggest(
        article,
        "We will not open a day early.",
        SuggestionKind.STATEMENT,
        speaker="Ines Volk",
        speaker_kind="person",
    )
    nobody = suggest(article, "no one was hurt in the storm", SuggestionKind.STATEMENT)
    first, second = workspace(article).speakers
    assert (first.name, first.role, first.kind) == ("Ines Volk", "harbour master", "person")
    assert (first.statements, first.suggestions, first.unheard) == ([said], [more], 1)
    assert first.first == said
    assert (second.name, second.source, second.first) == ("", None, nobody)


def test_a_merged_source_speaks_under_the_name_of_the_one_that_took_it_in(
    article: Article,
) -> None:
    one = factories.statement(article, QUOTE, speaker="I. Volk")
    two = factories.statement(article, "We will not open a day early.", speaker="Ines Volk")
    assert one.source is not None
    assert two.source is not None
    sources.merge_source(source=one.source, into=two.source, by=person("carl"))
    (voice,) = workspace(article).speakers
    assert (voice.name, voice.statements) == ("Ines Volk", [one, two])


def test_statements_are_counted_by_whether_they_were_said(article: Article) -> None:
    words = (QUOTE, "We will not open a day early.", "no one was hurt in the storm")
    made = [factories.statement(article, each) for each in words]
    for statement, said in zip(made, (Said.ALTERED, Said.VERBATIM), strict=False):
        statements.answer_said(statement=statement, said=said, by=person("carl"))
    here = workspace(article)
    assert here.unheard == 1
    assert [(value, count) for value, _, count in here.said] == [("verbatim", 1), ("altered", 1)]


# --- the rest -------------------------------------------------------------------------------------


def test_neighbours_walk_all_marks_and_end_at_the_ends(article: Article) -> None:
    first = factories.claim(article, "12 days after a storm broke its main pier")
    middle = factories.statement(article, QUOTE)
    last = suggest(article, CLAIM)
    here = workspace(article)
    hrefs = [thing.get_absolute_url() for thing in (first, middle, last)]
    assert here.neighbours(first) == ("", hrefs[1])
    assert here.neighbours(middle) == (hrefs[0], hrefs[2])
    assert here.neighbours(last) == (hrefs[1], "")
    claims.retire_claim(claim=first, reason="twice", by=person("carl"))
    assert workspace(article).neighbours(first) == ("", hrefs[1])


def test_blocks_of_spans_are_those_that_share_a_letter_with_them(article: Article) -> None:
    here = workspace(article)
    first, second = here.blocks[:2]
    assert here.blocks_of([(first.start, first.start + 1)]) == [first]
    assert here.blocks_of([(first.end - 1, second.start + 1)]) == [first, second]
    assert here.blocks_of([(first.end, second.start)]) == []
    assert here.blocks_of([]) == []


def test_placeholders_tell_their_words_and_their_block() -> None:
    article = factories.article(text="A story of TK\n\nIt cost TKTK crowns, they say today.")
    assert workspace(article).proof.placeholders == [("TK", 0), ("TKTK", 1)]


def test_only_people_who_check_are_offered_to_assign() -> None:
    for name in ("ada", "carl", "rita", "edda", "adam", "nora"):
        person(name)
    gone = person("cleo")
    gone.is_active = False
    gone.save()
    assert [p.username for p in people_to_assign()] == ["carl", "edda", "rita"]


def test_everything_takes_the_same_four_reads(article: Article) -> None:
    def reads() -> int:
        here = workspace(article)
        with CaptureQueriesContext(connection) as queries:
            assert here.marks
            assert here.blocks
            here.progress, here.speakers, here.coverage, here.said  # noqa: B018
            [a.claim.get_absolute_url() for a in here.anchors if a.claim]
            [voice.source for voice in here.speakers]
        return len(queries)

    factories.claim(article, CLAIM)
    assert reads() == 4
    factories.claim(article, "40 mooring posts")
    factories.claim(article, "no one was hurt in the storm")
    factories.statement(article, QUOTE)
    suggest(article, "The repair cost 3.1 million crowns")
    assert reads() == 4
