"""The desk: what lies open, and how the flows reach the reader, the foot and the clerk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from textual.screen import Screen

from corpus.segments import Segments
from corpus.spans import Span
from db.errors import ProjectError
from db.opened import Annotations, Document, Mention, Near, Quote, Stance
from tui import keymap, marks
from tui.clerk import Clerk
from tui.marks import Mark
from tui.proposals import Proposals
from tui.rows import Rows
from tui.suggesting import Offers
from tui.trail import Trail
from tui.widgets.foot import Foot
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from corpus.names import Name
    from db.records import Source, Step
    from tui.asking import Option, Question
    from tui.catalogue import Catalogue
    from tui.choices import Choices
    from tui.looking import Looking
    from tui.searching import Completer
    from tui.unsaved import Unsaved

T = TypeVar("T")


class Cancelled(Exception):
    """The analyst went back on a question: nothing happens."""


class Notice(NamedTuple):
    """What the status line says until the next thing happens."""

    text: str
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """An annotation that somebody else deleted under the cursor."""

    mark: Mark
    cursor: Span
    """Where the cursor stood."""


@dataclass(slots=True)
class Others:
    """What other programs do with the project."""

    last_act: int = 0
    """The newest act that the desk knows of."""
    heard: str = ""
    """What they did in the open document since the last key."""
    lost: Lost | None = None


@dataclass(slots=True)
class Lists:
    """What lists and searches keep for the next time."""

    catalogue: Catalogue | None = None
    """All documents by their titles, once they have been asked for."""
    looking: Looking | None = None
    """What was last looked for in the corpus."""
    completer: Completer | None = None
    """What the filters of the search line can be asked for."""
    choices: Choices | None = None
    """The actors and targets that questions offered, once one was asked."""
    back: Callable[[Desk], Awaitable[None]] | None = None
    """Goes back to the list from which the open place was taken."""


class Face(Protocol):
    """The screen that the desk is shown on."""

    def show(self) -> None:
        """Bring the panes beside the reader up to date with the desk."""

    def tell(self) -> None:
        """Bring the foot up to date with the desk."""

    def paint(self) -> None:
        """Draw at once what has changed."""

    def show_screen(self, screen: Screen[Any]) -> Awaitable[Any]:
        """Show a screen over this one until it is done; what it was left with."""

    def to_terminal(self, sequence: bytes) -> None:
        """Write a control sequence of our own to the terminal."""


@dataclass(slots=True)
class Desk:
    """One open document with what belongs to it, and the hands that work on it."""

    clerk: Clerk
    reader: Reader
    foot: Foot
    face: Face
    document: Document | None = None
    annotations: Annotations = field(default_factory=Annotations)
    rows: Rows = field(default_factory=Rows)
    """The list around the open document."""
    count: int = 0
    """The number of the last document in the whole list."""
    undo: str = ""
    """The verb of what the undo key would take back."""
    notice: Notice | None = None
    others: Others = field(default_factory=Others)
    quote: str | None = None
    """The quote that further pieces are added to: the last one tagged or walked to."""
    copies: Sequence[Near | Source] = ()
    """Where else the open document's text stands, or nearly the same."""
    orphan: str | None = None
    """The orphan taken from the list, which is to be attached next."""
    flush: Callable[[], Awaitable[None]] | None = None
    """Keeps what is being typed at this moment, before the program leaves."""
    repeat: Callable[[Desk], Awaitable[None]] | None = None
    """The last tagging, to be done again elsewhere."""
    unsaved: list[Unsaved] = field(default_factory=list)
    """The acts that could not be saved, the oldest first."""
    lists: Lists = field(default_factory=Lists)
    trail: Trail = field(default_factory=Trail)
    """The places that were left."""
    proposals: Proposals = field(init=False)
    """What is suggested in the open document."""
    orphans: int = 0
    """How many annotations and pieces of them have lost their place."""
    _by_id: dict[str, Mention | Quote | Stance] = field(default_factory=dict)
    """The open document's annotations."""
    _names: asyncio.Task[tuple[Name, ...]] | None = None
    _indexing: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.proposals = Proposals(self.clerk, self._offered, lambda text, warning: self.say(text, warning=warning))

    @property
    def coder(self) -> str:
        """Who annotates."""
        return self.clerk.coder

    @property
    def is_done(self) -> bool:
        """Whether the open document is marked as done."""
        place = self.rows.place(self.document.id if self.document else None)
        return place is not None and self.rows[place].status == "done"

    @property
    def segments(self) -> Segments:
        """The open text's units."""
        return self.reader.caret.segments

    def lay(self, document: Document, annotations: Annotations, cursor: int, top: int | None) -> None:
        """Put a document on the desk."""
        self.document, self.quote, self.notice = document, None, None
        self._take(annotations)
        self.others.heard = ""
        self._forget_names()
        self.proposals.close()
        if self.clerk.is_open:
            self.catch_up()
        self.reader.open(Segments(document.text), document.zones, marks.of_annotations(annotations), cursor, top)
        self.face.show()

    def clear(self) -> None:
        """Put the open document away when there is none left to read."""
        self.leave()
        self.document, self.copies, self.others.heard = None, (), ""
        self._take(Annotations())
        self.reader.open(Segments(""), (), ())
        self.face.show()

    def _take(self, annotations: Annotations) -> None:
        self.annotations, self.others.lost, self.orphans = annotations, None, marks.orphans(annotations)
        marked: Iterable[Mention | Quote | Stance] = chain(
            annotations.mentions, annotations.quotes, annotations.stances
        )
        self._by_id = {each.id: each for each in marked}

    def catch_up(self) -> None:
        """Begin to look for names and suggestions: neither the first paint nor a key waits for them."""
        self.spot()
        if self.document is not None:
            self.proposals.open(self.document, self.annotations)

    def leave(self) -> None:
        """Give up what is still being looked for."""
        self._forget_names()
        self.proposals.close()
        if self.lists.catalogue is not None:
            self.lists.catalogue.close()

    def _forget_names(self) -> None:
        if self._names is not None:
            self._names.cancel()
        self._names = None

    def _offered(self, offers: Offers) -> None:
        self.reader.show_offers(offers)
        self.face.tell()

    def spot(self) -> None:
        """Begin to look for the names in the open text."""
        if self.document is not None and self._names is None:
            self._names = asyncio.create_task(self._spot(self.document))

    async def _spot(self, document: Document) -> tuple[Name, ...]:
        """Find the names once the project is open: neither the first paint nor a key waits for them."""
        with suppress(ProjectError):
            await self.clerk.ready()
        from tui import spotter  # late: the first paint does not need it

        avoid = [Span(zone.start, zone.end) for zone in document.zones if zone.kind == "boilerplate"]
        found = await spotter.names(document.text, avoid)
        if self.document is not None and self.document.id == document.id:
            self.reader.know_names([name.span for name in found])
        return found

    async def names(self) -> tuple[Name, ...]:
        """The names in the open text."""
        self.spot()
        return () if self._names is None else await self._names

    def told(self, document: Document) -> None:
        """What is told of the open document is this now; with other zones, other names are found in it."""
        before, self.document = self.document, document
        if before is not None and before.zones != document.zones:
            self.reader.show_zones(document.zones)
            self._forget_names()
            self.spot()

    def annotated(self, annotations: Annotations) -> None:
        """The open document's annotations are these now."""
        self._take(annotations)
        self.reader.show_marks(marks.of_annotations(annotations))
        if self.document is not None and self.clerk.is_open:
            self.proposals.update(self.document, annotations)
        self.face.show()

    def overheard(self, annotations: Annotations) -> None:
        """The same, by the hand of others: an annotation that goes from under the cursor is not forgotten."""
        walked, cursor = self.reader.walked, self.reader.cursor
        meant = [walked] if walked else self.reader.here
        self.annotated(annotations)
        gone = next((mark for mark in meant if self.reader.marks.by_id(mark.id) is None), None)
        if gone is not None:
            self.others.lost = Lost(gone, cursor)

    def say(self, text: str, *, warning: bool = False) -> None:
        """Say something in the status line."""
        self.notice = Notice(text, warning)
        self.face.tell()

    @contextmanager
    def asking_in(self, foot: Foot) -> Iterator[None]:
        """Ask in another screen's foot inside this."""
        own, self.foot = self.foot, foot
        try:
            yield
        finally:
            self.foot = own

    def leave_place(self, span: Span | None = None) -> None:
        """Remember the place under the cursor, or another one, as one that is left."""
        here = self.step(span)
        if here is not None:
            self.trail.leave(here)

    def step(self, span: Span | None = None) -> Step | None:
        """The place under the cursor, or another one, as the trail keeps it."""
        if self.document is None:
            return None
        from corpus import anchors  # late: the first paint does not need these
        from db.records import Step

        word = span or self.reader.cursor
        anchor = anchors.make(self.reader.text, word.start, word.end)
        return Step(self.document.id, word.start, anchor.exact, anchor.prefix, anchor.suffix)

    async def ask(self, question: Question[T]) -> T:
        """Ask in the foot of the screen.

        Raises:
            Cancelled: If the analyst goes back.
        """
        if question.is_long:
            self._indexing = asyncio.create_task(asyncio.to_thread(question.learn))
        answer = await self.foot.ask(question)
        if answer is None:
            raise Cancelled
        return answer.value

    async def choose(self, title: str, options: Sequence[Option[T]], about: str = "") -> T:
        """Ask for one of a few options; a single one is taken without asking."""
        if len(options) == 1:
            return options[0].value
        from tui.asking import Question  # late: the first paint asks nothing

        return await self.ask(Question(title, about, options, picks=keymap.picks()))

    # The annotation that a key is about

    def find(self, mark: Mark) -> Mention | Quote | Stance:
        """The record behind a mark."""
        return self._by_id[mark.id]

    def quote_by_id(self, quote_id: str | None) -> Quote | None:
        """The open document's quote with the id."""
        found = self._by_id.get(quote_id or "")
        return found if isinstance(found, Quote) else None

    @property
    def quote_here(self) -> Quote | None:
        """The innermost quote under the cursor, or the one walked to."""
        return next((self.quote_by_id(mark.id) for mark in self.reader.here if mark.noun == "quote"), None)
