"""Common English words and what they can be: a dictionary beside what the treebank shows."""

from claims.text.lexicon import verb_forms

_VERBS = """
accept achieve acknowledge act add address admit advance affect afford aid aim allow amount
announce answer anticipate apologize appeal appear apply appoint appreciate approach approve argue
arm arrange arrest arrive ask assert assess assist assume attack attempt attend attract avoid
award back ban base battle beat become beg begin behave believe belong benefit bet bid bind bite
blame bless block blow board boast boost borrow bother bow brand break breed bring broadcast build
burn burst buy calculate call campaign cancel capture care carry cast catch cause celebrate change
charge chase check cheer choose cite claim clean clear climb cling close collapse collect combat
combine come comfort command comment commit communicate compare compete complain complete concede
conclude condemn conduct confirm confront connect consider consist contact contain contend
continue contract contribute control convert convict convince cook cope correct cost count cover
crack crash create criticise criticize cross cry cut damage dance date deal debate decide declare
decline defeat defend define delay deliver demand demonstrate deny depart depend deploy describe
deserve design destroy detail detain detect determine develop die differ dig direct disagree
disappear discover discuss dismiss display distribute divide do donate double doubt drag draw
dream dress drink drive drop dump earn ease eat elect eliminate embrace emerge emphasise emphasize
employ enable encourage end endorse enforce engage enjoy enlist ensure enter equal escape
establish estimate evacuate evaluate examine exceed exchange exclude execute exercise exist expand
expect experience explain explode explore export expose express extend face fail fall favor favour
fear feature feed feel fight figure file fill finance find finish fire fit fix flee float flood
flow fly focus follow forbid force forecast forget forgive form freeze fuel fulfil function fund
gain gather generate get give go grab grant greet grow guarantee guard guess guide halt hand
handle hang happen harm hate head heal hear heat help hide hire hit hold honor honour hope host
house hunt hurt identify ignore illustrate imagine impact implement imply import impose impress
improve include increase indicate influence inform inherit injure insist inspect inspire install
insult intend interpret interview introduce invade invest investigate invite involve issue join
joke judge jump justify keep kick kill kiss knock know label lack land last laugh launch lay lead
leak lean learn leave lend let level lie lift light like limit link list listen live load lobby
lock look lose love lower maintain make manage mark marry match matter mean measure meet mention
mind miss mix monitor move murder name need neglect negotiate note notice notify object observe
obtain occupy occur offer open operate oppose order organise organize overcome overturn owe own
pack paint pardon park participate pass pause pay perform permit persuade pick place plan plant
play plead pledge plunge point poll pose possess post postpone pour practice praise pray preach
predict prefer prepare present preserve press pressure pretend prevail prevent print proceed
process produce promise promote prompt propose prosecute protect protest prove provide provoke
publish pull pump punish purchase pursue push put qualify question quit quote race raise range
rank rate reach react read realise realize rebuild recall receive reckon recognise recognize
recommend record recover recruit reduce refer reflect refuse regard register regret regulate
reject relate relax release rely remain remember remind remove renew rent repair repeat replace
reply report represent request require rescue research resign resist resolve respond rest restore
restrict result retain retire retreat return reveal reverse review revise ride ring rise risk rob
rock roll rule run rush sail save say scare schedule score scream search secure see seek seem
seize select sell send separate serve set settle shake shape share shed shift shine ship shock
shoot shop shout show shrink shut sign signal sing sink sit slam sleep slide slip slow smell smile
smoke solve sort sound spare spark speak spell spend spill spin split spread spring stabilize
stage stand star start starve state stay steal step stick stir stop store strengthen stretch
strike strip struggle study submit succeed sue suffer suggest suit supply support suppose suppress
surge surprise surrender surround survive suspect suspend sustain swear sweep swing switch take
talk target taste tax teach tear tell tend test testify thank think threaten throw tie touch tour
trace track trade train transfer transform translate trap travel treat trigger trim triple trust
try turn tweet undergo undermine understand undertake unite unveil update uphold urge use vanish
vary veto view violate visit volunteer vote wait wake walk want warn wash waste watch weaken wear
weigh welcome win wipe wish withdraw witness wonder work worry worsen wound wrap write yell yield
"""
_IRREGULAR = """
arise:arose:arisen beat:beat:beaten become:became:become begin:began:begun bend:bent:bent
bet:bet:bet bid:bid:bid bind:bound:bound bite:bit:bitten bleed:bled:bled blow:blew:blown
break:broke:broken breed:bred:bred bring:brought:brought broadcast:broadcast:broadcast
build:built:built burst:burst:burst buy:bought:bought cast:cast:cast catch:caught:caught
choose:chose:chosen cling:clung:clung come:came:come cost:cost:cost creep:crept:crept cut:cut:cut
deal:dealt:dealt dig:dug:dug do:did:done draw:drew:drawn drink:drank:drunk drive:drove:driven
eat:ate:eaten fall:fell:fallen feed:fed:fed feel:felt:felt fight:fought:fought find:found:found
flee:fled:fled fly:flew:flown forbid:forbade:forbidden forget:forgot:forgotten
forgive:forgave:forgiven freeze:froze:frozen get:got:gotten give:gave:given go:went:gone
grow:grew:grown hang:hung:hung hear:heard:heard hide:hid:hidden hit:hit:hit hold:held:held
hurt:hurt:hurt keep:kept:kept know:knew:known lay:laid:laid lead:led:led leave:left:left
lend:lent:lent let:let:let lie:lay:lain light:lit:lit lose:lost:lost make:made:made
mean:meant:meant meet:met:met overcome:overcame:overcome pay:paid:paid put:put:put quit:quit:quit
read:read:read rebuild:rebuilt:rebuilt ride:rode:ridden ring:rang:rung rise:rose:risen run:ran:run
say:said:said see:saw:seen seek:sought:sought sell:sold:sold send:sent:sent set:set:set
shake:shook:shaken shed:shed:shed shine:shone:shone shoot:shot:shot show:showed:shown
shrink:shrank:shrunk shut:shut:shut sing:sang:sung sink:sank:sunk sit:sat:sat sleep:slept:slept
slide:slid:slid speak:spoke:spoken spend:spent:spent spin:spun:spun split:split:split
spread:spread:spread spring:sprang:sprung stand:stood:stood steal:stole:stolen stick:stuck:stuck
strike:struck:struck strive:strove:striven swear:swore:sworn sweep:swept:swept swim:swam:swum
swing:swung:swung take:took:taken teach:taught:taught tear:tore:torn tell:told:told
think:thought:thought throw:threw:thrown undergo:underwent:undergone
understand:understood:understood undertake:undertook:undertaken uphold:upheld:upheld
wake:woke:woken wear:wore:worn weep:wept:wept win:won:won wind:wound:wound
withdraw:withdrew:withdrawn write:wrote:written
"""
# Verbs that are nouns as well, in the base form and with -s.
_NOUNS_TOO = """
act address advance aid aim amount answer appeal approach arm arrest attack attempt award back ban
base battle benefit bet bid bite blame block blow board boast boost bow brand break broadcast burn
burst call campaign capture care cast catch cause change charge chase check cheer claim climb
close collapse combat comfort command comment contact contract control convict cook cost count
cover crack crash cross cry cut damage dance date deal debate decline defeat delay demand design
detail display doubt dream dress drink drive drop dump ease end escape estimate exchange exercise
experience export face fall favor favour fear feature feed fight figure file fill finance fire fit
fix flood flow fly focus force forecast form fuel function fund gain grant guarantee guard guess
guide halt hand handle harm hate head heat help hire hit hold honor honour hope host house hunt
hurt impact import increase influence insult interview issue joke judge jump kick kiss label lack
land laugh launch lead leak level lie lift light limit link list live load lobby lock look love
mark match matter mean measure mention mind miss mix monitor move murder name need note notice
object offer order own pack paint pardon park pass pause pay permit pick place plan plant play
pledge plunge point poll post practice praise present press pressure process produce progress
promise protest pull pump purchase push question quote race raise range rank rate reach read
record regard register regret release rent repair reply report request rescue research rest result
retreat return reverse review ride ring rise risk rock roll rule run rush sail schedule score
scream search seat shake shape share shift ship shock shop shout show sign signal sleep slide slip
smell smile smoke sort sound spark spell spin split spread spring stage stand star start state
stay step stick stop store stretch strike strip struggle study suit supply support surge surprise
surrender suspect sweep swing switch talk target taste tax tear test tie touch tour trace track
trade train transfer trap travel treat trigger trim trust try turn tweet update urge use veto view
visit volunteer vote wait wake walk want wash waste watch wave welcome win wish witness wonder
work worry wound wrap yell yield
"""
_ADJECTIVES = """
able absent academic active actual acute additional adequate administrative aggressive alleged
alternative ambitious angry annual anxious apparent appropriate armed artificial attractive
automatic available average aware awful bad basic beautiful big bitter black blind blue bold brave
brief bright brilliant british broad broken brown busy calm capable careful cheap chemical chief
chinese civic civil civilian classic clean clear clever climate close coastal cold collective
comfortable commercial common competitive complete complex comprehensive conservative considerable
consistent constant constitutional controversial conventional cool corporate correct corrupt
costly cruel crucial cultural curious current daily dangerous dark dead deadly dear decent deep
defensive deliberate democratic dependent desperate detailed different difficult digital direct
dirty distant diverse domestic double dramatic drunk dry due dutch eager early eastern easy
economic educational effective efficient elderly electoral electric electronic eligible emotional
empty english enormous entire environmental equal essential ethnic european evident evil exact
excellent exceptional exclusive expensive experimental explicit external extra extraordinary
extreme fair false familiar famous fast fatal federal female few fiery final financial fine firm
first fiscal fit flat flexible foreign formal former free french frequent fresh friendly front
full fundamental funny furious further general generous gentle genuine german global glad golden
good gradual grand grateful grave great green gross guilty happy hard harsh healthy heavy high
hispanic historic historical holy honest hostile hot huge human humanitarian ideal illegal
immediate immense imminent impossible impressive inadequate inappropriate independent indian
indirect individual industrial inevitable initial inner innocent insane intense internal
international irish israeli italian islamic japanese jewish joint junior just keen key kind known
large last late latin legal legislative legitimate less liberal likely limited literary little
live local lone long loose lost loud low lower loyal lucky mad main major male many marginal
married mass massive mature maximum medical mental mere mexican middle mild military minimum minor
minute missing mobile moderate modern modest monthly moral multiple municipal muslim mutual naked
narrow nasty national native natural naval nearby neat necessary negative nervous net neutral new
next nice noble normal northern notable nuclear numerous obvious odd official old online only open
ordinary organic original other outer outside outstanding overall own painful palestinian pale
parliamentary partial particular past peaceful perfect permanent personal physical plain pleased
political poor popular positive possible potential powerful practical precise pregnant premature
presidential previous primary principal prior private probable productive professional prominent
proper proud provincial psychological public pure quick quiet racial racist radical random rapid
rare raw ready real rear reasonable recent red regional regular relative relevant reliable
religious reluctant remarkable remote republican residential respective responsible rich right
rigid rival rough round royal rude rural russian sacred sad safe same scientific second secret
secular senior sensible sensitive separate serious severe sexual shallow sharp short sick
significant silent silver similar simple single slight slow small smart smooth social soft sole
solid sorry southern soviet spanish spare special specific spectacular spiritual stable standard
steady steep sticky stiff strange strategic strict strong structural stupid subsequent substantial
successful such sudden sufficient suicidal suitable super superior sure surprising suspicious
sweet swedish swift swiss syrian tall technical temporary tender terrible terrorist then thick
thin third tight tiny tired top total tough toxic traditional tragic tremendous tropical true
turkish typical ugly ukrainian ultimate unable uncertain unclear unconstitutional unfair unhappy
uniform unique united universal unknown unlawful unlikely unprecedented unusual upper upset urban
urgent useful useless usual vague valid valuable various vast verbal viable vicious violent
virtual visible vital vocal voluntary vulnerable warm weak wealthy weekly weird welcome western
wet white whole wide widespread wild willing wise wonderful wooden worse worst worth worthy wrong
young
"""
_ADVERBS = """
abroad again ago ahead alone already also altogether always anyway apart around aside away back
barely before even ever far fast forever forth forward further hardly hence here home however
indeed instead just late later long maybe meanwhile moreover much near nearly never nevertheless
nonetheless nor now nowhere often once only otherwise overnight overseas perhaps quite rather
seldom so somehow sometimes somewhat somewhere soon still straight then there thereby therefore
though thus today together tomorrow too twice upstairs downstairs very well yesterday yet
"""
_NUMBERS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
million billion trillion dozen
"""
_CLOSED = """
MD: will would can could should shall may might must won't wouldn't can't couldn't shouldn't
MD: mustn't mightn't cannot shan't
VBZ: is has does isn't hasn't doesn't
VBP: are am aren't haven't don't ain't
VBD: was were had did wasn't weren't hadn't didn't
IN: of at from into onto amid amidst among amongst against despite during toward towards upon
IN: via versus within without although whereas unless because if whether besides beneath
IN: beyond
PRP: i me he him she they them we us himself herself itself themselves myself ourselves
PRP: yourself yourselves
PRP$: my our your their
CC: and or nor
WP: who whom whoever
DT: the an every
WRB: when where why how whenever wherever
JJ: unemployed undocumented
NNS: people men women children feet teeth police media data criteria lives thieves
RB: not never n't
"""


def known_words() -> dict[str, set[str]]:
    """Lower-case words with every tag they commonly have."""
    known: dict[str, set[str]] = {}

    def add(words: str, *tags: str) -> None:
        for word in words.split():
            known.setdefault(word, set()).update(tags)

    irregular = {verb: (past, part) for verb, past, part in map(_parts, _IRREGULAR.split())}
    for verb in [*_VERBS.split(), *(v for v in irregular if v not in _VERBS)]:
        third, past, gerund = verb_forms(verb)
        past, participle = irregular.get(verb, (past, past))
        gerund = _DOUBLED.get(verb, gerund)
        if verb in _DOUBLED and verb not in irregular:
            past = participle = gerund[:-3] + "ed"
        add(verb, "VB", "VBP")
        add(third, "VBZ")
        add(past, "VBD")
        add(participle, "VBN", "JJ")
        add(gerund, "VBG", "NN", "JJ")
    for noun in _NOUNS_TOO.split():
        add(noun, "NN")
        add(verb_forms(noun)[0], "NNS")
    for verb, gerund in (("die", "dying"), ("lie", "lying"), ("tie", "tying")):
        known.pop(verb[:-1] + "iing", None)
        add(gerund, "VBG")
    add("lied", "VBD", "VBN")
    add(_ADJECTIVES, "JJ")
    add(_ADVERBS, "RB")
    add(_NUMBERS, "CD")
    for line in _CLOSED.strip().splitlines():
        tag, _, words = line.partition(":")
        add(words, tag)
    return known


def _parts(forms: str) -> tuple[str, str, str]:
    verb, past, participle = forms.split(":")
    return verb, past, participle


_DOUBLING = """
admit ban beg begin bet bid blur chat clap commit compel control cut dig drag drip drop equip fit
forbid forget get grab hit hop kid knit lag let nod occur omit pat permit pin plan plot plug pop
prefer put quit rebut refer regret rid rob rub run scrap set shed ship shop shrug shut sit slam
slap slip snap spin split spot stab star stem step stir stop strip submit sum swap swim tip top
transfer trap trim wed win wrap
"""
_DOUBLED = {verb: verb + verb[-1] + "ing" for verb in _DOUBLING.split()}
