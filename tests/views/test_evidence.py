"""Evidence: by address, file or description, to several claims, again, from a link; its file."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.enums import EvidenceKind, Origin, Stance, State, Verdict, Visibility
from claims.formats import read_rich
from claims.forms.evidence import kind_of_file
from claims.models import Article, Claim, Evidence, Statement, Support
from claims.services import articles, supports, verdicts, withdrawal
from tests import factories
from tests.people import person

from .pages import Parts, find, look, page, place, press, signed_in, words

pytestmark = pytest.mark.django_db

WORDS = "The repair cost 3.1 million crowns"
PAGE = {"url": "https://example.org/budget", "stance": "supports", "visibility": "newsroom"}
TOLD = {"description": "Called the port office", "stance": "refutes", "visibility": "newsroom"}


def upload(name: str = "budget.pdf", data: bytes = b"%PDF-1.4 figures") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/pdf")


@pytest.fixture
def article() -> Article:
    return factories.article()


@pytest.fixture
def claim(article: Article) -> Claim:
    return factories.claim(article, WORDS)


@pytest.fixture
def statement(article: Article) -> Statement:
    return factories.statement(article, "We will not open a day early.")


def only_support() -> Support:
    return Support.objects.select_related("evidence").get()


# --- adding ---------------------------------------------------------------------------------------


def test_an_address_and_a_stance_are_enough(claim: Claim) -> None:
    client = signed_in("carl")
    answer = press(client, place("claim-evidence", claim), at=claim.get_absolute_url(), **PAGE)
    assert answer.status_code == 200
    assert "HX-Push-Url" not in answer
    support = only_support()
    assert (support.claim, support.question, support.stance) == (claim, "true", "supports")
    assert support.evidence.kind == EvidenceKind.WEB_PAGE
    assert support.evidence.title == "example.org/budget"
    parts = Parts(answer)
    (item,) = find(parts.panel, "li", data_stance="supports")
    (link,) = find(item, "a", href=PAGE["url"])
    assert link.get("rel") == "noopener noreferrer"
    assert parts.toast == "Evidence attached."
    (block,) = parts.blocks.values()
    assert find(block, "mark", data_state="checking")
    undone = press(client, parts.undo)
    assert undone.status_code == 200
    assert not Support.objects.current().exists()
    assert Claim.objects.get().state == State.TO_CHECK


def test_everything_said_about_it_is_kept(claim: Claim) -> None:
    sent = {
        **PAGE,
        "passage": "3.1 million",
        "locator": "row 12",
        "note": "final figure",
        "title": "Port budget",
        "publisher": "Port of Amsel",
        "kind": "dataset",
        "primacy": "primary",
        "visibility": "public",
    }
    press(signed_in("carl"), place("claim-evidence", claim), **sent)
    support = only_support()
    about = (support.passage, support.locator, support.note)
    assert about == ("3.1 million", "row 12", "final figure")
    what = support.evidence
    assert (what.title, what.publisher, what.kind) == ("Port budget", "Port of Amsel", "dataset")
    assert (what.is_primary, what.visibility) == (True, "public")


def test_a_file_is_kept_under_a_name_that_tells_nothing(claim: Claim) -> None:
    sent = {"file": upload("Secret budget.pdf"), "stance": "partly", "visibility": "newsroom"}
    answer = press(signed_in("carl"), place("claim-evidence", claim), **sent)
    assert answer.status_code == 200
    what = only_support().evidence
    assert what.kind == EvidenceKind.DOCUMENT
    assert (what.title, what.file_name) == ("Secret budget.pdf", "Secret budget.pdf")
    assert "ecret" not in what.file.name
    address = reverse("evidence-file", args=[what.uid])
    assert find(Parts(answer).panel, "a", href=address)


def test_a_description_is_enough(claim: Claim) -> None:
    answer = press(signed_in("carl"), place("claim-evidence", claim), **TOLD)
    assert answer.status_code == 200
    what = only_support().evidence
    assert (what.kind, what.title) == (EvidenceKind.OWN_OBSERVATION, TOLD["description"])


def test_evidence_for_a_statement_answers_whether_it_was_said(statement: Statement) -> None:
    address = place("statement-evidence", statement)
    answer = press(signed_in("carl"), address, at=statement.get_absolute_url(), **PAGE)
    assert answer.status_code == 200
    support = only_support()
    assert (support.statement, support.question) == (statement, "said")
    assert find(Parts(answer).panel, "li", data_stance="supports")


@pytest.mark.parametrize("sent", [PAGE, TOLD, {"file": 1, "stance": "context"}])
def test_it_works_without_a_script(claim: Claim, sent: dict[str, Any]) -> None:
    data = {**sent, "visibility": "newsroom"}
    if "file" in data:
        data["file"] = upload()
    answer = signed_in("carl").post(place("claim-evidence", claim), data)
    assert (answer.status_code, answer["Location"]) == (302, claim.get_absolute_url())
    assert only_support().claim == claim


def test_one_evidence_is_tied_to_several_claims_at_once(article: Article, claim: Claim) -> None:
    second = factories.claim(article, "about a third more than planned")
    third = factories.claim(article, "It was the sixth closure since April.")
    for other in (second, third):
        verdicts.set_verdict(claim=other, verdict=Verdict.VERIFIED, by=person("carl"))
    answer = press(signed_in("carl"), place("claim-evidence", claim), **PAGE, also=["2", "3"])
    assert answer.status_code == 200
    assert Evidence.objects.count() == 1
    assert set(Support.objects.values_list("claim__number", flat=True)) == {1, 2, 3}
    drawn = {
        mark.get("data-mark"): mark.get("data-state")
        for block in Parts(answer).blocks.values()
        for mark in find(block, "mark", data_kind="claim")
    }
    assert drawn[str(second.uid)] == drawn[str(third.uid)] == "checked"


def test_a_claim_of_another_article_is_not_among_them(claim: Claim) -> None:
    other = factories.article()
    for words_ in (WORDS, "about a third more than planned"):
        factories.claim(other, words_)
    answer = press(signed_in("carl"), place("claim-evidence", claim), **PAGE, also=["2"])
    assert answer.status_code == 422
    assert not Support.objects.exists()


def test_the_same_address_is_stored_once(article: Article, claim: Claim) -> None:
    second = factories.claim(article, "about a third more than planned")
    client = signed_in("carl")
    press(client, place("claim-evidence", claim), **PAGE)
    press(client, place("claim-evidence", second), **PAGE)
    press(client, place("claim-evidence", second), **{**PAGE, "stance": "refutes"})
    assert Evidence.objects.count() == 1
    assert dict(Support.objects.values_list("claim__number", "stance")) == {
        1: "supports",
        2: "refutes",
    }


# --- again, and from a link -----------------------------------------------------------------------


def test_the_last_evidence_is_attached_again_with_its_stance(
    article: Article, claim: Claim, statement: Statement
) -> None:
    second = factories.claim(article, "about a third more than planned")
    client = signed_in("carl")
    press(client, place("claim-evidence", claim), **{**PAGE, "stance": "partly"})
    panel = Parts(look(client, second.get_absolute_url())).panel
    again = place("claim-evidence-again", second)
    (form,) = find(panel, "form", action=again)
    assert "Attach again: example.org/budget" in words(form)
    answer = press(client, again, at=second.get_absolute_url())
    assert answer.status_code == 200
    assert not find(Parts(answer).panel, "form", action=again)
    assert client.post(place("statement-evidence-again", statement)).status_code == 302
    assert Evidence.objects.count() == 1
    assert set(Support.objects.values_list("stance", flat=True)) == {"partly"}


def test_what_evidence_does_is_proposed_by_the_verdict(article: Article, claim: Claim) -> None:
    second = factories.claim(article, "about a third more than planned")
    client = signed_in("carl")

    def proposed(thing: Claim) -> tuple[str | None, list[str | None]]:
        panel = Parts(look(client, thing.get_absolute_url())).panel
        (form,) = find(panel, "form", id=f"evidence-form-{thing.uid}")
        (chosen,) = find(form, "input", name="stance", checked=True)
        again = find(panel, "form", action=place("claim-evidence-again", thing))
        return chosen.get("value"), [find(form, "button")[0].get("value") for form in again]

    assert proposed(claim) == ("supports", [])
    verdicts.set_verdict(claim=claim, verdict=Verdict.INACCURATE, by=person("carl"))
    assert proposed(claim) == ("refutes", [])
    press(client, place("claim-evidence", claim), **{**PAGE, "stance": "refutes"})
    assert proposed(second) == ("supports", ["refutes"])
    verdicts.set_verdict(claim=second, verdict=Verdict.NEEDS_CONTEXT, by=person("carl"))
    assert proposed(second) == ("context", ["refutes"])  # the last one's fits as well
    verdicts.set_verdict(claim=second, verdict=Verdict.VERIFIED, by=person("carl"))
    assert proposed(second) == ("supports", ["supports"])
    press(client, place("claim-evidence-again", second), stance="supports")
    assert second.supports.get().stance == "supports"
    verdicts.set_verdict(claim=second, verdict=Verdict.DISPUTED, by=person("carl"))
    assert proposed(second) == ("refutes", [])
    second.refresh_from_db()
    assert second.state == "checking"


def test_without_a_last_evidence_a_sentence_says_so(claim: Claim) -> None:
    answer = press(signed_in("carl"), place("claim-evidence-again", claim))
    assert answer.status_code == 422
    assert "There is no last evidence yet. Attach some first." in words(Parts(answer).panel)


def test_the_last_evidence_is_gone_once_withdrawn_or_no_longer_readable(
    article: Article, claim: Claim
) -> None:
    second = factories.claim(article, "about a third more than planned")
    client = signed_in("carl")
    press(client, place("claim-evidence", claim), **PAGE)
    used = only_support().evidence
    withdrawal.withdraw_evidence(evidence=used, reason="forged", by=person("cleo"))
    assert press(client, place("claim-evidence-again", second)).status_code == 422
    panel = Parts(look(client, second.get_absolute_url())).panel
    assert not find(panel, "form", action=place("claim-evidence-again", second))


@pytest.fixture
def linked() -> Claim:
    """A claim whose words carry a link and a footnote, pasted as rich text."""
    html = (
        "<h1>Pier is open again</h1><p>The port says the repair cost <a "
        'href="https://port.example/budget" title="Budget 2026">3.1 million crowns</a> in all.</p>'
        "<p>Other words <a href='https://port.example/other'>stand elsewhere</a> in it.</p>"
    )
    draft = read_rich(html)
    by = person("carl")
    imported = articles.import_article(draft=draft, by=by, origin=Origin.PASTE)
    return factories.claim(imported.article, "the repair cost 3.1 million crowns")


def offered(panel: Any) -> list[Any]:
    return find(panel, class_="evidence__item--offered")


def test_a_link_that_touches_the_words_is_offered_and_taken(linked: Claim) -> None:
    client = signed_in("carl")
    panel = Parts(look(client, linked.get_absolute_url())).panel
    (offer,) = offered(panel)
    assert find(offer, "a", href="https://port.example/budget")
    (index,) = find(offer, "input", name="index")
    address = place("claim-evidence-link", linked)
    sent = {"index": index.get("value"), "stance": "refutes"}
    answer = press(client, address, at=linked.get_absolute_url(), **sent)
    assert answer.status_code == 200
    assert offered(Parts(answer).panel) == []
    support = only_support()
    assert (support.evidence.url, support.stance) == ("https://port.example/budget", "refutes")
    assert support.evidence.kind == EvidenceKind.WEB_PAGE
    again = press(client, address, **sent)
    assert again.status_code == 422
    assert "This link is no longer offered." in words(Parts(again).panel)


@pytest.mark.parametrize("stance", ["nonsense", "supports\x00", "<b>"])
def test_a_stance_nobody_knows_is_a_mistake(linked: Claim, stance: str) -> None:
    address = place("claim-evidence-link", linked)
    answer = press(signed_in("carl"), address, index="0", stance=stance)
    assert answer.status_code == 422
    assert "is not one of the choices" in words(Parts(answer).panel)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("index", ["1", "-1", "", "x", "9" * 50])
def test_only_what_is_offered_can_be_taken(linked: Claim, index: str) -> None:
    address = place("claim-evidence-link", linked)
    assert press(signed_in("carl"), address, index=index).status_code == 422
    assert not Evidence.objects.exists()


# --- mistakes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Give a web address, a file, or a few words saying what it is."),
        ({"url": "no address"}, "Enter a valid URL."),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"url": "ftp://example.org/x"}, "this is no web address"),
        ({"url": "https://example.org/" + "x" * 2000}, "at most 2000 characters"),
        ({"url": "https://example.org", "stance": "likes"}, "likes is not one of"),
        ({"description": "x\x00y"}, "Null characters are not allowed."),
        ({"description": "x", "locator": "p" * 201}, "at most 200 characters"),
        ({"description": "x", "title": "t" * 301}, "at most 300 characters"),
        ({"description": "x", "visibility": "martians"}, "martians is not one of"),
        ({"description": "x", "also": ["77"]}, "77 is not one of"),
    ],
)
@pytest.mark.parametrize("scripted", [True, False])
def test_a_mistake_stands_in_the_form_and_nothing_is_stored(
    claim: Claim, sent: dict[str, Any], sentence: str, scripted: bool
) -> None:
    data = {"stance": "supports", "visibility": "newsroom", "note": "kept", **sent}
    client = signed_in("carl")
    address = place("claim-evidence", claim)
    answer = press(client, address, **data) if scripted else client.post(address, data)
    assert answer.status_code == 422
    panel = Parts(answer).panel if scripted else page(answer).get_element_by_id("panel")
    assert sentence in words(panel)
    (form,) = find(panel, "form", id=f"evidence-form-{claim.uid}")
    assert form.getparent().get("open") is not None
    (note,) = find(form, "textarea", name="note")
    assert words(note) == "kept"
    assert not Evidence.objects.exists()
    assert not Support.objects.exists()


def test_an_empty_file_and_one_too_large_are_refused(claim: Claim, settings: Any) -> None:
    client, address = signed_in("carl"), place("claim-evidence", claim)
    base = {"stance": "supports", "visibility": "newsroom", "note": "kept"}
    settings.MAX_FILE_MB = 1
    for data, sentence in (
        (b"", "This file is empty."),
        (bytes(2**20 + 1), "This file is over 1 MB"),
    ):
        answer = press(client, address, file=upload(data=data), **base)
        assert answer.status_code == 422
        panel = Parts(answer).panel
        assert sentence in words(panel)
        assert "up to 1 MB." in words(panel)
        assert words(find(panel, "textarea", name="note")[0]) == "kept"
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", b"%PDF-1.4", EvidenceKind.DOCUMENT),
        ("shot.bin", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(30), EvidenceKind.IMAGE),
        ("talk.mp3", b"ID3\x04\0\0" + bytes(50), EvidenceKind.RECORDING),
        ("closures.csv", b"year,closures\n2020,3", EvidenceKind.DATASET),
    ],
)
def test_a_file_tells_what_kind_of_evidence_it_is(
    name: str, data: bytes, kind: EvidenceKind
) -> None:
    assert kind_of_file(upload(name, data)) == kind


def test_evidence_on_a_retired_claim_is_refused_and_leaves_no_file(claim: Claim) -> None:
    claim.retired_by, claim.retired_at = person("carl"), claim.created_at
    claim.retired_reason = "twice"
    claim.save()
    sent = {"file": upload(), "stance": "supports", "visibility": "newsroom"}
    answer = press(signed_in("carl"), place("claim-evidence", claim), **sent)
    assert answer.status_code == 403
    assert "This claim was retired. Restore it first." in words(Parts(answer).panel)
    assert not Evidence.objects.exists()
    stored = Path(Evidence().file.storage.path("files")).rglob("*")
    assert [path for path in stored if path.is_file()] == []


# --- changing it ----------------------------------------------------------------------------------

EDITED = {"stance": "refutes", "passage": "2.9 million", "locator": "p. 4", "note": "old figure"}


@pytest.mark.parametrize("scripted", [True, False])
def test_how_it_bears_is_edited(claim: Claim, scripted: bool) -> None:
    support = factories.support(claim)
    client = signed_in("cleo")
    address = reverse("support-wording", args=[support.uid])
    sent = {**EDITED, "seen": str(support.version)}
    if scripted:
        answer = press(client, address, at=claim.get_absolute_url(), **sent)
        assert find(Parts(answer).panel, "li", data_stance="refutes")
    else:
        answer = client.post(address, sent)
        assert answer["Location"] == claim.get_absolute_url()
    support.refresh_from_db()
    assert {name: getattr(support, name) for name in EDITED} == EDITED


@pytest.mark.parametrize("scripted", [True, False])
def test_it_is_taken_off_and_put_back(claim: Claim, scripted: bool) -> None:
    support = factories.support(claim)
    client = signed_in("cleo")
    address = reverse("support-removal", args=[support.uid])
    if scripted:
        answer = press(client, address, at=claim.get_absolute_url())
        parts = Parts(answer)
        assert not find(parts.panel, "li", data_stance="supports")
        undone = press(client, parts.undo)
        assert find(Parts(undone).panel, "li", data_stance="supports")
    else:
        assert client.post(address)["Location"] == claim.get_absolute_url()
    support.refresh_from_db()
    assert (support.removed_at is None) is scripted


def test_what_was_taken_off_is_not_edited(claim: Claim) -> None:
    support = factories.support(claim)
    supports.detach(support=support, by=person("carl"))
    address = reverse("support-wording", args=[support.uid])
    answer = press(signed_in("carl"), address, **EDITED)
    assert answer.status_code == 422
    assert "This evidence was taken off." in words(Parts(answer).panel)


def test_a_mistake_in_how_it_bears_is_a_sentence(claim: Claim) -> None:
    support = factories.support(claim)
    address = reverse("support-wording", args=[support.uid])
    answer = press(signed_in("carl"), address, stance="likes")
    assert answer.status_code == 422
    assert "likes is not one of the available choices" in words(Parts(answer).panel)


def test_the_second_to_edit_sees_what_the_first_changed(claim: Claim) -> None:
    support = factories.support(claim)
    supports.edit_support(support=support, by=person("cleo"), note="row 12, not 11")
    address = reverse("support-wording", args=[support.uid])
    answer = press(signed_in("carl"), address, **EDITED, seen=support.version)
    assert answer.status_code == 409
    (notice,) = find(Parts(answer).panel, role="alert")
    assert "Cleo Checker edited how evidence bears on it" in words(notice)
    assert "row 12, not 11" in words(notice)
    support.refresh_from_db()
    assert support.note == "row 12, not 11"


def test_evidence_for_named_people_is_not_shown_to_others(claim: Claim) -> None:
    sent = {**PAGE, "title": "Leaked ledger", "visibility": "named"}
    press(signed_in("carl"), place("claim-evidence", claim), **sent)
    support = only_support()
    shown = {
        who: b"Leaked ledger" in signed_in(who).get(claim.get_absolute_url()).content
        for who in ("carl", "cleo", "edda")
    }
    assert shown == {"carl": True, "cleo": False, "edda": False}
    for name in ("support-wording", "support-removal"):
        address = reverse(name, args=[support.uid])
        assert signed_in("edda").post(address, EDITED).status_code == 404
    sent = {**PAGE, "title": "", "visibility": "named", "readers": ["cleo"]}
    press(signed_in("carl"), place("claim-evidence", claim), **sent)
    assert Evidence.objects.last() is not None
    assert Evidence.objects.visible_to(person("cleo")).count() == 1


# --- the file -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<script>alert(document.cookie)</script>"),
        ("drawing.svg", b"<svg onload='alert(1)'/>"),
        ('a "quoted" name;.pdf', b"%PDF-1.4"),
        ("Übersicht – Hafen 💶.pdf", b"%PDF-1.4"),
        ("no-suffix", b"plain"),
        ("invoice\u202efdp.exe", b"MZ\x90\0" + bytes(90)),
    ],
)
def test_a_file_is_sent_to_be_kept_and_never_shown_as_a_page_of_ours(
    claim: Claim, name: str, data: bytes
) -> None:
    client = signed_in("carl")
    sent = {"file": upload(name, data), "stance": "context", "visibility": "newsroom"}
    assert press(client, place("claim-evidence", claim), **sent).status_code == 200
    what = only_support().evidence
    answer = client.get(reverse("evidence-file", args=[what.uid]))
    assert b"".join(answer) == data
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "%E2%80%AE" not in answer["Content-Disposition"]
    assert answer["Content-Length"] == str(len(data))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "'self'" not in answer["Content-Security-Policy"]


def test_evidence_without_a_file_has_none_to_send(claim: Claim) -> None:
    page_ = factories.support(claim).evidence
    client = signed_in("carl")
    assert client.get(reverse("evidence-file", args=[page_.uid])).status_code == 404


def test_a_file_for_named_people_is_not_there_for_others(claim: Claim, client: Client) -> None:
    sent = {"file": upload(), "stance": Stance.CONTEXT, "visibility": Visibility.NAMED}
    press(signed_in("carl"), place("claim-evidence", claim), **sent)
    address = reverse("evidence-file", args=[only_support().evidence.uid])
    assert signed_in("edda").get(address).status_code == 404
    assert client.get(address).status_code == 302
