"""Words that the rules about an article's furniture know, all in lower case."""

from __future__ import annotations


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split("|"))


AGENCIES = _phrases(
    """aa|aap|afp|agence france-presse|ani|anadolu|anadolu agency|ansa|ap|apa|associated press|azertac|belga|belta
    |bloomberg|dpa|efe|fna|ians|interfax|interfax-ukraine|irna|isna|itar-tass|jta|kazinform|kcna|kuna|kyodo|kyodo news
    |lusa|mna|pti|qna|reuters|ria|ria novosti|sana|spa|sputnik|tanjug|tasnim|tass|the associated press|trend|ukrinform
    |unian|united press international|upi|wam|xinhua|yonhap"""
)
NO_PLACES = _phrases(
    """advertisement|analysis|answer|audio|author|background|breaking|breaking news|by|caption|comment|context
    |correction|date|editorial|exclusive|explainer|factbox|flash|highlights|in brief|interview|key points|listen|live
    |more|news|note|opinion|photo|photos|poll|q|question|quote|read also|read more|related|report|see also|share|source
    |special report|summary|tags|timeline|topics|update|updated|video|views|watch|watch live
    |asean|brics|cia|eu|fbi|gop|iaea|imf|nasa|nato|opec|osce|uk|un|unesco|unhcr|unicef|unsc|us|usa|who|wto"""
)
"""What may stand in front of a dash or a colon, and is no place."""
QUESTIONS = _phrases("a|answer|interviewer|q|question")
"""Labels that only interviews have."""
PLACE_PARTICLES = _phrases("al|and|au|aux|da|das|de|del|der|di|do|du|el|en|et|in|la|las|le|les|los|of|on|sur|the|upon")
SECTION_WORDS = _phrases(
    """news|world|politics|political|policy|policies|business|economy|economics|society|culture|sport|sports|opinion
    |opinions|analysis|diplomacy|military|defense|defence|science|space|technology|tech|health|environment|climate
    |energy|finance|markets|region|regions|regional|international|national|local|home|latest|top|stories|story
    |headlines|front|page|features|editorial|editorials|comment|emergencies|lifestyle|travel|education|arts
    |entertainment|media|security|conflict|conflicts|war|affairs|foreign|africa|asia|europe|eurasia|americas|oceania|us
    |usa|uk|eu|america|russia|ukraine|china|india|france|germany|turkey|iran|israel|middle|east|west|north|south|central
    |pacific|russian|european|african|asian|american|british|french|german"""
)
"""A line of nothing but these names a section of a paper."""
CONNECTIVES = _phrases("and|&|of|the|in")
LANGUAGES = {
    "arabic": "ar",
    "chinese": "zh",
    "english": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "persian": "fa",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "turkish": "tr",
    "ukrainian": "uk",
}
