"""Whether a column holds one of many values: one parameter and one statement, however many they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import ARRAY, ColumnElement, Connection, any_, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _Listed(FunctionElement[Any]):
    """The values of a list in JSON; its own element, since a SELECT of them takes several times as long to build."""

    inherit_cache = True
    name = "listed"


@compiles(_Listed, "sqlite")
def _select(element: _Listed, compiler: Any, **options: Any) -> str:
    return f"(SELECT value FROM json_each{compiler.process(element.clause_expr, **options)})"  # noqa: S608 - a parameter


def among(connection: Connection, column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """`column IN values`, for any number of values: a list of parameters is slow to build and has a limit."""
    given = list(values)
    if connection.dialect.name == "sqlite":
        listed = _Listed(bindparam(None, orjson.dumps(given).decode(), unique=True))
        return column.op("IN", is_comparison=True)(listed)
    return column == any_(bindparam(None, given, type_=ARRAY(column.type), unique=True))
