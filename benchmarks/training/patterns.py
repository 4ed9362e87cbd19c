"""Turns of phrase of news writing that the treebank has few of, filled with changing words.

The patterns are our own. A word carries its tag behind a slash; a word in braces is a slot.
"""

import random
from collections.abc import Iterator

from .treebank import Tagged

_PATTERNS = """
"q"/QUOTE {name} {said}/VBD
"q"/QUOTE {said}/VBD {name}
"q"/QUOTE {said}/VBD {name} ,/PUNCT the/DT {role}/NN of/IN {place}
"q"/QUOTE the/DT {role}/NN {said}/VBD in/IN a/DT {noun}/NN
The/DT {noun}/NN was/VBD {done}/VBN ,/PUNCT {name} {said}/VBD
{Plural}/NNS have/VBP {done}/VBN ,/PUNCT the/DT {role}/NN {said}/VBD
The/DT {noun}/NN of/IN {place} will/MD {do}/VB ,/PUNCT according/VBG to/IN the/DT {role}/NN
{name} ,/PUNCT the/DT {role}/NN ,/PUNCT {said}/VBD the/DT {noun}/NN {did}/VBD
{name} ,/PUNCT a/DT {role}/NN at/IN {place} ,/PUNCT {said}/VBD
{name} ,/PUNCT {age}/CD ,/PUNCT {said}/VBD {plural}/NNS {did}/VBD in/IN {place}
{name} ,/PUNCT {done}/VBN about/IN the/DT {noun}/NN ,/PUNCT {did}/VBD to/TO {do}/VB
{name} ,/PUNCT who/WP {did}/VBD the/DT {noun}/NN ,/PUNCT {said}/VBD it/PRP was/VBD {done}/VBN
{name} ,/PUNCT whose/WP {noun}/NN was/VBD {done}/VBN ,/PUNCT {did}/VBD the/DT {noun}/NN
{name} {said}/VBD that/IN the/DT {noun}/NN {did}/VBD and/CC that/IN {plural}/NNS had/VBD {done}/VBN
{name} {said}/VBD {plural}/NNS {did}/VBD after/IN the/DT {noun}/NN
The/DT {noun}/NN {done}/VBN by/IN {place} {said}/VBD {plural}/NNS would/MD {do}/VB
The/DT {noun}/NN {done}/VBN on/IN Monday/NNP {did}/VBD the/DT {noun}/NN
The/DT {plural}/NNS {done}/VBN in/IN {place} were/VBD {done}/VBN by/IN {plural}/NNS
Two/CD {plural}/NNS {done}/VBN in/IN {place} have/VBP {done}/VBN it/PRP
A/DT {noun}/NN {done}/VBN in/IN {place} {did}/VBD that/IN {plural}/NNS {did}/VBD
He/PRP {did}/VBD the/DT {noun}/NN ,/PUNCT the/DT {noun}/NN {did}/VBD
She/PRP {did}/VBD ,/PUNCT but/CC {did}/VBD to/TO {do}/VB the/DT {noun}/NN
{name} {says}/VBZ the/DT {noun}/NN {does}/VBZ {plural}/NNS
{Plural}/NNS {do}/VBP when/WRB the/DT {noun}/NN {does}/VBZ ,/PUNCT {says}/VBZ {name}
{name} {said}/VBD on/IN Tuesday/NNP that/IN he/PRP had/VBD never/RB {done}/VBN the/DT {noun}/NN
The/DT {role}/NN has/VBZ {done}/VBN {plural}/NNS to/TO {do}/VB the/DT {noun}/NN
Did/VBD the/DT {role}/NN {do}/VB the/DT {noun}/NN ?/PUNCT
What/WP does/VBZ the/DT {noun}/NN {do}/VB ?/PUNCT
How/WRB did/VBD you/PRP {do}/VB it/PRP ?/PUNCT
Do/VBP they/PRP {do}/VB the/DT {noun}/NN ?/PUNCT
{Role}/NN {says}/VBZ {noun}/NN of/IN {place} will/MD {do}/VB
{Plural}/NNS {done}/VBN by/IN {place} ,/PUNCT {role}/NN {says}/VBZ
{Role}/NN {name} {said}/VBD the/DT {noun}/NN {done}/VBN by/IN the/DT {role}/NN {did}/VBD
The/DT {role}/NN ,/PUNCT {name} ,/PUNCT {said}/VBD it/PRP {did}/VBD
Among/IN those/DT {done}/VBN was/VBD {name} ,/PUNCT a/DT {role}/NN
{name} {did}/VBD the/DT {noun}/NN ,/PUNCT {said}/VBD its/PRP$ {noun}/NN {did}/VBD
It/PRP {did}/VBD in/IN {place} ,/PUNCT {did}/VBD {plural}/NNS and/CC {did}/VBD the/DT {noun}/NN
If/IN the/DT {role}/NN {does}/VBZ the/DT {noun}/NN ,/PUNCT {plural}/NNS {do}/VBP
""".strip().splitlines()
_FIRST = "Anna Karl Maya Peter Olga James Leila Tom Ruth Amir Nina Paul"
_LAST = "Brandt Lunde Okafor Haug Pereira Novak Sorel Whitlow Tamm Rao Ferrer Delgado"
_PLACES = "Oslo Vestby Harlow Kenya Norway Aldhaven Lisbon Portland Bremen Quito"
_ROLES = (
    "mayor minister spokeswoman director lawyer judge nurse professor official governor "
    "president economist teacher"
)
_NOUNS = (
    "report plan bridge bank court company government school bill tax budget port city union "
    "hospital letter decision deal ban fire project law vote"
)
_PLURALS = (
    "prices officials houses workers ships voters doctors taxes people rates losses schools "
    "families critics residents experts sales jobs"
)
_VERBS = """
close:closes:closed:closed cut:cuts:cut:cut raise:raises:raised:raised sell:sells:sold:sold
find:finds:found:found build:builds:built:built decline:declines:declined:declined
fall:falls:fell:fallen hold:holds:held:held reject:rejects:rejected:rejected win:wins:won:won
lose:loses:lost:lost plan:plans:planned:planned support:supports:supported:supported
arrest:arrests:arrested:arrested ask:asks:asked:asked publish:publishes:published:published
write:writes:wrote:written make:makes:made:made change:changes:changed:changed pay:pays:paid:paid
cause:causes:caused:caused take:takes:took:taken deny:denies:denied:denied show:shows:showed:shown
destroy:destroys:destroyed:destroyed move:moves:moved:moved
"""
_SAYS = """
said:says told:tells added:adds warned:warns argued:argues claimed:claims wrote:writes found:finds
insisted:insists noted:notes explained:explains concluded:concludes reported:reports
admitted:admits
"""


def sentences(count: int = 8, seed: int = 3) -> Iterator[Tagged]:
    """Each pattern ``count`` times with other words, the same for the same seed."""
    rng = random.Random(seed)
    for pattern in _PATTERNS * count:
        yield [pair for one in pattern.split() for pair in _filled(one, rng)]


def _filled(one: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    word, _, tag = one.partition("/")
    if word == "{name}":
        if rng.random() < 0.5:
            yield rng.choice(_FIRST.split()), "NNP"
        yield rng.choice(_LAST.split()), "NNP"
    elif word == "{place}":
        yield rng.choice(_PLACES.split()), "NNP"
    elif word.startswith("{"):
        yield _slot(word[1:-1], rng), tag
    else:
        yield word, tag


def _slot(name: str, rng: random.Random) -> str:
    do, does, did, done = rng.choice(_VERBS.split()).split(":")
    said, says = rng.choice(_SAYS.split()).split(":")
    words = {"role": _ROLES, "noun": _NOUNS, "plural": _PLURALS}
    forms = {"do": do, "does": does, "did": did, "done": done, "said": said, "says": says}
    low = name.lower()
    if low in words:
        found = rng.choice(words[low].split())
    else:
        found = forms.get(low) or str(rng.randint(18, 90))
    return found if name.islower() else found.capitalize()
