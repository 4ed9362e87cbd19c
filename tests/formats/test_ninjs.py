"""ninjs of all three generations, and what is no ninjs."""

import datetime
import json
from typing import Any

import pytest

from claims.formats import Unreadable, WireItem, read_file, read_wire

from .reading import check, kinds, links

BODY = (
    '<p>PARIS - The bridge cost <b>$4 million</b>, <a href="https://a.example/m">the mayor</a>'
    " said.</p><h2>Next</h2><p>It closed on 3 May.</p>"
)
PLAIN = "The bridge cost $4 million, the mayor said.\n\nIt closed on 3 May.\n"
FIRST: dict[str, Any] = {
    "uri": "urn:newsml:agency.example:20260102:1",
    "type": "text",
    "versioncreated": "2026-01-02T10:00:00+02:00",
    "headline": "Old bridge closed",
    "byline": "By Ada Brandt",
    "body_text": PLAIN,
    "body_xhtml": BODY,
    "language": "en-GB",
}
SECOND: dict[str, Any] = {
    "uri": FIRST["uri"],
    "standard": {"name": "ninjs", "version": "2.1"},
    "versioncreated": "2026-01-02T10:00:00+02:00",
    "headlines": [
        {"role": "short", "value": "Closed"},
        {"role": "main", "value": "Old bridge closed"},
    ],
    "by": "By Ada Brandt",
    "bodies": [
        {"role": "main", "contenttype": "text/plain", "value": PLAIN},
        {"role": "main", "contenttype": "text/html", "value": BODY},
    ],
    "language": "en-GB",
}
THIRD: dict[str, Any] = {
    "uri": FIRST["uri"],
    "versionCreated": "2026-01-02T10:00:00+02:00",
    "headlines": SECOND["headlines"],
    "by": "By Ada Brandt",
    "bodies": [{"role": "main", "contentType": "text/html", "value": BODY}],
    "language": "en-GB",
}


def read(item: object) -> WireItem:
    found = read_wire(json.dumps(item).encode(), name="item.json")
    assert found is not None
    return found


@pytest.mark.parametrize("item", [FIRST, SECOND, THIRD], ids=["1.x", "2.x", "3.x"])
def test_each_generation_gives_the_same_item(item: dict[str, Any]) -> None:
    found = read(item)
    assert found.uri == "urn:newsml:agency.example:20260102:1"
    assert found.version_at == datetime.datetime(2026, 1, 2, 8, tzinfo=datetime.UTC)
    assert (found.pub_status, found.embargo_until, found.warnings) == ("usable", None, ())
    assert found.draft is not None
    check(found.draft)
    assert kinds(found.draft) == [
        ("headline", "Old bridge closed"),
        ("paragraph", "PARIS - The bridge cost $4 million, the mayor said."),
        ("subhead", "Next"),
        ("paragraph", "It closed on 3 May."),
    ]
    assert links(found.draft) == [("the mayor", "https://a.example/m", "")]
    assert found.draft.byline == "Ada Brandt"
    assert found.draft.language == "en-gb"
    assert found.draft.published == datetime.date(2026, 1, 2)


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        ({"pubstatus": "withheld"}, "withheld"),
        ({"pubStatus": "canceled"}, "canceled"),
        ({"pubStatus": "Cancelled"}, "canceled"),
        ({"pubStatus": "usable"}, "usable"),
        ({"pubStatus": None}, "usable"),
    ],
)
def test_the_publishing_status_is_read_in_either_spelling(
    keys: dict[str, Any], status: str
) -> None:
    assert read(FIRST | keys).pub_status == status


def test_a_status_we_do_not_know_is_taken_as_withheld_and_said() -> None:
    found = read(FIRST | {"pubstatus": "stopped"})
    assert found.pub_status == "withheld"
    assert "stopped" in found.warnings[0]


@pytest.mark.parametrize("name", ["embargoed", "embargoeduntil", "embargoedUntil"])
def test_the_embargo_is_read_under_each_of_its_names(name: str) -> None:
    found = read(FIRST | {name: "2026-01-03T06:00:00Z"})
    assert found.embargo_until == datetime.datetime(2026, 1, 3, 6, tzinfo=datetime.UTC)


def test_an_embargo_without_a_zone_holds_until_that_hour_has_come_everywhere() -> None:
    found = read(FIRST | {"embargoed": "2026-01-03T06:00:00"})
    assert found.embargo_until == datetime.datetime(2026, 1, 3, 18, tzinfo=datetime.UTC)
    assert found.draft is not None
    assert "embargo names no zone" in found.draft.warnings[0]


def test_a_version_without_a_zone_is_read_as_utc_and_said() -> None:
    found = read(THIRD | {"versionCreated": "2026-01-02T10:00:00"})
    assert found.version_at == datetime.datetime(2026, 1, 2, 10, tzinfo=datetime.UTC)
    assert "read as UTC" in found.warnings[0]


def test_a_cancellation_needs_no_words() -> None:
    found = read({"uri": "urn:x:1", "pubStatus": "canceled"})
    assert (found.draft, found.pub_status) == (None, "canceled")


def test_a_summary_is_taken_where_there_is_no_body_and_said() -> None:
    item = {"uri": "urn:x:1", "headline": "Bridge", "description_text": "The bridge is closed."}
    found = read(item)
    assert found.draft is not None
    assert found.draft.text == "Bridge\n\nThe bridge is closed."
    assert "only a summary" in found.draft.warnings[0]


def test_plain_words_keep_a_headline_of_their_own() -> None:
    item = {"uri": "urn:x:1", "headline": "Bridge closed", "body_text": f"BRIDGE CLOSED\n\n{PLAIN}"}
    draft = read(item).draft
    assert draft is not None
    assert draft.text.startswith("BRIDGE CLOSED\n\nThe bridge cost")
    check(draft)


def test_nitf_in_a_body_is_read_as_nitf() -> None:
    nitf = (
        "<nitf><head><title>no</title></head><body><body.head><hedline><hl1>Bridge closed</hl1>"
        "</hedline><dateline>no</dateline></body.head><body.content><p>Words of <person>Jo</person>"
        " here, said on Monday.</p><hl2>Next</hl2></body.content></body></nitf>"
    )
    draft = read({"uri": "u:1", "bodies": [{"contentType": "text/nitf+xml", "value": nitf}]}).draft
    assert draft is not None
    assert kinds(draft) == [
        ("headline", "Bridge closed"),
        ("paragraph", "Words of Jo here, said on Monday."),
        ("subhead", "Next"),
    ]


def test_scripts_in_a_body_are_left_out() -> None:
    draft = read(FIRST | {"body_xhtml": "<p>Words here.</p><script>alert(1)</script>"}).draft
    assert draft is not None
    assert "alert" not in draft.text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'{"uri": "x", ', "damaged"),
        (b'{"uri": ' + b"[" * 200_000, "damaged"),
        (b'{"uri": "x", "urgency": ' + b"9" * 10_000 + b"}", "damaged"),
        (b"[1, 2]", "no ninjs"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "no ninjs"),
        (b'{"uri": ""}', "no identifier"),
        (b'{"uri": "' + b"x" * 501 + b'"}', "no identifier"),
        (b'{"uri": "a\\ud800"}', "no identifier"),
        (b'{"uri": "a\\u0000b"}', "no identifier"),
        (b'{"uri": 7}', "not text"),
        (b'{"uri": "x", "type": "picture"}', "no article text"),
        (b'{"uri": "x", "bodies": {"value": "y"}}', "not a list"),
        (b'{"uri": "x", "bodies": ["y"]}', "not a list"),
        (b'{"uri": "x", "bodies": [{"value": ["y"]}]}', "not text"),
        (b'{"uri": "x", "body_text": {"a": 1}}', "not text"),
        (b'{"uri": "x", "body_text": "y", "versioncreated": 5}', "not text"),
        (b'{"uri": "x", "body_text": "y", "versioncreated": "soon"}', "“soon”"),
        (b'{"uri": "x", "body_text": "y", "embargoed": "0001-01-01T00:00:00+10:00"}', "embargo"),
        (b'{"uri": "x", "body_text": "y", "embargoed": "\\ud800"}', "embargo"),
        (b'{"uri":"x","bodies":[{"contentType":"nitf","value":"<!DOCTYPE x [<!ENTITY a \'b\'>'
         b']><nitf>&a;</nitf>"}]}', "entities"),
        (b'{"uri": "x", "body_text": "' + b"y" * 11_000_000 + b'"}', "larger than 10 MB"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence) as refused:
        read_wire(data, name="item.json")
    str(refused.value).encode()  # it can be shown


def test_a_file_is_told_by_its_content_and_by_its_name() -> None:
    data = json.dumps(FIRST).encode()
    assert read_file(data).text.startswith("Old bridge closed")
    assert read_file(data, name="x.txt").text.startswith("Old bridge closed")
    assert read_wire(b"{ curly words } of a story.\n\nAnd more.", name="story.txt") is None
    with pytest.raises(Unreadable, match="takes a piece back"):
        read_file(b'{"uri": "x", "pubstatus": "canceled"}')
