"""What a verdict may rest on beyond the usual: editors say so, and every route obeys."""

from typing import Any

import pytest

from claims.enums import FITTING, EvidenceKind, Stance, State, Verdict
from claims.models import AuditEvent, Claim, LoosenedFit, Support
from claims.permissions import why_not_check
from claims.services import evidence, fitting, reviews, supports, verdicts
from claims.services.saving import Invalid, Refused
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    return factories.claim(factories.article(), "The repair cost 3.1 million crowns")


def loosen(**but: Any) -> LoosenedFit:
    """Let "verified" rest on what an expert says that partly supports it."""
    whole = {"verdict": "verified", "kind": "expert", "stance": "partly"}
    return fitting.loosen(
        **(whole | {"reason": "We trust the harbour office.", "by": person("edda")} | but)
    )


def tie(claim: Claim, stance: str, kind: str = "expert", *, number: int = 1) -> Support:
    said = evidence.add_evidence(by=person("carl"), kind=kind, description=f"said {number}")
    return supports.attach(evidence=said, target=claim, by=person("carl"), stance=stance)


def mark(claim: Claim, verdict: str) -> str:
    """Set the verdict; return where that leaves the claim."""
    verdicts.set_verdict(claim=claim, verdict=Verdict(verdict), by=person("carl"))
    claim.refresh_from_db()
    return claim.state


def missing(claim: Claim) -> list[str]:
    claim.refresh_from_db()
    return why_not_check(claim, verdicts.supports_of(claim))


# --- who loosens what -----------------------------------------------------------------------------


def test_an_editor_loosens_the_rule_and_takes_it_back_and_both_are_on_record() -> None:
    made = loosen(reason="  We trust the harbour office. ")
    assert (made.reason, made.created_by) == ("We trust the harbour office.", person("edda"))
    assert str(made) == "Verified: Expert, partly supports"
    fitting.tighten(fit=made, by=person("edda"))
    assert not LoosenedFit.objects.exists()
    events = AuditEvent.objects.filter(object_uid=made.uid).order_by("pk")
    assert [(e.kind, e.object_name, e.note) for e in events] == [
        ("fit.loosened", str(made), made.reason),
        ("fit.tightened", str(made), ""),
    ]


@pytest.mark.parametrize("who", ["ada", "carl", "rita", "adam"])
def test_nobody_else_does(who: str) -> None:
    with pytest.raises(Refused, match="Only an editor"):
        loosen(by=person(who))
    made = loosen()
    with pytest.raises(Refused, match="Only an editor"):
        fitting.tighten(fit=made, by=person(who))
    assert LoosenedFit.objects.count() == 1


@pytest.mark.parametrize(
    ("but", "why"),
    [
        ({"verdict": "unverifiable"}, "rests on a written account"),
        ({"stance": "supports"}, "fits this verdict anyway"),
        ({"verdict": "misleading"}, "fits this verdict anyway"),
        ({"reason": " \n"}, "Say why"),
        ({"verdict": "half-true"}, "not one of the choices"),
        ({"verdict": ""}, "not one of the choices"),
        ({"kind": "hunch"}, "not one of the choices"),
        ({"stance": ""}, "not one of the choices"),
        ({"reason": "x" * 301}, "Reason"),
        ({"reason": "\x00"}, "broken"),
    ],
)
def test_what_makes_no_sense_is_refused(but: dict[str, str], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        loosen(**but)
    assert not LoosenedFit.objects.exists()


@pytest.mark.parametrize("kind", ["", "expert"])
def test_what_is_allowed_already_is_not_allowed_twice(kind: str) -> None:
    loosen(kind=kind)
    with pytest.raises(Invalid, match="allowed already"):
        loosen()


def test_any_kind_may_follow_one_kind_and_another_kind_too() -> None:
    loosen()
    loosen(kind="law")
    loosen(kind="")
    assert LoosenedFit.objects.count() == 3


# --- one rule, every route ------------------------------------------------------------------------


def test_the_digit_obeys(claim: Claim) -> None:
    tie(claim, "partly")
    assert mark(claim, "verified") == State.CHECKING
    fit = loosen()
    assert mark(claim, "verified") == State.CHECKED
    fitting.tighten(fit=fit, by=person("edda"))
    claim.refresh_from_db()
    assert claim.state == State.CHECKED  # what was checked under it stays
    assert mark(claim, "verified") == State.CHECKING  # until somebody touches it


def test_attaching_and_taking_off_obey(claim: Claim) -> None:
    loosen()
    assert mark(claim, "verified") == State.CHECKING
    held = tie(claim, "partly")
    claim.refresh_from_db()
    assert claim.state == State.CHECKED
    supports.detach(support=held, by=person("carl"))
    claim.refresh_from_db()
    assert claim.state == State.CHECKING


def test_another_stance_obeys(claim: Claim) -> None:
    loosen()
    held = tie(claim, "partly")
    assert mark(claim, "verified") == State.CHECKED
    supports.edit_support(support=held, by=person("carl"), stance="context")
    claim.refresh_from_db()
    assert claim.state == State.CHECKING


def test_confirming_obeys(claim: Claim) -> None:
    fit = loosen()
    tie(claim, "partly")
    mark(claim, "verified")
    Claim.objects.filter(pk=claim.pk).update(state=State.RECHECK)
    fitting.tighten(fit=fit, by=person("edda"))
    with pytest.raises(Refused, match="Still missing"):
        verdicts.confirm(claim=claim, by=person("carl"))
    loosen()
    verdicts.confirm(claim=claim, by=person("carl"))
    claim.refresh_from_db()
    assert claim.state == State.CHECKED


def test_the_second_person_obeys(claim: Claim) -> None:
    tie(claim, "partly")
    mark(claim, "verified")
    with pytest.raises(Refused):
        reviews.approve(claim=claim, by=person("rita"))
    loosen()
    assert mark(claim, "verified") == State.CHECKED
    reviews.approve(claim=claim, by=person("rita"))
    claim.refresh_from_db()
    assert claim.state == State.APPROVED


@pytest.mark.parametrize(
    ("verdict", "kind", "stance"),
    [
        ("inaccurate", "expert", "partly"),
        ("verified", "law", "partly"),
        ("verified", "", "context"),
    ],
)
def test_it_holds_for_this_verdict_this_kind_and_this_stance_only(
    claim: Claim, verdict: str, kind: str, stance: str
) -> None:
    loosen(verdict=verdict, kind=kind, stance=stance)
    tie(claim, "partly")
    assert mark(claim, "verified") == State.CHECKING


def test_for_any_kind_it_holds_for_each(claim: Claim) -> None:
    loosen(kind="")
    for number, kind in enumerate(EvidenceKind.values):
        held = tie(claim, "partly", kind, number=number)
        assert mark(claim, "verified") == State.CHECKED, kind
        supports.detach(support=held, by=person("carl"))


# --- disputed: one for and one against ------------------------------------------------------------


def test_disputed_takes_one_loosened_support_for_one_missing_side_only(claim: Claim) -> None:
    loosen(verdict="disputed", kind="")
    tie(claim, "partly")
    assert mark(claim, "disputed") == State.CHECKING
    assert missing(claim) == ["evidence that refutes it"]
    tie(claim, "supports", number=2)
    claim.refresh_from_db()
    assert claim.state == State.CHECKED


@pytest.mark.parametrize("stance", ["supports", "refutes"])
def test_one_piece_of_evidence_is_never_both_sides(claim: Claim, stance: str) -> None:
    loosen(verdict="disputed", kind="", stance=stance)
    tie(claim, stance)
    assert mark(claim, "disputed") == State.CHECKING
    assert len(missing(claim)) == 1
    tie(claim, stance, number=2)
    claim.refresh_from_db()
    assert claim.state == State.CHECKED


def test_a_loosened_kind_does_not_take_the_place_of_a_usual_one(claim: Claim) -> None:
    loosen(verdict="disputed", stance="supports")
    tie(claim, "supports", "law")
    assert mark(claim, "disputed") == State.CHECKING
    tie(claim, "supports", "expert", number=2)
    claim.refresh_from_db()
    assert claim.state == State.CHECKED


# --- and nothing else changed ---------------------------------------------------------------------


@pytest.mark.parametrize("stance", Stance.values)
@pytest.mark.parametrize("verdict", [v.value for v in Verdict if v != Verdict.UNVERIFIABLE])
def test_without_it_the_rule_is_the_usual_one(claim: Claim, verdict: str, stance: str) -> None:
    tie(claim, stance)
    groups = FITTING[Verdict(verdict)]
    fits = len(groups) == 1 and stance in groups[0]
    assert mark(claim, verdict) == (State.CHECKED if fits else State.CHECKING)
