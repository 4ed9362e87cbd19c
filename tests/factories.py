"""Make articles, claims and the rest through the verbs that the newsroom uses."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from claims.enums import (
    Channel,
    Health,
    Origin,
    SourceKind,
    Stance,
    SuggestionKind,
    Verdict,
    Worth,
)
from claims.formats import Draft
from claims.models import (
    Article,
    Claim,
    Criticism,
    Desk,
    Evidence,
    ReplyAttempt,
    Source,
    Statement,
    Suggestion,
    Support,
    User,
)
from claims.services import (
    articles,
    claims,
    evidence,
    replies,
    reviews,
    statements,
    supports,
    verdicts,
)
from claims.services.revisions import Imported, revise
from claims.text.segments import split_blocks

from .people import person

STORY = """Ferry line to reopen after storm

PORT AMSEL — The ferry line across the sound will reopen on Monday, 12 days after a storm broke \
its main pier.

“Every one of the 40 mooring posts has been replaced,” harbour master Ines Volk told reporters \
on Friday. “We will not open a day early.”

The repair cost 3.1 million crowns, about a third more than planned, according to the transport \
ministry. Volk said no one was hurt in the storm.

It was the sixth closure since April.
"""


def article(*, text: str = STORY, by: User | None = None, **about: Any) -> Article:
    """Import ``text`` as a pasted article (as Carl Checker unless said otherwise)."""
    draft = Draft(title="", text=text, blocks=tuple(split_blocks(text)))
    imported = articles.import_article(
        draft=draft, by=by or person("carl"), origin=Origin.PASTE, again=True
    )
    if about:
        Article.objects.filter(pk=imported.article.pk).update(**about)
        imported.article.refresh_from_db()
    return imported.article


def revised(
    article: Article, *swaps: tuple[str, str], text: str = "", by: User | None = None
) -> Imported:
    """Bring in a new draft: ``text``, or the current one with other words in it."""
    article = Article.objects.get(pk=article.pk)
    assert article.current is not None
    words = text or article.current.text
    for old, new in swaps:
        assert old in words
        words = words.replace(old, new)
    draft = Draft(title="", text=words, blocks=tuple(split_blocks(words)))
    return revise(article=article, draft=draft, by=by or person("carl"), origin=Origin.PASTE)


def desk(name: str = "City", **about: Any) -> Desk:
    return Desk.objects.get_or_create(name=name, slug=name.lower(), defaults=about)[0]


def span(article: Article, words: str) -> tuple[int, int]:
    """Return where ``words`` stand in the article's current text."""
    assert article.current is not None
    start = article.current.text.index(words)
    return start, start + len(words)


def claim(article: Article, words: str, *, by: User | None = None, **about: Any) -> Claim:
    """Raise a claim on ``words`` of the article, of medium worth and no kind unless said so."""
    about = {"worth": Worth.MEDIUM, "kind": "", "reasons": []} | about
    assert article.current is not None
    start, end = span(article, words)
    return claims.raise_claim(
        revision=article.current, start=start, end=end, by=by or person("carl"), **about
    )


def statement(
    article: Article,
    words: str,
    *,
    by: User | None = None,
    speaker: str = "Ines Volk",
    **about: Any,
) -> Statement:
    """Raise a statement on ``words`` of the article."""
    assert article.current is not None
    return statements.raise_statement(
        revision=article.current,
        content=[span(article, words)],
        by=by or person("carl"),
        speaker=speaker,
        **about,
    )


def source(name: str = "Ines Volk", **about: Any) -> Source:
    return Source.objects.create(name=name, **about)


def web_page(
    *, by: User | None = None, url: str = "https://example.org/a", **about: Any
) -> Evidence:
    """Add evidence by address."""
    return evidence.add_evidence(by=by or person("carl"), url=url, **about)


def support(
    target: Claim | Statement,
    *,
    by: User | None = None,
    stance: Stance = Stance.SUPPORTS,
    url: str = "https://example.org/a",
    **about: Any,
) -> Support:
    """Tie a web page to a claim or statement."""
    page = web_page(by=by, url=url)
    return supports.attach(
        evidence=page, target=target, by=by or person("carl"), stance=stance, **about
    )


def lost(target: Claim | Statement, health: str = Health.DEAD, **about: Any) -> Support:
    """Tie evidence to a claim or statement whose address is dead, or fares as ``health`` says."""
    tie = support(target, **{"url": f"https://gone.example/{target.uid}"} | about)
    now = timezone.now()
    Evidence.objects.filter(pk=tie.evidence_id).update(health=health, health_at=now, failures=3)
    tie.refresh_from_db()
    return tie


def checked(claim: Claim, *, by: User | None = None) -> Claim:
    """Take the claim to "checked", verified by Carl unless said otherwise."""
    support(claim, by=by)
    verdicts.set_verdict(claim=claim, verdict=Verdict.VERIFIED, by=by or person("carl"))
    claim.refresh_from_db()
    return claim


def approved(claim: Claim, *, by: User | None = None) -> Claim:
    """Take the claim to "approved": checked by Carl, approved by Rita."""
    reviews.approve(claim=checked(claim), by=by or person("rita"))
    claim.refresh_from_db()
    return claim


def suggestion(article: Article, kind: SuggestionKind = SuggestionKind.CLAIM) -> Suggestion:
    """Return the article's first pending suggestion of this kind."""
    found = article.suggestions.pending().filter(kind=kind).first()
    assert found is not None
    return found


def criticism(claim: Claim, name: str = "Port of Amsel", *, by: User | None = None) -> Criticism:
    """Mark the claim as critical of somebody."""
    kind = SourceKind.ORGANISATION
    return replies.mark_critical_of(claim=claim, name=name, kind=kind, by=by or person("carl"))


def attempt(critical: Criticism, *, by: User | None = None, **about: Any) -> ReplyAttempt:
    """Log an attempt to get an answer, by telephone an hour ago."""
    asked = {"asked_at": timezone.now() - timedelta(hours=1), "channel": Channel.PHONE} | about
    by = by or person("carl")
    return replies.log_attempt(criticism=critical, by=by, **({"asked_by": str(by)} | asked))
