"""What the crowd does beside: answers, queries, changes, suggestions, articles, and undo."""

from typing import Any

from claims.enums import Decision, Said, Stage, Worth
from claims.models import Article, AuditEvent, Change, Query, Statement, Suggestion, User
from claims.services import articles, changes, queries, reviews, statements, suggestions, undo

from .hand import Hand, Nothing


def answer(hand: Hand, by: User) -> Any:
    statement = hand.statement()
    said = hand.rng.choice(["", *Said.values])
    return statements.answer_said(statement=statement, said=said, by=by, seen=hand.seen(statement))


def speaker(hand: Hand, by: User) -> Any:
    statement = hand.statement()
    name = hand.rng.choice(["Ines Volk", "Jonas Reet"])
    return statements.edit_statement(
        statement=statement, by=by, speaker=name, seen=hand.seen(statement)
    )


def approve_said(hand: Hand, by: User) -> Any:
    statement = hand.statement()
    return reviews.approve_said(statement=statement, by=by, seen=hand.seen(statement))


def return_said(hand: Hand, by: User) -> Any:
    statement = hand.statement()
    return reviews.return_said(
        statement=statement, reason=hand.words(), by=by, seen=hand.seen(statement)
    )


def reopen_said(hand: Hand, by: User) -> Any:
    statement = hand.one(Statement.objects.filter(approved_at__isnull=False))
    return statements.reopen_said(statement=statement, reason=hand.words(), by=by)


def ask(hand: Hand, by: User) -> Any:
    return queries.ask(on=hand.target(), text=hand.words(), by=by)


def reply(hand: Hand, by: User) -> Any:
    return queries.reply(query=hand.one(Query.objects.all()), text=hand.words(), by=by)


def resolve(hand: Hand, by: User) -> Any:
    query = hand.one(Query.objects.all())
    verb = queries.resolve if query.is_open else queries.reopen
    return verb(query=query, by=by, seen=hand.seen(query))


def propose(hand: Hand, by: User) -> Any:
    return changes.propose(to=hand.target(), new=hand.words(), reason="Closer.", by=by)


def decide(hand: Hand, by: User) -> Any:
    proposal = hand.one(Change.objects.all())
    verb = hand.rng.choice([changes.accept, changes.decline])
    return verb(proposal=proposal, note=hand.words(), by=by, seen=hand.seen(proposal))


def shelve(hand: Hand, by: User) -> Any:
    """Put an article back to incoming, so that the next mark takes it into check again."""
    article = hand.one(Article.objects.all())
    return articles.move_article(article=article, stage=Stage.INCOMING, by=by)


def take_undone(hand: Hand, by: User) -> Any:
    """Undo one's own last deed on something that one did something to lately."""
    mine = AuditEvent.objects.filter(actor_uid=by.uid, object_type__in=("claim", "statement"))
    lately = list(mine.order_by("-pk")[:12])
    hand.rng.shuffle(lately)
    for event in lately:
        thing = undo.thing_of(event)
        if thing and (offered := undo.offer(thing, by)):
            return undo.undo(event=offered, by=by)
    raise Nothing


def accept(hand: Hand, by: User) -> Any:
    suggestion = hand.one(Suggestion.objects.filter(decision=Decision.PENDING))
    return suggestions.accept(suggestion=suggestion, by=by)


def dismiss(hand: Hand, by: User) -> Any:
    suggestion = hand.one(Suggestion.objects.exclude(decision=Decision.ACCEPTED))
    pending = suggestion.decision == Decision.PENDING
    verb = suggestions.dismiss if pending else suggestions.put_back
    return verb(suggestion=suggestion, by=by)


def accept_all(hand: Hand, by: User) -> Any:
    article = hand.one(Article.objects.all())
    return suggestions.accept_all(revision=article.current, worth=Worth.LOW, by=by)


def nothing_here(hand: Hand, by: User) -> Any:
    suggestion = hand.one(Suggestion.objects.filter(kind="claim"))
    where = {"start": suggestion.start, "end": suggestion.end}
    return suggestions.nothing_here(revision=suggestion.revision, by=by, **where)
