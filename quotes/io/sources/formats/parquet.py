"""Parquet: one article a row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quotes.errors import BadInput
from quotes.io.sources.format import Format
from quotes.io.sources.records import article_of, check_columns, fields_of
from quotes.io.sources.source import Item, Source, too_large
from quotes.io.sources.streams import seekable

_MAGIC = b"PAR1"
_ROWS_AT_ONCE = 64


def read(source: Source) -> Iterator[Item]:
    """Row by row, a few at once; only the columns that are used are read."""
    import pyarrow
    from pyarrow import parquet

    try:
        with seekable(source.stream) as stream, parquet.ParquetFile(stream) as table:
            names = table.schema_arrow.names
            check_columns(names, source.options)
            columns = _used(names, source)
            for name in names:
                if name not in columns:
                    source.notes.count(source.notes.unused, name, table.metadata.num_rows)
            row = 0
            for batch in table.iter_batches(batch_size=_ROWS_AT_ONCE, columns=columns):
                for record in _in_microseconds(batch).to_pylist():
                    row += 1
                    yield _article(record, source, row)
    except (pyarrow.ArrowException, UnicodeDecodeError, OSError) as error:
        raise BadInput("this is not a Parquet file that can be read; write it anew.") from error


def rows_of(file: Path) -> int | None:
    """How many rows the file says it has; None where it is no Parquet."""
    import pyarrow
    from pyarrow import parquet

    try:
        return int(parquet.read_metadata(file).num_rows)
    except pyarrow.ArrowException:
        return None


def _used(names: list[str], source: Source) -> list[str]:
    found = fields_of(tuple(names), tuple(source.options.columns.items()))
    return [name for name in names if any(name in candidates for candidates in found.values())]


def _article(record: dict[str, Any], source: Source, row: int) -> Item:
    limit = source.options.max_bytes
    if any(isinstance(value, str) and len(value) > limit for value in record.values()):
        return source.failure(too_large(limit), f"row {row}")
    return article_of(record, source, f"row {row}")


def _in_microseconds(batch: Any) -> Any:
    """The rows with times that Python's own can hold; data frames keep nanoseconds."""
    import pyarrow

    for number, column in enumerate(batch.schema):
        if pyarrow.types.is_timestamp(column.type) and column.type.unit == "ns":
            times = batch.column(number).cast(pyarrow.timestamp("us", column.type.tz), safe=False)
            batch = batch.set_column(number, column.name, times)
    return batch


def looks(head: bytes) -> bool:
    return head.startswith(_MAGIC)


FORMAT = Format("Parquet", (".parquet", ".pq"), read, looks, binary=True)
