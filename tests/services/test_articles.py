"""Articles come in whole or not at all, are recognised, described and moved through their life."""

from typing import Any

import pytest

from claims.enums import Origin, Stage, Visibility
from claims.formats import Draft, Link
from claims.models import Article, Revision, Suggestion
from claims.services import articles, reading, revisions, verdicts
from claims.services.saving import Invalid, Refused, Stale
from claims.services.starting import start_check
from claims.text.segments import Block, BlockKind, split_blocks
from tests import factories
from tests.people import person

from .deeds import events, kinds, nothing_kept

pytestmark = pytest.mark.django_db


def draft(text: str = factories.STORY, **about: Any) -> Draft:
    return Draft(**{"title": "", "text": text, "blocks": tuple(split_blocks(text)), **about})


def brought_in(**about: Any) -> articles.Imported:
    """Import as Carl, unless said otherwise."""
    values = {"draft": draft(), "by": person("carl"), "origin": Origin.PASTE, **about}
    return articles.import_article(**values)


# --- import ---------------------------------------------------------------------------------------


def test_a_pasted_story_becomes_an_article_with_its_suggestions() -> None:
    desk = factories.desk()
    done = brought_in(
        draft=draft(
            title="Ferry line to reopen",
            byline="By Ada",
            language="en",
            links=(Link(0, 5, "https://example.org", "a note"),),
            warnings=("One picture was left out.",),
        ),
        desk=desk,
        origin_name="ferry.docx",
        url="https://example.org/ferry",
    )
    article, revision = done.article, done.revision
    assert done.created
    assert done.warnings == ("One picture was left out.",)
    assert (article.title, article.byline, article.language) == (
        "Ferry line to reopen",
        "By Ada",
        "en",
    )
    assert (article.stage, article.visibility, article.desk) == ("incoming", "newsroom", desk)
    assert article.current == revision
    assert (revision.number, revision.text, revision.origin) == (1, factories.STORY, "paste")
    assert revision.links == [
        {"start": 0, "end": 5, "url": "https://example.org", "title": "a note"}
    ]
    assert revision.block_list == split_blocks(factories.STORY)
    assert set(article.suggestions.values_list("kind", flat=True)) == {"claim", "statement"}
    assert kinds(article) == ["article.imported"]
    assert events(article)[0].note == "ferry.docx"


def test_who_may_not_import_leaves_nothing_behind() -> None:
    for username in ("ada", "adam", "nora"):
        person(username)
        with nothing_kept(Refused):
            brought_in(by=person(username))


@pytest.mark.parametrize("what", ["propose", "record"])
def test_an_import_is_all_or_nothing(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError("out of memory")

    person("carl")
    module = reading if what == "propose" else articles
    monkeypatch.setattr(module, what, breaks)
    with nothing_kept(RuntimeError):
        brought_in()


BROKEN: list[dict[str, Any]] = [
    {"draft": Draft("", " \n\t", ())},
    {"draft": Draft("", "a\x00b", ())},
    {"draft": Draft("", "a\ud800b", ())},
    {"draft": Draft("", "words", (), links=(Link(0, 1, "https://a\x00", ""),))},
    {"draft": Draft("", "words", (), links=(Link(0, 1, "", "a\udc00"),))},
    {"draft": Draft("a\x00b", "words", ())},
    {"draft": Draft("", "words", (), standfirst="\x00")},
    {"draft": Draft("", "words", (), byline="\ud800")},
    {"draft": Draft("", "words", (), language="\x00")},
    {"title": "a\x00b"},
    {"url": "javascript:alert(1)"},
    {"url": "https://example.org/" + "x" * 2000},
    {"origin_name": "a\x00b"},
    {"origin": "fax"},
]


@pytest.mark.parametrize("about", BROKEN, ids=range(len(BROKEN)))
def test_what_no_database_keeps_is_refused_whole(about: dict[str, Any]) -> None:
    person("carl")
    with nothing_kept(Invalid):
        brought_in(**about)


@pytest.mark.parametrize(
    ("given", "own", "text", "title"),
    [
        (" Mine ", "Its own", "First line.\nMore.", "Mine"),
        ("   ", " Its own ", "First line.\nMore.", "Its own"),
        ("", " ", "\n\n  First line.  \nMore.", "First line."),
        ("", "", "word " * 60, "word " * 23 + "word…"),
        ("", "", "w" * 200, "w" * 120 + "…"),
        ("t" * 400, "", "x", "t" * 300),
    ],
)
def test_an_article_always_has_a_title(given: str, own: str, text: str, title: str) -> None:
    done = brought_in(draft=draft(text, title=own), title=given)
    assert done.article.title == title


def test_over_long_lines_about_a_text_are_cut_not_refused() -> None:
    short = draft("Ferry stays in port", byline="b" * 400, language="l" * 40)
    done = brought_in(draft=short, origin_name="n" * 3000)
    assert (len(done.article.byline), len(done.article.language)) == (300, 12)
    assert len(done.revision.origin_name) == 2000


# --- the same text again --------------------------------------------------------------------------


def test_the_same_words_are_offered_as_the_article_that_is_here() -> None:
    first = brought_in()
    for text in (factories.STORY, "\n" + factories.STORY.replace(" ", "  ")):
        second = brought_in(draft=draft(text), by=person("cleo"))
        assert (second.created, second.article) == (False, first.article)
        assert second.revision == first.revision
    assert Article.objects.count() == Revision.objects.count() == 1
    assert kinds(first.article) == ["article.imported"]


def test_one_may_ask_for_another_article_all_the_same() -> None:
    first = brought_in()
    second = brought_in(again=True)
    assert second.created
    assert second.article != first.article
    assert brought_in().article == second.article  # the newest


def test_other_words_are_another_article() -> None:
    first = brought_in()
    assert brought_in(draft=draft(factories.STORY.replace("40", "41"))).article != first.article


def test_the_same_text_in_an_article_one_may_not_read_stays_unknown() -> None:
    first = brought_in().article
    Article.objects.filter(pk=first.pk).update(visibility=Visibility.NAMED)
    second = brought_in(by=person("cleo"))
    assert second.created
    assert second.article != first
    assert not brought_in().created


def test_the_same_text_in_an_archived_article_is_not_offered() -> None:
    first = brought_in().article
    articles.archive_article(article=first, by=person("edda"))
    assert brought_in().created


# --- describing -----------------------------------------------------------------------------------


def test_what_is_said_about_an_article_changes_with_a_trace() -> None:
    article = factories.article()
    desk = factories.desk()
    event = articles.edit_article(
        article=article,
        by=person("cleo"),
        seen=1,
        title="Ferries sail again",
        desk=desk,
        lead_checker=person("rita"),
        authors=[person("ada")],
    )
    article.refresh_from_db()
    assert (article.title, article.desk, article.lead_checker) == (
        "Ferries sail again",
        desk,
        person("rita"),
    )
    assert list(article.authors.all()) == [person("ada")]
    edited, authors = events(article)[-2:]
    assert edited.changes["title"] == ["Ferry line to reopen after storm", "Ferries sail again"]
    assert edited.changes["desk"] == [None, {"id": desk.pk, "name": "City"}]
    assert authors == event
    assert (authors.kind, authors.changes) == (
        "article.authors_set",
        {"authors": [[], ["Ada Author"]]},
    )


def test_a_change_of_people_is_a_new_version_too() -> None:
    article = factories.article()
    articles.edit_article(article=article, by=person("carl"), seen=1, authors=[person("ada")])
    with pytest.raises(Stale):
        articles.edit_article(article=article, by=person("cleo"), seen=1, authors=[])
    assert list(article.authors.all()) == [person("ada")]


def test_saving_a_form_without_a_change_leaves_no_trace() -> None:
    article = factories.article()
    same = {"title": article.title, "visibility": "newsroom", "readers": [], "authors": []}
    assert articles.edit_article(article=article, by=person("cleo"), seen=1, **same) is None
    assert kinds(article) == ["article.imported"]


@pytest.mark.parametrize(
    "about",
    [
        {"title": ""},
        {"title": "a\x00"},
        {"title": "t" * 301},
        {"visibility": "public"},
        {"url": "javascript:alert(1)"},
        {"byline": "\ud800"},
    ],
)
def test_an_article_is_not_described_in_ways_nothing_can_keep(about: dict[str, str]) -> None:
    article = factories.article()
    with nothing_kept(Invalid):
        articles.edit_article(article=article, by=person("carl"), **about)


@pytest.mark.parametrize(
    ("username", "may"), [("carl", True), ("cleo", False), ("rita", False), ("edda", True)]
)
def test_only_an_editor_or_who_brought_it_in_decides_who_reads_it(username: str, may: bool) -> None:
    article = factories.article()
    for about in ({"visibility": "named"}, {"readers": [person("nora")]}):
        if may:
            articles.edit_article(article=article, by=person(username), **about)
            article.readers.add(person(username))
        else:
            with nothing_kept(Refused):
                articles.edit_article(article=article, by=person(username), **about)


@pytest.mark.parametrize("about", ["authors", "lead_checker"])
def test_nobody_lets_others_into_a_restricted_article_by_giving_them_a_part_in_it(
    about: str,
) -> None:
    article = factories.article(visibility=Visibility.NAMED)
    article.readers.add(person("cleo"))
    value = [person("ada")] if about == "authors" else person("rita")
    with nothing_kept(Refused):
        articles.edit_article(article=article, by=person("cleo"), **{about: value})
    articles.edit_article(article=article, by=person("cleo"), title="Still hers to name")
    articles.edit_article(article=article, by=person("carl"), **{about: value})


def test_an_article_one_may_not_read_is_not_edited() -> None:
    article = factories.article(visibility=Visibility.NAMED)
    with nothing_kept(Refused):
        articles.edit_article(article=article, by=person("edda"), title="Mine now")


# --- its life -------------------------------------------------------------------------------------


def test_an_article_goes_its_way_with_a_trace() -> None:
    article = factories.article()
    steps = [
        (Stage.IN_CHECK, "carl"),
        (Stage.CLEARED, "edda"),
        (Stage.PUBLISHED, "edda"),
        (Stage.IN_CHECK, "edda"),
        (Stage.KILLED, "edda"),
    ]
    before = "incoming"
    for stage, username in steps:
        event = articles.move_article(article=article, stage=stage, by=person(username))
        assert event is not None
        assert event.changes == {"stage": [before, stage.value]}
        before = stage.value


def test_an_article_does_not_skip_a_stage() -> None:
    article = factories.article()
    with nothing_kept(Refused):
        articles.move_article(article=article, stage=Stage.PUBLISHED, by=person("edda"))
    with nothing_kept(Invalid):
        articles.move_article(article=article, stage="lost", by=person("edda"))  # type: ignore[arg-type]
    with nothing_kept(Stale):
        articles.move_article(article=article, stage=Stage.IN_CHECK, by=person("edda"), seen=7)


def test_the_first_mark_takes_an_article_into_check() -> None:
    article = factories.article()
    factories.claim(article, "It was the sixth closure since April.")
    article.refresh_from_db()
    assert article.stage == Stage.IN_CHECK
    assert kinds(article) == ["article.imported", "article.moved"]


def test_a_mark_made_while_an_editor_kills_the_article_does_not_bring_it_back() -> None:
    article = factories.article()  # incoming, as the person at work has read it
    Article.objects.filter(pk=article.pk).update(stage=Stage.KILLED)
    start_check(article, by=person("carl"))
    article.refresh_from_db()
    assert article.stage == Stage.KILLED


def test_nothing_is_marked_in_a_killed_article() -> None:
    article = factories.article()
    claim = factories.claim(article, "It was the sixth closure since April.")
    articles.move_article(article=article, stage=Stage.KILLED, by=person("edda"))
    with nothing_kept(Refused):
        verdicts.set_verdict(claim=claim, verdict="verified", by=person("edda"))  # type: ignore[arg-type]


def test_archiving_is_noted_once_and_undone() -> None:
    article = factories.article()
    for archived in (True, True, False, False):
        articles.archive_article(article=article, by=person("edda"), archived=archived)
    assert kinds(article) == ["article.imported", "article.archived", "article.restored"]
    with nothing_kept(Refused):
        articles.archive_article(article=article, by=person("rita"))


def test_numbers_of_revisions_follow_each_other() -> None:
    article = factories.article()
    block = Block(BlockKind.PARAGRAPH, 0, 5)
    second = revisions.revise(
        article=article, draft=Draft("", "Words", (block,)), by=person("carl"), origin=Origin.PASTE
    ).revision
    assert second.number == 2
    article.refresh_from_db()
    assert article.current == second
    assert Suggestion.objects.filter(revision=second).count() == 0
