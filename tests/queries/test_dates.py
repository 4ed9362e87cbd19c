"""Which days the words of a claim mean, counted from the dateline."""

import datetime

import pytest

from claims.queries.dates import dates_meant
from claims.queries.panels import panel_for
from claims.queries.workspace import Workspace
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db
WRITTEN = datetime.date(2026, 11, 18)  # a Wednesday
TEXT = (
    "It was the sixth closure since April. The pier broke on Monday, and the mayor was there on "
    "Monday. It had been painted in March 2021.\n"
)


def test_dates_count_from_the_dateline_and_are_told_once() -> None:
    article = factories.article(text=TEXT, dateline_date=WRITTEN)
    assert article.current is not None
    found = dates_meant(article.current, [(0, len(TEXT))])
    assert [(one.words.split()[-1], one.days) for one in found] == [
        ("April", "1 April 2026 to 18 November 2026"),
        ("Monday", "16 November 2026"),
    ]


def test_the_panel_of_a_claim_and_of_a_suggestion_tell_them() -> None:
    article = factories.article(text=TEXT, dateline_date=WRITTEN)
    suggestion = article.suggestions.get(words__contains="sixth")
    workspace = Workspace(article)
    for thing in (suggestion, factories.claim(article, words="the sixth closure since April")):
        panel = panel_for(thing, workspace, person("carl"))
        assert panel is not None
        assert [one.days for one in panel.dates] == ["1 April 2026 to 18 November 2026"]
