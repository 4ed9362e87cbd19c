"""`manage.py import_article`: an article, or with --onto a new draft of one."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.enums import Origin, Stage, State, Visibility
from claims.models import Article
from claims.services import articles
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

NEXT = factories.STORY.replace("3.1 million", "4.1 million")


def imported(path: Path, *more: str, by: str = "carl") -> dict[str, Any]:
    person(by)
    out = io.StringIO()
    call_command("import_article", str(path), "--by", by, *more, stdout=out)
    return dict(json.loads(out.getvalue()))


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(NEXT)
    return path


def test_a_file_becomes_an_article_and_is_kept(story: Path) -> None:
    told = imported(story, "--title", "Ferry")
    article = Article.objects.get()
    assert article.current
    assert (told["article"], told["created"], told["revision"]) == (str(article.uid), True, 1)
    assert (article.title, article.current.origin) == ("Ferry", Origin.COMMAND)
    with article.current.file.open() as kept:
        assert kept.read() == NEXT.encode()


def test_a_file_becomes_the_next_draft_and_claims_follow(story: Path) -> None:
    article = factories.article()
    claim = factories.approved(factories.claim(article, "The repair cost 3.1 million crowns"))
    told = imported(story, "--onto", str(article.uid))
    assert (told["article"], told["revision"], told["created"]) == (str(article.uid), 2, True)
    claim.refresh_from_db()
    assert claim.state == State.RECHECK
    assert Article.objects.count() == 1


def test_the_same_text_is_named_and_is_no_draft(story: Path) -> None:
    article = factories.article(text=NEXT)
    told = imported(story, "--onto", str(article.uid))
    assert (told["created"], told["duplicate_of"]) == (False, str(article.uid))
    assert article.revisions.count() == 1


@pytest.mark.parametrize("uid", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_an_article_there_is_not_gets_no_draft(story: Path, uid: str) -> None:
    with pytest.raises(CommandError, match="There is no article"):
        imported(story, "--onto", uid)


def test_an_article_one_may_not_know_of_is_not_there(story: Path) -> None:
    article = factories.article(visibility=Visibility.NAMED)
    with pytest.raises(CommandError, match="There is no article"):
        imported(story, "--onto", str(article.uid), by="cleo")
    assert article.revisions.count() == 1


def test_what_may_not_be_changed_says_why(story: Path) -> None:
    article = factories.article()
    articles.move_article(article=article, stage=Stage.KILLED, by=person("edda"))
    with pytest.raises(CommandError, match="was killed"):
        imported(story, "--onto", str(article.uid))


@pytest.mark.parametrize("option", ["--title", "--desk"])
def test_what_belongs_to_a_new_article_does_not_go_with_a_draft(story: Path, option: str) -> None:
    article = factories.article()
    with pytest.raises(CommandError, match="for a new article"):
        imported(story, "--onto", str(article.uid), option, "City")


def test_an_agencys_item_goes_by_its_identifier(tmp_path: Path) -> None:
    path = tmp_path / "item.json"
    item = {"uri": "urn:x:1", "body_text": factories.STORY, "versionCreated": "2026-01-02T10:00Z"}
    path.write_text(json.dumps(item))
    told = imported(path)
    path.write_text(json.dumps(item | {"body_text": NEXT, "versionCreated": "2026-01-02T11:00Z"}))
    assert imported(path)["revision"] == 2
    assert imported(path)["created"] is False
    article = Article.objects.get()
    assert (article.uri, str(article.uid)) == ("urn:x:1", told["article"])
