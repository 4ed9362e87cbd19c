"""The page of what a verdict may rest on: the rule, adding to it, taking back, reading it."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from claims.models import LoosenedFit
from claims.services import fitting
from tests.people import person

from .pages import find, page, signed_in, words

pytestmark = pytest.mark.django_db
WHY = "The office <b>keeps</b> the figures."


@pytest.fixture
def edda() -> Client:
    return signed_in("edda")


def send(client: Client, **but: str) -> HttpResponse:
    whole = {"verdict": "verified", "kind": "expert", "stance": "partly", "reason": WHY}
    return client.post(reverse("fit-settings"), whole | but, follow=True)


def row(answer: HttpResponse, verdict: str) -> str:
    """The line of the rule that is about ``verdict``, in words."""
    (table,) = find(page(answer), "table")
    lines = [" ".join(words(cell) for cell in line) for line in find(table, "tr")]
    return next(line for line in lines if line.startswith(verdict))


def test_the_page_shows_the_usual_rule(edda: Client) -> None:
    answer = edda.get(reverse("fit-settings"))
    assert row(answer, "Verified") == "Verified fits no no no"
    assert row(answer, "Inaccurate") == "Inaccurate no fits no no"
    assert row(answer, "Misleading") == "Misleading no fits fits fits"
    assert row(answer, "Disputed") == "Disputedone for and one against fits fits no no"
    assert row(answer, "Unverifiable").endswith("rests on a written account of what was tried")
    assert "Nothing was added to it." in words(page(answer))


def test_an_editor_adds_and_takes_back(edda: Client) -> None:
    answer = send(edda)
    text = words(page(answer))
    assert "Saved." in text
    assert "Verified: Expert, partly supports" in text
    assert WHY in text
    assert b"<b>keeps" not in answer.content
    assert "Edda Editor" in text
    assert row(answer, "Verified") == "Verified fits no Expert no"
    fit = LoosenedFit.objects.get()
    for _again in range(2):
        answer = edda.post(reverse("fit-removal", args=[fit.uid]), follow=True)
        assert answer.status_code == 200
        assert "Nothing was added to it." in words(page(answer))
    assert not LoosenedFit.objects.exists()


def test_any_kind_is_told_in_the_table(edda: Client) -> None:
    assert row(send(edda, kind=""), "Verified") == "Verified fits no any kind no"


@pytest.mark.parametrize(
    ("but", "why"),
    [
        ({"stance": "supports"}, "Such evidence fits this verdict anyway."),
        ({"reason": " "}, "This field is required."),
        ({"reason": "x" * 301}, "at most 300 characters"),
        ({"verdict": "unverifiable"}, "Select a valid choice."),
        ({"kind": "hunch"}, "Select a valid choice."),
    ],
)
def test_what_is_refused_stays_typed(edda: Client, but: dict[str, str], why: str) -> None:
    answer = send(edda, **but)
    assert answer.status_code == 422
    assert why in words(page(answer))
    (chosen,) = find(page(answer), "select", id="id_verdict")
    assert find(chosen, "option", selected=True) or "verdict" in but
    assert not LoosenedFit.objects.exists()


@pytest.mark.parametrize("who", ["carl", "rita", "adam"])
def test_others_read_it_with_the_reason_beside_the_disabled_button(who: str) -> None:
    fit = fitting.loosen(
        verdict="verified", kind="", stance="partly", reason=WHY, by=person("edda")
    )
    client = signed_in(who)
    root = page(client.get(reverse("fit-settings")))
    assert "Only an editor says what a verdict may rest on." in words(root)
    (main,) = find(root, "main")
    buttons = find(main, "button")
    assert len(buttons) == 2
    for button in buttons:
        assert button.get("disabled") is not None
        assert button.get("aria-describedby") == "why-not"
    assert send(client).status_code == 403
    assert client.post(reverse("fit-removal", args=[fit.uid])).status_code == 403
    assert LoosenedFit.objects.count() == 1


def test_the_menu_leads_there_for_the_newsroom_only() -> None:
    for who, there in (("carl", True), ("edda", True), ("ada", False)):
        html = signed_in(who).get(reverse("today")).content.decode()
        assert (reverse("fit-settings") in html) is there


def test_the_list_takes_the_same_reads_at_one_row_and_three(
    edda: Client, django_assert_num_queries: Any
) -> None:
    for kind in ("expert", "law", "dataset"):
        fitting.loosen(
            verdict="verified", kind=kind, stance="partly", reason="x", by=person("edda")
        )
        with django_assert_num_queries(READS):
            edda.get(reverse("fit-settings"))


READS = 5
