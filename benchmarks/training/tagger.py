"""`python -m benchmarks.training.tagger DATA`: learn the weights of claims/text/tagger.py.

DATA holds gum_treebank/*.conllu (GUM, CC BY 4.0; its biographies, share-alike, are left out).
Prints how well a model learned without a third of the news and interviews tags that third, then
learns from all of it and writes claims/text/tagger.weights. Same data, same file.
"""

import argparse
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from claims.text import tagger
from claims.text.tagger import (
    CONTEXT_TEMPLATES,
    FINITE_TAGS,
    WEIGHTS,
    WORD_TEMPLATES,
    Model,
    candidates,
    context_keys,
    is_loud,
    known_tag,
    plain,
    verb_before,
    word_class,
    word_keys,
    word_shape,
)

from . import patterns
from .known_words import known_words
from .treebank import Tagged, documents

GENRES = ("news", "interview", "academic", "court")
ROUNDS = 12
OFTEN = 4  # a word so frequent, and with one tag only, needs no context
FEW = 8  # a word seen no more often may be anything that words with its ending can be
RARE = 3  # words so rare say what unknown words are like
SCALE = 24  # whole numbers of this many to one

Weights = tuple[dict[str, dict[str, float]], ...]


class Learner:
    """Weights while they are learned; the average over all steps is what is kept."""

    def __init__(self, data: Sequence[Tagged]) -> None:
        self.model = dictionary(data)
        templates = range(WORD_TEMPLATES + CONTEXT_TEMPLATES)
        self.weights: Weights = tuple(defaultdict(dict) for _ in templates)
        self.totals: dict[tuple[int, str, str], float] = defaultdict(float)
        self.stamps: dict[tuple[int, str, str], int] = defaultdict(int)
        self.step = 0

    def learn(self, data: Sequence[Tagged], rounds: int = ROUNDS, seed: int = 1) -> Model:
        """Go over the sentences in an order that is shuffled alike every time."""
        rng = random.Random(seed)
        order = list(data)
        for _ in range(rounds):
            rng.shuffle(order)
            for sentence in order:
                self._sentence(sentence)
        return self._average()

    def _sentence(self, sentence: Tagged) -> None:
        before = previous = verb = "-"
        words = [word for word, _ in sentence]
        loud = is_loud(words)
        for i, (word, right) in enumerate(sentence):
            fixed = known_tag(word) or self.model.sure.get(word)
            guess = fixed or self._step(words, i, right, (before, previous, verb), loud=loud)
            verb = verb_before(verb, plain(word), guess)
            before, previous = previous, guess

    def _step(
        self, words: list[str], i: int, right: str, tags: tuple[str, str, str], *, loud: bool
    ) -> str:
        mode = 2 if loud else 0 if i else 1
        keys = features(self.model, words, i, tags, mode)
        told = [w[key] for w, key in zip(self.weights, keys, strict=False) if key in w]
        names = candidates(self.model, words[i], mode)
        guess = max(names, key=lambda name: sum(one.get(name, 0) for one in told))
        self.step += 1
        if guess != right:
            for n, key in enumerate(keys):
                self._move(n, key, right, 1.0)
                self._move(n, key, guess, -1.0)
        return guess

    def _move(self, n: int, key: str, name: str, by: float) -> None:
        at = (n, key, name)
        now = self.weights[n][key].get(name, 0.0)
        self.totals[at] += (self.step - self.stamps[at]) * now
        self.stamps[at] = self.step
        self.weights[n][key][name] = now + by

    def _average(self) -> Model:
        kept: list[dict[str, dict[str, int]]] = [{} for _ in self.weights]
        for n, template in enumerate(self.weights):
            for key, one in template.items():
                for name, now in one.items():
                    at = (n, key, name)
                    total = self.totals[at] + (self.step - self.stamps[at]) * now
                    weight = round(SCALE * total / self.step)
                    if weight:
                        kept[n].setdefault(key, {})[name] = weight
        return Model(
            self.model.sure,
            self.model.seen,
            self.model.endings,
            tuple(kept[:WORD_TEMPLATES]),
            tuple(kept[WORD_TEMPLATES:]),
        )


def features(
    model: Model, words: list[str], i: int, tags: tuple[str, str, str], mode: int
) -> tuple[str, ...]:
    """All keys of a word in its place."""
    last = len(words) - 1
    return word_keys(model, words[i], mode) + context_keys(
        plain(words[i]),
        tags,
        plain(words[i - 1]) if i else "-",
        plain(words[i + 1]) if i < last else "-",
        word_class(model, words[i + 1]) if i < last else "-",
        word_class(model, words[i + 2]) if i + 1 < last else "-",
    )


def dictionary(data: Sequence[Tagged]) -> Model:
    """What words were seen as, and what rare words with some ending were."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    lows: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in data:
        for word, name in sentence:
            if known_tag(word) is None:
                forms[word][name] += 1
                lows[plain(word)][name] += 1
    known = known_words()
    sure = {
        form: next(iter(tags))
        for form, tags in forms.items()
        if tags.total() >= OFTEN
        and {*lows[plain(form)], *known.get(plain(form), ())} == {*tags}
        and len(tags) == 1
    }
    model = Model(sure, {}, _endings(data, lows), (), ())
    for low, tags in [*lows.items(), *((low, Counter[str]()) for low in known if low not in lows)]:
        if tags.total() > RARE or low in known:
            told = {*tags, *known.get(low, ())}
            if tags.total() < FEW and low not in known:
                told.update(candidates(model, low, 0))
            model.seen[low] = tuple(sorted(told))
    return model


def _endings(data: Sequence[Tagged], lows: dict[str, Counter[str]]) -> dict[str, tuple[str, ...]]:
    """Tags of rare words by the last letters and the shape."""
    endings: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in data:
        loud = is_loud([word for word, _ in sentence])
        for i, (word, name) in enumerate(sentence):
            if known_tag(word) is None and lows[plain(word)].total() <= RARE:
                shape = word_shape(word, 2 if loud else 0 if i else 1)
                for length in (0, 1, 2, 3):
                    endings[plain(word)[-length:] + shape if length else ""][name] += 1
    return {
        key: tuple(sorted(name for name, n in tags.items() if n >= 0.01 * tags.total()))
        for key, tags in endings.items()
        if not key or tags.total() >= 6
    }


def loud_copies(data: Sequence[Tagged]) -> Iterator[Tagged]:
    """One sentence of twelve once more, in capitals as in a headline."""
    for n, sentence in enumerate(data):
        if n % 12 == 0:
            yield [(word[0].upper() + word[1:], name) for word, name in sentence]


def accuracy(data: Sequence[Tagged]) -> dict[str, float]:
    """Shares of tags that are right: of all tokens, of words, finite verbs found and true."""
    pairs = [
        (right, guess, known_tag(word) is None)
        for sentence in data
        for (word, right), guess in zip(sentence, tagger.tag([w for w, _ in sentence]), strict=True)
    ]
    hit = sum(a in FINITE_TAGS and b in FINITE_TAGS for a, b, _ in pairs)
    return {
        "tokens": sum(a == b for a, b, _ in pairs) / len(pairs),
        "words": sum(a == b for a, b, w in pairs if w) / sum(w for *_, w in pairs),
        "finite precision": hit / sum(b in FINITE_TAGS for _, b, _ in pairs),
        "finite recall": hit / sum(a in FINITE_TAGS for a, _, _ in pairs),
    }


def held_out(name: str) -> bool:
    """Whether a document is one of the third to report on."""
    return name.split("_")[1] in {"news", "interview"} and zlib.crc32(name.encode()) % 3 == 0


def use(model: Model) -> None:
    """Let the engine tag with a model in place of the one in the file."""
    tagger.load = lambda: model  # type: ignore[assignment]
    tagger._entry.cache_clear()


def train(data: Sequence[Tagged]) -> Model:
    """A model of these sentences."""
    every = [*data, *patterns.sentences()]
    every += loud_copies(every)
    return Learner(every).learn(every)


def main() -> None:
    """Measure, learn, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.training.tagger")
    parser.add_argument("data", type=Path, help="folder with gum_treebank")
    parser.add_argument("--measure", action="store_true", help="write nothing")
    asked = parser.parse_args()
    found = list(documents(asked.data / "gum_treebank", *GENRES))
    kept = [s for name, told in found if held_out(name) for s in told]
    use(train([s for name, told in found if not held_out(name) for s in told]))
    print(f"held out: {sum(map(len, kept)):,} tokens of news and interviews")
    for name, share in accuracy(kept).items():
        print(f"  {name}: {share:.3f}")
    if not asked.measure:
        data = tagger.pack(train([s for _, told in found for s in told]))
        WEIGHTS.write_bytes(data)
        print(f"{WEIGHTS.name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
