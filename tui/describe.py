"""Annotations in the words of the screen: signs, positions, dates and one-line descriptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from db.opened import HAND, Document, DocumentRow, Mention, Near, Position, Quote, Stance, Zone

if TYPE_CHECKING:
    from db.records import Hit, Retelling, Source

SIGNS: dict[Position, str] = {"support": "+", "oppose": "-", "neutral": "=", "mixed": "±", "unclear": "?"}
"""The gutter's sign for each position."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

NOBODY = "nobody named"

MOST_NAMES = 3
"""How many of the places where a text stands too are named."""

SHORT = 16
"""How much of a quote tells it from another one at the same place."""


def name(document: Document | DocumentRow | Hit) -> str:
    """What a document, or that of a place, is called: its title, or its file's name in brackets."""
    return " ".join(document.title.split()) or f"[{document.file.rpartition('/')[2]}]"


def line(row: DocumentRow) -> str:
    """A document in one line, as it is shown and looked for: the name, then outlet and date."""
    return "  ".join(filter(None, [name(row), row.outlet, row.published[:10]]))


def zone(zone: Zone) -> str:
    """A zone's kind with what told it: "boilerplate, rule read more"."""
    if zone.rule == HAND:
        return f"{zone.kind}, by hand"
    return f"{zone.kind}, rule {zone.rule}" if zone.rule else zone.kind


def source(document: Document | DocumentRow | Near | Source) -> str:
    """Where and when it was published: "NDTV 28 Aug 2018"; its file's name where that is not known."""
    known = " ".join(filter(None, [document.outlet, day(document.published)]))
    if known:
        return known
    return f"document {document.number}" if isinstance(document, Near) else document.file.rpartition("/")[2]


def copy(copy: Near | Source) -> str:
    """One line for a copy: where and when it was published, and its title, or its file where the text is the same."""
    if isinstance(copy, Near):
        return f"{source(copy)}  {' '.join(copy.title.split()) or f'[document {copy.number}]'}"
    return f"{source(copy)}  {copy.url or copy.file}"


def also_in(document: Document, copies: Sequence[Near | Source]) -> str:
    """Where else the document's text stands, or nearly the same: "NDTV, AFP and 3 more"; empty for nowhere."""
    names = dict.fromkeys(_place(document, copy) for copy in copies)
    first = [*names][:MOST_NAMES]
    more = f" and {len(names) - len(first)} more" if len(names) > len(first) else ""
    return ", ".join(first) + more


def _place(document: Document, copy: Near | Source) -> str:
    """A copy's outlet where that is another one, else what tells it from the document."""
    if copy.outlet and copy.outlet != document.outlet:
        return copy.outlet
    return f"document {copy.number}" if isinstance(copy, Near) else copy.file.rpartition("/")[2]


def sign(stance: Stance) -> str:
    """The stance's position as one sign."""
    return SIGNS[stance.position]


def position(stance: Stance) -> str:
    """The stance's position with its strength: "support, strongly"."""
    words = f"{stance.position}, strongly" if stance.strength == 2 else stance.position
    return words if stance.modality == "actual" else f"{words}, {stance.modality}"


def day(date: str) -> str:
    """An ISO date or time as "27 Aug 2018"; what is no such date stays as it is."""
    pieces = date[:10].split("-")
    try:
        numbers = [int(piece) for piece in pieces]
        month = MONTHS[max(numbers[1], 1) - 1] if len(numbers) > 1 else ""
    except (ValueError, IndexError):
        return date
    return " ".join(filter(None, [str(numbers[2]) if len(numbers) > 2 else "", month, pieces[0]]))


def speaker(quote: Quote, names: Mapping[str, str]) -> str:
    """Who said it."""
    return names.get(quote.speaker, "unknown actor") if quote.speaker else NOBODY


def quote_line(quote: Quote, names: Mapping[str, str]) -> str:
    """One line for a quote: "Emmanuel Macron, direct, 27 Aug 2018"."""
    pieces = [speaker(quote, names), quote.type, day(quote.said_on)]
    if quote.inside:
        pieces.append("inside another quote")
    return ", ".join(filter(None, pieces))


def told_too(names: Sequence[str]) -> str:
    """Where else the same statement is told: "same in TASS, NDTV and 2 more"."""
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"same in {', '.join(names[:MOST_NAMES])}{more}"


def nearness(found: Retelling) -> str:
    """How near another telling is to the statement: " 62%", or that it is linked or has lost its place."""
    return "lost" if found.orphan else "same" if found.parallel else f"{found.score:4.0%}"


def retelling(found: Retelling) -> str:
    """Where it is told: "NDTV 28 Aug 2018  Its title"."""
    title = " ".join(found.title.split()) or f"[document {found.number}]"
    return "  ".join(filter(None, [" ".join(filter(None, [found.outlet, day(found.published)])), title]))


def target(stance: Stance, names: Mapping[str, str]) -> str:
    """What the stance is about."""
    return names.get(stance.target_actor or stance.target_concept or "", "unknown target")


def stance_line(stance: Stance, names: Mapping[str, str]) -> str:
    """One line for a stance: "European sovereignty: support, strongly (Emmanuel Macron)"."""
    holder = names.get(stance.holder, "unknown actor")
    how = position(stance) if stance.explicit else f"{position(stance)}, inferred"
    return f"{target(stance, names)}: {how} ({holder})"


def mention_line(mention: Mention, names: Mapping[str, str]) -> str:
    """One line for a mention: "Macron = Emmanuel Macron"."""
    name = names.get(mention.actor, "unknown actor")
    return name if name == mention.exact else f"{name} (here: {mention.exact})"


def record(annotation: Mention | Quote | Stance, names: Mapping[str, str]) -> str:
    """One line for any annotation; a pencil says that it has a memo."""
    if isinstance(annotation, Quote):
        words = quote_line(annotation, names)
    elif isinstance(annotation, Stance):
        words = stance_line(annotation, names)
    else:
        words = mention_line(annotation, names)
    return f"{words} ✎" if annotation.note else words


def short(annotation: Mention | Quote | Stance, names: Mapping[str, str]) -> str:
    """A few words for any annotation, to choose it from others at the same place."""
    if isinstance(annotation, Quote):
        return f"Q {speaker(annotation, names)} {quoted(annotation.parts[0].exact, SHORT)}"
    if isinstance(annotation, Stance):
        return f"{sign(annotation)} {target(annotation, names)}"
    return f"A {names.get(annotation.actor, 'unknown actor')}"


def hit_sign(hit: Hit) -> str:
    """The sign of an annotation that was found."""
    for position, sign in SIGNS.items():
        if hit.kind == "stance" and position == hit.how:
            return sign
    return "Q" if hit.kind == "quote" else "A"


def hit_line(hit: Hit) -> str:
    """One line for an annotation that was found: "Lena Orsini, direct", "River dam: support (Lena Orsini)"."""
    if hit.kind == "stance":
        strongly = ", strongly" if hit.strength == 2 else ""
        return f"{hit.target}: {hit.how}{strongly} ({hit.actor})"
    return ", ".join(filter(None, [hit.actor or NOBODY, hit.how]))


def hit_place(hit: Hit, *, named: bool = True) -> str:
    """Where something was found: "TASS  27 Aug 2018  Talks go on"; the document's name only where that is wanted."""
    return "  ".join(filter(None, [hit.outlet, day(hit.published), name(hit) if named else ""]))


def quoted(text: str, width: int = 28) -> str:
    """The text between quote marks, cut between words, with an ellipsis, where it is longer than the width."""
    flat = " ".join(text.split())
    if len(flat) <= width:
        return f"“{flat}”"
    cut = flat[:width]
    return f"“{cut[: cut.rfind(' ')] if ' ' in cut else cut}…”"
