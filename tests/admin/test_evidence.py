"""Evidence in the admin: the whole record to look at, how to reach people only for the few."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.services import evidence
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("edits", [True, False])
def test_the_record_is_shown_and_the_contact_only_to_who_may_know_it(
    client: Client, edits: bool
) -> None:
    row = evidence.add_evidence(
        by=person("carl"),
        title="Call",
        kind="interview",
        description="He says no.",
        origin="The audit",
        interview={"person": "Ines Volk", "contact": "555 0100"},
        calculation={"method": "change", "inputs": {"old": "200", "new": "250"}},
    )
    adam = person("adam")
    adam.is_editor = edits
    adam.save()
    client.force_login(adam)
    html = client.get(reverse("admin:claims_evidence_change", args=[row.pk])).content.decode()
    for shown in ("Ines Volk", "The audit", "+25%"):
        assert shown in html
    assert ("555 0100" in html) is edits
    assert "<textarea" not in html
