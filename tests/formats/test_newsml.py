"""NewsML-G2: one item or a message, XHTML, NITF and plain bodies, and hostile XML."""

import datetime

import pytest

from claims.formats import Unreadable, WireItem, read_file, read_wire

from .reading import check, kinds, links

XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><x:html xmlns:x="http://www.w3.org/1999/xhtml">'
    "<x:head><x:title>no</x:title></x:head><x:body><x:p>The bridge cost 5 &lt; 6 million, "
    '<x:a href="https://a.example/m">the mayor</x:a> said.</x:p><x:p>It closed.</x:p></x:body>'
    "</x:html></inlineXML>"
)
NITF = (
    '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">'
    "<head><title>no</title></head><body><body.head><hedline><hl1>Old bridge closed</hl1></hedline>"
    "<byline>By Ada Brandt</byline><dateline><location>no</location></dateline></body.head>"
    "<body.content><block><p>The bridge of <location>Lorn</location> cost $4 million.</p></block>"
    '<media media-type="image"><media-metadata name="x">no</media-metadata>'
    "<media-caption>The bridge in May</media-caption></media></body.content></body></nitf>"
    "</inlineXML>"
)
PLAIN = (
    "<inlineData contenttype='text/plain'>The bridge cost $4 million.\n\nIt closed.</inlineData>"
)
HTML = "<inlineData contenttype='text/html'>&lt;p&gt;The bridge closed.&lt;/p&gt;</inlineData>"


def news_item(
    content: str = PLAIN,
    *,
    meta: str = '<pubStatus qcode="stat:usable"/>',
    kind: str = "ninat:text",
    guid: str = "tag:agency.example,2026:1",
) -> str:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="3"'
        ' standard="NewsML-G2" standardversion="2.34" conformance="power" xml:lang="en-GB">'
        '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"/>'
        f'<itemMeta><itemClass qcode="{kind}"/><provider qcode="nprov:X"/>'
        f"<versionCreated>2026-01-02T10:00:00+02:00</versionCreated>{meta}</itemMeta>"
        "<contentMeta><by>By Ada Brandt</by><headline>Old bridge\n closed</headline></contentMeta>"
        f"<contentSet>{content}</contentSet></newsItem>"
    )


def read(text: str, encoding: str = "utf-8") -> WireItem:
    found = read_wire(text.encode(encoding), name="item.xml")
    assert found is not None
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize(
    "content", [XHTML, NITF, PLAIN, HTML], ids=["xhtml", "nitf", "text", "html"]
)
def test_an_item_tells_who_it_is_and_when(content: str, encoding: str) -> None:
    found = read(news_item(content), encoding)
    assert found.uri == "tag:agency.example,2026:1"
    assert found.version_at == datetime.datetime(2026, 1, 2, 8, tzinfo=datetime.UTC)
    assert (found.pub_status, found.embargo_until) == ("usable", None)
    assert found.draft is not None
    check(found.draft)
    assert found.draft.title == "Old bridge closed"
    assert found.draft.byline == "Ada Brandt"
    assert found.draft.language == "en-gb"
    assert kinds(found.draft)[0] == ("headline", "Old bridge closed")
    assert "no" not in found.draft.text.split()


def test_xhtml_keeps_links_and_signs_under_any_prefix() -> None:
    draft = read(news_item(XHTML)).draft
    assert draft is not None
    assert kinds(draft)[1:] == [
        ("paragraph", "The bridge cost 5 < 6 million, the mayor said."),
        ("paragraph", "It closed."),
    ]
    assert links(draft) == [("the mayor", "https://a.example/m", "")]


def test_nitf_keeps_what_its_parts_are() -> None:
    draft = read(news_item(NITF)).draft
    assert draft is not None
    assert kinds(draft) == [
        ("headline", "Old bridge closed"),
        ("furniture", "By Ada Brandt"),
        ("paragraph", "The bridge of Lorn cost $4 million."),
        ("caption", "The bridge in May"),
    ]


def test_a_message_gives_its_one_text() -> None:
    picture = news_item("", kind="ninat:picture", guid="tag:agency.example,2026:2")
    message = (
        '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/>'
        f"<itemSet>{picture}{news_item()}</itemSet></newsMessage>"
    )
    assert read(message).uri == "tag:agency.example,2026:1"
    with pytest.raises(Unreadable, match="several articles"):
        read(message.replace("ninat:picture", "ninat:text"))


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        ("", "usable"),
        ('<pubStatus qcode="stat:withheld"/>', "withheld"),
        ('<pubStatus qcode="x:canceled"/>', "canceled"),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/usable"/>', "usable"),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', "canceled"),
        ('<pubStatus qcode="stat:whatever"/>', "withheld"),
        ("<embargoed/>", "withheld"),
        ('<embargoed/><pubStatus qcode="stat:canceled"/>', "canceled"),
    ],
)
def test_the_publishing_status_is_honoured(meta: str, status: str) -> None:
    assert read(news_item(meta=meta)).pub_status == status


def test_the_embargo_is_read() -> None:
    found = read(news_item(meta="<embargoed>2026-01-03T06:00:00-05:00</embargoed>"))
    assert found.embargo_until == datetime.datetime(2026, 1, 3, 11, tzinfo=datetime.UTC)
    assert found.pub_status == "usable"


def test_a_cancelled_item_needs_no_words() -> None:
    found = read(news_item("", meta='<pubStatus qcode="stat:canceled"/>'))
    assert found.draft is None


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BILLION = f'<?xml version="1.0"?><!DOCTYPE newsItem [<!ENTITY l0 "ha">{LAUGHS}]>'
NESTED, CLOSED = "<contentSet><inlineXML>", "</inlineXML></contentSet>"
MANY = "<newsItem>"
LAUGH = "<inlineData>&l11;</inlineData>"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (BILLION + news_item(LAUGH), "entities"),
        (BILLION + news_item().replace("stat:usable", "&l11;"), "entities"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///a">]><newsItem>&a;</newsItem>', "entities"),
        ('<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]><newsItem/>', "entities"),
        ("<newsItem>" + "<a>" * 100_000, "damaged"),
        ("<newsItem>" + "<a>" * 5000 + "</a>" * 5000 + "</newsItem>", "damaged"),
        ("<newsItem>&nbsp;</newsItem>", "damaged"),
        ("<newsItem", "damaged"),
        ("<rss version='2.0'><channel/></rss>", "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
        ("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "no NewsML-G2"),
        ("<newsItem/>", "no identifier"),
        ("<newsMessage/>", "no article text"),
        (news_item(""), "no article text"),
        (news_item('<remoteContent href="http://127.0.0.1/x"/>'), "no article text"),
        (news_item('<inlineData encoding="base64">aGVsbG8=</inlineData>'), "no article text"),
        (news_item(meta="<embargoed>tomorrow</embargoed>"), "“tomorrow”"),
        (news_item(NESTED * 250 + "<a/>" * 500_000 + CLOSED * 250), "damaged|no article text"),
        (MANY * 200 + "<a/>" * 500_000 + "</newsItem>" * 200, "no identifier"),
        (news_item("<inlineData>" + "y" * 11_000_000 + "</inlineData>"), "larger than 10 MB"),
    ],
)  # fmt: skip
def test_hostile_xml_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read(text)


def test_entities_hidden_in_another_encoding_are_seen() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><newsItem/>'
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        with pytest.raises(Unreadable):
            read(text, encoding)
    ebcdic = text.replace("utf-16", "IBM037").encode("cp037")
    with pytest.raises(Unreadable):
        read_file(ebcdic, name="item.xml")


def test_what_a_document_type_points_to_is_not_fetched() -> None:
    found = read('<!DOCTYPE newsItem SYSTEM "http://127.0.0.1:9/x.dtd">' + news_item())
    assert found.uri == "tag:agency.example,2026:1"
