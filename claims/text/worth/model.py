"""The learned part: a linear model over readable features, for two questions at once.

The weights were learned by ``python -m benchmarks.training.worth`` from the sentences of
ClaimBuster (Arslan, Hassan, Li, Tremayne 2020, CC BY 4.0).
"""

import json
import math
import zlib
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path

from .features import Features

WEIGHTS = Path(__file__).with_name("worth.weights")
LABELS = ("check_worthy", "verifiable")
UNITS = 200  # whole numbers of this many to one unit of log odds
LENGTH = 3.0  # words and groups of words count this much, divided by the root of their number
SIGN = 0.4  # and signs so much: there are few, and each says much
_SHIFT = 24
_HALF, _MASK = 1 << (_SHIFT - 1), (1 << _SHIFT) - 1


Odds = tuple[float, float]  # of both labels


@dataclass(frozen=True, slots=True)
class Model:
    """``weights``: for each key those of both labels in one number (:func:`join`).

    ``bias``: log odds without any feature; ``before``: factor of the log odds of the sentence
    before, and what is added where there is one; ``thresholds``: the probability from which a
    label is given. All in the order of ``LABELS``.
    """

    weights: dict[str, int]
    bias: tuple[float, ...]
    before: tuple[tuple[float, float], ...]
    thresholds: tuple[float, ...]

    def odds(self, features: Features) -> Odds:
        """Log odds of both labels, of the sentence alone."""
        get = self.weights.get
        words = split(sum(map(get, features.words, repeat(0))))
        signs = split(sum(map(get, features.signs, repeat(0))))
        scale = LENGTH / math.sqrt(max(1, features.size)) / UNITS
        sign = SIGN / UNITS
        return (
            self.bias[0] + scale * words[0] + sign * signs[0],
            self.bias[1] + scale * words[1] + sign * signs[1],
        )

    def probabilities(self, odds: Odds, before: Odds | None = None) -> tuple[float, float]:
        """Both labels; ``before``: log odds of the sentence before."""
        if before is not None:
            worthy, verifiable = (
                own + factor * last + more
                for own, last, (factor, more) in zip(odds, before, self.before, strict=True)
            )
            odds = worthy, verifiable
        return _sigmoid(odds[0]), _sigmoid(odds[1])


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-min(30.0, max(-30.0, x))))


def join(worthy: int, verifiable: int) -> int:
    """Two weights as one number: sums of such numbers hold both sums."""
    return (worthy << _SHIFT) + verifiable


def split(joined: int) -> tuple[int, int]:
    """What :func:`join` joined, or the sums of it."""
    verifiable = ((joined + _HALF) & _MASK) - _HALF
    return (joined - verifiable) >> _SHIFT, verifiable


@cache
def load() -> Model:
    """The model that comes with the project; read once."""
    return unpack(WEIGHTS.read_bytes())


def pack(model: Model) -> bytes:
    """A model as a file: a line of JSON, then a line for each key with its two weights."""
    head = {"bias": model.bias, "before": model.before, "thresholds": model.thresholds}
    lines = [json.dumps(head)]
    for key, joined in sorted(model.weights.items()):
        worthy, verifiable = split(joined)
        lines.append(f"{key}\t{worthy}\t{verifiable}")
    return zlib.compress("\n".join(lines).encode(), 9)


def unpack(data: bytes) -> Model:
    """The model in a file written by :func:`pack`."""
    head, *lines = zlib.decompress(data).decode().split("\n")
    told = json.loads(head)
    weights: dict[str, int] = {}
    for line in lines:
        key, worthy, verifiable = line.split("\t")
        weights[key] = join(int(worthy), int(verifiable))
    before = tuple((factor, more) for factor, more in told["before"])
    return Model(weights, tuple(told["bias"]), before, tuple(told["thresholds"]))
