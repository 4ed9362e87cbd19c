"""The history of what takes two people: queries, outside experts, changes, the gate, sign-off."""

import pytest
from django.test import Client

from claims.enums import ExpertAnswer, GateLevel, Said, Verdict
from claims.models import Article, Claim, Override, Query, SignOff, Statement
from claims.queries.history import of_article, of_person
from claims.queries.telling import Line
from claims.services import changes, experts, gate, queries, reviews, signoffs, statements, verdicts
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

CLAIM = "The repair cost 3.1 million crowns"
EARLY = "We will not open a day early."


@pytest.fixture
def claim() -> Claim:
    return factories.claim(factories.article(), CLAIM)


def lines(article: Article, viewer: str = "rita", **asked: str) -> list[Line]:
    found = of_article(article, person(viewer), asked)
    told = [line for _day, lines in found.days for line in lines]
    assert found.total == len(told)
    return told


def test_a_query_and_its_expert_are_told_from_first_to_last(claim: Claim) -> None:
    carl = person("carl")
    query = queries.ask(on=claim, text="Which ministry?", by=carl)
    queries.reply(query=query, text="Transport.", by=person("cleo"))
    link, token = experts.invite(query=query, name="Prof. Lind", question="Is it so?", by=carl)
    experts.note_opening(link=link)
    experts.answer(token=token, decision=ExpertAnswer.NEEDS_CHANGE, text="3.4 million.")
    experts.revoke(link=link, by=carl)
    query.refresh_from_db()
    queries.resolve(query=query, by=carl)
    query.refresh_from_db()
    queries.reopen(query=query, by=carl)
    told = lines(claim.article, what="queries")
    assert [(line.who, line.deed, line.note) for line in told] == [
        ("Carl Checker", "reopened the query", ""),
        ("Carl Checker", "resolved the query", ""),
        ("Carl Checker", "revoked the link of an outside expert", ""),
        ("Prof. Lind, outside expert", "answered", "Needs a change: 3.4 million."),
        ("Prof. Lind, outside expert", "opened the link for the first time", ""),
        ("Carl Checker", "made a link for an outside expert", "Is it so?"),
        ("Cleo Checker", "replied", "Transport."),
        ("Carl Checker", "asked a query", "Which ministry?"),
    ]
    thing = told[-1].thing
    assert thing is not None
    assert thing.url == Query.objects.get().get_absolute_url()
    assert (thing.label, thing.words) == ("query on claim 1", "")  # the note has its words
    assert token not in repr(told)


def test_a_proposed_wording_shows_the_old_and_the_new(claim: Claim) -> None:
    proposed = changes.propose(
        to=claim,
        new="The repair cost 3.4 million crowns",
        reason="the bill says so",
        by=claim.created_by,
    )
    changes.decline(proposal=proposed, note="the bill is not final", by=person("edda"))
    declined, made = lines(claim.article, what="changes")
    assert (made.deed, made.note) == ("proposed other words", "the bill says so")
    assert made.changes == [
        (
            "proposed words",
            "The repair cost 3.1 million crowns",
            "The repair cost 3.4 million crowns",
        )
    ]
    assert declined.deed == "declined the proposed words"
    assert ("state", "Proposed", "Declined") in declined.changes
    assert ("word on the decision", "nothing", "the bill is not final") in declined.changes
    assert declined.note == ""  # it is told once


def test_an_override_is_told_by_what_the_condition_is_called(claim: Claim) -> None:
    given = gate.override(
        article=claim.article, condition="open_claims", reason="no time", by=person("edda")
    )
    gate.withdraw_override(override=given, by=person("edda"))
    withdrawn, made = lines(claim.article, what="gate")
    assert (made.deed, made.note) == ("let a condition of the gate pass", "no time")
    assert made.changes == [("lets pass", "", "1")]
    assert withdrawn.deed == "no longer lets a condition of the gate pass"
    for line in (made, withdrawn):
        assert line.thing is not None
        assert "open_claims" not in line.thing.words
        assert "_" not in line.thing.words
    assert Override.objects.count() == 1


def test_what_a_condition_weighs_is_told_to_admins_only() -> None:
    gate.set_level(condition="open_claims", level=GateLevel.WARNING, by=person("edda"))
    told = of_person(person("edda"), person("adam"), {"what": "gate"})
    ((_day, (line,)),) = told.days
    assert line.changes == [("level", "Blocks", "Warns")]
    assert line.thing is not None
    assert "_" not in line.thing.words
    assert of_person(person("edda"), person("rita"), {}).total == 0


def test_the_second_person_on_a_statement() -> None:
    statement = factories.statement(factories.article(), EARLY)
    factories.support(statement)
    for deed in ("return", "approve"):
        statement.refresh_from_db()
        statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("carl"))
        statement.refresh_from_db()
        if deed == "return":
            reviews.return_said(statement=statement, reason="which tape?", by=person("rita"))
        else:
            reviews.approve_said(statement=statement, by=person("rita"))
    told = lines(statement.article, what="statements")
    assert [(line.who, line.deed, line.note) for line in told][:4] == [
        ("Rita Reviewer", "approved the answer to “was it said”", ""),
        ("Carl Checker", "answered “was it said”", ""),
        ("Rita Reviewer", "returned the answer to “was it said”", "which tape?"),
        ("Carl Checker", "answered “was it said”", ""),
    ]
    assert told[2].changes == [
        ("was it said", "Verbatim", "nothing"),
        ("assigned to", "nothing", "Carl Checker"),  # who answered has to hear it again
    ]
    assert Statement.objects.count() == 1


def test_a_sign_off_leads_to_its_packet(client: Client) -> None:
    article = factories.article(text="Ferry\n\nThe line opens soon, he thinks.\n")
    sealed = signoffs.sign_off(article=article, by=person("edda"))
    (line,) = lines(article, what="gate")
    assert (line.who, line.deed) == ("Edda Editor", "signed the article off")
    (packet,) = line.changes
    assert packet.field == "packet"
    assert packet.after.url == SignOff.objects.get().get_absolute_url()
    assert sealed.sha256 not in repr(line.changes)


def test_a_verdict_that_changed_what_the_article_should_do(claim: Claim) -> None:
    factories.support(claim, stance="refutes")  # type: ignore[arg-type]
    verdicts.set_verdict(claim=claim, verdict=Verdict.INACCURATE, by=person("carl"))
    claim.refresh_from_db()
    changes.propose(to=claim, new="", reason="it is wrong", by=person("carl"))
    told = lines(claim.article)
    edited = next(line for line in told if line.deed == "edited the claim")
    assert edited.changes == [("editorial action", "Keep", "Cut")]
    made = next(line for line in told if line.deed == "proposed other words")
    assert made.changes[0].after == "nothing"
