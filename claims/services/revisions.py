"""Revisions: every way in adds a new draft of an article by one verb."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Origin, Stage
from claims.formats import Draft
from claims.models import Article, Revision, User
from claims.text.segments import BlockKind

from . import following, landing, margins, reading
from .saving import Invalid, broken, change, fit, lock, record, refuse
from .storing import discard, kept


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import; ``created`` is False when the same text was here already.

    ``followed`` tells what became of the marks on the draft before, ``asked`` how many comments in
    its margin became queries.
    """

    article: Article
    revision: Revision
    created: bool
    warnings: tuple[str, ...] = ()
    followed: following.Followed = following.NOTHING
    asked: int = 0


@transaction.atomic
def revise(
    *,
    article: Article,
    draft: Draft,
    by: User,
    origin: Origin,
    origin_name: str = "",
    file: bytes = b"",
    version_at: datetime.datetime | None = None,
) -> Imported:
    """Make ``draft`` the current text of ``article``, all or nothing; marks follow their words.

    The same words as now are no new draft; comments in their margin may be new. What was cleared
    is in check again. ``file`` is kept as it came, under the name ``origin_name``; ``version_at``
    is the sender's own time.
    """
    article = lock(article)
    refuse(permissions.why_not_work_on(by, article))
    check_text(draft)
    old = article.current
    if old is not None and old.sha256 == Revision.hash_of(draft.text):
        asked = margins.take_in(revision=old, comments=draft.comments, text=draft.text, by=by)
        if is_word(file, origin_name):  # other looks, other comments: exports are written on it
            keep_file(old, file)
        return Imported(article, old, False, draft.warnings, asked=asked)
    revision = store(
        article, draft, by=by, origin=origin, origin_name=origin_name, version_at=version_at
    )
    followed = following.follow(old=old, new=revision, by=by) if old else following.NOTHING
    landing.settle(old=old, new=revision, by=by)
    number = {"draft": [old.number if old else None, revision.number]}
    record(article, by=by, kind="article.revised", changes=number, note=origin_name[:500])
    if old:
        carry_heading(article, old, draft, by=by)
    if article.stage == Stage.CLEARED:
        change(article, by=by, deed="article.moved", stage=Stage.IN_CHECK)
    reading.propose(revision=revision)
    asked = margins.take_in(revision=revision, comments=draft.comments, by=by)
    keep_file(revision, file)
    return Imported(article, revision, True, draft.warnings, followed, asked)


def store(
    article: Article,
    draft: Draft,
    *,
    by: User,
    origin: Origin,
    origin_name: str,
    version_at: datetime.datetime | None = None,
) -> Revision:
    """Store the text as the next revision and make it the current one."""
    revision = Revision(
        article=article,
        number=article.revisions.count() + 1,
        text=draft.text,
        blocks=[[block.kind.value, block.start, block.end] for block in draft.blocks],
        links=[
            {"start": link.start, "end": link.end, "url": link.url, "title": link.title}
            for link in draft.links
        ],
        notices=list(draft.warnings),
        origin=origin,
        origin_name=origin_name[:2000],
        version_at=version_at,
        created_by=by,
    )
    fit(revision, "origin", "origin_name").save()
    article.current = revision
    article.save(update_fields=["current"])
    return revision


def is_word(file: bytes, name: str) -> bool:
    """Whether it is a Word file, by its name."""
    return bool(file) and name.lower().endswith(".docx")


def keep_file(revision: Revision, file: bytes) -> None:
    """Keep the file as it came: last of all, so that an import that fails leaves none behind."""
    if not file:
        return
    before = revision.file.name
    with kept(file) as names:
        revision.file.name = names[0]
        # a revision is written once; where its file lies is no part of what it says
        Revision.objects.filter(pk=revision.pk).update(file=names[0])
    if before:
        transaction.on_commit(lambda: discard(before))


def carry_heading(article: Article, old: Revision, draft: Draft, *, by: User) -> None:
    """Let title and standfirst follow the text where they were the text's own."""
    values: dict[str, Any] = {}
    if draft.title and article.title in headings(old):
        values["title"] = draft.title[:300]
    if draft.standfirst and article.standfirst in headings(old):
        values["standfirst"] = draft.standfirst
    change(article, by=by, deed="article.edited", **values)


def headings(revision: Revision) -> set[str]:
    """Return the words of the headlines and standfirsts in a text."""
    kinds = (BlockKind.HEADLINE, BlockKind.STANDFIRST)
    return {revision.text[b.start : b.end][:300] for b in revision.block_list if b.kind in kinds}


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
