"""An outside expert: asked by a link, answers in a browser that was never signed in."""

import re

import pytest
from playwright.sync_api import Page, expect

from claims.models import ExpertLink, Query, Reply
from claims.services import experts, queries
from tests import factories
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import sideways, toast

pytestmark = pytest.mark.django_db(transaction=True)

PASSAGE = "The repair cost 3.1 million crowns"


def asked() -> Query:
    claim = factories.claim(factories.article(), PASSAGE)
    return queries.ask(on=claim, text="Is this sum plausible?", by=person("carl"))


def linked(query: Query | None = None) -> str:
    """Make a link and return its path."""
    _link, token = experts.invite(
        query=query or asked(), name="Prof. Lind", question="Plausible?", by=person("carl")
    )
    return f"/expert/{token}/"


def look(page: Page) -> None:
    """Look at the page as it stands, on a desk and on a telephone, light and dark."""
    for size, scheme in ((1400, "light"), (1400, "dark"), (360, "dark"), (360, "light")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": size, "height": 800})
        assert not sideways(page), sideways(page)
        axe_clean(page)


def test_from_the_thread_to_the_expert_and_back(open_page: OpenPage) -> None:
    query = asked()
    desk = open_page(person("carl"), permissions=["clipboard-read", "clipboard-write"])
    desk.goto(query.get_absolute_url())
    desk.get_by_text("Ask an outside expert").click()
    expect(desk.locator(".experts").get_by_label("Question")).to_have_value(
        "Is this sum plausible?"
    )
    desk.get_by_label("Name of the expert").fill("Prof. Lind")
    desk.get_by_role("button", name="Make the link").click()
    field = desk.get_by_label("Address for Prof. Lind")
    expect(field).to_be_focused()
    expect(desk.locator(".experts__preview")).to_contain_text(PASSAGE)
    look(desk)
    desk.get_by_role("button", name="Copy").click()
    expect(toast(desk)).to_contain_text("Address copied.")
    address = desk.evaluate("() => navigator.clipboard.readText()")
    assert address == field.input_value()

    outside = open_page()
    requests: list[str] = []
    outside.on("request", lambda request: requests.append(request.url))
    outside.goto(address)
    expect(outside.get_by_role("blockquote")).to_have_text(PASSAGE)
    assert outside.locator("a, script").count() == 0
    look(outside)
    outside.get_by_label("Needs a change").check()
    outside.get_by_role("button", name="Send").click()
    expect(outside.get_by_role("alert")).to_contain_text("Write what should be changed")
    look(outside)
    outside.get_by_label("In your words").fill("Rather 2.9 million.")
    outside.get_by_role("button", name="Send").click()
    expect(outside.get_by_role("heading", level=1)).to_have_text("Thank you")
    expect(outside.locator("body")).to_contain_text("Rather 2.9 million.")
    look(outside)
    assert outside.context.cookies() == []
    assert all(re.search(r"/(expert|static)/", url) for url in requests), requests

    desk.goto(query.get_absolute_url())
    thread = desk.locator(".thread").first
    for words in ("Prof. Lind", "from outside", "Needs a change", "Rather 2.9 million."):
        expect(thread).to_contain_text(words)
    desk.get_by_role("button", name="Close the link for Prof. Lind").click()
    expect(toast(desk)).to_contain_text("Closed: the link for Prof. Lind no longer works.")
    look(desk)
    outside.reload()
    expect(outside.get_by_role("heading", level=1)).to_have_text("This link is closed")
    look(outside)


def test_an_expert_on_a_telephone_adds_a_second_answer(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.goto(linked())
    page.get_by_label("Correct as it stands").tap()
    send = page.get_by_role("button", name="Send")
    box = send.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    send.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.get_by_text("Add another answer").tap()
    page.get_by_label("Comment only").tap()
    page.get_by_label("In your words").fill("One more thing.")
    page.get_by_role("button", name="Send").tap()
    expect(page.get_by_role("listitem")).to_have_count(2)
    page.reload()
    assert [reply.decision for reply in Reply.objects.all()] == ["accept", "comment"]
    assert ExpertLink.objects.get().opened_at is not None


def test_all_of_it_works_without_a_script(open_page: OpenPage) -> None:
    query = asked()
    desk = open_page(person("carl"), java_script_enabled=False)
    desk.goto(query.get_absolute_url())
    desk.get_by_text("Ask an outside expert").click()
    desk.get_by_label("Name of the expert").fill("Prof. Lind")
    desk.get_by_role("button", name="Make the link").click()
    address = desk.get_by_label("Address for Prof. Lind").input_value()
    expect(desk.get_by_role("button", name="Copy")).to_be_hidden()
    outside = open_page(java_script_enabled=False)
    outside.goto(address)
    outside.get_by_label("Comment only").check()
    outside.get_by_label("In your words").fill("Ask the ministry.")
    outside.get_by_role("button", name="Send").click()
    expect(outside.get_by_role("heading", level=1)).to_have_text("Thank you")
    desk.get_by_role("link", name="Back to the query").click()
    expect(desk.locator("body")).to_contain_text("Ask the ministry.")
    desk.get_by_role("button", name="Close the link for Prof. Lind").click()
    expect(toast(desk)).to_contain_text("Closed: the link for Prof. Lind no longer works.")
