"""What was found of quoted passages in the stored copies: where evidence is shown, and sealed."""

import copy
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from claims.enums import CaptureState, CaptureWay, Stance
from claims.models import Article, Capture, Claim, Evidence, SignOff
from claims.queries.annotated import AnnotatedCopy
from claims.queries.comparing import differences
from claims.queries.evidence_list import EvidenceList
from claims.queries.packet import Packet, readable_in
from claims.queries.sign_offs import standing
from claims.queries.signing import record_of
from claims.queries.word_export import entry_lines
from claims.services import passages, supports
from tests import factories
from tests.people import person
from tests.signed import fresh, ready, signed
from tests.views.pages import counted, find, page, signed_in, words

pytestmark = pytest.mark.django_db

TEXT = "The authority replaced all forty mooring posts between the storm and last Friday."
QUOTED = {
    "found": "replaced all forty mooring posts",
    "similar": "replaced all fifty mooring posts between the storm and last Friday",
    "missing": "The mayor resigned on Sunday in front of the town hall.",
}
AT = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)


def stored(evidence: Evidence, text: str = TEXT, at: datetime = AT) -> Capture:
    """Return a copy that is here, its passages looked for."""
    kept = Capture.objects.create(
        evidence=evidence,
        way=CaptureWay.SITE,
        state=CaptureState.DONE,
        captured_at=at,
        url=evidence.url,
        status=200,
        sha256="ab" * 32,
        text=text,
    )
    passages.look_again(uid=str(evidence.uid))
    return kept


def quoting(claim: Claim, *founds: str) -> list[Evidence]:
    """Tie evidence with a copy to the claim, one for each way a passage may be found."""
    rows = [
        factories.support(claim, url=f"https://example.org/{n}", passage=QUOTED[found]).evidence
        for n, found in enumerate(founds)
    ]
    for row in rows:
        stored(row)
    return rows


def test_each_place_that_shows_evidence_says_how_the_passage_stands_to_the_copy() -> None:
    article = factories.article()
    claim = factories.claim(article, "Every one of the 40 mooring posts")
    rows = quoting(claim, *QUOTED)
    carl = signed_in("carl")
    marks = [
        words(mark)
        for row in rows
        for mark in find(page(carl.get(row_url(row))), "div", data_found=True)
    ]
    panel = find(page(carl.get(claim.get_absolute_url())), "div", data_found=True)
    assert [words(mark) for mark in panel] == marks
    legend = "Struck out: as quoted. Underlined: as it stands in the copy."
    assert marks == [
        "found in the stored copy of 12 Nov 2026",
        "not word for word in the stored copy of 12 Nov 2026 What differs replaced all fifty forty "
        f"mooring posts between the storm and last Friday {legend}",
        "not found in the stored copy of 12 Nov 2026",
    ]
    assert [words(part) for part in find(panel[1], "del")] == ["fifty"]
    link = find(panel[2], "a")[0].get("href")
    assert link == reverse("evidence-copy", args=[rows[2].uid, rows[2].captures.done().get().uid])
    printed = words(page(carl.get(reverse("article-annotated", args=[article.uid]))))
    told = [
        " ".join(line.text for line in entry_lines(e))
        for e in AnnotatedCopy(article, person("carl")).entries
    ]
    for how in ("found", "not word for word", "not found"):
        assert f"{how.capitalize()} in the stored copy of 12 Nov 2026" in printed
        assert f", {how} in the stored copy of 12 November 2026" in told[0]
    found = EvidenceList(person("carl"), {"thin": "passage"})
    assert found.page.rows == [rows[2]]


def row_url(row: Evidence) -> str:
    return reverse("evidence-detail", args=[row.uid])


def test_where_nobody_looked_nothing_is_said() -> None:
    claim = factories.claim(factories.article(), "Every one of the 40 mooring posts")
    row = factories.support(claim, passage=QUOTED["found"]).evidence
    for address in (row_url(row), claim.get_absolute_url()):
        assert not find(page(signed_in("carl").get(address)), "div", data_found=True)
    assert EvidenceList(person("carl"), {"thin": "copy"}).page.rows == [row]
    stored(row)
    assert EvidenceList(person("carl"), {"thin": "copy"}).page.rows == []
    assert EvidenceList(person("carl"), {"thin": "passage"}).page.rows == []


def test_marks_cost_pages_no_statement_for_each_row() -> None:
    article, asked = factories.article(), []
    one, three = (factories.claim(article, text) for text in ("the storm", "The ferry line"))
    quoting(one, "missing")
    quoting(three, *QUOTED)
    carl = signed_in("carl")
    for claim in (one, three):
        carl.get(claim.get_absolute_url())
        with counted() as queries:
            carl.get(claim.get_absolute_url())
        asked.append(len(queries))
    assert asked[0] == asked[1]
    much = factories.web_page(url="https://example.org/much")
    asked = []
    for claim in (one, three):
        supports.attach(
            evidence=much, target=claim, by=person("carl"), stance=Stance.CONTEXT, passage="posts"
        )
        stored(much, at=AT + timedelta(days=claim.pk))
        carl.get(row_url(much))
        with counted() as queries:
            carl.get(row_url(much))
        asked.append(len(queries))
    assert asked[0] == asked[1]


# --- the sign-off ---------------------------------------------------------------------------------


def sealed() -> tuple[SignOff, Article, Evidence]:
    article = ready()
    support = Claim.objects.get(article=article).supports.get()
    supports.edit_support(support=support, by=person("carl"), passage="forty mooring posts")
    stored(support.evidence)
    Claim.objects.filter(article=article).update(state="approved")
    return signed(article), article, support.evidence


def test_a_packet_holds_which_bytes_it_rested_on_and_a_new_copy_takes_no_sign_off_away() -> None:
    sign_off, article, row = sealed()
    (tie,) = sign_off.record["claims"][0]["supports"]
    assert sign_off.record["format"] == 3
    assert tie["found"] == "found"
    kept = {name: tie["evidence"]["copy"][name] for name in ("status", "sha256", "at", "way")}
    assert kept == {"status": 200, "sha256": "ab" * 32, "at": AT.isoformat(), "way": "site"}
    assert sign_off.record["statements"][0]["supports"][0]["evidence"]["copy"] is None
    shown = words(page(signed_in("rita").get(sign_off.get_absolute_url())))
    assert "Found in the stored copy of 12 Nov 2026" in shown
    assert f"answered 200. SHA-256 {'ab' * 32}" in shown
    stored(row, "The authority is sorry.", AT + timedelta(days=1))
    assert row.supports.get().found == "missing"
    assert standing(fresh(article)).holds
    now = record_of(fresh(article))["claims"][0]["supports"][0]
    assert now["evidence"]["copy"]["at"] == (AT + timedelta(days=1)).isoformat()


def test_a_packet_of_before_there_were_copies_opens_and_holds() -> None:
    sign_off, article, _row = sealed()
    record = copy.deepcopy(sign_off.record) | {"format": 2}
    for part in ("claims", "statements"):
        for tie in (tie for row in record[part] for tie in row["supports"]):
            del tie["found"], tie["evidence"]["copy"]
    assert differences(record, record_of(fresh(article))) == []
    sign_off.record = record
    ties = [
        t
        for row in Packet(sign_off, readable_in(record, person("rita"))).claims
        for t in row["supports"]
    ]
    assert [tie["copied"] for tie in ties] == [None]
