"""Wires: one item of an agency becomes an article once, and its newer versions its drafts."""

import datetime
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import Origin, PubStatus, Stage
from claims.formats import WireItem, read_file, read_wire
from claims.models import Article, User

from .articles import import_article
from .revisions import Imported, revise
from .saving import Invalid, Refused, change, lock, refuse

AHEAD = datetime.timedelta(days=1)  # how far a sender's clock may be ahead of ours
JUST_BEFORE = datetime.timedelta(microseconds=1)


def bring_file(
    *,
    data: bytes,
    name: str,
    by: User,
    origin: Origin,
    content_type: str = "",
    onto: Article | None = None,
    **about: Any,
) -> Imported:
    """Import a file: an agency's item by ``bring_wire``, any other as it is.

    ``onto`` is the article of which it is the next draft; else ``about`` goes to
    articles.import_article. Raises Unreadable, Invalid or Refused.
    """
    came: dict[str, Any] = {"origin": origin, "origin_name": name, "file": data if name else b""}
    item = read_wire(data, name=name, content_type=content_type)
    if item is not None and (onto is None or item.uri == onto.uri):
        about.pop("again", None)  # its identifier says whether it is another one
        return bring_wire(item=item, by=by, **came, **about)
    draft = read_file(data, name=name, content_type=content_type)
    if onto is not None:
        return revise(article=onto, draft=draft, by=by, **came)
    return import_article(draft=draft, by=by, **came, **about)


@transaction.atomic
def bring_wire(
    *, item: WireItem, by: User, origin: Origin = Origin.WIRE, origin_name: str = "", **about: Any
) -> Imported:
    """Make of ``item`` an article, or the next draft of the article it is, all or nothing.

    Only a version newer than the newest known does anything; one without a time counts as newer.
    Its embargo and publishing status are the article's from then on, also of one that nobody works
    on now and that takes no new words. What the sender has taken back becomes no article, and takes
    no word from the one that is here. ``about`` (title, desk, deadline, url, file) describes a new
    article.
    """
    refuse(permissions.why_not_import(by))
    if item.version_at and item.version_at > timezone.now() + AHEAD:
        raise Invalid(_("The version of this item lies in the future. Ask the sender what it is."))
    way = {"origin": origin, "origin_name": origin_name}
    article = known(item.uri)
    if article is None:
        try:
            with transaction.atomic():
                return first_version(item, by=by, **way, **about)
        except IntegrityError:
            article = known(item.uri)  # somebody brought it in at the same moment
            if article is None:
                raise
    if not Article.objects.visible_to(by).filter(pk=article.pk).exists():
        raise Refused(_("This item cannot be brought in from your account. Ask an editor."))
    return next_version(lock(article), item, by=by, file=about.get("file", b""), **way)


def known(uri: str) -> Article | None:
    """Return the article of this identifier, whoever may read it."""
    return Article.objects.filter(uri=uri).first()


def first_version(item: WireItem, *, by: User, **about: Any) -> Imported:
    """Import an item that is not known yet."""
    if item.draft is None or item.pub_status == "canceled":
        raise Invalid(_("The sender has taken this item back, so nothing was brought in."))
    made = import_article(
        draft=item.draft, by=by, uri=item.uri, version_at=item.version_at, again=True, **about
    )
    article = lock(made.article)
    note(article, item, by=by)
    return replace(made, article=article)


def next_version(article: Article, item: WireItem, *, by: User, **way: Any) -> Imported:
    """Take over a version of a held article's item, if it is newer than what is here."""
    revision = article.current
    if revision is None:
        raise Invalid(_("This article has no text yet."))
    if not is_newer(article, item):
        older = _("This version is not newer than the one that is here, so nothing was changed.")
        return Imported(article, revision, False, (*item.warnings, older))
    has_words = item.draft is not None and item.pub_status != "canceled"
    why_not = permissions.why_not_work_on(by, article) if has_words else ""
    note(article, item, by=by, comes_again=bool(why_not))
    warnings = [*item.warnings, *embargo_kept(article, item), *held_back(article)]
    made = Imported(article, revision, False)
    if why_not:
        rest = _("The words of this version were not taken: bring it in again when that changes.")
        warnings.append(f"{why_not} {rest}")
    elif item.draft and has_words:
        made = revise(article=article, draft=item.draft, by=by, version_at=item.version_at, **way)
        warnings += made.warnings
        if not made.created:
            warnings.append(_("The words of this version are those that are here."))
    return replace(made, warnings=tuple(dict.fromkeys(warnings)))


def is_newer(article: Article, item: WireItem) -> bool:
    """Whether the item is newer than all that is known of the article; one without a time is."""
    at = item.version_at
    if at is None:
        return True
    if article.sent_at and at <= article.sent_at:
        return False
    # one that was dated ahead stands there with the time it came: it is not new a second time
    return not article.revisions.filter(version_at=at).exists()


def note(article: Article, item: WireItem, *, by: User, comes_again: bool = False) -> None:
    """Write down what the sender says beside the words, on a held article.

    An embargo that is no longer named stays until it is over: an editor may lift it. A time ahead
    of ours bars nothing that is sent until then. Of a version that ``comes_again``, because its
    words could not be taken, the moment before counts.
    """
    sent_at = article.sent_at
    if item.version_at:
        early = JUST_BEFORE if comes_again else datetime.timedelta()
        sent_at = min(item.version_at, timezone.now()) - early
    change(
        article,
        by=by,
        deed="article.sent",
        pub_status=PubStatus(item.pub_status),
        embargo_until=item.embargo_until or article.embargo_until,
        sent_at=sent_at,
    )


def held_back(article: Article) -> list[str]:
    """Return the sentence on a publishing status that is not "usable"."""
    if article.pub_status == PubStatus.USABLE:
        return []
    says = _("The sender says: %(status)s.") % {"status": article.get_pub_status_display().lower()}
    if article.stage == Stage.PUBLISHED:
        rest = _("The article is out already, and this does not take it back: an editor has to.")
    else:
        rest = _("Nobody can publish the article here until a version comes that may run.")
    return [f"{says} {rest}"]


def embargo_kept(article: Article, item: WireItem) -> list[str]:
    """Return the sentence on an embargo that the new version no longer names."""
    until = article.embargo_until
    if item.embargo_until or until is None or until <= timezone.now():
        return []
    return [_("The new version names no embargo; the one before stays until an editor lifts it.")]
