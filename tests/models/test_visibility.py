"""What a person may read: people × visibility, for everything that hangs on articles."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile

from claims.enums import Role, SourceKind, Stance, Visibility
from claims.models import (
    Article,
    AuditEvent,
    Claim,
    Evidence,
    Source,
    Statement,
    Suggestion,
    Support,
    User,
)
from claims.models.people import ROLE_FIELDS
from claims.services import evidence as evidence_verbs
from claims.services import sources, statements, supports
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

WORDS = "It was the sixth closure since April."
QUOTE = "We will not open a day early."


def people() -> dict[str, User | AnonymousUser]:
    """Everybody who may come to the door of an article Carl brought in."""

    def made(username: str, *roles: Role, **about: Any) -> User:
        held = {ROLE_FIELDS[role]: True for role in roles}
        return User.objects.get_or_create(username=username, defaults=held | about)[0]

    return {
        "who brought it in": person("carl"),
        "its author": person("ada"),
        "its lead checker": made("lena", Role.CHECKER),
        "a named reader": made("ruth", Role.CHECKER),
        "a colleague": person("cleo"),
        "an editor": person("edda"),
        "an admin": person("adam"),
        "another author": made("otto", Role.AUTHOR),
        "nobody's role": person("nora"),
        "a superuser without roles": made("sue", is_superuser=True),
        "somebody who left": made("igor", Role.EDITOR, is_active=False),
        "nobody": AnonymousUser(),
    }


NEWSROOM = {
    "who brought it in",
    "its lead checker",
    "a named reader",
    "a colleague",
    "an editor",
    "an admin",
}
NAMED = {"who brought it in", "its author", "its lead checker", "a named reader"}


@dataclass
class Story:
    """An article with one of everything."""

    article: Article
    claim: Claim
    statement: Statement
    suggestion: Suggestion
    evidence: Evidence
    support: Support


def story(visibility: Visibility, *, evidence: Visibility = Visibility.NEWSROOM) -> Story:
    """An article of Carl's that Ada wrote, Lena leads and Ruth is named to read."""
    who = people()
    article = factories.article(visibility=visibility, lead_checker=who["its lead checker"])
    article.authors.add(person("ada"))
    article.readers.add(User.objects.get(username="ruth"))
    claim = factories.claim(article, WORDS)
    statement = factories.statement(article, QUOTE, speaker=f"Speaker {article.pk}")
    page = factories.web_page(url=f"https://example.org/{article.pk}", visibility=evidence)
    if evidence == Visibility.NAMED:
        page.readers.add(User.objects.get(username="ruth"))
    support = supports.attach(
        evidence=page, target=claim, by=person("carl"), stance=Stance.SUPPORTS
    )
    suggestion = Suggestion.objects.create(
        article=article, revision=article.current, kind="claim", words="It", start=0, end=2
    )
    return Story(article, claim, statement, suggestion, page, support)


def readers(thing: Any) -> set[str]:
    """Who finds `thing` behind `visible_to`."""
    rows = type(thing).objects
    return {who for who, user in people().items() if rows.visible_to(user).contains(thing)}


EXPECTED = [
    (Visibility.NEWSROOM, NEWSROOM | {"its author"}),
    (Visibility.NAMED, NAMED),
]


@pytest.mark.parametrize(("visibility", "expected"), EXPECTED)
@pytest.mark.parametrize("part", ["article", "claim", "statement", "suggestion", "support"])
def test_what_hangs_on_an_article_is_read_by_whoever_reads_the_article(
    part: str, visibility: Visibility, expected: set[str]
) -> None:
    assert readers(getattr(story(visibility), part)) == expected


@pytest.mark.parametrize(("visibility", "expected"), EXPECTED)
def test_the_events_of_an_article_are_read_by_whoever_reads_the_article(
    visibility: Visibility, expected: set[str]
) -> None:
    told = story(visibility)
    for thing in (told.article, told.claim, told.statement):
        event = AuditEvent.objects.filter(object_uid=thing.uid).first()
        assert event is not None
        assert readers(event) == expected


@pytest.mark.parametrize(
    ("visibility", "expected"),
    [
        (Visibility.PUBLIC, NEWSROOM | {"its author"}),
        (Visibility.NEWSROOM, NEWSROOM | {"its author"}),
        (Visibility.NAMED, {"who brought it in", "a named reader"}),
    ],
)
@pytest.mark.parametrize("part", ["evidence", "support"])
def test_evidence_is_read_by_the_newsroom_or_by_those_named_and_by_the_author_it_is_about(
    part: str, visibility: Visibility, expected: set[str]
) -> None:
    told = story(Visibility.NEWSROOM, evidence=visibility)
    assert readers(getattr(told, part)) == expected
    event = AuditEvent.objects.filter(object_uid=told.evidence.uid).first()
    assert event is not None
    assert readers(event) == expected


def test_evidence_that_only_a_restricted_article_rests_on_is_read_by_its_readers_only() -> None:
    told = story(Visibility.NAMED)
    assert readers(told.evidence) == readers(told.support) == NAMED


def test_evidence_used_in_an_open_article_too_does_not_tell_of_the_restricted_one() -> None:
    told = story(Visibility.NAMED)
    elsewhere = factories.claim(factories.article(), "It was the sixth closure since April")
    url, by = told.evidence.url, told.evidence.created_by
    factories.support(elsewhere, by=by, url=url)
    assert "a colleague" in readers(told.evidence)
    assert readers(told.support) == NAMED


def test_an_author_does_not_read_evidence_that_was_taken_off() -> None:
    told = story(Visibility.NEWSROOM)
    supports.detach(support=told.support, by=person("carl"))
    assert "its author" not in readers(told.evidence)


def test_evidence_about_a_statement_is_read_by_the_author_too() -> None:
    told = story(Visibility.NEWSROOM)
    support = factories.support(told.statement, url="https://example.org/tape")
    assert {"its author", "a colleague"} <= readers(support)
    assert "its author" in readers(support.evidence)
    assert "another author" not in readers(support.evidence)


def test_nobody_but_admins_reads_the_events_of_people() -> None:
    event = AuditEvent.objects.create(
        kind="person.joined", object_type="user", object_uid=person("cleo").uid, object_name="Cleo"
    )
    assert readers(event) == {"an admin"}


def test_an_event_of_restricted_evidence_is_hidden_from_admins_too() -> None:
    told = story(Visibility.NEWSROOM, evidence=Visibility.NAMED)
    supports.edit_support(support=told.support, by=person("carl"), passage="He is the leak.")
    rows = AuditEvent.objects.visible_to(person("adam"))
    assert rows.filter(object_uid=told.claim.uid).exists()
    for event in rows:
        assert told.evidence.title not in f"{event.object_name} {event.changes} {event.note}"
        assert "leak" not in f"{event.object_name} {event.changes} {event.note}"


# --- sources ------------------------------------------------------------------------------------


def named_in(*articles: Article, name: str = "Deep Throat") -> Source:
    """A source to which each of the articles puts down words."""
    for article in articles:
        source = factories.statement(article, QUOTE, speaker=name).source
    assert source is not None
    return source


@pytest.mark.parametrize(("visibility", "expected"), EXPECTED)
def test_a_source_is_read_by_whoever_reads_an_article_that_names_it(
    visibility: Visibility, expected: set[str]
) -> None:
    source = story(visibility).statement.source
    assert source is not None
    assert readers(source) == expected
    event = AuditEvent.objects.get(object_uid=source.uid)
    assert readers(event) == expected


def test_a_source_named_in_no_article_is_read_by_the_newsroom() -> None:
    assert readers(factories.source()) == NEWSROOM


def test_a_source_named_in_an_open_and_a_restricted_article_is_read_by_both() -> None:
    people()
    restricted = factories.article(visibility=Visibility.NAMED)
    source = named_in(restricted, factories.article())
    assert readers(source) >= NEWSROOM


def test_merging_shows_nobody_a_name_from_a_restricted_article() -> None:
    people()
    restricted = named_in(factories.article(visibility=Visibility.NAMED))
    known = named_in(factories.article(), name="Ines Volk")
    sources.merge_source(source=restricted, into=known, by=person("edda"))
    assert readers(known) >= NEWSROOM
    assert readers(restricted) == {"who brought it in"}


def test_an_unnamed_source_of_a_restricted_article_stays_there_when_it_says_nothing_more() -> None:
    people()
    article = factories.article(visibility=Visibility.NAMED)
    statement = factories.statement(
        article, QUOTE, speaker="a city engineer", speaker_kind=SourceKind.UNNAMED
    )
    unnamed = statement.source
    assert unnamed is not None
    statements.edit_statement(statement=statement, by=person("carl"), speaker="Ines Volk")
    assert readers(unnamed) == {"who brought it in"}


# --- counts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "count",
    [
        lambda user: Article.objects.visible_to(user).count(),
        lambda user: Claim.objects.visible_to(user).open().count(),
        lambda user: Statement.objects.visible_to(user).unheard().count(),
        lambda user: Support.objects.visible_to(user).current().count(),
    ],
)
def test_somebody_with_two_doors_to_an_article_counts_it_once(
    count: Callable[[User], int],
) -> None:
    told = story(Visibility.NAMED)
    ruth = User.objects.get(username="ruth")
    told.article.authors.add(ruth)
    Article.objects.filter(pk=told.article.pk).update(lead_checker=ruth, created_by=ruth)
    assert count(ruth) == 1


def test_a_stored_file_keeps_its_name_apart() -> None:
    file = ContentFile(b"secret", name="Deep Throat.pdf")
    kept = evidence_verbs.add_evidence(by=person("carl"), file=file, kind="document")
    assert "Deep" not in kept.file.name
    assert (kept.file_name, kept.title) == ("Deep Throat.pdf", "Deep Throat.pdf")
