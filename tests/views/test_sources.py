"""Sources: the list, the page of one, mending and merging."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.enums import SourceKind, Verdict, Visibility
from claims.models import Evidence, Source, Statement
from claims.queries import sources as query
from claims.services import sources, statements, verdicts
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db
POSTS = "Every one of the 40 mooring posts has been replaced"
EARLY = "We will not open a day early."
HURT = "no one was hurt in the storm"
URL = "/sources/"


@pytest.fixture(autouse=True)
def _carl(client: Client) -> None:
    client.force_login(person("carl"))


def names(client: Client, **asked: str) -> list[str]:
    return [source.name for source in client.get(URL, asked).context["found"].page.rows]


def words(client: Client, source: Source, **asked: str) -> list[str]:
    answer = client.get(source.get_absolute_url(), asked)
    return [statement.words for statement in answer.context["page"].page.rows]


def volk(**about: Any) -> Source:
    """Return a source that has said something in an article of its own."""
    statement = factories.statement(factories.article(**about), POSTS)
    assert statement.source is not None
    return statement.source


# --- the list ---------------------------------------------------------------------------------


def test_sources_stand_by_name_with_their_kinds_counted(client: Client) -> None:
    factories.source("volk")
    factories.source("Amsel Port Authority", kind=SourceKind.ORGANISATION)
    factories.source("Brandt")
    assert names(client) == ["Amsel Port Authority", "Brandt", "volk"]
    assert names(client, kind="organisation") == ["Amsel Port Authority"]
    assert names(client, kind="nonsense") == names(client)
    kinds = {key: count for key, _, count, _ in client.get(URL).context["kinds"]}
    assert kinds == {"person": 2, "organisation": 1, "unnamed": 0, "document": 0}


def test_a_source_is_found_by_any_of_its_names(client: Client) -> None:
    source = factories.source("Ines Volk")
    merged = factories.source("The harbour master")
    sources.add_alias(source=source, name="Inés Folk", by=person("carl"))
    sources.merge_source(source=merged, into=source, by=person("carl"))
    factories.source("Someone Else")
    for text in ("volk", "ines VOLK", "folk", "harbour"):
        assert names(client, text=text) == ["Ines Volk"], text
    assert names(client, text="nobody") == []


def test_the_count_is_of_statements_one_may_read(client: Client) -> None:
    source = volk()
    factories.statement(factories.article(visibility=Visibility.NAMED), EARLY)
    retired = factories.statement(factories.article(), HURT)
    statements.retire_statement(statement=retired, reason="twice", by=person("carl"))
    for who, count in [("carl", 2), ("cleo", 1)]:
        client.force_login(person(who))
        (row,) = client.get(URL).context["found"].page.rows
        assert (row, row.statement_count) == (source, count), who
        assert len(words(client, source)) == row.statement_count


def test_pages_follow_each_other(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "PER_PAGE", 2)
    for name in "edcba":
        factories.source(name)
    answer = client.get(URL)
    seen = []
    while True:
        seen += [source.name for source in answer.context["found"].page.rows]
        if not answer.context["next_url"]:
            break
        answer = client.get(answer.context["next_url"])
    assert seen == list("abcde")


@pytest.mark.parametrize("value", ["\x00", "%", "'; --", "\U0001f6a2", "x" * 5000, "a " * 400])
def test_nothing_one_may_ask_breaks_the_pages(client: Client, value: str) -> None:
    source = volk()
    unknown = ("kind", "after", "said", "verdict", "from")  # these leave the rows there
    merge = reverse("source-merge", args=[source.uid])
    for url in (URL, source.get_absolute_url()):
        for keys in (unknown, (*unknown, "text", "into")):
            assert client.get(url, dict.fromkeys(keys, value)).status_code == 200, (url, keys)
    for keys in (("text",), (*unknown, "text", "into")):
        assert client.get(merge, dict.fromkeys(keys, value)).status_code, keys


def test_part_of_the_list_comes_to_htmx(client: Client) -> None:
    factories.source()
    answer = client.get(URL, headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<div id="sources"')
    assert "HX-Request" in answer["Vary"]


def test_an_empty_list_teaches_the_next_step(client: Client) -> None:
    assert "Nobody has spoken yet" in client.get(URL).content.decode()
    assert "No source fits" in client.get(URL, {"text": "x"}).content.decode()


# --- the page of one --------------------------------------------------------------------------


def test_a_source_shows_what_it_said_with_answers_and_verdicts(client: Client) -> None:
    article = factories.article(title="Ferry")
    said = factories.statement(article, POSTS, role="harbour master")
    claim = factories.claim(article, "Every one of the 40 mooring posts")
    factories.checked(claim)
    statements.answer_said(statement=said, said="altered", by=person("carl"))
    later = factories.statement(factories.article(), HURT)
    source = said.source
    assert source is not None
    assert words(client, source) == [later.words, said.words]  # newest first
    html = client.get(source.get_absolute_url()).content.decode()
    for shown in (POSTS, "harbour master", "Altered", "Verified", claim.text, "Not yet heard"):
        assert shown in html
    assert "2 statements in 2 articles" in " ".join(html.split())
    assert claim.get_absolute_url() in html


def test_the_counts_on_the_page_lead_to_just_those_statements(client: Client) -> None:
    article = factories.article()
    for text in (POSTS, EARLY, HURT):
        factories.statement(article, text)
    source = Source.objects.get(name="Ines Volk")
    claim = factories.claim(article, "Every one of the 40 mooring posts")
    factories.support(claim)
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    borne_out_by_nothing = factories.claim(article, HURT)
    verdicts.set_verdict(claim=borne_out_by_nothing, verdict=Verdict.DISPUTED, by=person("carl"))
    statements.answer_said(statement=Statement.objects.first(), said="verbatim", by=person("carl"))
    context = client.get(source.get_absolute_url()).context
    tallies = [*context["said"], *context["verdicts"]]
    assert {tally.key: tally.count for tally, _ in tallies} == {
        "verbatim": 1,
        "unheard": 2,
        "verified": 1,
    }
    for tally, url in tallies:
        found = client.get(url).context["page"].page.rows
        assert len(found) == tally.count, url


def test_what_rests_on_evidence_that_is_gone_is_marked_and_found(client: Client) -> None:
    article = factories.article()
    first, second = factories.statement(article, POSTS), factories.statement(article, EARLY)
    claim = factories.claim(article, POSTS)
    assert first.source
    plain_page = client.get(first.source.get_absolute_url()).content.decode()
    assert "evidence gone" not in plain_page
    factories.lost(claim)
    hidden = factories.lost(second)
    Evidence.objects.filter(pk=hidden.evidence_id).update(visibility=Visibility.NAMED)
    answer = client.get(first.source.get_absolute_url())
    assert answer.content.decode().count("evidence gone") == 2  # the count, and the claim
    assert answer.context["page"].lost_count == 1
    assert answer.context["lost_url"].endswith("?evidence=gone")
    assert words(client, first.source, evidence="gone") == [first.words]
    owed = factories.criticism(claim)
    assert owed.source
    assert "evidence gone" in client.get(owed.source.get_absolute_url()).content.decode()


def test_statements_come_in_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "STATEMENTS_PER_PAGE", 1)
    first, second = volk(), volk()
    assert first == second
    answer = client.get(first.get_absolute_url())
    after = client.get(answer.context["next_url"])
    assert len(answer.context["page"].page.rows) == len(after.context["page"].page.rows) == 1
    assert after.context["next_url"] == ""


def test_words_of_hidden_articles_are_on_no_page(client: Client) -> None:
    shown = volk(title="Open")
    hidden = factories.article(title="Secret", visibility=Visibility.NAMED)
    factories.statement(hidden, EARLY)
    only_there = factories.statement(hidden, HURT, speaker="Secret Sailor").source
    assert only_there is not None
    for who in ("cleo", "rita", "edda", "adam"):
        client.force_login(person(who))
        assert "Secret" not in client.get(URL).content.decode()
        assert names(client, text="sailor") == []
        assert words(client, shown) == [POSTS]
        assert "Secret" not in client.get(shown.get_absolute_url()).content.decode()
        assert client.get(only_there.get_absolute_url()).status_code == 404
    client.force_login(person("cleo"))
    assert client.get(reverse("source-merge", args=[only_there.uid])).status_code == 404
    into = reverse("source-merge", args=[shown.uid])
    assert client.post(into, {"into": str(only_there.uid)}).status_code == 404
    assert "Secret" not in client.get(into, {"text": "sailor"}).content.decode()


def test_a_hidden_branch_gives_neither_its_name_nor_what_it_said(client: Client) -> None:
    shown = volk()
    hidden = factories.article(visibility=Visibility.NAMED)
    secret = factories.statement(hidden, HURT, speaker="Secret Sailor").source
    assert secret is not None
    sources.add_alias(source=secret, name="Secret Alias", by=person("carl"))
    sources.merge_source(source=secret, into=shown, by=person("carl"))
    assert "Secret Sailor" in client.get(shown.get_absolute_url()).content.decode()
    client.force_login(person("cleo"))
    html = client.get(shown.get_absolute_url(), {"from": str(secret.uid)}).content.decode()
    assert "Secret" not in html
    assert names(client, text="sailor") == names(client, text="alias") == []
    assert client.get(secret.get_absolute_url()).status_code == 404
    assert client.post(reverse("source-part", args=[secret.uid])).status_code == 404


def test_an_author_reads_the_sources_of_their_own_articles(client: Client) -> None:
    own = factories.article()
    own.authors.add(person("ada"))
    source = factories.statement(own, POSTS).source
    factories.statement(factories.article(), EARLY)
    factories.source("Silent")
    client.force_login(person("ada"))
    assert names(client) == ["Ines Volk"]
    assert source is not None
    assert words(client, source) == [POSTS]
    html = client.get(source.get_absolute_url()).content.decode()
    assert "Only checkers, reviewers and editors edit sources." in html
    assert "Rename" not in html


@pytest.mark.parametrize("who", ["ada", "adam", "nora"])
def test_who_does_not_check_mends_nothing(client: Client, who: str) -> None:
    source = volk()
    client.force_login(person(who))
    for name in ("edit", "alias", "role", "merge", "part"):
        url = reverse(f"source-{name}", args=[source.uid])
        assert client.post(url, {"name": "x", "title": "x"}).status_code == 403
    source.refresh_from_db()
    assert source.name == "Ines Volk"


def test_only_people_with_a_role_get_in(client: Client) -> None:
    client.force_login(person("nora"))
    assert client.get(URL).status_code == 403
    client.logout()
    assert client.get(URL).status_code == 302


# --- mending ----------------------------------------------------------------------------------


def post(client: Client, source: Source, where: str, /, **data: str) -> Any:
    return client.post(reverse(f"source-{where}", args=[source.uid]), data)


def test_a_new_name_leaves_print_and_the_old_name(client: Client) -> None:
    source = volk()
    Statement.objects.update(mention="Volk")
    answer = post(client, source, "edit", name="Ines  Folk", kind="person", seen="1")
    assert answer.status_code == 302
    html = client.get(source.get_absolute_url()).content.decode()
    assert ">Ines Folk</h1>" in html
    assert ">Ines Volk</li>" in html
    assert "printed then:</span>" not in html
    assert Statement.objects.get().mention == "Volk"


def test_a_mistake_keeps_what_was_typed(client: Client) -> None:
    source = volk()
    answer = post(client, source, "edit", name="", kind="person", note="my long note")
    assert answer.status_code == 422
    assert "my long note" in answer.content.decode()
    answer = post(client, source, "edit", name="X", kind="person", wikidata_id="javascript:1")
    assert answer.status_code == 422
    assert "looks like Q42" in answer.content.decode()
    answer = post(client, source, "edit", name="\ud800".encode("utf-8", "replace").decode())
    assert answer.status_code == 422
    source.refresh_from_db()
    assert source.name == "Ines Volk"


def test_the_second_of_two_sees_that_somebody_was_first(client: Client) -> None:
    source = volk()
    sources.edit_source(source=source, by=person("cleo"), note="first")
    answer = post(client, source, "edit", name="Second", kind="person", note="mine", seen="1")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this while you typed" in html
    assert "mine" in html
    assert "first" in html
    assert 'name="seen" value="2"' in html
    answer = post(client, source, "edit", name="Second", kind="person", note="mine", seen="2")
    assert answer.status_code == 302


def test_a_namesake_is_pointed_out(client: Client) -> None:
    source = volk()
    factories.source("Ines Folk")
    answer = client.post(
        reverse("source-edit", args=[source.uid]),
        {"name": "Ines Folk", "kind": "person", "seen": "1"},
        follow=True,
    )
    assert "There is another source called “Ines Folk”" in answer.content.decode()


def test_names_and_dated_roles_are_added(client: Client) -> None:
    source = volk()
    assert post(client, source, "alias", name="The harbour master").status_code == 302
    assert post(client, source, "alias", name=" ").status_code == 422
    dates = {"since": "2021-03-01", "until": "2024-02-29"}
    assert post(client, source, "role", title="Director", **dates).status_code == 302
    assert post(client, source, "role", title="Pilot").status_code == 302
    wrong = post(client, source, "role", title="X", since="2024-01-02", until="2024-01-01")
    assert wrong.status_code == 422
    html = client.get(source.get_absolute_url()).content.decode()
    assert "The harbour master" in html
    assert 'datetime="2021-03-01"' in html
    roles = client.get(source.get_absolute_url()).context["page"].roles
    assert [role.title for role in roles] == ["Director", "Pilot"]


# --- merging ----------------------------------------------------------------------------------


def two() -> tuple[Source, Source]:
    """Return two sources with a statement each."""
    one = volk()
    other = factories.statement(factories.article(), EARLY, speaker="Volk").source
    assert other is not None
    return one, other


def test_like_names_are_offered_and_others_searched(client: Client) -> None:
    one, other = two()
    far = factories.source("Harbour office")
    url = reverse("source-merge", args=[other.uid])
    assert client.get(url).context["candidates"] == [one]
    found = client.get(url, {"text": "harb"}, headers={"HX-Request": "true"})
    html = found.content.decode()
    assert html.lstrip().startswith('<ul id="candidates"')
    assert str(far.uid) in html
    assert str(one.uid) not in html
    assert "HX-Request" in found["Vary"]


def test_a_merge_shows_what_moves_then_moves_it(client: Client) -> None:
    one, other = two()
    sources.add_alias(source=other, name="V.", by=person("carl"))
    sources.add_role(source=other, title="harbour master", by=person("carl"))
    url = reverse("source-merge", args=[other.uid])
    html = client.get(url, {"into": str(one.uid)}).content.decode()
    for shown in ("1 statement", "“Volk”", "“V.”", "harbour master"):
        assert shown in html
    assert Source.objects.whole().count() == 2
    answer = client.post(url, {"into": str(one.uid)}, follow=True)
    html = answer.content.decode()
    assert answer.redirect_chain == [(f"{one.get_absolute_url()}?from={other.uid}", 302)]
    assert "Part them again" in html
    assert set(words(client, one)) == {POSTS, EARLY}
    assert names(client) == ["Ines Volk"]


def test_links_of_a_merged_source_lead_to_its_root_and_they_can_be_parted(client: Client) -> None:
    one, other = two()
    sources.merge_source(source=other, into=one, by=person("carl"))
    answer = client.get(other.get_absolute_url(), follow=True)
    assert answer.redirect_chain == [(f"{one.get_absolute_url()}?from={other.uid}", 302)]
    assert "“Volk” was merged into this source" in answer.content.decode()
    assert post(client, other, "part").status_code == 302
    assert words(client, one) == [POSTS]
    assert words(client, other) == [EARLY]
    again = client.post(reverse("source-part", args=[other.uid]), follow=True)
    assert "is not merged" in again.content.decode()


def test_a_source_is_not_merged_into_itself_or_into_nothing(client: Client) -> None:
    one, other = two()
    url = reverse("source-merge", args=[one.uid])
    for into in (str(one.uid), "", "nonsense"):
        assert client.post(url, {"into": into}).status_code == 422
    sources.merge_source(source=other, into=one, by=person("carl"))
    assert client.post(url, {"into": str(other.uid)}).status_code == 404
    assert client.get(reverse("source-merge", args=[other.uid])).status_code == 404


# --- cost -------------------------------------------------------------------------------------


def fill(speaker: str) -> None:
    article = factories.article(desk=factories.desk())
    factories.statement(article, POSTS, speaker=speaker)
    factories.claim(article, "Every one of the 40 mooring posts")
    source = Source.objects.get(name=speaker)
    sources.add_role(source=source, title="master", by=person("carl"))


def test_the_list_costs_the_same_at_one_and_at_three_rows(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    for more in (["A"], ["B", "C"]):
        for name in more:
            fill(name)
        with django_assert_num_queries(8):
            client.get(URL)


def test_a_source_costs_the_same_with_one_and_with_three_statements(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    for more in (1, 2):
        for _ in range(more):
            fill("Ines Volk")
        source = Source.objects.get()
        with django_assert_num_queries(15):
            client.get(source.get_absolute_url())
