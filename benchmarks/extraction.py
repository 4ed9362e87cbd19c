"""How many words a second the whole text engine reads on one core; own invented text, no Django.

Then hostile repetition, whose time must grow with the length only, and the engine's memory.
Prints figures, asserts nothing: ``python -m benchmarks.extraction [--words N]``.
"""

import argparse
import random
import subprocess
import sys
import time

from claims.text import extract

from .corpus import write
from .hostile import HOSTILE

VOICES = (
    "“The {thing} held, but only just,” said {first} {last}, the {role}. “We were lucky.”",
    "{last} said the {thing} had cost ${n} million since {year}, and added that “nobody asked.”",
    "According to a report by the {town} Safety Board, {n} percent of crews had no {thing}.",
    "A union official, who asked not to be named, called the {thing} “an accident in waiting.”",
    "The official said pilots work {n} hours a day. Another said the figure was higher.",
    "The council, which bought the {thing} in {year}, will meet again on Monday.",
)
FILL = {
    "first": ("Ilse", "Tomas", "Marta", "Jonas"),
    "last": ("Brandt", "Volk", "Sorel", "Haug"),
    "role": ("port director", "deputy mayor", "union secretary"),
    "thing": ("bridge", "ferry", "tunnel", "pump"),
    "town": ("Vestby", "Aldhaven", "Corvale"),
}


def article(rng: random.Random) -> str:
    """One invented article: a story of known claims, and quotes of every manner."""
    lines = [write(rng).text]
    for _ in range(rng.randint(6, 14)):
        words = {name: rng.choice(choices) for name, choices in FILL.items()}
        lines.append(
            rng.choice(VOICES).format(**words, n=rng.randint(2, 90), year=rng.randint(1990, 2024))
        )
    return "\n\n".join(lines)


def main() -> None:
    """Read articles until the wanted number of words is reached, three times; print each pass."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=200_000, help="words in a pass")
    parser.add_argument("--hostile", type=int, default=160_000, help="code points of repetition")
    asked = parser.parse_args()
    wanted = asked.words
    rng = random.Random(7)
    texts: list[str] = []
    words = 0
    while words < wanted:
        texts.append(article(rng))
        words += len(texts[-1].split())
    print(f"extraction: {len(texts)} articles, {words:,} words a pass, one core")
    for number in (1, 2, 3):
        statements = claims = 0
        start = time.process_time()
        for text in texts:
            found = extract(text)
            statements += len(found.statements)
            claims += len(found.claims)
        speed = words / (time.process_time() - start)
        print(f"  pass {number}: {speed:,.0f} words/s ({statements} statements, {claims} claims)")
    print_growth(asked.hostile)
    print(f"memory over bare Python, text read: {memory(used=True) - memory(used=False):.0f} MiB")


def print_growth(size: int) -> None:
    """How much longer four times the text takes (4 is linear, 16 quadratic), worst three first."""
    rows = []
    for name, repeat in HOSTILE.items():
        small, large = seconds(repeat(size // 4)), seconds(repeat(size))
        rows.append((large / small, name, large))
    rows.sort(reverse=True)
    print(
        f"hostile repetition, {size // 4:,} and {size:,} code points, {len(rows)} texts; steepest:"
    )
    for growth, name, large in rows[:3]:
        print(f"  {name}: {growth:.1f} times as long, {large:.2f} s")


def seconds(text: str) -> float:
    """Processor time of one extraction, the better of two."""
    times = []
    for _ in range(2):
        start = time.process_time()
        extract(text)
        times.append(time.process_time() - start)
    return min(times)


def memory(*, used: bool) -> float:
    """Most memory of a fresh Python, in MiB; ``used``: one that has read an article."""
    read = "from claims.text import extract; extract('“It fell,” Brandt said. ' * 200);"
    code = f"{read if used else ''}print(open('/proc/self/status').read())"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    peak = next(line for line in done.stdout.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) / 1024


if __name__ == "__main__":
    main()
