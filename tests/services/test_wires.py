"""Wires: one article for each identifier, versions in their order, embargo and status honoured."""

import datetime
import json
from typing import Any

import pytest
from django.utils import timezone

from claims.enums import Origin, PubStatus, Stage, State, Visibility
from claims.models import Article, AuditEvent, Revision
from claims.queries.gate import Gate
from claims.services import articles, wires
from claims.services.revisions import Imported
from claims.services.saving import Invalid, Refused
from claims.services.wires import bring_wire
from tests import factories
from tests.factories import STORY
from tests.people import person
from tests.services.deeds import nothing_kept, snapshot
from tests.wire_items import NOON, URI, item

pytestmark = pytest.mark.django_db
NEWER = STORY.replace("3.1 million", "3.4 million")
COST = "The repair cost 3.1 million crowns"
DAY = datetime.timedelta(days=1)


def bring(**about: Any) -> Imported:
    return bring_wire(item=item(**about), by=person("carl"), origin_name="agency")


def here() -> Article:
    return Article.objects.get(uri=URI)


def blocking(article: Article) -> list[str]:
    return [line.condition.key for line in Gate(article).blockers]


def test_an_unknown_item_becomes_an_article_with_its_time_and_origin() -> None:
    made = bring(embargo_until=NOON + 3 * DAY)
    article = here()
    assert made.created
    assert made.article == article
    assert article.embargo_until == NOON + 3 * DAY
    assert (article.pub_status, article.sent_at) == (PubStatus.USABLE, NOON)
    assert article.current is not None
    assert (article.current.version_at, article.current.origin) == (NOON, Origin.WIRE)
    assert article.suggestions.exists()


def test_a_newer_version_is_the_next_draft_and_claims_follow_their_words() -> None:
    bring()
    claim = factories.approved(factories.claim(here(), COST))
    made = bring(text=NEWER, hours=1)
    assert made.created
    assert made.revision.number == 2
    assert made.revision.version_at == NOON + datetime.timedelta(hours=1)
    claim.refresh_from_db()
    assert claim.state == State.RECHECK
    assert Article.objects.filter(uri=URI).count() == 1


@pytest.mark.parametrize("hours", [0, -1])
def test_an_older_version_or_the_same_again_does_nothing(hours: int) -> None:
    bring()
    late = {"pub_status": "withheld", "embargo_until": NOON + 9 * DAY}
    before = snapshot()
    made = bring(text=NEWER, hours=hours, **late)
    assert snapshot() == before
    assert not made.created
    assert made.revision == here().current
    assert here().pub_status == PubStatus.USABLE


def test_a_newer_version_with_the_same_words_is_no_new_draft() -> None:
    bring()
    assert not bring(hours=1).created
    assert here().revisions.count() == 1
    assert not bring(text=NEWER, hours=1).created  # of that time we know the words


def test_without_a_time_the_order_of_arrival_counts() -> None:
    bring(version_at=None)
    assert bring(text=NEWER, version_at=None).created
    assert not bring(text=NEWER, version_at=None).created
    assert here().revisions.count() == 2


def test_what_is_withheld_comes_in_and_does_not_run_until_it_is_usable_again() -> None:
    bring(pub_status="withheld")
    assert "held_back" in blocking(here())
    made = bring(hours=1)
    assert not made.created
    assert "held_back" not in blocking(here())


@pytest.mark.parametrize("text", ["", NEWER], ids=["without words", "with other words"])
def test_a_cancelled_article_keeps_its_words_and_everything_on_them(text: str) -> None:
    bring()
    claim = factories.approved(factories.claim(here(), COST))
    made = bring(text=text, hours=1, pub_status="canceled")
    article = here()
    assert not made.created
    assert article.pub_status == PubStatus.CANCELED
    assert article.current is not None
    assert article.current.text == STORY
    claim.refresh_from_db()
    assert claim.state == State.APPROVED
    assert "held_back" in blocking(article)


def test_a_late_usable_version_does_not_lift_a_newer_cancellation() -> None:
    bring()
    bring(text="", hours=2, pub_status="canceled")
    assert not bring(text=NEWER, hours=1).created
    assert here().pub_status == PubStatus.CANCELED
    assert bring(text=NEWER, hours=3).created
    assert here().pub_status == PubStatus.USABLE


@pytest.mark.parametrize(
    "about", [{"pub_status": "canceled"}, {"text": "", "pub_status": "withheld"}]
)
def test_what_was_taken_back_before_it_came_becomes_no_article(about: dict[str, Any]) -> None:
    with nothing_kept(Invalid):
        bring(**about)
    assert not Article.objects.exists()


def test_a_cancellation_reaches_an_archived_and_a_published_article() -> None:
    bring()
    Article.objects.update(stage=Stage.PUBLISHED, archived_at=timezone.now())
    bring(text="", hours=1, pub_status="canceled")
    assert here().pub_status == PubStatus.CANCELED


def test_an_embargo_that_is_no_longer_named_stays_and_is_told() -> None:
    ahead = timezone.now() + DAY
    bring(embargo_until=ahead)
    made = bring(hours=1)
    assert here().embargo_until == ahead
    assert "stays until an editor lifts it" in made.warnings[0]
    bring(hours=2, embargo_until=ahead - DAY / 2)
    assert here().embargo_until == ahead - DAY / 2


def test_each_version_that_is_taken_over_is_on_record() -> None:
    bring()
    bring(hours=1, pub_status="withheld")
    event = AuditEvent.objects.filter(kind="article.sent").latest("pk")
    assert event.changes["pub_status"] == ["usable", "withheld"]
    assert event.article_uid == here().uid


def test_an_article_one_may_not_read_is_refused_without_a_word_about_it() -> None:
    secret = "The minister resigns"
    bring()
    Article.objects.update(title=secret, visibility=Visibility.NAMED)
    with nothing_kept(Refused) as caught:
        bring_wire(item=item(text=NEWER, hours=1), by=person("cleo"))
    assert secret not in str(caught.value)
    assert "named" not in str(caught.value).lower()
    assert bring(text=NEWER, hours=1).created  # Carl brought it in, so reads it


@pytest.mark.parametrize("username", ["ada", "adam", "nora"])
def test_who_may_not_import_brings_nothing_in(username: str) -> None:
    with nothing_kept(Refused):
        bring_wire(item=item(), by=person(username))


def test_a_version_from_the_future_is_refused_lest_it_bars_all_others() -> None:
    with nothing_kept(Invalid):
        bring(version_at=timezone.now() + 2 * DAY)


def test_nothing_is_kept_of_a_version_whose_words_cannot_be() -> None:
    bring()
    with nothing_kept(Invalid):
        bring(text=NEWER + "\x00", hours=1, pub_status="withheld")
    assert here().pub_status == PubStatus.USABLE


@pytest.mark.parametrize(
    ("away", "back", "why"),
    [
        ({"archived_at": timezone.now()}, {"archived_at": None}, "is archived"),
        ({"stage": Stage.KILLED}, {"stage": Stage.IN_CHECK}, "was killed"),
    ],
    ids=["archived", "killed"],
)
def test_what_is_put_away_takes_status_and_embargo_and_its_words_once_it_is_back(
    away: dict[str, Any], back: dict[str, Any], why: str
) -> None:
    bring()
    Article.objects.update(**away)
    late: dict[str, Any] = {"pub_status": "withheld", "embargo_until": timezone.now() + DAY}
    made = bring(text=NEWER, hours=2, **late)
    article = here()
    assert not made.created
    assert article.revisions.count() == 1
    assert (article.pub_status, article.embargo_until) == ("withheld", late["embargo_until"])
    assert any(why in line and "words of this version" in line for line in made.warnings)
    assert not bring(text=NEWER, hours=1).created
    assert here().pub_status == "withheld"  # an older one changes nothing
    Article.objects.update(**back)
    assert bring(text=NEWER, hours=2, **late).created
    assert not bring(text=STORY, hours=2).created
    assert here().sent_at == NOON + datetime.timedelta(hours=2)


@pytest.mark.parametrize("status", ["withheld", "canceled"])
@pytest.mark.parametrize("stage", [Stage.IN_CHECK, Stage.PUBLISHED])
def test_whoever_brings_in_that_a_piece_was_taken_back_is_told_whether_it_is_out(
    stage: Stage, status: str
) -> None:
    bring()
    Article.objects.update(stage=stage)
    told = " ".join(bring(text=NEWER, hours=1, pub_status=status).warnings)
    is_out = stage == Stage.PUBLISHED
    assert ("out already" in told, "Nobody can publish" in told) == (is_out, not is_out)
    assert here().stage == stage
    assert PubStatus(status).label.lower() in told


def test_a_version_dated_ahead_bars_no_correction_and_does_not_come_twice() -> None:
    ahead: dict[str, Any] = {"version_at": timezone.now() + DAY / 2}
    bring(**ahead)
    sent_at = here().sent_at
    assert sent_at is not None
    assert sent_at <= timezone.now()
    assert here().revisions.get().version_at == ahead["version_at"]
    assert bring(text=NEWER, version_at=timezone.now(), pub_status="withheld").created
    assert not bring(**ahead).created
    assert here().pub_status == PubStatus.WITHHELD


def test_who_comes_second_at_the_same_moment_finds_the_article_of_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bring()
    looks = iter([None, here()])
    monkeypatch.setattr(wires, "known", lambda uri: next(looks))
    made = bring(text=NEWER, hours=1)
    assert made.created
    assert made.revision.number == 2


def ninjs(**about: Any) -> bytes:
    return json.dumps({"uri": URI, "body_text": STORY, **about}).encode()


def test_a_file_of_an_agency_goes_by_its_identifier_and_is_kept() -> None:
    about: dict[str, Any] = {"origin": Origin.FILE, "by": person("carl")}
    first = wires.bring_file(data=ninjs(pubstatus="withheld"), name="a.json", again=True, **about)
    assert first.created
    assert here().pub_status == PubStatus.WITHHELD
    with first.revision.file.open("rb") as kept:
        assert kept.read() == ninjs(pubstatus="withheld")
    again = wires.bring_file(data=ninjs(), name="b.json", again=True, **about)
    assert not again.created
    assert Article.objects.count() == 1


def test_any_other_file_is_imported_as_it_is() -> None:
    made = wires.bring_file(
        data=STORY.encode(), name="a.txt", by=person("carl"), origin=Origin.FILE
    )
    assert made.created
    assert made.article.uri == ""
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ({"pub_status": PubStatus.CANCELED}, "cancelled"),
        ({"embargo_until": timezone.now() + DAY}, "embargo until"),
        ({"embargo_until": timezone.now() - DAY}, ""),
    ],
)
def test_nobody_publishes_what_may_not_be_out(about: dict[str, Any], sentence: str) -> None:
    article = factories.article(stage=Stage.CLEARED, **about)
    if sentence:
        with nothing_kept(Refused) as caught:
            articles.move_article(article=article, stage=Stage.PUBLISHED, by=person("edda"))
        assert sentence in str(caught.value)
    else:
        articles.move_article(article=article, stage=Stage.PUBLISHED, by=person("edda"))


def test_an_editor_lifts_an_embargo_and_publishes() -> None:
    article = factories.article(stage=Stage.CLEARED, embargo_until=timezone.now() + DAY)
    assert "embargo" in [line.condition.key for line in Gate(article).warnings]
    articles.edit_article(article=article, by=person("edda"), embargo_until=None)
    articles.move_article(article=article, stage=Stage.PUBLISHED, by=person("edda"))
    article.refresh_from_db()
    assert article.stage == Stage.PUBLISHED
