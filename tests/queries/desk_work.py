"""A newsroom at work for the tests of the queue: claims of every sort, over several articles."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from claims.enums import ReviewPolicy, Risk, Said, Stage, State, Verdict, Visibility, Worth
from claims.models import Article, Claim, Statement, Tag
from claims.services import articles, claims, sources, statements, verdicts
from tests import factories
from tests.people import person

COST = "The repair cost 3.1 million crowns"
THIRD = "about a third more than planned"
HURT = "no one was hurt in the storm"
SIXTH = "It was the sixth closure since April"
REOPEN = "The ferry line across the sound will reopen on Monday"
POSTS = "Every one of the 40 mooring posts has been replaced"
EARLY = "We will not open a day early"


@dataclass
class Work:
    """What stands in the newsroom."""

    city: Article
    science: Article
    claims: dict[str, Claim]
    statements: dict[str, Statement]


def newsroom() -> Work:
    """Lay out two articles at work, and one each of those that stay out of the queue."""
    carl, cleo, rita, edda = (person(name) for name in ("carl", "cleo", "rita", "edda"))
    now = timezone.now()
    hour, day = datetime.timedelta(hours=1), datetime.timedelta(days=1)
    city = factories.article(title="Ferry", desk=factories.desk("City"), deadline=now + 6 * day)
    policy = ReviewPolicy.SIGN_OFF
    science = factories.article(
        title="Storm", desk=factories.desk("Science", review_policy=policy), deadline=None
    )
    said = factories.statement(city, POSTS)
    heard = factories.statement(city, EARLY)
    statements.answer_said(statement=heard, said=Said.ALTERED, by=carl)
    other = factories.statement(science, POSTS, speaker="Harbour master Volk")
    assert said.source
    assert other.source
    sources.merge_source(source=other.source, into=said.source, by=carl)
    found = {
        "cost": factories.claim(city, COST, worth=Worth.HIGH, risk=Risk.HIGH),
        "third": factories.claim(city, THIRD, worth=Worth.LOW),
        "posts": factories.claim(city, POSTS),
        "hurt": factories.claim(city, HURT),
        "early": factories.claim(city, EARLY),
        "settled": factories.claim(science, COST),
        "sixth": factories.claim(science, SIXTH, risk=Risk.LOW),
        "reopen": factories.claim(science, REOPEN),
    }
    urgent, port = (Tag.objects.create(name=n, slug=n.lower()) for n in ("Urgent", "Port"))
    claims.set_tags(claim=found["cost"], by=carl, add=[urgent, port])
    claims.set_tags(claim=found["sixth"], by=carl, add=[port])
    claims.set_due(claim=found["cost"], due_at=now - hour, by=carl)
    claims.set_due(claim=found["sixth"], due_at=now + 20 * day, by=carl)
    claims.assign_claim(claim=found["third"], assignee=carl, by=carl)
    claims.assign_claim(claim=found["posts"], assignee=cleo, by=rita)
    factories.checked(found["hurt"], by=cleo)
    factories.checked(found["settled"], by=carl)
    factories.approved(found["early"])
    factories.lost(found["third"], url="https://example.org/b")
    verdicts.set_verdict(claim=found["third"], verdict=Verdict.INACCURATE, by=carl)
    verdicts.call_not_checkable(claim=found["reopen"], reason="a forecast", by=carl)
    factories.criticism(found["cost"])
    factories.attempt(factories.criticism(found["third"]), answer="It was planned so.")
    Claim.objects.filter(pk=found["sixth"].pk).update(state=State.RECHECK)
    statements.assign_statement(statement=other, assignee=carl, by=carl)
    for stage in (Stage.PUBLISHED, Stage.KILLED):
        article = factories.article(title=stage.label)
        factories.claim(article, COST)
        factories.statement(article, POSTS)
        Article.objects.filter(pk=article.pk).update(stage=stage)
    archived = factories.article(title="Put away")
    factories.claim(archived, COST)
    articles.archive_article(article=archived, by=edda)
    hidden = factories.article(title="Secret", by=edda)
    factories.claim(hidden, COST, by=edda)
    factories.statement(hidden, POSTS, by=edda, speaker="A Whistleblower")
    Article.objects.filter(pk=hidden.pk).update(visibility=Visibility.NAMED)
    for claim in found.values():
        claim.refresh_from_db()
    return Work(city, science, found, {"said": said, "heard": heard, "other": other})
