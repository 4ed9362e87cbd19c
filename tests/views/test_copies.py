"""Stored copies: having one taken, watching it come, the list, one of them, two compared."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.enums import CaptureState, Shown, Stance, Visibility
from claims.models import AuditEvent, Capture, Evidence
from claims.services import evidence, supports, withdrawal
from tests import factories
from tests.copies import TAKEN, copy_of
from tests.people import person

from .pages import HTMX, counted, find, page, signed_in, words

pytestmark = pytest.mark.django_db

POSTS = "The harbour authority replaced all forty mooring posts."
FERRY = "The ferry will run on Monday."
LATER = "The ferry will run on Tuesday."


@pytest.fixture
def client() -> Client:
    return signed_in("carl")


@pytest.fixture
def row() -> Evidence:
    """A page of which no copy is under way."""
    made = factories.web_page(url="https://port.example/report")
    made.captures.all().delete()
    return made


def at(name: str, row: Evidence, *more: object) -> str:
    return reverse(f"evidence-{name}", args=[row.uid, *more])


def card(client: Client, row: Evidence) -> Any:
    return find(page(client.get(at("detail", row))), id="copies")[0]


# --- the card on the page of the evidence -----------------------------------------------------


def test_a_copy_is_asked_for_and_told_how_far_it_is(client: Client, row: Evidence) -> None:
    shown = card(client, row)
    assert "None yet." in words(shown)
    assert "port.example" in words(shown)
    (form,) = find(shown, "form")
    assert client.post(form.get("action"))["Location"] == at("detail", row) + "#copies"
    copy = Capture.objects.get()
    shown = card(client, row)
    assert "A copy waits for its turn" in words(shown)
    assert "No worker" not in words(shown)
    assert not find(shown, "form")
    (way,) = find(shown, hx_trigger="every 2s")
    poll = client.get(way.get("hx-get"), headers=HTMX)
    assert (poll.status_code, poll.content) == (204, b"")
    Capture.objects.update(state=CaptureState.RUNNING, attempts=2, started_at=timezone.now())
    poll = client.get(way.get("hx-get"), headers=HTMX)
    assert poll.status_code == 200
    assert "Attempt 2" in words(page(poll))
    assert find(page(poll), hx_trigger="every 2s")
    copy.refresh_from_db()
    copy.state, copy.captured_at, copy.status = CaptureState.DONE, timezone.now(), 200
    copy.save()
    poll = client.get(way.get("hx-get"), headers=HTMX)
    assert poll.status_code == 286
    assert not find(page(poll), hx_trigger=True)
    assert find(page(poll), href=at("copy", row, copy.uid))
    assert client.get(at("copies-progress", row))["Location"] == at("detail", row) + "#copies"


def test_one_that_nobody_takes_up_can_be_handed_over_again(client: Client, row: Evidence) -> None:
    client.post(at("copy-order", row))
    Capture.objects.update(asked_at=timezone.now() - timedelta(minutes=1))
    shown = card(client, row)
    assert "No worker has taken it up yet." in words(shown)
    assert not find(shown, "form")
    Capture.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    (form,) = find(card(client, row), "form")
    assert words(find(form, "button")[0]) == "Hand it over again"
    answer = client.post(form.get("action"), headers=HTMX)
    assert find(page(answer), hx_trigger="every 2s")
    assert Capture.objects.count() == 1


def test_one_that_failed_says_why_and_is_tried_again(client: Client, row: Evidence) -> None:
    copy_of(row, FERRY)
    copy_of(
        row,
        state=CaptureState.FAILED,
        trouble="The page is not there.",
        status=404,
        reason="Not Found",
        captured_at=TAKEN + timedelta(days=1),
    )
    shown = card(client, row)
    (notice,) = find(shown, class_="notice--error")
    for what in ("The page is not there.", "the site answered 404 Not Found", "Try again"):
        assert what in words(notice)
    assert [words(button) for button in find(shown, "button")] == ["Try again"]
    reader = words(card(signed_in("adam"), row))
    assert "The page is not there." in reader
    assert "Try again" not in reader


def test_what_cannot_be_copied_is_refused_with_a_sentence(client: Client, row: Evidence) -> None:
    withdrawal.withdraw_evidence(evidence=row, reason="wrong", by=person("carl"))
    assert "Take a copy now" not in words(card(client, row))
    answer = client.post(at("copy-order", row), headers=HTMX)
    assert answer.status_code == 422
    assert "This evidence was withdrawn." in words(page(answer))
    answer = client.post(at("copy-order", row), follow=True)
    assert "This evidence was withdrawn." in words(page(answer))
    talk = evidence.add_evidence(title="Call", description="A call.", by=person("carl"))
    assert not find(page(client.get(at("detail", talk))), id="copies")


def test_the_copies_stand_there_the_newest_first_with_what_changed(
    client: Client, row: Evidence
) -> None:
    copy_of(row, POSTS, FERRY)
    days = [TAKEN + timedelta(days=n) for n in range(1, 7)]
    copy_of(row, POSTS, FERRY, captured_at=days[0], asked_by=None)
    newest = copy_of(row, POSTS, LATER, captured_at=days[1], way="archive", size=2048)
    told = [words(line) for line in find(card(client, row), "li")]
    for what in (
        "out of a web archive, brought by Carl Checker",
        "200 OK",
        "2.0",
        "Words changed since",
    ):
        assert what in told[0]
    assert "the link watch" in told[1]
    assert "Same words" in told[1]
    assert "The first one" in told[2]
    (link,) = find(card(client, row), "a", class_="copies__sign--new")
    assert f"new={newest.uid}" in link.get("href")
    assert not find(card(client, row), href=at("copies", row))
    for day in days[2:5]:
        copy_of(row, POSTS, LATER, captured_at=day)
    assert len(find(card(client, row), "li")) == 5
    (more,) = find(card(client, row), href=at("copies", row))
    assert len(find(page(client.get(more.get("href"))), "li", class_="copies__row")) == 6


def test_a_list_costs_no_more_with_three_copies_than_with_one(
    client: Client, row: Evidence
) -> None:
    counts: dict[str, list[int]] = {}
    for n in range(3):
        copy_of(row, POSTS, f"Edition {n}.", captured_at=TAKEN + timedelta(days=n))
        for name in ("detail", "copies"):
            with counted() as queries:
                client.get(at(name, row))
            counts.setdefault(name, []).append(len(queries))
    assert {name: found[2] - found[0] for name, found in counts.items()} == {
        "detail": 0,
        "copies": 0,
    }
    assert counts["copies"] == [8, 8, 8]


# --- one copy ---------------------------------------------------------------------------------


def test_a_copy_tells_all_it_knows(client: Client, row: Evidence) -> None:
    copy = copy_of(
        row,
        "The report",
        POSTS,
        redirects=[["https://port.example/old", 301]],
        headers=[["Server", "<b>nginx"], ["Content-Type", "text/html"]],
        details={"Author": "O. Lind", "Camera": {"Model": "K-1", "Lens": ["a", "b"]}, "None": ""},
        archive=b"WARC/1.1",
        trouble="It was cut.",
        size=1536,
    )
    answer = client.get(at("copy", row, copy.uid))
    told = words(page(answer))
    for what in ("The report", "200 OK", "1.5 KB", "Web page", "led on (301)", "O. Lind", "K-1"):
        assert what in told
    for what in ("a, b", "<b>nginx", copy.sha256, "It was cut.", "the first copy", "13:12"):
        assert what in told
    (frame,) = find(page(answer), "iframe")
    assert (frame.get("src"), frame.get("sandbox")) == (at("copy-page", row, copy.uid), "")
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert "frame-src" not in client.get(at("detail", row))["Content-Security-Policy"]
    assert find(page(answer), title="1 Mar 2026, 13:12:00 UTC")
    for name, content in (("body", b"<p>The report</p>"), ("archive", b"WARC/1.1")):
        sent = client.get(at(f"copy-{name}", row, copy.uid))
        assert b"".join(sent).startswith(content)  # type: ignore[arg-type]
        assert sent["Content-Type"] == "application/octet-stream"
        assert sent["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in sent["Content-Security-Policy"]
        end = {"body": "html", "archive": "warc.gz"}[name]
        expected = f'attachment; filename="2026-03-01-1312-port-example.{end}"'
        assert sent["Content-Disposition"] == expected


def test_what_is_not_there_is_not_there(client: Client, row: Evidence) -> None:
    copy = copy_of(row, "The report")
    other = factories.web_page(url="https://port.example/other")
    for name in ("copy", "copy-page", "copy-body", "copy-archive"):
        assert client.get(at(name, other, copy.uid)).status_code == 404
    assert client.get(at("copy-archive", row, copy.uid)).status_code == 404
    copy.body.storage.delete(copy.body.name)
    assert client.get(at("copy-body", row, copy.uid)).status_code == 404
    assert "The report" in words(page(client.get(at("copy-page", row, copy.uid))))
    asked = {"old": str(copy.uid), "new": str(copy_of(other, FERRY).uid)}
    for wrong in (asked, {"old": "x"}, {"old": asked["old"]}):
        assert client.get(at("copy-compare", row), wrong).status_code == 404


# --- the stored page --------------------------------------------------------------------------

HOSTILE = """<!doctype html><html lang="de-CH"><head><base href="https://evil.example/x/">
<meta http-equiv="refresh" content="0;url=https://evil.example/"><title>T</title>
<link rel="stylesheet" href="//evil.example/x.css"><script src="//evil.example/x.js"></script>
<style>@import url(https://evil.example/x.css); p { background: url(//evil.example/i) }</style>
</head><body background="//evil.example/b" onload="alert(1)">
<h1 style="background:url(//evil.example/i)" onclick="alert(1)" class="banner">The head</h1>
<p>A <b>bold <a href="javascript:alert(1)">one</a> <a href="java&#10;script:alert(1)">two</a>
<a href="report?x=1&amp;y=2">relative</a> <a href="data:text/html,x">data</a>
<a href="https://far.example/" ping="//evil.example">far</a></p>
<img src="//evil.example/i" srcset="//evil.example/j 2x" alt="A <img src=x> pier" onerror="x()">
<svg><image href="//evil.example/i"/><script>alert(1)</script><style>*{}</style></svg>
<math><mtext><img src="//evil.example/m"></mtext></math><picture><source srcset="//e"></picture>
<iframe src="//evil.example"></iframe><iframe srcdoc="<img src=x>"></iframe>
<object data="//evil.example"></object><embed src="//evil.example"><audio src="//e"></audio>
<video src="//evil.example/v" poster="//evil.example/p">film</video><frame src="//e">
<form action="//evil.example"><input value="typed"><button formaction="//e">Go</button></form>
<table background="//evil.example"><tr><td colspan="2" background="//e">cell<td>next</table>
<blockquote cite="//evil.example/q">quoted</blockquote><noscript><img src="//e"></noscript>
<template><img src="//e"></template><xmp><img src="//e"></xmp><details>folded</details>
<![CDATA[<img src="//e">]]><!--><img src="//e">--><ul><li>item</ul><plaintext><img src="//e">end"""
MAY_STAND = {"html", "head", "meta", "title", "link", "body", "header", "main", "h1", "p", "b"}
ATTRIBUTES = {"lang", "dir", "href", "title", "target", "rel", "class", "colspan"}
MAY_STAND |= {"span", "a", "table", "tbody", "tr", "td", "blockquote", "div", "ul", "li"}


def test_a_hostile_page_is_read_and_can_do_nothing(client: Client, row: Evidence) -> None:
    copy = copy_of(row, "The head", body=HOSTILE)
    answer = client.get(at("copy-page", row, copy.uid))
    policy = answer["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "sandbox", "frame-ancestors 'self'", "base-uri 'none'"} <= set(
        policy
    )
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    root = page(answer)
    assert {element.tag for element in root.iter() if isinstance(element.tag, str)} <= MAY_STAND
    assert "url(" not in answer.content.decode()
    assert {
        str(name) for element in find(root, "main")[0].iter() for name in element.attrib
    } <= ATTRIBUTES
    (sheet,) = find(root, "link")
    assert sheet.get("href").endswith("/css/stored.css")
    links = [link for link in find(root, "a") if link.get("href")]
    assert [link.get("href") for link in links] == [
        "https://evil.example/x/report?x=1&y=2",
        "https://far.example/",
    ]
    assert {link.get("rel") for link in links} == {"noopener noreferrer nofollow"}
    (main,) = find(root, "main")
    assert (main.get("lang"), main.get("dir")) == ("de-CH", "auto")
    for what in ("The head", "bold", "Picture: A <img src=x> pier", "cell", "item", "folded"):
        assert what in words(main)
    for what in ("film", "typed", "Go", "alert"):
        assert what not in words(main)
    assert "Stored copy of https://port.example/report, taken 1 Mar 2026" in words(root)


@pytest.mark.parametrize(
    ("body", "plainly"),
    [
        ("<div><b>" * 10_000 + "deep" + "<p>x" * 1_000, False),
        ("<table><a href=//e>" * 10_000 + "deep", False),
        ("<p " + "a=b " * 1_250_000 + ">deep", True),
        ("<" * 5_000_000, True),
        ("&amp;" * 1_000_000, True),
        ("deep \x00\x01\x02\x03" * 200, True),
    ],
    ids=["nested", "tables", "attributes", "brackets", "entities", "binary"],
)
def test_a_page_made_to_be_slow_is_shown_at_once(
    client: Client, row: Evidence, body: str, plainly: bool
) -> None:
    copy = copy_of(row, "The deep words", body=body)
    begun = time.process_time()
    answer = client.get(at("copy-page", row, copy.uid))
    assert time.process_time() - begun < 5
    assert "deep" in words(find(page(answer), "main")[0])
    assert ("markup of this page could not be shown" in words(page(answer))) is plainly


def test_the_words_of_a_file_are_shown_as_they_were_read(client: Client, row: Evidence) -> None:
    lines = ("Budget <b>2026</b>", "Posts: 40", "x" * 500_000)
    copy = copy_of(row, *lines, body=b"%PDF", media_type="application/pdf", suffix="pdf")
    answer = client.get(at("copy-page", row, copy.uid))
    told = [words(line) for line in find(find(page(answer), "main")[0], "p")]
    assert told[:2] == ["Budget <b>2026</b>", "Posts: 40"]
    assert "There are more than one page can show" in words(page(answer))
    copy.text = ""
    copy.save()
    assert not find(page(client.get(at("copy", row, copy.uid))), "iframe")


# --- two compared -----------------------------------------------------------------------------


def test_two_copies_are_compared_word_by_word_and_what_is_quoted_is_told(
    client: Client, row: Evidence
) -> None:
    assert "There are no two copies yet" in words(page(client.get(at("copy-compare", row))))
    claim = factories.claim(factories.article(), "Every one of the 40 mooring posts")
    hidden = factories.claim(factories.article(visibility=Visibility.NAMED), "no one was hurt")
    quoted = {"Ines Volk resigned": claim, "all forty mooring posts": hidden}
    for passage, words_of in (("on Monday", "3.1 million"), ("forty mooring", "sixth closure")):
        quoted[passage] = factories.claim(claim.article, words_of)
    for passage, target in quoted.items():
        about = {"stance": Stance.SUPPORTS, "passage": passage}
        supports.attach(evidence=row, target=target, by=person("carl"), **about)
    old = copy_of(row, POSTS, FERRY, "Because of it harbour master Ines Volk resigned.")
    new = copy_of(row, POSTS, LATER, captured_at=TAKEN + timedelta(days=3))
    for asked in ({}, {"old": old.uid, "new": new.uid}, {"old": new.uid, "new": old.uid}):
        root = page(signed_in("cleo").get(at("copy-compare", row), asked))
        assert "2 differences between" in words(root)
        assert words(find(root, "del")[0]) == "[out: Monday]"
        assert [words(come) for come in find(root, "ins")] == ["[in: Tuesday]"]
        assert "1 quoted passage is no longer there" in words(root)
        told = [words(line) for line in find(find(root, class_="copies__quoted")[0], "li")]
        assert [line.partition(" Claim")[0] for line in told] == [
            "no longer there Ines Volk resigned",
            "stands there in other words now on Monday",
            "still there forty mooring",
        ]
    assert "diff--side" in client.get(at("copy-compare", row), {"view": "side"}).content.decode()


def test_very_long_copies_are_compared_in_part_and_say_so(client: Client, row: Evidence) -> None:
    for n in range(2):
        lines = [f"Line {number} of edition {n * (number % 3)}." for number in range(90)]
        copy_of(row, *lines, "y" * 300_000, captured_at=TAKEN + timedelta(days=n))
    begun = time.process_time()
    told = words(page(client.get(at("copy-compare", row))))
    assert time.process_time() - begun < 10
    assert "Only the beginning is compared" in told


def test_files_without_words_are_told_by_their_bytes(client: Client, row: Evidence) -> None:
    for n, body in enumerate((b"\x89PNG1", b"\x89PNG1", b"\x89PNG2")):
        day = TAKEN + timedelta(days=n)
        copy_of(row, body=body, captured_at=day, media_type="image/png", suffix="png")
    told = [words(line) for line in find(card(client, row), "p", class_="copies__change")]
    assert told == [
        "Another file than the one before",
        "Same words as the one before",
        "The first one",
    ]
    assert "There are no words to compare" in words(page(client.get(at("copy-compare", row))))


# --- what only named people may read ----------------------------------------------------------


def test_copies_of_what_is_for_named_people_are_theirs_and_readings_are_kept(
    client: Client,
) -> None:
    row = factories.web_page(url="https://port.example/leak", visibility=Visibility.NAMED)
    assert not row.captures.exists()
    assert "sees that" in words(card(client, row))
    copy = copy_of(row, FERRY)
    copy_of(row, LATER, captured_at=TAKEN + timedelta(days=1))
    one = ("copy", "copy-page", "copy-body", "copy-archive")
    doors = [at(name, row, copy.uid) for name in one]
    doors += [at(name, row) for name in ("copies", "copy-compare", "copies-progress")]
    stranger = signed_in("edda")
    assert {stranger.get(door).status_code for door in doors} == {404}
    assert stranger.post(at("copy-order", row)).status_code == 404
    client.get(doors[1])
    assert b"".join(client.get(doors[2]))  # type: ignore[arg-type]
    read = AuditEvent.objects.filter(kind="evidence.read", object_uid=row.uid)
    assert set(read.values_list("note", flat=True)) == {*(Shown.PAGE, Shown.STORED, Shown.FILE)}
