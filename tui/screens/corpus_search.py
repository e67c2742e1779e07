"""Finding in all documents by one line: places, annotations and saved searches, while the line is typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from textwrap import wrap

from textual.events import Key

from corpus import fuzzy
from corpus.query import Completion, amended, parse
from corpus.query_tree import QueryError
from db.errors import ProjectError
from db.records import Hit, SavedSearch
from tui import describe, keymap, look
from tui.looking import Looking, Row, Word
from tui.safe import safe
from tui.screens.panel import Panel, end_of
from tui.widgets.painter import Pieces, lettered
from tui.widths import cell_len

NAME = "@"
"""What a line begins with that looks for a saved search."""
EXAMPLES = (
    ("macron gas", "both words"),
    ('"strategic partnership" OR strat*', "a phrase, or what begins so"),
    ("near(eu army, 5) -nato", "near each other, and without a word"),
    ("/sanction(s|ed)/", "a regular expression"),
    ("outlet:TASS date:2017..2018", "only in these documents"),
    ('actor:"Lena Orsini"', "all that is marked of an actor"),
    ("stance:>0 about:dam", "stances by position and target"),
)
"""What can be written, shown where nothing is written yet."""


@dataclass(frozen=True)
class Hands:
    """What the search line needs from outside."""

    find: Callable[[str], AsyncGenerator[list[Hit], None]]
    near: Callable[[str], Awaitable[list[str]]]
    complete: Callable[[str], Awaitable[list[Completion]]]
    saved: Callable[[], Awaitable[list[SavedSearch]]]
    save: Callable[[CorpusSearch], Awaitable[None]]
    edit: Callable[[CorpusSearch, SavedSearch], Awaitable[None]]
    delete: Callable[[CorpusSearch, SavedSearch], Awaitable[None]]
    most: int
    """How many places are found at most."""
    each: int
    """How many of one document."""


class CorpusSearch(Panel[Row]):
    """One line that finds in all documents; what is found follows each key."""

    BINDINGS = keymap.bindings("search")
    TITLE = "FIND IN CORPUS"
    ITEM_HEIGHT = 2
    WAITING = "…"

    def __init__(self, looking: Looking, hands: Hands, *, is_left: bool = False) -> None:
        super().__init__(looking.line)
        self._is_left = is_left and bool(looking.line)
        """Whether the line is one that was left earlier, and what is typed may begin another."""
        self.looking = looking
        self._hands = hands
        self.turns = False
        """Whether the places are wanted in context."""
        self._completions: list[Completion] = []
        self._fault: tuple[int, int] | None = None
        self._known = 0
        """How many rows are there already when the search is taken up again."""
        self._letters: dict[SavedSearch, Sequence[int]] = {}
        """The letters of the saved searches' names that fit what is typed."""

    # What is shown

    def begin(self) -> None:
        """Show the list that was left, and look for the rest of it, or for what is typed already."""
        looking = self.looking
        if looking.rows and looking.line == self.typed:
            self._known = len(looking.rows)
            self._show(looking.rows, looking.chosen)
            self._caught_up.set()
            if looking.is_whole:
                return
        self._search()

    async def _show_results(self) -> None:
        self._completions, self._fault = [], None
        try:
            if not self.typed.strip() or self.typed.startswith(NAME):
                await self._list_saved()
            else:
                self._completions = await self._hands.complete(self.typed)
                parse(self.typed)
                await self._list_found()
        except QueryError as error:
            self._fault = error.start, error.end
            self._show((), 0, self._blame(str(error)))
        except ProjectError as error:
            self._show((), 0, self._blame(str(error)))
        self._caught_up.set()

    async def _list_found(self) -> None:
        """Show what is found as it comes; a list that is there stays until the first of it is there."""
        found: list[Row] = []
        known, self._known, self.looking.is_whole = self._known, 0, False
        complaint = ""
        try:
            async with aclosing(self._hands.find(self.typed)) as batches:
                async for batch in batches:
                    is_first = not found and not known
                    found += batch
                    if len(found) >= known:
                        self._show(found, 0 if is_first else self.rows.chosen or 0, looking=True)
                        self._caught_up.set()
        except ProjectError as error:
            complaint = str(error)
        self.looking.is_whole = True
        if found or complaint:
            self._show(found, self.rows.chosen or 0, self._blame(complaint))
            if complaint:
                self.say(complaint, warning=True)
            return
        near = [Word(word, amended(self.typed, word)) for word in await self._hands.near(self.typed)]
        self._show(near, 0, [[(" nothing is found for this line", look.PLAIN)]], near=True)

    async def _list_saved(self) -> None:
        """Show the saved searches, or those whose name or line fits what is typed."""
        every = await self._hands.saved()
        typed = self.typed.removeprefix(NAME)
        matches = fuzzy.rank(typed, [f"{saved.name}\n{saved.line}" for saved in every], len(every))
        nothing = [[(f" no saved search is called {safe(typed)}", look.PLAIN)]]
        self._letters = {every[match.index]: match.positions for match in matches}
        self._show([*self._letters], 0, nothing if typed.strip() else _examples())

    def _show(
        self,
        rows: Sequence[Row],
        chosen: int,
        words: Sequence[Pieces] = (),
        *,
        looking: bool = False,
        near: bool = False,
    ) -> None:
        count = f"{len(rows)} found" if rows and isinstance(rows[0], Hit) else ""
        if len(rows) >= self._hands.most:
            count = f"the first {len(rows)}"
        elif near and rows:
            count = "nothing found; near it:"
        elif looking:
            count += " …"
        elif max(Counter(row.document for row in rows if isinstance(row, Hit)).values(), default=0) >= self._hands.each:
            count += f", the first {self._hands.each} of each document"
        self.rows.show(rows, min(chosen, max(len(rows) - 1, 0)), words)
        self._query.show(self.typed, count, self._ghost(), self._fault)
        self._tell()

    def _blame(self, message: str) -> list[Pieces]:
        return [[(f" {safe(row)}", look.WARNING)] for row in wrap(message, max(self.size.width - 2, 20))]

    def _ghost(self) -> str:
        """What the completing key would write, behind what is typed."""
        if not self._completions:
            return ""
        first = self._completions[0]
        typed, text = self.typed[first.start : first.end], first.text.rstrip()
        return text[len(typed) :] if text.casefold().startswith(typed.casefold()) else f" → {text}"

    def draw(self, item: Row, width: int, chosen: bool) -> Sequence[Pieces]:
        """What was found, and below it where that stands; a saved search with its line."""
        base = look.REVERSE if chosen else look.PLAIN
        if isinstance(item, Word):
            line = safe(item.line) if item.line != item.text else ""
            return [[(f"   {safe(item.text)} ", base)], [(f"   {line}", look.FAINT)]]
        if isinstance(item, SavedSearch):
            key = f" {item.key} " if item.key else "   "
            name = lettered(item.name, self._letters.get(item, ()), base)
            return [[(key, look.KEY), (NAME, base), *name], [(f"   {safe(item.line)}", look.FAINT)]]
        title = describe.name(item)
        source = describe.hit_place(item, named=bool(item.exact))
        if item.annotation:
            first = _marked(item, chosen)
        elif item.exact:
            first = _in_context(item, width, chosen)
        else:
            first = [(" ", look.PLAIN), (safe(title), base), (f"  {safe(item.after)}", look.FAINT)]
        return [first, [("   ", look.PLAIN), (safe(source), look.FAINT)]]

    def hint(self, item: Row) -> str:
        """What the keys do with the row."""
        if self._is_left:
            return "Enter opens · a letter begins another line, Space goes on with this one"
        if self._completions and not isinstance(item, SavedSearch):
            return self._completing()
        if isinstance(item, Word):
            return f"Enter or {keymap.shown('search.complete')} looks for this word"
        if isinstance(item, SavedSearch):
            keys = keymap.shown("search.edit_saved"), keymap.shown("search.delete_saved")
            return f"Enter takes its line · {keys[0]} changes its name or key · {keys[1]} deletes it"
        keys = keymap.shown("search.concordance"), keymap.shown("search.save")
        return f"Enter opens · {keys[0]} in context · {keys[1]} saves the line · {NAME} lists saved ones"

    async def deal(self, key: Key) -> None:
        """Type, where a letter begins another line than the one that was left, and a space goes on with it."""
        if self._is_left and key.is_printable and key.character not in (None, " "):
            self.typed = ""
        await super().deal(key)

    def paste(self, text: str) -> None:
        """Take pasted text as if it were typed."""
        if self._is_left:
            self.typed = ""
        super().paste(text)

    def _type(self, typed: str) -> None:
        self._is_left = False
        super()._type(typed)

    def _completing(self) -> str:
        others = ", ".join(completion.text.strip() for completion in self._completions[1:])
        takes = f"{keymap.shown('search.complete')} writes {self._completions[0].text.strip()}"
        return f"{takes} · also {others}" if others else takes

    def _tell(self) -> None:
        chosen = self.rows.chosen
        self.looking.line, self.looking.rows = self.typed, self.rows.items
        self.looking.chosen = chosen or 0
        if chosen is not None:
            self.say(self.hint(self.rows.items[chosen]))
        elif self._completions:
            self.say(self._completing())
        else:
            self.say("Backspace on an empty line goes back")

    # Keys

    async def action_take(self) -> None:
        """Open the chosen place; take the line of a saved search, or the word that may have been meant."""
        await self._caught_up.wait()
        chosen = self.rows.chosen
        item = self.rows.items[chosen] if chosen is not None else None
        if isinstance(item, Hit):
            self.dismiss(item)
        elif item is not None:
            self._type(item.line)

    async def action_complete(self) -> None:
        """Write what is shown behind the line, or the first word that may have been meant."""
        await self._caught_up.wait()
        if self._completions:
            first = self._completions[0]
            self._type(self.typed[: first.start] + first.text)
        elif self.rows.items and isinstance(self.rows.items[0], Word):
            self._type(self.rows.items[0].line)

    def action_concordance(self) -> None:
        """Show all places of the line as a concordance."""
        if self._fault is None and self.typed.strip() and not self.typed.startswith(NAME):
            self.looking.line, self.turns = self.typed, True
            self.dismiss(None)

    def action_save(self) -> None:
        """Keep the line under a name."""
        if self._fault is None and self.typed.strip() and not self.typed.startswith(NAME):
            self.work(lambda: self._hands.save(self))

    def action_edit_saved(self) -> None:
        """Change the name or the key of the chosen saved search."""
        if (saved := self._saved()) is not None:
            self.work(lambda: self._hands.edit(self, saved))

    def action_delete_saved(self) -> None:
        """Forget the chosen saved search."""
        if (saved := self._saved()) is not None:
            self.work(lambda: self._hands.delete(self, saved))

    def _saved(self) -> SavedSearch | None:
        item = self.rows.items[self.rows.chosen] if self.rows.chosen is not None else None
        return item if isinstance(item, SavedSearch) else None

    async def list_anew(self) -> None:
        """Show the saved searches as they are now, where they are listed."""
        if not self.typed.strip() or self.typed.startswith(NAME):
            await self._list_saved()


def _in_context(hit: Hit, width: int, chosen: bool) -> Pieces:
    """The place with what stands around it, in the middle of the line."""
    exact = safe(hit.exact)
    room = max((width - cell_len(exact) - 4) // 2, 0)
    before, _ = end_of(safe(hit.before), room)
    style = look.REVERSE if chosen else look.FOUND
    gap = " " * (room - cell_len(before) + 1)
    return [(gap + before, look.PLAIN), (exact, style), (safe(hit.after), look.PLAIN)]


def _marked(hit: Hit, chosen: bool) -> Pieces:
    """An annotation with its sign, what it says and its words."""
    sign = describe.hit_sign(hit)
    words = (f"{safe(describe.hit_line(hit))} ", look.REVERSE if chosen else look.STRONG)
    return [(f" {sign} ", look.GLYPHS[sign]), words, (f" {safe(hit.exact)}", look.PLAIN)]


def _examples() -> list[Pieces]:
    width = max(len(written) for written, _ in EXAMPLES) + 3
    rows: list[Pieces] = [[(f" {written}".ljust(width), look.STRONG), (told, look.FAINT)] for written, told in EXAMPLES]
    return [[(" what can be written, alone or together:", look.PLAIN)], *rows]
