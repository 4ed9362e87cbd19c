"""What the newsroom stores, one noun a file."""

from .anchor import Anchor
from .arrival import Arrival
from .article import Article, Revision
from .audit import AuditEvent
from .chain import AuditLink, ChainHead
from .change import Change
from .claim import Claim
from .evidence import Evidence, Support
from .expert import ExpertLink
from .feed import Feed, FeedItem
from .gate import GateSetting, Override
from .lexicon import LexiconEntry
from .people import Invitation, User
from .query import Query, Reply
from .review import Review
from .signoff import SignOff
from .source import Source, SourceAlias, SourceRole
from .statement import Statement
from .suggestion import NothingToCheck, Suggestion
from .vocabulary import Desk, Tag

__all__ = [
    "Anchor",
    "Arrival",
    "Article",
    "AuditEvent",
    "AuditLink",
    "ChainHead",
    "Change",
    "Claim",
    "Desk",
    "Evidence",
    "ExpertLink",
    "Feed",
    "FeedItem",
    "GateSetting",
    "Invitation",
    "LexiconEntry",
    "NothingToCheck",
    "Override",
    "Query",
    "Reply",
    "Review",
    "Revision",
    "SignOff",
    "Source",
    "SourceAlias",
    "SourceRole",
    "Statement",
    "Suggestion",
    "Support",
    "Tag",
    "User",
]
