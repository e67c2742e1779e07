"""The first schema: everything that design.md names, the log, and a word index over the texts (SQLite)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _text(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _truth(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*(columns or ("id",)), name=f"pk_{table}")


def _unique(table: str, column: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(column, name=f"uq_{table}_{column}")


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}"
    return sa.ForeignKeyConstraint([column], [target], name=name, deferrable=True, initially="DEFERRED")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _span(table: str) -> sa.CheckConstraint:
    return _check(table, "span", '0 <= start AND start < "end"')


def _origin(table: str) -> sa.CheckConstraint:
    return _check(table, "origin", "origin = 'hand' OR origin LIKE 'rule:%'")


def _edited() -> tuple[sa.Column[Any], ...]:
    return _text("created"), _text("updated"), _number("version")


def _marked() -> tuple[sa.Column[Any], ...]:
    return *_edited(), _text("origin"), _text("note")


def _anchored() -> tuple[sa.Column[Any], ...]:
    return _number("start"), _number("end"), _text("exact"), _text("prefix"), _text("suffix"), _truth("orphan")


def _owned() -> tuple[sa.Column[Any], ...]:
    return _text("id"), _text("actor"), _number("position")


def upgrade() -> None:
    _make_project()
    _make_documents()
    _make_codebook()
    _make_mentions_and_quotes()
    _make_stances()
    _make_suggestions()
    _make_log()
    _make_places_and_drafts()
    if op.get_bind().dialect.name == "sqlite":
        _make_word_index()


def _make_project() -> None:
    op.create_table("project", _text("id"), _text("name"), _text("created"), _text("changed"), _key("project"))
    op.create_table("coder", _text("id"), _text("name"), _text("created"), _key("coder"), _unique("coder", "name"))


def _make_documents() -> None:
    op.create_table(
        "text", _number("number"), _text("sha256"), _text("text"), _key("text", "number"), _unique("text", "sha256")
    )
    metadata = ("title", "outlet", "author", "published", "place", "url", "language", "file", "file_sha256", "encoding")
    op.create_table(
        "document",
        _text("id"),
        _text("sha256"),
        _number("number"),
        *(_text(name) for name in metadata),
        _text("status"),
        _number("version"),
        _text("added"),
        _key("document"),
        _refers("document", "sha256", "text.sha256"),
        _unique("document", "sha256"),
        _unique("document", "number"),
        _check("document", "status", "status IN ('open', 'done')"),
        _check("document", "number", "number >= 1"),
    )
    op.create_table(
        "zone",
        _text("id"),
        _text("document"),
        _text("kind"),
        _number("start"),
        _number("end"),
        _key("zone"),
        _refers("zone", "document", "document.id"),
        _span("zone"),
    )
    _index("zone", "document")


def _make_codebook() -> None:
    op.create_table(
        "actor",
        *_edited(),
        _text("id"),
        _text("name"),
        _text("kind"),
        _text("note"),
        _key("actor"),
        _check("actor", "name", "name <> ''"),
    )
    op.create_table("alias", *_owned(), _text("name"), _key("alias"), _refers("alias", "actor", "actor.id"))
    _index("alias", "actor")
    op.create_table(
        "role",
        *_owned(),
        _text("title"),
        _text("organisation"),
        _text("start"),
        _text("end"),
        _key("role"),
        _refers("role", "actor", "actor.id"),
    )
    _index("role", "actor")
    op.create_table(
        "concept",
        *_edited(),
        _text("id"),
        _text("name"),
        _text("parent", null=True),
        _text("definition"),
        _key("concept"),
        _refers("concept", "parent", "concept.id"),
        _check("concept", "name", "name <> ''"),
        _check("concept", "parent", "parent <> id"),
    )
    _index("concept", "parent")


def _make_mentions_and_quotes() -> None:
    op.create_table(
        "mention",
        *_anchored(),
        *_marked(),
        *(_text(name) for name in ("id", "document", "actor", "coder")),
        _key("mention"),
        _refers("mention", "document", "document.id"),
        _refers("mention", "actor", "actor.id"),
        _refers("mention", "coder", "coder.id"),
        _span("mention"),
        _origin("mention"),
    )
    _index("mention", "document", "start")
    _index("mention", "actor", "created")
    op.create_table(
        "quote",
        *_marked(),
        *(_text(name) for name in ("id", "document", "type")),
        _text("speaker", null=True),
        _text("said_on"),
        _text("inside", null=True),
        _text("coder"),
        _key("quote"),
        _refers("quote", "document", "document.id"),
        _refers("quote", "speaker", "actor.id"),
        _refers("quote", "inside", "quote.id"),
        _refers("quote", "coder", "coder.id"),
        _check("quote", "type", "type IN ('direct', 'indirect', 'mixed')"),
        _check("quote", "inside", "inside <> id"),
        _origin("quote"),
    )
    for columns in (("document",), ("speaker", "created"), ("inside",)):
        _index("quote", *columns)
    _make_quote_parts()


def _make_quote_parts() -> None:
    op.create_table(
        "quote_part",
        *_anchored(),
        _text("id"),
        _text("quote"),
        _number("position"),
        _text("role"),
        _key("quote_part"),
        _refers("quote_part", "quote", "quote.id"),
        _span("quote_part"),
        _check("quote_part", "role", "role IN ('content', 'source', 'cue', 'addressee')"),
    )
    _index("quote_part", "quote", "position")


def _make_stances() -> None:
    op.create_table(
        "stance",
        *_marked(),
        *(_text(name) for name in ("id", "document", "holder")),
        _text("target_actor", null=True),
        _text("target_concept", null=True),
        _text("position"),
        _number("strength", null=True),
        _text("modality"),
        _truth("explicit"),
        _text("date"),
        _text("coder"),
        _key("stance"),
        _refers("stance", "document", "document.id"),
        _refers("stance", "holder", "actor.id"),
        _refers("stance", "target_actor", "actor.id"),
        _refers("stance", "target_concept", "concept.id"),
        _refers("stance", "coder", "coder.id"),
        _check("stance", "position", "position IN ('oppose', 'neutral', 'support', 'mixed', 'unclear')"),
        _check("stance", "modality", "modality IN ('actual', 'conditional', 'demanded', 'denied')"),
        _check("stance", "target", "(target_actor IS NULL) <> (target_concept IS NULL)"),
        _check(
            "stance",
            "strength",
            "CASE WHEN position IN ('support', 'oppose') THEN strength IS NOT NULL AND strength IN (1, 2)"
            " ELSE strength IS NULL END",
        ),
        _origin("stance"),
    )
    _index("stance", "document")
    for column in ("holder", "target_actor", "target_concept"):
        _index("stance", column, "created")
    _make_evidence()


def _make_evidence() -> None:
    op.create_table(
        "evidence",
        _text("id"),
        _text("stance"),
        _number("position"),
        _text("quote", null=True),
        _number("start", null=True),
        _number("end", null=True),
        *(_text(name, null=True) for name in ("exact", "prefix", "suffix")),
        _truth("orphan"),
        _key("evidence"),
        _refers("evidence", "stance", "stance.id"),
        _refers("evidence", "quote", "quote.id"),
        _check("evidence", "kind", "(quote IS NULL) <> (start IS NULL)"),
        _check(
            "evidence",
            "span",
            '(start IS NULL) = ("end" IS NULL) AND (start IS NULL) = (exact IS NULL) AND (start IS NULL OR'
            ' (0 <= start AND start < "end"))',
        ),
    )
    _index("evidence", "stance", "position")
    _index("evidence", "quote")


def _make_suggestions() -> None:
    op.create_table(
        "suggestion",
        *(_text(name) for name in ("id", "document", "kind", "payload", "rule")),
        sa.Column("confidence", sa.Float(), nullable=False),
        _text("outcome", null=True),
        _text("coder", null=True),
        *_edited(),
        _key("suggestion"),
        _refers("suggestion", "document", "document.id"),
        _refers("suggestion", "coder", "coder.id"),
        _check("suggestion", "kind", "kind IN ('quote', 'mention', 'stance')"),
        _check("suggestion", "outcome", "outcome IN ('accepted', 'edited', 'rejected')"),
        _check("suggestion", "confidence", "0 <= confidence AND confidence <= 1"),
    )
    _index("suggestion", "document")


def _make_log() -> None:
    op.create_table(
        "act",
        _number("seq"),
        _text("verb"),
        _text("document", null=True),
        _number("start", null=True),
        _number("end", null=True),
        _text("coder"),
        _text("at"),
        _text("state"),
        _truth("undoable"),
        _number("reverts", null=True),
        _key("act", "seq"),
        _refers("act", "coder", "coder.id"),
        _refers("act", "reverts", "act.seq"),
        _check("act", "state", "state IN ('done', 'undone', 'dropped')"),
        _check("act", "span", '(start IS NULL) = ("end" IS NULL)'),
    )
    _index("act", "coder", "state", "seq")
    op.create_table(
        "change",
        _number("seq"),
        _number("act"),
        _text("table_name"),
        _text("row_id"),
        _text("before", null=True),
        _text("after", null=True),
        _key("change", "seq"),
        _refers("change", "act", "act.seq"),
    )
    _index("change", "act")
    _index("change", "row_id")


def _make_places_and_drafts() -> None:
    op.create_table(
        "place",
        _text("coder"),
        _text("document"),
        _number("cursor"),
        _number("top"),
        _text("updated"),
        _key("place", "coder", "document"),
        _refers("place", "coder", "coder.id"),
        _refers("place", "document", "document.id"),
    )
    op.create_table(
        "draft",
        _text("coder"),
        _text("subject"),
        _text("text"),
        _text("updated"),
        _key("draft", "coder", "subject"),
        _refers("draft", "coder", "coder.id"),
    )


def _make_word_index() -> None:
    """Index the words of every text as it comes in; texts never change or go, so one trigger is enough."""
    op.execute(
        "CREATE VIRTUAL TABLE text_index USING fts5("
        "text, content='text', content_rowid='number', tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute(
        "CREATE TRIGGER text_index_fill AFTER INSERT ON text BEGIN"
        " INSERT INTO text_index (rowid, text) VALUES (new.number, new.text); END"
    )
