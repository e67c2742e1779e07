"""Rows made into records; plain tuples in, so that the slow way (SQLAlchemy) and the first glance (sqlite3) share it.

The columns, in order, are told with each function. A coder is given by name.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpus.spans import Span
from db.opened import Annotations, Evidence, Mention, Part, Quote, Stance, Told

Rows = Iterable[Sequence[Any]]

PIECES = " … "
"""What stands between the pieces of a split quote when they are shown as one text."""


def told(column: str) -> dict[str, Told]:
    """Where the values of a document came from, out of its column."""
    return {name: Told(**value) for name, value in json.loads(column).items()}


def untold(values: Mapping[str, Told]) -> str:
    """The same as the column keeps it."""
    plain = {name: {"source": value.source, "guessed": value.guessed} for name, value in sorted(values.items())}
    return json.dumps(plain, ensure_ascii=False)


def assemble(
    mentions: Rows, quotes: Rows, parts: Rows, stances: Rows, evidence: Rows, names: Rows, same: Rows
) -> Annotations:
    """All records of one document in text order; `names` are pairs of an id and a name."""
    made_quotes = _quotes(quotes, _parts(parts))
    by_id = {quote.id: quote for quote in made_quotes}
    return Annotations(
        _mentions(mentions),
        made_quotes,
        _stances(stances, _evidence(evidence, by_id), by_id),
        {row[0]: row[1] for row in names},
        _same(same),
    )


def _mentions(rows: Rows) -> tuple[Mention, ...]:
    """From id, actor, start, end, exact, coder, origin, note, version, orphan."""
    made = [
        Mention(id_, actor, Span(start, end), exact, coder, origin, note, version, bool(orphan))
        for id_, actor, start, end, exact, coder, origin, note, version, orphan in rows
    ]
    made.sort(key=lambda mention: (mention.span, mention.id))
    return tuple(made)


def _parts(rows: Rows) -> dict[str, list[Part]]:
    """From quote, role, start, end, exact, orphan, in order; given by quote."""
    made: dict[str, list[Part]] = defaultdict(list)
    for quote, role, start, end, exact, orphan in rows:
        made[quote].append(Part(role, Span(start, end), exact, bool(orphan)))
    return made


def _quotes(rows: Rows, parts: dict[str, list[Part]]) -> tuple[Quote, ...]:
    """From id, type, speaker, said_on, inside, coder, origin, note, version."""
    made = [Quote(row[0], row[1], tuple(parts.get(row[0], ())), *row[2:]) for row in rows]
    made.sort(key=lambda quote: (_place(quote), quote.id))
    return tuple(made)


def _same(rows: Rows) -> dict[str, tuple[str, ...]]:
    """From quote, outlet, number of the document that tells its statement too, in order; given by quote."""
    made: dict[str, dict[str, None]] = defaultdict(dict)
    for quote, outlet, number in rows:
        made[quote][outlet or f"document {number}"] = None
    return {quote: tuple(names) for quote, names in made.items()}


def _place(quote: Quote) -> Span:
    return min((part.span for part in quote.parts), default=Span(0, 0))


def _evidence(rows: Rows, quotes: dict[str, Quote]) -> dict[str, list[Evidence]]:
    """From stance, quote, start, end, exact, orphan, in order; given by stance."""
    made: dict[str, list[Evidence]] = defaultdict(list)
    for stance, quote, start, end, exact, orphan in rows:
        if quote is None:
            made[stance].append(Evidence(None, Span(start, end), exact, bool(orphan)))
        else:
            made[stance].append(Evidence(quote, None, _content(quotes.get(quote)), bool(orphan)))
    return made


def _content(quote: Quote | None) -> str:
    return PIECES.join(part.exact for part in quote.parts if part.role == "content") if quote else ""


def _stances(rows: Rows, evidence: dict[str, list[Evidence]], quotes: dict[str, Quote]) -> tuple[Stance, ...]:
    """From id, holder, both targets, position, strength, modality, explicit, date, coder, origin, note, version."""

    def place(stance: Stance) -> tuple[bool, Span, str]:
        spans = [piece.span or _place(quotes[piece.quote or ""]) for piece in stance.evidence]
        return not spans, min(spans, default=Span(0, 0)), stance.id

    made = [
        Stance(
            id_,
            holder,
            actor,
            concept,
            position,
            strength,
            modality,
            bool(explicit),
            date,
            tuple(evidence.get(id_, ())),
            *rest,
        )
        for id_, holder, actor, concept, position, strength, modality, explicit, date, *rest in rows
    ]
    made.sort(key=place)
    return tuple(made)
