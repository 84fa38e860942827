"""Facets: how many of the quotes asked for each speaker, outlet and month has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, literal_column, select, union_all

from quotes.errors import BadInput
from quotes.store.connections.reading import ConnectionReader, Reader
from quotes.store.schema.tables import quotes
from quotes.store.search import counters, facets_on_sqlite
from quotes.store.search.filters import (
    QuoteFilter,
    choose_driving_filter,
    conditions,
    gathered,
    normal,
    nothing_fits,
    parameters,
    shape_of,
)
from quotes.store.search.selects import compiled, keys

FACETS = ("speaker", "outlet", "month")
MOST_VALUES = 1_000


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a facet: `value` is what the filter of that name takes, `name` what people read."""

    value: str
    name: str
    count: int

    def as_dict(self) -> dict[str, Any]:
        """The public shape."""
        return {"value": self.value, "name": self.name, "count": self.count}


def facets(
    reader: Reader | Connection, asked: QuoteFilter, names: Sequence[str] = FACETS, *, limit: int = 50
) -> dict[str, list[Facet]]:
    """The most frequent speakers and outlets and the latest months, `limit` of each, among the quotes asked for.

    Without a filter, or with those of one speaker or one outlet alone, they are read from the kept counts.
    Quotes without a speaker, an outlet or a date count nowhere.
    """
    return facets_and_number(reader, asked, names, limit=limit)[0]


def facets_and_number(
    reader: Reader | Connection, asked: QuoteFilter, names: Sequence[str] = FACETS, *, limit: int = 50
) -> tuple[dict[str, list[Facet]], int | None]:
    """`facets`, and how many quotes are asked for where all of them were gone through (None: they were not)."""
    for name in names:
        if name not in FACETS:
            raise BadInput(f"There is no facet {name!r}: ask for any of {', '.join(FACETS)}.")
    limit = max(1, min(limit, MOST_VALUES))
    asked = normal(asked)
    if nothing_fits(asked):
        return {name: [] for name in names}, 0
    if isinstance(reader, Connection):
        reader = ConnectionReader(reader)
    number = None
    kept = counters.kept_facets(reader, asked, names, limit)
    if kept is None:
        counts, number = _counted(reader, asked, names)
        kept = {name: most_first(name, counts[name], limit) for name in names}
    return {name: named(reader, name, kept[name]) for name in names}, number


def _counted(reader: Reader, asked: QuoteFilter, names: Sequence[str]) -> tuple[dict[str, dict[int, int]], int | None]:
    """The counts of each facet by its values, and the number of quotes where it is known."""
    if asked.distinct:
        asked = gathered(asked, reader.dialect)
    shape = shape_of(asked, reader.dialect, choose_driving_filter(asked, lambda: counters.sizes(reader, asked), None))
    values = parameters(asked, reader.dialect)
    if reader.dialect == "sqlite":
        return facets_on_sqlite.counted(reader, shape, values, names)
    columns: dict[str, Any] = {name: quotes.c[column] for name, column in counters.COLUMNS.items()}
    where = conditions(shape)
    if shape.driving_filter == "words":
        # the matches are gone through once; a walk along an index is cheaper done again than kept
        matched = keys(shape, "-published", limited=False).order_by(None).subquery("matched")
        of_each = select(*(columns[name].label(name) for name in names))
        once = of_each.join(matched, matched.c.pk == quotes.c.pk).cte("once").prefix_with("MATERIALIZED")
        columns, where = dict(once.c), []
    each: list[Select[Any]] = []
    for number, name in enumerate(names):
        col = columns[name]
        of_facet = select(literal_column(f"{number}").label("facet"), col.label("value"), func.count().label("n"))
        each.append(of_facet.where(*where, col > 0).group_by(col))
    counted: dict[str, dict[int, int]] = {name: {} for name in names}
    sql, constants = compiled(union_all(*each), reader.dialect)
    for facet, value, number in reader.rows(sql, constants | values):
        counted[tuple(names)[facet]][int(value)] = int(number)
    return counted, None


def most_first(name: str, counts: Mapping[int, int], limit: int) -> list[tuple[int, int]]:
    """Keys and counts of a facet in its order: the most frequent speakers and outlets, the latest months first."""
    if name == "month":
        return [(value, counts[value]) for value in sorted(counts, reverse=True)[:limit]]
    if len(counts) > limit:
        # most of thousands come far behind: their order need not be found out
        least = sorted(counts.values(), reverse=True)[limit - 1]
        counts = {value: number for value, number in counts.items() if number >= least}
    return sorted(counts.items(), key=_most_frequent)[:limit]


def _most_frequent(pair: tuple[int, int]) -> tuple[int, int]:
    return -pair[1], pair[0]


def named(reader: Reader, name: str, counts: list[tuple[int, int]]) -> list[Facet]:
    """The values of a facet by their keys and counts."""
    if name == "month":
        return [Facet(written, written, number) for value, number in counts if (written := _month(value))]
    if not counts:
        return []
    columns, table = ("pk, slug, name", "speakers") if name == "speaker" else ("pk, name, name", "outlets")
    wanted = ",".join(f"{value:d}" for value, _ in counts)
    rows = reader.rows(f"SELECT {columns} FROM {table} WHERE pk IN ({wanted})", {})  # noqa: S608 - numbers alone
    names = {row[0]: (row[1], row[2]) for row in rows}
    return [Facet(*names[value], number) for value, number in counts]


def _month(value: int) -> str:
    return f"{value // 100:04d}-{value % 100:02d}"
