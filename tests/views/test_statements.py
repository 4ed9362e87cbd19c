"""What people do to a statement: "was it said", who said it, retire and bring back."""

from typing import Any

import pytest

from claims.enums import Said
from claims.models import Source, Statement
from claims.services import claims, statements
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
        ("statement-assignment", {"assignee": "nora"}, "Select a valid choice"),
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
