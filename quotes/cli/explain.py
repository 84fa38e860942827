"""`quotes explain`: each quote with what decided it."""

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
    from quotes.explanation import Explanation
    from quotes.models import Document


def run(
    paths: Paths,
    format: Annotated[Format, typer.Option("--format", "-f", help="table, json or jsonl.")] = Format.table,
    map: MapOption = None,
    day_first: DayFirstOption = None,
    model: ModelOption = None,
    all: Annotated[
        bool, typer.Option("--all", help="In tables too: what every rule said, misses included, and the evidence.")
    ] = False,
) -> None:
    """Show what decided each quote; with --all what every rule said."""
    from quotes.cli.explanations import print_explanations
    from quotes.errors import BadInput, QuotesError
    from quotes.io.bulk import extractor
    from quotes.io.sources import Notes, read_paths
    from quotes.text.clean import to_document

    if format is Format.csv:
        raise BadInput("An explanation is no table of rows; ask for --format table, json or jsonl.")
    settings = read_settings()
    options, notes = input_options(map, day_first, "quotes explain -", paths), Notes()
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
            report(Failure.of(article.called, error))
            continue
        explained = extractor(model or settings.model, settings.max_article_chars).explain(document)
        if format is Format.table:
            print_explanations(document, explained, everything=all)
        elif format is Format.jsonl:
            print(json.dumps(_record(document, explained), ensure_ascii=False), flush=True)
        else:
            records.append(_record(document, explained))
    if format is Format.json:
        print(json.dumps(records, ensure_ascii=False, indent=1))
    tell(notes)
    end(failures)


def _record(document: Document, explained: Sequence[Explanation]) -> dict[str, Any]:
    """{"id", "quotes": [an explanation for each quoted span]}: what the table shows with --all, and nothing less."""
    return {"id": document.id, "quotes": [_explained(one) for one in explained]}


def _explained(one: Explanation) -> dict[str, Any]:
    likeliest = one.likeliest
    return {
        "quote": one.span.as_dict(),
        "outcome": one.outcome,
        "why": one.why,
        "id": one.quote.id if one.quote else None,
        "speaker": one.quote.speaker.as_dict() if one.quote and one.quote.speaker else None,
        "rule": one.quote.rule if one.quote else None,
        "confidence": likeliest.confidence if likeliest else None,
        "mention_confidence": likeliest.mention_confidence if likeliest else None,
        "threshold": one.threshold,
        "naming": [step.as_dict() for step in one.naming],
        "evidence": dict(one.evidence),
        "name_evidence": dict(one.name_evidence),
        "rules": [_answer(step) for step in one.rules],
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
        "miss": step.miss,
    }
