"""Run by Alembic: uses the connection that `hub.database` hands in."""

from __future__ import annotations

from alembic import context

from hub.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
