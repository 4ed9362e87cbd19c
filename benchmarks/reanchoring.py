"""How long it takes to follow 200 claims of a long article into its next draft; invented text.

Prints figures, asserts nothing: ``python -m benchmarks.reanchoring [--words N] [--claims N]``.
"""

import argparse
import random
import time
from collections import Counter

from claims.text import Span, describe, extract
from claims.text.reanchoring import Reanchoring

from .extraction import article

REPEATS = 5


def main() -> None:
    """Print the time of all claims at once, the best of a few, and what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=5_000, help="words of the article")
    parser.add_argument("--claims", type=int, default=200, help="claims in it")
    asked = parser.parse_args()
    rng = random.Random(11)
    old, spans = long_article(rng, asked.words, asked.claims)
    new = redrafted(rng, old)
    selectors = [describe(old, *span) for span in spans]
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        compared = Reanchoring(old, new)
        states = Counter(compared.place(selector).state.value for selector in selectors)
        times.append(time.process_time() - start)
    found = ", ".join(f"{count} {state}" for state, count in states.most_common())
    print(f"re-anchoring: {len(spans)} claims in {len(old.split()):,} words, one core")
    print(f"  {1000 * min(times):.0f} ms ({found})")


def long_article(rng: random.Random, words: int, claims: int) -> tuple[str, list[Span]]:
    """An article of about so many words, and so many sentences of it."""
    parts: list[str] = []
    while sum(len(part.split()) for part in parts) < words:
        parts.append(article(rng))
    text = "\n\n".join(parts)
    sentences = extract(text).sentences
    return text, sorted(rng.sample(sentences, min(claims, len(sentences))))


def redrafted(rng: random.Random, text: str) -> str:
    """The next draft: a third of the paragraphs with other words, some cut, added, moved."""
    lines = []
    for line in text.split("\n\n"):
        chance = rng.random()
        words = line.split(" ")
        if chance < 0.35:
            for _ in range(1 + len(words) // 12):
                words[rng.randrange(len(words))] = rng.choice(("nearly", "board", "17", "Holm"))
        if chance < 0.95:
            lines.append(" ".join(words))
        if chance > 0.9:
            lines.append(f"A new line, the {len(lines)}th of this draft, was added on Monday.")
    moved = lines.pop(len(lines) // 2)
    return "\n\n".join([*lines[:2], moved, *lines[2:]])


if __name__ == "__main__":
    main()
