"""`make evaluate DATA=folder`: what the text engine gets right, on what is there of the corpora.

Every half of a set below the folder is measured (``polnear/dev/quotes.jsonl`` …); what is missing
is passed over. Our own articles and the free sample in ``tests/data`` need no folder.
"""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

import django

from . import coreference, quotes, speakers, worth

TESTS = Path(__file__).resolve().parents[2] / "tests" / "data"
QUOTES = ("polnear", "gum_news")
SENTENCES = (
    # set, what its label means, and what is asked of the engine
    ("claimbuster", "check_worthy"),
    ("ct23_task1b", "check_worthy"),
    ("ct19_task1", "check_worthy"),
    ("ct20_task5", "check_worthy"),
    ("policlaim", "verifiable"),
)
TRAINED_ON = {"claimbuster/dev"}


def main() -> None:
    """Print one table a part of the engine."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluation", description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", help="folder of the corpora")
    data = parser.parse_args().data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    if data is not None and not data.is_dir():
        parser.error(f"there is no folder {data}")
    print_all(data)


def print_all(data: Path | None) -> None:
    """Print what can be measured, as it comes."""
    print("Who said what: content agrees by 80 % of its words (j80), in brackets with the source")
    for name, path in [*halves(data, QUOTES, "quotes.jsonl"), ("free sample", sample())]:
        for subset, figures in quotes.measure(path).items():
            by_manner = " ".join(f"{figures.recall_of(manner):.3f}" for manner in quotes.MANNERS)
            print(
                f"  {name:16} {subset:10} P {figures.precision:.3f} R {figures.recall:.3f} "
                f"F1 {figures.f1:.3f} ({figures.end_to_end:.3f})  direct, mixed, indirect "
                f"{by_manner}  source {figures.source_overlap:.3f} cue {figures.cue_overlap:.3f}"
            )
    print("Who is who: resolvable mentions right, wrong, unresolved")
    ours = speakers.measure()
    for name, tally in (("easy", ours.easy), ("hard", ours.hard), ("all", ours.all)):
        print_shares(f"our articles, {name}", [tally.share(outcome) for outcome in OUTCOMES])
    if data is not None and (data / "gum_treebank").is_dir():
        for half, shares in coreference.measure(data).items():
            print_shares(f"GUM, {half} half", [shares[outcome] for outcome in OUTCOMES])
    print("Worth checking: MAP, F1 of the positives, macro F1")
    for set_name, label in SENTENCES:
        for name, path in halves(data, [set_name], "sentences.jsonl"):
            found = worth.measure(path, label)
            note = "  (trained on these)" if name in TRAINED_ON else ""
            print(
                f"  {name:22} {label:12} {found.mean_average_precision:.3f} "
                f"{found.f1:.3f} {found.macro_f1:.3f}{note}"
            )


OUTCOMES = ("right", "wrong", "unresolved")


def print_shares(name: str, shares: list[float]) -> None:
    """One line of outcomes."""
    print(f"  {name:22} " + " ".join(f"{share:6.1%}" for share in shares))


def halves(data: Path | None, names: Sequence[str], file: str) -> list[tuple[str, Path]]:
    """The files of these sets that are there, each named ``set/half``."""
    if data is None:
        return []
    return [
        (f"{name}/{path.parent.name}", path)
        for name in names
        for path in sorted((data / name).glob(f"*/{file}"))
    ]


def sample() -> Path:
    """The free documents that the tests hold."""
    return TESTS / "gum_news" / "quotes.jsonl"


if __name__ == "__main__":
    main()
