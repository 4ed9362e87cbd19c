"""Where the content of indirect speech ends and the reporter's voice, or the next cue, resumes."""

from dataclasses import dataclass

from ..lexicon import Cue
from ..tokens import POINTS, QUOTE, Frame
from ..words import Word, word_set
from .verbs import Form, has_finite, is_finite, verb_group, verb_like

SPEECH = Cue.CLAUSE | Cue.QUOTE | Cue.ADDRESSEE
# ", speaking on condition of anonymity because …": how it was said, not what
MANNERS = word_set(
    "speaking talking asking referring testifying appearing writing declining refusing "
    "requesting standing sitting pausing laughing smiling pointing alluding"
)
_SAYS = frozenset(["say", "says", "said"])
_TIMES = frozenset(["before", "while", "after"])
_JOINS = frozenset(["and", "but"])
_TAKES_OVER = Cue.CLAUSE | Cue.ADDRESSEE | Cue.OBJECT
_CONTRAST = word_set("while though although as whereas")
_SAME_FORM = {
    "VBD": {"VBD", "VBN"},
    "VBN": {"VBD", "VBN"},
    "VBZ": {"VBZ"},
    "VBP": {"VBP", "VB"},
    "VB": {"VBP", "VB", "VBD", "VBN"},
    "VBG": {"VBG"},
}

_PARTICLES = {
    "call": {"for", "on", "upon"}, "poin": {"out", "to"}, "warn": {"of", "about", "against"},
    "comp": {"about", "of", "to"}, "liken": {"to"}, "agre": {"with", "on"}, "went": {"on"},
    "spea": {"of", "about"}, "put": {"it"}, "disc": {"with"}, "comm": {"on"}, "brag": {"about"},
    "boas": {"about", "of"}, "insi": {"on"}, "writ": {"back"}, "wrot": {"back"},
    "shot": {"back"}, "fire": {"back"}, "hint": {"at"}, "joke": {"about"}, "cred": {"with"},
    "desc": {"as"},
}  # fmt: skip


def particle(frame: Frame, i: int) -> int:
    """Token after the cue at ``i`` and its particle: "called for", "pointed out"."""
    low = frame.low(i)
    wanted = _PARTICLES.get(low[:4]) or _PARTICLES.get(low[:3])
    return i + 2 if wanted and frame.low(i + 1) in wanted else i + 1


def content_end(
    frame: Frame,
    start: int,
    cue: int = -1,
    *,
    leading: bool = False,
    inside: bool = False,
    thing: bool = False,
) -> int:
    """End of the content that begins at ``start``: where the next attribution takes over.

    ``cue``: where the verb stands; ``leading``: its clause comes before the main clause;
    ``inside``: it hangs on "who" or "which"; ``thing``: the content is no clause ("criticised the
    plan"), so the next verb is not its own.
    """
    content = _Content(frame, start, cue, leading, inside, thing)
    depth = 0
    for j in range(start, frame.after):
        low = frame.low(j)
        if low in {"(", "["}:
            depth += 1
        elif low in {")", "]"}:
            depth -= 1
            if depth < 0:
                return j
        elif j > start and content.ends(j):
            if low == QUOTE:
                return j + 1
            return j - 1 if low in _JOINS and frame.low(j - 1) == "," else j
    end = frame.after
    while end > start and frame.low(end - 1) in POINTS - {")", "]"}:
        end -= 1
    return end


@dataclass(frozen=True, slots=True)
class _Content:
    """Content being followed to its end; the fields are those of :func:`content_end`."""

    frame: Frame
    start: int
    cue: int
    leading: bool
    inside: bool
    thing: bool

    def ends(self, j: int) -> bool:
        """Whether the content is over at the token ``j``."""
        frame, low = self.frame, self.frame.low(j)
        after = frame.low(j + 1)
        if low in {",", "—", "–", "-"}:
            quoted = low == "," and frame.low(j - 1) == QUOTE and after in _CONTRAST
            give_way = low == "," and self._gives_way(j + 1)
            return quoted or give_way or (self.inside and verb_like(frame, j + 1))
        if low == QUOTE:
            voice = after in MANNERS or after in _CONTRAST
            return closes_speech(frame, j) and (voice or self._gives_way(j + 1))
        if self.thing and j > self.start + 1 and _circumstance(frame, self.start, j):
            return True
        if low in _TIMES and frame.cue(j + 1) & Cue.GERUND and frame.cue(j + 1) & SPEECH:
            return True  # "before adding that"
        if low not in _JOINS or j <= self.start + (frame.low(self.start) != QUOTE):
            return False
        return (
            _same_subject(frame, j + 1, self.cue)
            or self._other_tense(j + 1)
            or (frame.low(j - 1) == QUOTE and _new_attribution(frame, j))
            or self._verb_follows(j)
        )

    def _gives_way(self, j: int) -> bool:
        """Whether another attribution, or the main clause, begins at ``j``."""
        return _new_attribution(self.frame, j) or (self.leading and main_clause(self.frame, j))

    def _other_tense(self, j: int) -> bool:
        """Whether the cue at ``j`` stands in a tense that no verb of the content has."""
        frame, tag = self.frame, self.frame.tag(j)
        if frame.low(j) in _SAYS and frame.tag(j + 1) in {"IN", "PRP", "DT", "NNP", "EX"}:
            return True
        return (
            bool(frame.cue(j) & Cue.CLAUSE)
            and (frame.low(j + 1) == "that" or frame.tag(j + 1) in {"PRP", "PRP$", "DT", "EX"})
            and tag in {"VBP", "VBZ"}
            and self.cue >= 0
            and not any(frame.tag(m) in {"VBP", "VBZ", "MD"} for m in range(self.start, j))
        )

    def _verb_follows(self, j: int) -> bool:
        """Whether "and hurried home" at ``j`` belongs to the speaker, not to what was said."""
        frame, k = self.frame, j + 1
        while frame.tag(k) == "RB" and k < j + 4:
            k += 1
        if frame.tag(k) not in {"VBD", "VBZ"}:
            return False
        if self.thing:
            return not any(is_finite(frame, m) for m in range(self.start, j))
        if frame.low(j - 1) == QUOTE:
            return closes_speech(frame, j - 1)
        past = frame.tag(k) == "VBD" and bool(frame.cue(self.cue) & Cue.PAST)
        return (
            past
            and frame.low(j - 1) == ","
            and not any(frame.tag(m) == "VBD" for m in range(self.start, j))
        )


def closes_speech(frame: Frame, i: int) -> bool:
    """Whether the quotation at ``i`` ends with a comma, question or exclamation mark inside."""
    inside = frame.tokens.text[frame.tokens.end[i] - 3 : frame.tokens.end[i]].rstrip("\"”’'»")
    return inside.endswith((",", "?", "!", "…", "-", "—"))


def _circumstance(frame: Frame, start: int, j: int) -> bool:
    """Whether "on Friday" or "during the debate" at ``j`` tells when a thing was said."""
    low = frame.low(j)
    if low in {"on", "in"}:
        year = low == "in" and frame.tag(j + 1) == "CD" and len(frame.low(j + 1)) == 4
        found = year or (frame.kind(j + 1) & Word.TIME and frame.cap(j + 1))
    else:
        found = low in {"during", "while", "when", "after"}
    return bool(found) and not any(is_finite(frame, m) for m in range(start, j))


def leads(frame: Frame, site: int, cue: int) -> bool:
    """Whether the clause at ``site`` comes before its main clause: "While Brandt said …, …"."""
    if site > frame.first and frame.kind(site - 1) & Word.SUBORDINATOR:
        before = site - 1
    elif frame.tag(site) == "VBG" and site == cue:
        before = site
        head = frame.kind(frame.first) & (Word.PREPOSITION | Word.SUBORDINATOR)
        if head and frame.low(site - 1) != "," and not has_finite(frame, frame.first, site):
            return True  # "In a letter announcing the plan, Brandt …"
    else:
        return False
    while before > frame.first and frame.kind(before - 1) & (Word.CONJUNCTION | Word.ADVERB):
        before -= 1
    return before == frame.first


def main_clause(frame: Frame, j: int) -> bool:
    """Whether a clause with a subject of its own begins at ``j``."""
    if frame.kind(j) & (Word.CONJUNCTION | Word.SUBORDINATOR | Word.RELATIVE | Word.PREPOSITION):
        return False
    for m in range(j, min(frame.after, j + 12)):
        if frame.low(m) in POINTS or frame.low(m) == QUOTE:
            return False
        if verb_like(frame, m):
            return m > j
    return False


def _new_attribution(frame: Frame, j: int) -> bool:
    """Whether ", saying", ", according to" or ", but Brandt said" begins at ``j``."""
    if frame.low(j) == "according":
        return True
    k = j
    while frame.kind(k) & Word.ADVERB or frame.kind(k) & Word.CONJUNCTION:
        k += 1
    if frame.cue(k) & Cue.GERUND and frame.cue(k) & (SPEECH | Cue.OBJECT):
        return True
    if not (frame.kind(j) & Word.CONJUNCTION or frame.low(j) in _CONTRAST):
        return False
    for m in range(j + 1, min(frame.after, j + 8)):
        if frame.low(m) in POINTS or frame.low(m) in {QUOTE, "that"}:
            return False
        if frame.cue(m) & Cue.CLAUSE and frame.tag(m) in {"VBD", "VBN", "VBZ", "VBP"}:
            return verb_group(frame, m)[1] is Form.FINITE
    return False


def _same_subject(frame: Frame, j: int, main: int) -> bool:
    """Whether "and added", "but has denied" begins at ``j``: a second cue of the same subject."""
    k = j
    while k < j + 4 and (frame.kind(k) & (Word.ADVERB | Word.AUXILIARY) or frame.tag(k) == "RB"):
        k += 1
    cue = frame.cue(k)
    if not cue & _TAKES_OVER and not (cue & Cue.THAT and frame.low(k + 1) == "that"):
        return False
    past = bool(cue & Cue.PAST and (cue & Cue.CLAUSE or main < 0))
    same = cue & frame.cue(main) & (Cue.SINGULAR | Cue.GERUND)
    if k == j and not past and not same and frame.tag(k) not in _SAME_FORM.get(frame.tag(main), ()):
        return False
    bare = frame.kind(k + 1) & Word.PREPOSITION and not cue & Cue.CLAUSE
    return not bare or particle(frame, k) > k + 1
