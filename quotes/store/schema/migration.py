"""Which schema a database has, and the way to this version's."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect, text

# The newest file of migrations/versions; a test holds the two together. It stands here so that opening
# a store that is up to date need not import Alembic.
HEAD = "0020"


def revision(engine: Engine) -> str | None:
    """The schema that the database has; None: none yet."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def run_missing_migrations(connection: Connection) -> None:
    """Run the migrations that are missing inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "quotes.store.schema:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
