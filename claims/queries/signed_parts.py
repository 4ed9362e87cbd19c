"""What voids a sign-off when it changes: text, claims, statements and what they rest on.

Read for several articles at once and as plain values: lists compare dozens of sign-offs.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from claims.enums import Part, Report, ReviewDecision, State
from claims.models import Anchor, Article, Claim, Review, Statement, Support, User

from .signed_replies import signed_replies

Record = dict[str, Any]
Row = dict[str, Any]
OWN = ("pk", "uid", "article")
CLAIM = (
    *("number", "statement__uid", "text", "risk", "state", "state_reason", "verdict"),
    *("verdict_note", "verdict_by", "verdict_at", "action"),
)
STATEMENT = (
    *("source__root__name", "mention", "role_printed", "manner", "terms", "said", "said_note"),
    "report",
    *("said_by", "said_at", "approved_by", "approved_at"),
)
SUPPORT = (
    *("uid", "claim", "statement", "stance", "passage", "found", "locator", "note"),
    *("created_by", "created_at", "edited_by"),
)
LOOKED = frozenset({"found", "copy"})  # of copies, in records of format 3 on; never compared
IN_TWO = ("author", "published_on", "primacy", "origin")  # of evidence, in records of format 2 on
EVIDENCE = (
    *("uid", "kind", "title", "url", "file_name", "sha256", "description", "publisher"),
    *IN_TWO,
)


@dataclass
class Around:
    """What hangs on the claims and statements, each by ("claim" or "statement", primary key)."""

    words: dict[tuple[str, int], list[list[Any]]] = field(default_factory=lambda: defaultdict(list))
    lost: dict[tuple[str, int], str] = field(default_factory=dict)  # words without a place now
    supports: dict[tuple[str, int], list[Row]] = field(default_factory=lambda: defaultdict(list))
    approvals: dict[int, Row] = field(default_factory=dict)  # the last one, by the claim's key
    people: dict[int, User] = field(default_factory=dict)
    replies: dict[int, list[Record]] = field(default_factory=dict)  # by the claim's key


def compared_parts(articles: Sequence[Article]) -> dict[int, Record]:
    """Return by primary key the parts of each article's record that are compared.

    In seven reads for all of them together; ``current`` is to be read along with them.
    """
    found: dict[int, Record] = {
        article.pk: {
            "heading": {"title": article.title, "byline": article.byline},
            "revision": {"sha256": article.current.sha256 if article.current else ""},
            "claims": [],
            "statements": [],
        }
        for article in articles
    }
    claims = list(Claim.objects.filter(article__in=articles).current().values(*OWN, *CLAIM))
    statements = Statement.objects.filter(article__in=articles).current()
    said = list(statements.values(*OWN, *STATEMENT))
    around = read_around(articles, [*claims, *said])
    for row in claims:
        found[row["article"]]["claims"].append(claim_record(row, around))
    for row in said:
        found[row["article"]]["statements"].append(statement_record(row, around))
    return found


def read_around(articles: Sequence[Article], things: Sequence[Row]) -> Around:
    """Read the words, the evidence, the approvals and the people of all of ``articles``."""
    around = Around()
    revisions = [article.current_id for article in articles]
    words = Anchor.objects.filter(revision__in=revisions, part=Part.CONTENT)
    for claim, statement, *span in words.values_list("claim", "statement", "start", "end", "exact"):
        around.words[owner(claim, statement)].append(span)
    around.lost = last_words([row for row in things if key_of(row) not in around.words])
    here = Q(claim__article__in=articles) | Q(statement__article__in=articles)
    evidence = [f"evidence__{name}" for name in EVIDENCE]
    supports = list(Support.objects.current().filter(here).values(*SUPPORT, *evidence))
    for row in supports:
        around.supports[owner(row["claim"], row["statement"])].append(row)
    around.replies = signed_replies(articles)
    reviews = Review.objects.standing().filter(
        decision=ReviewDecision.APPROVED, claim__article__in=articles
    )
    for claim, by, at in reviews.values_list("claim", "created_by", "created_at"):
        # the newest comes first
        around.approvals.setdefault(claim or 0, {"created_by": by, "created_at": at})
    names = ("verdict_by", "said_by", "approved_by", "created_by", "edited_by")
    every = [*things, *supports, *around.approvals.values()]
    keys = {row[name] for row in every for name in names if row.get(name)}
    around.people = User.objects.only("uid", "name", "username").in_bulk(keys)
    return around


def key_of(row: Row) -> tuple[str, int]:
    """Return the key of a claim or statement itself."""
    return "claim" if "number" in row else "statement", row["pk"]


def last_words(things: Sequence[Row]) -> dict[tuple[str, int], str]:
    """Return the words as they stood last of ``things`` that have no place in the text now."""
    if not things:
        return {}
    keys: dict[str, list[int]] = defaultdict(list)
    for kind, pk in map(key_of, things):
        keys[kind].append(pk)
    of_these = Q(claim__in=keys["claim"]) | Q(statement__in=keys["statement"])
    rows = Anchor.objects.filter(of_these, part=Part.CONTENT).order_by("-revision__number", "start")
    found: dict[tuple[str, int], tuple[int, list[str]]] = {}
    for claim, statement, revision, exact in rows.values_list(
        "claim", "statement", "revision", "exact"
    ):
        newest, words = found.setdefault(owner(claim, statement), (revision, []))
        if newest == revision:
            words.append(exact)
    return {key: " … ".join(words) for key, (_revision, words) in found.items()}


def owner(claim: int | None, statement: int | None) -> tuple[str, int]:
    """Return the key of what a row hangs on; (…, 0) for the passage of a query."""
    return ("claim", claim) if claim else ("statement", statement or 0)


def claim_record(row: Row, around: Around) -> Record:
    """Return a claim as it is signed."""
    last = around.approvals.get(row["pk"]) if row["state"] == State.APPROVED else None
    return {
        "uid": str(row["uid"]),
        "number": row["number"],
        "words": around.words.get(("claim", row["pk"]), []),
        **lost_record(row, around),
        "text": row["text"],
        "statement": str(row["statement__uid"]) if row["statement__uid"] else None,
        "risk": row["risk"],
        "state": row["state"],
        "reason": row["state_reason"],
        "verdict": row["verdict"],
        "finding": row["verdict_note"],
        "action": row["action"],
        "checked": by_whom(row, "verdict", around),
        "approved": by_whom(last, "created", around) if last else None,
        "supports": [support_record(s, around) for s in around.supports["claim", row["pk"]]],
        **({"replies": replies} if (replies := around.replies.get(row["pk"])) else {}),
    }


def statement_record(row: Row, around: Around) -> Record:
    """Return a statement as it is signed."""
    return {
        "uid": str(row["uid"]),
        "words": around.words.get(("statement", row["pk"]), []),
        **lost_record(row, around),
        "source": row["source__root__name"] or "",
        "mention": row["mention"],
        "role": row["role_printed"],
        "manner": row["manner"],
        "terms": row["terms"],
        **({} if row["report"] == Report.ASSERTION else {"report": row["report"]}),
        "said": row["said"],
        "note": row["said_note"],
        "heard": by_whom(row, "said", around),
        "approved": by_whom(row, "approved", around),
        "supports": [support_record(s, around) for s in around.supports["statement", row["pk"]]],
    }


def lost_record(row: Row, around: Around) -> Record:
    """Return the last words of what has no place in the text; nothing for what has one."""
    lost = around.lost.get(key_of(row))
    return {"lost": lost} if lost else {}


def support_record(row: Row, around: Around) -> Record:
    """Return a tie with the evidence at its other end."""
    edited = around.people[row["edited_by"]] if row["edited_by"] else None
    evidence = {name: row[f"evidence__{name}"] for name in EVIDENCE}
    return {
        "uid": str(row["uid"]),
        "stance": row["stance"],
        "passage": row["passage"],
        "found": row["found"],
        "locator": row["locator"],
        "note": row["note"],
        "attached": by_whom(row, "created", around),
        "edited": {"by": str(edited), "uid": str(edited.uid)} if edited else None,
        "evidence": {
            **evidence,
            "uid": str(evidence["uid"]),
            "published_on": day.isoformat() if (day := evidence["published_on"]) else "",
        },
    }


def by_whom(row: Row, deed: str, around: Around) -> Record | None:
    """Return who did ``deed``, by printed name and uid, and when; None where nobody did."""
    person = around.people.get(row[f"{deed}_by"])
    return signed_by(person, row[f"{deed}_at"])


def signed_by(person: User | None, at: Any) -> Record | None:
    """Return who did something and when; None where nobody did."""
    if person is None or at is None:
        return None
    return {"by": str(person), "uid": str(person.uid), "at": at.isoformat()}
