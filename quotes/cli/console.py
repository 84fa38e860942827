"""What the commands share: settings with readable errors, the output format, failures and progress on stderr."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.run_report import how_many
from quotes.errors import BadInput
from quotes.models import Failure

if TYPE_CHECKING:
    from quotes.config import Settings
    from quotes.io.sources import Notes, Options
    from quotes.store import Store


class Format(StrEnum):
    """How results are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


DATES_TOLD = 5
_WORD_SHOWN = 200
_LONG_WORD = re.compile(r"\S{400,}")  # a path is mostly shorter
# what a terminal does something at: control characters, ends of lines, and what turns the direction of writing round
_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files of any kind docs/inputs.md lists, folders, or - for standard input."),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=NAME,...", help="Which column or member holds a field: text=body,date=day."),
]
DayFirstOption = Annotated[
    bool | None, typer.Option("--day-first/--month-first", help="How 05/08/2020 is read; default: it is not.")
]
FormatOption = Annotated[
    Format | None, typer.Option("--format", "-f", help="How to print; default: table on a terminal, jsonl in a pipe.")
]
EngineOption = Annotated[
    str | None, typer.Option("--engine", help="Who reads: dask://HOST:PORT, a Dask scheduler, or dask://local.")
]
JobsOption = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Read with so many processes.")]
ModelOption = Annotated[str | None, typer.Option("--model", help="The spaCy model; default: QUOTES_MODEL.")]
DatabaseOption = Annotated[
    str | None, typer.Option("--database", help="The store's URL; default: QUOTES_DATABASE_URL.")
]


def read_settings() -> Settings:
    """The settings, or a sentence that names the variable that is wrong."""
    from pydantic import ValidationError

    from quotes.config import settings

    try:
        return settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "QUOTES_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadInput(f"The setting {name} cannot be used: {first['msg']}; mend it or unset it.") from None


def opened(database: str | None) -> Store:
    """The store of this URL, or else of the settings; what takes long until it is open is said on stderr."""
    from quotes.store import open_store

    return open_store(database or read_settings().database_url, tell=say)


def input_options(
    columns: list[str] | None, day_first: bool | None, fetch: str, paths: Iterable[str] = (), *written: Path | None
) -> Options:
    """How `paths` are read, out of --map and --day-first, by a command that writes the files and folders `written`.

    `BadInput` for a field that does not exist, and for a path that is read and written at once.
    """
    from quotes.cli.own_output import OwnOutput
    from quotes.io.sources import Options
    from quotes.io.sources.records import columns_named

    columns_of = columns_named(",".join(columns or []))
    own = OwnOutput(*written)
    own.refuse(paths)
    return Options(columns=columns_of, day_first=day_first, fetch=fetch, passes=own.passes)


def tell_of_date(article_id: str, written: str, number: int) -> None:
    """A date of publication that cannot be read: the first few are said one by one, however many there are."""
    if number <= DATES_TOLD:
        mend = "" if "/" not in written else " (--day-first and --month-first say how 05/08/2020 is read)"
        say(f"{article_id}: the date {written!r} cannot be read; kept without one{mend}.")


def tell_of_dates(number: int) -> None:
    if number:
        kept = "the article is kept without it" if number == 1 else "their articles are kept without"
        say(f"{how_many(number, 'date')} of publication could not be read; {kept}.")


def tell(notes: Notes) -> None:
    """What was left out on the way, on stderr."""
    for sentence in notes.sentences():
        say(sentence)


def format_or_default(chosen: Format | None) -> Format:
    return chosen or (Format.table if sys.stdout.isatty() else Format.jsonl)


def report(failure: Failure) -> None:
    """One line on stderr for an article that could not be read."""
    place, named, _ = failure.message.partition(": ")  # a message from a file begins with its place
    whose = f"{failure.id}: " if failure.id and not (named and failure.id in place) else ""
    print(f"quotes: {one_line(whose + failure.message)}", file=sys.stderr)


def say(sentence: str) -> None:
    """One line on stderr that is no failure."""
    print(f"quotes: {one_line(sentence)}", file=sys.stderr)


def one_line(sentence: str) -> str:
    """A sentence as a terminal may be given it: ids and names of files come from others, and may be anything.

    >>> one_line("a\\x1b[2J\\nquotes: 99 stored"), len(one_line("id" * 5_000))
    ('a\\\\x1b[2J\\\\nquotes: 99 stored', 201)
    """
    shown = _COMMANDS.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), sentence)
    return _LONG_WORD.sub(lambda found: found.group()[:_WORD_SHOWN] + "…", shown)


def end(failures: int) -> None:
    """Exit with 1 where any item failed."""
    if failures:
        print(f"quotes: {failures:,} could not be read; the rest was.", file=sys.stderr)
        raise typer.Exit(1)


@contextlib.contextmanager
def progress(what: str) -> Iterator[Callable[[int], None]]:
    """A progress line on stderr while it lasts; call the value with the number of quotes of each article done."""
    if not sys.stderr.isatty():
        yield lambda quotes: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.fields[said]}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, said="")
        done = found = 0

        def step(quotes: int) -> None:
            nonlocal done, found
            done += 1
            found += quotes
            bar.update(task, said=f"{how_many(done, 'article')}, {how_many(found, 'quote')}")

        yield step
