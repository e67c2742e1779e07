"""Links between places that tell the same statement, put into a project once its quotes are there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from db import models
from db.exchange import writing
from db.exchange.marks import Report, is_orphan, placed
from db.exchange.writing import Record

_NOUN = "parallel"


def merge(
    session: Session, records: list[Record], here: Mapping[str, str], coders: Mapping[str, str], report: Report
) -> None:
    """Take in the links of a file; `here` tells under which id the project has each of the file's documents."""
    if not records:
        return
    session.flush()
    present = {record["id"]: record for record in writing.parallels(session)}
    quotes = set(session.execute(select(models.table(models.Quote).c.id)).scalars())
    for told in records:
        record = told | {"coder": coders.get(told["coder"], ""), "other": _here(session, told["other"], here)}
        if why := _fault(record, quotes):
            report.problems.append(f"{_NOUN} {record['id']} was left out: {why}.")
        elif record["id"] not in present:
            session.add(models.Parallel(**_columns(record)))
            report.added += 1
            report.orphans += is_orphan(record["other"])
        elif present[record["id"]] == record:
            report.unchanged += 1
        else:
            report.problems.append(f"{_NOUN} {record['id']} was left out: the project has another one, which was kept.")


def _here(session: Session, other: Record, documents: Mapping[str, str]) -> Record:
    """The other place as the project has it: its document's id, and the words where they stand in that text."""
    if "quote" in other:
        return other
    document = documents.get(other["document"], "")
    rows, texts = models.table(models.Document), models.table(models.Text)
    query = select(texts.c.text).join(rows, rows.c.sha256 == texts.c.sha256).where(rows.c.id == document)
    text = session.execute(query).scalar()
    return other | {"document": ""} if text is None else {"document": document} | placed(text, _without(other))


def _without(other: Record) -> Record:
    return {name: value for name, value in other.items() if name != "document"}


def _fault(record: Record, quotes: set[str]) -> str:
    """The first reference that leads nowhere, in words, or empty."""
    other = record["other"]
    if not record["coder"]:
        return "it refers to an unknown coder"
    for quote in (record["quote"], other.get("quote", record["quote"])):
        if quote not in quotes:
            return f"it refers to an unknown quote {quote!r}"
    if other.get("quote") == record["quote"]:
        return "it links a quote with itself"
    return "" if "quote" in other or other["document"] else "it refers to an unknown document"


def _columns(record: Record) -> dict[str, Any]:
    """The columns of a link's row."""
    other: Record = record["other"]
    place = {"other": other["quote"]} if "quote" in other else other
    return {name: record[name] for name in ("id", "quote", "coder", "created")} | place
