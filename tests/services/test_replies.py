"""Right of reply: whom a claim is critical of, how they were asked, what they answered."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims import permissions
from claims.enums import Channel, SourceKind, Stage, Visibility
from claims.models import Article, AuditEvent, Claim, Criticism, ReplyAttempt, Source
from claims.queries.replies import owed_by, why_not_heard
from claims.services import claims, replies, sources
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.people import person
from tests.signed import COST, SIXTH

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def claim() -> Claim:
    return factories.claim(factories.article(), COST)


def ago(hours: float) -> Any:
    return timezone.now() - hours * HOUR


# --- whom it is critical of -----------------------------------------------------------------------


def test_a_name_nobody_knew_becomes_a_source_and_a_known_one_is_found_by_any_name(
    claim: Claim,
) -> None:
    known = factories.source("Port of Amsel", kind=SourceKind.ORGANISATION)
    sources.add_alias(source=known, name="The Port", by=person("carl"))
    assert factories.criticism(claim, " the  port ").source == known
    new = factories.criticism(claim, "Ilse Brandt").source
    assert (new.name, new.kind, new.article) == ("Ilse Brandt", SourceKind.ORGANISATION, None)


def test_once_is_enough_for_a_source_and_for_all_merged_into_it(claim: Claim) -> None:
    first = factories.criticism(claim)
    before = AuditEvent.objects.count()
    assert factories.criticism(claim) == first
    other = factories.source("Amsel Port Authority")
    sources.merge_source(source=first.source, into=other, by=person("carl"))
    assert factories.criticism(claim, "Amsel Port Authority") == first
    assert AuditEvent.objects.count() == before + 1  # the merge


def test_an_unnamed_voice_of_the_article_is_meant_by_its_words(claim: Claim) -> None:
    voice = factories.source("a city engineer", kind=SourceKind.UNNAMED, article=claim.article)
    assert factories.criticism(claim, "A city engineer").source == voice


@pytest.mark.parametrize("name", ["", "  ", "a\x00b"])
def test_a_name_that_is_none_is_refused(claim: Claim, name: str) -> None:
    with pytest.raises(Invalid):
        factories.criticism(claim, name)
    assert not Criticism.objects.exists()


def test_a_source_one_may_not_know_of_is_not_there(claim: Claim) -> None:
    hidden = factories.article(visibility=Visibility.NAMED, by=person("edda"))
    said = factories.statement(hidden, SIXTH, speaker="Whistle Blower", by=person("edda"))
    assert said.source
    with pytest.raises(Invalid, match="no such source"):
        replies.mark_critical(claim=claim, source=said.source, by=person("carl"))


def test_who_is_only_criticised_is_known_where_the_article_is() -> None:
    hidden = factories.article(by=person("edda"))
    factories.criticism(factories.claim(hidden, COST, by=person("edda")), "Zanzibar Ltd")
    seen = Source.objects.filter(name="Zanzibar Ltd")
    assert seen.visible_to(person("carl")).exists()
    assert not seen.visible_to(person("ada")).exists()
    hidden.authors.add(person("ada"))
    assert seen.visible_to(person("ada")).exists()
    Article.objects.filter(pk=hidden.pk).update(visibility=Visibility.NAMED)
    assert not seen.visible_to(person("carl")).exists()
    replies.unmark_critical(criticism=Criticism.objects.get(), by=who_may(hidden))
    assert not seen.visible_to(person("carl")).exists()  # nor once the mark is off


def who_may(article: Article) -> Any:
    article.readers.add(person("edda"))
    return person("edda")


def test_the_mark_comes_off_and_what_was_asked_stays(claim: Claim) -> None:
    critical = factories.criticism(claim)
    asked = factories.attempt(critical)
    assert replies.unmark_critical(criticism=critical, by=person("cleo"))
    assert replies.unmark_critical(criticism=critical, by=person("cleo")) is None
    critical.refresh_from_db()
    assert (critical.removed_by, critical.removed_at is None) == (person("cleo"), False)
    assert ReplyAttempt.objects.get() == asked
    assert not Criticism.objects.standing().exists()
    with pytest.raises(Invalid, match="not marked"):
        factories.attempt(critical)
    with pytest.raises(Invalid, match="not marked"):
        replies.edit_attempt(attempt=asked, by=person("carl"), answer="No.")
    assert factories.criticism(claim) != critical  # marked anew


# --- attempts -------------------------------------------------------------------------------------


def test_an_attempt_says_who_asked_when_how_whom_and_until_when(claim: Claim) -> None:
    until = timezone.now() + HOUR
    made = factories.attempt(
        factories.criticism(claim), asked_whom=" the press office ", deadline=until
    )
    made.refresh_from_db()
    assert (made.asked_by, made.channel, made.asked_whom, made.deadline, made.answered_at) == (
        "Carl Checker", Channel.PHONE, "the press office", until, None,
    )  # fmt: skip
    assert made.created_by == person("carl")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"asked_by": " "}, "Say who asked"),
        ({"asked_at": None}, "Say when"),
        ({"asked_at": timezone.now() + 48 * HOUR}, "once it was made"),
        ({"channel": "pigeon"}, "not one of the choices"),
        ({"deadline": timezone.now() - 48 * HOUR}, "ends before"),
        ({"answer": "No.", "answered_at": timezone.now() - 48 * HOUR}, "came before"),
        ({"answer": "No.", "answered_at": timezone.now() + 48 * HOUR}, "once it came"),
        ({"answer": "N\x00"}, "broken characters"),
        ({"asked_whom": "x" * 201}, "200"),
        ({"used_in": "x" * 301}, "300"),
    ],
)
def test_what_cannot_be_is_refused_when_logged_and_when_put_right(
    claim: Claim, values: dict[str, Any], sentence: str
) -> None:
    critical = factories.criticism(claim)
    with pytest.raises(Invalid, match=sentence):
        factories.attempt(critical, **values)
    made = factories.attempt(critical)
    with pytest.raises(Invalid, match=sentence):
        replies.edit_attempt(attempt=made, by=person("carl"), **values)
    assert ReplyAttempt.objects.get().version == 1


def test_other_fields_are_not_changed_by_these_verbs(claim: Claim) -> None:
    made = factories.attempt(factories.criticism(claim))
    with pytest.raises(TypeError, match="created_by"):
        replies.edit_attempt(attempt=made, by=person("carl"), created_by=person("cleo"))


def test_an_answer_is_noted_put_right_and_taken_back(claim: Claim) -> None:
    made = factories.attempt(factories.criticism(claim))
    event = replies.edit_attempt(attempt=made, by=person("cleo"), answer=" No. ", used_in="par. 4")
    made.refresh_from_db()
    came = made.answered_at
    assert event
    assert (event.kind, made.answer, made.used_in) == ("reply.answered", "No.", "par. 4")
    replies.edit_attempt(attempt=made, by=person("carl"), answer="No!", answered_at=None)
    made.refresh_from_db()
    assert (made.answer, made.answered_at) == ("No!", came)
    replies.edit_attempt(attempt=made, by=person("carl"), answer="")
    made.refresh_from_db()
    assert (made.answer, made.answered_at) == ("", None)
    assert replies.edit_attempt(attempt=made, by=person("carl"), answer="") is None


def test_whoever_saves_second_is_told_so(claim: Claim) -> None:
    made = factories.attempt(factories.criticism(claim))
    replies.edit_attempt(attempt=made, by=person("cleo"), answer="No.", seen=1)
    with pytest.raises(Stale):
        replies.edit_attempt(attempt=made, by=person("carl"), answer="Yes.", seen=1)
    assert ReplyAttempt.objects.get().answer == "No."


def test_each_deed_is_told_of_on_the_claim_and_counts_as_a_change_to_it(claim: Claim) -> None:
    version = claim.version
    critical = factories.criticism(claim)
    made = factories.attempt(critical)
    replies.edit_attempt(attempt=made, by=person("carl"), answer="No.")
    replies.edit_attempt(attempt=made, by=person("carl"), asked_whom="Ms Lind")
    replies.unmark_critical(criticism=critical, by=person("carl"))
    kinds = ("owed", "asked", "answered", "edited", "not_owed")
    found = AuditEvent.objects.filter(object_uid=claim.uid).order_by("pk")
    assert [event.kind for event in found][-5:] == [f"reply.{kind}" for kind in kinds]
    claim.refresh_from_db()
    assert claim.version == version + 5


# --- who may --------------------------------------------------------------------------------------

DEEDS = ("mark", "mark_of", "unmark", "log", "edit")
PEOPLE = ("ada", "carl", "rita", "edda", "adam", "nora")
STATES = {
    "at work": {},
    "archived": {"archived_at": timezone.now()},
    "killed": {"stage": Stage.KILLED},
    "published": {"stage": Stage.PUBLISHED},
}


def do(deed: str, critical: Criticism, made: ReplyAttempt, by: Any) -> None:
    claim, source = Claim.objects.get(pk=critical.claim_id), critical.source
    if deed == "mark":
        replies.mark_critical(claim=claim, source=source, by=by)
    elif deed == "mark_of":
        replies.mark_critical_of(claim=claim, name="Somebody", by=by)
    elif deed == "unmark":
        replies.unmark_critical(criticism=critical, by=by)
    elif deed == "log":
        factories.attempt(critical, by=by)
    else:
        replies.edit_attempt(attempt=made, by=by, answer="No.")


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("state", [*STATES, "retired"])
def test_who_may_mark_the_claim_may_log_and_nobody_else(
    claim: Claim, state: str, deed: str, subtests: pytest.Subtests
) -> None:
    critical = factories.criticism(claim)
    made = factories.attempt(critical)
    claim.article.authors.add(person("ada"))
    if state == "retired":
        claims.retire_claim(claim=claim, reason="twice", by=person("carl"))
    else:
        Article.objects.filter(pk=claim.article.pk).update(**STATES[state])
    for name in PEOPLE:
        with subtests.test(name):
            fresh = Claim.objects.select_related("article").get(pk=claim.pk)
            fresh_one = Criticism.objects.get(pk=critical.pk)
            why_not = permissions.why_not_mark(person(name), fresh)
            if why_not:
                with pytest.raises(Refused, match=why_not[:30]):
                    do(deed, fresh_one, ReplyAttempt.objects.get(pk=made.pk), person(name))
            elif deed != "unmark":
                do(deed, fresh_one, ReplyAttempt.objects.get(pk=made.pk), person(name))
            if name in ("ada", "adam", "nora"):
                assert why_not


# --- heard or not ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attempts", "left"),
    [
        ([], "was not asked"),
        ([{}], "was asked, with no answer yet and no time set for one"),
        ([{"deadline": 1}], "has time to answer until"),
        ([{"deadline": -0.1}], ""),
        ([{"answer": "No."}], ""),
        ([{"deadline": 1, "answer": "No."}], ""),
        ([{}, {"deadline": -0.1}], ""),
        ([{"deadline": -0.1}, {"deadline": 1}], "has time to answer until"),  # given more time
        ([{"deadline": 1}, {"answer": "No."}], ""),
    ],
)
def test_the_page_and_the_database_say_alike_who_had_a_say(
    claim: Claim, attempts: list[dict[str, Any]], left: str
) -> None:
    critical = factories.criticism(claim)
    for row in attempts:
        until = {"deadline": ago(-row["deadline"])} if "deadline" in row else {}
        factories.attempt(critical, **(row | until))
    (owed,) = owed_by(claim)
    assert owed.why_not.startswith(left)
    assert bool(owed.why_not) == bool(left)
    assert Criticism.objects.unheard().exists() == bool(left)


def test_a_retired_claim_owes_nobody_an_answer(claim: Claim) -> None:
    critical = factories.criticism(claim)
    claims.retire_claim(claim=claim, reason="twice", by=person("carl"))
    assert not Criticism.objects.unheard().exists()
    assert why_not_heard(critical) == "was not asked"
