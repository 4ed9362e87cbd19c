"""Sources are found by any of their names, merged and parted again, at any depth."""

import datetime
from typing import Any

import pytest

from claims.enums import SourceKind
from claims.models import Source, SourceAlias
from claims.services import sources
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.people import person

from .deeds import events, kinds, nothing_kept

pytestmark = pytest.mark.django_db


def find(name: str, kind: str = SourceKind.PERSON, **about: Any) -> Source | None:
    article = about.pop("article", None) or factories.article()
    return sources.find_or_create(name=name, kind=kind, article=article, by=person("carl"))


def roots(*named: Source) -> list[str]:
    """The names of what each source leads to."""
    return [Source.objects.select_related("root").get(pk=s.pk).root.name for s in named]  # type: ignore[union-attr]


# --- finding --------------------------------------------------------------------------------------


def test_a_source_is_found_by_name_or_alias_in_any_case() -> None:
    volk = find(" Ines\u00a0 Volk ")
    assert volk is not None
    assert (volk.name, volk.kind, kinds(volk)) == ("Ines Volk", "person", ["source.added"])
    sources.add_alias(source=volk, name="The Harbour Master", by=person("carl"))
    assert find("ines volk") == find("the harbour master") == volk
    assert find("Volk") != volk
    assert find("") is None
    assert find(" \n") is None


def test_an_unnamed_source_speaks_in_one_article_only() -> None:
    here = factories.article()
    engineer = find("a city engineer", SourceKind.UNNAMED, article=here)
    assert engineer is not None
    assert engineer.article == here
    assert find("A city engineer", SourceKind.UNNAMED, article=here) == engineer
    assert find("a city engineer", SourceKind.UNNAMED) != engineer
    assert find("a city engineer") != engineer


@pytest.mark.parametrize(("name", "kind"), [("a\x00b", "person"), ("\ud800", "person"), ("x", "y")])
def test_a_name_nothing_can_keep_is_refused(name: str, kind: str) -> None:
    article = factories.article()
    with nothing_kept(Invalid):
        find(name, kind, article=article)


# --- describing -----------------------------------------------------------------------------------


def test_a_renamed_source_is_still_found_by_its_old_name() -> None:
    source = factories.source("Ines Volk")
    event = sources.edit_source(
        source=source, by=person("cleo"), seen=1, name=" Ines  Volk-Reet ", note="Married in May."
    )
    assert event is not None
    assert event.changes == {
        "name": ["Ines Volk", "Ines Volk-Reet"],
        "note": ["", "Married in May."],
    }
    assert find("Ines Volk") == source
    sources.edit_source(source=source, by=person("carl"), name="Ines Volk")
    assert list(source.aliases.values_list("name", flat=True)) == ["Ines Volk-Reet"]
    with nothing_kept(Stale):
        sources.edit_source(source=source, by=person("carl"), seen=1, name="X")


def test_renaming_does_not_change_what_was_printed() -> None:
    article = factories.article()
    mention = factories.span(article, "harbour master Ines Volk")
    statement = factories.statement(article, "We will not open a day early.", mention=mention)
    assert statement.source is not None
    sources.edit_source(source=statement.source, by=person("carl"), name="I. Volk", kind="document")
    statement.refresh_from_db()
    assert statement.mention == "harbour master Ines Volk"
    assert statement.source is not None
    assert statement.source.kind == "document"


@pytest.mark.parametrize(
    "about",
    [
        {"name": ""},
        {"name": " "},
        {"name": "n" * 201},
        {"name": "\x00"},
        {"kind": "ghost"},
        {"note": "\x00"},
        {"wikidata_id": "Q" * 21},
    ],
)
def test_a_source_is_not_described_in_ways_nothing_can_keep(about: dict[str, str]) -> None:
    source = factories.source()
    with nothing_kept(Invalid):
        sources.edit_source(source=source, by=person("carl"), **about)


def test_names_and_roles_are_added_with_a_trace() -> None:
    source = factories.source()
    carl = person("carl")
    first = sources.add_alias(source=source, name="Volk", by=carl)
    assert sources.add_alias(source=source, name=" Volk ", by=carl) == first
    role = sources.add_role(
        source=source, by=carl, title=" harbour master ", since=datetime.date(2021, 1, 1)
    )
    assert (role.title, role.until) == ("harbour master", None)
    assert [event.changes for event in events(source)] == [
        {"aliases": [None, "Volk"]},
        {"roles": [None, "harbour master"]},
    ]


@pytest.mark.parametrize("name", ["", " ", "a\x00"])
def test_an_alias_or_role_has_words(name: str) -> None:
    source = factories.source()
    with nothing_kept(Invalid):
        sources.add_alias(source=source, name=name, by=person("carl"))
    with nothing_kept(Invalid):
        sources.add_role(source=source, title=name, by=person("carl"))


def test_a_role_does_not_end_before_it_begins() -> None:
    source = factories.source()
    dates = {"since": datetime.date(2021, 1, 2), "until": datetime.date(2021, 1, 1)}
    with nothing_kept(Invalid):
        sources.add_role(source=source, title="x", by=person("carl"), **dates)


@pytest.mark.parametrize("username", ["ada", "adam", "nora"])
def test_who_does_not_check_leaves_sources_alone(username: str) -> None:
    one, other, who = factories.source("A"), factories.source("B"), person(username)
    deeds: list[Any] = [
        lambda: sources.edit_source(source=one, by=who, name="C"),
        lambda: sources.add_alias(source=one, by=who, name="C"),
        lambda: sources.add_role(source=one, by=who, title="C"),
        lambda: sources.merge_source(source=one, into=other, by=who),
        lambda: sources.part_source(source=one, by=who),
    ]
    for deed in deeds:
        with nothing_kept(Refused):
            deed()


# --- merging --------------------------------------------------------------------------------------


def test_what_a_merged_source_said_counts_with_the_other_and_back() -> None:
    a, b = factories.source("A"), factories.source("B")
    assert roots(a, b) == ["A", "B"]
    event = sources.merge_source(source=a, into=b, by=person("carl"))
    assert event is not None
    assert event.changes == {"merged_into": [None, {"id": b.pk, "name": "B"}]}
    assert roots(a, b) == ["B", "B"]
    assert list(Source.objects.whole()) == [b]
    sources.part_source(source=a, by=person("carl"))
    assert roots(a, b) == ["A", "B"]
    assert kinds(a) == ["source.merged", "source.parted"]


@pytest.mark.parametrize("order", ["ab bc", "bc ab"])
def test_a_chain_is_parted_at_any_link(order: str) -> None:
    named = {name: factories.source(name.upper()) for name in "abcd"}
    carl = person("carl")
    for pair in order.split():
        sources.merge_source(source=named[pair[0]], into=named[pair[1]], by=carl)
    sources.merge_source(source=named["d"], into=named["a"], by=carl)
    everyone = list(named.values())
    assert roots(*everyone) == ["C"] * 4
    sources.part_source(source=named["b"], by=carl)
    assert roots(*everyone) == ["B", "B", "C", "B"]
    sources.part_source(source=named["a"], by=carl)
    assert roots(*everyone) == ["A", "B", "C", "A"]
    sources.part_source(source=named["d"], by=carl)
    assert roots(*everyone) == ["A", "B", "C", "D"]


def test_no_circle_comes_of_merging() -> None:
    a, b, c = (factories.source(name) for name in "ABC")
    carl = person("carl")
    sources.merge_source(source=a, into=b, by=carl)
    sources.merge_source(source=b, into=c, by=carl)
    for source, into in ((a, a), (c, c), (c, a), (c, b), (b, a), (a, c), (a, b)):
        with nothing_kept(Invalid):
            sources.merge_source(source=source, into=into, by=carl)
    with nothing_kept(Invalid):
        sources.part_source(source=c, by=carl)
    assert roots(a, b, c) == ["C"] * 3


def test_a_source_saved_again_keeps_its_root() -> None:
    a, b = factories.source("A"), factories.source("B")
    sources.merge_source(source=a, into=b, by=person("carl"))
    merged = Source.objects.get(pk=a.pk)
    merged.note = "x"
    merged.save()
    assert roots(a) == ["B"]
    assert SourceAlias.objects.count() == 0
