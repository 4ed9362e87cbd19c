"""The list of articles: filters, counts, paging, and who sees what."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims.enums import Stage, Visibility
from claims.models import Article
from claims.queries import articles as query
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db
COST = "The repair cost 3.1 million crowns"
URL = "/articles/"


@pytest.fixture(autouse=True)
def _carl(client: Client) -> None:
    client.force_login(person("carl"))


def titles(client: Client, **asked: str) -> list[str]:
    return [line.article.title for line in client.get(URL, asked).context["found"].lines]


def counts(client: Client, name: str, **asked: str) -> dict[str, int]:
    return {o.key: o.count for o, _ in client.get(URL, asked).context[name] if o.count}


def test_what_is_at_work_stands_here_newest_first(client: Client) -> None:
    factories.article(title="Old")
    factories.article(title="New", stage=Stage.IN_CHECK)
    for stage in (Stage.CLEARED, Stage.PUBLISHED, Stage.KILLED):
        factories.article(title=stage, stage=stage)
    factories.article(title="Gone", archived_at=timezone.now())
    assert titles(client) == ["New", "Old"]
    assert titles(client, stage="killed") == ["killed"]
    assert titles(client, stage="archived") == ["Gone"]
    assert titles(client, stage="nonsense") == ["New", "Old"]
    assert len(titles(client, stage="all")) == 5


def test_every_count_is_as_long_as_its_list(client: Client) -> None:
    city = factories.desk("City")
    factories.article(title="A", desk=city, lead_checker=person("carl"))
    factories.article(title="B", desk=city, stage=Stage.PUBLISHED, by=person("cleo"))
    factories.article(title="C").authors.add(person("carl"))
    factories.article(title="D", archived_at=timezone.now())
    for name, key in [("stages", "stage"), ("desks", "desk"), ("whose", "mine")]:
        for option, url in client.get(URL).context[name]:
            found = client.get(url).context["found"]
            expected = option.count if key == "stage" or not option.chosen else None
            assert expected is None or len(found.lines) == expected, (key, option)
    assert counts(client, "stages") == {
        "work": 2,
        "incoming": 2,
        "published": 1,
        "archived": 1,
        "all": 3,
    }
    assert counts(client, "desks") == {"city": 1, "none": 1}
    assert counts(client, "whose") == {"lead": 1, "written": 1, "imported": 2}


def test_filters_combine(client: Client) -> None:
    city = factories.desk("City")
    factories.article(title="Ferry", desk=city, lead_checker=person("carl"))
    factories.article(title="Bridge", desk=city)
    factories.article(title="Ferry in the fog", byline="B. Ridge")
    assert titles(client, desk="city", text="ferry") == ["Ferry"]
    assert titles(client, text="FERRY fog") == ["Ferry in the fog"]
    assert titles(client, text="ridge") == ["Ferry in the fog", "Bridge"]
    assert titles(client, desk="none", mine="imported") == ["Ferry in the fog"]
    assert titles(client, mine="lead") == ["Ferry"]
    assert titles(client, desk="nowhere") == []
    assert "No article fits" in client.get(URL, {"desk": "nowhere"}).content.decode()


@pytest.mark.parametrize("value", ["\x00", "%", "'; --", "\U0001f6a2", "x" * 5000, "a " * 400])
def test_nothing_one_may_ask_breaks_the_page(client: Client, value: str) -> None:
    factories.article()
    for key in ("text", "stage", "desk", "mine", "after"):
        assert client.get(URL, {key: value}).status_code == 200


def test_pages_follow_each_other(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "PER_PAGE", 2)
    for number in range(5):
        factories.article(title=str(number), desk=factories.desk())
    answer = client.get(URL, {"desk": "city"})
    seen = []
    while True:
        seen += [line.article.title for line in answer.context["found"].lines]
        if not answer.context["next_url"]:
            break
        answer = client.get(answer.context["next_url"])
    assert seen == ["4", "3", "2", "1", "0"]
    assert answer.context["first_url"] == "/articles/?desk=city"
    assert answer.context["found"].total == 5


def test_what_one_may_not_read_is_not_even_counted(client: Client) -> None:
    article = factories.article(title="Secret", visibility=Visibility.NAMED, desk=factories.desk())
    factories.claim(article, COST)
    for who in ("cleo", "rita", "edda", "adam", "ada"):
        client.force_login(person(who))
        for asked in ({}, {"stage": "all"}, {"text": "secret"}, {"desk": "city"}):
            html = client.get(URL, asked).content.decode()
            assert str(article.uid) not in html
            assert "Secret" not in html
        assert counts(client, "stages") == {}
        assert counts(client, "desks") == {}
    article.readers.add(person("cleo"))
    client.force_login(person("cleo"))
    assert titles(client) == ["Secret"]


def test_an_author_finds_their_own_articles_of_every_stage(client: Client) -> None:
    factories.article(title="Mine", stage=Stage.PUBLISHED).authors.add(person("ada"))
    factories.article(title="Other")
    client.force_login(person("ada"))
    assert titles(client) == ["Mine"]
    assert "Import" not in client.get(URL).content.decode()


def test_part_of_the_page_comes_to_htmx(client: Client) -> None:
    factories.article(title="Ferry")
    answer = client.get(URL, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert html.lstrip().startswith('<div id="articles"')
    assert "Ferry" in html
    assert "HX-Request" in answer["Vary"]
    back = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get(URL, headers=back).content.decode()


def test_counts_of_an_article_not_at_work_ask_the_queue_for_it(client: Client) -> None:
    article = factories.article(stage=Stage.PUBLISHED)
    factories.claim(article, COST)
    Article.objects.update(stage=Stage.PUBLISHED)
    html = client.get(URL, {"stage": "published"}).content.decode()
    assert f"/queue/?article={article.uid}&amp;stage=all" in html
    answer = client.get(f"/queue/?article={article.uid}&stage=all")
    assert answer.content.decode().count("data-walk-row") == 1


def test_only_people_with_a_role_get_in(client: Client) -> None:
    client.force_login(person("nora"))
    assert client.get(URL).status_code == 403
    client.logout()
    assert client.get(URL).status_code == 302


def test_the_list_costs_the_same_at_one_and_at_three_rows(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    for more in (1, 2):
        for _ in range(more):
            article = factories.article(desk=factories.desk(), lead_checker=person("rita"))
            factories.claim(article, COST)
            factories.statement(article, "no one was hurt in the storm")
        with django_assert_num_queries(12):
            client.get(URL)
