"""`quotes ingest`: articles into the store, each once."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.console import (
    DatabaseOption,
    DayFirstOption,
    JobsOption,
    MapOption,
    ModelOption,
    Paths,
    end,
    input_options,
    progress,
    read_settings,
    report,
    say,
    tell,
    tell_of_date,
    tell_of_dates,
)
from quotes.models import Failure

if TYPE_CHECKING:
    from quotes.io.sources import Item, Watch

LOOK_EVERY = 2.0  # seconds


def run(
    paths: Paths,
    jobs: JobsOption = 1,
    again: Annotated[bool, typer.Option("--again", help="Read anew what is stored already.")] = False,
    map: MapOption = None,
    day_first: DayFirstOption = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Look at the folders again and again, and read what is new.")
    ] = False,
    failed: Annotated[Path | None, typer.Option("--failed", help="Keep what could not be read here, as JSONL.")] = None,
    model: ModelOption = None,
    database: DatabaseOption = None,
    wait: Annotated[
        float | None,
        typer.Option("--wait", min=0, help="Seconds to wait for a database; default: QUOTES_STORE_WAIT."),
    ] = None,
) -> None:
    """Store articles with their quotes, each once."""
    from quotes.io.bulk import Reader
    from quotes.io.ingest import Batch, Ingested, ingest
    from quotes.io.patience import Patience
    from quotes.io.sources import Notes, Watch, read_paths
    from quotes.store import open_store

    settings = read_settings()
    options, notes = input_options(map, day_first, "quotes ingest -"), Notes()
    reader = Reader(model or settings.model, settings.max_article_chars, jobs, settings.article_timeout)
    store = open_store(database or settings.database_url)
    changes: Counter[str] = Counter()
    quotes = 0
    with ExitStack() as stack:
        aside = stack.enter_context(failed.open("w", encoding="utf-8")) if failed else None
        step = stack.enter_context(progress("Ingesting"))

        def counted(result: Ingested | Failure) -> None:
            nonlocal quotes
            if isinstance(result, Failure):
                changes["failed"] += 1
                report(result)
                if aside:
                    # the article whole, as `quotes ingest` reads it, and what was wrong with it
                    record = {**(result.article or {"id": result.id}), "error": result.as_dict()["error"]}
                    aside.write(json.dumps(record, ensure_ascii=True, default=str) + "\n")
                    aside.flush()
            else:
                changes[result.change] += 1
                if result.change == "revised":
                    say(f"{result.id} is a revision: its text differs from the one stored (now {result.revision}).")
                if result.unread_date is not None:
                    changes["dates"] += 1
                    tell_of_date(result.id, result.unread_date, changes["dates"])
                quotes += result.quotes
            step(0 if isinstance(result, Failure) else result.quotes)

        patience = Patience(settings.store_wait if wait is None else wait, say)
        batch = Batch(aside=jobs > 1)

        def store_all(articles: Iterable[Item]) -> None:
            for _ in ingest(store, reader, articles, again=again, progress=counted, patience=patience, batch=batch):
                pass

        try:
            if watch:
                watched = Watch(paths, options)
                say(f"Watching {', '.join(paths)}; Ctrl-C ends it.")
                keep_looking(watched, store_all)
            else:
                store_all(read_paths(paths, options=options, notes=notes))
        finally:
            store.close()
    stored = sum(changes[change] for change in ("new", "revised", "again", "same"))
    said = ", ".join(f"{changes[change]} {change}" for change in ("new", "revised", "again", "same") if changes[change])
    print(f"{stored} articles ({said or 'none'}) with {quotes} quotes in {store.url}")
    tell_of_dates(changes["dates"])
    tell(notes)
    end(changes["failed"])


def keep_looking(watched: Watch, store_all: Callable[[Iterable[Item]], None]) -> None:
    """Store what comes into the folders until somebody ends it; each sentence about what is left out is said once."""
    from quotes.io.sources import Notes

    said: set[str] = set()
    try:
        while True:
            notes = Notes()
            articles = watched.look(notes)
            if articles is not None:
                store_all(articles)
            for sentence in notes.sentences():
                if sentence not in said:
                    said.add(sentence)
                    say(sentence)
            time.sleep(LOOK_EVERY)
    except KeyboardInterrupt:
        return
