"""Finding in the whole corpus: the search line, its places in context, saved searches, and the places of a thing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from corpus import find
from corpus.spans import trimmed
from db import search, searches
from db.records import Hit, Mention, Quote
from tui import describe, searching
from tui.desk import Cancelled, Desk
from tui.flows import acts, opening, saving, tagging_lines
from tui.flows.choosing import choose
from tui.flows.naming import name_here
from tui.lines import Lines
from tui.looking import Looking
from tui.screens.annotations import AnnotationPanel
from tui.screens.concordance import ConcordanceScreen, LineHands
from tui.screens.corpus_search import CorpusSearch, Hands


async def find_in_corpus(desk: Desk) -> None:
    """Find in all documents, and open the place that is taken."""
    await look(desk, Looking(desk.lists.looking.line if desk.lists.looking else ""), is_left=True)


async def find_saved(desk: Desk, key: int) -> None:
    """Find what the saved search on a key says."""
    saved = await acts.read(desk, lambda session: searches.on_key(session, key))
    if saved is None:
        desk.say(f"no saved search has the key {key}: find something, and save the line")
    else:
        await look(desk, Looking(f"{saved.line.rstrip()} "))


async def list_saved(desk: Desk) -> None:
    """List the saved searches."""
    await look(desk, Looking("@"))


async def places(desk: Desk) -> None:
    """Find all places of the annotation under the cursor, or else of the name or the selected words."""
    await look(desk, Looking(f"{await _line_here(desk)} "))


async def _line_here(desk: Desk) -> str:
    """The search line for what is under the cursor."""
    names = desk.annotations.names
    if desk.reader.selection is not None and desk.reader.walked is None:
        span = trimmed(desk.reader.text, desk.reader.selection)
        return _phrase(desk.reader.text[span.start : span.end])
    if not desk.reader.here:
        span = await name_here(desk)
        return _phrase(desk.reader.text[span.start : span.end])
    _, annotation = await choose(desk, "places of")
    if isinstance(annotation, Mention):
        return f"actor:{_quoted(names.get(annotation.actor, annotation.exact))}"
    if isinstance(annotation, Quote):
        if annotation.speaker is None:
            return _phrase(annotation.parts[0].exact)
        return f"actor:{_quoted(describe.speaker(annotation, names))}"
    return f"about:{_quoted(describe.target(annotation, names))}"


def _phrase(words: str) -> str:
    if not words.strip():
        raise Cancelled
    return _quoted(words)


def _quoted(words: str) -> str:
    return f'"{" ".join(words.replace(chr(34), " ").split())}"'


async def look(desk: Desk, looking: Looking, *, is_left: bool = False) -> None:
    """Show the search line, or its places in context, until a place is opened or the analyst goes back.

    Of a line that was left earlier, a letter begins another one.
    """
    desk.lists.looking = looking
    left, step = desk.document, desk.step()
    turns = True
    while turns:
        hit, turns = await (_in_context(desk, looking) if looking.aligned else _by_line(desk, looking, is_left))
        is_left = False
        if hit is not None:
            if step is not None:
                desk.trail.leave(step)
            await _open(desk, hit, partial(look, looking=looking))
            return
        looking.aligned ^= turns
    if left is not None and desk.document is not None and desk.document.id != left.id:
        await opening.lay_open(desk, left.id)


async def _by_line(desk: Desk, looking: Looking, is_left: bool) -> tuple[Hit | None, bool]:
    """Show the search line; the place that is taken, and whether its places in context are wanted."""
    if desk.lists.completer is None:
        desk.lists.completer = searching.Completer(desk.clerk)
    hands = Hands(
        find=partial(searching.batches, desk.clerk),
        near=partial(searching.nearest, desk.clerk),
        complete=desk.lists.completer.complete,
        saved=lambda: acts.read(desk, searches.listing),
        save=partial(saving.save, desk),
        edit=partial(saving.edit, desk),
        delete=partial(saving.delete, desk),
        most=searching.MOST_HITS,
        each=search.PLACES,
    )
    screen = CorpusSearch(looking, hands, is_left=is_left)
    taken = await desk.face.show_screen(screen)
    return taken if isinstance(taken, Hit) else None, screen.turns


async def _in_context(desk: Desk, looking: Looking) -> tuple[Hit | None, bool]:
    """Show the places in context; the one that is taken, and whether the search line is wanted."""
    if looking.lines is None or looking.lines.line != looking.line:
        looking.lines = Lines(looking.line)
    hands = LineHands(
        find=partial(searching.batches, desk.clerk, whole=True),
        tag=partial(tagging_lines.tag, desk),
        undo=partial(tagging_lines.undo, desk),
        most=searching.MOST_LINES,
    )
    screen = ConcordanceScreen(looking.lines, hands)
    hit: Hit | None = await desk.face.show_screen(screen)
    return hit, screen.turns


async def list_annotations(desk: Desk, typed: str = "", chosen: str = "") -> None:
    """List the annotations of the whole project, and open the one that is taken."""
    step, here = desk.step(), desk.reader.here
    document = desk.document.id if desk.document else ""
    read = partial(searching.every_annotation, desk.clerk)
    panel = AnnotationPanel(read, typed, chosen or (here[0].id if here else ""), document)
    hit: Hit | None = await desk.face.show_screen(panel)
    if hit is not None:
        if step is not None:
            desk.trail.leave(step)
        await _open(desk, hit, partial(list_annotations, typed=panel.typed, chosen=hit.annotation))


async def _open(desk: Desk, hit: Hit, back: Callable[[Desk], Awaitable[None]]) -> None:
    """Open a place that was found; backspace goes back to its row."""
    await opening.lay_open(desk, hit.document, hit.span.start)
    desk.lists.back = back
    if hit.annotation:
        desk.reader.go(hit.span.start, mark=hit.annotation)
    elif hit.exact:
        desk.reader.find(find.occurrences(desk.reader.text, hit.exact))
    desk.face.tell()


async def back_to_list(desk: Desk) -> None:
    """Go back to the list from which the place was opened."""
    if desk.lists.back is not None:
        back, desk.lists.back = desk.lists.back, None
        await back(desk)
