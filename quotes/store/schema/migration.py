"""Which schema a database has, and the way to this version's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

# The newest file of migrations/versions; a test holds the two together. It stands here so that opening
# a store that is up to date need not import Alembic.
HEAD = "0021"
# A sign of life so often, while the schema of a large store is brought up to date.
SECONDS = 10.0
# On a server a change of a table waits for whoever reads it, and all that come later wait behind it: no longer than
# this at a time.
LOCK_SECONDS = 3.0
LOCKED = "55P03"  # PostgreSQL's lock_not_available


def revision(engine: Engine) -> str | None:
    """The schema that the database has; None: none yet."""
    with engine.connect() as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def run_missing_migrations(connection: Connection, tell: Callable[[str], None] | None = None) -> None:
    """Run the migrations that are missing inside the connection's transaction; `tell` hears how far it is.

    On a server it fails (LOCKED) where a reader's transaction keeps a table for longer than LOCK_SECONDS.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "quotes.store.schema:migrations")
    config.attributes["connection"] = connection
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = {int(1000 * LOCK_SECONDS)}"))
    done: list[str] = []
    # called by Alembic after each step, with more than is asked for here
    config.attributes["on_step"] = lambda step, **_: done.append(step.up_revision_id)
    if tell is None:
        command.upgrade(config, "head")
        return
    steps = sum(1 for _ in ScriptDirectory.from_config(config).iterate_revisions("head", _revision(connection)))
    with _every(SECONDS, lambda: tell(f"The schema is on its way: {len(done)} of {steps} steps are done.")):
        command.upgrade(config, "head")


@contextmanager
def _every(seconds: float, say: Callable[[], Any]) -> Iterator[None]:
    """Around what may take long: `say` is called so often meanwhile, from another thread."""
    ended = threading.Event()

    def repeat() -> None:
        while not ended.wait(seconds):
            say()

    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
