"""Articles: bring one in, describe it, move it through its life."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Origin, Stage, Visibility
from claims.formats import Draft
from claims.models import Article, AuditEvent, Claim, Desk, Statement, User
from claims.queries.gate import blockers
from claims.text import recognise

from . import margins, reading
from .giving import follow_deadline
from .revisions import Imported, check_text, keep_file, same_text, store
from .saving import add, allow_only, bump, change, chosen, lock, record, refuse

EDITED = frozenset(
    {"title", "standfirst", "byline", "desk", "lead_checker", "language", "url", "visibility"}
    | {"dateline", "dateline_date", "embargo_until", "deadline"}
)
SENT = frozenset({"file", "uri", "version_at"})


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
    **sent: Any,
) -> Imported:
    """Store ``draft`` as an article with its suggestions, all or nothing.

    The same text is recognised (white space aside) among the articles ``by`` may read and
    offered as that article, unless ``again`` asks for another one. ``sent``: file, uri and
    version_at, as the sender gave them.
    """
    allow_only(sent, SENT)
    refuse(permissions.why_not_import(by))
    check_text(draft)
    if not again and (known := same_text(draft.text, by)):
        return Imported(known.article, known, False, (*draft.warnings, *left_out(draft)))
    about = {"desk": desk, "deadline": deadline, "url": url, "uri": sent.get("uri", "")}
    article = add(described(draft, title, created_by=by, **about))
    came: dict[str, Any] = {"origin": origin, "origin_name": origin_name}
    revision = store(article, draft, by=by, version_at=sent.get("version_at"), **came)
    record(article, by=by, kind="article.imported", note=origin_name[:500])
    reading.propose(revision=revision)
    asked = margins.take_in(revision=revision, comments=draft.comments, by=by)
    keep_file(revision, sent.get("file", b""))
    return Imported(article, revision, True, draft.warnings, asked=asked)


def left_out(draft: Draft) -> list[str]:
    """Return the sentence on what a text that is here already brought along."""
    if all(comment.ours for comment in draft.comments):
        return []
    return [_("The comments in its margin were not taken in. Bring it in there, as a new draft.")]


def described(draft: Draft, title: str, **about: Any) -> Article:
    """Return the unsaved article that a draft describes."""
    return Article(
        title=(title.strip() or draft.title.strip() or first_words(draft.text))[:300],
        standfirst=draft.standfirst,
        byline=draft.byline[:300],
        language=recognise(draft.text, said=draft.language[:12]),
        dateline_date=draft.published,
        **about,
    )


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
    if "embargo_until" in changed:
        refuse(permissions.why_not_set_embargo(by, article))
    if "authors" in changed:
        hold_contents(article)  # so that nobody of them approves in between
        refuse(permissions.why_not_name_authors(by, article, many["authors"]))
    event = change(article, by=by, deed="article.edited", **values)
    if "deadline" in changed:
        follow_deadline(article, by=by)
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


def hold_articles(rows: Iterable[Claim | Statement]) -> None:
    """Hold the articles of ``rows`` in one order, before any of the rows is held."""
    keys = {row.article_id for row in rows}
    held = Article.objects.filter(pk__in=keys).select_for_update(no_key=True)
    list(held.order_by("pk").values_list("pk"))


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
