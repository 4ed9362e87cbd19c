"""Import one article from a file, an address or standard input."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.enums import Origin, SuggestionKind
from claims.fetching import NotFetched
from claims.formats import MAX_BYTES, Draft, Unreadable, read_file
from claims.models import Desk, User
from claims.services.arrivals import read_address
from claims.services.articles import Imported, import_article
from claims.services.saving import Invalid, Refused


class Command(BaseCommand):
    """Prints one JSON object; a text that is here already is named and not imported again."""

    help = "Import one article from a file, a web address or standard input (-)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="PATH|URL|-")
        parser.add_argument("--by", required=True, metavar="USER", help="who imports it")
        parser.add_argument("--desk", metavar="D", help="slug or name of the newsroom desk")
        parser.add_argument("--title", default="", metavar="T")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            draft, about = read(options["source"])
            imported = import_article(
                draft=draft,
                by=user_named(options["by"]),
                desk=desk_named(options["desk"]),
                title=options["title"],
                **about,
            )
        except (Unreadable, NotFetched, Invalid, Refused) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(json.dumps(report(imported), ensure_ascii=False))


def read(source: str) -> tuple[Draft, dict[str, Any]]:
    """Read the story from where it is."""
    if source.startswith(("http://", "https://")):
        draft, url = read_address(source)
        return draft, {"origin": Origin.URL, "origin_name": url, "url": url[:2000]}
    if source == "-":
        data, name = sys.stdin.buffer.read(MAX_BYTES + 1), ""
    else:
        path = Path(source)
        try:
            with path.open("rb") as file:
                data, name = file.read(MAX_BYTES + 1), path.name
        except OSError as problem:
            raise CommandError(f"{source}: {problem.strerror}") from problem
    return read_file(data, name=name), {"origin": Origin.COMMAND, "origin_name": name}


def user_named(username: str) -> User:
    """Return the person who imports."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"There is nobody called “{username}” here.")
    return user


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
