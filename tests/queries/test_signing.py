"""What a sign-off freezes, which later deeds void it, and which do not."""

import copy
import datetime
import json
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.enums import Action, Origin, ReviewPolicy, Risk, Said, Stance, Verdict, Visibility
from claims.formats import read_plain
from claims.models import Article, Claim, Evidence, SignOff, Source, Statement, Support, Tag, User
from claims.models.chain import fingerprint
from claims.queries.comparing import differences
from claims.queries.sign_offs import standing, standings_in, standings_of
from claims.queries.signed_parts import IN_TWO, compared_parts
from claims.queries.signing import record_of
from claims.services import (
    articles,
    changes,
    claims,
    evidence,
    gate,
    queries,
    reviews,
    revisions,
    sources,
    statements,
    supports,
    undo,
    verdicts,
    withdrawal,
)
from tests import factories
from tests.people import person
from tests.signed import COST, HURT, SIXTH, fresh, ready, signed

pytestmark = pytest.mark.django_db


class Work:
    """What there is in a signed article to be changed."""

    def __init__(self, sign_off: SignOff | None = None) -> None:
        self.sign_off = sign_off or signed(ready())
        self.article = fresh(self.sign_off.article)
        self.claim = Claim.objects.get(article=self.article)
        self.statement = Statement.objects.get(article=self.article)
        self.support = Support.objects.get(claim=self.claim)
        self.heard_with = Support.objects.get(statement=self.statement)
        self.carl, self.rita, self.edda = (person(name) for name in ("carl", "rita", "edda"))


def told(article: Article) -> str:
    """What the pages say: "holds", or each difference."""
    now = standing(fresh(article))
    return "holds" if now.holds else "; ".join(str(found) for found in now.differences)


def new_revision(work: Work) -> None:
    draft = read_plain(factories.STORY.replace("sixth", "seventh"))
    revisions.revise(article=work.article, draft=draft, by=work.carl, origin=Origin.PASTE)


def reopen_and_change(work: Work) -> None:
    verdicts.reopen(claim=work.claim, reason="new figures", by=work.edda)
    verdicts.set_verdict(claim=work.claim, verdict=Verdict.DISPUTED, by=work.carl)


def complete_evidence(work: Work, **values: object) -> None:
    """Say of the claim's evidence what the records of format 2 hold."""
    page = work.support.evidence
    evidence.edit_evidence(evidence=page, by=work.carl, **values)


def edit_evidence(work: Work) -> None:
    Evidence.objects.filter(pk=work.support.evidence_id).update(title="Another title")


def other_source(work: Work) -> None:
    statements.edit_statement(statement=work.statement, by=work.carl, speaker="Olga Volk")


def merge_source(work: Work) -> None:
    into = factories.source("Harbour office")
    found = Source.objects.get(name="Ines Volk")
    sources.merge_source(source=found, into=into, by=work.carl)


def said_anew(work: Work) -> None:
    statements.reopen_said(statement=work.statement, reason="misheard", by=work.edda)
    statements.answer_said(statement=work.statement, said=Said.ALTERED, by=work.carl)


def approved_by_another(work: Work) -> None:
    statements.reopen_said(statement=work.statement, reason="misheard", by=work.edda)
    answer = {"said": work.statement.said, "by": work.carl}
    statements.answer_said(statement=work.statement, **answer)
    reviews.approve_said(statement=work.statement, by=work.edda)


VOIDING: dict[str, tuple[Callable[[Work], object], str]] = {
    "another text": (new_revision, "the text"),
    "the claim in other words": (
        lambda w: claims.edit_claim(claim=w.claim, by=w.rita, text="The seventh closure."),
        "claim 1 – wording",
    ),
    "the claim's risk": (
        lambda w: claims.edit_claim(claim=w.claim, by=w.rita, risk=Risk.HIGH),
        "claim 1 – risk",
    ),
    "the claim's action": (
        lambda w: claims.edit_claim(claim=w.claim, by=w.rita, action=Action.CUT),
        "claim 1 – editorial action",
    ),
    "another verdict": (reopen_and_change, "verdict"),
    "another state": (
        lambda w: verdicts.reopen(claim=w.claim, reason="new figures", by=w.edda),
        "claim 1 – check state, reason, approval",
    ),
    "a new claim": (lambda w: factories.claim(w.article, COST), "claim 2 – added since"),
    "a retired claim": (
        lambda w: claims.retire_claim(claim=w.claim, reason="doubled", by=w.edda),
        "claim 1 – taken out since",
    ),
    "a new statement": (
        lambda w: factories.statement(w.article, HURT),
        "the statement “no one was hurt in the storm” – added since",
    ),
    "a retired statement": (
        lambda w: statements.retire_statement(statement=w.statement, reason="doubled", by=w.edda),
        "the statement “We will not open a day early.” – taken out since",
    ),
    "evidence attached": (
        lambda w: factories.support(w.claim, by=w.rita, url="https://example.org/new"),
        "evidence",
    ),
    "evidence taken off": (lambda w: supports.detach(support=w.support, by=w.rita), "evidence"),
    "evidence that bears otherwise": (
        lambda w: supports.edit_support(support=w.support, by=w.rita, stance=Stance.CONTEXT),
        "evidence",
    ),
    "another passage": (
        lambda w: supports.edit_support(support=w.support, by=w.rita, passage="page 4"),
        "evidence",
    ),
    "another place in the evidence": (
        lambda w: supports.edit_support(support=w.support, by=w.rita, locator="page 4"),
        "evidence",
    ),
    "evidence withdrawn": (
        lambda w: withdrawal.withdraw_evidence(
            evidence=w.support.evidence, reason="a forgery", by=w.carl
        ),
        "evidence",
    ),
    "evidence described otherwise": (edit_evidence, "claim 1 – evidence"),
    "evidence by another author": (lambda w: complete_evidence(w, author="I. Volk"), "evidence"),
    "evidence of another day": (
        lambda w: complete_evidence(w, published_on=datetime.date(2024, 5, 3)),
        "evidence",
    ),
    "evidence at second hand": (lambda w: complete_evidence(w, primacy="secondary"), "evidence"),
    "evidence of another origin": (lambda w: complete_evidence(w, origin="Ministry"), "evidence"),
    "a statement's evidence taken off": (
        lambda w: supports.detach(support=w.heard_with, by=w.rita),
        "the statement “We will not open a day early.” – approval, evidence",
    ),
    "another answer to was it said": (said_anew, "was it said"),
    "an approval by somebody else": (approved_by_another, "approval, who heard it"),
    "another speaker": (other_source, "source"),
    "a speaker merged into another": (
        merge_source,
        "the statement “We will not open a day early.” – source",
    ),
}


def with_tag(work: Work) -> None:
    tag = Tag.objects.create(name="Port", slug="port")
    claims.set_tags(claim=work.claim, by=work.rita, add=[tag])


def opened(work: Work) -> None:
    record_of(work.article)


def renamed_person(work: Work) -> None:
    User.objects.filter(pk=work.carl.pk).update(name="Carla Checker")


HARMLESS: dict[str, Callable[[Work], object]] = {
    "the claim given to somebody": lambda w: claims.assign_claim(
        claim=w.claim, assignee=w.rita, by=w.rita
    ),
    "the statement given to somebody": lambda w: statements.assign_statement(
        statement=w.statement, assignee=w.rita, by=w.rita
    ),
    "a date": lambda w: claims.set_due(
        claim=w.claim, due_at=timezone.now() + datetime.timedelta(days=1), by=w.rita
    ),
    "a tag": with_tag,
    "looking": opened,
    "a person's new name": renamed_person,
    "a deadline": lambda w: articles.edit_article(
        article=w.article, by=w.carl, deadline=timezone.now()
    ),
    "a query": lambda w: queries.ask(on=w.claim, text="Really?", by=w.carl),
    "another level at the gate": lambda w: gate.set_level(
        condition="unlooked", level="blocker", by=w.edda
    ),
    "evidence kept from others": lambda w: Evidence.objects.update(visibility=Visibility.NAMED),
}


def test_what_was_signed_is_void_when_it_changes_and_says_what_changed(
    subtests: pytest.Subtests,
) -> None:
    sign_off = signed(ready())
    before = SignOff.objects.values("record", "sha256").get()
    for deed, (do, expected) in VOIDING.items():
        with subtests.test(deed), transaction.atomic():
            work = Work(sign_off)
            assert told(work.article) == "holds"
            do(work)
            assert expected in told(work.article)
            assert SignOff.objects.values("record", "sha256").get() == before
            transaction.set_rollback(True)


def test_what_changes_nothing_that_was_signed_voids_nothing(subtests: pytest.Subtests) -> None:
    sign_off = signed(ready())
    for deed, do in HARMLESS.items():
        with subtests.test(deed), transaction.atomic():
            work = Work(sign_off)
            do(work)
            assert told(work.article) == "holds"
            transaction.set_rollback(True)


def test_what_is_put_back_as_it_was_holds_again() -> None:
    work = Work()
    claims.edit_claim(claim=work.claim, by=work.rita, risk=Risk.HIGH)
    assert told(work.article) == "claim 1 – risk"
    undo.undo(event=undo.offer(work.claim, work.rita), by=work.rita)
    assert told(work.article) == "holds"


def test_a_proposed_change_that_is_accepted_and_printed_voids_by_the_text_it_brings() -> None:
    work = Work()
    proposal = changes.propose(to=work.claim, new="The fifth.", reason="miscounted", by=work.carl)
    changes.accept(proposal=proposal, by=work.edda)
    assert told(work.article) == "holds"
    new_revision(work)
    assert "the text" in told(work.article)


def test_the_last_sign_off_counts_and_the_one_before_says_that_it_was_replaced() -> None:
    work = Work()
    factories.approved(factories.claim(work.article, COST))
    second = signed(fresh(work.article))
    newest, first = standings_in(fresh(work.article))
    assert newest.sign_off == second
    assert newest.holds
    assert (first.holds, first.is_void, first.newer) == (False, True, second)
    assert [str(d) for d in first.differences] == ["claim 2 – added since"]


def as_in_format_one(sign_off: SignOff) -> None:
    """Take out of a stored record what records did not hold before."""
    record = copy.deepcopy(sign_off.record) | {"format": 1}
    for part in ("claims", "statements"):
        for tie in (tie for row in record[part] for tie in row["supports"]):
            for name in IN_TWO:
                del tie["evidence"][name]
    sign_off.record = record


def test_a_record_signed_before_it_held_more_of_the_evidence_holds_all_the_same() -> None:
    work = Work()
    Evidence.objects.update(primacy="primary")  # as what was marked as primary then became
    as_in_format_one(work.sign_off)
    now = record_of(fresh(work.article))
    assert differences(work.sign_off.record, now) == []
    edit_evidence(work)
    now = record_of(fresh(work.article))
    found = [str(row) for row in differences(work.sign_off.record, now)]
    assert found == ["claim 1 – evidence"]


# --- the record -----------------------------------------------------------------------------------


def test_a_record_is_plain_json_and_has_the_same_print_when_it_comes_back() -> None:
    article = ready(desk=factories.desk("City", review_policy=ReviewPolicy.HIGH_RISK))
    record = record_of(article)
    assert json.loads(json.dumps(record)) == record
    sealed = signed(article)
    sealed.refresh_from_db()
    assert fingerprint(sealed.record) == sealed.sha256


def test_a_record_holds_the_text_the_answers_the_people_and_the_evidence() -> None:
    article = ready()
    queries.ask(on=Claim.objects.get(), text="Since when?", by=person("carl"))
    record = record_of(article)
    (claim,), (statement,) = record["claims"], record["statements"]
    assert article.current
    assert record["revision"]["text"] == article.current.text
    assert claim["words"] == [[*factories.span(article, SIXTH), SIXTH]]
    assert (claim["state"], claim["verdict"]) == ("approved", "verified")
    assert (claim["checked"]["by"], claim["approved"]["by"]) == ("Carl Checker", "Rita Reviewer")
    (tie,) = claim["supports"]
    assert (tie["stance"], tie["evidence"]["url"]) == ("supports", "https://example.org/a")
    assert (statement["source"], statement["said"]) == ("Ines Volk", "verbatim")
    assert statement["heard"]["uid"] == str(person("carl").uid)
    assert statement["approved"]["by"] == "Rita Reviewer"
    (query,) = record["queries"]
    assert (query["text"], query["on"]) == ("Since when?", claim["uid"])
    assert {line["condition"]: line["count"] for line in record["gate"]}["open_queries"] == 1


def test_an_approval_that_was_undone_or_is_of_an_earlier_verdict_is_not_in_the_record() -> None:
    work = Work()
    verdicts.reopen(claim=work.claim, reason="new figures", by=work.edda)
    (claim,) = record_of(fresh(work.article))["claims"]
    assert claim["approved"] is None
    verdicts.set_verdict(claim=work.claim, verdict=Verdict.VERIFIED, by=work.carl)
    reviews.approve(claim=work.claim, by=work.edda)
    (claim,) = record_of(fresh(work.article))["claims"]
    assert claim["approved"]["by"] == "Edda Editor"


def test_words_at_another_place_of_the_same_text_are_the_same_words() -> None:
    now = record_of(ready())
    moved = copy.deepcopy(now)
    moved["claims"][0]["words"][0][:2] = [0, 5]
    assert differences(now, moved) == []


# --- the number of statements ---------------------------------------------------------------------


def statements_for(deed: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        deed()
    return len(asked)


@pytest.mark.parametrize("number", [1, 3])
def test_the_sign_offs_of_a_list_are_compared_in_a_fixed_number_of_statements(number: int) -> None:
    listed = [signed(ready()).article for _ in range(number)]
    assert statements_for(lambda: standings_of(listed)) == 8
    assert [found.holds for found in standings_of(listed).values()] == [True] * number


@pytest.mark.parametrize("number", [1, 3])
def test_articles_without_a_sign_off_cost_a_list_one_statement(number: int) -> None:
    listed = [factories.article() for _ in range(number)]
    assert statements_for(lambda: standings_of(listed)) == 1
    assert standings_of(listed) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_a_record_is_read_in_a_fixed_number_of_statements(number: int) -> None:
    article = ready()
    for words in (COST, HURT)[: number - 1]:
        factories.approved(factories.claim(article, words))
    article = fresh(article)
    assert statements_for(lambda: record_of(article)) == 28
    assert statements_for(lambda: compared_parts([article])) == 7


def test_a_list_compares_each_article_with_its_own_last_sign_off() -> None:
    old, other = signed(ready()), signed(ready())
    factories.claim(old.article, COST)
    found = standings_of([old.article, other.article])
    assert found[old.article_id].is_void
    assert found[other.article_id].holds
    factories.approved(Claim.objects.get(article=old.article, number=2))
    newer = signed(fresh(old.article))
    found = standings_of([old.article, other.article])
    assert found[old.article_id].sign_off == newer
    assert found[old.article_id].holds
