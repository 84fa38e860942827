"""The counts beside a search: exact where they are kept or few, else of its newest quotes alone, and saying so.

A page shows them with each search, so that they must not take longer in a large store than in a small one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, bindparam, func, literal_column, select, union_all

from quotes.store import tallies
from quotes.store.facets import FACETS, Facet, most_first, named
from quotes.store.filters import (
    LISTS,
    QuoteFilter,
    Shape,
    choose_lead,
    conditions,
    normal,
    nothing_fits,
    parameters,
    shape_of,
)
from quotes.store.reading import ConnectionReader, Reader
from quotes.store.tables import quotes
from quotes.store.walks import compiled, has_often, is_one_walk, keys

# So many are counted by speaker, outlet and month; so many are looked at where some of them do not fit; so many keys
# are gone through for their number alone, where one index knows it.
MOST_COUNTED, MOST_LOOKED_AT, MOST_NUMBERED = 5_000, 10_000, 50_000
_COLUMNS = {"speaker": "speaker_pk", "outlet": "outlet_pk", "month": "month"}


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
    number = tallies.exact_count(reader, asked)
    kept = [tallies.kept_facets(reader, asked, (name,), most[name]) for name in FACETS]
    if number is not None and all(one is not None for one in kept):
        return Glance(number, {name: named(reader, name, one[name]) for one in kept if one for name in one})
    lead = choose_lead(asked, lambda: tallies.sizes(reader, asked), "-published")
    values = parameters(asked, reader.dialect)
    shape = shape_of(asked, reader.dialect, lead)
    shape = shape._replace(often=lead == "words" and has_often(reader, values["words"]))
    alone = _leading(shape) == shape
    sql, constants = _counted(shape)
    looking = MOST_COUNTED if alone else MOST_LOOKED_AT + 1
    rows = reader.rows(sql, {**constants, **values, "most": looking, "counted": MOST_COUNTED})
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in (*FACETS, "counted", "looked at")}
    for which, value, n in rows:
        found[list(found)[which]].append((int(value), int(n)))
    ((_, seen),), ((_, looked_at),) = found["counted"], found["looked at"]
    facets = {name: named(reader, name, most_first(name, found[name])[: most[name]]) for name in FACETS}
    if seen < MOST_COUNTED and looked_at <= MOST_LOOKED_AT:
        return Glance(seen, facets)
    if number is None and lead is not None and alone:
        number = _number(reader, shape, values)
        if number > MOST_NUMBERED:
            return Glance(MOST_NUMBERED, facets, True, seen)
    if number is None:
        return Glance(seen, facets, True, seen)
    return Glance(number, facets, False, None if seen == number else seen)


@lru_cache(maxsize=500)
def _counted(shape: Shape) -> tuple[str, dict[str, Any]]:
    """SQL of the counts of each facet, then of how many quotes were counted, then of how many were looked at."""
    led = _led(shape).cte("led").prefix_with("MATERIALIZED")
    source: FromClause = led
    of: FromClause = led
    if "speaker_pk" not in led.c:
        source, of = led.join(quotes, quotes.c.pk == led.c.pk), quotes
    # the filter that led is fulfilled, and so are the dates
    left = shape._replace(lead="done", dated=False, **({shape.lead: None} if shape.lead in LISTS else {}))
    fitting = select(*(of.c[_COLUMNS[name]] for name in FACETS)).select_from(source)
    fitting = fitting.where(*conditions(left, of, but_words=shape.lead == "words"))
    once = fitting.order_by(led.c.pk.desc()).limit(bindparam("counted")).cte("once").prefix_with("MATERIALIZED")
    each: list[Select[Any]] = []
    for number, name in enumerate(FACETS):
        col: ColumnElement[Any] = once.c[_COLUMNS[name]]
        each.append(_one(number, col, once).where(col > 0).group_by(col))
    nothing: ColumnElement[Any] = literal_column("0")
    sizes = (_one(len(FACETS), nothing, once), _one(len(FACETS) + 1, nothing, led))
    return compiled(union_all(*each, *sizes), shape.dialect)


def _one(number: int, value: ColumnElement[Any], source: FromClause) -> Select[Any]:
    which: ColumnElement[Any] = literal_column(str(number))
    return select(which.label("which"), value.label("value"), func.count().label("n")).select_from(source)


def _led(shape: Shape) -> Select[Any]:
    """The newest quotes that the leading filter finds; with what is counted and checked, where one walk gives it."""
    leading = _leading(shape)
    if not is_one_walk(leading, "-published"):
        return keys(leading, "-published")
    columns = {"pk", *(_COLUMNS[name] for name in FACETS)}
    columns |= {column for name, column in LISTS.items() if getattr(shape, name) is not None and name != shape.lead}
    columns |= {"confidence"} if shape.min_confidence else set()
    columns |= {"attributed"} if shape.attributed is not None else set()
    walk = select(*(quotes.c[name] for name in sorted(columns))).where(*conditions(leading))
    return walk.order_by(quotes.c.pk.desc()).limit(bindparam("most"))


def _leading(shape: Shape) -> Shape:
    """The filter that leads, alone: with the dates, and by itself with what is walked by."""
    return shape._replace(
        **{name: None for name in LISTS if name != shape.lead},
        words=shape.lead == "words",
        min_confidence=shape.min_confidence and shape.lead == "confidence",
        attributed=shape.attributed if shape.lead is None else None,
    )


def _number(reader: Reader, shape: Shape, values: dict[str, Any]) -> int:
    found = keys(shape, "-published").subquery()
    sql, constants = compiled(select(func.count()).select_from(found), reader.dialect)
    return int(reader.rows(sql, {**constants, **values, "most": MOST_NUMBERED + 1})[0][0])
