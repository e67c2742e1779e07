"""Names in a text, told by their capitals, and their fullest forms.

English rules without a model: quick and good enough to offer candidates, never an annotation by themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import NamedTuple

from corpus import lexicon
from corpus.segments import Segments
from corpus.spans import Span

_POSSESSIVE = re.compile(r"['’][sS]\Z")
_ARTICLE = re.compile(r"(?:al|el|ad|ul|as|ash|ben|bin|d|l)[-'’](?=[^\W\d_a-z])")
_SENTENCE_START = re.compile(r"[.!?…:;•|/\"“”‘«»(\[]|[–—-]\s")
_LONGEST = 6
"""A longer run of capitalised words is a heading, not a name."""
_HEADING = 40
"""A paragraph of more words is no heading."""
_ACRONYM = 6
"""The longest word in capitals that is taken for an acronym."""
_REACH = 60
"""How far before a name its title is looked for, in characters."""
_WORD = re.compile(r"[\w-]+")
_TITLE_WORDS = lexicon.ROLES | lexicon.NATIONALITIES | {"the", "of", "newly-elected"}
_ADVERBS = r"(?:(?!(?:was|were|is|are|be|been|being|that)\s)[a-z’']+\s){0,3}"
_LEADS_IN = re.compile(r"(?:\sthat)?[\s:,–—-]*[\"'“„‘«‹]*\s*\Z")
"""What may stand between a verb and the speech that it announces."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person, an organisation or a country where a text names it."""

    span: Span
    full: str
    """The fullest form of the same name in this text."""


class _Token(NamedTuple):
    """A word, as part of a name."""

    span: Span
    """Without a possessive ’s."""
    word: str
    capital: bool
    initial: bool
    """Whether it begins a sentence or a quotation, so that its capital proves nothing."""
    joined: bool
    """Whether it may continue the name that the token before it belongs to."""
    speaks: bool
    """Whether the next word is a verb of speech."""

    @property
    def key(self) -> str:
        return self.word.lower()


class _Piece(NamedTuple):
    """Tokens that may be one name."""

    tokens: tuple[_Token, ...]
    sure: bool
    """Whether it is a name by itself; another one is a name only when a sure one has the same form."""

    @property
    def form(self) -> str:
        return " ".join(token.word for token in self.tokens)

    @property
    def span(self) -> Span:
        return Span(self.tokens[0].span.start, self.tokens[-1].span.end)


def spot(text: str, avoid: Sequence[Span] = ()) -> tuple[Name, ...]:
    """The persons, organisations and countries that a text names, in text order, none inside `avoid`."""
    segments = Segments(text)
    paragraphs = [list(_tokens(text, segments.words(paragraph))) for paragraph in segments.paragraphs]
    small = {token.word for tokens in paragraphs for token in tokens if not token.capital}
    pieces = [piece for tokens in paragraphs for piece in _pieces(text, tokens, small)]
    known = _full_forms(piece for piece in pieces if piece.sure)
    names: list[Name] = []
    for piece in pieces:
        full = known.get(piece.form) or (known.get(piece.form.title()) if piece.form.isupper() else None)
        if full and (not names or names[-1].span.end <= piece.span.start):
            names.append(Name(piece.span, full))
    return tuple(name for name in names if not any(span.meets(name.span) for span in avoid))


def likely_speakers(text: str, names: Sequence[Name], content: Span, limit: int = 9) -> list[Name]:
    """Who most likely says the content, best first, each full name once."""
    scene = _Scene(text, names, content)
    best: dict[str, Name] = {}
    for name in scene.candidates():
        if len(best) == limit:
            break
        best.setdefault(name.full, name)
    return list(best.values())


def is_person(full: str) -> bool:
    """Whether the full form looks like a person's: two words or more, none of an organisation or a place."""
    keys = full.lower().split()
    return len(keys) > 1 and not any(key in lexicon.ORGANISATION_NOUNS or key in lexicon.PLACES for key in keys)


def _tokens(text: str, words: Sequence[Span]) -> Iterator[_Token]:
    """The words of a paragraph with what matters about their surroundings."""
    before, before_end = "", 0
    for index, (start, end) in enumerate(words):
        word = text[start:end]
        gap = text[before_end:start] if index else "."
        joined = _joins(before, gap)
        initial = not joined and _SENTENCE_START.search(gap) is not None
        name = word if word.isalpha() else _POSSESSIVE.sub("", word)
        capital = name[:1].isupper() or (not name.isalpha() and _ARTICLE.match(name) is not None)
        speaks = (
            capital and name == word and index + 1 < len(words) and text[slice(*words[index + 1])] in lexicon.SPEECH
        )
        yield _Token(Span(start, start + len(name)), name, capital, initial, joined, speaks)
        before, before_end = word, end


def _joins(before: str, gap: str) -> bool:
    """Whether the word after this one and this gap may belong to the same name."""
    if gap == " " or gap == "\xa0" or (gap.isspace() and len(gap) == 2):
        return before.isalpha() or _POSSESSIVE.search(before) is None
    return gap[:1] == "." and gap[1:].isspace() and (len(before) == 1 or before.lower() in lexicon.ABBREVIATED)


def _pieces(text: str, tokens: Sequence[_Token], small: set[str]) -> Iterator[_Piece]:
    """The possible names of a paragraph; in a heading any words may be one, and none is sure."""
    heading = _is_heading(text, tokens)
    for run in _runs(tokens):
        for piece in _split(run):
            if heading:
                yield from _parts(piece)
            elif len(piece) <= _LONGEST:
                yield from _judged(piece, run, small)


def _is_heading(text: str, tokens: Sequence[_Token]) -> bool:
    """Whether a paragraph writes most of its words with a capital."""
    weighty = [token for token in tokens if token.key not in lexicon.COMMON]
    capitals = sum(token.capital for token in weighty)
    ends_open = bool(tokens) and not text[tokens[-1].span.end : tokens[-1].span.end + 1].strip()
    return 1 < len(tokens) <= _HEADING and ends_open and capitals >= 0.6 * len(weighty)


def _runs(tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    """Capitalised words in a row, with the small words that names have inside them."""
    run: list[_Token] = []
    small: list[_Token] = []
    for token in tokens:
        named = token.capital and token.key not in lexicon.CALENDAR
        if run and token.joined and named:
            if len(run) <= 2 * _LONGEST:
                run += [*small, token]
            small = []
        elif run and token.joined and not token.capital and len(small) < 2 and _connects(run[-1], token):
            small.append(token)
        else:
            yield from _bounded(run)
            run, small = ([token] if named else []), []
    yield from _bounded(run)


def _bounded(run: list[_Token]) -> list[list[_Token]]:
    """The run, unless it is empty or so long that it is shouting."""
    return [run] if 0 < len(run) <= 2 * _LONGEST else []


def _connects(before: _Token, token: _Token) -> bool:
    """Whether a small word may stand inside a name after this word."""
    institution = before.key in lexicon.ORGANISATION_NOUNS or before.key in lexicon.ROLES
    return token.key in lexicon.PARTICLES or (token.key == "of" and institution)


def _split(run: Sequence[_Token]) -> Iterator[list[_Token]]:
    """The run without titles, roles, nationalities and common words; an organisation keeps all but the last."""
    nouns = [index for index, token in enumerate(run) if _is_institution(run, index)]
    head = nouns[-1] + 1 if nouns else 0
    start = 0
    while start < head and run[start].key in lexicon.COMMON:
        start += 1
    if head > start:
        yield list(run[start:head])
    piece: list[_Token] = []
    for index, token in enumerate(run[head:], head):
        beside_place = index + 1 < len(run) and run[index + 1].key in lexicon.PLACES
        if _is_no_name(token) and not (beside_place and token.key in lexicon.NATIONALITIES):
            yield from [piece] if piece else []
            piece = []
        elif piece or token.capital:
            piece.append(token)
    yield from [piece] if piece else []


def _is_institution(run: Sequence[_Token], index: int) -> bool:
    """Whether the word makes an organisation of the ones before it; "state" alone does not: Secretary of State."""
    key = run[index].key
    if key in ("state", "house"):
        return index > 0 and (run[index - 1].key in lexicon.NATIONALITIES or run[index - 1].key == "white")
    return key in lexicon.ORGANISATION_NOUNS


def _is_no_name(token: _Token) -> bool:
    """Whether a capitalised word stands beside names without being part of one."""
    key = token.key
    if token.word in lexicon.ACRONYMS:
        return False
    if key in lexicon.ROLES or key in lexicon.COMMON or key in lexicon.NATIONALITIES or key in lexicon.SPEECH:
        return True
    parts = key.split("-")
    if len(parts) == 1 or _ARTICLE.match(token.word):
        return key == "of"
    return token.word.rsplit("-", 1)[1].islower() or all(
        part in lexicon.NATIONALITIES or part in lexicon.HALF_NATIONALITIES for part in parts
    )


def _parts(piece: Sequence[_Token]) -> Iterator[_Piece]:
    """All that could be a name in a stretch of a heading, by start, the longest first."""
    for start in range(len(piece)):
        for end in range(min(start + 4, len(piece)), start, -1):
            yield _Piece(tuple(piece[start:end]), sure=False)


def _judged(piece: Sequence[_Token], run: Sequence[_Token], small: set[str]) -> Iterator[_Piece]:
    """The piece, without a first word that has its capital from its place, and whether it is surely a name."""
    first = piece[0]
    if len(piece) > 1 and first.initial and first.key in small:
        piece = piece[1:]
        first = piece[0]
    if len(piece) > 1:
        yield _Piece(tuple(piece), sure=not all(token.word.isupper() for token in piece))
        return
    begins = run[0].initial and all(token.key in lexicon.COMMON for token in run[: run.index(first)])
    after_adjective = first is not run[0] and run[run.index(first) - 1].key in lexicon.NATIONALITIES
    if first.word in lexicon.ACRONYMS:
        sure = True
    elif first.key in small or len(first.word) == 1:
        sure = False
    elif first.word.isupper():
        sure = len(first.word) <= _ACRONYM and first.key not in lexicon.PLACES
    elif first.key in lexicon.PLACES:
        sure = True
    else:
        sure = first.speaks or not (begins or after_adjective)
    yield _Piece((first,), sure)


def _full_forms(pieces: Iterable[_Piece]) -> dict[str, str]:
    """The fullest form for each form of a name: itself, unless exactly one person's name ends in it."""
    forms = {piece.form for piece in pieces}
    endings: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        if is_person(form):
            words = form.split()
            for index in range(1, len(words)):
                ending = " ".join(words[index:])
                endings[ending].add(form)
                endings[_ARTICLE.sub("", ending)].add(form)
    full = {form: form for form in forms}
    for ending, fulls in endings.items():
        longest = max(fulls, key=len)
        if all(set(form.split()) <= set(longest.split()) for form in fulls):
            full[ending] = longest
    return full


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
