"""Zones: which stretch of an article is headline, date, dateline, byline, deck, caption, boilerplate or body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice, pairwise, takewhile
from typing import NamedTuple

from corpus import boilerplate, bylines, datelines, dates, sections
from corpus.spans import Span, Zone

_OPENING = 14
"""So many lines may stand in front of an article's first paragraph."""
_MOST_DECKS = 2
_LONGEST_DECK = 320
_LONGEST_HEADLINE = 220
_LONGEST_FIELDS = 160
_TURNS = 40
_MOST_LINES = 4000
"""So many lines of the body are looked at one by one."""
_LAST_LINES = 100
_FURNITURE = frozenset(("boilerplate", "caption"))
_ANCHORS = frozenset(("date", "dateline", "byline"))
_LINE = re.compile(r"\S[^\n]*")
_FIELD = re.compile(r"(?:(?P<headline>title|headline)|url|link|location|place|language)\s?:\s?\S", re.IGNORECASE)
_FIELD_MARK = re.compile(r"\s*[|•]\s*")
_LABELLED_OR_ISO = re.compile(
    r"\d{4}-|date|(?:first |last )?(?:published|posted|updated|modified|created)", re.IGNORECASE
)
_SEPARATORS = re.compile(r"[\s|,;:/•·–—-]*")
_SENTENCE_ENDS = re.compile(r"[.!?…:;][\"”’»')\]]*$")
_NOT_AT_HEADLINE_END = re.compile(r"(?<!\.)(?<!\b[A-Z])\.[\"”’»')\]]*$|[;:,]$")
_HEADLINE_OPENS = re.compile(r"(?:#{1,6} )?[\"“”„«‘'(\[]*(\w)")
_QUOTATION = re.compile(r"[\"“„«].*[.!?,…][\"”»].*\w")
_NO_LETTER = re.compile(r"[\W_]+")


class _Piece(NamedTuple):
    """A line or the date or dateline at its start; the kind is empty until it is known."""

    kind: str
    start: int
    end: int
    wrapped: bool = False
    """Whether a line below it, with no blank line between, goes on in the middle of a sentence."""


def zones_of(text: str, title: str = "") -> tuple[Zone, ...]:
    """The zones of an article, in text order; they share no character and leave out no word.

    `title` is what the file tells beside the text: the line that is the same is the headline.
    """
    front = _settled(text, _opening(text, _bare(title)))
    rest = _following(text, front[-1].end if front else 0)
    pieces = _with_tags(text, _merged(chain(front, rest)))
    if all(piece.kind != "body" for piece in pieces):
        pieces = [piece._replace(kind="body") if piece.kind == "headline" else piece for piece in pieces]
    return tuple(Zone(piece.kind, Span(piece.start, piece.end), _rules(text, piece)) for piece in pieces)


def _rules(text: str, piece: _Piece) -> str:
    """The names of the rules that furniture falls under, each once."""
    if piece.kind not in _FURNITURE:
        return ""
    lines = (text[start:end] for start, end in islice(_lines(text[: piece.end], piece.start), _LAST_LINES))
    return ", ".join(dict.fromkeys(map(_rule, lines)))


def _rule(line: str) -> str:
    """What a line of furniture is known by."""
    if rule := boilerplate.rule_of(line):
        return rule.name
    if sections.is_section(line) or sections.crumbs(line):
        return "section"
    return "tags" if boilerplate.is_tag_list(line) else "field" if _FIELD.match(line) else "teaser"


def fields(line: str) -> list[str]:
    """The pieces of a line that a page has put together: `World | AFP | Updated: May 30, 2017`."""
    return _FIELD_MARK.split(line.strip())


def _lines(text: str, position: int = 0) -> Iterator[Span]:
    """The lines that are not blank, without the white space at their ends."""
    for found in _LINE.finditer(text, position):
        yield Span(found.start(), found.start() + len(found[0].rstrip()))


def _joined(text: str, end: int, start: int) -> bool:
    """Whether no blank line stands between two lines."""
    return text.count("\n", end, start) == 1


def _opening(text: str, title: str) -> Iterator[_Piece]:
    """The lines up to the dateline, each with what it looks like on its own."""
    lines = list(islice(_lines(text), _TURNS))
    transcript = datelines.is_transcript(text[start:end] for start, end in lines)
    for index, line in enumerate(lines[:_OPENING]):
        if title and len(line) and _bare(text[line.start : line.end][: 2 * _LONGEST_HEADLINE]) == title:
            yield _Piece("headline", line.start, line.end)
            continue
        wrapped = _is_wrapped(text, lines[index : index + 4])
        for kind, start, end in _kinds(text[line.start : line.end], transcript):
            yield _Piece(kind, line.start + start, line.start + end, wrapped)
            if kind == "dateline":
                return


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether a line is the first of a paragraph that was broken into lines."""
    run = takewhile(lambda pair: _joined(text, pair[0].end, pair[1].start), pairwise(lines))
    return any(text[below.start].islower() for _, below in run)


def _kinds(line: str, transcript: bool) -> Iterator[tuple[str, int, int]]:
    """What a line in front of the body looks like: kinds with their stretches of the line."""
    if dateline := datelines.match(line, transcript=transcript):
        yield "dateline", 0, len(line[: dateline.end].rstrip())
    elif end := _date_end(line):
        yield "date", 0, end
        rest = _SEPARATORS.match(line, end)
        start = rest.end() if rest else end
        if dateline := datelines.match(line[start:], transcript=transcript):
            yield "dateline", start, start + len(line[start : start + dateline.end].rstrip())
        elif start < len(line):
            yield _kind(line[start:], transcript), start, len(line)
    else:
        yield _kind(line, transcript), 0, len(line)


def _kind(line: str, transcript: bool) -> str:
    """What a line looks like that holds neither date nor text after a dateline, or empty."""
    if rule := boilerplate.rule_of(line):
        return rule.kind
    if bylines.author(line):
        return "byline"
    if sections.is_section(line) or sections.crumbs(line):
        return "boilerplate"
    if field := _FIELD.match(line):
        return "headline" if field["headline"] else "boilerplate"
    return "dateline" if not transcript and datelines.lone_place(line) else ""


def _date_end(line: str) -> int:
    """Where the date ends that a line begins with: at the line's end when nothing else has weight, 0 without one."""
    pieces = fields(line) if len(line) <= _LONGEST_FIELDS else []
    if len(pieces) > 1 and any(map(_is_date, pieces)):
        return 0 if bylines.author(line) else len(line)
    stamps = dates.leading(line)
    if not stamps:
        return 0
    rest = line[stamps[-1].end :]
    mark = _SEPARATORS.match(rest)
    words = rest[mark.end() :].split() if mark else []
    set_off = bool(mark and mark[0].strip())
    if not words or (len(words) <= 2 and rest.isupper()) or (set_off and len(words) <= 4 and rest[-1].isalnum()):
        return len(line)
    return stamps[-1].end if _LABELLED_OR_ISO.match(line) and not words[0][0].islower() else 0


def _is_date(field: str) -> bool:
    """Whether a piece of a line is a date and nothing else."""
    stamps = dates.leading(field)
    return bool(stamps) and not _NO_LETTER.sub("", field[stamps[-1].end :])


def _settled(text: str, pieces: Iterable[_Piece]) -> list[_Piece]:
    """The pieces in front of the body, all with a kind.

    What is between the headline and a date, byline or dateline further down is a deck, or behind a caption a teaser;
    where no such anchor follows, the body has begun.
    """
    done: list[_Piece] = []
    waiting: list[_Piece] = []
    title = ""
    for piece in pieces:
        line = text[piece.start : piece.end]
        last = (waiting or done or [piece])[-1]
        if piece.kind == "date" and _is_chronicle(text, [*done, *waiting, piece]):
            return list(takewhile(lambda piece: piece.kind != "deck", done))
        if piece.kind == "dateline" and not title and datelines.lone_place(line) and not line.isupper():
            break
        if piece.kind in _ANCHORS:
            done += [*_titled(waiting, piece, title), piece]
            waiting = []
            title = title or next((text[p.start : p.end] for p in done if p.kind == "headline"), "")
        elif piece.kind == "headline" or (not piece.kind and _is_headline(piece, line, title, waiting)):
            done += [*waiting, piece._replace(kind="headline")]
            waiting, title = [], title or line
        elif piece.kind:
            (waiting or done).append(piece)
        elif _may_be_deck(line) and [p.kind for p in (*done, *waiting)].count("deck") < _MOST_DECKS:
            teaser = last.kind == "caption" and _looks_like_headline(line)
            waiting.append(piece._replace(kind="boilerplate" if teaser else "deck"))
        else:
            break
    return done


def _is_chronicle(text: str, pieces: Sequence[_Piece]) -> bool:
    """Whether days that disagree stand between sentences: then they are the article's, not its own date."""
    days = [
        stamp
        for above, piece in pairwise(pieces)
        if (above.kind, piece.kind) == ("deck", "date") and _SENTENCE_ENDS.search(text[above.end - 1 : above.end])
        for stamp in dates.leading(text[piece.start : piece.end])[:1]
    ]
    return any(not day.agrees(days[0]) for day in days)


def _titled(waiting: list[_Piece], anchor: _Piece, title: str) -> list[_Piece]:
    """What has waited for an anchor; a first line in front of a date or byline is a headline, full stop or not."""
    if title or anchor.kind == "dateline" or [piece.kind for piece in waiting] != ["deck"]:
        return waiting
    return [waiting[0]._replace(kind="headline")]


def _is_headline(piece: _Piece, line: str, title: str, waiting: Sequence[_Piece]) -> bool:
    """Whether an open line is the headline, or repeats it in other letters or marks."""
    if title:
        return len(line) <= _LONGEST_HEADLINE + 60 and _bare(line) == _bare(title)
    return not waiting and not piece.wrapped and _looks_like_headline(line)


def _looks_like_headline(line: str) -> bool:
    opens = _HEADLINE_OPENS.match(line)
    return (
        opens is not None
        and not opens[1].islower()
        and len(line) <= _LONGEST_HEADLINE
        and not _NOT_AT_HEADLINE_END.search(line[-8:])
        and any(map(str.isalpha, line))
    )


def _may_be_deck(line: str) -> bool:
    return len(line) <= _LONGEST_DECK and not _QUOTATION.search(line)


def _bare(line: str) -> str:
    return _NO_LETTER.sub("", line).casefold()


def _following(text: str, cut: int) -> Iterator[_Piece]:
    """Everything behind the opening, paragraph by paragraph: body, or what a rule knows."""
    last = _Piece("", cut, cut)
    for number, (start, end) in enumerate(_lines(text, cut)):
        if number == _MOST_LINES:
            yield from _rest(text, start)
            return
        rule = boilerplate.rule_of(text[start:end])
        if rule and last.kind == "body" and _goes_on(text, last.end, start):
            rule = None
        last = _Piece(rule.kind if rule else "body", start, end)
        yield last


def _rest(text: str, start: int) -> Iterator[_Piece]:
    """What no article has so many lines for: body, but for the furniture at its very end."""
    cut = len(text)
    for _ in range(_LAST_LINES):
        cut = max(text.rfind("\n", start, cut), start)
    end = start + len(text[start:cut].rstrip())
    if end > start:
        yield _Piece("body", start, end)
    for line in _lines(text, end):
        rule = boilerplate.rule_of(text[line.start : line.end])
        yield _Piece(rule.kind if rule else "body", line.start, line.end)


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether a line is in the middle of a wrapped sentence: then it is the article's, whatever it looks like."""
    return _joined(text, end, start) and not _SENTENCE_ENDS.search(text[max(0, end - 8) : end])


def _with_tags(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """Tags at the end of the body, a list without blanks with only furniture below it, as boilerplate."""
    bodies = [index for index, piece in enumerate(pieces) if piece.kind == "body"]
    if not bodies:
        return pieces
    last = pieces[bodies[-1]]
    above, tags = _split_last_line(text, last)
    if not boilerplate.is_tag_list(text[tags.start : tags.end]) or (len(bodies) == 1 and not above):
        return pieces
    return _merged([*pieces[: bodies[-1]], *above, tags, *pieces[bodies[-1] + 1 :]])


def _split_last_line(text: str, body: _Piece) -> tuple[list[_Piece], _Piece]:
    """What is above the last line, if anything, and the last line as boilerplate."""
    cut = max(text.rfind("\n", body.start, body.end) + 1, body.start)
    start = body.end - len(text[cut : body.end].lstrip())
    above = text[body.start : cut].rstrip()
    return [body._replace(end=body.start + len(above))] if above else [], _Piece("boilerplate", start, body.end)


def _merged(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Neighbours of the body, and of boilerplate, as one."""
    merged: list[_Piece] = []
    for kind, group in groupby(pieces, lambda piece: piece.kind):
        if kind in ("body", "boilerplate"):
            first = last = next(group)
            for piece in group:
                last = piece
            merged.append(_Piece(kind, first.start, last.end))
        else:
            merged += group
    return merged
