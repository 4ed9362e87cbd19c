"""What holds after every step, whoever did it and by whatever route."""

from collections import defaultdict
from collections.abc import Iterator

from claims.enums import State
from claims.models import Article, AuditEvent, Claim, Review, Statement
from tests.crowd.judge import (
    Log,
    of_approval,
    of_evidence,
    of_moves,
    of_values,
    of_versions,
    second_person,
)


def broken(article: Article) -> list[str]:
    """Return what does not hold in ``article`` now, as sentences."""
    log: Log = defaultdict(list)
    for event in AuditEvent.objects.filter(article_uid=article.uid).order_by("pk"):
        log[event.object_uid].append(event)
    claims = Claim.objects.filter(article=article).select_related("article__desk")
    statements = Statement.objects.filter(article=article).select_related("article__desk")
    found: list[str] = []
    for claim in claims:
        history = log[claim.uid]
        found += [*of_versions(claim, history), *of_values(claim, history)]
        found += [*of_moves(claim, history), *of_evidence(claim), *of_approval(claim, log)]
    for statement in statements:
        history = log[statement.uid]
        found += [*of_versions(statement, history), *of_values(statement, history)]
        found += of_answer(statement)
    return [*found, *of_authors(article), *of_lists(list(claims), list(statements))]


def of_answer(statement: Statement) -> Iterator[str]:
    """An approved answer is approved by a second person, whose approval stands."""
    if statement.approved_at is None:
        return
    yield from second_person(statement, {statement.said_by_id})
    review = Review.objects.filter(statement=statement).standing().first()
    if review and review.created_by_id != statement.approved_by_id:
        yield f"{statement}: approved by {statement.approved_by}, reviewed by {review.created_by}"


def of_authors(article: Article) -> Iterator[str]:
    """No author of the article is who approved something in it."""
    authors = set(article.authors.values_list("pk", flat=True))
    for claim in Claim.objects.filter(article=article, state=State.APPROVED):
        review = Review.objects.filter(claim=claim).standing().first()
        if review and review.created_by_id in authors:
            yield f"claim {claim.number}: approved by {review.created_by}, an author"
    for statement in Statement.objects.filter(article=article, approved_by__in=authors):
        yield f"{statement}: approved by {statement.approved_by}, an author"


def of_lists(claims: list[Claim], statements: list[Statement]) -> Iterator[str]:
    """The lists that the pages count agree with what each row says of itself."""
    current = [claim for claim in claims if claim.retired_at is None]
    pks = [claim.pk for claim in claims]
    rows = Claim.objects.filter(pk__in=pks)
    waiting = {c for c in current if c.state == State.CHECKED and c.needs_second_person}
    settled = {c for c in current if c.is_settled}
    for name, listed, expected in (
        ("settled", rows.settled(), settled),
        ("open", rows.open(), set(current) - settled),
        ("awaiting_review", rows.awaiting_review(), waiting),
    ):
        if set(listed) != expected:
            yield f"{name}: lists {set(listed)}, and by themselves they are {expected}"
    heard = {s for s in statements if s.retired_at is None and s.waits_for_review}
    answers = Statement.objects.filter(pk__in=[s.pk for s in statements]).awaiting_review()
    if set(answers) != heard:
        yield f"answers awaiting review: lists {set(answers)}, and by themselves {heard}"
