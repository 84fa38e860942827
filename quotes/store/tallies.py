"""The kept counts, and the facets read from them or counted where they do not know.

Triggers keep the table `tallies` right whatever writes to `quotes`.
"""

from __future__ import annotations

from typing import Any, Protocol

from quotes.store.filters import QuoteFilter
from quotes.store.outlets import outlet_key

ALL, BY_SPEAKER, BY_OUTLET = 0, 1, 2
NUMBER, SPEAKERS, OUTLETS, MONTHS = 0, 1, 2, 3


class Reader(Protocol):
    """The store itself or a connection of it."""

    dialect: str

    def rows(self, sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]: ...


def sizes(reader: Reader, asked: QuoteFilter) -> dict[str, int]:
    """How many quotes the speakers asked for have, and how many the outlets."""
    found = {}
    if asked.speakers is not None:
        found["speakers"] = sum(_number(reader, BY_SPEAKER, pk) for pk in asked.speakers)
    if asked.outlets is not None:
        found["outlets"] = sum(_number(reader, BY_OUTLET, _outlet_pk(reader, name)) for name in asked.outlets)
    return found


def exact_count(reader: Reader, asked: QuoteFilter) -> int | None:
    """The number of quotes asked for, if it is kept: of all, of speakers, of outlets, of both."""
    bare = QuoteFilter(speakers=asked.speakers, outlets=asked.outlets)
    if asked != bare:
        return None
    speakers = None if asked.speakers is None else set(asked.speakers)
    outlets = None if asked.outlets is None else {_outlet_pk(reader, name) for name in asked.outlets}
    if speakers is None and outlets is None:
        return _number(reader, ALL, 0)
    if outlets is None:
        return sum(_number(reader, BY_SPEAKER, pk) for pk in speakers or ())
    if speakers is None:
        return sum(_number(reader, BY_OUTLET, pk) for pk in outlets)
    return sum(_number(reader, BY_SPEAKER, pk, OUTLETS, outlet) for pk in speakers for outlet in outlets)


def _number(reader: Reader, dim: int, key: int | None, facet: int = NUMBER, value: int | None = 0) -> int:
    if key is None or value is None:
        return 0
    found = reader.rows(
        _bound(reader, 'SELECT n FROM tallies WHERE dim = :dim AND "key" = :key AND facet = :facet AND value = :value'),
        {"dim": dim, "key": key, "facet": facet, "value": value},
    )
    return int(found[0][0]) if found else 0


def _outlet_pk(reader: Reader, name: str) -> int | None:
    found = reader.rows(_bound(reader, "SELECT pk FROM outlets WHERE key = :key"), {"key": outlet_key(name)})
    return int(found[0][0]) if found else None


def _bound(reader: Reader, sql: str) -> str:
    """The same statement with the driver's own kind of parameters."""
    if reader.dialect == "sqlite":
        return sql
    for name in ("dim", "facet", "value", "most", "key"):
        sql = sql.replace(f":{name}", f"%({name})s")
    return sql
