"""`quotes export`: the whole store out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO, TextIO, cast

import typer

from quotes.cli.console import DatabaseOption, read_settings
from quotes.errors import BadInput


class ExportFormat(StrEnum):
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


def run(
    format: Annotated[ExportFormat, typer.Option("--format", "-f", help="The kind of file to write.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here; default: standard output.")] = None,
    database: DatabaseOption = None,
) -> None:
    """Write every quote of the store, one row each."""
    from quotes.io import export
    from quotes.store import open_store, quotes

    if output is None and format is ExportFormat.parquet and sys.stdout.isatty():
        raise BadInput("A Parquet file is not for a terminal; say where it goes: --output quotes.parquet")
    store = open_store(database or read_settings().database_url)
    with store.read() as connection:
        rows = quotes.export_rows(connection)
        if format is ExportFormat.parquet:
            with output.open("wb") if output else sys.stdout.buffer as file:
                count = export.write_parquet(rows, cast(BinaryIO, file))
        else:
            write = export.write_csv if format is ExportFormat.csv else export.write_jsonl
            if output is None:
                count = write(rows, sys.stdout)
            else:
                with output.open("w", encoding="utf-8", newline="") as file:
                    count = write(rows, cast(TextIO, file))
    print(f"quotes: {count:,} quotes written", file=sys.stderr)
