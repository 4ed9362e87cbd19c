"""Every form of several fields, sent after somebody was quicker: nothing of either is lost."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from claims.enums import Verdict
from claims.models import Claim
from claims.services import articles, claims, evidence, sources, statements, supports, verdicts
from tests import factories
from tests.people import person

from .pages import Element, find, page, place, signed_in, words

pytestmark = pytest.mark.django_db
DEADLINE = datetime(2026, 12, 1, 18, tzinfo=UTC)
WORDS = "It was the sixth closure since April."
Fields = dict[str, list[str]]


def shown_in(client: Client, at: str, action: str) -> Fields:
    """Return what the form that is sent to ``action`` holds on the page ``at``."""
    return held(page(client.get(at)), action)


def held(shown: Element, action: str) -> Fields:
    (form, *_others) = (
        form for form in shown.forms if (form.get("action") or "") == action and form.fields
    )
    found: Fields = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    for field in find(shown, "textarea", form=form.get("id") or "none"):
        found[field.get("name")] = [field.text_content().strip()]  # stands outside its form
    return found


def send(client: Client, action: str, fields: Fields, **changed: str) -> HttpResponse:
    data: Any = {**fields, **{name: [value] for name, value in changed.items()}}
    return client.post(action, data, follow=True)


def told(answer: HttpResponse) -> str:
    return words(page(answer).get_element_by_id("messages"))


@pytest.fixture
def claim() -> Claim:
    return factories.claim(factories.article(), WORDS)


def test_a_claims_wording_and_its_risk_come_from_two_people(claim: Claim) -> None:
    client, action = signed_in("carl"), place("claim-wording", claim)
    mine = shown_in(client, claim.get_absolute_url(), action)
    claims.edit_claim(claim=claim, by=person("cleo"), risk="high")
    answer = send(client, action, mine, text="Mine.")
    assert "Saved. Cleo Checker had meanwhile changed: Risk. Both changes stand." in told(answer)
    claim.refresh_from_db()
    assert (claim.text, claim.risk) == ("Mine.", "high")


def test_what_the_other_changed_elsewhere_is_no_reason_to_ask(claim: Claim) -> None:
    client, action = signed_in("carl"), place("claim-wording", claim)
    mine = shown_in(client, claim.get_absolute_url(), action)
    verdicts.note_finding(claim=claim, note="Looked.", by=person("cleo"))
    assert "meanwhile" not in told(send(client, action, mine, text="Mine."))
    claim.refresh_from_db()
    assert (claim.text, claim.verdict_note) == ("Mine.", "Looked.")


def test_two_notes_stand_side_by_side_and_one_press_takes_one(claim: Claim) -> None:
    client, action = signed_in("carl"), place("claim-finding", claim)
    mine = shown_in(client, claim.get_absolute_url(), place("claim-verdict", claim))
    verdicts.note_finding(claim=claim, note="It was 2.9.", by=person("cleo"))
    answer = send(client, action, mine, verdict_note="It was 3.0.")
    assert answer.status_code == 409
    shown = page(answer)
    (clash,) = find(shown, class_="clash")
    assert "Cleo Checker meanwhile: It was 2.9." in words(clash)
    again = held(shown, place("claim-verdict", claim))
    assert again["verdict_note"] == ["It was 3.0."]
    assert "Saved" in told(send(client, action, again, take="verdict_note"))
    claim.refresh_from_db()
    assert claim.verdict_note == "It was 2.9."


def test_a_verdict_is_never_given_on_what_one_has_not_seen(claim: Claim) -> None:
    client, action = signed_in("carl"), place("claim-verdict", claim)
    mine = shown_in(client, claim.get_absolute_url(), action)
    claims.edit_claim(claim=claim, by=person("cleo"), text="Something else.")
    answer = send(client, action, mine, verdict=Verdict.VERIFIED, verdict_note="Seen.")
    assert answer.status_code == 409
    assert held(page(answer), action)["verdict_note"] == ["Seen."]
    claim.refresh_from_db()
    assert claim.verdict == ""


def test_who_is_to_check_and_by_when_go_with_what_others_changed_beside_it(claim: Claim) -> None:
    client, take = signed_in("rita"), place("claim-assignment", claim)
    date, cleo = place("claim-due", claim), person("cleo")
    articles.edit_article(article=claim.article, by=cleo, deadline=DEADLINE)
    mine = {action: shown_in(client, claim.get_absolute_url(), action) for action in (take, date)}
    verdicts.note_finding(claim=claim, note="Looked.", by=cleo)
    assert send(client, take, mine[take], assignee="carl").status_code == 200
    assert send(client, date, mine[date], lead="2").status_code == 200
    claim.refresh_from_db()
    assert (claim.assignee, claim.due_lead, claim.verdict_note) == (person("carl"), 120, "Looked.")

    mine = {action: shown_in(client, claim.get_absolute_url(), action) for action in (take, date)}
    claims.set_due(claim=claim, due_at=DEADLINE, by=cleo)
    answer = send(client, date, mine[date], lead="3")  # a date and a lead say one thing
    assert answer.status_code == 409
    assert held(page(answer), date)["lead"] == ["3"]
    claims.assign_claim(claim=claim, assignee=cleo, by=cleo)
    answer = send(client, take, mine[take], assignee="role:reviewer")
    assert answer.status_code == 409
    again = held(page(answer), take)
    assert again["assignee"][0] == "role:reviewer"
    assert send(client, take, again).status_code == 200  # once more, it is meant
    claim.refresh_from_db()
    assert (claim.assigned_role, claim.assignee, claim.due_at) == ("reviewer", None, DEADLINE)


def test_of_a_date_and_hours_the_one_that_was_changed_counts(claim: Claim) -> None:
    client, action = signed_in("rita"), place("claim-due", claim)
    articles.edit_article(article=claim.article, by=person("rita"), deadline=DEADLINE)
    for changed, lead in (({"lead": "2"}, 120), ({"due_at": "2026-12-01T08:00"}, None)) * 2:
        mine = shown_in(client, claim.get_absolute_url(), action)
        assert send(client, action, mine, **changed).status_code == 200
        claim.refresh_from_db()
        assert claim.due_lead == lead
    both = {"due_at": "2026-12-02T08:00", "lead": "1"}
    answer = send(client, action, shown_in(client, claim.get_absolute_url(), action), **both)
    assert answer.status_code == 422
    assert "not both" in words(page(answer))


def test_statements_and_ties_to_evidence_are_merged(claim: Claim) -> None:
    said = factories.statement(claim.article, "We will not open a day early.")
    client, action = signed_in("carl"), place("statement-wording", said)
    mine = shown_in(client, said.get_absolute_url(), action)
    statements.edit_statement(statement=said, by=person("cleo"), terms="unnamed")
    assert "had meanwhile changed: Terms" in told(send(client, action, mine, role_printed="mayor"))
    said.refresh_from_db()
    assert (said.terms, said.role_printed) == ("unnamed", "mayor")

    tie = factories.support(claim)
    action = reverse("support-wording", args=[tie.uid])
    mine = shown_in(client, claim.get_absolute_url(), action)
    supports.edit_support(support=tie, by=person("cleo"), locator="p. 3", note="Hers.")
    answer = send(client, action, mine, passage="Sixth.", note="His.")
    assert answer.status_code == 409
    (clash,) = find(page(answer), class_="clash")
    assert "Cleo Checker meanwhile: Hers." in words(clash)
    send(client, action, held(page(answer), action))
    tie.refresh_from_db()
    assert (tie.passage, tie.locator, tie.note) == ("Sixth.", "p. 3", "His.")


def test_pages_of_their_own_merge_too(claim: Claim) -> None:
    client, cleo = signed_in("carl"), person("cleo")
    article, tie = claim.article, factories.support(claim)
    about = reverse("article-edit", args=[article.uid])
    record = reverse("evidence-edit", args=[tie.evidence.uid])
    source = factories.source("Ines Volk")
    shown = {
        about: shown_in(client, about, ""),
        record: shown_in(client, record, ""),
    }
    action = reverse("source-edit", args=[source.uid])
    shown[action] = shown_in(client, source.get_absolute_url(), action)
    articles.edit_article(article=article, by=cleo, byline="By Cleo")
    evidence.edit_evidence(evidence=tie.evidence, by=cleo, publisher="The port")
    sources.edit_source(source=source, by=cleo, note="Hers.")
    for address, changed in (
        (about, {"title": "Mine"}),
        (record, {"author": "Mine"}),
        (action, {"wikidata_id": "Q42"}),
    ):
        answer = send(client, address, shown[address], **changed)
        assert "Cleo Checker had meanwhile changed" in told(answer), words(page(answer))
    for thing in (article, tie.evidence, source):
        thing.refresh_from_db()
    assert (article.title, article.byline) == ("Mine", "By Cleo")
    assert (tie.evidence.author, tie.evidence.publisher) == ("Mine", "The port")
    assert (source.wikidata_id, source.note) == ("Q42", "Hers.")

    answer = send(client, action, shown[action], note="His.")
    (clash,) = find(page(answer), class_="clash")
    assert (answer.status_code, "Hers." in words(clash)) == (409, True)
