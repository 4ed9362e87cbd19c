"""The admin as a whole: who gets in, what it costs, what it never shows."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.admin.base import MOST_COUNTED, CappedPaginator, NewsroomAdmin
from claims.enums import Role, SuggestionKind, Visibility
from claims.models import (
    Article,
    Change,
    Claim,
    Desk,
    Evidence,
    ExpertLink,
    Feed,
    Invitation,
    NothingToCheck,
    NoticeSetting,
    Override,
    Query,
    Review,
    Revision,
    SavedView,
    SignOff,
    Source,
    Statement,
    Suggestion,
    Support,
    Tag,
    User,
    WatchSetting,
)
from claims.services import changes, experts, people, queries, suggestions
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db
OURS = [model for model, kept in admin.site._registry.items() if isinstance(kept, NewsroomAdmin)]
SETTINGS = {WatchSetting, NoticeSetting}  # they have no lists
NAMES = [model._meta.model_name for model in OURS if model not in SETTINGS]
# Queries of each list: the session, the person, two of Django's own permissions (which open
# nothing of ours), the capped count and the rows; desks are read where one filters by them, and
# with the log the evidence for named people that it tells of.
QUERIES = dict.fromkeys(NAMES, 6) | {"article": 7, "claim": 7, "statement": 7, "auditevent": 7}
QUERIES |= {"savedview": 7}


def lists(name: str | None) -> str:
    return reverse(f"admin:claims_{name}_changelist")


def page(thing: Any) -> str:
    return reverse(f"admin:claims_{thing._meta.model_name}_change", args=[thing.pk])


@pytest.fixture
def adam(client: Client) -> User:
    """Sign the admin in; he holds no other role."""
    client.force_login(person("adam"))
    return person("adam")


def everything(number: int, *, visibility: str = Visibility.NEWSROOM) -> dict[str, Any]:
    """Make one of each thing, in an article of its own, with names that hold ``number``."""
    by = person("carl")
    article = factories.article(title=f"Secret-{number} ferry", visibility=visibility)
    claim = factories.claim(article, "The repair cost 3.1 million crowns", text=f"Secret-{number}")
    statement = factories.statement(
        article, "Every one of the 40 mooring posts", speaker=f"Secret-{number} Volk"
    )
    support = factories.support(claim, url=f"https://example.org/secret-{number}")
    Evidence.objects.filter(pk=support.evidence_id).update(visibility=visibility)
    start, end = factories.span(article, "It was the sixth closure since April.")
    assert article.current is not None
    nothing = suggestions.nothing_here(revision=article.current, start=start, end=end, by=by)
    Review.objects.create(claim=claim, decision="approved", verdict="verified", created_by=by)
    invitation, _ = people.invite(
        name=f"Invited {number}", by=person("adam"), roles=frozenset({Role.AUTHOR})
    )
    Desk.objects.create(name=f"Desk {number}", slug=f"desk-{number}")
    Tag.objects.create(name=f"Tag {number}", slug=f"tag-{number}")
    SavedView.objects.create(owner=by, name=f"View {number}", is_shared=True)
    query = queries.ask(on=claim, text=f"Secret-{number}?", by=by)
    link, _token = experts.invite(query=query, name=f"Secret-{number}", question="Right?", by=by)
    proposed = changes.propose(to=claim, new=f"Secret-{number}", reason="Newer figure", by=by)
    revision = article.current
    return {
        "query": query,
        "expertlink": link,
        "change": proposed,
        "override": Override.objects.create(
            article=article, condition="open_queries", covers=[], reason="Late", created_by=by
        ),
        "signoff": SignOff.objects.create(
            article=article, revision=revision, record={}, created_by=by
        ),
        "article": article,
        "claim": claim,
        "statement": statement,
        "support": support,
        "evidence": support.evidence,
        "nothingtocheck": nothing,
        "review": claim.reviews.get(),
        "revision": article.current,
        "source": statement.source,
        "suggestion": factories.suggestion(article, SuggestionKind.CLAIM),
        "invitation": invitation,
    }


def test_every_noun_of_the_newsroom_is_here() -> None:
    models = {Article, Claim, Desk, Evidence, Invitation, NothingToCheck, Review, Revision}
    models |= {Source, Statement, Suggestion, Support, Tag, User}
    models |= {Change, ExpertLink, Feed, Override, Query, SavedView, SignOff, *SETTINGS}
    assert {m.__name__ for m in models} | {"AuditEvent"} == {m.__name__ for m in OURS}


@pytest.mark.parametrize("who", ["ada", "carl", "rita", "edda", "nora"])
def test_only_the_role_admin_gets_in(client: Client, who: str) -> None:
    client.force_login(person(who))
    for address in (reverse("admin:index"), *map(lists, NAMES)):
        assert client.get(address).status_code == 302, address


def test_being_a_superuser_opens_nothing(client: Client) -> None:
    User.objects.filter(pk=person("carl").pk).update(is_superuser=True)
    client.force_login(User.objects.get(username="carl"))
    assert client.get(lists("claim")).status_code == 302


def test_a_list_costs_the_same_at_one_and_at_three_rows(
    client: Client, adam: User, subtests: pytest.Subtests
) -> None:
    for rows in ([1], [2, 3]):
        for number in rows:
            everything(number)
        for name in NAMES:
            with subtests.test(name, rows=rows[-1]):
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(lists(name)).status_code == 200
                assert len(asked) == QUERIES[name], [q["sql"][:90] for q in asked]


def test_lists_can_be_searched_with_anything(client: Client, adam: User) -> None:
    everything(1)
    for name in NAMES:
        for text in ("secret", "%", "'\"\\", "\U0001f6a2", "Ü" * 300, "a\x00b"):
            assert client.get(lists(name), {"q": text}).status_code == 200, (name, text)


def test_every_page_opens_and_none_offers_to_delete(client: Client, adam: User) -> None:
    things = everything(1)
    for thing in [*things.values(), adam]:
        answer = client.get(page(thing))
        assert answer.status_code == 200, thing
        assert "deletelink" not in answer.content.decode()
        gone = reverse(f"admin:claims_{thing._meta.model_name}_delete", args=[thing.pk])
        assert client.post(gone, {"post": "yes"}).status_code == 403
        assert type(thing).objects.filter(pk=thing.pk).exists()


def test_no_list_offers_to_delete_in_bulk(
    client: Client, adam: User, subtests: pytest.Subtests
) -> None:
    things = everything(1)
    before = [type(thing).objects.count() for thing in things.values()]
    for name in NAMES:
        with subtests.test(name):
            assert "delete_selected" not in client.get(lists(name)).content.decode()
            chosen = [str(things[name].pk)] if name in things else ["1"]
            client.post(lists(name), {"action": "delete_selected", "_selected_action": chosen})
            assert before == [type(thing).objects.count() for thing in things.values()]


HIDDEN = ["article", "claim", "statement", "nothingtocheck", "review", "revision", "suggestion"]
HIDDEN += ["support", "evidence", "source"]


def test_what_an_admin_may_not_read_is_not_here_either(
    client: Client, adam: User, subtests: pytest.Subtests
) -> None:
    things = everything(7, visibility=Visibility.NAMED)
    for name in HIDDEN:
        thing = things[name]
        with subtests.test(name):
            answer = client.get(lists(name)).content.decode()
            assert "secret-7" not in answer.lower()
            assert f"/{name}/{thing.pk}/change/" not in answer
            found = client.get(lists(name), {"q": "secret"}).content.decode()
            assert f"/{name}/{thing.pk}/change/" not in found
            assert client.get(page(thing)).status_code == 302  # "does not exist": to the start
            history = reverse(f"admin:claims_{name}_history", args=[thing.pk])
            assert client.get(history).status_code == 302


def test_what_an_admin_may_not_read_is_not_in_the_audit_log(client: Client, adam: User) -> None:
    everything(7, visibility=Visibility.NAMED)
    answer = client.get(lists("auditevent")).content.decode()
    assert "Invited 7" in answer
    assert "Secret-7" not in answer
    assert "secret-7" not in answer


@pytest.mark.parametrize(("model", "field", "hidden"), [("statement", "source", "Secret-7 Volk")])
def test_autocomplete_offers_only_what_one_may_read(
    client: Client, adam: User, model: str, field: str, hidden: str
) -> None:
    everything(7, visibility=Visibility.NAMED)
    everything(8)
    ask = {"app_label": "claims", "model_name": model, "field_name": field}
    answer = client.get(reverse("admin:autocomplete"), {**ask, "term": "secret"})
    assert [row["text"] for row in answer.json()["results"]] == ["Secret-8 Volk"]
    assert client.get(reverse("admin:autocomplete"), {**ask, "term": "a\x00"}).status_code == 200


def test_a_hidden_source_cannot_be_chosen_by_its_number(client: Client, adam: User) -> None:
    hidden = everything(7, visibility=Visibility.NAMED)["source"]
    statement = everything(8)["statement"]
    data = {
        "source": hidden.pk,
        "role_printed": "",
        "manner": "direct",
        "terms": "on_record",
        "seen": statement.version,
        "anchors-TOTAL_FORMS": 0,
        "anchors-INITIAL_FORMS": 0,
    }
    answer = client.post(page(statement), data)
    assert answer.status_code == 200
    assert "Secret-7" not in answer.content.decode()
    statement.refresh_from_db()
    assert statement.source.name == "Secret-8 Volk"


def test_the_paginator_never_counts_beyond_its_limit(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    with django_assert_num_queries(1) as asked:
        assert CappedPaginator(User.objects.order_by("name"), 50).count == 0
    sql = asked.captured_queries[0]["sql"]
    assert f"LIMIT {MOST_COUNTED}" in sql
    assert "ORDER BY" not in sql
    assert CappedPaginator([1, 2, 3], 2).num_pages == 2


def test_the_audit_log_can_be_narrowed_to_a_day(client: Client, adam: User) -> None:
    everything(1)
    today = timezone.localdate()
    for day, found in [(today, True), (today - datetime.timedelta(days=2), False)]:
        html = client.get(lists("auditevent"), {"at__date": str(day)}).content.decode()
        assert ("claim.raised" in html) is found


def test_the_history_of_a_thing_is_the_audit_log(client: Client, adam: User) -> None:
    claim = everything(1)["claim"]
    answer = client.get(reverse("admin:claims_claim_history", args=[claim.pk]), follow=True)
    assert answer.redirect_chain == [(f"{lists('auditevent')}?object_uid__exact={claim.uid}", 302)]
    assert "claim.raised" in answer.content.decode()


def test_pages_of_the_admin_keep_to_the_strict_policy(client: Client, adam: User) -> None:
    claim = everything(1)["claim"]
    for url in (lists("auditevent"), page(claim), reverse("admin:claims_invitation_add")):
        html = client.get(url).content.decode()
        assert " style=" not in html
        assert " onclick=" not in html
        assert "<style" not in html
