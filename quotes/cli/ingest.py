"""`quotes ingest`: articles into the store, each once."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.console import (
    DatabaseOption,
    DayFirstOption,
    EngineOption,
    JobsOption,
    MapOption,
    ModelOption,
    end,
    input_options,
    opened,
    read_settings,
    report,
    say,
    tell,
    tell_of_date,
    tell_of_dates,
)
from quotes.cli.failed_articles import Aside, check, to_try
from quotes.cli.interrupting import Interrupts
from quotes.cli.run_report import Run, duration, how_many, shown
from quotes.errors import QuotesError, StoreUnavailable
from quotes.models import Failure

if TYPE_CHECKING:
    from quotes.io.bulk import Reader
    from quotes.io.cluster_reader import ClusterReader
    from quotes.io.ingest import Spent
    from quotes.io.sources import Item, Watch

LOOK_EVERY = 2.0  # seconds


def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input; as of `quotes extract`."),
    ] = None,
    jobs: JobsOption = 1,
    engine: EngineOption = None,
    again: Annotated[bool, typer.Option("--again", help="Read anew what is stored already.")] = False,
    map: MapOption = None,
    day_first: DayFirstOption = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Look at the folders again and again, and read what is new.")
    ] = False,
    failed: Annotated[
        Path | None,
        typer.Option("--failed", help="Keep what could not be read here, as JSONL; what is there is moved to FILE.1."),
    ] = None,
    since_failed: Annotated[
        Path | None,
        typer.Option("--since-failed", help="Try again what --failed kept there, and leave there what fails again."),
    ] = None,
    model: ModelOption = None,
    database: DatabaseOption = None,
    wait: Annotated[
        float | None,
        typer.Option("--wait", min=0, help="Seconds to wait for a database; default: QUOTES_STORE_WAIT."),
    ] = None,
) -> None:
    """Store articles with their quotes, each once."""
    from quotes.io.bulk import Reader
    from quotes.io.ingest import Batch, Ingested, Spent, ingest
    from quotes.io.patience import Patience
    from quotes.io.sources import Notes, Watch, read_paths
    from quotes.io.sources.number import number_of
    from quotes.store import speakers

    given = [*(paths or []), *([str(since_failed)] if since_failed else [])]
    _check(given, failed, since_failed)
    settings = read_settings()
    options, notes = input_options(map, day_first, "quotes ingest -", paths or [], failed, since_failed), Notes()
    reader = _elsewhere(
        Reader(model or settings.model, settings.max_article_chars, jobs, settings.article_timeout), engine
    )
    store = opened(database)
    changes: Counter[str] = Counter()
    progress, spent = Run(number_of(given) if sys.stderr.isatty() else None), Spent()
    known, ended = 0, None
    with ExitStack() as stack:
        interrupts = stack.enter_context(Interrupts())
        aside = stack.enter_context(Aside(failed, since_failed))
        show = stack.enter_context(shown("Ingesting", progress))

        def counted(result: Ingested | Failure) -> None:
            progress.articles += 1
            if isinstance(result, Failure):
                changes["failed"] += 1
                progress.failed += 1
                aside(result)  # first: what was told is kept, even if Ctrl-C comes now
                report(result)
            else:
                changes[result.change] += 1
                if result.change == "revised":
                    say(f"{result.id} is a revision: its text differs from the one stored (now {result.revision}).")
                if result.unread_date is not None:
                    changes["dates"] += 1
                    tell_of_date(result.id, result.unread_date, changes["dates"])
                progress.quotes += result.quotes
            show()

        patience = Patience(settings.store_wait if wait is None else wait, say)
        batch = Batch(aside=jobs > 1 or engine is not None)

        def store_all(articles: Iterable[Item]) -> None:
            wanted = interrupts.until(articles)
            for _ in ingest(
                store, reader, wanted, again=again, progress=counted, patience=patience, batch=batch, spent=spent
            ):
                pass
            interrupts.idle()

        try:
            if watch:
                watched = Watch(given, options)
                say(f"Watching {', '.join(given)}; Ctrl-C ends it.")
                keep_looking(watched, store_all, lambda: interrupts.heard > 0)
            else:
                kept = to_try(since_failed, options, notes) if since_failed else ()
                store_all(chain(read_paths(paths or [], options=options, notes=notes), kept))
            if not interrupts.heard:
                aside.finish()
        except KeyboardInterrupt:
            pass
        except (QuotesError, OSError) as error:
            ended = error  # said last, below what was done until then
        finally:
            interrupts.deafen()
            with suppress(StoreUnavailable), store.read() as connection:
                known = speakers.count(connection)
            store.close()
    if progress.articles or ended is None:
        _sum_up(changes, progress, spent, known, store.url)
    tell(notes)
    if aside.earlier is not None:
        say(f"What failed in an earlier run was in {failed} and is in {aside.earlier} now.")
    if ended is not None:
        raise ended
    if interrupts.heard:
        what = "What was read is stored" if interrupts.heard < 3 else "What was stored is whole, the rest is not there"
        say(f"Interrupted. {what}; run the same command again to go on where it ended.")
        raise typer.Exit(interrupts.status)
    end(changes["failed"])


def _check(given: list[str], failed: Path | None, since_failed: Path | None) -> None:
    """Raises what is wrong with the paths of a command line."""
    if not given:
        raise typer.BadParameter("say what to read: a file, a folder, - for standard input, or --since-failed FILE")
    if since_failed is not None:
        if failed is not None:
            raise typer.BadParameter("--since-failed keeps what fails in its own file: leave --failed out")
        check(since_failed)


def _elsewhere(reader: Reader, engine: str | None) -> Reader | ClusterReader:
    """The same reader, or one whose articles the machines of an engine read."""
    if engine is None:
        return reader
    from quotes.io.cluster_reader import ClusterReader

    return ClusterReader(reader, engine)


def _sum_up(changes: Counter[str], run: Run, spent: Spent, known: int, url: str) -> None:
    """What became of the articles, on stdout; how long it took and what was left out, on stderr."""
    stored = sum(changes[change] for change in ("new", "revised", "again", "same"))
    said = ", ".join(f"{changes[change]} {change}" for change in ("new", "revised", "again", "same") if changes[change])
    print(f"{how_many(stored, 'article')} ({said or 'none'}) with {how_many(run.quotes, 'quote')} in {url}")
    if run.articles:
        say(_summary(run, spent, known))
    tell_of_dates(changes["dates"])


def _summary(run: Run, spent: Spent, known: int) -> str:
    """How much was done in what time, and where the time went."""
    seconds = max(run.seconds, 0.001)
    rate = run.articles / seconds
    failed = f" ({run.failed:,} failed)" if run.failed else ""
    done = f"{how_many(run.articles, 'article')}{failed}, {how_many(run.quotes, 'quote')}"
    return (
        f"{done}, {duration(seconds)}, {rate:.1f} a second; "
        f"the store has {how_many(known, 'speaker')}. Looking articles over took {spent.preparing:.1f} s, storing "
        f"{spent.storing:.1f} s, reading the rest."
    )


def keep_looking(
    watched: Watch, store_all: Callable[[Iterable[Item]], None], ended: Callable[[], bool] = lambda: False
) -> None:
    """Store what comes into the folders until somebody ends it; each sentence about what is left out is said once."""
    from quotes.io.sources import Notes

    said: set[str] = set()
    try:
        while not ended():
            notes = Notes()
            articles = watched.look(notes)
            if articles is not None:
                store_all(articles)
            for sentence in notes.sentences():
                if sentence not in said:
                    said.add(sentence)
                    say(sentence)
            if not ended():
                time.sleep(LOOK_EVERY)
    except KeyboardInterrupt:
        return
