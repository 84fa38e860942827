"""`quotes search`: the store from the terminal."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from quotes.cli.console import DatabaseOption, Format, FormatOption, format_or_default, read_settings
from quotes.errors import BadInput


def run(
    words: Annotated[list[str] | None, typer.Argument(help="Words to find; a phrase in double quotes.")] = None,
    speaker: Annotated[
        list[str] | None, typer.Option("--speaker", "-s", help="A name in any spelling, or an id; repeatable.")
    ] = None,
    outlet: Annotated[list[str] | None, typer.Option("--outlet", help="An outlet; repeatable.")] = None,
    article: Annotated[list[str] | None, typer.Option("--article", help="An article's id; repeatable.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="Published on this day or later: 2020-08-15.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Published on this day or earlier.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="At most so many.")] = 20,
    format: FormatOption = None,
    database: DatabaseOption = None,
) -> None:
    """Find stored quotes by words, speaker, outlet, article or date."""
    from quotes.store import open_store, quotes, speakers
    from quotes.store.filters import QuoteFilter
    from quotes.text.dates import parse_published

    store = open_store(database or read_settings().database_url)
    for day in (since, until):
        parse_published(day)  # a date that cannot be read is refused here, in words
    with store.read() as connection:
        found: list[int] = []
        for name in speaker or []:
            resolution = speakers.resolve(connection, name)
            if not resolution.speakers:
                near = ", ".join(candidate.name for candidate in resolution.candidates)
                raise BadInput(f"Nobody in the store is called {name!r}" + (f"; do you mean {near}?" if near else "."))
            found.extend(one.pk for one in resolution.speakers)
        wanted = QuoteFilter(
            speakers=tuple(found) if speaker else None,
            outlets=tuple(outlet) if outlet else None,
            articles=tuple(article) if article else None,
            q=" ".join(words or []) or None,
            since=since,
            until=until,
        )
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
    elif format is Format.csv:
        from quotes.io.export import flat, write_csv

        write_csv((flat(row, row["article"]) for row in rows), sys.stdout)
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
