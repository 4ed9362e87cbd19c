"""`python -m benchmarks.training.worth DATA`: learn the weights of claims/text/worth/.

DATA holds claimbuster/dev/sentences.jsonl (ClaimBuster, CC BY 4.0): sentences of US presidential
debates that a crowd called no fact (-1), an unimportant fact (0) or worth checking (1). Prints how
well models learned from three quarters of the debates do on the last quarter, and how true their
probabilities are; then learns from all and writes the weights. Same data, same file.

Needs requirements/train.in. The model is the mean of a logistic regression and of one over
features scaled by their log-count ratio (Wang and Manning 2012), both linear, in one set of
weights.
"""

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score

from claims.text import Span
from claims.text.worth.features import Features, read_features
from claims.text.worth.model import LABELS, LENGTH, SIGN, UNITS, WEIGHTS, Model, join, pack
from claims.text.worth.signs import read_signs

FOLDS = 4
SEEN = 3  # a feature must be in so many sentences
KEPT = 40_000  # so many features of the largest weight are kept
SMOOTHING = 1.0
# How many sentences of a text can be checked: of prepared speeches and articles more than of the
# debates learned from. The decision threshold gives the best F1 there.
VERIFIABLE = 0.7

Array = Any  # numpy arrays and scipy matrices


class Row(NamedTuple):
    """One sentence of a debate."""

    doc: str
    place: int
    text: str
    label: int


@dataclass(frozen=True, slots=True)
class Line:
    """A linear model: log odds = x · weights + bias."""

    weights: Array
    bias: float

    def __call__(self, x: Array) -> Array:
        return x @ self.weights + self.bias


def read(data: Path) -> list[Row]:
    """The sentences, in the order of the debates."""
    path = data / "claimbuster" / "dev" / "sentences.jsonl"
    given = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    rows = [Row(row["doc"], row["i"], row["text"], row["label3"]) for row in given]
    return sorted(rows)


def features_of(text: str) -> Features:
    """What the engine sees in a sentence."""
    return read_features(text, read_signs(text, Span(0, len(text))))


def known_keys(sentences: list[Features]) -> list[str]:
    """Features that are not rare, in the order of the columns."""
    seen = Counter(key for one in sentences for key in one.words | one.signs)
    return sorted(key for key, count in seen.items() if count >= SEEN)


def matrix(sentences: list[Features], keys: list[str]) -> Array:
    """A row for each sentence."""
    column = {key: n for n, key in enumerate(keys)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for n, one in enumerate(sentences):
        scale = LENGTH / max(1, one.size) ** 0.5
        for group, value in ((one.words, scale), (one.signs, SIGN)):
            found = sorted(column[key] for key in group if key in column)
            rows.extend([n] * len(found))
            columns.extend(found)
            values.extend([value] * len(found))
    return csr_matrix((values, (rows, columns)), shape=(len(sentences), len(keys)))


def learn(x: Array, y: Array) -> Line:
    """Both models in one, each of them scaled to the same spread."""
    ratio = log_count_ratio(x, y)
    scaled = regression((x @ diags(ratio)).tocsr(), y)
    lines = [Line(scaled.weights * ratio, scaled.bias), regression(x, y)]
    spread = [float(line(x).std()) for line in lines]
    return Line(
        sum(line.weights / s for line, s in zip(lines, spread, strict=True)),
        sum(line.bias / s for line, s in zip(lines, spread, strict=True)),
    )


def log_count_ratio(x: Array, y: Array) -> Array:
    """Of each feature, how much more of the one class than of the other has it."""
    present = (x > 0).astype(float)
    yes = SMOOTHING + np.asarray(present[y == 1].sum(0)).ravel()
    no = SMOOTHING + np.asarray(present[y == 0].sum(0)).ravel()
    return np.log((yes / yes.sum()) / (no / no.sum()))


def regression(x: Array, y: Array, strength: float = 0.1) -> Line:
    """Plain logistic regression."""
    found = LogisticRegression(C=strength, solver="liblinear", tol=1e-3, random_state=0).fit(x, y)
    return Line(found.coef_[0], float(found.intercept_[0]))


def prune(line: Line) -> Line:
    """Without the features that say least."""
    size = np.abs(line.weights)
    if len(size) <= KEPT:
        return line
    return Line(np.where(size < np.sort(size)[-KEPT], 0.0, line.weights), line.bias)


def crossed(x: Array, y: Array, fold: Array) -> Array:
    """Log odds of each sentence by a model that has not seen its debate."""
    odds = np.zeros(len(y))
    for n in range(FOLDS):
        odds[fold == n] = prune(learn(x[fold != n], y[fold != n]))(x[fold == n])
    return odds


def with_before(rows: list[Row], odds: Array) -> Array:
    """Own log odds, those of the sentence before (0 where it is not there), whether it is."""
    place = {(row.doc, row.place): n for n, row in enumerate(rows)}
    before = [place.get((row.doc, row.place - 1)) for row in rows]
    last = [0.0 if n is None else odds[n] for n in before]
    return np.column_stack([odds, last, [float(n is not None) for n in before]])


def best_threshold(y: Array, probability: Array, share: float) -> float:
    """Where F1 is best in a text that holds such a share of positive sentences.

    Of true probabilities that is half of the best F1 (Lipton, Elkan, Naryanaswamy 2014): steadier
    than the very place where F1 happened to be best.
    """
    order = np.argsort(-probability, kind="stable")
    weight = share * (1 - y.mean()) / (y.mean() * (1 - share))
    right = np.cumsum(y[order]) * weight
    wrong = np.cumsum(1 - y[order])
    half = (right / (right + wrong + y.sum() * weight)).max()
    return round(float(half / (half + (1 - half) * weight)), 3)


def even_threshold(y: Array, probability: Array) -> float:
    """Where as many sentences are called so as there are: precision and recall are the same.

    A crowd's labels are noisy, which draws the best F1 down, and with it the threshold that gives
    it; this one stays where it would be with labels one can trust.
    """
    return round(float(np.sort(probability)[-int(y.sum())]), 3)


def report(label: str, y: Array, probability: Array, threshold: float) -> None:
    """Figures of the cross-validation, and a row for each tenth of the probabilities."""
    guess = probability >= threshold
    even = probability >= best_threshold(y, probability, float(y.mean()))
    print(f"\n{label}: {y.sum()} of {len(y)}, threshold {threshold}")
    print(f"average precision {average_precision_score(y, probability):.3f}")
    for name, g in (("at the threshold", guess), ("as in the debates", even)):
        print(f"{name}: F1 {f1_score(y, g):.3f}, macro F1 {f1_score(y, g, average='macro'):.3f}")
    print("probability | sentences | said | true")
    for tenth in range(10):
        inside = np.minimum((probability * 10).astype(int), 9) == tenth
        said, true = probability[inside].mean(), y[inside].mean()
        print(f"{tenth / 10:.1f}–{(tenth + 1) / 10:.1f} | {inside.sum()} | {said:.3f} | {true:.3f}")


def calibrated(rows: list[Row], odds: Array, y: Array) -> tuple[Line, Array, tuple[float, float]]:
    """Factor and summand that make log odds true, the probabilities, and the part of the context.

    The context's part is in units of calibrated log odds.
    """
    own = regression(odds[:, None], y, strength=1e3)
    true = own(odds[:, None])
    both = regression(with_before(rows, true), y, strength=1e3)
    factor, more = both.weights[1] / both.weights[0], both.weights[2] / both.weights[0]
    return own, 1 / (1 + np.exp(-true)), (round(float(factor), 3), round(float(more), 3))


def train(data: Path) -> Model:
    """Cross-validate, print, and learn from everything."""
    rows = read(data)
    docs = sorted({row.doc for row in rows})
    fold = np.array([docs.index(row.doc) % FOLDS for row in rows])
    sentences = [features_of(row.text) for row in rows]
    keys = known_keys(sentences)
    x = matrix(sentences, keys)
    weights = np.zeros((len(LABELS), len(keys)), dtype=int)
    bias: list[float] = []
    before: list[tuple[float, float]] = []
    thresholds: list[float] = []
    for n, label in enumerate(LABELS):
        least = 1 if label == "check_worthy" else 0
        y = np.array([int(row.label >= least) for row in rows])
        own, probability, context = calibrated(rows, crossed(x, y, fold), y)
        even = label == "check_worthy"
        thresholds.append(
            even_threshold(y, probability) if even else best_threshold(y, probability, VERIFIABLE)
        )
        report(label, y, probability, thresholds[-1])
        line = prune(learn(x, y))
        factor = float(own.weights[0])
        weights[n] = np.rint(UNITS * factor * line.weights)
        bias.append(round(factor * line.bias + own.bias, 4))
        before.append(context)
    told = {
        key: join(int(worthy), int(verifiable))
        for key, worthy, verifiable in zip(keys, *weights, strict=True)
        if worthy or verifiable
    }
    return Model(told, tuple(bias), tuple(before), tuple(thresholds))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path, metavar="DATA")
    model = train(parser.parse_args().data)
    WEIGHTS.write_bytes(pack(model))
    print(f"\n{WEIGHTS.name}: {len(model.weights)} features, {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
