"""Ways in: read a story from its text, file or address, and import what was read."""

import datetime
import posixpath
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import ArrivalState, Origin
from claims.fetching import NotFetched, fetch
from claims.formats import Draft, Unreadable, read_file, read_page, read_wire
from claims.jobs import enqueue
from claims.models import Arrival, Article, Desk, User

from .articles import import_article
from .revisions import Imported, revise
from .saving import Invalid, Refused, add, refuse


def read_address(url: str) -> tuple[Draft, str]:
    """Fetch a page or file through the one door to the network; return it with its final address.

    Raises NotFetched or Unreadable, each with a sentence for the user.
    """
    page = fetch(url)
    if "html" in page.content_type:
        return read_page(page.body, url=page.url, content_type=page.content_type), page.url
    name = posixpath.basename(urlsplit(page.url).path)
    if read_wire(page.body, name=name, content_type=page.content_type):
        raise Unreadable(
            _(
                "This address holds an agency's item. Save it as a file and import that, "
                "so that its embargo and status count."
            )
        )
    return read_file(page.body, name=name, content_type=page.content_type), page.url


@transaction.atomic
def order(
    *,
    url: str,
    by: User,
    title: str = "",
    desk: Desk | None = None,
    deadline: datetime.datetime | None = None,
    again: bool = False,
    onto: Article | None = None,
) -> Arrival:
    """Note that ``by`` wants the article at ``url``; it is fetched in the background.

    ``onto``: the article of which it is a new draft.
    """
    refuse(permissions.why_not_work_on(by, onto) if onto else permissions.why_not_import(by))
    if not url:
        raise Invalid(_("Type the address of the page first."))
    about = {"title": title, "desk": desk, "deadline": deadline, "again": again, "onto": onto}
    arrival = add(Arrival(url=url, by=by, **about))
    enqueue("bring_in", str(arrival.uid))
    return arrival


def bring_in(*, uid: str) -> Arrival:
    """Fetch and import an ordered article; whatever goes wrong is kept as a sentence.

    Safe to run twice: what has arrived or failed stays as it is, and a text that an earlier,
    killed run imported is recognised.
    """
    arrival = Arrival.objects.select_related("by", "desk", "onto").get(uid=uid)
    if arrival.state not in (ArrivalState.WAITING, ArrivalState.FETCHING):
        return arrival
    arrival.state = ArrivalState.FETCHING
    arrival.save(update_fields=["state"])
    try:
        draft, url = read_address(arrival.url)
        land(arrival, draft, url)
    except (NotFetched, Unreadable, Invalid, Refused) as problem:
        fail(arrival, str(problem))
    except Exception:
        fail(arrival, _("Something went wrong on our side. Paste the story instead."))
        raise
    return arrival


def fail(arrival: Arrival, sentence: str) -> None:
    """Keep why nothing came of it."""
    arrival.state, arrival.sentence = ArrivalState.FAILED, sentence
    arrival.save(update_fields=["state", "sentence"])


@transaction.atomic
def land(arrival: Arrival, draft: Draft, url: str) -> None:
    """Import what was fetched and note that it is here, in one step."""
    imported = brought_in(arrival, draft, url)
    arrival.article, arrival.warnings = imported.article, list(imported.warnings)
    arrival.state = ArrivalState.HERE if imported.created else ArrivalState.KNOWN
    arrival.save(update_fields=["article", "warnings", "state"])


def brought_in(arrival: Arrival, draft: Draft, url: str) -> Imported:
    """Import what was fetched, as an article or as the next draft of one."""
    if arrival.onto:
        return revise(
            article=arrival.onto, draft=draft, by=arrival.by, origin=Origin.URL, origin_name=url
        )
    return import_article(
        draft=draft,
        by=arrival.by,
        origin=Origin.URL,
        origin_name=url,
        title=arrival.title,
        desk=arrival.desk,
        deadline=arrival.deadline,
        url=url[:2000],
        again=arrival.again,
    )
