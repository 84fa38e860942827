"""Runs the migrations on the connection that quotes.store.schema.migration hands over, in its transaction."""

from alembic import context

import quotes.store.schema.speaker_tables
import quotes.store.schema.tables
import quotes.store.schema.utterance_tables  # noqa: F401
from quotes.store.schema.metadata import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    on_version_apply=context.config.attributes["on_step"],
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
