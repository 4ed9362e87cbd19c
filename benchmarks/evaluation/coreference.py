"""`python -m benchmarks.evaluation.coreference DATA`: who is who, against GUM's coreference.

DATA holds gum_treebank/*.conllu. Of its news and interviews we take every person or body that is
the subject of a verb outside quotation marks, but for the speakers of an interview themselves (I,
you, we), hand those spans to the resolver in the order of the text, as if a statement hung on
each, and compare its speakers with the entities of the treebank. One speaker stands for at most
one entity: the pairs with the most mentions in common go first.

Resolvable is a mention whose entity has another mention among the subjects. It is *right* where
its speaker stands for its entity; *unresolved* where it got no speaker, or one that holds mentions
of this entity only and stands for none (one is split in two); *wrong* otherwise. Half of the
documents (by a hash of the name) are for fitting, the other half is reported.
"""

import argparse
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.text.lexicon import DEFAULT, tables
from claims.text.quotations import find_quotations
from claims.text.results import Speaker
from claims.text.segments import Block, BlockKind, Span
from claims.text.sentences import split_sentences
from claims.text.speakers import resolve_mentions

_ENTITY = re.compile(r"\((?P<opens>\d+)-(?P<kind>[a-z]+)[^()]*(?P<at_once>\))?|(?P<closes>\d+)\)")
_FIELD = re.compile(r"(?:^|\|)Entity=([^|]*)")
_INTERVIEWED = frozenset(["i", "you", "we", "me", "us"])
OUTCOMES = ("right", "wrong", "unresolved")


@dataclass(frozen=True, slots=True)
class Subject:
    """A mention that is the subject of a verb, and the treebank's entity."""

    span: Span
    block: int
    entity: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text of the treebank with the subjects in it."""

    name: str
    text: str
    blocks: list[Block]
    subjects: list[Subject]


@dataclass(slots=True)
class _Word:
    place: int
    start: int
    end: int
    head: int
    relation: str


class _Reader:
    """Puts text, blocks and subjects together, line by line."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self.subjects: list[Subject] = []
        self._begin = 0
        self._kind = BlockKind.PARAGRAPH

    def read(self, conllu: str) -> None:
        """Take in a whole document."""
        for chunk in conllu.split("\n\n"):
            if "# newpar" in chunk:
                self._close()
                head = re.search(r"^# newpar_block = (\w+)", chunk, re.M)
                self._kind = BlockKind.PARAGRAPH
                if head and head.group(1) == "head":
                    self._kind = BlockKind.SUBHEAD if self.blocks else BlockKind.HEADLINE
            found = re.search(r"^# text = (.*)$", chunk, re.M)
            if found:
                self._sentence(found.group(1), chunk)
        self._close()

    def _close(self) -> None:
        if len(self.text) > self._begin:
            self.blocks.append(Block(self._kind, self._begin, len(self.text)))
            self.text += "\n"
        self._begin = len(self.text)

    def _sentence(self, sentence: str, chunk: str) -> None:
        if len(self.text) > self._begin:
            self.text += " "
        base = len(self.text)
        self.text += sentence
        words: list[_Word] = []
        waiting: list[tuple[str, str, int]] = []
        spans: list[tuple[str, str, int, int]] = []
        at = base
        for line in chunk.split("\n"):
            cells = line.split("\t")
            if len(cells) < 10 or not cells[0].isdigit():
                continue
            start = self.text.find(cells[1], at)
            start = at if start < 0 or start > at + 3 else start
            at = min(len(self.text), start + len(cells[1]))
            words.append(_Word(int(cells[0]), start, at, int(cells[6]), cells[7]))
            _entities(cells[9], len(words) - 1, waiting, spans)
        for entity, kind, first, last in spans:
            self._subject(entity, kind, words[first : last + 1])

    def _subject(self, entity: str, kind: str, words: Sequence[_Word]) -> None:
        places = {word.place for word in words}
        heads = [word for word in words if word.head not in places]
        span = Span(words[0].start, words[-1].end)
        low = self.text[span.start : span.end].lower()
        if kind not in {"person", "organization"} or low in _INTERVIEWED or len(heads) != 1:
            return
        if heads[0].relation.startswith("nsubj"):
            self.subjects.append(Subject(span, len(self.blocks), entity))


def _entities(
    cell: str,
    n: int,
    waiting: list[tuple[str, str, int]],
    spans: list[tuple[str, str, int, int]],
) -> None:
    """Note the entities that open or close at word ``n``."""
    field = _FIELD.search(cell)
    for mark in _ENTITY.finditer(field.group(1) if field else ""):
        if mark["at_once"]:
            spans.append((mark["opens"], mark["kind"], n, n))
        elif mark["opens"]:
            waiting.append((mark["opens"], mark["kind"], n))
        else:
            for k in range(len(waiting) - 1, -1, -1):
                if waiting[k][0] == mark["closes"]:
                    entity, kind, first = waiting.pop(k)
                    spans.append((entity, kind, first, n))
                    break


def documents(data: Path) -> Iterator[Document]:
    """News and interviews in order of their names."""
    for path in sorted((data / "gum_treebank").glob("*.conllu")):
        if path.stem.split("_")[1] in {"news", "interview"}:
            reader = _Reader()
            reader.read(path.read_text(encoding="utf-8"))
            marks = find_quotations(reader.text, reader.blocks)
            subjects = [
                subject
                for subject in sorted(reader.subjects, key=lambda subject: subject.span)
                if not any(m.start <= subject.span.start < m.end for m in marks[subject.block])
            ]
            yield Document(path.stem, reader.text, reader.blocks, subjects)


def for_fitting(name: str) -> bool:
    """Whether a document is of the half one may look at."""
    return zlib.crc32(name.encode()) % 2 == 0


def judge(entities: Sequence[str], speakers: Sequence[int | None]) -> list[str]:
    """An outcome for each mention; empty for one that is not resolvable."""
    count = Counter(entities)
    pairs = Counter((s, e) for s, e in zip(speakers, entities, strict=True) if s is not None)
    stands: dict[int, str] = {}
    for (speaker, entity), _ in pairs.most_common():
        if speaker not in stands and entity not in stands.values():
            stands[speaker] = entity
    outcomes = []
    for entity, found in zip(entities, speakers, strict=True):
        if count[entity] < 2:
            outcomes.append("")
        elif found is not None and stands.get(found) == entity:
            outcomes.append("right")
        else:
            mixed = found is not None and len({e for s, e in pairs if s == found}) > 1
            outcomes.append("wrong" if mixed else "unresolved")
    return outcomes


def resolve(
    text: str, blocks: Sequence[Block], sources: Sequence[tuple[Span, int]]
) -> tuple[tuple[Speaker, ...], list[int | None]]:
    """The speakers of spans that are given, and which of them each span is."""
    words = tables(DEFAULT)
    return resolve_mentions(
        text,
        blocks,
        sources,
        words,
        sentences=[split_sentences(text, block.start, block.end, words) for block in blocks],
        quotations=find_quotations(text, blocks),
    )


def outcomes_of(document: Document) -> list[str]:
    """Resolve the subjects of a document and judge each."""
    sources = [(subject.span, subject.block) for subject in document.subjects]
    speakers = resolve(document.text, document.blocks, sources)[1]
    return judge([subject.entity for subject in document.subjects], speakers)


def measure(data: Path) -> dict[str, dict[str, float]]:
    """For the halves ``fitted`` and ``reported``: number of resolvable mentions, and shares."""
    found: dict[str, Counter[str]] = {"fitted": Counter(), "reported": Counter()}
    for document in documents(data):
        half = "fitted" if for_fitting(document.name) else "reported"
        found[half].update(one for one in outcomes_of(document) if one)
    return {
        half: {"mentions": tally.total()}
        | {name: tally[name] / max(1, tally.total()) for name in OUTCOMES}
        for half, tally in found.items()
    }


def main() -> None:
    """Print both halves."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluation.coreference")
    parser.add_argument("data", type=Path, help="folder with gum_treebank")
    for half, figures in measure(parser.parse_args().data).items():
        shares = ", ".join(f"{name} {figures[name]:.3f}" for name in OUTCOMES)
        print(f"{half}: {figures['mentions']:.0f} resolvable mentions: {shares}")


if __name__ == "__main__":
    main()
