"""Quotations of a data frame, into a data frame: pandas and polars alike, through narwhals."""

from __future__ import annotations

import math
import numbers
import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Literal

import narwhals as nw

from quotes.errors import BadInput
from quotes.io.bulk import Reader
from quotes.io.columns import rows_of
from quotes.io.export import arrow_table
from quotes.models import Extraction, Failure, RawArticle

Errors = Literal["warn", "raise", "ignore"]
_FIELDS = ("title", "url", "outlet", "author", "published")


def extract_frame(
    df: Any,
    text: str = "text",
    id: str = "id",
    *,
    n_jobs: int = 1,
    progress: bool = True,
    model: str = "auto",
    errors: Errors = "warn",
    **columns: str,
) -> Any:
    """One row for each quotation in the texts of a frame, in a frame of the same kind (docs/columns.md).

    `text` and `id` name the columns to read, as do `title`, `url`, `outlet`, `author` and `published`; columns of
    these very names are read unasked. `article_id` has the frame's own ids, of their own type, so that the two can
    be joined; without an `id` column ids are made of the text. Dates may be of any type; None, NaN and NaT are
    missing values. A row that cannot be read never ends the rest: see `to_frame`. `n_jobs` processes read.

    >>> import pandas
    >>> frame = pandas.DataFrame({"id": [7], "text": ["“Go now,” said Olga Bell."]})
    >>> extract_frame(frame, progress=False)[["article_id", "speaker_name", "text", "start"]].values.tolist()
    [[7, 'Olga Bell', 'Go now,', 1]]
    """
    given = nw.from_native(df, eager_only=True)
    names = _names(given.columns, text=text, id=id, **columns)
    ids: dict[str, Any] = {}
    results: Iterable[Extraction | Failure] = Reader(model, jobs=n_jobs).stream(_articles(given, names, ids))
    if progress:
        from tqdm.auto import tqdm

        results = tqdm(results, total=len(given), unit=" articles", desc="Reading")
    return _frame(results, df, errors, ids)


def to_frame(
    extractions: Extraction | Iterable[Extraction | Failure], backend: Any = "pandas", *, errors: Errors = "warn"
) -> Any:
    """One row for each quotation of what `extract` or `stream` of an `Extractor` gave (docs/columns.md).

    `backend` is "pandas", "polars" or "pyarrow", or a frame of that kind. Failures are named in one warning
    (`errors="raise"`: BadInput at the first; "ignore": nothing), and are in `.attrs["failures"]` of a pandas frame.
    """
    return _frame([extractions] if isinstance(extractions, Extraction) else extractions, backend, errors, {})


def _names(known: list[str], **asked: str) -> dict[str, str]:
    """The column of each field of an article; BadInput for one that is not there."""
    for field in asked:
        if field not in ("text", "id", *_FIELDS):
            raise BadInput(f"An article has no {field!r}; give columns for text, id, {', '.join(_FIELDS)}.")
    found = {field: field for field in _FIELDS if field in known} | asked
    if asked["id"] == "id" and "id" not in known:
        del found["id"]
    for field, column in found.items():
        if column not in known:
            raise BadInput(f"The frame has no column {column!r}; it has {', '.join(known)}: give {field}='...'.")
    return found


def _articles(frame: Any, names: dict[str, str], ids: dict[str, Any]) -> Iterator[RawArticle | Failure]:
    """Each row as an article; its id as the frame has it goes into `ids`."""
    for number, row in enumerate(frame.iter_rows(named=True), 1):
        cells = {field: row[column] for field, column in names.items()}
        article_id = _text(cells.get("id"))
        if article_id is not None:
            article_id = " ".join(article_id.split())
            ids[article_id] = cells["id"]
        body = cells["text"]
        if not isinstance(body, str):
            what = "no text" if _is_missing(body) else f"{type(body).__name__} {str(body)[:40]!r} for a text"
            yield Failure(article_id, "bad-input", f"Row {number} has {what} in column {names['text']!r}.")
            continue
        yield RawArticle(text=body, id=article_id, **{field: _text(cells.get(field)) for field in _FIELDS})


def _is_missing(value: Any) -> bool:
    """None, NaN, pandas' NaT and NA."""
    if value is None or type(value).__name__ in ("NaTType", "NAType"):
        return True
    return isinstance(value, float) and math.isnan(value)


def _text(value: Any) -> str | None:
    """A cell of any type as text, dates as ISO 8601; None where it is missing."""
    if _is_missing(value):
        return None
    if isinstance(value, datetime):
        midnight = value.tzinfo is None and not (value.hour or value.minute or value.second or value.microsecond)
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, numbers.Real) and not isinstance(value, bool) and float(value).is_integer():
        return f"{float(value):.0f}" if not isinstance(value, numbers.Integral) else str(int(value))
    return str(value)


def _frame(results: Iterable[Extraction | Failure], backend: Any, errors: Errors, ids: dict[str, Any]) -> Any:
    failures: list[Failure] = []
    rows: list[dict[str, Any]] = []
    for result in results:
        if isinstance(result, Failure):
            if errors == "raise":
                raise BadInput(_told(result))
            failures.append(result)
        else:
            rows.extend(rows_of(result))
    if failures and errors == "warn":
        more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
        warnings.warn(_told(failures[0]) + more, stacklevel=3)
    return _native(rows, backend, failures, ids)


def _native(rows: list[dict[str, Any]], backend: Any, failures: list[Failure], ids: dict[str, Any]) -> Any:
    """The rows as a frame of the backend's kind."""
    kind: Any = backend if isinstance(backend, str) else nw.from_native(backend, eager_only=True).implementation
    table = arrow_table(rows)
    frame: Any = nw.from_arrow(table, backend=kind)
    own = [ids.get(row["article_id"]) for row in rows]
    if rows and all(value is not None and not isinstance(value, str) for value in own):
        made = nw.new_series("article_id", own, backend=frame.implementation)
        frame = frame.with_columns(made)
    native = frame.to_native()
    if frame.implementation.is_pandas():
        for name, kept in _pandas_types(native, table).items():
            native[name] = kept
        native.attrs["failures"] = [failure.as_dict() for failure in failures]
    return native


def _pandas_types(frame: Any, table: Any) -> dict[str, Any]:
    """Columns as pandas has them best: whole numbers that may be missing, lists of plain values."""
    kept: dict[str, Any] = {}
    for field in table.schema:
        if field.name.endswith(("start", "end")):
            kept[field.name] = frame[field.name].astype("Int64")
        elif field.name in ("parts", "repairs"):
            kept[field.name] = frame[field.name].__class__(table[field.name].to_pylist(), dtype=object)
    return kept


def _told(failure: Failure) -> str:
    return f"Article {failure.id}: {failure.message}" if failure.id else failure.message
