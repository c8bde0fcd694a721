"""The words by which a name is told from the rest of a note: names, ranks, and what is neither.

Forenames and surnames are common ones of Great Britain, of every community that is large there; no
list holds them all. A word that is also an ordinary one ("mark", "rose", "victoria", "brown") is
taken for a name only beside another sign of one.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FORENAMES: Final = _words("""
    aaliyah aaron abdul abdullah abigail adam adele adrian agnes agnieszka ahmad ahmed aidan aileen
    aisha aishah akash alan alasdair albert aleksander alexander alexandra alfie alice alison
    allison amanda amelia amina amir amit amjad amy ana andrea andrei andrew andrzej andy angela
    angus anika anita anjali ann anna anne annette annie anthony antonio anya arjun arthur arun
    asad asha asif asma aurora ayesha babak barbara barry bartosz beata becky ben benjamin
    bernadette bernard beth bethany bilal brenda brendan brian bridget bronwen bruce bryan callum
    cameron carla caroline carolyn catherine cerys charlene charles charlotte cheryl chloe chris
    christina christine christopher ciara claire clare claudia colette colin connor conor craig
    cristina cynthia daisy damian damien daniel daniela danielle darren dave david debbie deborah
    deepak deirdre denise dennis derek diana diane dilys dimitri dominic donald donna doreen
    dorothy douglas duncan dylan ebony eddie edith edward edwin eileen elaine eleanor elena eli
    elias elijah elizabeth ella ellen ellie elliot eloise elsie emily emma emmanuel eoin eric erin
    esme esther ethan eunice evelyn evie ewan fahad faisal farah farhan farzana fatima fatma
    felicity femi fergus finlay fiona florin francesca francis freddie frederick freya gabriel
    gareth garry gary gavin gaynor gemma geoff geoffrey george georgia georgina gerald geraldine
    gerard gill gillian giovanni giuseppe glenn glenys gloria gordon graeme graham greg gregory
    gurpreet gwen hamza hannah harold haroon harpreet harris hassan hayley hazel heather heidi
    helen henry hilary hollie holly howard hugh hugo humza husnain ian ibrahim idris ieuan imogen
    imran inderjit ioan ioana irene irfan isaac isabel isabella isabelle isla ismail ivan jackie
    jacob jacqueline jade jaden jake jakub james jamie jane janet janice jasmine jason jaspreet
    javed jayden jean jeanette jeff jeffrey jemma jennifer jenny jeremy jess jessica jill jim jimmy
    jo-anne joan joanna joanne jodie joe joel johanna john johnny jonathan jonny jordi jose joseph
    josephine josh joshua joyce juan judith julia julian julie kabir kamal kamran kareem karen
    karim karl karolina kasia katarzyna kate katherine kathleen kathryn kathy katie katrina
    kayleigh keeley keiran keith kelvin kenneth kenny kerry kevin khadija khalid kiera kieran
    kimberley kiran kirsten kirsty krishna kristina krystyna krzysztof kulwinder kwame kyle lakshmi
    lara laura lauren laurence lawrence leah leanne leila lena leo leon leonard leonie lesley
    leslie levi lewis liam lilian linda lindsay lindsey lisa liz lizzie lorna lorraine louis louisa
    louise lucas lucia lucinda lucy ludmila lukasz luke lydia lyndsey lynne maciej maddison
    madeleine madison magdalena mahmood mahmoud maisie malcolm malgorzata malik mandeep mandy
    manjit marcin marcus margaret maria mariam marian marianne marie marilyn marion marjorie marta
    martha martin martyn mary maryam mateusz mathew matilda matt matthew maureen maurice maxine
    maya megan mehmet melanie melissa mia michael michaela michal michelle mike mildred millie
    miriam mohamed mohammad mohammed mohsin molly mona monica morgan muhammad mustafa myra nadeem
    nadia nadine nancy naomi narinder nasreen natalia natalie natasha nathan nathaniel neha neil
    niall nicholas nicky nicola nicole nigel nikhil nikki nina noah noel noor nora noreen norma
    norman nuala olga olive oliver olivia omar osman owen pamela parveen patricia patrick paul
    paula pauline pavel pawel peter phil philip philippa phillip phoebe phyllis piotr pooja priya
    priyanka qasim rachel rafal raheem rahul raj rajesh ralph ramesh rashid ravi raymond rebecca
    rehana rehman rhiannon rhys riaz richard ricky rita robert roberta robin robyn rodney roger
    rohan roisin ronald rory rosalind rosemary rosie rowena roy rukhsana rupert russell ruth ryan
    sabina sabrina sadia saeed saima sajid salim sally salma sam samantha samina samir samira
    samuel sana sandeep sandra sanjay sanjeev sara sarah saskia sean sebastian shabana shabnam
    shahid shakeel shane shannon sharon shaun shauna shazia sheila shelley sheryl shona sian sidney
    simon simone sinead siobhan siân sofia sonia sophia sophie stacey stanislaw stefan stella
    stephanie stephen steve steven stewart stuart sukhdev sultana sunil sunita surinder susan
    susanna suzanne svetlana syed sylvia tabitha tahira tamara tanya tara tariq tasha terence
    teresa terry thelma theo theodore theresa thomas tiffany tim timothy tina tobias toby todd tom
    tomasz tommy tony tracey tracy trevor tristan tyler tyrone umar usman valerie vanessa vera
    vernon veronica vicki vicky vijay vikram vincent vivek vivienne wahid walter waqar wayne wendy
    wesley wilfred william winifred wojciech yasmin yasmine yousef yusuf yvette yvonne zac zach
    zachary zahid zahra zainab zak zara zbigniew zeeshan zoe zofia zubair
    """)
"""Forenames that are hardly anything else; in whatever case they are written."""

AMBIGUOUS_FORENAMES: Final = _words("""
    alex ali angel art ashley beverley bill blake bob bradley brooke carol charlie chase chelsea
    christian clay cliff clifford clive crystal dale dan dawn dean dominique don drew earl eve
    faith florence frank gale gene glen grace grant guy harry harvey heath hope hunter iris ivy
    jack jay jo jon jordan joy juliet june kay kelly ken kent kim kit lance lee leigh lily lincoln
    lynn mark marshall max miles mohan nick norris oscar pam pat patience penny pete poppy preston
    ray reed rex rob rod rose ross ruby rusty sandy scott shirley stan stanley sue summer ted troy
    victor victoria virginia wade warren willow
    """)
"""Forenames that are also words, towns or surnames; names only before a surname."""

SURNAMES: Final = _words("""
    adeyemi ahmad ahmed akhtar ali-khan anderson andrews armstrong ashworth atkinson aziz bailey
    barnes begum bennett bhatti bibi brennan byrne campbell carr chaudhry choudhury clarke collins
    connolly cunningham davidson davies davis dawson dhillon doherty doyle dunne edwards ellis
    evans ferguson fitzgerald fletcher gallagher gibson gill graham griffiths hamilton harris
    harrison harvey hernandez holmes hughes hussain hussein iqbal islam jackson jenkins johnson
    johnston jones kaur kelly kennedy khan khatun kowalczyk kowalska kowalski kumar lewandowski
    lewis lloyd macdonald mackenzie mahmood malik marshall mcdonald mclean mehta miah miller mirza
    mitchell morgan morris morrison murphy murray nowak o'brien o'connor o'neil o'neill o'reilly
    o'sullivan okafor okonkwo osei parveen patel pearson phillips popescu powell qureshi rahman
    rees reynolds richards richardson roberts robertson robinson rodriguez rogers ryan sanders
    sandhu saunders shah sharma shaw sheikh sidhu simpson singh smith stevens stevenson stewart
    sullivan szymanski taylor thompson thomson turner uddin ullah wallace walsh watkins watson
    wilkins wilkinson williams williamson wilson wojcik wright yilmaz
    """)
"""Surnames that are hardly anything else; names where they begin with a capital."""

TITLES: Final = _words("mr mrs ms miss mx dr")
"""Titles of people. In small letters "ms", "miss" and "dr" count only before a capital."""

ALWAYS_TITLES: Final = _words("mr mrs")

RANKS: Final = _words("""
    constable csi dc dci di ds dsi insp inspector pc pcso ps sergeant sgt superintendent supt tdc
    wpc
    """)
"""Ranks: names follow them, where what follows begins with a capital and is no word of the work."""

ROLES: Final = _words("""
    aggrieved aunt boyfriend brother caller complainant daughter ex-partner father friend
    girlfriend husband informant ip mother named neighbour nephew niece offender officer oic
    partner sister son supervisor surnamed suspect uncle victim vp wife witness
    """)
"""Words for people: names follow them as they follow ranks."""

PLACE_WORDS: Final = _words("""
    academy airport arms ave avenue bay bridge centre church city close club college county court
    crescent cross division drive estate farm gardens green grove hall hill hospital hotel house
    inn island junction lane mews neighbourhood park place pub rd retail road roundabout row school
    sector square st station street terrace town university village walk ward way wood works
    """)
"""What follows a name that is the name of a place, and not of a person."""

BEFORE_PLACES: Final = _words("st saint op operation port mount lake fort project")
"""What goes before a name that is the name of a place or an operation."""

AFTER_NAMES_OF_LAWS: Final = _words("law rule")
"""Clare's Law, Sarah's Law and Martha's Rule name no one in the case."""

NOT_NAMES: Final = _words("""
    a abe about above absent access account accused action actions actually address adult advice
    advised after again age agreed aim albanian all allegation allocated allocation also an
    analysis and anpr any apology appeal appropriate april arrest arrested as asian asked assault
    assessment at athena attached attempt attempts attendance attended audit august aware back bail
    based basis bcu be because been before being below between black bodycam both briefing british
    burglary but by cad call called calls came can cannot care case category cctv charge charged
    charter chat check checked checks child children chinese choice circulated closed closing
    closure code comment comments community complaint complete completed compromise confirmed
    connect consent consider consideration considered contact contacted contract control could
    court cps crime crimes criminal crown custody daily dara dash date day days dealt debrief
    december decided decision decisions declined delay delayed department described description
    desk detail details did digital direct directed direction disclosure discussed dispatch do does
    domestic done due during duty each early else email emailed empty english enquiries enquiry
    entered entries entry escalated escalation european every evidence evidential examined
    excellent exhibit explained failed family february feedback few file filed files final
    finalised finding first focus follow following for force forensic forensics found friday from
    full further gave gender general given gold good grade graded guidance had handed handover harm
    has have he head hearing her here him his history home hour hours house how however id
    identification idva if immediate impact in incident indecent indian informed initial inspection
    instructed intelligence interpreter interview interviewed into investigating investigation
    investigations investigative investigator irish is isva it item items its january journey july
    june just juvenile key known lack last late later leaflet led left legal letter liaison line
    link linked local locate located log look made magistrates major management manager mappa marac
    march marked mash may me meeting member memo message met might missed missing mobile monday
    month more most must named national nature ncrs needs neighbourhood neither never new next nfa
    niche night nil nine no none nor not note noted notes nothing notice notified november now nrm
    number occurrence october of off offence offences offender offered officer officers oic on one
    online only open or order ordered osara other our out outcome over own pace pack page pakistani
    panel part partly passed pending people per personal phone photo plan planned plans please pnc
    pnd police policy polish poor portal possible power present previous primary prior prioritised
    prison probation process profile progress property prosecution protection provided public
    quality query quick raised rang rape reason reasons received record recorded records recovery
    referral referred refused register regular rejected relevant remains reply report reported
    request requested required response restorative result results review reviewed reviewing
    reviews right risk risks robbery romanian rui safeguarding safety said same sara saturday saw
    scene scottish second secondary section see seen senior sent sept september serious service set
    sets seven sex sexual she should show showed shows sign signed six slt so social some
    specialist spoke spoken staff stage standard started stated statement statements station status
    step still stop stopped storm strategy street such summary sunday supervised supervising
    supervision supervisor supervisors supervisory support supported suspect suspects taser tasked
    tasking team text than that the their them then there these they third this those thrive
    through thursday time timeline timely times to today told too took town traced trail training
    trial tuesday two type unable under unit unknown unless until up update updated updates urgent
    used using va vague vcop vehicle very via victim victims video views violence visit visited
    voice voluntary vps vri vulnerability vulnerable was wednesday week weekly weeks well welsh
    went were what when where whether which white who whom why wider will wishes with withdrew
    within without witness witnesses word work would written wrote year years yes yet you young
    """)
"""Words of the work and of the language: never names, however they are written."""

NOT_NAME_ENDINGS: Final = (
    "ing",
    "ed",
    "tion",
    "ment",  # codespell:ignore ment
    "ness",
    "ity",
    "ally",
    "able",
    "ance",
)
"""How words end that are hardly ever names: "Sgt Endorsed", "Victim Engagement"."""

SOFTWARE: Final = _words("word excel outlook teams office access azure project powerpoint")
"""What follows "MS" and is a program."""
