"""Whether two figures are of one thing: what ties them together and what sets them apart."""

from collections.abc import Set

from ..words import word_set
from .facts import Fact
from .nouns import CROWDS, VICTIMS
from .stems import stem
from .values import Value

Shared = dict[str, tuple[int, float]]  # stem → greater distance, weight

_RATIO = 2  # values further apart than this are of two things, unless a scale was mixed up
_CROWD_RATIO = 4
_NEAR = 1.25  # values as near as this are rather of one
_TOP = 3  # sentences after a headline that speak of the same thing
_WEEK, _TEN_MONTHS = 7, 300  # days


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


# of these a thing has one
_MEASURES = _stems(
    "revenue profit loss turnover budget debt deficit surplus population unemployment inflation "
    "salary fine prize toll turnout height length weight speed temperature temperatures distance "
    "capacity fee rent dividend bail sentence magnitude depth width membership circulation"
)
_MOVES = frozenset(["rise", "fall"])
# these happen once to a thing
_ONCE = _stems(
    "founded established born died married opened closed launched built began ended elected "
    "resigned retired arrested convicted sentenced signed adopted passed published released "
    "arrived crashed collapsed struck sank merged bought sold appointed hired fired joined "
    "completed finished introduced invented discovered bombed invaded reopened inaugurated "
    "acquired shot drowned derailed erupted formed created demolished burned graduated divorced "
    "enacted ratified repealed"
)
_VERBS = word_set(
    "give gave gives given get got take took takes raise raises cost costs spend spends spent pay "
    "pays paid buy buys bought sell sells sold earn earns lose loses lost win wins won rise rose "
    "fall fell begin began end grow grew send sent hold held run ran meet met"
)
_VAGUE = _stems("people person man woman child point time thing reason way case member state part")
_OPPOSITES = [
    _stems(words)
    for words in (
        "killed injured arrested missing displaced evacuated rescued", "rise fall",
        "began end finish", "man woman", "cost raise", "win lose", "open close shut",
        "north south east west", "height length width depth", "support oppose", "yes no",
        "import export", "revenue profit loss debt", "boy girl", "born died",
        "founded ended closed", "black white hispanic latino asian african", "gross net",
        "liberal conservative", "domestic foreign", "urban rural", "upper lower",
        "promised spent", "old new former", "morning afternoon evening night", "inside outside",
        "flood fire storm quake bomb crash", "republican democrat democratic",
    )
]  # fmt: skip
_SIDES = {
    root: [n for n, group in enumerate(_OPPOSITES) if root in group]
    for root in frozenset().union(*_OPPOSITES)
}


def ties(one: Fact, two: Fact, spread: dict[str, int]) -> Shared:
    """Stems near both figures; nearer and rarer ones (``spread``: in how many facts) weigh more."""
    shared: Shared = {}
    for root in one.near.keys() & two.near.keys():
        if root != one.head:
            far = max(one.near[root], two.near[root])
            weight = 1.0 if far <= 1 else 0.6 if far <= 3 else 0.3
            rare = 1.0 if spread[root] <= 4 else 0.7 if spread[root] <= 8 else 0.4
            shared[root] = far, weight * rare
    return shared


def apart(one: Fact, two: Fact) -> bool:
    """Whether something says that the two are of different things."""
    return (
        _far_apart(one, two)
        or _other_names(*((f.places if one.head == "person" else f.names) for f in (one, two)))
        or (_shifted(one, two) and not _scale_mixed_up(one.value, two.value))
        or bool(one.periods and two.periods and not one.periods & two.periods)
        or bool(one.mods and two.mods and not one.mods & two.mods)
        or _other_occasion(one, two)
        or _opposed(one, two)
        or any(
            not one.phrases[word] & two.phrases[word]
            for word in one.phrases.keys() & two.phrases.keys()
        )
    )


def _other_names(one: Set[str], two: Set[str]) -> bool:
    """Whether each names somebody or some place that the other does not, and most differ."""
    common = len(one & two)
    return common < min(len(one), len(two)) and 2 * common <= min(len(one), len(two))


def _other_occasion(one: Fact, two: Fact) -> bool:
    """Whether the two sentences name other days; of dates, whether they count otherwise.

    A year that only one of them names sets it apart, for people killed or hurt a month does too.
    """
    dated = one.value.kind == "date"
    first, second = ([v for v in fact.rest if (v.kind == "date") != dated] for fact in (one, two))
    same = [(a, b) for a in first for b in second if a.unit == b.unit]
    if not same and not dated:
        long = _WEEK if one.head == "person" else _TEN_MONTHS
        return any(value.high - value.low > long for value in [*first, *second])
    return bool(same) and not any(a.agrees(b) for a, b in same)


def _opposed(one: Fact, two: Fact) -> bool:
    """Whether the nearest word of a group of opposites is another one."""
    first, second = _sides(one.near), _sides(two.near)
    return any(first[group] != second[group] for group in first.keys() & second.keys())


def _sides(near: dict[str, int]) -> dict[int, str]:
    """The nearest word of each group of opposites."""
    found: dict[int, str] = {}
    for root in near.keys() & _SIDES.keys():
        for group in _SIDES[root]:
            if group not in found or near[root] < near[found[group]]:
                found[group] = root
    return found


def _shifted(one: Fact, two: Fact) -> bool:
    """Whether only one is expected, denied or of an average; both may be in words of their own."""
    return one.shifts != two.shifts and not one.shifts & two.shifts


def _far_apart(one: Fact, two: Fact) -> bool:
    if one.value.kind in {"date", "rank"}:
        return False
    low, high = _both(one.value, two.value)
    crowd = one.head == "person" and one.near.keys() & two.near.keys() & CROWDS
    most = _CROWD_RATIO if crowd else _RATIO
    return low <= 0 or (high > most * low and not _scale_mixed_up(one.value, two.value))


def _both(one: Value, two: Value) -> tuple[float, float]:
    low, high = sorted((one.low or one.high, two.low or two.high))
    return low, high


def _scale_mixed_up(one: Value, two: Value) -> bool:
    """Whether the same digits stand before "million" and "billion"."""
    low, high = _both(one, two)
    return low > 0 and high == 1000 * low and one.kind != "measure"


def one_thing(text: str, one: Fact, two: Fact, shared: Shared) -> bool:
    """Whether enough ties two figures of one unit together; how much depends on the unit."""
    score = sum(weight for _, weight in shared.values())
    if one.sentence == 0 and two.sentence <= _TOP and shared and _is_headline(text):
        score += 0.6
    kind = one.value.kind
    if kind == "number":
        return _one_count(one, two, shared, score)
    if kind == "date":
        near = {r for r, (far, _) in shared.items() if far <= 2 + (r in one.names & two.names)}
        return bool(near & _ONCE) and len(near) >= 2 and score >= 1.2
    if kind == "rank":
        return bool(shared)
    return _one_amount(one, two, shared, score)


def _one_count(one: Fact, two: Fact, shared: Shared, score: float) -> bool:
    if one.head == "person":
        told = VICTIMS | CROWDS
        return any(far <= 2 and root in told for root, (far, _) in shared.items())
    if any(far <= 1 and root in VICTIMS for root, (far, _) in shared.items()):
        return True  # "three sailors were hurt", "two sailors were hurt"
    low, high = _both(one.value, two.value)
    if low < 5 or one.head in _VAGUE:
        return len(_things(one, two, shared)) >= 2
    near = high <= _NEAR * low
    needed = 1.0 - 0.3 * near - 0.3 * (near and low >= 100)
    return score >= needed - 0.4 * (near and (one.definite or two.definite)) - 1e-9


def _one_amount(one: Fact, two: Fact, shared: Shared, score: float) -> bool:
    things = _things(one, two, shared)
    close = {root for root, (far, _) in shared.items() if far <= 1}
    measured = bool(close & _MEASURES) and not _other_names(one.about, two.about)
    if one.value.kind == "percentage":
        moved = [far for root, (far, _) in shared.items() if root in _MOVES]
        others = sum(far <= 3 for far, _ in shared.values()) - len(moved)
        return (measured and score >= 1) or (bool(moved) and max(moved) == 0 and others >= 3)
    if "old" in one.near or "old" in two.near or (one.joined and two.joined):
        return False  # "the 16-inch screen" and "the 15-inch screen" are two
    if {one.direct, two.direct} & things:
        return True
    if one.value.kind == "measure":
        things = _things(one, two, shared, 2)
    return measured or (bool(things) and len(shared) >= 2 and score >= 1.2)


def _things(one: Fact, two: Fact, shared: Shared, most: int = 1) -> set[str]:
    """Stems close to both figures that are no verbs, as far as their form tells."""
    return {
        root
        for root, (far, _) in shared.items()
        if far <= most and not any(_is_verb(fact.words[root]) for fact in (one, two))
    }


def _is_verb(word: str) -> bool:
    return word not in {"wedding", "building"} and (word.endswith(("ing", "ed")) or word in _VERBS)


def _is_headline(text: str) -> bool:
    """Whether the text begins with a line that does not end like a sentence."""
    first = text[:300].lstrip().partition("\n")[0]
    return not first.rstrip().endswith((".", "!", "?", "”", '"'))
