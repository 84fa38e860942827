"""`quotes export`: the store, or any part of it, out as a table."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from quotes.cli import filters
from quotes.cli.console import DatabaseOption, opened, read_settings
from quotes.cli.run_report import how_many
from quotes.errors import BadInput


class ExportFormat(StrEnum):
    csv = "csv"
    jsonl = "jsonl"
    ndjson = "ndjson"
    parquet = "parquet"


class Order(StrEnum):
    newest = "-published"
    oldest = "published"
    best = "relevance"
    surest = "-confidence"


def run(
    format: Annotated[
        ExportFormat | None, typer.Option("--format", "-f", help="What to write; default: by the output's ending.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here; default: standard output.")] = None,
    q: Annotated[str | None, typer.Option("--q", help="Words the quote holds; a phrase in double quotes.")] = None,
    speaker: filters.SpeakerOption = None,
    outlet: filters.OutletOption = None,
    article: filters.ArticleOption = None,
    kind: filters.KindOption = None,
    rule: filters.RuleOption = None,
    since: filters.SinceOption = None,
    until: filters.UntilOption = None,
    min_confidence: filters.SureOption = None,
    attributed: filters.AttributedOption = None,
    sort: Annotated[Order, typer.Option("--sort", help="The order, as of GET /quotes.")] = Order.oldest,
    database: DatabaseOption = None,
) -> None:
    """Write every quote of the store that fits, one row each."""
    from quotes.io import export
    from quotes.store import quotes

    if format is None and output is None:
        raise typer.BadParameter("say what to write: --output quotes.csv (.jsonl, .parquet), or --format csv")
    if format is not None:
        chosen = export.KINDS[format]
    else:
        assert output is not None  # noqa: S101 - for the type checker: one of the two is given
        chosen = export.kind_of(output)
    if output is None and chosen == "parquet" and sys.stdout.isatty():
        raise BadInput("A Parquet file is not for a terminal; say where it goes: --output quotes.parquet")
    settings = read_settings()
    store = opened(database)
    with store.read() as connection:
        wanted = filters.asked(
            connection, speaker=speaker, outlet=outlet, article=article, q=q, kind=kind, rule=rule,
            since=since, until=until, min_confidence=min_confidence, attributed=attributed,
        )  # fmt: skip
        base = settings.base_url.rstrip("/") if settings.base_url else None
        rows = export.stored_rows(connection, wanted, sort=sort.value, base=base)
        if output is None:
            sys.stdout.flush()
            count = export.write(rows, sys.stdout.buffer, chosen)
        else:
            with export.opened(output) as file:
                total = quotes.count(connection, wanted) if sys.stderr.isatty() else 0
                count = export.write(_counted(rows, total), file, chosen)
    print(f"quotes: {how_many(count, 'quote')} written", file=sys.stderr)


def _counted(rows: Iterable[dict[str, Any]], total: int) -> Iterator[dict[str, Any]]:
    """The rows, with a progress bar on a terminal."""
    if not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(rows, "Writing", total=total, console=Console(stderr=True), transient=True)
