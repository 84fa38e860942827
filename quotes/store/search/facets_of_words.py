"""Speakers, outlets and months of the quotes that words are found in, counted here: for a SQLite file.

SQLite would sort all matches once for each facet. They are gone through in their order instead, each looked up in a
narrow table; of many, those of a million quotes as one text of numbers: a row for each match takes three times as long.
Not month by month: the index of words has several parts once a store has grown, and comes to a key through all matches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal_column, select

from quotes.store.connections.reading import Reader
from quotes.store.schema.dates import LAST_KEY, keys_of_month
from quotes.store.search import counters
from quotes.store.search.filters import LISTS, QuoteFilter, Shape, conditions
from quotes.store.search.selects import compiled, counted_quotes, keys

MOST_ROWS = 20_000
MOST_AT_ONCE = 1_000_000
_LAST_OUTLET = "SELECT coalesce(max(pk), 0) FROM outlets"


def counted(
    reader: Reader, shape: Shape, values: Mapping[str, Any], names: Sequence[str]
) -> tuple[dict[str, dict[int, int]], int]:
    """The counts of each facet by its values, and the number of all matches."""
    # which is the first of an utterance hangs on all matches
    many = not shape.distinct and reader.rows(*_with(_how_many(shape), values, {"most": MOST_ROWS + 1})) > [
        (MOST_ROWS,)
    ]
    found, number = _as_texts(reader, shape, values) if many else _one_by_one(reader, shape, values)
    return {name: {value: times for value, times in found[name].items() if value and times} for name in names}, number


def _one_by_one(reader: Reader, shape: Shape, values: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    found: dict[str, Counter[int]] = {name: Counter() for name in counters.COLUMNS}
    number = 0
    for some in reader.parts(*_with(_each(shape), values, {})):
        for counts, column in zip(found.values(), zip(*some, strict=True), strict=True):
            counts.update(column)
        number += len(some)
    return found, number


def _as_texts(reader: Reader, shape: Shape, values: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    # imported here: NumPy takes a while, and only such a question needs it
    import numpy as np

    found = {name: np.zeros(0, dtype=np.int64) for name in ("speaker", "outlet")}
    months: Counter[int] = Counter()
    outlet_bits = int(reader.rows(_LAST_OUTLET, {})[0][0]).bit_length()
    for first_month, last_month in _spans(counters.by_month(reader, QuoteFilter()) or ()):
        # no more bits than it takes: the fewer digits are written, the fewer are read
        month_bits = (last_month - first_month).bit_length()
        given = {
            "first_key": max(keys_of_month(first_month)[0], values.get("first_key", 0)),
            "last_key": min(keys_of_month(last_month)[1], values.get("last_key", LAST_KEY)),
            "first_month": first_month,
            "of_outlet": 1 << month_bits,
            "of_speaker": 1 << month_bits + outlet_bits,
        }
        [(written,)] = reader.rows(*_with(_all_of_a_span(shape), values, given))
        if written is not None:
            numbers = np.fromstring(written, dtype=np.int64, sep=",")
            by_month = np.bincount(numbers & (1 << month_bits) - 1).tolist()
            months.update({first_month + after: number for after, number in enumerate(by_month) if number})
            numbers >>= month_bits
            found["outlet"] = _added(found["outlet"], numbers & (1 << outlet_bits) - 1)
            found["speaker"] = _added(found["speaker"], numbers >> outlet_bits)
    counts = {name: dict(enumerate(sums.tolist())) for name, sums in found.items()}
    return {**counts, "month": months}, sum(months.values())


def _spans(months: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The first and the last of some months that have, but for a single one, `MOST_AT_ONCE` quotes together."""
    first, last, together = 0, None, 0
    for month, number in months:
        if last is not None and together + number > MOST_AT_ONCE:
            yield first, last
            last = None
        if last is None:
            first, together = month, 0
        last, together = month, together + number
    if last is not None:
        yield first, last


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
    """SQL of the number of quotes that have the words, up to `most`."""
    some = _matched(_bare(shape)).limit(bindparam("most")).subquery("some")
    return compiled(select(func.count()).select_from(some), shape.dialect)


@lru_cache(maxsize=500)
def _each(shape: Shape) -> tuple[str, dict[str, Any]]:
    """SQL of speaker, outlet and month of each match."""
    return _of_matches(shape, *(counted_quotes.c[column] for column in counters.COLUMNS.values()))


@lru_cache(maxsize=500)
def _all_of_a_span(shape: Shape) -> tuple[str, dict[str, Any]]:
    """SQL of all matches in some months as one text, each as a number: its month from the first one in the last bits,
    before it its outlet, before that its speaker."""
    number = (
        "coalesce(counted.speaker_pk, 0) * :of_speaker + coalesce(counted.outlet_pk, 0) * :of_outlet "
        "+ counted.month - :first_month"
    )
    return _of_matches(shape._replace(dated=True), literal_column(f"group_concat({number})"))


def _bare(shape: Shape) -> Shape:
    """The words and the dates alone."""
    nothing: dict[str, Any] = dict.fromkeys(LISTS)
    return shape._replace(**nothing, min_confidence=False, attributed=None, distinct=False)


def _matched(shape: Shape) -> Select[Any]:
    return keys(shape, "-published", limited=False).order_by(None)


def _of_matches(shape: Shape, *wanted: ColumnElement[Any]) -> tuple[str, dict[str, Any]]:
    # what is asked besides is checked in the narrow table too, but for what tells the first of an utterance
    matched = _matched(shape if shape.distinct else _bare(shape)).subquery("matched")
    besides = [] if shape.distinct else conditions(shape, counted_quotes, but_words=True, but_dates=True)
    found = matched.join(counted_quotes, counted_quotes.c.pk == matched.c.pk)
    sql, constants = compiled(select(*wanted).select_from(found).where(*besides), shape.dialect)
    # by these words SQLite keeps the order that is written here: the matches come first, and each quote is looked up
    return sql.replace(" JOIN quotes_counted ", " CROSS JOIN quotes_counted "), constants
