"""Names in a text, told by their capitals, and their fullest forms.

English rules without a model: quick and good enough to offer candidates, never an annotation by themselves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
