"""The page that shares claims out, and the panel's form for who has it and by when."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Article, Claim
from claims.services import claims, statements
from tests import factories
from tests.people import person
from tests.queries.bridges import bridges

from .pages import signed_in

pytestmark = pytest.mark.django_db

DEADLINE = datetime.datetime(2031, 5, 1, 18, 0, tzinfo=datetime.UTC)
QUOTE = "We will not open a day early."


def test_what_is_shown_is_what_is_shared_out() -> None:
    article, made = bridges(5, deadline=DEADLINE)
    person("carl"), person("cleo")
    claims.assign_claim(claim=made[4], assignee=person("edda"), by=person("edda"))
    client, url = signed_in("rita"), reverse("article-shares", args=[article.uid])
    page = client.get(article.get_absolute_url()).content.decode()
    assert page.count(url) == 2
    assert url not in signed_in("carl").get(article.get_absolute_url()).content.decode()
    shown = client.get(f"{url}?who=carl&who=cleo&lead=1.5").content.decode()
    assert "(1–2)" in shown
    assert "(3–4)" in shown
    assert "Due 1 h 30 min before the deadline" in shown
    assert "4 open claims are nobody’s" in shown
    assert Claim.objects.filter(assignee__isnull=False).count() == 1  # looking gives nothing away
    mark = shown.partition('name="seen" value="')[2].partition('"')[0]
    sent = {"who": ["carl", "cleo"], "lead": "1.5", "seen": mark}
    done = client.post(url, sent, follow=True)
    assert "Carl Checker: 2 claims; Cleo Checker: 2 claims." in done.content.decode()
    due = DEADLINE - datetime.timedelta(minutes=90)
    assert set(Claim.objects.filter(assignee=person("cleo")).values_list("number", "due_at")) == {
        (3, due),
        (4, due),
    }
    listed = client.get(f"/queue/?article={article.uid}&stage=all&assignee={person('cleo').uid}")
    assert listed.content.decode().count("data-walk-row") == 2
    again = client.post(url, sent)
    assert again.status_code == 409
    assert "have changed since you looked" in again.content.decode()
    assert 'value="carl" checked' in again.content.decode()


def test_what_cannot_be_shared_out_is_told_and_the_ticks_stay() -> None:
    article, _made = bridges(1)
    person("carl")
    client, url = signed_in("rita"), reverse("article-shares", args=[article.uid])
    for sent, told in (
        ({}, "Choose at least one person"),
        ({"who": "carl", "lead": "2"}, "has no deadline"),
        ({"who": "carl", "lead": "-1"}, "greater than or equal to 0"),
        ({"who": "carl", "lead": "NaN"}, "Enter a number"),
        ({"who": ["ada", "<b>"]}, "Nobody who checks goes by the name"),
        ({"who": "\x00"}, "Null characters"),
    ):
        answer = client.post(url, sent)
        assert answer.status_code == 422, sent
        assert told in answer.content.decode(), sent
    assert client.get(f"{url}?who=%00&lead=x&seen={'a' * 99}").status_code == 200
    Article.objects.filter(pk=article.pk).update(stage="killed")
    assert client.post(url, {"who": "carl"}).status_code == 403
    assert "was killed" in client.get(url).content.decode()
    assert not Claim.objects.filter(assignee__isnull=False).exists()


def test_the_page_costs_the_same_with_one_person_and_with_many(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    article, made = bridges(6)
    client, url = signed_in("rita"), reverse("article-shares", args=[article.uid])
    with django_assert_num_queries(11):
        client.get(url)
    for claim, name in zip(made, ("carl", "cleo", "edda"), strict=False):
        claims.assign_claim(claim=claim, assignee=person(name), by=person("rita"))
    with django_assert_num_queries(11):
        client.get(url)


def test_the_panel_gives_a_claim_or_a_statement_to_a_role_and_dates_it_from_the_deadline() -> None:
    article = factories.article(deadline=DEADLINE)
    claim, statement = (
        factories.claim(article, "sixth closure"),
        factories.statement(article, QUOTE),
    )
    client = signed_in("rita")
    for thing, kind, key in ((claim, "claim", 1), (statement, "statement", statement.uid)):
        at = [article.uid, key]
        client.post(reverse(f"{kind}-assignment", args=at), {"assignee": "role:reviewer"})
        client.post(reverse(f"{kind}-due", args=at), {"due_at": "", "lead": "2.5"})
        thing.refresh_from_db()
        assert (thing.assigned_role, thing.due_lead) == ("reviewer", 150)
        panel = client.get(thing.get_absolute_url()).content.decode()
        assert "· the reviewers" in panel
        assert "(2 h 30 min before the deadline)" in panel
        assert 'name="lead" min="0" step="any" inputmode="decimal" value="2.5"' in panel
        for assignee in ("nobody-here", "role:author", "role:", "\x00"):
            sent = {"assignee": assignee}
            wrong = client.post(reverse(f"{kind}-assignment", args=at), sent)
            assert wrong.status_code == 422, assignee
        mine = signed_in("carl")
        assert 'value="role:checker"' not in mine.get(thing.get_absolute_url()).content.decode()
        mine.post(reverse(f"{kind}-assignment", args=at), {"assignee": "carl"})
        thing.refresh_from_db()
        assert (thing.assignee, thing.assigned_role) == (person("carl"), "")


def test_today_leads_to_what_one_s_roles_were_given(client: Client) -> None:
    article, made = bridges(2)
    claims.assign_claim(claim=made[0], assignee=None, role="checker", by=person("rita"))
    said = factories.statement(article, "The bridge number 9 cost 9 million crowns.")
    statements.assign_statement(statement=said, assignee=None, role="checker", by=person("rita"))
    client.force_login(person("carl"))
    today = client.get("/").content.decode()
    for url in ("/queue/?assignee=role", "/queue/?show=statements&assignee=role"):
        assert url.replace("&", "&amp;") in today
        assert client.get(url).content.decode().count("data-walk-row") == 1
