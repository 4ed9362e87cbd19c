"""Fill a database with an invented newsroom of a given size, by bulk_create."""

import random
from typing import Any

from claims.enums import Origin, ReviewPolicy, Said, SourceKind, Stage, State, Verdict, Visibility
from claims.models import Article, Claim, Desk, Revision, Source, Statement, Tag, User
from claims.text import split_blocks

from .corpus import Quote, Span, Story, write
from .rows import Reader, Rows, Tagged

STAGES = {Stage.IN_CHECK: 50, Stage.INCOMING: 10, Stage.PUBLISHED: 30, Stage.CLEARED: 10}
STATES = {
    State.TO_CHECK: 35,
    State.CHECKING: 20,
    State.CHECKED: 15,
    State.APPROVED: 20,
    State.NOT_CHECKABLE: 5,
    State.RECHECK: 5,
}
RESTS_ON: dict[str, list[str]] = {
    Verdict.VERIFIED: ["supports"],
    Verdict.INACCURATE: ["refutes"],
    Verdict.NEEDS_CONTEXT: ["partly"],
    Verdict.DISPUTED: ["supports", "refutes"],
}


def weighted(rng: random.Random, weights: dict[Any, int]) -> Any:
    """Return one of the keys, as often as its weight says."""
    return rng.choices(list(weights), list(weights.values()))[0]


class Newsroom(Rows):
    """An invented newsroom that can grow; the same seed gives the same one."""

    def __init__(self, seed: int = 20240817) -> None:
        super().__init__(seed)
        self.articles = 0
        self.sources: dict[str, Source] = {}
        self.people = [
            User.objects.create(
                username=f"{role}{number}", name=f"{role.title()} {number}", **{f"is_{role}": True}
            )
            for role, many in (("checker", 8), ("reviewer", 2), ("editor", 1))
            for number in range(1, many + 1)
        ]
        self.desks = [
            Desk.objects.create(name=str(policy.label), slug=policy.value, review_policy=policy)
            for policy in ReviewPolicy
        ]
        self.tags = [
            Tag.objects.create(name=name, slug=name) for name in ("health", "money", "courts")
        ]

    def grow(self, claims: int) -> None:
        """Add articles of twelve claims until there are so many claims, the long one's aside."""
        while self.articles * 12 < claims:
            for _story in range(min(100, -(-claims // 12) - self.articles)):
                self.add_article(write(self.rng))
                self.articles += 1
            self.save()

    def add_long(self) -> Article:
        """Add one article of 5,000 words and 200 claims."""
        article = self.add_article(write(self.rng, claims=200, words=5000), open_to_all=True)
        self.save()
        return article

    # --- one article ---------------------------------------------------------------------------

    def add_article(self, story: Story, *, open_to_all: bool = False) -> Article:
        """Add an article with all that hangs on it; one in twenty is for named people only."""
        rng = self.rng
        named = not open_to_all and rng.random() < 0.05
        held = [quote for quote in story.quotes if quote.claim]
        spans = sorted([*story.claims, *(quote.claim for quote in held if quote.claim)])
        article = self.add(
            Article(
                title=story.title,
                desk=rng.choice(self.desks),
                lead_checker=rng.choice(self.people),
                stage=Stage.IN_CHECK if open_to_all else weighted(rng, STAGES),
                deadline=self.ahead(0.7),
                visibility=Visibility.NAMED if named else Visibility.NEWSROOM,
                last_number=len(spans),
                created_by=rng.choice(self.people),
                created_at=self.ago(90),
            )
        )
        if named:
            self.add(Reader(article=article, user=rng.choice(self.people)))
        revision = self.add_revision(article, story)
        holders: dict[Span, Statement] = {}
        for quote in held:
            if quote.claim:
                holders[quote.claim] = self.add_statement(revision, quote)
        for number, span in enumerate(spans, start=1):
            self.add_claim(revision, number, span, holders.get(span))
        for span in story.spare:
            self.suggest(revision, span, worth=rng.choice(("high", "medium", "low")))
        for quote in story.quotes:
            if not quote.claim:
                self.suggest_statement(revision, quote)
        return article

    def add_revision(self, article: Article, story: Story) -> Revision:
        """Add the article's text, cut into blocks as an import cuts it."""
        return self.add(
            Revision(
                article=article,
                number=1,
                text=story.text,
                blocks=[[b.kind.value, b.start, b.end] for b in split_blocks(story.text)],
                sha256=Revision.hash_of(story.text),
                origin=Origin.PASTE,
                created_by=article.created_by,
            )
        )

    def add_statement(self, revision: Revision, quote: Quote) -> Statement:
        """Add a statement of a source that may speak elsewhere too; half of them were heard."""
        if quote.speaker not in self.sources:
            source = Source(name=quote.speaker, kind=SourceKind.PERSON)
            self.sources[quote.speaker] = self.add(source)
        said = self.rng.choice(["", "", "", *Said.values]) if self.rng.random() < 0.9 else ""
        statement = Statement(
            article=revision.article,
            source=self.sources[quote.speaker],
            words=revision.text[slice(*quote.content)],
            cue=revision.text[slice(*quote.cue)],
            mention=revision.text[slice(*quote.mention)],
            role_printed=quote.role,
            manner="direct" if quote.direct else "indirect",
            said=said,
            said_by=self.rng.choice(self.people) if said else None,
            said_at=self.ago(30) if said else None,
            created_by=self.rng.choice(self.people),
            created_at=self.ago(90),
        )
        for part in ("content", "cue", "mention"):
            self.add_anchor(revision, getattr(quote, part), statement=statement, part=part)
        if statement.said_by:
            self.add_support(statement, "supports", statement.said_by)
        return self.add(statement)

    # --- one claim -----------------------------------------------------------------------------

    def add_claim(
        self, revision: Revision, number: int, span: Span, statement: Statement | None
    ) -> None:
        """Add a claim in some state, with the evidence and the history which that state takes."""
        rng = self.rng
        state = weighted(rng, STATES)
        judged = state in (State.CHECKED, State.APPROVED, State.RECHECK)
        verdict: str = rng.choice(list(RESTS_ON)) if judged else ""
        by = rng.choice(self.people)
        claim = self.add(
            Claim(
                article=revision.article,
                number=number,
                statement=statement,
                text=revision.text[slice(*span)],
                kind="quantity",
                worth=rng.choice(("high", "medium", "low")),
                reasons=["a number with a unit", "a comparison over time"],
                risk=rng.choice(("high", "normal", "normal", "low")),
                state=state,
                state_reason="A forecast." if state == State.NOT_CHECKABLE else "",
                verdict=verdict,
                verdict_by=by if verdict else None,
                verdict_at=self.ago(30) if verdict else None,
                verdict_revision=revision if verdict else None,
                assignee=by if rng.random() < 0.6 else None,
                due_at=self.ahead(0.3),
                created_by=rng.choice(self.people),
                created_at=self.ago(90),
            )
        )
        self.add_anchor(revision, span, claim=claim)
        self.suggest(revision, span, claim=claim)
        if rng.random() < 0.2:
            self.add(Tagged(claim=claim, tag=rng.choice(self.tags)))
        self.record(claim, "claim.raised", by)
        for stance in RESTS_ON.get(verdict, ["context"] if state == State.CHECKING else []):
            self.add_support(claim, stance, by)
        if verdict:
            self.record(claim, "verdict.set", by, {"verdict": ["", verdict]})
