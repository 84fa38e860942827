"""Speakers, outlets and months of the quotes that words are found in, counted here: for a SQLite file.

SQLite would sort all matches once for each facet. They are gone through in their order instead, each looked up in a
narrow index; of many, a month after the other, as one text of numbers: a row for each match takes half again as long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from quotes.store.connections.reading import Reader
from quotes.store.schema.dates import keys_of_month
from quotes.store.search import counters
from quotes.store.search.filters import QuoteFilter, Shape
from quotes.store.search.selects import compiled, keys

MOST_ROWS = 20_000
_LAST_OUTLET = "SELECT coalesce(max(pk), 0) FROM outlets"


def counted(
    reader: Reader, shape: Shape, values: Mapping[str, Any], names: Sequence[str]
) -> tuple[dict[str, dict[int, int]], int]:
    """The counts of each facet by its values, and the number of all matches."""
    # which is the first of an utterance hangs on the other months too
    many = not shape.distinct and reader.rows(*_with(_how_many(shape), values, {"most": MOST_ROWS + 1})) > [
        (MOST_ROWS,)
    ]
    found, number = _month_by_month(reader, shape, values) if many else _one_by_one(reader, shape, values)
    return {name: {value: times for value, times in found[name].items() if value and times} for name in names}, number


def _one_by_one(reader: Reader, shape: Shape, values: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    found: dict[str, Counter[int]] = {name: Counter() for name in counters.COLUMNS}
    number = 0
    for some in reader.parts(*_with(_each(shape), values, {})):
        for counts, column in zip(found.values(), zip(*some, strict=True), strict=True):
            counts.update(column)
        number += len(some)
    return found, number


def _month_by_month(reader: Reader, shape: Shape, values: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    # imported here: NumPy takes a while, and only such a question needs it
    import numpy as np

    # no more bits than it takes: the fewer digits are written, the fewer are read
    bits = int(reader.rows(_LAST_OUTLET, {})[0][0]).bit_length()
    said, printed, months = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), {}
    for month, _ in counters.by_month(reader, QuoteFilter()) or ():
        first, last = keys_of_month(month)
        first, last = max(first, values.get("first_key", first)), min(last, values.get("last_key", last))
        given = {"first_key": first, "last_key": last, "bits": bits}
        [(written,)] = reader.rows(*_with(_all_of_a_month(shape), values, given))
        if written is not None:
            numbers = np.fromstring(written, dtype=np.int64, sep=",")
            months[month] = len(numbers)
            said, printed = _added(said, numbers >> bits), _added(printed, numbers & ((1 << bits) - 1))
    counts = {name: dict(enumerate(sums.tolist())) for name, sums in (("speaker", said), ("outlet", printed))}
    return {**counts, "month": months}, sum(months.values())


def _added(sums: Any, numbers: Any) -> Any:
    """How often each number stands there, with what was counted before."""
    import numpy as np

    counts = np.bincount(numbers, minlength=len(sums))
    counts[: len(sums)] += sums
    return counts


def _with(
    compiled_sql: tuple[str, Mapping[str, Any]], values: Mapping[str, Any], given: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    sql, constants = compiled_sql
    return sql, {**constants, **values, **given}


@lru_cache(maxsize=500)
def _how_many(shape: Shape) -> tuple[str, dict[str, Any]]:
    """SQL of the number of matches, up to `most`."""
    some = _matched(shape).limit(bindparam("most")).subquery("some")
    return compiled(select(func.count()).select_from(some), shape.dialect)


@lru_cache(maxsize=500)
def _each(shape: Shape) -> tuple[str, dict[str, Any]]:
    """SQL of speaker, outlet and month of each match."""
    return _of_matches(shape, ", ".join(f"counted.{column}" for column in counters.COLUMNS.values()))


@lru_cache(maxsize=500)
def _all_of_a_month(shape: Shape) -> tuple[str, dict[str, Any]]:
    """SQL of all matches in a month as one text, each as a number: its outlet in the last `bits`, before it its
    speaker."""
    number = "(coalesce(counted.speaker_pk, 0) << :bits) | coalesce(counted.outlet_pk, 0)"
    return _of_matches(shape._replace(dated=True), f"group_concat({number})")


def _matched(shape: Shape) -> Select[Any]:
    return keys(shape, "-published", limited=False).order_by(None)


def _of_matches(shape: Shape, wanted: str) -> tuple[str, dict[str, Any]]:
    matched, constants = compiled(_matched(shape), shape.dialect)
    # as CROSS JOIN SQLite keeps the order that is written here: the matches come first, and each quote is looked up
    return (
        f"SELECT {wanted} FROM ({matched}) AS matched "  # noqa: S608 - our own names
        "CROSS JOIN quotes AS counted INDEXED BY ix_quotes_counted ON counted.pk = matched.pk",
        constants,
    )
