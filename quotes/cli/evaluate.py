"""`quotes evaluate`: extraction, attribution and names, measured against gold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotes.cli.console import JobsOption, ModelOption, progress, read_settings, report
from quotes.cli.run_report import how_many
from quotes.errors import BadInput, NotFound
from quotes.models import Failure, RawArticle

if TYPE_CHECKING:
    from quotes.evaluation.calibration import Confidences
    from quotes.evaluation.metrics import Report as Measured


class Key(StrEnum):
    rule = "rule"
    kind = "kind"
    length = "length"
    mention = "mention"
    repairs = "repairs"


class ReportFormat(StrEnum):
    table = "table"
    json = "json"


def run(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated articles, one a line.")],
    format: Annotated[ReportFormat, typer.Option("--format", "-f", help="How to print.")] = ReportFormat.table,
    errors: Annotated[
        Path | None, typer.Option("--errors", help="Write every miss and mistake here, as JSONL.")
    ] = None,
    by: Annotated[
        list[Key] | None, typer.Option("--by", help="Tell the speakers' figures apart by this too; repeatable.")
    ] = None,
    jobs: JobsOption = 1,
    model: ModelOption = None,
) -> None:
    """Measure what is extracted against a gold file."""
    from quotes.evaluation.breakdown import Breakdown
    from quotes.evaluation.calibration import Confidences
    from quotes.evaluation.metrics import Report, add, claims
    from quotes.io.bulk import Reader

    settings = read_settings()
    measured, told_apart, held = Report(), Breakdown(), Confidences()
    read = (RawArticle(text=article["text"], id=article["id"]) for article in _read_gold(gold))
    results = Reader(model or settings.model, settings.max_article_chars, jobs).stream(read)
    with progress("Measuring") as step:
        for article, result in zip(_read_gold(gold), results, strict=True):
            if isinstance(result, Failure):
                report(result)
                measured.articles_missing += 1
            quotes = () if isinstance(result, Failure) else result.quotes
            add(measured, article, claims(quotes))
            told_apart.add(article, quotes)
            held.add(article, quotes)
            step(len(quotes))
    if errors:
        lines = (json.dumps(error, ensure_ascii=False) + "\n" for error in measured.errors)
        errors.write_text("".join(lines), encoding="utf-8")
    if format is ReportFormat.json:
        apart = {key: {value: [row.right, row.given] for value, row in told_apart.rows(key)} for key in by or ()}
        figures = measured.as_dict() | {"confidence": held.as_dict()}
        print(json.dumps(figures | ({"by": apart} if by else {}), indent=1))
    else:
        _print(measured)
        _print_confidence(held)
        for key in by or ():
            print(f"\n{key + ':':28s}   given  speaker right")
            for value, row in told_apart.rows(key):
                print(f"  {value:28s} {row.given:5d}  {row.right / row.given:.3f}")
    if measured.articles_missing:
        raise typer.Exit(1)


def _read_gold(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise NotFound(f"{path}: there is no such file; give a gold file, one article a line.")
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                article = json.loads(line)
                complete = all(key in article for key in ("id", "text", "quotes"))
            except (ValueError, TypeError):
                complete = False
            if not complete:
                raise BadInput(f"{path} line {number}: gold has an id, a text and quotes in each line; mend it.")
            yield article


def _print(measured: Measured) -> None:
    figures = measured.as_dict()
    for name in ("extract", "quote+speaker", "who said what"):
        score = figures[name]
        print(f"{name:14s} P {score['P']:.3f}  R {score['R']:.3f}  F1 {score['F1']:.3f}")
    print(f"{'speaker acc':14s} {measured.speaker_accuracy:.3f}    pronoun named {measured.pronoun_accuracy:.3f}")
    print(
        f"{how_many(measured.gold, 'quoted span')} in gold, {measured.claimed:,} found of which gold has "
        f"{measured.found:,}; right: {how_many(measured.speaker_right, 'speaker')}, "
        f"{how_many(measured.name_right, 'name')}."
    )


def _print_confidence(held: Confidences) -> None:
    for of, one in (("mention", held.mention), ("name", held.name)):
        print(
            f"{of + ' confidence':18s} off by {one.error:.3f}; 0.9 and over: {one.share_sure:.3f} of "
            f"{how_many(len(one.answers), 'answer')}, {one.right_where_sure:.3f} right"
        )
