"""`quotes migrate` and `quotes keys`: what the keeper of a store does."""

from __future__ import annotations

from typing import Annotated

import typer

from quotes.cli.console import DatabaseOption, read_settings
from quotes.errors import NotFound

keys = typer.Typer(help="The keys that writing through the API needs.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="Who the key is for.")]


def migrate(database: DatabaseOption = None) -> None:
    """Bring the store's schema to this version; safe to repeat."""
    from quotes import store

    revision = store.migrate(database or read_settings().database_url)
    print(f"The store is at revision {revision}.")


@keys.command("add")
def add_key(name: Name, database: DatabaseOption = None) -> None:
    """Make a key and show it, this once; only its hash is stored."""
    from quotes.store import keys as stored
    from quotes.store import open_store

    with open_store(database or read_settings().database_url).write() as connection:
        print(stored.add(connection, name))


@keys.command("remove")
def remove_key(name: Name, database: DatabaseOption = None) -> None:
    """Make somebody's key worthless."""
    from quotes.store import keys as stored
    from quotes.store import open_store

    with open_store(database or read_settings().database_url).write() as connection:
        if not stored.remove(connection, name):
            raise NotFound(f"There is no key for {name!r}; `quotes keys list` shows those there are.")
    print(f"The key of {name} is removed.")


@keys.command("list")
def list_keys(database: DatabaseOption = None) -> None:
    """Show whom keys were made for, and when."""
    from quotes.store import keys as stored
    from quotes.store import open_store

    with open_store(database or read_settings().database_url).read() as connection:
        for key in stored.names(connection):
            print(f"{key.name}\t{key.added_at}")
