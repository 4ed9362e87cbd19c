"""Evidence: the list, the page of one, adding, mending, sharing, withdrawing, using it again."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.enums import State, Verdict, Visibility
from claims.models import AuditEvent, Claim, Evidence, Interview, Support
from claims.queries import evidence_list as query
from claims.services import evidence, supports, verdicts, withdrawal
from tests import factories
from tests.people import person

from .pages import HTMX, Parts, counted, find, page, place, press, signed_in, words

pytestmark = pytest.mark.django_db
WORDS = "The repair cost 3.1 million crowns"
URL = "/evidence/"
NEW = "/evidence/new/"
TALK = {
    "person": "Ines Volk",
    "person_role": "harbour master",
    "held_on": "2026-03-01",
    "channel": "phone",
    "notes": "full",
    "terms": "on_record",
    "contact": "555 0100",
}


@pytest.fixture(autouse=True)
def _carl(client: Client) -> None:
    client.force_login(person("carl"))


def add(title: str = "Port budget", **what: Any) -> Evidence:
    what = {"description": "Words.", "kind": "document", "by": person("carl"), **what}
    return evidence.add_evidence(title=title, **what)


def at(name: str, row: Evidence) -> str:
    return reverse(f"evidence-{name}", args=[row.uid])


def record(row: Evidence, **changed: Any) -> dict[str, Any]:
    """Return what the edit form sends when only ``changed`` is typed."""
    kept = {"title": row.title, "kind": row.kind, "description": row.description}
    return {**kept, "seen": str(row.version), **changed}


# --- the list ---------------------------------------------------------------------------------


def test_a_row_says_what_it_is_what_is_missing_and_how_often_it_is_used(client: Client) -> None:
    claim = factories.claim(factories.article(), WORDS)
    supports.attach(evidence=add(), target=claim, by=person("carl"), stance="supports")
    add("Call", kind="interview", visibility=Visibility.NAMED, interview={"person": "I. Volk"})
    shown = page(client.get(URL))
    cells = [[words(cell) for cell in find(row, "td")] for row in find(shown, "tr")]
    _, call, budget = cells
    assert call == [
        "Call named people only",
        "Interview",
        "I. Volk",
        "a date, how reliable it is",
        "0",
    ]
    lacks = "publisher or author, a date, the passage, or where it stands, first or second hand, "
    assert budget == ["Port budget", "Document", "not said", f"{lacks}how reliable it is", "1"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_row_as_for_three(
    client: Client, rows: int
) -> None:
    for number in range(rows):
        claim = factories.claim(factories.article(), WORDS)
        row = add(f"Call {number}", kind="interview", interview={"person": "I. Volk"}, origin="x")
        supports.attach(evidence=row, target=claim, by=person("carl"), stance="supports")
    client.get(URL)
    with counted() as queries:
        client.get(URL)
    assert len(queries) == 14


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_database_as_often_for_one_use_as_for_three(
    client: Client, rows: int
) -> None:
    article, row = factories.article(), add()
    for text in (WORDS, "no one was hurt in the storm", "about a third more")[:rows]:
        claim = factories.claim(article, text)
        supports.attach(evidence=row, target=claim, by=person("carl"), stance="supports")
    client.get(at("detail", row))
    with counted() as queries:
        client.get(at("detail", row))
    assert len(queries) == 16


def test_pages_follow_each_other(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "PER_PAGE", 2)
    for title in "abcde":
        add(title)
    answer, seen = client.get(URL), []
    while True:
        seen += [row.title for row in answer.context["found"].page.rows]
        if not answer.context["next_url"]:
            break
        answer = client.get(answer.context["next_url"])
    assert seen == list("edcba")


@pytest.mark.parametrize("value", ["\x00", "%", "'; --", "\U0001f6a2", "x" * 5000, "a " * 400])
def test_nothing_one_may_ask_breaks_the_pages(client: Client, value: str) -> None:
    row, claim = add(), factories.claim(factories.article(), WORDS)
    unknown = ("kind", "after", "state", "thin", "mark", "visibility")  # these leave the row there
    keys = (*unknown, "text", "origin", "find")
    for url in (URL, at("detail", row), at("history", row), place("claim-evidence-here", claim)):
        assert client.get(url, dict.fromkeys(keys, value)).status_code == 200, url
    answer = client.get(URL, dict.fromkeys(unknown, value))
    assert (answer.status_code, answer.context["found"].page.rows) == (200, [row])


def test_part_of_the_list_comes_to_htmx(client: Client) -> None:
    add()
    answer = client.get(URL, headers=HTMX)
    assert answer.content.decode().lstrip().startswith('<div id="evidence"')
    assert "HX-Request" in answer["Vary"]


def test_an_empty_list_teaches_the_next_step(client: Client) -> None:
    assert "Nothing to check with yet" in client.get(URL).content.decode()
    assert "No evidence fits" in client.get(URL, {"text": "x"}).content.decode()


# --- the page of one --------------------------------------------------------------------------


def test_the_record_and_each_use_that_one_may_see_stand_on_the_page(client: Client) -> None:
    row = add(publisher="Port of Amsel", reliability="high", origin="The audit", primacy="primary")
    claim = factories.claim(factories.article(title="Ferry"), WORDS)
    hidden = factories.article(title="Zanzibar", visibility=Visibility.NAMED)
    about = {"passage": "3.1 million", "locator": "row 12", "stance": "supports"}
    supports.attach(evidence=row, target=claim, by=person("carl"), **about)
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    secret = factories.claim(hidden, WORDS)
    supports.attach(evidence=row, target=secret, by=person("carl"), stance="refutes")
    statement = factories.statement(factories.article(by=person("cleo")), "no one was hurt")
    supports.attach(evidence=row, target=statement, by=person("cleo"), stance="context")
    shown = words(page(signed_in("cleo").get(at("detail", row))))
    for what in ("Port of Amsel", "Reliable", "Primary", "The audit", "Used 2 times", "Ferry"):
        assert what in shown
    for what in ("Verified", "3.1 million", "row 12", "Supports", "no one was hurt"):
        assert what in shown
    assert "Zanzibar" not in shown
    assert "Used 3 times" in words(page(client.get(at("detail", row))))


@pytest.mark.parametrize(("who", "may"), [("carl", True), ("cleo", False), ("edda", True)])
def test_how_to_reach_somebody_is_for_who_noted_it_and_for_editors(who: str, may: bool) -> None:
    row = add("Call", kind="interview", interview={"person": "Ines Volk", "contact": "555 0100"})
    client = signed_in(who)
    for name in ("detail", "edit", "history"):
        answer = client.get(at(name, row)).content.decode()
        assert ("555 0100" in answer) is (may and name != "history"), name
    assert "Ines Volk" in client.get(at("detail", row)).content.decode()


def test_a_reading_of_what_is_for_named_people_is_logged_once(client: Client) -> None:
    row = add(visibility=Visibility.NAMED)
    for _ in range(3):
        client.get(at("detail", row))
    rows = AuditEvent.objects.filter(object_uid=row.uid, kind="evidence.read")
    assert [event.actor_uid for event in rows] == [person("carl").uid]
    assert signed_in("edda").get(at("detail", row)).status_code == 404


# --- adding -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "kind", "title"),
    [
        ({"url": "https://example.org/budget"}, "web_page", "example.org/budget"),
        ({"description": "Saw it myself."}, "own_observation", "Saw it myself."),
        (TALK, "interview", "Conversation with Ines Volk"),
        (
            {"method": "change", "change_old": "200", "change_new": "250"},
            "own_calculation",
            "Percent change",
        ),
        ({"description": "A call", "kind": "email", "title": "Mail"}, "email", "Mail"),
    ],
)
def test_little_is_needed_to_add_evidence(
    client: Client, sent: dict[str, str], kind: str, title: str
) -> None:
    answer = client.post(NEW, {"visibility": "newsroom", **sent})
    row = Evidence.objects.get()
    assert answer["Location"] == at("detail", row)
    assert (row.kind, row.title) == (kind, title)


def test_everything_that_is_typed_is_kept(client: Client) -> None:
    person("cleo")
    upload = SimpleUploadedFile("budget.pdf", b"%PDF-1.4 figures")
    told = {"title": "Budget", "publisher": "Port", "author": "O. Lind", "language": "de"}
    told |= {"origin": "The audit", "primacy": "secondary", "reliability": "low"}
    told |= {"reliability_note": "draft", "interests": "paid by the port"}
    days = {"published_on": "2026-03-01", "accessed_on": "2026-03-02"}
    shared = {"visibility": "named", "readers": ["cleo"]}
    archive = {"archive_url": "https://archive.example/1"}
    sums = {"method": "share", "share_part": "1", "share_whole": "4"}
    client.post(NEW, {**told, **days, **shared, **archive, **sums, **TALK, "file": upload})
    row = Evidence.objects.get()
    assert {name: getattr(row, name) for name in told} == told
    assert row.published_on == datetime.date(2026, 3, 1)
    assert [reader.username for reader in row.readers.all()] == ["cleo"]
    assert row.interview.role == "harbour master"
    assert (row.calculation.result, row.kind) == ("25%", "own_calculation")
    shown = client.get(at("detail", row)).content.decode()
    for what in ("25%", "555 0100", "budget.pdf", "paid by the port", "Cleo Checker"):
        assert what in shown


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Give a web address, a file, or a few words saying what it is."),
        ({"description": "x", "person_role": "minister"}, "Say with whom."),
        ({"description": "x", "language": "German!"}, "Such as en, de or pt-BR."),
        ({"method": "change", "change_old": "zig", "change_new": "2"}, "“zig” cannot be read"),
        ({"method": "change", "change_new": "2"}, "This is needed."),
        (
            {"method": "per_head", "per_head_amount": "1", "per_head_people": "0"},
            "cannot be done with zero",
        ),
        ({"method": "other", "other_formula": "1 + 1"}, "This is needed."),
        (
            {
                "method": "inflation",
                "inflation_amount": "1",
                "inflation_from_period": "2020",
                "inflation_to_period": "2021",
                "inflation_series": "2020 100\nrubbish",
            },
            "Line 2, “rubbish”, cannot be read.",
        ),
        ({"description": "x\x00"}, "Null characters are not allowed."),
        ({"description": "x", "published_on": "soon"}, "Enter a valid date."),
        ({"url": "ftp://example.org"}, "this is no web address"),
    ],
)
def test_a_mistake_keeps_what_was_typed(
    client: Client, sent: dict[str, str], sentence: str
) -> None:
    answer = client.post(NEW, {"visibility": "newsroom", "publisher": "Kept", **sent})
    assert answer.status_code == 422
    assert sentence in words(page(answer))
    (field,) = find(page(answer), "input", name="publisher")
    assert field.get("value") == "Kept"
    assert not Evidence.objects.exists()


def test_what_is_here_already_is_named_and_nothing_is_lost(client: Client) -> None:
    row = add(url="https://example.org/budget")
    sent = {"url": row.url, "visibility": "newsroom", "author": "O. Lind"}
    answer = client.post(NEW, sent)
    assert answer.status_code == 409
    assert "It is here already" in words(page(answer))
    assert find(page(answer), "a", href=at("detail", row))
    assert find(page(answer), "input", name="author", value="O. Lind")
    assert Evidence.objects.count() == 1


# --- mending ----------------------------------------------------------------------------------


def test_the_record_is_completed(client: Client) -> None:
    row = add()
    sent = record(row, publisher="Port", reliability="medium", **TALK)
    answer = client.post(at("edit", row), sent)
    assert answer["Location"] == at("detail", row)
    row.refresh_from_db()
    assert (row.publisher, row.reliability) == ("Port", "medium")
    assert row.interview.contact == "555 0100"
    shown = words(page(client.get(at("history", row))))
    assert "edited what is said about evidence" in shown
    assert "555 0100" not in shown


def test_who_may_not_see_how_to_reach_somebody_leaves_it_as_it_is() -> None:
    row = add("Call", kind="interview", interview={"person": "Ines Volk", "contact": "555 0100"})
    sent = record(row, person="Ines Folk", contact="elsewhere")
    assert signed_in("cleo").post(at("edit", row), sent).status_code == 302
    talk = Interview.objects.get()
    assert (talk.person, talk.contact) == ("Ines Folk", "555 0100")


def test_a_sum_comes_back_as_it_was_typed_and_is_taken_away_again(client: Client) -> None:
    sums = {"method": "per_head", "per_head_amount": "€3.1 million", "per_head_people": "12,400"}
    client.post(NEW, {"visibility": "newsroom", **sums})
    row = Evidence.objects.get()
    form = page(client.get(at("edit", row)))
    assert find(form, "input", name="per_head_amount", value="€3.1 million")
    assert client.post(at("edit", row), record(row, **sums)).status_code == 302
    row.refresh_from_db()
    assert row.version == 1  # nothing changed
    client.post(at("edit", row), record(row))
    assert not Evidence.objects.filter(calculation__isnull=False).exists()


def test_the_second_to_edit_sees_what_stands_and_loses_nothing(client: Client) -> None:
    row = add()
    evidence.edit_evidence(evidence=row, by=person("cleo"), publisher="Port of Amsel")
    sent = record(row, publisher="Harbour office", author="O. Lind")
    answer = client.post(at("edit", row), sent)
    assert answer.status_code == 409
    (notice,) = find(page(answer), class_="notice--warning")
    assert "Port of Amsel" in words(notice)
    assert find(page(answer), "input", name="author", value="O. Lind")
    (seen,) = find(page(answer), "input", name="seen")
    assert client.post(at("edit", row), {**sent, "seen": seen.get("value")}).status_code == 302
    row.refresh_from_db()
    assert row.publisher == "Harbour office"


def test_evidence_never_becomes_nothing(client: Client) -> None:
    row = add()
    answer = client.post(at("edit", row), record(row, description=" "))
    assert answer.status_code == 422
    assert "Without an address or a file it needs a few words." in words(page(answer))
    assert client.post(at("edit", row), record(row, title="")).status_code == 422


# --- sharing, withdrawing ---------------------------------------------------------------------


def test_who_added_it_says_who_may_see_it(client: Client) -> None:
    row, rita = add(), person("rita")
    sent = {"visibility": "named", "readers": [rita.username], "seen": "1"}
    assert client.post(at("sharing", row), sent).status_code == 302
    assert [
        who for who in ("carl", "cleo", "rita") if Evidence.objects.visible_to(person(who)).exists()
    ] == ["carl", "rita"]
    answer = client.post(at("sharing", row), {**sent, "visibility": "newsroom"})
    assert answer.status_code == 409
    assert Evidence.objects.get().visibility == Visibility.NAMED
    (button,) = find(
        find(page(signed_in("rita").get(at("detail", row))), id="evidence-share")[0], "button"
    )
    assert button.get("disabled") is not None


def test_an_editor_who_is_not_named_is_led_back_to_the_list() -> None:
    row = add()
    answer = signed_in("edda").post(at("sharing", row), {"visibility": "named", "seen": "1"})
    assert answer["Location"] == URL


def test_evidence_is_withdrawn_with_a_reason_and_brought_back(client: Client) -> None:
    row, claim = add(), factories.claim(factories.article(), WORDS)
    supports.attach(evidence=row, target=claim, by=person("carl"), stance="supports")
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    answer = client.post(at("withdrawal", row), {"reason": " "})
    assert answer.status_code == 422
    assert "Say why the evidence is withdrawn." in words(page(answer))
    client.post(at("withdrawal", row), {"reason": "The port took it back"})
    shown = words(page(client.get(at("detail", row))))
    assert "The port took it back" in shown
    assert WORDS in shown
    assert Claim.objects.get().state != State.CHECKED
    assert client.get(URL).context["found"].page.rows == []
    client.post(at("return", row))
    assert Evidence.objects.get().withdrawn_at is None
    assert "Bring it back" not in words(page(client.get(at("detail", row))))


# --- using it again ---------------------------------------------------------------------------


@pytest.mark.parametrize("scripted", [True, False])
@pytest.mark.parametrize("kind", ["claim", "statement"])
def test_evidence_that_is_here_is_found_and_attached(
    client: Client, kind: str, scripted: bool
) -> None:
    make = factories.claim if kind == "claim" else factories.statement
    target, row = make(factories.article(), WORDS), add(publisher="Port of Amsel")
    add("Something else")
    address = place(f"{kind}-evidence-here", target)
    answer = client.get(address, {"find": "amsel"}, headers=HTMX if scripted else {})
    html = answer.content.decode()
    assert ("<html" in html) is not scripted
    assert "Port budget" in html
    assert "Something else" not in html
    sent = {"evidence": str(row.uid), "stance": "refutes"}
    if scripted:
        answer = press(client, address, at=target.get_absolute_url(), **sent)
        assert find(Parts(answer).panel, "a", href=at("detail", row))
    else:
        assert client.post(address, sent)["Location"] == target.get_absolute_url()
    tie = Support.objects.get()
    assert (tie.evidence, tie.stance) == (row, "refutes")


def test_only_what_one_may_read_and_what_counts_is_attached(client: Client) -> None:
    claim = factories.claim(factories.article(), WORDS)
    gone = add("Gone")
    withdrawal.withdraw_evidence(evidence=gone, reason="wrong", by=person("carl"))
    secret = add("Ledger", visibility=Visibility.NAMED, by=person("cleo"))
    address = place("claim-evidence-here", claim)
    for uid in (str(gone.uid), str(secret.uid), "nonsense", ""):
        answer = press(client, address, evidence=uid, stance="supports")
        assert answer.status_code == 422
        assert "Ledger" not in answer.content.decode()
    assert "Ledger" not in client.get(address).content.decode()
    assert not Support.objects.exists()


def test_a_conversation_is_noted_from_the_panel(client: Client) -> None:
    claim = factories.claim(factories.article(), WORDS)
    sent = {**TALK, "stance": "supports", "visibility": "newsroom", "origin": "The port"}
    assert press(client, place("claim-evidence", claim), **sent).status_code == 200
    row = Support.objects.get().evidence
    assert (row.kind, row.origin, row.interview.person) == ("interview", "The port", "Ines Volk")


# --- how its address fares ------------------------------------------------------------------------


def test_the_page_the_list_and_the_panel_say_how_the_address_fares(client: Client) -> None:
    claim = factories.claim(factories.article(), WORDS)
    tie = factories.lost(claim)
    row, given = tie.evidence, tie.evidence.url
    found = {"health_note": "No <such> page.", "moved_to": "https://new.example/<b>"}
    said = {
        "dead": ("The address is dead", "No &lt;such&gt; page.", "1 claim or statement"),
        "passage_gone": ("A quoted passage is gone", "1 claim or statement"),
        "changed": ("The page has changed",),
        "moved": ("The page has moved", "https://new.example/&lt;b&gt;", given),
    }
    marks = {"dead": "dead link", "passage_gone": "quoted passage gone"}
    for health, sentences in said.items():
        Evidence.objects.filter(pk=row.pk).update(health=health, **found)
        page = client.get(at("detail", row)).content.decode()
        assert [words for words in sentences if words not in page] == []
        for other in (URL, claim.get_absolute_url()):
            assert f">{marks.get(health, health)}</span>" in client.get(other).content.decode()
    Evidence.objects.filter(pk=row.pk).update(health="ok", failures=0, health_note="")
    assert "Still there, looked at" in client.get(at("detail", row)).content.decode()
    assert "basis" not in client.get(claim.get_absolute_url()).content.decode()
