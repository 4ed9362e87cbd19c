"""Parts of speech: an averaged perceptron (Collins 2002) over the words of one sentence.

Tags are those of the Penn Treebank: NN NNS NNP NNPS (nouns, names), VB VBP VBZ VBD (base, present,
third person, past), VBN VBG (participles), MD, JJ JJR JJS, RB RBR, RP, IN, DT, PRP, PRP$, CC, CD,
WDT WP WRB, EX, TO, UH, FW. Besides there are QUOTE (a whole quotation), PUNCT (marks, symbols),
POS (a possessive in one word: "Oslo's", a determiner) and SV (a subject with its verb: "he's",
"that'll"). A verb with its negation carries the tag of the verb ("don't" VBP, "can't" MD); words
with hyphens that of the last part ("Oslo-based" VBN, "12-year-old" JJ).

The weights were learned by ``python -m benchmarks.training.tagger`` from GUM (CC BY 4.0).
"""

import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

FINITE_TAGS = frozenset(["VBZ", "VBD", "VBP", "MD", "SV"])
NOUN_TAGS = frozenset(["NN", "NNS", "NNP", "NNPS"])
WEIGHTS = Path(__file__).with_name("tagger.weights")
_MARKS = "\"“”„«»‟＂‘’‚'`"
_DIGITS = re.compile(r"\d")
_NUMBER = re.compile(r"[\d.,:]+%?|\d+(?:[-–]\d+)+%?")
_SUBJECT_AND_VERB = re.compile(
    r"(?:i|you|he|she|it|we|they|that|there|here|what|who|this|where|how)['’](?:s|m|re|ve|ll|d)",
    re.IGNORECASE,
)
_VERBAL = {"TO": "to", "MD": "md", "VBZ": "v", "VBD": "v", "VBP": "v", "SV": "v", "VBN": "n"}
_HELPERS = {
    word: name
    for name, words in {
        "be": "be been being am is are was were isn't aren't wasn't weren't get gets got getting",
        "have": "has have had having hasn't haven't hadn't",
        "do": "do does did don't doesn't didn't",
    }.items()
    for word in words.split()
}
_CLAUSE_ENDS = frozenset([",", ";", ":", "(", ")", "—", "–"])
_PLAIN, _FIRST, _LOUD = 0, 1, 2  # a word inside a sentence, its first, one of a headline
_EDGE = "-"
_TOO_FAR = 600  # a tag so far behind by the word alone is not caught up by its neighbours
WORD_TEMPLATES, CONTEXT_TEMPLATES = 7, 12


@dataclass(frozen=True, slots=True)
class Model:
    """``sure``: words with one tag; ``seen``: tags of other words of the training text;
    ``endings``: tags that unknown words with such an ending and shape can have;
    ``word_weights`` and ``context_weights``: for each template, key → tag → weight."""

    sure: dict[str, str]
    seen: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[str, ...]]
    word_weights: tuple[dict[str, dict[str, int]], ...]
    context_weights: tuple[dict[str, dict[str, int]], ...]


def tag(words: Sequence[str]) -> list[str]:
    """A tag for each of the words of a sentence, as printed and as ``tokens`` parts them."""
    model, entry = load(), _entry
    sure, weights = model.sure, model.context_weights
    tags: list[str] = []
    loud = is_loud(words)
    before, previous, verb = _EDGE, _EDGE, _EDGE
    lows = [plain(word) for word in words]
    last = len(words) - 1
    for i, word in enumerate(words):
        found = sure.get(word, "")
        if not found:
            mode = _LOUD if loud else _PLAIN if i else _FIRST
            scores, _ = entry(word, mode)
            if len(scores) == 1:
                found = scores[0][1]
            else:
                keys = context_keys(
                    lows[i],
                    (before, previous, verb),
                    lows[i - 1] if i else _EDGE,
                    lows[i + 1] if i < last else _EDGE,
                    entry(words[i + 1], _LOUD if loud else _PLAIN)[1] if i < last else _EDGE,
                    entry(words[i + 2], _LOUD if loud else _PLAIN)[1] if i + 1 < last else _EDGE,
                )
                told = [one for one in map(dict.get, weights, keys) if one]
                best = -1 << 30
                for score, name in scores:
                    for one in told:
                        score += one.get(name, 0)
                    if score > best:
                        best, found = score, name
        tags.append(found)
        verb = verb_before(verb, lows[i], found)
        before, previous = previous, found
    return tags


def plain(word: str) -> str:
    """A word in lower case, with a straight apostrophe."""
    return word.lower().replace("’", "'")


def is_loud(words: Sequence[str]) -> bool:
    """Whether a sentence has capitals nearly everywhere, as headlines have."""
    long = [word for word in words[1:60] if len(word) > 3 and word[0].isalpha()]
    return len(long) > 2 and sum(word[0].isupper() for word in long) > 0.7 * len(long)


def known_tag(word: str) -> str | None:
    """The tag of what needs no learning: quotations, marks, plain numbers."""
    first = word[:1]
    if first in _MARKS:
        return "QUOTE"
    if not first.isalnum():
        return "PUNCT"
    if first.isdigit():
        return "CD" if _NUMBER.fullmatch(word) else None
    return "SV" if ("'" in word or "’" in word) and _SUBJECT_AND_VERB.fullmatch(word) else None


def verb_before(state: str, low: str, name: str) -> str:
    """The verb that a word stands under, once the word is tagged: a helper, or what kind."""
    if name in _VERBAL:
        return _HELPERS.get(low, _VERBAL[name])
    return _EDGE if low in _CLAUSE_ENDS else state


def word_keys(model: Model, word: str, mode: int) -> tuple[str, ...]:
    """What a word tells by itself, one key for each template."""
    low = _DIGITS.sub("0", plain(word))
    shape = word_shape(word, mode)
    kind = "/".join(model.seen.get(low, ())) + shape
    return (low, low[-1:] + shape, low[-2:] + shape, low[-3:] + shape, low[-4:], low[:3], kind)


def word_shape(word: str, mode: int) -> str:
    """Capitals, digits and hyphens in short; capitals of a headline tell little."""
    if word[0].isdigit():
        return "9"
    capital = "a"
    if word[0].isupper():
        capital = "AA" if len(word) > 1 and word.isupper() else "A"
        capital = ("T" if mode == _LOUD else "F" if mode == _FIRST else "") + capital
    elif word.lower() != word:
        capital = "aA"
    return capital + ("-" if "-" in word else "") + ("'" if "’" in word or "'" in word else "")


def context_keys(
    low: str, tags: tuple[str, str, str], last: str, following: str, after: str, beyond: str
) -> tuple[str, ...]:
    """What the neighbours tell, one key for each template.

    ``tags``: of the two words before, and the verb before; ``last``, ``following``: the words on
    both sides; ``after``, ``beyond``: what the next two words can be.
    """
    before, previous, verb = tags
    return (
        previous,
        f"{before} {previous}",
        f"{previous} {low}",
        last,
        following,
        f"{after} {beyond}",
        f"{previous} {after}",
        f"{low} {after}",
        f"{last} {low[-3:]}",
        f"{verb} {previous}",
        f"{verb} {low}",
        f"{verb} {previous} {low[-2:]}",
    )


def word_class(model: Model, word: str) -> str:
    """What a word can be, for its neighbours: its only tag, its tags, or its ending."""
    found = known_tag(word) or model.sure.get(word)
    if found is None:
        found = "/".join(model.seen.get(plain(word), ()))
    return found or word_shape(word, _PLAIN) + word[-2:].lower()


def candidates(model: Model, word: str, mode: int) -> tuple[str, ...]:
    """Tags a word can have: those seen; of other words, those of words that end alike."""
    low = plain(word)
    tags = model.seen.get(low, ())
    if not tags:
        shape = word_shape(word, mode)
        for length in (3, 2, 1):
            tags = model.endings.get(low[-length:] + shape, ())
            if tags:
                return tags
        return model.endings[""]
    if word[0].isupper() and "NNP" not in tags and mode != _FIRST:
        tags = (*tags, "NNP")
    return tags


@lru_cache(maxsize=8192)
def _entry(word: str, mode: int) -> tuple[tuple[tuple[int, str], ...], str]:
    """Tags a word can have with the score the word alone gives them, and its class."""
    model = load()
    fixed = known_tag(word)
    if fixed is not None:
        return ((0, fixed),), fixed
    keys = word_keys(model, word, mode)
    weights = [w.get(key, {}) for w, key in zip(model.word_weights, keys, strict=True)]
    scores = [
        (sum(one.get(name, 0) for one in weights), name) for name in candidates(model, word, mode)
    ]
    least = max(scores)[0] - _TOO_FAR
    return tuple(one for one in scores if one[0] >= least), word_class(model, word)


@cache
def load() -> Model:
    """The model that comes with the project; read once."""
    return unpack(WEIGHTS.read_bytes())


def pack(model: Model) -> bytes:
    """A model as a file: JSON, where words that share their tags stand in one line."""
    names = sorted({*model.sure.values(), *(t for tags in model.endings.values() for t in tags)})
    names = sorted({*names, *(t for tags in model.seen.values() for t in tags)})
    place = {name: n for n, name in enumerate(names)}
    groups: dict[str, list[str]] = {}
    for word, name in sorted(model.sure.items()):
        groups.setdefault("=" + name, []).append(word)
    for word, tags in sorted(model.seen.items()):
        groups.setdefault("+" + " ".join(tags), []).append(word)
    for ending, tags in sorted(model.endings.items()):
        groups.setdefault("-" + " ".join(tags), []).append(ending)
    weights = [
        {
            key: [n for name, w in sorted(one.items()) for n in (place[name], w)]
            for key, one in sorted(template.items())
        }
        for template in (*model.word_weights, *model.context_weights)
    ]
    data = {"tags": names, "words": groups, "weights": weights, "alone": len(model.word_weights)}
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def unpack(data: bytes) -> Model:
    """The model in a file written by :func:`pack`."""
    told = json.loads(zlib.decompress(data))
    names = told["tags"]
    tables: dict[str, dict[str, tuple[str, ...]]] = {"=": {}, "+": {}, "-": {}}
    for group, words in told["words"].items():
        tags = tuple(group[1:].split())
        tables[group[0]].update(dict.fromkeys(words, tags))
    weights = tuple(
        {
            key: {names[n]: w for n, w in zip(pairs[::2], pairs[1::2], strict=True)}
            for key, pairs in template.items()
        }
        for template in told["weights"]
    )
    alone = told["alone"]
    sure = {word: tags[0] for word, tags in tables["="].items()}
    return Model(sure, tables["+"], tables["-"], weights[:alone], weights[alone:])
