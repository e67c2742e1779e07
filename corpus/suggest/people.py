"""Who is meant where a text says who speaks: pronouns, titles and short names traced to the fullest name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus import lexicon
from corpus.names import Name
from corpus.spans import Span
from corpus.suggest import phrases, pronouns, titles
from corpus.suggest.pronouns import Antecedents, Spoken
from corpus.suggest.titles import Bearer

_LONGEST = 240
"""How much of a phrase is looked at, in characters."""
_NEAR = 600
"""How far before "the company" its name may stand, in characters."""
_MOST = 60
"""How many bearers of one title are considered."""
_BETWEEN = frozenset((" and ", " or ", ", ", ", and "))
"""What stands between the names of several who speak together."""
_NO_TITLE = lexicon.COMMON - {"a", "an", "the", "former", "his", "her", "their", "its", "top", "new"}
"""Words after which a name in the same phrase is not the one that the phrase is about."""
_OPENS_DESCRIPTION = lexicon.ROLES | lexicon.NATIONALITIES | {"u.s.", "us", "eu"}
_KIND_AFTER = re.compile(r"\s([a-z]+)")


def identify(text: str, names: Sequence[Name], sources: Sequence[Span]) -> list[str]:
    """The fullest name for each phrase that tells who speaks, in text order; the phrase itself where none is told.

    "He", "Venn", "the Velmaran minister" and "Velmara's minister" all give "Aldo Venn" where the text says so
    anywhere. Somebody without a name ("a senior official") keeps the words of the text.
    """
    scene = _Scene(text, names)
    for index, source in enumerate(sources):
        scene.hear(source, sources[index + 1] if index + 1 < len(sources) else None)
    return [spoken.name for spoken in scene.before.spoken]


class _Scene:
    """The names of a text, and who has spoken so far."""

    def __init__(self, text: str, names: Sequence[Name]) -> None:
        self.text = text
        self.names = names
        self.titles = titles.read(text, names)
        self.before = Antecedents(text, names, self.titles)
        self.persons = 0
        """How many times a person has spoken."""
        self._bearing: dict[str, list[Bearer]] = {}

    def hear(self, source: Span, following: Span | None) -> None:
        """Note who speaks in the phrase; the phrase after it may tell the name that this one owes."""
        source = Span(source.start, min(source.end, source.start + _LONGEST))
        words = " ".join(self.text[source.start : source.end].split()).rstrip(" ,;:")
        key = words.lower()
        if key in pronouns.ALL:
            name = self.before.of(key, source)
            self._note(source, name, words) if name else self.before.add(Spoken(source.start, words, "nobody", ""))
            return
        name = self._named(source) or self._described(words, source.start)
        if name is None and following and self._owes(words, source, following):
            name = self._named(following)
        self._note(source, name, words)

    def _note(self, source: Span, name: str | None, words: str) -> None:
        known = self.titles.bearers.get(name) if name else None
        earlier = self.before.latest(name) if name else None
        if known:
            number: phrases.Number = "person" if known.kind == "person" else "body"
            spoken = Spoken(source.start, known.full, number, known.gender)
        elif earlier:
            spoken = Spoken(source.start, earlier.name, earlier.number, earlier.gender)
        else:
            spoken = Spoken(source.start, name or words, phrases.number(words), phrases.gender(words))
        self.persons += spoken.number == "person"
        self.before.add(spoken)

    def _named(self, source: Span) -> str | None:
        """The name that the phrase amounts to: alone, with a title before it or an explanation after it."""
        found: list[str] = []
        reached = source.start
        for index in self._inside(source):
            name = self.names[index]
            if found and self.text[reached : name.span.start] not in _BETWEEN:
                break
            if (found or self._leads(source, index)) and self._ends_phrase(Span(name.span.end, source.end)):
                found.append(name.full)
                reached = name.span.end
        return f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else found[0] if found else None

    def _inside(self, span: Span) -> Iterator[int]:
        """The numbers of the names that lie in a span, or of the one in which it lies."""
        first = bisect_left(self.before.starts, span.start)
        if first and self.names[first - 1].span.end >= span.end:
            yield first - 1
        for index in range(first, len(self.names)):
            if self.names[index].span.end > span.end:
                return
            yield index

    def _leads(self, source: Span, index: int) -> bool:
        """Whether only a title or a lead-in stands between the start of the phrase and the name."""
        before = self.text[source.start : self.titles.heads[index]].strip().lower()
        if not before or before.endswith((",", "(", ":", "–", "—")):
            return True
        words = before.split()
        if words[-1] in ("by", "from", "of"):
            return not lexicon.DOCUMENTS.isdisjoint(words)
        return self.names[index].kind == "person" and _NO_TITLE.isdisjoint(words)

    def _ends_phrase(self, rest: Span) -> bool:
        """Whether what follows the name in its phrase only tells more about it."""
        after = self.text[rest.start : rest.end]
        if not after.strip() or phrases.BREAK.match(after):
            return True
        kind = _KIND_AFTER.match(after)
        if kind is None or kind[1] not in lexicon.ORGANISATION_KINDS:
            return False
        return kind.end() == len(after) or phrases.BREAK.match(after, kind.end()) is not None

    def _described(self, words: str, place: int) -> str | None:
        """Whom "the Velmaran minister" means: who bears all these titles, the last one named, else the next one."""
        first = words.partition(" ")[0].lower()
        opens = phrases.is_definite(words) or first in _OPENS_DESCRIPTION
        need = titles.plain(words)
        if not opens or first in ("his", "her", "their", "its") or phrases.number(words) == "several" or not need:
            return None
        noun = phrases.head(words)
        if noun not in phrases.PERSONAL and noun not in phrases.BODIES:
            return None
        fitting = self._fitting(need, "person" if noun in phrases.PERSONAL else "organisation")
        spoke = [last for bearer in fitting if (last := self.before.latest(bearer.full))]
        if len(fitting) > 1 and spoke:
            return max(spoke, key=lambda last: last.place).name
        nearest = min(fitting, key=lambda bearer: _distance(bearer, place), default=None)
        if nearest is None:
            return None
        vague = nearest.kind != "person" and len(need) == 1
        return None if vague and _distance(nearest, place) > (False, _NEAR) else nearest.full

    def _fitting(self, need: Sequence[str], kind: str) -> list[Bearer]:
        """The bearers of all these titles; who bore them formerly only where nobody else does."""
        if not self._bearing:
            bearing: defaultdict[str, list[Bearer]] = defaultdict(list)
            for bearer in self.titles.bearers.values():
                for word in bearer.words:
                    bearing[word].append(bearer)
            self._bearing = bearing
        bearers = [bearer for bearer in self._bearing.get(need[-1], ())[:_MOST] if bearer.kind == kind]
        fitting = [bearer for bearer in bearers if _bears(bearer, need)]
        return [bearer for bearer in fitting if "former" not in bearer.words] or fitting

    def _owes(self, words: str, source: Span, following: Span) -> bool:
        """Whether a role without a bearer opens the article and the next to speak is a newcomer without any title."""
        definite = words.lower().startswith("the ") or words.partition(" ")[0].endswith(("’s", "'s"))
        if not definite or words.rpartition(" ")[2].lower() not in lexicon.ROLES or self.persons > 1:
            return False
        if self.text.count("\n\n", source.end, following.start) > 1:
            return False
        bearer = self.titles.bearers.get(self._named(following) or "")
        return bool(bearer and bearer.kind == "person" and not bearer.words and bearer.places[0] >= following.start)


def _bears(bearer: Bearer, need: Sequence[str]) -> bool:
    """Whether all the words of a description are among the bearer's titles, and none of them makes another office."""
    return titles.agree(need, bearer.words) and ("deputy" in need or "deputy" not in bearer.words)


def _distance(bearer: Bearer, place: int) -> tuple[bool, int]:
    """How far the bearer's nearest name is; names before come first."""
    index = bisect_left(bearer.places, place)
    return (False, place - bearer.places[index - 1]) if index else (True, bearer.places[0] - place)
