"""Drafts of an article: the list, one of them, two compared, and bringing in a new one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from claims.enums import ArrivalState, Origin, Stage, State
from claims.fetching import Fetched, NotFetched
from claims.formats import read_plain
from claims.models import Arrival, Article, Revision
from claims.services import arrivals, articles
from claims.services.revisions import revise
from tests import factories
from tests.people import person

from .pages import counted, find, page, signed_in, words

pytestmark = pytest.mark.django_db

STORY = factories.STORY
COST = "The repair cost 3.1 million crowns"
NEXT = STORY.replace("3.1 million", "4.1 million")
PAGE_READS = 10


@pytest.fixture
def article() -> Article:
    made = factories.article()
    made.authors.add(person("ada"))
    return made


def at(article: Article, name: str, *more: object, **asked: object) -> str:
    address = reverse(f"revision-{name}", args=[article.uid, *more])
    return f"{address}?{'&'.join(f'{k}={v}' for k, v in asked.items())}" if asked else address


def again(article: Article, text: str = NEXT) -> Revision:
    draft = read_plain(text)
    done = revise(article=article, draft=draft, by=person("carl"), origin=Origin.PASTE)
    assert done.created
    return done.revision


def differences(answer: HttpResponse) -> list[Any]:
    return [line for line in find(page(answer), "div", class_="diff__line") if line.get("id")]


# --- the list and one draft -----------------------------------------------------------------------


def test_the_list_tells_of_each_draft_who_how_how_long_and_how_different(article: Article) -> None:
    again(article)
    rows = find(page(signed_in("ada").get(at(article, "list"))), "tr")[1:]
    told = [[words(cell) for cell in find(row, "td")] for row in rows]
    assert [cells[0] for cells in told] == ["Draft 2the text now", "Draft 1"]
    assert all("Carl Checker" in cells[1] for cells in told)
    assert [cells[2:] for cells in told] == [
        ["Pasted", str(len(NEXT.split())), "1 difference"],
        ["Pasted", str(len(STORY.split())), "the first one"],
    ]
    (link,) = find(rows[0], "a", href=at(article, "compare", old=1, new=2))
    assert words(link) == "1 difference"


def test_notices_of_the_import_stand_on_the_list_and_on_the_draft(article: Article) -> None:
    revision = again(article)
    Revision.objects.filter(pk=revision.pk).update(notices=["A picture was left out."])
    for name, more in (("list", ()), ("detail", (2,))):
        shown = page(signed_in("carl").get(at(article, name, *more)))
        assert "A picture was left out." in words(shown)
    assert "left out" not in words(page(signed_in("carl").get(at(article, "detail", 1))))


def test_an_earlier_draft_is_read_with_its_claims_and_nothing_in_it_can_be_pressed(
    article: Article,
) -> None:
    claim = factories.claim(article, COST)
    again(article)
    shown = page(signed_in("ada").get(at(article, "detail", 1)))
    (sheet,) = find(shown, "article")
    assert COST in words(sheet)
    assert find(sheet, "a", href=claim.get_absolute_url())
    assert not find(sheet, "form")
    assert not find(sheet, "button")
    assert "Draft 2 is the text now." in words(shown)
    assert find(shown, "a", href=at(article, "compare", old=1))


@pytest.mark.parametrize("number", [0, 3, 10**30])
def test_a_draft_there_is_not_is_not_found(article: Article, number: int) -> None:
    again(article)
    assert signed_in("carl").get(at(article, "detail", number)).status_code == 404


# --- two compared ---------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["side", "inline"])
def test_a_difference_shows_old_and_new_words_and_the_claims_it_touches(
    article: Article, view: str
) -> None:
    claim = factories.approved(factories.claim(article, COST))
    again(article)
    answer = signed_in("ada").get(at(article, "compare", old=1, new=2, view=view))
    (row,) = differences(answer)
    assert [words(e) for e in find(row, "del")] == ["[out: 3.1]"]
    assert [words(e) for e in find(row, "ins")] == ["[in: 4.1]"]
    (touched,) = find(find(row, "ul", class_="diff__touched")[0], "li")
    assert find(touched, "a", href=claim.get_absolute_url())
    assert words(touched) == "Claim 1 Re-check Verified words changed"
    assert "1 difference between draft 1 and draft 2." in words(page(answer))


def test_the_two_views_are_links_and_the_drafts_are_chosen_in_a_plain_form(
    article: Article,
) -> None:
    again(article)
    shown = page(signed_in("carl").get(at(article, "compare", old=1, new=2, view="inline")))
    tabs = find(find(shown, "nav", class_="tabs")[0], "a")
    assert [(words(a), a.get("aria-current")) for a in tabs] == [
        ("Side by side", None),
        ("In one text", "page"),
    ]
    assert tabs[0].get("href") == at(article, "compare", old=1, new=2, view="side")
    (form,) = find(shown, "form", id="choose-drafts")
    assert (form.get("method"), form.get("action")) == ("get", at(article, "compare"))
    for name, number in (("old", "1"), ("new", "2")):
        (select,) = find(form, "select", name=name)
        options = find(select, "option")
        assert [o.get("value") for o in options] == ["1", "2"]
        assert [o.get("value") for o in options if o.get("selected") is not None] == [number]
    assert find(form, "input", name="view")[0].get("value") == "inline"


def test_what_is_alike_is_folded_and_can_be_opened_without_a_script() -> None:
    text = "\n\n".join(f"Paragraph {n} of this story is here." for n in range(20))
    article = factories.article(text=text)
    again(article, text.replace("Paragraph 10 of", "Paragraph ten of"))
    shown = page(signed_in("carl").get(at(article, "compare")))
    folds = find(shown, "details", class_="diff__fold")
    assert [words(find(fold, "summary")[0]) for fold in folds] == [
        "9 paragraphs unchanged",
        "8 paragraphs unchanged",
    ]
    assert "Paragraph 3 of this story is here." in words(folds[0])


def test_typography_is_told_apart_and_is_no_difference(article: Article) -> None:
    again(article, STORY.replace("“", '"').replace("”", '"'))
    answer = signed_in("carl").get(at(article, "compare"))
    assert differences(answer) == []
    assert "Nothing differs" in words(page(answer))
    assert [words(e) for e in find(page(answer), "span", class_="diff__quiet")].count('"') >= 2
    assert "1 of them but for typography" in words(page(answer))


def test_how_many_claims_kept_their_words_is_said_and_where_the_others_wait(
    article: Article,
) -> None:
    factories.claim(article, COST)
    factories.claim(article, "12 days after a storm")
    factories.claim(article, "It was the sixth closure since April")
    again(article, NEXT.replace("\n\nIt was the sixth closure since April.", ""))
    shown = page(signed_in("carl").get(at(article, "compare")))
    notice = find(shown, "div", class_="notice")[0]
    told = "1 has the same words. 1 has other words. 1 has no place in the newer draft."
    assert told in words(notice)
    assert find(notice, "a", href=reverse("article-tray", args=[article.uid]))
    again(article, f"{STORY}\n\nMore is to come.")
    shown = page(signed_in("carl").get(at(article, "compare", old=1, new=2)))
    assert not find(shown, "a", href=reverse("article-tray", args=[article.uid]))


def test_with_one_draft_the_page_says_what_to_do(article: Article) -> None:
    shown = page(signed_in("carl").get(at(article, "compare")))
    assert find(find(shown, class_="empty")[0], "a", href=at(article, "new"))
    shown = page(signed_in("ada").get(at(article, "compare")))
    assert not find(shown, "a", href=at(article, "new"))


@pytest.mark.parametrize("asked", ["old=1&new=9", "old=x", "new=1", "old=1&new=-2", "old=%00"])
def test_drafts_there_are_not_cannot_be_compared(article: Article, asked: str) -> None:
    again(article)
    assert signed_in("carl").get(f"{at(article, 'compare')}?{asked}").status_code == 404


def test_a_view_nobody_knows_is_the_one_side_by_side(article: Article) -> None:
    again(article)
    answer = signed_in("carl").get(at(article, "compare", view="upside-down"))
    assert find(page(answer), "section", class_="diff--side")


def test_what_the_texts_say_is_never_markup(article: Article) -> None:
    again(article, STORY.replace("Ferry line", "<script>alert(1)</script> line"))
    for view in ("side", "inline"):
        answer = signed_in("carl").get(at(article, "compare", view=view))
        assert b"<script>alert" not in answer.content
        assert "<script>alert(1)</script>" in words(differences(answer)[0])


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_takes_the_same_reads_however_much_it_tells(article: Article, count: int) -> None:
    kept = [COST, "It was the sixth closure since April", "12 days after a storm", "40 mooring"]
    for text in kept[:count]:
        factories.claim(article, text)
    text = NEXT.replace("sixth", "tenth").replace("12 days", "9 days").replace("40 m", "50 m")
    again(article, text)
    client = signed_in("carl")
    client.get(at(article, "compare"))
    with counted() as seen:
        answer = client.get(at(article, "compare"))
    assert len(find(page(answer), "ul", class_="diff__touched")) >= 1
    assert len(seen) == PAGE_READS


# --- a new draft ----------------------------------------------------------------------------------


def test_a_pasted_draft_takes_the_place_of_the_text_and_its_differences_are_shown(
    article: Article,
) -> None:
    claim = factories.approved(factories.claim(article, COST))
    client = signed_in("carl")
    answer = client.post(at(article, "new"), {"text": NEXT}, follow=True)
    assert answer.redirect_chain == [(at(article, "compare", old=1, new=2), 302)]
    assert "Draft 2 is the text now." in words(page(answer))
    article.refresh_from_db()
    assert article.current
    assert (article.current.number, article.current.origin) == (2, Origin.PASTE)
    assert "4.1 million" in article.current.text
    claim.refresh_from_db()
    assert claim.state == State.RECHECK


def test_rich_text_is_taken_with_its_structure(article: Article) -> None:
    html = "<h1>Pier opens</h1><p>It cost <a href='https://a.example/'>3 crowns</a>.</p>"
    signed_in("carl").post(at(article, "new"), {"text": "without it", "html": html})
    article.refresh_from_db()
    assert article.current
    assert article.current.text.startswith("Pier opens")
    assert article.current.links[0]["url"] == "https://a.example/"


def test_a_file_is_taken_and_kept_as_it_came(article: Article) -> None:
    upload = SimpleUploadedFile("second.txt", NEXT.encode())
    answer = signed_in("carl").post(at(article, "new-way", "file"), {"file": upload})
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.current
    assert (article.current.origin, article.current.origin_name) == (Origin.FILE, "second.txt")
    with article.current.file.open() as kept:
        assert kept.read() == NEXT.encode()


def test_the_text_we_have_is_no_new_draft_and_nothing_typed_is_lost(article: Article) -> None:
    answer = signed_in("carl").post(at(article, "new"), {"text": f"{STORY}\n\n"})
    assert answer.status_code == 409
    shown = page(answer)
    assert "This is the text we have" in words(find(shown, role="alert")[0])
    assert words(find(shown, "textarea", name="text")[0]) == " ".join(STORY.split())
    assert article.revisions.count() == 1


@pytest.mark.parametrize(
    ("way", "sent", "sentence"),
    [
        ("paste", {"text": " \n"}, "There is no text in it."),
        ("file", {}, "Choose a file first."),
        ("address", {"url": ""}, "Type the address of the page first."),
        ("address", {"url": "javascript:alert(1)"}, "Enter a valid URL."),
    ],
)
def test_a_mistake_is_a_sentence(
    article: Article, way: str, sent: dict[str, str], sentence: str
) -> None:
    address = at(article, "new-way", way)
    answer = signed_in("carl").post(address, {"csrfmiddlewaretoken": "x", **sent})
    assert answer.status_code == 422
    assert sentence in words(find(page(answer), role="alert")[0])
    assert article.revisions.count() == 1
    assert not Arrival.objects.exists()


def test_what_may_not_be_changed_says_why_and_keeps_what_was_typed(article: Article) -> None:
    articles.move_article(article=article, stage=Stage.KILLED, by=person("edda"))
    shown = page(signed_in("carl").get(at(article, "new")))
    sentence = "This article was killed."
    assert sentence in words(shown)
    assert find(find(shown, "form", id="draft-form")[0], "button", disabled=True)
    answer = signed_in("carl").post(at(article, "new"), {"text": NEXT})
    assert answer.status_code == 403
    assert sentence in words(find(page(answer), role="alert")[0])
    assert "4.1 million" in words(find(page(answer), "textarea", name="text")[0])
    assert article.revisions.count() == 1


def test_the_forms_ask_for_the_text_and_for_nothing_else(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(url="https://port.example/pier")
    asked = {"paste": {"text", "html"}, "address": {"url"}, "file": {"file"}}
    for way, names in asked.items():
        shown = page(signed_in("carl").get(at(article, "new-way", way)))
        (form,) = find(shown, "form", id="draft-form")
        found = {e.get("name") for e in form.iter("input", "textarea", "select")}
        assert found - {"csrfmiddlewaretoken"} == names
    shown = page(signed_in("carl").get(at(article, "new-way", "address")))
    assert find(shown, "input", name="url")[0].get("value") == "https://port.example/pier"
    assert signed_in("carl").get(at(article, "new-way", "pigeon")).status_code == 404


# --- by address -----------------------------------------------------------------------------------

WEB = "https://port.example/pier"
Order = Callable[[Fetched | Exception], Arrival]


@pytest.fixture
def order(
    article: Article, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> Order:
    """Order the address as a new draft, and let what it handed to the background be done."""

    def ordering(found: Fetched | Exception) -> Arrival:
        def fetch(url: str) -> Fetched:
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr(arrivals, "fetch", fetch)
        with django_capture_on_commit_callbacks(execute=True):
            answer = signed_in("carl").post(at(article, "new-way", "address"), {"url": WEB})
        arrival = Arrival.objects.get()
        assert answer["Location"] == arrival.get_absolute_url()
        return arrival

    return ordering


def served(text: str) -> Fetched:
    body = "".join(f"<p>{part}</p>" for part in text.strip().split("\n\n"))
    html = f"<!doctype html><title>Pier</title><body><article>{body}</article></body>"
    return Fetched(WEB, 200, "text/html; charset=utf-8", html.encode())


def test_an_address_is_fetched_and_becomes_the_next_draft(article: Article, order: Order) -> None:
    arrival = order(served(NEXT))
    assert (arrival.state, arrival.article, arrival.onto) == (ArrivalState.HERE, article, article)
    assert Article.objects.count() == 1
    assert [r.origin for r in article.revisions.order_by("number")] == [Origin.PASTE, Origin.URL]
    answer = signed_in("carl").get(arrival.get_absolute_url())
    assert answer["Location"] == at(article, "compare")


def test_the_text_we_have_behind_an_address_is_no_new_draft(article: Article, order: Order) -> None:
    signed_in("carl").post(at(article, "new"), {"text": "x"})
    again(article, served_text := "Pier opens again\n\nIt cost 3 crowns and took 12 days in all.")
    arrival = order(Fetched(WEB, 200, "text/plain", served_text.encode()))
    assert (arrival.state, article.revisions.count()) == (ArrivalState.KNOWN, 3)
    shown = page(signed_in("carl").get(arrival.get_absolute_url()))
    assert "This is the text we have" in words(find(shown, role="alert")[0])


def test_what_cannot_be_had_leads_back_to_the_forms_of_this_article(
    article: Article, order: Order
) -> None:
    arrival = order(NotFetched("The site took too long."))
    assert arrival.state == ArrivalState.FAILED
    notice = find(page(signed_in("carl").get(arrival.get_absolute_url())), role="alert")[0]
    assert "The site took too long." in words(notice)
    again_link, paste = find(notice, "a")
    assert paste.get("href") == at(article, "new")
    form = page(signed_in("carl").get(str(again_link.get("href"))))
    assert find(form, "input", name="url")[0].get("value") == WEB


def test_an_article_killed_meanwhile_gets_no_draft(
    article: Article, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = arrivals.read_address

    def late(url: str) -> Any:
        articles.move_article(article=article, stage=Stage.KILLED, by=person("edda"))
        return real(url)

    monkeypatch.setattr(arrivals, "read_address", late)
    arrival = order(served(NEXT))
    assert arrival.state == ArrivalState.FAILED
    assert "killed" in arrival.sentence
    assert article.revisions.count() == 1
