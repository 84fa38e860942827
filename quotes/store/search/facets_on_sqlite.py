"""Speakers, outlets and months of the quotes asked for, counted here: for a SQLite file.

SQLite would sort all of them once for each facet. They are gone through once instead: where the index of the driving
filter knows what is counted in that, else in the narrow table, all of it or by key what the filter finds. Many come as
one text of numbers for a million quotes of the store, in a third of the time of a row each. Not month by month: the
index of words has several parts once a store has grown, and comes to a key through all matches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, func, literal_column, select

from quotes.store.connections.reading import Reader
from quotes.store.schema.dates import LAST_KEY, keys_of_month
from quotes.store.schema.tables import quotes
from quotes.store.search import counters
from quotes.store.search.filters import LISTS, QuoteFilter, Shape, conditions
from quotes.store.search.selects import compiled, counted_quotes, keys

MOST_ROWS = 20_000
MOST_AT_ONCE = 1_000_000
_LAST_OUTLET = "SELECT coalesce(max(pk), 0) FROM outlets"


def counted(
    reader: Reader, shape: Shape, values: Mapping[str, Any], names: Sequence[str]
) -> tuple[dict[str, dict[int, int]], int]:
    """The counts of each facet by its values, and the number of all that fit."""
    many = _is_walk(shape) or reader.rows(*_with(_how_many(shape), values, {"most": MOST_ROWS + 1})) > [(MOST_ROWS,)]
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
            "from_key": max(keys_of_month(first_month)[0], values.get("first_key", 0)),
            "to_key": min(keys_of_month(last_month)[1], values.get("last_key", LAST_KEY)),
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
    """SQL of the number of quotes that the driving filter finds, up to `most`."""
    some = _keys(_driving(shape)).limit(bindparam("most")).subquery("some")
    return compiled(select(func.count()).select_from(some), shape.dialect)


@lru_cache(maxsize=500)
def _each(shape: Shape) -> tuple[str, dict[str, Any]]:
    """SQL of speaker, outlet and month of each quote."""
    of = _walked(shape)
    return _of_quotes(shape, *(of.c[column] for column in counters.COLUMNS.values()))


@lru_cache(maxsize=500)
def _all_of_a_span(shape: Shape) -> tuple[str, dict[str, Any]]:
    """SQL of all from one key to another as one text, each as a number: its month from the first one in the last bits,
    before it its outlet, before that its speaker."""
    of = _walked(shape).name
    number = f"coalesce({of}.speaker_pk, 0) * :of_speaker + coalesce({of}.outlet_pk, 0) * :of_outlet"
    return _of_quotes(shape, literal_column(f"group_concat({number} + {of}.month - :first_month)"), a_span=True)


def _is_walk(shape: Shape) -> bool:
    """Whether all of the narrow table is gone through; what tells the first of an utterance stands elsewhere."""
    return shape.driving_filter in (None, "kinds") and not shape.distinct


def _walked(shape: Shape) -> Any:
    """What has the columns that are counted: the narrow table, or quotes where the driving filter's index has them."""
    # one index has the utterance
    knowing = ("kinds",) if shape.distinct else ("speakers", "outlets")
    return quotes if shape.driving_filter in knowing and shape.rules is None else counted_quotes


def _of_quotes(shape: Shape, *wanted: ColumnElement[Any], a_span: bool = False) -> tuple[str, dict[str, Any]]:
    of = _walked(shape)
    if _is_walk(shape) or of is quotes:
        pk, where = of.c.pk, conditions(shape, of)
        source: FromClause = of
    else:
        found = _keys(shape if shape.distinct else _driving(shape)).subquery("found")
        pk, source = found.c.pk, found.join(of, of.c.pk == found.c.pk)
        # the driving filter is fulfilled, and so are the dates
        left = shape._replace(driving_filter="done", articles=None)
        but_words = shape.driving_filter == "words"
        where = [] if shape.distinct else conditions(left, of, but_words=but_words, but_dates=True)
    if a_span:
        where.append(pk.between(bindparam("from_key"), bindparam("to_key")))
    sql, constants = compiled(select(*wanted).select_from(source).where(*where), shape.dialect)
    # by these words SQLite keeps the order that is written here: what is found comes first, and each quote is looked up
    return sql.replace(" JOIN quotes_counted ", " CROSS JOIN quotes_counted "), constants


def _driving(shape: Shape) -> Shape:
    """The driving filter and the dates alone."""
    others: dict[str, Any] = {name: None for name in LISTS if name != shape.driving_filter}
    return shape._replace(
        **others,
        words=shape.driving_filter == "words",
        min_confidence=shape.driving_filter == "confidence",
        attributed=None,
        distinct=False,
    )


def _keys(shape: Shape) -> Select[Any]:
    return keys(shape, "-published", limited=False).order_by(None)
