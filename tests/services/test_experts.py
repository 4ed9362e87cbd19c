"""A link to one passage: frozen words, an end, a way to close it, and answers that count."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.enums import ExpertAnswer, Stage
from claims.models import Article, ExpertLink, Query, Reply
from claims.services import articles, experts, queries
from claims.services.saving import Invalid, Refused
from tests import factories
from tests.people import person

from .deeds import events, kinds, nothing_kept, snapshot

pytestmark = pytest.mark.django_db

WORDS = "The repair cost 3.1 million crowns"


def asked(**about: Any) -> Query:
    article = factories.article(**about)
    return queries.ask(on=factories.claim(article, WORDS), text="Is it so?", by=person("carl"))


def invited(query: Query | None = None, **about: Any) -> tuple[ExpertLink, str]:
    values = {"name": " Prof. Lind ", "question": " Plausible? ", "by": person("carl"), **about}
    return experts.invite(query=query or asked(), **values)


def says(token: str, **about: Any) -> Reply:
    values = {"token": token, "decision": "comment", "text": "It sounds high.", **about}
    return experts.answer(**values)


def test_a_link_freezes_the_words_and_ends_by_itself() -> None:
    before = timezone.now()
    link, token = invited(days=3)
    assert experts.open_link(token) == link
    assert (link.name, link.question, link.passage) == ("Prof. Lind", "Plausible?", WORDS)
    assert timedelta(days=3) <= link.expires_at - before < timedelta(days=3, minutes=1)
    assert [(event.kind, event.note) for event in events(link)] == [
        ("expert.invited", "Plausible?")
    ]


def test_a_passage_of_the_text_is_shown_and_no_more_of_it() -> None:
    article = factories.article()
    assert article.current is not None
    span = factories.span(article, "Every one of the 40 mooring posts")
    query = queries.ask(on=article.current, text="Forty?", by=person("carl"), passage=span)
    assert invited(query)[0].passage == "Every one of the 40 mooring posts"
    statement = factories.statement(article, "We will not open a day early.")
    on_words = queries.ask(on=statement, text="Early?", by=person("carl"))
    assert invited(on_words)[0].passage == "We will not open a day early."


def test_the_token_is_stored_nowhere_and_cannot_be_guessed() -> None:
    query = asked()
    tokens = [invited(query)[1] for _ in range(3)]
    says(tokens[0])
    assert len(set(tokens)) == 3
    assert min(len(token) for token in tokens) >= 43
    kept = str(snapshot())
    for token in tokens:
        assert token not in kept
        assert ExpertLink.hash_of(token) in kept


@pytest.mark.parametrize(
    "about",
    [
        {"name": " "},
        {"name": "x" * 151},
        {"name": "a\x00"},
        {"question": "\n"},
        {"question": "half \ud800 a character"},
        {"days": 0},
        {"days": -1},
        {"days": 31},
    ],
)
def test_a_link_that_cannot_be_is_not_made(about: dict[str, Any]) -> None:
    query = asked()
    with nothing_kept(Invalid):
        invited(query, **about)


@pytest.mark.parametrize("who", ["ada", "adam", "nora"])
def test_only_the_newsroom_asks_outside(who: str) -> None:
    query = asked()
    query.article.authors.add(person("ada"))
    by = person(who)
    with nothing_kept(Refused):
        invited(query, by=by)


def test_nobody_outside_is_asked_about_what_is_put_away_or_resolved() -> None:
    query = asked()
    queries.resolve(query=query, by=person("carl"))
    with nothing_kept(Refused) as refused:
        invited(query)
    assert "Reopen it first" in str(refused.value)
    queries.reopen(query=query, by=person("carl"))
    articles.archive_article(article=query.article, by=person("edda"))
    with nothing_kept(Refused):
        invited(query)


def test_an_answer_stands_in_the_thread_and_answers_the_query() -> None:
    link, token = invited()
    reply = says(token, text=" It sounds high. \n")
    assert (reply.text, reply.decision, reply.expert, reply.created_by) == (
        "It sounds high.",
        ExpertAnswer.COMMENT,
        link,
        None,
    )
    query = Query.objects.get()
    assert query.answered_at is not None
    assert list(Query.objects.answered()) == [query]
    assert (events(link)[-1].kind, events(link)[-1].actor_uid) == ("expert.answered", None)
    assert events(link)[-1].note == "Comment only: It sounds high."
    queries.reply(query=query, text="Thank you. Since when?", by=person("carl"))
    assert not Query.objects.answered().exists()
    says(token, decision="accept", text="")
    assert Query.objects.answered().exists()
    assert events(link)[-1].note == "Correct as it stands"


@pytest.mark.parametrize(
    "about",
    [
        {"decision": "comment", "text": " "},
        {"decision": "needs_change", "text": ""},
        {"decision": "", "text": "x"},
        {"decision": "approved", "text": "x"},
        {"text": "a\x00b"},
        {"text": "half \udfff a character"},
        {"text": "x" * 10_001},
    ],
)
def test_what_cannot_be_kept_is_told(about: dict[str, Any]) -> None:
    _link, token = invited()
    with nothing_kept(Invalid):
        says(token, **about)


def test_the_same_said_twice_in_a_row_counts_once() -> None:
    link, token = invited()
    first = says(token)
    assert says(token, text="It sounds high. ") == first
    says(token, decision="accept", text="")
    says(token)
    assert [reply.decision for reply in link.replies.all()] == ["comment", "accept", "comment"]
    assert kinds(link).count("expert.answered") == 3


def test_one_link_takes_so_many_answers_and_another_one_more() -> None:
    query = asked()
    (_link, token), (_other, second) = invited(query), invited(query)
    for number in range(experts.MOST_ANSWERS):
        says(token, text=str(number))
    with nothing_kept(Invalid):
        says(token)
    says(token, text=str(number))  # the last one pressed again
    assert says(second)


def closed(how: str, link: ExpertLink) -> None:
    article = link.query.article
    if how == "revoked":
        experts.revoke(link=link, by=person("carl"))
    elif how == "expired":
        ExpertLink.objects.update(expires_at=timezone.now())
    elif how == "archived":
        articles.archive_article(article=article, by=person("edda"))
    elif how == "killed":
        Article.objects.update(stage=Stage.KILLED)
    else:
        queries.resolve(query=link.query, by=person("carl"))


@pytest.mark.parametrize("how", ["revoked", "expired", "archived", "killed", "resolved"])
def test_a_link_that_is_closed_takes_nothing(how: str) -> None:
    link, token = invited()
    closed(how, link)
    assert experts.open_link(token) is None
    with nothing_kept(experts.Closed):
        says(token)


@pytest.mark.parametrize("how", ["revoked", "expired", "resolved"])
def test_what_closes_at_the_last_moment_takes_nothing(
    how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, token = invited()
    closed(how, link)
    monkeypatch.setattr(experts, "open_link", lambda token: link)  # as it was a moment ago
    with nothing_kept(experts.Closed):
        says(token)


@pytest.mark.parametrize("token", ["", "nonsense", "\x00", "\ud800", "ü" * 5000])
def test_a_token_that_never_was_opens_nothing(token: str) -> None:
    invited()
    assert experts.open_link(token) is None
    with nothing_kept(experts.Closed):
        says(token)


def test_the_first_look_is_noted() -> None:
    link, _token = invited()
    for _ in range(2):
        experts.note_opening(link=link)
    link.refresh_from_db()
    assert link.opened_at is not None
    assert kinds(link) == ["expert.invited", "expert.opened"]


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("carl", True),
        ("rita", True),
        ("edda", True),
        ("adam", True),
        ("cleo", False),
        ("ada", False),
        ("nora", False),
    ],
)
def test_who_made_it_and_who_looks_after_things_close_a_link(who: str, may: bool) -> None:
    link, _token = invited()
    link.query.article.authors.add(person("ada"))
    by = person(who)
    if not may:
        with nothing_kept(Refused):
            experts.revoke(link=link, by=by)
        return
    experts.revoke(link=link, by=by)
    link.refresh_from_db()
    assert (link.revoked_by, link.is_open) == (by, False)
    assert kinds(link)[-1] == "expert.revoked"
    with nothing_kept(Refused):
        experts.revoke(link=link, by=by)
