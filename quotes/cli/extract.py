"""`quotes extract`: articles in, quotes out, nothing stored."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.console import (
    DayFirstOption,
    EngineOption,
    Format,
    FormatOption,
    JobsOption,
    MapOption,
    ModelOption,
    Paths,
    end,
    format_or_default,
    input_options,
    read_settings,
    report,
    say,
    tell,
    tell_of_date,
    tell_of_dates,
)
from quotes.cli.run_report import Run, how_many, shown
from quotes.errors import BadInput, NotFound
from quotes.models import Extraction, Failure

if TYPE_CHECKING:
    from quotes.io.bulk import Item, Reader


def run(
    paths: Paths,
    format: FormatOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here, as its ending says: .csv .jsonl .parquet.")
    ] = None,
    jobs: JobsOption = 1,
    engine: EngineOption = None,
    parts: Annotated[
        Path | None,
        typer.Option("--parts", help="Write a folder of parts, as its ending says; a second run does what is left."),
    ] = None,
    map: MapOption = None,
    day_first: DayFirstOption = None,
    model: ModelOption = None,
) -> None:
    """Print the quotes of articles; nothing is stored."""
    from quotes.io.bulk import Reader
    from quotes.io.sources import Notes, read_paths
    from quotes.io.sources.number import number_of

    settings = read_settings()
    options, notes = input_options(map, day_first, "quotes extract -", paths, output, parts), Notes()
    unread_dates = failed_before = 0
    progress = Run(number_of(paths) if sys.stderr.isatty() else None)

    def reported(results: Iterable[Extraction | Failure]) -> Iterator[Extraction | Failure]:
        nonlocal unread_dates
        with shown("Reading", progress) as show:
            for result in results:
                progress.articles += 1
                if isinstance(result, Failure):
                    progress.failed += 1
                    report(result)
                elif result.document.unread_date is not None:
                    unread_dates += 1
                    tell_of_date(result.document.id, result.document.unread_date, unread_dates)
                if isinstance(result, Extraction):
                    progress.quotes += len(result.quotes)
                show()
                yield result

    reader = Reader(model or settings.model, settings.max_article_chars, jobs, settings.article_timeout)
    stream = reader.stream if engine is None else partial(_spread, read=reader, engine=engine, jobs=jobs)
    articles = read_paths(paths, options=options, notes=notes)
    if parts is not None:
        if output is not None:
            raise BadInput("--parts writes a folder and --output a file: leave one of them out.")
        _check_there(paths, parts)
        failed_before = _write_parts(articles, stream, parts, format, reader.model, reported)
    elif output is None:
        _PRINTERS[format_or_default(format)](reported(stream(articles)))
    else:
        _write(reported(stream(articles)), output, format)
    tell_of_dates(unread_dates)
    tell(notes)
    end(progress.failed + failed_before)


def _spread(articles: Iterable[Item], *, read: Reader, engine: str, jobs: int) -> Iterator[Extraction | Failure]:
    from quotes.io.cluster import spread

    return spread(articles, read, engine=engine, jobs=jobs)


def _check_there(paths: list[str], parts: Path) -> None:
    """Raises `NotFound` where a path is not there: the parts made of it would be taken away."""
    from quotes.io.sources.paths import is_missing

    for path in paths:
        if is_missing(path):
            raise NotFound(f"{path} is not there: check the path. The parts in {parts} stay as they are.")


def _write_parts(
    articles: Iterable[Item],
    stream: Callable[[Iterable[Item]], Iterator[Extraction | Failure]],
    path: Path,
    format: Format | None,
    model: str,
    reported: Callable[[Iterable[Extraction | Failure]], Iterator[Extraction | Failure]],
) -> int:
    """Into a folder of parts, of which those that are there stay; the number of failures that these have."""
    from quotes.io import export, parts

    if format in (Format.table, Format.json):
        raise BadInput(f"--parts writes csv, jsonl or parquet, not {format}: leave --format out.")
    folder = parts.Folder(path, parts.kind_of(path) if format is None else export.KINDS[format], model)
    try:
        count = sum(1 for _ in reported(folder.write(articles, stream)))
    except KeyboardInterrupt:
        say(f"Interrupted. The parts in {path} are whole; run the same command again to read what is left.")
        raise
    kept = folder.kept
    if kept.parts:
        there = f"{how_many(kept.articles, 'article')} in {how_many(kept.parts, 'part')}"
        say(f"{there} stayed from an earlier run; {how_many(count, 'article')} read now.")
    if kept.failures:
        say(f"{kept.failures:,} of those had failed; {path}/failed-*.jsonl has them whole, to be read again.")
    return kept.failures


def _write(results: Iterable[Extraction | Failure], output: Path, format: Format | None) -> None:
    """Into a file: one quote a row as CSV or Parquet, one article a line as JSON lines."""
    from quotes.io import export

    if format in (Format.table, Format.json):
        raise BadInput(f"--output writes csv, jsonl or parquet, not {format}: leave --format out, or --output.")
    kind = export.kind_of(output) if format is None else export.KINDS[format]
    with export.opened(output) as file:
        if kind == "jsonl":
            for result in results:
                file.write(export.article_line(result))
        else:
            found = (result for result in results if isinstance(result, Extraction))
            export.write((row for extraction in found for row in export.rows_of(extraction)), file, kind)


def _print_jsonl(results: Iterable[Extraction | Failure]) -> None:
    for result in results:
        # flushed each time: whoever reads the pipe gets an article when it is done
        print(json.dumps(result.as_dict(), ensure_ascii=False), flush=True)


def _print_json(results: Iterable[Extraction | Failure]) -> None:
    separators = itertools.chain(["[\n"], itertools.repeat(",\n"))
    empty = True
    for separator, result in zip(separators, results, strict=False):
        empty = False
        sys.stdout.write(separator + json.dumps(result.as_dict(), ensure_ascii=False))
    print("[]" if empty else "\n]")


def _print_csv(results: Iterable[Extraction | Failure]) -> None:
    from quotes.io.export import rows_of, write_csv

    found = (result for result in results if isinstance(result, Extraction))
    write_csv((row for extraction in found for row in rows_of(extraction)), sys.stdout)


def _print_table(results: Iterable[Extraction | Failure]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    for result in results:
        if isinstance(result, Failure):
            continue
        document = result.document
        table = Table(title=Text(document.title or document.id), title_justify="left", expand=True, show_lines=True)
        table.add_column("Speaker", ratio=2)
        table.add_column("Quote", ratio=6)
        table.add_column("Rule", ratio=2)
        table.add_column("Confidence", justify="right")
        for quote in result.quotes:
            speaker = quote.speaker
            mention = speaker.mention.text if speaker and speaker.mention else ""
            name = (speaker.name or f"({mention})") if speaker else "-"
            table.add_row(Text(name), Text(f"“{quote.text}”"), quote.rule or "-", f"{quote.confidence:.2f}")
        console.print(table if result.quotes else Text(f"{document.title or document.id}: no quotes"))


_PRINTERS = {Format.table: _print_table, Format.json: _print_json, Format.jsonl: _print_jsonl, Format.csv: _print_csv}
