"""Texts that are nothing like news, by name: each of about ``n`` code points of one repetition."""

from collections.abc import Callable

HOSTILE: dict[str, Callable[[int], str]] = {
    "quotation marks": lambda n: '"' * n,
    "opening marks": lambda n: "“" * n,
    "single marks": lambda n: "'a " * (n // 3),
    "cues": lambda n: "he said " * (n // 8),
    "quotes and cues": lambda n: '"A b c d," he said, ' * (n // 20),
    "according": lambda n: "according to " * (n // 13),
    "names": lambda n: "Anna Brandt " * (n // 12),
    "one official a line": lambda n: "The official said it was bad.\n" * (n // 30),
    "full stops": lambda n: "." * n,
    "short lines": lambda n: "a\n" * (n // 2),
    "digits": lambda n: "1" * n,
    "numbers": lambda n: "1 " * (n // 2),
    "brackets": lambda n: "[? (" * (n // 4),
    "spaces": lambda n: "x." + " " * n,
    "one word": lambda n: "a" * n,
    "commas": lambda n: "said, " * (n // 6),
    "NUL": lambda n: "\0" * n,
    "quotations that never close": lambda n: "“It fell. " * (n // 10),
    "single ones that never close": lambda n: "‘It fell. " * (n // 10),
    "questions": lambda n: "“Is it?” Anna Brandt " * (n // 21),
    "called": lambda n: "he called the " * (n // 14),
    "figures": lambda n: "12 people were killed, 14 people died in May. " * (n // 46),
    "pronouns": lambda n: "She said he said they said it. " * (n // 31),
    "money": lambda n: "about $4.2 million to $5 million, " * (n // 34),
}
