"""Who most likely says a quotation: the names around it, best first.

English rules without a model, as for the names themselves: candidates to choose from, never an annotation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from corpus import lexicon
from corpus.names import Name, is_person
from corpus.segments import Segments
from corpus.spans import Span

_REACH = 60
"""How far before a name its title is looked for, in characters."""
_WORD = re.compile(r"[\w-]+")
_TITLE_WORDS = lexicon.ROLES | lexicon.NATIONALITIES | {"the", "of", "newly-elected"}
_ADVERBS = r"(?:(?!(?:was|were|is|are|be|been|being|that)\s)[a-z’']+\s){0,3}"
_LEADS_IN = re.compile(r"(?:\sthat)?[\s:,–—-]*[\"'“„‘«‹]*\s*\Z")
"""What may stand between a verb and the speech that it announces."""


def likely_speakers(text: str, names: Sequence[Name], content: Span, limit: int = 9) -> list[Name]:
    """Who most likely says the content, best first, each full name once."""
    scene = _Scene(text, names, content)
    best: dict[str, Name] = {}
    for name in scene.candidates():
        if len(best) == limit:
            break
        best.setdefault(name.full, name)
    return list(best.values())


class _Scene:
    """A content and the names around it."""

    def __init__(self, text: str, names: Sequence[Name], content: Span) -> None:
        self.text = text
        self.content = content
        self.segments = Segments(text)
        self.names = [name for name in names if not name.span.meets(content)]
        self.paragraph = self.segments.paragraph_at(content.start) or content

    def candidates(self) -> Iterator[Name]:
        """The likely speakers, best first, with repetitions."""
        yield from self._bound()
        yield from self._near()
        yield from self._last_speaker(self.content.start)
        earlier = [name for name in self.names if name.span.end <= self.paragraph.start]
        previous = self.segments.paragraph_at(earlier[-1].span.start) if earlier else None
        yield from (name for name in reversed(earlier) if previous and previous.holds(name.span) and _personal(name))
        counts = Counter(name.full for name in self.names)
        yield from sorted(self.names, key=lambda name: (not _personal(name), -counts[name.full]))

    def _bound(self) -> Iterator[Name]:
        """The names that a verb of speech binds to the content: right before it, after it, farther before it."""
        sentence = self.segments.sentence_at(self.content.start) or self.paragraph
        before = self._speakers(Span(min(sentence.start, self.content.start), self.content.start))[::-1]
        yield from (name for verb_end, name in before if _LEADS_IN.match(self.text, verb_end, self.content.start))
        if self.text[self.content.end - 1 : self.content.end] != ".":
            closing = self.segments.sentence_at(self.content.end) or self.paragraph
            yield from (name for _, name in self._speakers(Span(self.content.end, closing.end)))
        yield from (name for _, name in before)

    def _near(self) -> Iterator[Name]:
        """The persons of the sentence before the content, the first one first; then the paragraph by distance."""
        sentence = self.segments.sentence_at(self.content.start) or self.paragraph
        here = [name for name in self.names if self.paragraph.holds(name.span)]
        yield from (name for name in here if sentence.start <= name.span.start < self.content.start and _personal(name))
        yield from sorted(here, key=self._distance)

    def _distance(self, name: Name) -> int:
        return max(self.content.start - name.span.end, name.span.start - self.content.end)

    def _speakers(self, window: Span) -> list[tuple[int, Name]]:
        """Who speaks in the window, by name, role or pronoun, each with the end of the verb, in text order."""
        found = []
        for name in self.names:
            verb = self._verb(name) if window.holds(name.span) else None
            if verb and verb.end() <= window.end:
                found.append((verb.end(), name))
        for match in _described().finditer(self.text, *window):
            if not self.segments.quotations_at(match.start()):
                found += [(match.end(), name) for name in self._meant(match)]
        return sorted(found, key=lambda speaker: speaker[0])

    def _verb(self, name: Name) -> re.Match[str] | None:
        """The verb of speech whose subject the name is, unless the name stands in a quotation."""
        if self.segments.quotations_at(name.span.start):
            return None
        follows, precedes = _verbs()
        if verb := follows.match(self.text, name.span.end):
            return verb
        verb = precedes.search(self.text, max(0, name.span.start - _REACH), name.span.start)
        between = verb["between"].lower().split() if verb else []
        return verb if all(word in _TITLE_WORDS for word in between) else None

    def _meant(self, description: re.Match[str]) -> list[Name]:
        """The name that "he" or "the French president" stands for before a verb of speech, if it can be told."""
        words = set(_WORD.findall(description.group().lower()))
        roles = words & lexicon.ROLES
        if not roles:
            return list(self._last_speaker(description.start()))
        fitting = [name for name in self.names if self._fits(name, roles, words & lexicon.NATIONALITIES)]
        earlier = [name for name in fitting if name.span.end <= description.start()]
        return (earlier[-1:] or fitting[:1]) if fitting else []

    def _fits(self, name: Name, roles: set[str], nationalities: set[str]) -> bool:
        """Whether the text gives the name these roles, or a leader's where a leader is meant."""
        title = set()
        for word in reversed(_WORD.findall(self.text[max(0, name.span.start - _REACH) : name.span.start].lower())):
            if word not in _TITLE_WORDS:
                break
            title.add(word)
        leads = "leader" in roles and not title.isdisjoint(lexicon.LEADERS)
        return nationalities <= title and (leads or roles <= title)

    def _last_speaker(self, offset: int) -> Iterator[Name]:
        """The last person before the offset who is the subject of a verb of speech."""
        speakers = (
            name for name in reversed(self.names) if name.span.end <= offset and _personal(name) and self._verb(name)
        )
        return islice(speakers, 1)


def _personal(name: Name) -> bool:
    """Whether the name may be a person's."""
    full = name.full
    return is_person(full) or not (" " in full or full.isupper() or full.lower() in lexicon.PLACES)


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Matches up to the verb of speech after a name, and from the one before it."""
    verb = "|".join(sorted(lexicon.SPEECH))
    inverted = "|".join(sorted(lexicon.INVERTED))
    follows = rf"(?:,\s[a-z][^.!?;:\"“”«»\n]{{0,120}}?,?)?\s{_ADVERBS}(?:{verb})\b"
    precedes = rf"(?:[,?!…–—\"'”’»]\s?(?:{inverted})|\b[Aa]ccording\sto)(?P<between>(?:\s[\w’'-]+){{0,5}})\s\Z"
    return re.compile(follows), re.compile(precedes)


@cache
def _described() -> re.Pattern[str]:
    """Matches a speaker who is not named, with the verb of speech."""
    verb = "|".join(sorted(lexicon.SPEECH))
    inverted = "|".join(sorted(lexicon.INVERTED))
    role = "|".join(sorted(lexicon.ROLES))
    someone = rf"(?:[Hh]e|[Ss]he|(?:[Tt]he|[Hh]is|[Hh]er|\w+[’']s)\s(?:[\w’'-]+\s){{0,2}}(?:{role}))"
    return re.compile(
        rf"\b{someone}\s{_ADVERBS}(?:{verb})\b|\b(?:{inverted})\s{someone}\b|\b[Aa]ccording\sto\s(?:him|her)\b"
    )
