"""Word lists of the text engine: English news writing, compiled by hand.

A newsroom extends them with ``dataclasses.replace(Lexicon(), titles=…)``; the engine asks
:func:`tables` for the look-up form, built once per lexicon.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .first_names import MEN, WOMEN
from .furniture import FURNITURE


class Cue:
    """How a reporting verb takes its content: bits, plain for speed."""

    NONE = 0
    CLAUSE = 1  # "said the bridge was shut", also "the bridge was shut, he said"
    THAT = 2  # a clause only with "that", "whether", "how" …: "found that", "asked whether"
    QUOTE = 4  # words in quotation marks: "he continued"
    OBJECT = 8  # a thing: "criticised the plan"
    INFINITIVE = 16  # "vowed to appeal"
    ADDRESSEE = 32  # somebody stands between verb and content: "told reporters that"
    BASE = 64  # form: say
    SINGULAR = 128  # form: says
    PAST = 256  # form: said
    GERUND = 512  # form: saying
    NOUN = 1024  # the form is a common noun too: "claims", "report"


_CLAUSE = (
    "say add write tweet argue claim note explain insist warn announce state reply respond "
    "suggest acknowledge declare report believe think conclude concede confirm deny admit "
    "allege assert maintain contend observe remark recall reveal disclose estimate predict "
    "caution complain joke quip hint indicate imply testify swear emphasise emphasize stress "
    "reiterate repeat recount boast vow pledge promise fear post retort counter opine muse "
    "assume speculate calculate reckon figure theorise theorize lament affirm proclaim "
    "stipulate reason volunteer worry advise certify venture interject chime comment "
    "underline underscore hope propose recommend demand doubt forecast project mention "
    "specify clarify offer expect wish blog"
)
_THAT = (
    "find show agree know learn decide discover realise realize see hear understand "
    "prove demonstrate rule determine feel hold mean wonder ask question discuss charge "
    "document establish judge signal accept consider suspect highlight cite point describe "
    "illustrate outline emerge detect highlight complain guarantee dispute"
)
_QUOTE = (
    "continue begin ask call shout laugh sigh yell cry exclaim scream whisper mutter murmur "
    "chant read echo describe label dub brand sing text message email caption answer go "
    "finish sneer scoff snap thunder intone beg plead urge start interrupt put return "
    "advise feel sum crack deadpan"
)
_OBJECT = (
    "criticise criticize denounce describe call praise slam blast condemn accuse dismiss "
    "reject decry mention highlight oppose mock attack defend blame question cite demand "
    "urge propose reiterate predict announce declare acknowledge admit deny claim suggest "
    "confirm stress emphasise emphasize note outline recommend lambast rebuke ridicule "
    "deride applaud laud hail endorse promise detail warn "
    "deplore bemoan tout label dub brand compare liken credit estimate "
    "envision advocate dispute allege express recall discuss explain "
    "disavow repudiate assail chide chastise fault invoke"
)
_INFINITIVE = (
    "vow pledge promise threaten offer agree want hope plan intend swear propose "
    "claim ask demand prefer expect urge"
)
_ADDRESSEE = "tell assure inform remind warn advise ask convince persuade notify urge promise text"
_NOUN = (
    "note report claim state post estimate demand promise charge caution comment counter "
    "reason joke quip boast figure project offer question rule document judge signal point answer "
    "text message email label brand call attack blame support favour favor back credit protest "
    "dispute want worry fear hope forecast doubt pledge vow advocate start return crack echo cry "
    "laugh sigh whisper chant read plan detail praise wish hint fault blog cite see"
)
_DOUBLES = re.compile(r"[^aeiou][aeiou][^aeiouwxy]$")  # "rebut", "rebutted": both are known
_IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "writing"),
    "think": ("thinks", "thought", "thinking"),
    "swear": ("swears", "swore", "swearing"),
    "find": ("finds", "found", "finding"),
    "show": ("shows", "showed", "showing"),
    "know": ("knows", "knew", "knowing"),
    "see": ("sees", "saw", "seeing"),
    "hear": ("hears", "heard", "hearing"),
    "feel": ("feels", "felt", "feeling"),
    "hold": ("holds", "held", "holding"),
    "mean": ("means", "meant", "meaning"),
    "understand": ("understands", "understood", "understanding"),
    "begin": ("begins", "began", "beginning"),
    "go": ("goes", "went", "going"),
    "put": ("puts", "put", "putting"),
    "read": ("reads", "read", "reading"),
    "sing": ("sings", "sang", "singing"),
    "snap": ("snaps", "snapped", "snapping"),
    "plan": ("plans", "planned", "planning"),
    "beg": ("begs", "begged", "begging"),
    "admit": ("admits", "admitted", "admitting"),
    "refer": ("refers", "referred", "referring"),
    "forecast": ("forecasts", "forecast", "forecasting"),
    "quip": ("quips", "quipped", "quipping"),
    "prefer": ("prefers", "preferred", "preferring"),
    "chant": ("chants", "chanted", "chanting"),
    "label": ("labels", "labeled", "labeling"),
    "dub": ("dubs", "dubbed", "dubbing"),
    "slam": ("slams", "slammed", "slamming"),
    "blog": ("blogs", "blogged", "blogging"),
    "sum": ("sums", "summed", "summing"),
}
_EXTRA_FORMS = {
    "shown": "show", "written": "write", "labelled": "label", "labelling": "label", "known": "know",
    "seen": "see", "begun": "begin", "sung": "sing", "tweeting": "tweet",
}  # fmt: skip

_TITLES = (
    "mr mrs ms miss mx dr prof sir dame lord lady baroness baron count sen sens rep reps gov lt "
    "col capt cmdr maj gen adm sgt cpl pvt det insp supt rev fr sr hon judge justice president "
    "chancellor minister secretary senator representative congressman congresswoman governor "
    "mayor councillor councilman councilwoman alderman commissioner director general admiral "
    "captain colonel major lieutenant commander sergeant officer detective inspector "
    "superintendent chief sheriff constable professor doctor reverend bishop archbishop cardinal "
    "pope rabbi imam pastor father sister brother king queen prince princess duke duchess emperor "
    "ambassador chairman chairwoman chair speaker spokesman spokeswoman spokesperson leader coach "
    "analyst attorney prosecutor undersecretary vice deputy assistant former acting prime foreign "
    "first brig atty navy army marine marines force"
)
_ROLES = (
    "official officials spokesman spokeswoman spokesperson senator congressman congresswoman "
    "governor mayor president minister secretary director chief chairman chairwoman chair "
    "professor analyst economist lawyer attorney prosecutor judge officer commander general "
    "candidate leader lawmaker mp councillor manager executive founder owner author writer "
    "researcher scientist doctor nurse teacher coach player actor singer editor reporter "
    "journalist adviser advisor aide diplomat ambassador activist organizer organiser head boss "
    "strategist expert resident farmer driver worker neighbour neighbor witness victim widow "
    "student engineer historian billionaire businessman businesswoman investor trader captain "
    "sheriff detective investigator consultant pastor priest bishop veteran woman man mother "
    "father speaker deputy commissioner superintendent curator biologist physicist chemist "
    "geologist climatologist ecologist inspector treasurer trustee pilot sailor harbourmaster "
    "democrat republican contender front-runner frontrunner mogul nominee landlord tenant "
    "fisherman fireman policeman survivor demonstrator protester campaigner villager voter "
    "guard painter drummer choreographer reviewer patient passenger customer client shopper "
    "caretaker janitor carpenter plumber electrician builder architect designer photographer "
    "artist musician pianist composer conductor violinist guitarist poet novelist critic "
    "librarian archivist translator interpreter midwife surgeon person physician medic paramedic "
    "pharmacist dentist vet veterinarian psychologist psychiatrist therapist counsellor counselor "
    "barrister solicitor magistrate juror foreman bookkeeper accountant auditor banker broker "
    "cashier clerk receptionist cleaner cook chef waiter waitress bartender barman baker butcher "
    "brewer grocer shopkeeper entrepreneur tycoon ceo cfo chairperson premier envoy negotiator "
    "mediator observer ranger warden forester gardener beekeeper shepherd rancher winemaker miner "
    "skipper mariner cyclist pedestrian motorist commuter rider runner swimmer skier striker "
    "midfielder defender goalkeeper winger referee umpire trainer jockey boxer wrestler gymnast "
    "soldier corporal airman gunman suspect defendant plaintiff claimant inmate prisoner burglar "
    "smuggler hacker whistleblower insider informant bystander onlooker caller eyewitness refugee "
    "migrant immigrant pensioner retiree parent teenager wife husband son daughter sister brother "
    "cousin uncle aunt nephew niece grandmother grandfather grandson granddaughter stepfather "
    "stepmother fiance fiancee partner girlfriend boyfriend friend colleague roommate classmate "
    "predecessor successor hydrologist meteorologist forecaster seismologist volcanologist "
    "oceanographer astronomer astronaut mathematician statistician demographer sociologist "
    "anthropologist archaeologist paleontologist linguist philosopher theologian virologist "
    "epidemiologist immunologist oncologist cardiologist neurologist neuroscientist paediatrician "
    "pediatrician toxicologist pathologist coroner ornithologist botanist zoologist entomologist "
    "agronomist academic scholar lecturer fellow dean rector provost principal headmaster "
    "headmistress headteacher pupil graduate columnist correspondent presenter broadcaster "
    "blogger podcaster producer filmmaker screenwriter playwright comedian dancer ballerina "
    "sculptor illustrator cartoonist publisher bookseller whip legislator assemblyman "
    "assemblywoman delegate politician statesman ombudsman regulator lobbyist volunteer donor "
    "philanthropist planner surveyor contractor supervisor administrator controller dispatcher "
    "technician mechanic welder steelworker docker trucker courier postman firefighter lifeguard "
    "policewoman bailiff agent fighter rebel militant elder monk nun vicar chaplain deacon "
    "preacher tourist visitor guest host promoter fan supporter spectator hunter "
    "angler collector dealer auctioneer landlady homeowner hiker climber mountaineer programmer "
    "caterer tailor weaver potter blacksmith lighthouse-keeper harbormaster operator "
    "lieutenant-governor vice-president co-founder co-author councilwoman councilman"
)
_ORGANISATIONS = (
    "inc corp co ltd llc plc gmbh ag group company corporation bank party committee commission "
    "council ministry department agency authority association institute university college "
    "school hospital court police army navy union federation foundation centre center society "
    "board bureau office service times post journal news herald tribune guardian press reuters "
    "bbc cnn nbc abc cbs fox campaign administration government parliament senate "
    "congress house city county state league club trust fund network organization organisation "
    "nations lab laboratory museum church team airport airlines airways railways holdings "
    "partners industries house pentagon kremlin treasury fed downing coalition alliance "
    "chamber assembly cabinet "
    "firm band festival orchestra choir theatre theater academy consortium cooperative "
    "co-operative charity tribunal parish diocese embassy consulate secretariat directorate "
    "inspectorate insurer utility railway hotel zoo motors systems pharmaceuticals mutual "
    "insurance guild brewery bakery factory regulator watchdog broadcaster newspaper startup "
    "retailer manufacturer"
)
_DOCUMENTS = (
    "report study survey poll statement letter document documents filing lawsuit complaint "
    "indictment memo email e-mail article story book paper review analysis data figures records "
    "statistics census audit transcript ruling law bill budget website page post tweet editorial "
    "column release note affidavit warrant summary findings results polls studies surveys reports "
    "papers chart file files contract agreement testimony "
    "log memorandum minutes preprint dossier manifesto resolution motion assessment judgment "
    "judgement verdict transcripts communique communiqué bulletin notice telegram cable ledger "
    "diary draft leaflet pamphlet brochure circular questionnaire dispatch recording message "
    "textbook notebook guideline guidelines charter treaty bills laws memos emails letters"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words the engine goes by; every field can be extended (lower case, regex as noted)."""

    clause_cues: tuple[str, ...] = tuple(_CLAUSE.split())
    that_cues: tuple[str, ...] = tuple(_THAT.split())
    quote_cues: tuple[str, ...] = tuple(_QUOTE.split())
    object_cues: tuple[str, ...] = tuple(_OBJECT.split())
    infinitive_cues: tuple[str, ...] = tuple(_INFINITIVE.split())
    addressee_cues: tuple[str, ...] = tuple(_ADDRESSEE.split())
    titles: tuple[str, ...] = tuple(_TITLES.split())
    roles: tuple[str, ...] = tuple(_ROLES.split())
    organisations: tuple[str, ...] = tuple(_ORGANISATIONS.split())
    documents: tuple[str, ...] = tuple(_DOCUMENTS.split())
    women: tuple[str, ...] = tuple(WOMEN.split())  # first names, for "she"
    men: tuple[str, ...] = tuple(MEN.split())
    furniture: tuple[str, ...] = FURNITURE  # regular expressions, whole line, any case
    language: str = "en"  # what it is a lexicon of


@dataclass(frozen=True, slots=True)
class Tables:
    """A lexicon in look-up form: word → cue bits, and sets."""

    cues: dict[str, int]
    titles: frozenset[str]
    roles: frozenset[str]
    organisations: frozenset[str]
    documents: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    callings: frozenset[str]  # roles and titles
    first_names: frozenset[str]


def verb_forms(verb: str) -> tuple[str, str, str]:
    """Third person, past and -ing form of an English verb, by spelling rule or table."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return third, verb + "ed", verb + "ing"


def _marked_forms(verb: str, extra: int) -> list[tuple[str, int]]:
    """Every form of a verb with the bits that say which it is."""
    third, past, gerund = verb_forms(verb)
    forms = [(verb, Cue.BASE | extra), (third, Cue.SINGULAR | extra)]
    forms += [(past, Cue.PAST), (gerund, Cue.GERUND)]
    if _DOUBLES.search(verb):
        forms += [(verb + verb[-1] + "ed", Cue.PAST), (verb + verb[-1] + "ing", Cue.GERUND)]
    return forms


@lru_cache(maxsize=8)
def tables(lexicon: Lexicon) -> Tables:
    """Look-up tables of a lexicon."""
    kinds: dict[str, int] = {}
    for words, kind in (
        (lexicon.clause_cues, Cue.CLAUSE | Cue.QUOTE),
        (lexicon.addressee_cues, Cue.CLAUSE | Cue.QUOTE | Cue.ADDRESSEE),
        (lexicon.that_cues, Cue.THAT),
        (lexicon.quote_cues, Cue.QUOTE),
        (lexicon.object_cues, Cue.OBJECT),
        (lexicon.infinitive_cues, Cue.INFINITIVE),
    ):
        for verb in words:
            kinds[verb] = kinds.get(verb, Cue.NONE) | kind
    nouns = frozenset(_NOUN.split())
    cues: dict[str, int] = {}
    for verb, kind in kinds.items():
        extra = Cue.NOUN if verb in nouns else Cue.NONE
        for form, mark in _marked_forms(verb, extra):
            cues[form] = cues.get(form, Cue.NONE) | kind | mark
    for form, verb in _EXTRA_FORMS.items():
        if verb in kinds:
            cues[form] = kinds[verb] | (Cue.GERUND if form.endswith("ing") else Cue.PAST)
    return Tables(
        cues,
        frozenset(lexicon.titles),
        frozenset(lexicon.roles),
        frozenset(lexicon.organisations),
        frozenset(lexicon.documents),
        frozenset(lexicon.women),
        frozenset(lexicon.men),
        frozenset(lexicon.roles + lexicon.titles),
        frozenset(lexicon.women + lexicon.men),
    )


DEFAULT = Lexicon()
