"""Words brought to one form, so that "killing" and "were killed" meet."""

from functools import lru_cache

from ..words import word_set

_SAME = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child",
    "lives": "life", "wives": "wife", "feet": "foot", "mice": "mouse", "died": "kill",
    "die": "kill", "dies": "kill", "dying": "kill", "dead": "kill", "death": "kill",
    "deaths": "kill", "deadly": "kill", "fatal": "kill", "fatalities": "kill", "slain": "kill",
    "killings": "kill", "killing": "kill", "wound": "injur", "wounded": "injur",
    "wounding": "injur", "hurt": "injur", "injury": "injur", "injuries": "injur",
    "detained": "arrest", "detaining": "arrest", "built": "build", "constructed": "build",
    "bought": "cost", "purchased": "cost", "sold": "cost", "sale": "cost", "paid": "cost",
    "rose": "rise", "risen": "rise", "increased": "rise", "increase": "rise", "climbed": "rise",
    "grew": "rise", "grown": "rise", "growth": "rise", "fell": "fall", "fallen": "fall",
    "dropped": "fall", "decline": "fall", "declined": "fall", "began": "begin", "begun": "begin",
    "started": "begin", "start": "begin", "starts": "begin", "held": "hold", "took": "take",
    "taken": "take", "gave": "give", "given": "give", "won": "win", "lost": "lose",
    "spent": "cost", "left": "leave", "flew": "fly", "flown": "fly", "sank": "sink",
    "sunk": "sink", "struck": "strike", "hit": "strike", "stood": "stand", "drew": "draw",
    "wrote": "write", "written": "write", "broke": "break", "broken": "break", "shot": "shoot",
    "shooting": "shoot", "caught": "catch", "stole": "steal", "stolen": "steal", "met": "meet",
    "lent": "lend", "loan": "lend", "costs": "cost", "price": "cost", "priced": "cost",
    "distance": "distance", "weighs": "weigh", "weight": "weigh", "founded": "found",
    "collided": "collision", "collides": "collision", "crash": "collision", "crashed": "collision",
    "evacuation": "evacuat", "donation": "donat", "resigned": "resign", "owns": "own",
    "married": "marry", "marriage": "marry", "elected": "elect", "election": "elect",
    "births": "birth", "born": "birth", "employees": "employee", "employs": "employ",
    "length": "long", "height": "high", "tall": "high", "width": "wide", "pay": "cost",
    "paying": "cost", "pays": "cost", "spending": "cost", "spends": "cost", "spend": "cost",
    "worth": "cost", "sells": "cost", "sell": "cost", "buy": "cost", "buys": "cost",
    "buying": "cost", "selling": "cost",
}  # fmt: skip
_FIXED = frozenset(_SAME.values())
# words that say nothing of what is counted
IDLE = word_set(
    "the a an this that these those some any all both each every no other another same such of in "
    "on at by for from to with about against during after before into through over under between "
    "among amid within without since until till toward towards upon near outside inside across "
    "behind beyond despite via per as like than along around and but or nor yet so then while when "
    "because although though if unless whereas where whether why how what which who whom whose he "
    "she they it i we you him them us me his her its their our my your himself herself itself "
    "themselves there here is are was were be been being am has have had having do does did will "
    "would can could shall should may might must not never also just even only still already more "
    "most less least very much many few about nearly almost roughly some least up out off down "
    "away back s t re ve ll d m said says say saying told tells tell according added adds "
    "announced "
    "reported report reports asked wrote called mr mrs ms dr sir get got go went gone come came "
    "make made makes put set one two three four five six seven eight nine ten ago now today "
    "yesterday tomorrow half total including included include includes percent per cent "
    "million billion thousand hundred trillion number amount figure figures going it's he's "
    "she's they're we're i'm you're that's there's it’s he’s she’s they’re we’re i’m you’re that’s "
    "there’s don't don’t didn't didn’t"
)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A lower-case word without its English endings; some irregular forms and synonyms as one."""
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    word = word.rstrip("'’")
    if word in _SAME or word in _FIXED:
        return _SAME.get(word, word)
    if len(word) > 4:
        for ending, instead in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ied", "y"),
                                ("ed", ""), ("es", ""), ("s", "")):  # fmt: skip
            if word.endswith(ending) and not word.endswith(("ss", "us", "is")):
                word = word[: -len(ending)] + instead
                break
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeols":
            word = word[:-1]
    elif len(word) == 4 and word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    word = word.removesuffix("e") if len(word) > 3 else word
    return _SAME.get(word, word)
