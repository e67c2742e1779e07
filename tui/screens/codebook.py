"""The codebook as a list: actors, then concepts as a tree, each with how often it is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus import fuzzy
from corpus.names import kind_of
from db.records import Actor, Concept
from tui import look
from tui.safe import safe
from tui.screens.panel import Panel
from tui.widgets.painter import Pieces, lettered

ACTOR, CONCEPT = "A", "·"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: an actor or a concept, or a new one of the name that was typed."""

    item: Actor | Concept
    uses: int = 0
    depth: int = 0
    """How many concepts stand above it."""
    positions: frozenset[int] = frozenset()
    """The places of its line that match what is typed."""

    @property
    def is_new(self) -> bool:
        """Whether it is only made when it is taken."""
        return not self.item.id


def entries(actors: Sequence[Actor], concepts: Sequence[Concept], uses: Mapping[str, int]) -> list[Entry]:
    """The actors by name, then the concepts, each followed by those below it."""
    below: dict[str | None, list[Concept]] = defaultdict(list)
    known = {concept.id for concept in concepts}
    for concept in concepts:
        below[concept.parent if concept.parent in known else None].append(concept)
    found = [Entry(actor, uses.get(actor.id, 0)) for actor in actors]
    waiting = [(concept, 0) for concept in reversed(below[None])]
    while waiting:  # no recursion: an import may bring in a chain deeper than Python calls
        concept, depth = waiting.pop()
        found.append(Entry(concept, uses.get(concept.id, 0), depth))
        waiting += [(each, depth + 1) for each in reversed(below[concept.id])]
    return found


def line_of(entry: Entry) -> str:
    """What is shown and searched: the name, then what else is told of it."""
    item = entry.item
    if isinstance(item, Concept):
        return "  ".join(filter(None, [item.name, item.definition]))
    roles = (" ".join(filter(None, [role.title, role.organisation])) for role in item.roles)
    return "  ".join(filter(None, [item.name, item.kind, ", ".join(item.aliases), ", ".join(roles)]))


class CodebookPanel(Panel[Entry]):
    """Actors and concepts; typing finds some of them, or makes a new one."""

    TITLE = "CODEBOOK"

    def __init__(self, rows: Sequence[Entry], typed: str = "", chosen: str = "", said: str = "") -> None:
        super().__init__(typed)
        self._all = rows
        self._lines = [line_of(row) for row in rows]
        self._chosen = chosen
        self._said = said

    async def look(self, typed: str) -> Sequence[Entry]:
        """All entries, or those that fit what is typed, and behind them what it would be as a new one."""
        name = typed.strip()
        if not name:
            return self._all
        matches = fuzzy.rank(typed, self._lines, len(self._lines))
        found = [self._all[match.index] for match in matches]
        places = [frozenset(match.positions) for match in matches]
        fitting = [Entry(entry.item, entry.uses, 0, place) for entry, place in zip(found, places, strict=True)]
        known = {type(entry.item) for entry in self._all if entry.item.name.casefold() == name.casefold()}
        fresh: list[Actor | Concept] = [Actor("", name, kind_of(name)), Concept("", name)]
        return [*fitting, *(Entry(item) for item in fresh if type(item) not in known)]

    def first(self, items: Sequence[Entry]) -> int:
        """The entry that was changed last, where it is in the list."""
        return next((place for place, entry in enumerate(items) if entry.item.id == self._chosen != ""), 0)

    def found(self, count: int) -> str:
        """What happened last, or how many entries there are."""
        if self._said:
            said, self._said = self._said, ""
            return said
        actors = sum(isinstance(entry.item, Actor) for entry in self._all)
        return f"{actors} actors, {len(self._all) - actors} concepts"

    def draw(self, item: Entry, width: int, chosen: bool) -> Sequence[Pieces]:
        """The sign, how often it is used, the name, and what else is told of it."""
        sign = ACTOR if isinstance(item.item, Actor) else CONCEPT
        style = look.REVERSE if chosen else look.PLAIN
        if item.is_new:
            noun = item.item.kind if isinstance(item.item, Actor) else "concept"
            return [[(" +" + " " * 8, look.STRONG), (safe(item.item.name), style), (f"  new {noun}", look.FAINT)]]
        uses = (f"{item.uses or '-':>5}  {'  ' * item.depth}", look.FAINT)
        return [[(f" {sign} ", look.GLYPHS[sign]), uses, *lettered(line_of(item), item.positions, style)]]

    def hint(self, item: Entry) -> str:
        """What taking it does."""
        return f"Enter {'makes' if item.is_new else 'changes'} it · Backspace on an empty line goes back"
