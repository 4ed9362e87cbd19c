"""Whatever is marked and however a text is edited, no mark ends up on other words in silence.

Hypothesis makes the texts, the marks and the edits: words that stand there twice, figures, both
kinds of quotation marks, dashes, letters of which one takes two code units, right-to-left words.
"""

import contextlib
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from claims.enums import AnchorState, Origin, Part, Said, State, Verdict
from claims.formats import Draft
from claims.models import (
    Anchor,
    Article,
    AuditEvent,
    Claim,
    Query,
    Revision,
    Statement,
    Suggestion,
)
from claims.queries.tray import Tray
from claims.services import articles, claims, queries, revisions, statements, tray
from claims.services.saving import Invalid
from claims.text.reanchoring import same_words
from claims.text.segments import split_blocks
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(180)]

WORDS = [
    "Brandt", "Anna", "said", "the", "the", "of", "in", "May", "It", "cost", "bridge", "bridge",
    "40", "41", "1,000", "$3.1", "million", "not", "no", "“", "”", '"', "‘", "’", "'", "—", "–",
    "--", "-", "…", ".", ".", ",", "?", "שלום", "مرحبا", "\u200f", "😀", "👩‍👩‍👧", "𝔭𝔦𝔢𝔯",
    "e\u0301", "é", "\u00ad", "港の橋", "told", "reporters", "\u00a0",
]  # fmt: skip
MARKS = {"“": '"', "”": '"', '"': "”", "‘": "'", "’": "'", "—": "--", "--": "–", "–": "-"}
SENTENCES = ["It cost 40 million .", "Anna Brandt said no .", "The bridge is not new ."]
KEPT = (AnchorState.UNCHANGED, AnchorState.MOVED)

Text = list[list[str]]  # words by paragraph
Thing = Claim | Statement | Query
Words = tuple[str, ...]  # of the parts of a thing, in their order
WORD = st.sampled_from(WORDS)
PARAGRAPH = st.one_of(
    st.lists(WORD, min_size=1, max_size=12),
    st.sampled_from([sentence.split() for sentence in SENTENCES]),
)
TEXT = st.lists(PARAGRAPH, min_size=1, max_size=6)
STRETCH = st.tuples(st.integers(0, 40), st.integers(1, 8), st.integers(0, 3))
MARKING = st.tuples(st.sampled_from(["claim", "claim", "statement", "query"]), STRETCH)
EDIT = st.tuples(
    st.sampled_from(["insert", "delete", "replace", "move", "swap", "copy", "marks", "join"]),
    st.integers(0, 40),
    st.integers(0, 8),
    st.integers(0, 40),
    st.lists(WORD, min_size=1, max_size=4),
)


def draft_of(paragraphs: Text) -> Draft:
    text = "\n\n".join(" ".join(words) for words in paragraphs)
    return Draft(title="", text=text, blocks=tuple(split_blocks(text)))


def edited(paragraphs: Text, edit: Any) -> Text:
    """The text after one edit; places are taken modulo what there is."""
    kind, at, length, to, words = edit
    rows = [list(row) for row in paragraphs]
    row, other = at % len(rows), to % len(rows)
    here = rows[row]
    start = at % (len(here) + 1)
    if kind == "insert":
        here[start:start] = words
    elif kind == "delete":
        del here[start : start + length]
    elif kind == "replace":
        here[start : start + length] = words
    elif kind == "move":
        moved, here[start : start + length] = here[start : start + length], []
        rows[other][to % (len(rows[other]) + 1) : 0] = moved
    elif kind == "swap":
        rows[row], rows[other] = rows[other], rows[row]
    elif kind == "copy":
        rows.insert(other, list(here))
    elif kind == "marks":
        rows = [[MARKS.get(word, word) for word in row] for row in rows]
    elif len(rows) > 1:
        rows[row - 1 : row + 1] = [rows[row - 1] + rows[row]] if row else rows[row - 1 : row + 1]
    rows = [row for row in rows if row]
    return rows if any(word.strip() for row in rows for word in row) else [["Nothing", "left", "."]]


def stretches(text: str, stretch: tuple[int, int, int]) -> list[tuple[int, int]]:
    """One or two stretches of whole words: some words, and as many a little further on."""
    at, length, gap = stretch
    ends = list(itertools.accumulate(len(part) + 1 for part in text.split(" ")))
    first = min(at % len(ends), len(ends) - 1)
    last = min(first + length, len(ends)) - 1
    spans = [(ends[first - 1] if first else 0, ends[last] - 1)]
    if gap and last + gap < len(ends):
        spans.append((ends[last + gap - 1], ends[min(last + gap + 1, len(ends) - 1)] - 1))
    return spans


def mark(revision: Revision, kind: str, stretch: tuple[int, int, int]) -> Thing | None:
    """Mark some words, and settle them; None where the newsroom marks nothing."""
    spans, by = stretches(revision.text, stretch), person("carl")
    try:
        if kind == "claim":
            start, end = spans[0]
            return settled(claims.raise_claim(revision=revision, start=start, end=end, by=by))
        if kind == "statement":
            apart = 2 if stretch[2] % 2 else 1  # words in two parts, or a cue behind them
            said = statements.raise_statement(
                revision=revision,
                content=spans[:apart],
                cue=spans[-1] if apart == 1 < len(spans) else None,
                speaker="Anna Brandt",
                by=by,
            )
            return heard(said)
        return queries.ask(on=revision, passage=spans[0], text="So?", by=by)
    except Invalid:
        return None


def settled(claim: Claim) -> Claim:
    """Approve a claim by hand: its verdict is not what is looked at here."""
    verdict = {"verdict": Verdict.VERIFIED, "verdict_by": person("carl")}
    verdict |= {"verdict_at": timezone.now(), "verdict_revision": claim.article.current}
    Claim.objects.filter(pk=claim.pk).update(state=State.APPROVED, **verdict)
    return claim


def heard(statement: Statement) -> Statement:
    """Answer "was it said" by hand, and approve the answer."""
    answer = {"said": Said.VERBATIM, "said_by": person("carl"), "said_at": timezone.now()}
    approval = {"approved_by": person("rita"), "approved_at": timezone.now()}
    Statement.objects.filter(pk=statement.pk).update(**answer, **approval)
    return statement


def places(revision: Revision, thing: Thing) -> dict[Part, list[Anchor]]:
    """Where the parts of a thing stand in a revision."""
    found: dict[Part, list[Anchor]] = {}
    rows = thing.anchors.filter(revision=revision).order_by("start")
    for anchor in rows:
        found.setdefault(Part(anchor.part), []).append(anchor)
    return found


def decided(thing: Thing) -> tuple[bool, bool]:
    """Whether anything answered on the words still counts, and whether it is settled."""
    fresh = type(thing)._default_manager.get(pk=thing.pk)
    if isinstance(fresh, Claim):
        return (fresh.state == State.APPROVED,) * 2
    return isinstance(fresh, Statement) and bool(fresh.said), bool(
        getattr(fresh, "approved_at", None)
    )


def honest(old: Revision, new: Revision, thing: Thing, stored: dict[str, Any]) -> None:
    """No part of a thing is called the same where it is not; what has no place waits.

    Where every part is the same, nothing is written on what it was before (``stored``).
    """
    before, after = places(old, thing), places(new, thing)
    lost: Any = type(thing)._default_manager.filter(pk=thing.pk)
    assert bool(after.get(Part.CONTENT)) != lost.lost().exists()
    if not before.get(Part.CONTENT):
        assert not after  # what waits is placed by a person, and nobody else
    for part, anchors in after.items():
        for anchor in anchors:
            assert new.text[anchor.start : anchor.end] == anchor.exact
            if anchor.state in KEPT:
                same = [a for a in before[part] if same_words(a.exact, anchor.exact)]
                assert same, f"{anchor.exact!r} is called {anchor.state}"
                if anchor.state == AnchorState.UNCHANGED:
                    assert (anchor.start, anchor.exact) in [(a.start, a.exact) for a in same]
    same_parts = {part: len(anchors) for part, anchors in before.items()} == {
        part: sum(anchor.state in KEPT for anchor in anchors) for part, anchors in after.items()
    }
    if same_parts:
        assert row_of(thing) == stored


def row_of(thing: Thing) -> dict[str, Any]:
    """A thing as it is stored."""
    return dict(type(thing)._default_manager.filter(pk=thing.pk).values().get())


def faithful(revision: Revision, thing: Thing, words: Words) -> None:
    """What was answered counts for the very words it was answered on; settled, they have a place.

    Of words that wait for a place, the answer is kept for when a person has found them.
    """
    answered, settled_still = decided(thing)
    now = [anchor.exact for anchor in places(revision, thing).get(Part.CONTENT, [])]
    if settled_still or (answered and now):
        assert len(now) == len(words)
        assert all(same_words(*pair) for pair in zip(words, now, strict=True)), (words, now)


def rows() -> dict[str, Any]:
    """Everything a draft may write, as it is stored."""
    things = {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in (Claim, Statement, Query, Anchor, Suggestion, Article)
    }
    return {**things, "events": AuditEvent.objects.count(), "drafts": Revision.objects.count()}


def kept(article: Article) -> dict[str, list[int]]:
    """The keys of everything that was ever marked."""
    models: tuple[Any, ...] = (Claim, Statement, Query)
    return {
        m.__name__: list(m.objects.filter(article=article).values_list("pk", flat=True))
        for m in models
    }


def begun(text: Text, markings: list[Any]) -> tuple[Article, dict[Thing, Words]]:
    """An article with settled marks, each with the words on which it was settled."""
    article = articles.import_article(
        draft=draft_of(text), by=person("carl"), origin=Origin.PASTE, again=True
    ).article
    assert article.current is not None
    made = (mark(article.current, *marking) for marking in markings)
    things = dict.fromkeys(thing for thing in made if thing is not None)
    parts = {thing: places(article.current, thing)[Part.CONTENT] for thing in things}
    return article, {thing: tuple(a.exact for a in anchors) for thing, anchors in parts.items()}


def drafts_of(text: Text, rounds: list[Any]) -> Iterator[Text]:
    for edits in rounds:
        for edit in edits:
            text = edited(text, edit)
        yield text


@pytest.fixture
def people() -> None:
    """Who works here, made once for all examples."""
    for name in ("carl", "rita"):
        person(name)


@given(
    text=TEXT,
    markings=st.lists(MARKING, min_size=1, max_size=5),
    rounds=st.lists(st.lists(EDIT, min_size=1, max_size=3), min_size=1, max_size=3),
    placing=st.booleans(),
)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=set(Phase) - {Phase.explain},
)
def test_no_mark_ends_up_on_other_words_in_silence(
    people: None, text: Text, markings: list[Any], rounds: list[Any], placing: bool
) -> None:
    with transaction.atomic():
        article, marked = begun(text, markings)
        old = article.current
        assert old is not None
        everything = kept(article)
        for paragraphs in drafts_of(text, rounds):
            draft = draft_of(paragraphs)
            stored = {thing: row_of(thing) for thing in marked}
            done = revise(article, draft)
            assert kept(article) == everything
            if done.created:
                for thing in marked:
                    honest(old, done.revision, thing, stored[thing])
            if placing:
                place_all(article)
            for thing, words in marked.items():
                faithful(done.revision, thing, words)
            before = rows()
            assert not revise(article, draft).created
            assert rows() == before
            old = done.revision
        transaction.set_rollback(True)


def place_all(article: Article) -> None:
    """Say of whatever waits that it is in the first of the places that are offered."""
    waiting = Tray(Article.objects.select_related("current").get(pk=article.pk)).lost
    for row in waiting:
        if row.candidates:
            start, end = row.candidates[0].start, row.candidates[0].end
            with contextlib.suppress(Invalid):  # where nothing is checked
                tray.place(thing=row.thing, start=start, end=end, by=person("carl"))


def revise(article: Article, draft: Draft) -> revisions.Imported:
    return revisions.revise(article=article, draft=draft, by=person("rita"), origin=Origin.PASTE)
