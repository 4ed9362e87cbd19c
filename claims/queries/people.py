"""People to name while writing: those who may answer a query on an article."""

import re

from django.db.models import Q
from django.utils.translation import gettext as _

from claims.models import Article

from .threads import answerers_of

MOST = 8
# What stands behind an @ until the next space, as the service reads it.
SAYABLE = re.compile(r"\w(?:[\w.+@-]*\w)?")


def completions(article: Article, text: str) -> list[dict[str, str]]:
    """Return up to eight people a word of whose name, or whose user name, begins with ``text``."""
    text = text.replace("\x00", "")
    rows = answerers_of(article)
    for word in text.split()[:4]:
        starts = Q(name__istartswith=word) | Q(name__icontains=f" {word}")
        rows = rows.filter(starts | Q(username__istartswith=word))
    wrote = {author.pk for author in article.authors.all()}
    return [
        {
            "username": person.username,
            "name": str(person),
            "note": _("author") if person.pk in wrote else "",
        }
        for person in rows.order_by("name", "username")[: MOST * 2]
        if SAYABLE.fullmatch(person.username)
    ][:MOST]
