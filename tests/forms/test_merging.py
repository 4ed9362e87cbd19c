"""Two people on one form: whatever either changed stands, and what both changed is shown."""

import itertools
import json

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from claims.enums import Risk
from claims.forms.marking import ClaimForm
from claims.forms.merging import held, merged
from claims.models import Claim, Tag
from tests import factories

WORDS = "It was the sixth closure since April."
SETS = [list(some) for n in range(4) for some in itertools.combinations("abc", n)]


def sent(claim: Claim, **changed: str | list[str]) -> ClaimForm:
    """Return the form of ``claim`` as a browser sends it back, some of it changed."""
    shown = ClaimForm.of(claim)
    data = QueryDict(mutable=True)
    for name, value in {**shown.shown(), **changed}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    data["seen"], data["was"] = str(claim.version), str(shown["was"].value())
    return ClaimForm(data)


@pytest.mark.parametrize("before", "ab")
@pytest.mark.parametrize("mine", "abc")
def test_of_one_value_the_change_stands_whoever_made_it(before: str, mine: str) -> None:
    for theirs in "abc":
        came = merged(before, mine, theirs)
        if mine == theirs:
            assert came == mine
        elif mine == before:
            assert came == theirs
        elif theirs == before:
            assert came == mine
        else:
            assert came is None


def test_of_several_choices_each_is_merged_by_itself() -> None:
    for before, mine, theirs in itertools.product(SETS, repeat=3):
        came = merged(before, mine, theirs)
        for one in "abc":
            was, here, there = one in before, one in mine, one in theirs
            assert (one in (came or [])) is (there if here == was else here)


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists))
def test_what_no_form_of_ours_wrote_is_not_believed(text: object) -> None:
    found = held(text if isinstance(text, str) else json.dumps(text))
    assert found is None or all(isinstance(value, str | list) for value in found.values())


@pytest.mark.django_db
def test_each_gets_in_what_only_they_changed() -> None:
    claim = factories.claim(factories.article(), WORDS)
    money, port = (Tag.objects.create(name=name, slug=name) for name in ("money", "port"))
    claim.tags.add(money)
    form = sent(claim, text="Mine,\r\non two lines.", tags=["money", "port"])
    claim.risk, claim.version = Risk.HIGH, 5
    claim.tags.set([])
    both = form.merged_into(ClaimForm.of(claim), seen=claim.version, who="Cleo")
    assert both is not None
    assert both.is_valid()
    assert (both.clashes, both.brought) == ({}, ["Risk", "Tags"])
    data = both.cleaned_data
    assert (data["text"], data["risk"], data["seen"]) == ("Mine,\non two lines.", "high", 5)
    assert list(data["tags"]) == [port]
    assert "was" not in data


@pytest.mark.django_db
def test_what_both_changed_is_shown_and_can_be_taken() -> None:
    claim = factories.claim(factories.article(), WORDS)
    form = sent(claim, text="Mine.", risk="low")
    claim.text, claim.risk, claim.version = "Theirs.", Risk.HIGH, 5
    both = form.merged_into(ClaimForm.of(claim), seen=claim.version, who="Cleo")
    assert both is not None
    assert {name: (c.theirs, c.who) for name, c in both.clashes.items()} == {
        "text": ("Theirs.", "Cleo"),
        "risk": ("High", "Cleo"),
    }
    assert (both["text"].value(), both["risk"].value()) == ("Mine.", "low")
    again = both.data.copy()
    again.setlist("take", ["risk", "no such field"])
    chosen = ClaimForm(again)
    assert chosen.is_valid()
    assert (chosen.cleaned_data["text"], chosen.cleaned_data["risk"]) == ("Mine.", "high")


@pytest.mark.django_db
def test_a_form_that_does_not_know_what_it_showed_is_not_merged() -> None:
    claim = factories.claim(factories.article(), WORDS)
    for was in ("", "[]", "nonsense", "\x00"):
        form = ClaimForm({"text": "Mine.", "was": was})
        assert form.merged_into(ClaimForm.of(claim), seen=2) is None
