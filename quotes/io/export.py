"""Quotes as flat rows: CSV, JSON lines, Parquet; written as they come, never held all at once."""

from __future__ import annotations

import csv
import itertools
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, BinaryIO, TextIO

from quotes.models import Extraction

Row = Mapping[str, Any]

COLUMNS = (
    "id", "text", "kind", "speaker_id", "speaker_name", "speaker_type", "mention", "role", "cue", "rule", "why",
    "confidence", "article_id", "title", "url", "outlet", "author", "published", "parts",
)  # fmt: skip
BATCH_ROWS = 5_000

# A spreadsheet runs a cell that begins so as a formula, or with another form of such a sign (＝, ﹢, ₋); the
# apostrophe makes it text. Spaces and signs without a width before it do not help.
_FORMULA_STARTS = frozenset("=+-@\u2212")
_UNSEEN_KINDS = ("Z", "C")


def rows_of(extraction: Extraction) -> Iterator[dict[str, Any]]:
    """One row for each quote of an article."""
    article = asdict(extraction.document)
    for quote in extraction.quotes:
        yield flat(quote.as_dict(), article)


def flat(quote: Row, article: Row) -> dict[str, Any]:
    """A quote in its public shape and its article's metadata -> one row under the names of `COLUMNS`."""
    speaker = quote["speaker"] or {}
    return {
        **{name: quote[name] for name in ("id", "text", "kind", "rule", "why", "confidence", "parts")},
        **{f"speaker_{name}": speaker.get(name) for name in ("id", "name", "type")},
        **{name: article.get(name) for name in ("title", "url", "outlet", "author", "published")},
        "mention": (speaker.get("mention") or {}).get("text"),
        "role": speaker.get("role"),
        "cue": (quote["cue"] or {}).get("text"),
        "article_id": article["id"],
    }


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value:
        first = value[0]
        if first.isalnum():
            return value
        if first in "\t\r\n" or _begins_formula(value):
            return "'" + value
    return value


def _begins_formula(text: str) -> bool:
    for sign in text:
        if unicodedata.category(sign).startswith(_UNSEEN_KINDS):
            continue
        return unicodedata.normalize("NFKC", sign)[0] in _FORMULA_STARTS
    return False


def write_csv(rows: Iterable[Row], file: TextIO) -> int:
    """Header and rows, offsets as `start-end` pairs; the number of rows."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for row in rows:
        parts = " ".join(f"{part['start']}-{part['end']}" for part in _parts(row))
        writer.writerow([safe_cell(row.get(name)) for name in COLUMNS[:-1]] + [parts])
        count += 1
    return count


def write_jsonl(rows: Iterable[Row], file: TextIO) -> int:
    """One JSON object a line; the number of rows."""
    count = 0
    for row in rows:
        file.write(json.dumps({name: row.get(name) for name in COLUMNS} | {"parts": _parts(row)}, ensure_ascii=False))
        file.write("\n")
        count += 1
    return count


def write_parquet(rows: Iterable[Row], file: BinaryIO) -> int:
    """A Parquet file of typed columns, `parts` as a list of structs; the number of rows."""
    import pyarrow
    from pyarrow import parquet

    types = dict.fromkeys(COLUMNS, pyarrow.string())
    types["confidence"] = pyarrow.float64()
    part = pyarrow.struct([("text", pyarrow.string()), ("start", pyarrow.int64()), ("end", pyarrow.int64())])
    types["parts"] = pyarrow.list_(part)
    schema = pyarrow.schema(list(types.items()))
    count = 0
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in _batches(rows, BATCH_ROWS):
            values = [{name: row.get(name) for name in COLUMNS} | {"parts": _parts(row)} for row in batch]
            writer.write_table(pyarrow.Table.from_pylist(values, schema=schema))
            count += len(values)
    return count


def _parts(row: Row) -> list[dict[str, Any]]:
    parts = row.get("parts") or []
    return list(json.loads(parts) if isinstance(parts, str) else parts)


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(itertools.islice(iterator, size)):
        yield batch
