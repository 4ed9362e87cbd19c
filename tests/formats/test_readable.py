"""Stored pages to be read: what is kept of them, and that no markup makes it slow."""

import time

import pytest

from claims.formats import Unreadable
from claims.formats.readable import readable

BASE = "https://port.example/news/report"


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("<P>One<br>two<p>three", "<p>One<br>two</p><p>three</p>"),
        ("<b>B</b> <em>e</em> <font color=red>f</font>", None),
        ("<table><tr><th scope=row>a<td rowspan=2>b</table>", None),
        ("<ol start=3 type=a><li value=5>x</ol>", '<ol start="3"><li value="5">x</li></ol>'),
        ("<p lang=fr dir=rtl onclick=x style=y id=z class=w>q", '<p lang="fr" dir="rtl">q</p>'),
        ("<img alt='' src=x><img src=x>a<img alt=' A  pier '>", None),
        ("a < b & c &lt;i&gt;", "a &lt; b &amp; c &lt;i&gt;"),
        ("<label>Name</label><button>Go</button><select><option>x</select>", "<span>Name</span>"),
        ("<p lang='x\" onclick=1'>q", "<p>q</p>"),
    ],
)
def test_structure_is_kept_and_all_else_is_not(markup: str, html: str | None) -> None:
    told = {
        "<b>B": '<span class="bold">B</span> <span class="italic">e</span> <span>f</span>',
        "<tab": '<table><tbody><tr><th scope="row">a</th><td rowspan="2">b</td></tr></tbody>'
        "</table>",
        "<img": 'a<span class="picture">Picture: A pier</span>',
    }
    assert readable(markup).html == (html or told[markup[:4]])


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("/x?a=1&amp;b=2", "https://port.example/x?a=1&amp;b=2"),
        ("next", "https://port.example/news/next"),
        ("//far.example", "https://far.example"),
        ("javascript:alert(1)", ""),
        ("JaVa\tscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("#below", ""),
        ("http://[", ""),
    ],
)
def test_a_link_is_whole_or_none(href: str, leads_to: str) -> None:
    found = readable(f'<a href="{href}" target=_self rel=opener ping=//e>x</a>', base=BASE).html
    rel = 'rel="noopener noreferrer nofollow"'
    link = f'<a href="{leads_to}" title="{leads_to}" target="_blank" {rel}>x</a>'
    assert found == (link if leads_to else f"<a {rel}>x</a>")


def test_the_page_says_in_which_language_it_is_and_where_its_paths_begin() -> None:
    page = "<html lang='pt-BR'><base href='/deep/'><base href=//evil.example><a href=x>y</a>"
    found = readable(page, base=BASE)
    assert found.language == "pt-BR"
    assert 'href="https://port.example/deep/x"' in found.html
    assert readable("<html lang='\"><script>'>x").language == ""


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 10_000 + "deep",
        "<b><i><u>" * 5_000 + "<p>x" * 10_000,
        "<table><tr><td>" * 10_000 + "deep",
        ("<a href=//x.example/>" + "<font>") * 10_000 + "<p>x" * 10_000,
        "<table>" + "<a href=//x.example/y>x" * 30_000,
        "<sup>" * 150 + "<p>x</p>" * 30_000,
        "<svg><select>" * 5_000 + "<p>words",
        "&lt;" * 59_000,
        "<p " + "a=b " * 1_250_000 + ">x",
        "<" * 5_000_000,
        "&amp;" * 1_000_000,
        "<p>many words and more words of the kind until the line ends" * 80_000,
        "<!--" * 1_000_000,
        "<script>" * 500_000,
    ],
    ids=range(14),
)
def test_no_markup_makes_it_slow(markup: str) -> None:
    begun = time.process_time()
    try:
        found = readable(markup, base=BASE).html
    except Unreadable:
        found = ""
    assert time.process_time() - begun < 5
    assert len(found) < 5_000_000
