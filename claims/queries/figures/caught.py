"""What checking changed: errors caught before an article ran, and what came of them."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.enums import Action, ClaimKind, Said

from .charts import Bars, plain, stacked
from .errors import BAD
from .looks import SIGNS
from .parts import Cell, Column, Row, Section
from .past import Past

KINDS = (*ClaimKind, "")
Counts = Counter[tuple[str, str]]  # by kind and verdict


def section(past: Past) -> Section:
    """Return the errors caught before publication, by kind of claim."""
    found = past.caught
    counts = Counter((claim.kind, verdict) for claim, verdict in found.verdicts.items())
    reworded = [claim for claim in past.claims if claim.uid in found.reworded]
    every = Counter(claim.kind for claim in {*found.verdicts, *reworded})
    rows = rows_of(counts, Counter(claim.kind for claim in reworded), every)
    sums = [sum(int(row[place].value) for row in rows) for place in range(1, len(BAD) + 3)]
    return Section(
        key="caught",
        title=_("Caught before publication"),
        finding=finding(every) if every else "",
        columns=[
            Column(_("Kind of claim"), is_number=False),
            *(Column(str(v.label), verdict=v.value) for v in BAD),
            Column(_("Other words accepted")),
            Column(_("Claims")),
        ],
        rows=rows,
        total=[Cell(_("All kinds")), *map(Cell, sums)] if len(rows) > 1 else (),
        chart=chart_of(counts) if counts else None,
        empty=_("No claim got such a verdict, and no other wording was accepted, in these days."),
        notes=[
            _(
                "Claims that in these days, before their article was first published, got one of "
                "these verdicts (the last one counts), or had other words accepted. A claim with "
                "both is one claim."
            ),
            _("Claims that were retired later count too: an error that was cut was caught."),
        ],
    )


def rows_of(counts: Counts, reworded: Counter[str], every: Counter[str]) -> list[Row]:
    """Return a line for each kind of claim that there is."""
    return [
        [
            Cell(kind_name(kind)),
            *(Cell(counts[kind, verdict]) for verdict in BAD),
            Cell(reworded[kind]),
            Cell(every[kind]),
        ]
        for kind in KINDS
        if every[kind]
    ]


def chart_of(counts: Counts) -> Bars:
    """Draw the verdicts of each kind of claim end to end."""
    sums = {kind: sum(counts[kind, verdict] for verdict in BAD) for kind in KINDS}
    bars = [
        stacked(
            kind_name(kind),
            str(sums[kind]),
            [(v.value, SIGNS[v], str(v.label), counts[kind, v]) for v in BAD],
            row=place,
        )
        for place, kind in enumerate(kind for kind in KINDS if sums[kind])
    ]
    words = _("The verdicts that did not hold, by kind of claim; the numbers are in the table.")
    return Bars(words, bars, [(v.value, str(v.label)) for v in BAD])


def kind_name(kind: str) -> str:
    """Return what a kind of claim is called."""
    return str(ClaimKind(kind).label) if kind else _("No kind noted")


def finding(kinds: Counter[str]) -> str:
    """Say how many, and in what most of them were."""
    whole = sum(kinds.values())
    said = ngettext(
        "%(n)d claim did not hold or was reworded before its article ran.",
        "%(n)d claims did not hold or were reworded before their articles ran.",
        whole,
    ) % {"n": whole}
    named = Counter({kind: count for kind, count in kinds.items() if kind})
    if whole < 2 or not named:
        return said
    (kind, count), *_rest = named.most_common(1)
    most = _("Most often: %(kind)s (%(n)d).") % {"kind": kind_name(kind), "n": count}
    return f"{said} {most}"


def answers(past: Past) -> Section:
    """Return what came of what was caught."""
    found = past.caught
    actions = Counter(claim.action for claim in found.verdicts)
    told: list[tuple[str, int]] = [
        (_("Claims to change"), actions[Action.CHANGE]),
        (_("Claims to attribute or soften"), actions[Action.ATTRIBUTE]),
        (_("Claims to cut"), actions[Action.CUT]),
        (_("Claims for a legal read"), actions[Action.LEGAL_READ]),
        (_("Claims for a correction"), actions[Action.CORRECTION]),
        (_("Claims to keep, or not decided"), actions[Action.KEEP]),
        (_("Other wordings accepted"), found.accepted),
        (_("… of them in the text by now"), found.landed),
        (_("Statements found altered"), found.said[Said.ALTERED]),
        (_("Statements not found"), found.said[Said.NOT_FOUND]),
    ]
    return Section(
        key="answers",
        title=_("What came of it"),
        finding=came_of(len(found.verdicts), actions)
        if any(count for _name, count in told)
        else "",
        columns=[Column(_("What"), is_number=False), Column(_("How many"))],
        rows=[[Cell(name), Cell(count)] for name, count in told if count],
        chart=numbers_of([(name, count) for name, count in told if count]),
        empty=_("Nothing was caught in these days."),
        notes=[
            _(
                "The editorial action of the claims that got such a verdict, as it stands now; "
                "wordings accepted and statements answered in these days, before publication."
            )
        ],
    )


def numbers_of(told: Sequence[tuple[str, int]]) -> Bars | None:
    """Draw plain numbers."""
    most = max((count for _name, count in told), default=0)
    bars = [
        plain(name, str(count), [("voice", f"{name}: {count}", count)], whole=most, row=row)
        for row, (name, count) in enumerate(told)
    ]
    return Bars(_("These numbers as bars."), bars) if bars else None


def came_of(every: int, actions: Counter[str]) -> str:
    """Say for how many claims the article was to change."""
    done = every - actions[Action.KEEP]
    said = ngettext(
        "For %(done)d of %(n)d claim that did not hold, the article is to change.",
        "For %(done)d of %(n)d claims that did not hold, the article is to change.",
        every,
    )
    return said % {"done": done, "n": every}
