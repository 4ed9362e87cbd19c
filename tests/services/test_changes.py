"""Proposed wordings: who proposes, who decides, what is asked for, and when they have landed."""

from typing import Any

import pytest

from claims.enums import Action, ChangeState, Origin, Stance, State, Verdict
from claims.formats import Draft
from claims.models import Article, AuditEvent, Change, Claim, Revision, Statement
from claims.services import articles, changes, claims, revisions, statements, verdicts
from claims.services.saving import Invalid, Refused, Stale
from claims.text.segments import split_blocks
from tests import factories
from tests.people import person

from .deeds import events, kinds, nothing_kept

pytestmark = pytest.mark.django_db

OLD = "The repair cost 3.1 million crowns"
NEW = "The repair cost 2.9 million crowns"
QUOTE = "We will not open a day early."


@pytest.fixture
def claim(article: Article) -> Claim:
    return factories.claim(article, OLD)


def proposed(to: Claim | Statement, **about: Any) -> Change:
    asked: dict[str, Any] = {"new": NEW, "reason": "The table says 2.9.", "by": person("carl")}
    return changes.propose(to=to, **{**asked, **about})


def now(change: Change) -> Change:
    return Change.objects.get(pk=change.pk)


def revised(article: Article, old: str, new: str) -> Revision:
    """Bring in the article's text again, with other words in it."""
    article = Article.objects.get(pk=article.pk)
    assert article.current is not None
    text = article.current.text.replace(old, new)
    assert text != article.current.text or old == new
    draft = Draft(title="", text=text, blocks=tuple(split_blocks(text)))
    return revisions.revise(
        article=article, draft=draft, by=person("carl"), origin=Origin.PASTE
    ).revision


# --- proposing ------------------------------------------------------------------------------------


def test_a_proposal_holds_the_words_as_they_stand_the_new_ones_and_why(claim: Claim) -> None:
    change = proposed(claim, new=f"  {NEW}\n", reason=" The table says 2.9. ")
    assert (change.old, change.new, change.reason) == (OLD, NEW, "The table says 2.9.")
    assert (change.state, change.claim, change.statement) == (ChangeState.PROPOSED, claim, None)
    assert change.revision == claim.article.current
    (event,) = events(change)
    assert (event.kind, event.note) == ("change.proposed", "The table says 2.9.")
    assert event.changes == {"new": [OLD, NEW]}


def test_words_of_a_statement_are_changed_likewise(article: Article) -> None:
    statement = factories.statement(article, QUOTE)
    change = proposed(statement, new="")
    assert (change.old, change.new, change.statement) == (QUOTE, "", statement)


@pytest.mark.parametrize(
    "asked",
    [
        {"reason": " "},
        {"new": OLD},
        {"new": f" {OLD} "},
        {"new": "a\x00b"},
        {"reason": "\ud800"},
    ],
)
def test_a_proposal_says_something_else_and_why(claim: Claim, asked: dict[str, str]) -> None:
    with nothing_kept(Invalid):
        proposed(claim, **asked)


@pytest.mark.parametrize("username", ["ada", "adam", "nora"])
def test_only_who_checks_proposes(claim: Claim, username: str) -> None:
    person(username)
    with nothing_kept(Refused):
        proposed(claim, by=person(username))


def test_nothing_is_proposed_for_what_was_retired(claim: Claim) -> None:
    claims.retire_claim(claim=claim, reason="twice", by=person("carl"))
    with nothing_kept(Refused):
        proposed(claim)


def test_a_proposal_on_a_claim_somebody_changed_meanwhile_is_stale(claim: Claim) -> None:
    seen = claim.version
    claims.edit_claim(claim=claim, text="It cost 3.1 million.", by=person("cleo"))
    with nothing_kept(Stale):
        proposed(claim, seen=seen)


def test_the_first_proposal_takes_an_incoming_article_into_check() -> None:
    article = factories.article()
    claim = factories.claim(article, OLD)
    Article.objects.filter(pk=article.pk).update(stage="incoming")
    proposed(claim)
    article.refresh_from_db()
    assert article.stage == "in_check"


# --- the action after a bad verdict -----------------------------------------------------------


def bad(claim: Claim, verdict: Verdict = Verdict.INACCURATE) -> Claim:
    factories.support(claim, stance=Stance.REFUTES)
    verdicts.set_verdict(claim=claim, verdict=verdict, by=person("carl"))
    claim.refresh_from_db()
    return claim


@pytest.mark.parametrize(("new", "action"), [(NEW, Action.CHANGE), ("", Action.CUT)])
def test_after_a_bad_verdict_a_proposal_stands_for_the_action(
    claim: Claim, new: str, action: Action
) -> None:
    proposed(bad(claim), new=new)
    claim.refresh_from_db()
    assert claim.action == action
    assert kinds(claim)[-1] == "claim.edited"
    assert claim.state == State.CHECKED  # the verdict stands as it was


def test_an_action_somebody_chose_is_not_overwritten(claim: Claim) -> None:
    claims.edit_claim(claim=bad(claim), action=Action.LEGAL_READ, by=person("carl"))
    proposed(claim)
    claim.refresh_from_db()
    assert claim.action == Action.LEGAL_READ


def test_a_good_claim_asks_for_no_action(claim: Claim) -> None:
    proposed(factories.checked(claim))
    claim.refresh_from_db()
    assert claim.action == Action.KEEP


# --- deciding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("username", ["ada", "edda"])
def test_the_author_or_an_editor_accepts(claim: Claim, username: str) -> None:
    change = proposed(claim)
    event = changes.accept(proposal=change, by=person(username), note=" Thanks. ")
    change = now(change)
    assert (change.state, change.decided_by) == (ChangeState.ACCEPTED, person(username))
    assert change.decision_note == "Thanks."
    assert change.is_outstanding
    assert list(Change.objects.outstanding()) == [change]
    assert not Change.objects.unanswered().exists()
    assert event is not None
    assert (event.kind, event.note) == ("change.accepted", "Thanks.")


def test_it_is_declined_with_a_word(claim: Claim) -> None:
    change = proposed(claim)
    person("ada")
    with nothing_kept(Invalid):
        changes.decline(proposal=change, note=" \n", by=person("ada"))
    changes.decline(proposal=change, note="It was 3.1 then.", by=person("ada"))
    assert (now(change).state, now(change).decision_note) == ("declined", "It was 3.1 then.")
    assert not Change.objects.unanswered().exists()
    assert not Change.objects.outstanding().exists()


@pytest.mark.parametrize("username", ["carl", "cleo", "rita", "adam", "nora"])
@pytest.mark.parametrize("verb", [changes.accept, changes.decline])
def test_nobody_else_decides_however_powerful(claim: Claim, username: str, verb: Any) -> None:
    change = proposed(claim)
    user = person(username)
    user.is_superuser = user.is_staff = True
    user.save()
    with nothing_kept(Refused):
        verb(proposal=change, note="so", by=user)


def test_the_author_of_another_article_decides_nothing_here(claim: Claim) -> None:
    claim.article.authors.clear()
    factories.article().authors.add(person("ada"))
    change = proposed(claim)
    with nothing_kept(Refused):
        changes.accept(proposal=change, by=person("ada"))


def test_what_is_not_yet_in_the_text_may_be_decided_again(claim: Claim) -> None:
    change = proposed(claim)
    changes.accept(proposal=change, by=person("ada"))
    changes.decline(proposal=change, note="no, after all", by=person("edda"))
    assert (now(change).state, now(change).decided_by) == ("declined", person("edda"))


def test_two_who_decide_at_once_are_told(claim: Claim) -> None:
    change = proposed(claim)
    changes.accept(proposal=change, by=person("ada"), seen=change.version)
    person("edda")
    with nothing_kept(Stale):
        changes.decline(proposal=change, note="no", by=person("edda"), seen=change.version)


def test_who_proposed_it_or_an_editor_withdraws_it_while_it_waits(claim: Claim) -> None:
    for username in ("carl", "edda"):
        change = proposed(claim)
        changes.withdraw(proposal=change, by=person(username))
        assert now(change).state == ChangeState.WITHDRAWN
        with nothing_kept(Refused):
            changes.accept(proposal=change, by=person("edda"))
    for username in ("cleo", "rita", "ada"):
        person(username)
        change = proposed(claim)
        with nothing_kept(Refused):
            changes.withdraw(proposal=change, by=person(username))


def test_a_decided_proposal_is_not_withdrawn(claim: Claim) -> None:
    change = proposed(claim)
    changes.accept(proposal=change, by=person("ada"))
    with nothing_kept(Refused):
        changes.withdraw(proposal=change, by=person("carl"))


@pytest.mark.parametrize("verb", [changes.accept, changes.withdraw])
def test_nothing_moves_in_an_archived_article(claim: Claim, verb: Any) -> None:
    change = proposed(claim)
    articles.archive_article(article=claim.article, by=person("edda"))
    with nothing_kept(Refused):
        verb(proposal=change, by=person("edda"))


# --- landing --------------------------------------------------------------------------------------


def test_an_accepted_change_lands_in_the_revision_that_holds_it(claim: Claim) -> None:
    change = proposed(claim)
    changes.accept(proposal=change, by=person("ada"))
    revised(claim.article, "no one", "nobody")
    assert now(change).is_outstanding
    second = revised(claim.article, OLD, NEW)
    assert now(change).landed_in == second
    assert not Change.objects.outstanding().exists()
    assert AuditEvent.objects.filter(object_uid=change.uid, kind="change.landed").exists()
    with nothing_kept(Refused):
        changes.decline(proposal=change, note="too late", by=person("edda"))


def test_what_was_proposed_and_is_in_the_text_needs_no_answer_any_more(claim: Claim) -> None:
    waiting, declined = proposed(claim), proposed(claim)
    changes.decline(proposal=declined, note="no", by=person("ada"))
    second = revised(claim.article, OLD, NEW)
    change = now(waiting)
    assert (change.state, change.landed_in) == (ChangeState.ACCEPTED, second)
    assert (change.decided_by, change.decision_note) == (person("carl"), "Found in draft 2.")
    assert (now(declined).state, now(declined).landed_in) == (ChangeState.DECLINED, None)


def test_a_cut_has_landed_when_the_words_are_gone(claim: Claim) -> None:
    change = proposed(claim, new="")
    changes.accept(proposal=change, by=person("ada"))
    revised(claim.article, "no one", "nobody")
    assert now(change).is_outstanding
    revised(claim.article, OLD, "It was dear")
    assert not now(change).is_outstanding


def test_a_cut_of_words_in_parts_has_landed_when_every_part_is_gone(article: Article) -> None:
    assert article.current is not None
    first = "Every one of the 40 mooring posts has been replaced"
    parts = [factories.span(article, words) for words in (first, QUOTE)]
    statement = statements.raise_statement(
        revision=article.current, content=parts, by=person("carl"), speaker="Ines Volk"
    )
    change = proposed(statement, new="")
    changes.accept(proposal=change, by=person("ada"))
    revised(article, "no one", "nobody")
    assert now(change).is_outstanding
    revised(article, first, "They were replaced")
    assert now(change).is_outstanding
    revised(article, QUOTE, "We wait.")
    assert not now(change).is_outstanding


def test_new_words_in_parts_have_landed_when_every_part_is_there(article: Article) -> None:
    assert article.current is not None
    first = "Every one of the 40 mooring posts has been replaced"
    parts = [factories.span(article, words) for words in (first, QUOTE)]
    statement = statements.raise_statement(
        revision=article.current, content=parts, by=person("carl"), speaker="Ines Volk"
    )
    change = proposed(statement, new=f"{first} … We will not open a week early.")
    changes.accept(proposal=change, by=person("ada"))
    revised(article, "no one", "nobody")
    assert now(change).is_outstanding
    revised(article, QUOTE, "We will not open a week early.")
    assert not now(change).is_outstanding


def test_words_that_only_grow_land_too(claim: Claim) -> None:
    change = proposed(claim, new=f"{OLD} in all")
    changes.accept(proposal=change, by=person("ada"))
    revised(claim.article, OLD, f"{OLD} in all")
    assert not now(change).is_outstanding
