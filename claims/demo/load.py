"""Fill an empty database with the demo newsroom, through the verbs that people use."""

import json
from datetime import timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from claims.enums import Origin, Question, ReviewPolicy, Role, Stage, State, Terms, Verdict
from claims.fetching import Exchange, Hop
from claims.formats import read_plain, warc
from claims.models import (
    Article,
    Claim,
    Desk,
    Evidence,
    Revision,
    Source,
    SourceAlias,
    SourceRole,
    Statement,
    Tag,
    User,
)
from claims.models.people import ROLE_FIELDS
from claims.services import (
    archives,
    articles,
    captures,
    claims,
    evidence,
    reviews,
    saved_views,
    signoffs,
    statements,
    supports,
    transcripts,
    verdicts,
)
from claims.services.saving import lock

from .desk import Row, add_change, add_critical, add_draft, add_query, let_pass, span_of

HERE = Path(__file__).parent
PASSWORD = "newsroom-demo"  # noqa: S105 – the demo's, printed by `make run`


class Newsroom:
    """The demo newsroom as it is being filled."""

    def __init__(self) -> None:
        self.data: Row = json.loads((HERE / "newsroom.json").read_text())
        self.people: dict[str, User] = {}
        self.evidence: dict[str, Evidence] = {}
        self.now = timezone.now().replace(minute=0, second=0, microsecond=0)

    @transaction.atomic
    def fill(self) -> None:
        """Make everything, or nothing."""
        self.add_vocabulary()
        self.add_people()
        for row in self.data["sources"]:
            add_source(row)
        for row in self.data["evidence"]:
            self.add_evidence(row)
        for row in self.data["articles"]:
            self.add_article(row)
        for row in self.data["views"]:
            saved_views.save_view(by=self.people[row.pop("owner")], **row)

    def add_vocabulary(self) -> None:
        """Make desks and tags."""
        for row in self.data["desks"]:
            policy = ReviewPolicy(row["review_policy"])
            Desk.objects.create(name=row["name"], slug=row["slug"], review_policy=policy)
        for name in self.data["tags"]:
            Tag.objects.create(name=name, slug=slugify(name, allow_unicode=True))

    def add_people(self) -> None:
        """Make everybody, with the same password."""
        password = make_password(PASSWORD)
        for row in self.data["people"]:
            user = User(username=row["username"], name=row["name"], email=row["email"])
            for role in row["roles"]:
                setattr(user, ROLE_FIELDS[Role(role)], True)
            user.password = password
            user.save()
            self.people[user.username] = user

    def add_evidence(self, row: Row) -> None:
        """Add one piece of evidence; a transcript is read at once, and nothing is fetched."""
        readers = [self.people[name] for name in row["readers"]]
        said = row.get("transcript")
        text = (HERE / "transcripts" / said).read_text() if said else ""
        added = self.evidence[row["key"]] = evidence.add_evidence(
            by=readers[0] if readers else self.people["mara"],
            kind=row["kind"],
            title=row["title"],
            url=row["url"],
            description=row["note"],
            publisher=row["publisher"],
            primacy="primary" if row["primary"] else "",
            visibility=row["visibility"],
            readers=readers,
            file=transcripts.as_file(text) if text else None,
            interview=row.get("interview"),
            calculation=row.get("calculation"),
            copied=bool(text),
        )
        if text:
            captures.run(uid=str(added.captures.get().uid))
        if page := row.get("page"):
            data, name = archive_of(added.url, page), f"{row['key']}.warc.gz"
            archives.bring_archive(evidence=added, by=added.created_by, data=data, name=name)

    def add_article(self, row: Row) -> None:
        """Import one article, mark it up, and take it to its stage."""
        text = (HERE / "articles" / row["file"]).read_text()
        lead = self.people[row["lead_checker"] or "mara"]
        imported = articles.import_article(
            draft=read_plain(text),
            by=lead,
            origin=Origin.PASTE,
            title=row["title"],
            desk=Desk.objects.get(slug=row["desk"]),
            again=True,
        )
        article, revision = imported.article, imported.revision
        self.describe(article, row)
        made = [self.add_statement(revision, line, lead) for line in row["statements"]]
        found = [(span_of(text, line["words"])[0], line) for line in row["claims"]]
        for _start, line in sorted(found, key=lambda pair: pair[0]):
            self.add_claim(revision, line, made, lead)
        for line in row.get("changes", []):
            add_change(article, line, self.people)
        for line in row.get("critical", []):
            add_critical(revision, line, self.people, self.now)
        for line in row.get("queries", []):
            add_query(revision, line, self.people)
        self.take_to(article, Stage(row["stage"]))
        for line in row.get("drafts", []):
            add_draft(article, line, self.people)

    def describe(self, article: Article, row: Row) -> None:
        """Say what the article is."""
        hours = row["deadline_hours"]
        articles.edit_article(
            article=article,
            by=self.people["edda"],
            byline=row["byline"],
            authors=[self.people[name] for name in row["authors"]],
            lead_checker=self.people[row["lead_checker"]] if row["lead_checker"] else None,
            dateline=row["dateline"],
            dateline_date=(self.now - timedelta(days=row["date_days_ago"])).date(),
            deadline=None if hours is None else self.now + timedelta(hours=hours),
        )

    def take_to(self, article: Article, stage: Stage) -> None:
        """Walk the article through its life to ``stage``; what is cleared is signed off first."""
        path = {
            Stage.INCOMING: [],
            Stage.IN_CHECK: [Stage.IN_CHECK],
            Stage.CLEARED: [Stage.IN_CHECK, Stage.CLEARED],
            Stage.PUBLISHED: [Stage.IN_CHECK, Stage.CLEARED, Stage.PUBLISHED],
            Stage.KILLED: [Stage.KILLED],
        }
        for step in path[stage]:
            article.refresh_from_db()
            if step == Stage.CLEARED:
                let_pass(article, by=self.people["edda"])
                signoffs.sign_off(article=article, by=self.people["edda"])
            if article.stage != step:
                articles.move_article(article=article, stage=step, by=self.people["edda"])

    def add_statement(self, revision: Revision, row: Row, lead: User) -> Statement:
        """Raise one statement and answer "was it said", where somebody has."""
        words = row["words"] if isinstance(row["words"], list) else [row["words"]]
        content = [span_of(revision.text, part) for part in words]
        kinds = {line["name"]: line["kind"] for line in self.data["sources"]}
        statement = statements.raise_statement(
            revision=revision,
            content=content,
            by=lead,
            speaker=row["source"] or "",
            speaker_kind=kinds.get(row["source"], "person"),
            manner=row["manner"],
            cue=span_of(revision.text, row["cue"]) if row["cue"] else None,
            mention=span_of(revision.text, row["mention"]) if row["mention"] else None,
        )
        statements.edit_statement(statement=statement, by=lead, terms=Terms(row["terms"]))
        for support in row.get("supports", ()):
            self.attach(support, statement, self.people[row["said_by"] or lead.username])
        if row["said"]:
            statements.answer_said(
                statement=statement,
                said=row["said"],
                by=self.people[row["said_by"]],
                note=row["said_reason"],
            )
        if row.get("said_approver"):
            reviews.approve_said(statement=statement, by=self.people[row["said_approver"]])
        return statement

    def add_claim(self, revision: Revision, row: Row, made: list[Statement], lead: User) -> None:
        """Raise one claim and take it to its state."""
        start, end = span_of(revision.text, row["words"])
        statement = made[row["in_statement"]] if row["in_statement"] is not None else None
        checker = self.people[row["checker"]] if row["checker"] else lead
        claim = claims.raise_claim(
            revision=revision,
            start=start,
            end=end,
            by=lead,
            text=row["text"],
            risk=row["risk"],
            statement=statement,
        )
        if row["due_hours"] is not None:
            due_at = self.now + timedelta(hours=row["due_hours"])
            claims.set_due(claim=claim, due_at=due_at, by=lead)
        claims.set_tags(claim=claim, by=lead, add=list(Tag.objects.filter(name__in=row["tags"])))
        if row["assignee"]:
            by = self.people[row["assignee"]]
            claims.assign_claim(claim=claim, assignee=by, by=by)
        elif row.get("role"):
            editor = self.people["edda"]
            claims.assign_claim(claim=claim, assignee=None, role=row["role"], by=editor)
        for support in row["supports"]:
            self.add_support(support, claim, statement, checker)
        self.settle(claim, row, checker)

    def add_support(
        self, row: Row, claim: Claim, statement: Statement | None, checker: User
    ) -> None:
        """Tie one piece of evidence to the claim, or to the statement it stands in."""
        target = statement if row["question"] == Question.SAID and statement else claim
        self.attach(row, target, checker)

    def attach(self, row: Row, target: Claim | Statement, checker: User) -> None:
        """Tie one piece of evidence."""
        supports.attach(
            evidence=self.evidence[row["evidence"]],
            target=target,
            by=checker,
            stance=row["stance"],
            passage=row["passage"],
            locator=row["locator"],
            note=row["note"],
        )

    def settle(self, claim: Claim, row: Row, checker: User) -> None:
        """Take the claim to the state it has in the demo."""
        state = State(row["state"])
        if state == State.NOT_CHECKABLE:
            verdicts.call_not_checkable(claim=claim, reason=row["reason"], by=checker)
            return
        if row["verdict"]:
            verdict = Verdict(row["verdict"])
            verdicts.set_verdict(claim=claim, verdict=verdict, by=checker, note=row["reason"])
            claims.edit_claim(claim=claim, by=checker, action=row["action"])
        if state == State.APPROVED:
            reviews.approve(claim=claim, by=self.people[row["approver"]])
        elif state == State.RECHECK:
            verdicts.move(lock(claim), State.RECHECK, by=checker, kind="claim.to_recheck")


def archive_of(url: str, page: str) -> bytes:
    """Return the WARC of a page of the demo, as if it had been fetched yesterday."""
    body = (HERE / "pages" / page).read_bytes()
    path = url.partition("://")[2].partition("/")[2]
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    at = timezone.now() - timedelta(days=1)
    hop = Hop(url, "", at, 0.2, f"GET /{path} HTTP/1.1\r\n\r\n".encode(), head, body)
    return warc.write(Exchange((hop,), body))


def add_source(row: Row) -> None:
    """Make one source with its aliases and roles."""
    if row["kind"] == "unnamed":
        return  # made where it speaks
    source = Source.objects.create(name=row["name"], kind=row["kind"])
    SourceAlias.objects.bulk_create(
        SourceAlias(source=source, name=name) for name in row["aliases"]
    )
    SourceRole.objects.bulk_create(
        SourceRole(source=source, title=role["title"], since=role["from"], until=role["until"])
        for role in row["roles"]
    )
