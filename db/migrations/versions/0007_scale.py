"""What large projects need: the next undone document by an index; texts are indexed many at once, not by a trigger."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_index("ix_document_status_number", "document", ["status", "number"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER text_index_fill")
