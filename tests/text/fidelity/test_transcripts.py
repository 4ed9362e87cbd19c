"""Transcripts in the forms that people have them in."""

import pytest

from claims.text.fidelity import clock, compare, read_transcript

SUBRIP = """1
00:00:01,000 --> 00:00:04,000
<i>We will rebuild</i>

2
00:00:04,500 --> 00:00:06,000
We will rebuild
the bridge &amp; more.
1999
"""
WEBVTT = """WEBVTT
Kind: captions

NOTE this is
a note

STYLE
::cue {}

intro
00:01.000 --> 00:04.000 align:start
<v Ada Brandt>We <00:00:01.500><c>will</c> rebuild

00:04.000 --> 00:06.000
<v Ada Brandt>the bridge.
"""
FORMS = [
    (SUBRIP, "We will rebuild\nthe bridge & more.\n1999", [1, 4.5], []),
    (SUBRIP.replace("\n", "\r\n"), "We will rebuild\nthe bridge & more.\n1999", [1, 4.5], []),
    (WEBVTT, "Ada Brandt: We will rebuild\nAda Brandt: the bridge.", [1, 4], ["Ada Brandt:"] * 2),
    ("0:05\nso today we\n0:09\ntalk", "so today we\ntalk", [5, 9], []),
    ("[00:00.0 --> 00:04.0]  Hi.\n[00:04.000 --> 00:09.500]  Bye.", "Hi.\nBye.", [0, 4], []),
    ("(12:31) Q: Why?\nYes: we go [12:50] now", "Q: Why?\nYes: we go now", [751, 770], ["Q:"]),
    ("00:12:31 Speaker 2: hello", "Speaker 2: hello", [751], ["Speaker 2:"]),
    ("01:00:00 - 01:00:04 | Anna Borg: bye", "Anna Borg: bye", [3600], ["Anna Borg:"]),
    ("Anna: one\nBen: two\nAnna: three", "Anna: one\nBen: two\nAnna: three", [], ["Anna:"] * 2),
    ("We met at\n12:30 in the hall.", "We met at\n12:30 in the hall.", [], []),
    ("Just words.", "Just words.", [], []),
    ("", "", [], []),
    ("\ufeffOne", "One", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("given", "text", "times", "names"), FORMS)
def test_a_transcript_is_read(given: str, text: str, times: list[float], names: list[str]) -> None:
    found = read_transcript(given)
    assert found.text == text
    assert [time for _, time in found.times] == times
    assert [text[slice(*name)] for name in found.names] == names


def test_a_time_holds_until_the_next() -> None:
    found = read_transcript(SUBRIP)
    assert [found.time_at(found.text.index(word)) for word in ("We", "bridge")] == [1, 4.5]
    assert read_transcript("no times").time_at(3) is None


def test_words_that_run_over_cues_are_one_quotation() -> None:
    found = compare("We will rebuild the bridge", read_transcript(WEBVTT))
    assert (found.verdict, found.time, found.speaker) == ("verbatim", 1, "Ada Brandt")


def test_a_clock_is_short() -> None:
    assert [clock(5), clock(751.9), clock(3764)] == ["0:05", "12:31", "1:02:44"]
