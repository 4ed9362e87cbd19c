"""Starting: the first mark on an article takes it into check."""

from claims.enums import Stage
from claims.models import Article, User

from .saving import change


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
