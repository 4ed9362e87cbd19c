"""Given to a person or a role, dated from the deadline, and shared out among people."""

import datetime
import itertools

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from claims.enums import Risk, Said, Stance, State, Verdict, Visibility
from claims.models import Article, AuditEvent, Claim, Evidence, Statement, User
from claims.queries.queue_asking import asked
from claims.queries.queue_conditions import Viewer, matching
from claims.queries.shares import What, Workload, plan_of
from claims.queries.telling import tell
from claims.services import articles, claims, reviews, statements, undo, verdicts
from claims.services.saving import Invalid, Refused
from claims.services.shares import Outdated, share_out
from tests import factories
from tests.people import person
from tests.queries.bridges import bridges

from .deeds import events, kinds, nothing_kept

pytestmark = pytest.mark.django_db

WORDS = "It was the sixth closure since April."
QUOTE = "We will not open a day early."
DEADLINE = datetime.datetime(2031, 5, 1, 18, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def now(thing: Claim | Statement) -> Claim | Statement:
    thing.refresh_from_db()
    return thing


def to_reviewers(claim: Claim) -> Claim:
    claims.assign_claim(claim=claim, assignee=None, role="reviewer", by=person("rita"))
    claim.refresh_from_db()
    return claim


# --- to a role ------------------------------------------------------------------------------------


def test_a_claim_given_to_a_role_waits_until_somebody_takes_it() -> None:
    person("edda")
    claim = to_reviewers(factories.claim(factories.article(), WORDS))
    assert (claim.state, claim.assignee, claim.assigned_role) == (State.TO_CHECK, None, "reviewer")
    (line,) = tell(events(claim)[-1:], person("carl"))
    assert [(c.field, c.before, c.after) for c in line.changes] == [
        ("assigned to a role", "nothing", "the reviewers")
    ]
    claims.assign_claim(claim=claim, assignee=person("carl"), by=person("carl"))
    now(claim)
    assert (claim.state, claim.assignee, claim.assigned_role) == (
        State.CHECKING,
        person("carl"),
        "",
    )
    undo.undo(event=events(claim)[-1], by=person("carl"))
    assert (now(claim).state, claim.assignee, claim.assigned_role) == ("to_check", None, "reviewer")


def test_whoever_begins_what_a_role_was_given_has_taken_it_and_undo_gives_it_back() -> None:
    article, carl = factories.article(), person("carl")
    for number, begin in enumerate(
        (
            lambda c: verdicts.set_verdict(claim=c, verdict=Verdict.VERIFIED, by=carl),
            lambda c: factories.support(c, stance=Stance.SUPPORTS, by=carl),
            lambda c: verdicts.call_not_checkable(claim=c, reason="a forecast", by=carl),
        )
    ):
        claim = to_reviewers(factories.claim(article, (WORDS, "12 days after", "reopen")[number]))
        begin(claim)
        assert (now(claim).assignee, claim.assigned_role) == (carl, ""), number
        deed = undo.offer(claim, carl)
        assert deed
        undo.undo(event=deed, by=carl)
        assert (now(claim).assignee, claim.assigned_role) == (None, "reviewer"), number
    statement = factories.statement(article, QUOTE)
    statements.assign_statement(
        statement=statement, assignee=None, role="checker", by=person("rita"), seen=1
    )
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=carl)
    assert (now(statement).assignee, statement.assigned_role) == (carl, "")


def test_what_is_checked_may_wait_for_the_reviewers_and_goes_back_to_its_checker() -> None:
    claim = to_reviewers(factories.checked(factories.claim(factories.article(), WORDS)))
    verdicts.note_finding(claim=claim, note="as the register says", by=person("carl"))
    assert now(claim).assigned_role == "reviewer"
    reviews.return_claim(claim=claim, reason="Which register?", by=person("edda"))
    assert (now(claim).assignee, claim.assigned_role) == (claim.verdict_by, "")
    to_reviewers(claim)
    verdicts.release(claim=claim, by=person("carl"))
    assert (now(claim).state, claim.assignee, claim.assigned_role) == ("to_check", None, "")


def test_a_role_is_given_work_by_reviewers_and_only_what_it_may_read() -> None:
    claim = factories.claim(factories.article(), WORDS)
    for error, by, role in (
        (Refused, "carl", "checker"),
        (Refused, "rita", "author"),
        (Refused, "rita", "admin"),
        (Invalid, "rita", "role:checker"),
        (Invalid, "rita", "\x00"),
    ):
        with nothing_kept(error):
            claims.assign_claim(claim=claim, assignee=None, role=role, by=person(by))
    with nothing_kept(Invalid):
        claims.assign_claim(claim=claim, assignee=person("carl"), role="checker", by=person("rita"))
    person("edda")
    Article.objects.filter(pk=claim.article_id).update(visibility=Visibility.NAMED)
    claim.article.readers.add(person("rita"))
    with nothing_kept(Refused) as caught:
        claims.assign_claim(claim=claim, assignee=None, role="editor", by=person("rita"))
    assert "Nobody of this role" in str(caught.value)
    claims.assign_claim(claim=claim, assignee=None, role="reviewer", by=person("rita"))


# --- from the deadline ----------------------------------------------------------------------------


def test_a_date_counted_from_the_deadline_moves_with_it_and_goes_with_it() -> None:
    article, rita = factories.article(deadline=DEADLINE), person("rita")
    claim, other = factories.claim(article, WORDS), factories.claim(article, "12 days after")
    statement = factories.statement(article, QUOTE)
    claims.set_due(claim=claim, due_at=None, lead=120, by=rita, seen=1)
    claims.set_due(claim=other, due_at=DEADLINE, by=rita)
    statements.set_statement_due(statement=statement, due_at=None, lead=0, by=rita, seen=1)
    assert (now(claim).due_at, claim.due_lead) == (DEADLINE - 2 * HOUR, 120)
    (line,) = tell(events(claim)[-1:], rita)
    assert "2 h before the deadline" in [change.after for change in line.changes]
    versions = now(claim).version, now(statement).version
    articles.edit_article(article=article, deadline=DEADLINE + HOUR, by=rita)
    assert now(claim).due_at == DEADLINE - HOUR
    assert now(statement).due_at == DEADLINE + HOUR
    assert (now(other).due_at, other.due_lead) == (DEADLINE, None)
    assert (claim.version, statement.version) == versions
    assert kinds(article)[-2:] == ["article.edited", "article.dates_moved"]
    (line,) = tell(events(article)[-1:], rita)
    assert [(c.field, c.after) for c in line.changes] == [("dates counted from it", "2")]
    articles.edit_article(article=article, title="New", by=rita)
    assert kinds(article)[-1] == "article.edited"
    articles.edit_article(article=article, deadline=None, by=rita)
    assert (now(claim).due_at, claim.due_lead) == (None, None)
    assert (now(statement).due_at, statement.due_lead) == (None, None)
    assert now(other).due_at == DEADLINE
    assert kinds(article)[-1] == "article.dates_dropped"


def test_an_undone_date_is_counted_from_the_deadline_of_today() -> None:
    article, carl = factories.article(deadline=DEADLINE), person("carl")
    claim = factories.claim(article, WORDS)
    claims.set_due(claim=claim, due_at=None, lead=60, by=carl)
    claims.set_due(claim=claim, due_at=DEADLINE, by=carl)
    articles.edit_article(article=article, deadline=DEADLINE + 5 * HOUR, by=person("rita"))
    undo.undo(event=events(claim)[-1], by=carl)
    assert (now(claim).due_at, claim.due_lead) == (DEADLINE + 4 * HOUR, 60)
    claims.set_due(claim=claim, due_at=DEADLINE, by=carl)
    articles.edit_article(article=article, deadline=None, by=person("rita"))
    undo.undo(event=events(claim)[-1], by=carl)
    assert (now(claim).due_at, claim.due_lead) == (None, None)


def test_a_lead_wants_a_deadline_and_a_measure() -> None:
    claim = factories.claim(factories.article(deadline=None), WORDS)
    with nothing_kept(Invalid) as caught:
        claims.set_due(claim=claim, due_at=None, lead=60, by=person("carl"))
    assert "no deadline" in str(caught.value)
    Article.objects.update(deadline=DEADLINE)
    for due_at, lead in ((DEADLINE, 60), (None, -1), (None, 60 * 24 * 400)):
        with nothing_kept(Invalid):
            claims.set_due(claim=claim, due_at=due_at, lead=lead, by=person("carl"))


# --- sharing out ----------------------------------------------------------------------------------


def test_the_numbers_differ_by_one_and_everybody_gets_one_stretch_of_the_text() -> None:
    article, made = bridges(11, deadline=DEADLINE)
    among = [person(name) for name in ("edda", "carl", "cleo")]
    plan = plan_of(article, among, What(), by=person("rita"))
    done = share_out(article=article, among=among, by=person("rita"), lead=90, seen=plan.mark)
    assert sorted(n for _who, n, _said in done.given) == [3, 4, 4]
    taken = [now(claim).assignee for claim in made]
    changes = sum(one != other for one, other in itertools.pairwise(taken))
    assert (changes, taken[0], taken[-1]) == (2, person("edda"), person("cleo"))
    assert {claim.due_at for claim in made} == {DEADLINE - 1.5 * HOUR}
    assert done.refused == []
    work = Workload(article, among[0])
    loads = {load.person: (load.here, load.everywhere) for load in work.loads}
    assert [loads[who] for who, n, _said in done.given] == [(n, n) for _w, n, _s in done.given]
    assert work.nobodys == 0


def test_the_longer_stretches_lie_where_they_make_the_weights_even() -> None:
    article, made = bridges(5)
    Claim.objects.filter(pk__in=[c.pk for c in made[:2]]).update(risk=Risk.HIGH)
    plan = plan_of(article, [person("carl"), person("cleo")], What(), by=person("rita"))
    assert [len(share.claims) for share in plan.shares] == [2, 3]
    assert [share.high for share in plan.shares] == [2, 0]
    assert [share.numbers for share in plan.shares] == ["1–2", "3–5"]


def test_only_what_is_nobodys_is_shared_unless_what_is_not_begun_is_asked_for() -> None:
    article, made = bridges(9)
    rita, carl = person("rita"), person("carl")
    to_reviewers(made[0])
    for claim in made[1:4]:
        claims.assign_claim(claim=claim, assignee=person("cleo"), by=rita)
    verdicts.set_verdict(claim=made[2], verdict=Verdict.VERIFIED, by=person("cleo"))
    factories.support(made[3], stance=Stance.SUPPORTS, by=person("cleo"))
    factories.checked(made[4])  # waits for a second person
    factories.approved(made[5])
    claims.retire_claim(claim=made[6], reason="twice", by=carl)
    claims.assign_claim(claim=made[8], assignee=person("cleo"), by=rita)
    Claim.objects.filter(pk=made[8].pk).update(state=State.RECHECK)  # she has begun it once

    def numbers(what: What) -> list[int]:
        (share,) = plan_of(article, [carl], what, by=rita).shares
        return [claim.number for claim in share.claims]

    assert numbers(What()) == [8]
    assert numbers(What(given=True)) == [1, 2, 8]
    done = share_out(article=article, among=[carl], by=rita, what=What(given=True))
    assert [(who, n) for who, n, _said in done.given] == [(carl, 3)]
    assert now(made[0]).assigned_role == ""
    assert now(made[3]).assignee == person("cleo")


def test_statements_go_with_the_claims_in_them() -> None:
    article = factories.article()
    said = factories.statement(article, QUOTE)
    posts = factories.statement(article, "Every one of the 40 mooring posts has been replaced")
    inside = factories.claim(article, "not open a day early")
    heard = factories.statement(article, "no one was hurt in the storm", speaker="Volk")
    statements.answer_said(statement=heard, said=Said.VERBATIM, by=person("carl"))
    factories.claim(article, WORDS)
    among = [person("carl"), person("cleo")]
    plan = plan_of(article, among, What(), by=person("rita"))
    assert [share.statements for share in plan.shares] == [[], []]
    share_out(article=article, among=among, by=person("rita"), what=What(statements=True))
    assert now(said).assignee == now(inside).assignee
    assert now(posts).assignee == person("carl")
    assert now(heard).assignee is None
    assert {c.assignee for c in Claim.objects.all()} <= set(among)


def test_who_may_not_have_it_is_left_out_and_told() -> None:
    article, _made = bridges(3, by=person("edda"))
    rita = person("rita")
    Article.objects.filter(pk=article.pk).update(visibility=Visibility.NAMED)
    article.readers.add(rita, person("cleo"))
    among = [person("carl"), person("cleo"), person("ada")]
    done = share_out(article=article, among=among, by=rita)
    assert [(who, n) for who, n, _said in done.given] == [(person("cleo"), 3)]
    assert [name for name, _why in done.refused] == ["Carl Checker", "Ada Author"]
    assert all(reason for _name, reason in done.refused)
    for by, chosen, error in (("cleo", ["cleo"], Refused), ("rita", ["carl"], Invalid)):
        with nothing_kept(error):
            share_out(article=article, among=[person(n) for n in chosen], by=person(by))
    with nothing_kept(Invalid):  # nothing is left
        share_out(article=article, among=[person("cleo")], by=rita)
    with nothing_kept(Invalid):  # no deadline to count from
        share_out(article=article, among=[rita], by=rita, what=What(given=True), lead=5)


def test_what_went_otherwise_since_it_was_looked_at_is_not_shared_out() -> None:
    article, made = bridges(4)
    among = [person("carl"), person("cleo")]
    mark = plan_of(article, among, What(), by=person("rita")).mark
    claims.assign_claim(claim=made[1], assignee=person("carl"), by=person("carl"))
    with nothing_kept(Outdated):
        share_out(article=article, among=among, by=person("rita"), seen=mark)
    before = AuditEvent.objects.count()
    mark = plan_of(article, among, What(), by=person("rita")).mark
    share_out(article=article, among=among, by=person("rita"), seen=mark)
    assert AuditEvent.objects.count() == before + 3


def test_no_statement_falls_to_two_people_if_that_can_be() -> None:
    article, made = bridges(5)
    said = factories.statement(article, "The bridge number 9 cost 9 million crowns.")
    among = [person("carl"), person("cleo")]
    for inside, numbers in ((made[1:3], ["1–3", "4–5"]), (made[2:4], ["1–2", "3–5"])):
        Claim.objects.update(statement=None)
        Claim.objects.filter(pk__in=[c.pk for c in inside]).update(statement=said)
        plan = plan_of(article, among, What(), by=person("rita"))
        assert [share.numbers for share in plan.shares] == numbers


def test_how_many_people_there_are_costs_no_read() -> None:
    rita, reads = person("rita"), []
    bridges(1, by=rita)
    Article.objects.update(visibility=Visibility.NAMED)
    for name in ("carl", "cleo"):
        person(name)
        people, article = list(User.objects.filter(is_checker=True)), Article.objects.get()
        with CaptureQueriesContext(connection) as found:
            loads = {load.person: load.why_not for load in Workload(article, rita).loads}
            refused = dict(plan_of(article, people, What(), by=rita).refused)
        reads.append(len(found))
        sentences = {one: f"{one} may not read this article." for one in people}
        assert refused == sentences
        assert loads == {rita: "", **sentences}
    assert reads[0] == reads[1]


def test_evidence_one_may_not_read_does_not_make_a_claim_begun() -> None:
    article, made = bridges(1)
    claims.assign_claim(claim=made[0], assignee=person("cleo"), by=person("rita"))
    tie = factories.support(made[0], stance=Stance.SUPPORTS, by=person("edda"))
    Evidence.objects.filter(pk=tie.evidence_id).update(visibility=Visibility.NAMED)
    for by, numbers in (("rita", "1"), ("edda", "")):
        (share,) = plan_of(article, [person("carl")], What(given=True), by=person(by)).shares
        assert share.numbers == numbers


def test_each_load_is_as_long_as_its_list_and_tells_nothing_of_what_is_hidden() -> None:
    article, made = bridges(3)
    secret, hidden = bridges(2, by=person("edda"))
    rita, edda, carl = person("rita"), person("edda"), person("carl")
    for claim in (made[0], made[1], *hidden):
        claims.assign_claim(claim=claim, assignee=carl, by=edda)
    Article.objects.filter(pk=secret.pk).update(visibility=Visibility.NAMED)
    for viewer, everywhere in ((rita, 2), (edda, 4)):
        for load in Workload(article, viewer).loads:
            for count, url in ((load.here, load.here_url), (load.everywhere, load.everywhere_url)):
                filters = asked(QueryDict(url.partition("?")[2]), viewer).filters
                assert count == matching(filters, Viewer.of(viewer)).count(), url
            assert load.everywhere == (everywhere if load.person == carl else 0)
