"""Invented news articles of any size whose claims and statements are known; no Django."""

import random
from dataclasses import dataclass, field

Span = tuple[int, int]  # code points, half-open

ORGANISATIONS = [
    f"{place} {body}"
    for place in ("Aldhaven", "Brenmoor", "Corvale", "Dunsmere", "Elvarra", "Fenwick Sound")
    for body in ("Port Authority", "City Council", "Water Board", "Health Service", "Police")
]
FIRST = ("Ilse", "Tomas", "Marta", "Jonas", "Petra", "Anders", "Livia", "Casimir", "Ruth", "Emil")
LAST = ("Brandt", "Volk", "Sorel", "Lindqvist", "Okafor", "Tamm", "Ferrer", "Novak", "Haug", "Rao")
ROLES = ("director", "spokeswoman", "deputy mayor", "chief engineer", "union secretary", "minister")
THINGS = ("ferries", "cables", "households", "school places", "hospital beds", "trees", "pumps")
MONTHS = ("January", "March", "April", "June", "August", "October", "December")
FILLERS = (
    "Work along the quay went on through the night, and few people stopped to look.",
    "It is not the first time that the question has come up in this part of the country.",
    "Residents who gathered outside the building waited quietly for an answer.",
    "Nobody at the meeting seemed surprised, and the hall emptied soon afterwards.",
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words put down to somebody; ``claim`` is the span of a claim inside them, if there is one."""

    content: Span
    cue: Span
    mention: Span
    speaker: str
    role: str
    direct: bool
    claim: Span | None


@dataclass(frozen=True, slots=True)
class Story:
    """One article: its own claims, what it quotes, and what is worth checking besides."""

    title: str
    text: str
    claims: list[Span]
    quotes: list[Quote]
    spare: list[Span]


@dataclass(slots=True)
class Writer:
    """An article as it is being written."""

    rng: random.Random
    parts: list[str] = field(default_factory=list)
    at: int = 0

    def say(self, words: str) -> Span:
        """Add ``words`` and return where they stand."""
        start, self.at = self.at, self.at + len(words)
        self.parts.append(words)
        return start, self.at

    def fact(self) -> str:
        """Return an assertion with something to check in it, without a full stop."""
        rng = self.rng
        body, things, month = (rng.choice(x) for x in (ORGANISATIONS, THINGS, MONTHS))
        number, share = rng.randrange(20, 90_000), rng.randrange(2, 60)
        year = rng.randrange(1990, 2024)
        return rng.choice(
            (
                f"the {body} replaced {number:,} {things} in {month}, {share} percent more "
                "than a year earlier",
                f"the {body} spent {number / 1000:.1f} million crowns on {things} last {month}",
                f"only one in {share} of the {number:,} {things} of the {body} was inspected "
                f"before {month}",
                f"the {body} has lost {number:,} {things} since {month} {year}",
            )
        )

    def sentence(self) -> Span:
        """Write a fact in the article's own voice; its full stop is no part of the claim."""
        words = self.fact()
        span = self.say(words[0].upper() + words[1:])
        self.say(". ")
        return span

    def quote(self, *, with_claim: bool) -> Quote:
        """Write a statement, half of them in quotation marks."""
        speaker = voice(self.rng)
        role = f"the {self.rng.choice(ROLES)} of the {self.rng.choice(ORGANISATIONS)}"
        words = self.fact() if with_claim else "it is too early to decide anything"
        direct = self.rng.random() < 0.5
        if direct:
            start = self.at
            self.say("“")
            inner = self.say(words[0].upper() + words[1:])
            content = (start, self.say(",”")[1])
            self.say(" ")
            mention = self.say(f"{speaker}, {role},")
            self.say(" ")
            cue = self.say("told reporters")
        else:
            mention = self.say(speaker)
            self.say(" ")
            cue = self.say("said")
            self.say(" that ")
            content = inner = self.say(words)
        self.say(". ")
        return Quote(content, cue, mention, speaker, role, direct, inner if with_claim else None)


def voice(rng: random.Random) -> str:
    """Return one of 2,600 names: a few speak in many articles, most in one or two."""
    rank = int(rng.paretovariate(0.2)) % 2600
    return f"{FIRST[rank % 10]} {chr(65 + rank // 100)}. {LAST[rank // 10 % 10]}"


def write(rng: random.Random, *, claims: int = 12, words: int = 420) -> Story:
    """Return an article with so many claims (a third inside statements) and about so many words.

    Besides the claims there are half as many facts and a sixth as many statements that nobody
    has marked yet: they stay suggestions.
    """
    writer = Writer(rng)
    title = writer.fact().removeprefix("the ")
    title = title[0].upper() + title[1:]
    writer.say(f"{title}\n\n")
    kinds = ["claim"] * (claims - claims // 3) + ["said"] * (claims // 3)
    kinds += ["spare"] * (claims // 2) + ["quote"] * (claims // 6)
    kinds += ["filler"] * max(0, (words - 16 * len(kinds)) // 14)
    rng.shuffle(kinds)
    own: list[Span] = []
    spare: list[Span] = []
    quotes: list[Quote] = []
    for place, kind in enumerate(kinds):
        if place % 3 == 2:
            writer.say("\n\n")
        if kind in ("claim", "spare"):
            (own if kind == "claim" else spare).append(writer.sentence())
        elif kind == "filler":
            writer.say(rng.choice(FILLERS) + " ")
        else:
            quotes.append(writer.quote(with_claim=kind == "said"))
    return Story(title, "".join(writer.parts), own, quotes, spare)
