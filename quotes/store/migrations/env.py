"""Runs the migrations on the connection that quotes.store.migration hands over, in its transaction."""

from alembic import context

import quotes.store.speakers.tables
import quotes.store.tables
import quotes.store.utterance_tables  # noqa: F401
from quotes.store.metadata import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
