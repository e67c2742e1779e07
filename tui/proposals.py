"""What is proposed for the open document, found beside the keys and held against what is kept, act by act."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from db.errors import ProjectError
from db.opened import Annotations, Document
from tui import suggesting
from tui.clerk import Clerk
from tui.suggesting import LONG, Offer, Offers

if TYPE_CHECKING:
    from corpus.suggest.gathering import Crew
    from corpus.suggest.records import Knowledge, Suggestion
    from db.codebook import Codebook


class Proposals:
    """Finds proposals for one document at a time; whoever has awaited `settled()` sees them as things stand now."""

    def __init__(self, clerk: Clerk, show: Callable[[Offers], None], say: Callable[[str, bool], None]) -> None:
        self.offers = Offers()
        """What is offered now."""
        self.shown = suggesting.SHOWN[0]
        """Which kinds of it are shown."""
        self.decided: set[str] = set()
        """The keys of what was decided since the document was opened."""
        self._clerk = clerk
        self._show = show
        self._say = say
        """Says something, as a warning or not."""
        self._document: Document | None = None
        self._annotations = Annotations()
        self._proposed: tuple[Suggestion, ...] | None = None
        self._linked: tuple[Suggestion, ...] | None = None
        self._crew: Crew | None = None
        self._knowledge: Knowledge | None = None
        self._codebook: Codebook | None = None
        """What the knowledge was made of."""
        self._every: Sequence[Offer] = ()
        """Also what is not shown."""
        self._task: asyncio.Task[None] | None = None
        self._basis = ""
        """On which basis the proposals are still to be kept, or empty."""
        self._keeping: asyncio.Task[None] | None = None
        self._is_stale = False
        """Whether something was written since the offers were held against what is kept."""
        self._has_spared = False
        """Whether the collector has been kept from what belongs to a long text."""

    def open(self, document: Document, annotations: Annotations) -> None:
        """Begin with a document."""
        self.close()
        self._document, self._annotations = document, annotations
        self._refresh()

    def close(self) -> None:
        """Leave the document; what is still being found for it is given up."""
        for task in (self._task, self._keeping):
            if task is not None:
                task.cancel()
        self._task, self._keeping, self._basis = None, None, ""
        self._document = self._proposed = self._linked = None
        if self._has_spared:
            self._has_spared = False
            _collect()
        self.offers, self._every, self.decided = Offers(), (), set()

    def update(self, document: Document, annotations: Annotations) -> None:
        """The same document with what is written of it and in it now."""
        if self._document is None or _told(self._document) != _told(document):
            self.open(document, annotations)
        else:
            self._annotations = annotations
            self._refresh()

    @property
    def is_finding(self) -> bool:
        """Whether the proposals for the document are still being found."""
        return self._document is not None and self._proposed is None

    @property
    def linked(self) -> tuple[Suggestion, ...]:
        """All proposals for the text with the codebook applied, open or not; empty while they are being found."""
        return self._linked or ()

    def name_of(self, entry_id: str) -> str:
        """The name of an actor or a concept of the codebook."""
        return self._knowledge.names.get(entry_id, "") if self._knowledge else ""

    async def caught_up(self) -> None:
        """Wait until the offers are those of this moment; in a long text do without."""
        if self._document is not None and len(self._document.text) <= LONG:
            await self.settled()

    def decide(self, decided: Sequence[Offer]) -> None:
        """Offer no more what was just decided, before all offers are held against it."""
        self.decided |= {offer.key for offer in decided}
        self.offers = self.offers.without(self.decided)

    async def settled(self) -> None:
        """Wait until the offers are those of this moment."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])

    def show_next(self) -> str:
        """Show other kinds of suggestions; which ones is told."""
        self.shown = suggesting.next_shown(self.shown)
        self.offers = Offers.of(self._every, self.shown)
        self._show(self.offers)
        return self.shown

    def _refresh(self) -> None:
        self._is_stale = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())

    async def _work(self) -> None:
        """Find what is proposed, and hold it against what is kept until nothing more was written meanwhile."""
        try:
            await self._clerk.ready()
            while self._is_stale and self._document is not None:
                self._is_stale = False
                is_long = len(self._document.text) > LONG
                self._has_spared |= is_long
                with _undisturbed() if is_long else nullcontext():
                    await self._renew(self._document)
        except ProjectError:
            self._proposed = self._linked = ()  # whoever reads or writes next is told why
        except Exception as error:  # rules of others run here: their fault costs suggestions, not the session
            self._proposed = self._linked = ()
            self._say(f"no suggestions for this text: {type(error).__name__}: {error}", True)

    async def _renew(self, document: Document) -> None:
        await asyncio.to_thread(_load_rules)
        from tui import proposer
        from tui.flows import offering

        if self._crew is None:
            crew, fault = await asyncio.to_thread(proposer.crew)
            self._crew = crew
            if fault:
                self._say(fault, True)
        if self._proposed is None:
            gathered, self._basis = await offering.find(self._clerk, document, self._crew)
            self._proposed = gathered.suggestions
            for remark in gathered.remarks[:1]:
                self._say(remark, not gathered.complete)
        rejected, book = await offering.standing(self._clerk, document)
        if self._knowledge is None or not book.is_like(self._codebook):
            self._knowledge, self._linked = await asyncio.to_thread(book.knowledge), None
        self._codebook = book
        if self._linked is None:
            self._linked = await asyncio.to_thread(offering.link, document, self._proposed, self._knowledge)
        made = offering.Offering(document, self._annotations, self._clerk.coder, rejected, self._knowledge)
        self._every = await asyncio.to_thread(made.of, self._linked)
        self.offers = await asyncio.to_thread(Offers.of, self._every, self.shown)
        self._show(self.offers)
        if self._basis:  # now that all is shown: another program may hold the project for as long as it likes
            keeping = offering.keep(self._clerk, document, self._basis, self._proposed)
            self._keeping, self._basis = asyncio.create_task(keeping), ""


def _load_rules() -> None:
    """Import the rules, which neither the first paint nor a key waits for."""
    import tui.flows.offering  # noqa: F401 - whoever imports it again has it at once


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the collector from going through very many new objects that stay, which would stop a key for a second."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _collect() -> None:
    """Go through what was spared: some of it is garbage by now."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _told(document: Document) -> tuple[object, ...]:
    """What of a document proposals depend on."""
    return document.id, document.published, document.language, document.zones
