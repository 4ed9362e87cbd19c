"""One of the crowd: what it finds to act on, and which versions it has on its screen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from claims.enums import State
from claims.models import Claim, Statement, User

WAY = "article__desk", "article__current"


@dataclass
class Hand:
    """One worker: chance, and what it remembers to have seen."""

    name: str
    rng: Random
    remembered: dict[str, int] = field(default_factory=dict)
    acts: int = 0

    def one(self, rows: Any) -> Any:
        """Return one of the rows, read afresh; raises Nothing when there is none."""
        pks = list(rows.order_by("pk").values_list("pk", flat=True))
        if not pks:
            raise Nothing
        model = rows.model
        related = [name for name in WAY if hasattr(model, "article")]
        return model.objects.select_related(*related).get(pk=self.rng.choice(pks))

    def claim(self, *states: State) -> Claim:
        """Return a claim, mostly one in ``states`` where some are named and there is one."""
        rows = Claim.objects.all()
        if states and self.rng.random() < 0.8:
            fitting = rows.filter(state__in=states)
            rows = fitting if fitting.exists() else rows
        claim: Claim = self.one(rows)
        return claim

    def statement(self) -> Statement:
        statement: Statement = self.one(Statement.objects.all())
        return statement

    def target(self) -> Claim | Statement:
        return self.claim() if self.rng.random() < 0.8 else self.statement()

    def seen(self, thing: Any) -> int | None:
        """Return the version on the screen: the present one, one seen earlier, or none asked."""
        before = self.remembered.get(str(thing.uid), thing.version)
        self.remembered[str(thing.uid)] = thing.version
        known: int | None = self.rng.choice([None, None, thing.version, thing.version, before])
        return known

    def words(self) -> str:
        """Return words that no other act has used."""
        self.acts += 1
        return f"Found by {self.name}, {self.acts}"


class Nothing(Exception):
    """There is nothing to do this to."""


Act = Callable[[Hand, User], Any]
