"""The reading screen: document list, reader and sidebar over the foot. Keys that write are flows, run one by one."""

from __future__ import annotations

import gc
from asyncio import Future, get_running_loop, to_thread
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.worker import Worker

from db.errors import ProjectError
from db.opened import Glance
from tui import keymap, status
from tui.clerk import Clerk
from tui.desk import Cancelled, Desk
from tui.rows import Rows
from tui.safe import safe
from tui.screens.hearing import HearingScreen
from tui.screens.ordered import OrderedScreen
from tui.settings import unsaved_files
from tui.unsaved import outcome
from tui.widgets.document_list import DocumentList
from tui.widgets.foot import Foot
from tui.widgets.reader import Reader
from tui.widgets.sidebar import Sidebar
from tui.widgets.title import Title

T = TypeVar("T")

WIDE = 110
"""From this many columns on all three panes fit beside each other."""

REFUSED = 2
"""The exit code when the project cannot be opened."""


class ReadingScreen(HearingScreen, inherit_bindings=False):
    """Where the analyst reads and tags."""

    AUTO_FOCUS = "Reader"
    BINDING_GROUP_TITLE = "Reading"
    BINDINGS = keymap.bindings("reading")

    def __init__(self, clerk: Clerk, glance: Glance | None, to_terminal: Callable[[bytes], None]) -> None:
        super().__init__()
        self.reader = Reader()
        self.foot = Foot()
        self.to_terminal = to_terminal
        self.desk = Desk(clerk, self.reader, self.foot, self)
        self._glance = glance
        self._title = Title()
        self._list = DocumentList()
        self._sidebar = Sidebar()
        self._wishes: dict[str, bool] = {}
        self._flows: deque[str] = deque(["refresh"])
        """What is asked for; the project is read whole before anything else is done with it."""
        self._busy = False
        self._pressed = ""
        """The last key that was pressed, for commands that have several with a meaning each."""

    def compose(self) -> ComposeResult:
        """Title, panes, foot."""
        yield self._title
        with Horizontal(id="panes"):
            yield self._list
            yield self.reader
            yield self._sidebar
        yield self.foot

    def on_mount(self) -> None:
        """Show what the glance found."""
        glance = self._glance
        if glance is not None:
            self.desk.rows, self.desk.count, self.desk.undo = Rows(glance.rows), glance.last, glance.undo
            if glance.document is not None:
                cursor, top = (glance.place.cursor, glance.place.top) if glance.place else (0, 0)
                self.desk.lay(glance.document, glance.annotations, cursor, top)
        self.show()

    def catch_up(self, *, backups: bool = False) -> None:
        """Let the clerk open the project, and names and suggestions be found, off the path of the first paint."""
        if not gc.isenabled():  # the start does without it
            gc.freeze()
            gc.enable()
        self.desk.catch_up()
        self.run_worker(self._catch_up(), group="catching up")
        if backups:
            self.run_worker(self._keep_backups(), group="backups")

    def on_unmount(self) -> None:
        """Leave nothing running behind."""
        self.desk.leave()

    async def _keep_backups(self) -> None:
        """Let backups make themselves once the project is open."""
        with suppress(ProjectError):
            await self.desk.clerk.ready()
            from tui import keeping  # late: most of what it loads the clerk has loaded by now

            await keeping.keep(self.desk.clerk.where, lambda reason: self.desk.say(reason, warning=True))

    # Panes

    def on_resize(self, event: events.Resize) -> None:
        """Fold the panes away where they do not fit."""
        self._fold(event.size.width)

    def _fold(self, width: int) -> None:
        before = self._sidebar.display
        for pane in (self._list, self._sidebar):
            pane.display = self._wishes.get(str(pane.id), width >= WIDE)
        if self._sidebar.display and not before:
            self.show()

    def action_toggle_list(self) -> None:
        """Hide the document list, or show it."""
        self._toggle(self._list)

    def action_toggle_sidebar(self) -> None:
        """Hide the sidebar, or show it."""
        self._toggle(self._sidebar)

    def _toggle(self, pane: DocumentList | Sidebar) -> None:
        self._wishes[str(pane.id)] = not pane.display
        self._fold(self.size.width)

    def show(self) -> None:
        """Bring the panes up to date with the desk."""
        desk = self.desk
        self._title.show(desk.document, desk.count, done=desk.is_done)
        self._list.show(desk.rows, desk.rows.place(desk.document.id if desk.document else None))
        self._sidebar.show(desk.annotations, self.reader.text)
        self._follow()

    def _follow(self) -> None:
        """Let sidebar and foot tell what is under the cursor."""
        here = self.reader.here
        self._sidebar.follow(here[0].id if here else None)
        self.tell()

    def tell(self) -> None:
        """Let the foot tell what is under the cursor, and the state."""
        self.foot.show(status.mark_line(self.desk), status.status_line(self.desk))

    @on(Reader.Changed)
    def follow_reader(self) -> None:
        """The cursor came to other marks, or the state changed."""
        if not self.reader.take_news():
            return
        walked = self.reader.walked
        if walked is not None and walked.noun == "quote":
            self.desk.quote = walked.id
        self._follow()

    @on(Reader.Stopped)
    def tell_stop(self, event: Reader.Stopped) -> None:
        """The reader has something to say."""
        self.desk.say(event.text)

    @on(Reader.Leapt)
    def remember(self, event: Reader.Leapt) -> None:
        """The cursor went far away: the place that it left can be gone back to."""
        self.desk.leave_place(event.left)

    @on(Reader.Dropped)
    def go_back(self) -> None:
        """With nothing selected, the key goes back to the list from which the place was opened."""
        if self.desk.lists.back is not None:
            self.action_flow("back_to_list")

    def action_open_saved(self) -> None:
        """Find what the saved search on the pressed key says; from the list of commands, list them all."""
        place = keymap.picks("reading.open_saved").get(self._pressed)
        self.action_flow("saved" if place is None else f"saved_{place + 1}")

    # Flows: one at a time; keys that come meanwhile answer its questions, or wait for its end

    def action_flow(self, name: str) -> None:
        """Start a flow, or let it wait for its turn."""
        self._flows.append(name)
        self._begin()

    def _begin(self) -> None:
        if not self._busy:
            self._busy = True
            self._working: Worker[None] = self.run_worker(self._work, group="flows")

    @property
    def is_quiet(self) -> bool:
        """Whether no flow is at work or waits for its turn, or one waits for an answer."""
        over = self.app.screen
        if over is not self:
            return not isinstance(over, OrderedScreen) or over.is_quiet
        return self.foot.is_asking or (not self._busy and not self._flows)

    async def _work(self) -> None:
        """Run the flow that was asked for, and then what the keys that waited ask for."""
        waiting = self.foot.waiting
        try:
            while (self._flows or waiting) and not self.app._exit:
                if self._flows:
                    await self._run(self._flows.popleft())
                elif self.app.screen is not self:
                    self._hand_on()
                elif isinstance(typed := waiting.popleft(), events.Key):  # nothing asks for what was pasted
                    await self._deal(typed)
        finally:
            self._busy = False
            self._follow()

    async def _run(self, name: str) -> None:
        """Run a flow; when it is refused, the screen shows what is kept now."""
        desk = self.desk
        try:
            await desk.clerk.ready()
            from tui.flows.all import FLOWS  # late: it loads SQLModel, which the clerk has done by now

            await FLOWS[name](desk)
        except Cancelled:
            desk.face.show()
        except ProjectError as error:
            self.foot.waiting.clear()  # those keys were meant for what will not come
            if desk.clerk.is_open and name != "refresh":
                with suppress(ProjectError):
                    await FLOWS["refresh"](desk)
            desk.say(outcome(error), warning=True)

    async def _catch_up(self) -> None:
        """Open the project, and then read what the first paint did not wait for, before any other flow."""
        try:
            await self.desk.clerk.ready()
            from tui.flows import hearing  # late, as above

            await hearing.begin(self.desk)
        except ProjectError as error:
            self.app.exit(return_code=REFUSED, message=Text(f"glossator: {safe(str(error))}"))
        else:
            self._begin()
            self.listen()
            if files := unsaved_files():
                told = f"not saved in an earlier session: glossator import {files[0]} brings it in; then delete it"
                self.desk.say(told, warning=True)

    def renew(self) -> bool:
        """Open the document anew once nothing is asked and nothing lies over this screen; whether that is so."""
        if self._busy or self.app.screen is not self:
            return False
        self.action_flow("refresh")
        return True

    async def take_key(self, key: events.Key) -> None:
        """A key is for the flow that runs, or else it is dealt with now."""
        if self._busy:
            self.foot.take(key)
        else:
            await self._deal(key)

    async def _deal(self, key: events.Key) -> None:
        """A key is for the jump labels, or a command; and it ends what the foot was saying."""
        if self.desk.notice is not None or self.desk.others.heard:
            self.desk.notice, self.desk.others.heard = None, ""
            self.tell()
        if self.reader.state == "JUMP":
            self.reader.choose_label(key)
        else:
            await self.press(key)

    async def press(self, key: events.Key) -> None:
        """Run what the key is bound to."""
        self._pressed = key.key
        await super().press(key)
        self._pressed = ""
        self.follow_reader()  # now, so that one frame shows all that the key changed

    def is_leaving(self, key: str) -> bool:
        """Keys typed ahead of quitting are dealt with first."""
        return super().is_leaving(key) and (not self._busy or self.foot.is_asking)

    async def show_screen(self, screen: Screen[T]) -> T | None:
        """Show a screen over this one until it is done; keys that were typed ahead of it are its keys.

        Raises:
            Cancelled: If the program is being left: nobody would take the screen away again.
        """
        if self.app._exit:
            raise Cancelled
        done: Future[T | None] = get_running_loop().create_future()

        def tell(result: T | None) -> None:
            if not done.done():  # else the program is being left, and nobody waits any more
                done.set_result(result)

        await self.app.push_screen(screen, tell)
        self._hand_on()
        return await done

    def _hand_on(self) -> None:
        """Give the keys that wait to the screen that is up now."""
        while self.foot.waiting:
            self.hand_on(self.foot.waiting.popleft())

    def take_paste(self, paste: events.Paste) -> None:
        """Pasted text answers a question, the one that comes next too; anywhere else it is dropped."""
        if self._busy:
            self.foot.take(paste)

    async def keep_place(self) -> None:
        """Keep where the analyst is, once the project is open; leaving waits for that in any case."""
        with suppress(ProjectError):
            await self.desk.clerk.ready()
            from tui.flows.acts import keep_place  # late, as above

            if self.desk.flush is not None:
                await self.desk.flush()
            await keep_place(self.desk)

    async def rescue(self) -> str:
        """Take along what could not be saved, because the program leaves; what to tell about that, or empty."""
        if not self.desk.unsaved:
            return ""
        from tui.flows.unsaved import rescue  # late, as above

        # Not by the clerk, who may still wait for whoever holds the project.
        return await to_thread(rescue, await self.desk.clerk.ready(), self.desk.unsaved)
