"""Words with a fixed list of values, and the tables that hold the rules between them.

Labels are for people and may be translated; code depends on the values and on the classes
(open, good, bad, blocked) only.
"""

from .articles import (
    AT_WORK,
    STAGE_MOVES,
    ArrivalState,
    Origin,
    PubStatus,
    Stage,
    Visibility,
)
from .claims import (
    BAD_VERDICTS,
    TRANSITIONS,
    Action,
    ClaimKind,
    Risk,
    State,
    Verdict,
)
from .evidence import (
    BAD_HEALTH,
    FITTING,
    LIKELY,
    CaptureState,
    CaptureWay,
    Channel,
    EvidenceKind,
    Found,
    Health,
    Notes,
    Primacy,
    Question,
    Reliability,
    Shown,
    Stance,
    Sum,
)
from .feeds import FeedKind
from .notices import How, NoticeKind
from .people import (
    TO_ROLES,
    ReviewPolicy,
    Role,
)
from .reading import (
    AnchorState,
    Decision,
    LexiconKind,
    Part,
    SuggestionKind,
    Worth,
)
from .review import (
    ChangeState,
    ExpertAnswer,
    GateLevel,
    ReviewDecision,
)
from .statements import (
    Manner,
    Report,
    Said,
    SourceKind,
    Terms,
)

__all__ = [
    "AT_WORK",
    "BAD_HEALTH",
    "BAD_VERDICTS",
    "FITTING",
    "LIKELY",
    "STAGE_MOVES",
    "TO_ROLES",
    "TRANSITIONS",
    "Action",
    "AnchorState",
    "ArrivalState",
    "CaptureState",
    "CaptureWay",
    "ChangeState",
    "Channel",
    "ClaimKind",
    "Decision",
    "EvidenceKind",
    "ExpertAnswer",
    "FeedKind",
    "Found",
    "GateLevel",
    "Health",
    "How",
    "LexiconKind",
    "Manner",
    "Notes",
    "NoticeKind",
    "Origin",
    "Part",
    "Primacy",
    "PubStatus",
    "Question",
    "Reliability",
    "Report",
    "ReviewDecision",
    "ReviewPolicy",
    "Risk",
    "Role",
    "Said",
    "Shown",
    "SourceKind",
    "Stage",
    "Stance",
    "State",
    "SuggestionKind",
    "Sum",
    "Terms",
    "Verdict",
    "Visibility",
    "Worth",
]
