"""`quotes search`: the store from the terminal."""

from __future__ import annotations

import itertools
import json
import sys
from typing import Annotated, Any

import typer

from quotes.cli import filters
from quotes.cli.console import DatabaseOption, Format, FormatOption, format_or_default, opened


def run(
    words: Annotated[list[str] | None, typer.Argument(help="Words to find; a phrase in double quotes.")] = None,
    speaker: filters.SpeakerOption = None,
    outlet: filters.OutletOption = None,
    article: filters.ArticleOption = None,
    since: filters.SinceOption = None,
    until: filters.UntilOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="At most so many.")] = 20,
    format: FormatOption = None,
    database: DatabaseOption = None,
) -> None:
    """Find stored quotes by words, speaker, outlet, article or date."""
    from quotes.store import quotes

    store = opened(database)
    with store.read() as connection:
        wanted = filters.asked(
            connection, speaker=speaker, outlet=outlet, article=article, q=" ".join(words or []), since=since,
            until=until,
        )  # fmt: skip
        if format_or_default(format) is Format.csv:
            from quotes.io.export import stored_rows, write_csv

            sort = "relevance" if words else "-published"
            write_csv(itertools.islice(stored_rows(connection, wanted, sort=sort), limit), sys.stdout)
            return
        sort = "relevance" if words else "-published"
        rows: list[dict[str, Any]] = []
        cursor: str | None = None
        while len(rows) < limit:
            page = quotes.page(connection, wanted, sort=sort, limit=min(200, limit - len(rows)), cursor=cursor)
            rows.extend(quotes.row_as_dict(row) for row in page.rows)
            cursor = page.next
            if cursor is None:
                break
    _print(rows, format_or_default(format))


def _print(rows: list[dict[str, Any]], format: Format) -> None:
    if format is Format.jsonl:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    elif format is Format.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _print_table(rows)


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for row in rows:
        speaker, article = row.get("speaker") or {}, row.get("article") or {}
        mention = (speaker.get("mention") or {}).get("text")
        who = speaker.get("name") or (f"({mention})" if mention else "unattributed")
        where = ", ".join(str(article[key]) for key in ("outlet", "title", "published") if article.get(key))
        console.print(Text(f"“{row['text']}”"))
        console.print(Text(f"    {who}, in {where or article.get('id')}  [{row['id']}]", style="dim"))
    if not rows:
        print("No quote in the store fits.", file=sys.stderr)
