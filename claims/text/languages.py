"""Which language a text is in, by its script and its commonest small words; no statistics needed.

Enough to tell that a text is not in the language of the lexicon; it is no linguist.
"""

import re
from collections import Counter

from .words import word_set

LOOKED_AT = 3_000  # code points
_ENOUGH = 12  # words; fewer say nothing
_SHARE = 0.12  # of all words: so many small words any running text has
_WORD = re.compile(r"[^\W\d_]+")

_SMALL = {
    "en": "the of and to in a is that was for on with as it at by this from are be have had which",
    "de": "der die das und ist nicht ein eine mit auf für von dem den des im sich zu auch wurde",
    "fr": "le la les des et est une dans que pour pas sur par au aux du qui avec ce cette il elle",
    "es": "el los las y es que en una por con para del se no su como más pero fue ha al lo",
    "pt": "o os as e é que em uma um por com para do da dos das não se na no ao mais foi como",
    "it": "il lo gli e è che di un una per con non del della dei nel nella sono si ha al più",
    "nl": "de het een en van is dat op te niet met voor zijn er aan ook door maar bij naar werd",
    "sv": "och att det som är en ett på för av inte med till den de har om var sig från men",
    "da": "og at det som er en et på for af ikke med til den de har om var sig fra men blev",
    "nb": "og at det som er en et på for av ikke med til den de har om var seg fra men ble",
    "fi": "ja on ei että se oli hän ovat mutta myös kun joka sen tai kuin niin ollut mukaan jo",
    "pl": "i w na nie się że z do jest to o jak po od za przez był dla ale są oraz tym",
    "cs": "a v na se že je to s z do o pro ale by jsou byl jako po od který také podle",
    "ro": "și în de la a nu cu pe din este o un că care mai pentru au fost sau prin ce",
    "hu": "a az és hogy nem is egy volt ez meg csak de azt még már mint el aki vagy szerint",
    "tr": "ve bir bu da de için ile olarak çok daha gibi ancak sonra kadar olan değil ise",
    "id": "yang dan di ini itu dengan untuk dari pada tidak dalam akan oleh juga ke adalah",
}
_LANGUAGES = {code: word_set(words) for code, words in _SMALL.items()}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),  # before Han: Japanese holds both
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),  # before the other Cyrillic letters
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
KNOWN = (*_SMALL, *(code for code, _pattern in _SCRIPTS))
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def recognise(text: str, *, said: str = "") -> str:
    """ISO 639-1 code of the language of ``text``'s beginning; "" where too little tells.

    ``said``: what the text calls its own language ("en-GB"), kept unless the words tell otherwise.
    """
    text = text[:LOOKED_AT]
    found = _by_script(text) or _by_words(text)
    return said if said.lower().startswith(found) else found


def _by_script(text: str) -> str:
    """The script that most letters are in, unless that is the Latin one."""
    latin = len(_LATIN.findall(text))
    counts = [(len(pattern.findall(text)), code) for code, pattern in _SCRIPTS]
    if sum(count for count, _code in counts) <= max(latin, _ENOUGH):
        return ""
    found = {code: count for count, code in counts}
    letters = Counter(found)
    if found["ja"] * 5 > found["zh"] and found["ja"]:
        return "ja"
    if found["uk"] * 30 > found["ru"] and found["uk"]:
        return "uk"
    return letters.most_common(1)[0][0]


def _by_words(text: str) -> str:
    words = _WORD.findall(text.lower())
    if len(words) < _ENOUGH:
        return ""
    counts = Counter(words)
    shares = {
        code: sum(counts[word] for word in small) / len(words) for code, small in _LANGUAGES.items()
    }
    best = max(shares, key=lambda code: shares[code])
    if shares[best] < 1.5 * shares["en"]:  # names and quotes of another language are no language
        best = "en"
    return best if shares[best] >= _SHARE else ""
