"""The same statement in two places, and where each word of the index stands (SQLite)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE text_index_places USING fts5vocab('text_index', 'instance')")
    op.create_table(
        "parallel",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("other", sa.String()),
        sa.Column("document", sa.String()),
        sa.Column("start", sa.Integer()),
        sa.Column("end", sa.Integer()),
        sa.Column("exact", sa.String()),
        sa.Column("prefix", sa.String()),
        sa.Column("suffix", sa.String()),
        sa.Column("orphan", sa.Boolean(), nullable=False),
        sa.Column("coder", sa.String(), nullable=False),
        sa.Column("created", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_parallel"),
        *(
            sa.ForeignKeyConstraint(
                [column], [target], name=f"fk_parallel_{column}", deferrable=True, initially="DEFERRED"
            )
            for column, target in (
                ("quote", "quote.id"),
                ("other", "quote.id"),
                ("document", "document.id"),
                ("coder", "coder.id"),
            )
        ),
        sa.CheckConstraint("(other IS NULL) <> (document IS NULL)", name="kind"),
        sa.CheckConstraint("other <> quote", name="other"),
        sa.CheckConstraint(
            '(document IS NULL) = (start IS NULL) AND (start IS NULL) = ("end" IS NULL) AND (start IS NULL) ='
            ' (exact IS NULL) AND (start IS NULL OR (0 <= start AND start < "end"))',
            name="span",
        ),
    )
    for column in ("quote", "other", "document"):
        op.create_index(f"ix_parallel_{column}", "parallel", [column])
