"""Sign-offs as pages show them: does one still hold, and what voids it.

Nothing is flagged: each is compared with the article as it is when somebody looks, so nothing that
changes the article can forget to say so (docs/decisions/0008-sign-off-is-compared.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from claims.enums import ReviewPolicy, State
from claims.models import Article, Claim, SignOff, Statement, Support

from .comparing import Difference, differences
from .signed_parts import compared_parts


@dataclass(frozen=True, slots=True)
class Standing:
    """A sign-off (None: there is none) against its article as it is now.

    ``newer`` is the article's last sign-off where this one is not it.
    """

    sign_off: SignOff | None
    differences: tuple[Difference, ...] = ()
    newer: SignOff | None = None

    @property
    def holds(self) -> bool:
        """Whether the article is signed off as it is."""
        return self.sign_off is not None and not self.differences and self.newer is None

    @property
    def is_void(self) -> bool:
        """Whether something has changed since it was given."""
        return bool(self.differences)


def standing(article: Article) -> Standing:
    """Return how the last sign-off of ``article`` stands."""
    return next(iter(standings_in(article)), Standing(None))


def standing_of(article: Article, sign_off: SignOff) -> Standing:
    """Return how one sign-off of ``article`` stands."""
    return next(found for found in standings_in(article) if found.sign_off == sign_off)


def standings_in(article: Article) -> list[Standing]:
    """Return how every sign-off of ``article`` stands, the newest first."""
    rows = SignOff.objects.filter(article=article).select_related("created_by", "revision")
    found = list(rows)
    if not found:
        return []
    now = compared_parts([article])[article.pk]
    for row in found:
        row.article = article
    return [
        Standing(row, tuple(differences(row.record, now)), None if row is found[0] else found[0])
        for row in found
    ]


def standings_of(articles: Iterable[Article]) -> dict[int, Standing]:
    """Return by primary key how the last sign-offs stand, of those articles that have one.

    One read where none has, eight for any number that have.
    """
    keys = [article.pk for article in articles]
    later = SignOff.objects.filter(
        Q(created_at__gt=OuterRef("created_at"))
        | Q(created_at=OuterRef("created_at"), pk__gt=OuterRef("pk")),
        article=OuterRef("article"),
    )
    last = SignOff.objects.filter(~Exists(later), article__in=keys).select_related(
        "article__current"
    )
    found = list(last.defer("article__current__text", "article__current__blocks"))
    if not found:
        return {}
    now = compared_parts([row.article for row in found])
    return {
        row.article_id: Standing(row, tuple(differences(row.record, now[row.article_id])))
        for row in found
    }


def hands_without_second(article: Article) -> set[int]:
    """Return the ids of those who checked what nobody else has looked at, and the desk asks for.

    What waits for a second person may yet be let pass at the gate; where the desk leaves the
    second look to the sign-off, it is every checked claim and heard statement not approved.
    """
    claims = Claim.objects.filter(article=article).awaiting_review()
    heard = Statement.objects.filter(article=article).awaiting_review()
    if article.desk and article.desk.review_policy == ReviewPolicy.SIGN_OFF:
        claims = Claim.objects.filter(article=article, state=State.CHECKED).current()
        heard = Statement.objects.filter(article=article, approved_at__isnull=True).current()
        heard = heard.exclude(said="")
    hands = {*claims.values_list("verdict_by", flat=True), *heard.values_list("said_by", flat=True)}
    for rows in (
        Support.objects.current().filter(claim__in=claims),
        Support.objects.current().filter(statement__in=heard),
    ):
        for pair in rows.values_list("created_by", "edited_by"):
            hands |= set(pair)
    return {pk for pk in hands if pk is not None}
