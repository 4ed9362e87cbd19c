"""The newsroom's words for the text engine: add one, take one away."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from claims import permissions
from claims.enums import LexiconKind
from claims.models import AuditEvent, LexiconEntry, User
from claims.queries.lexicon import FIELDS
from claims.text import Lexicon
from claims.text.words import WORDS

from .saving import Invalid, add, chosen, record, refuse

MOST_STARS = 3  # in one line: more would fit nearly everything, slowly
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@transaction.atomic
def add_entry(*, kind: str, text: str, by: User) -> LexiconEntry:
    """Tell the engine of a word or line; raises Invalid where it could do nothing, or harm."""
    refuse(permissions.why_not_keep_lexicon(by))
    what = chosen(LexiconKind, kind)
    words = checked_line(text) if what == LexiconKind.FURNITURE else checked_word(what, text)
    there = LexiconEntry.objects.filter(kind=what).values_list("text", flat=True)
    if words.casefold() in {text.casefold() for text in there}:
        raise Invalid(_("“%(text)s” is in the list already.") % {"text": words})
    entry = add(LexiconEntry(kind=what, text=words, created_by=by))
    record(entry, by=by, kind="lexicon.added", changes={"kind": [None, what.value]})
    return entry


@transaction.atomic
def remove_entry(*, entry: LexiconEntry, by: User) -> AuditEvent:
    """Have the engine forget a word or line of the newsroom."""
    refuse(permissions.why_not_keep_lexicon(by))
    event = record(entry, by=by, kind="lexicon.removed", changes={"kind": [entry.kind, None]})
    entry.delete()
    return event


def checked_word(kind: LexiconKind, text: str) -> str:
    """Return one word in lower case; raises Invalid for anything else, or one that is known."""
    word = text.strip().rstrip(".").lower()
    if len(word) < 2 or len(word) > 40 or not _WORD.fullmatch(word):
        raise Invalid(_("Type one word, in its base form: “gripe”, “alderman”, “harbourmaster”."))
    if word in WORDS:
        raise Invalid(_("“%(word)s” is too common a word.") % {"word": word})
    if word in getattr(Lexicon(), FIELDS[kind]):
        raise Invalid(_("The engine knows “%(word)s” already.") % {"word": word})
    return word


def checked_line(text: str) -> str:
    """Return the pattern of a line; raises Invalid for one that fits nearly every line."""
    line = " ".join(text.split())
    if line.count("*") > MOST_STARS:
        raise Invalid(_("Use at most three stars in a line."))
    if sum(char.isalnum() for char in line) < 4:
        raise Invalid(_("Type the words of the line, with * for what differs: “Photo desk: *”."))
    if len(line) > 120:
        raise Invalid(_("A line has at most 120 characters; use * for the rest."))
    return line
