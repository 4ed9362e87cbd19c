"""What people do to a statement: "was it said", who said it, retire and bring back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.enums import ReviewPolicy, Said
from claims.models import Claim, Source, Statement
from claims.services import claims, reviews, statements
from tests import factories
from tests.people import person

from .pages import Parts, find, last_deed, look, page, place, press, signed_in, words

pytestmark = pytest.mark.django_db

QUOTE = "We will not open a day early."
WORDING = {"speaker": "Ines Volk", "speaker_kind": "person", "manner": "direct"}
WORDING |= {"terms": "on_record", "role_printed": "harbour master"}


def fresh(statement: Statement) -> Statement:
    return Statement.objects.get(pk=statement.pk)


@pytest.fixture
def statement() -> Statement:
    return factories.statement(factories.article(), QUOTE)


def retired(statement: Statement) -> None:
    statements.retire_statement(statement=statement, reason="twice", by=person("carl"))


def heard(statement: Statement) -> None:
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("carl"))


def untouched(statement: Statement) -> None:
    assert statement.said == ""


DEEDS: dict[str, tuple[Any, str, dict[str, str], dict[str, Any]]] = {
    "an answer": (
        untouched,
        "statement-said",
        {"said": "verbatim", "said_note": "on the tape, 02:10"},
        {"said": "verbatim", "said_note": "on the tape, 02:10"},
    ),
    "an answer taken away": (heard, "statement-said", {"said": ""}, {"said": "", "said_by": None}),
    "its wording": (
        untouched,
        "statement-wording",
        {**WORDING, "terms": "on_background"},
        {"role_printed": "harbour master", "terms": "on_background"},
    ),
    "taking it": (untouched, "statement-assignment", {"assignee": "carl"}, {"said": ""}),
    "retirement": (
        untouched,
        "statement-retirement",
        {"reason": "the desk's own words"},
        {"retired_reason": "the desk's own words"},
    ),
    "restoration": (retired, "statement-restoration", {}, {"retired_reason": ""}),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_works_without_a_script(statement: Statement, deed: str) -> None:
    before, name, sent, after = DEEDS[deed]
    before(statement)
    answer = signed_in("carl").post(place(name, statement), sent, follow=True)
    assert answer.redirect_chain == [(statement.get_absolute_url(), 302)]
    now = fresh(statement)
    assert {name: getattr(now, name) for name in after} == after
    (toast,) = find(page(answer).get_element_by_id("messages"), data_toast_text=True)
    assert words(toast).startswith("Saved: ")


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_answers_htmx_with_all_that_changes(statement: Statement, deed: str) -> None:
    before, name, sent, after = DEEDS[deed]
    before(statement)
    client, here = signed_in("carl"), statement.get_absolute_url()
    answer = press(client, place(name, statement), at=here, **sent)
    assert answer.status_code == 200
    assert "HX-Push-Url" not in answer
    now = fresh(statement)
    assert {name: getattr(now, name) for name in after} == after
    parts = Parts(answer)
    assert parts.panel.get("data-mark") == str(statement.uid)
    (block,) = parts.blocks.values()
    marks = find(block, "mark", data_mark=str(statement.uid))
    assert bool(marks) is (now.retired_at is None)
    assert {mark.get("data-said") for mark in marks} <= {now.said}
    assert parts.beside_at("#side") is not None
    assert parts.toast.startswith("Saved: ")
    undone = press(client, parts.undo, at=here)
    assert undone.status_code == 200
    assert Parts(undone).toast == "Undone."


def test_undo_takes_an_answer_back(statement: Statement) -> None:
    client = signed_in("carl")
    answer = press(client, place("statement-said", statement), said="altered", said_note="no")
    press(client, Parts(answer).undo)
    now = fresh(statement)
    assert (now.said, now.said_note, now.said_by) == ("", "", None)


def test_the_panel_says_who_said_it_how_and_with_which_cue(statement: Statement) -> None:
    panel = Parts(look(signed_in("carl"), statement.get_absolute_url())).panel
    told = words(panel)
    assert QUOTE in told
    assert "Ines Volk" in told
    assert statement.get_manner_display() in told
    assert "Not yet heard" in told


def test_the_panel_lists_the_claims_inside_the_words() -> None:
    article = factories.article()
    statement = factories.statement(article, "Every one of the 40 mooring posts has been replaced")
    inside = factories.claim(article, "the 40 mooring posts")
    elsewhere = factories.claim(article, "It was the sixth closure since April.")
    panel = Parts(look(signed_in("carl"), statement.get_absolute_url())).panel
    assert find(panel, "a", href=inside.get_absolute_url())
    assert not [
        a for a in find(panel, "a", href=elsewhere.get_absolute_url()) if words(a)[:1].isdigit()
    ]


# --- beside a claim -------------------------------------------------------------------------------


def test_was_it_said_is_answered_beside_is_it_true() -> None:
    article = factories.article()
    statement = factories.statement(article, "Every one of the 40 mooring posts has been replaced")
    claim = factories.claim(article, "the 40 mooring posts")
    client = signed_in("carl")
    panel = page(client.get(claim.get_absolute_url())).get_element_by_id("panel")
    (form,) = find(panel, "form", id=f"said-{statement.uid}")
    sent = {str(i.get("name")): str(i.get("value")) for i in find(form, "input")}
    answer = press(
        client, str(form.get("action")), at=claim.get_absolute_url(), **sent, said="altered"
    )
    assert answer.status_code == 200
    assert "HX-Push-Url" not in answer
    parts = Parts(answer)
    assert parts.panel.get("data-mark") == str(claim.uid)
    (pressed,) = find(parts.panel, "button", name="said", aria_pressed="true")
    assert pressed.get("value") == "altered"
    (block,) = parts.blocks.values()
    assert {m.get("data-said") for m in find(block, "mark", data_kind="statement")} == {"altered"}
    answer = client.post(str(form.get("action")), {**sent, "said": "verbatim", "seen": ""})
    assert answer["Location"] == claim.get_absolute_url()


def test_answering_beside_a_claim_keeps_the_note_on_the_statement() -> None:
    article = factories.article()
    statement = factories.statement(article, "Every one of the 40 mooring posts has been replaced")
    claim = factories.claim(article, "the 40 mooring posts")
    address = place("statement-said", statement)
    client = signed_in("carl")
    press(client, address, said="altered", said_note="the tape says 14")
    press(client, address, said="not_found", claim=claim.number)
    assert fresh(statement).said_note == "the tape says 14"


@pytest.mark.parametrize("beside", ["7", "9" * 5000, "-1", "x", "١"])
def test_a_claim_that_is_not_there_is_no_failure(statement: Statement, beside: str) -> None:
    address = place("statement-said", statement)
    answer = press(signed_in("carl"), address, said="altered", claim=beside)
    assert answer.status_code in (200, 404)


# --- who said it ----------------------------------------------------------------------------------


def test_another_name_makes_another_source(statement: Statement) -> None:
    address = place("statement-wording", statement)
    client = signed_in("carl")
    answer = press(client, address, **{**WORDING, "speaker": "Ida Falk"})
    assert answer.status_code == 200
    source = fresh(statement).source
    assert source is not None
    assert source.name == "Ida Falk"
    assert Source.objects.count() == 2
    assert "Ida Falk" in words(Parts(answer).beside_at("#side"))
    press(client, address, **{**WORDING, "speaker": ""})
    assert fresh(statement).source is None


@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("statement-said", {"said": "perhaps"}, "perhaps is not one of the available choices"),
        ("statement-wording", {**WORDING, "terms": ""}, "This field is required."),
        ("statement-wording", {**WORDING, "manner": "sung"}, "sung is not one of"),
        ("statement-wording", {**WORDING, "speaker": "x" * 201}, "at most 200 characters"),
        ("statement-wording", {**WORDING, "speaker": "V\x00lk"}, "Null characters"),
        ("statement-retirement", {"reason": " "}, "Say why the statement is retired."),
        ("statement-assignment", {"assignee": "nora"}, "Nobody here goes by this name"),
    ],
)
def test_a_mistake_gets_a_sentence_and_changes_nothing(
    statement: Statement, name: str, sent: dict[str, str], sentence: str
) -> None:
    answer = press(signed_in("carl"), place(name, statement), **sent)
    assert answer.status_code == 422
    assert sentence in words(Parts(answer).panel)
    assert fresh(statement).version == statement.version


def test_a_retired_statement_is_restored_first(statement: Statement) -> None:
    retired(statement)
    answer = press(signed_in("carl"), place("statement-said", statement), said="verbatim")
    assert answer.status_code == 403
    assert "This statement was retired. Restore it first." in words(Parts(answer).panel)


def test_the_second_sees_what_the_first_answered_and_keeps_her_note(statement: Statement) -> None:
    statements.answer_said(
        statement=statement, said=Said.ALTERED, by=person("cleo"), note="he said “may”"
    )
    sent = {"said": "verbatim", "said_note": "heard it twice", "seen": statement.version}
    answer = press(signed_in("carl"), place("statement-said", statement), **sent)
    assert answer.status_code == 409
    panel = Parts(answer).panel
    told = words(find(panel, role="alert")[0])
    assert "Cleo Checker answered “was it said”" in told
    assert "he said “may”" in told
    (note,) = find(panel, "textarea", name="said_note")
    assert words(note) == "heard it twice"
    assert fresh(statement).said == "altered"


def test_a_conflict_over_who_said_it_keeps_the_name(statement: Statement) -> None:
    statements.edit_statement(statement=statement, by=person("cleo"), speaker="Ida Falk")
    sent = {**WORDING, "speaker": "I. Volk", "seen": statement.version}
    answer = press(signed_in("carl"), place("statement-wording", statement), **sent)
    assert answer.status_code == 409
    (name,) = find(Parts(answer).panel, "input", name="speaker")
    assert name.get("value") == "I. Volk"
    assert "Ida Falk" in words(find(Parts(answer).panel, role="alert")[0])


def test_a_claim_in_a_retired_statement_stands_on() -> None:
    article = factories.article()
    statement = factories.statement(article, "Every one of the 40 mooring posts has been replaced")
    claim = factories.claim(article, "the 40 mooring posts")
    press(signed_in("carl"), place("statement-retirement", statement), reason="ours")
    assert last_deed(statement).kind == "statement.retired"
    assert claim in set(article.claims.current())
    claims.edit_claim(claim=claim, by=person("carl"), text="All posts are new.")
    assert signed_in("carl").get(claim.get_absolute_url()).status_code == 200


# --- the second person ----------------------------------------------------------------------------

POSTS = "Every one of the 40 mooring posts has been replaced"


def step(statement: Statement, name: str) -> str:
    return reverse("statement-move", args=[statement.article.uid, statement.uid, name])


def panel_of(client: Client, thing: Statement | Claim) -> Any:
    return page(client.get(thing.get_absolute_url())).get_element_by_id("panel")


def returned(statement: Statement) -> None:
    heard(statement)
    reviews.return_said(statement=statement, reason="Which tape?", by=person("rita"))


def approved(statement: Statement) -> None:
    heard(statement)
    reviews.approve_said(statement=statement, by=person("rita"))


@pytest.mark.parametrize("script", [True, False])
def test_a_reviewer_approves_an_answer(statement: Statement, script: bool) -> None:
    heard(statement)
    client = signed_in("rita")
    (form,) = find(panel_of(client, statement), "form", id=f"said-review-{statement.uid}")
    assert "Heard by Carl Checker" in words(form)
    assert "The answer waits for a second person." in words(form)
    sent = {str(i.get("name")): str(i.get("value")) for i in find(form, "input") if i.get("value")}
    if script:
        answer = press(client, str(form.get("action")), **sent)
        assert Parts(answer).toast == "Approved."
        panel = Parts(answer).panel
    else:
        answer = client.post(str(form.get("action")), sent, follow=True)
        assert answer.redirect_chain == [(statement.get_absolute_url(), 302)]
        panel = page(answer).get_element_by_id("panel")
    assert fresh(statement).approved_by == person("rita")
    assert "Heard by Carl Checker; approved by Rita Reviewer" in words(panel)
    (badge,) = find(panel, class_="badge", data_approved="true")
    assert words(badge) == "Verbatim approved"
    for choice in find(panel, "button", name="said"):
        assert choice.get("disabled") is not None
    assert "This answer is approved. Reopen it first, with a reason." in words(panel)


def test_a_returned_answer_shows_who_returned_it_and_why(statement: Statement) -> None:
    heard(statement)
    client = signed_in("rita")
    answer = press(client, step(statement, "return"), reason="Which tape?")
    assert Parts(answer).toast.startswith("Returned")
    panel = panel_of(signed_in("carl"), statement)
    assert "Returned by Rita Reviewer" in words(panel)
    assert "Which tape?" in words(panel)
    heard(statement)
    assert "Returned by" not in words(panel_of(signed_in("carl"), statement))
    press(client, Parts(answer).undo)


def test_a_return_without_a_reason_is_not_saved(statement: Statement) -> None:
    heard(statement)
    answer = press(signed_in("rita"), step(statement, "return"), reason=" ")
    assert answer.status_code == 422
    assert "Say what is to be done" in words(Parts(answer).panel)
    assert fresh(statement).said == "verbatim"


def test_who_heard_it_takes_it_back_while_it_waits(statement: Statement) -> None:
    heard(statement)
    client = signed_in("carl")
    (form,) = find(panel_of(client, statement), "form", id=f"said-review-{statement.uid}")
    (back,) = [b for b in find(form, "button") if words(b) == "Take it back"]
    press(client, str(back.get("formaction")), said=str(back.get("value")))
    assert fresh(statement).said == ""


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("carl", "Only reviewers and editors approve."),
        ("cleo", "Only reviewers and editors approve."),
        ("ada", "Only checkers, reviewers and editors mark claims."),
    ],
)
def test_the_sentence_stands_beside_the_button(
    statement: Statement, who: str, sentence: str
) -> None:
    heard(statement)
    statement.article.authors.add(person("ada"))
    panel = panel_of(signed_in(who), statement)
    (approve,) = [b for b in find(panel, "button") if words(b).startswith("Approve")]
    assert approve.get("disabled") is not None
    assert words(panel.get_element_by_id(approve.get("aria-describedby"))) == sentence
    answer = press(signed_in(who), step(statement, "approval"))
    assert answer.status_code == 403
    assert fresh(statement).approved_at is None


def test_a_reviewer_who_heard_it_herself_is_told(statement: Statement) -> None:
    statements.answer_said(statement=statement, said=Said.VERBATIM, by=person("rita"))
    told = words(panel_of(signed_in("rita"), statement))
    assert "A second person has to look at this: you checked it." in told
    answer = press(signed_in("rita"), step(statement, "approval"))
    assert answer.status_code == 403


def test_an_approved_answer_is_reopened_with_a_reason(statement: Statement) -> None:
    approved(statement)
    client = signed_in("cleo")
    answer = press(client, step(statement, "reopening"), reason="")
    assert answer.status_code == 422
    answer = press(client, step(statement, "reopening"), reason="a second tape")
    assert Parts(answer).toast.startswith("Opened again")
    assert fresh(statement).said == ""
    press(client, Parts(answer).undo)
    assert fresh(statement).approved_by == person("rita")


def test_a_conflict_over_an_approval_keeps_the_reason(statement: Statement) -> None:
    heard(statement)
    seen = fresh(statement).version
    statements.answer_said(statement=statement, said=Said.ALTERED, by=person("cleo"))
    sent = {"reason": "Which <b>tape</b>?", "seen": seen}
    answer = press(signed_in("rita"), step(statement, "return"), **sent)
    assert answer.status_code == 409
    panel = Parts(answer).panel
    assert "Cleo Checker" in words(find(panel, role="alert")[0])
    (reason,) = find(panel, "input", id=f"said-return-{statement.uid}")
    assert reason.get("value") == "Which <b>tape</b>?"


@pytest.mark.parametrize("name", ["deletion", "approve", "taking-back"])
def test_other_steps_are_not_there(statement: Statement, name: str) -> None:
    heard(statement)
    assert press(signed_in("rita"), step(statement, name)).status_code == 404


def test_the_answer_is_reviewed_beside_the_claim_too() -> None:
    article = factories.article()
    statement = factories.statement(article, POSTS)
    claim = factories.claim(article, "the 40 mooring posts")
    heard(statement)
    client = signed_in("rita")
    (form,) = find(panel_of(client, claim), "form", id=f"said-review-{statement.uid}")
    assert find(form, "button", data_hotkey="Y")
    sent = {str(i.get("name")): str(i.get("value")) for i in find(form, "input") if i.get("value")}
    answer = press(client, step(statement, "return"), **{**sent, "reason": "Which tape?"})
    parts = Parts(answer)
    assert parts.panel.get("data-mark") == str(claim.uid)
    assert "“Was it said”: returned by Rita Reviewer" in words(parts.panel)
    press(client, parts.undo)  # the return, not what was last done to the claim
    assert fresh(statement).said == "verbatim"
    answer = press(client, str(form.get("action")), **{**sent, "seen": ""})
    assert "approved by Rita Reviewer" in words(Parts(answer).panel)
    assert fresh(statement).approved_by == person("rita")


def test_where_the_desk_asks_for_nobody_else_it_says_so() -> None:
    desk = factories.desk("Sport", review_policy=ReviewPolicy.SIGN_OFF)
    statement = factories.statement(factories.article(desk=desk), POSTS)
    heard(statement)
    panel = panel_of(signed_in("carl"), statement)
    assert "This desk asks for no second person here." in words(panel)
    assert not find(panel, class_="badge__note")


def test_the_queue_shows_what_waits_what_stands_and_what_came_back() -> None:
    article = factories.article()
    for number, (part, deed) in enumerate(
        ((POSTS, heard), (QUOTE, approved), ("no one was hurt in the storm", returned))
    ):
        deed(factories.statement(article, part, speaker=f"Voice {number}"))
    shown = page(signed_in("rita").get("/queue/?show=statements&said=all"))
    rows = {words(find(r, class_="table__words")[0]): words(r) for r in find(shown, "tr")[1:]}
    assert "Verbatim to review" in rows[POSTS]
    assert "Verbatim approved" in rows[QUOTE]
    assert "returned" in rows["no one was hurt in the storm"]
    today = page(signed_in("rita").get("/"))
    (link,) = find(today, "a", href="/queue/?show=statements&said=for_me")
    assert words(link) == "Was it said? Answers to review 1"
    waiting = find(page(signed_in("rita").get(str(link.get("href")))), class_="table__words")
    assert [words(row) for row in waiting] == [POSTS]


def test_who_reads_it_otherwise_says_what_the_article_reports(statement: Statement) -> None:
    carl = signed_in("carl")
    told = {**WORDING, "seen": statement.version, "report": "negated"}
    answer = press(carl, place("statement-wording", statement), **told)
    assert answer.status_code == 200
    statement.refresh_from_db()
    assert statement.report == "negated"
    assert "Reported as not said" in answer.content.decode()
    told = {**WORDING, "seen": statement.version}  # a page that does not ask
    press(carl, place("statement-wording", statement), **told)
    statement.refresh_from_db()
    assert statement.report == "negated"
