"""The kept counts of quotes by speaker, outlet, month and kind.

Triggers keep the table `tallies` right whatever changes `quotes` or takes from it; on SQLite, whose triggers run once
for each row, new quotes are counted here, all together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from quotes.store.connections.reading import Reader
from quotes.store.search.filters import RARE, QuoteFilter
from quotes.store.search.outlets import outlet_key

_COUNT = """INSERT INTO tallies (dim, "key", facet, value, n) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (dim, "key", facet, value) DO UPDATE SET n = n + excluded.n"""
_OF_KEY = """SELECT value, n FROM tallies WHERE dim = :dim AND "key" = :key AND facet = {facet:d}
    AND n > 0 AND value > 0 ORDER BY {order} LIMIT :most"""
# by `facet <> 3` SQLite knows that its index has them all
_MOST = """SELECT "key", n FROM tallies WHERE dim = :dim AND facet = {facet:d} AND value = :key
    AND facet <> 3 AND n > 0 AND "key" > 0 ORDER BY n DESC, "key" LIMIT :most"""
ALL, BY_SPEAKER, BY_OUTLET, BY_KIND = 0, 1, 2, 3
KINDS = {"direct": 1, "fragment": 2}  # as the triggers number them
NUMBER, OUTLETS, MONTHS, KIND = 0, 2, 3, 4
# under which facet a dim stands among the tallies of those that come before it
_FACET_OF = {ALL: NUMBER, BY_OUTLET: OUTLETS, BY_KIND: KIND}
# what a facet counts, as the table of quotes has it
COLUMNS = {"speaker": "speaker_pk", "outlet": "outlet_pk", "month": "month"}


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Count quotes that were just inserted."""
    if connection.dialect.name != "sqlite":
        return
    cells: Counter[tuple[int, int, int, int]] = Counter()
    for row in rows:
        speaker, outlet, month = row["speaker_pk"] or 0, row["outlet_pk"] or 0, row["month"]
        kind = KINDS.get(row["kind"], 0)
        cells.update(
            (
                (ALL, 0, NUMBER, 0), (ALL, 0, MONTHS, month),
                (BY_SPEAKER, speaker, NUMBER, 0), (BY_SPEAKER, speaker, OUTLETS, outlet),
                (BY_SPEAKER, speaker, MONTHS, month), (BY_SPEAKER, speaker, KIND, kind),
                (BY_OUTLET, outlet, NUMBER, 0), (BY_OUTLET, outlet, MONTHS, month), (BY_OUTLET, outlet, KIND, kind),
                (BY_KIND, kind, NUMBER, 0), (BY_KIND, kind, MONTHS, month),
            )
        )  # fmt: skip
    connection.exec_driver_sql(_COUNT, [(*cell, number) for cell, number in sorted(cells.items())])


def sizes(reader: Reader, asked: QuoteFilter) -> dict[str, int]:
    """How many quotes the speakers asked for have, how many the outlets, and how many are so sure (at most RARE)."""
    found = {}
    if asked.speakers is not None:
        found["speakers"] = sum(_number(reader, BY_SPEAKER, pk) for pk in asked.speakers)
    if asked.outlets is not None:
        found["outlets"] = sum(_number(reader, BY_OUTLET, _outlet_pk(reader, name)) for name in asked.outlets)
    if asked.min_confidence is not None:
        sql = "SELECT count(*) FROM (SELECT 1 FROM quotes WHERE confidence >= :key LIMIT :most) sure"
        rows = reader.rows(_bound(reader, sql), {"key": asked.min_confidence, "most": RARE})
        found["confidence"] = int(rows[0][0])
    return found


def exact_count(reader: Reader, asked: QuoteFilter) -> int | None:
    """The number of quotes asked for, if it is kept: of all, of speakers, of outlets, of both, of kinds."""
    if asked.kinds is not None and asked == QuoteFilter(kinds=asked.kinds):
        return sum(_number(reader, BY_KIND, KINDS.get(kind)) for kind in set(asked.kinds))
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


def kept_facets(
    reader: Reader, asked: QuoteFilter, names: Sequence[str], limit: int
) -> dict[str, list[tuple[int, int]]] | None:
    """Keys and counts of each facet, if they are kept: for all quotes, for one speaker, one outlet, one kind."""
    where = _kept_under(reader, asked)
    return None if where is None else {name: _top(reader, *where, name, limit) for name in names}


def by_month(reader: Reader, asked: QuoteFilter) -> list[tuple[int, int]] | None:
    """The months (0 = unknown), the earliest first, and how many quotes each has, for what `kept_facets` keeps."""
    where = _kept_under(reader, asked)
    if where is None:
        return None
    sql = f"""SELECT value, n FROM tallies WHERE dim = :dim AND "key" = :key AND facet = {MONTHS:d} AND n > 0
        ORDER BY value"""  # noqa: S608
    rows = reader.rows(_bound(reader, sql), dict(zip(("dim", "key"), where, strict=True)))
    return [(int(month), int(number)) for month, number in rows]


def _kept_under(reader: Reader, asked: QuoteFilter) -> tuple[int, int] | None:
    """The `dim` and `key` of the tallies for all quotes, for one speaker, one outlet, one kind; None for other ones."""
    if asked == QuoteFilter() or (set(asked.kinds or ()) == set(KINDS) and asked == QuoteFilter(kinds=asked.kinds)):
        return ALL, 0
    if asked.speakers is not None and len(asked.speakers) == 1 and asked == QuoteFilter(speakers=asked.speakers):
        return BY_SPEAKER, asked.speakers[0]
    if asked.outlets is not None and len(asked.outlets) == 1 and asked == QuoteFilter(outlets=asked.outlets):
        # 0 would be those of no outlet
        return BY_OUTLET, _outlet_pk(reader, asked.outlets[0]) or -1
    if asked.kinds is not None and len(asked.kinds) == 1 and asked == QuoteFilter(kinds=asked.kinds):
        return BY_KIND, KINDS.get(asked.kinds[0], -1)
    return None


def _top(reader: Reader, dim: int, key: int, name: str, limit: int) -> list[tuple[int, int]]:
    if name == "month":
        return _rows(reader, _OF_KEY.format(facet=MONTHS, order="value DESC"), dim, key, limit)
    counted = BY_SPEAKER if name == "speaker" else BY_OUTLET
    if counted == dim:
        # a speaker among the speaker's own quotes: all of them
        number = _number(reader, dim, key)
        return [(key, number)] if number else []
    if dim == BY_SPEAKER:
        return _rows(reader, _OF_KEY.format(facet=OUTLETS, order="n DESC, value"), dim, key, limit)
    return _rows(reader, _MOST.format(facet=_FACET_OF[dim]), counted, key, limit)


def _rows(reader: Reader, sql: str, dim: int, key: int, limit: int) -> list[tuple[int, int]]:
    rows = reader.rows(_bound(reader, sql), {"dim": dim, "key": key, "most": limit})
    return [(int(value), int(number)) for value, number in rows]


def total(reader: Reader) -> int:
    """All quotes in the store."""
    return _number(reader, ALL, 0)


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
