import datetime

import pytest

from claims.formats import Unreadable, read_page

from .reading import check, kinds, links, sound_or_refused

PAGE = """<!DOCTYPE html><html lang="en-GB"><head>
<title>Tunnel opens after nine years | City Post</title>
<meta name="description" content="The road under the harbour cost twice what was planned.">
<script type="application/ld+json">{"@type": "NewsArticle",
"headline": "Tunnel opens after nine years",
"author": {"name": "Jane Doe"}, "datePublished": "2024-05-03"}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<header><h1>City Post</h1></header><main><article><h1>Tunnel opens after nine years</h1>
<p class="sub">The road under the harbour cost twice what was planned.</p>
<p class="byline">By Jane Doe</p>
<figure><img src=x><figcaption>The north gate on Friday. Photo: A. Person</figcaption></figure>
<div class="body"><p>The tunnel opened on Friday, nine years after work began, the
<a href="/mayor">mayor's office</a> said.</p>
<ul class="storyhighlights"><li>Cost twice the plan</li></ul>
<p>It cost $1.2 billion, twice the sum the council had set aside in 2015, according to
<a href="https://budget.example/2024">the budget</a>.</p>
<nav>Jump to the words below</nav><h2>What went wrong</h2>
<p>Engineers blamed soft ground under the eastern pier, which sank by 12 centimetres in a year.</p>
<p>“We had no choice but to stop,” said Ann Lee, the chief engineer, at a hearing.</p>
<p>She added: “It was right.”</p>
<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2015</td><td>$600m</td></tr></table>
<p>Traffic is to reach 40,000 cars a day by the end of the year, the port said.</p></div>
</article><aside><h3>Related</h3><ul><li><a href="/1">Bridge closes for winter</a></li></ul></aside>
</main>
<footer><p>Terms and conditions apply to everything on this page, says the City Post.</p></footer>
</body></html>"""


def test_a_page_gives_its_article_with_blocks_links_and_facts_about_it() -> None:
    draft = read_page(PAGE.encode(), url="https://citypost.example/a/b")
    check(draft)
    assert kinds(draft) == [
        ("headline", "Tunnel opens after nine years"),
        ("standfirst", "The road under the harbour cost twice what was planned."),
        ("caption", "The north gate on Friday. Photo: A. Person"),
        (
            "paragraph",
            "The tunnel opened on Friday, nine years after work began, the mayor's office said.",
        ),
        ("highlight", "Cost twice the plan"),
        (
            "paragraph",
            "It cost $1.2 billion, twice the sum the council had set aside in 2015, "
            "according to the budget.",
        ),
        ("subhead", "What went wrong"),
        (
            "paragraph",
            "Engineers blamed soft ground under the eastern pier, "
            "which sank by 12 centimetres in a year.",
        ),
        (
            "paragraph",
            "“We had no choice but to stop,” said Ann Lee, the chief engineer, at a hearing.",
        ),
        ("paragraph", "She added: “It was right.”"),
        ("table_cell", "Year"),
        ("table_cell", "Cost"),
        ("table_cell", "2015"),
        ("table_cell", "$600m"),
        (
            "paragraph",
            "Traffic is to reach 40,000 cars a day by the end of the year, the port said.",
        ),
    ]
    assert links(draft) == [
        ("mayor's office", "https://citypost.example/mayor", ""),
        ("the budget", "https://budget.example/2024", ""),
    ]
    assert draft.title == "Tunnel opens after nine years"
    assert draft.standfirst == "The road under the harbour cost twice what was planned."
    assert draft.byline == "Jane Doe"
    assert draft.published == datetime.date(2024, 5, 3)
    assert draft.language == "en-gb"
    assert draft.warnings == ()


def test_without_an_address_relative_links_are_no_links() -> None:
    assert [words for words, _url, _title in links(read_page(PAGE))] == ["the budget"]


def test_a_page_without_a_heading_takes_its_title_without_the_site() -> None:
    page = PAGE.replace("<h1>Tunnel opens after nine years</h1>", "").replace('"headline"', '"x"')
    draft = read_page(page)
    assert kinds(draft)[0] == ("headline", "Tunnel opens after nine years")


def test_a_page_in_an_old_encoding_is_read_by_its_own_word() -> None:
    body = "".join(
        f"<p>Порт №{n} открылся в пятницу, сказал мэр города журналистам.</p>" for n in range(9)
    )
    page = f"<html><head><meta charset=windows-1251><title>Порт</title><body>{body}</body></html>"
    assert "Порт №3 открылся" in read_page(page.encode("cp1251")).text


def test_a_page_too_large_for_extraction_is_read_whole_but_for_its_menus() -> None:
    body = "".join(f"<p><b>Part {n}</b> of the words.</p>" for n in range(8_500))
    draft = read_page(f"<title>Long</title><nav>Menu here</nav><article>{body}</article>")
    check(draft)
    assert "Part 8499 of the words." in draft.text
    assert "Menu" not in draft.text
    assert "could not be told apart" in draft.warnings[0]


@pytest.mark.parametrize("page", ["", b"", "<html><body><script>app()</script></body></html>"])
def test_a_page_without_words_is_refused(page: str | bytes) -> None:
    with pytest.raises(Unreadable):
        read_page(page)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "html",
    [
        "<p>a</p>" * 60_000,
        "<p>" + "<span>hello </span>" * 14_000,
        "<div>" * 100_000 + "<p>words that are nested deeply</p>",
        "<p>&nbsp;" * 60_000 + "words",
    ],
    ids=["paragraphs", "spans", "depth", "blanks"],
)
def test_hostile_pages_are_read_or_refused_in_seconds(html: str) -> None:
    sound_or_refused(lambda: read_page(f"<html><body><article>{html}"))
