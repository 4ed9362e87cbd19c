"""Articles: bring one in, describe it, move it through its life."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Origin, Stage, Visibility
from claims.formats import Draft
from claims.models import Article, AuditEvent, Claim, Desk, Revision, Statement, User
from claims.queries.gate import blockers
from claims.text import recognise

from . import landing, reading
from .saving import (
    Invalid,
    add,
    allow_only,
    broken,
    bump,
    change,
    chosen,
    fit,
    lock,
    record,
    refuse,
)

EDITED = frozenset(
    {"title", "standfirst", "byline", "desk", "lead_checker", "language", "url", "visibility"}
    | {"dateline", "dateline_date", "embargo_until", "deadline"}
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import; ``created`` is False when the same text was here already."""

    article: Article
    revision: Revision
    created: bool
    warnings: tuple[str, ...] = ()


@transaction.atomic
def import_article(
    *,
    draft: Draft,
    by: User,
    origin: Origin,
    origin_name: str = "",
    title: str = "",
    desk: Desk | None = None,
    deadline: datetime.datetime | None = None,
    url: str = "",
    again: bool = False,
) -> Imported:
    """Store ``draft`` as an article with its suggestions, all or nothing.

    The same text is recognised (white space aside) among the articles ``by`` may read and
    offered as that article, unless ``again`` asks for another one.
    """
    refuse(permissions.why_not_import(by))
    check_text(draft)
    if not again and (known := same_text(draft.text, by)):
        return Imported(known.article, known, False, draft.warnings)
    article = add(
        Article(
            title=(title.strip() or draft.title.strip() or first_words(draft.text))[:300],
            standfirst=draft.standfirst,
            byline=draft.byline[:300],
            language=recognise(draft.text, said=draft.language[:12]),
            dateline_date=draft.published,
            desk=desk,
            deadline=deadline,
            url=url,
            created_by=by,
        )
    )
    revision = add_revision(article, draft, by=by, origin=origin, origin_name=origin_name)
    record(article, by=by, kind="article.imported", note=origin_name[:500])
    reading.propose(revision=revision)
    return Imported(article, revision, True, draft.warnings)


def add_revision(
    article: Article, draft: Draft, *, by: User, origin: Origin, origin_name: str
) -> Revision:
    """Store the text as the next revision and make it the current one."""
    number = article.revisions.count() + 1
    revision = Revision(
        article=article,
        number=number,
        text=draft.text,
        blocks=[[block.kind.value, block.start, block.end] for block in draft.blocks],
        links=[
            {"start": link.start, "end": link.end, "url": link.url, "title": link.title}
            for link in draft.links
        ],
        origin=origin,
        origin_name=origin_name[:2000],
        created_by=by,
    )
    fit(revision, "origin", "origin_name").save()
    article.current = revision
    article.save(update_fields=["current"])
    landing.settle(revision=revision, by=by)
    return revision


def check_text(draft: Draft) -> None:
    """Raise Invalid for a text that no database can keep, or with nothing in it."""
    if not draft.text.strip():
        raise Invalid(_("There are no words in this text."))
    if "\x00" in draft.text:
        raise Invalid(_("This is not a text: it holds NUL characters."))
    if broken(draft.text) or any(broken(link.url + link.title) for link in draft.links):
        raise Invalid(_("This text holds broken characters and cannot be read."))


def same_text(text: str, by: User) -> Revision | None:
    """Return the newest revision with the same words that ``by`` may read."""
    visible = Article.objects.visible_to(by).filter(archived_at__isnull=True)
    rows = Revision.objects.filter(sha256=Revision.hash_of(text), article__in=visible)
    return rows.select_related("article").order_by("-pk").first()


def first_words(text: str) -> str:
    """Return a working title: the first line, cut at a word."""
    line = next(line for line in text.splitlines() if line.strip()).strip()
    return line if len(line) <= 120 else line[:120].rsplit(" ", 1)[0] + "…"


@transaction.atomic
def edit_article(
    *, article: Article, by: User, seen: int | None = None, **values: Any
) -> AuditEvent | None:
    """Change what is said about an article (title, byline, desk, people, deadline, readers)."""
    article = lock(article, seen=seen)
    refuse(permissions.why_not_edit_article(by, article))
    many: dict[str, list[User]] = {
        name: list(values.pop(name)) for name in ("authors", "readers") if name in values
    }
    allow_only(values, EDITED)
    before = {name: list(getattr(article, name).all()) for name in many}
    changed = {name for name in many if set(many[name]) != set(before[name])}
    changed |= {name for name, value in values.items() if getattr(article, name) != value}
    if changed & opens(article):
        refuse(permissions.why_not_restrict(by, article))
    if "desk" in changed:
        refuse(permissions.why_not_move_to_desk(by, article, values["desk"]))
    if "authors" in changed:
        hold_contents(article)  # so that nobody of them approves in between
        refuse(permissions.why_not_name_authors(by, article, many["authors"]))
    event = change(article, by=by, deed="article.edited", **values)
    for name in sorted(changed & many.keys()):
        getattr(article, name).set(many[name])
        bump(article)
        names = [[str(p) for p in before[name]], [str(p) for p in many[name]]]
        event = record(article, by=by, kind=f"article.{name}_set", changes={name: names})
    return event


def hold_contents(article: Article) -> None:
    """Hold every claim and statement of a held article: nobody marks one until this is over."""
    for model in (Claim, Statement):
        rows = model._default_manager.select_for_update(no_key=True).filter(article=article)
        list(rows.order_by("pk"))


def opens(article: Article) -> set[str]:
    """Return the fields that decide who reads ``article``: of a restricted one, its people too."""
    named = article.visibility == Visibility.NAMED
    return {"visibility", "readers", *(("authors", "lead_checker") if named else ())}


@transaction.atomic
def move_article(
    *, article: Article, stage: Stage, by: User, seen: int | None = None
) -> AuditEvent | None:
    """Take the article to another stage of its life."""
    article, stage = lock(article, seen=seen), chosen(Stage, stage)
    in_the_way = blockers(article) if stage == Stage.CLEARED else []
    refuse(permissions.why_not_move_article(by, article, stage, blockers=in_the_way))
    return change(article, by=by, deed="article.moved", stage=stage)


def start_check(article: Article, *, by: User) -> None:
    """Note that checking has begun: the first mark takes an incoming article into check.

    Whoever marks holds a claim by now, so does not wait for an article that somebody else holds:
    that one is at work on it too, or the next mark comes.
    """
    if article.stage != Stage.INCOMING:
        return
    rows = Article.objects.select_for_update(no_key=True, skip_locked=True)
    fresh = rows.filter(pk=article.pk, stage=Stage.INCOMING).first()
    if fresh:  # nobody killed it in between
        change(fresh, by=by, deed="article.moved", stage=Stage.IN_CHECK)


@transaction.atomic
def archive_article(*, article: Article, by: User, archived: bool = True) -> AuditEvent | None:
    """Put the article away, or bring it back; nothing is deleted."""
    article = lock(article)
    refuse(permissions.why_not_archive(by, article))
    if archived == bool(article.archived_at):
        return None
    when = timezone.now() if archived else None
    kind = "article.archived" if archived else "article.restored"
    return change(article, by=by, deed=kind, archived_at=when)
