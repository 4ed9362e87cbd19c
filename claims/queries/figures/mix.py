"""What verdicts each desk's claims got."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Count
from django.utils.translation import gettext as _

from claims.enums import Verdict
from claims.models import Claim

from ..days import within
from ..queue_filters import queue_url
from .charts import Bars, stacked
from .looks import SIGNS
from .parts import Cell, Column, Row, Section, share
from .past import Past


def section(past: Past) -> Section:
    """Return the verdicts given in the days asked for, as they stand now, by desk."""
    counts = counts_of(past)
    desks = past.in_order(desk for desk, _verdict in counts)
    rows = [row(past, past.name_of(desk), [past.slug_of(desk)], counts, desk) for desk in desks]
    whole: Counter[tuple[int | None, str]] = Counter()
    for (_desk, verdict), count in counts.items():
        whole[None, verdict] += count
    chosen = [past.desk] if past.desk else []
    bars = [
        stacked(
            past.name_of(desk),
            str(sum(counts[desk, v] for v in Verdict)),
            [(v.value, SIGNS[v], str(v.label), counts[desk, v]) for v in Verdict],
            row=place,
        )
        for place, desk in enumerate(desks)
    ]
    words = _("The verdicts of each desk, side by side; the numbers are in the table.")
    return Section(
        key="verdicts",
        title=_("Verdicts by desk"),
        finding=finding(whole) if counts else "",
        columns=[
            Column(_("Desk"), is_number=False),
            *(Column(str(v.label), verdict=v.value) for v in Verdict),
            Column(_("Claims")),
        ],
        rows=rows,
        total=row(past, _("All desks"), chosen, whole, None) if len(rows) > 1 else (),
        chart=Bars(words, bars, [(v.value, str(v.label)) for v in Verdict]) if counts else None,
        empty=_("No verdict was given in these days."),
        notes=[
            _(
                "Claims whose verdict, as it stands now, was given or confirmed in these days, "
                "in articles of every stage; also where it is to be checked again."
            )
        ],
    )


def counts_of(past: Past) -> Counter[tuple[int | None, str]]:
    """Return how many claims there are by desk and verdict, in one read."""
    rows = Claim.objects.visible_to(past.user).current().exclude(verdict="")
    rows = rows.filter(past.of_desk("article__"), within("verdict_at", str(past.days), past.zone))
    columns = rows.order_by().values_list("article__desk", "verdict").annotate(n=Count("pk"))
    return Counter({(desk, verdict): count for desk, verdict, count in columns})


def row(
    past: Past,
    name: str,
    slugs: Sequence[str],
    counts: Counter[tuple[int | None, str]],
    desk: int | None,
) -> Row:
    """Return one line of the table; each number leads to the claims that it counts."""
    about = {"found": str(past.days), "state": "all", "desk": slugs, "stage": "all"}
    cells = [
        Cell(n, url=queue_url(verdict=v.value, **about)) if (n := counts[desk, v]) else Cell(0)
        for v in Verdict
    ]
    whole = sum(counts[desk, v] for v in Verdict)
    return [Cell(name), *cells, Cell(whole, url=queue_url(verdict=list(Verdict), **about))]


def finding(counts: Counter[tuple[int | None, str]]) -> str:
    """Say how many claims hold."""
    whole = sum(counts.values())
    held = counts[None, Verdict.VERIFIED]
    said = _("%(held)d of %(all)d claims were found to hold (%(share)d %%).")
    return said % {"held": held, "all": whole, "share": share(held, whole)}
