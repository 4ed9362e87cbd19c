"""Comments in the margin of a Word file become queries on their words, once."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from claims.enums import Origin
from claims.formats import Comment, Draft, read_plain
from claims.models import Anchor, Article, AuditEvent, Query
from claims.queries.deeds import DEEDS
from claims.services import claims, margins, queries, revisions
from claims.services.saving import Refused

from .. import factories
from ..people import person

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC)


def comment(article: Article, words: str, text: str = "Says who?", **about: Any) -> Comment:
    start, end = factories.span(article, words)
    return Comment(start, end, **{"author": "Ann Author", "at": AT, "text": text} | about)


def take_in(article: Article, *comments: Comment, by: str = "carl") -> int:
    assert article.current is not None
    return margins.take_in(revision=article.current, comments=comments, by=person(by))


def test_a_comment_becomes_a_query_on_its_words_with_author_and_time() -> None:
    article = factories.article()
    assert take_in(article, comment(article, "40 mooring posts")) == 1
    query = Query.objects.get()
    assert (query.words, query.text) == ("40 mooring posts", "Says who?")
    assert (query.margin_author, query.margin_at) == ("Ann Author", AT)
    assert (query.claim, query.is_open, query.created_by) == (None, True, person("carl"))
    assert Anchor.objects.get(query=query).exact == "40 mooring posts"
    event = AuditEvent.objects.get(kind="query.asked")
    assert event.kind in DEEDS
    assert "Ann Author" in event.note
    assert "Says who?" in event.note


def test_a_comment_on_just_the_words_of_a_live_claim_is_on_the_claim() -> None:
    article = factories.article()
    claim = factories.claim(article, "3.1 million crowns")
    gone = factories.claim(article, "sixth closure")
    claims.retire_claim(claim=gone, reason="No claim", by=person("carl"))
    words = ("3.1 million crowns", "sixth closure", "3.1 million")
    assert take_in(article, *(comment(article, one) for one in words)) == 3
    found = {query.words: query.claim for query in Query.objects.all()}
    assert found == {"3.1 million crowns": claim, "sixth closure": None, "3.1 million": None}


def test_the_same_comment_never_comes_twice_though_it_was_resolved() -> None:
    article = factories.article()
    told = comment(article, "40 mooring posts")
    twin = comment(article, "3.1 million crowns")  # the same words of the same minute elsewhere
    assert take_in(article, told, twin) == 2
    first = Query.objects.order_by("pk")[0]
    queries.resolve(query=first, by=person("carl"))
    assert take_in(article, told, twin) == 0
    assert take_in(article, told, twin, comment(article, "sixth closure", "Since when?")) == 1
    assert take_in(article, comment(article, "sixth", at=AT + datetime.timedelta(minutes=1))) == 1


def test_ours_stay_out_and_what_was_settled_in_word_is_settled_here() -> None:
    article = factories.article()
    mine = comment(article, "40 mooring posts", ours=True, author="Factcheck")
    assert take_in(article, mine, comment(article, "sixth closure", done=True)) == 1
    query = Query.objects.get()
    assert not query.is_open
    assert AuditEvent.objects.filter(kind="query.resolved", object_uid=query.uid).exists()


def test_what_is_settled_in_word_later_is_settled_here_unless_opened_again_here() -> None:
    article = factories.article()
    told, twin = comment(article, "40 mooring posts"), comment(article, "sixth closure")
    assert take_in(article, told, twin) == 2
    done = replace(twin, done=True)
    assert take_in(article, told, done, by="cleo") == 0  # may not settle what carl asked
    assert not Query.objects.exclude(resolved_at=None).exists()
    assert take_in(article, told, done) == 0
    query = Query.objects.get(words="sixth closure")
    assert (query.is_open, query.resolved_by) == (False, person("carl"))
    assert AuditEvent.objects.get(kind="query.resolved").object_uid == query.uid
    assert Query.objects.get(words="40 mooring posts").is_open
    queries.reopen(query=query, by=person("carl"))
    assert take_in(article, told, done) == 0
    assert Query.objects.get(words="sixth closure").is_open


@pytest.mark.parametrize(
    ("text", "starts"), [("", "(A comment without words"), ("x" * 20_000, "xxx")]
)
def test_any_text_fits(text: str, starts: str) -> None:
    article = factories.article()
    assert take_in(article, comment(article, "sixth closure", text, author="", at=None)) == 1
    assert take_in(article, comment(article, "sixth closure", text, author="", at=None)) == 0
    query = Query.objects.get()
    assert query.text.startswith(starts)
    assert len(query.text) <= queries.LONGEST
    assert query.margin_author == "?"


def test_only_those_who_check_take_comments_in() -> None:
    article = factories.article()
    with pytest.raises(Refused):
        take_in(article, comment(article, "sixth closure"), by="adam")


def test_comments_come_in_with_a_new_draft_and_with_the_same_words_again() -> None:
    article = factories.article()
    draft = read_plain(factories.STORY.replace("40 mooring", "50 mooring"))
    at = draft.text.index("sixth")
    told = Comment(at, at + len("sixth closure"), "Ann", AT, "Since when?")
    parts = {"text": draft.text, "blocks": draft.blocks}
    made = revisions.revise(
        article=article,
        draft=Draft("", **parts, comments=(told,)),
        by=person("carl"),
        origin=Origin.FILE,
    )
    assert made.created
    more = Comment(at, at + len("sixth"), "Ann", AT, "Really?")
    spaced = draft.text.replace("\n\n", "\n\n\n")
    shift = spaced.index("sixth") - at
    moved = [Comment(c.start + shift, c.end + shift, c.author, c.at, c.text) for c in (told, more)]
    again = revisions.revise(
        article=made.article,
        draft=Draft("", spaced, (), comments=tuple(moved)),
        by=person("carl"),
        origin=Origin.FILE,
    )
    assert not again.created
    anchors = Anchor.objects.filter(revision=made.revision, query__isnull=False)
    assert sorted(anchors.values_list("exact", flat=True)) == ["sixth", "sixth closure"]
