"""What a verdict may rest on in this newsroom: the usual rule, and what editors added to it."""

from dataclasses import dataclass

from claims.enums import FITTING, EvidenceKind, Stance, Verdict
from claims.models import LoosenedFit


@dataclass(frozen=True, slots=True)
class Cell:
    """Whether evidence with one stance fits one verdict, and which kinds an editor let fit."""

    stance: str
    usual: bool
    any_kind: bool
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One verdict; ``both``: it needs one of each usual stance; ``account``: it needs a text."""

    verdict: Verdict
    cells: list[Cell]
    both: bool
    account: bool


def fits() -> list[LoosenedFit]:
    """Return what editors let verdicts rest on, in the order of the verdicts."""
    order = list(Verdict.values)
    rows = LoosenedFit.objects.select_related("created_by")
    return sorted(rows, key=lambda row: (order.index(row.verdict), row.kind, row.stance))


def rule(loosened: list[LoosenedFit]) -> list[Row]:
    """Return the rule as a table of verdicts and stances."""
    return [
        Row(
            verdict,
            [cell(verdict, stance, loosened) for stance in Stance],
            both=len(FITTING[verdict]) > 1,
            account=not FITTING[verdict],
        )
        for verdict in Verdict
    ]


def cell(verdict: Verdict, stance: Stance, loosened: list[LoosenedFit]) -> Cell:
    """Return one cell of the table."""
    kinds = [row.kind for row in loosened if (row.verdict, row.stance) == (verdict, stance)]
    return Cell(
        str(stance.label),
        usual=any(stance in group for group in FITTING[verdict]),
        any_kind="" in kinds,
        kinds=tuple(str(EvidenceKind(kind).label) for kind in kinds if kind),
    )
