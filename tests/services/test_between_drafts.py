"""What one draft settled does not slip through the next."""

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.enums import (
    ArrivalState,
    ChangeState,
    Decision,
    State,
    SuggestionKind,
    Verdict,
    Visibility,
)
from claims.models import Arrival, Article, Change, Claim
from claims.queries.gate import Gate
from claims.queries.rewording import rewording_of, wordings
from claims.services import (
    arrivals,
    articles,
    changes,
    claims,
    gate,
    reviews,
    suggestions,
    tray,
    undo,
    verdicts,
)
from claims.services.saving import Invalid, Refused
from tests import factories
from tests.people import person
from tests.views.pages import signed_in

pytestmark = pytest.mark.django_db

SIXTH = "It was the sixth closure since April."


@pytest.fixture
def article() -> Article:
    return factories.article()


def blocks(article: Article, condition: str) -> bool:
    fresh = Article.objects.select_related("current", "desk").get(pk=article.pk)
    return next(line.blocks for line in Gate(fresh).lines if line.condition.key == condition)


def let_pass(article: Article, condition: str) -> None:
    fresh = Article.objects.select_related("current", "desk").get(pk=article.pk)
    gate.override(article=fresh, condition=condition, reason="by phone", by=person("edda"))


@pytest.mark.parametrize("confirmed", [True, False])
def test_what_an_editor_let_pass_is_not_the_next_figure(article: Article, confirmed: bool) -> None:
    claim = factories.approved(factories.claim(article, "12 days after a storm"))
    factories.revised(article, ("12 days", "14 days"))
    let_pass(article, "recheck")
    assert not blocks(article, "recheck")
    if confirmed:
        verdicts.confirm(claim=claim, by=person("carl"))
        reviews.approve(claim=claim, by=person("rita"))
    factories.revised(article, ("14 days", "44 days"))
    assert blocks(article, "recheck")


def test_nor_are_words_that_wait_for_a_second_person_or_for_a_place(article: Article) -> None:
    claim = factories.checked(factories.claim(article, "12 days after a storm"))
    factories.claim(article, SIXTH)
    let_pass(article, "waiting_claims")
    factories.revised(article, ("12 days", "14 days"), (SIXTH, ""))
    verdicts.confirm(claim=claim, by=person("carl"))
    assert blocks(article, "waiting_claims")
    let_pass(article, "tray")
    assert not blocks(article, "tray")
    factories.revised(article, ("one was hurt", "body was hurt"))
    assert blocks(article, "tray")


def test_new_words_that_stood_elsewhere_before_settle_nothing() -> None:
    moved = "The archive was moved from the capital in 1990, said Ms Volk of the ministry."
    article = factories.article(text=f"Head\n\nThe mayor of the town lived in Berlin.\n\n{moved}\n")
    claim = factories.claim(article, "the capital")
    changes.propose(to=claim, new="Berlin", reason="where", by=person("carl"))
    factories.revised(article, (moved, "Nothing else is known."))
    assert Change.objects.get().state == ChangeState.PROPOSED


def test_a_sentence_written_anew_as_proposed_settles_it(article: Article) -> None:
    claim = factories.claim(article, SIXTH)
    new = "Nobody has counted how often the pier was shut this year."
    changes.propose(to=claim, new=new, reason="no list", by=person("carl"))
    factories.revised(article, (SIXTH, new))
    assert Change.objects.get().landed_in is not None


def test_a_change_whose_old_words_are_back_is_outstanding_again(article: Article) -> None:
    claim = factories.claim(article, "The repair cost 3.1 million crowns")
    new = "The repair cost 3.2 million crowns"
    proposal = changes.propose(to=claim, new=new, reason="table", by=person("carl"))
    factories.revised(article, ("cost 3.1", "cost 3.2"))
    factories.revised(article, ("one was hurt", "body was hurt"))
    proposal.refresh_from_db()
    assert not proposal.is_outstanding
    factories.revised(article, ("cost 3.2", "cost 3.1"))
    proposal.refresh_from_db()
    assert proposal.is_outstanding
    assert blocks(article, "outstanding_changes")


def test_a_dismissal_on_an_older_draft_is_not_undone(article: Article) -> None:
    row = factories.suggestion(article, SuggestionKind.CLAIM)
    event = suggestions.dismiss(suggestion=row, by=person("carl"))
    factories.revised(article, ("sixth", "seventh"))
    row.refresh_from_db()
    assert undo.offer(row, person("carl")) is None
    with pytest.raises(Invalid):
        undo.undo(event=event, by=person("carl"))
    row.refresh_from_db()
    assert row.decision == Decision.DISMISSED


def lost_and_back(article: Article) -> tuple[Claim, tuple[int, int]]:
    claim = factories.claim(article, SIXTH)
    factories.revised(article, (SIXTH, ""))
    factories.revised(article, ("in the storm.", f"in the storm.\n\n{SIXTH}"))
    return claim, factories.span(Article.objects.get(pk=article.pk), SIXTH)


def test_a_place_found_in_an_older_draft_is_not_undone(article: Article) -> None:
    claim, (start, end) = lost_and_back(article)
    event = tray.place(thing=claim, start=start, end=end, by=person("carl"))
    factories.revised(article, ("12 days", "13 days"))
    with pytest.raises(Invalid):
        undo.undo(event=event, by=person("carl"))
    assert claim.anchors.filter(revision__number=4).exists()


@pytest.mark.parametrize("retired", [True, False])
def test_two_live_claims_never_hold_the_very_same_words(article: Article, retired: bool) -> None:
    claim, (start, end) = lost_and_back(article)
    article.refresh_from_db()
    factories.claim(article, SIXTH)
    verb = tray.place
    if retired:
        claims.retire_claim(claim=claim, reason="cut", by=person("carl"))
        verb = tray.restore
    with pytest.raises(Invalid, match="stands on these words already"):
        verb(thing=claim, start=start, end=end, by=person("carl"))
    assert not claim.anchors.filter(revision__number=3).exists()


def test_a_note_on_a_claim_to_check_again_leaves_old_and_new_words_in_sight(
    article: Article,
) -> None:
    claim = factories.claim(article, SIXTH)
    verdicts.set_verdict(
        claim=claim, verdict=Verdict.UNVERIFIABLE, note="no list", by=person("carl")
    )
    factories.revised(article, ("sixth", "seventh"))
    article.refresh_from_db()
    claim.refresh_from_db()
    assert claim.state == State.RECHECK
    verdicts.note_finding(claim=claim, note="asked again", by=person("cleo"))
    claim.refresh_from_db()
    assert article.current is not None
    assert rewording_of(claim, article.current, wordings(claim)) is not None


def test_only_an_editor_changes_the_embargo_of_a_sender(article: Article) -> None:
    when = timezone.now()
    articles.edit_article(article=article, embargo_until=when, by=person("carl"))
    Article.objects.update(uri="urn:example:1")
    with pytest.raises(Refused, match="Only an editor"):
        articles.edit_article(article=article, embargo_until=None, by=person("carl"))
    articles.edit_article(article=article, embargo_until=None, by=person("edda"))
    assert Article.objects.get().embargo_until is None


def test_the_way_in_of_an_article_that_is_theirs_no_more_is_gone(article: Article) -> None:
    order = arrivals.order(url="https://x.example/", by=person("carl"), onto=article)
    Arrival.objects.update(state=ArrivalState.KNOWN, article=article)
    address = reverse("arrival-detail", args=[order.uid])
    assert signed_in("carl").get(address).status_code == 200
    Article.objects.update(visibility=Visibility.NAMED, created_by=person("edda"))
    assert signed_in("carl").get(address).status_code == 404
