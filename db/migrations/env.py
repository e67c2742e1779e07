"""What Alembic runs: the steps, on the connection and in the transaction of `db.upgrade`."""

from __future__ import annotations

from alembic import context

from db.models import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
context.run_migrations()
