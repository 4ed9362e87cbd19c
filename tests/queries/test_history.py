"""Histories of articles, sources and people: complete, counted, and only for who may read them."""

import datetime
import zoneinfo

import pytest
from django.utils import timezone

from claims.enums import SuggestionKind, Visibility
from claims.models import (
    AuditEvent,
    Claim,
    Desk,
    Source,
)
from claims.queries.history import (
    History,
    of_article,
    of_person,
    of_source,
)
from claims.queries.telling import Line
from claims.services import accounts, articles, people, sources, suggestions, supports, vocabulary
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

CLAIM = "The repair cost 3.1 million crowns"
EARLY = "We will not open a day early."


def lines_of(found: History) -> list[Line]:
    return [line for _day, lines in found.days for line in lines]


def deeds_of(found: History) -> list[str]:
    return [line.deed for line in lines_of(found)]


# --- an article -----------------------------------------------------------------------------------


@pytest.fixture
def busy() -> History:
    """The history of an article in which each kind of thing has seen something."""
    carl, cleo = person("carl"), person("cleo")
    article = factories.article()
    claim = factories.claim(article, CLAIM)
    support = factories.support(claim, by=cleo)
    supports.edit_support(support=support, by=cleo, passage="p. 3")
    factories.statement(article, EARLY)
    found = factories.suggestion(article, SuggestionKind.CLAIM)
    suggestions.dismiss(suggestion=found, by=cleo)
    assert article.current is not None
    suggestions.nothing_here(revision=article.current, start=0, end=5, by=carl)
    articles.edit_article(article=article, by=carl, title="Ferry", authors=[person("ada")])
    return of_article(article, person("rita"), {})


def with_asked(found: History, **asked: str) -> History:
    return History(found.rows, found.viewer, asked, own=found.own)


def test_an_article_tells_of_all_that_hangs_on_it(busy: History) -> None:
    lines = lines_of(busy)
    assert [line.event.pk for line in lines] == sorted((li.event.pk for li in lines), reverse=True)
    by_deed = {line.deed: line for line in lines}
    raised = by_deed["raised the claim"].thing
    assert raised is not None
    assert (raised.label, raised.words) == ("claim 1", CLAIM)
    assert raised.url == Claim.objects.get().get_absolute_url()
    assert by_deed["edited what is said about the article"].thing is None  # the page is about it
    assert by_deed["set the authors"].changes == [("authors", "nothing", "Ada Author")]
    assert ("quoted passage", "nothing", "p. 3") in by_deed[
        "edited how evidence bears on it"
    ].changes
    assert by_deed["found nothing to check in a passage"].changes == [("words", "", "Ferry")]
    assert "dismissed the suggestion" in by_deed
    assert "raised the statement" in by_deed


def test_every_number_beside_a_filter_is_that_of_its_list(busy: History) -> None:
    assert {option.label for option in busy.groups} == {
        "Evidence",
        "Claims",
        "Statements",
        "Suggestions",
        "The article",
    }
    assert {option.label for option in busy.people} == {"Carl Checker", "Cleo Checker"}
    assert busy.total == len(lines_of(busy)) == sum(option.count for option in busy.groups)
    for group in busy.groups:
        there = with_asked(busy, what=group.key)
        assert len(lines_of(there)) == there.total == group.count > 0, group
        for who in there.people:
            both = with_asked(busy, what=group.key, who=who.key)
            assert len(lines_of(both)) == both.total == who.count, (group, who)
    for who in busy.people:
        there = with_asked(busy, who=who.key)
        assert len(lines_of(there)) == there.total == who.count > 0, who
        for group in there.groups:
            both = with_asked(busy, what=group.key, who=who.key)
            assert len(lines_of(both)) == both.total == group.count, (group, who)


def test_one_thing_can_be_picked_out(busy: History) -> None:
    claim = Claim.objects.get()
    found = with_asked(busy, of=str(claim.uid))
    assert {line.event.object_uid for line in lines_of(found)} == {claim.uid}
    assert found.total == len(lines_of(found)) == 4  # raised, moved along by evidence, edited
    assert found.one is not None
    assert found.one.label == "claim 1"


@pytest.mark.parametrize(
    "asked",
    [
        {"what": "nonsense"},
        {"who": "nonsense"},
        {"of": "nonsense"},
        {"after": "nonsense"},
        {"what": "\x00", "who": "\x00", "of": "\x00", "after": "\x00"},
    ],
)
def test_nonsense_in_the_address_is_not_asked_for(busy: History, asked: dict[str, str]) -> None:
    assert deeds_of(with_asked(busy, **asked)) == deeds_of(busy)


def test_somebody_who_did_nothing_here_is_a_filter_with_nothing(busy: History) -> None:
    found = with_asked(busy, who=str(person("edda").uid))
    assert (found.total, lines_of(found)) == (0, [])
    (chosen,) = [option for option in found.people if option.chosen]
    assert (chosen.label, chosen.count) == ("Nobody here", 0)


def test_what_an_outsider_did_is_told_and_counted(busy: History) -> None:
    AuditEvent.objects.create(
        kind="expert.answered",
        object_type="expertlink",
        object_name="Prof. Lind",
        article_uid=busy.own,
        note="Correct as it stands",
    )
    found = with_asked(busy, who="outside")
    (line,) = lines_of(found)
    assert (line.who, line.deed) == ("Prof. Lind, outside expert", "answered")
    assert [(o.label, o.count) for o in found.people if o.chosen] == [("Outside the newsroom", 1)]
    assert [(o.key, o.count) for o in found.groups] == [("queries", 1)]


def test_a_day_begins_at_the_readers_midnight() -> None:
    article = factories.article()
    late = datetime.datetime(2026, 5, 1, 22, 30, tzinfo=datetime.UTC)
    for hours in (0, 1):
        AuditEvent.objects.create(
            at=late + datetime.timedelta(hours=hours),
            kind="article.edited",
            object_type="article",
            object_uid=article.uid,
            article_uid=article.uid,
        )
    found = of_article(article, person("carl"), {"what": "article"})
    with timezone.override(zoneinfo.ZoneInfo("Europe/Stockholm")):  # 00:30 and 01:30
        assert next((str(day), len(lines)) for day, lines in found.days) == ("2026-05-02", 2)
    found = of_article(article, person("carl"), {"what": "article"})
    with timezone.override(zoneinfo.ZoneInfo("Europe/London")):  # 23:30 and 00:30
        days = [str(day) for day, _lines in found.days]
        assert days[:2] == ["2026-05-02", "2026-05-01"]


# --- a source, a person ---------------------------------------------------------------------------


def volk() -> Source:
    source = factories.statement(factories.article(), EARLY).source
    assert source is not None
    return source


def test_a_source_tells_of_names_roles_merges_and_partings() -> None:
    carl = person("carl")
    source, other = volk(), factories.source("I. Volk")
    sources.add_alias(source=source, name="Inés Volk", by=carl)
    sources.add_role(source=source, title="harbour master", by=carl)
    sources.merge_source(source=other, into=source, by=carl)
    sources.part_source(source=other, by=carl)
    lines = lines_of(of_source(source, carl, {}))
    assert [(line.deed, [tuple(c) for c in line.changes]) for line in lines] == [
        ("parted it from the other source", [("merged into", "Ines Volk", "nothing")]),
        ("merged it into another source", [("merged into", "nothing", "Ines Volk")]),
        ("added a role", [("role", "", "harbour master")]),
        ("added another name", [("other name", "", "Inés Volk")]),
        ("added the source", []),
    ]
    assert [line.thing.words if line.thing else "" for line in lines[:3]] == [
        "I. Volk",
        "I. Volk",
        "",
    ]


def test_a_source_keeps_quiet_about_one_that_the_reader_may_not_know() -> None:
    cleo = person("cleo")
    open_, hidden = volk(), factories.article(by=cleo, visibility=Visibility.NAMED)
    secret = factories.statement(hidden, EARLY, by=cleo, speaker="Zora Quell").source
    assert secret is not None
    sources.merge_source(source=open_, into=secret, by=cleo)
    sources.part_source(source=open_, by=cleo)
    lines = lines_of(of_source(open_, person("carl"), {}))
    assert ("merged into", "nothing", "another source") in lines[1].changes
    assert "Zora" not in repr(lines)
    assert "Zora" in repr(lines_of(of_source(open_, cleo, {})))


def test_a_person_tells_what_they_did_and_where() -> None:
    article = factories.article()
    factories.claim(article, CLAIM, by=person("cleo"))
    lines = lines_of(of_person(person("cleo"), person("rita"), {}))
    raised = next(line for line in lines if line.deed == "raised the claim")
    assert raised.thing is not None
    assert raised.thing.article == article
    assert {line.who for line in lines} == {"Cleo Checker"}


def test_only_admins_read_what_was_done_to_an_account() -> None:
    adam, cleo = person("adam"), person("cleo")
    accounts.edit_person(person=cleo, by=adam, is_editor=True, name="Cleo C. Checker")
    accounts.edit_profile(by=cleo, time_zone="Asia/Tokyo")
    for viewer in ("carl", "edda", "cleo", "ada"):
        assert of_person(cleo, person(viewer), {}).total == 0
        assert of_person(adam, person(viewer), {}).total == 0
    own, edited = lines_of(of_person(cleo, adam, {}))
    assert (own.who, own.deed) == ("Cleo Checker", "edited the profile")
    assert (edited.who, edited.deed) == ("Adam Admin", "edited the account")
    assert edited.changes == [
        ("editor", "no", "yes"),
        ("name", "Cleo Checker", "Cleo C. Checker"),
    ]
    (given,) = lines_of(of_person(adam, adam, {}))
    assert given.thing is not None
    assert given.thing.label == "account"


def test_an_account_tells_of_the_invitation_it_came_from() -> None:
    adam = person("adam")
    _, token = people.invite(name="Gus", by=adam, roles=frozenset(person("carl").roles))
    gus = people.accept_invitation(token=token, username="gus", password="correct-horse-battery")
    lines = lines_of(of_person(gus, adam, {}))
    assert [(line.who, line.deed) for line in lines] == [
        ("Gus", "joined the newsroom"),
        ("Adam Admin", "invited somebody"),
    ]


def test_desks_and_tags_are_told_to_admins() -> None:
    adam = person("adam")
    desk = Desk(name="City", slug="city")
    vocabulary.keep_word(word=desk, by=adam)
    (line,) = lines_of(of_person(adam, adam, {"what": "words"}))
    assert ("second person", "nothing", "For every claim") in line.changes
    assert ("name", "nothing", "City") in line.changes


# --- an article for named people ------------------------------------------------------------------


def test_an_article_for_named_people_shows_and_counts_nowhere_else() -> None:
    cleo = person("cleo")
    hidden = factories.article(by=cleo, visibility=Visibility.NAMED)
    factories.claim(hidden, CLAIM, by=cleo)
    factories.statement(hidden, EARLY, by=cleo, speaker="Zora Quell")
    source = Source.objects.get(name="Zora Quell")
    shown = factories.article(by=cleo)
    factories.claim(shown, CLAIM, by=cleo)
    for viewer in ("carl", "edda", "adam", "ada"):
        for found in (
            of_person(cleo, person(viewer), {}),
            of_article(hidden, person(viewer), {}),
            of_source(source, person(viewer), {}),
        ):
            assert hidden.uid not in {line.event.article_uid for line in lines_of(found)}
            assert found.total == len(lines_of(found))
            assert sum(option.count for option in found.people) == found.total
            assert "Zora" not in repr(lines_of(found))
    assert of_article(hidden, person("carl"), {}).total == 0
    assert of_article(hidden, cleo, {}).total == 4
