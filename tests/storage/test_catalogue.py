"""Documents by a part of their title, out of a project on disk: those opened last first, and whatever comes in."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from storage.samples import article

from db import documents, history, places
from db.engine import Project, Session
from db.records import DocumentRow, Place
from tui.catalogue import Catalogue

OFTEN = 2000


def filled(project: Project, *titles: str) -> list[str]:
    with history.act(project, coder="anna", verb="add") as session:
        return [
            documents.add(session, article(f"{title}\n\nText {number} of the day.", title=title))[0]
            for number, title in enumerate(titles)
        ]


def catalogue(project: Project) -> Catalogue:
    async def read(job: Callable[[Session], Any]) -> Any:
        with project.reading() as session:
            return job(session)

    return Catalogue(read, "anna")


async def found(catalogue: Catalogue, typed: str) -> list[str]:
    catalogue.begin()
    while not catalogue.is_whole:
        await catalogue.more()
    return [row.id for row, _ in await catalogue.matching(typed, 10)]


async def test_the_one_opened_last_comes_first_among_equals(project: Project) -> None:
    first, second, third = filled(project, "The dam", "The dam", "The dam")
    known = catalogue(project)
    assert await found(known, "dam") == [first, second, third]
    places.save(project, "anna", Place(second, 0, 0))
    places.save(project, "anna", Place(third, 0, 0))
    places.save(project, "bert", Place(first, 0, 0))
    assert await found(known, "dam") == [third, second, first]
    assert await found(catalogue(project), "dam") == [third, second, first]
    places.save(project, "anna", Place(second, 5, 0))
    assert await found(known, "dam") == [second, third, first]


async def test_being_opened_does_not_make_a_worse_answer_better(project: Project) -> None:
    dam, damage = filled(project, "The dam", "Damage at the weir")
    places.save(project, "anna", Place(damage, 0, 0))
    assert await found(catalogue(project), "dam") == [dam, damage]


async def test_what_comes_in_and_what_is_renamed_is_found(project: Project) -> None:
    (dam,) = filled(project, "The dam")
    known = catalogue(project)
    assert await found(known, "weir") == []
    with history.act(project, coder="anna", verb="add") as session:
        weir, _ = documents.add(session, article("The weir\n\nA text.", title="The weir"))
    assert await found(known, "weir") == [weir]
    with history.act(project, coder="anna", verb="title") as session:
        documents.edit(session, dam, 1, title="The lock")
    with project.reading() as session:
        known.renamed(documents.row(session, dam))
    assert await found(known, "lock") == [dam]


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads that take turns all the time."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


async def test_what_comes_in_from_two_threads_leads_to_its_own_document(project: Project, restless: None) -> None:
    dam, weir = filled(project, "The dam", "The weir")
    known = catalogue(project)
    assert await found(known, "dam") == [dam]
    with project.reading() as session:
        rows = [documents.row(session, id_) for id_ in (dam, weir)]

    def rename(row: DocumentRow) -> None:
        for _ in range(OFTEN):
            known.renamed(row)

    await asyncio.gather(*(asyncio.to_thread(rename, row) for row in rows))
    for title, id_ in (("dam", dam), ("weir", weir)):
        assert [row.id for row, _ in await known.matching(title, 2 * OFTEN)] == [id_]
