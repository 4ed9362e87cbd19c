"""The tray: a person says where words belong, or that they come back."""

import pytest

from claims.enums import AnchorState, Part, Said, State
from claims.models import Article, Claim, Revision, Statement
from claims.queries.tray import Tray
from claims.services import claims, queries, statements, tray, undo, verdicts
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

SIXTH = "It was the sixth closure since April."


@pytest.fixture
def article() -> Article:
    return factories.article()


def lost(article: Article) -> Tray:
    return Tray(Article.objects.select_related("current").get(pk=article.pk))


def gone(article: Article) -> Claim:
    """Return an approved claim whose words the second draft leaves out."""
    claim = factories.approved(factories.claim(article, SIXTH))
    factories.revised(article, (SIXTH, ""))
    return Claim.objects.get(pk=claim.pk)


def back(article: Article) -> tuple[int, int]:
    """Bring the words back in a third draft; return where."""
    factories.revised(article, ("in the storm.", f"in the storm.\n\n{SIXTH}"))
    return factories.span(Article.objects.get(pk=article.pk), SIXTH)


def test_the_same_words_put_back_are_confirmed_and_no_more(article: Article) -> None:
    claim = gone(article)
    start, end = back(article)
    event = tray.place(thing=claim, start=start, end=end, by=person("carl"))
    assert (event.kind, event.note) == ("claim.placed", SIXTH)
    assert lost(article).lost == []
    assert claim.anchors.get(revision__number=3).state == AnchorState.MOVED
    verdicts.confirm(claim=claim, by=person("carl"))
    assert Claim.objects.get().state == State.CHECKED


def test_other_words_put_the_question_anew(article: Article) -> None:
    claim = gone(article)
    verdicts.confirm(claim=claim, by=person("carl"))
    article.refresh_from_db()
    start, end = factories.span(article, "Volk said no one was hurt in the storm.")
    tray.place(thing=claim, start=start, end=end, by=person("carl"))
    assert Claim.objects.get().state == State.RECHECK
    assert claim.anchors.get(revision__number=2).state == AnchorState.EDITED


def test_what_has_its_place_is_not_placed_again(article: Article) -> None:
    claim = factories.claim(article, SIXTH)
    with pytest.raises(Invalid, match="have their place"):
        tray.place(thing=claim, start=0, end=5, by=person("carl"))


def test_a_place_in_an_older_draft_is_no_place(article: Article) -> None:
    claim = gone(article)
    second = Revision.objects.get(number=2)
    start, end = back(article)
    with pytest.raises(Invalid, match="changed meanwhile"):
        tray.place(thing=claim, start=start, end=end, by=person("carl"), revision=second)


def test_a_stale_hand_places_nothing(article: Article) -> None:
    claim = gone(article)
    with pytest.raises(Stale):
        tray.place(thing=claim, start=0, end=5, by=person("carl"), seen=claim.version - 1)


def test_an_author_places_nothing(article: Article) -> None:
    with pytest.raises(Refused):
        tray.place(thing=gone(article), start=0, end=5, by=person("ada"))


def test_a_retired_claim_is_restored_where_its_words_are_back(article: Article) -> None:
    claim = gone(article)
    claims.retire_claim(claim=claim, reason="cut", by=person("carl"))
    start, end = back(article)
    tray.restore(thing=claim, start=start, end=end, by=person("carl"))
    claim.refresh_from_db()
    assert (claim.retired_at, claim.state) == (None, State.RECHECK)
    assert (lost(article).lost, lost(article).returned) == ([], [])


def test_a_retired_claim_is_left_retired_where_its_words_are_back(article: Article) -> None:
    claim = gone(article)
    claims.retire_claim(claim=claim, reason="cut", by=person("carl"))
    start, end = back(article)
    tray.place(thing=claim, start=start, end=end, by=person("carl"))
    claim.refresh_from_db()
    assert claim.retired_at is not None
    assert lost(article).returned == []


def test_a_statement_placed_on_other_words_is_to_be_heard_again(article: Article) -> None:
    statement = factories.statement(article, "“We will not open a day early.”")
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("carl"))
    factories.revised(article, (" “We will not open a day early.”", ""))
    article.refresh_from_db()
    start, end = factories.span(article, "no one was hurt in the storm")
    tray.place(thing=statement, start=start, end=end, by=person("carl"))
    statement = Statement.objects.get()
    assert (statement.said, statement.words) == ("", "no one was hurt in the storm")
    assert statement.anchors.filter(revision__number=2, part=Part.CONTENT).count() == 1


def test_a_wrong_place_is_undone_and_the_claim_waits_again(article: Article) -> None:
    claim = gone(article)
    article.refresh_from_db()
    start, end = factories.span(article, "Volk said no one was hurt in the storm.")
    tray.place(thing=claim, start=start, end=end, by=person("carl"))
    event = undo.offer(claim, person("carl"))
    assert event is not None
    undo.undo(event=event, by=person("carl"))
    assert [row.thing for row in lost(article).lost] == [claim]
    assert Claim.objects.get().state == State.RECHECK


def test_undoing_a_wrong_place_gives_the_old_words_back(article: Article) -> None:
    claim = factories.claim(article, SIXTH)
    statement = factories.statement(article, "“We will not open a day early.”")
    factories.revised(article, (SIXTH, ""), (" “We will not open a day early.”", ""))
    article.refresh_from_db()
    start, end = factories.span(article, "Volk said no one was hurt in the storm.")
    for thing in (claim, statement):
        tray.place(thing=thing, start=start, end=end, by=person("carl"))
        thing.refresh_from_db()
        assert "no one was hurt" in str(thing)
        event = undo.offer(thing, person("carl"))
        assert event is not None
        undo.undo(event=event, by=person("carl"))
    assert Claim.objects.get().text == SIXTH
    assert Statement.objects.get().words == "“We will not open a day early.”"


def test_a_query_on_a_claim_goes_where_its_claim_goes(article: Article) -> None:
    claim = factories.claim(article, SIXTH)
    query = queries.ask(on=claim, text="Sixth?", by=person("carl"))
    with pytest.raises(Invalid, match="goes with its claim"):
        tray.place(thing=query, start=0, end=5, by=person("carl"))
