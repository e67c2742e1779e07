"""Searches kept under a name: saved, renamed, given a key, deleted; each an act that undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from db import history, searches
from db.engine import Project, Session
from db.records import SavedSearch
from tui.asking import Option, Question
from tui.desk import Desk
from tui.flows import acts
from tui.flows.fields import ask_text
from tui.screens.corpus_search import CorpusSearch


async def save(desk: Desk, screen: CorpusSearch) -> None:
    """Keep the line that is typed under a name, and let a key open it."""
    line = screen.typed.strip()
    every = await acts.read(desk, searches.listing)
    with desk.asking_in(screen.foot):
        known = [Option(saved.name, saved.name, "take its place") for saved in every]
        name = await desk.ask(Question("save as", line, known, typing=_new))
        known_key = next((saved.key for saved in every if saved.name == name), None)
        key = await _ask_key(desk, every, name) or known_key
    await _write(desk, "save search", lambda session: searches.save(session, name, line, key))
    screen.say(f"saved: @{name}" + (f", on key {key}" if key else ""))


async def edit(desk: Desk, screen: CorpusSearch, saved: SavedSearch) -> None:
    """Change the name and the key of a saved search."""
    every = await acts.read(desk, searches.listing)
    with desk.asking_in(screen.foot):
        name = await ask_text(desk, "name", saved.name)
        key = await _ask_key(desk, every, name)
    await _write(
        desk, "change search", lambda session: searches.edit(session, saved.id, saved.version, name=name, key=key)
    )
    await screen.list_anew()
    screen.say(f"saved: @{name}" + (f", on key {key}" if key else ""))


async def delete(desk: Desk, screen: CorpusSearch, saved: SavedSearch) -> None:
    """Forget a saved search."""
    await _write(desk, "delete search", lambda session: searches.delete(session, saved.id))
    await screen.list_anew()
    screen.say(f"deleted: @{saved.name}; undo in the text brings it back")


def _new(typed: str) -> list[Option[str]]:
    return [Option(typed, typed, "new")] if typed else []


async def _ask_key(desk: Desk, every: Sequence[SavedSearch], name: str) -> int | None:
    """Ask for the key that is to open it; one that is taken goes over to it."""
    keys: dict[str, int | None] = {str(key): key for key in searches.KEYS}
    taken = ", ".join(f"{saved.key} {saved.name}" for saved in every if saved.key)
    legend = [("1-9", "opens it at once"), ("Enter", "no key")]
    about = f"for {name}" + (f"; taken: {taken}" if taken else "")
    return await desk.ask(Question("key", about, keys={**keys, "enter": None}, legend=legend))


async def _write(desk: Desk, verb: str, job: Callable[[Session], object]) -> None:
    def act(project: Project) -> None:
        with history.act(project, coder=desk.coder, verb=verb) as session:
            job(session)

    await desk.clerk.do(act)
    desk.undo = verb
