"""How every verb writes: what cannot be kept is refused, what changed is written down."""

import datetime

import pytest
from django.db import IntegrityError

from claims.enums import Risk, State, Verdict
from claims.models import Article, AuditEvent, Claim, Evidence, Invitation, Revision, Source, User
from claims.services import articles, claims, saving, sources, statements, supports
from claims.services.saving import Invalid, Stale
from tests import factories
from tests.people import person

from .deeds import events, nothing_kept

pytestmark = pytest.mark.django_db

WORDS = "It was the sixth closure since April."


def test_a_change_is_written_down_from_what_to_what() -> None:
    claim = saving.lock(factories.claim(factories.article(), WORDS))
    due = datetime.datetime(2031, 5, 1, 12, tzinfo=datetime.UTC)
    event = saving.change(
        claim,
        by=person("carl"),
        deed="claim.tried",
        remark="a note",
        risk=Risk.HIGH,
        assignee=person("cleo"),
        due_at=due,
        text=claim.text,
    )
    assert event is not None
    assert event.changes == {
        "risk": ["normal", "high"],
        "assignee": [None, {"id": person("cleo").pk, "name": "Cleo Checker"}],
        "due_at": [None, due.isoformat()],
    }
    stored = AuditEvent.objects.get(pk=event.pk)
    assert stored.changes == event.changes
    assert (stored.kind, stored.note) == ("claim.tried", "a note")
    assert (stored.actor_uid, stored.actor_name) == (person("carl").uid, "Carl Checker")
    assert (stored.object_type, stored.object_uid) == ("claim", claim.uid)
    assert (stored.object_version, stored.object_name) == (2, claim.text)
    assert stored.article_uid == claim.article.uid


def test_a_change_to_what_it_was_leaves_no_trace() -> None:
    claim = saving.lock(factories.claim(factories.article(), WORDS))
    before = events(claim)
    assert saving.change(claim, by=person("carl"), deed="claim.tried", text=claim.text) is None
    assert events(claim) == before
    assert claim.version == 1


def test_a_change_writes_only_its_own_columns() -> None:
    claim = saving.lock(factories.claim(factories.article(), WORDS))
    Claim.objects.filter(pk=claim.pk).update(state_reason="by another hand")
    saving.change(claim, by=person("carl"), deed="claim.tried", risk=Risk.HIGH)
    claim.refresh_from_db()
    assert (claim.risk, claim.state_reason) == (Risk.HIGH, "by another hand")


def test_a_stale_hand_is_told_what_stands_now() -> None:
    claim = factories.claim(factories.article(), WORDS)
    saving.change(saving.lock(claim, seen=1), by=person("carl"), deed="x", risk=Risk.HIGH)
    with pytest.raises(Stale) as caught:
        saving.lock(claim, seen=1)
    assert caught.value.seen == 1
    assert isinstance(caught.value.fresh, Claim)
    assert (caught.value.fresh.version, caught.value.fresh.risk) == (2, Risk.HIGH)
    assert saving.lock(claim, seen=2).version == 2
    assert saving.lock(claim).version == 2


@pytest.mark.parametrize("thing", ["article", "claim", "statement", "evidence", "support"])
def test_everything_people_edit_can_be_held_though_it_hangs_on_nothing(thing: str) -> None:
    """PostgreSQL refuses FOR UPDATE on the empty side of a join: no desk, no statement."""
    article = factories.article(desk=None)
    claim = factories.claim(article, WORDS)
    things = {
        "article": article,
        "claim": claim,
        "statement": factories.statement(article, "We will not open a day early."),
        "support": factories.support(claim),
        "evidence": factories.web_page(),
    }
    assert saving.lock(things[thing]) == things[thing]


def test_what_the_system_does_by_itself_is_done_by_nobody() -> None:
    event = saving.record(factories.source(), by=None, kind="source.tried")
    assert (event.actor_uid, event.actor_name, event.article_uid) == (None, "", None)


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("title", "", "needed"),
        ("title", "x" * 301, "300"),
        ("title", "a\x00b", "broken"),
        ("title", "a\ud800b", "broken"),
        ("standfirst", "a\x00b", "broken"),
        ("visibility", "public", "choices"),
        ("stage", "lost", "choices"),
        ("url", "javascript:alert(1)", "web address"),
        ("url", "data:text/html,x", "web address"),
        ("url", "//example.org", "web address"),
        ("url", "https://", "web address"),
        ("url", "http://[::1", "web address"),
        ("url", "https://example.org/" + "x" * 2000, "2000"),
    ],
)
def test_what_no_column_holds_is_refused_with_a_sentence(field: str, value: str, word: str) -> None:
    article = Article(**{"title": "Title", field: value})
    with pytest.raises(Invalid, match=word) as caught:
        saving.fit(article)
    assert str(caught.value)[0].isupper()
    saving.fit(article, "byline")  # only what was asked


@pytest.mark.parametrize(
    "address",
    ["http://archive/1", "https://a_b.example.org/", "https://пример.рф/x?y#z", "http://[::1]:8/"],
)
def test_addresses_within_the_house_are_web_addresses(address: str) -> None:
    saving.fit(Article(title="x", url=address))


def test_what_may_be_blank_may_be_blank() -> None:
    saving.fit(Article(title="x"))
    saving.fit(Claim(text="x"))
    with pytest.raises(Invalid):
        saving.fit(Claim(text=""))
    with pytest.raises(Invalid):
        saving.fit(Claim(text="x", state=""))


@pytest.mark.parametrize("email", ["x", "a@b", "a\x00@example.org"])
def test_an_e_mail_address_looks_like_one(email: str) -> None:
    with pytest.raises(Invalid):
        saving.fit(Invitation(name="x", token_hash="0", email=email))


def test_everything_that_fits_the_checks_fits_the_database() -> None:
    """The longest of each column, in four-byte characters."""
    carl = person("carl")
    article = saving.add(
        Article(title="🖋" * 300, byline="🖋" * 300, language="x" * 12, created_by=carl)
    )
    saving.add(Source(name="🖋" * 200, wikidata_id="Q" * 20))
    saving.add(Evidence(title="🖋" * 300, url="https://example.org/" + "x" * 1980, created_by=carl))
    revision = Revision(article=article, number=1, text="x", origin="paste", created_by=carl)
    revision.origin_name = "🖋" * 2000
    saving.fit(revision, "origin_name").save()


def test_a_thing_that_is_there_already_is_not_written_over() -> None:
    source = factories.source()
    with pytest.raises(IntegrityError):
        saving.add(Source(pk=source.pk, name="Somebody else"))


@pytest.mark.parametrize("value", ["", "Verified", "verified ", "x\x00"])
def test_a_choice_is_one_of_the_choices(value: str) -> None:
    with pytest.raises(Invalid):
        saving.chosen(Verdict, value)
    assert saving.chosen(Verdict, "verified") is Verdict.VERIFIED


def test_a_verb_changes_its_own_fields_only() -> None:
    claim = factories.claim(factories.article(), WORDS)
    statement = factories.statement(claim.article, "We will not open a day early.")
    support, known, carl = factories.support(claim), factories.source(), person("carl")
    deeds = [
        lambda: claims.edit_claim(claim=claim, by=carl, state=State.APPROVED),
        lambda: claims.edit_claim(claim=claim, by=carl, version=9),
        lambda: statements.edit_statement(statement=statement, by=carl, said="verbatim"),
        lambda: articles.edit_article(article=claim.article, by=carl, stage="published"),
        lambda: articles.edit_article(article=claim.article, by=carl, created_by=carl),
        lambda: sources.edit_source(source=known, by=carl, merged_into=None),
        lambda: supports.edit_support(support=support, by=carl, created_by=person("cleo")),
    ]
    for deed in deeds:
        with nothing_kept(TypeError):
            deed()


def test_an_event_keeps_a_long_name_short() -> None:
    user = User(username="u", name="N" * 150)
    user.save()
    source = saving.add(Source(name="S" * 200))
    event = saving.record(source, by=user, kind="source.tried", note="n" * 5000)
    assert (len(event.actor_name), len(event.object_name)) == (150, 200)
    claim = factories.claim(factories.article(), WORDS, text="c" * 900)
    assert len(saving.record(claim, by=user, kind="claim.tried").object_name) == 300
