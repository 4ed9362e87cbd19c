"""What the newsroom stores, one noun a file."""

from .anchor import Anchor
from .arrival import Arrival
from .article import Article, Revision
from .audit import AuditEvent
from .claim import Claim
from .evidence import Evidence, Support
from .people import Invitation, User
from .review import Review
from .source import Source, SourceAlias, SourceRole
from .statement import Statement
from .suggestion import NothingToCheck, Suggestion
from .vocabulary import Desk, Tag

__all__ = [
    "Anchor",
    "Arrival",
    "Article",
    "AuditEvent",
    "Claim",
    "Desk",
    "Evidence",
    "Invitation",
    "NothingToCheck",
    "Review",
    "Revision",
    "Source",
    "SourceAlias",
    "SourceRole",
    "Statement",
    "Suggestion",
    "Support",
    "Tag",
    "User",
]
