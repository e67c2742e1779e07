"""What finding keeps: searches under a name, and the trail of each coder."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "search",
        sa.Column("created", sa.String(), nullable=False),
        sa.Column("updated", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_search"),
        sa.CheckConstraint("name <> ''", name=op.f("ck_search_name")),
        sa.CheckConstraint("1 <= key AND key <= 9", name=op.f("ck_search_key")),
    )
    op.create_table(
        "trail",
        sa.Column("coder", sa.String(), nullable=False),
        sa.Column("places", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("updated", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("coder", name="pk_trail"),
        sa.ForeignKeyConstraint(["coder"], ["coder.id"], name="fk_trail_coder", deferrable=True, initially="DEFERRED"),
    )
