"""The command that searches: find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus import concordance
from db.errors import ProjectError
from db.records import Hit
from tui import describe, start
from tui.cli import output, sheet
from tui.cli.documents import Json
from tui.lines import place_of

if TYPE_CHECKING:
    from db.engine import Session

_MOST = 200
"""How many places are printed where neither a limit is given nor all are asked for."""
_PIPED = 160
"""The width of a line of the concordance where no terminal tells one."""
_NUMBER = 5
"""The room for a document's number in front of such a line."""


def find(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="What to look for and where, or @NAME.")] = "",
    as_json: Json = False,
    kwic: Annotated[bool, typer.Option("--kwic", help="Print every place as an aligned line.")] = False,
    count: Annotated[bool, typer.Option("--count", help="Print only how many places there are.")] = False,
    sort: Annotated[
        str, typer.Option("--sort", metavar="BY", help="Sort --kwic by left, right, keyword, date, outlet: left,date.")
    ] = "",
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="How many places to print at most.")] = None,
    saved: Annotated[bool, typer.Option("--saved", help="List the saved searches: key, name and line.")] = False,
) -> None:
    """Find words, phrases and annotations.

    QUERY is one line: macron "strategic partnership" OR strat* -gas near(eu army, 5) /sanction(s|ed)/ outlet:TASS
    date:2017..2018 actor:macron status:open quote:direct stance:>0 about:"EU sanctions" coder:me kind:quote.

    @NAME looks for what the saved search of this name says.

    Prints each place with what stands around it; the number in front counts characters from the start of the text.
    """
    from db import search

    if saved:
        _print_saved(context, as_json=as_json)
        return
    if not query.strip():
        raise ProjectError("find needs a QUERY: words, a filter, or @NAME; see `glossator find --help`")
    orders = _orders(sort)
    is_whole = kwic or count or bool(orders)
    most = limit or (None if is_whole else _MOST)
    with context.obj.project() as project, project.reading() as session:
        query = _line_of(session, query) if query.startswith("@") else query
        every: dict[str, Any] = {"per_document": None, "width": _PIPED} if is_whole else {}
        found = islice(search.hits(session, query, me=context.obj.who, **every), most)
        hits = [] if count else list(found)
        number = sum(1 for _ in found) if count else len(hits)  # to be counted, they need not all be held
        near = [] if number else search.nearest(session, query)
    if count:
        output.text(str(number))
    else:
        _print(hits, orders, as_json=as_json, kwic=kwic)
    if not number:
        start.say(f"nothing found for {query!r}" + (f"; near it: {', '.join(near)}" if near else ""))
        raise typer.Exit(start.IN_PART)
    if number == most:
        start.say(f"these are the first {most}; ask for more with --limit")


def _print(
    hits: Sequence[Hit],
    orders: Sequence[concordance.Order],
    *,
    as_json: bool,
    kwic: bool,
) -> None:
    """What was found in the form that was asked for."""
    if as_json:
        for hit in hits:
            output.record(sheet.hit_as_json(hit))
    elif kwic or orders:
        _print_lines(hits, orders)
    else:
        _print_hits(hits)


def _line_of(session: Session, name: str) -> str:
    """The line of a saved search.

    Raises:
        ProjectError: If there is none of this name.
    """
    from db import searches

    saved = searches.named(session, name[1:])
    if saved is None:
        raise ProjectError(f"there is no saved search {name}: glossator find --saved lists them")
    return f"{saved.line.rstrip()} "


def _print_saved(context: typer.Context, *, as_json: bool) -> None:
    """The saved searches, those with a key first."""
    from db import searches

    with context.obj.project() as project, project.reading() as session:
        every = searches.listing(session)
    for each in every:
        if as_json:
            output.record({"name": each.name, "key": each.key, "line": each.line})
        else:
            output.text(f"{each.key or ' '}  @{each.name}  {each.line}")
    if not every:
        start.say("no search is saved yet: Ctrl+S in the search line (F) keeps one")
        raise typer.Exit(start.IN_PART)


def _orders(sort: str) -> list[concordance.Order]:
    """By what lines are sorted.

    Raises:
        ProjectError: If one of them is unknown.
    """
    wanted = [order for order in sort.replace(" ", "").split(",") if order]
    known = [order for name in wanted for order in concordance.ORDERS if order == name]
    if len(known) < len(wanted):
        every = ", ".join(concordance.ORDERS)
        raise ProjectError(f"--sort {sort}: lines are sorted by {every}; write one, or several with commas")
    return known


def _print_lines(hits: Iterable[Hit], orders: Iterable[concordance.Order]) -> None:
    """The places as a concordance: the document's number, then the keyword in its context."""
    # Rich's width tables are not needed for the rest.
    from tui.widths import cell_len

    width = (output.width() if output.is_terminal() else _PIPED) - _NUMBER - 1
    places = [*map(place_of, hits)]
    for place in concordance.sort(places, *orders) if orders else places:
        line = concordance.line(place, width, cell_len)
        number = str(place.key[0]).rjust(_NUMBER)
        output.text(f"{number} {line.left}{line.keyword}{line.right}".rstrip())


def _print_hits(hits: Iterable[Hit]) -> None:
    """The places, below a line for the document that they are in, which `show` finds by its number."""
    document = ""
    for hit in hits:
        if hit.document != document:
            document = hit.document
            name = describe.name(hit)
            output.text(f"{hit.number}  {', '.join(filter(None, [name, hit.outlet, hit.published[:10]]))}")
        cut = "…" if hit.span.start > len(hit.before) else ""
        output.text(f"  {hit.span.start}  {cut}{hit.before}{hit.exact}{hit.after}…")
