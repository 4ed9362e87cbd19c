"""What the crowd does to claims and to what they rest on."""

from collections.abc import Callable
from typing import Any

from claims.enums import Risk, Stance, State, Verdict
from claims.models import Anchor, Claim, Evidence, Support, User
from claims.services import claims, statements, supports, verdicts, withdrawal

from .hand import Act, Hand


def mark(hand: Hand, by: User) -> Any:
    claim, verdict = hand.claim(), hand.rng.choice(list(Verdict))
    note = hand.words() if hand.rng.random() < 0.5 else None
    return verdicts.set_verdict(
        claim=claim, verdict=verdict, by=by, note=note, seen=hand.seen(claim)
    )


def plain(verb: Callable[..., Any], *states: State) -> Act:
    """Return the act of a verb that takes nothing but the claim."""

    def act(hand: Hand, by: User) -> Any:
        claim = hand.claim(*states)
        return verb(claim=claim, by=by, seen=hand.seen(claim))

    return act


def reasoned(verb: Callable[..., Any], *states: State) -> Act:
    """Return the act of a verb that asks for a reason."""

    def act(hand: Hand, by: User) -> Any:
        claim = hand.claim(*states)
        return verb(claim=claim, reason=hand.words(), by=by, seen=hand.seen(claim))

    return act


def note(hand: Hand, by: User) -> Any:
    claim = hand.claim()
    return verdicts.note_finding(claim=claim, note=hand.words(), by=by, seen=hand.seen(claim))


def edit(hand: Hand, by: User) -> Any:
    claim = hand.claim()
    values = hand.rng.choice([{"text": hand.words()}, {"risk": hand.rng.choice(list(Risk))}])
    return claims.edit_claim(claim=claim, by=by, seen=hand.seen(claim), **values)


def assign(hand: Hand, by: User) -> Any:
    claim = hand.claim()
    return claims.assign_claim(claim=claim, assignee=by, by=by, seen=hand.seen(claim))


def restore(hand: Hand, by: User) -> Any:
    return claims.restore_claim(
        claim=hand.one(Claim.objects.filter(retired_at__isnull=False)), by=by
    )


def raise_again(hand: Hand, by: User) -> Any:
    """Mark words that are a claim already; a retired one comes back."""
    retired = Anchor.objects.filter(claim__retired_at__isnull=False)
    rows = retired if retired.exists() else Anchor.objects.filter(claim__isnull=False)
    place: Anchor = hand.one(rows)
    return claims.raise_claim(revision=place.revision, start=place.start, end=place.end, by=by)


def quote(hand: Hand, by: User) -> Any:
    """Put the words of two neighbouring claims down to a source."""
    place: Anchor = hand.one(Anchor.objects.filter(claim__isnull=False))
    end = place.revision.text.find(".", place.end + 1) + 1
    return statements.raise_statement(
        revision=place.revision, content=[(place.start, max(end, place.end))], by=by, speaker="Volk"
    )


def attach(hand: Hand, by: User) -> Any:
    target, page = hand.target(), hand.one(Evidence.objects.all())
    stance = hand.rng.choice(list(Stance))
    return supports.attach(
        evidence=page, target=target, by=by, stance=stance, seen=hand.seen(target)
    )


def add(hand: Hand, by: User) -> Any:
    """Attach new evidence to two claims of an article at once."""
    first = hand.claim()
    second = hand.one(first.article.claims.all())
    return supports.add_and_attach(
        targets=list({first.pk: first, second.pk: second}.values()),
        by=by,
        about={"stance": hand.rng.choice(list(Stance))},
        url=f"https://example.org/{hand.name}/{hand.acts}",
    )


def detach(hand: Hand, by: User) -> Any:
    return supports.detach(support=hand.one(Support.objects.current()), by=by)


def restance(hand: Hand, by: User) -> Any:
    support = hand.one(Support.objects.current())
    return supports.edit_support(
        support=support,
        by=by,
        stance=hand.rng.choice(list(Stance)),
        passage=hand.words(),
        seen=hand.seen(support),
    )


def withdraw(hand: Hand, by: User) -> Any:
    page = hand.one(Evidence.objects.filter(url__contains="/hand"))
    return withdrawal.withdraw_evidence(evidence=page, reason=hand.words(), by=by)
