"""What the rules proposed for a text, kept so that it need not be found again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_proposals"),
        sa.ForeignKeyConstraint(
            ["sha256"], ["text.sha256"], name="fk_proposals_sha256", deferrable=True, initially="DEFERRED"
        ),
    )
