"""Names in a text, told by their capitals, and their fullest forms.

English rules without a model: quick and good enough to offer candidates, never an annotation by themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from corpus import fullnames, graphemes, lexicon
from corpus.runs import RUN, Kind, Piece, complement, pieces, tokens
from corpus.spans import Span

ActorKind = Literal["person", "organisation", "country", "group", "source"]
"""What an actor can be; a source is somebody whose name is not told."""

_ARTICLE_BEFORE = re.compile(r"(?<!\w)(?:al|el|ad|ul|as|d|l)[-'’]\Z")
_HYPHENS = frozenset("-'’")
_EDGES = frozenset("\n/(")
_OPENING = "\"“”„‘'«‹(["
_BEFORE_SENTENCE = frozenset('&.!?…:;•|/"“”‘«‹»›([–—-\n')
_LONGEST_RUN = 160
"""A longer run, in characters, is shouting."""
_LONGEST_HEADING = 320
_HEADING = 40
"""A line of more words is no heading."""
_WINDOW = 4
"""How many words of a heading are tried as one name."""
_WORD_AFTER = re.compile(r"\s([a-z]+)")
_DATELINE_AFTER = re.compile(r"\)\s?[–—-]")
_PLACE_AFTER = re.compile(r",\s[A-Z]|\s\(|\s?[–—-]")
_MINISTRY = re.compile(r"([A-Z]\w+)\s(?:(?:foreign|defen[cs]e|interior|finance|energy|health|justice)\s)?ministry\b")
_NO_COMPLEMENTS = lexicon.CALENDAR | lexicon.MEN | lexicon.WOMEN | lexicon.COMMON | lexicon.PLACES
"""Words that do not begin what the name of an institution goes on with."""
_TELLING = lexicon.PLACES | lexicon.SEATS | lexicon.AGENCIES
"""Words that tell by themselves what they name."""
_ADDRESS = re.compile(r"M(?<!\wM)(?:r|(rs|s))\.?[ \xa0]")
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]{1,8})\)")
_EXPANSION = 120
"""How far before its brackets the words of an acronym are looked for, in characters."""


class Name(NamedTuple):
    """A person, an organisation or a country where a text names it."""

    span: Span
    full: str
    """The fullest form of the same name in this text."""
    kind: ActorKind = "person"


class _Found(NamedTuple):
    """What may be a name at its place in the text."""

    span: Span
    form: str
    kind: Kind
    sure: bool
    """Whether it is a name by itself; another one is a name only when a sure one has the same form."""


def spot(text: str, avoid: Sequence[Span] = ()) -> tuple[Name, ...]:
    """The persons, organisations and countries that a text names, in text order, none inside `avoid`."""
    headings: list[tuple[int, str]] = []
    expansions, acronyms = _introduced(text)
    found = [*expansions, *_pieces(text, headings), *_ministries(text)]
    known = fullnames.known([(each.form, each.kind) for each in found if each.sure])
    known.update({acronym: known[full] for acronym, full in acronyms.items()})
    capitals = {form.upper(): told for form, told in known.items()}
    addressed = fullnames.addressed(known.values()) if _ADDRESS.search(text) else {}
    named: list[Name] = []
    for each in found:
        told = known.get(each.form) or capitals.get(each.form)
        if told and told[0] == each.form and addressed:
            told = addressed.get((_address(text, each.span.start), each.form), told)
        if told:
            named.append(Name(each.span, *told))
    if known:
        named += [name for offset, run in headings for name in _titular(offset, run, known, capitals)]
    named.sort(key=_place)
    apart = _apart(text, named)
    return tuple(_outside(apart, avoid) if avoid else apart)


def _place(name: Name) -> tuple[int, int]:
    """The order of names: by start, of two with the same start the longer one first."""
    return name.span.start, -name.span.end


def is_person(full: str) -> bool:
    """Whether the full form looks like a person's: two words or more, none of an organisation or a place."""
    keys = full.lower().split()
    return len(keys) > 1 and not any(key in lexicon.ORGANISATION_NOUNS or key in lexicon.PLACES for key in keys)


def _pieces(text: str, headings: list[tuple[int, str]]) -> Iterator[_Found]:
    """All that may be a name outside of headings, in text order; the runs of headings are added to the list."""
    lines = _headings(text)
    heading = Span(0, 0)
    small = set(text.split())
    for run in RUN.finditer(text):
        start, end = run.span()
        while lines and heading.end <= start:
            heading = lines.pop()
        if heading.start <= start < heading.end:
            headings.append((start, run[0]))
        elif end - start <= _LONGEST_RUN and (found := pieces(run[0])):
            last = found[-1]
            if last.kind == "organisation" and last.end == end - start:
                found = (*found[:-1], _complemented(text, start, last))
            before = text[start - 1 : start] or "\n"
            for piece in found:
                if before not in _EDGES or not _is_dateline(text, before, start, piece):
                    yield _judged(text, start, piece, small)


def _complemented(text: str, offset: int, piece: Piece) -> Piece:
    """The organisation with what its name goes on with after "for", "on" or "of"."""
    if piece.form.rpartition(" ")[2].lower() not in lexicon.LEADING_NOUNS:
        return piece
    rest = complement().match(text, offset + piece.end)
    if rest is None or rest["first"].lower() in _NO_COMPLEMENTS:
        return piece
    end = rest.end()
    if rest["second"] and (rest["second"].lower() in _NO_COMPLEMENTS or _speaks(text, end)):
        end = text.rindex(" and", 0, rest.start("second"))
    return piece._replace(end=end - offset, form=_form(text, Span(offset + piece.start, end)), standing="sure")


def _headings(text: str) -> list[Span]:
    """The lines that write most of their words with a capital, the last one first."""
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if len(line) <= _LONGEST_HEADING and (bare := line.rstrip()) and _is_heading(bare):
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return found[::-1]


def _is_heading(line: str) -> bool:
    """Whether a line is a title rather than a sentence."""
    words = line.split()
    weighty = (word.lstrip(_OPENING) for word in words if word.lower() not in lexicon.COMMON)
    capitals = (word[:1].isupper() for word in weighty)
    if line[-1].isalnum():
        found = list(capitals)
        return 1 < len(words) <= _HEADING and sum(found) >= 0.6 * len(found)
    # Most lines are sentences, and already their first small word tells.
    return all(capitals) and 5 < sum(word.lower() not in lexicon.COMMON for word in words) <= _HEADING


def _titular(
    offset: int, run: str, known: dict[str, tuple[str, Kind]], capitals: dict[str, tuple[str, Kind]]
) -> Iterator[Name]:
    """The known names in a run of a heading, the longest first."""
    row = tokens(run)
    first = 0
    while first < len(row):
        for last in range(min(first + _WINDOW, len(row)), first, -1):
            form = " ".join(run[row[first].start : row[last - 1].end].split())
            told = known.get(form) or capitals.get(form)
            if told:
                yield Name(Span(offset + row[first].start, offset + row[last - 1].end), *told)
                first = last - 1
                break
        first += 1


def _judged(text: str, offset: int, piece: Piece, small: set[str]) -> _Found:
    """The piece at its place, and whether it is surely a name there."""
    if piece.leading and (piece.standing == "weak" or piece.second) and _is_initial(text, offset):
        piece = _placed(text, offset, piece, small)
    start, end, form, second, kind, standing, _ = piece
    start += offset
    end += offset
    if start == offset and text[start - 1 : start] in _HYPHENS and (article := _article_before(text, start)):
        start -= len(article)
        form = article + form
    if kind == "person" and second and _is_explained(text, start, end):
        kind = "organisation"
    if standing in ("sure", "never"):
        return _Found(Span(start, end), form, kind, standing == "sure")
    speaks = standing != "acronym" and _speaks(text, end)
    sure = (speaks or standing != "spoken") and not _written_small(form, small)
    return _Found(Span(start, end), form, "person" if speaks else kind, sure)


def _placed(text: str, offset: int, piece: Piece, small: set[str]) -> Piece:
    """The piece at the start of a sentence, where the capital of its first word proves nothing."""
    if not piece.second:
        return piece._replace(standing="spoken")
    if piece.standing != "sure" or piece.kind != "person":
        return piece
    if not _is_no_first_word(text[offset + piece.start : offset + piece.second], small):
        return piece
    form = piece.form.partition(" ")[2]
    return piece._replace(start=piece.second, second=0, form=form, standing="sure" if " " in form else "weak")


def _is_explained(text: str, start: int, end: int) -> bool:
    """Whether the word before or after the name says that it is an organisation: the daily Die Glocke."""
    before = text[max(0, start - 12) : max(0, start - 1)].rpartition(" ")[2]
    after = _WORD_AFTER.match(text, end)
    kinds = lexicon.ORGANISATION_KINDS
    return before in kinds or (after is not None and after[1] in kinds)


def _is_initial(text: str, start: int) -> bool:
    """Whether a word begins a sentence or a quotation, so that its capital proves nothing."""
    before = text[max(0, start - 3) : start].rstrip(" \xa0")
    return not before or before[-1] in _BEFORE_SENTENCE


def _is_no_first_word(word: str, small: set[str]) -> bool:
    """Whether the first word of a sentence has its capital from its place."""
    key = word.rstrip().lower()
    return _written_small(key, small) and key not in lexicon.MEN and key not in lexicon.WOMEN


def _is_dateline(text: str, before: str, offset: int, piece: Piece) -> bool:
    """Whether it is the place in capitals with which a line opens, or the agency beside it: `MERROW (Lodestar) –`."""
    if piece.start:
        return False
    end = offset + piece.end
    if before == "\n":
        return text[offset:end].isupper() and _PLACE_AFTER.match(text, end) is not None
    return text[end : end + 1] == "/" if before == "/" else _DATELINE_AFTER.match(text, end) is not None


def _address(text: str, start: int) -> str:
    """How the text addresses the bearer of the name: "m" for Mr., "f" for Mrs. or Ms., else empty."""
    found = _ADDRESS.search(text, max(0, start - 5), start)
    return "" if found is None or found.end() != start else "f" if found[1] else "m"


def _article_before(text: str, start: int) -> str:
    """The Arabic or French article in front of a name's capital, or nothing."""
    article = _ARTICLE_BEFORE.search(text, max(0, start - 4), start)
    return article[0] if article else ""


def _speaks(text: str, end: int) -> bool:
    """Whether the next word is a verb of speech."""
    word = _WORD_AFTER.match(text, end)
    return word is not None and word[1] in lexicon.SPEECH


def _written_small(word: str, small: set[str]) -> bool:
    """Whether the text has the word without a capital too."""
    key = word.lower()
    return key in small or f"{key}," in small or f"{key}." in small


def _form(text: str, span: Span) -> str:
    """What stands in the span, with single spaces."""
    return " ".join(text[span.start : span.end].split())


def _ministries(text: str) -> Iterator[_Found]:
    """The ministries that are written without a capital: "the Velmaran defence ministry"."""
    for found in _MINISTRY.finditer(text) if "ministry" in text else ():
        if found[1].lower() in lexicon.NATIONALITIES:
            span = Span(*found.span())
            yield _Found(span, _form(text, span), "organisation", sure=True)


def _introduced(text: str) -> tuple[list[_Found], dict[str, str]]:
    """The names that an acronym in brackets follows, and the name for each such acronym."""
    expansions: list[_Found] = []
    acronyms: dict[str, str] = {}
    for found in _ACRONYM.finditer(text):
        end = found.start() - 1
        start = _expansion(text[max(0, end - _EXPANSION) : end], found[1].upper())
        if start:
            span = Span(end - start, end)
            expansions.append(_Found(span, _form(text, span), "organisation", sure=True))
            acronym = Span(*found.span(1))
            expansions.append(_Found(acronym, found[1], "organisation", sure=False))
            acronyms[found[1]] = expansions[-2].form
    return expansions, acronyms


def kind_of(name: str) -> ActorKind:
    """What an actor of this name is, as far as its words tell; what begins without a capital is nobody's name."""
    bare = name.removeprefix("the ").removeprefix("The ")
    first = bare.partition(" ")[0]
    if name == name.lower() != name.upper() or (first.islower() and first not in lexicon.PARTICLES):
        return "source"
    if " " not in bare and not bare.isupper() and bare.lower() not in _TELLING:
        return "person"
    before = "They met with "  # alone it would be read as a heading
    whole = Span(len(before), len(before) + len(bare))
    return next((found.kind for found in spot(f"{before}{bare} on Monday.") if found.span == whole), "person")


def _expansion(before: str, letters: str) -> int:
    """How many characters before the brackets the words begin whose first letters these are; 0 where they are none."""
    left = len(letters)
    length = 0
    for word in before.rpartition("\n")[2].rsplit(" ", 2 * left)[:0:-1]:
        length += len(word) + 1
        if word[:1].upper() == letters[left - 1] and not (word.islower() and word in lexicon.COMMON):
            left -= 1
            if not left:
                return length - 1 if word[0].isupper() else 0
        elif word not in lexicon.COMMON and word != "":
            return 0
    return 0


def _apart(text: str, names: list[Name]) -> Iterator[Name]:
    """The names on grapheme borders, without those that overlap the one before."""
    joining = graphemes.joining(text)
    reached = 0
    for name in names:
        if joining:
            span = Span(graphemes.snap_start(text, name.span.start), graphemes.snap_end(text, name.span.end))
            name = Name(span, name.full, name.kind)
        if reached <= name.span.start:
            reached = name.span.end
            yield name


def _outside(names: Iterable[Name], avoid: Sequence[Span]) -> Iterator[Name]:
    """The names that have no character in common with a stretch to be avoided."""
    ordered = sorted(avoid)
    ends = [0]
    for span in ordered:
        ends.append(max(ends[-1], span.end))
    for name in names:
        before = bisect_left(ordered, (name.span.end, 0))
        if ends[before] <= name.span.start:
            yield name
