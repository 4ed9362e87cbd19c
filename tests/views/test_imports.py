"""Ways in by hand, what is said about an article, and the stages of its life."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from claims.enums import ArrivalState, Origin, Stage, SuggestionKind, Visibility
from claims.fetching import Fetched, NotFetched
from claims.models import Arrival, Article, Claim, Revision, Suggestion
from claims.services import arrivals
from claims.text.segments import BlockKind
from tests import factories
from tests.formats import builders
from tests.people import person

from .pages import HTMX, find, page, signed_in, words

pytestmark = pytest.mark.django_db

PASTE = "/articles/import/"
ADDRESS = "/articles/import/address/"
FILE = "/articles/import/file/"
STORY = factories.STORY
RICH = (
    "<h1>Pier is open again</h1><p>The port says the repair cost <a "
    'href="https://port.example/budget">3.1 million crowns</a> in all.</p>'
    "<script>alert(1)</script><p onclick='x()'>It took 12 days.</p>"
)


def only_article() -> Article:
    return Article.objects.select_related("current").get()


def beginning(article: Article) -> str:
    """Return where the work begins: the first of its claims most worth checking, if any."""
    worth = {"high": 0, "medium": 1}
    waiting = article.suggestions.pending().filter(kind=SuggestionKind.CLAIM, worth__in=worth)
    first = min(waiting, key=lambda row: (worth[row.worth], row.start), default=article)
    return first.get_absolute_url()


def the_text(article: Article) -> Revision:
    assert article.current is not None
    return article.current


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


# --- pasting --------------------------------------------------------------------------------------


def test_a_pasted_story_becomes_an_article_with_suggestions() -> None:
    desk = factories.desk("City")
    sent = {"text": STORY, "title": "", "desk": "city", "deadline": "2026-05-01T18:00"}
    client = signed_in("carl")
    answer = client.post(PASTE, sent)
    article = only_article()
    assert (answer.status_code, answer["Location"]) == (302, beginning(article))
    assert beginning(article) != article.get_absolute_url()
    assert (article.title, article.desk) == ("Ferry line to reopen after storm", desk)
    assert (article.stage, article.created_by) == (Stage.INCOMING, person("carl"))
    assert article.deadline == timezone.make_aware(timezone.datetime(2026, 5, 1, 18))
    assert (the_text(article).origin, the_text(article).number) == (Origin.PASTE, 1)
    assert the_text(article).text == STORY.strip()
    assert article.suggestions.pending().count() >= 4
    assert client.get(answer["Location"]).status_code == 200


def test_a_text_with_nothing_worth_checking_opens_on_itself() -> None:
    answer = signed_in("carl").post(PASTE, {"text": "Rain\n\nWe like rain."})
    assert answer["Location"] == only_article().get_absolute_url()


def test_a_working_title_wins_over_the_headline() -> None:
    signed_in("carl").post(PASTE, {"text": STORY, "title": "Ferry"})
    assert only_article().title == "Ferry"


def test_rich_text_keeps_its_structure_and_links_and_nothing_that_runs() -> None:
    signed_in("carl").post(PASTE, {"text": "the same without its structure", "html": RICH})
    text = the_text(only_article())
    assert "alert" not in text.text
    kinds = [(b.kind, text.text[b.start : b.end]) for b in text.block_list]
    assert kinds[0] == (BlockKind.HEADLINE, "Pier is open again")
    assert [kind for kind, _ in kinds] == [BlockKind.HEADLINE] + [BlockKind.PARAGRAPH] * 2
    (link,) = text.links
    assert text.text[link["start"] : link["end"]] == "3.1 million crowns"
    assert link["url"] == "https://port.example/budget"


@pytest.mark.parametrize("empty", ["", "  \n\t \u00a0", "\u200b\ufeff", "—\n…\n"])
def test_nothing_pasted_is_a_sentence_and_keeps_the_title(empty: str) -> None:
    answer = signed_in("carl").post(PASTE, {"text": empty, "title": "Ferry"})
    assert answer.status_code == 422
    shown = page(answer)
    assert "There is no text in it." in words(find(shown, role="alert")[0])
    assert find(shown, "input", name="title")[0].get("value") == "Ferry"
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"desk": "nowhere"}, "Select a valid choice."),
        ({"deadline": "tomorrow"}, "Enter a valid date/time."),
        ({"deadline": "0026-05-01T10:00"}, "Give a year of four digits"),
        ({"title": "t" * 301}, "at most 300 characters"),
    ],
)
def test_a_mistake_keeps_the_pasted_story(sent: dict[str, str], sentence: str) -> None:
    answer = signed_in("carl").post(PASTE, {"text": STORY, **sent})
    assert answer.status_code == 422
    shown = page(answer)
    assert sentence in words(find(shown, role="alert")[0])
    (box,) = find(shown, "textarea", name="text")
    assert words(box) == " ".join(STORY.split())
    assert not Article.objects.exists()


def test_rich_text_is_kept_through_a_mistake_too() -> None:
    answer = signed_in("carl").post(PASTE, {"text": "x", "html": RICH, "deadline": "soon"})
    (kept,) = find(page(answer), "input", name="html")
    assert kept.get("value") == RICH


# --- the same text again --------------------------------------------------------------------------


def test_a_text_that_is_here_is_offered_and_imported_again_only_when_asked() -> None:
    client = signed_in("carl")
    client.post(PASTE, {"text": STORY})
    known = only_article()
    same = "\n\n\n".join(STORY.strip().split("\n\n")) + "\n"
    answer = client.post(PASTE, {"text": same})
    assert answer.status_code == 409
    shown = page(answer)
    notice = find(shown, role="alert")[0]
    assert "This text is here already" in words(notice)
    assert find(notice, "a", href=known.get_absolute_url())
    assert words(find(shown, "textarea", name="text")[0]) == " ".join(STORY.split())
    assert find(shown, "input", name="again", type="checkbox")
    assert Article.objects.count() == 1
    answer = client.post(PASTE, {"text": same, "again": "on"})
    assert answer.status_code == 302
    assert Article.objects.count() == 2


def test_a_text_one_may_not_read_is_not_offered() -> None:
    factories.article(visibility=Visibility.NAMED)
    answer = signed_in("cleo").post(PASTE, {"text": STORY})
    assert answer.status_code == 302
    assert Article.objects.count() == 2


# --- files ----------------------------------------------------------------------------------------


def as_word() -> bytes:
    def fill(document: Any) -> None:
        document.add_heading("Ferry line to reopen", 0)
        document.add_paragraph("The ferry line reopens on Monday, 12 days after the storm.")

    return builders.word(fill)


def as_pdf() -> bytes:
    lines = builders.prose([["The ferry line reopens on Monday, 12 days after the storm."]])
    return builders.pdf([lines], title="Ferry line to reopen")


FILES: dict[str, Callable[[], bytes]] = {
    "ferry.txt": STORY.encode,
    "ferry.md": lambda: b"# Ferry line to reopen\n\nIt reopens on Monday, **12 days** after.\n",
    "ferry.html": lambda: f"<!doctype html><body><article>{RICH}</article>".encode(),
    "ferry.docx": as_word,
    "ferry.pdf": as_pdf,
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_each_kind_becomes_an_article(name: str) -> None:
    answer = signed_in("carl").post(FILE, {"file": upload(name, FILES[name]())})
    article = only_article()
    assert answer["Location"] == beginning(article)
    assert (the_text(article).origin, the_text(article).origin_name) == (Origin.FILE, name)
    assert "12 days" in the_text(article).text


def agency(**about: Any) -> SimpleUploadedFile:
    item = {"uri": "urn:newsml:agency.example:1", "headline": "Pier", "body_text": STORY} | about
    return SimpleUploadedFile("item.json", json.dumps(item).encode(), "application/json")


def test_an_agencys_item_goes_by_its_identifier() -> None:
    client, address = signed_in("carl"), FILE
    early, late = "2026-01-02T10:00:00Z", "2026-01-02T11:00:00Z"
    client.post(address, {"file": agency(versioncreated=early)})
    article = only_article()
    assert article.uri == "urn:newsml:agency.example:1"
    newer = STORY.replace("12", "14")
    answer = client.post(address, {"file": agency(versioncreated=late, body_text=newer)})
    changed = f"{article.get_absolute_url()}revisions/compare/?old=1&new=2"
    assert (answer.status_code, answer["Location"]) == (302, changed)
    article.refresh_from_db()
    assert "14" in the_text(article).text
    answer = client.post(address, {"file": agency(versioncreated=early)}, follow=True)
    assert "not newer than the one that is here" in answer.content.decode()
    cancel = agency(pubstatus="canceled", body_text="", versioncreated="2026-01-02T12:00:00Z")
    html = client.post(address, {"file": cancel}, follow=True).content.decode()
    assert "The sender says: cancelled." in html
    assert "Cancelled" in html
    assert "14" in the_text(only_article()).text


def test_an_item_given_as_a_new_draft_of_its_own_article_goes_by_what_it_says() -> None:
    client = signed_in("carl")
    client.post(FILE, {"file": agency(versioncreated="2026-01-02T10:00:00Z")})
    article = only_article()
    address = f"{article.get_absolute_url()}revisions/new/file/"
    sent = {"versioncreated": "2026-01-02T11:00:00Z", "pubstatus": "withheld"}
    client.post(address, {"file": agency(body_text=STORY.replace("12", "14"), **sent)})
    article.refresh_from_db()
    assert ("14" in the_text(article).text, article.pub_status) == (True, "withheld")
    old = agency(versioncreated="2026-01-02T09:00:00Z", body_text="Old words of the pier.")
    answer = client.post(address, {"file": old})
    assert (answer.status_code, article.revisions.count()) == (409, 2)
    other = {"uri": "urn:newsml:agency.example:2", "pubstatus": "canceled"}
    client.post(address, {"file": agency(body_text=STORY.replace("12", "15"), **other)})
    article.refresh_from_db()
    assert ("15" in the_text(article).text, article.pub_status) == (True, "withheld")


def test_what_an_agency_has_taken_back_is_a_sentence() -> None:
    answer = signed_in("carl").post(FILE, {"file": agency(pubstatus="canceled")})
    assert answer.status_code == 422
    assert "taken this item back" in answer.content.decode()
    assert not Article.objects.exists()


def test_no_file_is_a_sentence() -> None:
    answer = signed_in("carl").post(FILE, {"title": "Ferry"})
    assert answer.status_code == 422
    assert "Choose a file first." in words(find(page(answer), role="alert")[0])


def test_a_way_in_nobody_knows_is_not_there() -> None:
    assert signed_in("carl").get("/articles/import/carrier-pigeon/").status_code == 404


@pytest.mark.parametrize("address", [PASTE, ADDRESS, FILE])
def test_each_way_in_shows_its_form(address: str) -> None:
    answer = signed_in("carl").get(address)
    assert answer.status_code == 200
    (form,) = find(page(answer), "form", id="import-form")
    assert form.get("enctype") == "multipart/form-data"


# --- by address -----------------------------------------------------------------------------------

WEB = "https://port.example/news/pier"
Serve = Callable[[Fetched | Exception], None]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Let the one door to the network bring what the test says."""

    def serving(found: Fetched | Exception) -> None:
        def fetch(url: str) -> Fetched:
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr(arrivals, "fetch", fetch)

    return serving


@pytest.fixture
def order(django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """Send the form and let what it handed to the background be done."""

    def ordering(**sent: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return signed_in("carl").post(ADDRESS, {"url": WEB, **sent})

    return ordering


def story_page(body: str = RICH) -> Fetched:
    html = f"<!doctype html><title>Pier | Port News</title><body><article>{body}</article></body>"
    return Fetched(f"{WEB}/final", 200, "text/html; charset=utf-8", html.encode())


def test_an_address_is_fetched_in_the_background_and_lands(serve: Serve, order: Any) -> None:
    serve(story_page())
    answer = order(title="Pier")
    arrival = Arrival.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, arrival.get_absolute_url())
    article = only_article()
    assert (arrival.state, arrival.article) == (ArrivalState.HERE, article)
    assert (article.title, article.url) == ("Pier", f"{WEB}/final")
    assert (the_text(article).origin, the_text(article).origin_name) == ("url", f"{WEB}/final")
    client = signed_in("carl")
    landed = client.get(arrival.get_absolute_url())
    assert landed["Location"] == beginning(article)
    landed = client.get(arrival.get_absolute_url(), headers=HTMX)
    assert landed["HX-Redirect"] == beginning(article)


def test_a_document_behind_an_address_is_read_as_one(serve: Serve, order: Any) -> None:
    serve(Fetched("https://port.example/a/ferry.pdf?x=1", 200, "application/pdf", as_pdf()))
    order()
    assert "12 days" in the_text(only_article()).text


@pytest.mark.parametrize(
    "problem",
    [
        NotFetched("The site took too long."),
        story_page(""),
        Fetched(WEB, 200, "application/pdf", b"%PDF-1.4 no more of it"),
    ],
)
def test_what_cannot_be_had_is_a_sentence_with_a_way_on(
    serve: Serve, order: Any, problem: Any
) -> None:
    serve(problem)
    order()
    arrival = Arrival.objects.get()
    assert arrival.state == ArrivalState.FAILED
    assert len(arrival.sentence.split()) > 3
    assert not Article.objects.exists()
    shown = page(signed_in("carl").get(arrival.get_absolute_url()))
    notice = find(shown, role="alert")[0]
    assert arrival.sentence in words(notice)
    (again, paste) = find(notice, "a")
    assert paste.get("href") == PASTE
    form = page(signed_in("carl").get(str(again.get("href"))))
    assert find(form, "input", name="url")[0].get("value") == WEB


def test_an_agencys_item_at_an_address_is_not_taken_without_its_status(
    serve: Serve, order: Any
) -> None:
    data = agency(pubstatus="withheld").read()
    serve(Fetched("https://agency.example/item.json", 200, "application/json", data))
    order()
    arrival = Arrival.objects.get()
    assert arrival.state == ArrivalState.FAILED
    assert "Save it as a file and import that" in arrival.sentence
    assert not Article.objects.exists()


def test_a_known_text_behind_an_address_is_offered(serve: Serve, order: Any) -> None:
    serve(story_page())
    order()
    order()
    known, first = Arrival.objects.all()
    assert (first.state, known.state) == (ArrivalState.HERE, ArrivalState.KNOWN)
    shown = page(signed_in("carl").get(known.get_absolute_url()))
    notice = find(shown, role="alert")[0]
    assert find(notice, "a", href=only_article().get_absolute_url())
    order(again="on")
    assert Article.objects.count() == 2


def test_until_it_lands_the_page_says_how_far_it_is() -> None:
    signed_in("carl").post(ADDRESS, {"url": WEB})
    arrival = Arrival.objects.get()
    client = signed_in("carl")
    shown = page(client.get(arrival.get_absolute_url()))
    card = shown.get_element_by_id("arrival")
    assert card.get("hx-get") == arrival.get_absolute_url()
    assert "You can leave this page" in words(card)
    part = client.get(arrival.get_absolute_url(), headers=HTMX)
    assert b"<html" not in part.content
    assert signed_in("cleo").get(arrival.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "Type the address of the page first."),
        ("not an address", "Enter a valid URL."),
        ("javascript:alert(1)", "Enter a valid URL."),
        ("https://" + "a" * 2000 + ".example", "Enter a valid URL."),
    ],
)
def test_what_is_no_address_is_a_mistake(url: str, sentence: str) -> None:
    answer = signed_in("carl").post(ADDRESS, {"url": url})
    assert answer.status_code == 422
    assert sentence in words(find(page(answer), role="alert")[0])
    assert not Arrival.objects.exists()


# --- about an article -----------------------------------------------------------------------------


def about(article: Article, **changes: Any) -> dict[str, Any]:
    now: dict[str, Any] = {"title": article.title, "visibility": "newsroom"}
    return {**now, "seen": article.version, **changes}


def test_what_an_article_is_can_be_said() -> None:
    article = factories.article()
    desk, ada, cleo = factories.desk("City"), person("ada"), person("cleo")
    address = reverse("article-edit", args=[article.uid])
    sent = about(
        article,
        title="Pier opens",
        byline="By Ada Author",
        desk="city",
        authors=["ada"],
        lead_checker="cleo",
        deadline="2026-05-01T18:00",
        embargo_until="2026-05-02T06:00",
        dateline_date="2026-04-30",
    )
    answer = signed_in("rita").post(address, sent)
    assert answer["Location"] == article.get_absolute_url()
    article.refresh_from_db()
    assert (article.title, article.byline, article.desk) == ("Pier opens", "By Ada Author", desk)
    assert (list(article.authors.all()), article.lead_checker) == ([ada], cleo)
    assert article.dateline_date == timezone.datetime(2026, 4, 30).date()
    form = page(signed_in("rita").get(address))
    assert find(form, "input", name="deadline")[0].get("value") == "2026-05-01T18:00"
    assert find(form, "input", name="authors", value="ada")[0].get("checked") is not None


def test_only_who_brought_it_in_or_an_editor_restricts_its_readers() -> None:
    article = factories.article(by=person("carl"))
    address = reverse("article-edit", args=[article.uid])
    person("cleo")
    sent = about(article, visibility="named", readers=["cleo"])
    refused = signed_in("rita").post(address, sent)
    assert refused.status_code in (403, 422)
    assert "Only an editor, or who brought the article in" in words(page(refused))
    article.refresh_from_db()
    assert article.visibility == Visibility.NEWSROOM
    assert not article.readers.exists()
    assert signed_in("carl").post(address, sent).status_code == 302
    seen = {
        who: signed_in(who).get(article.get_absolute_url()).status_code
        for who in ("carl", "cleo", "rita", "edda")
    }
    assert seen == {"carl": 200, "cleo": 200, "rita": 404, "edda": 404}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"title": " "}, "This field is required."),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"title": "x\x00"}, "Null characters"),
        ({"lead_checker": "ada"}, "Ada Author does not check claims."),
        ({"authors": ["carl"]}, "Select a valid choice."),
        ({"deadline": "9999-12-31T23:59"}, "Give a year of four digits"),
        ({"visibility": "public"}, "Select a valid choice."),
        ({"dateline_date": "yesterday"}, "Enter a valid date."),
    ],
)
def test_a_mistake_about_an_article_changes_nothing(sent: dict[str, Any], sentence: str) -> None:
    article = factories.article()
    person("ada")
    address = reverse("article-edit", args=[article.uid])
    answer = signed_in("carl").post(address, about(article, byline="By me", **sent))
    assert answer.status_code == 422
    shown = page(answer)
    assert sentence in words(find(shown, role="alert")[0])
    assert find(shown, "input", name="byline")[0].get("value") == "By me"
    assert Article.objects.get().version == article.version


def test_two_who_describe_an_article_do_not_overwrite_one_another() -> None:
    article = factories.article()
    address = reverse("article-edit", args=[article.uid])
    assert signed_in("rita").post(address, about(article, title="Theirs")).status_code == 302
    client = signed_in("carl")
    mine = about(article, title="Mine")
    answer = client.post(address, mine)
    assert answer.status_code in (409, 422)
    shown = page(answer)
    assert "Somebody changed this while you typed." in words(find(shown, role="alert")[0])
    assert find(shown, "input", name="title")[0].get("value") == "Mine"
    assert Article.objects.get().title == "Theirs"
    again = {**mine, "seen": find(shown, "input", name="seen")[0].get("value")}
    assert client.post(address, again).status_code == 302
    assert Article.objects.get().title == "Mine"


# --- its life -------------------------------------------------------------------------------------


def move(who: str, article: Article, stage: str) -> int:
    address = reverse("article-stage", args=[article.uid])
    return signed_in(who).post(address, {"stage": stage}).status_code


def test_an_article_goes_through_its_life_in_the_right_hands() -> None:
    article = factories.article()
    steps = [
        ("carl", "cleared", 403),
        ("carl", "in_check", 302),
        ("carl", "cleared", 403),
        ("edda", "published", 403),
        ("edda", "cleared", 302),
        ("carl", "published", 403),
        ("edda", "published", 302),
        ("edda", "killed", 403),
        ("carl", "in_check", 403),
        ("edda", "in_check", 302),
        ("edda", "killed", 302),
        ("carl", "in_check", 403),
        ("edda", "in_check", 302),
        ("carl", "nonsense", 404),
    ]
    came = [(who, stage, move(who, article, stage)) for who, stage, _ in steps]
    assert came == steps
    article.refresh_from_db()
    assert article.stage == Stage.IN_CHECK


def test_a_refused_move_says_why() -> None:
    article = factories.article()
    address = reverse("article-stage", args=[article.uid])
    answer = signed_in("carl").post(address, {"stage": "killed"})
    assert "Only an editor clears, publishes or kills an article." in words(page(answer))
    answer = signed_in("edda").post(address, {"stage": "published"})
    assert "An article that is incoming cannot become published at once." in words(page(answer))


def test_the_page_offers_each_next_stage_or_says_why_not() -> None:
    article = factories.article()
    address = reverse("article-edit", args=[article.uid])
    shown = page(signed_in("carl").get(address))
    offered = {
        str(b.get("value")): b.get("disabled") is None for b in find(shown, "button", name="stage")
    }
    assert offered == {"in_check": True, "killed": False}
    assert "Killed: Only an editor" in words(shown)


def test_the_first_mark_takes_an_incoming_article_into_check() -> None:
    article = factories.article()
    client = signed_in("carl")
    client.post(reverse("claim-raise", args=[article.uid]), {"exact": "sixth closure since April"})
    article.refresh_from_db()
    assert article.stage == Stage.IN_CHECK
    assert Claim.objects.count() == 1
    assert Suggestion.objects.pending().exists()


def test_an_editor_archives_an_article_and_brings_it_back() -> None:
    article = factories.article()
    address = reverse("article-archive", args=[article.uid])
    client = signed_in("edda")
    assert client.post(address, {"away": "yes"}).status_code == 302
    article.refresh_from_db()
    assert article.archived_at is not None
    shown = page(client.get(reverse("article-edit", args=[article.uid])))
    assert "Bring back from the archive" in words(shown)
    client.post(address, {"away": "no"})
    article.refresh_from_db()
    assert article.archived_at is None
