"""Classes of English words that tell what a sentence is about: written by hand, for the model.

A word has one class, the first that lists it. ``KIND_OF`` maps lower-case words to class names.
"""

_CLASSES = {
    "up": "rise rises rose risen rising increase increases increased increasing grow grows grew "
    "grown growing growth double doubled doubling triple tripled soar soared climb climbed jump "
    "jumped surge surged gain gained gains added expand expanded raise raised raises raising up",
    "down": "fall falls fell fallen falling decrease decreased decline declined declining drop "
    "drops dropped dropping cut cuts cutting reduce reduced reduces reducing reduction lose loses "
    "lost losing loss losses shrink shrank shrunk slash slashed eliminate eliminated eliminates "
    "lower lowered lowest down halved plunged",
    "money": "budget deficit deficits debt surplus spending spend spends spent cost costs "
    "expensive expenditure expenditures fund funds funded funding pay pays paid paying payment "
    "payments money price prices bill billion trillion million dollar dollars cents subsidy "
    "subsidies revenue revenues loan loans invest invested investment investments grant grants "
    "afford save saved savings bailout rent rents fee fees fine fines pension pensions",
    "tax": "tax taxes taxed taxpayer taxpayers tariff tariffs deduction deductions levy levies",
    "trade": "economy economic economists gdp inflation recession depression interest mortgage "
    "mortgages market markets stock stocks bank banks business businesses company companies "
    "corporation corporations manufacturing industry industries factory factories plant plants "
    "trade imports exports import export goods steel auto sales profit profits shares customers "
    "farmers farm farms",
    "work": "job jobs unemployment unemployed employment employed employees wage wages income "
    "incomes salary salaries worker workers workforce union unions poverty poor hire hired hiring "
    "minimum household households welfare strike",
    "crime": "crime crimes criminal criminals murder murders murdered police prison prisons "
    "prisoners gun guns rifle assault drug drugs cocaine heroin marijuana opioid fentanyl violence "
    "violent killed kill killing death deaths dead died shot shooting arrested convicted sentence "
    "sentenced jail rape fraud theft",
    "health": "health healthcare insurance insured uninsured premium premiums medicare medicaid "
    "patients patient hospital hospitals doctor doctors nurses medicine prescription disease "
    "cancer aids vaccine vaccines vaccinated virus coronavirus covid pandemic flu infections "
    "masks lockdown medical abortion abortions pregnancy",
    "war": "war wars troop troops military army navy soldiers soldier forces force nuclear missile "
    "missiles bomb bombs bombing weapon weapons defense defence terrorist terrorists terrorism "
    "attack attacked attacks invaded invasion occupied sanctions arms treaty ally allies combat "
    "casualties veterans isis taliban qaeda jets patrol warship",
    "nature": "oil gas gasoline energy coal solar wind drilling drill barrel barrels pipeline "
    "climate emissions carbon pollution environmental water acres flood floods storm storms "
    "wildfire wildfires temperature temperatures drought",
    "border": "border borders immigrant immigrants immigration illegal illegally deport deported "
    "visa visas refugees asylum amnesty citizenship wall migrants",
    "school": "school schools teacher teachers student students college colleges university "
    "education class classes tuition scholarships pupils graduates",
    "law": "law laws legislation act bills amendment constitution constitutional court courts "
    "supreme judge judges justice ruling ruled regulation regulations policy rule rules decision "
    "agreement treaty executive order lawsuit sued prosecutors investigation",
    "body": "congress senate house administration government federal state governor governors "
    "senator senators congressman mayor republicans republican democrats democrat democratic "
    "legislature committee commission department agency agencies council president parliament "
    "ministry minister un nations nato fbi cia epa pentagon authorities officials",
    "place": "america american americans iraq iran russia russian russians soviet soviets china "
    "chinese mexico mexican japan germany france britain korea vietnam israel syria afghanistan "
    "libya egypt cuba europe african africa asia saudi bosnia haiti kosovo somalia pakistan india "
    "canada ukraine california texas florida massachusetts arkansas ohio michigan york washington "
    "illinois georgia pennsylvania arizona",
    "day": "january february march april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday",
    "vote": "vote voted votes voting veto vetoed signed sign passed pass passes passing introduced "
    "proposed propose proposes proposal sponsored supported supports opposed opposes oppose "
    "support endorsed endorse endorses rejected approved appointed nominated elected repealed "
    "repeal blocked filibuster enacted banned ban elections election ballots",
    "say": "said says say saying told tell tells called calls call claimed claims claim promised "
    "promise promises admitted wrote suggested suggests announced declared denied accused "
    "criticized criticised mentioned referred quoted testified reported according showed shows",
    "did": "created create creates built build builds made gave given took taken brought left went "
    "came sent put set started began ended opened closed won bought sold ran served met visited "
    "worked led helped provided moved used gone done balanced changed produced received got found "
    "become became stopped ordered broke violated shipped outsourced hit struck sank carried "
    "carries collapsed crashed destroyed resigned fired founded launched released published",
    "think": "think believe hope feel guess suppose want wants like love wish agree disagree "
    "understand know see look mean believes thinks hopes convinced wonder remember",
    "ought": "should must ought need needs let shall",
    "will": "will going would could might may plan plans ll gonna won't wouldn't",
    "manners": "thank thanks welcome please sorry sir gentlemen ladies minutes minute respond "
    "response rebuttal question questions debate tonight answer audience applause evening segment "
    "moderator moment seconds topic congratulations bless pray",
    "many": "percent % percentage half third quarter majority most many few hundreds thousands "
    "millions billions dozens hundred thousand average rate rates number numbers record highest "
    "largest smallest biggest total per figure twice times total",
    "when": "ago year years month months week weeks day days decade decades century last since "
    "yesterday today history ever previous former then recently",
    "family": "wife husband mother father son daughter dad mom kids family grandfather "
    "grandmother brother sister born married friend friends",
    "values": "freedom liberty future great strong stronger strength values leadership leader "
    "courage dream trust faith responsibility opportunity peace prosperity honor honour respect "
    "character challenge vision commitment free world proud",
    "vague": "thing things something anything way lot kind sort stuff issue issues problem "
    "problems important matter fact point good better best bad right wrong able sure well really "
    "very",
    "self": "i me my mine we us our ours myself ourselves",
    "you": "you your yours",
    "they": "he him his she her they them their it its",
    "more": "more less fewer greater higher bigger larger than compared",
    "only": "first only never every all no none nobody any",
}
KIND_OF: dict[str, str] = {}
for _name, _words in _CLASSES.items():
    for _word in _words.split():
        KIND_OF.setdefault(_word, _name)
