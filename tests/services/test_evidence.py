"""Evidence is stored once, its record completed later, and read by those who may."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile, File

from claims.enums import State, Verdict
from claims.models import AuditEvent, Claim, Evidence, User
from claims.services import evidence, fitting, reviews, supports, verdicts, withdrawal
from claims.services.saving import Invalid, Refused, Stale
from tests import factories
from tests.people import person

from .deeds import events, kinds, nothing_kept

pytestmark = pytest.mark.django_db

URL = "https://example.org/closures"


def a_file(data: bytes = b"figures", name: str = "closures.csv") -> File[bytes]:
    return ContentFile(data, name=name)


def files(settings: Any) -> list[Path]:
    """Every file that is stored."""
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def secret(**about: Any) -> Evidence:
    """Evidence that Carl lets Rita read, and nobody else."""
    readers = [person("rita")]
    return factories.web_page(
        url=URL, title="The leaked memo", visibility="named", readers=readers, **about
    )


# --- adding ---------------------------------------------------------------------------------------


def test_evidence_by_address_file_or_words_names_itself(settings: Any) -> None:
    carl = person("carl")
    page = evidence.add_evidence(by=carl, url=f" {URL}?page=2 ")
    kept = evidence.add_evidence(by=carl, file=a_file(), kind="dataset", primacy="primary")
    call = evidence.add_evidence(
        by=carl, description="Called the port.\nTwice.", kind="interview", publisher="The port"
    )
    assert [e.title for e in (page, kept, call)] == [
        "example.org/closures",
        "closures.csv",
        "Called the port.",
    ]
    assert page.url == f"{URL}?page=2"
    assert (kept.file_name, kept.is_primary, len(kept.sha256)) == ("closures.csv", True, 64)
    assert [path.read_bytes() for path in files(settings)] == [b"figures"]
    assert (call.publisher, call.kind) == ("The port", "interview")
    for added in (page, kept):
        assert kinds(added) == ["evidence.added", "evidence.copy_asked"]
    assert kinds(call) == ["evidence.added"]


@pytest.mark.parametrize("url", ["https://example.org/", "https://example.org?a=b"])
def test_an_address_without_a_path_is_a_title_too(url: str) -> None:
    assert evidence.add_evidence(by=person("carl"), url=url).title == "example.org"


@pytest.mark.parametrize(
    "about",
    [
        {},
        {"url": " ", "description": "\n"},
        {"url": "javascript:alert(1)"},
        {"url": "ftp://example.org/x"},
        {"url": "http://[::1"},
        {"url": "https://example.org/" + "x" * 2000},
        {"url": URL, "kind": "hunch"},
        {"url": URL, "visibility": "secret"},
        {"url": URL, "title": "a\x00b"},
        {"url": URL, "publisher": "p" * 201},
        {"url": f"{URL}\x00"},
        {"description": "a\ud800"},
    ],
)
@pytest.mark.parametrize("with_file", [False, True])
def test_evidence_nothing_can_keep_leaves_no_row_and_no_file(
    about: dict[str, str], with_file: bool, settings: Any
) -> None:
    person("carl")
    if with_file and not about.get("url", "").strip():
        about = {**about, "url": "no address"}
    file = a_file() if with_file else None
    with nothing_kept(Invalid):
        evidence.add_evidence(by=person("carl"), file=file, **about)
    assert files(settings) == []


@pytest.mark.parametrize("username", ["ada", "adam", "nora"])
def test_who_may_not_add_evidence_leaves_no_file(username: str, settings: Any) -> None:
    person(username)
    with nothing_kept(Refused):
        evidence.add_evidence(by=person(username), file=a_file())
    assert files(settings) == []


# --- once -----------------------------------------------------------------------------------------


def test_the_same_address_and_the_same_bytes_are_stored_once(settings: Any) -> None:
    page = evidence.add_evidence(by=person("carl"), url=URL)
    assert evidence.add_evidence(by=person("cleo"), url=f" {URL} ", title="Mine") == page
    assert evidence.add_evidence(by=person("cleo"), url=f"{URL}/") != page
    kept = evidence.add_evidence(by=person("carl"), file=a_file())
    assert evidence.add_evidence(by=person("cleo"), file=a_file(name="again.csv")) == kept
    assert evidence.add_evidence(by=person("cleo"), file=a_file(b"others")) != kept
    assert len(files(settings)) == 2
    assert kinds(page) == ["evidence.added", "evidence.copy_asked"]


def test_two_descriptions_are_two_pieces_of_evidence() -> None:
    first, second = (
        evidence.add_evidence(by=person("carl"), description="Called the port.") for _ in "12"
    )
    assert first != second


def test_what_one_may_not_read_is_not_found_by_its_address_or_bytes() -> None:
    hidden = secret()
    file = evidence.add_evidence(by=person("carl"), file=a_file(), visibility="named")
    assert evidence.add_evidence(by=person("cleo"), url=URL) != hidden
    assert evidence.add_evidence(by=person("cleo"), file=a_file()) != file


def test_evidence_meant_for_the_newsroom_is_never_swapped_for_restricted_evidence() -> None:
    hidden = secret()
    shown = evidence.add_evidence(by=person("carl"), url=URL)
    assert shown != hidden
    assert Evidence.objects.visible_to(person("cleo")).contains(shown)
    again = evidence.add_evidence(by=person("carl"), url=URL, visibility="named")
    assert again not in (hidden, shown)


def test_withdrawn_evidence_is_not_offered_again() -> None:
    page = evidence.add_evidence(by=person("carl"), url=URL)
    withdrawal.withdraw_evidence(evidence=page, reason="A forgery.", by=person("carl"))
    assert evidence.add_evidence(by=person("carl"), url=URL) != page


# --- mending the record ---------------------------------------------------------------------------


def test_a_record_is_completed_later_with_a_trace() -> None:
    page = evidence.add_evidence(by=person("carl"), url=URL)
    event = evidence.edit_evidence(
        evidence=page,
        by=person("cleo"),
        seen=1,
        publisher="The port",
        published_on=datetime.date(2026, 5, 1),
        primacy="primary",
        reliability="low",
    )
    assert event is not None
    assert event.changes == {
        "publisher": ["", "The port"],
        "published_on": [None, "2026-05-01"],
        "primacy": ["", "primary"],
        "reliability": ["", "low"],
    }
    page.refresh_from_db()
    assert (page.is_primary, page.version) == (True, 2)
    assert evidence.edit_evidence(evidence=page, by=person("carl"), publisher="The port") is None
    with nothing_kept(Stale):
        evidence.edit_evidence(evidence=page, by=person("carl"), seen=1, publisher="A port")


@pytest.mark.parametrize(
    "values",
    [
        {"title": " "},
        {"title": "a\x00b"},
        {"description": " "},
        {"kind": "hunch"},
        {"primacy": "third"},
        {"reliability": "fair"},
        {"archive_url": "javascript:alert(1)"},
        {"origin": "o" * 201},
        {"interview": {"person": ""}},
        {"calculation": {"method": "other", "formula": "1 + 1"}},
    ],
)
def test_a_record_nothing_can_keep_is_refused(values: dict[str, Any]) -> None:
    call = evidence.add_evidence(by=person("carl"), description="Called the port.")
    with nothing_kept(Invalid):
        evidence.edit_evidence(evidence=call, by=person("carl"), **values)


def test_what_claims_rest_on_is_not_swapped() -> None:
    page = evidence.add_evidence(by=person("carl"), url=URL)
    with pytest.raises(TypeError):
        evidence.edit_evidence(evidence=page, by=person("carl"), url="https://example.org/b")


def test_who_may_not_read_or_add_evidence_mends_none() -> None:
    page, hidden = evidence.add_evidence(by=person("carl"), url=URL), secret()
    for username in ("ada", "adam"):
        with nothing_kept(Refused):
            evidence.edit_evidence(evidence=page, by=person(username), publisher="P")
    with nothing_kept(Invalid):
        evidence.edit_evidence(evidence=hidden, by=person("cleo"), publisher="P")


def resting(state: State) -> tuple[Claim, Evidence]:
    """A claim in ``state`` that an observation alone bears out, which an editor lets count."""
    fitting.loosen(
        verdict="verified", kind="own_observation", stance="context", reason="r", by=person("edda")
    )
    article = factories.article()
    claim = factories.claim(article, "It was the sixth closure since April.")
    seen = evidence.add_evidence(by=person("carl"), kind="own_observation", description="Seen.")
    supports.attach(evidence=seen, target=claim, by=person("carl"), stance="context")
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=person("carl"))
    claim.refresh_from_db()
    if state == State.APPROVED:
        reviews.approve(claim=claim, by=person("rita"))
        claim.refresh_from_db()
    assert claim.state == state
    return claim, seen


@pytest.mark.parametrize(
    ("state", "then"), [(State.CHECKED, State.CHECKING), (State.APPROVED, State.RECHECK)]
)
def test_a_claim_follows_when_its_evidence_is_of_another_kind(state: State, then: State) -> None:
    claim, seen = resting(state)
    evidence.edit_evidence(evidence=seen, by=person("cleo"), kind="interview")
    claim.refresh_from_db()
    assert claim.state == then


@pytest.mark.parametrize("state", [State.CHECKED, State.APPROVED])
def test_a_claim_stays_where_the_kind_makes_no_difference(state: State) -> None:
    claim, seen = resting(state)
    evidence.edit_evidence(evidence=seen, by=person("cleo"), publisher="P")
    supports.edit_support(support=claim.supports.get(), by=person("carl"), note="n")
    settled = factories.claim(claim.article, "The repair cost 3.1 million crowns")
    settled = factories.checked(settled) if state == State.CHECKED else factories.approved(settled)
    evidence.edit_evidence(
        evidence=settled.supports.get().evidence, by=person("cleo"), kind="interview"
    )
    settled.refresh_from_db()
    assert settled.state == state


# --- who may read it ------------------------------------------------------------------------------


def test_who_added_it_says_who_reads_it_and_others_lose_it_at_once() -> None:
    page = evidence.add_evidence(by=person("carl"), url=URL)
    evidence.share(evidence=page, visibility="named", readers=[person("rita")], by=person("carl"))
    readers = {
        name
        for name in ("carl", "cleo", "rita", "edda", "adam")
        if Evidence.objects.visible_to(person(name)).contains(page)
    }
    assert readers == {"carl", "rita"}
    told = events(page)[2:]  # after the adding and its copy
    assert [event.kind for event in told] == ["evidence.shared", "evidence.shared"]
    assert [event.changes for event in told] == [
        {"visibility": ["newsroom", "named"]},
        {"readers": ["", "Rita Reviewer"]},
    ]
    assert not AuditEvent.objects.visible_to(person("cleo")).filter(object_uid=page.uid).exists()
    evidence.share(evidence=page, visibility="newsroom", by=person("carl"))
    assert not page.readers.exists()
    assert Evidence.objects.visible_to(person("cleo")).contains(page)


def test_other_readers_alone_are_a_new_version_too() -> None:
    hidden = secret()
    twin = User.objects.create(username="rita2", name=person("rita").name, is_reviewer=True)
    evidence.share(evidence=hidden, visibility="named", readers=[twin], by=person("carl"), seen=1)
    assert list(hidden.readers.all()) == [twin]
    with nothing_kept(Stale):
        evidence.share(evidence=hidden, visibility="newsroom", by=person("carl"), seen=1)
    assert (
        evidence.share(evidence=hidden, visibility="named", readers=[twin], by=person("carl"))
        is None
    )


@pytest.mark.parametrize(
    ("username", "error"), [("cleo", Invalid), ("edda", Invalid), ("rita", Refused)]
)
def test_nobody_lets_themselves_in(username: str, error: type[Exception]) -> None:
    hidden = secret()
    with nothing_kept(error):
        evidence.share(evidence=hidden, visibility="newsroom", by=person(username))


def test_an_editor_among_the_readers_shares_it_too() -> None:
    page = factories.web_page(visibility="named", readers=[person("edda")])
    evidence.share(evidence=page, visibility="named", readers=[person("rita")], by=person("edda"))
    assert not Evidence.objects.visible_to(person("edda")).contains(page)
