"""The words asked about, with a sentence or two around."""

from typing import Any

import pytest

from claims.models import Anchor, Query
from claims.queries.surroundings import surroundings_of
from claims.services import queries, statements
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

TEXT = """A short walk

It was nine. The gate stood open. Nobody had closed it. Dr. Lund said so twice. We left.

“The first thing we saw was a boat. It had no name,” she said.

Then it rained.
"""


def asked(words: str, text: str = TEXT) -> Query:
    article = factories.article(text=text)
    assert article.current is not None
    span = factories.span(article, words)
    return queries.ask(on=article.current, text="So?", by=person("carl"), passage=span)


def shown(query: Query) -> list[str]:
    """Return each paragraph, the words asked about in brackets."""
    paragraphs = surroundings_of([query])[query.pk].paragraphs
    return ["".join(f"[{p.text}]" if p.asked else p.text for p in row) for row in paragraphs]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("closed it", ["… The gate stood open. Nobody had [closed it]. Dr. Lund said so twice. …"]),
        ("It was nine.", ["[It was nine.] The gate stood open. …"]),
        ("We left.", ["… Dr. Lund said so twice. [We left.]"]),
        ("Then it rained.", ["[Then it rained.]"]),
        ("A short walk", ["[A short walk]"]),
        ("Dr. Lund", ["… Nobody had closed it. [Dr. Lund] said so twice. We left."]),
    ],
)
def test_a_sentence_stands_before_and_one_after(words: str, expected: list[str]) -> None:
    assert shown(asked(words)) == expected


def test_words_over_two_paragraphs_show_both() -> None:
    query = asked("We left.\n\n“The first thing we saw")
    assert shown(query) == [
        "… Dr. Lund said so twice. [We left.]",
        "[“The first thing we saw] was a boat. It had no name,” she said.",
    ]


def test_the_words_of_claims_and_statements_are_those_of_the_text_now() -> None:
    article = factories.article(text=TEXT)
    claim = factories.claim(article, "The gate stood open.")
    parts = [factories.span(article, w) for w in ("The first thing we saw was a boat.", "no name")]
    assert article.current is not None
    statement = statements.raise_statement(
        revision=article.current, content=parts, by=person("carl"), speaker="Ines Volk"
    )
    made = [queries.ask(on=thing, text="So?", by=person("carl")) for thing in (claim, statement)]
    found = surroundings_of(made)
    assert [p.text for p in found[made[0].pk].paragraphs[0] if p.asked] == ["The gate stood open."]
    assert [p.text for row in found[made[1].pk].paragraphs for p in row if p.asked] == [
        "The first thing we saw was a boat.",
        "no name",
    ]


def test_words_that_are_no_longer_in_the_text_have_no_surroundings() -> None:
    query = asked("closed it")
    Anchor.objects.filter(query=query).delete()
    assert shown(query) == []


def test_many_queries_take_two_reads(django_assert_num_queries: Any) -> None:
    made = [asked(words) for words in ("It was nine.", "closed it", "We left.")]
    with django_assert_num_queries(2):
        assert len(surroundings_of(made)) == 3
