"""The packet of a sign-off: what was signed, in words, read from its frozen record and no row.

A packet opens the same whatever becomes of the article. Only evidence that the reader may not
read, as things are now, is left out.
"""

import datetime
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils import timezone

from claims.enums import (
    Action,
    ChangeState,
    Channel,
    EvidenceKind,
    ExpertAnswer,
    GateLevel,
    Manner,
    Primacy,
    Report,
    ReviewPolicy,
    Risk,
    Said,
    Stance,
    State,
    Terms,
    Verdict,
    Visibility,
)
from claims.models import Evidence, Revision, SignOff, User
from claims.models.chain import fingerprint

from .reading import BlockView, Mark, cut
from .signed_parts import Record

NORMAL = (Risk.NORMAL, "")
ON_RECORD = (Terms.ON_RECORD, "")
TIMES = ("asked_at", "deadline", "answered_at")


class Signature(NamedTuple):
    """Who did something, by the name they had then, and when, by the newsroom's clock."""

    by: str
    at: datetime.datetime


def evidence_in(record: Record) -> set[str]:
    """Return the uids of all evidence that a record rests on."""
    things = (row for part in ("claims", "statements") for row in record[part])
    return {tie["evidence"]["uid"] for row in things for tie in row["supports"]}


def readable_in(record: Record, user: User) -> dict[str, Evidence]:
    """Return by uid the evidence in a record that ``user`` may read now."""
    rows = Evidence.objects.visible_to(user).filter(uid__in=evidence_in(record))
    return {str(row.uid): row for row in rows}


class Packet:
    """A record as it is read: codes become words, times become times, some is left out."""

    def __init__(self, sign_off: SignOff, readable: Mapping[str, Evidence]) -> None:
        self.sign_off = sign_off
        self.record: Record = sign_off.record
        self.readable = readable

    @cached_property
    def print_now(self) -> str:
        """Return the SHA-256 of the record as it is stored now."""
        return fingerprint(self.record)

    @property
    def is_intact(self) -> bool:
        """Whether the record is the one that was signed."""
        return self.print_now == self.sign_off.sha256

    @property
    def article(self) -> Record:
        return dict(self.record["article"])

    @property
    def revision(self) -> Record:
        return dict(self.record["revision"])

    @property
    def policy(self) -> str:
        """Return when the desk asked for a second person."""
        return label(ReviewPolicy, self.record["article"]["policy"])

    @property
    def signed(self) -> Signature:
        """Return who gave it, and when."""
        signed = self.record["signed"]
        return Signature(signed["by"], time(signed["at"]))

    @property
    def chain(self) -> str:
        """Return the end of the audit chain as it was just before: position and hash."""
        return f"{self.record['chain']['position']}:{self.record['chain']['hash']}"

    @cached_property
    def blocks(self) -> list[BlockView]:
        """Return the text, cut into pieces by its claims."""
        signed = self.record["revision"]
        text = Revision(text=signed["text"], blocks=signed["blocks"])
        marks = [
            Mark("claim", start, end, row["uid"], f"{row['number']}")
            for row in self.record["claims"]
            for start, end, _exact in row["words"]
        ]
        return cut(text, sorted(marks, key=lambda mark: (mark.start, -mark.end)))

    @cached_property
    def names(self) -> dict[str, str]:
        """Return what claims and statements are called in the packet, by uid: "4", "S2"."""
        claims = {row["uid"]: f"{row['number']}" for row in self.record["claims"]}
        rows = enumerate(self.record["statements"], start=1)
        return claims | {row["uid"]: f"S{number}" for number, row in rows}

    @cached_property
    def claims(self) -> list[Record]:
        """Return the claims in order of their numbers."""
        return [
            {
                **row,
                "quote": quote(row),
                "state_label": label(State, row["state"]),
                "verdict_label": label(Verdict, row["verdict"]),
                "action_label": label(Action, row["action"]),
                "keeps": row["action"] == Action.KEEP,
                "risk_label": "" if row["risk"] in NORMAL else label(Risk, row["risk"]),
                "inside": self.names.get(row["statement"], ""),
                "checked": when_of(row["checked"]),
                "approved": when_of(row["approved"]),
                "supports": list(self.supports(row)),
                "replies": replies_in(row),
            }
            for row in self.record["claims"]
        ]

    @cached_property
    def statements(self) -> list[Record]:
        """Return the statements as they were raised."""
        return [
            {
                **row,
                "name": self.names[row["uid"]],
                "quote": quote(row),
                "said_label": label(Said, row["said"]),
                "manner_label": label(Manner, row["manner"]),
                "report_label": label(Report, row["report"]) if "report" in row else "",
                "terms_label": "" if row["terms"] in ON_RECORD else label(Terms, row["terms"]),
                "heard": when_of(row["heard"]),
                "approved": when_of(row["approved"]),
                "supports": list(self.supports(row)),
            }
            for row in self.record["statements"]
        ]

    def supports(self, row: Record) -> Iterator[Record]:
        """Yield what a claim or statement rests on, as far as the reader may know of it."""
        for tie in row["supports"]:
            evidence = tie["evidence"]
            if evidence["uid"] not in self.readable:
                continue
            yield {
                **tie,
                "stance_label": label(Stance, tie["stance"]),
                "attached": when_of(tie["attached"]),
                "copied": copied(evidence.get("copy")),
                "published": day_of(evidence.get("published_on", "")),
                "primacy_label": label(Primacy, evidence.get("primacy", "")),
                "is_named": self.readable[evidence["uid"]].visibility == Visibility.NAMED,
                "kind_label": label(EvidenceKind, evidence["kind"]),
            }

    @cached_property
    def changes(self) -> list[Record]:
        """Return the proposed wordings with what became of them."""
        return [
            {
                **row,
                "name": self.names.get(row["to"], ""),
                "state_label": label(ChangeState, row["state"]),
                "is_accepted": row["state"] == ChangeState.ACCEPTED,
                "proposed": when_of(row["proposed"]),
                "decided": when_of(row["decided"]),
            }
            for row in self.record["changes"]
        ]

    @cached_property
    def queries(self) -> list[Record]:
        """Return the threads."""
        return [
            {
                **row,
                "words": in_marks(row["words"]),
                "name": self.names.get(row["on"], ""),
                "asked": when_of(row["asked"]),
                "resolved": when_of(row["resolved"]),
                "replies": [
                    {
                        **reply,
                        "at": time(reply["at"]),
                        "answer": label(ExpertAnswer, reply["answer"]),
                    }
                    for reply in row["replies"]
                ],
            }
            for row in self.record["queries"]
        ]

    @cached_property
    def gate(self) -> list[Record]:
        """Return the conditions with their counts, and who let what pass."""
        return [
            {
                **row,
                "level_label": label(GateLevel, row["level"]),
                "who": when_of(row["override"]),
            }
            for row in self.record["gate"]
        ]


def replies_in(row: Record) -> list[Record]:
    """Return whom a claim is critical of, with the attempts to get an answer."""
    return [
        {
            "source": critical["source"],
            "attempts": [
                {
                    **attempt,
                    "channel_label": label(Channel, attempt["channel"]),
                    **{name: time(attempt[name]) for name in TIMES if attempt[name]},
                }
                for attempt in critical["attempts"]
            ],
        }
        for critical in row.get("replies", [])
    ]


def copied(copy: Record | None) -> Record | None:
    """Return which copy was the newest; None where there was none, or records held none yet."""
    return {**copy, "at": time(copy["at"])} if copy else None


def label(choices: type[TextChoices], value: str) -> str:
    """Return a code in words; a code that there is no more stands for itself."""
    return str(choices(value).label) if value in choices.values else value


def time(text: str) -> datetime.datetime:
    """Return a time by the clock of the newsroom, the same for every reader."""
    return datetime.datetime.fromisoformat(text).astimezone(timezone.get_default_timezone())


def day_of(text: str) -> datetime.date | None:
    """Return a day; None where none is given."""
    return datetime.date.fromisoformat(text) if text else None


def when_of(row: Record | None) -> Signature | None:
    """Return who and when as a `Signature`; None where nobody did."""
    return Signature(row["by"], time(row["at"])) if row else None


def quote(row: Record) -> str:
    """Return the words of a claim or statement as they stood, in quotation marks."""
    here = " … ".join(exact for _start, _end, exact in row["words"])
    return in_marks(here or row.get("lost", ""))


def in_marks(words: str) -> str:
    """Return ``words`` in quotation marks, unless they bring their own; nothing for nothing."""
    return words if not words or words[0] in "\"“„«‘'" else f"“{words}”"
