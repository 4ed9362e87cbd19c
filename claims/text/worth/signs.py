"""What a stretch of text holds that bears on checking it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..quantities import Quantity, compares, find_quantities, may_hold_figures
from ..segments import Span
from ..tagger import FINITE_TAGS, NOUN_TAGS, tag
from ..words import word_set
from .entries import Entry, entries_of, first_entries

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d(?:[\d.,]*\d)?|[$£€%?!:;,\"“”—–-]")
_CAUSE = re.compile(
    r"\b(?:because of|because|due to|led to|leads to|lead to|caused?|causes|causing|resulted in"
    r"|results in|as a result|thanks to|responsible for|contribut\w+ to|prevent(?:s|ed)?|triggered"
    r"|blamed (?:for|on)|linked to|killed by)\b",
    re.IGNORECASE,
)
_MAY_CAUSE = word_set(
    "because due led lead leads cause caused causes causing resulted results result thanks "
    "responsible contribute contributes contributed contributing prevent prevents prevented "
    "triggered blamed linked killed"
)
_RULE = word_set(
    "law laws illegal illegally legal legally banned banning ban bans prohibit prohibits "
    "prohibited prohibiting requires required mandatory unconstitutional constitution statute "
    "regulation regulations legislation bill ruled court courts treaty amendment permitted "
    "allowed forbid forbids forbidden violate violates violated violating violation violations "
    "entitled obliges obliged sanction sanctions"
)
# A comparison needs one of these words: a cheap test before the long pattern.
_MAY_COMPARE = word_set(
    "more less fewer higher lower greater larger smaller better worse older younger faster longer "
    "shorter cheaper bigger earlier later up down compared rose risen fell fallen increase "
    "increased decrease decreased grew grown shrank shrunk double doubled triple tripled halve "
    "halved dropped soared surged plunged jumped climbed cut slashed twice as highest lowest "
    "largest smallest biggest oldest youngest fastest longest shortest worst deadliest cheapest "
    "costliest busiest most least best record never first last only outnumber outnumbers "
    "outnumbered exceed exceeds exceeded exceeding per average median majority minority quarter "
    "third half"
)
_OPINION = word_set(
    "believe think feel hope wish love hate beautiful wonderful terrible awful great horrible "
    "amazing fantastic disgraceful shameful disgusting ridiculous sad proud happy honored "
    "honoured grateful sorry glad should ought must opinion honestly frankly incredible "
    "stupid nice brilliant tragic lovely unacceptable outrageous worry afraid deserve "
    "deserves imagine guess perhaps maybe probably seems appears unfortunately hopefully "
    "disappointed disappointing excited exciting important need please thank thanks "
    "welcome congratulations pray let's let’s"
)
_SAY = word_set(
    "denied denies rejected rejects promised promises vowed claimed claims called calls accused "
    "accuses admitted admits disputes disputed pledged insisted insists told warned warns"
)
_QUOTE = _SAY | {"said", "says", "asked", "wrote", "added", "replied", "declared"}
_ACT = word_set(
    "voted signed killed died arrested charged convicted sentenced accused resigned fired "
    "hired appointed elected won lost bought sold paid built opened closed shut sank "
    "destroyed injured wounded attacked bombed shot stole founded created launched passed "
    "approved rejected vetoed blocked cancelled canceled banned sued settled admitted "
    "confessed pleaded fled crashed collapsed burned burnt flooded evacuated rescued deported "
    "sent received visited ordered issued published released leaked hacked "
    "filed donated raised spent cut added removed hit struck ended began started joined "
    "quit served worked grew graduated married defeated beat supported opposed withdrew "
    "suspended promoted awarded discovered found developed invented moved invaded captured "
    "seized recalled replaced borrowed owed owns owned employs employed runs ran led headed "
    "chaired represents represented contains contained covers covered measured weighed "
    "produced produces imports exports"
)
_WILL = word_set("will won't won’t shall would wouldn't wouldn’t may might")
_AHEAD = _WILL | word_set(
    "could i'll we'll you'll he'll she'll it'll they'll that'll there'll who'll "
    "i’ll we’ll you’ll he’ll she’ll it’ll they’ll that’ll there’ll who’ll"
)
_SET_TO = word_set("expected scheduled projected predicted forecast likely unlikely due going set")
_INTENDS = word_set("expects expect intends intend plans plan hopes aims predicts")
_TO_COME = _AHEAD | _SET_TO | _INTENDS
_BE = word_set("is are am i'm it's he's she's we're they're you're that's there's be been")
_NO_FUTURE = word_set("have like rather")  # "would have", "would like"
_SENSES = word_set("see hear feel look")
_UNDER = word_set("if when once after until as while although though because since before")
_HAVE = word_set("has had have been")


@dataclass(slots=True)
class Signs:
    """What a stretch of text holds.

    ``entries``: its words and marks; ``words``: lower-case words and figures as printed.
    """

    entries: list[Entry]
    words: list[str]
    quantities: list[Quantity]
    compares: bool
    names: int
    act: bool
    past: bool
    cause: bool
    rule: bool
    says: bool
    quotes: bool
    opinion: int
    forecast: bool
    asks: bool

    def has(self, *kinds: str) -> bool:
        """Whether a figure of one of these kinds is there."""
        return any(quantity.kind in kinds for quantity in self.quantities)

    def asserts(self) -> bool:
        """Whether there is a verb or a figure."""
        return bool(self.quantities) or any(
            entry.tag in FINITE_TAGS or entry.tag == "VBN" for entry in self.entries
        )


def read_signs(text: str, span: Span) -> Signs:
    """What stands in ``text[span]``."""
    start, end = span
    tokens = _TOKEN.findall(text, start, end)
    entries = [*first_entries(tokens[0])] if tokens else []
    for token in tokens[1:]:
        entries += entries_of(token)
    words = [token.lower() for token in tokens if token[0].isalnum()]
    known = set(words)
    tags = {entry.tag for entry in entries}
    quantities = find_quantities(text, start, end) if may_hold_figures(words) else []
    asks = text[start:end].rstrip("\"”’' ").endswith("?")
    ranks = any(quantity.kind == "rank" for quantity in quantities)
    return Signs(
        entries=entries,
        words=words,
        quantities=quantities,
        compares=ranks or (not known.isdisjoint(_MAY_COMPARE) and compares(text, start, end)),
        names=len([token for token in tokens[1:] if token[0].isupper() and len(token) > 1]),
        act=not known.isdisjoint(_ACT),
        past="VBD" in tags or not known.isdisjoint(_HAVE),
        cause=not known.isdisjoint(_MAY_CAUSE) and _CAUSE.search(text, start, end) is not None,
        rule=not known.isdisjoint(_RULE),
        says=not known.isdisjoint(_SAY)
        and any(entry.word in _SAY and entry.tag[:2] == "VB" for entry in entries),
        quotes=tokens.count('"') + tokens.count("“") + tokens.count("”") > 1
        and not known.isdisjoint(_QUOTE),
        opinion=len([word for word in words if word in _OPINION]),
        forecast=not asks
        and _may_look_ahead(known, tags)
        and looks_ahead([token.lower() for token in tokens], tag(tokens)),
        asks=asks,
    )


def _may_look_ahead(words: set[str], tags: set[str]) -> bool:
    """A cheap test before all words are tagged in their sentence."""
    if "to" in words:
        return not words.isdisjoint(_TO_COME) or tags.isdisjoint(FINITE_TAGS)
    return not words.isdisjoint(_AHEAD)


def looks_ahead(lows: Sequence[str], tags: Sequence[str]) -> bool:
    """Whether the main verb speaks of the future, or a headline without one ("X to open Y").

    ``lows``: lower-case words and marks of one stretch; ``tags``: their parts of speech.
    """
    begin = 0
    if lows and lows[0] in _UNDER and "," in lows:
        begin = lows.index(",")
    verb = next((n for n in range(begin, len(tags)) if tags[n] in FINITE_TAGS), None)
    if verb is None:
        return any(
            tags[n - 1] in NOUN_TAGS and tags[n] == "TO" and tags[n + 1] == "VB"
            for n in range(1, len(tags) - 1)
        )
    low = lows[verb].replace("’", "'")
    after = [lows[n] for n in range(verb + 1, len(lows)) if not tags[n].startswith("RB")][:2]
    if low.endswith("'ll") or low in _WILL:
        return not after or after[0] not in _NO_FUTURE
    if low == "could":
        return not after or after[0] not in _SENSES
    if low in _INTENDS:
        return after[:1] == ["to"]
    if low in _BE:
        return after[1:] == ["to"] and after[0] in _SET_TO | _INTENDS
    return False
