"""Flat rows into files: CSV, JSON lines, Parquet; written as they come, never held all at once."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TextIO, cast

from quotes.errors import FULL, BadInput
from quotes.io.columns import COLUMNS, TABLE, Row, flat, rows_of
from quotes.models import Extraction, Failure
from quotes.text.web_address import place_in

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.quotes import QuoteRow
    from quotes.store.search.filters import QuoteFilter

Kind = Literal["csv", "jsonl", "parquet"]
KINDS: dict[str, Kind] = {"csv": "csv", "jsonl": "jsonl", "ndjson": "jsonl", "parquet": "parquet"}
BATCH_ROWS = 5_000

# A spreadsheet runs a cell that begins so as a formula, or with another form of such a sign (＝, ﹢, ₋); the
# apostrophe makes it text. Spaces and signs without a width before it do not help.
_FORMULA_STARTS = frozenset("=+-@\u2212")
_UNSEEN_KINDS = ("Z", "C")


def kind_of(path: Path) -> Kind:
    """The kind of file that a name asks for by its ending; BadInput where that is none of ours."""
    name = path.name.lower()
    compressed = name.endswith(".gz")
    kind = KINDS.get(Path(name.removesuffix(".gz")).suffix.removeprefix("."))
    if kind is None or (compressed and kind == "parquet"):
        raise BadInput(
            f"{path.name}: the ending does not say what to write; end it in .{', .'.join(KINDS)} "
            "(.csv.gz and .jsonl.gz too), or give --format."
        )
    return kind


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file to write, compressed where its name ends in .gz."""
    with (
        named(path),
        cast(BinaryIO, gzip.open(path, "wb") if path.name.lower().endswith(".gz") else path.open("wb")) as file,
    ):
        yield file


@contextmanager
def named(path: Path) -> Iterator[None]:
    """A full disk is told with the file that it is too full for."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno in FULL:
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


def stored_rows(
    connection: Connection, asked: QuoteFilter | None = None, *, sort: str = "published", base: str | None = None
) -> Iterator[dict[str, Any]]:
    """One row for each stored quote that is asked for, read as they are taken; `base` is the server's address."""
    from quotes.store import quotes

    for batch in _batches(quotes.stream_steadily(connection, asked, sort=sort), 500):
        yield from flat_rows(connection, batch, base=base)


def flat_rows(connection: Connection, batch: Sequence[QuoteRow], *, base: str | None) -> Iterator[dict[str, Any]]:
    """The rows of these stored quotes."""
    from quotes.store import articles, quotes

    authors = articles.authors(connection, (row.article_id for row in batch))
    for row in batch:
        shown = quotes.row_as_dict(row)
        yield flat(
            shown,
            {**shown["article"], "author": authors.get(row.article_id)},
            context=shown["context"],
            source=place_in(row.article_url, row.source_fragment),
            link=f"{base}/quotes/{row.id}" if base else None,
        )


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value:
        first = value[0]
        if first.isalnum():
            return value
        if first in "\t\r\n" or _begins_formula(value):
            return "'" + value
    return value


def csv_cell(value: object) -> object:
    """The same for any value: a list is JSON."""
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return safe_cell(value)


def _begins_formula(text: str) -> bool:
    for sign in text:
        if unicodedata.category(sign).startswith(_UNSEEN_KINDS):
            continue
        return unicodedata.normalize("NFKC", sign)[0] in _FORMULA_STARTS
    return False


def write_csv(rows: Iterable[Row], file: TextIO) -> int:
    """Header and rows; the number of rows."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for row in rows:
        writer.writerow([csv_cell(row.get(name)) for name in COLUMNS])
        count += 1
    return count


def write_jsonl(rows: Iterable[Row], file: TextIO) -> int:
    """One JSON object a line; the number of rows."""
    count = 0
    for row in rows:
        file.write(json.dumps({name: row.get(name) for name in COLUMNS}, ensure_ascii=False))
        file.write("\n")
        count += 1
    return count


def write_parquet(rows: Iterable[Row], file: BinaryIO) -> int:
    """A Parquet file of typed columns, `parts` as a list of structs; the number of rows."""
    from pyarrow import parquet

    count = 0
    with parquet.ParquetWriter(file, _schema(), compression="zstd") as writer:
        for batch in _batches(rows, BATCH_ROWS):
            writer.write_table(arrow_table(batch))
            count += len(batch)
    return count


def arrow_table(rows: Sequence[Row]) -> Any:
    """The rows as an Arrow table of typed columns."""
    import pyarrow

    return pyarrow.Table.from_pylist([{name: row.get(name) for name in COLUMNS} for row in rows], schema=_schema())


def _schema() -> Any:
    import pyarrow

    part = pyarrow.struct([("text", pyarrow.string()), ("start", pyarrow.int64()), ("end", pyarrow.int64())])
    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "parts": pyarrow.list_(part),
        "texts": pyarrow.list_(pyarrow.string()),
    }
    return pyarrow.schema([(column.name, types[column.type]) for column in TABLE])


def article_line(result: Extraction | Failure) -> bytes:
    """An article with its quotes, or what was wrong with it, as a line of JSON lines."""
    return json.dumps(result.as_dict(), ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def write(rows: Iterable[Row], file: BinaryIO, kind: Kind) -> int:
    """The rows as a file of a kind, text in UTF-8; the number of rows."""
    if kind == "parquet":
        return write_parquet(rows, file)
    text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")
    try:
        return write_csv(rows, text) if kind == "csv" else write_jsonl(rows, text)
    finally:
        text.detach()  # the file is the caller's, and stays open


def _batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


__all__ = [
    "COLUMNS",
    "KINDS",
    "Kind",
    "arrow_table",
    "article_line",
    "csv_cell",
    "flat",
    "flat_rows",
    "kind_of",
    "opened",
    "rows_of",
    "safe_cell",
    "stored_rows",
    "write",
    "write_csv",
    "write_jsonl",
    "write_parquet",
]
