"""`quotes explain`: each quote with what every rule said of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotes.cli.console import (
    DayFirstOption,
    Format,
    MapOption,
    ModelOption,
    Paths,
    end,
    input_options,
    read_settings,
    report,
    tell,
)
from quotes.models import Failure

if TYPE_CHECKING:
    from quotes.attribution.sweep import Step
    from quotes.models import Document, TextRange


def run(
    paths: Paths,
    format: Annotated[Format, typer.Option("--format", "-f", help="table, json or jsonl.")] = Format.table,
    map: MapOption = None,
    day_first: DayFirstOption = None,
    model: ModelOption = None,
) -> None:
    """Show what every rule said of each quote, misses included."""
    from quotes.errors import BadInput, QuotesError
    from quotes.io.bulk import extractor
    from quotes.io.sources import Notes, read_paths
    from quotes.text.clean import to_document

    if format is Format.csv:
        raise BadInput("An explanation is no table of rows; ask for --format table, json or jsonl.")
    settings = read_settings()
    options, notes = input_options(map, day_first, "quotes explain -"), Notes()
    failures = 0
    records: list[dict[str, Any]] = []
    for article in read_paths(paths, options=options, notes=notes):
        if isinstance(article, Failure):
            failures += 1
            report(article)
            continue
        try:
            document = to_document(article, max_chars=settings.max_article_chars)
        except QuotesError as error:
            failures += 1
            report(Failure(article.id, error.code, str(error)))
            continue
        reading = extractor(model or settings.model, settings.max_article_chars)
        record = _record(document, reading.explain(document))
        if format is Format.table:
            _print_tables(record)
        elif format is Format.jsonl:
            print(json.dumps(record, ensure_ascii=False), flush=True)
        else:
            records.append(record)
    if format is Format.json:
        print(json.dumps(records, ensure_ascii=False, indent=1))
    tell(notes)
    end(failures)


def _record(document: Document, explained: Sequence[tuple[TextRange, Sequence[Step]]]) -> dict[str, Any]:
    """{"id", "quotes": [{"quote": range, "rules": [{"rule", "meaning", "decided", "speaker", "cue", "why"}]}]}"""
    return {
        "id": document.id,
        "quotes": [
            {"quote": quote.as_dict(), "rules": [_answer(step) for step in steps]} for quote, steps in explained
        ],
    }


def _answer(step: Step) -> dict[str, Any]:
    found = step.found
    return {
        "rule": step.rule,
        "meaning": step.meaning,
        "decided": step.decided,
        "speaker": found.speaker.as_dict() if found else None,
        "cue": found.cue.as_dict() if found and found.cue else None,
        "why": found.why if found else None,
    }


def _print_tables(record: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    console.print(Text(record["id"], style="bold"))
    for entry in record["quotes"]:
        quote = entry["quote"]
        decided = any(answer["decided"] for answer in entry["rules"])
        title = Text(f"“{quote['text']}” ({quote['start']}-{quote['end']})" + ("" if decided else ": unattributed"))
        table = Table(title=title, title_justify="left", expand=True)
        table.add_column("", width=1)
        table.add_column("Rule", ratio=2)
        table.add_column("Says", ratio=2)
        table.add_column("Why", ratio=5)
        for answer in entry["rules"]:
            says = answer["speaker"]["text"] if answer["speaker"] else "did not fire"
            style = "bold" if answer["decided"] else "" if answer["speaker"] else "dim"
            mark, why = "→" if answer["decided"] else "", answer["why"] or answer["meaning"]
            table.add_row(mark, Text(answer["rule"]), Text(says), Text(why), style=style)
        console.print(table)
