"""The signs of verdicts as static/css/tone.css gives them; in a chart they are text."""

from claims.enums import Verdict

SIGNS = {
    Verdict.VERIFIED: "✓",
    Verdict.NEEDS_CONTEXT: "±",
    Verdict.INACCURATE: "✗",
    Verdict.MISLEADING: "≈",
    Verdict.DISPUTED: "⇄",
    Verdict.UNVERIFIABLE: "∅",
}
