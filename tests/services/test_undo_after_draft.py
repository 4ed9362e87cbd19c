"""A new draft comes after what was done on the one before: nobody undoes past it."""

import pytest

from claims.enums import Said, State
from claims.services import reviews, statements, undo, verdicts
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

SIXTH = "It was the sixth closure since April."
QUOTE = "“We will not open a day early.”"
GONE, OTHER = "", "It was the seventh closure since April."


@pytest.mark.parametrize("now", [GONE, OTHER], ids=["gone", "other words"])
@pytest.mark.parametrize("step", ["reopened", "returned", "reopened as checkable"])
def test_a_claim_does_not_come_back_settled_after_a_draft(step: str, now: str) -> None:
    article = factories.article()
    claim = factories.claim(article, SIXTH)
    by = person("rita" if step == "returned" else "carl")
    if step == "reopened":
        verdicts.reopen(claim=factories.approved(claim), reason="A doubt.", by=by)
    elif step == "returned":
        reviews.return_claim(claim=factories.checked(claim), reason="A doubt.", by=by)
    else:
        verdicts.call_not_checkable(claim=claim, reason="A forecast.", by=by)
        verdicts.reopen(claim=claim, reason="It is none.", by=by)
    assert undo.offer(claim, by)
    factories.revised(article, (SIXTH, now))
    claim.refresh_from_db()
    assert undo.offer(claim, by) is None
    assert claim.state not in (State.APPROVED, State.CHECKED, State.NOT_CHECKABLE)


@pytest.mark.parametrize("now", [GONE, "“We will not open a week early.”"])
def test_an_answer_does_not_come_back_approved_after_a_draft(now: str) -> None:
    article = factories.article()
    statement = factories.statement(article, QUOTE)
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("carl"))
    reviews.approve_said(statement=statement, by=person("rita"))
    statements.reopen_said(statement=statement, reason="A doubt.", by=person("carl"))
    factories.revised(article, (QUOTE, now))
    statement.refresh_from_db()
    assert undo.offer(statement, person("carl")) is None
    assert statement.approved_at is None


def test_words_that_stay_leave_the_last_deed_to_be_undone() -> None:
    article = factories.article()
    claim = factories.approved(factories.claim(article, SIXTH))
    verdicts.reopen(claim=claim, reason="A doubt.", by=person("carl"))
    factories.revised(article, (QUOTE, ""))
    claim.refresh_from_db()
    event = undo.offer(claim, person("carl"))
    assert event
    undo.undo(event=event, by=person("carl"))
    claim.refresh_from_db()
    assert claim.state == State.APPROVED
