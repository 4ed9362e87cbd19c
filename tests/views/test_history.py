"""The pages of history: of an article, of a source, of a person."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from claims.enums import Visibility
from claims.models import Article, Claim, User
from claims.services import accounts, articles, claims, evidence, sources, supports, verdicts
from tests import factories
from tests.people import person

from .pages import Element, find, page, place, signed_in, words

pytestmark = pytest.mark.django_db

CLAIM = "The repair cost 3.1 million crowns"
HURT = "no one was hurt in the storm"
EARLY = "We will not open a day early."
ARTICLE_READS = 15
PERSON_READS = 13
SOURCE_READS = 13


def of_article(article: Article, **asked: str) -> str:
    return reverse("article-history", args=[article.uid], query=asked)


def of_person(user: User, **asked: str) -> str:
    return reverse("person-history", args=[user.uid], query=asked)


def lines(answer: HttpResponse) -> list[str]:
    """Return the lines of the page as a person reads them, without their time."""
    assert answer.status_code == 200
    return [words(deed) for deed in find(page(answer), class_="log__deed")]


def in_panel(client: Client, claim: Claim) -> HttpResponse:
    """Return what the panel gets when somebody opens the history of ``claim``."""
    asked = {"HX-Request": "true", "HX-Target": "panel-log"}
    return client.get(of_article(claim.article, of=str(claim.uid)), headers=asked)


def links(answer: HttpResponse) -> dict[str, str]:
    return {words(a): str(a.get("href")) for a in find(page(answer), "a")}


def facets(answer: HttpResponse, group: str) -> list[tuple[str, str, int]]:
    """Return the filters of one group: what each is called, where it leads, and its number."""
    (found,) = find(page(answer), aria_labelledby=f"facet-{group}")
    return [(label(a), str(a.get("href")), count(a)) for a in find(found, "a")]


def label(facet: Element) -> str:
    return str(facet.text).strip()


def count(facet: Element) -> int:
    (number,) = find(facet, class_="facet__count")
    return int(words(number))


# --- an article -----------------------------------------------------------------------------------


def test_an_article_tells_who_did_what_to_which_claim() -> None:
    article = factories.article()
    claim = factories.claim(article, CLAIM)
    factories.support(claim, by=person("cleo"))
    answer = signed_in("rita").get(of_article(article))
    assert lines(answer)[:4] == [
        f"Cleo Checker changed evidence, and the state followed · claim 1 “{CLAIM}”"
        " check state: To check → Checking",
        f"Cleo Checker attached evidence · claim 1 “{CLAIM}” evidence: example.org/a",
        "Carl Checker moved the article on stage: Incoming → In check",
        f"Carl Checker raised the claim · claim 1 “{CLAIM}”",
    ]
    there = links(answer)
    assert there[f"claim 1 “{CLAIM}”"] == claim.get_absolute_url()
    assert there["Carl Checker"] == of_person(person("carl"))


def test_the_page_stands_behind_a_link_of_the_article_and_of_its_claim() -> None:
    claim = factories.claim(factories.article(), CLAIM)
    client = signed_in("carl")
    there = links(client.get(claim.get_absolute_url()))
    assert there["History"] == of_article(claim.article)
    assert there["The whole history"] == of_article(claim.article, of=str(claim.uid))
    assert lines(client.get(there["The whole history"])) == [
        f"Carl Checker raised the claim · claim 1 “{CLAIM}”"
    ]


def test_the_panel_tells_in_the_same_words() -> None:
    claim = factories.claim(factories.article(), CLAIM)
    claims.assign_claim(claim=claim, assignee=person("carl"), by=person("carl"))
    answer = in_panel(signed_in("cleo"), claim)
    assert lines(answer)[0] == (
        "Carl Checker assigned it assigned to: nothing → Carl Checker"
        " check state: To check → Checking"
    )
    assert links(answer)["Carl Checker"] == of_person(person("carl"))


def test_each_filter_leads_to_as_many_lines_as_it_says() -> None:
    article = factories.article()
    factories.support(factories.claim(article, CLAIM), by=person("cleo"))
    factories.statement(article, EARLY)
    client = signed_in("rita")
    answer = client.get(of_article(article))
    for group in ("who", "what"):
        options = facets(answer, group)
        assert len(options) > 1
        assert sum(number for _, _, number in options) == len(lines(answer))
        for name, url, number in options:
            there = client.get(url)
            assert len(lines(there)) == number, name
            (chosen,) = [
                a for a in find(page(there), "a", aria_current="true") if "facet" in a.get("class")
            ]
            assert label(chosen) == name
            assert len(lines(client.get(str(chosen.get("href"))))) == len(lines(answer))


def test_a_long_history_goes_on_on_another_page_and_keeps_its_filters() -> None:
    article = factories.article()
    claim = factories.claim(article, CLAIM)
    for number in range(60):
        verdicts.note_finding(claim=claim, note=f"note {number}", by=person("cleo"))
    client = signed_in("carl")
    first = client.get(of_article(article, who=str(person("cleo").uid)))
    second = client.get(links(first)["Next page"])
    assert (len(lines(first)), len(lines(second))) == (50, 10)
    assert "60 entries" in words(page(second))
    seen = [line.rpartition(" ")[2] for line in lines(first) + lines(second)]
    assert seen == [str(number) for number in reversed(range(60))]
    assert lines(client.get(links(second)["First page"])) == lines(first)


def test_what_people_typed_is_text_and_never_a_part_of_the_page() -> None:
    evil = '<script>alert(1)</script><img src=x onerror="x"> & “quoted”'
    claim = factories.claim(factories.article(), CLAIM)
    claims.edit_claim(claim=claim, by=person("carl"), text=evil)
    claim.refresh_from_db()
    verdicts.note_finding(claim=claim, note=f"{evil}\n\n{evil} " * 20, by=person("carl"))
    claim.refresh_from_db()
    verdicts.call_not_checkable(claim=claim, reason=evil, by=person("carl"))
    claim.refresh_from_db()
    verdicts.reopen(claim=claim, reason=evil, by=person("edda"))
    accounts.edit_profile(by=person("carl"), name="<b>Carl</b>")
    claims.assign_claim(claim=claim, assignee=person("carl"), by=person("edda"))
    for url in (of_article(claim.article), of_person(person("edda")), claim.get_absolute_url()):
        answer = signed_in("rita").get(url)
        assert b"alert(1)</script>" not in answer.content
        assert b"<img src=x" not in answer.content
        assert b"<b>Carl" not in answer.content


def test_nothing_fits_says_so_and_leads_back() -> None:
    article = factories.article()
    answer = signed_in("carl").get(of_article(article, who=str(person("edda").uid)))
    assert lines(answer) == []
    assert "No entry fits" in words(page(answer))
    assert links(answer)["Show everything"] == of_article(article)


@pytest.mark.parametrize("number", [1, 3])
def test_an_article_takes_the_same_few_reads_however_long_its_history(
    number: int, client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    article = factories.article()
    for text in (CLAIM, HURT, "40 mooring posts")[:number]:
        claim = factories.claim(article, text)
        factories.support(claim, by=person("cleo"), url=f"https://example.org/{claim.number}")
        claims.assign_claim(claim=claim, assignee=person("carl"), by=person("rita"))
        factories.statement(article, text)
    client.force_login(person("rita"))
    with django_assert_num_queries(ARTICLE_READS):
        assert len(lines(client.get(of_article(article)))) > 4 * number


# --- a source -------------------------------------------------------------------------------------


def test_a_source_leads_to_its_history_and_so_does_one_merged_into_it(client: Client) -> None:
    client.force_login(person("carl"))
    source, other = factories.source("Ines Volk"), factories.source("I. Volk")
    sources.add_alias(source=source, name="Inés Volk", by=person("carl"))
    sources.merge_source(source=other, into=source, by=person("carl"))
    url = links(client.get(source.get_absolute_url()))["History"]
    assert url == reverse("source-history", args=[source.uid])
    assert lines(client.get(url)) == [
        "Carl Checker merged it into another source · source “I. Volk”"
        " merged into: nothing → Ines Volk",
        "Carl Checker added another name other name: Inés Volk",
    ]
    answer = client.get(reverse("source-history", args=[other.uid]))
    assert (answer.status_code, answer["Location"]) == (302, url)


@pytest.mark.parametrize("number", [1, 3])
def test_a_source_takes_the_same_few_reads(
    number: int, client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    source = factories.source("Ines Volk")
    for name in ("I. Volk", "Volk", "the harbour master")[:number]:
        other = factories.source(name)
        sources.merge_source(source=other, into=source, by=person("carl"))
    client.force_login(person("rita"))
    with django_assert_num_queries(SOURCE_READS):
        answer = client.get(reverse("source-history", args=[source.uid]))
    assert len(lines(answer)) == number


# --- a person -------------------------------------------------------------------------------------


def test_the_own_history_stands_in_the_menu() -> None:
    carl = person("carl")
    there = links(signed_in("carl").get(reverse("profile")))
    assert there["What you did"] == of_person(carl)


def test_a_person_tells_in_which_article_it_was() -> None:
    claim = factories.claim(factories.article(), CLAIM, by=person("cleo"))
    answer = signed_in("rita").get(of_person(person("cleo")))
    assert (
        lines(answer)[-1] == f"Cleo Checker raised the claim · claim 1 “{CLAIM}” in {claim.article}"
    )
    assert links(answer)[str(claim.article)] == claim.article.get_absolute_url()
    assert "Done to" in words(page(answer))
    assert not find(page(answer), aria_labelledby="facet-who")


@pytest.mark.parametrize(
    ("viewer", "whose", "status"),
    [
        ("ada", "ada", 200),
        ("ada", "carl", 404),
        ("carl", "ada", 200),
        ("adam", "ada", 200),
        ("nora", "nora", 403),
    ],
)
def test_authors_open_only_their_own(viewer: str, whose: str, status: int) -> None:
    assert signed_in(viewer).get(of_person(person(whose))).status_code == status


def test_an_author_who_is_a_checker_too_is_of_the_newsroom(client: Client) -> None:
    ada = person("ada")
    ada.is_checker = True
    ada.save()
    client.force_login(ada)
    assert client.get(of_person(person("carl"))).status_code == 200


def test_nobody_of_that_address_is_not_there() -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    for viewer in ("carl", "adam", "ada"):
        answer = signed_in(viewer).get(reverse("person-history", args=[nobody]))
        assert answer.status_code == 404


def test_what_happened_in_an_article_for_named_people_is_not_on_the_page() -> None:
    cleo = person("cleo")
    hidden = factories.article(by=cleo, visibility=Visibility.NAMED)
    Article.objects.filter(pk=hidden.pk).update(title="Zanzibar deal")
    factories.claim(hidden, CLAIM, by=cleo)
    shown = factories.claim(factories.article(by=cleo), HURT, by=cleo)
    for viewer in ("carl", "edda", "adam"):
        answer = signed_in(viewer).get(of_person(cleo))
        seen = words(page(answer))
        assert "No one was hurt" in seen
        assert CLAIM not in seen
        assert "Zanzibar" not in seen
        numbers = [number for _, _, number in facets(answer, "what")]
        assert sum(numbers) == len(lines(answer)) == 3, viewer  # brought in, moved on, raised
    assert signed_in("edda").get(of_article(hidden)).status_code == 404
    assert shown.article_id


def test_evidence_for_named_people_has_no_name_in_any_page_or_panel() -> None:
    claim = factories.claim(factories.article(), CLAIM)
    claim.article.authors.add(person("ada"))
    memo = evidence.add_evidence(
        by=person("carl"), url="https://x.example/s", title="Leaked memo", visibility="named"
    )
    supports.attach(
        evidence=memo, target=claim, by=person("carl"), stance="supports", note="by the mole"
    )
    pages = [of_article(claim.article), of_person(person("carl")), claim.get_absolute_url()]
    for viewer in ("cleo", "edda", "adam", "ada"):
        for url in [*pages, None]:
            client = signed_in(viewer)
            answer = client.get(url) if url else in_panel(client, claim)
            if viewer == "ada" and url == pages[1]:
                assert answer.status_code == 404
                continue
            if url != pages[2]:
                assert "confidential evidence" not in words(page(answer)), (viewer, url)
            assert b"Leaked memo" not in answer.content
            assert b"mole" not in answer.content
    for url in pages:
        assert "Leaked memo" in words(page(signed_in("carl").get(url)))
    assert "Leaked memo" in words(page(in_panel(signed_in("carl"), claim)))


def test_the_panel_asks_for_the_history_of_its_claim_when_somebody_opens_it() -> None:
    claim = factories.claim(factories.article(), CLAIM)
    client = signed_in("carl")
    assert lines(client.get(claim.get_absolute_url())) == []
    (line,) = lines(in_panel(client, claim))
    assert line.startswith("Carl Checker raised")
    assert CLAIM not in line  # whose history it is stands above
    assert in_panel(signed_in("ada"), claim).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_person_takes_the_same_few_reads(
    number: int, client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    for text in (CLAIM, HURT, "40 mooring posts")[:number]:
        article = factories.article()
        claim = factories.claim(article, text, by=person("cleo"))
        factories.support(claim, by=person("cleo"), url=f"https://example.org/{article.pk}")
        articles.archive_article(article=article, by=person("edda"))
    client.force_login(person("rita"))
    with django_assert_num_queries(PERSON_READS):
        assert len(lines(client.get(of_person(person("cleo"))))) > 2 * number


def test_a_stranger_to_the_claim_is_no_more_than_a_name() -> None:
    """An author reads who worked on her article, without links she could not follow."""
    claim = factories.claim(factories.article(), CLAIM)
    claim.article.authors.add(person("ada"))
    answer = signed_in("ada").get(of_article(claim.article))
    assert any(line.startswith("Carl Checker raised") for line in lines(answer))
    assert of_person(person("carl")) not in links(answer).values()
    assert place("claim-detail", Claim.objects.get()) in links(answer).values()
