"""Which schema a database has, and the way to this version's."""

from __future__ import annotations

import glob
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

# The newest file of migrations/versions; a test holds the two together. It stands here so that opening
# a store that is up to date need not import Alembic.
HEAD = "0003"


def revision(engine: Engine) -> str | None:
    """The revision of the database's schema; None where there is none yet."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found


def is_known(found: str) -> bool:
    """Whether a revision is this version's or an earlier one's; a later version's is not."""
    return any((Path(__file__).parent / "migrations" / "versions").glob(f"{glob.escape(found)}_*.py"))


def migrate_engine(connection: Connection) -> None:
    """Run the migrations that are missing inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "quotes.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
