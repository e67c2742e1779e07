"""Who most likely says what an analyst has selected: whom the rules name, then the names around it, best first.

Candidates to choose from, never an annotation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from corpus import lexicon
from corpus.names import Name, is_person
from corpus.spans import Span
from corpus.suggest import people, quoting
from corpus.suggest.records import Source

_BEFORE = 6_000
"""How much of the text before the content is read, in characters."""
_AFTER = 1_500


def likely_speakers(text: str, names: Sequence[Name], content: Span, limit: int = 9) -> list[Name]:
    """Who most likely says the content, best first, each full name once."""
    others = [name for name in names if not name.span.meets(content)]
    best: dict[str, Name] = {}
    for name in _candidates(text, others, content):
        if len(best) == limit:
            break
        best.setdefault(name.full, name)
    return list(best.values())


def _candidates(text: str, names: Sequence[Name], content: Span) -> Iterator[Name]:
    """The likely speakers, best first, with repetitions."""
    near = sorted(names, key=lambda name: _distance(name.span, content))
    for full in _told(text, names, content):
        yield from (name for name in near if name.full == full)
    line = Span(text.rfind("\n", 0, content.start) + 1, content.start)
    yield from (name for name in names if line.holds(name.span) and _is_personal(name))
    yield from (name for name in near if name.span.end <= content.start and _is_personal(name))
    counts = Counter(name.full for name in names)
    yield from sorted(names, key=lambda name: (not _is_personal(name), -counts[name.full]))


def _told(text: str, names: Sequence[Name], content: Span) -> list[str]:
    """The speakers of the quotes that the rules see in the content, the quote that shares most with it first."""
    start = text.rfind("\n", 0, max(0, content.start - _BEFORE)) + 1
    part = text[start : content.end + _AFTER]
    drafts = [draft for draft in quoting.quotes_of(Source(part)) if draft.source]
    sources = sorted({draft.source for draft in drafts if draft.source})
    inside = [
        Name(_moved(name.span, -start), name.full, name.kind)
        for name in names
        if start <= name.span.start and name.span.end <= start + len(part)
    ]
    full = dict(zip(sources, people.identify(part, inside, sources), strict=True))
    shares = {draft.source: sum(_shared(_moved(piece, start), content) for piece in draft.contents) for draft in drafts}
    ranked = sorted(sources, key=lambda source: -shares[source])
    return [full[source] for source in ranked if shares[source]]


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end)


def _is_personal(name: Name) -> bool:
    """Whether the name may be a person's."""
    full = name.full
    return is_person(full) or not (" " in full or full.isupper() or full.lower() in lexicon.PLACES)
