"""What the reading functions read with: the store itself, which is fastest, or one connection of it."""

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import Connection


class Reader(Protocol):
    """All rows of one SELECT in the driver's own SQL."""

    @property
    def dialect(self) -> str: ...

    def rows(self, sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]: ...


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
