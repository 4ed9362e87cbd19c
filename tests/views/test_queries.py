"""Queries on screen: asking, answering and settling, in the workspace and on their own page."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from claims.enums import ExpertAnswer, Role, Visibility
from claims.models import Article, Claim, Query
from claims.queries.query_list import SIZE
from claims.services import articles, experts, queries
from tests import factories
from tests.people import person

from .pages import (
    HTMX,
    Element,
    Parts,
    counted,
    find,
    look,
    page,
    place,
    press,
    signed_in,
    words,
)

pytestmark = pytest.mark.django_db

WORDS = "The repair cost 3.1 million crowns"
LIST = "/queries/"


@pytest.fixture
def claim(article: Article) -> Claim:
    return factories.claim(article, WORDS)


def on_passage(article: Article, text: str = "Is it so?", **about: Any) -> Query:
    assert article.current is not None
    span = factories.span(article, "sixth closure")
    asked = {"to_role": Role.AUTHOR, "by": person("carl"), "passage": span} | about
    return queries.ask(on=article.current, text=text, **asked)


def at(name: str, query: Query) -> str:
    return reverse(name, args=[query.article.uid, query.uid])


def fresh(query: Query) -> Query:
    return Query.objects.get(pk=query.pk)


def panel_of(client: Client, thing: Any) -> Element:
    return Parts(look(client, thing.get_absolute_url())).panel


def card(answer: HttpResponse, query: Query) -> Element:
    return page(answer).get_element_by_id(f"card-{query.uid}")


# --- asking ---------------------------------------------------------------------------------------


def test_a_question_is_asked_from_the_panel_and_shows_there_and_in_the_text(claim: Claim) -> None:
    sent = {"text": "Whose figure, @rita?", "to": "author"}
    person("rita")
    parts = Parts(press(signed_in("carl"), place("claim-query", claim), **sent))
    query = Query.objects.get()
    assert (query.on, query.to_role, query.created_by) == (claim, "author", person("carl"))
    thread = parts.panel.get_element_by_id(f"query-{query.uid}")
    assert "Carl Checker to the author, Ada Author" in words(thread)
    assert "Whose figure, Rita Reviewer?" in words(thread)
    assert find(parts.panel.get_element_by_id("panel-queries"), "form", id=f"reply-{query.uid}")
    (head,) = find(parts.panel, class_="panel__head")
    assert find(head, class_="asked")
    (block,) = parts.blocks.values()
    assert find(block, "mark", data_mark=str(claim.uid), data_asked=True)
    assert (parts.toast, parts.undo) == ("Asked.", "")
    assert "1 open query" in words(parts.beside_at("#side"))


@pytest.mark.parametrize(
    ("to", "role", "user"),
    [("", "", None), ("editor", "editor", None), ("@rita", "", "rita"), ("author", "author", None)],
)
def test_a_question_is_put_to_somebody(claim: Claim, to: str, role: str, user: str | None) -> None:
    person("rita")
    sent = {"text": "So?", "to": to}
    answer = signed_in("carl").post(place("claim-query", claim), sent)
    assert answer["Location"] == claim.get_absolute_url()
    query = Query.objects.get()
    assert (query.to_role, query.to_user) == (role, person(user) if user else None)


def test_the_form_offers_the_authors_first_and_only_people_who_could_answer(
    claim: Claim,
) -> None:
    for name in ("rita", "edda", "adam", "nora"):
        person(name)
    (choice,) = find(panel_of(signed_in("carl"), claim), "select", name="to")
    values = [option.get("value") for option in find(choice, "option")]
    assert values == ["author", "", "checker", "reviewer", "editor", "@ada", "@edda", "@rita"]
    (first,) = find(choice, "option", selected=True)
    assert first.get("value") == "author"
    claim.article.authors.clear()
    Article.objects.filter(pk=claim.article.pk).update(visibility=Visibility.NAMED)
    claim.article.readers.add(person("rita"))
    (choice,) = find(panel_of(signed_in("carl"), claim), "select", name="to")
    values = [option.get("value") for option in find(choice, "option")]
    assert values == ["", "checker", "reviewer", "editor", "@rita"]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"text": " "}, "Write the question first."),
        ({"text": "Who, @nobody?"}, "Nobody here is called @nobody"),
        ({"text": "So?", "to": "@nora"}, "Select a valid choice"),
        ({"text": "So?", "to": "admin"}, "Select a valid choice"),
        ({"text": "x" * 10_001}, "at most 10000 characters"),
    ],
)
def test_a_question_that_cannot_be_asked_stands_in_the_form_again(
    claim: Claim, sent: dict[str, str], why: str
) -> None:
    person("nora")
    answer = press(signed_in("carl"), place("claim-query", claim), **sent)
    assert answer.status_code == 422
    panel = Parts(answer).panel
    assert why in words(find(panel, role="alert")[0])
    (box,) = find(panel, "textarea", id="ask-text")
    assert words(box) == sent["text"].strip()
    assert not Query.objects.exists()


def test_a_statement_is_asked_about_as_well(article: Article) -> None:
    statement = factories.statement(article, "We will not open a day early.")
    parts = Parts(press(signed_in("carl"), place("statement-query", statement), text="So?"))
    assert Query.objects.get().on == statement
    (head,) = find(parts.panel, class_="panel__head")
    assert find(head, class_="asked")


def test_who_may_not_ask_gets_no_form(claim: Claim) -> None:
    for name in ("ada", "adam"):
        panel = panel_of(signed_in(name), claim)
        assert not find(panel, "textarea", id="ask-text")
        assert press(signed_in(name), place("claim-query", claim), text="So?").status_code == 403
    assert not Query.objects.exists()


# --- asking about a passage -----------------------------------------------------------------------


def choose(client: Client, article: Article, exact: str = "sixth closure", **sent: Any) -> Any:
    return press(client, reverse("query-ask", args=[article.uid]), exact=exact, **sent)


def test_chosen_words_get_a_form_and_nothing_is_kept_yet(article: Article) -> None:
    start = factories.span(article, "sixth closure")[0]
    parts = Parts(choose(signed_in("carl"), article, start=start, end=start + 13))
    assert words(find(parts.panel, class_="quote")[0]) == "sixth closure"
    (form,) = find(parts.panel, "form", id="ask-passage")
    held = {box.get("name"): box.get("value") for box in find(form, "input", type="hidden")}
    assert (held["exact"], held["start"]) == ("sixth closure", str(start))
    assert find(form, "textarea", name="text", data_focus_here=True)
    assert not Query.objects.exists()


def test_the_question_on_a_passage_marks_it_and_opens_its_panel(article: Article) -> None:
    answer = choose(signed_in("carl"), article, text="Which six?", to="author")
    query = Query.objects.get()
    assert (query.on, query.words, query.to_role) == (None, "sixth closure", "author")
    assert answer["HX-Push-Url"] == query.get_absolute_url()
    parts = Parts(answer)
    assert parts.panel.get("data-mark") == str(query.uid)
    assert "Which six?" in words(parts.panel)
    (block,) = parts.blocks.values()
    (mark,) = find(block, "mark", data_kind="query")
    assert (mark.get("data-n"), mark.get("aria-current")) == ("?", "true")


def test_without_a_script_the_words_are_typed_and_then_the_question(article: Article) -> None:
    client = signed_in("carl")
    shown = page(client.get(article.get_absolute_url()))
    (button,) = [
        b
        for b in find(shown.get_element_by_id("claim-by-words"), "button")
        if b.get("formaction") == reverse("query-ask", args=[article.uid])
    ]
    answer = client.post(button.get("formaction"), {"exact": "sixth closure", "speaker": ""})
    assert answer.status_code == 200
    (form,) = find(page(answer), "form", id="ask-passage")
    sent = {box.get("name"): box.get("value") for box in find(form, "input", type="hidden")}
    done = client.post(form.get("action"), {**sent, "text": "Which six?"}, follow=True)
    query = Query.objects.get()
    assert done.redirect_chain == [(query.get_absolute_url(), 302)]
    assert "Which six?" in words(page(done).get_element_by_id("panel"))


@pytest.mark.parametrize("exact", ["", "not in the text", "the"])
def test_words_that_are_not_there_or_in_several_places_are_told(
    article: Article, exact: str
) -> None:
    client = signed_in("carl")
    for sent in ({}, {"text": "So?"}):
        answer = choose(client, article, exact, **sent)
        assert answer.status_code == 422
        assert find(Parts(answer).panel, role="alert")
    assert client.get(reverse("query-ask", args=[article.uid])).status_code == 422
    assert not Query.objects.exists()


def test_a_refused_question_on_a_passage_stays_with_its_words(article: Article) -> None:
    client = signed_in("carl")
    answer = choose(client, article, text="Who, @nobody?", to="editor")
    assert answer.status_code == 422
    panel = Parts(answer).panel
    assert words(find(panel, "textarea", name="text")[0]) == "Who, @nobody?"
    assert words(find(panel, class_="quote")[0]) == "sixth closure"
    (chosen,) = find(panel, "option", selected=True)
    assert chosen.get("value") == "editor"


# --- the page of one query ------------------------------------------------------------------------


def test_a_query_on_a_claim_leads_to_the_claim(claim: Claim) -> None:
    query = queries.ask(on=claim, text="So?", by=person("carl"))
    answer = signed_in("rita").get(query.get_absolute_url())
    assert answer["Location"] == f"{claim.get_absolute_url()}#query-{query.uid}"


def test_a_resolved_passage_is_no_mark_any_more_and_still_opens(article: Article) -> None:
    query = on_passage(article)
    queries.resolve(query=query, by=person("carl"))
    shown = page(signed_in("rita").get(query.get_absolute_url()))
    assert not find(shown.get_element_by_id("article"), "mark", data_kind="query")
    panel = shown.get_element_by_id("panel")
    assert words(find(panel, class_="quote")[0]) == "sixth closure"
    assert find(panel, "form", id=f"reopen-{query.uid}")
    assert not find(panel, "form", id=f"reply-{query.uid}")


def test_the_panel_shows_open_threads_and_folds_the_resolved(claim: Claim) -> None:
    done = queries.ask(on=claim, text="Old?", by=person("carl"))
    queries.resolve(query=done, by=person("carl"))
    new = queries.ask(on=claim, text="New?", by=person("carl"))
    panel = panel_of(signed_in("carl"), claim)
    threads = find(panel, "article", class_="thread")
    assert [thread.get("id") for thread in threads] == [f"query-{new.uid}", f"query-{done.uid}"]
    assert threads[0].getparent().tag == "div"
    assert threads[1].getparent().tag == "details"
    assert threads[1].getparent().get("open") is None


def test_what_an_expert_says_is_marked_as_from_outside(claim: Claim) -> None:
    query = queries.ask(on=claim, text="So?", by=person("carl"))
    _, token = experts.invite(query=query, name="Prof. Lind", question="So?", by=person("carl"))
    experts.answer(token=token, decision=ExpertAnswer.NEEDS_CHANGE, text="Four million.")
    panel = panel_of(signed_in("rita"), claim)
    (outside,) = find(panel, class_="thread__item--outside")
    assert words(outside).startswith("Prof. Lind from outside")
    assert "Needs a change Four million." in words(outside)


# --- replies and the end, in the panel ------------------------------------------------------------


def test_a_reply_in_the_panel_keeps_one_there(claim: Claim) -> None:
    query = queries.ask(on=claim, text="So?", by=person("carl"))
    here = claim.get_absolute_url()
    parts = Parts(press(signed_in("ada"), at("query-reply", query), at=here, text="Yes."))
    assert parts.panel.get("data-mark") == str(claim.uid)
    thread = parts.panel.get_element_by_id(f"query-{query.uid}")
    assert "Ada Author" in words(find(thread, "ol")[0])
    assert thread.get("data-thread") == "answered"
    assert parts.toast == "Reply sent."


@pytest.mark.parametrize("name", ["query-reply", "query-resolve"])
def test_a_reply_that_cannot_be_kept_stays_in_its_own_field(claim: Claim, name: str) -> None:
    query = queries.ask(on=claim, text="So?", by=person("carl"))
    other = queries.ask(on=claim, text="And so?", by=person("carl"))
    sent = {"text": "Ask @nobody.", "seen": query.version}
    answer = press(signed_in("carl"), at(name, query), **sent)
    assert answer.status_code == 422
    panel = Parts(answer).panel
    assert "@nobody" in words(find(panel, role="alert")[0])
    assert words(panel.get_element_by_id(f"reply-text-{query.uid}")) == "Ask @nobody."
    assert words(panel.get_element_by_id(f"reply-text-{other.uid}")) == ""
    assert fresh(query).is_open


def test_a_refused_reply_stays_too(claim: Claim) -> None:
    query = queries.ask(on=claim, text="So?", by=person("carl"))
    answer = press(signed_in("adam"), at("query-reply", query), text="Yes.")
    assert answer.status_code == 403
    assert "Only checkers, reviewers, editors" in words(find(Parts(answer).panel, role="alert")[0])


def test_resolving_over_an_unseen_reply_is_a_conflict_that_shows_it(claim: Claim) -> None:
    query = queries.ask(on=claim, text="So?", by=person("carl"))
    queries.reply(query=query, text="It was four.", by=person("ada"))
    answer = press(signed_in("carl"), at("query-resolve", query), seen=1, text="Fine.")
    assert answer.status_code == 409
    panel = Parts(answer).panel
    assert "Ada Author" in words(find(panel, role="alert")[0])
    assert words(panel.get_element_by_id(f"reply-text-{query.uid}")) == "Fine."
    assert press(signed_in("carl"), at("query-resolve", query), seen=2).status_code == 200
    assert not fresh(query).is_open


def test_resolving_a_passage_takes_its_mark_away_and_reopening_brings_it_back(
    article: Article,
) -> None:
    query = on_passage(article)
    parts = Parts(press(signed_in("carl"), at("query-resolve", query), seen=1, text="Seen."))
    (block,) = parts.blocks.values()
    assert not find(block, "mark", data_kind="query")
    assert query.replies.get().text == "Seen."
    version = fresh(query).version
    parts = Parts(press(signed_in("carl"), at("query-reopen", query), seen=version))
    (block,) = parts.blocks.values()
    assert find(block, "mark", data_kind="query")


def test_who_may_not_resolve_reads_why_beside_the_button(claim: Claim) -> None:
    query = queries.ask(on=claim, text="So?", by=person("carl"))
    panel = panel_of(signed_in("cleo"), claim)
    button = panel.get_element_by_id(f"resolve-{query.uid}")
    assert button.get("disabled") is not None
    why = panel.get_element_by_id(button.get("aria-describedby"))
    assert words(why).startswith("Only who asked, the lead checker")
    assert (
        panel_of(signed_in("carl"), claim).get_element_by_id(button.get("id")).get("disabled")
        is None
    )


# --- the page for answering -----------------------------------------------------------------------


def test_an_author_reads_the_words_around_and_replies_without_the_workspace(
    article: Article,
) -> None:
    query = on_passage(article)
    client = signed_in("ada")
    here = card(client.get(LIST), query)
    assert "It was the sixth closure since April." in words(here)
    (asked,) = find(here, "mark")
    assert words(asked) == "sixth closure"
    (form,) = find(here, "form")
    sent = {box.get("name"): box.get("value") or "" for box in find(form, "input")}
    answer = client.post(form.get("action"), {**sent, "text": "The list is in the post."})
    assert answer["Location"] == LIST
    assert query.replies.get().created_by == person("ada")
    assert "Nobody waits for an answer of yours" in words(page(client.get(LIST)))


def test_with_a_script_only_the_card_and_the_numbers_change(article: Article) -> None:
    query = on_passage(article)
    client = signed_in("ada")
    sent = {"show": "mine", "state": "waiting", "article": "", "after": "", "text": "Yes."}
    answer = client.post(at("query-reply", query), sent, headers=HTMX)
    assert answer.status_code == 200
    shown = page(answer)
    (here,) = find(shown, "li", class_="query-card")
    assert here.get("id") == f"card-{query.uid}"
    assert "Answered" in words(here)
    assert "<html" not in answer.content.decode()
    counts = [words(count) for count in find(shown, class_="facet__count")]  # mine, asked, all
    assert counts[:3] == ["0", "0", "1"]
    (number,) = find(shown, id="query-count")
    assert number.get("hidden") is not None


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_on_the_card_too_nothing_typed_is_lost(article: Article, headers: dict[str, str]) -> None:
    query, other = on_passage(article), on_passage(article, "And?")
    sent = {"show": "mine", "state": "waiting", "text": "Ask @nobody."}
    client = signed_in("ada")
    answer = client.post(at("query-reply", query), sent, headers=headers)
    assert answer.status_code == 422
    here = card(answer, query)
    assert "@nobody" in words(find(here, role="alert")[0])
    assert words(here.get_element_by_id(f"reply-text-{query.uid}")) == "Ask @nobody."
    if not headers:
        assert not find(card(answer, other), role="alert")
        assert len(find(page(answer), "li", class_="query-card")) == 2


def test_what_was_resolved_meanwhile_is_told_with_what_was_typed(article: Article) -> None:
    query = on_passage(article)
    queries.resolve(query=query, by=person("carl"))
    sent = {"show": "mine", "state": "waiting", "text": "But <it> is so."}
    answer = signed_in("ada").post(at("query-reply", query), sent)
    assert answer.status_code == 403
    here = words(card(answer, query))
    assert "This query is resolved." in here
    assert "What you wrote, not savedBut <it> is so." in here
    panel = Parts(press(signed_in("ada"), at("query-reply", query), text="But")).panel
    assert "What you wrote, not savedBut" in words(panel)
    late = {"show": "asked", "state": "open", "seen": "1"}
    answer = signed_in("carl").post(at("query-resolve", query), late, headers=HTMX)
    assert answer.status_code == 409


def test_the_answer_leads_back_to_the_list_one_was_on(article: Article) -> None:
    query = on_passage(article)
    sent = {"show": "asked", "state": "open", "article": str(article.uid), "seen": "1"}
    answer = signed_in("carl").post(at("query-resolve", query), {**sent, "after": "//evil"})
    assert answer["Location"] == f"{LIST}?show=asked&article={article.uid}&after=%2F%2Fevil"
    assert not fresh(query).is_open


@pytest.mark.parametrize("asked", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_an_article_that_one_may_not_know_of_has_no_list(article: Article, asked: str) -> None:
    client = signed_in("edda")
    assert client.get(LIST, {"article": asked}).status_code == 404
    Article.objects.filter(pk=article.pk).update(visibility=Visibility.NAMED)
    assert client.get(LIST, {"article": str(article.uid)}).status_code == 404
    query = on_passage(article)
    sent = {"show": "all", "article": asked, "text": "So."}
    assert signed_in("ada").post(at("query-reply", query), sent).status_code == 404
    assert signed_in("edda").post(at("query-reply", query), sent).status_code == 404


def test_the_article_asked_for_can_be_taken_away_again(article: Article) -> None:
    on_passage(article)
    shown = page(signed_in("carl").get(LIST, {"show": "all", "article": str(article.uid)}))
    (chip,) = find(shown, "a", class_="chip")
    assert chip.get("href") == f"{LIST}?show=all"
    assert article.title in words(chip)


def test_an_empty_list_says_what_would_stand_there(article: Article) -> None:
    for who, asked, says in (
        ("ada", {}, "A question on your article stands here"),
        ("carl", {}, "A question put to you, to your role"),
        ("carl", {"show": "asked"}, "choose a claim or a statement and press q"),
        ("ada", {"show": "asked"}, "you answer"),
        ("carl", {"show": "all", "state": "resolved"}, "Choose another filter"),
    ):
        assert says in words(page(signed_in(who).get(LIST, asked)))


def test_long_lists_have_pages(article: Article) -> None:
    for number in range(SIZE + 1):
        on_passage(article, f"Question {number}?")
    client = signed_in("ada")
    first = page(client.get(LIST))
    assert len(find(first, class_="query-card")) == SIZE
    (link,) = find(first, "a", rel="next")
    second = page(client.get(link.get("href")))
    assert len(find(second, class_="query-card")) == 1
    assert find(second, "a", href=LIST, class_="button")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_reads_at_one_and_at_three_rows(
    rows: int, django_assert_num_queries: Any
) -> None:
    cleo = person("cleo")
    for number in range(rows):
        article = factories.article(text=f"Story {number}\n\nIt cost {number} million.")
        article.authors.add(person("ada"))
        claim = factories.claim(article, f"It cost {number} million")
        query = queries.ask(on=claim, text="@cleo?", by=person("carl"), to_role=Role.AUTHOR)
        queries.reply(query=query, text="Yes.", by=cleo)
        queries.reply(query=query, text="And?", by=person("carl"))
    client = signed_in("ada")
    with django_assert_num_queries(12):
        answer = client.get(LIST)
    assert len(find(page(answer), class_="query-card")) == rows


@pytest.mark.parametrize("visibility", [Visibility.NEWSROOM, Visibility.NAMED])
def test_a_panel_takes_the_same_reads_for_one_thread_and_for_three(
    claim: Claim, visibility: str
) -> None:
    Article.objects.filter(pk=claim.article.pk).update(visibility=visibility)
    claim.article.readers.add(person("cleo"))
    claim.refresh_from_db()
    client = signed_in("carl")
    cleo = person("cleo")
    reads = []
    for number in range(3):
        query = queries.ask(on=claim, text=f"Question {number}, @cleo?", by=person("carl"))
        queries.reply(query=query, text="Yes.", by=cleo)
        queries.reply(query=query, text="No.", by=person("ada"))
        on_passage(claim.article, f"Passage {number}?")
        with counted() as found:
            look(client, claim.get_absolute_url())
        reads.append(len(found))
    assert reads[0] == reads[1] == reads[2]
    if visibility == Visibility.NEWSROOM:  # elsewhere every rule asks who may read
        assert reads[0] == 21


# --- where an open query shows --------------------------------------------------------------------


def test_lists_show_which_claims_have_an_open_query(article: Article, claim: Claim) -> None:
    factories.claim(article, "no one was hurt in the storm")
    statement = factories.statement(article, "We will not open a day early.")
    Claim.objects.update(assignee=person("carl"))
    client = signed_in("carl")

    def signs(address: str) -> int:
        return len(find(page(client.get(address)).get_element_by_id("main"), class_="asked"))

    source = statement.source
    assert source is not None
    pages = (reverse("queue"), f"{reverse('queue')}?show=statements", reverse("today"))
    pages += (source.get_absolute_url(),)
    assert [signs(address) for address in pages] == [0, 0, 0, 0]
    asked = queries.ask(on=claim, text="So?", by=person("carl"))
    queries.ask(on=statement, text="So?", by=person("carl"))
    assert [signs(address) for address in pages] == [1, 1, 1, 1]
    queries.resolve(query=asked, by=person("carl"))
    assert [signs(address) for address in pages] == [0, 1, 0, 1]


def test_the_bar_and_today_count_what_waits_for_me(article: Article) -> None:
    on_passage(article)
    on_passage(article, to_role="", to_user=person("rita"))
    for who, count in (("ada", 1), ("rita", 1), ("carl", 0)):
        client = signed_in(who)
        today = page(client.get(reverse("today")))
        number = today.get_element_by_id("query-count")
        assert (number.get("hidden") is None) == bool(count)
        lines = [a for a in find(today, "a", class_="views__item") if a.get("href") == LIST]
        assert [words(line) for line in lines] == [f"Queries put to you {count}"] * bool(count)
        assert len(find(page(client.get(LIST)), class_="query-card")) == count
    queries.reply(query=Query.objects.get(to_role="author"), text="Yes.", by=person("ada"))
    today = page(signed_in("carl").get(reverse("today")))
    (line,) = find(today, "a", href=f"{LIST}?show=asked&state=answered")
    assert words(line) == "Your queries that were answered 1"
    assert len(find(page(signed_in("carl").get(line.get("href"))), class_="query-card")) == 1


def test_the_overview_leads_to_the_articles_open_queries(article: Article, claim: Claim) -> None:
    queries.ask(on=claim, text="So?", by=person("carl"))
    on_passage(article)
    client = signed_in("carl")
    side = page(client.get(article.get_absolute_url())).get_element_by_id("side")
    (link,) = [a for a in find(side, "a") if (a.get("href") or "").startswith(LIST)]
    assert words(link) == "2 open queries"
    assert len(find(page(client.get(link.get("href"))), class_="query-card")) == 2


# --- names ----------------------------------------------------------------------------------------


def names(client: Client, article: Article, text: str) -> list[str]:
    answer = client.get(reverse("article-people", args=[article.uid]), {"q": text})
    return [found["username"] for found in answer.json()["people"]]


def test_names_are_completed_among_those_who_could_answer(article: Article) -> None:
    for name in ("cleo", "rita", "edda", "adam", "nora"):
        person(name)
    client = signed_in("carl")
    assert names(client, article, "") == ["ada", "carl", "cleo", "edda", "rita"]
    assert names(client, article, "CHECK") == ["carl", "cleo"]
    assert names(client, article, "cleo ch") == ["cleo"]
    assert names(client, article, "ri") == ["rita"]
    assert names(client, article, "%") == names(client, article, "\x00zz") == []
    Article.objects.filter(pk=article.pk).update(visibility=Visibility.NAMED)
    article.readers.add(person("rita"))
    assert names(client, article, "") == ["ada", "carl", "rita"]
    url = reverse("article-people", args=[article.uid])
    assert signed_in("edda").get(url, {"q": ""}).status_code == 404


def test_text_is_shown_as_it_was_written_and_never_as_markup(article: Article) -> None:
    rita = person("rita")
    type(rita).objects.filter(pk=rita.pk).update(name="<b>Rita</b> & Co")
    query = on_passage(article, "<script>alert(1)</script> @rita & <i>so</i>\nsecond line")
    queries.reply(query=query, text='<img src=x onerror="x"> @rita', by=person("ada"))
    html = signed_in("ada").get(f"{LIST}?state=all").content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "<i>so" not in html
    assert "&lt;b&gt;Rita&lt;/b&gt; &amp; Co" in html
    texts = find(page(signed_in("ada").get(f"{LIST}?state=all")), class_="thread__text")
    assert texts[0].text_content() == (
        "<script>alert(1)</script> <b>Rita</b> & Co & <i>so</i>\nsecond line"
    )


@pytest.mark.parametrize("bad", ["\x00", "a\x00b", "\u202e", "9" * 40, "'; --", "@\x00"])
def test_hostile_values_are_answered_with_a_sentence(claim: Claim, bad: str) -> None:
    query = on_passage(claim.article)
    client, uid = signed_in("carl"), claim.article.uid
    sent = dict.fromkeys(("to", "exact", "start", "seen", "state", "after"), bad)
    for address in (
        place("claim-query", claim),
        reverse("query-ask", args=[uid]),
        at("query-reply", query),
        at("query-resolve", query),
    ):
        for more in ({"text": bad}, {"text": "@"}, {}, {"show": bad, "text": bad}):
            assert client.post(address, sent | more).status_code in (200, 302, 403, 409, 422)
    for name in ("show", "state", "after"):
        assert client.get(LIST, {name: bad}).status_code == 200
    assert client.get(reverse("article-people", args=[uid]), {"q": bad}).status_code == 200
    assert client.get(LIST, {"article": bad}).status_code == 404


def test_a_long_talk_shows_its_last_three_replies_and_folds_the_rest(article: Article) -> None:
    query = on_passage(article)
    for number in range(1, 10):
        queries.reply(query=query, text=f"Answer {number}.", by=person("ada"))
    talk = find(page(signed_in("ada").get(f"{LIST}?state=all")), class_="thread")[0]
    told = [words(text) for text in find(talk, class_="thread__text")]
    assert told == ["Is it so?", *(f"Answer {number}." for number in range(1, 10))]
    fold = find(talk, "details")[0]
    assert words(find(fold, "summary")[0]) == "6 earlier replies"
    assert len(find(fold, class_="thread__text")) == 6


def test_an_archived_article_shows_its_queries_and_takes_no_reply(article: Article) -> None:
    query = on_passage(article)
    articles.archive_article(article=article, by=person("edda"))
    here = card(signed_in("ada").get(LIST, {"show": "all"}), query)
    assert "This article is archived." in words(here)
    assert not find(here, "textarea")
