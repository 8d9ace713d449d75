"""Alembic's way in: migrates over the connection that `database.migrate` hands over."""

from alembic import context

from newscrawl.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
