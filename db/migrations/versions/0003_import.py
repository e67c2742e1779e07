"""What is kept of an import: where values came from, further sources, earlier texts, near copies, files taken in."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_REMEMBERED = {
    "project": ("columns", "{}"),
    "zone": ("rule", ""),
}


def _text(name: str, default: str | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*(columns or ("id",)), name=f"pk_{table}")


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}"
    return sa.ForeignKeyConstraint([column], [target], name=name, deferrable=True, initially="DEFERRED")


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def upgrade() -> None:
    _add_columns()
    _make_sources_and_editions()
    _make_files()
    _make_doubles()


def _add_columns() -> None:
    """Rows of the log from before know nothing of these columns, and are written back without them: hence defaults."""
    op.add_column("document", _text("section", ""))
    op.add_column("document", _text("told", "{}"))
    for table, (name, default) in _REMEMBERED.items():
        op.add_column(table, _text(name, default))
    for column in ("file", "url", "title"):
        _index("document", column)


def _make_sources_and_editions() -> None:
    op.create_table(
        "source",
        *(_text(name) for name in ("id", "document", "file", "file_sha256", "encoding")),
        *(_text(name) for name in ("outlet", "url", "published", "added")),
        _key("source"),
        _refers("source", "document", "document.id"),
    )
    _index("source", "document")
    _index("source", "file")
    op.create_table(
        "edition",
        *(_text(name) for name in ("id", "document")),
        _number("number"),
        *(_text(name) for name in ("sha256", "file", "file_sha256", "encoding", "replaced")),
        _key("edition"),
        _refers("edition", "document", "document.id"),
        _refers("edition", "sha256", "text.sha256"),
        _check("edition", "number", "number >= 1"),
    )
    _index("edition", "document", "number")
    _index("edition", "sha256")


def _make_files() -> None:
    told = (*(_text(name) for name in ("path", "name", "stamp")), _number("articles"))
    op.create_table("file", *told, _key("file", "path"))


def _make_doubles() -> None:
    op.create_table(
        "shingle", _number("hash"), _number("text"), _key("shingle", "hash", "text"), sqlite_with_rowid=False
    )
    op.create_table(
        "near",
        _number("text"),
        _number("earlier"),
        sa.Column("likeness", sa.Float(), nullable=False),
        _key("near", "text", "earlier"),
        _refers("near", "text", "text.number"),
        _refers("near", "earlier", "text.number"),
        _check("near", "likeness", "0 <= likeness AND likeness <= 1"),
        sqlite_with_rowid=False,
    )
    _index("near", "earlier")
