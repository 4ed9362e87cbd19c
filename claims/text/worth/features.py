"""What a sentence looks like to the model: words and groups of words, and signs about all of it.

Everything is a readable key. ``Features.words`` weigh less the longer the sentence is,
``Features.signs`` always the same.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..tagger import FINITE_TAGS
from ..words import word_set
from .entries import Entry
from .signs import Signs

_SUBJECTS = {
    "i": "I", "we": "we", "you": "you", "he": "he", "she": "he", "they": "they", "it": "it",
    "this": "this", "that": "this", "these": "this", "those": "this", "there": "there",
    "who": "who", "which": "which",
}  # fmt: skip
_BETWEEN = word_set("not n't also just never really always then now still only ever even already")
_NEGATIONS = word_set("n't not never no")


@dataclass(frozen=True, slots=True)
class Features:
    """Keys of the model that a sentence has; ``size``: how many words and marks."""

    words: set[str]
    signs: set[str]
    size: int


def read_features(text: str, found: Signs) -> Features:
    """Features of one sentence or stretch; ``found``: the signs in it."""
    entries = found.entries
    signs = {
        *_marks(found),
        *_shape(entries, text, asks=found.asks),
        *_amounts(entries),
        *_figures(found, next((entry.tense for entry in entries if entry.tense), "none")),
        *_clauses(entries),
    }
    return Features(_groups(entries), signs, len(entries))


def _groups(entries: list[Entry]) -> set[str]:
    """Words with their tags, stems, classes, pairs, pairs with a gap, a class before a stem."""
    stems = ["<", *(entry.stem for entry in entries), ">"]
    tags = ["<", *(entry.tag for entry in entries), ">"]
    found = {f"{one} {two}" for one, two in pairwise(stems)}
    found.update([f"{one}+{two}" for one, two in pairwise(tags)])
    found.update([f"{one}_{two}" for one, two in zip(stems, stems[2:], strict=False)])
    found.update(
        [f"{one.kind}>{two}" for one, two in zip(entries, stems[2:], strict=False)],
        *(entry.keys for entry in entries),
    )
    return found


def _marks(found: Signs) -> list[str]:
    """What a reader of its own saw, and parts of speech."""
    marks = [
        name
        for name, there in (
            ("compares", found.compares),
            ("act", found.act),
            ("past", found.past),
            ("cause", found.cause),
            ("rule", found.rule),
            ("says", found.says),
            ("forecast", found.forecast),
        )
        if there
    ]
    if found.quantities:
        marks += [name + " with a figure" for name in marks]
    tags = [entry.tag for entry in found.entries]
    finite = [tag for tag in tags if tag in FINITE_TAGS]
    return [
        *marks,
        f"opinion {min(3, found.opinion)}",
        "finite " + (finite[0] if finite else "none"),
        f"finite {min(4, len(finite))}",
        *(f"{tag} x{min(4, tags.count(tag))}" for tag in ("NNP", "JJ", "JJS", "VBD", "VBN")),
    ]


def _shape(entries: list[Entry], text: str, *, asks: bool) -> list[str]:
    size = len(entries)
    words = [entry.word for entry in entries]
    end = text.rstrip()[-1:]
    found = [f"length {min(10, size // 4)}", f"size {min(12, size // 3)}"]
    found.append(f"commas {min(4, words.count(','))}")
    if words:
        found += ["opens " + words[0], "closes " + words[-1]]
    if '"' in words:
        found.append("quotes")
    if asks:
        found.append("asks")
    elif end not in {".", "!", '"', "”"}:
        found.append("no end")
    return found


def _amounts(entries: list[Entry]) -> list[str]:
    """How much of what there is."""
    first = next((entry.tense for entry in entries if entry.tense), "none")
    kinds = Counter([entry.kind for entry in entries])
    names = kinds["Name"] + kinds["place"]
    own = kinds["self"] + kinds["you"]
    words = {entry.word for entry in entries}
    found = [f"{kind} x{count if count < 3 else 3}" for kind, count in kinds.items()]
    found += [
        f"names {min(4, names)}",
        f"names {min(2, names)} {first}",
        f"figures {min(3, kinds['#'] + kinds['#year'])} {first}",
        f"own {min(4, own)}",
        f"own part {8 * own // max(1, len(entries))}",
    ]
    if not words.isdisjoint(_NEGATIONS):
        found.append("negated")
    return found


def _figures(found: Signs, first: str) -> Iterator[str]:
    figures = Counter([quantity.kind for quantity in found.quantities])
    for figure, count in figures.items():
        yield "has " + figure
        yield f"has {figure} {first}"
        if count > 1:
            yield "several " + figure
    if figures.total() > figures["date"]:
        yield "hard figure"
        yield "hard figure " + first


def _clauses(entries: list[Entry]) -> Iterator[str]:
    """Tenses, and who does what: a subject, its verb, and what stands after it."""
    tenses = [entry.tense for entry in entries if entry.tense]
    yield "first tense " + (tenses[0] if tenses else "none")
    yield "tenses " + "".join(sorted(set(tenses)))
    for tense in set(tenses):
        yield f"{tense} times {min(3, tenses.count(tense))}"
    if any(entry.word == "if" for entry in entries):
        yield "if"
    first = True
    for n, entry in enumerate(entries[:-1]):
        subject = _SUBJECTS.get(entry.word)
        if subject is None:
            continue
        verb = n + 1
        while verb < min(n + 4, len(entries) - 1) and _skipped(entries[verb].word):
            verb += 1
        tense = entries[verb].tense or "-"
        kind = entries[verb].topic
        what = next((e.topic for e in entries[verb + 1 : verb + 4] if e.topic), "")
        yield f"does {subject} {tense}"
        yield f"does {subject} {tense} {kind}"
        yield f"does {subject} :{entries[verb].stem}"
        yield f"does {subject} {tense} {what}."
        if first:
            yield f"begins {subject} {tense}"
            yield f"begins {subject} {tense} {kind} {what}"
        first = False


def _skipped(word: str) -> bool:
    return word in _BETWEEN or word.endswith("ly")
