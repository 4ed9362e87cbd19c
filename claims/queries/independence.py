"""From how many independent origins the evidence of a claim comes: a hint, never a verdict."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from claims.enums import FITTING, EvidenceKind, Stance, State, Verdict
from claims.models import Article, Claim, Evidence, LoosenedFit, Support
from claims.models.claim import ClaimQuerySet

Fits = frozenset[tuple[str, str]]  # kinds ("" for any) with stances that a verdict rests on too


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin, by the name that somebody gave it, and how much evidence goes back to it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Origins:
    """What the evidence of one claim goes back to, against what its desk asks for."""

    asked: int
    found: tuple[Origin, ...]
    on_author: bool  # the author's word is there too, which counts for none

    @property
    def count(self) -> int:
        """Return the number of independent origins."""
        return len(self.found)

    @property
    def is_short(self) -> bool:
        """Whether they are fewer than the desk asks for."""
        return self.count < self.asked

    @property
    def shared(self) -> list[Origin]:
        """Return the origins to which more than one piece of evidence goes back."""
        return [origin for origin in self.found if origin.count > 1]


def name_of(evidence: Evidence) -> str:
    """Return what evidence comes from: its origin, its publisher, the host of its address."""
    return " ".join((evidence.origin.strip() or evidence.publisher).split()) or host(evidence.url)


def host(url: str) -> str:
    """Return the host of an address without "www."; "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return ""


def independent(evidence: Iterable[Evidence]) -> tuple[Origin, ...]:
    """Return the origins of ``evidence``; what names none is one by itself."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for row in evidence:
        name = name_of(row)
        key = name.casefold() or f"\n{row.pk}"  # no name holds a line end
        names.setdefault(key, name)
        counts[key] = counts.get(key, 0) + 1
    return tuple(Origin(names[key], count) for key, count in counts.items())


def asks(claim: Claim, asked: int) -> bool:
    """Whether a desk that asks for ``asked`` origins asks for them here.

    It does not for what nobody can check, nor for what rests on an account of what was tried.
    """
    return not (
        asked < 2
        or claim.retired_at
        or claim.state == State.NOT_CHECKABLE
        or claim.verdict == Verdict.UNVERIFIABLE
    )


def bears_out(support: Support, verdict: str, fits: Fits) -> bool:
    """Whether ``support`` is what ``verdict`` rests on; without one, all but context is."""
    if not verdict:
        return support.stance != Stance.CONTEXT
    if any(support.stance in group for group in FITTING[Verdict(verdict)]):
        return True
    return bool({("", support.stance), (support.evidence.kind, support.stance)} & fits)


def origins(verdict: str, supports: Iterable[Support], *, asked: int, fits: Fits) -> Origins:
    """Return the independent origins among ``supports``, which are current, with their evidence."""
    bearing = [s.evidence for s in supports if bears_out(s, verdict, fits)]
    own = [row for row in bearing if row.kind == EvidenceKind.ON_AUTHOR]
    return Origins(asked, independent(row for row in bearing if row not in own), bool(own))


def origins_of(claim: Claim, supports: list[Support]) -> Origins | None:
    """Return the origins of a claim's evidence; None where its desk does not ask for several.

    ``supports`` are the current ones that the person at the screen may read.
    """
    desk = claim.article.desk
    if desk is None or not supports or not asks(claim, desk.origins_asked):
        return None
    fits = loosened().get(claim.verdict, frozenset()) if claim.verdict else frozenset()
    return origins(claim.verdict, supports, asked=desk.origins_asked, fits=fits)


def loosened() -> dict[str, Fits]:
    """Return by verdict what editors let it rest on beyond the usual."""
    found: dict[str, Fits] = {}
    for verdict, kind, stance in LoosenedFit.objects.values_list("verdict", "kind", "stance"):
        found[verdict] = found.get(verdict, frozenset()) | {(kind, stance)}
    return found


def short_of_origins(article: Article) -> ClaimQuerySet:
    """Return the claims with a verdict that rests on fewer independent origins than asked for.

    In four reads for any number of claims, none where the desk does not ask.
    """
    asked = article.desk.origins_asked if article.desk else 1
    rows = Claim.objects.filter(article=article).current()
    if asked < 2:
        return rows.none()
    judged = [claim for claim in rows.exclude(verdict="") if asks(claim, asked)]
    supports: dict[int | None, list[Support]] = {claim.pk: [] for claim in judged}
    ties = Support.objects.current().filter(claim__in=supports).select_related("evidence")
    for support in ties:
        supports[support.claim_id].append(support)
    fits = loosened()
    short = [
        claim.pk
        for claim in judged
        if origins(
            claim.verdict,
            supports[claim.pk],
            asked=asked,
            fits=fits.get(claim.verdict, frozenset()),
        ).is_short
    ]
    return rows.filter(pk__in=short)
