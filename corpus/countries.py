"""Countries with their adjectives and the cities that stand for their governments; all in lower case."""

from __future__ import annotations


def _rows(table: str) -> list[list[str]]:
    return [[name.replace("_", " ") for name in row.split()] for row in table.split(";")]


_ROWS = _rows(
    """
    afghanistan afghan kabul; albania albanian tirana; algeria algerian algiers; andorra andorran; angola angolan
    luanda; argentina argentine buenos_aires; armenia armenian yerevan; australia australian canberra; austria
    austrian vienna; azerbaijan azerbaijani baku; bahamas bahamian; bahrain bahraini manama; bangladesh bangladeshi
    dhaka; barbados barbadian; belarus belarusian minsk; belgium belgian; benin beninese; bhutan bhutanese; bolivia
    bolivian; bosnia bosnian sarajevo; botswana botswanan; brazil brazilian; britain british london uk u.k.
    united_kingdom great_britain; brunei bruneian; bulgaria bulgarian sofia; burundi burundian; cambodia cambodian;
    cameroon cameroonian; canada canadian ottawa; chad chadian; chile chilean; china chinese beijing; colombia
    colombian; congo congolese kinshasa; croatia croatian zagreb; cuba cuban havana; cyprus cypriot nicosia; czechia
    czech prague czech_republic; denmark danish copenhagen; djibouti djiboutian; ecuador ecuadorian quito; egypt
    egyptian cairo; england english; eritrea eritrean; estonia estonian tallinn; ethiopia ethiopian addis_ababa;
    fiji fijian; finland finnish helsinki; france french paris elysee élysée; gabon gabonese; gambia gambian;
    georgia georgian tbilisi; germany german berlin; ghana ghanaian accra; greece greek athens; guatemala
    guatemalan; guinea guinean; guyana guyanese; haiti haitian; honduras honduran; hungary hungarian budapest;
    iceland icelandic reykjavik; india indian delhi new_delhi; indonesia indonesian jakarta; iran iranian tehran;
    iraq iraqi baghdad; ireland irish dublin; israel israeli jerusalem tel_aviv; italy italian rome; ivory_coast
    ivorian; jamaica jamaican; japan japanese tokyo; jordan jordanian amman; kazakhstan kazakh astana; kenya kenyan
    nairobi; korea korean; kosovo kosovan pristina; kuwait kuwaiti; kyrgyzstan kyrgyz bishkek; laos laotian; latvia
    latvian riga; lebanon lebanese beirut; lesotho basotho; liberia liberian; libya libyan tripoli; liechtenstein
    liechtensteiner; lithuania lithuanian vilnius; luxembourg luxembourgish; macedonia macedonian skopje; madagascar
    malagasy; malawi malawian; malaysia malaysian kuala_lumpur; maldives maldivian; mali malian bamako; malta
    maltese valletta; mauritania mauritanian; mauritius mauritian; mexico mexican mexico_city; moldova moldovan
    chisinau; monaco monegasque; mongolia mongolian; montenegro montenegrin podgorica; morocco moroccan rabat;
    mozambique mozambican; myanmar burmese; namibia namibian; nepal nepalese kathmandu; netherlands dutch hague
    amsterdam the_hague; new_zealand zealander; nicaragua nicaraguan; niger nigerien niamey; nigeria nigerian abuja;
    north_korea north_korean pyongyang; norway norwegian oslo; oman omani muscat; pakistan pakistani islamabad;
    palestine palestinian ramallah; panama panamanian; paraguay paraguayan; peru peruvian lima; philippines
    philippine manila; poland polish warsaw; portugal portuguese lisbon; qatar qatari doha; romania romanian
    bucharest; russia russian moscow kremlin; rwanda rwandan kigali; saudi_arabia saudi riyadh; scotland scottish
    edinburgh; senegal senegalese dakar; serbia serbian belgrade; sierra_leone sierra_leonean; singapore
    singaporean; slovakia slovak bratislava; slovenia slovenian ljubljana; somalia somali mogadishu; south_africa
    south_african pretoria; south_korea south_korean seoul; spain spanish madrid; sri_lanka sri_lankan colombo;
    sudan sudanese khartoum; suriname surinamese; sweden swedish stockholm; switzerland swiss bern geneva; syria
    syrian damascus; taiwan taiwanese taipei; tajikistan tajik dushanbe; tanzania tanzanian; thailand thai bangkok;
    tibet tibetan; togo togolese; tunisia tunisian tunis; turkey turkish ankara istanbul türkiye; turkmenistan
    turkmen ashgabat; uganda ugandan kampala; ukraine ukrainian kyiv kiev; united_arab_emirates emirati abu_dhabi
    uae; united_states american washington us u.s. usa u.s.a. america white_house; uruguay uruguayan; uzbekistan
    uzbek tashkent; vatican vatican holy_see; venezuela venezuelan caracas; vietnam vietnamese hanoi; wales welsh;
    yemen yemeni sanaa; zambia zambian; zimbabwe zimbabwean harare
    """
)
"""The country, its adjective, and what else means the country."""

ADJECTIVE = {name: row[1] for row in _ROWS for name in row}
"""The adjective for each country, each of its other names, and for the adjective itself."""

NAMES = frozenset(name for row in _ROWS for name in (row[0], *row[2:]))
"""Countries, and places that stand for a government."""

ADJECTIVES = frozenset(ADJECTIVE.values())
