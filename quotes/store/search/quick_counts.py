"""The counts beside a search: exact where they are kept or few, else of its newest quotes alone, and saying so.

A page shows them with each search, so that they must not take longer in a large store than in a small one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, bindparam, func, literal_column, select, union_all

from quotes.store.connections.reading import ConnectionReader, Reader
from quotes.store.schema.tables import quotes
from quotes.store.search import counters
from quotes.store.search.facets import FACETS, Facet, most_first, named
from quotes.store.search.filters import (
    LISTS,
    QuoteFilter,
    Shape,
    choose_driving_filter,
    conditions,
    normal,
    nothing_fits,
    parameters,
    shape_of,
)
from quotes.store.search.selects import compiled, counted_quotes, has_often, is_one_walk, keys

# So many are counted by speaker, outlet and month; so many are looked at where some of them do not fit; so many keys
# are gone through for their number alone, where one index knows it.
MOST_COUNTED, MOST_LOOKED_AT, MOST_NUMBERED = 5_000, 10_000, 50_000
# these are walked by an index that knows what is counted
_KNOWING = (None, "speakers", "outlets", "kinds")
_LOOKED_AT = -1


@dataclass(frozen=True, slots=True)
class Glance:
    """How many quotes fit, and which speakers, outlets and months have most of them.

    `more`: there are more than `count`. `of` is the number of the newest quotes that the facets count (None: all).
    """

    count: int
    facets: dict[str, list[Facet]]
    more: bool = False
    of: int | None = None


def glance(reader: Reader | Connection, asked: QuoteFilter, *, limit: int = 50, months: int = 1_000) -> Glance:
    """The number of the quotes asked for, the `limit` speakers and outlets with most of them, the latest `months`."""
    asked = normal(asked)
    most = {"speaker": limit, "outlet": limit, "month": months}
    if isinstance(reader, Connection):
        reader = ConnectionReader(reader)
    if nothing_fits(asked):
        return Glance(0, {name: [] for name in FACETS})
    number = counters.exact_count(reader, asked)
    kept = [counters.kept_facets(reader, asked, (name,), most[name]) for name in FACETS]
    if number is not None and all(one is not None for one in kept):
        return Glance(number, {name: named(reader, name, one[name]) for one in kept if one for name in one})
    drives = choose_driving_filter(asked, lambda: counters.sizes(reader, asked), "-published")
    values = parameters(asked, reader.dialect)
    shape = shape_of(asked, reader.dialect, drives)
    shape = shape._replace(often=drives == "words" and has_often(reader, values["words"]))
    alone = _driving(shape) == shape
    sql, constants = _counted(shape)
    looking = MOST_COUNTED if alone else MOST_LOOKED_AT + 1
    rows = reader.rows(sql, {**constants, **values, "most": looking, "counted": MOST_COUNTED})
    counted, seen, looked_at = _tallied(rows)
    facets = {name: named(reader, name, most_first(name, counted[name], most[name])) for name in FACETS}
    if seen < MOST_COUNTED and looked_at <= MOST_LOOKED_AT:
        return Glance(seen, facets)
    if number is None and drives is not None and alone:
        number = _number(reader, shape, values)
        if number > MOST_NUMBERED:
            return Glance(MOST_NUMBERED, facets, True, seen)
    if number is None:
        return Glance(seen, facets, True, seen)
    return Glance(number, facets, False, None if seen == number else seen)


def _tallied(rows: list[tuple[Any, ...]]) -> tuple[dict[str, dict[int, int]], int, int]:
    """What `_counted` selects, as counts by facet; how many quotes were counted, and how many looked at."""
    columns: list[Sequence[int | None]] = list(zip(*rows, strict=True))
    at = columns[0].index(_LOOKED_AT)
    counted = {}
    for name, column in zip(FACETS, columns, strict=True):
        counts = Counter((*column[:at], *column[at + 1 :]))
        counted[name] = {value: number for value, number in counts.items() if value is not None and value > 0}
    return counted, len(rows) - 1, columns[1][at] or 0


@lru_cache(maxsize=500)
def _counted(shape: Shape) -> tuple[str, dict[str, Any]]:
    """SQL of speaker, outlet and month of each quote that is counted, and a row that says how many were looked at.

    They are counted here: a database sorts them once for each facet.
    """
    walked: FromClause = _newest_quotes(shape).cte("walked").prefix_with("MATERIALIZED")
    source: FromClause = walked
    of: FromClause = walked
    if "speaker_pk" not in walked.c:
        of = quotes if shape.distinct else counted_quotes
        source = walked.join(of, of.c.pk == walked.c.pk)
    # the driving filter is fulfilled, and so are the dates
    left = _without(shape, shape.driving_filter)._replace(driving_filter="done", dated=False)
    fitting = select(*(of.c[counters.COLUMNS[name]] for name in FACETS)).select_from(source)
    fitting = fitting.where(*conditions(left, of, but_words=shape.driving_filter == "words"))
    once = fitting.order_by(walked.c.pk.desc()).limit(bindparam("counted")).subquery("once")
    nothing: ColumnElement[Any] = literal_column("0")
    looked_at = select(literal_column(str(_LOOKED_AT)), func.count(), nothing).select_from(walked)
    return compiled(union_all(select(*once.c), looked_at), shape.dialect)


def _newest_quotes(shape: Shape) -> Select[Any]:
    """The newest quotes that the driving filter finds; with what is counted and checked, where its index knows it."""
    driving = _driving(shape)
    if driving.driving_filter not in _KNOWING or driving.attributed is False or not is_one_walk(driving, "-published"):
        return keys(driving, "-published")
    columns = {"pk", *(counters.COLUMNS[name] for name in FACETS)}
    checked = _without(shape, shape.driving_filter)
    columns |= {column for name, column in LISTS.items() if getattr(checked, name) is not None}
    columns |= {"confidence"} if shape.min_confidence else set()
    columns |= {"attributed"} if shape.attributed is not None else set()
    of = counted_quotes if driving.driving_filter is None else quotes
    walk = select(*(of.c[name] for name in sorted(columns))).where(*conditions(driving, of))
    return walk.order_by(of.c.pk.desc()).limit(bindparam("most"))


def _driving(shape: Shape) -> Shape:
    """The filter that drives, alone: with the dates, and by itself with what is walked by."""
    others = (name for name in LISTS if name != shape.driving_filter)
    return _without(shape, *others)._replace(
        words=shape.driving_filter == "words",
        min_confidence=shape.min_confidence and shape.driving_filter == "confidence",
        attributed=shape.attributed if shape.driving_filter is None else None,
    )


def _without(shape: Shape, *names: str | None) -> Shape:
    """The shape without those of its lists of values."""
    left: dict[str, Any] = {name: None for name in names if name in LISTS}
    return shape._replace(**left)


def _number(reader: Reader, shape: Shape, values: dict[str, Any]) -> int:
    found = keys(shape, "-published").subquery()
    sql, constants = compiled(select(func.count()).select_from(found), reader.dialect)
    return int(reader.rows(sql, {**constants, **values, "most": MOST_NUMBERED + 1})[0][0])
