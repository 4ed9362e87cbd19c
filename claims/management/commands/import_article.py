"""Import one article, or a new draft of one, from a file, an address or standard input."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from claims.enums import Origin, SuggestionKind
from claims.fetching import NotFetched
from claims.formats import MAX_BYTES, Unreadable
from claims.models import Article, Desk, User
from claims.services.arrivals import read_address
from claims.services.articles import import_article
from claims.services.revisions import Imported, revise
from claims.services.saving import Invalid, Refused
from claims.services.wires import bring_file


class Command(BaseCommand):
    """Prints one JSON object; a text that is here already is named and not imported again."""

    help = "Import one article from a file, a web address or standard input (-)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="PATH|URL|-")
        parser.add_argument("--by", required=True, metavar="USER", help="who imports it")
        parser.add_argument("--desk", metavar="D", help="slug or name of the newsroom desk")
        parser.add_argument("--title", default="", metavar="T")
        parser.add_argument(
            "--onto", metavar="UID", help="the article of which this is a new draft"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            imported = bring_in(options, by=user_named(options["by"]))
        except (Unreadable, NotFetched, Invalid, Refused) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(json.dumps(report(imported), ensure_ascii=False))


def bring_in(options: dict[str, Any], *, by: User) -> Imported:
    """Import what is asked for, as an article or as the next draft of one."""
    title, desk, onto = options["title"], options["desk"], options["onto"]
    if onto and (title or desk):
        raise CommandError("--title and --desk are for a new article, not for --onto.")
    article = article_with(onto, by) if onto else None
    source = options["source"]
    if not is_address(source):
        data, name = held_in(source)
        about = {"desk": desk_named(desk), "title": title} if article is None else {}
        return bring_file(data=data, name=name, by=by, origin=Origin.COMMAND, onto=article, **about)
    draft, url = read_address(source)
    came: dict[str, Any] = {"origin": Origin.URL, "origin_name": url}
    if article is not None:
        return revise(article=article, draft=draft, by=by, **came)
    about = {"desk": desk_named(desk), "title": title, "url": url[:2000]}
    return import_article(draft=draft, by=by, **came, **about)


def is_address(source: str) -> bool:
    """Whether the story is to be fetched."""
    return source.startswith(("http://", "https://"))


def held_in(source: str) -> tuple[bytes, str]:
    """Return the bytes of a file, or of standard input, and the file's name."""
    if source == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1), ""
    path = Path(source)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1), path.name
    except OSError as problem:
        raise CommandError(f"{source}: {problem.strerror}") from problem


def user_named(username: str) -> User:
    """Return the person who imports."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"There is nobody called “{username}” here.")
    return user


def article_with(uid: str, by: User) -> Article:
    """Return the article of this uid, if ``by`` may know of it."""
    try:
        found = Article.objects.visible_to(by).filter(uid=UUID(uid)).first()
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"There is no article {uid} here.")
    return found


def desk_named(name: str | None) -> Desk | None:
    """Return the desk of this slug or name; None for none asked for."""
    if not name:
        return None
    desk = Desk.objects.filter(slug=name).first() or Desk.objects.filter(name__iexact=name).first()
    if desk is None:
        known = ", ".join(Desk.objects.values_list("slug", flat=True))
        raise CommandError(f"There is no desk “{name}”. Desks here: {known or 'none yet'}.")
    return desk


def report(imported: Imported) -> dict[str, Any]:
    """Return what is printed: what came in, and how much the text engine suggests in it."""
    article, revision = imported.article, imported.revision
    found = revision.suggestions
    return {
        "article": str(article.uid),
        "revision": revision.number,
        "url": article.get_absolute_url(),
        "created": imported.created,
        "duplicate_of": None if imported.created else str(article.uid),
        "claims": found.filter(kind=SuggestionKind.CLAIM).count(),
        "statements": found.filter(kind=SuggestionKind.STATEMENT).count(),
        "warnings": list(imported.warnings),
    }
