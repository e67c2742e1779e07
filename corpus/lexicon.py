"""English words that tell names from other capitalised words, and speech from other verbs; all in lower case."""

from __future__ import annotations

from corpus import countries


def words(text: str) -> frozenset[str]:
    """The words of a text; an underscore stands for a space within one."""
    return frozenset(word.replace("_", " ") for word in text.split())


COMMON = words(
    """a about above according across add advertisement after again against all almost along also although amid among
    an and another any anybody anyone are around as asked at back be because been before being below besides
    between beyond both breaking but by call can click commenting comments connect copyright could credit currently
    day despite did do does don’t during each earlier early either even every everybody everyone everything except
    few finally first following for from further furthermore get give given go good had has have having he hence her
    here hers him his how however i if image in indeed inside instead internet into is it its it’s just last late
    lately later latest least less let like likewise loading look made make many may maybe me meanwhile might more
    moreover most much must my near neither never nevertheless new newly next no nobody none nor not nothing now of
    off oh ok on once one online only onto or other others our out outside over own perhaps photo please previously
    print rather read really recently related relations same second see several shall share she should sign
    similarly since so some somebody someone something soon source speaking still subscribe such super take than
    thank that that’s the their them then there thereby therefore there’s these they third this those though three
    through thus to today together tomorrow tonight too top toward towards tv two under unless unlike until up
    update upon url us very video view views vp was we web well were what whatever when whenever where whereas
    whether which while who whoever whom whose why will with within without would yes yesterday yet you your"""
)
"""Words whose capital says nothing: they begin sentences and headings."""

CALENDAR = words(
    """apr april aug august cet christmas dec december easter edt est feb february fri friday gmt jan january jul july
    jun june mar march may mon monday nov november oct october ramadan sat saturday sep sept september sun sunday
    thu thursday tue tuesday utc wed wednesday"""
)

NATIONALITIES = countries.ADJECTIVES | words(
    """african africans americans anglo arab arabic arabs asian asians azeri balkan baltic belarussian belgians brits
    canadians catalan catholic catholics caucasian central chechen chinese christian christians communist
    conservative conservatives crimean cubans democrat democratic democrats east eastern egyptians european
    europeans germans greeks hebrew hispanic hispanics hungarians indians iranians iraqis islamic israelis italians
    jewish jews koreans kurdish latin latino latinos liberal liberals mexicans muslim muslims nato-led north
    northern norwegians orthodox ottoman palestinians persian poles protestant republican republicans roman
    russians saudis scandinavian serb serbs socialist south southern soviet syrians turks ukrainians venezuelans
    west western"""
)
"""Adjectives and peoples: no names by themselves, but part of some ("European Union")."""

ACRONYMS = frozenset({"EU", "NATO", "UAE", "UK", "UN", "US", "USA", "U.K.", "U.N.", "U.S.", "U.S.A.", "WHO"})
"""Names that are always names, as they are written here."""

HALF_NATIONALITIES = words("afro anglo austro euro franco greco indo israelo judeo russo sino turko anti non pro")
"""What stands before a hyphen in "Franco-German"."""

ROLES = words(
    """acting activist adm admiral adviser advisor aide ambassador analyst attorney author ayatollah by candidate capt
    captain ceo cfo chair chairman chairperson chairwoman chancellor chief col colonel columnist commander
    commissioner congressman congresswoman coordinator correspondent counsel counterpart dame defence defense
    delegate deputy diplomat diplomats director doctor dr economist economy editor emperor energy envoy
    ex-president expert finance fm foreign former founder gen general gov governor govs head high host interior
    journalist judge justice king lady lawmaker lawyer leader lieutenant lord lt maj major majority manager marshal
    mayor minister ministers minority miss mp mr mrs ms nominee officer official officials pm pollster pope premier
    president prime prince princess prof professor queen rep reporter representative reps secretary
    secretary-general sen senator sens sergeant sgt sheik sheikh sir speaker special spokesman spokesperson
    spokeswoman staff state strategist sultan then-president vice vice-president"""
)
"""Titles and roles: they stand before a name and do not belong to it."""

ABBREVIATED = words("adm capt col dr gen gov hon jr lt maj mr mrs ms prof rep rev sen sgt st")
"""Titles that end in a full stop without ending the sentence."""

ORGANISATION_NOUNS = words(
    """academy administration agency airlines alliance army assembly association authority bank board brigade
    brotherhood bundestag bureau cabinet caucus center centre chamber church club coalition collective college
    commission committee company confederation conference congress consortium corporation corps council court
    department departments duma embassy exchange federation force forces foundation front fund government group
    guard herald hospital house inc initiative institute institution investigation journal knesset league ltd
    magazine ministries ministry mission movement museum nation nations navy network news observatory office
    organisation organization parliament partnership party police post press quartet radio republic reserve school
    senate service services society state states television times tribunal tribune union university"""
)
"""A run of capitals with one of these is the name of an organisation, adjectives included."""

PLACES = countries.NAMES | words(
    """africa alabama alaska arabia arizona arkansas asia atlanta atlantic_city austin baltimore belize boston bronx
    brooklyn brussels calif california chechnya chicago cleveland colorado connecticut crimea d.c. dallas delaware
    denver des_moines detroit donbas donbass europe fla florida gaza greenland hawaii houston idaho illinois
    indiana iowa kansas kansas_city kentucky las_vegas los_angeles louisiana maine manhattan maryland massachusetts
    miami michigan milwaukee minnesota mississippi missouri montana n.c. n.h. n.j. n.y. nebraska nevada
    new_hampshire new_jersey new_mexico new_orleans new_york new_york_city nice north_carolina north_dakota ohio
    oklahoma oregon orlando palm_beach pennsylvania philadelphia phoenix puerto_rico queens rhode_island s.c.
    san_bernardino san_diego san_francisco seattle south_carolina south_dakota strasbourg tampa tennessee texas
    utah vermont virginia west_virginia wisconsin wyoming"""
)
"""Countries, and places that stand for a government."""

LEADING_NOUNS = words(
    """academy agency alliance assembly association board bureau cabinet center centre chamber coalition commission
    committee conference council court department federation foundation front fund group institute league ministry
    office organisation organization school society union university"""
)
"""Those after which a name may go on with "for" or "on": the Centre for Orbin Studies."""

SEATS = words("kremlin white_house elysee élysée pentagon capitol_hill downing_street vatican holy_see capitol")
"""Places that are named for the office in them."""

THINGS = words(
    """act affair agreement agreements airport amendment anthem avenue award bay belt bill boulevard bowl bridge
    building campaign canal care census championship code constitution convention core crisis crossroads cup day
    deal debate debates district doctrine dream drive effect election era finals forest gate glance hall hill hotel
    integrity island islands lake law laws liberties loophole matter mountain mountains night ocean olympics pact
    palace park peninsula plan policy primary prize program project protocol recession report republicanism
    revolution river road sea security show square stadium strait street strip summit theater theatre tower towers
    treaty valley village war wars week year"""
)
"""What ends a name that is nobody's and cannot act: the Cold War, the Orbin Treaty."""

AGENCIES = words(
    """afp al_jazeera anadolu ansa associated_press bloomberg breitbart cnn der_spiegel die_welt dpa el_país facebook
    fox france24 gazprom google hamas hezbollah interfax islamic_state itar-tass le_figaro le_monde msnbc nbc ndtv
    politico reuters rfi rt sputnik taliban tass twitter wikileaks xinhua yonhap youtube"""
)
"""Organisations whose names do not tell that they are no persons."""

PARTICLES = words("de da do dos das del della di du des la le van von der den ter ten zu zur bin bint ibn ben al el y")
"""Small words inside a person's name."""

SPEECH = words(
    """accuse accused accuses acknowledged acknowledges add added addressed adds admits admitted advised affirmed
    agreed alleged announced announces answered apologised apologized argued argues asked asks asserted asserts
    assured assures believed believes boasted branded called calls cautioned cited claim claimed claims clarified
    commented comments complained conceded concluded concludes condemned confirmed confirms contended continued
    criticised criticized declared declares denied denies denounced described describes disclosed emphasised
    emphasises emphasized emphasizes estimated exclaimed explained explains expressed hailed hinted indicated
    informed insisted insists instructed joked labelled lamented lauded maintained maintains mentioned noted notes
    objected observed opined ordered outlined pledged pointed praised praises predicted proclaimed promised
    promises proposed protested questioned quipped recalled recalls recommended reiterated rejected remarked
    reminded repeated replied replies reported reports requested responded responds retorted revealed reveals said
    say says shouted slammed speaks speculated spoke stated states stressed stresses suggested suggests tells
    termed testified threatened told tweeted underlined underlines underscored urged urges voiced vowed vows wanted
    wants warned warns welcomed wondered writes wrote"""
)
"""Verbs that bind speech to a speaker."""

ORGANISATION_KINDS = words(
    """agency bank broadcaster channel company daily firm group magazine movement network newspaper paper
    party publication site station tabloid website weekly"""
)
"""What may stand right after a name that it only explains: "the Dawn Guard group"."""

DOCUMENTS = words(
    """account announcement article book column communique communiqué document interview letter memo message note
    op-ed post press readout release report speech statement study survey testimony transcript tweet video"""
)
"""What somebody has said something in: "a statement from the ministry" is the ministry's."""

MALE = words("mr sir lord king prince spokesman chairman congressman businessman councilman sheikh pope emperor sultan")
FEMALE = words("mrs ms miss lady dame queen princess spokeswoman chairwoman congresswoman businesswoman councilwoman")
"""Titles and roles of men, and of women."""

MEN = words(
    """aaron adam alan albert alexander alexei andrei andrew anthony barack ben benjamin bernie bill bob boris brad
    brian bruce carl charles chris christopher craig dan daniel dave david dennis dmitry donald doug douglas ed
    edward emmanuel eric francois frank françois fred gary george gerald greg gregory harold harry henry hugo ian
    igor ivan jack jacob james jason jean jeff jeffrey jeremy jerry jim joe joel john jonathan jose joseph josh
    juan justin keith ken kenneth kevin larry lawrence leonard luis marco mark martin matthew max michael mike
    mitch mitt mohammed nathan nicolas nikolai olivier patrick paul pedro peter philip philippe pierre ralph ray
    rex richard rick robert roger ron ronald roy rudy ryan sam samuel scott sean sergei sergey stephen steve steven
    ted terry thomas tim todd tom tony viktor vladimir walter warren wayne william yuri"""
)
WOMEN = words(
    """abby alexandra alice alicia amanda amy andrea angela ann anna anne annie barbara betty brenda brigitte carly
    carol caroline catherine chelsea christine claire cynthia dana deborah debra diana diane donna dorothy elena
    elizabeth ellen emily emma eva federica florence gloria hannah heather heidi helen hillary irina isabel ivanka
    jane janet jennifer jessica jill joan joanna judith judy julia julie karen kate katherine kathleen kathy kelly
    kellyanne kim laura lauren lena linda lisa liz loretta lucy margaret maria marie marine marta martha mary megan
    melania melissa michelle monica nancy natalia natalie nicole nikki olga pamela patricia rachel rebecca rosa
    ruth samantha sandra sara sarah sharon sophie stephanie susan svetlana sylvie tatiana teresa theresa ursula
    valerie vanessa victoria wendy"""
)
"""First names of men, and of women."""
