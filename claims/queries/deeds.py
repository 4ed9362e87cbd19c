"""The words of the audit log: what each kind of event, field and thing is called by people."""

from django.utils.translation import gettext_lazy as _

# Every kind of event there is; tests compare this with what the services write.
DEEDS = {
    "article.imported": _("brought the article in"),
    "article.edited": _("edited what is said about the article"),
    "article.authors_set": _("set the authors"),
    "article.readers_set": _("set who may read the article"),
    "article.moved": _("moved the article on"),
    "article.archived": _("archived the article"),
    "article.restored": _("brought the article back from the archive"),
    "article.signed_off": _("signed the article off"),
    "claim.raised": _("raised the claim"),
    "claim.edited": _("edited the claim"),
    "claim.assigned": _("assigned it"),
    "claim.due_set": _("set the deadline"),
    "claim.tagged": _("changed the tags"),
    "claim.retired": _("retired the claim"),
    "claim.restored": _("restored the claim"),
    "claim.released": _("released the claim"),
    "claim.reopened": _("reopened the claim"),
    "claim.taken_back": _("took it back"),
    "claim.called_not_checkable": _("called it not checkable"),
    "claim.approved": _("approved it"),
    "claim.returned": _("returned it"),
    "claim.to_recheck": _("changed evidence: to be checked again"),
    "claim.follows_evidence": _("changed evidence, and the state followed"),
    "verdict.set": _("set the verdict"),
    "verdict.cleared": _("cleared the verdict"),
    "verdict.confirmed": _("confirmed the verdict"),
    "finding.noted": _("noted the finding"),
    "evidence.added": _("added evidence"),
    "evidence.attached": _("attached evidence"),
    "evidence.detached": _("took evidence off"),
    "evidence.put_back": _("put evidence back"),
    "evidence.withdrawn": _("withdrew evidence"),
    "support.edited": _("edited how evidence bears on it"),
    "support.removed": _("took it off"),
    "support.put_back": _("put it back"),
    "statement.raised": _("raised the statement"),
    "statement.edited": _("edited the statement"),
    "statement.assigned": _("assigned it"),
    "statement.due_set": _("set the deadline"),
    "statement.retired": _("retired the statement"),
    "statement.restored": _("restored the statement"),
    "said.answered": _("answered “was it said”"),
    "said.cleared": _("cleared “was it said”"),
    "said.approved": _("approved the answer to “was it said”"),
    "said.returned": _("returned the answer to “was it said”"),
    "said.reopened": _("opened “was it said” again"),
    "said.to_review": _("changed evidence: the answer waits for approval again"),
    "lexicon.added": _("added a word for the text engine"),
    "lexicon.removed": _("removed a word of the text engine"),
    "article.read_again": _("had the text read again"),
    "suggestion.accepted": _("accepted the suggestion"),
    "suggestion.dismissed": _("dismissed the suggestion"),
    "suggestion.put_back": _("made the suggestion open again"),
    "sentence.nothing_here": _("found nothing to check in a passage"),
    "sentence.something_here": _("took “nothing to check” back"),
    "query.asked": _("asked a query"),
    "query.replied": _("replied"),
    "query.resolved": _("resolved the query"),
    "query.reopened": _("reopened the query"),
    "expert.invited": _("made a link for an outside expert"),
    "expert.revoked": _("revoked the link of an outside expert"),
    "expert.opened": _("opened the link for the first time"),
    "expert.answered": _("answered"),
    "change.proposed": _("proposed other words"),
    "change.accepted": _("accepted the proposed words"),
    "change.declined": _("declined the proposed words"),
    "change.withdrawn": _("withdrew the proposed words"),
    "change.landed": _("found the proposed words in the text"),
    "gate.overridden": _("let a condition of the gate pass"),
    "gate.override_withdrawn": _("no longer lets a condition of the gate pass"),
    "gate.level_set": _("set what a condition of the gate weighs"),
    "source.added": _("added the source"),
    "source.edited": _("edited the source"),
    "source.alias_added": _("added another name"),
    "source.role_added": _("added a role"),
    "source.merged": _("merged it into another source"),
    "source.parted": _("parted it from the other source"),
    "person.invited": _("invited somebody"),
    "person.invitation_withdrawn": _("withdrew an invitation"),
    "person.joined": _("joined the newsroom"),
    "person.edited": _("edited the account"),
    "person.profile_edited": _("edited the profile"),
    "person.password_set": _("set a new password for the account"),
    "word.added": _("added a word of the newsroom"),
    "word.changed": _("changed a word of the newsroom"),
    "word.dropped": _("dropped a word of the newsroom"),
    "deed.undone": _("undid the last step"),
}
UNKNOWN = _("changed it")

# What fields are called whose models give them no name of their own.
LABELS = {
    "aliases": _("other name"),
    "assignee": _("assigned to"),
    "authors": _("authors"),
    "claim": _("claim"),
    "count": _("lets pass"),
    "covers": _("covers"),
    "decision": _("decision"),
    "evidence": _("evidence"),
    "file_name": _("file"),
    "landed_in": _("in the text since"),
    "merged_into": _("merged into"),
    "readers": _("named people"),
    "reasons": _("reasons"),
    "retired_reason": _("reason"),
    "roles": _("role"),
    "sign_off": _("packet"),
    "slug": _("short name"),
    "statement": _("statement"),
    "tags": _("tags"),
    "withdrawn_reason": _("reason"),
    "words": _("words"),
}
# Who and when stand in the line already, and these say nothing to a reader.
QUIET = frozenset({"verdict_revision", "article", "revision", "current", "root", "sha256"})
# Things that come or go: the deed says which, so that only their name is told.
COME_OR_GO = frozenset({"evidence", "aliases", "roles", "words", "count", "sign_off"})


def is_quiet(name: str) -> bool:
    """Whether a change of this field is told by the line as it is."""
    return name in QUIET or (name.endswith(("_by", "_at")) and name != "due_at")


# What a thing is called, by the type the log keeps; a claim has its number too.
TYPES = {
    "article": _("article"),
    "claim": _("claim"),
    "statement": _("statement"),
    "suggestion": _("suggestion"),
    "evidence": _("evidence"),
    "support": _("evidence"),
    "query": _("query"),
    "reply": _("reply"),
    "expertlink": _("outside expert"),
    "change": _("proposed words"),
    "gatesetting": _("condition of the gate"),
    "override": _("condition of the gate"),
    "signoff": _("sign-off"),
    "source": _("source"),
    "user": _("account"),
    "invitation": _("invitation"),
    "desk": _("desk"),
    "lexiconentry": _("word for the text engine"),
    "tag": _("tag"),
}
CLAIM_NUMBER = _("claim %(number)d")
ON_CLAIM = _("%(thing)s on claim %(number)d")
ON_CLAIMS = frozenset({"query", "change"})

# The kinds of thing to filter by: what each is called, then which beginnings of kinds and which
# types belong to it. The first that fits counts: evidence tied to a claim is evidence.
GROUPS = (
    ("evidence", _("Evidence"), ("evidence.", "support."), ("evidence", "support")),
    ("queries", _("Queries"), ("query.", "expert."), ("query", "reply", "expertlink")),
    ("changes", _("Proposed words"), ("change.",), ("change",)),
    (
        "gate",
        _("Gate and sign-off"),
        ("gate.", "article.signed_off"),
        ("gatesetting", "override", "signoff"),
    ),
    ("claims", _("Claims"), (), ("claim",)),
    ("statements", _("Statements"), (), ("statement",)),
    ("suggestions", _("Suggestions"), ("sentence.",), ("suggestion",)),
    ("article", _("The article"), (), ("article", "revision")),
    ("sources", _("Sources"), (), ("source",)),
    ("people", _("People"), (), ("user", "invitation")),
    ("words", _("Desks, tags and words"), (), ("desk", "tag", "lexiconentry")),
)
OTHER = ("other", _("Other"))
