"""`quotes migrate`, `quotes backup` and `quotes keys`: what the keeper of a store does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli.console import DatabaseOption, opened, read_settings, say
from quotes.cli.examples import examples
from quotes.errors import NotFound

keys = typer.Typer(
    help="Make, list and remove keys for writing; alone: where they are.",
    epilog=examples("keys"),
)
Name = Annotated[str, typer.Argument(help="Who the key is for.")]


def migrate(database: DatabaseOption = None) -> None:
    """Bring the store's schema to this version; safe to repeat."""
    from quotes import store

    revision = store.migrate(database or read_settings().database_url, tell=say)
    print(f"The store is at revision {revision}.")


def backup(
    file: Annotated[Path, typer.Argument(help="Where the copy goes: a file that is not there yet.")],
    database: DatabaseOption = None,
) -> None:
    """Copy a SQLite store while it is in use (PostgreSQL: pg_dump)."""
    from rich.console import Console
    from rich.progress import Progress

    from quotes.store.backup import copy_store

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Copying", total=1.0)
        copy_store(
            database or read_settings().database_url, file, progress=lambda done: bar.update(task, completed=done)
        )
    print(f"The store is copied to {file} ({file.stat().st_size:,} bytes). To restore it see docs/operating.md.")


@keys.callback(invoke_without_command=True)
def where(context: typer.Context, database: DatabaseOption = None) -> None:
    """Make, list and remove keys for writing; alone: where they are."""
    from quotes.store import keys as stored
    from quotes.store.keys import key_file

    if context.invoked_subcommand is not None:
        return
    settings = read_settings()
    if database:
        settings = settings.model_copy(update={"database_url": database})
    print(f"QUOTES_API_KEY: {'set' if settings.api_key else 'not set'}")
    path = key_file.place(settings)
    if key_file.read(path) is None:
        said = "none yet; `quotes serve` makes one where there is no other key"
    elif settings.api_key:
        said = f"{path} (not taken while QUOTES_API_KEY is set)"
    else:
        said = f"{path} (only its owner can read it; delete it and start again for another)"
    print(f"Made at the first start: {said}")
    with opened(settings.database_url).read() as connection:
        names = ", ".join(key.name for key in stored.names(connection))
    print(f"Added to the store: {names or 'none; `quotes keys add NAME` makes one'}")


@keys.command("add", epilog=examples("keys add"))
def add_key(name: Name, database: DatabaseOption = None) -> None:
    """Make a key and show it, this once; only its hash is stored."""
    from quotes.store import keys as stored

    with opened(database).write() as connection:
        print(stored.add(connection, name))


@keys.command("remove", epilog=examples("keys remove"))
def remove_key(name: Name, database: DatabaseOption = None) -> None:
    """Make somebody's key worthless."""
    from quotes.store import keys as stored

    with opened(database).write() as connection:
        if not stored.remove(connection, name):
            raise NotFound(f"There is no key for {name!r}; `quotes keys list` shows those there are.")
    print(f"The key of {name} is removed.")


@keys.command("list", epilog=examples("keys list"))
def list_keys(database: DatabaseOption = None) -> None:
    """Show whom keys were made for, and when."""
    from quotes.store import keys as stored

    with opened(database).read() as connection:
        for key in stored.names(connection):
            print(f"{key.name}\t{key.added_at}")
