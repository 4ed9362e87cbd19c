"""Items of feeds: each becomes an article once; when the feed changes it, a new draft of that."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from claims import permissions
from claims.enums import Origin
from claims.formats import Draft, Unreadable, WireItem
from claims.formats.feeds import FeedEntry
from claims.models import Article, Feed, FeedItem

from .arrivals import read_address
from .revisions import revise, same_text
from .saving import lock
from .wires import bring_wire


class Waits(Exception):
    """Nothing can come of an item for now, and nothing is wrong: a later poll takes it."""


def take(*, feed: Feed, entry: FeedEntry) -> bool:
    """Bring in what ``entry`` holds that is new; return whether there is a new text now.

    Safe to run twice. An item without words is passed over until the feed changes it. Raises
    NotFetched, Unreadable, Invalid or Refused for one that is worth another try, and Waits for one
    whose article is put away or killed: it catches up when somebody brings that back.
    """
    item = item_of(feed, entry)
    if item and item.fingerprint in ("", entry.fingerprint):
        return False
    if item and item.article and not is_of_another(feed, entry, item.article):
        wait_for(feed, item.article)
    try:
        draft = draft_of(feed, entry)
    except Unreadable:
        if feed.full_text and entry.url:
            raise  # the page may be another one next time
        keep(feed, entry)
        return False
    return land(feed, entry, draft)


def draft_of(feed: Feed, entry: FeedEntry) -> Draft:
    """Return the words of an item: its page's, or those in the feed."""
    if feed.full_text and entry.url:
        return entry.told(read_address(entry.url)[0])
    return entry.draft()


@transaction.atomic
def land(feed: Feed, entry: FeedEntry, draft: Draft) -> bool:
    """Store the words and note the item, in one step; two polls at once wait for each other.

    Two items that began with the same words share an article until their words differ.
    """
    feed = lock(feed)
    if not feed.enabled:
        raise Waits
    item = item_of(feed, entry)
    if item and item.fingerprint in ("", entry.fingerprint):
        return False
    article, is_new, uri = item.article if item else None, False, uri_of(feed, entry.guid)
    if article and is_of_another(feed, entry, article):
        article = None
    if article is None and (known := same_text(draft.text, feed.account)):
        article = known.article
    elif article is None or article.uri == uri:
        made = bring_wire(
            item=WireItem(uri, draft, version_of(entry, article)),
            by=feed.account,
            origin=Origin.FEED,
            origin_name=entry.url or feed.url,
            desk=feed.desk,
            url=entry.url,
        )
        article, is_new = made.article, made.created
        wait_for(feed, article)  # it may have been put away while the page was fetched
    elif not article.uri:  # the same words came in by hand before
        origin_name = entry.url or feed.url
        is_new = revise(
            article=article,
            draft=draft,
            by=feed.account,
            origin=Origin.FEED,
            origin_name=origin_name,
        ).created
    keep(feed, entry, article)
    return is_new


def uri_of(feed: Feed, guid: str) -> str:
    """Return what identifies the article of an item: guids are unique within their feed only."""
    return f"feed:{feed.uid}:{guid}"


def is_of_another(feed: Feed, entry: FeedEntry, article: Article) -> bool:
    """Whether the article follows another item of this feed, which had the same words once."""
    if article.uri:
        ours = article.uri.startswith(uri_of(feed, ""))
        return ours and article.uri != uri_of(feed, entry.guid)
    first = FeedItem.objects.filter(feed=feed, article=article).order_by("pk").first()
    return first is not None and first.guid != entry.guid


def wait_for(feed: Feed, article: Article) -> None:
    """Raise Waits where nobody brings words into the article now."""
    if permissions.why_not_work_on(feed.account, article):
        raise Waits


def version_of(entry: FeedEntry, article: Article | None) -> datetime | None:
    """Return the feed's time of the item, where it orders versions.

    Many feeds change words and not the time, and some have clocks of their own: then the order
    of arrival counts.
    """
    at = entry.updated_at
    if at is None or at > timezone.now() or (article and article.sent_at == at):
        return None
    return at


def item_of(feed: Feed, entry: FeedEntry) -> FeedItem | None:
    """Return what is known of the item."""
    rows = FeedItem.objects.filter(feed=feed, guid=entry.guid)
    return rows.select_related("article__current").first()


def keep(feed: Feed, entry: FeedEntry, article: Article | None = None) -> None:
    """Note that the item was seen as it is now."""
    values = {"fingerprint": entry.fingerprint, "seen_at": timezone.now()}
    if article:
        values["article"] = article
    FeedItem.objects.update_or_create(feed=feed, guid=entry.guid, defaults=values)


def pass_over(*, feed: Feed, entries: list[FeedEntry]) -> None:
    """Note items that are older than anybody asked for: nothing comes of them."""
    rows = [FeedItem(feed=feed, guid=entry.guid) for entry in entries]
    FeedItem.objects.bulk_create(rows, ignore_conflicts=True)
