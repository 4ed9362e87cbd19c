"""English function words and abbreviations: what the grammar goes by, not for extension."""


def word_set(words: str) -> frozenset[str]:
    """A set of the words in a string, parted by white space."""
    return frozenset(words.split())


class Word:
    """What a word can be, as far as the grammar needs to know: bits, plain for speed."""

    NONE = 0
    DETERMINER = 1
    PRONOUN = 2
    PREPOSITION = 4
    CONJUNCTION = 8
    SUBORDINATOR = 16
    AUXILIARY = 32
    BE = 64
    ADVERB = 128
    TIME = 256
    FINITE = 512
    MODAL = 1024
    RELATIVE = 2048
    PERSONAL = 4096


_WORDS: dict[int, str] = {
    Word.DETERMINER: "the a an this these those some many most several all both each every no any "
    "another his her its their our my your one two three four five six seven eight nine ten",
    Word.PRONOUN: "he she they it i we you who him them us me himself herself themselves itself "
    "this that these those others another both many some none everyone everybody nobody "
    "someone somebody there",
    Word.PERSONAL: "he she they it i we you",
    Word.PREPOSITION: "of in on at by for from to with about against during after before into "
    "through over under between among amid without within since until till toward towards "
    "upon near outside inside across behind beyond despite via per as like than along around "
    "regarding concerning following",
    Word.CONJUNCTION: "and but or nor yet so then plus",
    Word.SUBORDINATOR: "while when because although though if unless until since after before "
    "whereas as once where whether why how what that even",
    Word.RELATIVE: "who which that whose whom",
    Word.AUXILIARY: "has have had did do does didn’t doesn’t don’t hasn’t haven’t hadn’t "
    "didn't doesn't don't hasn't haven't hadn't having",
    Word.BE: "is are was were be been being am isn't aren't wasn't weren't isn’t aren’t wasn’t "
    "weren’t",
    Word.MODAL: "will would can could should shall may might must won’t wouldn’t can’t couldn’t "
    "shouldn’t won't wouldn't can't couldn't shouldn't cannot",
    Word.ADVERB: "also not never later previously recently repeatedly then further still even "
    "just once again only now already often always sometimes earlier soon first initially "
    "instead however too ever long thus therefore meanwhile both all twice long-since",
    Word.TIME: "monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july august september october november december jan feb mar apr jun jul aug "
    "sept sep oct nov dec today yesterday tomorrow tonight morning afternoon evening night noon "
    "midday midnight week month year day weekend weeks months years days hours minutes hour "
    "ago am pm a.m p.m time summer winter spring autumn fall",
    Word.FINITE: "got went came made took gave left began became won lost ran met held kept led "
    "struck shot fought sought taught caught bound sold fled slept swept slid shut spread burst "
    "withdrew arose awoke bore bent bit bled blew bred chose clung crept dealt dug fed flew forgot "
    "forgave froze hung hid hurt laid lay lent lit meant mistook rode rang rid sewed shone shrank "
    "slew slung spun split sprang stole stuck stung strode strove swam swung tore threw trod "
    "understood undertook upheld wept woke wore wound works work means rely relies depend depends "
    "put let set brought bought built sent spent stood sat fell rose grew broke spoke paid cut "
    "hit goes comes makes takes gives gets needs wants faces plans seems looks remains includes "
    "rises falls fell sank drew threw knew saw heard felt ate drove wrote "
    "isn’t it’s he’s she’s they’re we’re i’m there’s that’s it's he's she's they're we're i'm "
    "there's that's i’ve we’ve they’ve i've we've they've he’d she’d they’d he'd she'd they'd "
    "he’ll she’ll they’ll it’ll he'll she'll they'll it'll we’ll we'll i’ll i'll",
}  # fmt: skip


def _word_classes() -> dict[str, int]:
    classes: dict[str, int] = {}
    for kind, words in _WORDS.items():
        for word in words.split():
            classes[word] = classes.get(word, 0) | kind
    for word in list(classes):
        if classes[word] & (Word.AUXILIARY | Word.BE | Word.MODAL):
            classes[word] |= Word.FINITE
    for word in ("be", "been", "being", "having"):
        classes[word] &= ~Word.FINITE
    classes["may"] |= Word.FINITE
    return classes


WORDS: dict[str, int] = _word_classes()

# Abbreviations before a name: a full stop after them ends no sentence.
BEFORE_NAMES = word_set(
    "mr mrs ms mx dr prof sen sens rep reps gov govs lt col capt cmdr maj gen adm sgt cpl pvt det "
    "insp supt rev fr hon brig atty st mt ft pres messrs mme mlle"
)

# Nouns that "that" and what somebody holds can follow: "his claim that".
NOUNS = word_set(
    "claim claims assertion assertions allegation allegations accusation accusations argument "
    "belief view suggestion warning warnings announcement admission denial denials promise "
    "promises pledge insistence contention prediction predictions conclusion finding findings "
    "complaint complaints assurance assurances rumour rumours rumor rumors statement comment "
    "concern concerns fear fears hope hopes worry worries report reports declaration "
    "acknowledgment acknowledgement testimony"
)
