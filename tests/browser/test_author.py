"""An author on a telephone: answers what was asked, decides what was proposed."""

import pytest
from playwright.sync_api import expect

from claims.enums import Role
from claims.services import changes, queries
from tests import factories
from tests.people import person

from .conftest import OpenPage, axe_clean
from .desk import sideways, toast

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "Where do the 3.1 million come from?"
REPLY = "From the draft. The printed report says 2.9."


def test_an_author_answers_and_decides_on_a_telephone(open_page: OpenPage) -> None:
    story = factories.article()
    story.authors.add(person("ada"))
    claim = factories.claim(story, "The repair cost 3.1 million crowns")
    queries.ask(on=claim, text=QUESTION, by=person("carl"), to_role=Role.AUTHOR)
    changes.propose(to=claim, new="The repair cost 2.9 million", reason="Bill.", by=person("carl"))
    phone = open_page(
        person("ada"), viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    phone.goto("/")
    assert not sideways(phone), sideways(phone)
    phone.get_by_role("link", name="Queries put to you").tap()
    expect(phone.locator("#queries .passage__words")).to_have_text(claim.text)
    phone.get_by_role("textbox", name="Reply").fill(REPLY)
    send = phone.get_by_role("button", name="Reply")
    box = send.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    send.tap()
    expect(toast(phone)).to_contain_text("Reply sent.")
    assert not sideways(phone), sideways(phone)
    axe_clean(phone)

    phone.goto("/")
    expect(phone.get_by_role("link", name="Queries put to you")).to_have_count(0)
    phone.get_by_role("link", name="Proposed changes to decide").tap()
    phone.wait_for_load_state()  # a button pressed sooner sends the plain form
    phone.get_by_role("button", name="Accept").tap()
    expect(toast(phone)).to_contain_text("Accepted.")
    expect(phone.locator("#changes > li")).to_contain_text("Accepted by Ada Author")
    assert not sideways(phone), sideways(phone)
    axe_clean(phone)
    phone.goto("/")
    expect(phone.get_by_role("link", name="Proposed changes to decide")).to_have_count(0)
