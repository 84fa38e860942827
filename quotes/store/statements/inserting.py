"""Many rows into a table at once, the quickest way that each database has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, text


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns; columns they have not get their defaults."""
    if rows:
        names = tuple(rows[0])
        insert_tuples(connection, table, names, ([row[name] for name in names] for row in rows))


def insert_numbered(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert rows that get their keys here, in the order given; the keys. The caller is the only one who writes.

    A database asked to give the keys back in order is asked row by row.
    """
    if not rows:
        return []
    if connection.dialect.name == "sqlite":
        last = connection.exec_driver_sql(_LAST.format(table.name)).scalar_one()
        pks = list(range(last + 1, last + 1 + len(rows)))
    else:
        pks = list(connection.execute(_NUMBERS, {"name": table.name, "many": len(rows)}).scalars())
    insert_rows(connection, table, [{"pk": pk, **row} for pk, row in zip(pks, rows, strict=True)])
    return pks


_LAST = "SELECT coalesce(max(pk), 0) FROM {}"
_NUMBERS = text("SELECT nextval(pg_get_serial_sequence(:name, 'pk')) FROM generate_series(1, :many)")


def insert_tuples(connection: Connection, table: Table, names: tuple[str, ...], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as their values in the order of `names`: SQLite's executemany, PostgreSQL's COPY."""
    quoted = connection.dialect.identifier_preparer.quote
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_insert(quoted(table.name), tuple(map(quoted, names))), [tuple(row) for row in rows])
        return
    listed = ", ".join(map(quoted, names))
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - for the type checker: the connection is open
    with driver.cursor() as cursor, cursor.copy(f"COPY {quoted(table.name)} ({listed}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def insert_pairs(connection: Connection, table: Table, names: tuple[str, str], rows: Iterable[tuple[int, int]]) -> None:
    """`insert_tuples` of two numbers a row, of which there are many: PostgreSQL is given them as one text."""
    if connection.dialect.name == "sqlite":
        insert_tuples(connection, table, names, rows)
        return
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - for the type checker: the connection is open
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        copy.write("".join([f"{one}\t{other}\n" for one, other in rows]))


@cache
def _insert(table: str, names: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
