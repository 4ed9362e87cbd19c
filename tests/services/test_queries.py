"""Queries: who asks whom about what, mentions, replies, whose turn it is, and how they end."""

from typing import Any

import pytest

from claims import permissions
from claims.enums import Part, Role, Stage, Visibility
from claims.models import Anchor, Article, Query, User
from claims.queries.threads import answerers_of, queries_for, readers_of
from claims.services import articles, claims, queries, statements
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.people import NAMES, person

from .deeds import events, kinds, nothing_kept

pytestmark = pytest.mark.django_db

WORDS = "The repair cost 3.1 million crowns"
QUOTE = "We will not open a day early."


def asked(article: Article, text: str = "Is it so?", **about: Any) -> Query:
    return queries.ask(on=article.current, text=text, **passage(article) | about)  # type: ignore[arg-type]


def passage(article: Article) -> dict[str, Any]:
    return {"passage": factories.span(article, WORDS), "by": person("carl")}


def fresh(query: Query) -> Query:
    return Query.objects.get(pk=query.pk)


# --- asking ---------------------------------------------------------------------------------------


def test_a_query_on_a_claim_or_statement_keeps_their_words(article: Article) -> None:
    claim = factories.claim(article, WORDS)
    statement = factories.statement(article, QUOTE)
    on_claim = queries.ask(on=claim, text=" Really? ", by=person("carl"))
    on_statement = queries.ask(on=statement, text="Who heard it?", by=person("carl"))
    assert (on_claim.on, on_claim.words, on_claim.text) == (claim, WORDS, "Really?")
    assert (on_statement.on, on_statement.words) == (statement, QUOTE)
    assert not Anchor.objects.filter(query__isnull=False).exists()


def test_a_query_on_a_passage_is_held_by_an_anchor(article: Article) -> None:
    start, end = factories.span(article, WORDS)
    query = asked(article, passage=(start - 1, end))
    anchor = query.anchors.get()
    assert (query.on, query.words) == (None, WORDS)
    assert (anchor.start, anchor.end, anchor.part) == (start, end, Part.CONTENT)
    assert anchor.revision == article.current


@pytest.mark.parametrize("passage", [None, (5, 5), (-1, 4), (0, 10_000)])
def test_a_passage_has_to_be_words_of_the_text(article: Article, passage: Any) -> None:
    with nothing_kept(Invalid):
        asked(article, passage=passage)


def test_asking_takes_an_incoming_article_into_check(article: Article) -> None:
    assert article.stage == Stage.INCOMING
    asked(article)
    article.refresh_from_db()
    assert article.stage == Stage.IN_CHECK


def test_the_question_stands_in_the_log(article: Article) -> None:
    query = asked(article, "Which six?")
    queries.reply(query=query, text="April to November.", by=person("ada"))
    queries.resolve(query=query, by=person("carl"))
    queries.reopen(query=query, by=person("carl"))
    assert [(event.kind, event.note) for event in events(query)] == [
        ("query.asked", "Which six?"),
        ("query.replied", "April to November."),
        ("query.resolved", ""),
        ("query.reopened", ""),
    ]
    assert {event.article_uid for event in events(query)} == {article.uid}
    assert [event.object_version for event in events(query)] == [1, 2, 3, 4]


@pytest.mark.parametrize("who", ["ada", "adam", "nora"])
def test_whoever_does_not_check_does_not_ask(article: Article, who: str) -> None:
    with nothing_kept(Refused):
        asked(article, by=person(who))


def test_nobody_asks_about_what_was_retired_killed_or_put_away(article: Article) -> None:
    claim, statement = factories.claim(article, WORDS), factories.statement(article, QUOTE)
    claims.retire_claim(claim=claim, reason="said twice", by=person("carl"))
    statements.retire_statement(statement=statement, reason="ours", by=person("carl"))
    for thing in (claim, statement):
        thing.refresh_from_db()
        with nothing_kept(Refused):
            queries.ask(on=thing, text="Why?", by=person("carl"))
    article.refresh_from_db()
    articles.move_article(article=article, stage=Stage.KILLED, by=person("edda"))
    with nothing_kept(Refused):
        asked(article)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 10_001, "half a \ud800 character", "\x00"])
def test_a_question_is_some_words_that_can_be_kept(article: Article, text: str) -> None:
    with nothing_kept(Invalid):
        asked(article, text)
    query = asked(article)
    with nothing_kept(Invalid):
        queries.reply(query=query, text=text, by=person("ada"))


# --- to whom --------------------------------------------------------------------------------------


def waiting(who: str) -> set[int]:
    return set(queries_for(person(who)).values_list("pk", flat=True))


def test_a_query_waits_for_whom_it_is_put_to(article: Article) -> None:
    cleo = person("cleo")
    made = {
        "person": asked(article, to_user=person("rita")).pk,
        "role": asked(article, to_role=Role.EDITOR).pk,
        "authors": asked(article, to_role=Role.AUTHOR).pk,
        "mention": asked(article, f"@{cleo.username} do you know?").pk,
        "whoever": asked(article).pk,
    }
    assert waiting("rita") == {made["person"]}
    assert waiting("edda") == {made["role"]}
    assert waiting("ada") == {made["authors"]}
    assert waiting("cleo") == {made["mention"]}
    assert waiting("carl") == waiting("adam") == waiting("nora") == set()


def test_what_one_asks_ones_own_role_does_not_wait_for_oneself(article: Article) -> None:
    query = asked(article, to_role=Role.CHECKER)
    assert (waiting("carl"), waiting("cleo")) == (set(), {query.pk})


def test_a_query_put_to_the_authors_waits_for_those_of_the_article_only(article: Article) -> None:
    query = asked(article, to_role=Role.AUTHOR)
    other = factories.article(text="A bridge\n\nIt closed on Monday after 12 years.")
    other.authors.add(person("cleo"))  # an author there
    assert (waiting("ada"), waiting("cleo")) == ({query.pk}, set())
    article.authors.add(person("cleo"))
    assert waiting("cleo") == {query.pk}


def test_a_query_has_one_addressee(article: Article) -> None:
    with nothing_kept(Invalid):
        asked(article, to_user=person("rita"), to_role=Role.EDITOR)
    with nothing_kept(Invalid):
        asked(article, to_role="printer")
    with nothing_kept(Invalid):
        asked(article, to_role=Role.ADMIN)


def test_the_authors_are_asked_only_where_one_is_named(article: Article) -> None:
    article.authors.clear()
    with nothing_kept(Invalid) as caught:
        asked(article, to_role=Role.AUTHOR)
    assert "No author is named" in str(caught.value)


def gone() -> User:
    user = person("cleo")
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.refresh_from_db()
    return user


@pytest.mark.parametrize("who", ["adam", "nora", "otto", "cleo"])
def test_a_query_is_put_to_nobody_who_could_not_answer_it(article: Article, who: str) -> None:
    otto = User.objects.create(username="otto", name="Otto Other", is_author=True)
    user = otto if who == "otto" else gone() if who == "cleo" else person(who)
    with nothing_kept(Invalid):
        asked(article, to_user=user)
    with nothing_kept(Invalid):
        asked(article, f"@{user.username}, do you know?")


def named(article: Article, *readers: str) -> Article:
    Article.objects.filter(pk=article.pk).update(visibility=Visibility.NAMED)
    article.readers.set([person(name) for name in readers])
    article.refresh_from_db()
    return article


def test_a_secret_article_is_not_told_of_by_a_question(article: Article) -> None:
    named(article, "rita")
    with nothing_kept(Invalid):
        asked(article, to_user=person("edda"))
    with nothing_kept(Invalid):
        asked(article, "What do you say, @edda?")
    query = asked(article, "And @rita?", to_role=Role.EDITOR)
    assert (waiting("rita"), waiting("edda")) == ({query.pk}, set())
    with nothing_kept(Invalid):
        queries.reply(query=query, text="Ask @edda.", by=person("rita"))


def test_who_may_be_asked_are_those_who_could_reply(article: Article) -> None:
    otto = User.objects.create(username="otto", name="Otto Other", is_author=True)
    boss = User.objects.create(username="boss", name="Boss", is_staff=True, is_author=True)
    everybody = [person(name) for name in NAMES] + [otto, boss]
    for secret in (False, True):
        place = named(article, "rita", "adam") if secret else article
        query = Query(article=place, created_by=person("carl"))
        may_read = {u for u in everybody if Article.objects.visible_to(u).contains(place)}
        assert set(readers_of(place)) == may_read
        may_reply = {u for u in may_read if not permissions.why_not_reply(u, query)}
        assert set(answerers_of(place)) == may_reply
        assert may_reply == {u for u in everybody if not permissions.why_not_put_to(u, place)}


# --- mentions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@rita", ["rita"]),
        ("Ask @Rita, or @EDDA.", ["edda", "rita"]),
        ("(@rita) @rita’s note; @edda!", ["edda", "rita"]),
        ("mail rita@example.org or x.@edda", []),
        ("an @ alone, and @@rita", []),
        ("", []),
    ],
)
def test_a_mention_is_an_at_sign_and_a_user_name(
    article: Article, text: str, who: list[str]
) -> None:
    for name in ("rita", "edda"):
        person(name)
    query = asked(article, f"{text} Well?")
    assert sorted(user.username for user in query.mentions.all()) == who


@pytest.mark.parametrize("name", ["j.doe", "j-doe", "jd+desk", "j@example.org", "Åsa", "岡"])
def test_any_user_name_can_be_mentioned(article: Article, name: str) -> None:
    user = User.objects.create(username=name, is_checker=True)
    query = asked(article, f"Perhaps @{name}, perhaps not.")
    assert list(query.mentions.all()) == [user]


def test_an_unknown_name_is_told_before_anything_is_kept(article: Article) -> None:
    with nothing_kept(Invalid) as caught:
        asked(article, "Does @nobody know? @carl might.")
    assert "@nobody" in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_text_full_of_names_takes_no_more_reads_than_one(
    article: Article, django_assert_max_num_queries: Any
) -> None:
    text = " ".join(f"@n{number}" for number in range(2000))
    with django_assert_max_num_queries(12), pytest.raises(Invalid):
        asked(article, text)


def test_a_reply_asks_those_it_mentions_too(article: Article) -> None:
    query = asked(article, to_user=person("rita"))
    edda = person("edda")
    queries.reply(query=query, text=f"@{edda.username} was there.", by=person("rita"))
    assert [user.username for user in query.mentions.all()] == ["edda"]
    queries.reply(query=query, text="And what did she see?", by=person("carl"))
    assert waiting("edda") == {query.pk}


# --- whose turn it is -----------------------------------------------------------------------------


def test_a_query_is_answered_while_somebody_else_spoke_last(article: Article) -> None:
    query = asked(article, to_role=Role.AUTHOR)
    assert fresh(query).answered_at is None
    queries.reply(query=query, text="Yes.", by=person("ada"))
    first = fresh(query).answered_at
    assert first is not None
    assert waiting("ada") == set()
    queries.reply(query=query, text="By whom?", by=person("carl"))
    assert fresh(query).answered_at is None
    assert waiting("ada") == {query.pk}
    queries.reply(query=query, text="By me.", by=person("cleo"))
    assert fresh(query).answered_at is not None


@pytest.mark.parametrize(
    ("who", "may"),
    [(name, True) for name in ("ada", "carl", "cleo", "rita", "edda")]
    + [(name, False) for name in ("adam", "nora")],
)
def test_checkers_reviewers_editors_and_the_authors_reply(
    article: Article, who: str, may: bool
) -> None:
    query = asked(article)
    if may:
        queries.reply(query=query, text="So it is.", by=person(who))
        assert query.replies.get().created_by == person(who)
    else:
        with nothing_kept(Refused):
            queries.reply(query=query, text="So it is.", by=person(who))


def test_the_author_of_another_article_does_not_reply(article: Article) -> None:
    query = asked(article)
    otto = User.objects.create(username="otto", is_author=True)
    with nothing_kept(Refused):
        queries.reply(query=query, text="Let me in.", by=otto)


def test_two_may_reply_at_the_same_time(article: Article) -> None:
    query = asked(article)
    before = fresh(query)
    queries.reply(query=before, text="Yes.", by=person("ada"))
    queries.reply(query=before, text="No.", by=person("cleo"))
    assert [reply.text for reply in query.replies.all()] == ["Yes.", "No."]


# --- the end --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "may"),
    [(name, True) for name in ("carl", "rita", "edda")]
    + [(name, False) for name in ("cleo", "ada", "adam")],
)
def test_who_asked_reviewers_and_editors_resolve_and_reopen(
    article: Article, who: str, may: bool
) -> None:
    query = asked(article)
    if may:
        queries.resolve(query=query, by=person(who))
        assert not fresh(query).is_open
        queries.reopen(query=query, by=person(who))
        assert fresh(query).is_open
        return
    with nothing_kept(Refused):
        queries.resolve(query=query, by=person(who))
    queries.resolve(query=query, by=person("carl"))
    with nothing_kept(Refused):
        queries.reopen(query=query, by=person(who))


def test_the_lead_checker_resolves_what_others_asked(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(lead_checker=person("cleo"))
    query = asked(article)
    queries.resolve(query=query, by=person("cleo"))
    assert fresh(query).resolved_by == person("cleo")


def test_nothing_is_resolved_or_reopened_twice(article: Article) -> None:
    query = asked(article)
    with nothing_kept(Refused):
        queries.reopen(query=query, by=person("carl"))
    queries.resolve(query=query, by=person("carl"))
    with nothing_kept(Refused):
        queries.resolve(query=query, by=person("carl"))
    with nothing_kept(Refused) as caught:
        queries.reply(query=query, text="One more thing.", by=person("ada"))
    assert "Reopen it first" in str(caught.value)


def test_nobody_resolves_over_a_reply_they_have_not_seen(article: Article) -> None:
    query = asked(article)
    queries.reply(query=query, text="It was four million.", by=person("ada"))
    with nothing_kept(Stale):
        queries.resolve(query=query, by=person("carl"), seen=1)
    queries.resolve(query=query, by=person("carl"), seen=2)
    assert not fresh(query).is_open


def test_a_last_word_is_said_before_it_is_resolved(article: Article) -> None:
    query = asked(article)
    queries.resolve(query=query, by=person("carl"), seen=1, last_word="Found it: page 12.")
    assert query.replies.get().text == "Found it: page 12."
    assert kinds(query) == ["query.asked", "query.replied", "query.resolved"]
    now = fresh(query)
    assert (now.version, now.is_open) == (3, False)


def test_a_last_word_that_cannot_be_kept_leaves_it_open(article: Article) -> None:
    query = asked(article)
    with nothing_kept(Invalid):
        queries.resolve(query=query, by=person("carl"), last_word="Thanks @nobody")


def test_a_resolved_query_waits_for_nobody_and_reopened_it_does_again(article: Article) -> None:
    query = asked(article, to_role=Role.AUTHOR)
    queries.resolve(query=query, by=person("carl"))
    assert waiting("ada") == set()
    queries.reopen(query=query, by=person("carl"))
    assert waiting("ada") == {query.pk}


def test_in_an_archived_article_nothing_is_asked_answered_or_waited_for(article: Article) -> None:
    query = asked(article, to_role=Role.AUTHOR)
    articles.archive_article(article=article, by=person("edda"))
    assert waiting("ada") == set()
    for deed in (
        lambda: asked(article),
        lambda: queries.reply(query=query, text="Yes.", by=person("ada")),
        lambda: queries.resolve(query=query, by=person("carl")),
    ):
        with nothing_kept(Refused):
            deed()
