"""The page of the newsroom's words: add, take away, try."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from claims.models import LexiconEntry
from claims.services import lexicon
from tests import factories
from tests.people import person

from .pages import page as read
from .pages import signed_in, words

pytestmark = pytest.mark.django_db


def said(answer: HttpResponse) -> str:
    return words(read(answer))


@pytest.fixture
def edda() -> Client:
    return signed_in("edda")


def test_an_editor_adds_a_word_and_takes_it_away(edda: Client) -> None:
    told = {"kind": "cue", "text": "Gripe"}
    page = edda.post(reverse("lexicon"), told, follow=True)
    assert "“gripe” is added." in said(page)
    entry = LexiconEntry.objects.get()
    assert "Edda Editor" in said(page)
    for _again in range(2):
        page = edda.post(reverse("lexicon-removal", args=[entry.uid]), follow=True)
        assert page.status_code == 200
    assert "No words of your own yet" in said(page)


def test_a_refused_word_stays_typed(edda: Client) -> None:
    page = edda.post(reverse("lexicon"), {"kind": "role", "text": "point out"})
    assert page.status_code == 422
    assert "Type one word" in said(page)
    assert 'value="point out"' in page.content.decode()
    assert not LexiconEntry.objects.exists()


def test_a_trial_reads_with_the_words_and_keeps_nothing(edda: Client) -> None:
    lexicon.add_entry(kind="cue", text="gripe", by=person("edda"))
    passage = "Ines Volk griped that the <b>pier</b> was late."
    page = edda.post(reverse("lexicon-trial"), {"passage": passage})
    assert page.status_code == 200
    assert "that the <b>pier</b> was late" in said(page)
    assert "<b>pier</b>" not in page.content.decode()
    assert passage.encode() not in page.content
    nothing = edda.post(reverse("lexicon-trial"), {"passage": "The pier is late."})
    assert "nobody quoted here" in said(nothing)
    assert edda.post(reverse("lexicon-trial"), {"passage": " "}).status_code == 422


def test_the_list_takes_the_same_reads_at_one_row_and_three(
    edda: Client, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for word in ("gripe", "grouse", "bewail"):
        lexicon.add_entry(kind="cue", text=word, by=person("edda"))
        with django_assert_num_queries(READS):  # type: ignore[operator]
            edda.get(reverse("lexicon"))


READS = 5


def test_the_workspace_offers_to_read_again_when_words_changed() -> None:
    article = factories.article()
    client = signed_in("carl")
    assert "Read again" not in said(client.get(article.get_absolute_url()))
    lexicon.add_entry(kind="cue", text="gripe", by=person("edda"))
    assert "Read again" in said(client.get(article.get_absolute_url()))
    done = client.post(reverse("article-reading", args=[article.uid]), follow=True)
    assert done.status_code == 200
    assert "have changed since this was read" not in said(done)
    lexicon.add_entry(kind="cue", text="grouse", by=person("edda"))
    article.authors.add(person("ada"))
    page = signed_in("ada").get(article.get_absolute_url())
    assert page.status_code == 200
    assert "Read again" not in said(page)
