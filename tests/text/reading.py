"""Read an extraction in words rather than offsets."""

from dataclasses import dataclass

from claims.text import Extraction, extract


@dataclass(frozen=True)
class Said:
    """One statement in words; ``speaker`` is the resolved name."""

    content: tuple[str, ...]
    source: str
    cue: str
    manner: str
    speaker: str | None
    report: str
    cue_class: str


def read(text: str, found: Extraction) -> list[Said]:
    """Statements in words, in order."""
    return [
        Said(
            tuple(text[start:end] for start, end in statement.content),
            text[slice(*statement.source)] if statement.source else "",
            text[slice(*statement.cue)] if statement.cue else "",
            statement.manner,
            None if statement.speaker is None else found.speakers[statement.speaker].name,
            statement.report,
            statement.cue_class,
        )
        for statement in found.statements
    ]


def statements(text: str) -> list[Said]:
    """Statements of a text, in words."""
    return read(text, extract(text))


def only(text: str) -> Said:
    """The one statement of a text."""
    found = statements(text)
    assert len(found) == 1, found
    return found[0]


def claims(text: str) -> dict[str, str]:
    """Words of each claim of a text → its kind."""
    return {text[slice(*claim.span)]: claim.kind for claim in extract(text).claims}


STORY = """Harbour bridge shut after grain ship hits a pier
Repairs could take until spring, officials say

01:04 - Source: Nordkanal
Story highlights
The bridge carries 21,000 cars a day
It was last inspected in 2019

Vestby (NTB) — A cargo ship struck the Western Bridge on Tuesday, killing two workers, officials \
said.

“The pier held, but only just,” said Anna Brandt, the port director. “We were lucky.”

Brandt said the collision ranks as the sixth since April, and added that “nobody was surprised.” \
She told reporters that the harbour had asked for $4.2 million for new fenders in 2021. "We never \
got it," she said.

Pentagon spokesman US Navy Capt. Jeff Davis said two American sailors were aboard. The spokesman \
said the ship was carrying 12,400 tonnes of grain.

According to a report by the Maritime Safety Board, 40 percent of pilots had fewer than five days \
of training. The board said in March that fatigue was common.

A union official, who asked not to be named, called the port “an accident waiting to happen.” The \
official said pilots work 14 hours a day. Another said the figure was higher.

Jane Doe contributed to this report.
"""
