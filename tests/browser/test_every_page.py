"""Every page, light and dark, on a telephone and on a desk: policy, accessibility, no overflow."""

from collections.abc import Iterable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from claims.demo.load import Newsroom
from claims.enums import Decision, Role, SuggestionKind
from claims.models import Article, Claim, Desk, SavedView, Source, Statement, Suggestion, User
from claims.services import fitting, people, supports

from .conftest import OpenPage, axe_clean
from .desk import panel, sideways

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = ("paste", "address", "file")


@pytest.fixture
def newsroom(transactional_db: None) -> None:
    """The demo newsroom, which has everything in every state."""
    Newsroom().fill()


def look(page: Page, address: str, *, status: int = 200) -> None:
    """Open the page once and look at it in both schemes and both widths."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1400, "height": 900})
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status, address
    for width, scheme in ((1400, "light"), (1400, "dark"), (360, "dark"), (360, "light")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        assert not sideways(page), f"{address} at {width}: {sideways(page)}"
        axe_clean(page)


def look_at_all(page: Page, addresses: Iterable[str]) -> None:
    for address in addresses:
        look(page, address)


def user(name: str) -> User:
    return User.objects.get(username=name)


@pytest.mark.parametrize(
    "states", [("to_check", "checking", "checked"), ("approved", "not_checkable", "recheck")]
)
def test_the_workspace_with_a_claim(
    newsroom: None, open_page: OpenPage, states: tuple[str, ...]
) -> None:
    page = open_page(user("tomas"))
    for state in states:
        claim = Claim.objects.filter(state=state).latest("pk")
        look(page, claim.get_absolute_url())
        expect(panel(page)).to_have_attribute("data-mark", str(claim.uid))


def test_the_workspace_with_forms_open(newsroom: None, open_page: OpenPage) -> None:
    """All that is folded away is looked at too."""
    claim = Claim.objects.filter(state="checking", supports__isnull=False).first()
    assert claim is not None
    statement = claim.article.statements.first()
    assert statement is not None
    page = open_page(user("tomas"))
    for thing in (claim, statement):
        page.goto(thing.get_absolute_url())
        page.evaluate("() => document.querySelectorAll('details').forEach((d) => d.open = true)")
        for width in (1400, 360):
            page.set_viewport_size({"width": width, "height": 800})
            assert not sideways(page), sideways(page)
            axe_clean(page)


def test_the_workspace_with_a_statement_a_suggestion_or_nothing(
    newsroom: None, open_page: OpenPage
) -> None:
    page = open_page(user("mara"))
    things: list[Statement | Suggestion] = [Statement.objects.exclude(said="").latest("pk")]
    things.append(Statement.objects.filter(said="").latest("pk"))
    for kind in SuggestionKind:
        waiting = Suggestion.objects.filter(kind=kind, decision=Decision.PENDING)
        things.append(waiting.latest("pk"))
    for thing in things:
        look(page, thing.get_absolute_url())
        expect(panel(page)).to_have_attribute("data-mark", str(thing.uid))
    for article in Article.objects.filter(title__regex="^(Veskan|Harbour)"):
        look(page, article.get_absolute_url())


def test_what_a_verdict_may_rest_on_and_where_it_comes_from(
    newsroom: None, open_page: OpenPage
) -> None:
    edda = user("edda")
    fitting.loosen(verdict="verified", kind="expert", stance="partly", reason="So be it.", by=edda)
    for name in ("edda", "mara"):
        look(open_page(user(name)), reverse("fit-settings"))
    Desk.objects.update(origins_asked=2)
    claim = Claim.objects.filter(state="checked", supports__isnull=False).first()
    assert claim is not None
    word = {"kind": "on_author", "description": "The author's word", "visibility": "named"}
    supports.add_and_attach(targets=[claim], by=edda, about={"stance": "context"}, **word)
    page = open_page(edda)
    look(page, claim.get_absolute_url())
    expect(panel(page).get_by_text("this desk asks for 2")).to_be_attached()
    expect(panel(page).locator(".basis")).to_have_text(["on author", "named people only"])


def test_lists_and_forms_of_a_checker(newsroom: None, open_page: OpenPage) -> None:
    article = Article.objects.get(title__startswith="Veskan")
    page = open_page(user("mara"))
    look_at_all(page, [reverse("today"), reverse("article-list"), reverse("profile")])
    look_at_all(page, [reverse("notice-list"), reverse("notice-choices")])
    look_at_all(page, [reverse("article-import-way", args=[way]) for way in WAYS])
    look(page, reverse("article-edit", args=[article.uid]))
    look_at_all(page, [reverse(f"revision-{name}", args=[article.uid]) for name in ("list", "new")])
    look(page, reverse("revision-detail", args=[article.uid, 1]))
    shares = reverse("article-shares", args=[article.uid])
    look_at_all(open_page(user("noor")), [shares, f"{shares}?who=mara&who=awa&lead=2"])
    look(page, reverse("account_change_password"))


def test_the_queue(newsroom: None, open_page: OpenPage) -> None:
    page = open_page(user("tomas"))
    views = (("tomas", "Late", "due=overdue"), ("tomas", "Gone", "desk=moon"), ("noor", "All", ""))
    for owner, name, query in views:
        SavedView.objects.create(owner=user(owner), name=name, query=query, is_shared=True)
    look(page, reverse("view-list"))
    for asked in ("", "show=statements", "state=all&verdict=inaccurate", "text=zzz", "desk=moon"):
        look(page, f"{reverse('queue')}?{asked}")


def test_the_figures(newsroom: None, open_page: OpenPage) -> None:
    """With the word that the days cannot be shown, above those that can."""
    look(open_page(user("tomas")), f"{reverse('figures')}?since=2026-05-02&until=2026-05-01")


def test_sources(newsroom: None, open_page: OpenPage) -> None:
    source = Source.objects.get(name="Oskar Brenn")
    page = open_page(user("tomas"))
    look(page, reverse("source-list"))
    look(page, reverse("source-detail", args=[source.uid]))
    look(page, reverse("source-merge", args=[source.uid]))


def test_histories(newsroom: None, open_page: OpenPage) -> None:
    article = Article.objects.get(title__startswith="Veskan")
    source = Source.objects.get(name="Oskar Brenn")
    page = open_page(user("anton"))
    look(page, reverse("article-history", args=[article.uid]))
    look(page, f"{reverse('article-history', args=[article.uid])}?what=claims&who=nobody")
    look(page, reverse("source-history", args=[source.uid]))
    look(page, reverse("person-history", args=[user("tomas").uid]))


def test_an_author_reads_her_article_and_nothing_she_may_not(
    newsroom: None, open_page: OpenPage
) -> None:
    page = open_page(user("jora"))
    look(page, reverse("today"))
    article = Article.objects.get(title__startswith="Veskan")
    look_at_all(page, [article.get_absolute_url(), reverse("change-list", args=[article.uid])])
    look(page, reverse("article-import"), status=403)
    look(page, "/articles/00000000-0000-4000-8000-000000000000/", status=404)


def test_the_patterns_of_an_admin(newsroom: None, open_page: OpenPage) -> None:
    look(open_page(user("anton")), reverse("patterns"))


def test_the_way_in(newsroom: None, open_page: OpenPage) -> None:
    roles = frozenset({Role.CHECKER})
    _, token = people.invite(name="Nell New", by=user("anton"), roles=roles)
    page = open_page()
    look(page, reverse("account_login"))
    look(page, reverse("invitation", args=[token]))
    look(page, reverse("invitation", args=["no-such-token"]), status=410)
    page.goto(reverse("account_login"))
    page.locator("[name=login]").fill("mara")
    page.locator("[name=password]").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".error-summary")).to_be_visible()
    axe_clean(page)


def test_a_page_that_scrolls_sideways_is_noticed(page: Page) -> None:
    page.route(
        "**/wide/",
        lambda route: route.fulfill(
            content_type="text/html", body="<main><svg class=broad width=3000></svg></main>"
        ),
    )
    page.goto("/wide/")
    assert "svg" in sideways(page)
