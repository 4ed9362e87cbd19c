"""The tray: its page, what people do there, and that nothing breaks on what lost its place."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone

from claims.enums import Said, Stage, State
from claims.models import Article, Claim, Query, Statement
from claims.queries.gate import Gate
from claims.queries.queue_asking import asked
from claims.queries.queue_conditions import Viewer, matching
from claims.queries.tray import Tray
from claims.queries.workspace import Workspace
from claims.services import changes, claims, queries, statements
from tests import factories
from tests.people import person
from tests.permissions.routes import CLAIM_MOVES, STATEMENT_MOVES, by_route
from tests.signed import let_pass, signed

from .pages import Parts, counted, find, look, page, press, signed_in, words

pytestmark = pytest.mark.django_db

COST = "The repair cost 3.1 million crowns"
THIRD = "about a third more than planned"
SIXTH = "It was the sixth closure since April."
QUOTE = "We will not open a day early."
DEAR = "It was dear, so the ministry says"


@dataclass
class Scene:
    """An article whose second draft left a claim, a statement and a passage without a place."""

    article: Article
    claim: Claim
    statement: Statement
    query: Query

    @property
    def things(self) -> tuple[Claim, Statement, Query]:
        return self.claim, self.statement, self.query


@pytest.fixture
def scene() -> Scene:
    article = factories.article()
    article.authors.add(person("ada"))
    assert article.current is not None
    claim = factories.approved(factories.claim(article, COST))
    statement = factories.statement(article, QUOTE)
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("carl"))
    passage = factories.span(article, THIRD)
    query = queries.ask(on=article.current, text="Than when?", by=person("carl"), passage=passage)
    draft_two(article)
    return Scene(fresh(article), fresh(claim), fresh(statement), fresh(query))


def draft_two(article: Article) -> None:
    third = f"{COST}, {THIRD}, according to the transport ministry."
    factories.revised(article, (third, f"{DEAR}."), (QUOTE, "Come in"))


def fresh(thing: Any) -> Any:
    related = ("current",) if isinstance(thing, Article) else ("article__current",)
    return type(thing).objects.select_related(*related).get(pk=thing.pk)


def url(article: Article, name: str = "article-tray") -> str:
    return reverse(name, args=[article.uid])


def send(
    who: str, thing: Claim | Statement | Query, name: str = "place", **data: Any
) -> HttpResponse:
    """Send a form of the tray's page, as a browser without a script does."""
    kind = type(thing).__name__.lower()
    about = {"kind": kind, "uid": thing.uid, **data}
    return signed_in(who).post(url(thing.article, f"article-tray-{name}"), about)


def lost(article: Article) -> list[Any]:
    return [row.thing for row in Tray(fresh(article)).lost]


def entries(answer: HttpResponse) -> dict[str, Any]:
    return {el.get("id"): el for el in find(page(answer), "li", class_="tray__entry")}


def alert(answer: HttpResponse) -> str:
    return words(find(page(answer), role="alert")[0])


# --- the page -------------------------------------------------------------------------------------


def test_the_tray_shows_each_thing_with_its_old_words_and_where_they_stood(scene: Scene) -> None:
    answer = signed_in("carl").get(url(scene.article))
    shown = entries(answer)
    assert set(shown) == {f"lost-{thing.uid}" for thing in scene.things}
    for thing, title, old in zip(
        scene.things,
        ("Claim 1", "Statement by Ines Volk", "Query"),
        (COST, QUOTE, THIRD),
        strict=True,
    ):
        entry = shown[f"lost-{thing.uid}"]
        (link,) = find(entry, "a", class_="change__of")
        assert (words(link), link.get("href")) == (title, thing.get_absolute_url())
        assert words(find(entry, "p", class_="quote")[0]) == old
        stood = reverse("revision-detail", args=[scene.article.uid, 1])
        assert find(entry, "a", href=stood)
    assert words(find(page(answer), "h1")[0]) == "Tray 3"
    assert "Re-check" in words(shown[f"lost-{scene.claim.uid}"])
    assert "Than when?" in words(shown[f"lost-{scene.query.uid}"])


def test_words_that_may_be_in_several_places_show_each_in_its_surroundings() -> None:
    article = factories.article()
    claim = factories.claim(article, SIXTH)
    twice = f"{SIXTH}\n\nSo it was, says the other line too.\n\n{SIXTH}\n\nThe end."
    factories.revised(article, text=f"Other town\n\nAnother story altogether.\n\n{twice}")
    answer = signed_in("carl").get(url(article))
    spots = find(entries(answer)[f"lost-{claim.uid}"], "li", class_="tray__spot")
    assert len(spots) == 2
    text = fresh(article).current.text
    places = {int(find(spot, "input", name="start")[0].get("value")) for spot in spots}
    assert places == {text.index(SIXTH), text.rindex(SIXTH)}
    assert all(words(find(spot, "mark")[0]) == SIXTH for spot in spots)
    assert all("The same words." in words(spot) for spot in spots)


def test_an_empty_tray_says_what_it_is_for() -> None:
    article = factories.article()
    answer = signed_in("ada").get(url(article))
    assert answer.status_code == 404  # not her article
    answer = signed_in("carl").get(url(article))
    assert "Everything has its place" in words(page(answer))
    assert not find(page(answer), data_walk=True)


def test_the_author_reads_the_tray_and_changes_nothing(scene: Scene) -> None:
    answer = signed_in("ada").get(url(scene.article))
    assert len(entries(answer)) == 3
    assert not [b for b in find(page(answer), "button") if words(b) in ("Retire", "Put it here")]
    assert find(page(answer), "p", class_="why-not")
    assert send("ada", scene.claim, exact=DEAR).status_code == 403
    assert len(lost(scene.article)) == 3


@pytest.mark.parametrize("about", [{"stage": Stage.KILLED}, {"archived_at": timezone.now()}])
@pytest.mark.parametrize("who", ["carl", "rita", "edda"])
def test_nothing_moves_in_an_article_that_is_put_away(
    scene: Scene, who: str, about: dict[str, Any]
) -> None:
    Article.objects.filter(pk=scene.article.pk).update(**about)
    answer = signed_in(who).get(url(scene.article))
    assert len(entries(answer)) == 3
    assert not [b for b in find(page(answer), "button") if words(b).startswith("Put it")]
    for name, data in (("place", {"exact": DEAR}), ("retire", {"reason": "Gone."})):
        answer = send(who, scene.claim, name, **data)
        assert answer.status_code == 403
        assert alert(answer)
    assert fresh(scene.claim).retired_at is None
    assert len(lost(scene.article)) == 3


# --- putting things in their place ----------------------------------------------------------------


@pytest.mark.parametrize("who", ["carl", "rita", "edda"])
def test_each_thing_is_put_on_words_copied_from_the_text(scene: Scene, who: str) -> None:
    for thing in scene.things:
        answer = send(who, thing, exact=f"  {DEAR} ", seen=thing.version)
        assert answer["Location"] == url(scene.article)
        anchor = thing.anchors.get(revision=scene.article.current)
        assert anchor.exact == DEAR
    assert lost(scene.article) == []
    assert fresh(scene.claim).state == State.RECHECK
    assert fresh(scene.statement).said == ""


def test_a_place_shown_is_taken_with_one_button() -> None:
    article = factories.article()
    claim = factories.claim(article, SIXTH)
    twice = f"{SIXTH}\n\nSo it was, says the other line too.\n\n{SIXTH}\n\nThe end."
    factories.revised(article, text=f"Other town\n\nAnother story altogether.\n\n{twice}")
    client = signed_in("carl")
    spot = find(entries(client.get(url(article)))[f"lost-{claim.uid}"], "li", class_="tray__spot")[
        1
    ]
    typed = {field.get("name"): field.get("value") for field in find(spot, "input")}
    answer = client.post(find(spot, "form")[0].get("action"), typed, follow=True)
    assert "It has its place in the new draft." in words(page(answer))
    anchor = claim.anchors.get(revision=fresh(article).current)
    assert anchor.start == int(typed["start"])
    assert "Everything has its place" in words(page(answer))


@pytest.mark.parametrize(
    ("exact", "sentence"),
    [
        ("", "Select some words first."),
        ("not in there", "These words are not in the text."),
        ("the", "These words stand in several places."),
        ("x" * 20_000, "These words are not in the text."),
        ("a\x00b", ""),
    ],
)
def test_words_that_lead_nowhere_stay_in_the_field(scene: Scene, exact: str, sentence: str) -> None:
    answer = send("carl", scene.claim, exact=exact)
    assert answer.status_code == 422
    assert sentence in alert(answer)
    (field,) = find(page(answer), "textarea", id=f"exact-{scene.claim.uid}")
    assert field.text_content().strip() == exact.replace("\x00", field.text_content()[1:2])
    assert len(lost(scene.article)) == 3


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, 10**6), (-1, 5), (5, 5), (9, 3), ("a", "b"), (2**40, 2**41), ("", 5), (0, "")],
)
def test_a_place_that_is_none_is_refused(scene: Scene, start: Any, end: Any) -> None:
    revision = scene.article.current.uid
    answer = send("carl", scene.claim, start=start, end=end, revision=revision)
    assert answer.status_code == 422
    assert alert(answer)
    assert len(lost(scene.article)) == 3


def test_a_draft_that_came_meanwhile_is_told(scene: Scene) -> None:
    seen = scene.article.current.uid
    factories.revised(scene.article, ("main pier", "long pier"))
    answer = send("carl", scene.claim, start=0, end=5, revision=seen)
    assert answer.status_code == 422
    assert "The text has changed meanwhile." in alert(answer)


def test_what_somebody_changed_meanwhile_is_told(scene: Scene) -> None:
    seen = scene.claim.version
    claims.edit_claim(claim=scene.claim, by=person("cleo"), text="Dear it was.")
    answer = send("carl", scene.claim, exact=DEAR, seen=seen)
    assert answer.status_code == 409
    assert "Somebody changed this meanwhile" in alert(answer)
    (field,) = find(page(answer), "textarea", id=f"exact-{scene.claim.uid}")
    assert words(field) == DEAR
    again = find(entries(answer)[f"lost-{scene.claim.uid}"], "input", name="seen")[0].get("value")
    assert send("carl", scene.claim, exact=DEAR, seen=again).status_code == 302


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "article"},
        {"kind": ""},
        {"uid": "x"},
        {"uid": ""},
        {"uid": str(uuid.uuid4())},
        {"revision": "x"},
        {"revision": str(uuid.uuid4())},
        {"kind": "statement"},
    ],
)
@pytest.mark.parametrize("name", ["place", "restore"])
def test_what_is_not_there_is_not_found(scene: Scene, data: dict[str, str], name: str) -> None:
    if name == "restore":
        claims.retire_claim(claim=scene.claim, reason="Gone.", by=person("carl"))
    answer = send("carl", scene.claim, name, **{"exact": DEAR, **data})
    assert answer.status_code == 404


def test_a_thing_of_another_article_is_not_found(scene: Scene) -> None:
    other = factories.article(text=factories.STORY.replace("Ferry", "Coach"))
    about = {"kind": "claim", "uid": scene.claim.uid, "exact": "Coach line"}
    answer = signed_in("carl").post(url(other, "article-tray-place"), about)
    assert answer.status_code == 404
    revision = send("carl", scene.claim, start=0, end=5, revision=other.current.uid)
    assert revision.status_code == 404


# --- retiring, resolving, restoring ---------------------------------------------------------------


def test_a_claim_or_statement_is_retired_with_a_reason(scene: Scene) -> None:
    for thing in (scene.claim, scene.statement):
        answer = send("carl", thing, "retire", reason=" ")
        assert answer.status_code == 422
        assert "Say why" in alert(answer)
        assert send("carl", thing, "retire", reason="Cut.").status_code == 302
        assert fresh(thing).retired_reason == "Cut."
    assert lost(scene.article) == [scene.query]


def test_a_reason_that_is_too_long_is_kept(scene: Scene) -> None:
    answer = send("carl", scene.claim, "retire", reason="y" * 301)
    assert answer.status_code == 422
    (field,) = find(page(answer), "input", id=f"reason-{scene.claim.uid}")
    assert field.get("value") == "y" * 301


def test_a_query_is_resolved_with_a_last_word_by_who_may(scene: Scene) -> None:
    answer = signed_in("cleo").get(url(scene.article))
    entry = entries(answer)[f"lost-{scene.query.uid}"]
    assert not [b for b in find(entry, "button") if words(b) == "Resolve"]
    assert find(entry, "p", class_="why-not")
    assert send("cleo", scene.query, "retire", reason="So.").status_code == 403
    assert send("carl", scene.query, "retire", reason="Cut from the text.").status_code == 302
    assert fresh(scene.query).resolved_at
    assert scene.query.replies.get().text == "Cut from the text."


def returned(scene: Scene) -> Claim:
    """Return a retired claim whose words a third draft has again."""
    claims.retire_claim(claim=scene.claim, reason="Cut.", by=person("carl"))
    again = f"{COST}, {THIRD}, according to the transport ministry."
    factories.revised(scene.article, (f"{DEAR}.", again))
    scene.article = fresh(scene.article)
    return fresh(scene.claim)


def test_retired_words_that_are_back_are_offered_and_restored(scene: Scene) -> None:
    claim = returned(scene)
    answer = signed_in("carl").get(url(scene.article))
    entry = entries(answer)[f"lost-{claim.uid}"]
    assert "retired by Carl Checker: Cut." in words(entry)
    assert words(find(page(answer), "h1")[0]) == f"Tray {len(lost(scene.article))}"
    typed = {field.get("name"): field.get("value") for field in find(entry, "input")}
    typed = {key: value for key, value in typed.items() if key in ("start", "end", "revision")}
    assert send("carl", claim, "restore", do="restore", **typed).status_code == 302
    assert fresh(claim).retired_at is None
    assert claim.anchors.get(revision=scene.article.current).exact == COST
    answer = send("carl", claim, "restore", do="restore", **typed)
    assert answer.status_code == 422
    assert "not retired any more" in alert(answer)


def test_what_is_left_retired_is_not_offered_again(scene: Scene) -> None:
    claim = returned(scene)
    start, end = factories.span(scene.article, COST)
    about = {"start": start, "end": end, "revision": scene.article.current.uid}
    assert send("carl", claim, "restore", do="leave", **about).status_code == 302
    assert fresh(claim).retired_reason == "Cut."
    assert Tray(fresh(scene.article)).returned == []
    factories.revised(scene.article, ("main pier", "long pier"))
    assert Tray(fresh(scene.article)).returned == []


# --- the workspace --------------------------------------------------------------------------------


def test_the_workspace_leads_to_the_tray_and_to_the_claims_to_check_again(scene: Scene) -> None:
    carl = person("carl")
    root = page(signed_in("carl").get(scene.article.get_absolute_url()))
    (waits,) = find(root, id="waits")
    links = {a.get("href"): words(a) for a in find(waits, "a")}
    assert links[url(scene.article)].startswith("3 in the tray")
    (again,) = (href for href in links if "state=recheck" in href)
    assert links[again] == "1 claim to check again"
    filters = asked(QueryDict(again.partition("?")[2]), carl).filters
    assert list(matching(filters, Viewer.of(carl))) == [scene.claim]
    workspace = Workspace(scene.article)
    assert (workspace.in_tray, workspace.rechecks) == (len(lost(scene.article)), 1)


def test_a_first_draft_has_nothing_to_say() -> None:
    article = factories.article()
    factories.claim(article, COST)
    root = page(signed_in("carl").get(article.get_absolute_url()))
    assert not words(find(root, id="waits")[0])
    assert Workspace(fresh(article)).in_tray == 0


def test_the_panel_of_what_is_lost_shows_its_old_words_and_the_way_to_the_tray(
    scene: Scene,
) -> None:
    for thing, old in zip(scene.things, (COST, QUOTE, THIRD), strict=True):
        for get in (look, type(signed_in("carl")).get):
            answer = get(signed_in("carl"), thing.get_absolute_url())
            panel = page(answer).get_element_by_id("panel")
            assert old in words(panel)
            assert find(panel, "a", href=f"{url(scene.article)}#lost-{thing.uid}")
            assert find(panel, "button", data_hotkey="p")
    author = page(signed_in("ada").get(scene.claim.get_absolute_url()))
    assert not find(author.get_element_by_id("panel"), "button", data_hotkey="p")


def test_from_the_panel_it_is_put_on_the_selected_words(scene: Scene) -> None:
    start, end = factories.span(scene.article, DEAR)
    about = {
        "where": "panel",
        "kind": "claim",
        "uid": scene.claim.uid,
        "exact": DEAR,
        "start": start,
        "end": end,
        "seen": scene.claim.version,
        "revision": scene.article.current.uid,
    }
    address = url(scene.article, "article-tray-place")
    answer = press(signed_in("carl"), address, **about)
    parts = Parts(answer)
    assert parts.toast == "It has its place in the new draft."
    assert parts.panel.get("data-mark") == str(scene.claim.uid)
    assert "The words changed in draft 2" in words(parts.panel)
    block = scene.article.current.blocks_touching(start, end)[0]
    number = scene.article.current.block_list.index(block)
    assert set(parts.blocks) == {f"block-{number}"}
    counts = [words(a) for a in find(parts.beside_at("#waits"), "a")]
    assert counts[0] == "1 claim to check again"
    assert counts[1].startswith("2 in the tray")


def test_a_reworded_claim_shows_what_changed_and_what_its_sentence_still_says() -> None:
    article = factories.article()
    claim = factories.claim(article, "12 days after a storm")
    claims.edit_claim(claim=claim, by=person("carl"), text="The storm was 12 days before.")
    factories.approved(claim)
    factories.revised(article, ("12 days", "14 days"))
    panel = page(signed_in("carl").get(claim.get_absolute_url())).get_element_by_id("panel")
    (notice,) = find(panel, class_="reworded")
    told = words(notice)
    assert "The words changed in draft 2" in told
    assert "A number changed: 12 → 14" in told
    assert "“Verified” was found on the old words by Carl Checker" in told
    assert "The sentence under check still says: 12." in told
    (edit,) = find(notice, "a", href=f"#wording-{claim.uid}")
    assert find(panel, "form", id=edit.get("href")[1:])
    assert find(panel, "button", data_hotkey="y")
    author = Article.objects.get(pk=article.pk)
    author.authors.add(person("ada"))
    panel = page(signed_in("ada").get(claim.get_absolute_url())).get_element_by_id("panel")
    assert not find(panel, "a", href=f"#wording-{claim.uid}")
    (confirm,) = find(panel, "button", data_hotkey="y")
    assert confirm.get("disabled") is not None


def test_a_question_shows_the_words_it_was_about_once_others_stand_there() -> None:
    article = factories.article()
    assert article.current is not None
    span = factories.span(article, "12 days after a storm")
    query = queries.ask(on=article.current, text="So?", by=person("carl"), passage=span)
    client = signed_in("carl")
    panel = page(client.get(query.get_absolute_url())).get_element_by_id("panel")
    assert "changed since this was asked" not in words(panel)
    factories.revised(article, ("12 days", "14 days"))
    panel = page(client.get(query.get_absolute_url())).get_element_by_id("panel")
    assert "14 days after a storm" in words(find(panel, "p", class_="quote")[0])
    assert "changed since this was asked: 12 days after a storm" in words(panel)


def test_what_a_new_draft_brought_is_marked_as_new() -> None:
    article = factories.article()
    root = page(signed_in("carl").get(article.get_absolute_url()))
    assert find(root, "mark", data_kind="suggestion")
    assert not find(root, "mark", data_new=True)
    news = "The port paid 212 people 40 crowns each."
    factories.revised(article, (SIXTH, f"{SIXTH}\n\n{news}"))
    client = signed_in("carl")
    root = page(client.get(article.get_absolute_url()))
    (mark,) = find(root, "mark", data_new=True)
    assert words(mark) in news
    (link,) = find(mark, "a", data_walk_item=True)
    assert "new in draft 2" in link.get("title")
    assert "New in draft 2" in words(page(client.get(link.get("href"))).get_element_by_id("panel"))
    others = [a.get("title") for a in find(root, "a", data_walk_item=True)]
    assert sum("new in draft" in title for title in others if title) == 1
    factories.revised(article, ("main pier", "long pier"))
    (mark,) = find(page(client.get(article.get_absolute_url())), "mark", data_new=True)
    assert "long pier" in words(mark)  # and not what the draft before had brought


def test_a_mistake_in_the_panel_keeps_what_was_typed(scene: Scene) -> None:
    about = {"where": "panel", "kind": "query", "uid": scene.query.uid, "exact": "not there"}
    answer = press(signed_in("carl"), url(scene.article, "article-tray-place"), **about)
    assert answer.status_code == 422
    panel = page(answer).get_element_by_id("panel")
    assert "not in the text" in words(find(panel, role="alert")[0])
    assert words(find(panel, "textarea", id=f"place-{scene.query.uid}")[0]) == "not there"


# --- nothing breaks on what is lost ---------------------------------------------------------------


def test_every_page_that_shows_a_lost_thing_shows_its_old_words(scene: Scene) -> None:
    changes.propose(to=scene.claim, new="Cheap.", reason="why", by=person("carl"))
    queries.ask(on=scene.claim, text="So?", by=person("carl"))
    uid = scene.article.uid
    source = scene.statement.source
    assert source is not None
    pages = {
        f"{reverse('queue')}?state=all": "The repair cost 3.1 million crowns",
        f"{reverse('queue')}?state=all&sort=article": "The repair cost 3.1 million crowns",
        f"{reverse('queue')}?show=statements&said=all": QUOTE,
        f"{reverse('query-list')}?show=asked": THIRD,
        reverse("source-detail", args=[source.uid]): QUOTE,
        reverse("change-list", args=[uid]): COST,
        reverse("gate", args=[uid]): "Marks without a place in this draft",
        url(scene.article): QUOTE,
        reverse("article-history", args=[uid]): COST,
        scene.article.get_absolute_url(): DEAR,
        reverse("today"): "",
    }
    for address, expected in pages.items():
        answer = signed_in("carl").get(address)
        assert answer.status_code == 200, address
        assert expected in words(page(answer)), address
    rows = b"".join(signed_in("carl").get(f"{reverse('queue-csv')}?state=all")).decode()
    assert rows.count(COST) == 2  # the sentence under check, and the words


def test_a_query_on_a_lost_claim_shows_the_words_asked_about(scene: Scene) -> None:
    queries.ask(on=scene.claim, text="So?", by=person("carl"))
    queries.ask(on=scene.statement, text="And so?", by=person("carl"))
    answer = signed_in("carl").get(f"{reverse('query-list')}?show=asked")
    shown = words(page(answer))
    for old in (COST, QUOTE, THIRD):
        assert old in shown


def test_a_change_whose_words_are_gone_says_so(scene: Scene) -> None:
    article = factories.article(text=factories.STORY.replace("Ferry", "Coach"))
    moved = factories.claim(article, SIXTH)
    cut = factories.claim(article, COST)
    for claim in (moved, cut):
        changes.propose(to=claim, new="Cheap.", reason="why", by=person("carl"))
    assert "The words have changed since" not in words(list_of(article))
    draft_two_of_changes(article)
    shown = list_of(article)
    rows = {find(li, "a", class_="change__of")[0].get("href"): words(li) for li in rows_of(shown)}
    assert (
        "The words have changed since: It was the ninth closure" in rows[moved.get_absolute_url()]
    )
    assert "have no place in this draft" in rows[cut.get_absolute_url()]
    panel = page(signed_in("carl").get(moved.get_absolute_url())).get_element_by_id("panel")
    assert "The words have changed since: It was the ninth closure" in words(panel)


def draft_two_of_changes(article: Article) -> None:
    third = f"{COST}, {THIRD}, according to the transport ministry."
    factories.revised(article, ("sixth closure", "ninth closure"), (third, f"{DEAR}."))


def list_of(article: Article) -> Any:
    return page(signed_in("carl").get(reverse("change-list", args=[article.uid])))


def rows_of(root: Any) -> list[Any]:
    return find(root, "li", class_="change")


@pytest.mark.parametrize("who", ["carl", "rita", "ada"])
def test_every_move_on_what_is_lost_is_answered(
    scene: Scene, who: str, subtests: pytest.Subtests
) -> None:
    moves = [(scene.claim, CLAIM_MOVES), (scene.statement, STATEMENT_MOVES)]
    client = signed_in(who)
    for thing, known in moves:
        for name, move in known.items():
            with subtests.test(thing=thing, move=name):
                status, _shown = by_route(client, who, fresh(thing), move)
                reason = move.rule(person(who), fresh(thing))
                assert status == (403 if reason or who == "ada" else 200)


def test_a_lost_passage_is_answered_resolved_and_reopened(scene: Scene) -> None:
    client, args = signed_in("carl"), [scene.article.uid, scene.query.uid]
    for name in ("query-reply", "query-resolve", "query-reopen"):
        answer = press(client, reverse(name, args=args), text="Then.")
        assert answer.status_code == 200, name
        assert THIRD in words(page(answer).get_element_by_id("panel"))


def test_a_packet_that_lets_the_tray_pass_has_the_old_words(scene: Scene) -> None:
    for line in Gate(scene.article).lines:
        if line.blocks:
            let_pass(scene.article, line.condition.key)
    seal = signed(scene.article)
    record = seal.record["claims"][0]
    assert (record["words"], record["lost"]) == ([], COST)
    address = reverse("sign-off", args=[scene.article.uid, seal.uid])
    shown = words(page(signed_in("edda").get(address)))
    assert f"“{COST}”" in shown
    assert "These words do not stand in this revision." in shown
    assert f"“{QUOTE}”" in shown


@pytest.mark.parametrize("number", [1, 3])
def test_the_tray_is_read_in_a_fixed_number_of_statements(number: int) -> None:
    article = factories.article()
    for old in (COST, THIRD, "no one was hurt in the storm")[:number]:
        factories.claim(article, old)
    factories.revised(article, text="Another story\n\nNothing of it is left, it seems.")
    client = signed_in("carl")
    client.get(url(article))
    with counted() as reads:
        assert len(entries(client.get(url(article)))) == number
    assert len(reads) == 13


@pytest.mark.parametrize("number", [1, 3])
def test_the_workspace_of_a_second_draft_takes_a_fixed_number_of_statements(number: int) -> None:
    article = factories.article()
    for old in (COST, THIRD, "no one was hurt in the storm")[:number]:
        factories.claim(article, old)
    storm = factories.checked(factories.claim(article, "12 days after a storm"))
    third = f"{COST}, {THIRD}, according to the transport ministry."
    factories.revised(
        article, (third, f"{DEAR}."), ("no one was hurt", "So it is"), ("12 days", "14 days")
    )
    client = signed_in("carl")
    client.get(storm.get_absolute_url())
    with counted() as whole:
        client.get(article.get_absolute_url())
    with counted() as panel:
        look(client, storm.get_absolute_url())
    assert (len(whole), len(panel)) == (23, 23)
