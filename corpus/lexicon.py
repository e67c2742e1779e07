"""English words that tell names from other capitalised words, and speech from other verbs; all in lower case."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


COMMON = _words(
    """a about above according across add advertisement after again against all almost along also although amid among an
    and another any are around as asked at back be because been before being below besides between beyond both breaking
    but by call can click commenting comments connect copyright could credit currently day despite did do does don’t
    during each earlier early either even every everyone everything except few finally first following for from further
    furthermore get give given go had has have having he hence her here hers him his how however i if image in indeed
    instead into is it it’s its just last late lately later latest least less let like likewise loading look made make
    many may maybe me meanwhile might more moreover most much must my near neither never nevertheless new newly next no
    nobody none nor not nothing now of off on once one only onto or other others our out over own perhaps photo please
    previously print rather read really recently related relations same second see several shall share she should sign
    similarly since so some something soon source speaking still subscribe such take than thank that that’s the their
    them then there there’s thereby therefore these they third this those though three through thus to today together
    tomorrow tonight too top toward towards two under unless unlike until up update upon url us very video view views
    was we well were what whatever when whenever where whereas whether which while who whoever whom whose why will with
    within without would yes yesterday yet you your"""
)
"""Words whose capital says nothing: they begin sentences and headings."""

CALENDAR = _words(
    """monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april
    may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    christmas easter ramadan gmt utc cet est edt"""
)

NATIONALITIES = _words(
    """afghan african albanian algerian american anglo arab arabic argentine armenian asian australian austrian
    azerbaijani azeri bahraini balkan baltic bangladeshi belarusian belarussian belgian bolivian bosnian brazilian
    british bulgarian cambodian canadian catalan caucasian central chechen chilean chinese colombian congolese crimean
    croatian cuban cypriot czech danish dutch eastern egyptian emirati english estonian ethiopian european finnish
    french georgian german ghanaian greek hebrew hungarian icelandic indian indonesian iranian iraqi irish israeli
    italian ivorian jamaican japanese jewish jordanian kazakh kenyan korean kosovan kurdish kuwaiti kyrgyz latin latvian
    lebanese libyan lithuanian macedonian malaysian malian maltese mexican moldovan mongolian montenegrin moroccan
    muslim nato-led nepalese nigerian northern norwegian omani orthodox ottoman pakistani palestinian persian peruvian
    polish portuguese qatari roman romanian russian rwandan saudi scandinavian scottish serbian serb singaporean
    slovak slovenian somali southern soviet spanish sudanese swedish swiss syrian taiwanese tajik tanzanian thai tibetan
    tunisian turkish turkmen ugandan ukrainian uruguayan uzbek venezuelan vietnamese welsh western yemeni zimbabwean
    russians ukrainians germans americans europeans turks chinese syrians israelis palestinians iranians poles
    brits arabs jews muslims christians christian catholic north
    south east west protestant islamic democratic republican conservative"""
)
"""Adjectives and peoples: no names by themselves, but part of some ("European Union")."""

ACRONYMS = frozenset({"EU", "NATO", "UAE", "UK", "UN", "US", "USA", "U.K.", "U.N.", "U.S.", "U.S.A.", "WHO"})
"""Names that are always names, as they are written here."""

HALF_NATIONALITIES = _words("afro anglo austro euro franco greco indo israelo judeo russo sino turko anti non pro")
"""What stands before a hyphen in "Franco-German"."""

ROLES = _words(
    """president vice-president vice prime minister ministers foreign defence defense interior finance economy energy
    justice deputy chancellor secretary secretary-general general state senator sen rep gov governor mayor king queen
    prince princess pope emperor sultan sheikh sheik ayatollah ambassador envoy spokesman spokeswoman spokesperson
    chairman chairwoman chair chief head director commissioner congressman congresswoman lawmaker mp judge justice
    professor prof doctor dr mr mrs ms miss sir lord lady dame captain capt colonel col gen lt maj major sgt sergeant
    admiral adm marshal commander lieutenant analyst economist journalist editor leader premier fm pm ceo cfo
    representative speaker attorney acting former ex-president then-president high special counterpart officer official
    officials diplomat diplomats expert author reporter correspondent by"""
)
"""Titles and roles: they stand before a name and do not belong to it."""

LEADERS = _words("president premier chancellor king queen prime_minister emir sultan")
"""Roles that are meant where a text says "the leader"."""

ABBREVIATED = _words("mr mrs ms dr prof sen rep gov gen col capt lt maj sgt adm st jr hon rev")
"""Titles that end in a full stop without ending the sentence."""

ORGANISATION_NOUNS = _words(
    """academy administration agency alliance army assembly association authority bank board brigade brotherhood
    bureau cabinet caucus centre center chamber church club coalition commission committee company confederation
    conference congress corporation corps council court department federation force forces foundation front fund
    government group guard house inc initiative institute institution investigation league ltd ministry mission
    movement nations navy network news observatory office organisation organization parliament partnership party
    pact police post press quartet republic reserve school security senate service services society state states summit
    times treaty tribunal union university vatican war"""
)
"""A run of capitals with one of these is the name of an organisation, adjectives included."""

PLACES = _words(
    """abuja afghanistan albania algeria america amman andorra angola ankara arabia argentina armenia athens australia
    austria azerbaijan baghdad bahamas bahrain baku bangkok bangladesh barbados beijing beirut belarus belgium
    belgrade belize benin berlin bern bhutan bolivia bosnia botswana bratislava brazil britain brunei brussels
    bucharest budapest bulgaria burundi cairo cambodia cameroon canada canberra caracas chad chechnya chile
    china chisinau colombia congo copenhagen crimea croatia cuba cyprus czechia damascus delhi denmark djibouti
    doha donbas donbass dublin ecuador egypt england eritrea estonia ethiopia europe fiji finland france gabon
    gambia gaza geneva georgia germany ghana greece greenland guatemala guinea guyana hague haiti hanoi havana
    helsinki honduras hungary iceland india indonesia iran iraq ireland islamabad israel istanbul italy jakarta
    jamaica japan jerusalem jordan kabul kazakhstan kenya khartoum kiev korea kosovo kremlin kuwait kyiv
    kyrgyzstan laos latvia lebanon lesotho liberia libya liechtenstein lisbon lithuania ljubljana london
    luxembourg macedonia madagascar madrid malawi malaysia maldives mali malta manila mauritania mauritius
    mexico minsk moldova monaco mongolia montenegro morocco moscow mozambique myanmar nairobi namibia nepal
    netherlands nicaragua nicosia niger nigeria norway oman oslo ottawa pakistan palestine panama paraguay paris
    peru philippines poland portugal prague pretoria pyongyang qatar riga riyadh romania rome russia rwanda
    sarajevo scotland senegal seoul serbia singapore skopje slovakia slovenia sofia somalia spain stockholm
    strasbourg sudan suriname sweden switzerland syria taipei taiwan tajikistan tallinn tanzania tashkent
    tbilisi tehran thailand tibet togo tokyo tripoli tunis tunisia turkey turkmenistan türkiye uganda ukraine
    uruguay uzbekistan venezuela vienna vietnam vilnius wales warsaw washington yemen yerevan zagreb zambia
    zimbabwe"""
)
"""Countries, and places that stand for a government."""

PARTICLES = _words("de da do dos das del della di du des la le van von der den ter ten zu zur bin bint ibn ben al el y")
"""Small words inside a person's name."""

SPEECH = _words(
    """accuse accused accuses acknowledged acknowledges add added addressed adds admits admitted advised affirmed
    agreed alleged announced announces answered apologised apologized argued argues asked asks asserted asserts
    assured assures believed believes boasted branded called calls cautioned cited claim claimed claims
    clarified commented comments complained conceded concluded concludes condemned confirmed confirms contended
    continued criticised criticized declared declares denied denies denounced described describes disclosed
    emphasised emphasises emphasized emphasizes estimated exclaimed explained explains expressed hailed hinted
    indicated informed insisted insists instructed joked labelled lamented lauded maintained maintains mentioned
    noted notes objected observed opined ordered outlined pledged pointed praised praises predicted proclaimed
    promised promises proposed protested questioned quipped recalled recalls recommended reiterated rejected
    remarked reminded repeated replied replies reported reports requested responded responds retorted revealed
    reveals said say says shouted slammed speaks speculated spoke stated states stressed stresses suggested
    suggests tells termed testified threatened told tweeted underlined underlines underscored urged urges voiced
    vowed vows wanted wants warned warns welcomed wondered writes wrote"""
)
"""Verbs that bind speech to a speaker."""

INVERTED = _words(
    """added adds admitted announced argued asked claimed commented concluded confirmed continued declared emphasised
    emphasized explained insisted noted observed quipped recalled remarked repeated replied reported said says
    stated stressed underlined wrote"""
)
"""Those of them that may stand before their subject."""
