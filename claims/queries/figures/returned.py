"""How often the second person sends work back."""

from collections import Counter

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.enums import ReviewDecision
from claims.models import Review

from ..days import within
from .charts import Bars, plain
from .parts import Cell, Column, Row, Section, percent, share
from .past import Past

Counts = Counter[tuple[int | None, str]]


def section(past: Past) -> Section:
    """Return how many reviews there were by desk, and how many of them returned the work."""
    counts = counts_of(past)
    desks = past.in_order(desk for desk, _decision in counts)
    whole: Counts = Counter()
    for (_desk, decision), count in counts.items():
        whole[None, decision] += count
    numbers = [both(counts, desk) for desk in desks]
    bars = []
    for place, (desk, (back, every)) in enumerate(zip(desks, numbers, strict=True)):
        note = _("%(back)d of %(all)d") % {"back": back, "all": every}
        value = [("back", note, share(back, every))]
        bars.append(plain(past.name_of(desk), note, value, whole=100, row=place))
    legend = [("back", _("returned, of all reviews"))]
    words = _("The share of reviews that returned the work, by desk; the numbers are in the table.")
    return Section(
        key="returned",
        title=_("Returned by the second person"),
        finding=finding(*both(whole, None)) if counts else "",
        columns=[
            Column(_("Desk"), is_number=False),
            Column(_("Reviews")),
            Column(_("Returned")),
            Column(_("Share")),
        ],
        rows=[row(past.name_of(desk), *both(counts, desk)) for desk in desks],
        total=row(_("All desks"), *both(whole, None)) if len(desks) > 1 else (),
        chart=Bars(words, bars, legend) if any(back for back, _every in numbers) else None,
        empty=_("Nobody reviewed anything in these days."),
        notes=[
            _(
                "Decisions of these days on claims and on answers to “was it said”; what was "
                "undone does not count."
            )
        ],
    )


def counts_of(past: Past) -> Counts:
    """Return how many reviews there are by desk and decision, in one read."""
    articles = past.articles
    rows = Review.objects.standing().filter(
        Q(claim__article__in=articles) | Q(statement__article__in=articles),
        within("created_at", str(past.days), past.zone),
    )
    desk = Coalesce("claim__article__desk", "statement__article__desk")
    columns = rows.order_by().values_list(desk, "decision").annotate(n=Count("pk"))
    return Counter({(desk, decision): count for desk, decision, count in columns})


def both(counts: Counts, desk: int | None) -> tuple[int, int]:
    """Return how many reviews of a desk returned the work, and how many there were."""
    back = counts[desk, ReviewDecision.RETURNED]
    return back, back + counts[desk, ReviewDecision.APPROVED]


def row(name: str, back: int, every: int) -> Row:
    """Return one line of the table."""
    return [Cell(name), Cell(every), Cell(back), percent(back, every)]


def finding(back: int, every: int) -> str:
    """Say it in one sentence."""
    if not back:
        return ngettext(
            "The one review sent no work back.", "None of %(n)d reviews sent work back.", every
        ) % {"n": every}
    said = _("%(back)d of %(all)d reviews sent the work back (%(share)d %%).")
    return said % {"back": back, "all": every, "share": share(back, every)}
