"""What people do to a claim: by plain forms and by htmx, refused, in conflict, and undone."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.enums import ReviewPolicy, Risk, Stage, State, Verdict
from claims.models import Article, Claim, Review, Tag
from claims.services import claims, reviews, verdicts
from tests import factories
from tests.people import person

from .pages import Parts, find, last_deed, page, place, press, signed_in, words

pytestmark = pytest.mark.django_db

WORDS = "The repair cost 3.1 million crowns"
DUE = "2026-05-01T12:30"


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


@pytest.fixture
def claim() -> Claim:
    return factories.claim(factories.article(), WORDS)


def settled(claim: Claim) -> None:
    verdicts.call_not_checkable(claim=claim, reason="opinion", by=person("carl"))


def busy(claim: Claim) -> None:
    claims.assign_claim(claim=claim, assignee=person("carl"), by=person("carl"))


def checked(claim: Claim) -> None:
    factories.checked(claim)


def up_again(claim: Claim) -> None:
    factories.checked(claim)
    Claim.objects.filter(pk=claim.pk).update(state=State.RECHECK)


def retired(claim: Claim) -> None:
    claims.retire_claim(claim=claim, reason="twice", by=person("carl"))


def untouched(claim: Claim) -> None:
    assert claim.state == State.TO_CHECK


# who · how the claim stands · what is pressed · what is sent · what is different afterwards
DEEDS: dict[str, tuple[str, Any, str, dict[str, Any], dict[str, Any]]] = {
    "a verdict": (
        "carl",
        untouched,
        "claim-verdict",
        {"verdict": "verified", "verdict_note": "asked the port"},
        {"verdict": "verified", "state": "checking", "verdict_note": "asked the port"},
    ),
    "a verdict taken away": (
        "carl",
        checked,
        "claim-verdict",
        {"verdict": ""},
        {"verdict": "", "state": "checking"},
    ),
    "a note": (
        "carl",
        untouched,
        "claim-finding",
        {"verdict_note": "the budget has it"},
        {"verdict_note": "the budget has it", "verdict": ""},
    ),
    "other words": (
        "carl",
        untouched,
        "claim-wording",
        {"text": "It cost 3.1 m.", "risk": "high", "action": "change", "kind": "quantity"},
        {"text": "It cost 3.1 m.", "risk": "high", "action": "change", "kind": "quantity"},
    ),
    "taking it": (
        "carl",
        untouched,
        "claim-assignment",
        {"assignee": "carl"},
        {"state": "checking"},
    ),
    "a deadline": ("carl", untouched, "claim-due", {"due_at": DUE}, {"state": "to_check"}),
    "not checkable": (
        "carl",
        untouched,
        "not-checkable",
        {"reason": "a forecast"},
        {"state": "not_checkable", "state_reason": "a forecast"},
    ),
    "release": ("carl", busy, "release", {}, {"state": "to_check", "assignee": None}),
    "reopening": ("carl", settled, "reopening", {"reason": "new"}, {"state": "checking"}),
    "confirmation": ("carl", up_again, "confirmation", {}, {"state": "checked"}),
    "approval": ("rita", checked, "approval", {}, {"state": "approved"}),
    "a return": (
        "rita",
        checked,
        "return",
        {"reason": "which budget?"},
        {"state": "checking", "state_reason": "which budget?"},
    ),
    "taking it back": ("carl", checked, "taking-back", {}, {"state": "checking"}),
    "retirement": (
        "carl",
        untouched,
        "retirement",
        {"reason": "said twice"},
        {"retired_reason": "said twice"},
    ),
    "restoration": ("carl", retired, "claim-restoration", {}, {"retired_reason": ""}),
}
TOLD = {
    "approval": "Approved: claim 1.",
    "a return": "Returned: claim 1 waits",
    "taking it back": "Taken back: claim 1 ",
}


def address_of(claim: Claim, deed: str) -> str:
    if deed.startswith("claim-"):
        return place(deed, claim)
    return reverse("claim-move", args=[claim.article.uid, claim.number, deed])


def state_of(claim: Claim, fields: dict[str, Any]) -> dict[str, Any]:
    now = fresh(claim)
    return {name: getattr(now, name) for name in fields}


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_works_without_a_script(claim: Claim, deed: str) -> None:
    who, before, name, sent, after = DEEDS[deed]
    before(claim)
    answer = signed_in(who).post(address_of(claim, name), sent, follow=True)
    assert answer.redirect_chain == [(claim.get_absolute_url(), 302)]
    assert state_of(claim, after) == after
    (toast,) = find(page(answer).get_element_by_id("messages"), data_toast_text=True)
    assert words(toast).startswith(TOLD.get(deed, "Saved: claim 1, "))


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_answers_htmx_with_all_that_changes(claim: Claim, deed: str) -> None:
    who, before, name, sent, after = DEEDS[deed]
    before(claim)
    client = signed_in(who)
    answer = press(client, address_of(claim, name), at=claim.get_absolute_url(), **sent)
    assert answer.status_code == 200
    assert "HX-Push-Url" not in answer
    assert state_of(claim, after) == after
    parts = Parts(answer)
    assert parts.panel.get("data-mark") == str(claim.uid)
    assert parts.panel.get("data-state") == fresh(claim).state
    (block,) = parts.blocks.values()
    assert WORDS in words(block)
    marks = find(block, "mark", data_mark=str(claim.uid))
    assert bool(marks) is (fresh(claim).retired_at is None)
    assert {mark.get("data-state") for mark in marks} <= {fresh(claim).state}
    assert parts.beside_at("#side") is not None
    assert parts.toast.startswith(TOLD.get(deed, "Saved: claim 1, "))
    undo = reverse("undo", args=[last_deed(claim).uid])
    undone = press(client, undo, at=claim.get_absolute_url())
    if parts.undo:
        assert parts.undo == undo
        assert undone.status_code == 200
        assert Parts(undone).toast == "Undone."
    else:
        assert undone.status_code == 422


def test_undo_takes_a_verdict_back() -> None:
    claim = factories.claim(factories.article(), WORDS)
    client = signed_in("carl")
    answer = press(client, place("claim-verdict", claim), verdict="inaccurate", verdict_note="no")
    undone = press(client, Parts(answer).undo)
    assert undone.status_code == 200
    assert state_of(claim, {"verdict": 0, "verdict_note": 0, "state": 0}) == {
        "verdict": "",
        "verdict_note": "",
        "state": "to_check",
    }
    (block,) = Parts(undone).blocks.values()
    (mark,) = find(block, "mark", data_mark=str(claim.uid))
    assert mark.get("data-verdict") == ""


def test_undo_without_a_script_leads_back_to_the_claim(claim: Claim) -> None:
    client = signed_in("carl")
    client.post(place("claim-verdict", claim), {"verdict": "verified"})
    shown = page(client.get(claim.get_absolute_url()))
    undo = reverse("undo", args=[last_deed(claim).uid])
    assert find(shown.get_element_by_id("panel"), "form", action=undo)
    answer = client.post(undo)
    assert (answer.status_code, answer["Location"]) == (302, claim.get_absolute_url())
    assert fresh(claim).verdict == ""


def test_undo_comes_too_late_when_somebody_else_went_on(claim: Claim) -> None:
    client = signed_in("carl")
    press(client, place("claim-verdict", claim), verdict="verified")
    deed = last_deed(claim)
    verdicts.note_finding(claim=claim, note="hm", by=person("cleo"))
    answer = press(client, reverse("undo", args=[deed.uid]))
    assert answer.status_code == 422
    assert "This can no longer be undone: something came after it." in words(Parts(answer).panel)
    assert fresh(claim).verdict == "verified"


def test_nobody_undoes_what_a_colleague_did(claim: Claim) -> None:
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("cleo"))
    answer = press(signed_in("carl"), reverse("undo", args=[last_deed(claim).uid]))
    assert answer.status_code == 422
    assert fresh(claim).verdict == "verified"


# --- making one of selected words -----------------------------------------------------------------


def test_selected_words_become_a_claim_and_its_address_is_pushed() -> None:
    article = factories.article()
    start, end = factories.span(article, WORDS)
    client = signed_in("carl")
    answer = press(
        client,
        reverse("claim-raise", args=[article.uid]),
        at=article.get_absolute_url(),
        exact=WORDS,
        start=start,
        end=end,
        **{"as": "claim"},
    )
    made = Claim.objects.get()
    assert answer["HX-Push-Url"] == made.get_absolute_url()
    assert (made.number, made.text) == (1, WORDS)
    (block,) = Parts(answer).blocks.values()
    assert find(block, "mark", data_mark=str(made.uid))
    undone = press(client, Parts(answer).undo, at=made.get_absolute_url())
    assert undone.status_code == 200
    assert fresh(made).retired_reason == "Raised by mistake"
    (block,) = Parts(undone).blocks.values()
    assert not find(block, "mark", data_mark=str(made.uid))


def test_words_typed_without_a_script_become_a_claim_or_a_statement() -> None:
    article = factories.article()
    client = signed_in("carl")
    address = reverse("claim-raise", args=[article.uid])
    answer = client.post(address, {"exact": f" {WORDS}\n", "as": "claim"})
    assert answer["Location"] == Claim.objects.get().get_absolute_url()
    quote = "We will not open a day early."
    answer = client.post(address, {"exact": quote, "as": "statement", "speaker": "Ines Volk"})
    (statement,) = article.statements.all()
    assert answer["Location"] == statement.get_absolute_url()
    assert statement.source is not None
    assert (statement.words, statement.source.name) == (quote, "Ines Volk")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"exact": ""}, "Select some words first."),
        ({"exact": " \n "}, "Select some words first."),
        ({"exact": "no such words"}, "These words are not in the text."),
        ({"exact": "storm"}, "These words stand in several places."),
        ({"exact": "storm", "start": "x"}, "Enter a whole number."),
        ({"exact": WORDS, "start": "-4"}, "greater than or equal to 0"),
    ],
)
def test_words_that_cannot_be_placed_get_a_sentence_and_stay_typed(
    sent: dict[str, str], sentence: str
) -> None:
    article = factories.article()
    address = reverse("claim-raise", args=[article.uid])
    client = signed_in("carl")
    answer = press(client, address, **sent)
    assert answer.status_code == 422
    assert sentence in words(Parts(answer).panel)
    answer = client.post(address, sent)
    assert answer.status_code == 422
    (form,) = find(page(answer), "form", id="claim-by-words")
    assert sentence in words(form)
    (box,) = find(form, "textarea")
    assert words(box) == " ".join(sent["exact"].split())
    assert not Claim.objects.exists()


def test_credits_are_not_checked() -> None:
    text = "A bridge opens\n\nIt is new and long.\n\nJane Roe contributed to this report."
    article = factories.article(text=text)
    address = reverse("claim-raise", args=[article.uid])
    answer = press(signed_in("carl"), address, exact="Jane Roe")
    assert answer.status_code == 422
    assert "credits are not checked" in words(Parts(answer).panel)


# --- refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "deed", "sentence"),
    [
        ("carl", "approval", "Only reviewers and editors approve."),
        ("rita", "release", "Nobody is checking this claim."),
        ("carl", "confirmation", "There is nothing to confirm"),
        ("carl", "reopening", "Only a claim that was approved or called not checkable"),
    ],
)
@pytest.mark.parametrize("scripted", [True, False])
def test_a_refusal_is_a_sentence_on_the_page(
    claim: Claim, who: str, deed: str, sentence: str, scripted: bool
) -> None:
    checked(claim)
    client = signed_in(who)
    address = address_of(claim, deed)
    answer = press(client, address) if scripted else client.post(address)
    assert answer.status_code == 403
    panel = Parts(answer).panel if scripted else page(answer).get_element_by_id("panel")
    (notice,) = find(panel, role="alert")
    assert sentence in words(notice)
    assert fresh(claim).state == State.CHECKED


def test_who_checked_does_not_approve(claim: Claim) -> None:
    factories.checked(claim, by=person("rita"))
    answer = press(signed_in("rita"), address_of(claim, "approval"))
    assert answer.status_code == 403
    assert "A second person has to look at this: you checked it." in words(Parts(answer).panel)
    assert not Review.objects.exists()


def test_a_checker_gives_no_work_to_others(claim: Claim) -> None:
    cleo = person("cleo")
    answer = press(signed_in("carl"), place("claim-assignment", claim), assignee="cleo")
    assert answer.status_code == 403
    assert "Checkers take claims themselves" in words(Parts(answer).panel)
    answer = press(signed_in("rita"), place("claim-assignment", claim), assignee="cleo")
    assert answer.status_code == 200
    assert fresh(claim).assignee == cleo


def test_a_killed_article_is_read_only(claim: Claim) -> None:
    Article.objects.filter(pk=claim.article_id).update(stage=Stage.KILLED)
    answer = press(signed_in("edda"), place("claim-verdict", claim), verdict="verified")
    assert answer.status_code == 403
    assert "This article was killed." in words(Parts(answer).panel)


def test_a_step_nobody_knows_is_not_there(claim: Claim) -> None:
    assert press(signed_in("carl"), address_of(claim, "deletion")).status_code == 404
    assert signed_in("carl").get(address_of(claim, "approval")).status_code == 405


def test_a_form_sent_from_another_site_is_refused(claim: Claim) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("carl"))
    assert client.post(place("claim-verdict", claim), {"verdict": "verified"}).status_code == 403
    assert fresh(claim).verdict == ""


# --- mistakes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("claim-verdict", {"verdict": "true-ish"}, "true-ish is not one of the available choices"),
        ("claim-verdict", {"verdict": "verified", "seen": "x"}, "Enter a whole number."),
        ("claim-wording", {"text": " ", "risk": "low", "action": "keep"}, "A claim needs words."),
        ("claim-wording", {"text": "x", "risk": "huge", "action": "keep"}, "huge is not one of"),
        ("claim-assignment", {"assignee": "nobody-here"}, "Nobody here goes by this name"),
        ("claim-due", {"due_at": "soon"}, "Enter a valid date/time."),
        ("claim-due", {"due_at": "0001-01-01T00:00"}, "Give a year of four digits"),
        ("claim-due", {"due_at": "9999-12-31T23:59"}, "Give a year of four digits"),
        ("not-checkable", {"reason": "  "}, "Say why nobody can check this"),
        ("retirement", {"reason": ""}, "Say why the claim is retired."),
        ("retirement", {"reason": "x" * 301}, "at most 300 characters"),
    ],
)
def test_a_mistake_gets_a_sentence_and_changes_nothing(
    claim: Claim, name: str, sent: dict[str, str], sentence: str
) -> None:
    answer = press(signed_in("carl"), address_of(claim, name), **sent)
    assert answer.status_code == 422
    assert sentence in words(Parts(answer).panel)
    assert fresh(claim).version == claim.version


def test_a_far_year_is_a_mistake_in_every_time_zone(claim: Claim) -> None:
    carl = person("carl")
    for zone in ("Asia/Tokyo", "America/New_York"):
        type(carl).objects.filter(pk=carl.pk).update(time_zone=zone)
        for due in ("0001-01-01T00:00", "9999-12-31T23:59"):
            answer = press(signed_in("carl"), place("claim-due", claim), due_at=due)
            assert answer.status_code == 422


def test_what_was_typed_stays_in_the_form_after_a_mistake(claim: Claim) -> None:
    sent = {"text": "", "risk": "high", "action": "cut", "kind": "date"}
    panel = Parts(press(signed_in("carl"), place("claim-wording", claim), **sent)).panel
    (risk,) = find(panel, "select", name="risk")
    assert [o.get("value") for o in find(risk, "option") if o.get("selected") is not None] == [
        "high"
    ]
    assert find(panel, "form", id=f"wording-{claim.uid}")[0].getparent().get("open") is not None


def test_tags_are_put_on_and_taken_off(claim: Claim) -> None:
    money, port = (Tag.objects.create(name=name, slug=name) for name in ("money", "port"))
    base = {"text": WORDS, "risk": "normal", "action": "keep"}
    client = signed_in("carl")
    press(client, place("claim-wording", claim), **base, tags=["money", "port"])
    assert set(claim.tags.all()) == {money, port}
    press(client, place("claim-wording", claim), **base, tags=["port"])
    assert set(claim.tags.all()) == {port}


# --- two editors on one claim ---------------------------------------------------------------------


def test_the_second_sees_what_the_first_changed_and_keeps_her_note(claim: Claim) -> None:
    verdicts.set_verdict(
        claim=claim, verdict=Verdict.INACCURATE, by=person("cleo"), note="it was 2.9 million"
    )
    client = signed_in("carl")
    sent = {"verdict": "verified", "verdict_note": "the minister says so", "seen": claim.version}
    answer = press(client, place("claim-verdict", claim), **sent)
    assert answer.status_code == 409
    panel = Parts(answer).panel
    (notice,) = find(panel, role="alert")
    said = words(notice)
    for told in ("Cleo Checker set the verdict", "nothing → Inaccurate", "it was 2.9 million"):
        assert told in said
    (note,) = find(panel, "textarea", name="verdict_note")
    assert words(note) == "the minister says so"
    assert fresh(claim).verdict == "inaccurate"
    (form,) = find(panel, "form", id=f"verdict-{claim.uid}")
    (seen,) = find(form, "input", name="seen")
    answer = press(client, place("claim-verdict", claim), **{**sent, "seen": seen.get("value")})
    assert answer.status_code == 200
    assert fresh(claim).verdict_note == "the minister says so"


def test_a_conflict_without_a_script_shows_the_whole_page(claim: Claim) -> None:
    verdicts.note_finding(claim=claim, note="looked", by=person("cleo"))
    sent = {"verdict_note": "mine", "seen": claim.version}
    answer = signed_in("carl").post(place("claim-finding", claim), sent)
    assert answer.status_code == 409
    shown = page(answer)
    assert "Somebody changed this while you had it open" in words(shown.get_element_by_id("panel"))
    assert shown.get_element_by_id("article") is not None
    (note,) = find(shown, "textarea", name="verdict_note")
    assert words(note) == "mine"


def test_a_conflict_with_oneself_says_so(claim: Claim) -> None:
    verdicts.note_finding(claim=claim, note="looked", by=person("carl"))
    answer = press(
        signed_in("carl"), place("claim-finding", claim), verdict_note="x", seen=claim.version
    )
    assert "You changed it yourself in another window." in words(Parts(answer).panel)


def test_a_conflict_over_the_wording_keeps_the_wording(claim: Claim) -> None:
    claims.edit_claim(claim=claim, by=person("cleo"), text="Theirs.")
    sent = {"text": "Mine.", "risk": "high", "action": "keep", "seen": claim.version}
    answer = press(signed_in("carl"), place("claim-wording", claim), **sent)
    assert answer.status_code == 409
    panel = Parts(answer).panel
    assert "Theirs." in words(find(panel, role="alert")[0])
    (box,) = find(panel, "textarea", id="id_text")
    assert words(box) == "Mine."
    assert fresh(claim).text == "Theirs."


# --- what the panel offers ------------------------------------------------------------------------


def test_the_panel_names_what_is_missing_until_it_is_there(claim: Claim) -> None:
    client = signed_in("carl")
    answer = press(client, place("claim-verdict", claim), verdict="disputed")
    (missing,) = find(Parts(answer).panel, class_="panel__missing")
    assert words(missing).endswith("evidence that supports it and evidence that refutes it")
    answer = press(client, place("claim-verdict", claim), verdict="unverifiable")
    (missing,) = find(Parts(answer).panel, class_="panel__missing")
    assert words(missing).endswith("a written account of what was tried")
    answer = press(client, place("claim-finding", claim), verdict_note="called twice")
    assert not find(Parts(answer).panel, class_="panel__missing")
    assert fresh(claim).state == State.CHECKED


def test_a_returned_claim_shows_who_returned_it_and_why(claim: Claim) -> None:
    checked(claim)
    reviews.return_claim(claim=claim, reason="which budget?", by=person("rita"))
    panel = page(signed_in("carl").get(claim.get_absolute_url())).get_element_by_id("panel")
    assert "Returned by Rita Reviewer" in words(panel)
    assert "which budget?" in words(panel)


def test_the_panel_says_whether_the_desk_asks_for_a_second_person() -> None:
    desk = factories.desk("Sport", review_policy=ReviewPolicy.HIGH_RISK)
    article = factories.article(desk=desk)
    plain = factories.checked(factories.claim(article, WORDS))
    risky = factories.claim(article, "about a third more than planned", risk=Risk.HIGH)
    factories.checked(risky)

    def told(claim: Claim, who: str) -> str:
        panel = page(signed_in(who).get(claim.get_absolute_url())).get_element_by_id("panel")
        (section,) = find(panel, id=f"review-{claim.uid}")
        return words(section)

    assert "This desk asks for no second person here. Take it back" in told(plain, "carl")
    assert "Checked by Carl Checker" in told(risky, "carl")
    assert "The claim waits for a second person." in told(risky, "carl")
    # a second look is welcome all the same
    assert "Approve" in told(plain, "rita")
    assert "Approve" in told(risky, "rita")
