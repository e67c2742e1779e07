"""Lines that a web page leaves in an article's text: rules by name, each for a whole line.

Precision comes first: no rule may match a line that could be a sentence of an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

LONGEST = 400
"""Longer lines are paragraphs; they are not looked at."""
_SHORTEST = 2


class Rule(NamedTuple):
    """A kind of line: what it is called, the zone that it becomes, and the pattern of the whole line."""

    name: str
    kind: str
    pattern: str


_NETWORK = (
    "(?:facebook|twitter|x|telegram|instagram|whatsapp|youtube|linkedin|tiktok|vkontakte|vk|reddit|pinterest"
    "|google news)"
)
_BUTTON = (
    f"(?:share|tweet|e-?mail|print|save|like|copy link|copy|bookmark|pocket|viber|messenger|{_NETWORK})"
    "(?: (?:on|via|by|this|to|article|story|post|page))*"
)
_OFFER = "(?:newsletters?|inbox|subscri(?:be|bing|ption)|updates?|alerts?|notifications?|app|channel)"
_NAME = r"[^\W\d_][\w.’'-]+"
_NAMES = rf"{_NAME}(?:,? {_NAME})*"
_AGENCY = "(?:REUTERS|AFP|EPA|EPA-EFE|AP|AP Photo|Xinhua|TASS|Getty Images)"

RULES = (
    Rule("address", "boilerplate", r"(?:(?:url|link|permalink|short ?link|source|original|web)\s?:?\s?)?https?://\S+"),
    Rule(
        "credit",
        "caption",
        r"(?:©|\(c\))\s?(?!.*rights reserved)(?!\d{4}\s[^/]*$).+"
        r"|(?:(?:file |archive )?photo(?:graph)?s?|image|picture|illustration)"
        r"(?: credit| by| courtesy(?: of)?)?\s?[:/].+"
        r"|(?:credit|caption)\s?:.+"
        r"|file\s[-–—]\s.+"
        r"|[\[(](?:file )?photo[:/].{1,120}[\])]",
    ),
    Rule(
        "read more",
        "boilerplate",
        r"(?:read (?:more|also|next)|also read|must read|see (?:also|more)"
        r"|related(?: (?:articles?|stor(?:y|ies)|news|topics?|posts?|content|links?))?"
        r"|recommended(?: for you| reading)?"
        r"|more (?:on this(?: story| topic)?|stories|from [^:]{1,40})|you (?:may|might) (?:also )?like"
        r"|watch(?: live| also)?|listen|don['’]t miss|editor['’]s picks?|most (?:read|popular)|trending(?: now)?)"
        r"\s?(?::.*|[.…»>]{0,3})"
        r"|(?:continue reading|read (?:the )?(?:full|whole|original) (?:story|article)|click here to read)\b.{0,120}",
    ),
    Rule("counter", "boilerplate", r"(?!\d{4}$)\d[\d\s.,:]{0,40}[km]?"),
    Rule(
        "views",
        "boilerplate",
        r"(?:total )?(?:views?|reads?|hits|visits|shares?|comments?|likes?|reading time)\s?"
        r"[:(-]?\s?\d[\d.,\s]{0,12}[km]?\)?(?: min(?:ute)?s?)?"
        r"|\d[\d.,\s]{0,12}[km]?\s?(?:views?|reads?|hits|shares?|comments?|likes?|min(?:ute)?s? read)"
        r"|(?:no|leave a|add a|post a) comments?",
    ),
    Rule(
        "advertisement",
        "boilerplate",
        r"\W{0,5}(?:advertisements?|advertising|ads?|sponsored(?: content)?|promoted(?: content)?|paid content"
        r"|(?:story|article) continues (?:below|after)(?: (?:the |this )?advertisement| (?:this )?ad)?)\W{0,5}",
    ),
    Rule(
        "subscribe",
        "boilerplate",
        r"(?:please )?(?:subscribe|sign up)(?: (?:now|today|here|to|for|by|and|on|with)\b.{0,200})?[.!:]?"
        rf"|(?:get|receive) (?:the|our|all|real|breaking|latest|updates|daily|free|unlimited|email)\b"
        rf".{{0,140}}\b{_OFFER}\b.{{0,60}}"
        rf"|(?:follow|like|join|find) (?:us|our|@\w+|[^.]{{1,40}} on {_NETWORK})\b.{{0,120}}"
        rf"|never miss\b.{{0,80}}\b{_OFFER}\b.{{0,60}}"
        r"|connect with us\b.{0,120}"
        r"|download (?:the|our)\b.{0,60}\bapp\b.{0,60}"
        r"|stay (?:tuned|connected|informed|updated|up to date|in touch)\b.{0,80}"
        r"|support (?:us|our|independent|quality)(?: (?:journalism|work|newsroom|media))?\b.{0,60}"
        r"|(?:sign in|log ?in|register|donate|contact us|about us)(?: (?:now|today|here))?[.!:]?",
    ),
    Rule(
        "share",
        "boilerplate",
        rf"{_BUTTON}(?:[\s,|/•·]{{1,4}}{_BUTTON})*[:.!]?",
    ),
    Rule(
        "page tools",
        "boilerplate",
        r"print(?:able)?(?: this)? (?:version|page|article)"
        r"|send to (?:a )?friend|recommend (?:this |news |article )*to (?:a )?friend"
        r"|source link|loading(?:\.\.\.|…)?|please wait(?:\.\.\.|…)?|(?:back|return) to (?:the )?top"
        r"|skip to (?:main )?content|(?:next|previous)(?: (?:article|story|post|page))?\W{0,3}"
        r"|(?:load|show|view) (?:more|all)(?: \w+)?|listen to (?:this )?(?:article|story)"
        r"|privacy policy|terms (?:of|and) \w+|cookie (?:policy|settings)|(?:we use|this (?:web)?site uses) cookies\b.*"
        r"|your e-?mail address will not be published\b.*|our standards: .{0,80}",
    ),
    Rule(
        "form field",
        "boilerplate",
        r"(?:[•*·▪◦–-]\s*)?(?:your |friend['’]?s? )?(?:full |first |last )?"
        r"(?:name|e-?mail(?: address)?|message|comment|password|phone|website|captcha)\s?\*?\s?:"
        r"|(?:[•*·▪◦–-]\s*)?(?:your|friend['’]?s?) (?:name|e-?mail(?: address)?|message|comment|phone)",
    ),
    Rule(
        "syndication",
        "boilerplate",
        r"[(\[]?(?:except for the headline, )?this (?:story|article|report|news|content)"
        r" has not been (?:edited|created) by .*"
        r"|[(\[]?this (?:story|article) (?:was|is|has been)"
        r" (?:originally|first|auto-?generated|republished|reprinted|syndicated)\b.*"
        r"|[(\[]?(?:disclaimer\s?: ?)?(?:the )?(?:views|opinions)(?: and (?:views|opinions))? expressed"
        r" (?:in|by|here|on|are)\b.*\b(?:author|writer|columnist|contributor|article|column|editorial)\b.*",
    ),
    Rule("rights", "boilerplate", r"(?:copyright|©|\(c\)) .{0,160}|.{0,120}\ball rights reserved\b.{0,120}"),
    Rule(
        "source",
        "boilerplate",
        r"(?:sources?|outlet|publisher|publication|newspaper|via)\s?:\s?[^.!?]{1,60}(?:\.[a-z]{2,6})?",
    ),
    Rule(
        "tags",
        "boilerplate",
        r"(?:tags?|topics?|keywords?|labels?|filed under|posted in|categor(?:y|ies)|section)\s?:.*"
        r"|(?:#\w+[\s,]*){1,30}",
    ),
    Rule("ruling", "boilerplate", r"(?:[*_=~•·.#+-]\s?){3,}"),
)
"""Matched against the line in lower case, first rule first."""

_CASED_RULES = (
    Rule(
        "caption",
        "caption",
        rf".*\({_AGENCY}(?:[ /](?:Photo|Image|File)s?\b[^()]{{0,80}}|/{_NAME} {_NAME}[^()]{{0,60}})\)"
        r"|.*[(\[](?:[\w .-]{1,30} )?(?:[Pp]hoto|[Ii]mage)s?(?: by|:|/)[^()\[\]]{1,80}[)\]]"
        rf"|.*\b{_AGENCY}\s?/\s?[A-Z][\w’'-]+(?:\s[A-Z][\w.’'-]+){{1,3}}",
    ),
    Rule(
        "reporters",
        "byline",
        rf"\((?:Additional |With )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) (?:by|from) [^()]{{2,250}}\)"
        rf"|(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by (?-i:[A-Z]){_NAMES}(?:; ?\w+ by {_NAMES})*\.?",
    ),
)
_QUOTABLE = frozenset(("credit", "caption", "read more", "tags", "syndication"))
_QUOTE_MARK = re.compile('["“”„«»]')
_TAG_LIST = re.compile(r"[\w#][\w .&’'-]{0,50}(?:,[\w#][\w .&’'-]{0,50}){2,40}")


def _compiled(rules: Iterable[Rule]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{_group(rule)}>{rule.pattern})" for rule in rules))


def _group(rule: Rule) -> str:
    return rule.name.replace(" ", "_")


_ANY, _ANY_CASED = _compiled(RULES), _compiled(_CASED_RULES)
_BY_GROUP = {_group(rule): rule for rule in (*RULES, *_CASED_RULES)}


def rule_of(line: str) -> Rule | None:
    """The rule that a line, white space trimmed, falls under as a whole."""
    if not _SHORTEST <= len(line) <= LONGEST and not line.isdigit():
        return None
    line = line.replace("\xa0", " ")
    found = _ANY.fullmatch(line.lower())
    if not found and ("/" in line or " by " in line):
        found = _ANY_CASED.fullmatch(line)
    if not found:
        return None
    rule = _BY_GROUP[str(found.lastgroup)]
    return None if _QUOTE_MARK.search(line) and rule.name not in _QUOTABLE else rule


def is_tag_list(line: str) -> bool:
    """Whether the line may be tags, `France,Russia,Minsk talks`; sure only behind an article's end."""
    return len(line) <= LONGEST and _TAG_LIST.fullmatch(line) is not None
