"""Several hands at once: one wins, the others are told, nothing is lost; on both databases."""

import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from claims.enums import State, Verdict
from claims.models import Article, AuditEvent, Claim, Source, Statement, Support
from claims.services import (
    articles,
    claims,
    people,
    queries,
    reviews,
    sources,
    suggestions,
    supports,
    undo,
    verdicts,
    withdrawal,
)
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 8
WORDS = "It was the sixth closure since April."


@pytest.fixture(autouse=True)
def _fewer_switches() -> Iterator[None]:
    """Let threads change places often, so that a race that can happen does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    yield
    sys.setswitchinterval(before)


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """Do all `deeds` at the same time; return what each returned or raised, in their order."""
    results: list[Any] = [None] * len(deeds)
    gate = threading.Barrier(len(deeds), timeout=60)

    def run(index: int) -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            results[index] = deeds[index]()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def failures(results: list[Any], *expected: type[Exception]) -> list[Any]:
    """What was raised; anything unexpected fails the test."""
    raised = [result for result in results if isinstance(result, Exception)]
    for error in raised:
        if not isinstance(error, expected):
            raise error
    return raised


def test_of_many_marks_on_what_all_have_seen_one_is_kept_and_the_others_are_told() -> None:
    claim = factories.claim(factories.article(), WORDS)
    carl, seen = person("carl"), claim.version
    marks = list(Verdict) + list(Verdict)[: HANDS - len(Verdict)]
    results = together(
        *(
            lambda verdict=verdict: verdicts.set_verdict(
                claim=claim, verdict=verdict, by=carl, seen=seen
            )
            for verdict in marks
        )
    )
    stale = failures(results, Stale)
    assert len(stale) == HANDS - 1
    (won,) = [marks[i] for i, result in enumerate(results) if isinstance(result, AuditEvent)]
    claim.refresh_from_db()
    assert (claim.verdict, claim.version) == (won, seen + 1)
    assert AuditEvent.objects.filter(object_uid=claim.uid, kind="verdict.set").count() == 1
    assert {error.fresh.verdict for error in stale} == {won}


def test_marks_without_a_version_all_count_one_after_the_other() -> None:
    claim = factories.claim(factories.article(), WORDS)
    carl = person("carl")
    results = together(
        *(
            lambda n=n: verdicts.note_finding(claim=claim, note=f"Note {n}", by=carl)
            for n in range(HANDS)
        )
    )
    assert failures(results) == []
    claim.refresh_from_db()
    assert claim.version == 1 + HANDS
    events = AuditEvent.objects.filter(object_uid=claim.uid, kind="finding.noted").order_by("pk")
    notes = [event.changes["verdict_note"] for event in events]
    assert [before for before, _after in notes[1:]] == [after for _before, after in notes[:-1]]
    assert notes[-1][1] == claim.verdict_note


def test_claims_raised_at_once_get_numbers_of_their_own() -> None:
    article = factories.article()
    revision, carl = article.current, person("carl")
    assert revision is not None
    places = [(start, start + 12) for start in range(30, 30 + HANDS)]
    results = together(
        *(
            lambda a=a, b=b: claims.raise_claim(revision=revision, start=a, end=b, by=carl)
            for a, b in places
        )
    )
    assert failures(results) == []
    numbers = Claim.objects.filter(article=article).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len(numbers) == len({claim.pk for claim in results})


def test_the_same_words_marked_at_once_are_one_claim_and_one_statement() -> None:
    article = factories.article()
    carl = person("carl")
    quote = "We will not open a day early."
    raisers = [lambda: factories.claim(article, WORDS, by=carl)] * 4
    quoters = [lambda: factories.statement(article, quote, by=carl)] * 4
    results = together(*raisers, *quoters)
    assert failures(results) == []
    assert Claim.objects.count() == Statement.objects.count() == Source.objects.count() == 1


def test_a_suggestion_accepted_at_once_becomes_one_claim() -> None:
    suggestion = factories.suggestion(factories.article())
    carl = person("carl")
    results = together(*[lambda: suggestions.accept(suggestion=suggestion, by=carl)] * HANDS)
    assert failures(results) == []
    assert Claim.objects.count() == 1
    assert (
        AuditEvent.objects.filter(kind="suggestion.accepted", object_type="suggestion").count() <= 2
    )


def test_all_suggestions_accepted_at_once_are_accepted_once() -> None:
    article = factories.article()
    revision, carl = article.current, person("carl")
    assert revision is not None
    expected = article.suggestions.filter(kind="claim").count()
    results = together(
        *[lambda: suggestions.accept_all(revision=revision, worth="low", by=carl)] * 3  # type: ignore[arg-type]
    )
    assert failures(results) == []
    assert Claim.objects.count() == Article.objects.get(pk=article.pk).last_number
    assert Claim.objects.count() <= expected


def test_evidence_attached_at_once_is_attached_once() -> None:
    claim = factories.claim(factories.article(), WORDS)
    page, carl = factories.web_page(), person("carl")
    results = together(
        *[lambda: supports.attach(evidence=page, target=claim, by=carl, stance="supports")] * HANDS
    )
    assert failures(results) == []
    assert Support.objects.count() == 1


def test_evidence_attached_to_several_claims_in_any_order_blocks_nobody() -> None:
    article = factories.article()
    many = [factories.claim(article, words) for words in (WORDS, "The repair cost", "12 days")]
    pages, carl = [factories.web_page(url=f"https://example.org/{n}") for n in "12"], person("carl")
    results = together(
        *(
            lambda n=n: supports.attach_to_all(
                evidence=pages[n % 2],
                targets=many if n % 4 < 2 else many[::-1],
                by=carl,
                stance="supports",
            )
            for n in range(HANDS)
        )
    )
    assert failures(results) == []
    assert Support.objects.count() == len(many) * len(pages)


@pytest.mark.parametrize("attempt", range(3))
def test_no_claim_rests_on_evidence_that_was_withdrawn_at_the_same_time(attempt: int) -> None:
    article = factories.article()
    words = ["The repair cost", "12 days", "no one was hurt", WORDS]
    many = [factories.claim(article, exact) for exact in words]
    carl, cleo, page = person("carl"), person("cleo"), factories.web_page()
    for claim in many:
        verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=carl)
    supports.attach(evidence=page, target=many[0], by=carl, stance="supports")

    def attach(claim: Claim) -> Support:
        return supports.attach(evidence=page, target=claim, by=carl, stance="supports")

    results = together(
        *(lambda claim=claim: attach(claim) for claim in many),
        lambda: withdrawal.withdraw_evidence(evidence=page, reason="A forgery.", by=cleo),
    )
    failures(results, Invalid)
    states = {claim.state for claim in Claim.objects.filter(article=article)}
    assert states == {State.CHECKING}


def test_an_approval_and_a_change_at_once_never_settle_what_was_not_seen() -> None:
    claim = factories.checked(factories.claim(factories.article(), WORDS))
    carl, cleo, rita, seen = person("carl"), person("cleo"), person("rita"), claim.version
    page = factories.web_page(url="https://example.org/other")
    results = together(
        *[lambda: reviews.approve(claim=claim, by=rita, seen=seen)] * 3,
        lambda: supports.attach(evidence=page, target=claim, by=carl, stance="refutes"),
        lambda: claims.edit_claim(claim=claim, by=cleo, text="Other words."),
    )
    failures(results, Stale, Refused)
    claim.refresh_from_db()
    assert claim.state == State.RECHECK
    assert claim.reviews.count() <= 1


@pytest.mark.parametrize("attempt", range(3))
def test_nobody_approves_and_becomes_an_author_at_the_same_time(attempt: int) -> None:
    article, rita, carl = factories.article(), person("rita"), person("carl")
    claim = factories.checked(factories.claim(article, WORDS))

    def name_author() -> Any:
        return articles.edit_article(article=article, by=carl, authors=[rita])

    results = together(lambda: reviews.approve(claim=claim, by=rita), name_author)
    assert len(failures(results, Refused)) == 1
    claim.refresh_from_db()
    assert (claim.state == State.APPROVED) != article.authors.contains(rita)


def test_marks_statements_and_undos_in_an_incoming_article_block_nobody() -> None:
    article, carl, cleo = factories.article(), person("carl"), person("cleo")
    many = [factories.claim(article, words) for words in (WORDS, "12 days", "not open a day early")]
    ties = [factories.support(claim, by=carl) for claim in many]
    taken_off = [supports.detach(support=tie, by=carl) for tie in ties]
    Article.objects.filter(pk=article.pk).update(stage="incoming")
    page = ties[0].evidence
    results = together(
        *(lambda event=event: undo.undo(event=event, by=carl) for event in taken_off if event),
        lambda: factories.statement(article, "We will not open a day early.", by=cleo),
        lambda: queries.ask(on=many[2], text="Early?", by=cleo),
        lambda: verdicts.set_verdict(claim=many[2], verdict=Verdict.VERIFIED, by=cleo),
        lambda: withdrawal.withdraw_evidence(evidence=page, reason="A forgery.", by=cleo),
        lambda: articles.edit_article(article=article, by=cleo, authors=[person("ada")]),
    )
    failures(results, Invalid)


def test_an_invitation_is_used_by_one_of_many() -> None:
    roles = frozenset(person("carl").roles)
    _invitation, token = people.invite(name="Zoe", by=person("adam"), roles=roles)
    results = together(
        *(
            lambda n=n: people.accept_invitation(token=token, username=f"zoe{n}", password="x")
            for n in range(HANDS)
        )
    )
    assert len(failures(results, Invalid)) == HANDS - 1


def test_merges_at_once_make_no_circle_and_lose_no_root() -> None:
    a, b, c, d = (factories.source(name) for name in "ABCD")
    carl = person("carl")

    def merge(source: Source, into: Source) -> Any:
        return sources.merge_source(source=source, into=into, by=carl)

    results = together(
        lambda: merge(a, b),
        lambda: merge(b, c),
        lambda: merge(c, d),
        lambda: merge(d, a),
        lambda: merge(b, a),
    )
    failures(results, Invalid)
    rows = {row.pk: row for row in Source.objects.all()}
    for row in rows.values():
        at, steps = row, 0
        while at.merged_into_id and steps < 9:
            at, steps = rows[at.merged_into_id], steps + 1
        assert steps < 9, "a circle"
        assert row.root_id == at.pk
