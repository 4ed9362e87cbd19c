"""An outside expert's page gives nothing away but its passage, however often one asks."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from claims.enums import Visibility
from claims.models import Article, AuditEvent, Claim, Query, Reply, User
from claims.services import queries, sources
from claims.views import experts as views
from tests import factories
from tests.people import NAMES, person

from .expert_links import BROWSER, COMMENT, PASSAGE, linked, shut, text_of
from .pages import find, page, signed_in

pytestmark = pytest.mark.django_db


# --- nothing else ---------------------------------------------------------------------------------

SECRET = """Zanzibar headline nobody knows

WEXFORD — The quibble paragraph stands before it.

The repair cost 3.1 million crowns, said the xylophone ministry to the yellowhammer board.

The vortex paragraph stands after it.
"""
SECRETS = ("Zanzibar", "quibble", "xylophone", "yellowhammer", "vortex", "Wexford", "zeppelin")


@pytest.fixture
def secret() -> Query:
    """A query on some words of an article full of secrets, with notes, evidence and colleagues."""
    article = factories.article(text=SECRET)
    claim = factories.claim(article, PASSAGE)
    factories.support(
        claim, url="https://example.org/zeppelin", passage="zeppelin", note="zeppelin"
    )
    statement = factories.statement(article, "The repair cost", speaker="yellowhammer board")
    person("rita")
    assert statement.source is not None
    sources.edit_source(source=statement.source, by=person("carl"), note="zeppelin")
    query = queries.ask(on=claim, text="@rita zeppelin?", by=person("cleo"), to_user=person("edda"))
    queries.reply(query=query, text="zeppelin", by=person("edda"))
    return query


def nothing_given_away(answer: HttpResponse, client: Client) -> None:
    """Fail if an answer holds any secret, anybody's name, or a way into the newsroom."""
    told = answer.content.decode().lower() + str(list(answer.items())).lower()
    names = [name for pair in NAMES.items() for name in (pair[0], pair[1][0])]
    for word in (*SECRETS, *names, "example.org", "prof. lind", "accounts/login"):
        assert not re.search(rf"\b{re.escape(word.lower())}\b", told), word
    uids = (
        Article.objects.values_list("uid", flat=True),
        Query.objects.values_list("uid", flat=True),
    )
    for uid in (uid for some in uids for uid in some):
        assert str(uid) not in told
    if answer.content:
        assert not find(page(answer), "a")
        assert not find(page(answer), "script")


@pytest.mark.parametrize("who", ["", "carl", "edda", "adam"])
def test_the_page_holds_the_passage_and_nothing_else_of_the_article(
    client: Client, secret: Query, who: str
) -> None:
    link, url = linked(secret, by=person("cleo"))
    if who:
        client.force_login(person(who))
    came = {
        "page": client.get(url, headers=BROWSER),
        "mistake": client.post(url, {"decision": "comment"}),
        "sent": client.post(url, COMMENT),
        "thanks": client.get(url),
        "nothing there": Client().get(f"{url}more/"),
        "not so": client.put(url),
    }
    shut(link, "revoked")
    came["closed"] = client.get(url)
    expected = {"page": 200, "mistake": 422, "sent": 302, "thanks": 200, "closed": 410}
    expected |= {"nothing there": 404, "not so": 405}
    assert {name: answer.status_code for name, answer in came.items()} == expected
    missing = came.pop("nothing there").content.decode().lower()  # the site's own page, with links
    assert not [word for word in (*SECRETS, "prof. lind") if word.lower() in missing]
    for answer in came.values():
        nothing_given_away(answer, client)
    assert text_of(came["page"]).count(PASSAGE) == 1


def test_whoever_waits_learns_nothing_either(
    client: Client, secret: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    _link, url = linked(secret)
    monkeypatch.setattr(views, "MOST_OF_ONE_ADDRESS", 0)
    answer = client.get(url)
    assert answer.status_code == 429
    nothing_given_away(answer, client)
    assert PASSAGE not in answer.content.decode()


def test_the_passage_stays_as_it_was_when_the_link_was_made(client: Client, secret: Query) -> None:
    _link, url = linked(secret)
    before = client.get(url).content
    article = secret.article
    Claim.objects.update(text="zeppelin")
    Query.objects.update(words="zeppelin", text="zeppelin")
    assert article.current is not None
    Article.objects.update(title="zeppelin", visibility=Visibility.NAMED)
    assert client.get(url).content == before


def test_every_answer_asks_to_be_kept_nowhere(client: Client) -> None:
    link, url = linked()
    came = [client.get(url), client.head(url), client.post(url), client.post(url, COMMENT)]
    came += [client.put(url), client.get("/expert/unknown/")]
    shut(link, "revoked")
    came.append(client.get(url))
    for answer in came:
        assert "no-store" in answer["Cache-Control"] or answer.status_code == 405
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "Set-Cookie" not in answer
        assert not answer.cookies


def test_who_is_signed_in_sees_the_same_page_and_keeps_session_and_messages(
    client: Client,
) -> None:
    _link, url = linked()
    inside = signed_in("edda")
    User.objects.filter(username="edda").update(time_zone="Asia/Tokyo")
    before = list(Session.objects.values_list())
    pages = [c.get(url) for c in (client, inside)]
    assert pages[0].content == pages[1].content
    inside.post(url, COMMENT)
    assert list(Session.objects.values_list()) == before
    assert Reply.objects.get().created_by is None
    assert AuditEvent.objects.get(kind="expert.answered").actor_uid is None


def test_a_waiting_message_of_somebody_signed_in_stays_waiting(client: Client) -> None:
    _link, url = linked()
    client.force_login(person("carl"))
    given = {"name": "Zebulon", "email": "", "time_zone": ""}
    assert client.post(reverse("profile"), given).status_code == 302
    assert "Saved." not in client.get(url).content.decode()
    assert "Saved." in client.get(reverse("profile")).content.decode()


# --- how often ------------------------------------------------------------------------------------


def test_one_address_may_not_go_on_and_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_OF_ONE_ADDRESS", 3)
    _link, url = linked()
    for _ in range(3):
        assert client.get("/expert/guess/").status_code == 410
    assert client.get(url).status_code == 429
    assert client.post(url, COMMENT).status_code == 429
    assert not Reply.objects.exists()
    assert client.get(url, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_one_link_may_not_be_opened_on_and_on_from_everywhere(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_OF_ONE_LINK", 3)
    link, url = linked()
    _other, elsewhere = linked(link.query)
    for number in range(3):
        assert client.get(url, REMOTE_ADDR=f"192.0.2.{number}").status_code == 200
    assert client.get(url, REMOTE_ADDR="192.0.2.9").status_code == 429
    assert client.get(elsewhere, REMOTE_ADDR="192.0.2.9").status_code == 200
