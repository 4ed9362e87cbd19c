"""Right of reply at the gate, in what is signed, and on the page of a source."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.enums import GateLevel, Visibility
from claims.models import Article, Claim
from claims.queries.comparing import differences
from claims.queries.gate import Gate, Line
from claims.queries.packet import Packet
from claims.queries.replies import critical_of
from claims.queries.sign_offs import standing
from claims.queries.signing import record_of
from claims.services import replies, sources
from tests import factories
from tests.people import person
from tests.signed import COST, SIXTH, fresh, let_pass, ready, signed

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def claim() -> Claim:
    return factories.claim(factories.article(), COST)


def line(article: Article) -> Line:
    lines = Gate(fresh(article)).lines
    return next(line for line in lines if line.condition.key == "replies")


def items(claim: Claim) -> list[tuple[str, str]]:
    now = line(claim.article)
    return [(item.label, item.url) for item in now.condition.items(fresh(claim.article))]


# --- the gate -------------------------------------------------------------------------------------


def test_the_gate_warns_of_each_source_that_has_not_had_its_say(claim: Claim) -> None:
    assert line(claim.article).level == GateLevel.WARNING
    assert items(claim) == []
    port, brandt = factories.criticism(claim), factories.criticism(claim, "Ilse Brandt")
    until = timezone.now() + HOUR
    factories.attempt(brandt, deadline=until)
    url = claim.get_absolute_url()
    clock = f"{timezone.localtime(until):%H:%M}"
    (first, there), (second, _there) = items(claim)
    assert there == url
    assert first == f"1 · {claim.text} – Port of Amsel: was not asked"
    assert "Ilse Brandt: has time to answer until" in second
    assert second.endswith(clock)
    assert line(claim.article).warns
    factories.attempt(port, answer="No comment.")
    assert [label for label, _url in items(claim)] == [second]
    replies.unmark_critical(criticism=brandt, by=person("carl"))
    assert items(claim) == []


def test_an_override_covers_what_the_editor_saw_and_no_other_deadline_or_words() -> None:
    article = factories.article()
    claim = factories.claim(article, SIXTH)
    critical = factories.criticism(claim)
    let_pass(article, "replies")
    assert line(article).is_overridden
    made = factories.attempt(critical)
    assert line(article).left  # asked since: the editor looks again
    let_pass(article, "replies")
    later = timezone.now() + HOUR
    replies.edit_attempt(attempt=made, by=person("carl"), asked_whom="Ms Lind")
    assert line(article).is_overridden
    replies.edit_attempt(attempt=made, by=person("carl"), deadline=later)
    assert line(article).left
    let_pass(article, "replies")
    factories.revised(article, ("sixth closure", "seventh closure"))
    assert line(article).left
    let_pass(article, "replies")
    factories.criticism(claim, "Ilse Brandt")
    assert len(line(article).left) == 1


# --- what is signed -------------------------------------------------------------------------------


def test_a_sign_off_says_how_they_were_asked_and_is_void_when_that_changes() -> None:
    article = ready()
    claim = article.claims.get()
    critical = factories.criticism(claim)
    made = factories.attempt(critical, answer="No.", used_in="par. 3")
    sealed = signed(fresh(article))
    assert standing(fresh(article)).holds
    (row,) = Packet(sealed, ()).claims
    (reply,) = row["replies"]
    (asked,) = reply["attempts"]
    assert (reply["source"], asked["asked_by"], asked["answer"], asked["channel_label"]) == (
        "Port of Amsel", "Carl Checker", "No.", "Phone",
    )  # fmt: skip
    assert asked["asked_at"] == made.asked_at
    replies.edit_attempt(attempt=made, by=person("carl"), answer="Yes.")
    told = [str(row) for row in standing(fresh(article)).differences]
    assert told == ["claim 1 – right of reply"]
    replies.edit_attempt(attempt=made, by=person("carl"), answer="No.")
    assert standing(fresh(article)).holds
    factories.attempt(critical)
    assert standing(fresh(article)).is_void


def test_the_records_of_claims_critical_of_nobody_are_as_they_were() -> None:
    article = ready()
    record = record_of(article)
    assert "replies" not in record["claims"][0]
    factories.criticism(article.claims.get())
    found = [str(row) for row in differences(record, record_of(fresh(article)))]
    assert found == ["claim 1 – right of reply"]


# --- the page of a source -------------------------------------------------------------------------


def test_a_source_lists_what_is_critical_of_it_as_far_as_one_may_read_it(claim: Claim) -> None:
    critical = factories.criticism(claim)
    hidden = factories.article(by=person("edda"))
    secret = factories.criticism(factories.claim(hidden, SIXTH, by=person("edda")))
    Article.objects.filter(pk=hidden.pk).update(visibility=Visibility.NAMED)
    taken_off = factories.criticism(factories.claim(claim.article, SIXTH))
    replies.unmark_critical(criticism=taken_off, by=person("carl"))
    port = critical.source
    assert [row.criticism for row in critical_of(port, person("carl"))] == [critical]
    hidden.readers.add(person("rita"))
    assert [row.criticism for row in critical_of(port, person("rita"))] == [secret, critical]
    assert critical_of(port, person("ada")) == []
    into = factories.source("The Port")
    sources.merge_source(source=port, into=into, by=person("carl"))
    assert [row.criticism for row in critical_of(into, person("carl"))] == [critical]
