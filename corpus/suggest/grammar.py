"""Small closed classes of English words by which the rules find where a phrase begins and ends; lower case."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = _words(
    """the a an this these those his her their its our my your some many most several both two three four five six
    seven eight nine ten dozens one another other all few no every each any much whose various numerous countless"""
)
SUBJECT_PRONOUNS = _words("he she they i we it you who")
PLAIN_SUBJECTS = _words(
    """one others many some several most few both critics officials sources supporters opponents experts analysts people
    reporters lawmakers aides democrats republicans voters all neither everyone everybody someone somebody nobody
    anyone observers activists scientists researchers prosecutors police authorities investigators residents witnesses
    protesters executives economists lawyers diplomats advisers advisors organizers leaders scholars historians
    pollsters doctors friends allies insiders commentators pundits skeptics"""
)
"""Words that may be a whole subject without an article."""
OBJECT_PRONOUNS = _words("him her them us me you it himself herself themselves myself")
PREPOSITIONS = _words(
    """in on at to for from by with of about against amid among into onto over under after before during since until
    through throughout between despite within without toward towards upon behind beyond near outside inside across
    around via per like unlike regarding concerning following alongside besides off out up down ahead as than"""
)
LINKS = _words("of for at in from with on to near by about behind inside against")
"""Prepositions by which one noun phrase hangs on another: "a spokesman for the ministry in the capital"."""
CONJUNCTIONS = _words(
    """and or but nor yet so as when while that which because if after before although though since where whether
    whereas than who whom whose how why what until unless once"""
)
OPENERS = CONJUNCTIONS | _words(
    """meanwhile however still then later instead also now earlier moreover furthermore additionally indeed
    nevertheless nonetheless therefore thus hence finally again just only even nearly roughly"""
)
"""Words after which a clause begins."""
AUXILIARIES = _words(
    """is are was were be been being am has have had having do does did will would can could may might must shall
    should cannot can't won't wouldn't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't couldn't
    shouldn't 's 've 'd 'll"""
)
BEING = _words("is are was were be been being am isn't aren't wasn't weren't")
ADVERBS = _words(
    """also then later further even once again just still now only long often first earlier simply never not always
    ever too soon since already once twice sometimes perhaps instead rather almost has have had did does do been be
    was were is are would will could may might can must being didn't doesn't don't won't wouldn't hasn't haven't hadn't
    today yesterday tonight quickly privately himself herself themselves both all thus previously afterward afterwards
    went on to"""
)
"""What may stand between a subject and its verb of speech."""
WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday mon. tues. wed. thurs. fri. sat. sun.")
MONTHS = _words(
    """january february march april may june july august september october november december jan. feb. mar. apr. aug.
    sept. oct. nov. dec."""
)
DAYS = WEEKDAYS | _words("today yesterday tomorrow tonight")
SPELLS = _words(
    """week month year night morning afternoon evening summer spring fall autumn winter day weekend days weeks months
    years"""
)
RECENT = _words("last this earlier late early next that previous same on in recent ago")
HEARERS = _words(
    """reporters journalists lawmakers supporters voters viewers listeners parliament congress senators colleagues
    people everyone aides donors investors readers delegates"""
)
"""Who may be told something, without an article."""
OCCASIONS = _words("on in at during to after before via by through from with over late early earlier last this back")
"""Words that open what tells when, where or to whom something was said."""
NO_NAMES = _words(
    """the a an in on at it he she they we i you this that these those but and or so his her their our as if when while
    after before since for from by to with there here what who how why not no yet still also meanwhile however some
    many most all each both one two another during despite until under then now asked both although though because
    where later earlier instead today yesterday even just only speaking"""
)
"""Words whose capital only tells that a sentence begins."""
SIGNS_OFF = (AUXILIARIES - _words("being having do")) | _words("says said say can't")
"""Finite verbs that no noun phrase holds."""
BODIES = _words(
    """campaign government ministry administration group party company report team camp side poll study statement
    delegation embassy parliament army police officials authorities"""
)
OUTLETS = _words("daily newspaper magazine weekly broadcaster agency website tabloid")
_NO_ADVERBS = _words("daily weekly monthly family ally rally assembly supply bully anomaly butterfly early july italy")


def is_adverb(word: str) -> bool:
    """Whether a word in lower case ends as adverbs do, and is none of the nouns that do as well."""
    return word.endswith("ly") and word not in _NO_ADVERBS
