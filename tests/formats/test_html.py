from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.formats import Unreadable, read_rich

from .reading import check, kinds, links, sound_or_refused

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>x</title>
<style>p {color: red}</style></head><body lang=EN-GB><!--StartFragment-->
<p class=MsoTitle>Port opens<o:p></o:p></p><p class=MsoSubtitle>A new start</p>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>By Jane Doe</b><o:p></o:p></p>
<p class=MsoNormal>It cost<span style='mso-spacerun:yes'>&nbsp; </span><a
href="https://b.example/x?a=1&amp;c=2" title="Budget">$1.2&nbsp;billion</a>,<a
style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span
class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a> he
said.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>One</p>
<p class=MsoCaption>The port</p><!--EndFragment-->
<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> The 2024 budget.</p>
</div></div></body></html>"""

DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">
<h1 dir="ltr"><span style="font-size:20pt">Port opens</span></h1>
<p dir="ltr"><span style="font-weight:400">It cost </span><a href="https://www.google.com/url?q=\
https://b.example/x&amp;sa=D"><span>twice</span></a><span> the plan</span><sup><a href="#ftnt1"
id="ftnt_ref1">[1]</a></sup><span>. He left.</span></p>
<p><span style="font-weight:700">What comes next</span></p><p><span>More.</span></p></b>
<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;See https://c.example/y.</span></p></div>"""


def test_words_pasted_from_word_come_through_clean() -> None:
    draft = read_rich(WORD)
    check(draft)
    assert kinds(draft) == [
        ("headline", "Port opens"),
        ("standfirst", "A new start"),
        ("furniture", "By Jane Doe"),
        ("paragraph", "It cost $1.2\u00a0billion, he said."),
        ("list_item", "One"),
        ("caption", "The port"),
        ("footnote", "The 2024 budget."),
    ]
    assert links(draft) == [
        ("$1.2\u00a0billion", "https://b.example/x?a=1&c=2", "Budget"),
        ("billion", "", "The 2024 budget."),
    ]
    assert (draft.title, draft.standfirst, draft.byline) == (
        "Port opens",
        "A new start",
        "Jane Doe",
    )


def test_words_pasted_from_google_docs_come_through_clean() -> None:
    draft = read_rich(DOCS)
    check(draft)
    assert kinds(draft) == [
        ("headline", "Port opens"),
        ("paragraph", "It cost twice the plan. He left."),
        ("subhead", "What comes next"),
        ("paragraph", "More."),
        ("footnote", "See https://c.example/y."),
    ]
    assert links(draft) == [
        ("twice", "https://b.example/x", ""),
        ("plan", "https://c.example/y", "See https://c.example/y."),
    ]


def test_headings_lists_tables_captions_and_highlights_are_blocks_of_their_own() -> None:
    draft = read_rich(
        "<h1>Port opens</h1><ul><li>It cost twice</li></ul><p>Story text.</p><h2>Why</h2>"
        "<ul><li>one<ul><li>two</li></ul></li></ul><table><caption>Costs</caption><tr><th>Year</th>"
        "<th>Cost</th></tr><tr><td>2015<td>$600m</table><figure><img src=x alt='not text'>"
        "<figcaption>The gate</figcaption></figure><h1>More</h1><p>01:04 - Source: CNN</p>"
    )
    check(draft)
    assert kinds(draft) == [
        ("headline", "Port opens"),
        ("highlight", "It cost twice"),
        ("paragraph", "Story text."),
        ("subhead", "Why"),
        ("list_item", "one"),
        ("list_item", "two"),
        ("caption", "Costs"),
        ("table_cell", "Year"),
        ("table_cell", "Cost"),
        ("table_cell", "2015"),
        ("table_cell", "$600m"),
        ("caption", "The gate"),
        ("subhead", "More"),
        ("furniture", "01:04 - Source: CNN"),
    ]
    assert "2015\n$600m" in draft.text
    assert "Cost\n\n2015" in draft.text


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    draft = read_rich("<table><tr><td><p>First words.</p><p>Second words.</p></td></tr></table>")
    assert kinds(draft) == [("paragraph", "First words."), ("paragraph", "Second words.")]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a <b>b</b><i> c</i>\n\n d</p>", "a b c d"),
        ("<p>He said <q>it is <q>good</q></q>.</p>", "He said “it is ‘good’”."),
        ("<p>10<sup>6</sup> m<sup>2</sup>, the 4<sup>th</sup></p>", "10⁶ m², the 4th"),
        ("<p>CO<sub>2</sub></p>", "CO2"),
        ("<p>one line<br>of words</p>", "one line of words"),
        ("<p>One line.<br>Another.</p>", "One line.\n\nAnother."),
        ("<p>one<br><br>two</p>", "one\n\ntwo"),
        ("<p>12 <del>dead</del>hurt</p>", "12 hurt"),
        ("<p>seen<span style='Display : none'>hidden</span></p>", "seen"),
        ("<p>seen<span hidden>hidden</span> <span class='sr-only'>x</span></p>", "seen"),
        ("<p>a<script>alert('<p>x</p>')</script><style>p{}</style><!-- c -->b</p>", "ab"),
        ("<p>AT&amp;T &lt;b&gt; &euro;5 &#8220;x&#8221; &#x93;</p>", "AT&T <b> €5 “x” “"),
        ("<p>a\u00adb\u200bc\ufeffd</p>", "abcd"),
        ("<p>\u202bשלום\u202c 👩\u200d🚒 e\u0301</p>", "\u202bשלום\u202c 👩\u200d🚒 e\u0301"),
        ("<p>un<p>closed <b>tags<p>here", "un\n\nclosed tags\n\nhere"),
        ("2 < 3 & 4 > 1", "2 < 3 & 4 > 1"),
        ("<pre>a\nb.\nc</pre>", "a b.\n\nc"),
        ("<div>loose<p>tight</p>tail</div>", "loose\n\ntight\n\ntail"),
        ("<p>a\0b\ud800</p>", "ab\ufffd"),
    ],
)  # fmt: skip
def test_the_words_are_those_a_reader_sees(html: str, text: str) -> None:
    draft = read_rich(html)
    check(draft)
    assert draft.text == text


def test_struck_words_are_left_out_with_a_warning() -> None:
    assert "struck through" in read_rich("<p>12 <s>dead</s> hurt</p>").warnings[0]
    assert read_rich("<p>12 hurt</p>").warnings == ()


def test_only_web_links_are_kept_and_without_their_outer_spaces() -> None:
    draft = read_rich(
        "<p><a href='javascript:alert(1)'>a</a> <a href='mailto:x@y.z'>b</a> <a href='/rel'>c</a> "
        "<a href='#top'>d</a> <a href='https://x.example/ y'>e</a> <a href='http://['>f</a>"
        "<a href=' HTTP://x.example '> good </a><a href='https://img.example'><img src=x></a></p>"
        "<a href='https://card.example/'><h2>Card</h2><p>Words</p></a>"
    )
    check(draft)
    assert links(draft) == [
        ("good", "http://x.example", ""),
        ("Card", "https://card.example/", ""),
        ("Words", "https://card.example/", ""),
    ]


def test_footnotes_of_an_encyclopedia_tie_to_the_word_before_them() -> None:
    draft = read_rich(
        "<p>Sales rose 5 percent.<sup><a href='#n1'>[1]</a></sup>"
        "<sup>[<a href='#n2'>2</a>]</sup></p>"
        "<ol><li id=n1><a href='#r1'>^</a> <a href='https://s.example/'>Smith</a>, 2020</li>"
        "<li id=n2>Own figures</li></ol>"
    )
    check(draft)
    assert kinds(draft) == [
        ("paragraph", "Sales rose 5 percent."),
        ("footnote", "Smith, 2020"),
        ("footnote", "Own figures"),
    ]
    assert links(draft) == [
        ("percent", "", "Own figures"),
        ("percent", "https://s.example/", "Smith, 2020"),
        ("Smith", "https://s.example/", ""),
    ]


def test_a_raised_number_that_links_out_is_a_mark_and_no_text() -> None:
    draft = read_rich("<p>It cost $5<sup><a href='https://x.example/' title='T'>1</a></sup>.</p>")
    assert draft.text == "It cost $5."
    assert links(draft) == [("5", "https://x.example/", "T")]


@pytest.mark.parametrize(
    "html", ["", "<p> </p>", "<script>x</script>", "<img alt=x>", "<!-- words"]
)
def test_markup_without_words_is_refused(html: str) -> None:
    with pytest.raises(Unreadable, match="no text"):
        read_rich(html)


BOMBS: dict[str, Any] = {
    "deep": "<div>" * 100_000 + "words",
    "formatting": "".join(f"<b id={n}>" for n in range(5_000)) + "<p>x" * 5_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">words",
    "entities": "&amp;" * 1_500_000,
    "blanks": "&nbsp;" * 1_500_000 + "words",
    "angles": "<" * 5_000_000,
    "comments": "<!--" * 1_000_000,
    "open quotes": "<p a=\"" * 300_000,
    "scripts": "<script>" * 500_000,
    "tables": "<table><tr><td>" * 30_000 + "words",
    "links": "<p>" + "<a href='http://x.example'>w</a>.<br>" * 9_000,
    "notes": "<p>" + "<a href='#f'>[1]</a> w " * 20_000 + "<p id=f>note",
}  # fmt: skip


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", BOMBS)
def test_hostile_markup_is_read_or_refused_in_seconds(name: str) -> None:
    sound_or_refused(lambda: read_rich(BOMBS[name]))


def test_words_nested_too_deeply_are_kept() -> None:
    assert read_rich("<div>" * 100_000 + "hello").text == "hello"


PARTS = [
    "<p>", "</p>", "<b>", "</b>", "<a href='#x'>", "<a href=http://a.example>", "</a>", "<sup>",
    "</sup>", "[1]", "text ", "x. ", "<table>", "<tr>", "<td>", "</table>", "<li>", "<ul>", "</ul>",
    "<br>", "<q>", "</q>", "<h1>", "</h1>", "<p id=x>", "&nbsp;", "\u00ad", "😀", "<del>", "</del>",
    "<!--", "-->", "<div hidden>", "</div>", "'", '"', "<figcaption>", "<pre>\n\n", "</pre>",
    "<select>", "<svg>", "<math>", "<template>", "</", "<", ">", "&", "\0",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_any_tag_soup_gives_sound_blocks_or_a_refusal(html: str) -> None:
    sound_or_refused(lambda: read_rich(html))
