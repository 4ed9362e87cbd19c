"""What the newsroom stores, one noun a file."""

from .anchor import Anchor
from .arrival import Arrival
from .article import Article, Revision
from .audit import AuditEvent
from .calculation import Calculation
from .calendar import CalendarToken
from .capture import Capture
from .chain import AuditLink, ChainHead
from .change import Change
from .claim import Claim
from .evidence import Evidence, Support
from .expert import ExpertLink
from .feed import Feed, FeedItem
from .fitting import LoosenedFit
from .gate import GateSetting, Override
from .interview import Interview
from .lexicon import LexiconEntry
from .notice import Notice, NoticeChoice, NoticeSetting
from .people import Invitation, User
from .presence import Presence
from .query import Query, Reply
from .reply import Criticism, ReplyAttempt
from .review import Review
from .saved_view import SavedView
from .signoff import SignOff
from .source import Source, SourceAlias, SourceRole
from .statement import Statement
from .suggestion import NothingToCheck, Suggestion
from .vocabulary import Desk, Tag
from .watch import WatchSetting

__all__ = [
    "Anchor",
    "Arrival",
    "Article",
    "AuditEvent",
    "AuditLink",
    "Calculation",
    "CalendarToken",
    "Capture",
    "ChainHead",
    "Change",
    "Claim",
    "Criticism",
    "Desk",
    "Evidence",
    "ExpertLink",
    "Feed",
    "FeedItem",
    "GateSetting",
    "Interview",
    "Invitation",
    "LexiconEntry",
    "LoosenedFit",
    "NothingToCheck",
    "Notice",
    "NoticeChoice",
    "NoticeSetting",
    "Override",
    "Presence",
    "Query",
    "Reply",
    "ReplyAttempt",
    "Review",
    "Revision",
    "SavedView",
    "SignOff",
    "Source",
    "SourceAlias",
    "SourceRole",
    "Statement",
    "Suggestion",
    "Support",
    "Tag",
    "User",
    "WatchSetting",
]
