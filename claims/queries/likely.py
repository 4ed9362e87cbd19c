"""What evidence most likely does to a claim, so that a form asks for no more than it must."""

from collections.abc import Iterable

from claims.enums import FITTING, LIKELY, Stance, Verdict
from claims.models import Support


def likely_stance(verdict: str, supports: Iterable[Support], *, last: str = "") -> Stance:
    """Return what more evidence most likely does to what has this ``verdict`` ("" for none).

    ``last``, what the last one did, unless the verdict still lacks evidence of another stance.
    """
    if not verdict:
        return Stance(last or Stance.SUPPORTS)
    have = {Stance(support.stance) for support in supports}
    pairs = zip(LIKELY[Verdict(verdict)], FITTING[Verdict(verdict)], strict=False)
    lacking = [(likely, group) for likely, group in pairs if not group & have]
    if last and (not lacking or any(last in group for _likely, group in lacking)):
        return Stance(last)
    return lacking[0][0] if lacking else LIKELY[Verdict(verdict)][0]
