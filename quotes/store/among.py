"""Whether a column holds one of many values: one parameter and one statement, however many they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import ARRAY, ColumnElement, Connection, any_, bindparam, func, select


def among(connection: Connection, column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """`column IN values`, for any number of values: a list of parameters is slow to build and has a limit."""
    given = list(values)
    if connection.dialect.name == "sqlite":
        listed = func.json_each(orjson.dumps(given).decode()).table_valued("value")
        return column.in_(select(listed.c.value))
    return column == any_(bindparam(None, given, type_=ARRAY(column.type), unique=True))
