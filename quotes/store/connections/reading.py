"""What the reading functions read with: the store itself, which is fastest, or one connection of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from sqlalchemy import Connection


class Reader(Protocol):
    """All rows of one SELECT in the driver's own SQL."""

    @property
    def dialect(self) -> str: ...

    def rows(self, sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]: ...

    def parts(self, sql: str, parameters: dict[str, Any]) -> Iterator[list[tuple[Any, ...]]]: ...


PART = 5_000  # rows


def version(reader: Reader) -> str:
    """The store's name and the number of its last committed write."""
    store_id, number = reader.rows("SELECT store_id, version FROM state", {})[0]
    return f"{store_id}-{number}"


class ConnectionReader:
    """Reads by an open connection, within its snapshot."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect = connection.dialect.name

    def rows(self, sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
        """All rows of one SELECT."""
        result = self._connection.exec_driver_sql(sql, parameters)
        try:
            # the driver's own rows: SQLAlchemy's layer over thousands of them costs as much as the query
            return list(result.cursor.fetchall())
        finally:
            result.close()

    def parts(self, sql: str, parameters: dict[str, Any]) -> Iterator[list[tuple[Any, ...]]]:
        """All rows of one SELECT, some at a time."""
        result = self._connection.exec_driver_sql(sql, parameters)
        try:
            while some := result.cursor.fetchmany(PART):
                yield list(some)
        finally:
            result.close()
